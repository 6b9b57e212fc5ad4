"""Which loads are gathered, from where, and by which sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tile.placement.test_place import lanes_alone
from transkernel.convert import Options, lower
from transkernel.ir.placed import CopyOut, GatherIn, MemoryFence, PlacedKernel, Turn, Unit
from transkernel.ir.printer import expression_text
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement import lower as placement
from transkernel.tile.placement.ascend_dav2201 import DAV_2201
from transkernel.tile.placement.capacity import bytes_of
from transkernel.tile.placement.machine import Machine

HEAD = "__global__ void k(const float* x, const int* places, float* y, int n, long long step) {"
INDEX = "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i >= n) return; "


def placed(body: str, head: str = HEAD, machine: Machine = DAV_2201) -> PlacedKernel:
    source = SourceFile("k.cu", f"{head} {INDEX}{body} }}")
    (lowered,) = lower(source, Options(target="triton")).kernels
    assert lowered.program is not None
    return placement.lower(vectorise(resolve(lowered.program)), machine).kernel


def gathers(kernel: PlacedKernel) -> list[GatherIn]:
    return [node for node in walk_all(kernel.body) if isinstance(node, GatherIn)]


@pytest.mark.parametrize(
    ("body", "pointer", "steps"),
    [
        ("y[i] = x[i / 3 * n];", "x", ["1"]),
        ("y[i] = x[places[i]];", "x", ["1"]),
        ("float v = 0; if (places[i] > 0) v = x[i]; y[i] = v;", "x", ["1"]),
        ("y[i] = x[(size_t)(i / 3) * 4 + 2];", "x + 2", ["4", "1"]),
        ("y[i] = x[(i / 3) * step + i % 3];", "x", ["step", "1"]),
        ("y[i] = x[n * step + places[i]];", "x", ["1"]),
        ("const float* row = x + (i / 3) * n; y[i] = row[i % 3];", "x", ["1", "1"]),
        ("const float* row = x + places[i]; y[i] = row[7 + n];", "x", ["1"]),
        ("y[i] = x[(unsigned)places[i]];", "2147483648", ["1"]),
    ],
)
def test_places_are_a_scalar_and_numbers_of_32_bits(body: str, pointer: str, steps: list[str]) -> None:
    kernel = placed(body)
    last = gathers(kernel)[-1]
    assert pointer in expression_text(last.pointer).replace("i64", "")
    assert [expression_text(each.step).partition(":")[0] for each in last.places][: len(steps)] == steps
    assert not lanes_alone(kernel.body)


@pytest.mark.parametrize(
    "body",
    [
        "y[i] = y[i / 3 * n];",  # another block writes there
        "y[i] = (places[i] > 0 ? x : (const float*)places)[i];",  # no pointer in common
        "y[i] = ((const long long*)x)[i / 3 * n];",  # the vector unit picks no 64 bits
        "y[i] = x[(size_t)(i / 3) * n * step + (size_t)(i / 5) * n + (size_t)(i / 7) * step];",  # three sums
        "y[i] = x[(long long)places[i] * places[n + i]];",  # a product of 64 bits
    ],
)
def test_others_are_read_one_by_one(body: str) -> None:
    kernel = placed(body)
    assert all(expression_text(each.pointer) == "places" for each in gathers(kernel))
    assert lanes_alone(kernel.body)


def test_what_two_pointers_share_may_not_be_written() -> None:
    written = placed("float* to = (float*)x + i; y[i] = x[i / 3 * n]; to[n] = 1;")
    assert not gathers(written)
    assert gathers(placed("const float* from = x; from += n; y[i] = from[i / 3 * n];"))
    assert gathers(placed("x += n; y += n; y[i] = x[i / 3 * n];"))
    assert not gathers(placed("y += n; y[i] = y[i / 3 * n];"))


def test_memory_of_the_block_is_read_behind_what_it_copied_out() -> None:
    """Between the places that lanes read there may be some that others have just written."""
    kernel = placed(
        "__shared__ float s[512]; s[places[i] & 511] = x[i]; __syncthreads(); float a = s[places[n - i] & 511];"
        "s[places[i] & 511] = a; y[i] = s[places[i] & 511];"
    )
    assert kernel.scratch is not None
    words: list[str] = []
    for each in walk_all(kernel.body):
        if isinstance(each, GatherIn):
            words.append("own" if each.is_own else "gather")
        elif isinstance(each, CopyOut | MemoryFence):
            words.append(type(each).__name__)
        elif isinstance(each, Turn) and (each.before, each.after) == (Unit.COPY_OUT, Unit.COPY_IN):
            words.append("turn")
    before = [words[number - 1] for number, each in enumerate(words) if each == "own"]
    assert len(before) == 2
    assert set(before) <= {"turn", "MemoryFence"}


def test_the_window_is_as_large_as_memory_lets_it() -> None:
    body = "y[i] = x[i / 3 * n];"
    (largest,) = gathers(placed(body))
    sizes = {each.name: each.extent for each in placed(body).buffers}
    assert sizes[largest.window.buffer] == (4096,)
    taken = bytes_of(placed(body), DAV_2201, DAV_2201.most_lanes)
    memory = replace(DAV_2201.memory, bytes=taken - 12 * 1024)
    smaller = placed(body, machine=replace(DAV_2201, memory=memory))
    sizes = {each.name: each.extent for each in smaller.buffers}
    assert sizes[gathers(smaller)[0].window.buffer] == (1024,)
    assert not gathers(placed(body, machine=replace(DAV_2201, windows=())))
