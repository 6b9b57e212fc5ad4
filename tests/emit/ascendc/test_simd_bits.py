"""Bits of integers by the vector unit, on the twin."""

from __future__ import annotations

import numpy as np

from tests.emit.ascendc.placed import ran
from tests.emit.ascendc.test_simd_conversions import by_vectors


def _words() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    random = np.random.default_rng(12)
    edges = [0, 1, 2**31, 2**32 - 1, 2**31 - 1, 0x55555555, 0xAAAAAAAA, *(1 << bit for bit in range(32))]
    words = random.integers(0, 2**32, 300 - len(edges)) >> random.integers(0, 32, 300 - len(edges))
    return np.concatenate([edges, words]).astype(np.uint32)


def test_counts_and_places_of_bits() -> None:
    text = """
__global__ void counted(const unsigned* x, int* ones, int* zeros, int* first) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    ones[i] = __popc(x[i]);
    zeros[i] = __clz((int)x[i]);
    first[i] = __ffs((int)x[i]);
}
"""
    x = _words()
    empty = {each: np.zeros(300, np.int32) for each in ("ones", "zeros", "first")}
    found = ran(text, {"x": x, **empty}, change=by_vectors)
    numbers = [int(each) for each in x]
    np.testing.assert_array_equal(found["ones"], [each.bit_count() for each in numbers])
    np.testing.assert_array_equal(found["zeros"], [32 - each.bit_length() for each in numbers])
    np.testing.assert_array_equal(found["first"], [(each & -each).bit_length() for each in numbers])


def test_shifts_by_a_number_of_each_lane() -> None:
    text = """
__global__ void shifted(const unsigned* x, const int* by, unsigned* y, int* z, unsigned* powers) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int shift = by[i] & 31;
    y[i] = x[i] << shift;
    z[i] = (int)x[i] << shift;
    powers[i] = 1u << shift;
}
"""
    x, by = _words(), np.arange(300, dtype=np.int32)
    empty = {"y": np.zeros(300, np.uint32), "z": np.zeros(300, np.int32), "powers": np.zeros(300, np.uint32)}
    found = ran(text, {"x": x, "by": by, **empty}, change=by_vectors)
    shift = (by & 31).astype(np.uint32)
    np.testing.assert_array_equal(found["y"], x << shift)
    np.testing.assert_array_equal(found["z"].view(np.uint32), x << shift)
    np.testing.assert_array_equal(found["powers"], np.uint32(1) << shift)


def test_products_of_bytes() -> None:
    text = """
__global__ void dots(const int* x, const int* y, const unsigned* u, const unsigned* v, int* signs, unsigned* none) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    signs[i] = __dp4a(x[i], y[i], 7);
    none[i] = __dp4a(u[i], v[i], none[i]);
}
"""
    x = _words()
    y = x[::-1].copy()
    arrays = {"x": x.view(np.int32), "y": y.view(np.int32), "u": x, "v": y}
    found = ran(text, {**arrays, "signs": np.zeros(300, np.int32), "none": x.copy()}, change=by_vectors)
    products = [x.view(each).astype(np.int64) * y.view(each) for each in (np.int8, np.uint8)]
    signed, unsigned = (each.reshape(-1, 4).sum(axis=1) for each in products)
    np.testing.assert_array_equal(found["signs"], signed + 7)
    np.testing.assert_array_equal(found["none"], (unsigned + x).astype(np.uint32))


def test_high_words_of_products() -> None:
    text = """
__global__ void products(const int* x, const int* y, const unsigned* u, const unsigned* v, int* high, unsigned* upper,
                         int* fixed, unsigned* hashed, int* half) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    high[i] = __mulhi(x[i], y[i]);
    upper[i] = __umulhi(u[i], v[i]);
    fixed[i] = (int)(((long long)x[i] * y[i]) >> 24);
    hashed[i] = (unsigned)(((unsigned long long)u[i] * v[i]) >> 32);
    half[i] = (int)(((long long)x[i] * 5) >> 1);
}
"""
    x = _words()
    y = np.random.default_rng(1).permutation(x)
    a, b, c, d = (each.astype(object) for each in (x.view(np.int32), y.view(np.int32), x, y))
    wanted = {
        "high": a * b >> 32,
        "upper": c * d >> 32,
        "fixed": a * b >> 24,
        "hashed": c * d >> 32,
        "half": a * 5 >> 1,
    }
    types = {"upper": np.uint32, "hashed": np.uint32}
    arrays = {"x": x.view(np.int32), "y": y.view(np.int32), "u": x, "v": y}
    found = ran(
        text, {**arrays, **{each: np.zeros(300, types.get(each, np.int32)) for each in wanted}}, change=by_vectors
    )
    for name, each in wanted.items():
        low = (each & 0xFFFFFFFF).astype(np.uint32)
        np.testing.assert_array_equal(found[name].view(np.uint32), low, name)
