"""How lanes lie in memory, and which of them a mask leaves."""

from __future__ import annotations

from typing import Any

import pytest

from transkernel.convert import Options, lower
from transkernel.ir.nodes import Compare, Declare, Literal, PointerOffset, Special, Variable, integer
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant, Load, Store, TileKernel
from transkernel.ir.types import INT32, Scalar, Tile
from transkernel.ir.visit import rewrite, walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.passes.names import FreshNames
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement.accesses import Access, Accesses, Axis, Pattern, range_of
from transkernel.tile.placement.lanes import with_snapshots
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.raising.affine import Factor, factor_value

SIZES = {"LANES": 64, "BLOCK_X": 24, "BLOCK_Y": 2, "TAIL": 20}
PATTERNS = [
    ("y[blockIdx.x * blockDim.x + threadIdx.x] = 1;", Pattern.RUN, "1"),
    ("y[3 * threadIdx.x] = 1;", Pattern.STRIDED, "3"),
    ("y[threadIdx.x * n] = 1;", Pattern.STRIDED, "n"),
    ("y[blockIdx.x] = threadIdx.x;", Pattern.SAME, "None"),
    ("y[threadIdx.y * n + threadIdx.x] = 1;", Pattern.ROWS, "n"),
    ("y[threadIdx.x] = threadIdx.y;", Pattern.ROWS, "0"),
    ("float* p = y + threadIdx.y * n; p[threadIdx.x] = 1;", Pattern.ROWS, "n"),
    ("float* p = y + threadIdx.y * 3; p[threadIdx.y] = 1;", Pattern.ROW_SAME, "4"),
    ("y[threadIdx.y * blockDim.x + threadIdx.x] = 1;", Pattern.RUN, "1"),
    ("y[threadIdx.y * n] = 1;", Pattern.ROW_SAME, "n"),
    ("y[threadIdx.y] = 1;", Pattern.ROW_SAME, "1"),
    ("y[threadIdx.x * threadIdx.x] = 1;", Pattern.SCATTERED, "None"),
    ("y[threadIdx.x / 3] = 1;", Pattern.ROW_SAME, "1"),
    ("y[threadIdx.x % 5 * 2] = 1;", Pattern.SCATTERED, "None"),
    ("y[x[threadIdx.x]] = 1;", Pattern.SCATTERED, "None"),
]
# Conditions on a thread of one axis whose lanes are consecutive, and what may be left of them.
RANGES = [
    "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = 1;",
    "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i >= 5 && i <= n) y[i] = 1;",
    "unsigned i = blockIdx.x * blockDim.x + threadIdx.x; if (i < (unsigned)n) y[i] = 1;",
    "unsigned i = blockIdx.x * blockDim.x + threadIdx.x - 1; if (i < (unsigned)n) y[i] = 1;",
    "unsigned i = threadIdx.x + n - 30; if (i <= 40u) y[i] = 1;",
    "unsigned i = threadIdx.x + n - 30; if (i > 3u) y[i] = 1;",
    "int i = threadIdx.x - 7; if (!(i < 0) && i < n) y[i] = 1;",
    "if (threadIdx.x == 0) y[blockIdx.x] = 1;",
    "if (threadIdx.x == n) y[threadIdx.x] = 1;",
    "int i = threadIdx.x * 3 + 1; if (i < n && i > 4) y[i] = 1;",
    "int i = threadIdx.x; if (!(i >= n || i < 3)) y[i] = 1;",
    "int i = threadIdx.x; bool small = i < n; if (!small) y[i] = 1;",
    "int i = threadIdx.x * 4; if (i + 3 < n) y[i] = 1;",
    "if (n > (int)threadIdx.x) y[threadIdx.x] = 1;",
    "int i = threadIdx.x; if (i < n && (i & 1)) y[i] = 1;",
    "long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = 1;",
    "int i = threadIdx.x; if (n > 20 && i < 50) y[i] = 1;",
]
ROWS = [
    "int i = blockIdx.x * blockDim.x + threadIdx.x, j = threadIdx.y; if (i < n && j < 1) y[j * n + i] = 1;",
    "int i = threadIdx.x - 3, j = threadIdx.y; if (i >= 0 && i < n) y[j * n + i] = 1;",
]
RUNS = [
    "y[threadIdx.x / n * 41 + threadIdx.x % n] = 1;",
    "int p = threadIdx.x / 4; y[p / 2 * 20 + p % 2 * 8 + threadIdx.x % 4] = 1;",
    "int i = threadIdx.x, j = threadIdx.y; if (i < n && j < 4) y[(j * 40 + i) * 3 + 1] = 1;",
    "int i = threadIdx.x, j = threadIdx.y; if (i <= j) y[j * 40 + i] = 1;",
    "int i = threadIdx.x; if (i % 8 < 5 && i / 8 != 2) y[i / 8 * 9 + i % 8] = 1;",
    "int i = threadIdx.x, j = threadIdx.y; if (i + j * 5 > n) y[j * j * 40 + i] = 1;",
]


def kernel_of(body: str) -> tuple[TileKernel, FreshNames]:
    text = f"__global__ void k(const int* x, float* y, int n) {{ {body} }}"
    (lowered,) = lower(SourceFile("k.cu", text), Options(target="triton")).kernels
    assert lowered.program is not None, lowered.diagnostics
    kernel = vectorise(resolve(lowered.program), raises=False).kernel
    names = {node.name for node in walk_all(kernel.body) if isinstance(node, Declare)}
    fresh = FreshNames(names | {each.name for each in kernel.parameters})
    return with_snapshots(kernel, fresh), fresh


def store_of(body: str) -> tuple[Accesses, Store, Access]:
    kernel, fresh = kernel_of(body)
    accesses = Accesses(kernel, fresh)
    (store,) = (node for node in walk_all(kernel.body) if isinstance(node, Store))
    return accesses, store, accesses.of(store)


def value(node: Any, n: int, block: int) -> Any:
    """A scalar, for sizes that are known."""

    def known(each: Any) -> Any:
        assert not isinstance(each.type, Tile)
        if isinstance(each, Constant):
            return integer(SIZES[each.name], INT32, each.span)
        if isinstance(each, Variable) and each.name == "n":
            return integer(n, INT32, each.span)
        if isinstance(each, Special):
            assert isinstance(each.type, Scalar)
            return integer(block, each.type, each.span)
        return each

    found = simplified(rewrite(node, known))
    assert isinstance(found, Literal), expression_text(found)
    return found.value


@pytest.mark.parametrize(("body", "pattern", "step"), PATTERNS)
def test_a_pattern_is_told_from_the_pointer(body: str, pattern: Pattern, step: str) -> None:
    _, _, access = store_of(body)
    assert access.pattern is pattern
    assert ("None" if access.step is None else expression_text(simplified(access.step))) == step


@pytest.mark.parametrize("n", [-3, 0, 1, 24, 29, 1000])
@pytest.mark.parametrize("body", RANGES)
def test_bounds_and_the_rest_are_the_mask(body: str, n: int) -> None:
    accesses, store, access = store_of(body)
    for block in (0, 1, 2):
        span = store.span
        lanes = range_of(access.mask, Axis.LANE, integer(64, INT32, span), span)
        first, stop = (value(each, n, block) for each in (lanes.first, lanes.stop))
        agreed = all(value(each, n, block) for each in access.mask.conditions)
        for lane in range(64):
            position = (integer(lane, INT32, span),)
            rest = access.mask.rest
            inside = agreed and first <= lane < stop
            inside = inside and (rest is None or bool(value(accesses.lanes.at(rest, position), n, block)))
            assert inside == bool(value(accesses.lanes.at(store.mask, position), n, block)), (block, lane)


@pytest.mark.parametrize("body", ROWS)
def test_rows_and_columns_are_bounded(body: str) -> None:
    accesses, store, access = store_of(body)
    assert access.pattern is Pattern.ROWS
    assert access.mask.rest is None
    span = store.span
    for n in (0, 5, 24, 30):
        columns = range_of(access.mask, Axis.COLUMN, access.row_lanes, span)
        rows = range_of(access.mask, Axis.ROW, integer(64 // 24, INT32, span), span)
        for lane in range(48):
            row, column = divmod(lane, SIZES["BLOCK_X"])
            inside = value(columns.first, n, 1) <= column < value(columns.stop, n, 1)
            inside = inside and value(rows.first, n, 1) <= row < value(rows.stop, n, 1)
            at = accesses.lanes.at(store.mask, (integer(lane, INT32, span),))
            assert inside == bool(value(at, n, 1)), (n, lane)


def test_most_of_the_ranges_leave_nothing() -> None:
    """The property above would hold of masks that are all rest."""
    assert sum(store_of(body)[2].mask.rest is None for body in RANGES) == len(RANGES) - 2


def test_a_name_whose_scalars_change_is_known_by_their_copies() -> None:
    kernel, fresh = kernel_of("int k = 0; while (k < n) { int i = k + threadIdx.x; k += 3; y[i] = x[i]; }")
    accesses = Accesses(kernel, fresh)
    found = [accesses.of(node) for node in walk_all(kernel.body) if isinstance(node, Load | Store)]
    assert [each.pattern for each in found] == [Pattern.RUN, Pattern.RUN]
    (store,) = (node for node in walk_all(kernel.body) if isinstance(node, Store))
    at = expression_text(simplified(accesses.lanes.at(store.pointer, (integer(2, INT32, store.span),))))
    assert at == "y + <i32>(<u32>(k_then) + 2:u32)"


@pytest.mark.parametrize("n", [1, 5, 24, 37])
@pytest.mark.parametrize("body", RUNS)
def test_the_lanes_of_a_run_lie_evenly(body: str, n: int) -> None:
    """Pointers grow by the step, and limits and conditions are the mask, from one break to the next."""
    accesses, store, _ = store_of(body)
    runs = accesses.runs(store.pointer, store.mask)
    assert runs is not None
    span = store.span

    def at(node: Any, lane: int) -> Any:
        return value(accesses.lanes.at(node, (integer(lane, INT32, span),)), n, 1)

    def place(lane: int) -> Any:
        pointer = accesses.lanes.at(store.pointer, (integer(lane, INT32, span),))
        assert isinstance(pointer, PointerOffset)
        return value(pointer.offset, n, 1)

    width = 64 if runs.width is None else value(factor_value(Factor(runs.width), span), n, 1)
    step = value(factor_value(runs.step, span), n, 1)
    begin = 0
    for lane in range(48):
        ends = any(at(each.value, lane) % value(each.size, n, 1) == 0 for each in runs.breaks)
        begin = lane if ends or lane % width == 0 else begin
        assert place(lane) == place(begin) + step * (lane - begin), lane
        inside = all(at(each, begin) for each in runs.conditions)
        for limit in runs.limits:
            left = at(limit.left, begin) + limit.step * (lane - begin)
            compare = Compare(limit.op, integer(left, INT32, span), integer(at(limit.right, begin), INT32, span), span)
            inside = inside and bool(value(compare, n, 1))
        assert inside == (store.mask is None or bool(at(store.mask, lane))), lane


def test_what_the_launch_or_memory_decides_is_no_run() -> None:
    for body in ("y[x[threadIdx.x]] = 1;", "if (x[threadIdx.x] > 0) y[threadIdx.x * threadIdx.x] = 1;"):
        accesses, store, _ = store_of(body)
        assert accesses.runs(store.pointer, store.mask) is None


def test_a_mask_of_memory_has_no_first_lane() -> None:
    accesses, store, _ = store_of("int k = threadIdx.x; k += x[k]; if (threadIdx.x % 8 == 0 && k > 1) y[0] = 1;")
    assert accesses.in_rows(store.mask) is None
    accesses, store, _ = store_of("if (threadIdx.x % 8 == 2 && threadIdx.x / 8 > 1 && threadIdx.x < n) y[0] = 1;")
    assert accesses.in_rows(store.mask) is not None
