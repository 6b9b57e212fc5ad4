"""Kernels of CUDA all the way to the twin of dav-2201's cores."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran


def test_truth_values_are_bytes_in_memory() -> None:
    text = """
__global__ void flags(const float* x, bool* above, bool* both, const bool* other) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    above[i] = x[i] > 0.0f;
    both[i] = x[i] < 1.0f && other[i];
}
"""
    x = np.random.default_rng(3).normal(size=300).astype(np.float32)
    other = np.arange(300) % 3 == 0
    empty = np.zeros(300, bool)
    found = ran(text, {"x": x, "above": empty, "both": empty.copy(), "other": other})
    np.testing.assert_array_equal(found["above"], x > 0)
    np.testing.assert_array_equal(found["both"], (x < 1) & other)


def test_a_bfloat_that_is_written_out_is_a_float_where_floats_are_computed() -> None:
    text = """
#include <cuda_bf16.h>
__global__ void reciprocals(const __nv_bfloat16* x, __nv_bfloat16* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    y[i] = hrcp(x[i]);
}
"""
    x = np.array([0x4000, 0xC080, 0x3F80] * 100, np.uint16)  # 2, -4, 1
    found = ran(text, {"x": x, "y": np.zeros(300, np.uint16)})
    np.testing.assert_array_equal(found["y"], np.array([0x3F00, 0xBE80, 0x3F80] * 100, np.uint16))


_EXTREMES = """
__global__ void extremes(const float* x, const float* y, float* larger, float* smaller, float* clamped, float* pulled) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    float low = y[0];
    larger[i] = fmaxf(x[i] * 2.0f, y[i]);
    smaller[i] = fminf(x[i], y[i]);
    clamped[i] = fminf(fmaxf(x[i], -1.0f), 1.0f);
    pulled[i] = fmaxf(x[i], low);
}
"""


@pytest.mark.parametrize("low", [0.5, math.nan])
def test_a_nan_loses_against_a_number(low: float) -> None:
    x, y = np.random.default_rng(4).normal(size=(2, 300)).astype(np.float32)
    x[::7] = np.nan
    y[::5] = np.nan
    x[3:300:11] = np.inf
    y[2:300:13] = -np.inf
    y[0] = low
    names = ("larger", "smaller", "clamped", "pulled")
    found = ran(_EXTREMES, {"x": x, "y": y, **{each: np.zeros(300, np.float32) for each in names}})
    np.testing.assert_array_equal(found["larger"], np.fmax(x * 2, y))
    np.testing.assert_array_equal(found["smaller"], np.fmin(x, y))
    np.testing.assert_array_equal(found["clamped"], np.fmin(np.fmax(x, -1), 1))
    np.testing.assert_array_equal(found["pulled"], np.fmax(x, np.float32(low)))


_LARGEST = """
__global__ void largest(const float* x, float* most) {
    __shared__ float partial[128];
    int lane = threadIdx.x;
    partial[lane] = x[blockIdx.x * 128 + lane];
    __syncthreads();
    for (int half = 64; half > 0; half /= 2) {
        if (lane < half) partial[lane] = fmaxf(partial[lane], partial[lane + half]);
        __syncthreads();
    }
    if (lane == 0) most[blockIdx.x] = partial[0];
}
"""


def test_the_largest_of_numbers_beside_nan() -> None:
    x = np.random.default_rng(5).normal(size=(3, 128)).astype(np.float32)
    x[:, ::3] = np.nan
    x[1, :100] = np.nan
    found = ran(_LARGEST, {"x": x.ravel(), "most": np.zeros(3, np.float32)}, block=128)
    np.testing.assert_array_equal(found["most"], np.fmax.reduce(x, axis=1))


def test_some_lanes_take_a_number() -> None:
    text = """
__global__ void counted(const int* x, int* y) {
    int lane = threadIdx.x, i = blockIdx.x * blockDim.x + lane, k = lane;
    if (lane < 10) {
        for (k = 0; k < x[i]; k++)
            y[i] += 2;
    }
    y[i] += k;
}
"""
    x = np.arange(300, dtype=np.int32) % 7
    found = ran(text, {"x": x, "y": np.zeros(300, np.int32)})
    lane = np.arange(300) % 100
    np.testing.assert_array_equal(found["y"], np.where(lane < 10, 3 * x, lane))


def test_bits_that_are_shifted_out_are_gone() -> None:
    text = """
__global__ void shift(const int* x, int* left, int* right, int by) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    left[i] = x[i] << by;
    right[i] = x[i] >> by;
}
"""
    x = np.random.default_rng(4).integers(-(2**31), 2**31, 300).astype(np.int32)
    for by in (0, 1, 7, 31):
        found = ran(text, {"x": x, "left": np.zeros_like(x), "right": np.zeros_like(x), "by": np.int32(by)})
        np.testing.assert_array_equal(found["left"], x << by)
        np.testing.assert_array_equal(found["right"], x >> by)
