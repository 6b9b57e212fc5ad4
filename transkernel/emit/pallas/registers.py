"""Functions that a port for a v5e brings along: what its compiler, Mosaic, does to tiles only within vector registers.

A register is 8 rows of 128 lanes. Mosaic gathers within a row, and takes a tile apart into whole rows alone.
"""

from __future__ import annotations

_IN_ROWS = '''\
def in_rows(tile):
    """A tile as rows of a vector register, with zeros behind it: eight rows or more, as the register has."""
    if tile.dtype.itemsize < 4:
        tile = tile.astype(jnp.float32 if jnp.issubdtype(tile.dtype, jnp.floating) else jnp.int32)
    if tile.ndim == 1:
        return jnp.pad(tile, (0, -tile.size % (8 * ROW))).reshape(-1, ROW)
    rows = tile.reshape(-1, tile.shape[-1])
    return jnp.pad(rows, ((0, -rows.shape[0] % 8), (0, ROW - rows.shape[1])))'''

_OUT_OF_ROWS = '''\
def out_of_rows(rows, shape, dtype):
    """What `in_rows` made of a tile of that shape."""
    if len(shape) == 1:
        tile = rows.reshape(-1)[:shape[0]]
    else:
        tile = rows[:jax.ShapeDtypeStruct(shape[:-1], dtype).size, :shape[-1]].reshape(shape)
    return tile != 0 if dtype == jnp.bool_ else tile.astype(dtype)'''

_PICKED = '''\
def picked(rows, count, place):
    """The elements of the first `count` rows at places, which are counted row after row."""
    found = jnp.zeros(place.shape, rows.dtype)
    for number in range(count):
        row = jnp.broadcast_to(rows[number:number + 1], place.shape)
        found = jnp.where(place // ROW == number, jnp.take_along_axis(row, place % ROW, axis=1), found)
    return found'''

_REGROUPED = '''\
def regrouped(tile, shape):
    """The lanes of a tile in their order as one of another shape."""
    width = tile.shape[-1] if tile.ndim > 1 else ROW
    columns = shape[-1] if len(shape) > 1 else ROW
    rows, count = in_rows(tile), pl.cdiv(tile.size, width)
    after = (pl.cdiv(tile.size, 8 * columns) * 8, ROW)
    lane = jax.lax.broadcasted_iota(jnp.int32, after, 0) * columns + jax.lax.broadcasted_iota(jnp.int32, after, 1)
    return out_of_rows(picked(rows, count, lane // width * ROW + lane % width), shape, tile.dtype)'''

_EXCHANGED = '''\
def exchanged(tile, index, axis):
    """Each lane has another lane's value, whose number along the axis it names."""
    rows, place = in_rows(tile), in_rows(index)
    if tile.ndim == 1:
        found = picked(rows, pl.cdiv(tile.size, ROW), place)
    elif axis == tile.ndim - 1:
        found = jnp.take_along_axis(rows, place, axis=1)
    else:
        found = jnp.zeros(place.shape, rows.dtype)
        for number in range(tile.shape[0]):
            found = jnp.where(place == number, jnp.broadcast_to(rows[number:number + 1], place.shape), found)
    return out_of_rows(found, index.shape, tile.dtype)'''

_SCANNED = '''\
def scanned(tile, join, neutral, axis, reverse=False):
    """Each lane has its own value joined with all before it along the axis, or behind it: in steps of 1, 2, 4, ..."""
    size, step = tile.shape[axis], 1
    while step < size:
        none = jnp.full((*tile.shape[:axis], step, *tile.shape[axis + 1:]), neutral, tile.dtype)
        start, stop = (step, size) if reverse else (0, size - step)
        kept = jax.lax.slice_in_dim(tile, start, stop, axis=axis)
        tile = join(tile, jnp.concatenate([kept, none] if reverse else [none, kept], axis=axis))
        step *= 2
    return tile'''

_JOINED = '''\
def joined(tile, join, axis):
    """All values along an axis, a power of two of them, joined in halves."""
    while (size := tile.shape[axis]) > 1:
        halves = [jax.lax.slice_in_dim(tile, start, start + size // 2, axis=axis) for start in (0, size // 2)]
        tile = join(*halves)
    return jnp.sum(tile, axis=axis)'''

_REDUCED = '''\
def reduced(tile, reduce, axis=None):
    """`jnp.sum`, `jnp.min` or `jnp.max` of a tile; the compiler has none of unsigned numbers."""
    if tile.dtype != jnp.uint32:
        return reduce(tile, axis=axis)
    flipped = jnp.uint32(0 if reduce is jnp.sum else 1 << 31)
    return reduce((tile ^ flipped).astype(jnp.int32), axis=axis).astype(jnp.uint32) ^ flipped'''

# Mosaic gathers within a vector register, and stores rows.
_GATHER = '''\
def gather(ref, index, mask=True):
    """The elements at indices, one a lane: row after row of those that the mask's lanes are in; 0 in other lanes."""
    asked = jnp.broadcast_to(mask, index.shape)
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    first = jnp.min(jnp.where(asked, place, ref.size - 1)) // ROW
    last = jnp.max(jnp.where(asked, place, 0)) // ROW
    place = in_rows(place)
    wide = jnp.float32 if jnp.issubdtype(ref.dtype, jnp.floating) else ref.dtype

    def step(row, found):
        line = jnp.broadcast_to(ref[pl.ds(row, 1), :].astype(wide), place.shape)
        return jnp.where(place // ROW == row, jnp.take_along_axis(line, place % ROW, axis=1), found)

    found = jax.lax.fori_loop(first, last + 1, step, jnp.zeros(place.shape, wide))
    return jnp.where(asked, out_of_rows(found, index.shape, ref.dtype), 0)'''

_IN_TURN = '''\
def in_turn(ref, index, operands, mask, change):
    """Lane after lane puts `change(old, operands)` at its index, where the mask holds. Gives the old values."""
    given = jnp.shape(index)
    shape = given or (1,)
    index = jnp.broadcast_to(index, shape)
    lanes = jax.lax.broadcasted_iota(jnp.int32, shape, len(shape) - 1)
    if len(shape) > 1:
        lanes += jax.lax.broadcasted_iota(jnp.int32, shape, 0) * shape[1]
    mask = jnp.broadcast_to(mask, shape).astype(jnp.int32)
    operands = [jnp.broadcast_to(each, shape) for each in operands]

    def step(lane, old):
        here = lanes == lane
        place = only(index, here)
        before = load_one(ref, place)
        after = change(before, *(only(each, here) for each in operands)).astype(before.dtype)
        store_one(ref, place, after, only(mask, here) != 0)
        return jnp.where(here, before, old)

    first = jnp.min(jnp.where(mask != 0, lanes, lanes.size))
    end = jnp.max(jnp.where(mask != 0, lanes + 1, 0))
    return jax.lax.fori_loop(first, end, step, jnp.zeros(shape, ref.dtype)).reshape(given)'''

_SCATTER = '''\
def scatter(ref, index, value, mask):
    """Lane after lane puts its value at its index, where the mask holds."""
    in_turn(ref, index, (value,), mask, lambda old, new: new)'''

_UMIN = '''\
def umin(a, b):
    """The smaller of unsigned numbers."""
    return jnp.where(a < b, a, b)'''

_UMAX = '''\
def umax(a, b):
    """The larger of unsigned numbers."""
    return jnp.where(a < b, b, a)'''

_AT_REST = '''\
def at_rest(tile):
    """The same tile, as a loop may carry it: the compiler breaks on some that come right from memory."""
    return jnp.where(jax.lax.broadcasted_iota(jnp.int32, tile.shape, tile.ndim - 1) >= 0, tile, 0)'''


def scatter_joined(word: str, what: str, change: str) -> tuple[str, tuple[str, ...]]:
    """A helper, and those that it calls."""
    text = f'''\
def scatter_{word}(ref, index, value, mask):
    """{what} each lane's value at its index, where the mask holds; lanes may share a place."""
    in_turn(ref, index, (value,), mask, lambda old, value: {change})'''
    return text, ("in_turn",)


REGISTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "in_rows": (_IN_ROWS, ("PADDING",)),
    "out_of_rows": (_OUT_OF_ROWS, ()),
    "picked": (_PICKED, ("PADDING",)),
    "regrouped": (_REGROUPED, ("in_rows", "out_of_rows", "picked")),
    "exchanged": (_EXCHANGED, ("in_rows", "out_of_rows", "picked")),
    "scanned": (_SCANNED, ()),
    "joined": (_JOINED, ()),
    "at_rest": (_AT_REST, ()),
    "reduced": (_REDUCED, ()),
    "umin": (_UMIN, ()),
    "umax": (_UMAX, ()),
}
GATHER = (_GATHER, ("PADDING", "in_rows", "out_of_rows"))
IN_TURN = (_IN_TURN, ("PADDING", "only", "load_one", "store_one"))
SCATTER = (_SCATTER, ("in_turn",))
