"""What thread vectorisation takes: one kernel without calls, switches and pointers that only name locals."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Break,
    Call,
    Compare,
    CompareOp,
    Decay,
    Declare,
    Dereference,
    If,
    Index,
    Kernel,
    Logical,
    LogicalOp,
    Program,
    Switch,
    Variable,
    boolean,
    integer,
)
from transkernel.ir.types import BOOL, INT32, Array
from transkernel.ir.visit import map_children, map_tuple, rewrite_all, walk, walk_all
from transkernel.passes.exits import ExitLowering, negated
from transkernel.passes.inline import Inliner
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import root_of
from transkernel.tile.storage import assigned_names, declared

Statements = tuple[Any, ...]
RESERVED = frozenset(("LANES", "WARPS", "BLOCK_X", "BLOCK_Y", "BLOCK_Z", "SHARED", "SLOTS"))


def normalise(program: Program) -> Program:
    """The program as one kernel. Raises Refusal TK0462 for recursion."""
    memory = {each.name for each in program.kernel.shared} | {each.name for each in program.globals}
    kernel = _inlined(program, memory)
    fresh = FreshNames(declared_names(kernel) | memory)
    body = map_tuple(kernel.body, lambda node: _without_switches(node, fresh))
    return _with_own_names(replace(program, kernel=replace(kernel, body=forwarded(body)), functions=()))


def _with_own_names(program: Program) -> Program:
    """What has the name of a tile kernel's constant has a dot behind it: `LANES.`."""
    kernel = program.kernel

    def change(node: Any) -> Any:
        named = isinstance(node, Variable | Declare) and node.name in RESERVED
        return replace(node, name=f"{node.name}.") if named else node

    def renamed(variables: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(each, name=f"{each.name}.") if each.name in RESERVED else each for each in variables)

    made = replace(
        kernel,
        parameters=renamed(kernel.parameters),
        shared=renamed(kernel.shared),
        body=rewrite_all(kernel.body, change),
    )
    return replace(program, kernel=made, globals=renamed(program.globals))


# ------------------------------------------------------------ calls


def _inlined(program: Program, memory: Set[str]) -> Kernel:
    functions = {each.name: each for each in program.functions}
    kernel = program.kernel
    for _ in range(len(functions) + 1):
        calls = [node for node in walk_all(kernel.body) if isinstance(node, Call)]
        if not calls:
            return kernel
        inliner = Inliner(functions, _is_call, FreshNames(declared_names(kernel) | memory))
        kernel = replace(kernel, body=inliner.run(kernel.body))
    message = f"`{functions[calls[0].function].cuda_name}` calls itself, which has no form in tiles"
    raise refuse("TK0462", message, calls[0].span)


def _is_call(node: Any) -> bool:
    return isinstance(node, Call)


# ------------------------------------------------------------ switches


def _without_switches(node: Any, fresh: FreshNames) -> Any:
    """A switch as branches. `inside` is true from the case a thread is sent to until it breaks."""
    node = map_children(node, lambda child: _without_switches(child, fresh))
    if not isinstance(node, Switch):
        return node
    span = node.span
    value = Variable(fresh("chosen"), node.value.type, span)
    inside = Variable(fresh("inside"), BOOL, span)
    exits = ExitLowering(inside, lambda leaving: _left(leaving, inside))
    labels = [label for case in node.cases for label in case.labels if label is not None]
    made: list[Any] = [
        Declare(value.name, value.type, node.value, span),
        Declare(inside.name, BOOL, boolean(False, span), span),
    ]
    for case in node.cases:
        begins = _any_of(value, [each for each in case.labels if each is not None], span)
        if None in case.labels:
            begins = Logical(LogicalOp.OR, begins, negated(_any_of(value, labels, span)), span)
        made.append(Assign(inside, Logical(LogicalOp.OR, inside, begins, span), case.span))
        made.append(If(inside, exits.lower(case.body), (), case.span))
    return tuple(made)


def _left(leaving: Any, inside: Variable) -> Statements:
    return (Assign(inside, boolean(False, leaving.span), leaving.span),) if isinstance(leaving, Break) else (leaving,)


def _any_of(value: Any, labels: list[Any], span: Any) -> Any:
    whole: Any = boolean(False, span)
    for number, label in enumerate(labels):
        test = Compare(CompareOp.EQUAL, value, label, span)
        whole = test if number == 0 else Logical(LogicalOp.OR, whole, test, span)
    return whole


# ------------------------------------------------------------ pointers to locals


def forwarded(body: Statements) -> Statements:
    """Pointers that are fixed to a local, as parameters of inlined functions are, replaced by what they point to."""
    while True:
        declarations = declared(body)
        fixed = declarations.keys() - assigned_names(body)
        places = {
            name: node.init.place
            for name, node in declarations.items()
            if name in fixed and isinstance(node.init, AddressOf | Decay) and _is_fixed(node.init.place, fixed)
        }
        changed = tuple(_replaced(each, places) for each in body)
        used = {node.name for node in walk_all(changed) if isinstance(node, Variable)}
        gone = places.keys() - used
        if not gone:
            return body
        body = _without(changed, gone)


def _is_fixed(place: Any, fixed: Set[str]) -> bool:
    """Whether a place of a local is the same wherever it is named: its indices are literals, or variables that are."""
    if root_of(place) is None:
        return False
    names = (node.name for node in walk(place) if isinstance(node, Variable) and node is not root_of(place))
    return all(name in fixed for name in names)


def _replaced(node: Any, places: Mapping[str, Any]) -> Any:
    match node:
        case Dereference(pointer=Variable(name=name)) if name in places:
            place = places[name]
            if place.type == node.type:
                return place
            if isinstance(place.type, Array) and place.type.element == node.type:
                return Index(place, integer(0, INT32, node.span), node.type, node.span)
        case Index(base=Variable(name=name)) if name in places:
            place = places[name]
            if isinstance(place.type, Array) and place.type.element == node.type:
                return Index(place, _replaced(node.index, places), node.type, node.span)
    return map_children(node, lambda child: _replaced(child, places))


def _without(body: Statements, gone: Set[str]) -> Statements:
    """The statements without declarations of these names."""

    def change(node: Any) -> Any:
        if isinstance(node, Declare) and node.name in gone:
            return ()
        return map_children(node, change)

    return map_tuple(body, change)
