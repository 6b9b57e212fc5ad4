"""Atomics that OpenCL C 1.2 lacks, by compare-and-swap. All return the old value, as CUDA's do."""

from __future__ import annotations

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.helpers import halves
from transkernel.emit.opencl.types import SCALAR_NAMES, SPACE_NAMES
from transkernel.ir.nodes import AtomicOp
from transkernel.ir.types import Kind, Scalar, Space
from transkernel.records import record

_INTEGER_STEPS: dict[AtomicOp, str] = {
    AtomicOp.ADD: "old + operand",
    AtomicOp.SUBTRACT: "old - operand",
    AtomicOp.MIN: "min(old, operand)",
    AtomicOp.MAX: "max(old, operand)",
    AtomicOp.INCREMENT: "old >= operand ? 0 : old + 1",
    AtomicOp.DECREMENT: "old == 0 || old > operand ? operand : old - 1",
    AtomicOp.AND: "old & operand",
    AtomicOp.OR: "old | operand",
    AtomicOp.XOR: "old ^ operand",
    AtomicOp.EXCHANGE: "operand",
}
_FLOAT_STEPS: dict[AtomicOp, str] = {
    AtomicOp.ADD: "old + operand",
    AtomicOp.SUBTRACT: "old - operand",
    AtomicOp.MIN: "fmin(old, operand)",
    AtomicOp.MAX: "fmax(old, operand)",
    AtomicOp.EXCHANGE: "operand",
}
_SAYS = {
    AtomicOp.INCREMENT: "CUDA's atomicInc: up to the operand, then back to 0.",
    AtomicOp.DECREMENT: "CUDA's atomicDec: down to 0, then back to the operand.",
}


def step(op: AtomicOp, type_: Scalar) -> str | None:
    """The new value as an expression over `old` and `operand`; None where CUDA has no such atomic."""
    return (_FLOAT_STEPS if type_.is_float else _INTEGER_STEPS).get(op)


@record
class Narrow16:
    """A 16-bit number in memory, as it is computed with: half and bfloat16 as float."""

    word: str
    computed: str
    decode: str
    encode: str
    needs: tuple[Helper, ...]


HALF = Narrow16("half", "float", "half_to_float({})", "float_to_half({})", (halves.HALF_TO_FLOAT, halves.FLOAT_TO_HALF))
BFLOAT = Narrow16(
    "bfloat", "float", "bfloat_to_float({})", "float_to_bfloat({})", (halves.BFLOAT_TO_FLOAT, halves.FLOAT_TO_BFLOAT)
)
NATIVE_HALF = Narrow16("half", "half", "as_half({})", "as_ushort({})", ())
USHORT = Narrow16("ushort", "ushort", "{}", "{}", ())


def _suffix(space: Space) -> str:
    return "" if space is Space.GLOBAL else "_local"


def swap(op: AtomicOp, type_: Scalar, space: Space, new: str) -> Helper:
    """An atomic on 32 or 64 bits through compare-and-swap of the same bits; `new` is from `step`."""
    number = SCALAR_NAMES[type_]
    word = SCALAR_NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"atomic_{op}_{number}{_suffix(space)}"
    exchange = "atomic_cmpxchg" if type_.bits == 32 else "atom_cmpxchg"
    where = SPACE_NAMES[space]
    says = f"// {_SAYS[op]}\n" if op in _SAYS else ""
    if number == word:
        compared = f"{exchange}(place, old, {new})"
        return Helper(
            name,
            f"""\
{says}{number} {name}(volatile {where}{number}* place, {number} operand) {{
    {number} old, seen = *place;
    do {{
        old = seen;
        seen = {compared};
    }} while (seen != old);
    return old;
}}""",
        )
    return Helper(
        name,
        f"""\
{says}{number} {name}(volatile {where}{number}* place, {number} operand) {{
    volatile {where}{word}* bits = (volatile {where}{word}*)place;
    {word} expected, seen = *bits;
    {number} old;
    do {{
        expected = seen;
        old = as_{number}(expected);
        seen = {exchange}(bits, expected, as_{word}({new}));
    }} while (seen != expected);
    return old;
}}""",
    )


def swap_bits(type_: Scalar, space: Space) -> Helper:
    """Compare-and-swap of a float or double by its bits."""
    number = SCALAR_NAMES[type_]
    word = SCALAR_NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"atomic_compare_exchange_{number}{_suffix(space)}"
    exchange = "atomic_cmpxchg" if type_.bits == 32 else "atom_cmpxchg"
    where = SPACE_NAMES[space]
    return Helper(
        name,
        f"""\
{number} {name}(volatile {where}{number}* place, {number} expected, {number} desired) {{
    volatile {where}{word}* bits = (volatile {where}{word}*)place;
    return as_{number}({exchange}(bits, as_{word}(expected), as_{word}(desired)));
}}""",
    )


def swap_narrow(op: AtomicOp, narrow: Narrow16, space: Space) -> Helper:
    """A 16-bit atomic inside the 32-bit word around it."""
    name = f"atomic_{op}_{narrow.word}{_suffix(space)}"
    where = SPACE_NAMES[space]
    exchange = op is AtomicOp.COMPARE_EXCHANGE
    signature = f"{narrow.computed} expected, {narrow.computed} desired" if exchange else f"{narrow.computed} operand"
    new = "old == expected ? desired : old" if exchange else (_FLOAT_STEPS | _INTEGER_STEPS)[op]
    if narrow.computed != "ushort":
        new = new if exchange else _FLOAT_STEPS[op]
    decoded = narrow.decode.format("(ushort)(seen >> shift)")
    encoded = narrow.encode.format(new)
    return Helper(
        name,
        f"""\
// On 16 bits, inside the 32-bit word around them.
{narrow.computed} {name}(volatile {where}void* place, {signature}) {{
    volatile {where}uint* word = (volatile {where}uint*)((size_t)place & ~(size_t)3);
    const uint shift = ((size_t)place & 2) * 8;
    uint whole, seen = *word;
    {narrow.computed} old;
    do {{
        whole = seen;
        old = {decoded};
        const uint fresh = (uint)({encoded}) << shift;
        seen = atomic_cmpxchg(word, whole, (whole & ~(0xFFFFu << shift)) | fresh);
    }} while (seen != whole);
    return old;
}}""",
        narrow.needs,
    )


def add_pair(narrow: Narrow16, space: Space) -> Helper:
    """atomicAdd on half2 and bfloat162: each half by itself, as CUDA has it."""
    single = swap_narrow(AtomicOp.ADD, narrow, space)
    name = f"{single.name}2"
    where, number = SPACE_NAMES[space], narrow.computed
    return Helper(
        name,
        f"""\
{number}2 {name}(volatile {where}void* place, {number}2 operand) {{
    volatile {where}ushort* halves = (volatile {where}ushort*)place;
    const {number} low = {single.name}(halves, operand.x);
    const {number} high = {single.name}(halves + 1, operand.y);
    return ({number}2)(low, high);
}}""",
        (single,),
    )
