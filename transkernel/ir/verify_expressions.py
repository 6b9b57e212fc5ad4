"""The rule of each expression: what its operands and its type must be to one another. One small check a class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import (
    COLLECTIVES,
    SHIFTS,
    AddressOf,
    Atomic,
    AtomicOp,
    Binary,
    BinaryOp,
    Bitcast,
    BlockVote,
    Build,
    Collective,
    Compare,
    Convert,
    Decay,
    Dereference,
    Index,
    Intrinsic,
    Lane,
    Literal,
    Logical,
    Member,
    PointerDifference,
    PointerOffset,
    Scope,
    Select,
    Special,
    Unary,
    UnaryOp,
    Variable,
    WarpOp,
    WarpOperation,
)
from transkernel.ir.printer import expression_text, print_statements
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    UINT32,
    VOID,
    Array,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
    is_arithmetic,
    is_integer,
    scalar_of,
    size_of,
)
from transkernel.ir.visit import EXPRESSIONS, STATEMENTS, TILE_EXPRESSIONS, TILE_STATEMENTS
from transkernel.source import Span


class VerificationError(Exception):
    """A program that breaks a rule of the IR: a bug of the stage that made it."""

    def __init__(self, rule: str, node: Any) -> None:
        self.rule, self.node = rule, node
        self.span: Span | None = getattr(node, "span", None)
        super().__init__(f"{self.span}: {type(node).__name__} breaks the rule that {rule}: {_text(node)}")


def _text(node: Any) -> str:
    if isinstance(node, (*EXPRESSIONS, *TILE_EXPRESSIONS)):
        return f"{expression_text(node)} of type {getattr(node, 'type', None)}"
    statement = isinstance(node, (*STATEMENTS, *TILE_STATEMENTS))
    return print_statements((node,)) if statement else repr(getattr(node, "name", node))


def demand(holds: bool, rule: str, node: Any) -> None:
    """Raises VerificationError unless the rule holds for the node."""
    if not holds:
        _broken(rule, node)


def _broken(rule: str, node: Any) -> NoReturn:
    raise VerificationError(rule, node)


class Rules:
    """When two types are the same, as of a stage."""

    def __init__(self, spaces_resolved: bool, structs: Mapping[str, Struct]) -> None:
        self._spaces_resolved = spaces_resolved
        self.structs = structs
        self._plain: dict[Type, Type] = {}
        self._known: set[Type] = set()

    def plain(self, type_: Type) -> Type:
        """The type without pointers' qualifiers, and without their spaces while these are open."""
        known = self._plain.get(type_)
        if known is None:
            known = self._plain[type_] = self._make_plain(type_)
        return known

    def _make_plain(self, type_: Type) -> Type:
        match type_:
            case Pointer():
                space = type_.space if self._spaces_resolved else Space.GENERIC
                return Pointer(self.plain(type_.element), space)
            case Array():
                return Array(self.plain(type_.element), type_.extent)
        return type_

    def same(self, left: Type, right: Type) -> bool:
        return left is right or left == right or self.plain(left) == self.plain(right)

    fits = same

    def check_type(self, type_: Type, node: Any) -> None:
        """A type's structs are the program's; its pointers have spaces after they were resolved."""
        if type_ in self._known:
            return
        inside = type_
        while isinstance(inside, Pointer | Array):
            if self._spaces_resolved and isinstance(inside, Pointer):
                demand(inside.space is not Space.GENERIC, "every pointer has a space", node)
            inside = inside.element
        if isinstance(inside, Struct):
            demand(inside.name in self.structs, f"the struct `{inside.name}` is one of the program's", node)
        elif not isinstance(inside, Scalar | Vector):
            _broken("a type is a type", node)
        self._known.add(type_)


_PLACES = (Variable, Index, Dereference, Member, Lane)


def is_place(node: Any) -> bool:
    """Whether the node names memory."""
    while isinstance(node, Index | Member | Lane):
        if isinstance(node, Index) and isinstance(node.base.type, Pointer):
            return True
        node = node.base
    return isinstance(node, Variable | Dereference)


# ------------------------------------------------------------ the rules


def _literal(rules: Rules, node: Literal) -> None:
    if isinstance(node.type, Pointer):
        demand(node.value == 0, "a literal pointer is null", node)
        return
    demand(is_arithmetic(node.type), "a literal is a number", node)
    if node.type == BOOL:
        demand(node.value in (0, 1), "a literal BOOL is true or false", node)
    elif isinstance(node.type, Scalar) and node.type.is_integer:
        low = -(1 << (node.type.bits - 1)) if node.type.is_signed else 0
        high = low + (1 << node.type.bits)
        fits = isinstance(node.value, int) and low <= node.value < high
        demand(fits, "a literal integer is in the range of its type", node)


def _index(rules: Rules, node: Index) -> None:
    base = node.base.type
    demand(isinstance(base, Pointer | Array), "what is indexed is a pointer or an array", node)
    demand(isinstance(base, Pointer) or is_place(node.base), "an array that is indexed is a place", node)
    demand(is_integer(node.index.type), "an index is an integer", node)
    if isinstance(base, Pointer | Array):
        demand(rules.same(base.element, node.type), "an element has the element type", node)


def _dereference(rules: Rules, node: Dereference) -> None:
    pointer = node.pointer.type
    known = isinstance(pointer, Pointer) and rules.same(pointer.element, node.type)
    demand(known, "what is dereferenced is a pointer to that type", node)


def _member(rules: Rules, node: Member) -> None:
    base = node.base.type
    demand(isinstance(base, Struct), "a member is of a struct", node)
    assert isinstance(base, Struct)
    member = rules.structs[base.name].field(node.field)
    demand(member is not None, f"`{base.name}` has a field `{node.field}`", node)
    demand(member is not None and rules.same(member.type, node.type), "a member has its field's type", node)


def _lane(rules: Rules, node: Lane) -> None:
    base = node.base.type
    known = isinstance(base, Vector) and 0 <= node.lane < base.lanes and base.scalar == node.type
    demand(known, "a lane is one of a vector's", node)


def _unary(rules: Rules, node: Unary) -> None:
    scalar = scalar_of(node.type)
    demand(node.operand.type == node.type and scalar is not None, "a unary operator keeps its type", node)
    if node.op is UnaryOp.NOT:
        demand(node.type == BOOL, "`!` is of a BOOL", node)
    if node.op is UnaryOp.BIT_NOT:
        demand(scalar is not None and scalar.is_integer, "`~` is of an integer", node)


_BITWISE = (BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR)


def _binary(rules: Rules, node: Binary) -> None:
    scalar = scalar_of(node.type)
    demand(node.left.type == node.type, "a binary operator has its left operand's type", node)
    demand(scalar is not None and scalar != VOID, "arithmetic is on numbers", node)
    if node.op in SHIFTS:
        demand(is_integer(node.right.type), "a shift is by an integer", node)
    else:
        demand(node.right.type == node.type, "both operands have one type", node)
    if node.op in _BITWISE or node.op in SHIFTS or node.op is BinaryOp.REMAINDER:
        demand(scalar is not None and scalar.is_integer, f"`{node.op}` is on integers", node)


def _compare(rules: Rules, node: Compare) -> None:
    left = node.left.type
    demand(node.type == BOOL, "a comparison is BOOL", node)
    demand(isinstance(left, Pointer) or is_arithmetic(left), "numbers and pointers are compared", node)
    demand(rules.same(left, node.right.type), "both operands have one type", node)


def _logical(rules: Rules, node: Logical) -> None:
    demand(node.left.type == node.right.type == node.type == BOOL, "`&&` and `||` are on BOOL", node)


def _select(rules: Rules, node: Select) -> None:
    demand(node.condition.type == BOOL, "a condition is BOOL", node)
    same = rules.same(node.then.type, node.type) and rules.same(node.otherwise.type, node.type)
    demand(same, "both choices have the type", node)


def _convert(rules: Rules, node: Convert) -> None:
    source, target = node.operand.type, node.type
    numbers = is_arithmetic(source) and is_arithmetic(target)
    pointers = isinstance(source, Pointer) and (isinstance(target, Pointer) or is_integer(target))
    address = is_integer(source) and isinstance(target, Pointer)
    lanes = isinstance(source, Vector) and isinstance(target, Vector) and source.lanes == target.lanes
    demand(numbers or pointers or address or lanes, "a conversion is between numbers and pointers", node)
    if isinstance(source, Pointer) and isinstance(target, Pointer):
        same_space = rules.plain(Pointer(VOID, source.space)) == rules.plain(Pointer(VOID, target.space))
        demand(same_space, "a conversion keeps the space", node)


def _bitcast(rules: Rules, node: Bitcast) -> None:
    demand(size_of(node.operand.type) == size_of(node.type), "both types have one size", node)


def _build(rules: Rules, node: Build) -> None:
    match node.type:
        case Vector():
            wanted: tuple[Type, ...] = (node.type.scalar,) * node.type.lanes
            demand(len(node.elements) == len(wanted), "a vector is built from all its lanes", node)
        case Array():
            wanted = (node.type.element,) * min(len(node.elements), node.type.extent)
        case Struct():
            struct = rules.structs[node.type.name]
            wanted = tuple(member.type for member in struct.fields)[: 1 if struct.is_union else None]
        case _:
            _broken("a vector, array or struct is built", node)
    demand(len(node.elements) <= len(wanted), "no more is built than there is", node)
    for element, type_ in zip(node.elements, wanted, strict=False):
        demand(rules.same(element.type, type_), "an element has its type", element)


def _address(rules: Rules, node: AddressOf) -> None:
    demand(is_place(node.place), "an address is of a place", node)
    known = isinstance(node.type, Pointer) and rules.same(node.type.element, node.place.type)
    demand(known, "an address points to its place's type", node)


def _decay(rules: Rules, node: Decay) -> None:
    demand(is_place(node.place), "what decays is a place", node)
    array = node.place.type
    known = isinstance(node.type, Pointer) and isinstance(array, Array) and rules.same(node.type.element, array.element)
    demand(known, "an array decays to a pointer to its elements", node)


def _offset(rules: Rules, node: PointerOffset) -> None:
    demand(isinstance(node.type, Pointer), "an offset is from a pointer", node)
    demand(rules.same(node.pointer.type, node.type), "an offset pointer keeps its type", node)
    demand(is_integer(node.offset.type), "an offset is an integer", node)


def _difference(rules: Rules, node: PointerDifference) -> None:
    pointers = isinstance(node.left.type, Pointer) and rules.same(node.left.type, node.right.type)
    demand(pointers and node.type == INT64, "a difference is of two pointers of one type", node)


def _special(rules: Rules, node: Special) -> None:
    demand(node.axis in (0, 1, 2) and is_integer(node.type), "a special register has an axis 0 to 2", node)


def _intrinsic(rules: Rules, node: Intrinsic) -> None:
    row = INTRINSICS.get(node.id)
    demand(row is not None, f"`{node.id}` is an intrinsic", node)
    types = tuple(each.type for each in node.arguments)
    demand(row is not None and row.accepts(types, node.type), f"`{node.id}` has the types of its row", node)


# How many arguments, and which result: None is the type of the first argument.
_WARP: dict[WarpOp, tuple[int, tuple[Type, ...] | None]] = {
    **dict.fromkeys((WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR), (2, None)),
    **dict.fromkeys((WarpOp.ANY, WarpOp.ALL), (1, (BOOL, INT32))),
    **dict.fromkeys((WarpOp.BALLOT, WarpOp.MATCH_ANY, WarpOp.MATCH_ALL), (1, (UINT32,))),
    **dict.fromkeys((WarpOp.REDUCE_ADD, WarpOp.REDUCE_MIN, WarpOp.REDUCE_MAX), (1, None)),
    **dict.fromkeys((WarpOp.REDUCE_AND, WarpOp.REDUCE_OR, WarpOp.REDUCE_XOR), (1, None)),
    WarpOp.ACTIVE_MASK: (0, (UINT32,)),
}
_VOTES = (WarpOp.ANY, WarpOp.ALL, WarpOp.BALLOT)
_WIDTHS = (1, 2, 4, 8, 16, 32)


def _warp(rules: Rules, node: WarpOperation) -> None:
    count, results = _WARP[node.op]
    demand(len(node.arguments) == count, f"`{node.op}` has {count} arguments", node)
    demand(node.mask is None or node.mask.type == UINT32, "a mask is UINT32", node)
    if isinstance(node.width, int):
        demand(node.width in _WIDTHS, "a width divides 32", node)
    else:
        demand(is_integer(node.width.type), "a width is an integer", node)
    if results is None:
        demand(node.arguments[0].type == node.type, "the result has the value's type", node)
    else:
        demand(node.type in results, f"`{node.op}` gives {results[0]}", node)
    if node.op in _VOTES:
        demand(node.arguments[0].type == BOOL, "a vote is on a BOOL", node)
    if count == 2:
        demand(is_integer(node.arguments[1].type), "a lane is an integer", node)


def _vote(rules: Rules, node: BlockVote) -> None:
    demand(node.predicate.type == BOOL and node.type == INT32, "a vote of the block is INT32 from a BOOL", node)


def _collective(rules: Rules, node: Collective) -> None:
    known = {*COLLECTIVES} if is_integer(node.type) and node.type != BOOL else {*COLLECTIVES} - {"and", "or", "xor"}
    demand(is_arithmetic(node.type) and node.op in known, "threads compute numbers together", node)
    demand(node.value.type == node.type, "what threads compute together has their value's type", node)
    demand(node.scope in (Scope.WARP, Scope.BLOCK), "threads of a warp or a block compute together", node)


_OPERANDS = {AtomicOp.LOAD: 0, AtomicOp.COMPARE_EXCHANGE: 2}


def _atomic(rules: Rules, node: Atomic) -> None:
    pointer = node.pointer.type
    demand(isinstance(pointer, Pointer), "an atomic is on memory", node)
    demand(len(node.operands) == _OPERANDS.get(node.op, 1), "an atomic has its operands", node)
    assert isinstance(pointer, Pointer)
    for operand in node.operands:
        demand(rules.same(operand.type, pointer.element), "an atomic's operand has the memory's type", node)
    demand(node.type == VOID or rules.same(node.type, pointer.element), "an atomic has the memory's type", node)


CHECKS: dict[type, Callable[[Rules, Any], None]] = {
    Literal: _literal,
    Index: _index,
    Dereference: _dereference,
    Member: _member,
    Lane: _lane,
    Unary: _unary,
    Binary: _binary,
    Compare: _compare,
    Logical: _logical,
    Select: _select,
    Convert: _convert,
    Bitcast: _bitcast,
    Build: _build,
    AddressOf: _address,
    Decay: _decay,
    PointerOffset: _offset,
    PointerDifference: _difference,
    Special: _special,
    Intrinsic: _intrinsic,
    WarpOperation: _warp,
    BlockVote: _vote,
    Collective: _collective,
    Atomic: _atomic,
}
