"""Accesses to all fields of a vector in memory become one access to whole vectors.

    x = load(p, mask)                           xyzw = load([p, p + 1, p + 2, p + 3], mask)     # [LANES, 4]
    y = load(p + 1, mask)                       x = split(xyzw, 0)
    z = load(p + 2, mask)                       y = split(xyzw, 1)
    w = load(p + 3, mask)                       ...
    store(q, x, mask)
    store(q + 1, y, mask) ...                   store([q, q + 1, q + 2, q + 3], join(x, y, z, w), mask)

What must hold: the accesses are those of a `float4`, `half2`, ... in CUDA (`fields` of a Load and a Store); their
pointers are tiles of one axis, the same but for the field; so are their masks. Nothing between the first of the loads
and the last writes memory, or what the pointers and masks are computed from. Of a vector at least two fields are read;
stores are to all of them, nothing between these reads memory, and what is stored does not change until the last of
them. Scratch memory is left alone: nobody says how it is aligned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from transkernel.ir.memory_order import Meetings, accesses
from transkernel.ir.nodes import Assign, Comment, Declare, Literal, PointerOffset, Variable
from transkernel.ir.printer import expression_text
from transkernel.ir.residues import Residues
from transkernel.ir.tile import ConstantRule, Join, Lanes, Load, Split, Store, TileAtomic, TileKernel
from transkernel.ir.types import INT32, Pointer, Tile, size_of
from transkernel.ir.visit import child_fields, map_children, walk, walk_all
from transkernel.passes.names import FreshNames
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.masks import assigned

_COUNTS = (2, 4)
_NAMES = "xyzw"
_WARP = 32
Key = tuple[str, str, str, int]


def vector_accesses(kernel: TileKernel) -> TileKernel:
    """The kernel with its accesses to vectors joined."""
    nodes = [*walk_all(kernel.body)]
    if not any(isinstance(each, Load | Store) and each.fields in _COUNTS for each in nodes):
        return kernel
    body = _Vectors(kernel, nodes).statements(kernel.body)
    return kernel if body == kernel.body else _with_a_warp(replace(kernel, body=body))


def _with_a_warp(kernel: TileKernel) -> TileKernel:
    """The kernel with no fewer lanes than a warp has threads, which would share out the fields of vectors."""
    if any(each.rule is ConstantRule.LANES for each in kernel.requirements):
        return kernel
    constants = tuple(
        replace(each, default=max(each.default, _WARP)) if each.rule is ConstantRule.LANES else each
        for each in kernel.constants
    )
    return replace(kernel, constants=constants)


@dataclass(slots=True)
class _Vector:
    """The loads of one vector. first: the statement before which it is loaded; declared: the variables that hold
    fields of it, each as the statement that says so."""

    base: Any
    sample: Load
    first: int
    reads: Counter[int] = field(default_factory=Counter)
    declared: dict[int, tuple[int, Declare]] = field(default_factory=dict)
    last: int = 0

    def add(self, node: Any, statement: Any, at: int) -> None:
        self.reads[node.field] += 1
        self.last = at
        if _value_of(statement) is node:
            self.declared.setdefault(node.field, (at, statement))

    def keep_fixed(self, changed: set[str]) -> None:
        """Leaves out variables that may be something else when the field is read again."""
        self.declared = {
            number: (at, each)
            for number, (at, each) in self.declared.items()
            if self.reads[number] == 1 or each.name not in changed
        }


class _Vectors:
    def __init__(self, kernel: TileKernel, nodes: list[Any]) -> None:
        named: list[Any] = [*nodes, *kernel.parameters, *kernel.constants]
        self._fresh = FreshNames(each.name for each in named if hasattr(each, "name"))
        self._changed = assigned(kernel.body)
        self._parameters = {each.name for each in kernel.parameters} - self._changed
        self._values = {each.name: each.init for each in nodes if isinstance(each, Declare)}
        self._residues = Residues(kernel)
        self._meetings = Meetings(kernel)

    def statements(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        inner = tuple(self._inside(each) for each in body)
        return self._stored(self._loaded(inner))

    def _inside(self, node: Any) -> Any:
        names = [name for name in ("then", "otherwise", "body") if name in child_fields(type(node))]
        return replace(node, **{name: self.statements(getattr(node, name)) for name in names}) if names else node

    # ------------------------------------------------------------ what belongs together

    def _key(self, node: Load | Store) -> Key | None:
        """What the accesses to one vector have in common; None of those that are to no vector."""
        base = _base(node)
        if base is None or node.volatile or (isinstance(node, Load) and node.other is not None):
            return None
        if self._meetings.is_scratch(node):
            return None
        mask = "" if node.mask is None else expression_text(node.mask)
        return expression_text(base), mask, str(node.pointer.type), node.fields

    def _pointer(self, base: Any, fields: int) -> Any:
        """The places of whole vectors, of the places where they begin."""
        shape = (*base.type.shape, fields)
        numbers = build.reshape(Lanes(Tile(INT32, (fields,)), base.span), (1, fields), base.span)
        return build.offset(
            build.columned(base, fields, base.span), build.broadcast(numbers, shape, base.span), base.span
        )

    def _fields(self, pointer: Any, fields: int) -> int:
        """As an access to whole vectors has it: 1 where the numbers say that the vectors are aligned."""
        size = fields * size_of(build.element_of(pointer).element)
        return 1 if self._is_aligned(pointer, size) else fields

    def _is_aligned(self, pointer: Any, size: int) -> bool:
        """Whether that is so if the buffers of the kernel's parameters are."""
        place = self._residues.place(pointer)
        if place is None or place.modulus % size or place.start % size:
            return False
        value = self._values.get(place.root)
        return place.root in self._parameters or (value is not None and self._is_aligned(value, size))

    # ------------------------------------------------------------ loads

    def _loaded(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        vectors = [each for each in self._found(body) if len(each.reads) > 1]
        if not vectors:
            return body
        for vector in vectors:
            vector.keep_fixed(self._changed)
        names: dict[int, dict[tuple[Key, int], Variable]] = {}
        starts: dict[int, list[tuple[_Vector, dict[int, Declare]]]] = {}
        moved: set[int] = set()
        for vector in vectors:
            key = self._key(vector.sample)
            assert key is not None
            held = self._held(vector)
            moved |= {at for at, _ in vector.declared.values()}
            starts.setdefault(vector.first, []).append((vector, held))
            for at in range(vector.first, vector.last + 1):
                names.setdefault(at, {}).update(
                    {(key, number): Variable(each.name, each.type, each.span) for number, each in held.items()}
                )
        made: list[Any] = []
        for at, node in enumerate(body):
            known = names.get(at, {})
            for vector, held in starts.get(at, ()):
                made += self._load(vector, held, known)
            if at not in moved:
                made.append(self._with(node, known))
        return tuple(made)

    def _held(self, vector: _Vector) -> dict[int, Declare]:
        """The variables that hold the fields: the programmer's, or new ones."""
        given = [each.name for _, each in vector.declared.values()]
        stem = next(iter(given), "vector").rpartition(".")[0] or "vector"
        made = {}
        for number in range(vector.sample.fields):
            known = vector.declared.get(number)
            name = known[1].name if known else self._fresh(f"{stem}.{_NAMES[number]}")
            made[number] = known[1] if known else _declared(name, vector.sample, vector.sample.span)
        return made

    def _load(self, vector: _Vector, held: dict[int, Declare], known: dict[tuple[Key, int], Variable]) -> list[Any]:
        node, count, span = vector.sample, vector.sample.fields, vector.sample.span
        base = self._with(vector.base, known)
        mask = None if node.mask is None else build.columned(self._with(node.mask, known), count, span)
        type_ = Tile(build.element_of(node), (*base.type.shape, count))
        whole = Load(self._pointer(base, count), mask, None, type_, span, fields=self._fields(base, count))
        variable = Variable(self._fresh("whole"), type_, span)
        of: Any = {number: Split(variable, number, each.type, each.span) for number, each in held.items()}
        fields = [replace(each, init=of[number]) for number, each in held.items()]
        return [_declared(variable.name, whole, span), *fields]

    def _with(self, node: Any, known: dict[tuple[Key, int], Variable]) -> Any:
        """The node with variables in place of loads; not of those in statements below it."""

        def change(inner: Any) -> Any:
            key = self._key(inner) if isinstance(inner, Load) else None
            found = None if key is None else known.get((key, inner.field))
            return map_children(inner, change) if found is None else found

        return change(node) if known and not _has_body(node) else node

    def _found(self, body: tuple[Any, ...]) -> list[_Vector]:
        """The vectors that are loaded, in the order in which they are."""
        found: list[_Vector] = []
        open_: dict[Key, _Vector] = {}
        for at, node in enumerate(body):
            if _has_body(node):
                open_.clear()
                continue
            for each in accesses(node):
                key = self._key(each) if isinstance(each, Load) else None
                if key is None:
                    continue
                if key not in open_:
                    open_[key] = _Vector(_base(each), each, at)
                    found.append(open_[key])
                open_[key].add(each, node, at)
            if not _is_quiet(node):
                open_.clear()
            elif isinstance(node, Assign):
                changed = _names((node.target,))
                open_ = {key: each for key, each in open_.items() if changed.isdisjoint(_names((each.sample,)))}
        return found

    # ------------------------------------------------------------ stores

    def _stored(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        at = 0
        while at < len(body):
            run = self._run(body, at)
            if run is None:
                made.append(body[at])
                at += 1
                continue
            between, stores, at = run
            made += [*between, self._store(stores)]
        return tuple(made)

    def _run(self, body: tuple[Any, ...], start: int) -> tuple[list[Any], dict[int, Store], int] | None:
        """The stores to all fields of vectors that begin here, what is between them, and where they end."""
        first = body[start]
        key = self._key(first) if isinstance(first, Store) else None
        if key is None:
            return None
        stores: dict[int, Store] = {}
        between: list[Any] = []
        for at in range(start, len(body)):
            node = body[at]
            if isinstance(node, Store):
                if self._key(node) != key or node.field in stores or (at > start and accesses(node)):
                    return None
                stores[node.field] = node
                if len(stores) == first.fields:
                    return between, stores, at + 1
                continue
            quiet = isinstance(node, Declare | Assign | Comment) and not accesses(node)
            changed = _names((node.target,)) if isinstance(node, Assign) else set()
            if not quiet or changed & _names(stores.values()):
                return None
            between.append(node)
        return None

    def _store(self, stores: dict[int, Store]) -> Store:
        first = next(iter(stores.values()))
        base, count, span = _base(first), first.fields, first.span
        element = build.element_of(first.value)
        shape = base.type.shape
        values = tuple(build.splat(stores[number].value, shape, span) for number in range(count))
        mask = None if first.mask is None else build.columned(first.mask, count, span)
        joined = Join(values, Tile(element, (*shape, count)), span)
        return Store(self._pointer(base, count), joined, mask, span, fields=self._fields(base, count))


def _base(node: Load | Store) -> Any:
    """Where the vector begins that an access is to a field of; None of other accesses, and of vectors of one place for
    all lanes."""
    pointer = node.pointer
    shape = build.shape_of(pointer)
    if node.fields not in _COUNTS or shape is None or len(shape) != 1 or not isinstance(pointer.type.element, Pointer):
        return None
    if node.field == 0:
        return pointer
    match pointer:
        case PointerOffset(offset=Literal(value=value)) if value == node.field:
            return pointer.pointer
    return None


def _declared(name: str, value: Any, span: Span) -> Declare:
    return Declare(name, value.type, value, span)


def _value_of(node: Any) -> Any:
    return node.init if isinstance(node, Declare) else None


def _has_body(node: Any) -> bool:
    return any(name in child_fields(type(node)) for name in ("then", "body"))


def _is_quiet(node: Any) -> bool:
    """Whether a statement writes no memory and orders no access."""
    return isinstance(node, Declare | Assign | Comment) and not any(isinstance(each, TileAtomic) for each in walk(node))


def _names(nodes: Iterable[Any]) -> set[str]:
    return {each.name for node in nodes for each in walk(node) if isinstance(each, Variable)}
