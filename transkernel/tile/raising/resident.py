"""A shared array becomes a tile that the block holds.

    s[lane] = value;                     s = where(mask, value, s)
    ... s[lane + d] ...                  ... gather(s, where(mask, lane + d, 0)) ...

What must hold, for an array `s`:
- It is used in loads and stores alone, each of which names an index (shared_accesses.py).
- Who stores to which element is known: the index is the same for all lanes, or it is a sum of the digits of the lane's
  number that can be turned around (affine.py, homes.py), so that no two lanes store to one element.
- It is not larger than what registers hold.

Barriers around such accesses are not needed, since a tile changes for all lanes at once: what was an order of memory is
the order of statements. Elements that nobody has stored to are zeros.

An array whose elements are stored to by the lanes of their own number alone has the shape of the lanes, as no element
behind them is ever written; an array of one element is a scalar; any other has its own extent, rounded up to a power
of two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    AtomicOp,
    BinaryOp,
    CompareOp,
    Declare,
    Evaluate,
    Literal,
    PointerOffset,
    SharedVariable,
    Variable,
    integer,
)
from transkernel.ir.tile import (
    Constant,
    ConstantParameter,
    ConstantRule,
    Lanes,
    Load,
    ReduceOp,
    Requirement,
    Splat,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
)
from transkernel.ir.types import BOOL, INT32, Scalar, Tile
from transkernel.ir.visit import map_children, map_tuple, walk_all
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.block import LANES
from transkernel.tile.layout import Layout
from transkernel.tile.raising.affine import WHOLE, Indices
from transkernel.tile.raising.conditions import Conditions
from transkernel.tile.raising.homes import Home, home_of, writers
from transkernel.tile.raising.resident_atomics import counted, counts, is_known, joined, total
from transkernel.tile.raising.scratch import without_shared
from transkernel.tile.raising.shared_accesses import Accesses, SharedArray, accesses_of

_MOST_BYTES = 1 << 16


def resident_arrays(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program with each shared array in a tile that can be."""
    kernel = program.kernel
    layout = Layout({each.name: each for each in program.structs})
    several = sum(each.dynamic for each in shared) > 1  # which all begin at one place
    for variable in shared:
        if not (variable.dynamic and several):
            kernel = _with_tile(kernel, variable, layout)
    return replace(program, kernel=kernel)


def _with_tile(kernel: TileKernel, variable: SharedVariable, layout: Layout) -> TileKernel:
    nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
    if not any(isinstance(node, Declare) and node.name == variable.name for node in nodes):
        return kernel
    fresh = FreshNames(each.name for each in nodes if hasattr(each, "name"))
    accesses = accesses_of(variable, kernel, layout, fresh)
    if accesses is None or any(not _has_room(each) for each in accesses.arrays):
        return kernel
    made = _Residence(replace(kernel, body=accesses.body), accesses, fresh).kernel()
    return kernel if made is None else made


def _has_room(array: SharedArray) -> bool:
    return array.extent is None or _power_of_two(array.extent) * array.element.bits // 8 <= _MOST_BYTES


def _power_of_two(number: int) -> int:
    return 1 << max(number - 1, 0).bit_length()


@record
class _Writer:
    """Who stores: all lanes to one element (home is None), or each to its own. own: to that of its own number.
    counts: each lane adds 1 to any element. everyone: all threads of the block do."""

    home: Home | None
    own: bool = False
    counts: bool = False
    everyone: bool = False


@record
class _Resident:
    """A tile, or a scalar where slots is None. slots: the numbers of its elements."""

    variable: Variable
    slots: Any

    @property
    def element(self) -> Scalar:
        return build.element_of(self.variable)  # type: ignore[no-any-return]


class _Residence:
    """The rewrite of one shared variable: of its arrays, which are several for structs."""

    def __init__(self, kernel: TileKernel, accesses: Accesses, fresh: FreshNames) -> None:
        self._kernel = kernel
        self._accesses = accesses
        self._fresh = fresh
        self._indices = Indices(kernel, fresh)
        self._masks = Conditions(kernel, self._indices)
        self._names = frozenset(each.name for each in accesses.arrays)
        declared = (node for node in kernel.body if isinstance(node, Declare))
        lane = next(node for node in declared if isinstance(node.init, Lanes))
        self._lane = Variable(lane.name, lane.type, lane.span)
        self._extents = {each.name: each.extent for each in accesses.arrays}
        self._writers: dict[int, _Writer] = {}
        self._requirements: dict[Requirement, None] = {}
        self._constants: list[ConstantParameter] = []
        self._residents: dict[str, _Resident] = {}

    def kernel(self) -> TileKernel | None:
        """The kernel without the variable; None where somebody stores to elements that cannot be told."""
        nodes = walk_all(self._kernel.body)
        accesses = [node for node in nodes if isinstance(node, Load | Store | TileAtomic) and self._array(node)]
        if any(len(build.shape_of(node.pointer) or ()) > 2 for node in accesses):
            return None
        stores = [node for node in accesses if not isinstance(node, Load)]
        for node in stores:
            writer = self._writer(node) or self._counter(node)
            if writer is None or not (isinstance(node, Store) or is_known(node)):
                return None
            self._writers[id(node)] = writer
        heads = [each for array in self._accesses.arrays for each in self._declared(array, stores)]
        body = map_tuple(self._kernel.body, lambda node: self._statement(node, heads))
        made = replace(
            self._kernel,
            body=body,
            constants=(*self._kernel.constants, *self._constants),
            requirements=tuple(dict.fromkeys((*self._kernel.requirements, *self._requirements))),
        )
        return without_shared(made, self._accesses.name, keep=self._names)

    def _array(self, node: Load | Store | TileAtomic) -> str | None:
        """The array that an access is to."""
        pointer = node.pointer
        if isinstance(pointer, PointerOffset) and isinstance(pointer.pointer, Variable):
            return pointer.pointer.name if pointer.pointer.name in self._names else None
        return None

    # ------------------------------------------------------------ who stores where

    def _writer(self, node: Store | TileAtomic) -> _Writer | None:
        if not isinstance(node.pointer.type, Tile):
            return _Writer(None)
        if len(node.pointer.type.shape) != 1:
            return None
        if self._extents[self._array(node) or ""] == 1:
            return _Writer(None)
        index, assumed = self._indices.of(node.pointer.offset), {**self._indices.assumed}
        if index is None:
            return None
        if not index.terms:
            return _Writer(None)
        conditions = self._masks.conditions(node.mask)
        known = {digit: value for each in conditions for digit, value in self._masks.known(each)}
        everyone = all(self._masks.is_everyone(each) for each in conditions)
        home = home_of(index, known, everyone, self._kernel, self._array(node) or "")
        if home is None:
            return None
        self._requirements |= dict.fromkeys((*home.requirements, *self._assumed(assumed, self._array(node) or "")))
        return _Writer(home, index.is_lane, everyone=everyone)

    def _counter(self, node: Store | TileAtomic) -> _Writer | None:
        is_tile = isinstance(node.pointer.type, Tile) and node.mask is not None
        return _Writer(None, counts=True) if isinstance(node, TileAtomic) and is_tile and counts(node) else None

    def _assumed(self, assumed: dict[str, int], array: str) -> list[Requirement]:
        rules = {each.name: each.rule for each in self._kernel.constants}
        reason = f"`{array}` is filled by threads that count so many to a line"
        return [Requirement(rules[name], number, False, reason) for name, number in assumed.items()]

    # ------------------------------------------------------------ the tile

    def _declared(self, array: SharedArray, stores: list[Store | TileAtomic]) -> list[Any]:
        """The statements that make the tile of an array, all zeros."""
        span, element = array.span, array.element
        zero = Literal(0.0 if element.is_float else 0, element, span)
        shape = self._shape(array, [node for node in stores if self._array(node) == array.name])
        if shape is None:
            self._residents[array.name] = _Resident(Variable(array.name, element, span), None)
            return [Declare(array.name, element, zero, span)]
        type_ = Tile(element, shape)
        zeros: Any = Splat(zero, type_, span)
        heads = [Declare(array.name, type_, zeros, span)]
        slots = self._lane
        if shape != (LANES,):
            numbers = Tile(INT32, shape)
            slots = Variable(self._fresh(f"{array.name}_slots"), numbers, span)
            lanes: Any = Lanes(numbers, span)
            heads.insert(0, Declare(slots.name, numbers, lanes, span))
        self._residents[array.name] = _Resident(Variable(array.name, type_, span), slots)
        return heads

    def _shape(self, array: SharedArray, stores: list[Store | TileAtomic]) -> tuple[int | str, ...] | None:
        """None for an array of one element."""
        if array.extent == 1:
            return None
        writers_ = [self._writers[id(node)] for node in stores]
        if all(each.own or _is_first(node) for each, node in zip(writers_, stores, strict=True)):
            return (LANES,)
        if array.extent is not None:
            return (_power_of_two(array.extent),)
        # A type is printed with the constant's name as it is: no dot, which a second "SLOTS" would be made fresh by.
        name = f"SLOTS_{len(self._constants) + 1}" if self._constants else "SLOTS"
        constant = ConstantParameter(self._fresh(name), ConstantRule.SLOTS, array.stride)
        self._constants.append(constant)
        return (constant.name,)

    # ------------------------------------------------------------ statements

    def _statement(self, node: Any, heads: list[Any]) -> Any:
        if isinstance(node, Declare):
            if node.name == self._accesses.name:
                return tuple(heads)
            copies = self._indices.snapshots.get(node.name, {})
            changed = map_children(node, self._expression)
            return (*(_copied(name, copy) for name, copy in copies.items()), changed) if copies else changed
        if isinstance(node, Evaluate) and isinstance(node.value, TileAtomic) and self._array(node.value):
            return self._stored(node.value)
        if isinstance(node, Store) and self._array(node):
            return self._stored(node)
        if hasattr(node, "body") or hasattr(node, "then"):
            return self._with_bodies(node, heads)
        return map_children(node, self._expression)

    def _with_bodies(self, node: Any, heads: list[Any]) -> Any:
        changes = {}
        for name in ("body", "then", "otherwise"):
            if hasattr(node, name):
                changes[name] = map_tuple(getattr(node, name), lambda each: self._statement(each, heads))
        bare = replace(node, **dict.fromkeys(changes, ()))
        return replace(map_children(bare, self._expression), **changes)

    def _stored(self, node: Store | TileAtomic) -> Any:
        """The tile with the values in their elements."""
        name, writer = self._array(node), self._writers[id(node)]
        assert name is not None
        resident, span = self._residents[name], node.span
        index = self._expression(node.pointer.offset)
        value = self._expression(node.value if isinstance(node, Store) else node.operands[0])
        mask = None if node.mask is None else self._expression(node.mask)
        op = None if isinstance(node, Store) else node.op
        if writer.counts:
            return Assign(resident.variable, counted(resident.variable, index, mask, span), span)
        if writer.home is None and isinstance(node, TileAtomic):
            return self._added(resident, index, total(node, value, mask, span), node.op, span)
        if writer.home is None:
            return self._stored_once(resident, index, value, mask, span)
        if writer.own and build.shape_of(resident.variable) == (LANES,):
            value = joined(op, resident.variable, value, span)
            new = value if mask is None else build.where(mask, value, resident.variable, span)
            return Assign(resident.variable, build.splat(new, (LANES,), span), span)
        return self._stored_apart(resident, writer, value, mask, op, span)

    def _added(self, resident: _Resident, index: Any, whole: Any, op: AtomicOp, span: Span) -> Any:
        """One element after an atomic of all lanes."""
        new = joined(op, resident.variable, whole, span)
        if resident.slots is not None:
            here = build.compare(CompareOp.EQUAL, resident.slots, self._one_index(index, span), span)
            new = build.where(here, new, resident.variable, span)
        return Assign(resident.variable, new, span)

    def _one_index(self, index: Any, span: Span) -> Any:
        """An index that is the same for all lanes, as a scalar."""
        index = index.value if isinstance(index, Splat) else index
        if isinstance(index.type, Tile):
            index = self._indices.of(index).rest or integer(0, INT32, span)  # type: ignore[union-attr]
        return index

    def _stored_once(self, resident: _Resident, index: Any, value: Any, mask: Any, span: Span) -> Any:
        """One element changes, for all lanes alike."""
        made: list[Any] = []
        happens = None
        if mask is not None and isinstance(mask.type, Tile):
            happens = self._happens(mask, made, span)
            value = value.value if isinstance(value, Splat) else self._picked(value, mask, made, span)
        elif mask is not None:
            happens = mask
        elif isinstance(value, Splat):
            value = value.value
        elif isinstance(value.type, Tile):
            value = self._picked(value, None, made, span)
        if resident.slots is None:
            new = value if happens is None else build.where(happens, value, resident.variable, span)
            return (*made, Assign(resident.variable, new, span))
        here = build.compare(CompareOp.EQUAL, resident.slots, self._one_index(index, span), span)
        shape = build.shape_of(resident.variable) or ()
        if happens is not None:
            here = build.both(here, build.splat(happens, shape, span), span)
        made.append(Assign(resident.variable, build.where(here, value, resident.variable, span), span))
        return tuple(made)

    def _happens(self, mask: Any, made: list[Any], span: Span) -> Any:
        """Whether any lane is there; None where one always is: the first one of all threads."""
        conditions = self._masks.conditions(mask)
        first = [digit for each in conditions for digit, value in self._masks.known(each) if value.value == 0]
        others = [each for each in conditions if not self._masks.known(each) and not self._masks.is_everyone(each)]
        if not others and len(first) == sum(bool(self._masks.known(each)) for each in conditions):
            return None
        happens = Variable(self._fresh("written"), BOOL, span)
        made.append(Declare(happens.name, BOOL, build.any_lane(mask, span), span))
        return happens

    def _picked(self, value: Any, mask: Any, made: list[Any], span: Span) -> Any:
        """The value of one of the lanes that are there, as a scalar."""
        known = [digit for each in self._masks.conditions(mask) for digit, _ in self._masks.known(each)]
        alone = WHOLE in known
        if not alone:
            numbers = self._lane if mask is None else build.where(mask, self._lane, integer(-1, INT32, span), span)
            last = Variable(self._fresh("writer"), INT32, span)
            made.append(Declare(last.name, INT32, build.reduce(ReduceOp.MAX, numbers, 0, span), span))
            mask = build.compare(CompareOp.EQUAL, self._lane, last, span)
        return _only(value, mask, span)

    def _stored_apart(
        self, resident: _Resident, writer: _Writer, value: Any, mask: Any, op: AtomicOp | None, span: Span
    ) -> Any:
        """Each element from the lane that stores to it."""
        made: list[Any] = []

        def keep(name: str, node: Any) -> Variable:
            variable = Variable(self._fresh(name), node.type, span)
            made.append(Declare(variable.name, node.type, node, span))
            return variable

        shape = build.shape_of(resident.variable)
        assert shape is not None
        assert writer.home is not None
        zero = integer(0, INT32, span)
        lanes = self._masks.threads(span) if writer.everyone else Constant(LANES, span)
        lane, valid = writers(writer.home, resident.slots, lanes, keep, span)
        inside = keep("owned", build.splat(valid, shape, span))
        lane = keep("owner", build.where(inside, build.splat(lane, shape, span), zero, span))
        here: Any = inside
        if mask is not None and not writer.everyone:
            here = build.both(inside, build.gather(build.splat(mask, (LANES,), span), lane, 0, span), span)
        stored = value.value if isinstance(value, Splat) else value
        if isinstance(stored.type, Tile):
            stored = build.gather(stored, lane, 0, span)
        stored = joined(op, resident.variable, stored, span)
        made.append(Assign(resident.variable, build.where(here, stored, resident.variable, span), span))
        return tuple(made)

    # ------------------------------------------------------------ loads

    def _expression(self, node: Any) -> Any:
        if isinstance(node, Load) and (name := self._array(node)):
            return self._loaded(node, self._residents[name])
        return map_children(node, self._expression)

    def _loaded(self, node: Load, resident: _Resident) -> Any:
        span, tile = node.span, resident.variable
        shape = build.shape_of(node.pointer)
        value: Any = tile
        if resident.slots is None:
            value = tile if shape is None else build.splat(tile, shape, span)
        elif shape is None:
            here = build.compare(CompareOp.EQUAL, resident.slots, self._expression(node.pointer.offset), span)
            value = _only(tile, here, span)
        else:
            index = self._indices.of(node.pointer.offset) if shape == (LANES,) else None
            if index is None or not index.is_lane or self._indices.assumed or build.shape_of(tile) != (LANES,):
                value = self._gathered(node, tile, span)
        if node.other is None or node.mask is None:
            return value
        return build.where(self._expression(node.mask), value, self._expression(node.other), span)

    def _gathered(self, node: Load, tile: Any, span: Span) -> Any:
        index = self._expression(node.pointer.offset)
        if node.mask is not None:
            zero = integer(0, INT32, span)
            index = build.where(self._expression(node.mask), index, zero, span)
        if build.shape_of(tile) == (LANES,):
            index = self._inside(index, span)
        shape = build.shape_of(node.pointer) or (LANES,)
        if len(shape) == 2:  # a gather keeps the other axes: so each column of the index has the whole tile
            (extent,) = build.shape_of(tile) or ()
            column = build.reshape(tile, (extent, 1), span)
            tile = build.broadcast(column, (extent, shape[1]), span)
        return build.gather(tile, build.splat(index, shape, span), 0, span)

    def _inside(self, index: Any, span: Span) -> Any:
        """An index below LANES, whatever it was: what lies behind has no values, and somebody may look at it."""
        last = build.binary(BinaryOp.SUBTRACT, Constant(LANES, span), integer(1, INT32, span), span)
        return build.binary(BinaryOp.AND, index, last, span)


def _copied(name: str, copy: Variable) -> Declare:
    return Declare(copy.name, copy.type, Variable(name, copy.type, copy.span), copy.span)


def _is_first(node: Store | TileAtomic) -> bool:
    """Whether it is to `s[0]`."""
    index = node.pointer.offset
    index = index.value if isinstance(index, Splat) else index
    return isinstance(index, Literal) and index.value == 0


def _only(tile: Any, here: Any, span: Span) -> Any:
    """The one element that a mask names, as a scalar: a sum with nothings, of which -0.0 is one for floats."""
    element = build.element_of(tile)
    nothing = Literal(-0.0 if element.is_float else 0, element, span)
    small = not element.is_float and element.bits < 32
    chosen = build.where(here, tile, nothing, span)
    if small:
        return build.convert(build.reduce(ReduceOp.ADD, build.convert(chosen, INT32, span), 0, span), element, span)
    return build.reduce(ReduceOp.ADD, chosen, 0, span)


__all__ = ["resident_arrays"]
