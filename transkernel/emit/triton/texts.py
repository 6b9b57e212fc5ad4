"""Printed pieces of Python with what Triton makes of them, and the rules by which two of them meet.

A piece is a tensor with Triton's type and shape, or a plain number. Numbers take the type of the tensor that they
meet, and two of them are Python's arithmetic. What is a number differs: a literal, a `tl.constexpr` and a module's
constant always are; a parameter may be one for the compiler (an integer argument of 1); the index of a loop and a float
argument are numbers in the interpreter alone. A piece that may be a number is computed only where all cases agree.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from transkernel.emit.python.numbers import spell
from transkernel.emit.triton.types import holds, limits, rank, type_name, usual
from transkernel.ir.types import BOOL, Pointer, Scalar
from transkernel.ir.values import wrap
from transkernel.records import record

# Levels of Python's operators, tightest last.
NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, ADDITIVE, MULTIPLICATIVE, UNARY, POSTFIX = range(1, 11)

LEVELS: dict[str, int] = {
    "==": COMPARE, "!=": COMPARE, "<": COMPARE, "<=": COMPARE, ">": COMPARE, ">=": COMPARE, "|": BIT_OR, "^": BIT_XOR,
    "&": BIT_AND, "<<": SHIFT, ">>": SHIFT, "+": ADDITIVE, "-": ADDITIVE, "*": MULTIPLICATIVE, "/": MULTIPLICATIVE,
    "//": MULTIPLICATIVE, "%": MULTIPLICATIVE,
}  # fmt: skip

_MIRRORED: dict[str, str] = {
    "+": "+", "*": "*", "&": "&", "|": "|", "^": "^", "==": "==", "!=": "!=",
    "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip
_BITS = frozenset({BIT_AND, BIT_XOR, BIT_OR})
# Operands that Python would take without parentheses and a reader would not.
_CONFUSING: dict[int, frozenset[int]] = {
    COMPARE: _BITS | {SHIFT},
    SHIFT: frozenset({ADDITIVE, MULTIPLICATIVE, SHIFT}),
    **{level: (_BITS - {level}) | {SHIFT, ADDITIVE, MULTIPLICATIVE} for level in _BITS},
}

Shape = tuple[int | str, ...]


@record
class Text:
    """A piece of code: its operator level, the type and shape that Triton gives it.

    compiled, interpreted: it may be a plain number there; sure: it is one in both. low, high: what an integer lies
    between, None where that is not known. floor: what it is at least where it is a plain number. parts: operator, left
    and right of an infix expression. named: a constant of the module, or computed from one and from numbers.
    """

    text: str
    level: int
    type: Scalar | Pointer
    shape: Shape = ()
    compiled: bool = False
    interpreted: bool = False
    sure: bool = False
    low: int | None = None
    high: int | None = None
    parts: tuple[str, Text, Text] | None = None
    floor: int | None = None
    named: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it may be a plain number."""
        return self.compiled or self.interpreted

    @property
    def value(self) -> int | None:
        """The integer that it is, where that is known."""
        return self.low if self.sure and self.low == self.high else None

    @property
    def least(self) -> int | None:
        """What it is at least where it is a plain number."""
        return self.floor if self.floor is not None else self.low

    @property
    def scalar(self) -> Scalar:
        assert isinstance(self.type, Scalar), self
        return self.type


def tensor(text: str, type_: Scalar | Pointer, shape: Shape = (), level: int = POSTFIX) -> Text:
    return Text(text, level, type_, shape)


def call(function: str, arguments: list[str], type_: Scalar | Pointer, shape: Shape = ()) -> Text:
    return Text(f"{function}({', '.join(arguments)})", POSTFIX, type_, shape)


def number(value: int | float, type_: Scalar, spelling: str | None = None) -> Text:
    """A literal."""
    text = spell(value, type_, spelling)
    level = UNARY if text.startswith("-") else POSTFIX
    bound = int(value) if type_.is_integer else None
    return Text(text, level, type_, (), True, True, True, bound, bound)


def grouped(piece: Text, level: int) -> str:
    """As an operand of an operator of that level, in parentheses where needed."""
    return _operand(piece, level, level)


def _operand(piece: Text, level: int, least: int) -> str:
    """An operand of an operator of that level, which takes those of the level `least` without parentheses."""
    confusing = piece.level in _CONFUSING.get(level, frozenset())
    return f"({piece.text})" if piece.level < least or confusing else piece.text


def infix(op: str, left: Text, right: Text, type_: Scalar | Pointer) -> Text:
    """`left op right`; equal levels group from the left, and comparisons never chain.

    A constant of the module does not come before a tensor: Triton's interpreter takes what that gives for a constant.
    """
    if left.named and not right.sure:
        if op not in _MIRRORED:
            left = firm(left)
        else:
            op, left, right = _MIRRORED[op], right, left
    level = LEVELS[op]
    alike = level in _BITS and level == right.level
    first = _operand(left, level, level + 1 if level == COMPARE else level)
    second = _operand(right, level, level if alike else level + 1)
    made = Text(
        f"{first} {op} {second}", level, type_, join_shapes(left.shape, right.shape),
        left.compiled and right.compiled, left.interpreted and right.interpreted, left.sure and right.sure,
        *_bounds(op, left, right), (op, left, right), _floor(op, left, right),
    )  # fmt: skip
    made = replace(made, named=(left.named or right.named) and made.interpreted)
    wraps = not made.sure and isinstance(type_, Scalar) and type_.is_integer and not in_limits(made, type_)
    return replace(made, low=None, high=None) if wraps else made


def join_shapes(left: Shape, right: Shape) -> Shape:
    """NumPy's rule, which is Triton's."""
    if len(left) < len(right):
        left, right = right, left
    filled = (1,) * (len(left) - len(right)) + right
    return tuple(b if a == 1 else a for a, b in zip(left, filled, strict=True))


# ---------------------------------------------------------------- bounds


def _bounds(op: str, left: Text, right: Text) -> tuple[int | None, int | None]:
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return None, None
    corners = list(product((left.low, left.high), (right.low, right.high)))
    match op:
        case "+":
            found = [a + b for a, b in corners]
        case "-":
            found = [a - b for a, b in corners]
        case "*":
            found = [a * b for a, b in corners]
        case "//" if left.low >= 0 and right.low > 0:
            found = [a // b for a, b in corners]
        case "%" if left.low >= 0 and right.low > 0:
            found = [0, min(left.high, right.high - 1)]
        case "<<" if left.low >= 0 and right.low >= 0 and right.high < 64:
            found = [a << b for a, b in corners]
        case ">>" if left.low >= 0 and right.low >= 0 and right.high < 64:
            found = [a >> b for a, b in corners]
        case "&" if left.low >= 0 and right.low >= 0:
            found = [0, min(left.high, right.high)]
        case _:
            return None, None
    return min(found), max(found)


def _floor(op: str, left: Text, right: Text) -> int | None:
    a, b = left.least, right.least
    if a is None or b is None:
        return None
    if op == "+":
        return a + b
    if op == "-":
        return a - right.value if right.value is not None else None
    return 0 if op in ("*", "//", "%", ">>", "&") and a >= 0 and b >= 0 else None


def in_limits(piece: Text, type_: Scalar) -> bool:
    """Whether the integer is known to lie in a type."""
    least, greatest = limits(type_)
    return piece.low is not None and piece.high is not None and least <= piece.low and piece.high <= greatest


def fits(piece: Text, type_: Scalar) -> bool:
    """Whether a number can take the type of the tensor it meets without an error."""
    if rank(piece.scalar) > rank(type_):
        return False
    if type_.is_float or piece.type == BOOL:
        return True
    if piece.low is not None:
        return in_limits(piece, type_)
    return type_.is_signed and piece.scalar.bits <= type_.bits


# ---------------------------------------------------------------- meetings


def joined(left: Text, right: Text, divides: bool = False) -> Scalar | None:
    """The type that the compiler and the interpreter both give to an operation on the two; None where they differ."""
    found: set[Scalar | None] = set()
    for left_plain, right_plain in _cases(left, right):
        if left_plain and right_plain:
            found.add(_plain_result(left, right))
        elif left_plain or right_plain:
            plain, other = (left, right) if left_plain else (right, left)
            found.add(_adapted(other.scalar, divides) if fits(plain, other.scalar) else None)
        elif divides and not _divides(left.scalar, right.scalar):
            found.add(None)
        else:
            found.add(usual(left.scalar, right.scalar, divides))
    return found.pop() if len(found) == 1 else None


def _divides(left: Scalar, right: Scalar) -> bool:
    """Whether Triton takes two tensors to divide: not integers of which one is unsigned, not floats with integers
    (`tl.div_rn`)."""
    if left.is_float or right.is_float:
        return left == right
    return left.is_signed == right.is_signed


def _adapted(type_: Scalar, divides: bool) -> Scalar:
    return usual(type_, type_, divides)


def _plain_result(left: Text, right: Text) -> Scalar | None:
    """Python's own arithmetic is exact for integers and rounds floats as doubles."""
    if left.scalar.is_float or right.scalar.is_float:
        return None
    if left.type == right.type:
        return left.scalar
    wide = usual(left.scalar, right.scalar)
    return wide if in_limits(left, wide) and in_limits(right, wide) else None


def _cases(left: Text, right: Text) -> set[tuple[bool, bool]]:
    """Which of the two are numbers, in all ways that can be."""
    found: set[tuple[bool, bool]] = set()
    for a, b in ((left.compiled, right.compiled), (left.interpreted, right.interpreted)):
        found |= set(product(_ways(left, a), _ways(right, b)))
    return found


def _ways(piece: Text, flagged: bool) -> tuple[bool, ...]:
    if piece.sure:
        return (True,)
    return (True, False) if flagged else (False,)


def adapted(piece: Text, other: Text) -> Text:
    """A literal as the number that is congruent to it in the type of the tensor it meets."""
    value = piece.value
    if value is None or other.is_plain or not isinstance(other.type, Scalar) or not other.type.is_integer:
        return piece
    wrapped = wrap(value, other.type)
    return piece if wrapped == value or other.type == BOOL else number(wrapped, other.type)


# ---------------------------------------------------------------- changes of type


def firm(piece: Text) -> Text:
    """A tensor, where it may have been a number."""
    if not piece.is_plain:
        return piece
    if piece.scalar.is_float or piece.sure or piece.type == BOOL:
        return call("tl.full", ["()", piece.text, type_name(piece.type)], piece.type)
    return replace(call("tl.cast", [piece.text, type_name(piece.type)], piece.type), low=piece.low, high=piece.high)


def cast(piece: Text, type_: Scalar | Pointer) -> Text:
    """`.to(type)`, unless it has the type."""
    if piece.type == type_:
        return piece
    if isinstance(type_, Scalar) and isinstance(piece.type, Scalar) and piece.is_plain:
        whole = piece.type.is_integer and type_.is_integer and BOOL not in (piece.type, type_)
        if whole and piece.sure:
            return retyped(piece, type_)
        if whole:
            return call("tl.cast", [piece.text, type_name(type_)], type_)
        return call("tl.full", ["()", piece.text, type_name(type_)], type_)
    text = f"{grouped(piece, POSTFIX)}.to({type_name(type_)})"
    keeps = isinstance(type_, Scalar) and type_.is_integer and in_limits(piece, type_)
    low, high = (piece.low, piece.high) if keeps else (None, None)
    return Text(text, POSTFIX, type_, piece.shape, low=low, high=high)


def retyped(piece: Text, type_: Scalar) -> Text:
    """`cast` between integers; a number is of any type that holds it."""
    if not piece.sure:
        return cast(piece, type_)
    if in_limits(piece, type_):
        return replace(piece, type=type_)
    value = piece.value
    if value is not None:
        return number(wrap(value, type_), type_)
    return call("tl.cast", [piece.text, type_name(type_)], type_)


def preserves(type_: Scalar, piece: Text) -> bool:
    """Whether the value of an integer piece stays the same in a type."""
    if in_limits(piece, type_):
        return True
    if piece.low is not None and piece.low >= 0 and not type_.is_signed:
        return type_.bits >= piece.scalar.bits
    return holds(type_, piece.scalar)
