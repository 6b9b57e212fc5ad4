"""Products of matrices all the way to the twin's matrix unit; which kernels go there, and which do not and why."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.emit.ascendc.placed import twin
from transkernel.convert import Options, Port, convert
from transkernel.manifest import KernelEntry
from transkernel.run import launch as run
from transkernel.source import SourceFile

_NAIVE = """
#include <cuda_fp16.h>
#include <cuda_bf16.h>
__global__ void product(const T* A, const T* B, R* C, int rows, int columns, int inner) {
    int row = blockIdx.y * blockDim.y + threadIdx.y;
    int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows || column >= columns) return;
    float sum = 0.0f;
    for (int k = 0; k < inner; ++k) sum += (float)A[row * inner + k] * (float)B[k * columns + column];
    C[row * columns + column] = (R)(sum);
}
"""
_TILED = """
#define TILE 16
__global__ void product(const float* A, const float* B, float* C, int rows, int columns, int inner) {
    __shared__ float a[TILE][TILE];
    __shared__ float b[TILE][TILE];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * TILE + y, column = blockIdx.x * TILE + x;
    float sum = 0.0f;
    for (int step = 0; step < (inner + TILE - 1) / TILE; ++step) {
        int k = step * TILE;
        a[y][x] = row < rows && k + x < inner ? A[row * inner + k + x] : 0.0f;
        b[y][x] = k + y < inner && column < columns ? B[(k + y) * columns + column] : 0.0f;
        __syncthreads();
        for (int i = 0; i < TILE; ++i) sum += a[y][i] * b[i][x];
        __syncthreads();
    }
    if (row < rows && column < columns) C[row * columns + column] = sum;
}
"""


def naive(element: str = "float", result: str = "float") -> str:
    return _NAIVE.replace("T*", f"{element}*").replace("R*", f"{result}*").replace("(R)", f"({result})")


def ported(text: str, block: tuple[int, int, int] | None = None) -> tuple[Port, KernelEntry]:
    port = convert(SourceFile("k.cu", text), Options(target="ascendc", block=block)).port
    assert port is not None
    return port, port.manifest.kernels[0]


def launched(
    text: str,
    entry: KernelEntry,
    a: NDArray[Any],
    b: NDArray[Any],
    out: NDArray[Any],
    block: tuple[int, int] = (16, 16),
) -> run.Outcome:
    (rows, inner), columns = a.shape, b.shape[1]
    grid = (-(-columns // block[0]), -(-rows // block[1]), 1)
    given = (
        run.Buffer("A", a), run.Buffer("B", b), run.Buffer("C", out), run.Scalar("rows", np.int32(rows)),
        run.Scalar("columns", np.int32(columns)), run.Scalar("inner", np.int32(inner)),
    )  # fmt: skip
    return twin().run(text, entry, run.Launch(entry.kernel, grid, (*block, 1), given))


def matrices(rows: int, inner: int, columns: int, element: str = "float32") -> tuple[NDArray[Any], NDArray[Any]]:
    """Of small integers, whose sums are exact in whatever order."""
    random = np.random.default_rng(rows + inner + columns)
    left, right = random.integers(-4, 5, (rows, inner)), random.integers(-4, 5, (inner, columns))
    return left.astype(element), right.astype(element)


SHAPES = [(1, 1, 1), (1, 300, 5), (7, 3, 130), (16, 64, 16), (17, 65, 33), (130, 70, 1), (129, 131, 257), (40, 0, 20)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("text", [naive(), _TILED], ids=["naive", "tiled"])
def test_floats_of_any_shape(text: str, shape: tuple[int, int, int]) -> None:
    port, entry = ported(text)
    a, b = matrices(*shape)
    outcome = launched(port.text, entry, a, b, np.full((shape[0], shape[2]), np.nan, np.float32))
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    assert not outcome.guard_hits
    np.testing.assert_array_equal(outcome.arrays["C"], a @ b)
    assert entry.unit == "matrix"
    assert twin().last_counts.matrix_instructions > 0
    assert twin().last_counts.scalar_accesses == twin().last_counts.vector_instructions == 0


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("result", ["float", "half"])
def test_halves_of_any_shape(result: str, shape: tuple[int, int, int]) -> None:
    port, entry = ported(naive("half", result))
    a, b = matrices(*shape, "float16")
    wanted = np.full((shape[0], shape[2]), np.nan, {"float": np.float32, "half": np.float16}[result])
    outcome = launched(port.text, entry, a, b, wanted)
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    np.testing.assert_array_equal(outcome.arrays["C"], (a.astype(np.float32) @ b).astype(wanted.dtype))
    assert twin().last_counts.matrix_instructions > 0


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("element", ["float", "half"])
def test_a_right_factor_that_lies_turned_around(element: str, shape: tuple[int, int, int]) -> None:
    port, entry = ported(naive(element).replace("B[k * columns + column]", "B[column * inner + k]"))
    a, b = matrices(*shape, {"float": "float32", "half": "float16"}[element])
    given = (
        run.Buffer("A", a), run.Buffer("B", np.ascontiguousarray(b.T)),
        run.Buffer("C", np.full((shape[0], shape[2]), np.nan, np.float32)), run.Scalar("rows", np.int32(shape[0])),
        run.Scalar("columns", np.int32(shape[2])), run.Scalar("inner", np.int32(shape[1])),
    )  # fmt: skip
    grid = (-(-shape[2] // 16), -(-shape[0] // 16), 1)
    outcome = twin().run(port.text, entry, run.Launch(entry.kernel, grid, (16, 16, 1), given))
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    np.testing.assert_array_equal(outcome.arrays["C"], a.astype(np.float32) @ b.astype(np.float32))
    assert twin().last_counts.matrix_instructions > 0


_PRODUCT = "(float)A[row * inner + k] * (float)B[k * columns + column]"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_PRODUCT, "B[k * columns + column] * A[row * inner + k]"),
        (f"sum += {_PRODUCT}", "sum = fmaf(A[row * inner + k], B[k * columns + column], sum)"),
        ("A[row * inner + k]", "A[(long long)row * inner + k]"),
        ("k < inner", "k <= inner - 1"),
        ("float sum", "const float* a = A + row * inner; const float* b = B + column; float sum"),
        ("    int row", "    size_t all = columns; int row"),
    ],
)
def test_products_as_they_are_written(old: str, new: str) -> None:
    text = (
        naive().replace(old, new).replace("column >= columns", "column >= all" if "all" in new else "column >= columns")
    )
    if "const float* a" in new:
        text = text.replace(_PRODUCT, "__ldg(a + k) * b[k * columns]")
    assert text != naive()
    port, entry = ported(text)
    a, b = matrices(20, 33, 40)
    outcome = launched(port.text, entry, a, b, np.zeros((20, 40), np.float32))
    np.testing.assert_array_equal(outcome.arrays["C"], a @ b)
    assert entry.unit == "matrix"


def test_bfloats() -> None:
    port, entry = ported(naive("__nv_bfloat16"))
    a, b = matrices(20, 33, 18)
    left, right = ((each.view(np.uint32) >> 16).astype(np.uint16) for each in (a, b))
    outcome = launched(port.text, entry, left, right, np.zeros((20, 18), np.float32))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["C"], a @ b)


@pytest.mark.parametrize("block", [(32, 4), (1, 64), (64, 1), (8, 8)], ids=str)
def test_tiles_are_the_units_whatever_the_blocks_are(block: tuple[int, int]) -> None:
    port, entry = ported(naive())
    a, b = matrices(50, 20, 70)
    outcome = launched(port.text, entry, a, b, np.zeros((50, 70), np.float32), block)
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["C"], a @ b)


def test_a_grid_that_does_not_reach_the_edge() -> None:
    port, entry = ported(naive())
    a, b = matrices(50, 20, 70)
    given = (
        run.Buffer("A", a), run.Buffer("B", b), run.Buffer("C", np.full((50, 70), -1, np.float32)),
        run.Scalar("rows", np.int32(50)), run.Scalar("columns", np.int32(70)), run.Scalar("inner", np.int32(20)),
    )  # fmt: skip
    outcome = twin().run(port.text, entry, run.Launch(entry.kernel, (2, 3, 1), (16, 8, 1), given))
    wanted = np.full((50, 70), -1, np.float32)
    wanted[:24, :32] = (a @ b)[:24, :32]
    np.testing.assert_array_equal(outcome.arrays["C"], wanted)


def test_steps_that_a_copy_cannot_take() -> None:
    port, entry = ported(naive())
    a, b = matrices(3, 17, 70000)
    outcome = launched(port.text, entry, a, b, np.zeros((3, 70000), np.float32), (256, 4))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["C"], a @ b)


@pytest.mark.parametrize(
    ("rewrite", "with_", "complaint"),
    [
        (r"A_l1_queue.EnQue\(A_l1\);\n\s*A_l1 = A_l1_queue.DeQue<float>\(\);", "", "no flag MTE1_MTE2 stands between"),
        (r"B_l0_queue.EnQue\(B_l0\);\n\s*B_l0 = B_l0_queue.DeQue<float>\(\);", "", "no flag MTE1_M stands between"),
        (r"sum_queue.EnQue\(sum\);\n\s*sum = sum_queue.DeQue<float>\(\);", "", "no flag M_FIX stands between"),
        (r"B_l0_queue.FreeTensor\(B_l0\);", "", "FreeTensor is missing"),
        (r"if \(\(rows / 16\).*\n", "", "no PipeBarrier<PIPE_M> stands between"),
        (r"A_l1_queue, 2, 32768", "A_l1_queue, 2, 327680", "do not fit into L1, which has 524288"),
        (r"sum_queue, 2, 65536", "sum_queue, 2, 131072", "do not fit into L0C, which has 131072"),
        (r"sum, m, n, columns\)", "sum, m, n + 16, columns)", "past the end of C"),
        (r"k\), m, k_count", "k), 128, k_count", "past the end of A"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_caught(rewrite: str, with_: str, complaint: str) -> None:
    port, entry = ported(naive())
    broken, count = re.subn(rewrite, with_, port.text)
    assert count >= 1
    a, b = matrices(50, 200, 40)
    outcome = launched(broken, entry, a, b, np.zeros((50, 40), np.float32))
    assert outcome.status == "run-fail"
    assert complaint in outcome.message


def test_a_depth_that_counts_what_nobody_copied_gives_other_sums() -> None:
    """The unit is told how deep the factors are; rounded up, it counts what was in L0 before."""
    port, entry = ported(naive())
    broken = port.text.replace("MmadParams(rows, columns, depth,", "MmadParams(rows, columns, whole(depth),")
    assert broken != port.text
    a, b = matrices(20, 65, 24)
    outcome = launched(broken, entry, a, b, np.zeros((20, 24), np.float32))
    assert outcome.status == "run-fail" or not np.array_equal(outcome.arrays["C"], a @ b)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("= (R)(sum)", "= (R)(2.0f * sum)"),
        ("= (R)(sum)", "= (R)(sum + C[row * columns + column])"),
        ("= (R)(sum)", "+= (R)(sum)"),
        ("float sum = 0.0f", "float sum = 1.0f"),
        ("float sum = 0.0f", "rows = rows - 1; float sum = 0.0f"),
        ("++k) sum", "k += 2) sum"),
        ("A[row * inner + k]", "A[k * rows + row]"),
        ("A[row * inner + k]", "A[row * inner + k * k]"),
        ("A[row * inner + k]", "A[(row ^ 1) * inner + k]"),
        ("B[k * columns + column]", "B[k * columns + row]"),
        ("C[row * columns + column] =", "if (sum > 0) C[row * columns + column] ="),
        ("C[row * columns + column] =", "sum = sum * 0.5f; C[row * columns + column] ="),
        ("row >= rows || column >= columns", "row >= rows || column >= columns || row == column"),
    ],
)
def test_what_is_more_than_a_product_stays_on_vectors(old: str, new: str) -> None:
    text = _NAIVE.replace(old, new).replace("T*", "float*").replace("R*", "float*").replace("(R)", "(float)")
    assert text != naive()
    port, entry = ported(text)
    assert entry.unit == ""
    assert "Mmad" not in port.text
    assert any(each.startswith("computed on vectors, as ") for each in entry.notes)


def test_the_manifest_says_which_unit_and_why() -> None:
    _, entry = ported(naive())
    assert "computed on the matrix unit, as the kernel is a product of matrices and nothing else" in entry.notes
    _, tiled = ported(_TILED)
    assert {(each.rule, each.number, each.at_most) for each in tiled.requirements} == {
        ("block_x", 16, False), ("block_y", 16, False),
    }  # fmt: skip
