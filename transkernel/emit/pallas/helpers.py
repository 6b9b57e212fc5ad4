"""Functions that a port brings along: written once on top, as a TPU's programmer would.

A buffer in VMEM is rows of 128 elements, as vector registers are, with PADDING elements before and behind the array's
own, so that a tile's lanes may reach over its ends.
"""

from __future__ import annotations

from transkernel.emit.pallas.registers import GATHER, IN_TURN, REGISTERS, SCATTER, scatter_joined
from transkernel.records import record


@record
class Helper:
    """text: as it stands in a port. calls: others that it needs. compiled: another way to do the same, and what that
    calls, where the compiler of a TPU does not take the first."""

    text: str
    calls: tuple[str, ...] = ()
    compiled: tuple[str, tuple[str, ...]] | None = None


ROW = 128
PADDING = 1024  # as many lanes as a tile of one access may have

_PLACE = """\
PADDING = 1024  # elements before and behind an array, for lanes that reach over its ends
ROW = 128  # lanes of a vector register"""

_AS_ROWS = '''\
def as_rows(array, dtype):
    """An array as rows of a vector register, padded on both sides."""
    flat = array.reshape(-1)
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    behind = PADDING + 2 * ROW + -flat.size % ROW
    return jnp.pad(flat, (PADDING, behind)).reshape(-1, ROW)'''

_AS_GIVEN = '''\
def as_given(rows, array):
    """What `as_rows` made of an array, in that array's shape."""
    flat = rows.reshape(-1)[PADDING:PADDING + array.size]
    if flat.dtype != array.dtype:
        flat = jax.lax.bitcast_convert_type(flat, array.dtype)
    return flat.reshape(array.shape)'''

_VIEWED = '''\
def viewed(array, dtype):
    """The bytes of an array as numbers of another size."""
    flat, before, after = array.reshape(-1), array.dtype.itemsize, jnp.dtype(dtype).itemsize
    if before < after:
        flat = jnp.pad(flat, (0, -flat.size % (after // before))).reshape(-1, after // before)
    return jax.lax.bitcast_convert_type(flat, dtype).reshape(-1)'''

# 8 and 16 bits lie in packed rows, of which the compiler takes no slices that begin anywhere.
_AS_WORDS = '''\
def as_rows(array, dtype):
    """An array as rows of a vector register, padded on both sides; small numbers as such of 32 bits."""
    flat = array.reshape(-1)
    if flat.dtype.itemsize < 4:
        flat = flat.astype(dtype)
    elif flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    behind = PADDING + 2 * ROW + -flat.size % ROW
    return jnp.pad(flat, (PADDING, behind)).reshape(-1, ROW)'''

_AS_GIVEN_WORDS = '''\
def as_given(rows, array):
    """What `as_rows` made of an array, in that array's shape."""
    flat = rows.reshape(-1)[PADDING:PADDING + array.size]
    if array.dtype.itemsize < 4:
        flat = flat.astype(array.dtype)
    elif flat.dtype != array.dtype:
        flat = jax.lax.bitcast_convert_type(flat, array.dtype)
    return flat.reshape(array.shape)'''

_LAUNCH = '''\
def launch(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another, on arrays that are wholly in VMEM.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel. Gives the
    written arrays.
    """
    arrays = [as_rows(*each) for each in (*read, *written)]
    results = [jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]]
    in_vmem = pl.BlockSpec(memory_space=pltpu.VMEM)
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + [in_vmem] * len(arrays),
        out_specs=[in_vmem] * len(written),
        out_shape=results,
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [as_given(rows, array) for rows, (array, _) in zip(made, written)]'''

_AS_BLOCKS = '''\
def as_blocks(array, dtype, size):
    """The elements of an array that the blocks of the grid have lanes for; those behind its end are 0."""
    flat = array.reshape(-1)[:size]
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    return jnp.pad(flat, (0, size - flat.size))'''

_AFTER_BLOCKS = '''\
def after_blocks(blocks, array):
    """An array after its first elements came out of blocks."""
    flat = array.reshape(-1)
    if blocks.dtype != array.dtype:
        blocks = jax.lax.bitcast_convert_type(blocks, array.dtype)
    return jnp.concatenate([blocks[:flat.size], flat[blocks.size:]]).reshape(array.shape)'''

_LAUNCH_IN_BLOCKS = '''\
def launch_in_blocks(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel; and, of
    those that come block by block, how many elements a step of the grid has. All others are wholly in VMEM. Gives the
    written arrays.
    """
    if grid[1:] != (1, 1) and any(lanes for *_, lanes in written):
        raise ValueError("the blocks of this kernel are counted along x alone")
    arrays = [as_blocks(array, dtype, grid[0] * lanes) if lanes else as_rows(array, dtype)
              for array, dtype, lanes in (*read, *written)]
    specs = [pl.BlockSpec((lanes,), lambda z, y, x: (x,)) if lanes else pl.BlockSpec(memory_space=pltpu.VMEM)
             for *_, lanes in (*read, *written)]
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + specs,
        out_specs=specs[len(read):],
        out_shape=[jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]],
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [after_blocks(each, array) if lanes else as_given(each, array)
            for each, (array, _, lanes) in zip(made, written)]'''


def _in_words(text: str) -> str:
    """For the compiler, to which small numbers are such of 32 bits."""
    for name, from_, to in (("flat", "flat.dtype", "dtype"), ("blocks", "array.dtype", "array.dtype")):
        small = f"if {from_}.itemsize < 4:\n        {name} = {name}.astype({to})\n    elif {name}.dtype != {to}:"
        text = text.replace(f"if {name}.dtype != {to}:", small)
    return text


_FIRST = '''\
def is_first():
    """Whether this is the first block of the grid."""
    return (pl.program_id(0) == 0) & (pl.program_id(1) == 0) & (pl.program_id(2) == 0)'''

_LOAD_ONE = '''\
def load_one(ref, index):
    """The element at an index, a scalar."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = ref[pl.ds(place // ROW, 1), :]
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    return only(row, column == place % ROW)'''

_ONLY = '''\
def only(values, where):
    """The one value that is there, a scalar, bit by bit."""
    words = values
    if jnp.issubdtype(values.dtype, jnp.floating):
        words = jax.lax.bitcast_convert_type(values.astype(jnp.float32), jnp.int32)
    word = jnp.sum(jnp.where(where, words, 0).astype(jnp.int32))
    if jnp.issubdtype(values.dtype, jnp.floating):
        return jax.lax.bitcast_convert_type(word, jnp.float32).astype(values.dtype)
    return word.astype(values.dtype)'''

_STORE_ONE = '''\
def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])'''

_LOAD_RUN = '''\
def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]'''

_STORE_RUN = '''\
def store_run(ref, start, value, mask):
    """Puts the lanes that the mask names behind one another, from `start` on; all other elements stay."""
    lanes = value.size
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    window = pl.ds(place // ROW, rows + 1)
    is_named = turned(mask.astype(jnp.int32), rows, shift) != 0
    ref[window, :] = jnp.where(is_named, turned(value, rows, shift), ref[window, :])'''

_TURNED = '''\
def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))'''

_GATHER = '''\
def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]'''

_SCATTER = '''\
def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)'''


def _accumulate(word: str, what: str) -> str:
    return f'''\
def scatter_{word}(ref, index, value, mask):
    """{what} each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].{word}(value, mode="drop").reshape(ref.shape)'''


_IN_TURN = '''\
def in_turn(ref, index, operands, mask, change):
    """Lane after lane puts `change(old, operands)` at its index, where the mask holds. Gives the old values."""
    shape = jnp.shape(index)
    place = jnp.clip(jnp.reshape(index, -1) + PADDING, 0, ref.size - 1)
    mask = jnp.broadcast_to(mask, shape).reshape(-1)
    operands = [jnp.broadcast_to(each, shape).reshape(-1) for each in operands]

    def step(lane, carry):
        memory, old = carry
        before = memory[place[lane]]
        after = change(before, *(each[lane] for each in operands)).astype(before.dtype)
        memory = memory.at[place[lane]].set(jnp.where(mask[lane], after, before))
        return memory, old.at[lane].set(before)

    memory = ref[...].reshape(-1)
    lanes = jax.lax.iota(jnp.int32, place.size)
    first, end = jnp.min(jnp.where(mask, lanes, place.size)), jnp.max(jnp.where(mask, lanes + 1, 0))
    memory, old = jax.lax.fori_loop(first, end, step, (memory, jnp.zeros(place.shape, memory.dtype)))
    ref[...] = memory.reshape(ref.shape)
    return old.reshape(shape)'''

_STORE_SAME = '''\
def store_same(ref, index, value, mask):
    """Puts the value of the first lane that the mask names at one index, a scalar."""
    lanes = jax.lax.iota(jnp.int32, mask.size)
    first = jnp.min(jnp.where(mask, lanes, mask.size))
    store_one(ref, index, only(jnp.broadcast_to(value, mask.shape), lanes == first), first < mask.size)'''


def _accumulate_same(word: str, what: str, reduced: str, join: str) -> str:
    return f'''\
def {word}_same(ref, index, value, mask):
    """{what} the values of the lanes that the mask names at one index, a scalar."""
    old = load_one(ref, index)
    new = {reduced}.astype(old.dtype)
    store_one(ref, index, {join})'''


_ACCUMULATIONS = (
    ("add", "Adds", "old + value"),
    ("min", "Keeps the smaller of what is there and", "jnp.minimum(old, value)"),
    ("max", "Keeps the larger of what is there and", "jnp.maximum(old, value)"),
)
_REDUCTIONS = (
    ("add", "Adds", "jnp.sum", "jnp.zeros((), old.dtype)", "old + new"),
    ("min", "Keeps the smaller of what is there and", "jnp.min", "old", "jnp.minimum(old, new)"),
    ("max", "Keeps the larger of what is there and", "jnp.max", "old", "jnp.maximum(old, new)"),
)
_QUOTIENT = '''\
def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))'''
_REMAINDER = '''\
def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))'''


def _dot_of_bytes(name: str, each: str) -> str:
    return f'''\
def {name}(a, b, c):
    """c and the products of four bytes with four bytes."""
    for shift in range(0, 32, 8):
        c += {each.format("a")} * {each.format("b")}
    return c'''


_NATURAL = '''\
def natural(count):
    """An unsigned number as a signed one, cut at the largest of those."""
    signed = count.astype(jnp.int32)
    return jnp.where(signed < 0, 0x7FFFFFFF, signed)'''


_BREV = '''\
def brev(x):
    """The bits in the other order."""
    for count, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        mask = jnp.uint32(mask)
        x = ((x >> count) & mask) | ((x & mask) << count)
    return (x >> 16) | (x << 16)'''
_UMULHI = '''\
def umulhi(a, b):
    """The high half of the product."""
    low, high = a & 0xFFFF, a >> 16
    first, second = low * (b & 0xFFFF), high * (b & 0xFFFF)
    third = low * (b >> 16) + (first >> 16)
    middle = second + (third & 0xFFFF)
    return high * (b >> 16) + (third >> 16) + (middle >> 16)'''
_MULHI = '''\
def mulhi(a, b):
    """The high half of the signed product."""
    high = umulhi(a.astype(jnp.uint32), b.astype(jnp.uint32)).astype(jnp.int32)
    return high - jnp.where(a < 0, b, 0) - jnp.where(b < 0, a, 0)'''
_BYTE_PERM = '''\
def byte_perm(a, b, selector):
    """Four bytes of two words, chosen by the nibbles of the third."""
    result = a & 0
    for byte in range(4):
        chosen = (selector >> (4 * byte)) & 7
        word = jnp.where(chosen < 4, a, b)
        result |= ((word >> ((chosen & 3) * 8)) & 0xFF) << (8 * byte)
    return result'''

HELPERS: dict[str, Helper] = {
    "PADDING": Helper(_PLACE),
    "as_rows": Helper(_AS_ROWS, ("PADDING",), (_AS_WORDS, ("PADDING",))),
    "as_given": Helper(_AS_GIVEN, ("PADDING",), (_AS_GIVEN_WORDS, ("PADDING",))),
    "viewed": Helper(_VIEWED),
    "launch": Helper(_LAUNCH, ("as_rows", "as_given")),
    "as_blocks": Helper(_AS_BLOCKS, (), (_in_words(_AS_BLOCKS), ())),
    "after_blocks": Helper(_AFTER_BLOCKS, (), (_in_words(_AFTER_BLOCKS), ())),
    "launch_in_blocks": Helper(_LAUNCH_IN_BLOCKS, ("as_rows", "as_given", "as_blocks", "after_blocks")),
    "is_first": Helper(_FIRST),
    "only": Helper(_ONLY),
    "load_one": Helper(_LOAD_ONE, ("PADDING", "only")),
    "store_one": Helper(_STORE_ONE, ("PADDING",)),
    "turned": Helper(_TURNED, ("PADDING",)),
    **{name: Helper(text, calls) for name, (text, calls) in REGISTERS.items()},
    "load_run": Helper(_LOAD_RUN, ("PADDING",)),
    "store_run": Helper(_STORE_RUN, ("PADDING", "turned")),
    "store_same": Helper(_STORE_SAME, ("store_one", "only")),
    "gather": Helper(_GATHER, ("PADDING",), GATHER),
    "in_turn": Helper(_IN_TURN, ("PADDING",), IN_TURN),
    "scatter": Helper(_SCATTER, ("PADDING",), SCATTER),
    **{
        f"scatter_{word}": Helper(_accumulate(word, what), ("PADDING",), scatter_joined(word, what, change))
        for word, what, change in _ACCUMULATIONS
    },
    **{
        f"{word}_same": Helper(
            _accumulate_same(word, what, f"{reduce}(jnp.where(mask, value, {neutral}))", join),
            ("load_one", "store_one"),
            (
                _accumulate_same(word, what, f"reduced(jnp.where(mask, value, {neutral}), {reduce})", join),
                ("load_one", "store_one", "reduced"),
            ),
        )
        for word, what, reduce, neutral, join in _REDUCTIONS
    },
    "dp4a": Helper(_dot_of_bytes("dp4a", "(({} << (24 - shift)) >> 24)")),
    "udp4a": Helper(_dot_of_bytes("udp4a", "(({} >> shift) & 0xFF)")),
    "natural": Helper(_NATURAL),
    "brev": Helper(_BREV),
    "umulhi": Helper(_UMULHI),
    "mulhi": Helper(_MULHI, ("umulhi",)),
    "byte_perm": Helper(_BYTE_PERM),
    "quotient": Helper(_QUOTIENT),
    "remainder": Helper(_REMAINDER),
}
