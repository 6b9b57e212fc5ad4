"""Local arrays as tiles, and products of fragments: what becomes one, what does not, and that both give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import Declare, Program
from transkernel.ir.tile import Dot, TileProgram
from transkernel.ir.types import INT32, Tile
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

BLOCK = 64
ROWS = Tile(INT32, ("LANES", 4))
SIZE = BLOCK * 16
EACH = "for (int i = 0; i < 4; i++)"
THREE = "for (int i = 0; i < 3; i++)"
SAVE = f"{EACH} y[t * 4 + i] = a[i];"
# Bodies of a kernel on `x` and `y`, with `t` the thread; `y` is what they give.
TILED = {
    "there and back": f"int a[4]; {EACH} a[i] = x[t * 4 + i]; {EACH} a[i] = a[i] * 2 + i; {SAVE}",
    "a number of the turn": f"int a[4]; {EACH} {{ int b = i * 2; b += t; a[i] = b; }} {EACH} y[i + t * 4] = a[i];",
    "some threads": f"int a[4]; {EACH} a[i] = i; if (t % 3) {EACH} a[i] += x[t]; {SAVE}",
    "in a loop": f"int a[4]; {EACH} a[i] = 0; for (int k = 0; k < n; k++) {EACH} a[i] += x[k * 4 + i]; {SAVE}",
    "until each is done": f"int a[4]; {EACH} a[i] = 0; for (int k = t; k < 70; k += 9) {EACH} a[i] += k; {SAVE}",
    "in a struct": f"Row a, b; {EACH} a.x[i] = x[t + i]; b = a; {EACH} y[t * 4 + i] = b.x[i];",
    "two in one": f"Two a; {EACH} {{ a.x[i] = i; a.y[i] = t; }} {EACH} y[t * 4 + i] = a.x[i] - a.y[i];",
    "a choice": f"int a[4]; {EACH} a[i] = i < 2 ? x[t + i] : n / (i + 1); {SAVE}",
    "by a helper": f"int a[4]; {EACH} a[i] = i; add(a, t); {SAVE}",
}  # fmt: skip
OTHERS = {
    "another element": f"int a[4]; {EACH} a[i] = x[i]; {EACH} y[t * 4 + i] = a[3 - i];",
    "what the turn before gave": f"int a[4]; {EACH} a[i] = i; for (int i = 1; i < 4; i++) a[i] += a[i - 1]; {SAVE}",
    "a total": f"int a[4], sum = 0; {EACH} a[i] = x[i]; {EACH} {{ sum += x[i]; a[i] = sum; }} {SAVE}",
    "a part": f"int a[4]; {EACH} a[i] = 0; for (int i = 0; i < 2; i++) a[i] = t; {SAVE}",
    "not a power of two": f"int a[3]; {THREE} a[i] = t; {THREE} y[t * 3 + i] = a[i];",
    "a place for all": f"int a[4]; {EACH} a[i] = i; {EACH} y[t] = a[i];",
    "what was written": f"int a[4]; {EACH} a[i] = i; y[t * 4 + 3] = 9; {EACH} y[t * 4 + i] = y[t * 4 + 3 - i] + a[i];",
    "another array": f"int a[4], b[8]; for (int k = 0; k < 8; k++) b[k] = t + k; {EACH} a[i] = b[i]; {SAVE}",
    "a shuffle": f"int a[4]; {EACH} a[i] = t; {EACH} a[i] = __shfl_xor_sync(0xffffffff, a[i], 1); {SAVE}",
}  # fmt: skip
BEFORE = """struct Row { int x[4]; };
struct Two { int x[4]; int y[4]; };
__device__ void add(int (&a)[4], int by) { for (int i = 0; i < 4; ++i) a[i] += by; }
"""


def program(body: str, types: tuple[str, str] = ("int", "int"), before: str = BEFORE) -> Program:
    given, out = types
    text = f"""{before}
__global__ void kernel(const {given}* x, {out}* y, int n) {{
    const int t = threadIdx.x;
    {body}
}}
"""
    (made,) = lower(SourceFile("test.cu", text), Options()).kernels
    assert made.program is not None, made.diagnostics
    return made.program


def outcome(tiles: TileProgram, x: Any, y: Any) -> Any:
    made = y.copy()
    run(tiles, launch_constants(tiles.kernel, (BLOCK, 1, 1)), (1, 1, 1), {"x": x, "y": made, "n": 3})
    return made


@pytest.mark.parametrize("body", TILED.values(), ids=TILED)
def test_an_array_is_a_tile(body: str) -> None:
    check(body, tiled=True)


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_an_array_is_no_tile(body: str) -> None:
    check(body, tiled=False)


def check(body: str, *, tiled: bool) -> None:
    given = program(body)
    tiles, plain = vectorised(given), vectorised(given, raises=False)
    rows = [node for node in walk_all(tiles.kernel.body) if isinstance(node, Declare) and node.type == ROWS]
    assert bool(rows) == tiled
    assert plain.kernel.scratch is not None
    x, y = np.random.default_rng(3).integers(-99, 99, SIZE).astype(np.int32), np.zeros(SIZE, np.int32)
    assert np.any(outcome(plain, x, y) != 0)
    assert np.array_equal(outcome(tiles, x, y), outcome(plain, x, y))


# ------------------------------------------------------------ fragments

FRAGMENTS = "#include <mma.h>\nusing namespace nvcuda::wmma;\n"
FACTORS = """fragment<matrix_a, {m}, {n}, {k}, {t}, row_major> a; fragment<matrix_b, {m}, {n}, {k}, {t}, col_major> b;
    fragment<accumulator, {m}, {n}, {k}, {s}> c;
    load_matrix_sync(a, x + t / 32 * 1024, {k}); load_matrix_sync(b, x + 512 + t / 32 * 1024, {k});"""
PRODUCTS = """fill_fragment(c, {s}(1)); for (int i = 0; i < n; i++) mma_sync(c, a, b, c);
    store_matrix_sync(y + t / 32 * 256, c, {m}, mem_col_major);"""
KINDS = {
    "halves": ((16, 16, 16, "half", "float"), np.float16, np.float32),
    "tall": ((32, 8, 16, "half", "float"), np.float16, np.float32),
    "wide": ((8, 32, 16, "half", "half"), np.float16, np.float16),
    "bytes": ((16, 16, 16, "signed char", "int"), np.int8, np.int32),
    "unsigned bytes": ((32, 8, 16, "unsigned char", "int"), np.uint8, np.int32),
    "doubles": ((8, 8, 4, "double", "double"), np.float64, np.float64),
}


@pytest.mark.parametrize(("sizes", "given", "result"), KINDS.values(), ids=KINDS)
def test_products_of_fragments(sizes: tuple[Any, ...], given: Any, result: Any) -> None:
    """Of two warps, three times, column by column, from ones; in whole numbers, which no order of sums changes."""
    m, n, k, t, s = sizes
    words = {"m": m, "n": n, "k": k, "t": t, "s": s}
    text = program((FACTORS + PRODUCTS).format(**words), (t, s), FRAGMENTS)
    low, high = (0, 256) if given == np.uint8 else (-128, 128) if given == np.int8 else (-4, 5)
    x = np.random.default_rng(4).integers(low, high, 2048).astype(given)
    y = np.zeros(512, result)
    tiles, plain = vectorised(text), vectorised(text, raises=False)
    assert tiles.kernel.scratch is None
    assert [dots(tiles), dots(plain)] == [1, 0]
    for made in (tiles, plain):
        out = outcome(made, x, y)
        for warp, part in enumerate(x.astype(np.int64).reshape(2, 1024)):
            left, right = part[: m * k].reshape(m, k), part[512 : 512 + n * k].reshape(n, k).T
            wanted = (1 + 3 * (left @ right)).T.reshape(-1)
            assert np.array_equal(out[warp * 256 : warp * 256 + m * n], wanted.astype(result))


def dots(tiles: TileProgram) -> int:
    return sum(isinstance(node, Dot) for node in walk_all(tiles.kernel.body))


BLOCKED = """
    fragment<matrix_a, 16, 16, 16, half, row_major> a[2]; fragment<matrix_b, 16, 16, 16, half, row_major> b;
    fragment<accumulator, 16, 16, 16, float> c[2][1];
    for (int i = 0; i < 2; i++) { load_matrix_sync(a[i], x + i * 256, 16); fill_fragment(c[i][0], 0.0f); }
    load_matrix_sync(b, x + 512, 16);
    for (int i = 0; i < 2; i++) for (int j = 0; j < 1; j++) mma_sync(c[i][j], a[i], b, c[i][j]);
    for (int i = 0; i < 2; i++) store_matrix_sync(y + t / 32 * 512 + i * 256, c[i][0], 16, mem_row_major);
"""
ONE_ELEMENT = "c[0][0].x[n % 8] = 5.0f;"


@pytest.mark.parametrize(
    ("body", "count"), [(BLOCKED, 2), (BLOCKED + ONE_ELEMENT, 0)], ids=["each by itself", "an element is named"]
)
def test_arrays_of_fragments(body: str, count: int) -> None:
    """Each is a fragment by itself when loops are written out; where an element is named, all are as other arrays."""
    text = program(body, ("half", "float"), FRAGMENTS)
    x, y = np.random.default_rng(4).integers(-4, 5, 1024).astype(np.float16), np.zeros(1024, np.float32)
    tiles = vectorised(text)
    assert dots(tiles) == count
    a = x.astype(np.float32)
    wanted = (a[:512].reshape(2, 16, 16) @ a[512:768].reshape(16, 16)).reshape(-1)
    assert np.array_equal(outcome(tiles, x, y), np.tile(wanted, 2))


# ------------------------------------------------------------ arrays in parameters

DIMS = """
struct Dims { int sizes[3]; int strides[3]; };
__global__ void spread(const int* x, int* y, Dims dims, int rank) {
    int left = threadIdx.x, place = 0;
    for (int d = rank - 1; d >= 0; d--) {
        place += left % dims.sizes[d] * dims.strides[d];
        left /= dims.sizes[d];
    }
    y[threadIdx.x] = x[place] + dims.sizes[threadIdx.x % 3];
}
"""


def test_an_index_chooses_among_the_numbers_of_a_parameter() -> None:
    (made,) = lower(SourceFile("test.cu", DIMS), Options()).kernels
    assert made.program is not None, made.diagnostics
    tiles = vectorised(made.program)
    sizes, strides = (2, 4, 8), (1, 2, 8)
    x, y = np.arange(BLOCK, dtype=np.int32), np.zeros(BLOCK, np.int32)
    names = [each.name for each in tiles.kernel.parameters if each.name.startswith("dims")]
    arguments = dict(zip(names, sizes + strides, strict=True))
    constants = launch_constants(tiles.kernel, (BLOCK, 1, 1))
    run(tiles, constants, (1, 1, 1), {"x": x, "y": y, "rank": 3, **arguments})
    turned = x.reshape(8, 4, 2).transpose(2, 1, 0).ravel()
    assert np.array_equal(y, turned + np.array(sizes)[x % 3])


def test_an_index_into_a_parameter_of_many_numbers_is_refused() -> None:
    text = (
        "struct Many { int x[80]; };\n__global__ void kernel(int* y, Many many, int n) { y[threadIdx.x] = many.x[n]; }"
    )
    (made,) = lower(SourceFile("test.cu", text), Options()).kernels
    assert made.program is not None, made.diagnostics
    with pytest.raises(Refusal, match="TK0461"):
        vectorised(made.program)
