"""libdevice's functions without libdevice: each row against Python's own numbers, and Triton's table of them."""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from transkernel.run.triton_libdevice import DIRECTED, EXACT, FLOATS, call_symbol

POSITIVE = [0.25, 0.5, 1.0, 1.5, 2.0, 3.7, 10.0]
EITHER = [-3.5, -2.5, -1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 0.9, 1.5, 2.5, 3.5]
INSIDE = [-0.9, -0.5, -0.1, -1e-6, 0.0, 1e-6, 0.3, 0.7, 0.99]


def _sine_of_pi(x: float) -> float:
    return 0.0 if x == round(x) else math.sin(math.pi * x)


def _cosine_of_pi(x: float) -> float:
    return 0.0 if abs(x - math.trunc(x)) == 0.5 else math.cos(math.pi * x)


def _bessel(order: int, sign: int = 1) -> Callable[[float], float]:
    """The series of the modified function of the first kind; with alternating signs, of the plain one."""

    def value(x: float) -> float:
        terms = ((x / 2) ** (2 * k + order) / (math.factorial(k) * math.factorial(k + order)) for k in range(60))
        return math.fsum(sign**k * term for k, term in enumerate(terms))

    return value


def _half_away(x: float) -> float:
    return math.copysign(math.floor(abs(x) + 0.5), x)


# name -> (the meaning, where it is tried); of two arguments, the second is 1.75 and -3
ONE: dict[str, tuple[Callable[[float], float], list[float]]] = {
    **{
        name: (getattr(math, name), EITHER)
        for name in "exp exp2 expm1 sin cos tan sinh cosh tanh atan asinh erf erfc".split()
    },
    **{name: (getattr(math, name), POSITIVE) for name in "log log2 log10 log1p sqrt lgamma cbrt".split()},
    **{name: (getattr(math, name), INSIDE) for name in "asin acos atanh".split()},
    "floor": (lambda x: float(math.floor(x)), EITHER),
    "ceil": (lambda x: float(math.ceil(x)), EITHER),
    "trunc": (lambda x: float(math.trunc(x)), EITHER),
    "tgamma": (math.gamma, POSITIVE),
    "acosh": (math.acosh, [1.0, 1.5, 9.0]),
    "exp10": (lambda x: 10.0**x, EITHER),
    "rint": (lambda x: float(round(x)), EITHER),
    "nearbyint": (lambda x: float(round(x)), EITHER),
    "llrint": (lambda x: float(round(x)), EITHER),
    "round": (_half_away, EITHER),
    "llround": (_half_away, EITHER),
    "abs": (abs, EITHER),
    "fabs": (abs, EITHER),
    "rsqrt": (lambda x: 1 / math.sqrt(x), POSITIVE),
    "frsqrt_rn": (lambda x: 1 / math.sqrt(x), POSITIVE),
    "rcbrt": (lambda x: 1 / math.cbrt(x), POSITIVE),
    "saturate": (lambda x: min(max(x, 0.0), 1.0), EITHER),
    "sinpi": (_sine_of_pi, EITHER),
    "cospi": (_cosine_of_pi, EITHER),
    "logb": (lambda x: math.frexp(x)[1] - 1.0, POSITIVE),
    "ilogb": (lambda x: math.frexp(x)[1] - 1.0, POSITIVE),
    "normcdf": (lambda x: math.erfc(-x / math.sqrt(2)) / 2, EITHER),
    "erfcx": (lambda x: math.exp(x * x) * math.erfc(x), EITHER),
    "cyl_bessel_i0": (_bessel(0), EITHER),
    "cyl_bessel_i1": (_bessel(1), EITHER),
    "j0": (_bessel(0, -1), EITHER),
    "j1": (_bessel(1, -1), EITHER),
}
# Functions whose meaning is that another one undoes them: (the other, where).
INVERSE: dict[str, tuple[Callable[[float], float], list[float]]] = {
    "erfinv": (math.erf, INSIDE),
    "erfcinv": (math.erfc, [1e-9, 0.01, 0.3, 1.0, 1.5, 1.99]),
    "normcdfinv": (lambda x: math.erfc(-x / math.sqrt(2)) / 2, [1e-9, 0.01, 0.3, 0.5, 0.75, 0.99]),
}
TWO: dict[str, Callable[[float, float], float]] = {
    "pow": lambda x, y: x**y,
    "atan2": math.atan2,
    "hypot": math.hypot,
    "rhypot": lambda x, y: 1 / math.hypot(x, y),
    "fmod": math.fmod,
    "remainder": math.remainder,
    "copysign": math.copysign,
    "fdim": lambda x, y: max(x - y, 0.0),
    "fdivide": lambda x, y: x / y,
}
WITH_INTEGER: dict[str, Callable[[float, int], float]] = {
    "powi": lambda x, n: x**n,
    "ldexp": math.ldexp,
    "scalbn": math.ldexp,
}
NORMS = ("norm3d", "norm4d", "rnorm3d", "rnorm4d")
NOT_HERE = ("y0", "y1", "jn", "yn")  # the C library's own, by its name; Python has nothing to compare them with


def test_every_function_has_a_test() -> None:
    tested = {*ONE, *INVERSE, *TWO, *WITH_INTEGER, *NORMS, *NOT_HERE}
    assert set(FLOATS) == tested


@pytest.mark.parametrize("name", ONE)
def test_functions_of_one_number(name: str) -> None:
    meaning, places = ONE[name]
    expected = np.array([meaning(np.float32(x).item()) for x in places])
    found = call_symbol(f"__nv_{name}f", [np.array(places, np.float32)])
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)
    wide = call_symbol(f"__nv_{name}", [np.array(places)])
    np.testing.assert_allclose(wide, [meaning(x) for x in places], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", INVERSE)
def test_inverse_functions(name: str) -> None:
    undo, places = INVERSE[name]
    found = call_symbol(f"__nv_{name}", [np.array(places)])
    np.testing.assert_allclose([undo(x) for x in found.tolist()], places, rtol=1e-9)


@pytest.mark.parametrize("name", TWO)
def test_functions_of_two_numbers(name: str) -> None:
    rows = [(x, y) for x in POSITIVE for y in (1.75, -3.0)]
    arguments = [np.array(column) for column in zip(*rows, strict=True)]
    np.testing.assert_allclose(call_symbol(f"__nv_{name}", arguments), [TWO[name](*row) for row in rows], rtol=1e-14)


@pytest.mark.parametrize("name", WITH_INTEGER)
def test_functions_with_an_integer(name: str) -> None:
    found = call_symbol(f"__nv_{name}f", [np.array(POSITIVE, np.float32), np.full(len(POSITIVE), -3, np.int32)])
    expected = [WITH_INTEGER[name](np.float32(x).item(), -3) for x in POSITIVE]
    np.testing.assert_allclose(found, expected, rtol=1e-14)


def test_norms() -> None:
    values = [np.array([number, math.inf]) for number in (1.0, 2.0, 2.0, 4.0)]
    assert call_symbol("__nv_norm3d", values[:3]).tolist() == [3.0, math.inf]
    assert call_symbol("__nv_norm4d", values).tolist() == [5.0, math.inf]
    assert call_symbol("__nv_rnorm3d", values[:3]).tolist() == [1 / 3, 0.0]
    assert call_symbol("__nv_rnorm4d", values).tolist() == [1 / 5, 0.0]


def test_functions_at_their_edges() -> None:
    edges = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 2.0**40])
    assert call_symbol("__nv_ilogb", [edges]).tolist() == [-(2**31), -(2**31), 2**31 - 1, 2**31 - 1, -(2**31), 40]
    assert call_symbol("__nv_llrint", [edges]).tolist()[2:] == [2**63 - 1, -(2**63), 0, 2**40]
    assert np.signbit(call_symbol("__nv_sinpi", [edges[:2]])).tolist() == [False, True]
    assert call_symbol("__nv_round", [np.array([0.49999999999999994, -0.5])]).tolist() == [0.0, -1.0]


# --- integers and bits

WORDS = [0, 1, -1, 2**31 - 1, -(2**31), 0x12345678, -77]
BITS: dict[str, Callable[..., int]] = {
    "clz": lambda x: 32 - (x & 0xFFFFFFFF).bit_length(),
    "ffs": lambda x: (x & -x).bit_length(),
    "popc": lambda x: (x & 0xFFFFFFFF).bit_count(),
    "brev": lambda x: int(f"{x & 0xFFFFFFFF:032b}"[::-1], 2),
    "mulhi": lambda x, y: (x * y) >> 32,
    "hadd": lambda x, y: (x + y) >> 1,
    "rhadd": lambda x, y: (x + y + 1) >> 1,
    "sad": lambda x, y, z: abs(x - y) + z,
    "float_as_int": lambda x: x,
}


@pytest.mark.parametrize("name", [name for name in BITS if name != "float_as_int"])
def test_integers(name: str) -> None:
    meaning = BITS[name]
    count = meaning.__code__.co_argcount
    rows = [(x, y, z)[:count] for x in WORDS for y in WORDS for z in (0, 5)]
    found = call_symbol(f"__nv_{name}", [np.array(column, np.int32) for column in zip(*rows, strict=True)])
    expected = [(meaning(*row) + 2**31) % 2**32 - 2**31 for row in rows]
    assert found.astype(np.int32).tolist() == expected


def test_wide_and_unsigned_integers() -> None:
    wide = np.array([0, 1, -1, 1 << 40], np.int64)
    assert call_symbol("__nv_clzll", [wide]).tolist() == [64, 63, 0, 23]
    assert call_symbol("__nv_popcll", [wide]).tolist() == [0, 1, 64, 1]
    assert call_symbol("__nv_ffsll", [wide]).tolist() == [0, 1, 1, 41]
    assert call_symbol("__nv_brevll", [wide]).tolist() == [0, -(2**63), -1, 1 << 23]
    large = np.array([2**64 - 1], np.uint64)
    assert call_symbol("__nv_umul64hi", [large, large]).tolist() == [2**64 - 2]
    assert call_symbol("__nv_mul64hi", [np.array([-1], np.int64), np.array([5], np.int64)]).tolist() == [-1]
    words = np.array([2**32 - 1], np.uint32)
    assert call_symbol("__nv_umulhi", [words, words]).tolist() == [2**32 - 2]
    assert call_symbol("__nv_uhadd", [words, words]).tolist() == [2**32 - 1]
    assert call_symbol("__nv_urhadd", [words, words - 1]).tolist() == [2**32 - 1]
    assert call_symbol("__nv_usad", [words, words - 9, words]).tolist() == [8]
    assert call_symbol("__nv_umul24", [words, words]).tolist() == [0xFFFFFF**2 % 2**32]
    assert call_symbol("__nv_mul24", [np.array([-3], np.int32), np.array([1 << 24 | 7], np.int32)]).tolist() == [-21]
    assert call_symbol("__nv_llabs", [np.array([-5], np.int64)]).tolist() == [5]
    bytes_ = [np.array([value], np.int32) for value in (0x33221100, 0x77665544, 0x0F07_5103)]
    assert call_symbol("__nv_byte_perm", [*bytes_[:2], np.array([0x7531], np.int32)]).tolist() == [0x77553311]


def test_bits_of_floats() -> None:
    value = np.array([-1.5])
    high, low = (call_symbol(f"__nv_double2{part}int", [value]) for part in ("hi", "lo"))
    assert call_symbol("__nv_hiloint2double", [high, low]).tolist() == [-1.5]
    assert call_symbol("__nv_longlong_as_double", [call_symbol("__nv_double_as_longlong", [value])]).tolist() == [-1.5]
    single = value.astype(np.float32)
    for kind in ("int", "uint"):
        assert call_symbol(f"__nv_{kind}_as_float", [call_symbol(f"__nv_float_as_{kind}", [single])]).tolist() == [-1.5]
    assert call_symbol("__nv_nextafterf", [single, single * 2]).dtype == np.float32
    assert call_symbol("__nv_nextafter", [value, value * 2]).tolist() == [np.nextafter(-1.5, -3.0)]
    edges = np.array([np.inf, np.nan, -1.0])
    for name, expected in (("isinf", [1, 0, 0]), ("isnan", [0, 1, 0]), ("signbit", [0, 0, 1])):
        for suffix in "fd":
            assert call_symbol(f"__nv_{name}{suffix}", [edges]).tolist() == expected
    assert call_symbol("__nv_finitef", [edges]).tolist() == call_symbol("__nv_isfinited", [edges]).tolist() == [0, 0, 1]


# --- rounding in a direction

MODES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "ru": lambda got, exact: got >= exact,
    "rd": lambda got, exact: got <= exact,
    "rz": lambda got, exact: abs(got) <= abs(exact),
}
ARITHMETIC: dict[str, Callable[..., Fraction]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "rcp": lambda x: 1 / x,
    "fma": lambda x, y, z: x * y + z,
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", ["f", "d"])
@pytest.mark.parametrize("name", ARITHMETIC)
def test_directed_arithmetic(name: str, kind: str, mode: str) -> None:
    """The result is on the wanted side, and no number lies between it and the exact one."""
    dtype = np.float32 if kind == "f" else np.float64
    symbol = {"fma": "fmaf" if kind == "f" else "fma"}.get(name, f"{kind}{name}")
    assert symbol in DIRECTED
    random = np.random.Generator(np.random.PCG64(7))
    count = ARITHMETIC[name].__code__.co_argcount
    arguments = [
        (random.standard_normal(200) * 10.0 ** random.integers(-9, 9, 200)).astype(dtype) for _ in range(count)
    ]
    found = call_symbol(f"__nv_{symbol}_{mode}", arguments)
    assert found.dtype == dtype
    for got, *row in zip(found, *arguments, strict=True):
        exact = ARITHMETIC[name](*(Fraction(float(each)) for each in row))
        assert MODES[mode](Fraction(float(got)), exact)
        toward = {"ru": -np.inf, "rd": np.inf, "rz": math.copysign(math.inf, got)}[mode]
        beyond = Fraction(float(np.nextafter(got, dtype(toward))))
        assert not MODES[mode](beyond, exact) or beyond == exact


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", ["f", "d"])
def test_directed_roots(kind: str, mode: str) -> None:
    dtype = np.float32 if kind == "f" else np.float64
    values = np.array([2, 3, 4, 0.1, 1e-30, 7e20], dtype)
    found = call_symbol(f"__nv_{kind}sqrt_{mode}", [values])
    for got, value in zip(found.tolist(), values.tolist(), strict=True):
        assert MODES[mode](Fraction(got) ** 2, Fraction(value))
    assert found[2] == 2


def test_directed_arithmetic_at_its_edges() -> None:
    most = np.finfo(np.float32).max
    large, zero, infinity = (np.array([value], np.float32) for value in (most, 0.0, np.inf))
    assert call_symbol("__nv_fadd_rz", [large, large]).tolist() == [most]
    assert call_symbol("__nv_fadd_rd", [large, large]).tolist() == [most]
    assert call_symbol("__nv_fadd_ru", [large, large]).tolist() == [np.inf]
    assert call_symbol("__nv_fadd_ru", [-large, -large]).tolist() == [-most]
    assert call_symbol("__nv_fdiv_rd", [large, zero]).tolist() == [np.inf]
    assert call_symbol("__nv_fadd_rd", [infinity, large]).tolist() == [np.inf]
    assert call_symbol("__nv_fadd_rn", [large, -large]).tolist() == [0.0]
    assert math.isnan(call_symbol("__nv_fsub_ru", [infinity, infinity])[0])
    tiny = np.array([1e-30], np.float32)
    least = np.finfo(np.float32).smallest_subnormal
    assert call_symbol("__nv_fmul_ru", [tiny, tiny]).tolist() == [least]
    assert call_symbol("__nv_fmul_rd", [tiny, -tiny]).tolist() == [-least]
    assert call_symbol("__nv_fmul_rz", [tiny, tiny]).tolist() == [0.0]


def test_directed_conversions() -> None:
    values = np.array([2.5, -2.5, 3e10, -3e10, np.nan], np.float32)
    least, most = -(2**31), 2**31 - 1
    expected = {"rn": [2, -2], "rz": [2, -2], "ru": [3, -2], "rd": [2, -3]}
    for mode, numbers in expected.items():
        assert call_symbol(f"__nv_float2int_{mode}", [values]).tolist() == [*numbers, most, least, 0]
    assert call_symbol("__nv_double2uint_rz", [np.array([-1.0, 5e9])]).tolist() == [0, 2**32 - 1]
    assert call_symbol("__nv_float2ull_rz", [np.array([2.0**63], np.float32)]).tolist() == [2**63]
    integers = np.array([2**24 + 1, -(2**24) - 1], np.int32)
    assert call_symbol("__nv_int2float_ru", [integers]).tolist() == [2**24 + 2, -(2**24)]
    assert call_symbol("__nv_int2float_rd", [integers]).tolist() == [2**24, -(2**24) - 2]
    assert call_symbol("__nv_int2float_rz", [integers]).tolist() == [2**24, -(2**24)]
    third = np.array([1 / 3, -1 / 3])
    up, down = (call_symbol(f"__nv_double2float_{mode}", [third]) for mode in ("ru", "rd"))
    assert up.dtype == np.float32
    assert (up.astype(np.float64) > third).all()
    assert (down.astype(np.float64) < third).all()


# --- all of them


def test_what_has_no_row_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="unheard_of"):
        call_symbol("__nv_unheard_of", [np.zeros(1)])


def test_every_symbol_of_triton_has_a_row() -> None:
    found = importlib.util.find_spec("triton")
    if found is None or found.origin is None:
        pytest.skip("Triton is not installed: pip install 'transkernel[triton]'")
    text = Path(found.origin).with_name("language").joinpath("extra/cuda/libdevice.py").read_text()
    ways: dict[str, np.ndarray] = {
        "int32": np.ones(1, np.int32),
        "uint32": np.ones(1, np.uint32),
        "int64": np.ones(1, np.int64),
    }
    ways |= {"uint64": np.ones(1, np.uint64), "fp32": np.ones(1, np.float32), "fp64": np.ones(1)}
    rows = re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\):\s*\((?:\s*)\"(__nv_\w+)\"", text)
    assert len(rows) > 250
    missing = []
    for types, symbol in rows:
        arguments = [ways[name] for name in re.findall(r'core\.dtype\("(\w+)"\)', types)]
        try:
            call_symbol(symbol, arguments)
        except NotImplementedError:
            missing.append(symbol)
    assert missing == ["__nv_rcp64h"]  # an approximation of NVIDIA's, that only its instruction defines
    assert EXACT
