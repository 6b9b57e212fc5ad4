"""Which values are the same for all threads of a block, or of a warp: forward data flow with control dependence.

A variable is what is joined of all its assignments (names are unique, so this loses little). An assignment under a
condition that varies makes a variable vary that was declared outside of the condition: threads disagree afterwards.
The threads compared are those that are still there and execute the same statement in the same iteration.

Loads are uniform where the address is and nobody writes such memory in the kernel. Shared memory counts as varying.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    Binary,
    BinaryOp,
    BlockVote,
    Break,
    Call,
    Collective,
    Compare,
    CompareOp,
    Continue,
    Convert,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    For,
    Function,
    If,
    Index,
    Kernel,
    Lane,
    Literal,
    Member,
    PointerOffset,
    Program,
    Register,
    Return,
    Scope,
    Special,
    Switch,
    Variable,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.types import Array, Pointer, Scalar, Space, Struct, Type, Vector
from transkernel.ir.visit import children, walk_all


class Variation(IntEnum):
    """BLOCK: one value for the block. WARP: one for each warp. THREAD: any."""

    BLOCK = 0
    WARP = 1
    THREAD = 2


_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)
_VARYING_REGISTERS = (Register.THREAD_INDEX, Register.LANE, Register.CLOCK)
_ALL_LANES = 0xFFFFFFFF
Variations = tuple[Variation, ...]


def root_of(place: Any) -> Variable | None:
    """The variable whose own memory a place is in; None where a pointer leads to it."""
    while isinstance(place, Index | Member | Lane):
        if isinstance(place, Index) and isinstance(place.base.type, Pointer):
            return None
        place = place.base
    return place if isinstance(place, Variable) else None


def _scalars_of(type_: Type, structs: Mapping[str, Struct]) -> frozenset[Scalar]:
    """The numbers that an object holds; a pointer in it counts as none."""
    match type_:
        case Scalar():
            return frozenset((type_,))
        case Vector():
            return frozenset((type_.scalar,))
        case Array():
            return _scalars_of(type_.element, structs)
        case Struct():
            fields = structs.get(type_.name, type_).fields
            return frozenset(scalar for each in fields for scalar in _scalars_of(each.type, structs))
    return frozenset()


@dataclass(slots=True)
class FunctionUniformity:
    """What is known of one function, given how its parameters vary."""

    analysis: Uniformity
    function: Function | Kernel
    kinds: dict[str, Variation] = field(default_factory=dict)
    result: Variation = Variation.BLOCK
    control: dict[int, Variation] = field(default_factory=dict)
    calls: dict[int, tuple[str, Variations]] = field(default_factory=dict)
    thread_names: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()

    def of(self, node: Any) -> Variation:
        """How an expression of the function varies among the threads that evaluate it together."""
        return _EXPRESSIONS.get(type(node), _join_children)(self, node)

    def control_of(self, statement: Any) -> Variation:
        """How the decision to come to a statement varies (of all conditions around it, in the whole function)."""
        return self.control.get(id(statement), Variation.BLOCK)


class Uniformity:
    """The analysis of a program. one_dimensional: thread indices have one axis, so that `threadIdx.x / 32` is the
    warp; None: so it is taken where no other axis is used. whole_warps: what holds for blocks of
    32 columns and multiples of them: the threads of a warp differ in `threadIdx.x` alone, and `i / 32` is a warp also
    where i is the thread of the grid. varying: locals that each thread has for itself, whatever they hold."""

    def __init__(
        self,
        program: Program,
        one_dimensional: bool | None = None,
        whole_warps: bool = False,
        varying: frozenset[str] = frozenset(),
    ) -> None:
        self.program = program
        self.structs = {struct.name: struct for struct in program.structs}
        self.functions = {function.name: function for function in program.functions}
        self.memory = {each.name: each.space for each in program.globals}
        self.memory |= {each.name: Space.SHARED for each in program.kernel.shared}
        bodies = [program.kernel.body, *(function.body for function in program.functions)]
        nodes = [node for body in bodies for node in walk_all(body)]
        self.written = self._written(nodes)
        self.one_dimensional = _one_axis(nodes) if one_dimensional is None else one_dimensional
        self.whole_warps = whole_warps
        self.varying = varying
        self._known: dict[tuple[str, Variations], FunctionUniformity] = {}
        self.kernel = _analyse(self, program.kernel, (Variation.BLOCK,) * len(program.kernel.parameters))

    def _written(self, nodes: list[Any]) -> frozenset[Scalar]:
        """The kinds of numbers that are stored through pointers or to file-scope memory."""
        written: set[Scalar] = set()
        for node in nodes:
            root = root_of(node.target) if isinstance(node, Assign) else None
            if isinstance(node, Assign) and (root is None or root.name in self.memory):
                written |= _scalars_of(node.target.type, self.structs)
            elif isinstance(node, Atomic) and isinstance(node.pointer.type, Pointer):
                written |= _scalars_of(node.pointer.type.element, self.structs)
        return frozenset(written)

    def function(self, name: str, arguments: Variations) -> FunctionUniformity:
        """A device function that is called with arguments of these variations."""
        key = (name, arguments)
        if key not in self._known:
            self._known[key] = _analyse(self, self.functions[name], arguments)
        return self._known[key]

    def joined(self, more: Mapping[str, Variations] | None = None) -> dict[str, FunctionUniformity]:
        """Each reached function over all its calls at once. more: variations that are added to a function's."""
        arguments: dict[str, Variations] = dict(more or {})
        result: dict[str, FunctionUniformity] = {}
        _join_calls(arguments, self.kernel)
        for function in reversed(self.program.functions):  # callers before what they call
            if function.name in arguments:
                result[function.name] = self.function(function.name, arguments[function.name])
                _join_calls(arguments, result[function.name])
        return result


def _join_calls(arguments: dict[str, Variations], caller: FunctionUniformity) -> None:
    for name, given in caller.calls.values():
        arguments[name] = _join_each(arguments.get(name, given), given)


def _join_each(left: Variations, right: Variations) -> Variations:
    return tuple(max(pair) for pair in zip(left, right, strict=True))


def _one_axis(nodes: list[Any]) -> bool:
    return not any(isinstance(node, Special) and node.register is Register.THREAD_INDEX and node.axis for node in nodes)


# ------------------------------------------------------------ expressions


def _join_children(here: FunctionUniformity, node: Any) -> Variation:
    return max((here.of(child) for child in children(node)), default=Variation.BLOCK)


def _variable(here: FunctionUniformity, node: Variable) -> Variation:
    if node.name in here.kinds:
        return here.kinds[node.name]
    return _loaded(here, here.analysis.memory.get(node.name, Space.GENERIC), node.type, Variation.BLOCK)


def _loaded(here: FunctionUniformity, space: Space, type_: Type, address: Variation) -> Variation:
    """A read of memory of that space."""
    if space is Space.CONSTANT:
        return address
    scalars = _scalars_of(type_, here.analysis.structs)
    unwritten = space is Space.GLOBAL and not scalars & here.analysis.written
    return address if unwritten and scalars else Variation.THREAD


def _place(here: FunctionUniformity, node: Index | Member | Lane | Dereference) -> Variation:
    """A read of an element or field: of a local variable, of named memory, or through a pointer."""
    address, place, through = Variation.BLOCK, node, None
    current: Any = node
    while isinstance(current, Index | Member | Lane | Dereference) and through is None:
        if isinstance(current, Index):
            address = max(address, here.of(current.index))
        pointer = current.pointer if isinstance(current, Dereference) else getattr(current, "base", None)
        through = pointer if pointer is not None and isinstance(pointer.type, Pointer) else None
        current = pointer
    if through is not None and isinstance(through.type, Pointer):
        if _base_name(through) in here.read_only:
            return max(address, here.of(through))
        return _loaded(here, through.type.space, place.type, max(address, here.of(through)))
    if isinstance(current, Variable) and current.name not in here.kinds:
        return _loaded(here, here.analysis.memory.get(current.name, Space.GENERIC), place.type, address)
    return max(address, here.of(current))


def _address(here: FunctionUniformity, node: AddressOf | Decay) -> Variation:
    """An address varies as the indices in it do."""
    result = Variation.BLOCK
    place: Any = node.place
    while isinstance(place, Index | Member | Lane):
        if isinstance(place, Index):
            result = max(result, here.of(place.index))
        place = place.base
    if isinstance(place, Dereference):
        return max(result, here.of(place.pointer))
    return (
        result if isinstance(place, Variable) and not isinstance(place.type, Pointer) else max(result, here.of(place))
    )


def _special(here: FunctionUniformity, node: Special) -> Variation:
    if node.register is Register.THREAD_INDEX and node.axis and here.analysis.whole_warps:
        return Variation.WARP
    return Variation.THREAD if node.register in _VARYING_REGISTERS else Variation.BLOCK


def _binary(here: FunctionUniformity, node: Binary) -> Variation:
    if (here.analysis.one_dimensional or here.analysis.whole_warps) and _is_warp_index(here, node):
        return Variation.WARP
    return max(here.of(node.left), here.of(node.right))


def _compare(here: FunctionUniformity, node: Compare) -> Variation:
    """`threadIdx.x < 64` has one answer for a warp."""
    if here.analysis.one_dimensional and _is_thread_index(here, node.left):
        bound: Any = node.right
        while isinstance(bound, Convert):
            bound = bound.operand
        step = 1 if node.op in (CompareOp.LESS_EQUAL, CompareOp.GREATER) else 0
        if isinstance(bound, Literal) and node.op in _ORDERS and (int(bound.value) + step) % 32 == 0:
            return Variation.WARP
    return max(here.of(node.left), here.of(node.right))


_ORDERS = (CompareOp.LESS, CompareOp.LESS_EQUAL, CompareOp.GREATER, CompareOp.GREATER_EQUAL)


def _is_warp_index(here: FunctionUniformity, node: Binary) -> bool:
    """`threadIdx.x / 32`, `>> 5`, or by a multiple of that."""
    if not here.analysis.whole_warps and not _is_thread_index(here, node.left):
        return False
    by = node.right
    while isinstance(by, Convert):
        by = by.operand
    if isinstance(by, Special):
        return node.op is BinaryOp.DIVIDE and by.register is Register.WARP_SIZE
    if not isinstance(by, Literal):
        return False
    if node.op is BinaryOp.SHIFT_RIGHT:
        return by.value >= 5
    return node.op is BinaryOp.DIVIDE and by.value > 0 and by.value % 32 == 0


def _is_thread_index(here: FunctionUniformity, node: Any) -> bool:
    while isinstance(node, Convert) and isinstance(node.type, Scalar) and node.type.is_integer and node.type.bits >= 16:
        node = node.operand
    if isinstance(node, Special):
        return node.register is Register.THREAD_INDEX and node.axis == 0
    return isinstance(node, Variable) and node.name in here.thread_names


def _call(here: FunctionUniformity, node: Call) -> Variation:
    arguments = tuple(here.of(each) for each in node.arguments)
    here.calls[id(node)] = (node.function, arguments)
    return here.analysis.function(node.function, arguments).result


def _warp(here: FunctionUniformity, node: WarpOperation) -> Variation:
    if node.op in _SHUFFLES:
        value, lane = (here.of(each) for each in node.arguments)
        whole = node.op is WarpOp.SHUFFLE and node.width == 32 and lane <= Variation.WARP
        return min(value, Variation.WARP) if whole else value
    everyone = node.mask is None or (isinstance(node.mask, Literal) and node.mask.value == _ALL_LANES)
    return Variation.WARP if everyone and node.op is not WarpOp.MATCH_ANY else Variation.THREAD


def _collective(here: FunctionUniformity, node: Collective) -> Variation:
    here.of(node.value)
    if node.scan:
        return Variation.THREAD
    return Variation.BLOCK if node.scope is Scope.BLOCK else Variation.WARP


_EXPRESSIONS: dict[type, Callable[[FunctionUniformity, Any], Variation]] = {
    Variable: _variable,
    Index: _place,
    Member: _place,
    Lane: _place,
    Dereference: _place,
    AddressOf: _address,
    Decay: _address,
    Special: _special,
    Binary: _binary,
    Compare: _compare,
    Call: _call,
    WarpOperation: _warp,
    BlockVote: lambda here, node: Variation.BLOCK,
    Collective: _collective,
    Atomic: lambda here, node: Variation.THREAD,
}


# ------------------------------------------------------------ statements


def _analyse(analysis: Uniformity, function: Function | Kernel, arguments: Variations) -> FunctionUniformity:
    here = FunctionUniformity(analysis, function)
    fixed = _fixed_locals(function)
    here.thread_names = _thread_names(fixed)
    here.read_only = _read_only(function, fixed)
    walker = _Walker(here, arguments)
    while walker.once():
        pass
    return here


def _fixed_locals(function: Function | Kernel) -> list[Declare]:
    """Locals that are never assigned again, in the order of the text."""
    nodes = list(walk_all(function.body))
    changed = {root.name for node in nodes if isinstance(node, Assign) and (root := root_of(node.target))}
    changed |= {root.name for node in nodes if isinstance(node, AddressOf) and (root := root_of(node.place))}
    return [node for node in nodes if isinstance(node, Declare) and node.init is not None and node.name not in changed]


def _thread_names(fixed: list[Declare]) -> frozenset[str]:
    """Locals that are `threadIdx.x`."""
    names = set()
    for node in fixed:
        value: Any = node.init
        while isinstance(value, Convert):
            value = value.operand
        if isinstance(value, Special) and value.register is Register.THREAD_INDEX and value.axis == 0:
            names.add(node.name)
    return frozenset(names)


def _read_only(function: Function | Kernel, fixed: list[Declare]) -> frozenset[str]:
    """Pointers by which the programmer said that nobody writes what they lead to (`const T* __restrict__`), and
    locals that are made of them."""
    names = {
        each.name
        for each in function.parameters
        if isinstance(each.type, Pointer) and each.type.const and each.type.restrict
    }
    for node in fixed:
        if isinstance(node.type, Pointer) and node.type.const and _base_name(node.init) in names:
            names.add(node.name)
    return frozenset(names)


def _base_name(pointer: Any) -> str | None:
    """The pointer variable that a pointer is computed from."""
    while True:
        match pointer:
            case Variable():
                return pointer.name
            case PointerOffset():
                pointer = pointer.pointer
            case Convert() if isinstance(pointer.operand.type, Pointer):
                pointer = pointer.operand
            case AddressOf(place=Index() as place) if isinstance(place.base.type, Pointer):
                pointer = place.base
            case _:
                return None


class _Walker:
    """One pass over a function joins into `kinds`; passes are made until nothing changes."""

    def __init__(self, here: FunctionUniformity, arguments: Variations) -> None:
        self._here = here
        self._controls: list[Variation] = []
        self._depth: dict[str, int] = {}
        self._leaves: dict[tuple[int, type], Variation] = {}
        self._targets: list[tuple[Any, int]] = []
        self._changed = False
        for parameter, variation in zip(here.function.parameters, arguments, strict=True):
            here.kinds[parameter.name] = variation
            self._depth[parameter.name] = 0
        self._declare_all()
        self._statements: dict[type, Callable[[Any], None]] = {
            Declare: self._declare, Assign: self._assign, If: self._if, For: self._for, While: self._loop,
            DoWhile: self._loop, Switch: self._switch, Return: self._return, Break: self._leave,
            Continue: self._leave,
        }  # fmt: skip

    def _declare_all(self) -> None:
        """Locals whose address is taken may be written by anyone."""
        nodes = list(walk_all(self._here.function.body))
        for node in nodes:
            if isinstance(node, Declare):
                apart = node.name in self._here.analysis.varying
                self._here.kinds[node.name] = Variation.THREAD if apart else Variation.BLOCK
        for node in nodes:
            if isinstance(node, AddressOf | Decay) and (root := root_of(node.place)) and root.name in self._here.kinds:
                self._here.kinds[root.name] = Variation.THREAD

    def once(self) -> bool:
        """Whether anything changed."""
        self._changed = False
        self._list(self._here.function.body)
        return self._changed

    def _join(self, name: str, variation: Variation) -> None:
        if name in self._here.kinds and variation > self._here.kinds[name]:
            self._here.kinds[name] = variation
            self._changed = True

    def _under(self, depth: int) -> Variation:
        """The join of the conditions inside of a depth."""
        return max(self._controls[depth:], default=Variation.BLOCK)

    def _list(self, statements: tuple[Any, ...]) -> None:
        for statement in statements:
            self._here.control[id(statement)] = self._under(0)
            handler = self._statements.get(type(statement))
            if handler is not None:
                handler(statement)
                continue
            for child in children(statement):
                if hasattr(child, "type"):
                    self._here.of(child)
            self._list(getattr(statement, "body", ()))

    def _inside(self, variation: Variation, statements: tuple[Any, ...]) -> None:
        self._controls.append(variation)
        self._list(statements)
        self._controls.pop()

    def _declare(self, node: Declare) -> None:
        self._depth[node.name] = len(self._controls)
        if node.init is not None:
            self._join(node.name, self._here.of(node.init))

    def _assign(self, node: Assign) -> None:
        value = self._here.of(node.value)
        root = root_of(node.target)
        if root is None or root.name not in self._depth:
            self._here.of(node.target)
            return
        place: Any = node.target
        while isinstance(place, Index | Member | Lane):
            if isinstance(place, Index):
                value = max(value, self._here.of(place.index))
            place = place.base
        self._join(root.name, max(value, self._under(self._depth[root.name])))

    def _if(self, node: If) -> None:
        variation = self._here.of(node.condition)
        self._inside(variation, node.then)
        self._inside(variation, node.otherwise)

    def _for(self, node: For) -> None:
        """The loop's own variables live inside of its condition: all threads in the loop are in the same iteration."""
        self._controls.append(self._leaves.get((id(node), Break), Variation.BLOCK))
        self._list(node.init)
        if node.condition is not None:
            self._controls[-1] = max(self._controls[-1], self._here.of(node.condition))
        self._body(node)
        self._list(node.step)
        self._controls.pop()

    def _loop(self, node: While | DoWhile) -> None:
        left = self._leaves.get((id(node), Break), Variation.BLOCK)
        self._controls.append(max(left, self._here.of(node.condition)))
        self._body(node)
        self._controls.pop()

    def _body(self, node: For | While | DoWhile) -> None:
        self._targets.append((node, len(self._controls)))
        self._inside(self._leaves.get((id(node), Continue), Variation.BLOCK), node.body)
        self._targets.pop()

    def _switch(self, node: Switch) -> None:
        self._targets.append((node, len(self._controls) + 1))
        left = self._leaves.get((id(node), Break), Variation.BLOCK)
        self._controls.append(max(left, self._here.of(node.value)))
        for case in node.cases:
            self._list(case.body)
        self._controls.pop()
        self._targets.pop()

    def _leave(self, node: Break | Continue) -> None:
        """A loop that threads leave, or go on with, at different times."""
        for loop, depth in reversed(self._targets):
            if isinstance(node, Continue) and isinstance(loop, Switch):
                continue
            key, variation = (id(loop), type(node)), self._under(depth)
            if variation > self._leaves.get(key, Variation.BLOCK):
                self._leaves[key] = variation
                self._changed = True
            return

    def _return(self, node: Return) -> None:
        value = Variation.BLOCK if node.value is None else self._here.of(node.value)
        self._here.result = max(self._here.result, value, self._under(0))
