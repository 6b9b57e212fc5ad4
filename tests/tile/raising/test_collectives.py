"""What threads compute together, in many ways of writing it: the word it becomes, and that it gives the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Collective, Program
from transkernel.ir.verify import verify
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile.normalise import normalise
from transkernel.tile.raising.collectives import KINDS, collectives
from transkernel.tile.raising.shuffle_reductions import shuffle_reductions

ALL = "0xffffffff"
TILE = "__shared__ {type} s[1024];"
DOWN = f"for (int d = 16; d > 0; d /= 2) v += __shfl_down_sync({ALL}, v, d);"
BUTTERFLY = f"for (int d = 16; d > 0; d /= 2) v += __shfl_xor_sync({ALL}, v, d);"
SCAN_WARP = f"for (int d = 1; d < 32; d *= 2) {{ int n = __shfl_up_sync({ALL}, v, d); if (lane >= d) v += n; }}"
STAGES = f"""
    if (lane == 0) s[warp] = v;
    __syncthreads();
    v = t < blockDim.x / 32 ? s[lane] : 0;
    if (warp == 0) {DOWN}
"""
HALVES = "for (unsigned h = blockDim.x / 2; h > 0; h >>= 1) { if (t < h) s[t] += s[t + h]; __syncthreads(); }"
FIRST = "if (t == 0) out[blockIdx.x] = v;"
OWN = "out[i] = v;"


def program(body: str, type_: str = "int", functions: str = "") -> Program:
    text = f"""{functions}
__global__ void kernel(const {type_}* x, {type_}* out, int n) {{
    const int t = threadIdx.x, lane = t % 32, warp = t / 32;
    const int i = blockIdx.x * blockDim.x + t;
    {type_} v = x[i];
    {body.replace("{type}", type_)}
}}
"""
    made = lower(SourceFile("test.cu", text), Options()).kernels[0].program
    assert made is not None
    return made


def words(given: Program, without: frozenset[str] = frozenset()) -> list[str]:
    made, _ = collectives(shuffle_reductions(normalise(resolve(given))), without)
    verify(made, spaces_resolved=True)
    nodes = [node for node in walk_all(made.kernel.body) if isinstance(node, Collective)]
    return [".".join(filter(None, (str(node.scope), node.scan, node.op))) for node in nodes]


def needs_a_power(given: Program) -> bool:
    return bool(collectives(shuffle_reductions(normalise(resolve(given))))[1])


def outcome(given: Program, x: Any, block: int, *, raises: bool) -> Any:
    tiles = vectorised(given, raises=raises)
    out = np.zeros_like(x)
    constants = launch_constants(tiles.kernel, (block, 1, 1), 4096)
    run(tiles, constants, (len(x) // block, 1, 1), {"x": x, "out": out, "n": np.int32(3)}, 4096)
    return out


def agrees(given: Program, blocks: tuple[int, ...], dtype: Any = np.int32) -> bool:
    for block in blocks:
        x = np.random.default_rng(block).integers(-1000, 1000, 2 * block).astype(dtype)
        found = [outcome(given, x, block, raises=raises) for raises in (True, False)]
        if not np.array_equal(*found):
            return False
    return True


POWERS, WARPS = (32, 64, 256), (32, 96, 128)
FORMS: dict[str, tuple[str, list[str], tuple[int, ...]]] = {
    "down, for the first lane": (DOWN + "if (lane == 0) out[i / 32] = v;", ["warp.add"], WARPS),
    "down, for the first thread": (DOWN + FIRST, ["warp.add"], WARPS),
    "down, its value through a temporary": (
        f"for (int d = 16; d; d /= 2) {{ int o = __shfl_down_sync({ALL}, v, d); v = v + o; }} if (!lane) out[i] = v;",
        ["warp.add"], WARPS),
    "down, the others return": (DOWN + "if (lane) return; " + OWN, ["warp.add"], WARPS),
    "down, spread from the first lane": (DOWN + f"v = __shfl_sync({ALL}, v, 0);" + OWN, ["warp.add"], WARPS),
    "down, of what a condition guards": (DOWN + "if (lane == 0 && i < n) out[i] = v;", ["warp.add"], WARPS),
    "down, the largest": (DOWN.replace("v += ", "v = max(v, ").replace("d);", "d));") + FIRST, ["warp.max"], WARPS),
    "a computed value": (f"v = 2 * v + 1; {DOWN} {FIRST}", ["warp.add"], WARPS),
    "a butterfly": (BUTTERFLY + OWN, ["warp.add"], WARPS),
    "two stages": (TILE + DOWN + STAGES + FIRST, ["block.add"], WARPS),
    "two stages, over all places": (
        "__shared__ {type} s[32]; if (warp == 0) s[lane] = 0; __syncthreads();" + BUTTERFLY
        + "if (lane == 0) s[warp] = v; __syncthreads(); v = s[lane];" + BUTTERFLY + OWN, ["block.add"], WARPS),
    "two stages, a barrier and a broadcast": (
        TILE + DOWN + STAGES + "__syncthreads(); if (t == 0) s[0] = v; __syncthreads(); v = s[0];" + OWN,
        ["block.add"], WARPS),
    "two stages, a scalar for the result": (
        TILE + "__shared__ {type} all;" + DOWN + STAGES + "if (t == 0) all = v; __syncthreads(); v = all;" + OWN,
        ["block.add"], WARPS),
    "two stages, one thread adds": (
        TILE + BUTTERFLY + """if (lane == 0) s[warp] = v; __syncthreads();
        if (t == 0) { v = 0; for (int w = 0; w < blockDim.x / 32; ++w) v += s[w]; out[blockIdx.x] = v; }""",
        ["block.add"], WARPS),
    "the largest, from a number on": (
        "__shared__ {type} s[32];" + DOWN.replace("v += ", "v = max(v, ").replace("d);", "d));")
        + "if (lane == 0) s[warp] = v; __syncthreads(); v = t < blockDim.x / 32 ? s[lane] : 900;"
        + DOWN.replace("v += ", "v = max(v, ").replace("d);", "d));") + FIRST, ["block.max"], (32, 96, 992, 1024)),
    "a tree": (TILE + "s[t] = v; __syncthreads();" + HALVES + "v = s[0];" + OWN, ["block.add"], POWERS),
    "a tree of the launch's size": (
        "extern __shared__ {type} s[]; s[t] = v; __syncthreads();" + HALVES + "v = s[0];" + OWN,
        ["block.add"], POWERS),
    "a tree over one array, for one thread": (
        TILE + "s[t] = i < n ? v : 0; __syncthreads();" + HALVES + "if (t == 0) out[blockIdx.x] = s[0];",
        ["block.add"], POWERS),
    "neighbours first": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = 1; h < blockDim.x; h *= 2) { if (t % (2 * h) == 0) s[t] += s[t + h]; __syncthreads(); }
        v = s[0];""" + OWN, ["block.add"], POWERS),
    "neighbours first, by threads side by side": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = 1; h < blockDim.x; h *= 2) {
            int at = 2 * h * t; if (at < blockDim.x) s[at] += s[at + h]; __syncthreads(); }
        v = s[0];""" + OWN, ["block.add"], POWERS),
    "the last warp unrolled": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = blockDim.x / 2; h > 32; h >>= 1) { if (t < h) s[t] += s[t + h]; __syncthreads(); }
        if (t < 32) {
            if (blockDim.x >= 64) { s[t] += s[t + 32]; __syncwarp(); }
            s[t] += s[t + 16]; __syncwarp(); s[t] += s[t + 8]; __syncwarp(); s[t] += s[t + 4]; __syncwarp();
            s[t] += s[t + 2]; __syncwarp(); s[t] += s[t + 1]; }
        if (t == 0) out[blockIdx.x] = s[0];""", ["block.add"], POWERS),
    "a tree and then a warp": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = blockDim.x / 2; h >= 32; h >>= 1) { if (t < h) s[t] += s[t + h]; __syncthreads(); }
        if (t < 32) { v = s[t];""" + DOWN + "if (t == 0) out[blockIdx.x] = v; }", ["block.add"], POWERS),
    "the largest, by a branch": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = blockDim.x / 2; h > 0; h /= 2) {
            if (t < h) { if (s[t] < s[t + h]) s[t] = s[t + h]; } __syncthreads(); }
        v = s[0];""" + OWN, ["block.max"], POWERS),
    "the smallest, by a choice": (
        TILE + """s[t] = v; __syncthreads();
        for (int h = blockDim.x / 2; h > 0; h /= 2) {
            if (t < h) s[t] = s[t] < s[t + h] ? s[t] : s[t + h]; __syncthreads(); }
        v = s[0];""" + OWN, ["block.min"], POWERS),
    "in a loop of all threads": (
        TILE + "int all = 0; for (int k = 0; k < n; ++k) { __syncthreads(); s[t] = v + k; __syncthreads();" + HALVES
        + "all += s[0]; __syncthreads(); } v = all;" + OWN, ["block.add"], POWERS),
    "where all threads come or none": (
        TILE + "if (n > 2) { s[t] = v; __syncthreads();" + HALVES + "v = s[0]; }" + OWN, ["block.add"], POWERS),
    "a scan of a warp": (SCAN_WARP + OWN, ["warp.inclusive.add"], WARPS),
    "a scan of a warp, without its own": (
        SCAN_WARP + f"v = __shfl_up_sync({ALL}, v, 1); if (lane == 0) v = 0;" + OWN, ["warp.exclusive.add"], WARPS),
    "a scan in one array": (
        TILE + """s[t] = v; __syncthreads();
        for (int d = 1; d < blockDim.x; d *= 2) {
            int n = t >= d ? s[t - d] : 0; __syncthreads(); s[t] += n; __syncthreads(); }
        v = s[t];""" + OWN, ["block.inclusive.add"], (32, 64, 96)),
    "a scan in two arrays": (
        """__shared__ {type} s[2][256]; int from = 0; s[0][t] = v; __syncthreads();
        for (int d = 1; d < blockDim.x; d <<= 1) {
            s[1 - from][t] = t >= d ? s[from][t] + s[from][t - d] : s[from][t]; from = 1 - from; __syncthreads(); }
        v = s[from][t];""" + OWN, ["block.inclusive.add"], (32, 64, 96)),
    "sweeps up and down": (
        TILE + """s[t] = v; __syncthreads();
        for (int d = 1; d < blockDim.x; d *= 2) {
            int at = (t + 1) * d * 2 - 1; if (at < blockDim.x) s[at] += s[at - d]; __syncthreads(); }
        if (t == 0) s[blockDim.x - 1] = 0;
        __syncthreads();
        for (int d = blockDim.x / 2; d > 0; d /= 2) {
            int at = (t + 1) * d * 2 - 1;
            if (at < blockDim.x) { int left = s[at - d]; s[at - d] = s[at]; s[at] += left; } __syncthreads(); }
        v = s[t];""" + OWN, ["block.exclusive.add"], POWERS),
    "a scan of warps, and of their sums": (
        TILE + SCAN_WARP + """if (lane == 31) s[warp] = v; __syncthreads();
        for (int w = 0; w < warp; ++w) v += s[w];""" + OWN, ["block.inclusive.add"], WARPS),
}  # fmt: skip


@pytest.mark.parametrize(("body", "word", "blocks"), FORMS.values(), ids=FORMS)
def test_what_threads_compute_together_is_a_word(body: str, word: list[str], blocks: tuple[int, ...]) -> None:
    given = program(body)
    assert words(given) == word
    assert needs_a_power(given) == (blocks is POWERS)
    assert agrees(given, blocks)


@pytest.mark.parametrize("name", ["two stages", "a tree of the launch's size", "a scan of warps, and of their sums"])
def test_shared_memory_that_nobody_reads_any_more_goes(name: str) -> None:
    body, _, (block, *_) = FORMS[name]
    assert vectorised(program(body), raises=False).kernel.scratch is not None
    tiles = vectorised(program(body))
    assert tiles.kernel.scratch is None
    assert launch_constants(tiles.kernel, (block, 1, 1)).keys() == {"LANES", "BLOCK_X"}


REDUCE = """
__inline__ __device__ {type} reduceWarp({type} val) {
    for (int offset = warpSize / 2; offset > 0; offset /= 2) val += __shfl_down_sync(0xffffffff, val, offset);
    return val;
}
__inline__ __device__ {type} reduceBlock({type} val) {
    static __shared__ {type} shared[32];
    int lane = threadIdx.x % warpSize;
    int wid = threadIdx.x / warpSize;
    val = reduceWarp(val);
    if (lane == 0) shared[wid] = val;
    __syncthreads();
    val = (threadIdx.x < blockDim.x / warpSize) ? shared[lane] : 0;
    if (wid == 0) val = reduceWarp(val);
    return val;
}
"""


@pytest.mark.parametrize(("type_", "dtype"), [("int", np.int32), ("float", np.float32), ("double", np.float64)])
def test_functions_that_reduce(type_: str, dtype: Any) -> None:
    given = program("v = reduceBlock(v);" + FIRST, type_, REDUCE.replace("{type}", type_))
    assert words(given) == ["block.add"]
    assert agrees(given, WARPS, dtype)


def test_twice_with_one_array() -> None:
    body = (
        "v = reduceBlock(v); __syncthreads(); {type} w = reduceBlock(x[i] * x[i]); if (t == 0) out[blockIdx.x] = v - w;"
    )
    given = program(body, functions=REDUCE.replace("{type}", "int"))
    assert words(given) == ["block.add", "block.add"]
    assert agrees(given, WARPS)


OTHERS: dict[str, tuple[str, tuple[int, ...]]] = {
    "down, for all lanes": (DOWN + OWN, WARPS),
    "down, for the second lane": (DOWN + "if (lane == 1) out[i] = v;", WARPS),
    "down, the last step missing": (DOWN.replace("d > 0", "d > 1") + FIRST, WARPS),
    "down, of half a warp": (DOWN.replace("v, d)", "v, d, 16)") + FIRST, WARPS),
    "down, some lanes": (DOWN.replace(ALL, "0x0000ffff") + FIRST, WARPS),
    "down, a difference": (DOWN.replace("v +=", "v -=") + FIRST, WARPS),
    "a step twice": (DOWN + f"v += __shfl_down_sync({ALL}, v, 1);" + FIRST, WARPS),
    "a tree that stops early": (
        TILE + "s[t] = v; __syncthreads();" + HALVES.replace("h > 0", "h > 1") + "v = s[0];" + OWN, POWERS),
    "a tree that begins late": (
        TILE + "s[t] = v; __syncthreads();" + HALVES.replace("/ 2; h", "/ 4; h") + "v = s[0];" + OWN, POWERS),
    "a tree of another element": (TILE + "s[t] = v; __syncthreads();" + HALVES + "v = s[1];" + OWN, POWERS),
    "one thread's value is another": (
        TILE + "s[t] = v; if (t == 3) s[t] = 7; __syncthreads();" + HALVES + "v = s[0];" + OWN, POWERS),
    "some threads' values are others": (
        TILE + "s[t] = v; if (x[i] > 5) s[t] = 7; __syncthreads();" + HALVES + "v = s[0];" + OWN, POWERS),
    "more than the sum": (TILE + "s[t] = v; __syncthreads();" + HALVES + "v = s[0] + s[1];" + OWN, POWERS),
    "a start that counts": (
        TILE + BUTTERFLY + """if (lane == 0) s[warp] = v; __syncthreads();
        v = 1; for (int w = 0; w < blockDim.x / 32; ++w) v += s[w];""" + OWN, WARPS),
    "only the first warp's is kept": (
        TILE + DOWN + STAGES.replace("if (lane == 0) s", "if (t == 0) s") + FIRST, (32,)),
    "warps write over one another": (
        TILE + "s[lane] = v; __syncthreads();" + HALVES + "v = s[0];" + OWN, (32,)),
    "a scan one step short": (SCAN_WARP.replace("d < 32", "d < 16") + OWN, WARPS),
    "a scan with a wrong guard": (SCAN_WARP.replace("lane >= d", "lane > d") + OWN, WARPS),
}  # fmt: skip


@pytest.mark.parametrize(("body", "blocks"), OTHERS.values(), ids=OTHERS)
def test_what_is_something_else_gives_the_same(body: str, blocks: tuple[int, ...]) -> None:
    """What of it is a word still may be one."""
    given = program(body)
    assert not any(each.startswith("block") or "clusive" in each for each in words(given))
    assert agrees(given, blocks)


def test_memory_that_an_earlier_part_has_left_is_not_anybodys() -> None:
    """Threads that are gone have left zeros: they count as such."""
    body = TILE + "s[t] = 1; __syncthreads(); if (i % 5 == n) return; s[t] = v; __syncthreads();" + HALVES
    given = program(body + "out[i] = s[0];")
    assert words(given) == []


def test_a_branch_without_a_barrier_may_lack_threads() -> None:
    body = "s[t] = 1; __syncthreads(); if (x[i] > 0) { s[t] = v; v = s[0] + s[1]; } out[i] = v;"
    assert words(program(TILE + body)) == []


def test_the_largest_floats_by_a_branch_stay() -> None:
    """Where a NaN is depends on the steps."""
    body, _, _ = FORMS["the largest, by a branch"]
    assert words(program(body, "float")) == []


def test_floats_with_nan() -> None:
    body = DOWN.replace("v += ", "v = fmaxf(v, ").replace("d);", "d));") + FIRST
    given = program(body, "float")
    assert words(given) == ["warp.max"]
    x = np.full(64, np.nan, np.float32)
    x[40] = -3
    found = outcome(given, x, 32, raises=True)
    assert np.isnan(found[0])
    assert found[1] == -3


def test_addresses_that_somebody_takes_stay() -> None:
    body = TILE + "s[t] = v; __syncthreads();" + HALVES + "atomicAdd(&s[0], 1); v = s[0];" + OWN
    assert words(program(body)) == []


def test_blocks_of_more_axes_stay() -> None:
    assert words(program(DOWN + FIRST.replace("t == 0", "t == 0 && threadIdx.y == 0"))) == []


@pytest.mark.parametrize("name", sorted({kind.name for kind in KINDS}))
def test_each_kind_can_be_left_out(name: str) -> None:
    without = frozenset((name,))
    kept = {
        "block-reductions": ("two stages", ["warp.add"]),
        "warp-reductions": ("down, for the first lane", []),
        "scans": ("a scan of a warp", []),
    }
    form, expected = kept[name]
    assert words(program(FORMS[form][0]), without) == expected


def test_all_sizes_of_a_block() -> None:
    """What is found by some sizes holds for those between."""
    for name in ("two stages", "a tree of the launch's size"):
        body, _, blocks = FORMS[name]
        step = 32 if blocks == WARPS else 1
        sizes = [size for size in range(step, 200, step) if blocks == WARPS or size & (size - 1) == 0]
        assert agrees(program(body), tuple(sizes))
