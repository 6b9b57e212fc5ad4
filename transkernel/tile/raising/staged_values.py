"""What a store to a shared array says of an element, in terms of the element's place.

The index of a store is a sum (sums.py), cut into coordinates by strides: 18 ty + tx is ty, by 18, and tx, by 1, where
tx lies from 0 up to 17. What the store's value and its mask say of the lane and the round, they have to say by way of
these: then the same is said of the coordinates of a load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Compare, CompareOp, Intrinsic, Literal, Variable, boolean
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Lanes, Load, Splat, Store, TileAtomic, Where
from transkernel.ir.types import INT32, Scalar, Tile
from transkernel.ir.visit import children, map_children, walk
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.bounds import Bounds
from transkernel.tile.raising.conditions import Conditions
from transkernel.tile.raising.sums import ZERO, Sum, Sums, number_of

_MOST_OPERATIONS = 6  # on what was loaded, each time that it is read
_DIVISIONS = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)
_FLIPPED = {CompareOp.GREATER: CompareOp.LESS, CompareOp.GREATER_EQUAL: CompareOp.LESS_EQUAL}


class NotOfThePlace(Exception):
    """A store says something of an element that does not follow from its place."""


@record
class Limit:
    """Of one coordinate where it is stored to: sums that it stays below, and the least that it is."""

    tops: tuple[Sum, ...]
    low: Sum


@record
class Fill:
    """One store. conditions: what its mask asks for, but for limits of a coordinate."""

    strides: tuple[int, ...]
    coordinates: tuple[Sum, ...]
    value: Any
    conditions: tuple[Any, ...]
    limits: tuple[Limit, ...]


@record
class Filled:
    """An array's stores. value: of each. indices: theirs."""

    fills: tuple[Fill, ...]
    value: Any
    indices: tuple[Sum, ...]


class Staged:
    """Of one array of `extent` elements. sums: of what stores name, as it was then; deep: with all variables opened.
    fixed: variables that keep their value, the same for all lanes."""

    def __init__(
        self, sums: Sums, deep: Sums, bounds: Bounds, conditions: Conditions, fixed: frozenset[str], extent: int | None
    ) -> None:
        self.sums = sums
        self._deep = deep
        self._flat = Sums(lambda node: None)
        self._bounds = bounds
        self.conditions = conditions
        self._fixed = fixed
        self._extent = extent

    # ------------------------------------------------------------ stores

    def filled(self, stores: list[Store]) -> Filled:
        """What the stores say together. Raises NotOfThePlace."""
        fills = tuple(map(self._fill, stores))
        if not fills or len({each.strides for each in fills}) > 1:
            raise NotOfThePlace
        values = [self._said(each) for each in fills]
        if len({expression_text(each) for each in values}) > 1:
            raise NotOfThePlace
        loads = {expression_text(each) for each in walk(values[0]) if isinstance(each, Load)}
        if len(loads) != 1 or _is_costly(values[0]):
            raise NotOfThePlace
        indices = tuple(self._deep.of(store.pointer.offset) for store in stores)
        return Filled(fills, fills[0].value, indices)

    def _said(self, fill: Fill) -> Any:
        """The value with names for the coordinates."""
        places = [Variable(f"coordinate {number}", INT32, fill.value.span) for number in range(len(fill.coordinates))]
        return Said(self, fill, places).of(fill.value)

    def _fill(self, store: Store) -> Fill:
        if store.volatile or not isinstance(store.pointer.type, Tile) or len(store.pointer.type.shape) != 1:
            raise NotOfThePlace
        total = self.sums.of(store.pointer.offset)
        for strides in self._strides(total):
            try:
                return self._filled_by(store, total, strides)
            except NotOfThePlace:
                continue
        raise NotOfThePlace

    def _strides(self, total: Sum) -> Iterator[tuple[int, ...]]:
        yield (1,)
        numbers = {abs(number) for key, number in total.terms.items() if any(map(self.varies, key))} - {1}
        if numbers:
            yield (*sorted(numbers, reverse=True), 1)
        if len(numbers) > 1:
            yield from ((each, 1) for each in sorted(numbers))

    def _filled_by(self, store: Store, total: Sum, strides: tuple[int, ...]) -> Fill:
        coordinates = self.cut(total, strides, self.sums)
        conditions = [each for each in self.conditions.conditions(store.mask) if not self.is_nothing(each)]
        limits: list[Limit] = []
        used: set[int] = set()
        for number, coordinate in enumerate(coordinates):
            low, high = self._bounds.of(self._deepened(coordinate, self.sums))
            found = [(each, limit) for each in conditions if (limit := self.limit(each, coordinate)) is not None]
            used |= {id(each) for each, _ in found}
            tops = [limit for _, limit in found]
            if high is not None and not (tops and any(map(self._is_round, coordinate.atoms))):
                tops.append(high.plus(number_of(1)))
            if low is None or not tops:
                raise NotOfThePlace
            if number and not self._stays_below(low, tops, strides[number - 1] // strides[number]):
                raise NotOfThePlace
            limits.append(Limit(tuple(tops), low))
        others = tuple(each for each in conditions if id(each) not in used)
        fill = Fill(strides, coordinates, store.value, others, tuple(limits))
        self._said(fill)
        places = [Variable(f"coordinate {number}", INT32, store.span) for number in range(len(coordinates))]
        for each in others:
            Said(self, fill, places).of(each)
        return fill

    def _stays_below(self, low: Sum, tops: list[Sum], size: int) -> bool:
        if not self._bounds.is_natural(low):
            return False
        gaps = [number_of(size).plus(top, -1) for top in tops]
        return any(self._bounds.is_natural(gap, may_require=False) for gap in gaps) or any(
            self._bounds.is_natural(gap) for gap in gaps
        )

    def is_nothing(self, condition: Any) -> bool:
        """Whether a condition leaves lanes out, but no element: `lane < BLOCK_X`."""
        return self.conditions.is_everyone(condition)

    def limit(self, condition: Any, coordinate: Sum) -> Sum | None:
        """What a coordinate stays below where a condition holds; None where it says something else."""
        if not isinstance(condition, Compare) or not _is_integral(condition.left):
            return None
        op, left, right = condition.op, condition.left, condition.right
        if op in _FLIPPED:
            op, left, right = _FLIPPED[op], right, left
        if op not in (CompareOp.LESS, CompareOp.LESS_EQUAL):
            return None
        rest = self.sums.of(right).plus(self.sums.of(left), -1).plus(coordinate)
        if any(map(self.varies, rest.atoms)):
            return None
        if self.sums.of(left) != coordinate and not all(map(self._bounds.is_constant, rest.atoms)):
            return None  # `limit - offset` might not be a number of 32 bits
        limit = self._deepened(rest, self.sums)
        return limit if op is CompareOp.LESS else limit.plus(number_of(1))

    def _is_round(self, atom: str) -> bool:
        """Whether an atom changes from round to round."""
        return self._bounds.varies(self.seen(atom)) and not isinstance(self.sums.nodes[atom].type, Tile)

    # ------------------------------------------------------------ coordinates

    def cut(self, total: Sum, strides: tuple[int, ...], sums: Sums) -> tuple[Sum, ...]:
        """The sum's coordinates. The number in it goes where no coordinate is negative."""
        number, left = total.terms.get((), 0), Sum({key: each for key, each in total.terms.items() if key})
        made: list[Sum] = []
        for stride in strides:
            whole, left = left.over((), stride)
            made.append(whole)
        for position in range(len(strides) - 1, 0, -1):
            size = strides[position - 1] // strides[position]
            here = self._carried(made[position], number // strides[position], size, sums)
            made[position] = made[position].plus(number_of(here))
            number -= here * strides[position]
        if number % strides[0]:
            raise NotOfThePlace
        made[0] = made[0].plus(number_of(number // strides[0]))
        return tuple(made)

    def _carried(self, total: Sum, number: int, size: int, sums: Sums) -> int:
        """What of a number stays with a coordinate, so that it is not negative, but as small as can be."""
        low, _ = self._bounds.of(self._deepened(total, sums))
        least = 0 if low is None or low.number is None else low.number
        return number - (number + least) // size * size

    def _deepened(self, total: Sum, sums: Sums) -> Sum:
        made = ZERO
        for key, number in total.terms.items():
            each = number_of(number)
            for atom in key:
                each = each.times(self._deep.of(sums.nodes[atom]))
            made = made.plus(each)
        return made

    def seen(self, atom: str) -> str:
        """The atom, which bounds know too."""
        self._deep.nodes.setdefault(atom, self.sums.nodes.get(atom) or self._flat.nodes.get(atom))
        return atom

    def varies(self, atom: str) -> bool:
        """Whether an atom is not the same in all lanes and from the store on."""
        return not self.is_fixed(self.sums.nodes[atom])

    def is_fixed(self, node: Any) -> bool:
        return not isinstance(node.type, Tile) and all(
            each.name in self._fixed if isinstance(each, Variable) else not isinstance(each, Lanes | Load | TileAtomic)
            for each in walk(node)
        )

    # ------------------------------------------------------------ loads

    def read(self, filled: Filled, node: Load) -> Any:
        """The element that a load names, from where it comes. Raises NotOfThePlace."""
        if node.volatile:
            raise NotOfThePlace
        fill, span = filled.fills[0], node.span
        places, sums = self._places(fill, node)
        guards = [self._guard(each, places, sums, span) for each in filled.fills]
        guard = None if any(not each for each in guards) else guards
        value = _masked(Said(self, fill, places).of(fill.value), node, guard)
        if _divides(value):
            raise NotOfThePlace
        return value

    def at(self, fill: Fill, places: list[Any], span: Span) -> Any:
        """The value of a store for elements of known coordinates that are all stored to."""
        shape = build.shape_of(*places)
        conditions = [Said(self, fill, places).of(each) for each in fill.conditions]
        for place, coordinate, limit in zip(places, fill.coordinates, fill.limits, strict=True):
            _, high = self._bounds.of(self._deepened(coordinate, self.sums))
            tops = [top for top in limit.tops if high is None or top != high.plus(number_of(1))]
            conditions += [build.compare(CompareOp.LESS, place, self._deep.node(top, span), span) for top in tops]
        everyone = build.splat(boolean(True, span), shape or (), span)
        node = Load(places[0], all_of(conditions, span) or everyone, None, places[0].type, span)
        return _masked(Said(self, fill, places).of(fill.value), node, None)

    def _places(self, fill: Fill, node: Load) -> tuple[list[Any], list[Sum]]:
        """The coordinates of a load, and what they are with all variables opened."""
        for sums in (self._flat, self._deep):
            try:
                made = self.cut(sums.of(node.pointer.offset), fill.strides, sums)
            except NotOfThePlace:
                continue
            deep = [self._deepened(each, sums) for each in made]
            sizes = [before // here for before, here in zip(fill.strides, fill.strides[1:], strict=False)]
            if all(self._bounds.within(each, number_of(size)) for each, size in zip(deep[1:], sizes, strict=True)):
                for mine, theirs in zip(deep, fill.coordinates, strict=True):
                    if not any(map(self.varies, theirs.atoms)) and mine != self._deepened(theirs, self.sums):
                        raise NotOfThePlace
                return [sums.node(each, node.span) for each in made], deep
        raise NotOfThePlace

    def _guard(self, fill: Fill, places: list[Any], sums: list[Sum], span: Span) -> list[Any]:
        """What must hold for the coordinates that a load names to have been stored to."""
        made = [Said(self, fill, places).of(each) for each in fill.conditions]
        for number, (place, total, limit) in enumerate(zip(places, sums, fill.limits, strict=True)):
            least, most = self._bounds.of(total)
            low = limit.low
            for top in limit.tops:
                inside = most is not None and self._is_at_most(most.plus(number_of(1)), top)
                if not inside and not self._is_end(number, fill, top):
                    made.append(build.compare(CompareOp.LESS, place, self._deep.node(top, span), span))
            if low.number is not None and low.number <= 0:
                continue
            if least is None or not self._is_at_most(low, least):
                made.append(build.compare(CompareOp.GREATER_EQUAL, place, self._deep.node(low, span), span))
        return made

    def _is_at_most(self, one: Sum, other: Sum) -> bool:
        return self._bounds.is_natural(other.plus(one, -1), may_require=False)

    def _is_end(self, number: int, fill: Fill, top: Sum) -> bool:
        """Whether a limit is that of the array, beyond which nobody may read."""
        if number:
            size: int | None = fill.strides[number - 1] // fill.strides[number]
        else:
            size = None if self._extent is None else -(-self._extent // fill.strides[0])
        return size is not None and top.number is not None and top.number >= size

    def divided(self, left: Any, right: Any, op: BinaryOp) -> Any:
        """A quotient or a remainder of numbers that are not negative, where no division is needed; else None."""
        right = _unguarded(right)
        for sums in (self._flat, self._deep):
            found = self._divided(sums.of(left), sums.of(right), sums)
            if found is not None:
                return sums.node(found[op is BinaryOp.REMAINDER], left.span)
        factors = [*self._flat.of(right).terms]
        if (
            op is BinaryOp.REMAINDER
            or len(factors) != 1
            or len(factors[0]) < 2
            or self._flat.of(right).terms[factors[0]] != 1
        ):
            return None
        for order in permutations(self._flat.nodes[atom] for atom in factors[0]):
            whole = left
            for by in order:
                whole = None if whole is None else self.divided(whole, by, op)
            if whole is not None:
                return whole
        return None

    def _divided(self, total: Sum, by: Sum, sums: Sums) -> tuple[Sum, Sum] | None:
        """Quotient and remainder; None where the remainder may lie outside."""
        if not by.terms:
            return None
        lead = max(by.terms, key=lambda key: (len(key), key))
        last = total.terms.get((), 0)
        whole, rest = total.plus(number_of(-last)).over(lead, by.terms[lead])
        rest = total.plus(whole.times(by), -1)
        if lead == ():
            here = self._carried(rest.plus(number_of(-last)), last, by.terms[lead], sums)
            whole = whole.plus(number_of((last - here) // by.terms[lead]))
            rest = total.plus(whole.times(by), -1)
        low, high = self._bounds.of(self._deepened(whole, sums))
        if by.terms[lead] <= 0 or low is None or high is None or not self._bounds.is_natural(low):
            return None
        return (whole, rest) if self._bounds.within(self._deepened(rest, sums), self._deepened(by, sums)) else None


class Said:
    """Values that a store names, with other nodes for its coordinates."""

    def __init__(self, staged: Staged, fill: Fill, places: list[Any]) -> None:
        self._staged = staged
        self._sums = staged.sums
        self._fill = fill
        self._places = places
        self._known = [*zip(fill.coordinates, places, strict=True), *self._put_together()]

    def of(self, node: Any) -> Any:
        """Raises NotOfThePlace."""
        if isinstance(node, Splat):
            return self.of(node.value)
        if self._staged.is_fixed(node):
            return node
        if _is_word(node):
            return build.convert(self._word(node), build.element_of(node), node.span)
        return self._inside(node)

    def _inside(self, node: Any) -> Any:
        if isinstance(node, Variable):
            opened = self._sums.opened(node)
            if opened is None:
                raise NotOfThePlace
            return self.of(opened)
        if isinstance(node, Lanes | TileAtomic) or (isinstance(node, Load) and node.volatile):
            raise NotOfThePlace
        if isinstance(node, Load):
            return self._load(node)
        if not children(node):
            raise NotOfThePlace
        made = map_children(node, self.of)
        if isinstance(made, Binary) and made.op in _DIVISIONS and _is_word(made):
            simple = self._staged.divided(made.left, made.right, made.op)
            if simple is not None:
                return build.convert(simple, build.element_of(made), made.span)
        return _retyped(made)

    def _load(self, node: Load) -> Any:
        if any(isinstance(each, Load) for each in walk(node.pointer) if each is not node):
            raise NotOfThePlace
        known = {expression_text(each) for each in self._fill.conditions}
        masks = [
            self.of(each)
            for each in self._staged.conditions.conditions(node.mask)
            if expression_text(each) not in known and not self._is_limit(each)
        ]
        pointer = self.of(node.pointer)
        other = None if node.other is None else self.of(node.other)
        return Load(pointer, all_of(masks, node.span), other, build.element_of(node), node.span)

    def _is_limit(self, condition: Any) -> bool:
        staged = self._staged
        limited = (staged.limit(condition, each) is not None for each in self._fill.coordinates)
        return staged.is_nothing(condition) or any(limited)

    def _word(self, node: Any) -> Any:
        """An integer of 32 bits."""
        total = self._sums.of(node)
        for coordinate, place in self._known:
            rest = total.plus(coordinate, -1)
            if any(map(self._staged.varies, coordinate.atoms)) and not any(map(self._staged.varies, rest.atoms)):
                return place if rest == ZERO else build.plus(place, self._sums.node(rest, node.span), node.span)
        try:
            return self._inside(node)
        except NotOfThePlace:
            return self._taken_apart(total, node)

    def _taken_apart(self, total: Sum, node: Any) -> Any:
        """A sum in which coordinates are multiplied and added to others."""
        span, made = node.span, None
        for number, (coordinate, place) in enumerate(zip(self._fill.coordinates, self._places, strict=True)):
            pivot = self._pivot(number)
            if pivot is None:
                continue
            by, rest = divmod(total.terms.get(pivot, 0), coordinate.terms[pivot])
            if by and not rest:
                total = total.plus(coordinate, -by)
                each = build.times(build.convert(place, INT32, span), by, span)
                made = each if made is None else build.binary(BinaryOp.ADD, made, each, span)
        if made is None or any(map(self._staged.varies, total.atoms)):
            raise NotOfThePlace
        return made if total == ZERO else build.plus(made, self._sums.node(total, span), span)

    def _put_together(self) -> Iterator[tuple[Sum, Any]]:
        """x, where x / c and x % c are coordinates."""
        for high, quotient in zip(self._fill.coordinates, self._places, strict=True):
            for low, remainder in zip(self._fill.coordinates, self._places, strict=True):
                whole, part = self._operation(high, BinaryOp.DIVIDE), self._operation(low, BinaryOp.REMAINDER)
                if whole is None or part is None or whole != part:
                    continue
                span = quotient.span
                yield whole[0], build.plus(build.times(quotient, whole[1], span), remainder, span)

    def _operation(self, coordinate: Sum, op: BinaryOp) -> tuple[Sum, int] | None:
        """x and c of a coordinate that is `x / c` or `x % c`."""
        atoms = [*coordinate.terms]
        if len(atoms) != 1 or len(atoms[0]) != 1 or coordinate.terms[atoms[0]] != 1:
            return None
        node = self._sums.nodes[atoms[0][0]]
        by = self._sums.of(node.right).number if isinstance(node, Binary) and node.op is op else None
        return None if not by else (self._sums.of(node.left), by)

    def _pivot(self, number: int) -> tuple[str, ...] | None:
        """A term that only this coordinate has."""
        mine = self._fill.coordinates[number]
        others = [each for at, each in enumerate(self._fill.coordinates) if at != number]
        for key in mine.terms:
            if len(key) == 1 and self._staged.varies(key[0]) and not any(key in each.terms for each in others):
                return key
        return None


# ---------------------------------------------------------------- nodes


def _retyped(node: Any) -> Any:
    """The node with the shape that its operands have now."""
    shape = build.shape_of(*children(node))
    return replace(node, type=build.tiled(build.element_of(node), shape))


def _is_word(node: Any) -> bool:
    element = build.element_of(node)
    return isinstance(element, Scalar) and element.is_integer and element.bits == 32


def _unguarded(divisor: Any) -> Any:
    """`x` of `x != 0 ? x : 1`."""
    while isinstance(divisor, Splat | Where):
        test = divisor.condition if isinstance(divisor, Where) else None
        if test is not None and not (isinstance(test, Compare) and test.op is CompareOp.NOT_EQUAL):
            break
        divisor = divisor.value if isinstance(divisor, Splat) else divisor.then
    return divisor


def _divides(node: Any) -> bool:
    """Whether lanes divide by numbers that are not known."""
    divisions = (each for each in walk(node) if isinstance(each, Binary) and each.op in _DIVISIONS)
    return any(isinstance(each.type, Tile) and not isinstance(each.right, Literal) for each in divisions)


def _is_integral(node: Any) -> bool:
    element = build.element_of(node)
    return isinstance(element, Scalar) and element.is_integer


def _is_costly(value: Any) -> bool:
    """Whether a value is more work than a load from where it comes."""
    found = 0

    def count(node: Any) -> None:
        nonlocal found
        if isinstance(node, Load):
            return
        divides = isinstance(node, Binary) and node.op in _DIVISIONS
        found += _MOST_OPERATIONS * (isinstance(node, Intrinsic) or divides) + isinstance(node, Binary)
        for each in children(node):
            count(each)

    inner = value
    while isinstance(inner, Where):
        inner = inner.then
    count(inner)
    return found >= _MOST_OPERATIONS


def all_of(conditions: Iterable[Any], span: Span) -> Any:
    """All of them, each once."""
    made: dict[bool, Any] = {True: None, False: None}
    for each in {expression_text(each): each for each in conditions}.values():
        kind = isinstance(each.type, Tile)
        made[kind] = build.both(made[kind], each, span)
    return build.both(made[True], made[False], span)


def _masked(value: Any, node: Load, guards: list[list[Any]] | None) -> Any:
    """The value with its load where the guards of one store hold, for the lanes that read."""
    span, shape = node.span, build.shape_of(node)
    guard: Any = None
    if guards is not None:
        several = {expression_text(made): made for each in guards if (made := all_of(each, span)) is not None}
        for each in several.values():
            guard = each if guard is None else build.either(guard, each, span)

    def change(each: Any) -> Any:
        if isinstance(each, Where) and isinstance(each.then, Load) and each.then.other is None:
            other = each.otherwise.value if isinstance(each.otherwise, Splat) else each.otherwise
            if isinstance(other, Literal):
                found = change(each.then)
                mask = all_of([*_split(found.mask), *_split(each.condition)], span)
                return replace(found, mask=_shaped(mask, shape, span), other=other)
        if isinstance(each, Load):
            mask = all_of([*_split(node.mask), *_split(guard), *_split(each.mask)], span)
            pointer = each.pointer if shape is None else build.splat(each.pointer, shape, span)
            type_ = build.tiled(build.element_of(each), shape)
            return replace(each, pointer=pointer, mask=_shaped(mask, shape, span), type=type_)
        return _retyped(map_children(each, change)) if _has_load(each) else each

    return change(value)


def _shaped(mask: Any, shape: Any, span: Span) -> Any:
    return mask if mask is None or shape is None else build.splat(mask, shape, span)


def _split(mask: Any) -> list[Any]:
    if isinstance(mask, Binary) and mask.op is BinaryOp.AND:
        return [*_split(mask.left), *_split(mask.right)]
    return [] if mask is None else [mask]


def _has_load(node: Any) -> bool:
    return any(isinstance(each, Load) for each in walk(node))
