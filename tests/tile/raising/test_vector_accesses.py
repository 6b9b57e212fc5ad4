"""Accesses to the fields of vectors as accesses to vectors: which are, which are not, and that both give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.tile import ConstantRule, Join, Load, Split, Store, TileKernel
from transkernel.ir.types import Tile
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

COUNT = 37
# What a thread does; p and q are float4*, r is float2*, b is uchar4*, f is float*, i is the thread's number.
# With it: how many loads and stores of whole vectors there are, and how many of single numbers.
CASES = {
    "a copy": ("q[i] = p[i];", 1, 1, 0),
    "fields that change places": ("p[i] = make_float4(p[i].w, p[i].x, p[i].z, p[i].y);", 1, 1, 0),
    "two fields": ("f[i] = p[i].x + p[i].w;", 1, 0, 1),
    "one field": ("f[i] = p[i].y;", 0, 0, 2),
    "a field that is read twice": ("float4 v = p[i]; v.x += 1; v.y += v.x; f[i] = v.y * p[i].x + p[i].y;", 1, 0, 1),
    "two vectors": ("float4 v = p[i], w = q[i]; q[i] = make_float4(v.x + w.y, v.y + w.x, v.z, w.w);", 2, 1, 0),
    "vectors of two": ("float2 v = r[i]; r[i] = make_float2(v.y * 2, v.x + v.y);", 1, 1, 0),
    "bytes": ("uchar4 v = b[i]; b[i] = make_uchar4(v.w, v.x + 1, v.y, v.z);", 1, 1, 0),
    "single fields are stored": ("p[i].x = 3; p[i].z = i;", 0, 0, 2),
    "all fields, one by one": ("float4 v = q[i]; p[i].w = v.x; p[i].x = v.y; p[i].z = v.z; p[i].y = v.w;", 1, 1, 0),
    "a store between": ("float4 v; v.x = p[i].x; p[i].y = 5; v.y = p[i].y; f[i] = v.x + v.y;", 0, 0, 4),
    "another place": ("int j = i; float a = p[j].x; j = 36 - j; f[i] = a + p[j].y;", 0, 0, 3),
    "a place that changes between": (
        "int j = i; float a = 0; for (int k = 0; k < 3; ++k) { a += p[j].x; j = (j + 5) % 37; a -= p[j].y; } f[i] = a;",
        0, 0, 3,
    ),
    "fields of two branches": ("float a = p[i].x; if (a > 0) a += p[i].y; f[i] = a;", 0, 0, 3),
    "a vector at a place from a vector": ("uchar4 v = b[i]; f[i] = p[v.x % 37].x + p[v.y % 37].y + v.z;", 1, 0, 3),
    "vectors at a place from a vector": ("uchar4 v = b[i]; float4 w = p[(v.x + v.y) % 37]; f[i] = w.x - w.z;", 2, 0, 1),
    "what is stored changes between": (
        "float v = f[i]; p[i].x = v; v += 1; p[i].y = v; v += 1; p[i].z = v; v += 1; p[i].w = v;", 0, 0, 5,
    ),
    "a read between": ("p[i].x = 1; p[i].y = 2; p[i].z = f[i]; p[i].w = 4;", 0, 0, 5),
    "volatile": ("volatile float2* v = r; f[i] = v[i].x + v[i].y;", 0, 0, 3),
    "in a loop": ("float a = 0; for (int k = i; k < n; k += blockDim.x) { float2 v = r[k]; a += v.x * v.y; } f[i] = a;",
                  1, 0, 1),
}  # fmt: skip


def ran(body: str, *, raises: bool) -> tuple[TileKernel, dict[str, Any]]:
    text = (
        "__global__ void k(float4* p, float4* q, float2* r, uchar4* b, float* f, int n) {"
        f"int i = threadIdx.x; if (i < n) {{ {body} }} }}"
    )
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program, without=frozenset() if raises else frozenset(("vector-accesses",)))
    made = np.random.default_rng(3)
    memory: dict[str, Any] = {
        name: made.integers(-9, 10, COUNT * width).astype(np.float32)
        for name, width in (("p", 4), ("q", 4), ("r", 2), ("f", 1))
    }
    memory["b"] = made.integers(0, 256, COUNT * 4).astype(np.uint8)
    before = {name: each.copy() for name, each in memory.items()}
    constants = launch_constants(tiles.kernel, (COUNT + 3, 1, 1))
    run(tiles, constants, (1, 1, 1), {**memory, "n": COUNT})
    assert any(not np.array_equal(memory[name], before[name]) for name in memory)
    return tiles.kernel, memory


def accesses(kernel: TileKernel) -> tuple[int, int, int]:
    """Loads of vectors, stores of vectors, and accesses to single numbers."""
    whole = whole_vectors(kernel)
    loads = sum(isinstance(node, Load) for node in whole)
    count = sum(isinstance(node, Load | Store) for node in walk_all(kernel.body))
    return loads, len(whole) - loads, count - len(whole)


def whole_vectors(kernel: TileKernel) -> list[Any]:
    nodes = [node for node in walk_all(kernel.body) if isinstance(node, Load | Store)]
    return [node for node in nodes if isinstance(node.pointer.type, Tile) and len(node.pointer.type.shape) == 2]


@pytest.mark.parametrize("name", CASES)
def test_accesses(name: str) -> None:
    body, *expected = CASES[name]
    raised, found = ran(body, raises=True)
    plain, given = ran(body, raises=False)
    assert [*accesses(raised)] == expected
    assert accesses(plain)[:2] == (0, 0)
    assert not any(isinstance(each, Split | Join) for each in walk_all(plain.body))
    for each, values in found.items():
        np.testing.assert_array_equal(values, given[each])


def test_all_of_a_vector_is_read_before_it_is_stored() -> None:
    _, memory = ran("r[i] = make_float2(r[i].y, r[i].x);", raises=False)
    fresh = np.random.default_rng(3)
    r = [fresh.integers(-9, 10, COUNT * width) for width in (4, 4, 2)][2].reshape(COUNT, 2)
    np.testing.assert_array_equal(memory["r"].reshape(COUNT, 2), r[:, ::-1])


def test_a_kernel_with_vectors_has_the_lanes_of_a_warp() -> None:
    def least(body: str) -> list[int]:
        kernel, _ = ran(body, raises=True)
        return [each.default for each in kernel.constants if each.rule is ConstantRule.LANES]

    assert least("q[i] = p[i];") == [32]
    assert least("f[i] = i;") == [1]


def test_what_says_that_vectors_are_aligned() -> None:
    """Where the numbers do, nothing more; else the access itself."""

    def fields(body: str) -> set[int]:
        kernel, _ = ran(body, raises=True)
        return {node.fields for node in whole_vectors(kernel)}

    assert fields("q[i] = p[i];") == {1}
    assert fields("const float4* v = reinterpret_cast<float4*>(f + 4 * (i % 9)); q[i] = *v;") == {1}
    assert fields("const float4* v = reinterpret_cast<float4*>(f + (n - 37) * i); q[i] = *v;") == {1, 4}
