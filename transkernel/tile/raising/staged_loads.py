"""What a block copies to a shared array before it reads there is read from where it comes.

    s[ty][tx] = where(inside, load(in + y * width + x), 0)         (y, x: of ty and tx)
    ... s[cy - 1][cx + 1] ...                        ... where(inside', load(in + y' * width + x'), 0) ...

What must hold, for an array `s` (shared_accesses.py has its accesses as `s[index]`):
- All stores to it come before all loads from it, in one list of statements that is in no loop, and no store is in a
  branch or in a loop that is not counted.
- A store's value is made of one load and little else, and depends on the lane and on the round only by the index, or by
  the index's coordinates: the index is `18 * ty + tx`, where tx stays below 18, so that both follow from it
  (staged_values.py). Where there are several stores, they say the same of the same coordinates.
- Nobody stores to what the loads read, neither under another name.
- Loads from the array lie side by side where lanes do: what is read across stays a tile.

Then an element is what the coordinates say, whoever wrote it and however often. Elements that nobody wrote may be
anything; the masks of the stores, which say the same of the new coordinates, keep these from being loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.memory_order import are_written
from transkernel.ir.nodes import Assign, Comment, Declare, If, PointerOffset, SharedVariable, Variable, While
from transkernel.ir.tile import Lanes, Load, Range, Requirement, Store, TileAtomic, TileKernel, TileProgram
from transkernel.ir.types import Tile
from transkernel.ir.visit import map_children, walk, walk_all, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.layout import Layout
from transkernel.tile.raising.affine import Indices
from transkernel.tile.raising.bounds import Bounds
from transkernel.tile.raising.conditions import Conditions
from transkernel.tile.raising.scratch import without_shared
from transkernel.tile.raising.shared_accesses import SharedArray, accesses_of
from transkernel.tile.raising.staged_values import Filled, NotOfThePlace, Staged
from transkernel.tile.raising.sums import Sums

__all__ = ["staged_loads"]

Statements = tuple[Any, ...]
Rewrite = Callable[[TileKernel, SharedArray], TileKernel]
_SIDE_BY_SIDE = 4  # elements from one lane's to the next one's, at most
_INDICES = ("thread_x", "thread_y", "thread_z")
_WIDE_DIGIT = 8  # lanes, of which one digit above them is the same


def staged_loads(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program without the shared arrays that only hold what memory holds."""
    return without_arrays(program, shared, lambda kernel, array: _Loads(kernel, array).kernel())


def without_arrays(program: TileProgram, shared: tuple[SharedVariable, ...], rewrite: Rewrite) -> TileProgram:
    """The program without the arrays that a rewrite can do without; it raises NotOfThePlace for others."""
    kernel = program.kernel
    layout = Layout({each.name: each for each in program.structs})
    several = sum(each.dynamic for each in shared) > 1
    for variable in shared:
        if not (variable.dynamic and several):
            kernel = _without_array(kernel, variable, layout, rewrite)
    return replace(program, kernel=kernel)


def _without_array(kernel: TileKernel, variable: SharedVariable, layout: Layout, rewrite: Rewrite) -> TileKernel:
    nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
    if not any(isinstance(node, Declare) and node.name == variable.name for node in nodes):
        return kernel
    accesses = accesses_of(variable, kernel, layout, FreshNames(each.name for each in nodes if hasattr(each, "name")))
    if accesses is None or len(accesses.arrays) != 1:
        return kernel
    try:
        made = rewrite(replace(kernel, body=accesses.body), accesses.arrays[0])
    except NotOfThePlace:
        return kernel
    return without_shared(made, variable.name)


class Staging:
    """How one array is filled and read. Raises NotOfThePlace where not in that order."""

    def __init__(self, kernel: TileKernel, array: SharedArray) -> None:
        self._kernel = kernel
        self._array = array
        self._before, self._fills, self._rest = self._phases(kernel.body, ())
        before = self._before
        indices = Indices(kernel, FreshNames(()))
        self._assigned = _assigned(kernel.body)
        self._inits = {
            node.name: node.init
            for node in walk_statements(kernel.body)
            if isinstance(node, Declare) and not _is_index(node)
        }
        self._early, self._meanwhile = _assigned(before), _assigned(self._fills)
        self._in_fills = {node.name for node in walk_statements(self._fills) if isinstance(node, Declare)}
        declared = (node for node in before if isinstance(node, Declare) and not isinstance(node.type, Tile))
        settled = Counter(_targets(kernel.body)) - Counter(_targets(before))
        self._fixed = {each.name for each in kernel.parameters} | {each.name for each in declared}
        self._fixed -= settled.keys()
        self._deep = Sums(self._opened_anywhere)
        self._bounds = Bounds(kernel, indices, self._deep, array.name)
        self._staged = Staged(
            Sums(self._opened),
            self._deep,
            self._bounds,
            Conditions(kernel, indices),
            frozenset(self._fixed),
            array.extent,
        )

    def _opened(self, node: Variable) -> Any:
        """What a variable was when the array was filled; None where it is that still, in all lanes, or is not known."""
        init = self._inits.get(node.name)
        if init is None or node.name in self._fixed | self._early | self._meanwhile:
            return None
        changed = self._meanwhile if node.name in self._in_fills else self._meanwhile | self._early
        return None if _names(init) & changed else init

    def _opened_anywhere(self, node: Variable) -> Any:
        """What a variable is wherever it is read."""
        init = self._inits.get(node.name)
        return None if init is None or (_names(init) | {node.name}) & self._assigned else init

    # ------------------------------------------------------------ where it is filled

    def _is_ours(self, pointer: Any) -> bool:
        inner = pointer.pointer if isinstance(pointer, PointerOffset) else None
        return isinstance(inner, Variable) and inner.name == self._array.name

    def _touches(self, node: Any) -> set[type]:
        """How a statement or what is in it uses the array."""
        accesses = (each for each in walk(node) if isinstance(each, Load | Store | TileAtomic))
        return {type(each) for each in accesses if self._is_ours(each.pointer)}

    def _phases(self, body: Statements, before: Statements) -> tuple[Statements, Statements, Statements]:
        """The statements before the first store; those up to the last one; those behind it."""
        touched = [position for position, node in enumerate(body) if self._touches(node)]
        if not touched:
            raise NotOfThePlace
        first = body[touched[0]]
        if len(touched) == 1 and isinstance(first, If):
            sides = [side for side in (first.then, first.otherwise) if any(self._touches(each) for each in side)]
            if len(sides) == 1:
                return self._phases(sides[0], (*before, *body[: touched[0]]))
        kinds = [self._touches(body[position]) for position in touched]
        fills = next((at for at, kind in enumerate(kinds) if kind != {Store}), None)
        if not fills or any(kind != {Load} for kind in kinds[fills:]):
            raise NotOfThePlace
        last = touched[fills - 1] + 1
        return (*before, *body[: touched[0]]), body[touched[0] : last], body[last:]

    def _fill(self) -> Filled:
        """What the stores say. Raises NotOfThePlace where somebody stores to what they load."""
        filled = self._staged.filled([each for each in _stores(self._fills) if self._is_ours(each.pointer)])
        if are_written(self._kernel, [each for each in walk(filled.value) if isinstance(each, Load)]):
            raise NotOfThePlace
        return filled

    def _made(self, body: Statements, requirements: tuple[Requirement, ...]) -> TileKernel:
        requirements = tuple(dict.fromkeys((*self._kernel.requirements, *requirements)))
        return replace(self._kernel, body=body, requirements=requirements)


class _Loads(Staging):
    """Its loads from where the array's elements come."""

    def kernel(self) -> TileKernel:
        self._filled = self._fill()
        if self._is_kept_by_its_lane():
            raise NotOfThePlace
        body = self._changed(self._kernel.body)
        made = self._made(body, self._bounds.requirements)
        return replace(made, staged=(*made.staged, self._array.name))

    def _is_kept_by_its_lane(self) -> bool:
        """Whether each lane reads what it wrote itself, which a tile holds for nothing."""
        loads = [each for each in walk_all(self._rest) if isinstance(each, Load) and self._is_ours(each.pointer)]
        return all(self._deep.of(each.pointer.offset) in self._filled.indices for each in loads)

    def _changed(self, body: Statements) -> Statements:
        made: list[Any] = []
        for node in body:
            if isinstance(node, Store) and self._is_ours(node.pointer):
                continue
            touched = self._touches(node)
            if not touched:
                made.append(node)
            elif isinstance(node, If | Range | While):
                made += self._with_bodies(node, touched)
            else:
                made.append(self._loaded(node))
        return tuple(made)

    def _with_bodies(self, node: Any, touched: set[type]) -> list[Any]:
        bodies = {
            name: self._changed(getattr(node, name)) for name in ("then", "otherwise", "body") if hasattr(node, name)
        }
        bare = map_children(replace(node, **dict.fromkeys(bodies, ())), self._loaded)
        left = [each for inner in bodies.values() for each in inner]
        if touched == {Store} and all(isinstance(each, Declare | Comment) for each in left):
            return [replace(each, trailing=False) for each in left if isinstance(each, Comment)]
        return [replace(bare, **bodies)]

    def _loaded(self, node: Any) -> Any:
        node = map_children(node, self._loaded)
        if not isinstance(node, Load) or not self._is_ours(node.pointer):
            return node
        self._check_side_by_side(node)
        value = self._staged.read(self._filled, node)
        shape = build.shape_of(node)
        value = value if shape is None else build.splat(value, shape, node.span)
        if node.other is None or node.mask is None or _has_other(value, node):
            return value
        return build.where(node.mask, value, node.other, node.span)

    def _check_side_by_side(self, node: Load) -> None:
        index = self._deep.of(node.pointer.offset)
        for key, number in index.terms.items():
            for atom in key:
                if not self._bounds.varies(atom) or not isinstance(self._deep.nodes[atom].type, Tile):
                    continue
                digit = self._bounds.digit(atom)
                if digit is None:
                    raise NotOfThePlace
                fast = digit.below.number < _WIDE_DIGIT and not digit.below.names
                if fast and (key != (atom,) or abs(number) > _SIDE_BY_SIDE):
                    raise NotOfThePlace


def _is_index(node: Declare) -> bool:
    """Whether a variable is the number of the thread in its block, or along an axis."""
    return isinstance(node.init, Lanes) or node.name.partition(".")[0] in _INDICES


def _names(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)}


def _targets(body: Statements) -> list[str]:
    """The variables that statements assign, as often as they do."""
    found = (node.target for node in walk_statements(body) if isinstance(node, Assign))
    return [each.name for each in found if isinstance(each, Variable)]


def _assigned(body: Statements) -> set[str]:
    return {*_targets(body)}


def _has_other(value: Any, node: Load) -> bool:
    return isinstance(value, Load) and value.other == node.other


def _stores(body: Statements) -> list[Store]:
    """The stores of statements. Raises NotOfThePlace for those in branches and in loops that are not counted."""
    found: list[Store] = []
    for node in body:
        if isinstance(node, Store):
            found.append(node)
        elif isinstance(node, Range):
            found += _stores(node.body)
        elif isinstance(node, If | While) and any(isinstance(each, Store) for each in walk(node)):
            raise NotOfThePlace
    return found
