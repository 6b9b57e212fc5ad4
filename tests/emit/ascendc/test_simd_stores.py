"""Stores of every shape, from CUDA to the twin: what is written, and that no element is touched alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran, twin
from transkernel.convert import Options, convert
from transkernel.run import launch as run
from transkernel.source import SourceFile

N = 37
Where = Callable[[int, int, int, int], int | None]

# What threads (block b, x i, y j, number lane) do with their value v, and the place that each writes; None for none.
STORES: list[tuple[str, Where]] = [
    ("y[b * 800 + j * 40 + i] = v;", lambda b, i, j, lane: b * 800 + j * 40 + i),
    ("if (i < n && j < 3) y[b * 800 + j * 40 + i] = v;", lambda b, i, j, lane: b * 800 + j * 40 + i if j < 3 else None),
    ("if (i >= 3) y[b * 800 + j * 40 + i] = v;", lambda b, i, j, lane: b * 800 + j * 40 + i if i >= 3 else None),
    ("if (j >= 2) y[b * 800 + j * 40 + i] = v;", lambda b, i, j, lane: b * 800 + j * 40 + i if j >= 2 else None),
    ("if (lane >= 5 && lane < n) y[b * 9 + lane] = v;", lambda b, i, j, lane: b * 9 + lane if 5 <= lane < N else None),
    ("if (lane >= 5) y[b * 800 + 3 * lane] = v;", lambda b, i, j, lane: b * 800 + 3 * lane if lane >= 5 else None),
    ("if (lane == 7) y[b] = v;", lambda b, i, j, lane: b if lane == 7 else None),
    ("if (i == 0) y[b * 40 + j] = v;", lambda b, i, j, lane: b * 40 + j if i == 0 else None),
    ("if (lane % 3 == 1) y[b * 9 + lane * 7] = v;", lambda b, i, j, lane: b * 9 + lane * 7 if lane % 3 == 1 else None),
    ("y[b * 800 + 700 - 3 * lane] = v;", lambda b, i, j, lane: b * 800 + 700 - 3 * lane),
    ("if (i == 2) y[b * 40 + 2 * j] = v;", lambda b, i, j, lane: b * 40 + 2 * j if i == 2 else None),
    ("y[b * 800 + lane / n * 41 + lane % n] = v;", lambda b, i, j, lane: b * 800 + lane // N * 41 + lane % N),
    (
        "int k = lane - 10; y[b * 800 + 100 + k / n * 50 + k % n] = v;",
        lambda b, i, j, lane: b * 800 + 100 + (lane - 10 if lane < 10 else (lane - 10) // N * 50 + (lane - 10) % N),
    ),
    (
        "int p = lane / 4; y[b * 800 + p / 2 * 20 + p % 2 * 8 + lane % 4] = v;",
        lambda b, i, j, lane: b * 800 + lane // 8 * 20 + lane // 4 % 2 * 8 + lane % 4,
    ),
    (
        "if (i < n && j < 4) y[b * 1300 + (j * 40 + i) * 3 + 1] = v;",
        lambda b, i, j, lane: b * 1300 + (j * 40 + i) * 3 + 1 if j < 4 else None,
    ),
    ("if (i <= j) y[b * 800 + j * 40 + i] = v;", lambda b, i, j, lane: b * 800 + j * 40 + i if i <= j else None),
    (
        "if (!(i < 2 || j > 3)) y[b * 800 + j * 40 + i] = v;",
        lambda b, i, j, lane: b * 800 + j * 40 + i if i >= 2 and j <= 3 else None,
    ),
    (
        "if (lane % 32 < 20) y[b * 800 + lane / 32 * 21 + lane % 32] = v;",
        lambda b, i, j, lane: b * 800 + lane // 32 * 21 + lane % 32 if lane % 32 < 20 else None,
    ),
    ("if (lane / 32 == 1 && (lane & 31) == 3) y[b] = v;", lambda b, i, j, lane: b if lane == 35 else None),
    ("if (lane > 5 && y[2000 + lane] > 70) y[b] = v;", lambda b, i, j, lane: b if lane == 6 else None),
    ("if (lane > 5 && y[2000 + lane] < 70) y[b] = v;", lambda b, i, j, lane: None),
    (
        "if (lane / 32 == 1 && lane % 32 > 3) y[b * 800 + lane] = v;",
        lambda b, i, j, lane: b * 800 + lane if 35 < lane < 64 else None,
    ),
]
NUMPY = {
    "float": np.float32,
    "short": np.int16,
    "unsigned char": np.uint8,
    "signed char": np.int8,
    "long long": np.int64,
}


KERNEL = """
__global__ void store_{number}({type}* y, int n) {{
    int b = blockIdx.x, i = threadIdx.x, j = threadIdx.y, lane = j * blockDim.x + i;
    {type} v = ({type})(lane % 50 + 50 * b - 25);
    {body}
}}
"""


def _ran(port: Any, number: int, type_: str, block: tuple[int, int]) -> Any:
    entry = port.manifest.kernels[number]
    given = (run.Buffer("y", np.full(2600, 77, NUMPY[type_])), run.Scalar("n", np.int32(N)))
    launch = run.Launch(entry.kernel, (2, 1, 1), (*block, 1), given)
    outcome = twin().run(port.text, entry, launch)
    assert outcome.status == "ok", f"{STORES[number][0]}: {outcome.message}\n{port.text}"
    assert not outcome.guard_hits, STORES[number][0]
    return outcome.arrays["y"]


def _wanted(type_: str, where: Where, block: tuple[int, int]) -> Any:
    array = np.full(2600, 77, NUMPY[type_])
    for b in range(2):
        for lane in range(block[0] * block[1]):
            place = where(b, lane % block[0], lane // block[0], lane)
            if place is not None:
                array[place] = np.array(lane % 50 + 50 * b - 25).astype(NUMPY[type_])
    return array


@pytest.mark.parametrize("type_", NUMPY)
def test_a_store_writes_its_lanes_and_touches_no_element_alone(type_: str) -> None:
    kernels = (KERNEL.format(number=k, type=type_, body=body) for k, (body, _) in enumerate(STORES))
    port = convert(SourceFile("k.cu", "".join(kernels)), Options(target="ascendc")).port
    assert port is not None
    texts = port.text.split('extern "C"')[1:]
    for number, (body, where) in enumerate(STORES):
        for block in ((20, 5), (32, 4), (7, 13))[0 if type_ == "float" else 2 :]:
            found = _ran(port, number, type_, block)
            np.testing.assert_array_equal(found, _wanted(type_, where, block), f"{body} {block}\n{texts[number]}")
        if "2000" not in body:
            assert not re.search(r"\b(?:GetValue|bit|load)\(", texts[number]), texts[number]


def test_the_rows_of_warps_are_copied_where_the_last_warp_is_not_whole() -> None:
    text = """
__global__ void rows(const float* x, float* y) {
    int row = threadIdx.x / 32, column = threadIdx.x % 32;
    if (column < 29) y[blockIdx.x * 200 + row * 37 + column] += x[row * 41 + column];
}
"""
    x = np.arange(300, dtype=np.float32)
    y = np.arange(1000, 1600, dtype=np.float32)
    ports: list[str] = []

    def kept(port: str) -> str:
        ports.append(port)
        return port

    found = ran(text, {"x": x, "y": y}, change=kept)
    wanted = y.copy()
    for block, thread in np.ndindex(3, 100):
        row, column = divmod(thread, 32)
        if column < 29:
            wanted[block * 200 + row * 37 + column] += x[row * 41 + column]
    np.testing.assert_array_equal(found["y"], wanted)
    kernel = ports[0][ports[0].index('extern "C"') :]
    assert kernel.count("for (int32_t row") == 3, kernel
    assert not any(each in kernel for each in ("GetValue", "SetValue", "load(", "gather"))
