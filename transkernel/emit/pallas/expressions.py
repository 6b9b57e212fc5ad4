"""Prints the expressions of tile IR as JAX.

Ways to print a value:

exact(e)      the value, in the IR's type (64 bits: in 32, which must hold it), or a number of Python of that value
index(e)      an integer modulo 2**32, as int32: for addresses
full(e)       exact, an array of the shape that the IR gives it: for what does not broadcast
address(e)    where a pointer points: its buffer and the index of an element there
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.blocks import Blocks
from transkernel.emit.pallas.buffers import Buffer, Buffers, unit_of
from transkernel.emit.pallas.intrinsics import print_intrinsic
from transkernel.emit.pallas.memory import print_atomic, print_load
from transkernel.emit.pallas.needs import Needs
from transkernel.emit.pallas.numbers import Ranges
from transkernel.emit.pallas.profile import Profile
from transkernel.emit.pallas.rounding import print_conversion
from transkernel.emit.pallas.runs import Runs
from transkernel.emit.pallas.texts import (
    POSTFIX,
    UNARY,
    Shape,
    Text,
    call,
    cast,
    dtype_name,
    element_of,
    firm,
    grouped,
    infix,
    join_shapes,
    number,
    shape_of,
    shaped,
)
from transkernel.emit.pallas.tiles import TILES
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import BinaryOp, CompareOp, Register, UnaryOp
from transkernel.ir.types import BOOL, FLOAT16, FLOAT64, INT32, INT64, UINT32, UINT64, Pointer, Scalar
from transkernel.ir.values import wrap

_MODULAR = (
    BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR, BinaryOp.SHIFT_LEFT,
)  # fmt: skip
_QUOTIENTS = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)
_OPPOSITE: dict[CompareOp, CompareOp] = {
    CompareOp.EQUAL: CompareOp.NOT_EQUAL, CompareOp.NOT_EQUAL: CompareOp.EQUAL,
    CompareOp.LESS: CompareOp.GREATER_EQUAL, CompareOp.GREATER_EQUAL: CompareOp.LESS,
    CompareOp.GREATER: CompareOp.LESS_EQUAL, CompareOp.LESS_EQUAL: CompareOp.GREATER,
}  # fmt: skip
_REGISTERS: dict[Register, str] = {Register.BLOCK_INDEX: "pl.program_id", Register.GRID_SIZE: "pl.num_programs"}
_WIDE = (INT64, UINT64)
_LAST_AXIS = 2  # the grid's axes are z, y, x: the last one moves fastest, as CUDA's x does


class Expressions:
    """One kernel's printer of expressions. variables: what each name of the IR is printed as; those that are pointers
    are the index of an element, in units of what they point to."""

    def __init__(
        self,
        symbols: Mapping[str, Text],
        needs: Needs,
        buffers: Buffers,
        ranges: Ranges,
        runs: Runs,
        blocks: Blocks,
        profile: Profile,
    ) -> None:
        self.variables: dict[str, Text] = {}
        self.references: dict[str, str] = {}  # buffers by name, as the kernel's function calls them
        self.before: dict[str, str] = {}  # those that change, as they were before the launch
        self.symbols = symbols
        self.needs = needs
        self.buffers = buffers
        self.ranges = ranges
        self.runs = runs
        self.blocks = blocks
        self.profile = profile
        self._index: dict[type, Callable[[Any], Text | None]] = {
            ir.Literal: lambda node: number(wrap(int(node.value), INT32), INT32, node.spelling),
            ir.Convert: self._index_of_convert, ir.Special: self._register, ir.Binary: self._index_of_binary,
            tile.Constant: lambda node: replace(self.variables[node.name], type=INT32),
            tile.Where: lambda node: self._chosen(node, self.index(node.then), self.index(node.otherwise)),
            tile.Splat: lambda node: self.index(node.value), tile.Broadcast: lambda node: self.index(node.value),
            ir.Unary: self._index_of_negation, ir.Variable: self._index_of_variable,
            ir.Intrinsic: self._index_of_intrinsic, tile.Lanes: self._lanes, ir.PointerDifference: self._difference,
            **dict.fromkeys((tile.Gather, tile.Reshape, tile.Transpose), self._index_of_tile),
        }  # fmt: skip
        self._exact: dict[type, Callable[[Any], Text]] = {
            ir.Literal: self._literal, ir.Variable: self._variable, ir.Unary: self._unary, ir.Binary: self._binary,
            ir.Compare: self._compare, ir.Convert: self._convert, ir.Bitcast: self._bitcast,
            ir.Intrinsic: lambda node: print_intrinsic(self, node), ir.PointerDifference: self._difference,
            ir.Special: self._special, tile.Constant: self._variable, tile.Splat: lambda node: self.exact(node.value),
            tile.Broadcast: lambda node: self.exact(node.value), tile.Where: self._where,
            tile.Load: lambda node: print_load(self, node), tile.TileAtomic: lambda node: print_atomic(self, node),
            **dict.fromkeys(TILES, lambda node: TILES[type(node)](self, node)),
        }  # fmt: skip

    # ------------------------------------------------------------ ways to print

    def exact(self, node: Any) -> Text:
        type_ = element_of(node.type)
        if isinstance(type_, Pointer):
            return self.position(node)
        if type_ == FLOAT64 and not isinstance(node, ir.Literal):
            raise refuse("TK0440", "a TPU has no numbers of the type double", node.span)
        if type_ == FLOAT16 and self.profile.compiles:
            raise refuse("TK0445", "a v5e computes with no halves; bfloat16 it has", node.span)
        return self._narrow(node) if type_ in _WIDE else self._exact[type(node)](node)

    def typed(self, node: Any) -> Text:
        """Exact, and no number of Python."""
        return firm(self.exact(node), node.span)

    def full(self, node: Any) -> Text:
        """Exact, an array of the IR's shape."""
        return shaped(self.exact(node), shape_of(node.type), node.span)

    def full_in(self, node: Any, shape: Shape) -> Text:
        """Exact, an array of that shape."""
        return shaped(self.exact(node), shape, node.span)

    def index(self, node: Any) -> Text:
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar), node
        if type_.bits < 32 or type_ == BOOL:
            return cast(self.exact(node), INT32)
        print_ = self._index.get(type(node))
        made = print_(node) if print_ is not None else None
        if made is not None:
            return made
        if type_ in _WIDE:
            raise refuse("TK0440", "this is computed in 64 bits, which a TPU has not", node.span)
        return cast(self.exact(node), INT32)

    def value(self, node: Any) -> Text:
        """What a variable holds: of 64 bits, the value modulo 2**32."""
        type_ = element_of(node.type)
        if isinstance(type_, Pointer):
            return self.position(node)
        return self.index(node) if type_ in _WIDE else self.exact(node)

    def wide(self, node: Any) -> Text:
        """An integer as int32 where that holds it, else exact: for comparisons."""
        return self.index(node) if self.ranges.fits(node) else self.exact(node)

    def _narrow(self, node: Any) -> Text:
        """The value of 64 bits in 32."""
        if not self.ranges.fits(node):
            message = "this is a number of 64 bits, which a TPU has not, and it may be greater than 32 bits hold"
            raise refuse("TK0440", message, node.span)
        return self.index(node)

    def _index_of_binary(self, node: ir.Binary) -> Text | None:
        if node.op in _MODULAR:
            return self._modular(node.op, node.left, node.right)
        if self.ranges.is_natural(node.left) and self.ranges.is_natural(node.right):
            op = "//" if node.op is BinaryOp.DIVIDE else str(node.op)
            return infix(op, self.index(node.left), self.index(node.right), INT32)
        if element_of(node.type) in _WIDE and self.ranges.fits(node.left) and self.ranges.fits(node.right):
            return self._divided(node.op, self.index(node.left), self.index(node.right), INT32)
        return None

    def _modular(self, op: BinaryOp, left: Any, right: Any) -> Text:
        first, second = self.index(left), self.index(right)
        if op is BinaryOp.ADD and 0 in (first.value, second.value):
            return second if first.value == 0 else first
        return infix(str(op), first, second, INT32)

    def _index_of_convert(self, node: ir.Convert) -> Text | None:
        return self.index(node.operand) if _is_whole(node.operand) and node.rounding is None else None

    def _index_of_negation(self, node: ir.Unary) -> Text | None:
        if node.op is not UnaryOp.NEGATE:
            return None
        operand = self.index(node.operand)
        return Text(f"-{grouped(operand, UNARY)}", UNARY, INT32, operand.shape, operand.plain)

    def _index_of_variable(self, node: ir.Variable) -> Text | None:
        return self.variables[node.name] if element_of(node.type) in _WIDE else None

    def _index_of_tile(self, node: Any) -> Text | None:
        return TILES[type(node)](self, node) if element_of(node.type) in _WIDE else None

    def _index_of_intrinsic(self, node: ir.Intrinsic) -> Text | None:
        if element_of(node.type) not in _WIDE or node.id not in ("min", "max") or not self.ranges.fits(node):
            return None
        one, other = (self.index(each) for each in node.arguments)
        shape = join_shapes(one.shape, other.shape)
        return call("jnp.minimum" if node.id == "min" else "jnp.maximum", [one.text, other.text], INT32, shape)

    # ------------------------------------------------------------ leaves

    def _literal(self, node: ir.Literal) -> Text:
        assert isinstance(node.type, Scalar)
        symbol = self.symbols.get(node.symbol) if node.symbol is not None else None
        if symbol is not None and symbol.type == node.type:
            return symbol
        if node.type in _WIDE:
            return number(wrap(int(node.value), INT32), INT32, node.spelling)
        return number(node.value, node.type, node.spelling)

    def _variable(self, node: ir.Variable | tile.Constant) -> Text:
        known = self.variables[node.name]
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        return replace(known, type=type_) if known.plain and type_ not in _WIDE else known

    def _lanes(self, node: tile.Lanes) -> Text:
        return call("jax.lax.iota", ["jnp.int32", str(shape_of(node.type)[0])], INT32, shape_of(node.type))

    def _special(self, node: ir.Special) -> Text:
        return cast(self._register(node), UINT32)

    def _register(self, node: ir.Special) -> Text:
        name = _REGISTERS.get(node.register)
        if name is None:
            raise refuse("TK0442", f"a TPU has nothing like {node.register}", node.span)
        return call(name, [str(_LAST_AXIS - node.axis)], INT32)

    # ------------------------------------------------------------ operators

    def _unary(self, node: ir.Unary) -> Text:
        if node.op is UnaryOp.NOT:
            return self._not(node.operand)
        operand = self.typed(node.operand) if node.op is UnaryOp.BIT_NOT else self.exact(node.operand)
        if operand.plain and node.op is UnaryOp.NEGATE and not operand.type.is_integer:
            return Text(f"-{grouped(operand, UNARY)}", UNARY, operand.type, (), True)
        operand = firm(operand, node.span)
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
        if truth.plain:
            return Text(f"(not {truth.text})", POSTFIX, BOOL, (), True)
        return Text(f"~{grouped(truth, UNARY)}", UNARY, BOOL, truth.shape)

    def _binary(self, node: ir.Binary) -> Text:
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        if type_.is_integer and type_ != BOOL and type_.bits >= 32:
            return self._whole(node, type_)
        left, right = self._pair(node.left, node.right)
        return infix(str(node.op), left, right, type_)

    def _whole(self, node: ir.Binary, type_: Scalar) -> Text:
        if type_ == INT32 and (
            node.op in _MODULAR or (self.ranges.is_natural(node.left) and self.ranges.is_natural(node.right))
        ):
            return self.index(node)
        if node.op is BinaryOp.SHIFT_RIGHT:
            left = self.typed(node.left)
            return infix(">>", left, self._count(node.right, type_), type_)
        if node.op is BinaryOp.SHIFT_LEFT:
            return infix("<<", self.typed(node.left), self._count(node.right, type_), type_)
        left, right = self._pair(node.left, node.right)
        if left.plain and right.plain:
            left = firm(left, node.span)
        return self._divided(node.op, left, right, type_)

    def _divided(self, op: BinaryOp, left: Text, right: Text, type_: Scalar) -> Text:
        """A quotient, or another operator. Python's of negative numbers are others than C's."""
        if op in _QUOTIENTS and type_.is_signed:
            name = self.needs.use("quotient" if op is BinaryOp.DIVIDE else "remainder")
            return call(name, [left.text, right.text], type_, join_shapes(left.shape, right.shape))
        return infix("//" if op is BinaryOp.DIVIDE else str(op), left, right, type_)

    def _count(self, node: Any, type_: Scalar) -> Text:
        """By how many bits is shifted, in the type of what is shifted."""
        known = self.exact(node)
        return known if known.plain else cast(self.index(node), type_)

    def _pair(self, left: Any, right: Any) -> tuple[Text, Text]:
        """Two operands of one type."""
        first, second = self.exact(left), self.exact(right)
        if first.plain and second.plain and first.type.is_integer and first.type != BOOL:
            return firm(first, left.span), second
        return first, second

    def _compare(self, node: ir.Compare) -> Text:
        one, other = _truth_of(node.left), _truth_of(node.right)
        if self.profile.compiles and node.op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL) and one and other:
            # The compiler makes numbers that were truths into truths again, and then compares none.
            differs = infix("^", self.exact(one), self.exact(other), BOOL)
            return (
                differs if node.op is CompareOp.NOT_EQUAL else replace(differs, text=f"~({differs.text})", level=UNARY)
            )
        type_ = element_of(node.left.type)
        if isinstance(type_, Pointer):
            left, right = self._positions(node)
        elif type_.is_integer and type_ != BOOL and self.ranges.fits(node.left) and self.ranges.fits(node.right):
            left, right = self.index(node.left), self.index(node.right)
        else:
            left, right = self.exact(node.left), self.exact(node.right)
        if type_ == BOOL and self.profile.compiles:
            differs = infix("^", left, right, BOOL)
            return (
                differs if node.op is CompareOp.NOT_EQUAL else replace(differs, text=f"~({differs.text})", level=UNARY)
            )
        return infix(str(node.op), left, right, BOOL)

    def _positions(self, node: ir.Compare) -> tuple[Text, Text]:
        """Two pointers into one buffer as the indices that they are; a null pointer is none."""
        one, other = self.buffers.of(node.left), self.buffers.of(node.right)
        if one.name != other.name:
            raise refuse("TK0441", "pointers into different buffers are compared", node.span)
        return self.position(node.left), self.position(node.right)

    # ------------------------------------------------------------ conversions

    def _convert(self, node: ir.Convert) -> Text:
        source, result = element_of(node.operand.type), element_of(node.type)
        if isinstance(source, Pointer) or isinstance(result, Pointer):
            raise refuse("TK0441", "an address is computed with as a number, and a TPU's memory has none", node.span)
        if isinstance(node.operand, ir.Literal) and node.rounding is None and result != BOOL:
            inner = node.operand
            if result.is_float and (inner.symbol is None or source == FLOAT64):
                return number(float(inner.value), result, inner.spelling if source.is_float else None)
            if result.is_integer and source.is_integer:
                return self._literal(replace(inner, value=wrap(int(inner.value), result), type=result))
        if result == BOOL:
            operand = self.wide(node.operand) if source.is_integer and source != BOOL else self.exact(node.operand)
            zero = number(0 if source.is_integer else 0.0, source)
            return operand if source == BOOL else infix("!=", operand, zero, BOOL)
        if source.is_integer and result.is_integer:
            if result.bits >= 32 and source != BOOL:
                return cast(self.index(node.operand), result, node.span)
            narrowed = self.index(node.operand) if source.bits > 32 else self.exact(node.operand)
            return cast(narrowed, result, node.span)
        if source.is_integer and node.rounding is None:
            whole = self.wide(node.operand) if source != BOOL else self.exact(node.operand)
            return cast(whole, result, node.span)
        if source == FLOAT64 or result == FLOAT64:
            raise refuse("TK0440", "a TPU has no numbers of the type double", node.span)
        return print_conversion(self, node, self.typed(node.operand), source, result)

    def _bitcast(self, node: ir.Bitcast) -> Text:
        result = element_of(node.type)
        piece = self.typed(node.operand)
        assert isinstance(result, Scalar)
        if result == piece.type:
            return piece
        name = dtype_name(result, node.span)
        return call("jax.lax.bitcast_convert_type", [piece.text, name], result, piece.shape)

    # ------------------------------------------------------------ pointers

    def address(self, pointer: Any) -> tuple[Buffer, Text]:
        """The buffer that a pointer points into, and the index of the element there."""
        return self.buffers.of(pointer), self.position(pointer)

    def position(self, pointer: Any) -> Text:
        """Where a pointer points in its buffer, counted in what it points to."""
        match pointer:
            case ir.Variable():
                return self.variables.get(pointer.name, number(0, INT32))
            case ir.PointerOffset(pointer=inner, offset=offset):
                if isinstance(inner, ir.Variable) and self._is_scratch(inner) and _is_of_block(offset):
                    return number(0, INT32)
                return self._moved(self.position(inner), self.index(offset))
            case tile.Splat(value=inner) | tile.Broadcast(value=inner):
                return self.position(inner)
            case ir.Convert(operand=inner) | ir.Bitcast(operand=inner) if isinstance(element_of(inner.type), Pointer):
                return self._rescaled(self.position(inner), unit_of(inner.type), unit_of(pointer.type))
            case tile.Where(then=one, otherwise=other):
                return self._chosen(pointer, self.position(one), self.position(other))
            case tile.Reshape() | tile.Transpose() | tile.Gather():
                return TILES[type(pointer)](self, pointer)
            case ir.Literal():
                return number(0, INT32)
        raise refuse("TK0441", "it is not known which buffer this pointer points into", pointer.span)

    def _is_scratch(self, node: ir.Variable) -> bool:
        known = self.buffers.by_name.get(node.name)
        return known is not None and known.is_scratch

    def _moved(self, start: Text, offset: Text) -> Text:
        if offset.value == 0:
            return start
        if start.value == 0:
            return offset
        if offset.value is not None and offset.value < 0:
            return infix("-", start, number(-offset.value, INT32), INT32)
        return infix("+", start, offset, INT32)

    def _rescaled(self, piece: Text, before: int, after: int) -> Text:
        if before == after or piece.value == 0:
            return piece
        op, factor = ("*", before // after) if before > after else ("//", after // before)
        return infix(op, piece, number(factor, INT32), INT32)

    def _difference(self, node: ir.PointerDifference) -> Text:
        if self.buffers.of(node.left).name != self.buffers.of(node.right).name:
            raise refuse("TK0441", "pointers into different buffers are subtracted", node.span)
        return infix("-", self.position(node.left), self.position(node.right), INT32)

    # ------------------------------------------------------------ choices

    def _where(self, node: tile.Where) -> Text:
        left, right = self.exact(node.then), self.exact(node.otherwise)
        if left.plain and right.plain:
            left = firm(left, node.span)
        return self._chosen(node, left, right)

    def _chosen(self, node: Any, left: Text, right: Text) -> Text:
        if left.plain and right.plain:
            left = firm(left, node.span)
        condition = self.exact(node.condition)
        if left.type == BOOL and right.type == BOOL and self.profile.compiles:
            return _chosen_truth(condition, left, right)
        shape = join_shapes(condition.shape, join_shapes(left.shape, right.shape))
        return call("jnp.where", [condition.text, left.text, right.text], left.type, shape)


def _truth_of(node: Any) -> Any:
    """What a number was converted from, where that is a truth; None else."""
    while isinstance(node, ir.Convert) and element_of(node.type) != BOOL:
        node = node.operand
    return node if element_of(node.type) == BOOL else None


def _chosen_truth(condition: Text, then: Text, otherwise: Text) -> Text:
    """As logic: truths are no values that a register of a v5e chooses between."""
    inverse = Text(f"~{grouped(condition, UNARY)}", UNARY, BOOL, condition.shape)
    if then.text in ("False", "jnp.bool_(False)"):
        return infix("&", otherwise, inverse, BOOL)
    if then.text in ("True", "jnp.bool_(True)"):
        return infix("|", otherwise, condition, BOOL)
    if otherwise.text == "False":
        return infix("&", condition, then, BOOL)
    return infix("|", infix("&", condition, then, BOOL), infix("&", inverse, otherwise, BOOL), BOOL)


def _is_whole(node: Any) -> bool:
    """Whether it is an integer of 32 bits or more."""
    type_ = element_of(node.type)
    return isinstance(type_, Scalar) and type_.is_integer and type_ != BOOL and type_.bits >= 32


def _is_of_block(offset: Any) -> bool:
    """Whether an offset is that of the block's part of scratch memory: the block's number times the part's bytes."""
    while isinstance(offset, ir.Convert):
        offset = offset.operand
    if not isinstance(offset, ir.Binary) or offset.op is not BinaryOp.MULTIPLY:
        return False
    size = offset.right
    while isinstance(size, ir.Convert):
        size = size.operand
    return isinstance(size, tile.Constant)
