"""One function's constraints on the spaces of its pointers: who is assigned to whom makes their spaces one.

The order of statements does not count. A function is inferred once, with its parameters open; each call takes a
copy of what was found (so that a function may be called with pointers of different spaces).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    Bitcast,
    Build,
    Call,
    Compare,
    Convert,
    Decay,
    Declare,
    Dereference,
    Function,
    Index,
    Intrinsic,
    Kernel,
    Lane,
    Member,
    PointerDifference,
    PointerOffset,
    Return,
    Select,
    Variable,
    WarpOperation,
)
from transkernel.ir.types import Array, Pointer, Space, Struct, Type
from transkernel.ir.visit import children
from transkernel.passes.space_shapes import (
    PointerShape,
    Shape,
    Shapes,
    SpaceConflict,
    SpaceVariable,
    StructShape,
    copy_shape,
    unify,
    variables_of,
)
from transkernel.source import Span


@dataclass(eq=False, slots=True)
class FileScope:
    """What every function sees: memory that is named. Its pointers have one space in the whole program."""

    shapes: Shapes
    memory: Mapping[str, Space]
    content: Mapping[str, Shape]


@dataclass(eq=False, slots=True)
class Inferred:
    """A function with the shapes of all that holds a pointer in it.

    interface: the open spaces of parameters and result, which each call decides. nodes: by identity, since the
    function keeps its nodes alive. calls: for each Call the caller's variables for the callee's interface.
    """

    function: Function | Kernel
    parameters: tuple[Shape, ...] = ()
    result: Shape = None
    interface: tuple[SpaceVariable, ...] = ()
    nodes: dict[int, tuple[Type, Shape]] = field(default_factory=dict)
    calls: dict[int, tuple[str, tuple[SpaceVariable, ...]]] = field(default_factory=dict)


def plain(type_: Type) -> Type:
    """The type without the qualifiers of its pointers."""
    match type_:
        case Pointer():
            return Pointer(plain(type_.element))
        case Array():
            return Array(plain(type_.element), type_.extent)
    return type_


class Inference:
    """Walks one function; raises SpaceConflict with its place."""

    def __init__(self, scope: FileScope, done: Mapping[str, Inferred], function: Function | Kernel) -> None:
        self._scope = scope
        self._shapes = scope.shapes
        self._done = done
        self._result = Inferred(function)
        self._locals: dict[str, Shape] = {}
        self._seen: dict[int, Shape] = {}
        self._place: Span = function.span
        self._visitors: dict[type, Callable[[Any], Shape]] = {
            Variable: self._variable, Index: self._index, Dereference: self._dereference, Member: self._member,
            Lane: self._lane, Select: self._select, Convert: self._cast, Bitcast: self._cast, Build: self._build,
            AddressOf: self._address, Decay: self._address, PointerOffset: self._offset, Compare: self._same_space,
            PointerDifference: self._same_space, Call: self._call, Atomic: self._atomic,
            WarpOperation: self._first_argument, Intrinsic: self._intrinsic,
            Declare: self._declare, Assign: self._assign, Return: self._return,
        }  # fmt: skip

    def run(self) -> Inferred:
        function = self._result.function
        try:
            self._signature(function)
            for statement in function.body:
                self._visit(statement)
        except SpaceConflict as conflict:
            conflict.place = conflict.place or self._place
            raise
        if isinstance(function, Function):
            self._result.interface = self._open_spaces()
        return self._result

    def initialiser(self, name: str, value: Any) -> None:
        """The initial value of a file-scope variable."""
        unify(self._scope.content.get(name), self._visit(value))

    # ------------------------------------------------------------ signature

    def _signature(self, function: Function | Kernel) -> None:
        shapes = []
        for parameter in function.parameters:
            fresh: Callable[[], SpaceVariable] = SpaceVariable
            if isinstance(function, Kernel):
                fresh = partial(SpaceVariable, Space.GLOBAL, parameter.span)
            shapes.append(self._shapes.build(parameter.type, fresh))
            self._locals[parameter.name] = shapes[-1]
        self._result.parameters = tuple(shapes)
        if isinstance(function, Function):
            self._result.result = self._shapes.build(function.result, SpaceVariable)

    def _open_spaces(self) -> tuple[SpaceVariable, ...]:
        found: dict[SpaceVariable, None] = {}
        for shape in (*self._result.parameters, self._result.result):
            for variable in variables_of(shape):
                root = variable.find()
                if root.space is None and not root.pinned:
                    found[root] = None
        return tuple(found)

    # ------------------------------------------------------------ walking

    def _visit(self, node: Any) -> Shape:
        """The shape of an expression (None for statements). A node that stands in two places is walked once."""
        if id(node) in self._seen:
            return self._seen[id(node)]
        if not hasattr(node, "type"):
            self._place = node.span
        visitor = self._visitors.get(type(node))
        shape = visitor(node) if visitor else self._other(node)
        self._seen[id(node)] = shape
        type_ = getattr(node, "type", None)
        if type_ is not None and self._shapes.holds_pointer(type_):
            self._result.nodes[id(node)] = (type_, shape)
        return shape

    def _other(self, node: Any) -> Shape:
        for child in children(node):
            self._visit(child)
        type_ = getattr(node, "type", None)
        return None if type_ is None else self._shapes.build(type_, SpaceVariable)

    def _unify(self, left: Shape, right: Shape, span: Span) -> None:
        try:
            unify(left, right)
        except SpaceConflict as conflict:
            conflict.place = span
            raise

    # ------------------------------------------------------------ statements

    def _declare(self, node: Declare) -> Shape:
        shape = self._shapes.build(node.type, SpaceVariable)
        self._locals[node.name] = shape
        if node.init is not None:
            self._unify(shape, self._visit(node.init), node.span)
        return shape

    def _assign(self, node: Assign) -> Shape:
        self._unify(self._visit(node.target), self._visit(node.value), node.span)
        return None

    def _return(self, node: Return) -> Shape:
        if node.value is not None:
            self._unify(self._result.result, self._visit(node.value), node.span)
        return None

    # ------------------------------------------------------------ places

    def _variable(self, node: Variable) -> Shape:
        if node.name in self._locals:
            return self._locals[node.name]
        return self._scope.content.get(node.name)

    def _index(self, node: Index) -> Shape:
        base = self._visit(node.base)
        self._visit(node.index)
        return base.pointee if isinstance(node.base.type, Pointer) and isinstance(base, PointerShape) else base

    def _dereference(self, node: Dereference) -> Shape:
        pointer = self._visit(node.pointer)
        return pointer.pointee if isinstance(pointer, PointerShape) else None

    def _member(self, node: Member) -> Shape:
        base = self._visit(node.base)
        return base.fields.get(node.field) if isinstance(base, StructShape) else None

    def _lane(self, node: Lane) -> Shape:
        self._visit(node.base)
        return None

    def _memory_of(self, place: Any) -> SpaceVariable:
        """The space of the memory that a place names."""
        match place:
            case Variable():
                local = place.name in self._locals
                return SpaceVariable(Space.PRIVATE if local else self._scope.memory.get(place.name), place.span)
            case Index() if isinstance(place.base.type, Pointer):
                return self._space_of(place.base)
            case Dereference():
                return self._space_of(place.pointer)
            case Index() | Member() | Lane():
                return self._memory_of(place.base)
        return SpaceVariable(Space.PRIVATE, place.span)  # a member of a value, such as of a call's result

    def _space_of(self, pointer: Any) -> SpaceVariable:
        shape = self._visit(pointer)
        return shape.space if isinstance(shape, PointerShape) else SpaceVariable()

    def _address(self, node: AddressOf | Decay) -> Shape:
        content = self._visit(node.place)
        return PointerShape(self._memory_of(node.place), content)

    # ------------------------------------------------------------ values

    def _offset(self, node: PointerOffset) -> Shape:
        self._visit(node.offset)
        return self._visit(node.pointer)

    def _same_space(self, node: Compare | PointerDifference) -> Shape:
        left, right = self._visit(node.left), self._visit(node.right)
        if isinstance(left, PointerShape) and isinstance(right, PointerShape):
            self._unify(PointerShape(left.space, None), PointerShape(right.space, None), node.span)
        return None

    def _select(self, node: Select) -> Shape:
        self._visit(node.condition)
        then, otherwise = self._visit(node.then), self._visit(node.otherwise)
        self._unify(then, otherwise, node.span)
        return then

    def _cast(self, node: Convert | Bitcast) -> Shape:
        """A cast keeps the space; what the memory holds is believed where the pointee's type stays."""
        operand = self._visit(node.operand)
        if not isinstance(node.type, Pointer):
            return operand if plain(node.type) == plain(node.operand.type) else None
        if not isinstance(operand, PointerShape):
            return self._pointer_from_integer(node)
        if isinstance(node.operand.type, Pointer) and plain(node.operand.type.element) == plain(node.type.element):
            return operand
        return PointerShape(operand.space, self._shapes.build(node.type.element, SpaceVariable))

    def _pointer_from_integer(self, node: Convert | Bitcast) -> Shape:
        """`(float*)((size_t)p & ~15)`: the space of the pointers in the integer."""
        shape = self._shapes.build(node.type, SpaceVariable)
        stack: list[Any] = [node.operand]
        while stack and isinstance(shape, PointerShape):
            current = stack.pop()
            inner = self._seen.get(id(current))
            if isinstance(current.type, Pointer) and isinstance(inner, PointerShape):
                self._unify(PointerShape(shape.space, None), PointerShape(inner.space, None), node.span)
            elif not isinstance(current, Index | Dereference | Call):
                stack.extend(children(current))
        return shape

    def _build(self, node: Build) -> Shape:
        shape = self._shapes.build(node.type, SpaceVariable)
        values = [self._visit(each) for each in node.elements]
        if isinstance(shape, StructShape) and isinstance(node.type, Struct):
            for member, value in zip(self._shapes.struct(node.type).fields, values, strict=False):
                self._unify(shape.fields.get(member.name), value, node.span)
        else:
            for value in values:
                self._unify(shape, value, node.span)
        return shape

    def _atomic(self, node: Atomic) -> Shape:
        pointer = self._visit(node.pointer)
        content = pointer.pointee if isinstance(pointer, PointerShape) else None
        for operand in node.operands:
            self._unify(content, self._visit(operand), node.span)
        return content

    def _first_argument(self, node: WarpOperation) -> Shape:
        shapes = {id(child): self._visit(child) for child in children(node)}
        return shapes[id(node.arguments[0])] if node.arguments else None

    def _intrinsic(self, node: Intrinsic) -> Shape:
        """An intrinsic on pointers gives what the first one points to, or works on it alone."""
        shapes = [self._visit(each) for each in node.arguments]
        if shapes and isinstance(shapes[0], PointerShape) and self._shapes.holds_pointer(node.type):
            same = plain(node.arguments[0].type) == plain(node.type)
            return shapes[0] if same else shapes[0].pointee
        return self._shapes.build(node.type, SpaceVariable)

    # ------------------------------------------------------------ calls

    def _call(self, node: Call) -> Shape:
        """The callee's shapes over variables of this call: open ones anew, known ones with what is known."""
        callee = self._done[node.function]
        mine: dict[SpaceVariable, SpaceVariable] = {}
        copied: dict[int, Shape] = {}

        def own(variable: SpaceVariable) -> SpaceVariable:
            root = variable.find()
            if root.pinned:
                return root
            if root not in mine:
                mine[root] = SpaceVariable(root.space, root.origin)
            return mine[root]

        for shape, argument in zip(callee.parameters, node.arguments, strict=True):
            self._unify(copy_shape(shape, own, copied), self._visit(argument), argument.span)
        result = copy_shape(callee.result, own, copied)
        self._result.calls[id(node)] = (node.function, tuple(own(root) for root in callee.interface))
        return result


def infer(scope: FileScope, done: Mapping[str, Inferred], function: Function | Kernel) -> Inferred:
    return Inference(scope, done, function).run()
