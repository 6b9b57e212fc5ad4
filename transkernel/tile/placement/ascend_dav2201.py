"""The vector core of Ascend 910B and 910C (dav-2201).

Sources: asc-devkit, docs/zh/api/SIMD-API (basic API: general constraints, vector computation in memory, data copies;
advanced API: mathematical functions); the semantics of each instruction, with a reference, are in
tests/run/test_ascendc_instructions.py.
"""

from __future__ import annotations

from transkernel.ir.types import (
    BFLOAT16,
    FLOAT16,
    FLOAT32,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Scalar,
)
from transkernel.tile.placement.ascend_dav2201_matrix import MATRIX_UNIT
from transkernel.tile.placement.machine import Instruction, Machine, Memory

_UNIFIED_BYTES = 192 * 1024
_RESERVED_BYTES = 256 + 8 * 1024  # the system's, and that of Select
_FUNCTION_BYTES = 8 * 1024  # for the advanced functions, which take their room from what is left

_FLOATS = frozenset((FLOAT16, FLOAT32))
_NUMBERS = frozenset((INT16, FLOAT16, INT32, FLOAT32))
_HALVES = frozenset((INT16, UINT16))
_WORDS = frozenset((INT16, UINT16, INT32, UINT32))
_ANY_16_32 = frozenset((INT16, UINT16, INT32, UINT32, FLOAT16, BFLOAT16, FLOAT32))
_FUNCTIONS = ("exp ln abs sqrt tanh sin cos tan erf erfc log2 log10 sinh cosh asin acos atan asinh acosh atanh").split()


def _rows(names: str, elements: frozenset[Scalar], *operands: str, work: int = 0) -> dict[str, Instruction]:
    return {name: Instruction(elements, operands, work) for name in names.split()}


_ORDERED = "lt le gt ge ne"
INSTRUCTIONS: dict[str, Instruction] = {
    **_rows("add sub mul max min", _NUMBERS, "tile", "tile"),
    **_rows("adds muls maxs mins", _NUMBERS, "tile", "scalar"),
    **_rows("mul_add_dst", _FLOATS, "tile", "tile"),
    **_rows("div power fmod", _FLOATS, "tile", "tile"),
    **_rows(" ".join(_FUNCTIONS), _FLOATS, "tile"),
    **_rows("quotients remainders", frozenset((INT32,)), "tile", "tile", work=3),
    **_rows("quotients_by remainders_by", frozenset((INT32,)), "tile", "scalar", work=3),
    **_rows("unsigned_quotients_by unsigned_remainders_by", frozenset((UINT32,)), "tile", "scalar", work=4),
    **_rows("and or", _HALVES, "tile", "tile"),
    **_rows("not", _HALVES, "tile"),
    **_rows("shift_left shift_right", _WORDS, "tile", "scalar"),
    **_rows("duplicate", _ANY_16_32, "scalar"),
    **_rows("copy", _ANY_16_32 | {INT8, UINT8, INT64, UINT64}, "tile"),
    **_rows("expand", _ANY_16_32, "tile"),
    **_rows("index", frozenset((INT16, INT32, FLOAT16, FLOAT32)), "scalar"),
    **_rows(" ".join(f"compare_{each}" for each in _ORDERED.split()), _FLOATS, "tile", "tile"),
    **_rows(" ".join(f"compare_scalar_{each}" for each in ("eq", *_ORDERED.split())), _FLOATS, "tile", "scalar"),
    **_rows("compare_eq", _FLOATS | {INT32}, "tile", "tile"),
    **_rows("select", _FLOATS, "bits", "tile", "tile"),
    **_rows("select_scalar", _FLOATS, "bits", "tile", "scalar"),
    **_rows("reduce_sum reduce_max reduce_min", _FLOATS, "tile", work=1),
    **_rows("fold_add fold_max fold_min", frozenset((INT32,)), "tile", work=1),
    **_rows("fold_rows_add fold_rows_max fold_rows_min", frozenset((INT32,)), "tile", "scalar", work=3),
    **_rows("count_bits", frozenset((INT32,)), "tile", work=2),
    **_rows("running_sum", frozenset((INT32, FLOAT32)), "tile", work=2),
    **_rows("sum_rows max_rows min_rows", _FLOATS, "tile", "scalar"),
    **_rows("gather", _ANY_16_32, "tile", "tile"),
    **_rows("gather_from", _ANY_16_32, "tile", "tile", "scalar"),
    **_rows("cast_none cast_rint cast_floor cast_ceil cast_trunc cast_round", _ANY_16_32 | {INT8, UINT8}, "tile"),
}  # fmt: skip
CASTS = frozenset(
    (
        (FLOAT16, FLOAT32), (BFLOAT16, FLOAT32), (INT16, FLOAT32), (INT32, FLOAT32), (FLOAT32, FLOAT32),
        (FLOAT32, FLOAT16), (FLOAT32, BFLOAT16), (FLOAT32, INT32), (FLOAT32, INT16), (FLOAT16, INT32),
        (FLOAT16, INT16), (FLOAT16, INT8), (FLOAT16, UINT8), (UINT8, FLOAT16), (INT8, FLOAT16), (INT16, FLOAT16),
        (BFLOAT16, INT32), (INT32, INT16),
    )
)  # fmt: skip

DAV_2201 = Machine(
    name="dav-2201",
    memory=Memory("UB", _UNIFIED_BYTES - _RESERVED_BYTES - _FUNCTION_BYTES, 256),
    queue_buffers=6,  # there are 8 events between two units; a buffer of a queue holds one, a Turn takes one
    copy_bytes=32,
    repeat_bytes=256,
    most_lanes=1024,
    windows=(16 * 1024, 4 * 1024),
    instructions=INSTRUCTIONS,
    casts=CASTS,
    matrix=MATRIX_UNIT,
)
