"""Conversions and choices of numbers of every width by the vector unit, on the twin."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran

Array = np.ndarray[Any, Any]
_C = {
    "uint8": "unsigned char", "int8": "signed char", "uint16": "unsigned short", "int16": "short",
    "uint32": "unsigned", "int32": "int", "float32": "float",
}  # fmt: skip
_COUNT = 300


def _numbers(dtype: str) -> Array:
    """Edges and others; floats that any of the integers can hold without their fraction."""
    random = np.random.default_rng(6)
    if dtype == "float32":
        return np.concatenate([np.arange(0, 100) + np.float32(0.75), random.random(200) * 127]).astype(np.float32)
    limits = np.iinfo(dtype)
    edges = [limits.min, limits.max, 0, 1, limits.max - 1, limits.min + 1, limits.max // 2, limits.max // 2 + 1]
    few = random.integers(limits.min, limits.max, _COUNT - 8, np.int64, endpoint=True) >> random.integers(0, 20, 292)
    return np.concatenate([edges, few]).astype(dtype)


def by_vectors(port: str) -> str:
    """The port, in which the scalar unit looks at no element."""
    kernel = port[port.index('extern "C"') :]
    assert not re.findall(".*[GS]etValue.*", kernel)
    return port


@pytest.mark.parametrize("source", list(_C))
def test_conversions(source: str) -> None:
    targets = [each for each in _C if each != source]
    stores = " ".join(f"y_{each}[i] = ({_C[each]})x[i];" for each in targets)
    text = f"""
__global__ void converted(const {_C[source]}* x, {", ".join(f"{_C[each]}* y_{each}" for each in targets)}) {{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    {stores}
}}
"""
    x = _numbers(source)
    found = ran(text, {"x": x, **{f"y_{each}": np.zeros(_COUNT, each) for each in targets}}, change=by_vectors)
    for each in targets:
        np.testing.assert_array_equal(found[f"y_{each}"], x.astype(each), each)


def test_large_numbers_without_sign_and_floats() -> None:
    text = """
__global__ void converted(const float* x, unsigned* y, float* z) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    unsigned word = (unsigned)x[i];
    y[i] = word;
    z[i] = (float)(word + 129u);
}
"""
    x = np.array([0, 0.9, 1, 16777216, 2147483520, 2147483648, 2147484160, 4294967040] * 40, np.float32)[:_COUNT]
    empty = {"y": np.zeros(_COUNT, np.uint32), "z": np.zeros(_COUNT, np.float32)}
    found = ran(text, {"x": x, **empty}, change=by_vectors)
    words = x.astype(np.uint32)
    np.testing.assert_array_equal(found["y"], words)
    np.testing.assert_array_equal(found["z"], (words + np.uint32(129)).astype(np.float32))


def test_conversions_in_a_direction() -> None:
    text = """
__global__ void rounded(const float* x, int* near, int* up, int* down, int* cut) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    near[i] = __float2int_rn(x[i]);
    up[i] = __float2int_ru(x[i]);
    down[i] = __float2int_rd(x[i]);
    cut[i] = __float2int_rz(x[i]);
}
"""
    edges = [0.5, 1.5, 2.5, -0.5, -1.5, 3e9, -3e9, np.inf, -np.inf, np.nan]
    x = np.concatenate([edges, np.random.default_rng(2).normal(size=290) * 1000]).astype(np.float32)
    ways = {"near": np.rint, "up": np.ceil, "down": np.floor, "cut": np.trunc}
    found = ran(text, {"x": x, **{each: np.zeros(_COUNT, np.int32) for each in ways}}, change=by_vectors)
    for name, way in ways.items():
        wanted = np.clip(np.nan_to_num(way(x.astype(np.float64))), -(2**31), 2**31 - 1).astype(np.int32)
        np.testing.assert_array_equal(found[name], wanted, name)


def test_choices_of_bytes_and_truth_values_as_bytes() -> None:
    text = """
__global__ void chosen(const unsigned char* x, const signed char* y, unsigned char* larger, unsigned char* above,
                       signed char* clamped) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    unsigned char byte = x[i];
    larger[i] = byte > 100 ? byte : (unsigned char)100;
    above[i] = byte > 100;
    signed char value = y[i];
    clamped[i] = value < -5 ? (signed char)-5 : value;
}
"""
    x, y = _numbers("uint8"), _numbers("int8")
    empty = {"larger": np.zeros(_COUNT, np.uint8), "above": np.zeros(_COUNT, np.uint8)}
    found = ran(text, {"x": x, "y": y, **empty, "clamped": np.zeros(_COUNT, np.int8)}, change=by_vectors)
    np.testing.assert_array_equal(found["larger"], np.maximum(x, 100))
    np.testing.assert_array_equal(found["above"], x > 100)
    np.testing.assert_array_equal(found["clamped"], np.maximum(y, -5))
