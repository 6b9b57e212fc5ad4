"""Prints the expressions of tile IR as Triton.

The IR has every conversion explicit; Triton converts operands by rules of its own, and numbers of Python take the type
of what they meet. So each printed piece carries the type that Triton gives it (texts.py), and a conversion is left out
where Triton makes the same one. Ways to print a value:

exact(e)         the value, with Triton's type equal to the IR's, or a number of that value
wide(e)          an integer, as any integer type that holds it: for offsets and comparisons
modulo(e, bits)  an integer that is congruent to the value modulo 2**bits: for what is converted to so many bits
full(e)          exact, a tensor of the shape that the IR gives it: for what Triton does not broadcast
stored(e, type)  what Triton itself converts to a type of memory: values of stores and atomics, `other` of loads
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from transkernel.emit.python.numbers import is_single
from transkernel.emit.triton.intrinsics import print_intrinsic
from transkernel.emit.triton.memory import print_atomic, print_load
from transkernel.emit.triton.needs import Needs
from transkernel.emit.triton.rounding import print_conversion
from transkernel.emit.triton.texts import (
    ADDITIVE,
    NOT,
    POSTFIX,
    UNARY,
    Shape,
    Text,
    adapted,
    call,
    cast,
    firm,
    grouped,
    in_limits,
    infix,
    join_shapes,
    joined,
    number,
    preserves,
    retyped,
    tensor,
)
from transkernel.emit.triton.tiles import TILES, shape_text
from transkernel.emit.triton.types import element_of, holds, shape_of, type_name
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import SHIFTS, BinaryOp, CompareOp, Register, UnaryOp
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    Pointer,
    Scalar,
    size_of,
)
from transkernel.ir.values import round_to, wrap

_MODULAR = frozenset(
    {BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR, BinaryOp.SHIFT_LEFT}
)
_LOGICAL = frozenset({BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR})
_ARITHMETIC: dict[BinaryOp, Callable[[float, float], float]] = {
    BinaryOp.ADD: float.__add__, BinaryOp.SUBTRACT: float.__sub__, BinaryOp.MULTIPLY: float.__mul__,
    BinaryOp.DIVIDE: float.__truediv__,
}  # fmt: skip
_SHIFTED = frozenset({BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT})
_OPPOSITE: dict[CompareOp, CompareOp] = {
    CompareOp.EQUAL: CompareOp.NOT_EQUAL, CompareOp.NOT_EQUAL: CompareOp.EQUAL,
    CompareOp.LESS: CompareOp.GREATER_EQUAL, CompareOp.GREATER_EQUAL: CompareOp.LESS,
    CompareOp.GREATER: CompareOp.LESS_EQUAL, CompareOp.LESS_EQUAL: CompareOp.GREATER,
}  # fmt: skip
# CUDA's registers are unsigned; Triton's are int32, and never negative.
_REGISTERS: dict[Register, str] = {Register.BLOCK_INDEX: "tl.program_id", Register.GRID_SIZE: "tl.num_programs"}
_MOST_PROGRAMS = (1 << 31) - 1


def is_plain(node: Any) -> bool:
    """A conversion between numbers that says nothing of rounding."""
    return isinstance(node, ir.Convert) and node.rounding is None and not node.saturate


class Expressions:
    """One kernel's printer of expressions. variables: what each name of the IR is printed as; the statements' printer
    fills it. symbols: the constants of the module, by name."""

    def __init__(self, symbols: Mapping[str, Text], needs: Needs) -> None:
        self.variables: dict[str, Text] = {}
        self.symbols = symbols
        self.needs = needs
        self._exact: dict[type, Callable[[Any], Text]] = {
            ir.Literal: self._literal, ir.Variable: self._variable, ir.Unary: self._unary, ir.Binary: self._binary,
            ir.Compare: self._compare, ir.Convert: self._convert, ir.Bitcast: self._bitcast,
            ir.Intrinsic: lambda node: print_intrinsic(self, node), ir.PointerOffset: self._offset,
            ir.PointerDifference: self._difference, ir.Special: self._special, tile.Constant: self._variable,
            tile.Splat: self._splat, tile.Where: self._where, tile.Broadcast: self._broadcast,
            tile.Load: lambda node: print_load(self, node), tile.TileAtomic: lambda node: print_atomic(self, node),
            **dict.fromkeys(TILES, self._tile),
        }  # fmt: skip

    # ------------------------------------------------------------ ways to print

    def exact(self, node: Any) -> Text:
        return self._exact[type(node)](node)

    def typed(self, node: Any) -> Text:
        """Exact, and a tensor."""
        return firm(self.exact(node))

    def full(self, node: Any) -> Text:
        """Exact, a tensor of the IR's shape."""
        piece = self.exact(node)
        return self.shaped(piece, shape_of(node.type))

    def shaped(self, piece: Text, shape: Shape) -> Text:
        """A tensor, repeated to a shape where it has a smaller one."""
        if piece.shape == shape:
            return firm(piece)
        if piece.shape or isinstance(piece.type, Pointer):
            return call("tl.broadcast_to", [piece.text, shape_text(shape)], piece.type, shape)
        if piece.type == BOOL and not piece.sure:
            return call("tl.where", [piece.text, f"tl.full({shape_text(shape)}, True, tl.int1)", "False"], BOOL, shape)
        if piece.sure and piece.text in ("0", "0.0"):
            return call("tl.zeros", [shape_text(shape), type_name(piece.type)], piece.type, shape)
        return call("tl.full", [shape_text(shape), piece.text, type_name(piece.type)], piece.type, shape)

    def full_in(self, node: Any, shape: Shape) -> Text:
        """Exact, a tensor of that shape."""
        return self.shaped(self.exact(node), shape)

    def repointed(self, piece: Text, type_: Scalar | Pointer) -> Text:
        """A pointer as one to another type."""
        return replace(piece, type=type_) if type_name(piece.type) == type_name(type_) else cast(piece, type_)

    def mask(self, node: Any, shape: Shape) -> Text | None:
        """What lanes an access is for, None for all of them."""
        if node is None:
            return None
        piece = self.loose(node)
        if piece.sure and piece.text == "True":
            return None
        return self.shaped(piece, shape) if shape and not piece.shape else piece

    def wide(self, node: Any) -> Text:
        if isinstance(node, ir.Convert) and is_plain(node):
            inner, outer = element_of(node.operand.type), element_of(node.type)
            if _whole(inner, outer) and holds(outer, inner):  # type: ignore[arg-type]
                return self.wide(node.operand)
        if isinstance(node, ir.Special):
            return self._register(node)
        return self.exact(node)

    def modulo(self, node: Any, bits: int) -> Text:
        if isinstance(node, ir.Convert) and is_plain(node):
            inner, outer = element_of(node.operand.type), element_of(node.type)
            if _whole(inner, outer) and isinstance(outer, Scalar) and outer.bits >= bits:
                return self.modulo(node.operand, bits)
        if isinstance(node, ir.Binary) and node.op in _MODULAR:
            made = self._modular(node, bits)
            if made is not None:
                return made
        return self.wide(node)

    def _modular(self, node: ir.Binary, bits: int) -> Text | None:
        type_ = element_of(node.type)
        if not isinstance(type_, Scalar) or not type_.is_integer or type_ == BOOL or type_.bits < bits:
            return None
        left = self.modulo(node.left, bits)
        shift = node.op is BinaryOp.SHIFT_LEFT
        right = self.exact(node.right) if shift else self.modulo(node.right, bits)
        if shift and right.value is None:
            return None
        left, right = adapted(left, right), adapted(right, left)
        result = joined(left, right)
        if result is None or (result.bits < bits and not (left.sure and right.sure)):
            return None
        return infix(str(node.op), left, right, result)

    def stored(self, node: Any, type_: Scalar) -> Text:
        """The value as Triton converts it to memory of the type."""
        given = element_of(node.type)
        assert isinstance(given, Scalar)
        if isinstance(node, ir.Convert) and given.is_integer and type_.is_integer and _lanes_of(node.operand) == BOOL:
            return self.exact(node.operand)
        if type_.is_integer and given.is_integer and BOOL not in (given, type_):
            piece = self.modulo(node, type_.bits)
            return retyped(piece, type_) if piece.sure else piece
        if isinstance(node, ir.Convert) and is_plain(node) and not (type_.is_integer and not given.is_integer):
            inner = element_of(node.operand.type)
            whole = inner != BOOL and type_ in (FLOAT32, FLOAT64)  # Triton converts integers of memory's own accord
            if isinstance(inner, Scalar) and given == type_ and given.is_float and (inner.is_float or whole):
                return self.stored(node.operand, type_) if inner.is_float else self.wide(node.operand)
        if isinstance(node, ir.Literal) and given == FLOAT64 and not is_single(float(node.value)):
            return self.typed(node)
        piece = self.exact(node)
        return piece if piece.sure or not piece.scalar.is_float or piece.type != FLOAT64 else firm(piece)

    # ------------------------------------------------------------ two operands

    def pair(self, left: Any, right: Any, type_: Scalar, divides: bool = False) -> tuple[Text, Text]:
        """Two operands that Triton computes in the type (float32 where 16-bit floats are divided), with as few
        conversions as that needs."""
        wanted = FLOAT32 if divides and type_.is_float and type_.bits == 16 else type_
        tries = ((self.loose, self.loose), (self.exact, self.loose), (self.loose, self.exact))
        for first, second in tries:
            a, b = first(left), second(right)
            a, b = adapted(a, b), adapted(b, a)
            if joined(a, b, divides) == wanted:
                return a, b
        return self._firm_pair(self.exact(left), self.exact(right), wanted, divides)

    def _firm_pair(self, left: Text, right: Text, wanted: Scalar, divides: bool) -> tuple[Text, Text]:
        if joined(left, right, divides) == wanted:
            return left, right
        if joined(firm(left), right, divides) == wanted:
            return firm(left), right
        if joined(left, firm(right), divides) == wanted:
            return left, firm(right)
        return firm(left), firm(right)

    def loose(self, node: Any) -> Text:
        """Without a conversion that loses nothing and that Triton may make itself."""
        if isinstance(node, ir.Special):
            return self._register(node)
        if isinstance(node, ir.Convert) and is_plain(node):
            inner, outer = element_of(node.operand.type), element_of(node.type)
            if isinstance(inner, Scalar) and isinstance(outer, Scalar) and _widens(outer, inner):
                return self.loose(node.operand)
        if isinstance(node, tile.Broadcast):
            return self.loose(node.value)
        if isinstance(node, tile.Splat):
            return self.loose(node.value)
        return self.exact(node)

    # ------------------------------------------------------------ leaves

    def _literal(self, node: ir.Literal) -> Text:
        if isinstance(node.type, Pointer):
            null = call("tl.full", ["()", str(int(node.value)), "tl.int64"], INT64)
            return cast(null, node.type)
        assert isinstance(node.type, Scalar)
        symbol = self.symbols.get(node.symbol) if node.symbol is not None else None
        if symbol is not None and symbol.type == node.type:
            return symbol
        return number(node.value, node.type, node.spelling)

    def _variable(self, node: Any) -> Text:
        return self.variables[node.name]

    def _special(self, node: ir.Special) -> Text:
        return cast(self._register(node), node.type)  # type: ignore[arg-type]

    def _register(self, node: ir.Special) -> Text:
        return replace(call(_REGISTERS[node.register], [str(node.axis)], INT32), low=0, high=_MOST_PROGRAMS)

    # ------------------------------------------------------------ operators

    def _unary(self, node: ir.Unary) -> Text:
        type_ = element_of(node.type)
        if node.op is UnaryOp.NOT:
            return self._not(node.operand)
        if type_ == BFLOAT16:
            inner = cast(self.typed(node.operand), FLOAT32)
            return cast(Text(f"-{grouped(inner, UNARY)}", UNARY, FLOAT32, inner.shape), BFLOAT16)
        operand = self.exact(node.operand)
        if operand.value is not None and isinstance(type_, Scalar):
            value = -operand.value if node.op is UnaryOp.NEGATE else ~operand.value
            return number(wrap(value, type_), type_)
        operand = firm(operand)
        return Text(f"{node.op}{grouped(operand, UNARY)}", UNARY, operand.type, operand.shape)

    def _not(self, operand: Any) -> Text:
        if isinstance(operand, ir.Compare):
            type_ = element_of(operand.left.type)
            equality = operand.op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL)
            if equality or not (isinstance(type_, Scalar) and type_.is_float):
                return self._compare(replace(operand, op=_OPPOSITE[operand.op]))
        if isinstance(operand, ir.Unary) and operand.op is UnaryOp.NOT:
            return self.exact(operand.operand)
        truth = self.exact(operand)
        if truth.shape:
            return Text(f"~{grouped(truth, UNARY)}", UNARY, BOOL, truth.shape)
        return Text(f"not {grouped(truth, NOT)}", NOT, BOOL, (), interpreted=True, compiled=truth.compiled)

    def _binary(self, node: ir.Binary) -> Text:
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        if type_ == BOOL:
            return self._logical(node)
        if type_.is_float:
            return self._float(node, type_)
        if node.op in SHIFTS:
            left, right = self._shift_operands(node, type_)
        else:
            left, right = self.pair(node.left, node.right, type_, node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER))
        op = "//" if node.op is BinaryOp.DIVIDE else str(node.op)
        made = infix(op, left, right, type_)
        if made.is_plain and not self._is_safe(node.op, left, right, made, type_):
            left = firm(left)
            made = infix(op, left, right, type_)
        return made

    def _is_safe(self, op: BinaryOp, left: Text, right: Text, made: Text, type_: Scalar) -> bool:
        """Whether Python's arithmetic gives what the type's does: it never wraps, and rounds quotients down."""
        if op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            return left.least is not None and left.least >= 0 and right.least is not None and right.least > 0
        if op is BinaryOp.SHIFT_RIGHT and right.value is not None and type_.is_signed:
            return True
        if op in _SHIFTED:
            return in_limits(made, type_)
        return in_limits(made, type_) or (type_.is_signed and made.low is None)

    def _shift_operands(self, node: ir.Binary, type_: Scalar) -> tuple[Text, Text]:
        left = self.exact(node.left)
        right = self.wide(node.right)
        if right.value is not None:
            return left, right
        right = cast(right, type_)
        if right.is_plain:
            left = firm(left)
        return left, right

    def _float(self, node: ir.Binary, type_: Scalar) -> Text:
        divides = node.op is BinaryOp.DIVIDE
        computed = _computed(node, type_)
        if computed is not None:
            return self._literal(computed)
        if type_ == BFLOAT16 or (divides and type_.bits == 16):
            left, right = (cast(self.typed(each), FLOAT32) for each in (node.left, node.right))
            return cast(
                self._quotient(left, right, FLOAT32) if divides else infix(node.op, left, right, FLOAT32), type_
            )
        left, right = self.pair(node.left, node.right, type_, divides)
        return self._quotient(left, right, type_) if divides else infix(str(node.op), left, right, type_)

    def _quotient(self, left: Text, right: Text, type_: Scalar) -> Text:
        if type_ == FLOAT64:
            return infix("/", left, right, type_)
        return call("tl.div_rn", [left.text, right.text], type_, join_shapes(left.shape, right.shape))

    def _logical(self, node: ir.Binary) -> Text:
        left, right = self.loose(node.left), self.loose(node.right)
        if node.op in _LOGICAL and bool(left.shape) != bool(right.shape):
            one, many = (right, left) if left.shape else (left, right)
            if not one.sure:
                return self._uniform_and_tile(node.op, one, many)
        return infix(str(node.op), left, right, BOOL)

    def _uniform_and_tile(self, op: BinaryOp, one: Text, many: Text) -> Text:
        """A truth of the whole block with one of each lane. Triton's interpreter spreads the result of a comparison of
        scalars as integers, so that masks made with `&` of it are refused; `tl.where` it takes."""
        arms = {
            BinaryOp.AND: (many.text, "False"),
            BinaryOp.OR: ("True", many.text),
            BinaryOp.XOR: (f"~{grouped(many, UNARY)}", many.text),
        }[op]
        return call("tl.where", [one.text, *arms], BOOL, many.shape)

    def _compare(self, node: ir.Compare) -> Text:
        type_ = element_of(node.left.type)
        op = str(node.op)
        if isinstance(type_, Pointer):
            left, right = self._address(node.left), self._address(node.right)
        elif type_.is_float:
            left, right = self._float_operands(node, type_)
        else:
            left, right = self._whole_operands(node, type_)
        made = infix(op, left, right, BOOL)
        return replace(made, low=None, high=None, sure=False)

    def _float_operands(self, node: ir.Compare, type_: Scalar) -> tuple[Text, Text]:
        if type_ == BFLOAT16:
            left, right = (cast(self.typed(each), FLOAT32) for each in (node.left, node.right))
            return left, right
        return self.pair(node.left, node.right, type_)

    def _whole_operands(self, node: ir.Compare, type_: Scalar) -> tuple[Text, Text]:
        left, right = self._wide_loose(node.left), self._wide_loose(node.right)
        result = joined(left, right)
        if result is not None and preserves(result, left) and preserves(result, right):
            return left, right
        return self.pair(node.left, node.right, type_)

    def _wide_loose(self, node: Any) -> Text:
        if isinstance(node, tile.Broadcast | tile.Splat):
            return self._wide_loose(node.value)
        return self.wide(node)

    def _address(self, node: Any) -> Text:
        """A pointer as a number; a null pointer as 0."""
        if isinstance(node, ir.Literal):
            return number(int(node.value), INT64)
        return cast(self.exact(node), INT64)

    # ------------------------------------------------------------ conversions

    def _convert(self, node: ir.Convert) -> Text:
        source, result = element_of(node.operand.type), element_of(node.type)
        if isinstance(source, Pointer) or isinstance(result, Pointer):
            return self._convert_pointer(node, source, result)
        folded = _folded(node, result)
        if folded is not None:
            return self._literal(folded)
        if result == BOOL:
            return self._truth(node.operand, source)
        if source.is_integer and result.is_integer:
            narrows = result.bits <= source.bits and source != BOOL
            return retyped(self.modulo(node.operand, result.bits) if narrows else self.wide(node.operand), result)
        if is_plain(node):
            return cast(self.wide(node.operand) if source.is_integer else self.exact(node.operand), result)
        return print_conversion(self, node, self.typed(node.operand), source, result)

    def _truth(self, operand: Any, source: Scalar) -> Text:
        if source == BOOL:
            return self.exact(operand)
        piece = self.wide(operand) if source.is_integer else self.exact(operand)
        if source == BFLOAT16:
            piece = cast(firm(piece), FLOAT32)
        zero = number(0 if source.is_integer else 0.0, piece.scalar)
        return replace(infix("!=", piece, zero, BOOL), low=None, high=None, sure=False)

    def _convert_pointer(self, node: ir.Convert, source: Any, result: Any) -> Text:
        piece = self.exact(node.operand)
        if isinstance(source, Pointer) and isinstance(result, Pointer):
            return self.repointed(piece, result)
        if result == BOOL:
            return infix("!=", cast(piece, INT64), number(0, INT64), BOOL)
        if isinstance(source, Pointer):
            return cast(cast(piece, INT64), result)
        return cast(cast(firm(piece), INT64), result)

    def _bitcast(self, node: ir.Bitcast) -> Text:
        result = element_of(node.type)
        piece = self.typed(node.operand)
        if isinstance(result, Pointer) or isinstance(piece.type, Pointer):
            return cast(piece, result)
        if result == piece.type:
            return piece
        return tensor(f"{grouped(piece, POSTFIX)}.to({type_name(result)}, bitcast=True)", result, piece.shape)

    # ------------------------------------------------------------ pointers

    def _offset(self, node: ir.PointerOffset) -> Text:
        pointer = self.exact(node.pointer)
        offset = node.offset
        result = element_of(node.type)
        if isinstance(offset, ir.Literal) and offset.value < 0:
            return infix("-", pointer, number(-offset.value, INT32), result)
        piece = self._wide_loose(offset)
        if piece.value == 0:
            return pointer
        made = infix("+", pointer, piece, result)
        if piece.level == ADDITIVE and piece.scalar.is_signed:  # `p + (i + j)` reads better as `p + i + j`
            made = replace(made, text=f"{grouped(pointer, ADDITIVE)} + {piece.text}")
        return replace(made, compiled=False, interpreted=False, low=None, high=None)

    def _difference(self, node: ir.PointerDifference) -> Text:
        pointer = element_of(node.left.type)
        assert isinstance(pointer, Pointer)
        bytes_ = infix("-", self._address(node.left), self._address(node.right), INT64)
        size = size_of(pointer.element)
        return infix("//", firm(bytes_), number(size, INT64), INT64) if size > 1 else bytes_

    # ------------------------------------------------------------ tiles

    def _splat(self, node: tile.Splat) -> Text:
        return self.exact(node.value)

    def _broadcast(self, node: tile.Broadcast) -> Text:
        return self.exact(node.value)

    def _where(self, node: tile.Where) -> Text:
        condition = self.loose(node.condition)
        type_ = element_of(node.type)
        if isinstance(type_, Pointer):
            left, right = self.exact(node.then), self.exact(node.otherwise)
        else:
            left, right = self.pair(node.then, node.otherwise, type_)
            if left.is_plain and right.is_plain and not (left.sure and right.sure and _natural(left, right, type_)):
                left = firm(left)
        shape = join_shapes(condition.shape, join_shapes(left.shape, right.shape))
        return call("tl.where", [condition.text, left.text, right.text], type_, shape)

    def _tile(self, node: Any) -> Text:
        return TILES[type(node)](self, node)


def _computed(node: ir.Binary, type_: Scalar) -> ir.Literal | None:
    """An operation on two literals, rounded once: doubles hold the results of smaller types well enough for that."""
    left, right = node.left, node.right
    if not (isinstance(left, ir.Literal) and isinstance(right, ir.Literal)) or left.symbol or right.symbol:
        return None
    function = _ARITHMETIC[node.op]
    if node.op is BinaryOp.DIVIDE and not right.value:
        return None
    return ir.Literal(round_to(function(float(left.value), float(right.value)), type_), type_, node.span)


def _lanes_of(node: Any) -> Any:
    return element_of(node.type)


def _whole(inner: Any, outer: Any) -> bool:
    """Whether both are integers, and no bools."""
    return all(isinstance(each, Scalar) and each.is_integer and each != BOOL for each in (inner, outer))


def _widens(outer: Scalar, inner: Scalar) -> bool:
    """Whether a conversion is one that Triton makes of operands, and keeps the value or rounds it as C does."""
    if outer == BOOL:
        return inner == BOOL
    if outer.is_integer:
        return inner.is_integer and holds(outer, inner)
    if inner.is_float:
        return outer.bits > inner.bits
    return outer in (FLOAT32, FLOAT64)


def _natural(left: Text, right: Text, type_: Scalar) -> bool:
    """Whether Triton gives two literals the type by itself."""
    if type_ == BOOL:
        return True
    if type_ == INT32:
        return in_limits(left, INT32) and in_limits(right, INT32)
    return type_ == FLOAT32 and not any(_is_small(each) for each in (left, right))


def _is_small(piece: Text) -> bool:
    """A denormal, which Triton takes for a double."""
    try:
        return 0 < abs(float(piece.text)) < 2.0**-126
    except ValueError:
        return not piece.text.startswith("float(")


def _folded(node: ir.Convert, result: Scalar) -> ir.Literal | None:
    """The conversion of a literal between numbers as a literal."""
    inner = node.operand
    if not isinstance(inner, ir.Literal) or inner.symbol is not None or not is_plain(node) or result == BOOL:
        return None
    source = inner.type
    assert isinstance(source, Scalar)
    if result.is_float:
        return ir.Literal(round_to(float(inner.value), result), result, node.span)
    return ir.Literal(wrap(int(inner.value), result), result, node.span) if source.is_float else None
