"""What CUDA's functions compute on the CPU: each row is an expression and an independent reference in Python."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.launch import Buffer, Launch

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")

U32, U64 = (1 << 32) - 1, (1 << 64) - 1
INTEGERS = [0, 1, 2, 7, 31, 32, 33, 255, 256, 0x1234, 0x80FF7F01, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xDEADBEEF, U32]


@pytest.fixture(scope="module")
def host() -> Iterator[CudaHost]:
    with CudaHost() as started:
        yield started


TYPES = {
    "u4": "unsigned", "i4": "int", "u8": "unsigned long long", "i8": "long long", "f4": "float", "f8": "double",
    "f2": "half", "u2": "__nv_bfloat16",
}  # fmt: skip


def evaluate(host: CudaHost, expressions: list[str], result: str, *inputs: np.ndarray, head: str = "") -> np.ndarray:
    """Every expression of a, b, c on every element; row k is expression k, as bits of the type `result`."""
    count = len(inputs[0])
    parameters = [f"const {TYPES[array.dtype.str[1:]]}* {name}s" for name, array in zip("abc", inputs, strict=False)]
    loads = [f"auto {name} = {name}s[i];" for name, _ in zip("abc", inputs, strict=False)]
    stores = [f"out[{k} * n + i] = {expression};" for k, expression in enumerate(expressions)]
    body = "\n".join(["int i = threadIdx.x, n = blockDim.x;", *loads, *stores])
    text = f"{head}\n__global__ void f({', '.join(parameters)}, {result}* out) {{\n{body}\n}}"
    dtype = "u2" if result == "half" else next(dtype for dtype, name in TYPES.items() if name == result)
    out = Buffer("out", np.zeros((len(expressions), count), dtype))
    arguments = (*(Buffer(f"{name}s", array) for name, array in zip("abc", inputs, strict=False)), out)
    outcome = host.run(text, Launch("f", (1, 1, 1), (count, 1, 1), arguments))
    assert outcome.status == "ok", outcome.message
    return outcome.arrays["out"]


def signed(value: int, width: int = 32) -> int:
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


def byte_perm(a: int, b: int, selectors: int) -> int:
    data = (a | b << 32).to_bytes(8, "little")
    return int.from_bytes(bytes(data[selectors >> 4 * i & 7] for i in range(4)), "little")


def lanes(value: int, width: int, is_signed: bool = False) -> list[int]:
    parts = [value >> shift & ((1 << width) - 1) for shift in range(0, 32, width)]
    return [signed(part, width) for part in parts] if is_signed else parts


def pack(values: list[int], width: int) -> int:
    return sum((value & ((1 << width) - 1)) << width * i for i, value in enumerate(values))


INTEGER_FUNCTIONS: dict[str, Callable[[int, int, int], int]] = {
    "__popc(a)": lambda a, b, c: a.bit_count(),
    "__clz(a)": lambda a, b, c: 32 - a.bit_length(),
    "__ffs(a)": lambda a, b, c: (a & -a).bit_length(),
    "__brev(a)": lambda a, b, c: int(f"{a:032b}"[::-1], 2),
    "__byte_perm(a, b, c)": byte_perm,
    "__mulhi((int)a, (int)b)": lambda a, b, c: signed(a) * signed(b) >> 32,
    "__umulhi(a, b)": lambda a, b, c: a * b >> 32,
    "__mul24(a, b)": lambda a, b, c: signed(a, 24) * signed(b, 24),
    "__umul24(a, b)": lambda a, b, c: (a & 0xFFFFFF) * (b & 0xFFFFFF),
    "__sad(a, b, c)": lambda a, b, c: abs(signed(a) - signed(b)) + c,
    "__usad(a, b, c)": lambda a, b, c: abs(a - b) + c,
    "__hadd((int)a, (int)b)": lambda a, b, c: signed(a) + signed(b) >> 1,
    "__rhadd((int)a, (int)b)": lambda a, b, c: signed(a) + signed(b) + 1 >> 1,
    "__uhadd(a, b)": lambda a, b, c: a + b >> 1,
    "__urhadd(a, b)": lambda a, b, c: a + b + 1 >> 1,
    "__funnelshift_l(a, b, c)": lambda a, b, c: (b << 32 | a) << (c & 31) >> 32,
    "__funnelshift_r(a, b, c)": lambda a, b, c: (b << 32 | a) >> (c & 31),
    "__funnelshift_lc(a, b, c)": lambda a, b, c: (b << 32 | a) << min(c, 32) >> 32,
    "__funnelshift_rc(a, b, c)": lambda a, b, c: (b << 32 | a) >> min(c, 32),
    "__dp4a((int)a, (int)b, (int)c)": lambda a, b, c: c + sum(map(int.__mul__, lanes(a, 8, True), lanes(b, 8, True))),
    "__dp4a(a, b, c)": lambda a, b, c: c + sum(map(int.__mul__, lanes(a, 8), lanes(b, 8))),
    "__dp2a_lo(a, b, c)": lambda a, b, c: c + sum(map(int.__mul__, lanes(a, 16), lanes(b, 8)[:2])),
    "__dp2a_hi(a, b, c)": lambda a, b, c: c + sum(map(int.__mul__, lanes(a, 16), lanes(b, 8)[2:])),
    "__vadd4(a, b)": lambda a, b, c: pack([x + y for x, y in zip(lanes(a, 8), lanes(b, 8), strict=True)], 8),
    "__vmaxs2(a, b)": lambda a, b, c: pack(
        [max(p) for p in zip(lanes(a, 16, True), lanes(b, 16, True), strict=True)], 16
    ),
    "__vcmpgtu4(a, b)": lambda a, b, c: pack([255 * (x > y) for x, y in zip(lanes(a, 8), lanes(b, 8), strict=True)], 8),
    "__vsadu4(a, b)": lambda a, b, c: sum(abs(x - y) for x, y in zip(lanes(a, 8), lanes(b, 8), strict=True)),
    "__vsubss2(a, b)": lambda a, b, c: pack(
        [min(max(x - y, -32768), 32767) for x, y in zip(lanes(a, 16, True), lanes(b, 16, True), strict=True)], 16
    ),
    "min((int)a, (int)b)": lambda a, b, c: min(signed(a), signed(b)),
    "max((int)a, b)": lambda a, b, c: max(a, b),
    "min(a, (int)b)": lambda a, b, c: min(a, b),
    "max(a, b)": lambda a, b, c: max(a, b),
    "min((long long)(int)a, (long long)(int)b) >> 8": lambda a, b, c: min(signed(a), signed(b)) >> 8,
    "max((long long)(int)a, (unsigned long long)b) >> 32": lambda a, b, c: max(signed(a) & U64, b) >> 32,
    "sizeof(max(1, 2u)) + 16 * sizeof(max(1ll, 2ull))": lambda *_: 4 + 16 * 8,
    "sizeof(max(1.f, 2.0)) + 16 * sizeof(min(1.f, 2.f))": lambda *_: 8 + 16 * 4,
    "(unsigned)a + (int)b * 3": lambda a, b, c: a + b * 3,
}


def test_integer_functions(host: CudaHost) -> None:
    generator = np.random.default_rng(5)
    pairs = [(a, b) for a in INTEGERS for b in INTEGERS]
    a, b = (np.array(column, np.uint32) for column in zip(*pairs, strict=True))
    c = np.resize(np.concatenate([np.arange(40), generator.integers(0, 1 << 32, 60)]).astype(np.uint32), len(pairs))
    got = evaluate(host, list(INTEGER_FUNCTIONS), "unsigned", a, b, c)
    for row, (expression, reference) in enumerate(INTEGER_FUNCTIONS.items()):
        expected = [reference(int(x), int(y), int(z)) & U32 for x, y, z in zip(a, b, c, strict=True)]
        np.testing.assert_array_equal(got[row], np.array(expected, np.uint32), err_msg=expression)


WIDE_INTEGER_FUNCTIONS: dict[str, Callable[[int, int], int]] = {
    "__popcll(a)": lambda a, b: a.bit_count(),
    "__clzll(a)": lambda a, b: 64 - a.bit_length(),
    "__ffsll(a)": lambda a, b: (a & -a).bit_length(),
    "__brevll(a)": lambda a, b: int(f"{a:064b}"[::-1], 2),
    "__umul64hi(a, b)": lambda a, b: a * b >> 64,
    "__mul64hi(a, b)": lambda a, b: signed(a, 64) * signed(b, 64) >> 64,
}


def test_wide_integer_functions(host: CudaHost) -> None:
    values = [0, 1, 1 << 31, 1 << 32, 1 << 63, U64, 0x0123456789ABCDEF, 0xFEDCBA9876543210]
    pairs = [(a, b) for a in values for b in values]
    a, b = (np.array(column, np.uint64) for column in zip(*pairs, strict=True))
    got = evaluate(host, list(WIDE_INTEGER_FUNCTIONS), "unsigned long long", a, b)
    for row, (expression, reference) in enumerate(WIDE_INTEGER_FUNCTIONS.items()):
        expected = [reference(x, y) & U64 for x, y in pairs]
        np.testing.assert_array_equal(got[row], np.array(expected, np.uint64), err_msg=expression)


EDGES = [
    0.0,
    -0.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    1e-45,
    -1e-40,
    3e9,
    -3e9,
    5e9,
    1e30,
    -1e30,
    16777217.0,
    math.inf,
    -math.inf,
]


def to_integer(x: float, rounding: Callable[[float], int], width: int, is_signed: bool) -> int:
    low, high = (-(1 << (width - 1)), (1 << (width - 1)) - 1) if is_signed else (0, (1 << width) - 1)
    if math.isinf(x):
        return high if x > 0 else low
    return min(max(rounding(x), low), high)


INTEGER_TYPES = {"int": (32, True), "uint": (32, False), "ll": (64, True), "ull": (64, False)}
ROUNDINGS: dict[str, Callable[[float], int]] = {"rn": round, "rz": math.trunc, "ru": math.ceil, "rd": math.floor}


def test_conversions_to_integers_round_and_saturate(host: CudaHost) -> None:
    x = np.array([*EDGES, np.nan], np.float32)
    rows = [(name, mode) for name in INTEGER_TYPES for mode in ROUNDINGS]
    got = evaluate(host, [f"__float2{name}_{mode}(a)" for name, mode in rows], "long long", x)
    for row, (name, mode) in enumerate(rows):
        width, is_signed = INTEGER_TYPES[name]
        expected = [to_integer(float(value), ROUNDINGS[mode], width, is_signed) for value in x[:-1]]
        assert [int(value) & U64 for value in got[row][:-1]] == [value & U64 for value in expected], (name, mode)
        assert int(got[row][-1]) == (0 if width == 32 else -(1 << 63))


def directed(exact: Fraction, mode: str) -> np.float32:
    """A fraction rounded to float in one direction, by stepping from the nearest."""
    nearest = np.float32(float(exact))
    while Fraction(float(nearest)) > exact:
        nearest = np.nextafter(nearest, np.float32(-np.inf))
    while Fraction(float(np.nextafter(nearest, np.float32(np.inf)))) <= exact:
        nearest = np.nextafter(nearest, np.float32(np.inf))
    if Fraction(float(nearest)) == exact:
        return nearest
    above = np.nextafter(nearest, np.float32(np.inf))
    towards_zero = nearest if exact > 0 else above
    return np.float32({"ru": above, "rd": nearest, "rz": towards_zero}[mode])


DIRECTED: dict[str, Callable[..., Fraction]] = {
    "__fadd_{}(a, b)": lambda x, y, z: x + y,
    "__fsub_{}(a, b)": lambda x, y, z: x - y,
    "__fmul_{}(a, b)": lambda x, y, z: x * y,
    "__fdiv_{}(a, b)": lambda x, y, z: x / y,
    "__fmaf_{}(a, b, c)": lambda x, y, z: x * y + z,
    "__frcp_{}(a)": lambda x, y, z: 1 / x,
    "__int2float_{}(__float_as_int(b))": lambda x, y, z: Fraction(int(np.float32(float(y)).view(np.int32))),
}


def test_a_difference_from_zero_is_no_negation(host: CudaHost) -> None:
    """GCC makes one of it where what is taken away was an integer, which turns the sign of a zero."""
    numbers = np.array([0, 1, 5], np.int32)
    expressions = ["0.0f - (float)a", "(float)a - (float)a - (float)a"]
    found = evaluate(host, expressions, "float", numbers)
    np.testing.assert_array_equal(np.signbit(found), [[False, True, True]] * 2)


def test_directed_rounding(host: CudaHost) -> None:
    generator = np.random.default_rng(11)
    a, b, c = (generator.standard_normal(50).astype(np.float32) for _ in range(3))
    rows = [(expression, mode) for expression in DIRECTED for mode in ("ru", "rd", "rz")]
    got = evaluate(host, [expression.format(mode) for expression, mode in rows], "float", a, b, c)
    exact = list(zip(*([Fraction(float(value)) for value in array] for array in (a, b, c)), strict=True))
    for row, (expression, mode) in enumerate(rows):
        expected = [directed(DIRECTED[expression](*values), mode) for values in exact]
        np.testing.assert_array_equal(got[row], np.array(expected), err_msg=expression.format(mode))


FLOAT_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "rsqrtf(a)": lambda x: 1 / math.sqrt(x),
    "rcbrtf(a)": lambda x: x ** (-1 / 3),
    "__frsqrt_rn(a)": lambda x: 1 / math.sqrt(x),
    "normcdff(a)": lambda x: math.erfc(-x / math.sqrt(2)) / 2,
    "erfcxf(a)": lambda x: math.exp(x * x) * math.erfc(x),
    "sinpif(a)": lambda x: math.sin(math.pi * math.fmod(x, 2)),
    "cospif(a)": lambda x: math.cos(math.pi * math.fmod(x, 2)),
    "exp10f(a)": lambda x: 10.0**x,
    "__expf(a)": math.exp,
    "__powf(a, 1.5f)": lambda x: x**1.5,
    "rhypotf(a, 2.0f)": lambda x: 1 / math.hypot(x, 2),
    "norm3df(a, 2.0f, 3.0f)": lambda x: math.hypot(x, 2, 3),
    "__saturatef(a)": lambda x: min(max(x, 0), 1),
    "__fdividef(1.0f, a)": lambda x: 1 / x,
    "erff(erfinvf(a / 8))": lambda x: x / 8,
    "erfcf(erfcinvf(a / 8))": lambda x: x / 8,
    "normcdff(normcdfinvf(a / 8))": lambda x: x / 8,
    "cyl_bessel_i0f(a)": lambda x: sum((x / 2) ** (2 * k) / math.factorial(k) ** 2 for k in range(40)),
    "sqrt(a) + abs(-a) + pow(a, 2.0f)": lambda x: math.sqrt(x) + x + x * x,
    "fmaxf(a, NAN) + min(a, 1e30f)": lambda x: 2 * x,
}


def test_mathematical_functions(host: CudaHost) -> None:
    x = np.linspace(0.0625, 7.9375, 64).astype(np.float32)
    got = evaluate(host, list(FLOAT_FUNCTIONS), "float", x)
    for row, (expression, reference) in enumerate(FLOAT_FUNCTIONS.items()):
        expected = [reference(float(value)) for value in x]
        np.testing.assert_allclose(got[row], expected, rtol=3e-6, atol=3e-7, err_msg=expression)


def test_documented_edges(host: CudaHost) -> None:
    rows = {
        "__powf(-2.0f, 2.0f)": math.nan, "__fdividef(1.0f, 0x1.8p126f)": 0.0, "__saturatef(NAN)": 0.0,
        "sinpif(3.0f)": 0.0, "cospif(0.5f)": 0.0, "normcdfinvf(0.0f)": -math.inf, "erfinvf(1.0f)": math.inf,
        "rsqrtf(0.0f)": math.inf,
        "(float)__hiloint2double(0x40090000, 0)": 3.125, "(float)__double2hiint(1.0)": float(0x3FF00000),
        "__int_as_float(0x40490fdb)": math.pi, "CUDART_INF_F": math.inf, "-CUDART_PI_F": -math.pi,
    }  # fmt: skip
    got = evaluate(host, list(rows), "float", np.zeros(1, np.float32), head="#include <math_constants.h>")
    np.testing.assert_array_equal(got[:, 0], np.array(list(rows.values()), np.float32))


HALF_FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "__hadd(a, b)": lambda a, b: a + b,
    "__high2half(__hmul2(__halves2half2(a, a), __halves2half2(a, b)))": lambda a, b: a * b,
    "hsqrt(__habs(a))": lambda a, b: np.sqrt(np.abs(a)),
    "-a": lambda a, b: -a,
    "__half(__half_raw(a))": lambda a, b: a,
    "__float2half(__half2float(a) * 3.0f)": lambda a, b: (a.astype(np.float32) * np.float32(3)).astype(np.float16),
    "__double2half((double)a * 1e-3)": lambda a, b: (a.astype(np.float64) * 1e-3).astype(np.float16),
    "__int2half_rn((int)a)": lambda a, b: np.trunc(a) + np.float16(0),  # an integer has no -0
    "hrint(a)": lambda a, b: np.rint(a),
    "__hmax(a, b)": np.fmax,
    "__hlt(a, b) ? a : b": lambda a, b: np.where(a < b, a, b),
}


def half_values(seed: int, count: int = 500) -> np.ndarray:
    """Finite halves of every size: normal numbers, subnormal ones, zeros, the largest."""
    images = (
        np.random.default_rng(seed).integers(0, 0x7C00, count)
        | np.random.default_rng(seed + 1).integers(0, 2, count) << 15
    )
    return images.astype(np.uint16).view(np.float16)


def test_half_arithmetic_is_bit_for_bit(host: CudaHost) -> None:
    a, b = half_values(21), half_values(22)
    a[:250], b[:250] = (np.random.default_rng(seed).standard_normal(250).astype(np.float16) for seed in (1, 2))
    with np.errstate(all="ignore"):
        rows = {expression: np.asarray(function(a, b)) for expression, function in HALF_FUNCTIONS.items()}
    got = evaluate(host, list(rows), "half", a, b, head="#include <cuda_fp16.h>").view(np.float16)
    for row, (expression, expected) in enumerate(rows.items()):
        np.testing.assert_array_equal(got[row], expected, err_msg=expression)
        numbers = ~np.isnan(expected)
        np.testing.assert_array_equal(np.signbit(got[row])[numbers], np.signbit(expected)[numbers], err_msg=expression)


def nearest_even(exact: Fraction, mantissa: int, least: int) -> Fraction:
    """A fraction rounded to `mantissa` bits behind the leading one, of exponent at least `least`: by the definition."""
    if exact == 0:
        return exact
    exponent = max(math.floor(math.log2(abs(exact))) if abs(exact) < 1 else int(abs(exact)).bit_length() - 1, least)
    while abs(exact) < Fraction(2) ** exponent and exponent > least:
        exponent -= 1
    unit = Fraction(2) ** (exponent - mantissa)
    return round(exact / unit) * unit


def test_half_fma_rounds_once(host: CudaHost) -> None:
    generator = np.random.default_rng(31)
    a, b, c = (generator.standard_normal(500).astype(np.float16) for _ in range(3))
    a[0], b[0], c[0] = (np.float16(value) for value in (1 + 2**-10, 1 + 2**-10, 2**-24))  # a tie, but for c
    c[250:] *= np.float16(2**-12)
    got = evaluate(host, ["__hfma(a, b, c)"], "half", a, b, c, head="#include <cuda_fp16.h>").view(np.float16)
    exact = [Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z)) for x, y, z in zip(a, b, c, strict=True)]
    assert [Fraction(float(value)) for value in got[0]] == [nearest_even(value, 10, -14) for value in exact]


def test_conversion_to_half_in_every_direction(host: CudaHost) -> None:
    x = half_values(41, 300).astype(np.float32) * np.float32(1.0004)
    x = np.concatenate([x, np.array([7e4, -7e4, 1e-9, -1e-9], np.float32)])
    modes = [f"__float2half_{mode}(a)" for mode in ("rn", "ru", "rd", "rz")]
    got = evaluate(host, modes, "half", x, head="#include <cuda_fp16.h>").view(np.float16)
    with np.errstate(over="ignore"):
        nearest = x.astype(np.float16)
    down = np.where(nearest > x, np.nextafter(nearest, np.float16(-np.inf)), nearest)
    up = np.where(nearest < x, np.nextafter(nearest, np.float16(np.inf)), nearest)
    for row, expected in enumerate([nearest, up, down, np.where(x > 0, down, up)]):
        np.testing.assert_array_equal(got[row], expected, err_msg=modes[row])


def test_bfloat16_arithmetic_rounds_once(host: CudaHost) -> None:
    generator = np.random.default_rng(51)
    floats = [generator.standard_normal(400).astype(np.float32) * np.float32(10.0) ** power for power in (0, 3, -3)]
    a, b, c = ((array.view(np.uint32) >> 16).astype(np.uint16) for array in floats)
    a[:20] = generator.integers(1, 0x80, 20)  # subnormal: rounding to float first would round twice
    rows: dict[str, Callable[..., Fraction]] = {
        "a + b": lambda x, y, z: x + y,
        "a * b": lambda x, y, z: x * y,
        "a / b": lambda x, y, z: x / y,
        "__hfma(a, b, c)": lambda x, y, z: x * y + z,
        "__float2bfloat16(__bfloat162float(a) * 1.5f)": lambda x, y, z: x * Fraction(3, 2),
    }
    got = evaluate(host, list(rows), "__nv_bfloat16", a, b, c, head="#include <cuda_bf16.h>")

    def wide(images: np.ndarray) -> list[Fraction]:
        return [Fraction(float(value)) for value in (images.astype(np.uint32) << 16).view(np.float32)]

    for row, (expression, function) in enumerate(rows.items()):
        exact = [function(x, y, z) for x, y, z in zip(wide(a), wide(b), wide(c), strict=True)]
        assert wide(got[row]) == [nearest_even(value, 7, -126) for value in exact], expression


def test_sizes_and_alignments_of_vector_types(host: CudaHost) -> None:
    layout = {
        "char2": (2, 2), "char3": (3, 1), "uchar4": (4, 4), "short3": (6, 2), "ushort4": (8, 8), "int2": (8, 8),
        "int3": (12, 4), "uint4": (16, 16), "long2": (16, 16), "ulonglong3": (24, 8), "longlong4": (32, 16),
        "float1": (4, 4), "float2": (8, 8), "float3": (12, 4), "float4": (16, 16), "double2": (16, 16),
        "double3": (24, 8), "double4": (32, 16), "dim3": (12, 4), "half2": (4, 4), "__nv_bfloat16": (2, 2),
    }  # fmt: skip
    rows = [f"sizeof({name}) * 100 + alignof({name})" for name in layout]
    got = evaluate(host, rows, "int", np.zeros(1, np.int32), head="#include <cuda_fp16.h>\n#include <cuda_bf16.h>")
    assert dict(zip(layout, got[:, 0].tolist(), strict=True)) == {
        name: size * 100 + align for name, (size, align) in layout.items()
    }
