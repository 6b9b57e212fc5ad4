"""Local arrays with computed indices become variables, which lanes hold in tiles.

    for (i = 0; i < 4; ++i) sums[i] += a[i] * b;       sums[0] += a[0] * b;  ...  sums[3] += a[3] * b;
    x = filter[k];                                     x = k == 0 ? filter[0] : k == 1 ? filter[1] : filter[2];
    filter[k] = x;                                     if (k == 0) filter[0] = x;  if (k == 1) ...

- A loop is unrolled whose variable indexes a local array, which goes through known numbers, 64 at most, and which
  nothing but its condition ends; so are loops inside of it.
- A choice among elements takes the place of an index of which nothing is known, where the array has 32 elements at
  most. The index itself reads no memory.

An array whose address goes elsewhere stays in memory. On thread IR, behind inlining.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    BlockVote,
    Break,
    Compare,
    CompareOp,
    Continue,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    For,
    If,
    Index,
    Kernel,
    Lane,
    Literal,
    Member,
    Program,
    Select,
    Variable,
    WarpOperation,
    While,
    integer,
)
from transkernel.ir.types import INT32, Array, Scalar
from transkernel.ir.visit import children, map_children, map_tuple, rewrite_all, walk, walk_all, walk_statements
from transkernel.limits import checkpoint
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import root_of
from transkernel.tile.raising.known import known, values_of
from transkernel.tile.raising.local_views import local_views, view_of, with_fixed_views
from transkernel.tile.storage import declared

Statements = tuple[Any, ...]
_MOST_ROUNDS = 64
_MOST_NODES = 20_000  # of all that loops are unrolled to
_MOST_ELEMENTS = 32
_LOOPS = (For, While, DoWhile)


def local_arrays(program: Program, tiled: frozenset[str] = frozenset()) -> Program:
    """The program with its local arrays in variables, where they can be. tiled: those that have a form already."""
    program = with_fixed_views(program)
    kernel = program.kernel
    names = _candidates(kernel) - tiled
    if not names:
        return program
    taken = declared_names(kernel) | {each.name for each in program.globals} | {each.name for each in kernel.shared}
    arrays = _Arrays(names, FreshNames(taken))
    program = local_views(_with_body(program, arrays.unrolled(kernel.body)))
    left = _addressed(program.kernel.body)
    return _with_body(program, arrays.chosen(program.kernel.body, left))


def _with_body(program: Program, body: Statements) -> Program:
    return replace(program, kernel=replace(program.kernel, body=body))


def _candidates(kernel: Kernel) -> frozenset[str]:
    """Local arrays with computed indices, and locals that are looked at as other types."""
    nodes = [*walk_all(kernel.body)]
    found = _roots(node for node in nodes if _is_computed(node))
    views = frozenset(root.name for root in map(view_of, nodes) if root is not None)
    return frozenset((found | views) & declared(kernel.body).keys())


def _addressed(body: Statements) -> frozenset[str]:
    return _roots(node.place for node in walk_all(body) if isinstance(node, AddressOf | Decay))


def _roots(places: Iterable[Any]) -> frozenset[str]:
    roots = (root_of(place) for place in places)
    return frozenset(root.name for root in roots if isinstance(root, Variable))


def _is_computed(node: Any) -> bool:
    return isinstance(node, Index) and isinstance(node.base.type, Array) and not isinstance(node.index, Literal)


def _indexed(node: Any) -> tuple[Variable | None, Any]:
    """The local that an index looks into, and the index: of an array, or of a view."""
    if isinstance(node, Index) and (view := view_of(node)) is not None:
        return view, node
    return (root_of(node), node.index) if _is_computed(node) else (None, None)


class _Arrays:
    def __init__(self, names: frozenset[str], fresh: FreshNames) -> None:
        self._names = names
        self._fresh = fresh
        self._nodes = 0

    def unrolled(self, body: Statements) -> Statements:
        return map_tuple(body, self._unrolled)

    def chosen(self, body: Statements, addressed: frozenset[str]) -> Statements:
        """addressed: those whose addresses are taken still."""
        self._names -= addressed
        return map_tuple(body, self._chosen)

    # ------------------------------------------------------------ unrolling

    def _unrolled(self, node: Any) -> Any:
        checkpoint(node.span)
        if isinstance(node, For) and (rounds := self._rounds(node)) is not None:
            return tuple(each for value in rounds for each in self._round(node, value))
        if isinstance(node, Index) and _is_computed(node):
            node = map_children(node, self._unrolled)
            number = known(node.index, {})
            return node if number is None else replace(node, index=integer(number, INT32, node.span))
        return map_children(node, self._unrolled)

    def _round(self, node: For, value: int) -> Statements:
        """One round of a loop, its variables by names of their own, and what is in it unrolled."""
        counter: Any = node.init[0]
        own = {each.name: self._fresh(each.name) for each in walk_statements(node.body) if isinstance(each, Declare)}
        literal = integer(value, counter.type, node.span)

        def change(each: Any) -> Any:
            if isinstance(each, Variable) and each.name == counter.name:
                return literal
            if isinstance(each, Variable | Declare) and each.name in own:
                return replace(each, name=own[each.name])
            return each

        made = rewrite_all(node.body, change)
        self._nodes += sum(1 for _ in walk_all(made))
        self._names |= {own[each] for each in self._names & own.keys()}
        return map_tuple(made, self._unrolled)

    def _rounds(self, node: For) -> list[int] | None:
        """The numbers that the loop goes through, where it is to be unrolled."""
        if len(node.init) != 1 or not isinstance(node.init[0], Declare) or not isinstance(node.init[0].type, Scalar):
            return None
        name = node.init[0].name
        if not self._indexes(node.body, name) or _is_left(node.body) or _is_assigned(node.body, name):
            return None
        rounds = values_of(node, _MOST_ROUNDS)
        if rounds is None:
            return None
        size = sum(1 for _ in walk_all(node.body)) * len(rounds)
        return rounds if self._nodes + size <= _MOST_NODES else None

    def _indexes(self, body: Statements, name: str) -> bool:
        """Whether an index into one of the arrays depends on the variable, perhaps by way of others."""
        depends = {name}
        for node in walk_all(body):
            if isinstance(node, Declare) and node.init is not None and depends & _variables(node.init):
                depends.add(node.name)
            if isinstance(node, For) and any(depends & _variables(each) for each in _heads(node)):
                depends |= {each.name for each in node.init if isinstance(each, Declare)}
        indexed = [_indexed(node) for node in walk_all(body)]
        return any(
            root is not None and root.name in self._names and depends & _variables(index) for root, index in indexed
        )

    def _is_ours(self, node: Any) -> bool:
        root = root_of(node)
        return root is not None and root.name in self._names

    # ------------------------------------------------------------ choosing

    def _chosen(self, node: Any) -> Any:
        """A statement or a value without computed indices into the arrays."""
        if isinstance(node, Assign) and (place := self._computed(node.target)) is not None:
            return self._stored(node, place)
        if isinstance(node, Index | Member | Lane) and (place := self._computed(node)) is not None:
            return self._chosen(self._choice(node, place))
        return map_children(node, self._chosen)

    def _computed(self, place: Any) -> Any:
        """The outermost computed index of a place in one of the arrays, where there is a choice to make."""
        if not isinstance(place, Index | Member | Lane) or not self._is_ours(place):
            return None
        found = None
        while isinstance(place, Index | Member | Lane):
            if isinstance(place, Index) and _is_computed(place):
                found = place
            place = place.base
        if found is None or _extent(found) > _MOST_ELEMENTS or _reads_memory(found.index):
            return None
        return found

    def _choice(self, node: Any, place: Any) -> Any:
        extent = _extent(place)
        value = _with_index(node, place, extent - 1)
        for number in reversed(range(extent - 1)):
            value = Select(_is_number(place, number), _with_index(node, place, number), value, node.type, node.span)
        return value

    def _stored(self, node: Assign, place: Any) -> Any:
        """Each element asks whether it is meant; index and value are computed before."""
        span = node.span
        extent = _extent(place)
        index, value = self._chosen(place.index), self._chosen(node.value)
        index_name, value_name = self._fresh("index"), self._fresh("value")
        heads = (
            Declare(index_name, index.type, index, span),
            Declare(value_name, value.type, value, span),
        )
        named = replace(place, index=Variable(index_name, index.type, span))
        made = []
        for number in range(extent):
            target = _with_index(node.target, place, number)
            assign = self._chosen(Assign(target, Variable(value_name, value.type, span), span))
            made.append(If(_is_number(named, number), assign if isinstance(assign, tuple) else (assign,), (), span))
        return (*heads, *made)


def _extent(place: Index) -> int:
    assert isinstance(place.base.type, Array)
    return place.base.type.extent


def _with_index(node: Any, place: Any, number: int) -> Any:
    """The node with that number for the index of the place."""
    if node is place:
        return replace(place, index=integer(number, INT32, place.span))
    return map_children(node, lambda child: _with_index(child, place, number))


def _is_number(place: Any, number: int) -> Any:
    return Compare(CompareOp.EQUAL, place.index, integer(number, place.index.type, place.span), place.span)


def _reads_memory(node: Any) -> bool:
    effects = (Dereference, Atomic, WarpOperation, BlockVote)
    return any(isinstance(each, effects) or (isinstance(each, Index) and not _is_local(each)) for each in walk(node))


def _is_local(node: Index) -> bool:
    return isinstance(node.base.type, Array) and root_of(node) is not None


def _is_left(body: Statements) -> bool:
    """Whether a `break` or `continue` of the loop itself is in its body."""
    for node in body:
        if isinstance(node, Break | Continue):
            return True
        if not isinstance(node, _LOOPS) and _is_left(tuple(children(node))):
            return True
    return False


def _is_assigned(body: Statements, name: str) -> bool:
    nodes = [*walk_all(body)]
    assigned = _roots(node.target for node in nodes if isinstance(node, Assign))
    return name in assigned | _roots(node.place for node in nodes if isinstance(node, AddressOf | Decay))


def _variables(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)}


def _heads(node: For) -> Iterator[Any]:
    yield from node.init
    if node.condition is not None:
        yield node.condition
    yield from node.step
