"""Arrays that come and go in blocks: which do, and what is left where the grid is shorter or longer than they are."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.emit.pallas.ported import compiler, simulator
from transkernel.convert import Options, Port, convert
from transkernel.run.launch import Buffer, Launch, Scalar
from transkernel.source import SourceFile

ADD = """
__global__ void add(const float* a, const float* b, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[i] = a[i] + b[i];
}
"""
TWICE = """
__global__ void twice(float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) { c[i] = c[i] + 1.0f; c[i] = c[i] * 2.0f; }
}
"""
MIXED = """
__global__ void mixed(const float* a, const int* index, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[i] = a[index[i]];
}
"""
BYTES = """
__global__ void bytes(const unsigned char* a, unsigned char* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[i] = a[i] + 200;
}
"""
PLANES = """
__global__ void planes(const float* a, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[blockIdx.y * n + i] = a[i];
}
"""
SHIFTED = """
__global__ void shifted(const float* a, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i + 1 < n) c[i] = a[i + 1];
}
"""


@cache
def port_of(text: str, profile: str = "portable") -> Port:
    made = convert(SourceFile("k.cu", text), Options(target="pallas", profile=profile))
    assert made.port is not None, made.diagnostics
    return made.port


def run(port: Port, grid: int, block: int, *arguments: Buffer | Scalar, y: int = 1) -> Any:
    entry = port.manifest.kernels[0]
    launch = Launch(entry.kernel, (grid, y, 1), (block, 1, 1), arguments)
    outcome = simulator().run(port.text, entry, launch, ())
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    return outcome.arrays


def number(value: int) -> Scalar:
    return Scalar("n", np.int32(value))


def floats(count: int) -> Any:
    return np.arange(count, dtype=np.float32)


def test_elements_of_a_steps_own_lanes_are_a_block() -> None:
    text = port_of(ADD).text
    assert "    c[...] = jnp.where(mask, a[...] + b[...], c_before[...])\n" in text
    assert "[(a, jnp.float32, LANES), (b, jnp.float32, LANES)]" in text
    assert "load_run" not in text
    assert "is_first" not in text


# The array ends inside a block, behind the last one, or there are blocks wholly behind its end; fewer lanes than a row.
@pytest.mark.parametrize(("grid", "block", "size", "n"), [
    (4, 256, 1024, 1024), (4, 256, 1000, 1000), (3, 100, 5000, 290), (20, 256, 700, 650), (1, 32, 40, 30),
    (1, 20, 7, 7),
])  # fmt: skip
@pytest.mark.parametrize("profile", ["portable", "v5e"])
def test_grids_that_are_shorter_or_longer_than_arrays(grid: int, block: int, size: int, n: int, profile: str) -> None:
    a, b, c = floats(size), floats(size) * 2, -floats(size)
    given = (Buffer("a", a), Buffer("b", b), Buffer("c", c), number(n))
    wanted = np.where(np.arange(size) < min(n, grid * block), a + b, c)
    assert np.array_equal(run(port_of(ADD, profile), grid, block, *given)["c"], wanted)


@pytest.mark.parametrize(("grid", "block", "size"), [(4, 256, 1000), (1, 32, 40), (20, 256, 700)])
def test_the_compiler_takes_blocks(grid: int, block: int, size: int) -> None:
    port = port_of(ADD, "v5e")
    entry = port.manifest.kernels[0]
    given: Any = (*(Buffer(each, floats(size)) for each in "abc"), number(size))
    made = compiler().compile(port.text, entry, Launch("add", (grid, 1, 1), (block, 1, 1), given), ())
    assert made.is_ok, made.message


def test_a_block_that_is_read_or_stored_again_begins_as_it_was() -> None:
    port = port_of(TWICE)
    assert "    c[...] = c_before[...]\n" in port.text
    assert "is_first" not in port.text
    made = run(port, 3, 100, Buffer("c", floats(400)), number(280))["c"]
    assert np.array_equal(made, np.where(np.arange(400) < 280, (floats(400) + 1) * 2, floats(400)))


def test_an_array_that_is_gathered_from_lies_in_memory_as_a_whole() -> None:
    port = port_of(MIXED)
    assert "[(a, jnp.float32, None), (index, jnp.int32, LANES)]" in port.text
    index = np.arange(300, dtype=np.int32)[::-1].copy()
    made = run(port, 3, 100, Buffer("a", floats(300)), Buffer("index", index), Buffer("c", floats(300)), number(290))
    assert np.array_equal(made["c"], np.where(np.arange(300) < 290, 299 - floats(300), floats(300)))


@pytest.mark.parametrize("profile", ["portable", "v5e"])
def test_blocks_of_bytes(profile: str) -> None:
    a = np.arange(300).astype(np.uint8)
    made = run(port_of(BYTES, profile), 3, 100, Buffer("a", a), Buffer("c", a * 0), number(290))["c"]
    assert np.array_equal(made, np.where(np.arange(300) < 290, a + np.uint8(200), 0))


def test_blocks_that_several_steps_would_write_are_none() -> None:
    port = port_of(PLANES)
    assert "[(a, jnp.float32, LANES)], [(c, jnp.float32, None)]" in port.text
    made = run(port, 3, 100, Buffer("a", floats(290)), Buffer("c", floats(580)), number(290), y=2)["c"]
    assert np.array_equal(made, np.concatenate([floats(290)] * 2))


def test_blocks_are_counted_along_one_axis() -> None:
    entry = port_of(ADD).manifest.kernels[0]
    given: Any = (*(Buffer(each, floats(300)) for each in "abc"), number(290))
    outcome = simulator().run(port_of(ADD).text, entry, Launch("add", (3, 2, 1), (100, 1, 1), given), ())
    assert "the blocks of this kernel are counted along x alone" in outcome.message


def test_neighbours_are_no_block() -> None:
    assert "[(a, jnp.float32, None)], [(c, jnp.float32, LANES)]" in port_of(SHIFTED).text


def test_unsigned_extremes_are_chosen_by_the_compilers_port() -> None:
    text = """
    __global__ void bounds(const unsigned* a, unsigned* c, unsigned most, int n) {
        int i = blockIdx.x * blockDim.x + threadIdx.x;
        if (i < n) c[i] = min(max(a[i], 5u), most);
    }
    """
    port, a = port_of(text, "v5e"), np.arange(300, dtype=np.uint32) * np.uint32(0x9E3779B9)
    given: Any = (Buffer("a", a), Buffer("c", a * 0), Scalar("most", np.uint32(0xC0000000)), number(300))
    assert "umin(umax(" in port.text
    assert np.array_equal(run(port, 3, 100, *given)["c"], np.minimum(np.maximum(a, 5), 0xC0000000))
    made = compiler().compile(port.text, port.manifest.kernels[0], Launch("bounds", (3, 1, 1), (100, 1, 1), given), ())
    assert made.is_ok, made.message
