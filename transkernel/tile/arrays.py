"""Local arrays as tiles of [LANES, n], and loops over their elements as one operation on these.

    for (int i = 0; i < n; i++) a.x[i] = alpha * b.x[i] + p[i];        a = alpha * b + load(p + [0 .. n))

What must hold of an array, or of a struct or array of such arrays:
- n is a power of two, and the elements are numbers.
- It is named in such loops, where all indices before the last are literals; as a whole where another one is assigned to
  it or from it; or in a product of fragments (fragments.py). It has no address.

And of a loop, whose variable is its own and counts from 0 to n by 1:
- Its body declares numbers of its own, and assigns these and elements number i of such arrays.
- It reads elements number i alone of such arrays, other memory at will, and no thread speaks with another.
- It may write to memory that it does not read, at `p[... + i]`, or where a header of ours knows that no two elements go
  to one place.

Then no turn of the loop sees what another one did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Atomic,
    Binary,
    BinaryOp,
    BlockVote,
    Call,
    Comment,
    Compare,
    CompareOp,
    Declare,
    Dereference,
    For,
    Index,
    Intrinsic,
    Lane,
    Literal,
    Member,
    Program,
    Variable,
    WarpOperation,
)
from transkernel.ir.types import BOOL, Array, Pointer, Scalar, Struct, Type
from transkernel.ir.visit import EXPRESSIONS, children, walk, walk_all, walk_statements
from transkernel.passes.uniformity import Uniformity
from transkernel.records import record
from transkernel.tile.fragments import PRODUCT, with_products
from transkernel.tile.normalise import forwarded, normalise
from transkernel.tile.unrolling import unrolled

Statements = tuple[Any, ...]
_LONGEST = 64
_SPEAKING = (Call, WarpOperation, BlockVote, Atomic)


@record
class Arrays:
    """names: the locals that are tiles. others: local arrays and structs that are not."""

    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


NO_ARRAYS = Arrays()


@record
class _Turn:
    """Of a loop: its variable, and how many there are."""

    index: str
    count: int
    arrays: Arrays


def with_tiled_arrays(program: Program) -> tuple[Program, Arrays]:
    """The normalised program, and the locals of it that are tiles. Products of fragments are such where these are."""
    structs = {each.name: each for each in program.structs}
    made = with_products(program)
    normal = normalise(made)
    if made is not program:
        kernel = unrolled(normal.kernel, Uniformity(normal).kernel)
        normal = replace(normal, kernel=replace(kernel, body=forwarded(kernel.body)))
    arrays = tiled_arrays(normal.kernel.body, structs)
    if made is program or all(_is_whole(each, arrays) for each in _factors(normal.kernel.body)):
        return normal, arrays
    normal = normalise(program)
    return normal, tiled_arrays(normal.kernel.body, structs)


def _factors(body: Statements) -> Iterator[Any]:
    for node in walk_all(body):
        if isinstance(node, Assign) and isinstance(node.value, Intrinsic) and node.value.id == PRODUCT:
            yield from (node.target, *node.value.arguments)


def tiled_arrays(body: Statements, structs: Mapping[str, Struct]) -> Arrays:
    """The locals that can be tiles of [LANES, n]."""
    declarations = [node for node in walk_statements(body) if isinstance(node, Declare)]
    objects = frozenset(node.name for node in declarations if isinstance(node.type, Array | Struct))
    found = frozenset(node.name for node in declarations if array_extents(node.type, structs))
    while True:
        used = found & {*_used_otherwise(body, Arrays(found, objects - found))}
        if not used:
            return Arrays(found, objects - found)
        found -= used


def array_extents(type_: Type, structs: Mapping[str, Struct]) -> frozenset[int]:
    """The n of all arrays of numbers that an object of the type is made of; none where it is made of anything else."""
    match type_:
        case Array(element=Scalar() as element, extent=extent):
            power = 0 < extent <= _LONGEST and extent & (extent - 1) == 0
            return frozenset((extent,)) if power and element != BOOL else frozenset()
        case Array(element=element):
            return array_extents(element, structs)
        case Struct(is_union=False):
            parts = [array_extents(each.type, structs) for each in structs.get(type_.name, type_).fields]
            return frozenset().union(*parts) if parts and all(parts) else frozenset()
    return frozenset()


def elements_of(node: Any, arrays: Arrays) -> int | None:
    """The n of a loop over the elements of arrays, where it is one."""
    if not isinstance(node, For) or len(node.init) != 1 or len(node.step) != 1:
        return None
    init, test = node.init[0], node.condition
    if not isinstance(init, Declare) or not isinstance(init.init, Literal) or init.init.value != 0:
        return None
    if not isinstance(test, Compare) or test.op is not CompareOp.LESS or not isinstance(test.right, Literal):
        return None
    count = int(test.right.value)
    counts = isinstance(test.left, Variable) and test.left.name == init.name and _adds_one(node.step[0], init.name)
    fits = 0 < count <= _LONGEST and count & (count - 1) == 0
    return count if counts and fits and _is_one_operation(node.body, _Turn(init.name, count, arrays)) else None


def _adds_one(step: Any, name: str) -> bool:
    match step:
        case Assign(
            target=Variable(name=target),
            value=Binary(op=BinaryOp.ADD, left=Variable(name=left), right=Literal(value=1)),
        ):
            return target == left == name
    return False


def _is_one_operation(body: Statements, turn: _Turn) -> bool:
    own = {node.name for node in body if isinstance(node, Declare)}
    arrays, writes, reads = False, False, False
    for node in body:
        match node:
            case Comment():
                continue
            case Declare(type=Scalar(), init=value) if value is not None:
                pass
            case Assign(target=Variable(name=name), value=value) if name in own:
                pass
            case Assign(target=target, value=value) if _is_element(target, turn):
                arrays = True
            case Assign(target=Index() as target, value=value) if _is_written(node, turn):
                writes = True
            case _:
                return False
        if not _is_harmless(value, turn):
            return False
        reads = reads or _reads(value, turn)
    return (arrays or writes) and not (writes and reads)


def _is_element(place: Any, turn: _Turn) -> bool:
    """`a.x[i]`, of an array of as many elements as there are turns."""
    match place:
        case Index(base=base, index=Variable(name=name)) if name == turn.index and isinstance(base.type, Array):
            return base.type.extent == turn.count and _is_whole(base, turn.arrays)
    return False


def _is_whole(place: Any, arrays: Arrays) -> bool:
    """A tile, or several: `a`, `a.x`, `a[1]`, `a[1].x`."""
    while isinstance(place, Member | Index):
        if isinstance(place, Index) and not (isinstance(place.index, Literal) and isinstance(place.base.type, Array)):
            return False
        place = place.base
    return isinstance(place, Variable) and place.name in arrays.names


def _is_written(node: Assign, turn: _Turn) -> bool:
    """Whether memory is written, in another place by each turn."""
    assert isinstance(node.target, Index)
    return (node.span.file.is_bundled or _differs(node.target, turn.index)) and _is_place(node.target, turn)


def _differs(place: Index, index: str) -> bool:
    """`p[... + i]`"""
    terms, pending = 0, [place.index]
    while pending:
        term = pending.pop()
        if isinstance(term, Binary) and term.op is BinaryOp.ADD:
            pending += [term.left, term.right]
        elif isinstance(term, Variable) and term.name == index:
            terms += 1
        elif index in _names(term):
            return False
    return terms == 1 and index not in _names(place.base)


def _is_harmless(value: Any, turn: _Turn) -> bool:
    """Whether a turn of the loop computes it without what other turns do, and without other threads."""
    if isinstance(value, _SPEAKING):
        return False
    if _is_element(value, turn):
        return True
    if isinstance(value, Variable):
        return isinstance(value.type, Scalar | Pointer)
    if isinstance(value, Member | Lane | Index) and isinstance(value.type, Scalar | Pointer):
        return _is_place(value, turn)
    return all(_is_harmless(each, turn) for each in children(value))


def _is_place(place: Any, turn: _Turn) -> bool:
    """Whether a place in other memory is found without what other turns do. Local arrays are no memory."""
    computed = False
    while isinstance(place, Member | Lane | Index):
        if isinstance(place, Index):
            computed = computed or not isinstance(place.index, Literal)
            if not _is_harmless(place.index, turn):
                return False
        if isinstance(place.base.type, Pointer):
            return _is_harmless(place.base, turn)
        place = place.base
    if not isinstance(place, Variable):
        return _is_harmless(place, turn)
    return place.name not in turn.arrays.names and not (computed and place.name in turn.arrays.others)


def _reads(value: Any, turn: _Turn) -> bool:
    """Whether it looks at any memory but the elements of such arrays."""
    if _is_element(value, turn):
        return False
    return isinstance(value, Index | Dereference) or any(_reads(each, turn) for each in children(value))


# ------------------------------------------------------------ who else names them


def _used_otherwise(body: Statements, arrays: Arrays) -> Iterator[str]:
    """The names that are used in any other way."""
    for node in body:
        if elements_of(node, arrays) is not None:
            continue
        match node:
            case Declare(init=None):
                continue
            case Declare(name=name, init=value) if name in arrays.names:
                yield from () if _is_value(value, arrays) else (name, *_names(value))
                continue
            case Assign(target=target, value=value) if _is_whole(target, arrays) and not _is_number(target):
                yield from () if _is_value(value, arrays) else _names(node)
                continue
        for each in children(node):
            yield from _names(each) if isinstance(each, EXPRESSIONS) else _used_otherwise((each,), arrays)


def _is_number(place: Any) -> bool:
    return isinstance(place.type, Scalar | Pointer)


def _is_value(value: Any, arrays: Arrays) -> bool:
    """A whole one, or a product of such."""
    if isinstance(value, Intrinsic) and value.id == PRODUCT:
        return all(_is_whole(each, arrays) for each in value.arguments)
    return _is_whole(value, arrays) and not _is_number(value)


def _names(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)}
