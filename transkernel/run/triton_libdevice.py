"""libdevice's functions by NumPy, by the names of their symbols (`__nv_expf`): what the interpreter calls for them.

Functions of float32 are computed in float64 and rounded once; those of float64 are as exact as NumPy's or the C
library's. Functions that round in a given direction (`__nv_fadd_rd`) are exact. A function without a row is
NotImplementedError: it is refused, and never approximated by another.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Function = Callable[..., Any]


def call_symbol(symbol: str, arguments: Sequence[Array]) -> Array:
    """The values of a function of libdevice, elementwise; wide enough for its result type.

    Raises NotImplementedError for a function that has no row here.
    """
    function = _function(symbol)
    with np.errstate(all="ignore"):
        return np.asarray(function(*np.broadcast_arrays(*arguments)))


@cache
def _function(symbol: str) -> Function:
    name = symbol.removeprefix("__nv_")
    if name in EXACT:
        return EXACT[name]
    directed = _DIRECTED.fullmatch(name)
    if directed is not None and directed["name"] in DIRECTED:
        return _in_direction(*DIRECTED[directed["name"]], directed["mode"])
    converted = _CONVERSION.fullmatch(name)
    if converted is not None:
        return _conversion(converted["target"], converted["mode"])
    for plain in (name, name.removesuffix("f"), name.removeprefix("fast_").removesuffix("f")):
        if plain in FLOATS:
            return _in_double(FLOATS[plain])
    raise NotImplementedError(f"libdevice's {name} cannot be interpreted here")


def _in_double(function: Function) -> Function:
    def call(*arguments: Array) -> Any:
        wide = (each.astype(np.float64) if np.issubdtype(each.dtype, np.floating) else each for each in arguments)
        return function(*wide)

    return call


# --- functions of the C library, element by element

_UNARY_LIBRARY = "cbrt erf erfc exp10 lgamma tgamma j0 j1 y0 y1 ilogb logb".split()


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(ctypes.util.find_library("m") or "libm.so.6")


def _from_library(name: str, *types: Any) -> Function:
    def call(*arguments: Array) -> Array:
        function = getattr(_library(), name)
        function.restype, function.argtypes = ctypes.c_double, list(types)
        rows = zip(*(each.ravel().tolist() for each in arguments), strict=True)
        return np.array([function(*row) for row in rows], np.float64).reshape(arguments[0].shape)

    return call


def _ilogb(values: Array) -> Array:
    """Of 0 and NaN the least int, of infinity the greatest, as CUDA has it."""
    exponents = np.frexp(values)[1] - 1
    extreme = np.where(np.isinf(values), np.iinfo(np.int32).max, np.iinfo(np.int32).min)
    return np.where(np.isfinite(values) & (values != 0), exponents, extreme)


def _round_half_away(values: Array) -> Any:
    whole = np.trunc(values)
    return np.copysign(whole + np.where(np.abs(values - whole) >= 0.5, np.sign(values), 0), values)


def _to_int64(values: Array) -> Array:
    return _saturated(values, np.dtype(np.int64))


def _quantile(values: Array) -> Any:
    """Of the standard normal distribution; good to the last digits for small values too."""

    def one(p: float) -> float:
        if 0 < p < 1:
            return _NORMAL.inv_cdf(p)
        return math.copysign(math.inf, p - 0.5) if p in (0, 1) else math.nan

    return np.array([one(p) for p in values.ravel().tolist()], np.float64).reshape(values.shape)


def _erfcinv(values: Array) -> Any:
    """By the nearer tail, which keeps its digits."""
    tail = -_quantile(np.where(values > 1, 2 - values, values) / 2) / math.sqrt(2)
    return np.where(values > 1, -tail, tail)


def _erfinv(values: Array) -> Any:
    """One step of Newton's: the quantile loses the digits of what is near 0."""
    guess = _quantile((1 + values) / 2) / math.sqrt(2)
    better = guess - (_erf(guess) - values) * math.sqrt(math.pi) / 2 * np.exp(guess * guess)
    return np.where(np.abs(values) < 0.5, better, np.copysign(_erfcinv(1 - np.abs(values)), values))


_NORMAL = NormalDist()
_erf, _erfc = _from_library("erf", ctypes.c_double), _from_library("erfc", ctypes.c_double)


def _bessel_i(order: int) -> Function:
    """By the integral of exp(x cos t) cos(nt): the trapezoid rule is exact to rounding on a period."""
    angles = np.linspace(0, 2 * math.pi, 512, endpoint=False)

    def call(values: Array) -> Any:
        return np.mean(np.exp(values[..., None] * np.cos(angles)) * np.cos(order * angles), axis=-1)

    return call


def _norm(*values: Array) -> Array:
    total = np.sqrt(sum(each * each for each in values))
    return np.where(np.any([np.isinf(each) for each in values], axis=0), np.inf, total)


def _remainder(left: Array, right: Array) -> Array:
    def one(x: float, y: float) -> float:
        return math.remainder(x, y) if math.isfinite(x) and y and not math.isnan(y) else math.nan

    rows = zip(left.ravel().tolist(), right.ravel().tolist(), strict=True)
    return np.array([one(x, y) for x, y in rows], np.float64).reshape(left.shape)


def _sine_of_pi(values: Array) -> Array:
    """sin(pi x), exact where it is 0."""
    turns = np.rint(values)
    found = np.sin(math.pi * (values - turns)) * np.where(np.fmod(turns, 2) == 0, 1.0, -1.0)
    return np.where(values == turns, np.copysign(0.0, values), found)


def _cosine_of_pi(values: Array) -> Any:
    turns = np.rint(values)
    return np.sin(math.pi * (0.5 - np.abs(values - turns))) * np.where(np.fmod(turns, 2) == 0, 1.0, -1.0) + 0.0


_BY_NUMPY = (
    "exp exp2 expm1 log log2 log10 log1p sqrt sin cos tan sinh cosh tanh floor ceil trunc rint hypot copysign ldexp"
)

# Computed in float64; `f` for the float32 form and `fast_` before it are left out of the names.
FLOATS: dict[str, Function] = {
    **{name: getattr(np, name) for name in _BY_NUMPY.split()},
    **{name: getattr(np, "arc" + name[1:]) for name in "asin acos atan asinh acosh atanh atan2".split()},
    **{name: _from_library(name, ctypes.c_double) for name in _UNARY_LIBRARY if name != "ilogb"},
    **{name: _from_library(name, ctypes.c_int, ctypes.c_double) for name in ("jn", "yn")},
    "pow": np.power,
    "powi": np.power,
    "abs": np.abs,
    "fabs": np.abs,
    "nearbyint": np.rint,
    "round": _round_half_away,
    "llrint": lambda x: _to_int64(np.rint(x)),
    "llround": lambda x: _to_int64(_round_half_away(x)),
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "frsqrt_rn": lambda x: 1 / np.sqrt(x),
    "rcbrt": lambda x: 1 / np.cbrt(x),
    "fmod": np.fmod,
    "remainder": _remainder,
    "fdim": lambda x, y: np.where(x <= y, 0.0, x - y),
    "fdivide": np.divide,
    "ilogb": _ilogb,
    "scalbn": np.ldexp,
    "saturate": lambda x: np.where(np.isnan(x), 0.0, np.clip(x, 0.0, 1.0)),
    "rhypot": lambda x, y: 1 / np.hypot(x, y),
    "norm3d": _norm,
    "norm4d": _norm,
    "rnorm3d": lambda *x: 1 / _norm(*x),
    "rnorm4d": lambda *x: 1 / _norm(*x),
    "sinpi": _sine_of_pi,
    "cospi": _cosine_of_pi,
    "erfinv": _erfinv,
    "erfcinv": _erfcinv,
    "erfcx": lambda x: np.exp(x * x) * _erfc(x),
    "normcdf": lambda x: _erfc(-x / math.sqrt(2)) / 2,
    "normcdfinv": _quantile,
    "cyl_bessel_i0": _bessel_i(0),
    "cyl_bessel_i1": _bessel_i(1),
}

# --- bits and integers


def _unsigned(values: Array) -> Array:
    return values.view(f"u{values.dtype.itemsize}")


def _leading_zeros(values: Array) -> Array:
    width = values.dtype.itemsize * 8
    return np.array([width - int(each).bit_length() for each in _unsigned(values).ravel()]).reshape(values.shape)


def _count_bits(values: Array) -> Array:
    return np.array([int(each).bit_count() for each in _unsigned(values).ravel()]).reshape(values.shape)


def _first_set(values: Array) -> Array:
    each_first = [(int(each) & -int(each)).bit_length() for each in _unsigned(values).ravel()]
    return np.array(each_first).reshape(values.shape)


def _reversed_bits(values: Array) -> Array:
    width = values.dtype.itemsize * 8
    swapped = [int(f"{int(each):0{width}b}"[::-1], 2) for each in _unsigned(values).ravel()]
    return np.array(swapped, f"u{values.dtype.itemsize}").reshape(values.shape).view(values.dtype)


def _integers(function: Callable[..., int]) -> Function:
    """A function of Python's integers, which have all the bits that it needs; the result wraps to the type."""

    def call(*arguments: Array) -> Array:
        type_ = arguments[0].dtype
        mask = (1 << type_.itemsize * 8) - 1
        rows = zip(*(each.ravel().tolist() for each in arguments), strict=True)
        found = np.array([function(*row) & mask for row in rows], f"u{type_.itemsize}")
        return found.view(type_).reshape(arguments[0].shape)

    return call


def _byte_perm(x: int, y: int, selector: int) -> int:
    pool = ((y & 0xFFFFFFFF) << 32 | x & 0xFFFFFFFF).to_bytes(8, "little")
    return int.from_bytes(bytes(pool[selector >> 4 * byte & 7] for byte in range(4)), "little")


def _low_24(value: int) -> int:
    """The low 24 bits of a signed factor, as a signed number."""
    return ((value & 0xFFFFFF) ^ 0x800000) - 0x800000


def _as(dtype: str) -> Function:
    return lambda values: np.ascontiguousarray(values).view(dtype)


_high_32, _high_64 = _integers(lambda x, y: x * y >> 32), _integers(lambda x, y: x * y >> 64)
_sad = _integers(lambda x, y, z: abs(x - y) + z)
_hadd, _rhadd = _integers(lambda x, y: x + y >> 1), _integers(lambda x, y: x + y + 1 >> 1)

EXACT: dict[str, Function] = {
    "clz": _leading_zeros,
    "clzll": _leading_zeros,
    "ffs": _first_set,
    "ffsll": _first_set,
    "brev": _reversed_bits,
    "brevll": _reversed_bits,
    "popc": _count_bits,
    "popcll": _count_bits,
    "byte_perm": _integers(_byte_perm),
    "mulhi": _high_32,
    "umulhi": _high_32,
    "mul64hi": _high_64,
    "umul64hi": _high_64,
    "mul24": _integers(lambda x, y: _low_24(x) * _low_24(y)),
    "umul24": _integers(lambda x, y: (x & 0xFFFFFF) * (y & 0xFFFFFF)),
    "sad": _sad,
    "usad": _sad,
    "hadd": _hadd,
    "uhadd": _hadd,
    "rhadd": _rhadd,
    "urhadd": _rhadd,
    "llabs": np.abs,
    "float_as_int": _as("int32"),
    "float_as_uint": _as("uint32"),
    "int_as_float": _as("float32"),
    "uint_as_float": _as("float32"),
    "double_as_longlong": _as("int64"),
    "longlong_as_double": _as("float64"),
    "double2loint": lambda values: (_as("uint64")(values) & 0xFFFFFFFF).astype(np.uint32).view(np.int32),
    "double2hiint": lambda values: (_as("uint64")(values) >> 32).astype(np.uint32).view(np.int32),
    "hiloint2double": lambda high, low: (_unsigned(high).astype(np.uint64) << 32 | _unsigned(low)).view(np.float64),
    "nextafter": np.nextafter,
    "nextafterf": np.nextafter,
    **dict.fromkeys(("isinff", "isinfd"), np.isinf),
    **dict.fromkeys(("isnanf", "isnand"), np.isnan),
    **dict.fromkeys(("finitef", "isfinited"), np.isfinite),
    **dict.fromkeys(("signbitf", "signbitd"), np.signbit),
}


# --- rounding in a direction

_DIRECTED = re.compile(r"(?P<name>\w+?)_(?P<mode>r[nzud])")
_CONVERSION = re.compile(r"(?P<source>\w+?)2(?P<target>int|uint|ll|ull|float|double)_(?P<mode>r[nzud])")
_TYPES = {"int": "int32", "uint": "uint32", "ll": "int64", "ull": "uint64", "float": "float32", "double": "float64"}


def _fma(x: Array, y: Array, z: Array) -> Array:
    """Rounded once, to nearest."""

    def one(row: tuple[Any, Any, Any]) -> Any:
        numbers = [float(each) for each in row]
        if not all(map(math.isfinite, numbers)):
            return numbers[0] * numbers[1] + numbers[2]
        exact = Fraction(numbers[0]) * Fraction(numbers[1]) + Fraction(numbers[2])
        return nearest(exact, x.dtype) if exact else numbers[0] * numbers[1] + numbers[2]

    rows = zip(x.ravel(), y.ravel(), z.ravel(), strict=True)
    return np.array([one(row) for row in rows], x.dtype).reshape(x.shape)


def nearest(exact: Fraction, dtype: np.dtype[Any]) -> Any:
    """The number of a type that is nearest to a fraction, ties to even."""
    try:
        first = dtype.type(float(exact))
    except OverflowError:
        return dtype.type(math.inf if exact > 0 else -math.inf)
    if dtype == np.float64 or not np.isfinite(first):
        return first
    below, above = (np.nextafter(first, dtype.type(side)) for side in (-np.inf, np.inf))
    candidates = [each for each in (first, below, above) if np.isfinite(each)]
    even = int(first.view(f"u{dtype.itemsize}")) % 2
    return min(candidates, key=lambda each: (abs(Fraction(float(each)) - exact), (each != first) ^ even))


# name -> (rounded to nearest, what the exact result minus a number is a positive multiple of)
Difference = Callable[..., Fraction]
_ADD: tuple[Function, Difference] = (np.add, lambda r, x, y: x + y - r)
_SUBTRACT: tuple[Function, Difference] = (np.subtract, lambda r, x, y: x - y - r)
_MULTIPLY: tuple[Function, Difference] = (np.multiply, lambda r, x, y: x * y - r)
_DIVIDE: tuple[Function, Difference] = (np.divide, lambda r, x, y: x / y - r)
_ROOT: tuple[Function, Difference] = (np.sqrt, lambda r, x: x - r * r)
_RECIPROCAL: tuple[Function, Difference] = (lambda x: (1 / x).astype(x.dtype), lambda r, x: 1 / x - r)
_FMA: tuple[Function, Difference] = (_fma, lambda r, x, y, z: x * y + z - r)
DIRECTED: dict[str, tuple[Function, Difference]] = {
    **{f"{kind}add": _ADD for kind in "fd"},
    **{f"{kind}sub": _SUBTRACT for kind in "fd"},
    **{f"{kind}mul": _MULTIPLY for kind in "fd"},
    **{f"{kind}div": _DIVIDE for kind in "fd"},
    **{f"{kind}sqrt": _ROOT for kind in "fd"},
    **{f"{kind}rcp": _RECIPROCAL for kind in "fd"},
    "fma": _FMA,
    "fmaf": _FMA,
}
EXACT.update({"fma": _fma, "fmaf": _fma})


def _in_direction(function: Function, difference: Difference, mode: str) -> Function:
    def call(*arguments: Array) -> Array:
        found = np.asarray(function(*arguments))
        if mode == "rn":
            return found
        flat = found.ravel().copy()
        for place, row in enumerate(zip(*(each.ravel() for each in arguments), strict=True)):
            if all(map(np.isfinite, row)) and not np.isnan(flat[place]) and not _is_pole(function, row):
                flat[place] = _stepped(flat[place], row, difference, mode)
        return flat.reshape(found.shape)

    return call


def _is_pole(function: Function, row: Sequence[Any]) -> bool:
    return len(row) < 3 and function not in (np.add, np.subtract, np.multiply, np.sqrt) and row[-1] == 0


def _stepped(nearest_: Any, row: Sequence[Any], difference: Difference, mode: str) -> Any:
    """The neighbour of the nearest number on the wanted side of the exact result, or that number itself."""
    up, down = (nearest_.dtype.type(side) for side in (np.inf, -np.inf))
    if np.isinf(nearest_):
        gap = Fraction(-1 if nearest_ > 0 else 1)
    else:
        gap = difference(Fraction(float(nearest_)), *(Fraction(float(each)) for each in row))
    toward_zero = down if nearest_ > 0 or (nearest_ == 0 and gap < 0) else up
    if mode == "rz" and nearest_ == 0:
        return nearest_
    target = {"ru": up, "rd": down, "rz": toward_zero}[mode]
    moves = gap > 0 if target == up else gap < 0
    return np.nextafter(nearest_, target) if moves else nearest_


def _saturated(values: Array, dtype: np.dtype[Any]) -> Array:
    """Whole floats as integers: what is too large is the type's greatest, NaN is 0, as CUDA has it."""
    limits = np.iinfo(dtype)
    made = [
        0 if math.isnan(x) else limits.max if x >= limits.max else limits.min if x <= limits.min else int(x)
        for x in values.ravel().tolist()
    ]
    return np.array(made, dtype).reshape(values.shape)


_TO_WHOLE: dict[str, Function] = {"rn": np.rint, "rz": np.trunc, "ru": np.ceil, "rd": np.floor}


def _conversion(target: str, mode: str) -> Function:
    dtype = np.dtype(_TYPES[target])

    def call(values: Array) -> Array:
        if dtype.kind in "iu":
            return _saturated(_TO_WHOLE[mode](values.astype(np.float64)), dtype)
        found = values.astype(dtype)
        if mode == "rn":
            return found
        flat = found.ravel().copy()
        for place, value in enumerate(values.ravel().tolist()):
            if math.isfinite(value):
                exact = Fraction(value)
                flat[place] = _stepped(flat[place], (), lambda r, exact=exact: exact - r, mode)
        return flat.reshape(found.shape)

    return call
