"""Tiles that change, in terms of tiles that stay, so that what their lanes are is known wherever they are used.

A tile of pointers that is assigned in a straight line is another name from there on:

    p = splat(x);  p = where(m, p + i, p);  use(p)      =>      p = splat(x);  p.1 = where(m, p + i, p);  use(p.1)

A tile of pointers to one array is that array and a tile of offsets:

    p = x + offsets;  use(p + i)                        =>      p_offset = offsets;  use((x + p_offset) + i)

A mask from which scalars take all lanes at once keeps its lanes, and a scalar says whether they are left:

    m = lanes;  m = m & s;  m = false;  use(m)          =>      m = lanes;  going = true;  going &= s;  use(m & going)

Precondition: none; a name is declared once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Declare, Intrinsic, Literal, PointerOffset, Variable, boolean
from transkernel.ir.tile import Splat, TileKernel, TileProgram
from transkernel.ir.types import BOOL, Pointer, Tile
from transkernel.ir.visit import rewrite, rewrite_all, walk, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.masks import any_lane_of, assigned
from transkernel.tile.placement.core import SCALAR_FUNCTIONS
from transkernel.tile.placement.lanes import OneLane, with_snapshots

_LISTS = ("body", "then", "otherwise")
Names = dict[str, Any]


def settled(program: TileProgram, names: set[str]) -> TileProgram:
    """The program with such tiles, declared in terms of scalars that stay. names: that are taken."""
    kernel, fresh = program.kernel, FreshNames(names)
    kernel = replace(kernel, body=_in_lists(kernel.body, _Versions(kernel, fresh).of))
    kernel = replace(kernel, body=_Scalars(kernel, fresh).body())
    kernel = with_snapshots(kernel, fresh)
    return replace(program, kernel=replace(kernel, body=_Offsets(kernel, fresh).body()))


def _in_lists(body: tuple[Any, ...], change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> tuple[Any, ...]:
    """Each list of statements changed, inner ones first."""
    made = []
    for node in body:
        below = {name: _in_lists(getattr(node, name), change) for name in _LISTS if _is_list(node, name)}
        made.append(replace(node, **below) if below else node)
    return change(tuple(made))


def _is_list(node: Any, name: str) -> bool:
    return isinstance(getattr(node, name, None), tuple)


def _assigned_to(node: Any) -> str:
    target: Any = getattr(node, "target", None)
    return target.name if isinstance(node, Assign) and isinstance(target, Variable) else ""


def _named(names: Names) -> Callable[[Any], Any]:
    return lambda node: names.get(node.name, node) if isinstance(node, Variable) else node


def _is_pointers(node: Any) -> bool:
    return isinstance(node.type, Tile) and isinstance(node.type.element, Pointer)


# ---------------------------------------------------------------- in a straight line


class _Versions:
    def __init__(self, kernel: TileKernel, fresh: FreshNames) -> None:
        self._assigned = Counter(_assigned_to(node) for node in walk_statements(kernel.body))
        self._fresh = fresh

    def of(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        """A list, with a new name at each assignment of pointers that it declares."""
        own = Counter(_assigned_to(node) for node in body)
        straight = {
            node.name
            for node in body
            if isinstance(node, Declare) and _is_pointers(node) and 0 < own[node.name] == self._assigned[node.name]
        }
        if not straight:
            return body
        made: list[Any] = []
        names: Names = {}
        for node in body:
            name = _assigned_to(node)
            if name not in straight:
                made += rewrite_all((node,), _named(names)) if names else (node,)
                continue
            value, shape = rewrite(node.value, _named(names)), build.shape_of(node.target) or ()
            new = Variable(self._fresh(name), node.target.type, node.target.span)
            made.append(Declare(new.name, new.type, build.splat(value, shape, node.span), node.span))
            names[name] = new
        return tuple(made)


# ---------------------------------------------------------------- offsets


class _Offsets:
    """Of tiles of pointers whose lanes are not known from scalars alone."""

    def __init__(self, kernel: TileKernel, fresh: FreshNames) -> None:
        self._kernel = kernel
        self._lanes = OneLane(kernel)
        self._fresh = fresh
        self._changed = assigned(kernel.body)
        self._pointers: Names = {}

    def body(self) -> tuple[Any, ...]:
        body = rewrite_all(self._kernel.body, self._declared)
        return rewrite_all(body, _named(self._pointers)) if self._pointers else body

    def _declared(self, node: Any) -> Any:
        if not isinstance(node, Declare) or not _is_pointers(node) or node.init is None:
            return node
        if node.name in self._changed or self._is_of_lanes(Variable(node.name, node.type, node.span)):
            return node
        found = self._parts(rewrite(node.init, _named(self._pointers)), node.name.partition(".")[0])
        if found is None:
            return node
        self._pointers[node.name] = found[0]
        return found[1]

    def _is_of_lanes(self, node: Any) -> bool:
        """Whether the scalar unit can compute it of lanes' numbers."""
        for each in walk(node):
            if isinstance(each, Intrinsic) and each.id not in SCALAR_FUNCTIONS:
                return False
            if isinstance(each, Variable) and isinstance(each.type, Tile):
                init = self._lanes.init(each.name)
                if init is None or not self._is_of_lanes(init):
                    return False
        return True

    def _parts(self, pointer: Any, name: str) -> tuple[Any, tuple[Declare, ...]] | None:
        """The pointer in terms of names that stay, and their declarations."""
        if isinstance(pointer, Splat) or not isinstance(pointer.type, Tile):
            scalar = pointer.value if isinstance(pointer, Splat) else pointer
            found = self._name(scalar, name)
            return (replace(pointer, value=found[0]) if isinstance(pointer, Splat) else found[0]), found[1]
        if not isinstance(pointer, PointerOffset):
            return None
        base, offset = self._parts(pointer.pointer, name), self._name(pointer.offset, f"{name}_offset")
        return base and (replace(pointer, pointer=base[0], offset=offset[0]), (*base[1], *offset[1]))

    def _name(self, value: Any, name: str) -> tuple[Any, tuple[Declare, ...]]:
        if isinstance(value, Literal) or (isinstance(value, Variable) and value.name not in self._changed):
            return value, ()
        head = Declare(self._fresh(name), value.type, value, value.span)
        return Variable(head.name, head.type, value.span), (head,)


# ---------------------------------------------------------------- masks


class _Scalars:
    def __init__(self, kernel: TileKernel, fresh: FreshNames) -> None:
        self._kernel = kernel
        values: dict[str, list[Any]] = {}
        for node in walk_statements(kernel.body):
            if _assigned_to(node):
                values.setdefault(_assigned_to(node), []).append(node.value)
        self._going: dict[str, Variable] = {}
        for node in walk_statements(kernel.body):
            is_changed = isinstance(node, Declare) and _is_truth(node) and node.init is not None and node.name in values
            if is_changed and all(_taken(each, node.name) is not None for each in values[node.name]):
                self._going[node.name] = Variable(fresh("going"), BOOL, node.span)

    def body(self) -> tuple[Any, ...]:
        """Assignments first: their own masks are read no more then."""
        if not self._going:
            return self._kernel.body
        return rewrite_all(rewrite_all(self._kernel.body, self._statement), self._read)

    def _statement(self, node: Any) -> Any:
        name = _assigned_to(node)
        if isinstance(node, Declare) and node.name in self._going:
            return (node, Declare(self._going[node.name].name, BOOL, boolean(True, node.span), node.span))
        if name not in self._going:
            return node
        scalar, going = _taken(node.value, name), self._going[name]
        value = scalar if isinstance(scalar, Literal) else Binary(BinaryOp.AND, going, scalar, BOOL, node.span)
        return replace(node, target=going, value=value)

    def _read(self, node: Any) -> Any:
        if isinstance(node, Variable) and node.name in self._going:
            going = replace(self._going[node.name], span=node.span)
            return build.both(node, build.splat(going, build.shape_of(node) or (), node.span), node.span)
        mask: Any = any_lane_of(node)
        if isinstance(mask, Binary) and mask.op is BinaryOp.AND and getattr(mask.left, "name", None) in self._going:
            left: Any = mask.right
            return build.both(left.value, build.any_lane(mask.left, node.span), node.span)
        return node


def _is_truth(node: Any) -> bool:
    return isinstance(node.type, Tile) and build.element_of(node) == BOOL


def _taken(value: Any, name: str) -> Any:
    """The scalar that leaves a mask its lanes: False for none of them; None where it takes some."""
    value = value.value if isinstance(value, Splat) else value
    if isinstance(value, Literal):
        return None if value.value else value
    if isinstance(value, Binary) and value.op is BinaryOp.AND and isinstance(value.left, Variable):
        scalar: Any = value.right.value if isinstance(value.right, Splat) else value.right
        reads = {each.name for each in walk(scalar) if isinstance(each, Variable)}
        return scalar if value.left.name == name and not isinstance(scalar.type, Tile) and name not in reads else None
    return None
