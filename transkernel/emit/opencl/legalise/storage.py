"""Values and memory in OpenCL's types: see representation.py for what becomes of what.

A place of the IR is one of three things afterwards: Held in a register, Stored in memory as it is or under another
type, or Sliced out of an array of scalars by vload and vstore.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from transkernel.diagnostics import refuse
from transkernel.emit.c.needs import Needs, builtin
from transkernel.emit.opencl.legalise.narrow import Narrow
from transkernel.emit.opencl.representation import Representation
from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    Binary,
    BinaryOp,
    Bitcast,
    BlockVote,
    Build,
    Call,
    Convert,
    Decay,
    Declare,
    Dereference,
    Evaluate,
    Expression,
    Function,
    Index,
    Intrinsic,
    Lane,
    Literal,
    Member,
    Parameter,
    Place,
    PointerDifference,
    PointerOffset,
    Statement,
    Unary,
    Variable,
    WarpOperation,
    integer,
)
from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    VOID,
    Array,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.ir.visit import map_children, walk, walk_all
from transkernel.records import record
from transkernel.source import Span

_PLACES = get_args(Place)
_EFFECTS = (Call, Atomic, WarpOperation, BlockVote)


@record
class Held:
    """A register: a variable of a value type, or a lane of one."""

    place: Place
    cuda: Type


@record
class Stored:
    """Memory of type memory(cuda)."""

    place: Place
    cuda: Type


@record
class Sliced:
    """The scalars from `index` times the number of lanes on, behind a pointer to scalars."""

    pointer: Expression
    index: Expression
    cuda: Type


Location = Held | Stored | Sliced


class Storage:
    """Rewrites one function. `in_memory` are the variables that lie in memory under memory types: shared ones,
    constants, and locals whose address is taken and whose register type is another than their memory type."""

    def __init__(
        self,
        representation: Representation,
        needs: Needs,
        structs: dict[str, Struct],
        spaces: dict[str, Space],
        addressed: frozenset[str],
    ) -> None:
        self.types = representation
        self.narrow = Narrow(representation, needs)
        self._structs = structs
        self._spaces = spaces
        self._addressed = addressed
        self._values: dict[type, Callable[[Any], Expression]] = {
            Literal: self._literal, Build: self._build, Convert: self._convert, Bitcast: self._bitcast,
            Binary: self._binary, Unary: self._generic, AddressOf: self._address_of, Decay: self._decay,
            PointerOffset: self._offset, PointerDifference: self._difference, Intrinsic: self._intrinsic,
            **dict.fromkeys(_PLACES, self._load_place),
        }  # fmt: skip

    # ------------------------------------------------------------ statements

    def statement(self, node: Statement) -> Any:
        """One statement or several in its stead."""
        match node:
            case Declare():
                return self._declare(node)
            case Assign():
                return self._store(self.locate(node.target), self.value(node.value), node.span)
        return map_children(node, lambda child: self.value(child) if self._is_expression(child) else self._inner(child))

    def _inner(self, node: Any) -> Any:
        """A statement, or a case of a switch."""
        return self.statement(node)

    @staticmethod
    def _is_expression(node: Any) -> bool:
        return isinstance(node, get_args(Expression))

    def _declare(self, node: Declare) -> Declare:
        if node.name in self._addressed or isinstance(node.type, Array | Struct):
            init = None if node.init is None else self.encode(self.value(node.init), node.type)
            return replace(node, type=self.types.memory(node.type), init=init)
        init = None if node.init is None else self.value(node.init)
        return replace(node, type=self.types.register(node.type), init=init)

    def _store(self, location: Location, value: Expression, span: Span) -> Statement:
        match location:
            case Held(place=place):
                return Assign(place, value, span)
            case Stored(place=place, cuda=cuda):
                return Assign(place, self.encode(value, cuda), span)
            case Sliced(pointer=pointer, index=index, cuda=cuda):
                return Evaluate(self._vstore(pointer, index, cuda, value, span), span)

    def _vstore(self, pointer: Expression, index: Expression, cuda: Type, value: Expression, span: Span) -> Expression:
        if cuda == FLOAT16:
            return builtin("vstore_half_rte", VOID, span, self.narrow.unrounded(value, cuda), index, pointer)
        assert isinstance(cuda, Vector)
        if self.types.memory(cuda.scalar) != cuda.scalar:
            value = self.narrow.encode_lanes(value, cuda)
        return builtin(f"vstore{cuda.lanes}", VOID, span, value, index, pointer)

    # ------------------------------------------------------------ places

    def locate(self, node: Place) -> Location:
        match node:
            case Variable():
                return self._locate_variable(node)
            case Index():
                return self._locate_index(node)
            case Dereference():
                pointer = self.value(node.pointer)
                if self.types.is_sliced(node.type):
                    return Sliced(pointer, integer(0, INT32, node.span), node.type)
                return self._stored(Dereference(pointer, self.types.memory(node.type), node.span), node.type)
            case Member():
                return self._stored(replace(node, base=self._base(node.base), type=self._memory(node.type)), node.type)
            case Lane():
                return self._locate_lane(node)

    def _memory(self, type_: Type) -> Type:
        return self.types.memory(type_)

    def _locate_variable(self, node: Variable) -> Location:
        in_memory = node.name in self._spaces or node.name in self._addressed
        if not in_memory and not isinstance(node.type, Array | Struct):
            return Held(replace(node, type=self.types.register(node.type)), node.type)
        return self._stored(replace(node, type=self._memory(node.type)), node.type)

    def _locate_index(self, node: Index) -> Location:
        index = self.value(node.index)
        if isinstance(node.base.type, Array):
            place = Index(self._base(node.base), index, self._memory(node.type), node.span)
            return self._stored(place, node.type)
        pointer = self.value(node.base)
        if self.types.is_sliced(node.type):
            return Sliced(pointer, index, node.type)
        return self._stored(Index(pointer, index, self._memory(node.type), node.span), node.type)

    def _base(self, node: Expression) -> Any:
        """What a member or an element is taken of: a place, or a struct that a call gives."""
        if not isinstance(node, _PLACES):
            return self.value(node)
        location = self.locate(node)
        assert not isinstance(location, Sliced)
        return location.place

    def _stored(self, place: Place, cuda: Type) -> Location:
        """Memory; a packed vector is the scalars that its array begins with."""
        if not self.types.is_packed(cuda):
            return Stored(place, cuda)
        assert isinstance(place.type, Array)
        pointer = Decay(place, Pointer(place.type.element, self.space(place)), place.span)
        return Sliced(pointer, integer(0, INT32, place.span), cuda)

    def _locate_lane(self, node: Lane) -> Location:
        if not isinstance(node.base, _PLACES):
            raise TypeError("a lane of a value is no place")
        base = self.locate(node.base)
        assert isinstance(base.cuda, Vector)
        scalar = base.cuda.scalar
        single = base.cuda.lanes == 1
        match base:
            case Held(place=place):
                return Held(place if single else Lane(place, node.lane, self.types.register(scalar), node.span), scalar)
            case Stored(place=place):
                return Stored(place if single else Lane(place, node.lane, self._memory(scalar), node.span), scalar)
            case Sliced(pointer=pointer, index=index):
                index = self._scaled(index, base.cuda.lanes, node.lane)
                return Stored(Index(pointer, index, self._memory(scalar), node.span), scalar)

    def _scaled(self, index: Expression, lanes: int, lane: int) -> Expression:
        """`lanes * index + lane`, in the index's own type."""
        if isinstance(index, Literal):
            return replace(index, value=int(index.value) * lanes + lane, symbol=None, spelling=None)
        type_ = index.type if isinstance(index.type, Scalar) and index.type.bits >= 32 else INT32
        if type_ != index.type:
            index = Convert(index, type_, index.span)
        scaled = Binary(BinaryOp.MULTIPLY, integer(lanes, type_, index.span), index, type_, index.span)
        if lane == 0:
            return scaled
        return Binary(BinaryOp.ADD, scaled, integer(lane, type_, index.span), type_, index.span)

    def space(self, place: Expression) -> Space:
        """Where a place lies."""
        match place:
            case Variable(name=name):
                return self._spaces.get(name, Space.PRIVATE)
            case Dereference(pointer=pointer):
                return pointer.type.space if isinstance(pointer.type, Pointer) else Space.PRIVATE
            case Index(base=base) | Member(base=base) | Lane(base=base):
                if isinstance(base.type, Pointer):
                    return base.type.space
                return self.space(base)
        return Space.PRIVATE

    # ------------------------------------------------------------ values

    def value(self, node: Expression) -> Expression:
        change: Callable[[Any], Expression] = self._values.get(type(node), self._generic)
        return change(node)

    def _generic(self, node: Any) -> Any:
        changed = map_children(node, self.value)
        type_ = self.types.register(node.type) if node.type != BOOL else BOOL
        return changed if type_ == changed.type else replace(changed, type=type_)

    def _load_place(self, node: Any) -> Expression:
        if isinstance(node, Lane) and not isinstance(node.base, _PLACES):
            base = self.value(node.base)
            assert isinstance(node.base.type, Vector)
            return (
                base if node.base.type.lanes == 1 else Lane(base, node.lane, self.types.register(node.type), node.span)
            )
        location = self.locate(node)
        match location:
            case Held(place=place):
                return place
            case Stored(place=place, cuda=cuda):
                return self.narrow.decode(place, cuda)
            case Sliced(pointer=pointer, index=index, cuda=cuda):
                return self._vload(pointer, index, cuda, node.span)

    def _vload(self, pointer: Expression, index: Expression, cuda: Type, span: Span) -> Expression:
        if cuda == FLOAT16:
            return builtin("vload_half", FLOAT32, span, index, pointer)
        assert isinstance(cuda, Vector)
        held = self._memory(cuda.scalar)
        assert isinstance(held, Scalar)
        loaded = builtin(f"vload{cuda.lanes}", Vector(held, cuda.lanes), span, index, pointer)
        return loaded if held == cuda.scalar else self.narrow.decode_lanes(loaded, cuda)

    def encode(self, value: Expression, cuda: Type) -> Expression:
        """A value as memory holds it."""
        if not self.types.is_packed(cuda):
            return self.narrow.encode(value, cuda)
        assert isinstance(cuda, Vector)
        if not isinstance(value, Build) and any(_has_effect(node) for node in walk(value)):
            raise refuse(
                "TK0407", "a vector of this kind that a call gives must be stored in a variable first", value.span
            )
        element = self._memory(cuda.scalar)
        lanes = value.elements if isinstance(value, Build) else self._lanes_of(value, cuda)
        return Build(
            tuple(self.narrow.encode(lane, cuda.scalar) for lane in lanes), Array(element, cuda.lanes), value.span
        )

    def _lanes_of(self, value: Expression, cuda: Vector) -> tuple[Expression, ...]:
        scalar = self.types.register(cuda.scalar)
        return tuple(Lane(value, lane, scalar, value.span) for lane in range(cuda.lanes))

    def _literal(self, node: Literal) -> Expression:
        if isinstance(node.type, Scalar) and self.types.is_emulated(node.type):
            return replace(node, value=self.narrow.rounded(float(node.value), node.type), type=FLOAT32)
        changed: Expression = self._generic(node)
        return changed

    def _build(self, node: Build) -> Expression:
        elements = tuple(self.value(each) for each in node.elements)
        match node.type:
            case Vector(lanes=1):
                return elements[0]
            case Struct():
                fields = self._structs[node.type.name].fields
                pairs = zip(elements, fields, strict=False)
                return replace(node, elements=tuple(self.encode(each, field.type) for each, field in pairs))
            case Array(element=element):
                encoded = tuple(self.encode(each, element) for each in elements)
                return replace(node, elements=encoded, type=self._memory(node.type))
        return replace(node, elements=elements, type=self.types.register(node.type))

    def _convert(self, node: Convert) -> Expression:
        target, source = node.type, node.operand.type
        operand = self.value(node.operand)
        if isinstance(target, Scalar) and self.types.is_emulated(target):
            return self.narrow.convert(operand, node)
        if isinstance(source, Scalar) and self.types.is_emulated(source) and target == FLOAT32:
            return operand
        type_ = BOOL if target == BOOL else self.types.register(target)
        return replace(node, operand=operand, type=type_)

    def _bitcast(self, node: Bitcast) -> Expression:
        """Between the bits that memory would hold."""
        target, source = node.type, node.operand.type
        if any(self.types.is_packed(each) or isinstance(each, Struct | Array) for each in (target, source)):
            raise refuse("TK0408", f"the bits of {source} cannot be read as {target} in OpenCL C", node.span)
        operand = self.narrow.encode(self.value(node.operand), source)
        held = self._memory(target)
        if held == operand.type:
            return self.narrow.decode(operand, target)
        if isinstance(held, Pointer) or isinstance(operand.type, Pointer):
            return Convert(operand, held, node.span, explicit=True)
        return self.narrow.decode(Bitcast(operand, held, node.span), target)

    def _binary(self, node: Binary) -> Expression:
        changed = self._generic(node)
        return self.narrow.round(changed, node.type)

    def _intrinsic(self, node: Intrinsic) -> Expression:
        changed = self._generic(node)
        return self.narrow.intrinsic(changed, node.type)

    def _address_of(self, node: AddressOf) -> Expression:
        assert isinstance(node.type, Pointer)
        target = self.types.register(node.type)
        if isinstance(node.place, Lane):
            return self._lane_address(node.place, node, target)
        assert isinstance(node.place, _PLACES)
        location = self.locate(node.place)
        if isinstance(location, Sliced):
            lanes = location.cuda.lanes if isinstance(location.cuda, Vector) else 1
            return self._moved(location.pointer, self._scaled(location.index, lanes, 0), target, node.span)
        place = location.place
        held = Pointer(place.type, self.space(place), node.type.const, node.type.volatile)
        address = AddressOf(place, held, node.span)
        same = isinstance(target, Pointer) and held.element == target.element
        return replace(address, type=target) if same else Convert(address, target, node.span, explicit=True)

    def _lane_address(self, lane: Lane, node: AddressOf, target: Type) -> Expression:
        """OpenCL C has no addresses of lanes; those of the vector's scalars serve."""
        assert isinstance(node.type, Pointer)
        base = replace(node, place=lane.base, type=replace(node.type, element=lane.base.type))
        start = Convert(self.value(base), target, node.span, explicit=True)
        return self._moved(start, integer(lane.lane, INT32, node.span), target, node.span)

    def _moved(self, pointer: Expression, offset: Expression, target: Type, span: Span) -> Expression:
        if isinstance(offset, Literal) and offset.value == 0:
            return pointer
        return PointerOffset(pointer, offset, target, span)

    def _decay(self, node: Decay) -> Expression:
        place = self._base(node.place)
        assert isinstance(node.type, Pointer)
        assert isinstance(place.type, Array)
        target = self.types.register(node.type)
        held = replace(node.type, element=place.type.element)
        decayed = Decay(place, held, node.span)
        if isinstance(target, Pointer) and target.element == held.element:
            return replace(decayed, type=target)
        return Convert(decayed, target, node.span, explicit=True)

    def _offset(self, node: PointerOffset) -> Expression:
        pointer, offset = self.value(node.pointer), self.value(node.offset)
        element = node.type.element if isinstance(node.type, Pointer) else None
        if isinstance(element, Vector) and self.types.is_packed(element):
            offset = self._scaled(offset, element.lanes, 0)
        return PointerOffset(pointer, offset, self.types.register(node.type), node.span)

    def _difference(self, node: PointerDifference) -> Expression:
        changed: Expression = map_children(node, self.value)
        element = node.left.type.element if isinstance(node.left.type, Pointer) else None
        if isinstance(element, Vector) and self.types.is_packed(element):
            lanes = integer(element.lanes, INT64, node.span)
            return Binary(BinaryOp.DIVIDE, changed, lanes, INT64, node.span)
        return changed


def _has_effect(node: Any) -> bool:
    """A call that must be made once; reads of memory, which are calls by now, may be made again."""
    return isinstance(node, _EFFECTS) and not (isinstance(node, Call) and node.function.startswith("@"))


def addressed_variables(body: tuple[Statement, ...], types: Representation) -> frozenset[str]:
    """Locals whose address is taken and that registers hold under another type than memory does.

    Packed vectors are not among them: their scalars are the first bytes of OpenCL's vector too.
    """
    found: set[str] = set()
    for node in walk_all(body):
        if not isinstance(node, AddressOf):
            continue
        root = node.place
        while isinstance(root, Lane):
            root = root.base
        if not isinstance(root, Variable) or types.is_packed(root.type):
            continue
        if types.memory(root.type) != types.register(root.type):
            found.add(root.name)
    return frozenset(found)


def store_parameters(
    function: Function, storage: Storage, types: Representation, addressed: frozenset[str]
) -> Function:
    """The function with parameters and body in OpenCL's types."""
    parameters: list[Parameter] = []
    first: list[Statement] = []
    for each in function.parameters:
        type_ = types.register(each.type)
        if each.name not in addressed:
            parameters.append(replace(each, type=type_))
            continue
        given = Variable(f"{each.name}.0", type_, each.span)
        parameters.append(replace(each, name=given.name, type=type_))
        first.append(Declare(each.name, types.memory(each.type), storage.encode(given, each.type), each.span))
    body = tuple(storage.statement(each) for each in function.body)
    result = types.register(function.result)
    return replace(function, parameters=tuple(parameters), body=tuple(first) + body, result=result)
