"""Pieces of printed Python: how tightly each binds, and the type and shape that JAX gives it."""

from __future__ import annotations

from transkernel.diagnostics import refuse
from transkernel.emit.python.numbers import spell
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT8,
    INT16,
    INT32,
    UINT8,
    UINT16,
    UINT32,
    Pointer,
    Scalar,
    Tile,
    Type,
)
from transkernel.records import record
from transkernel.source import Span

DTYPES: dict[Scalar, str] = {
    BOOL: "jnp.bool_",
    INT8: "jnp.int8", INT16: "jnp.int16", INT32: "jnp.int32",
    UINT8: "jnp.uint8", UINT16: "jnp.uint16", UINT32: "jnp.uint32",
    FLOAT16: "jnp.float16", BFLOAT16: "jnp.bfloat16", FLOAT32: "jnp.float32",
}  # fmt: skip

(LAMBDA, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, ADDITIVE, MULTIPLICATIVE, UNARY, POSTFIX) = range(11)
LEVELS = {
    "==": COMPARE, "!=": COMPARE, "<": COMPARE, "<=": COMPARE, ">": COMPARE, ">=": COMPARE,
    "|": BIT_OR, "^": BIT_XOR, "&": BIT_AND, "<<": SHIFT, ">>": SHIFT,
    "+": ADDITIVE, "-": ADDITIVE, "*": MULTIPLICATIVE, "/": MULTIPLICATIVE, "//": MULTIPLICATIVE, "%": MULTIPLICATIVE,
}  # fmt: skip
_BITS = (BIT_OR, BIT_XOR, BIT_AND)

Shape = tuple[int | str, ...]


@record
class Text:
    """plain: a number of Python, which takes the type of the array it meets. value: the integer it is, if known."""

    text: str
    level: int
    type: Scalar
    shape: Shape = ()
    plain: bool = False
    value: int | None = None


def element_of(type_: Type) -> Scalar | Pointer:
    """The type of one lane."""
    inner = type_.element if isinstance(type_, Tile) else type_
    assert isinstance(inner, Scalar | Pointer), type_
    return inner


def shape_of(type_: Type) -> Shape:
    """The axes of a tile; none of a scalar."""
    return type_.shape if isinstance(type_, Tile) else ()


def memory_type(type_: Type) -> Scalar:
    """What a pointer's element is in memory: a bool is a byte."""
    assert isinstance(type_, Scalar), type_
    return UINT8 if type_ == BOOL else type_


def dtype_name(type_: Scalar, span: Span | None) -> str:
    """Raises Refusal where a TPU has no such numbers."""
    if type_ not in DTYPES:
        raise refuse("TK0440", f"a TPU has no numbers of the type {type_}", span)
    return DTYPES[type_]


def shape_text(shape: Shape) -> str:
    """`(LANES,)`, `(WARPS, 32)`."""
    axes = ", ".join(str(each) for each in shape)
    return f"({axes},)" if len(shape) == 1 else f"({axes})"


def number(value: int | float, type_: Scalar, spelling: str | None = None) -> Text:
    """A literal: a number of Python where JAX takes it for one of the type, else with its type."""
    if type_.is_integer and not -(1 << 31) <= int(value) < (1 << 31):
        return Text(f"{DTYPES.get(type_, 'jnp.uint32')}({int(value):#x})", POSTFIX, type_, value=int(value))
    if type_.is_float and (value != value or value in (float("inf"), -float("inf"))):
        text = "jnp.nan" if value != value else "jnp.inf" if value > 0 else "-jnp.inf"
    else:
        text = spell(value, type_, spelling)
    known = int(value) if type_.is_integer and type_ != BOOL else None
    return Text(text, UNARY if text.startswith("-") else POSTFIX, type_, (), True, known)


def call(function: str, arguments: list[str], type_: Scalar, shape: Shape = ()) -> Text:
    return Text(f"{function}({', '.join(arguments)})", POSTFIX, type_, shape)


def grouped(piece: Text, level: int) -> str:
    """As an operand of an operator of that level, in parentheses where needed."""
    confusing = (level in _BITS and piece.level in (*_BITS, SHIFT) and piece.level != level) or (
        level == SHIFT and piece.level in (SHIFT, ADDITIVE, MULTIPLICATIVE)
    )
    return f"({piece.text})" if piece.level < level or confusing else piece.text


def infix(op: str, left: Text, right: Text, type_: Scalar) -> Text:
    """`left op right`; equal levels group from the left, and comparisons never chain."""
    level = LEVELS[op]
    first = grouped(left, level + 1 if level == COMPARE else level)
    alike = level in _BITS and right.level == level
    second = grouped(right, level if alike else level + 1)
    if right.text.startswith("-") and level == ADDITIVE:
        second = f"({right.text})"
    plain = left.plain and right.plain
    return Text(f"{first} {op} {second}", level, type_, join_shapes(left.shape, right.shape), plain)


def join_shapes(left: Shape, right: Shape) -> Shape:
    """NumPy's rule."""
    if len(left) < len(right):
        left, right = right, left
    filled = (1,) * (len(left) - len(right)) + right
    return tuple(b if a == 1 else a for a, b in zip(left, filled, strict=True))


def firm(piece: Text, span: Span | None = None) -> Text:
    """With its type, where it may be a number of Python."""
    if not piece.plain:
        return piece
    return Text(f"{dtype_name(piece.type, span)}({piece.text})", POSTFIX, piece.type, (), value=piece.value)


def cast(piece: Text, type_: Scalar, span: Span | None = None) -> Text:
    """`.astype(type)`, unless it has the type."""
    if piece.type == type_:
        return piece
    if piece.plain:
        return Text(f"{dtype_name(type_, span)}({piece.text})", POSTFIX, type_)
    return Text(f"{grouped(piece, POSTFIX)}.astype({dtype_name(type_, span)})", POSTFIX, type_, piece.shape)


def shaped(piece: Text, shape: Shape, span: Span | None = None) -> Text:
    """An array of the type and shape."""
    if piece.shape == shape:
        return firm(piece, span)
    name = dtype_name(piece.type, span)
    if piece.shape:
        return call("jnp.broadcast_to", [piece.text, shape_text(shape)], piece.type, shape)
    if piece.plain and piece.text in ("0", "0.0", "False"):
        return call("jnp.zeros", [shape_text(shape), name], piece.type, shape)
    return call("jnp.full", [shape_text(shape), piece.text, *([name] if piece.plain else [])], piece.type, shape)
