"""Warp operations on any device: through local memory, one slot a thread, with barriers of the whole block.

All threads of the block must come, which the passes before guarantee. A warp is 32 threads in the order of CUDA's
linear thread index; the last one of a block may be smaller. The lane that a shuffle reads follows PTX, shfl.sync
(PTX ISA, 9.7.9.6): deltas and lanes count modulo 32, and a lane that there is not leaves the own value.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.nodes import WarpOp
from transkernel.ir.types import Scalar, Type, Vector

THREAD_IN_BLOCK = Helper(
    "thread_in_block",
    """\
uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}""",
)

THREADS_OF_BLOCK = Helper(
    "threads_of_block",
    """\
uint threads_of_block(void) {
    return get_local_size(0) * get_local_size(1) * get_local_size(2);
}""",
)

_SUBGROUP_THREAD = Helper(
    "lane_of_thread",
    """\
uint lane_of_thread(void) {
    return get_sub_group_local_id();
}""",
)

_LOCAL_LANE = Helper(
    "lane_of_thread",
    """\
uint lane_of_thread(void) {
    return thread_in_block() % 32;
}""",
    (THREAD_IN_BLOCK,),
)


def type_word(type_: Type) -> str:
    """`float`, or `float2` for the pairs that half2 travels as."""
    if isinstance(type_, Vector):
        return f"{SCALAR_NAMES[type_.scalar]}{type_.lanes}"
    assert isinstance(type_, Scalar)
    return SCALAR_NAMES[type_]


def slots_type(exchange_bytes: int) -> str:
    return "uint" if exchange_bytes == 4 else "ulong"


def _named(base: str, exchange_bytes: int) -> str:
    """Kernels of one file may have slots of either size, and each needs helpers of its own."""
    return base if exchange_bytes == 4 else f"{base}_wide"


class Warps:
    """The helpers of one way to reach other lanes: sub-groups, or scratch of `exchange_bytes` for each thread."""

    def __init__(self, subgroups: bool, exchange_bytes: int) -> None:
        self.subgroups = subgroups
        self._bytes = 4 if subgroups else exchange_bytes
        self._slots = "" if subgroups else f"__local {slots_type(exchange_bytes)}* exchange, "
        self._given = "" if subgroups else "exchange, "
        self.lane = _SUBGROUP_THREAD if subgroups else _LOCAL_LANE

    def value_of_lane(self, type_: Type) -> Helper:
        word = type_word(type_)
        name = _named(f"value_of_lane_{word}", self._bytes)
        if self.subgroups:
            return Helper(
                name,
                f"""\
// What another lane of the warp holds; the own value where there is no such lane.
{word} {name}({word} value, uint lane) {{
    return sub_group_shuffle(value, lane < get_sub_group_size() ? lane : get_sub_group_local_id());
}}""",
            )
        return Helper(
            name,
            f"""\
// What another lane of the warp holds; the own value where there is no such lane. All threads of the block must call.
{word} {name}({self._slots}{word} value, uint lane) {{
    __local {word}* slots = (__local {word}*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const {word} result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}}""",
            (THREAD_IN_BLOCK, THREADS_OF_BLOCK),
        )

    def shuffle(self, op: WarpOp, type_: Type) -> Helper:
        word, (argument, lines) = type_word(type_), _SOURCES[op]
        name = _named(f"{op}_{word}", self._bytes)
        reader = self.value_of_lane(type_)
        body = "\n".join(f"    {line}" for line in lines)
        return Helper(
            name,
            f"""\
{word} {name}({self._slots}{word} value, uint {argument}, uint width) {{
    const uint lane = lane_of_thread();
{body}
    return {reader.name}({self._given}value, source);
}}""",
            (self.lane, reader),
        )

    @property
    def ballot(self) -> Helper:
        """Bit l is the predicate of lane l; lanes that are not there or not in the mask have 0."""
        if self.subgroups:
            text = """\
uint warp_ballot(bool predicate, uint mask) {
    return sub_group_ballot(predicate).x & mask;
}"""
            return Helper("warp_ballot", text)
        name = _named("warp_ballot", self._bytes)
        return Helper(
            name,
            f"""\
// Bit l is what lane l of the warp voted. All threads of the block must call.
uint {name}({self._slots}bool predicate, uint mask) {{
    const uint thread = thread_in_block();
    const uint first = thread / 32 * 32;
    const uint lanes = min(32u, threads_of_block() - first);
    exchange[thread] = predicate;
    barrier(CLK_LOCAL_MEM_FENCE);
    uint votes = 0;
    for (uint lane = 0; lane < lanes; lane++)
        votes |= (uint)exchange[first + lane] << lane;
    barrier(CLK_LOCAL_MEM_FENCE);
    return votes & mask;
}}""",
            (THREAD_IN_BLOCK, THREADS_OF_BLOCK),
        )

    def vote(self, op: WarpOp) -> Helper:
        ballot = self.ballot
        test = {
            WarpOp.ANY: f"{ballot.name}({self._given}predicate, mask) != 0",
            WarpOp.ALL: f"{ballot.name}({self._given}!predicate, mask) == 0",
        }[op]
        name = _named(f"warp_{op}", self._bytes)
        return Helper(
            name, f"bool {name}({self._slots}bool predicate, uint mask) {{\n    return {test};\n}}", (ballot,)
        )

    def match(self, op: WarpOp, type_: Type) -> Helper:
        """`match_any`: the lanes of the mask that hold the own value. `match_all`: the mask where all do, or 0."""
        word, name = type_word(type_), _named(f"{op}_{type_word(type_)}", self._bytes)
        if op is WarpOp.MATCH_ANY:
            says = "The lanes of the mask that hold the same value."
        else:
            says = "The lanes of the mask if all of them hold the same value, otherwise 0."
        body = f"""\
        present |= 1u << lane;
        if ({_same_bits(type_, "other", "value")})
            equal |= 1u << lane;"""
        last = "equal" if op is WarpOp.MATCH_ANY else "equal == present ? equal : 0"
        return self._over_lanes(says, name, "uint", word, "uint present = 0, equal = 0;", body, last)

    def reduce(self, op: WarpOp, type_: Type) -> Helper:
        word, name = type_word(type_), _named(f"{op}_{type_word(type_)}", self._bytes)
        body = f"""\
        result = first ? other : {_REDUCTIONS[op]};
        first = false;"""
        start = f"{word} result = value;\n    bool first = true;"
        return self._over_lanes("Over the lanes of the mask.", name, word, word, start, body, "result")

    def _over_lanes(self, says: str, name: str, result: str, word: str, start: str, body: str, last: str) -> Helper:
        """A function that looks at the value of every lane in the mask."""
        if self.subgroups:
            return Helper(
                name,
                f"""\
// {says}
{result} {name}({word} value, uint mask) {{
    {start}
    for (uint lane = 0; lane < get_sub_group_size(); lane++) {{
        const {word} other = sub_group_shuffle(value, lane);
        if (((mask >> lane) & 1) == 0)
            continue;
{body}
    }}
    return {last};
}}""",
            )
        return Helper(
            name,
            f"""\
// {says} All threads of the block must call.
{result} {name}({self._slots}{word} value, uint mask) {{
    __local {word}* slots = (__local {word}*)exchange;
    const uint thread = thread_in_block();
    const uint base = thread / 32 * 32;
    const uint lanes = min(32u, threads_of_block() - base);
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    {start}
    for (uint lane = 0; lane < lanes; lane++) {{
        const {word} other = slots[base + lane];
        if (((mask >> lane) & 1) == 0)
            continue;
{body}
    }}
    barrier(CLK_LOCAL_MEM_FENCE);
    return {last};
}}""",
            (THREAD_IN_BLOCK, THREADS_OF_BLOCK),
        )


# The lane that each shuffle reads, within segments of `width` lanes.
_SOURCES: dict[WarpOp, tuple[str, tuple[str, ...]]] = {
    WarpOp.SHUFFLE: ("from", ("const uint source = (lane & ~(width - 1)) | (from & (width - 1));",)),
    WarpOp.SHUFFLE_UP: (
        "delta",
        ("const uint source = lane % width >= delta % 32 ? lane - delta % 32 : lane;",),
    ),
    WarpOp.SHUFFLE_DOWN: (
        "delta",
        ("const uint source = lane % width + delta % 32 < width ? lane + delta % 32 : lane;",),
    ),
    WarpOp.SHUFFLE_XOR: (
        "lane_mask",
        (
            "const uint other = lane ^ (lane_mask % 32);",
            "const uint source = other < (lane & ~(width - 1)) + width ? other : lane;",
        ),
    ),
}

_REDUCTIONS: dict[WarpOp, str] = {
    WarpOp.REDUCE_ADD: "result + other",
    WarpOp.REDUCE_MIN: "min(result, other)",
    WarpOp.REDUCE_MAX: "max(result, other)",
    WarpOp.REDUCE_AND: "result & other",
    WarpOp.REDUCE_OR: "result | other",
    WarpOp.REDUCE_XOR: "result ^ other",
}


def _same_bits(type_: Type, left: str, right: str) -> str:
    """CUDA's match compares bits, so that a NaN equals itself."""
    if isinstance(type_, Scalar) and type_.is_float:
        word = {32: "uint", 64: "ulong"}[type_.bits]
        return f"as_{word}({left}) == as_{word}({right})"
    return f"{left} == {right}"


def block_vote(op: str, exchange_bytes: int) -> Helper:
    """A barrier that counts a predicate, and what `__syncthreads_count`, `_and`, `_or` make of the count."""
    test = {"count": "votes", "and": "votes == threads_of_block()", "or": "votes != 0"}[op]
    name = _named(f"block_{op}", exchange_bytes)
    needs = (THREAD_IN_BLOCK, THREADS_OF_BLOCK) if op == "and" else (THREAD_IN_BLOCK,)
    return Helper(
        name,
        f"""\
// A barrier that counts votes. All threads of the block must call.
int {name}(__local {slots_type(exchange_bytes)}* exchange, bool predicate) {{
    __local uint* count = (__local uint*)exchange;
    if (thread_in_block() == 0)
        *count = 0;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (predicate)
        atomic_inc(count);
    barrier(CLK_LOCAL_MEM_FENCE);
    const uint votes = *count;
    barrier(CLK_LOCAL_MEM_FENCE);
    return {test};
}}""",
        needs,
    )
