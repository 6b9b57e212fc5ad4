"""How far the functions of a kernel may be off: CUDA's bound or OpenCL C's, whichever is more.

Sources: CUDA C++ Programming Guide, "Mathematical Functions", by way of ir/intrinsics.py; OpenCL C 1.2, 7.4, by way of
`ERRORS` in intrinsics.py.
"""

from __future__ import annotations

from transkernel.emit.opencl.intrinsics import ERRORS
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Binary, BinaryOp, Function, Intrinsic, Kernel, Program
from transkernel.ir.types import FLOAT32, FLOAT64, Scalar
from transkernel.ir.visit import walk_all
from transkernel.manifest import FunctionError

# Of a device that was not built with -cl-fp32-correctly-rounded-divide-sqrt.
_DIVIDE_ULP, _SQRT_ULP = 2.5, 3.0
_NAMES = {FLOAT32: "float32", FLOAT64: "float64"}


def function_errors(program: Program) -> tuple[FunctionError, ...]:
    """Each function of the program once, by name and dtype; those that are exact on both sides are none."""
    functions: tuple[Kernel | Function, ...] = (program.kernel, *program.functions)
    found: dict[tuple[str, str], float] = {}
    for node in (node for each in functions for node in walk_all(each.body)):
        if isinstance(node, Intrinsic) and isinstance(node.type, Scalar):
            name, type_ = node.id, node.type
        elif isinstance(node, Binary) and node.op is BinaryOp.DIVIDE and isinstance(node.type, Scalar):
            name, type_ = "/", node.type
        else:
            continue
        ulp = error_of(name, type_)
        if ulp > 0:
            found[name, _NAMES[type_]] = ulp
    return tuple(FunctionError(name, dtype, ulp) for (name, dtype), ulp in sorted(found.items()))


def error_of(name: str, type_: Scalar) -> float:
    """In ulp, of an intrinsic's id or `/`; 0 for what is correctly rounded, and for types but float and double."""
    if type_ not in _NAMES:
        return 0.0
    if name in ("/", "sqrt"):
        return (_DIVIDE_ULP if name == "/" else _SQRT_ULP) if type_ == FLOAT32 else 0.0
    column = 0 if type_ == FLOAT32 else 1
    stated = INTRINSICS[name].ulp[column] or 0.0
    return float(max(stated, ERRORS.get(name, (0.0, 0.0))[column]))
