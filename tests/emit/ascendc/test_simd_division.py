"""Quotients and remainders of integers by the vector unit, on the twin, with divisions of floats that are a bit off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran

Array = np.ndarray[Any, Any]
_C = {"int32": "int", "uint32": "unsigned"}
_BLOCK = 512


def _numbers(dtype: str, count: int = 1500) -> Array:
    """Edges, and numbers of every length."""
    limits = np.iinfo(dtype)
    random = np.random.default_rng(11)
    near = [sign * ((1 << bits) + more) for bits in range(33) for more in (-1, 0, 1) for sign in (1, -1)]
    near += [limits.max - each for each in range(5)] + [limits.min + each for each in range(5)]
    near += [3, 7, 10, 97, 641, 642, 3199, 3200, 3201, 65521, 2147483629, 1073741827, -3, -7, -10, -97]
    long = random.integers(limits.min, limits.max, count, np.int64, endpoint=True) >> random.integers(0, 32, count)
    kept = [each for each in (*near, *long.tolist()) if limits.min <= each <= limits.max]
    return np.array(kept, dtype)


def _truncated(a: Array, b: Array) -> tuple[Array, Array]:
    """C's quotient and remainder; 0 and 0 for those that it has none for."""
    wide_a, wide_b = a.astype(np.int64), b.astype(np.int64)
    quotient = np.abs(wide_a) // np.maximum(np.abs(wide_b), 1) * np.sign(wide_a) * np.sign(wide_b)
    left_open = (wide_b == 0) | (quotient > np.iinfo(a.dtype).max)
    quotient[left_open] = 0
    remainder = np.where(left_open, 0, wide_a - quotient * wide_b)
    return quotient.astype(a.dtype), remainder.astype(a.dtype)


def _off(factor: float) -> Callable[[str], str]:
    """A port whose divisions of floats are off by a factor, wherever they are done."""

    def change(text: str) -> str:
        div = "Div(ratio, ratio, size, count);"
        changed = text.replace(div, f"{div} Muls(ratio, ratio, {factor:.9f}f, count);")
        changed = re.sub(r"factor / \(float\)size", f"factor / (float)size * {factor:.9f}f", changed)
        changed = re.sub(r"(reciprocal\w* = 1.0f / .*);", rf"\1 * {factor:.9f}f;", changed)
        assert changed != text
        return changed

    return change


_FACTORS = [1.0, 1 + 2**-22, 1 - 2**-22]  # the two steps that are allowed, either way
_ACTIVE = "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) { "


def _padded(*arrays: Array) -> tuple[list[Array], int]:
    """The arrays with room for whole blocks, and how many blocks."""
    blocks = -(-arrays[0].size // _BLOCK)
    return [np.concatenate([each, np.ones(blocks * _BLOCK - each.size, each.dtype)]) for each in arrays], blocks


@pytest.mark.parametrize("factor", _FACTORS)
def test_tiles_by_tiles(factor: float) -> None:
    text = f"""
__global__ void divide(const int* a, const int* b, int* q, int* r, int n) {{
    {_ACTIVE} q[i] = a[i] / b[i]; r[i] = a[i] % b[i]; }}
}}
"""
    numbers = _numbers("int32", 300)
    a, b = (each.ravel() for each in np.meshgrid(numbers, _numbers("int32", 20)))
    wanted = _truncated(a, b)
    defined = (b != 0) & ~((a == np.iinfo(np.int32).min) & (b == -1))
    (a, b), blocks = _padded(a[defined], b[defined])
    arrays = {"a": a, "b": b, "q": np.zeros_like(a), "r": np.zeros_like(a), "n": np.int32(a.size)}
    found = ran(text, arrays, blocks, _BLOCK, _off(factor))
    for name, each in zip("qr", wanted, strict=True):
        np.testing.assert_array_equal(found[name][: defined.sum()], each[defined])


def _divided(a: Array, divisors: Array, first: str, change: Callable[[str], str]) -> None:
    """Quotients and remainders of `first`, which is a number of a's, by each divisor."""
    c = _C[a.dtype.name]
    text = f"""
__global__ void divide(const {c}* a, {c}* q, {c}* r, {c} b, int n) {{
    {_ACTIVE} {c} x = {first}; q[i] = x / b; r[i] = x % b; }}
}}
"""
    (padded,), blocks = _padded(a)
    for b in divisors:
        scalars = {"b": b, "n": np.int32(a.size)}
        found = ran(
            text, {"a": padded, "q": np.ones_like(padded), "r": np.ones_like(padded), **scalars}, blocks, _BLOCK, change
        )
        defined = ~((a == np.iinfo(a.dtype).min) & (int(b) == -1))
        for name, wanted in zip("qr", _truncated(a, np.full_like(a, b)), strict=True):
            np.testing.assert_array_equal(found[name][: a.size][defined], wanted[defined], f"{name} {b}")


@pytest.mark.parametrize("factor", _FACTORS)
@pytest.mark.parametrize("dtype", list(_C))
def test_tiles_by_a_scalar(dtype: str, factor: float) -> None:
    divisors = _numbers(dtype, 10)[::5]
    _divided(_numbers(dtype, 300), divisors[divisors != 0], "a[i]", _off(factor))


@pytest.mark.parametrize("factor", _FACTORS)
def test_small_numbers_by_a_scalar(factor: float) -> None:
    divisors = np.array([1, 3, 7, 10, 255, 1000, 65535, 1048573, 1048575, 1048577, 2147483647, -1, -7], np.int32)
    edges = np.arange(200)
    a = np.concatenate([edges, edges[::-1] * -1 - 1, *(each * edges - less for each in divisors for less in (0, 1))])
    a = (a.astype(np.int64) & 1048575).astype(np.int32)

    def change(port: str) -> str:
        assert "estimate" not in port
        return _off(factor)(port)

    _divided(a, divisors, "a[i] & 1048575", change)


@pytest.mark.parametrize("dtype", list(_C))
@pytest.mark.parametrize("bits", [0, 5, 30, 31])
def test_powers_of_two_are_shifts(dtype: str, bits: int) -> None:
    if dtype == "int32" and bits == 31:
        pytest.skip("no int has this value")
    c, by = _C[dtype], f"{1 << bits}{'u' if dtype == 'uint32' else ''}"
    text = f"""
__global__ void divide(const {c}* a, {c}* q, {c}* r, int n) {{
    {_ACTIVE} q[i] = (a[i] ^ 1) / {by}; r[i] = (a[i] ^ 1) % {by}; }}
}}
"""

    def shifts(port: str) -> str:
        assert "divide_by" not in port
        assert "GetValue" not in port
        return port

    (a,), blocks = _padded(_numbers(dtype))
    arrays = {"a": a, "q": np.zeros_like(a), "r": np.zeros_like(a), "n": np.int32(a.size)}
    found = ran(text, arrays, blocks, _BLOCK, shifts)
    for name, wanted in zip("qr", _truncated(a ^ 1, np.full_like(a, 1 << bits)), strict=True):
        np.testing.assert_array_equal(found[name], wanted)
