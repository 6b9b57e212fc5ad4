"""The head of a kernel: its parameters in Triton's words, and what each is in the body."""

from __future__ import annotations

from transkernel.emit.triton.texts import POSTFIX, Text
from transkernel.emit.triton.types import INFERRED, SCALAR_NAMES, type_name
from transkernel.ir.nodes import GlobalVariable
from transkernel.ir.tile import ConstantParameter, ConstantRule, Scratch
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT8, Array, Pointer, Scalar, Space, Type, Vector

# The most that a launch gives: CUDA's limits on a block.
_MOST: dict[ConstantRule, int] = {
    ConstantRule.BLOCK_X: 1024, ConstantRule.BLOCK_Y: 1024, ConstantRule.BLOCK_Z: 64, ConstantRule.LANES: 1024,
    ConstantRule.WARPS: 32, ConstantRule.SHARED: 1 << 20, ConstantRule.SLOTS: 1 << 18, ConstantRule.FREE: 1 << 20,
    ConstantRule.TILE: 1 << 20, ConstantRule.TAIL: 1 << 20,
}  # fmt: skip


def written(name: str, type_: Type) -> str:
    """A parameter with an annotation where Triton would take the value for something else than CUDA does."""
    if isinstance(type_, Pointer) or type_ in INFERRED or type_ == BOOL:
        return name
    assert isinstance(type_, Scalar)
    return f"{name}: {SCALAR_NAMES[type_]}"


def conversion(name: str, type_: Type) -> str | None:
    """The line that makes the parameter what CUDA has; the interpreter knows nothing of annotations."""
    if isinstance(type_, Pointer) or type_ in INFERRED:
        return None
    assert isinstance(type_, Scalar)
    if type_ == BOOL:
        return f"{name} = {name} != 0"
    if type_.is_float:
        return f"{name} = tl.full((), {name}, {type_name(type_)})"
    return f"{name} = tl.cast({name}, {type_name(type_)})"


def parameter_text(name: str, type_: Type) -> Text:
    """What the parameter is in the body, behind its conversion."""
    if isinstance(type_, Pointer):
        return Text(name, POSTFIX, type_)
    assert isinstance(type_, Scalar)
    if type_ == INT32:  # an argument of 1 is a constant for the compiler
        return Text(name, POSTFIX, type_, compiled=True, floor=1)
    return Text(name, POSTFIX, type_, interpreted=type_ == FLOAT32)


def constant_text(name: str, constant: ConstantParameter, type_: Scalar) -> Text:
    low = 0 if constant.rule is ConstantRule.SHARED else 1
    return Text(name, POSTFIX, type_, (), True, True, True, low, _MOST[constant.rule])


def global_text(name: str, variable: GlobalVariable) -> Text:
    return Text(name, POSTFIX, Pointer(_element(variable.type), Space.GLOBAL))


def scratch_text(name: str, scratch: Scratch) -> Text:
    return Text(name, POSTFIX, Pointer(UINT8, Space.GLOBAL))


def _element(type_: Type) -> Type:
    while isinstance(type_, Array):
        type_ = type_.element
    return type_.scalar if isinstance(type_, Vector) else type_ if isinstance(type_, Scalar) else UINT8
