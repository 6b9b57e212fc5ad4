"""Reductions of integers, and running sums, by the vector unit, on the twin."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran

Array = np.ndarray[Any, Any]
_EDGES = [2**31 - 1, -(2**31), 0, 1, -1]


def _calls(*names: str) -> Any:
    """A port that calls all of these helpers, and has no loop over lanes."""

    def change(port: str) -> str:
        kernel = port[port.index('extern "C"') :]
        assert all(f"{each}(" in kernel for each in names), kernel
        assert not re.findall(r"for \(int32_t \w*lane.*", kernel)
        return port

    return change


@pytest.mark.parametrize("block", [1, 7, 8, 9, 64, 100, 121, 1000])
def test_reductions_of_words(block: int) -> None:
    text = """
__global__ void reduced(const int* x, int* sum, int* most, int* least) {
    __shared__ int total, high, low;
    if (threadIdx.x == 0) {
        total = 0;
        high = -0x7fffffff - 1;
        low = 0x7fffffff;
    }
    __syncthreads();
    int number = x[blockIdx.x * blockDim.x + threadIdx.x];
    atomicAdd(&total, number);
    atomicMax(&high, number);
    atomicMin(&low, number);
    __syncthreads();
    if (threadIdx.x == 0) {
        sum[blockIdx.x] = total;
        most[blockIdx.x] = high;
        least[blockIdx.x] = low;
    }
}
"""
    x = np.random.default_rng(block).integers(-(2**31), 2**31, (3, block)).astype(np.int32)
    x[0] = np.resize(_EDGES, block)
    x[1] = np.abs(x[1] // 2)
    empty = {name: np.zeros(3, np.int32) for name in ("sum", "most", "least")}
    found = ran(text, {"x": x.ravel(), **empty}, 3, block, _calls("fold_add", "fold_max", "fold_min"))
    np.testing.assert_array_equal(found["sum"], x.sum(axis=1, dtype=np.int32))
    np.testing.assert_array_equal(found["most"], x.max(axis=1))
    np.testing.assert_array_equal(found["least"], x.min(axis=1))


def test_the_largest_of_numbers_without_sign() -> None:
    text = """
__global__ void reduced(const unsigned* x, unsigned* most, unsigned* least) {
    __shared__ unsigned high, low;
    if (threadIdx.x == 0) {
        high = 0;
        low = 0xffffffffu;
    }
    __syncthreads();
    unsigned number = x[blockIdx.x * blockDim.x + threadIdx.x];
    atomicMax(&high, number);
    atomicMin(&low, number);
    __syncthreads();
    if (threadIdx.x == 0) {
        most[blockIdx.x] = high;
        least[blockIdx.x] = low;
    }
}
"""
    x = np.random.default_rng(9).integers(0, 2**32, (3, 100)).astype(np.uint32)
    x[1] >>= 1
    x[2] |= 1 << 31
    empty = {name: np.zeros(3, np.uint32) for name in ("most", "least")}
    found = ran(text, {"x": x.ravel(), **empty}, 3, 100, _calls("fold_max", "fold_min"))
    np.testing.assert_array_equal(found["most"], x.max(axis=1))
    np.testing.assert_array_equal(found["least"], x.min(axis=1))


@pytest.mark.parametrize("warps", [1, 3, 8])
def test_reductions_of_warps(warps: int) -> None:
    text = """
__global__ void reduced(const int* x, int* sum, int* most, int* least) {
    int i = blockIdx.x * blockDim.x + threadIdx.x, number = x[i];
    sum[i] = __reduce_add_sync(0xffffffffu, number);
    most[i] = __reduce_max_sync(0xffffffffu, number);
    least[i] = __reduce_min_sync(0xffffffffu, number);
}
"""
    x = np.random.default_rng(warps).integers(-(2**31), 2**31, (2, warps, 32)).astype(np.int32)
    x[0, 0] = np.resize(_EDGES, 32)
    empty = {name: np.zeros(x.size, np.int32) for name in ("sum", "most", "least")}
    found = ran(
        text, {"x": x.ravel(), **empty}, 2, warps * 32, _calls("fold_rows_add", "fold_rows_max", "fold_rows_min")
    )
    for name, each in {"sum": x.sum(axis=2, dtype=np.int32), "most": x.max(axis=2), "least": x.min(axis=2)}.items():
        np.testing.assert_array_equal(found[name], np.repeat(each.ravel(), 32), name)


@pytest.mark.parametrize("dtype", ["float32", "uint32"])
@pytest.mark.parametrize("block", [32, 96, 1000])
def test_running_sums(block: int, dtype: str) -> None:
    c = {"float32": "float", "uint32": "unsigned"}[dtype]
    text = f"""
__global__ void scanned(const {c}* x, {c}* y) {{
    __shared__ {c} sums[2][{block}];
    int i = blockIdx.x * {block} + threadIdx.x, source = 0;
    sums[source][threadIdx.x] = x[i];
    __syncthreads();
    for (int distance = 1; distance < {block}; distance <<= 1) {{
        int target = 1 - source;
        {c} sum = sums[source][threadIdx.x];
        if (threadIdx.x >= distance) sum += sums[source][threadIdx.x - distance];
        sums[target][threadIdx.x] = sum;
        __syncthreads();
        source = target;
    }}
    y[i] = sums[source][threadIdx.x];
}}
"""
    x = np.random.default_rng(1).integers(0, 1000, (2, block)).astype(dtype)
    found = ran(text, {"x": x.ravel(), "y": np.zeros(x.size, dtype)}, 2, block, _calls("running_sum"))
    np.testing.assert_array_equal(found["y"], x.cumsum(axis=1, dtype=dtype).ravel())
