"""OpenCL C as a language of C's family."""

from __future__ import annotations

from transkernel.emit.c.dialect import Dialect
from transkernel.emit.opencl.types import SCALAR_NAMES, SPACE_NAMES
from transkernel.emit.opencl.words import FAMILIES, NOT_FOR_FIELDS, TAKEN
from transkernel.ir.nodes import Register
from transkernel.ir.types import INT32, INT64, UINT64

# CUDA's registers are 32 bits wide, OpenCL's are size_t.
REGISTERS: dict[Register, str] = {
    Register.THREAD_INDEX: "get_local_id({axis})",
    Register.BLOCK_INDEX: "get_group_id({axis})",
    Register.BLOCK_SIZE: "get_local_size({axis})",
    Register.GRID_SIZE: "get_num_groups({axis})",
}

OPENCL = Dialect(
    scalars=SCALAR_NAMES,
    spaces=SPACE_NAMES,
    restrict="restrict",
    registers=REGISTERS,
    register_type=UINT64,
    lowest={INT32: "INT_MIN", INT64: "LONG_MIN"},
    nan="NAN",
    infinity="INFINITY",
    taken=TAKEN,
    families=FAMILIES,
    not_for_fields=NOT_FOR_FIELDS,
    vectors={},
    typedef=True,
    cuda_vectors=False,
)
base_name = OPENCL.base_name
