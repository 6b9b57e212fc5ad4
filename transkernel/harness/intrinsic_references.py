"""What each intrinsic of the IR means, as something that runs: the opinion that both the original and a port are held
against. Slow and exact; independent of every target and of the header that originals are run with.

Values are Python's: float for every floating type, int for integers (in their type's range), bool.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from transkernel.harness import exact_functions as exact
from transkernel.ir.intrinsics import INTRINSICS, PACKED_COMPARISONS
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, Scalar

Number = Any  # float, int or bool: what a value of some Scalar is
NAN, INFINITY = math.nan, math.inf

# Significant bits, and the exponents of the smallest normal number and of the first number that is too large.
_FORMATS = {FLOAT16: (11, -14, 16), BFLOAT16: (8, -126, 128), FLOAT32: (24, -126, 128), FLOAT64: (53, -1022, 1024)}


# ------------------------------------------------------------ rounding


def _unit_exponent(value: Fraction, type_: Scalar) -> int:
    """The unit in the last place of the type at a value, as a power of 2."""
    bits, lowest, _ = _FORMATS[type_]
    size, whole = abs(value.numerator), value.denominator
    exponent = size.bit_length() - whole.bit_length()
    below = size < whole << exponent if exponent >= 0 else size << -exponent < whole
    return max(exponent - below, lowest) - bits + 1 if size else lowest - bits + 1


def spacing(value: Fraction, type_: Scalar) -> Fraction:
    """The unit in the last place of the type at a value."""
    return Fraction(2) ** _unit_exponent(value, type_)


def _half_away(x: Fraction) -> int:
    return math.floor(abs(x) + Fraction(1, 2)) * (1 if x > 0 else -1)


_WHOLE: dict[str, Callable[[Fraction], int]] = {
    "rn": round, "rz": math.trunc, "ru": math.ceil, "rd": math.floor, "ra": _half_away,
}  # fmt: skip
# Whether a magnitude goes up: of its last bit, twice the rest against the whole (-1, 0, 1), and its sign.
_AWAY: dict[str, Callable[[bool, int, bool], bool]] = {
    "rn": lambda odd, half, negative: half > 0 or (half == 0 and odd),
    "rz": lambda odd, half, negative: False,
    "ru": lambda odd, half, negative: not negative,
    "rd": lambda odd, half, negative: negative,
}


def rounded(value: Fraction, type_: Scalar, mode: str = "rn") -> float:
    """The number of the type that is nearest (`rn`, ties to even), towards zero (`rz`), above (`ru`), below (`rd`)."""
    negative, unit = value < 0, _unit_exponent(value, type_)
    size, whole = abs(value.numerator), value.denominator
    size, whole = (size, whole << unit) if unit >= 0 else (size << -unit, whole)
    count, rest = divmod(size, whole)
    away = _AWAY[mode]
    if rest and away(count & 1 == 1, (2 * rest > whole) - (2 * rest < whole), negative):
        count += 1
    top = _FORMATS[type_][2]
    if count.bit_length() + unit > top:
        largest = math.ldexp((1 << _FORMATS[type_][0]) - 1, top - _FORMATS[type_][0])
        magnitude = INFINITY if away(True, 1, negative) else largest
    else:
        magnitude = math.ldexp(count, unit)
    return -magnitude if negative else magnitude


def to_type(value: Number, type_: Scalar) -> Number:
    """A result of exact arithmetic as a value of the type: rounded to nearest, or its low bits."""
    if type_.is_float:
        if isinstance(value, float) and not math.isfinite(value):
            return value
        if isinstance(value, float) and value == 0:
            return value
        return rounded(Fraction(value), type_)
    if type_.bits == 1 or isinstance(value, bool):
        return bool(value) if type_.bits == 1 else int(value)
    bits = int(value) & ((1 << type_.bits) - 1)
    return bits - (1 << type_.bits) if type_.is_signed and bits >> (type_.bits - 1) else bits


# ------------------------------------------------------------ floating point, exactly

Reference = Callable[..., Number]  # (type of the call, *arguments)
REFERENCES: dict[str, Reference] = {}


def reference(*ids: str) -> Callable[[Reference], Reference]:
    def keep(function: Reference) -> Reference:
        REFERENCES.update(dict.fromkeys(ids, function))
        return function

    return keep


def _whole(mode: str) -> Reference:
    def compute(type_: Scalar, x: float) -> float:
        if not math.isfinite(x):
            return x
        return math.copysign(float(_WHOLE[mode](Fraction(x))), x)

    return compute


def _directed(word: str, mode: str) -> Reference:
    """Exact arithmetic on finite numbers; on others, what is the same in every direction."""

    def compute(type_: Scalar, *values: float) -> float:
        special = _special(word, values)
        if special is not None:
            return special
        if word == "sqrt":
            return _root(values[0], type_, mode)
        result = _EXACT[word](*(Fraction(value) for value in values))
        if result == 0:
            return _zero(word, values, mode)
        return rounded(result, type_, mode)

    return compute


_EXACT: dict[str, Callable[..., Fraction]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "fma": lambda a, b, c: a * b + c,
}  # fmt: skip


def _special(word: str, values: tuple[float, ...]) -> float | None:
    """The result where it comes from an infinity, a NaN or a division by zero."""
    if any(math.isnan(value) for value in values):
        return NAN
    if word == "sqrt":
        return (NAN if values[0] < 0 else values[0]) if values[0] <= 0 or math.isinf(values[0]) else None
    if word == "div":
        a, b = values
        if b == 0:
            return NAN if a == 0 else math.copysign(INFINITY, a) * math.copysign(1, b)
        if math.isinf(b):
            return NAN if math.isinf(a) else math.copysign(0.0, a) * math.copysign(1, b)
    if all(math.isfinite(value) for value in values):
        return None
    if word == "fma":
        product = _product(values[0], values[1])
        return product + values[2] if math.isinf(product) or math.isnan(product) else values[2]
    return _ON_INFINITIES[word](*values)


_ON_INFINITIES: dict[str, Callable[[float, float], float]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
}  # fmt: skip


def _product(a: float, b: float) -> float:
    return a * b if math.isinf(a) or math.isinf(b) else math.copysign(1, a) * math.copysign(1, b)


def _zero(word: str, values: tuple[float, ...], mode: str) -> float:
    """The sign of an exact zero (IEEE 754, 6.3)."""
    signs = [math.copysign(1, value) for value in values]
    if word in ("mul", "div"):
        return math.copysign(0.0, signs[0] * signs[1])
    terms = {"add": signs, "sub": [signs[0], -signs[-1]], "fma": [signs[0] * signs[1], signs[-1]]}[word]
    if terms[0] == terms[1]:
        return math.copysign(0.0, terms[0])
    return -0.0 if mode == "rd" else 0.0


def _root(x: float, type_: Scalar, mode: str) -> float:
    """Of a number above 0: 200 bits of it, the last one set where the root is not exact."""
    value = Fraction(x)
    shift = 2 * (200 - (value.numerator.bit_length() - value.denominator.bit_length()) // 2)
    scaled = value * Fraction(2) ** shift
    root = math.isqrt(math.floor(scaled))
    inexact = Fraction(root * root) != scaled
    return rounded(Fraction(2 * root + inexact, 2) / Fraction(2) ** (shift // 2), type_, mode)


for _mode in ("rn", "rz", "ru", "rd"):
    for _word in ("add", "sub", "mul", "div", "sqrt", "fma"):
        REFERENCES[f"{_word}_{_mode}"] = _directed(_word, _mode)
REFERENCES["sqrt"], REFERENCES["fma"] = REFERENCES["sqrt_rn"], REFERENCES["fma_rn"]
for _name, _mode in (("floor", "rd"), ("ceil", "ru"), ("trunc", "rz"), ("rint", "rn"), ("round", "ra")):
    REFERENCES[_name] = _whole(_mode)


@reference("fabs")
def _fabs(type_: Scalar, x: float) -> float:
    return abs(x)


@reference("copysign")
def _copysign(type_: Scalar, x: float, y: float) -> float:
    return math.copysign(x, y)


@reference("fmin", "fmin_nan")
def _fmin(type_: Scalar, x: float, y: float) -> float:
    return min(x, y) if not (math.isnan(x) or math.isnan(y)) else y if math.isnan(x) else x


@reference("fmax", "fmax_nan")
def _fmax(type_: Scalar, x: float, y: float) -> float:
    return max(x, y) if not (math.isnan(x) or math.isnan(y)) else y if math.isnan(x) else x


def _nan_wins(inner: Reference) -> Reference:
    return lambda type_, x, y: NAN if math.isnan(x) or math.isnan(y) else inner(type_, x, y)


REFERENCES["fmin_nan"], REFERENCES["fmax_nan"] = _nan_wins(_fmin), _nan_wins(_fmax)


@reference("fdim")
def _fdim(type_: Scalar, x: float, y: float) -> float:
    if math.isnan(x) or math.isnan(y):
        return NAN
    return float(REFERENCES["sub_rn"](type_, x, y)) if x > y else 0.0


@reference("saturate")
def _saturate(type_: Scalar, x: float) -> float:
    return min(max(x, 0.0), 1.0) if not math.isnan(x) else 0.0


@reference("relu")
def _relu(type_: Scalar, x: float) -> float:
    return 0.0 if x < 0 else x


@reference("fmod")
def _fmod(type_: Scalar, x: float, y: float) -> float:
    return NAN if math.isnan(x) or math.isnan(y) or math.isinf(x) or y == 0 else math.fmod(x, y)


@reference("remainder")
def _remainder(type_: Scalar, x: float, y: float) -> float:
    return NAN if math.isnan(x) or math.isnan(y) or math.isinf(x) or y == 0 else math.remainder(x, y)


@reference("remquo_bits")
def _remquo_bits(type_: Scalar, x: float, y: float) -> int:
    if math.isnan(_remainder(type_, x, y)) or math.isinf(y):
        return 0
    quotient = round(Fraction(x) / Fraction(y))
    return abs(quotient) % 8 * (1 if quotient >= 0 else -1)


@reference("nextafter")
def _nextafter(type_: Scalar, x: float, y: float) -> float:
    if math.isnan(x) or math.isnan(y):
        return NAN
    if x == y:
        return y
    up = y > x
    if x == 0:
        return math.copysign(float(spacing(Fraction(0), type_)), y)
    if math.isinf(x):
        return rounded(Fraction(10) ** 400 * (1 if x > 0 else -1), type_, "rz")
    unit = spacing(Fraction(x), type_) / 4
    return rounded(Fraction(x) + (unit if up else -unit), type_, "ru" if up else "rd")


@reference("ldexp")
def _ldexp(type_: Scalar, x: float, n: int) -> float:
    if not math.isfinite(x) or x == 0:
        return x
    return rounded(Fraction(x) * Fraction(2) ** min(max(n, -5000), 5000), type_)


@reference("ilogb")
def _ilogb(type_: Scalar, x: float) -> int:
    if math.isinf(x):
        return 2**31 - 1
    return -(2**31) if math.isnan(x) or x == 0 else math.frexp(x)[1] - 1


@reference("logb")
def _logb(type_: Scalar, x: float) -> float:
    if math.isnan(x) or math.isinf(x):
        return abs(x)
    return -INFINITY if x == 0 else float(math.frexp(x)[1] - 1)


@reference("frexp_fraction")
def _frexp_fraction(type_: Scalar, x: float) -> float:
    return math.frexp(x)[0]


@reference("frexp_exponent")
def _frexp_exponent(type_: Scalar, x: float) -> int:
    return math.frexp(x)[1] if math.isfinite(x) else 0


REFERENCES["isnan"] = lambda type_, x: math.isnan(x)
REFERENCES["isinf"] = lambda type_, x: math.isinf(x)
REFERENCES["isfinite"] = lambda type_, x: math.isfinite(x)
REFERENCES["signbit"] = lambda type_, x: math.copysign(1, x) < 0


# ------------------------------------------------------------ floating point, to many digits


def _exactly(function: Callable[..., Decimal], x: float, *more: float) -> Fraction | float:
    """The function on finite numbers, as a Fraction; where it leaves every range, the infinity or a tiny number."""
    value = exact.with_precision(function)(*(Decimal(each) for each in (x, *more)))
    return Fraction(value) if value == 0 or abs(value.adjusted()) < 400 else _beyond(value)


def _beyond(value: Decimal) -> Fraction:
    """A number far outside of all formats, on its side of them."""
    sign = -1 if value.is_signed() else 1
    return Fraction(10) ** (400 if value.adjusted() > 0 else -400) * sign


# For each function: at which arguments the result is not a finite number of a formula, and what it is there.
_Special = Callable[[float], float | None]


def _unless(*cases: tuple[Callable[[float], bool], float | str]) -> _Special:
    """The first case that holds; `x` gives the argument itself, with its sign."""

    def find(x: float) -> float | None:
        for holds, value in cases:
            if holds(x):
                return x if isinstance(value, str) else value
        return None

    return find


def _is(value: float) -> Callable[[float], bool]:
    return lambda x: x == value


def _outside(low: float, high: float) -> Callable[[float], bool]:
    return lambda x: not low <= x <= high


_ODD = _unless((_is(0), "x"), (math.isinf, "x"))
_OVERFLOWS = _unless((_is(INFINITY), INFINITY), (_is(-INFINITY), 0.0), (lambda x: x > 5000, INFINITY),
                     (lambda x: x < -5000, 0.0))  # fmt: skip
_LOGARITHM = _unless((_is(0), -INFINITY), (lambda x: x < 0, NAN), (_is(INFINITY), INFINITY))
_PERIODIC = _unless((math.isinf, NAN))
_GAMMA_POLE = _unless((lambda x: math.isfinite(x) and x < 0 and x == math.floor(x), NAN), (_is(-INFINITY), NAN),
                      (_is(INFINITY), INFINITY), (lambda x: x > 200, INFINITY), (lambda x: x < -500, 0.0))  # fmt: skip

_FUNCTIONS: dict[str, tuple[Callable[..., Decimal], _Special]] = {
    "cbrt": (exact.cbrt, _ODD),
    "rcbrt": (lambda x: 1 / exact.cbrt(x), lambda x: math.copysign(INFINITY, x) if x == 0 else
              math.copysign(0.0, x) if math.isinf(x) else None),
    "rsqrt": (lambda x: 1 / x.sqrt(), lambda x: math.copysign(INFINITY, x) if x == 0 else NAN if x < 0 else
              0.0 if math.isinf(x) else None),
    "exp": (exact.exp, _OVERFLOWS), "exp2": (exact.exp2, _OVERFLOWS), "exp10": (exact.exp10, _OVERFLOWS),
    "expm1": (exact.expm1, _unless((_is(0), "x"), (_is(-INFINITY), -1.0), (lambda x: x > 5000, INFINITY),
                                   (lambda x: x < -5000, -1.0))),
    "log": (exact.log, _LOGARITHM), "log2": (exact.log2, _LOGARITHM), "log10": (exact.log10, _LOGARITHM),
    "log1p": (exact.log1p, _unless((_is(0), "x"), (_is(-1), -INFINITY), (lambda x: x < -1, NAN),
                                   (_is(INFINITY), INFINITY))),
    "sin": (exact.sin, _unless((_is(0), "x"), (math.isinf, NAN))), "cos": (exact.cos, _PERIODIC),
    "tan": (exact.tan, _unless((_is(0), "x"), (math.isinf, NAN))),
    # Zeros of sinpi keep the argument's sign (IEEE 754, 9.2).
    "sinpi": (exact.sinpi, lambda x: NAN if math.isinf(x) else math.copysign(0.0, x) if x == math.floor(x) else None),
    "cospi": (exact.cospi, lambda x: NAN if math.isinf(x) else 0.0 if math.fmod(abs(x), 1) == 0.5 else None),
    "asin": (exact.asin, _unless((_is(0), "x"), (_outside(-1, 1), NAN))),
    "acos": (exact.acos, _unless((_outside(-1, 1), NAN), (_is(1), 0.0))),
    "atan": (exact.atan, lambda x: x if x == 0 else math.copysign(math.pi / 2, x) if math.isinf(x) else None),
    "sinh": (exact.sinh, lambda x: x if x == 0 or math.isinf(x) else math.copysign(INFINITY, x) if abs(x) > 5000 else
             None),
    "cosh": (exact.cosh, lambda x: INFINITY if abs(x) > 5000 else None),
    "tanh": (exact.tanh, lambda x: x if x == 0 else math.copysign(1.0, x) if math.isinf(x) else None),
    "asinh": (exact.asinh, _ODD),
    "acosh": (exact.acosh, _unless((lambda x: x < 1, NAN), (_is(1), 0.0), (_is(INFINITY), INFINITY))),
    "atanh": (exact.atanh, lambda x: x if x == 0 else NAN if abs(x) > 1 else math.copysign(INFINITY, x) if abs(x) == 1
              else None),
    "erf": (exact.erf, lambda x: x if x == 0 else math.copysign(1.0, x) if abs(x) > 30 else None),
    "erfc": (exact.erfc, lambda x: 2.0 if x < -30 else 0.0 if x > 50 else None),
    "erfcx": (exact.erfcx, lambda x: INFINITY if x < -30 else 0.0 if math.isinf(x) else None),
    "erfinv": (exact.erfinv, lambda x: x if x == 0 else NAN if abs(x) > 1 else math.copysign(INFINITY, x)
               if abs(x) == 1 else None),
    "erfcinv": (exact.erfcinv, _unless((_outside(0, 2), NAN), (_is(0), INFINITY), (_is(2), -INFINITY), (_is(1), 0.0))),
    "normcdf": (exact.normcdf, lambda x: 1.0 if x > 50 else 0.0 if x < -70 else None),
    "normcdfinv": (exact.normcdfinv, _unless((_outside(0, 1), NAN), (_is(0), -INFINITY), (_is(1), INFINITY),
                                             (_is(0.5), 0.0))),
    "lgamma": (exact.lgamma, lambda x: INFINITY if math.isinf(x) or (x <= 0 and x == math.floor(x)) else
               0.0 if x in (1, 2) else None),
    "tgamma": (exact.tgamma, lambda x: math.copysign(INFINITY, x) if x == 0 else _GAMMA_POLE(x)),
    "cyl_bessel_i0": (exact.bessel_i(0), lambda x: INFINITY if abs(x) > 800 else None),
    "cyl_bessel_i1": (exact.bessel_i(1), lambda x: x if x == 0 else math.copysign(INFINITY, x) if abs(x) > 800 else
                      None),
}  # fmt: skip


def _unary(function: Callable[..., Decimal], special: _Special) -> Reference:
    def compute(type_: Scalar, x: float) -> Fraction | float:
        if math.isnan(x):
            return NAN
        known = special(x)
        return known if known is not None else _exactly(function, x)

    return compute


for _name, (_function, _special_of) in _FUNCTIONS.items():
    REFERENCES[_name] = _unary(_function, _special_of)
REFERENCES["rsqrt_rn"] = REFERENCES["rsqrt"]
for _name in "exp exp10 log log2 log10 sin cos tan tanh".split():
    REFERENCES[f"{_name}_fast"] = REFERENCES[_name]
REFERENCES["divide_fast"] = lambda type_, x, y: REFERENCES["div_rn"](type_, x, y)


@reference("pow", "pow_fast")
def _pow(type_: Scalar, x: float, y: float) -> Fraction | float:
    """Special values are C's (C11, F.10.4.4), which Python's pow has but for its exceptions."""
    if math.isnan(x) or math.isnan(y) or math.isinf(x) or math.isinf(y) or x in (0, 1) or y == 0:
        try:
            return math.pow(x, y)
        except ValueError:  # a zero to a negative power
            odd = y == math.floor(y) and y % 2 == 1 and abs(y) < 2.0**53
            return math.copysign(INFINITY, x) if odd else INFINITY
    if x < 0 and y != math.floor(y):
        return NAN
    size = _exactly(exact.power, abs(x), y)
    return -size if x < 0 and y % 2 == 1 else size


@reference("atan2")
def _atan2(type_: Scalar, y: float, x: float) -> Fraction | float:
    if math.isnan(x) or math.isnan(y) or math.isinf(x) or math.isinf(y) or y == 0:
        return math.atan2(y, x)
    return _exactly(exact.atan2, y, x)


@reference("hypot", "norm3d", "norm4d")
def _norm(type_: Scalar, *values: float) -> Fraction | float:
    if any(math.isinf(value) for value in values):
        return INFINITY
    return NAN if any(math.isnan(value) for value in values) else _exactly(exact.hypot, *values)


@reference("rhypot", "rnorm3d", "rnorm4d")
def _reciprocal_norm(type_: Scalar, *values: float) -> Fraction | float:
    length = _norm(type_, *values)
    if isinstance(length, float):
        return 0.0 if math.isinf(length) else NAN
    return 1 / length if length else INFINITY


# ------------------------------------------------------------ integers

REFERENCES["min"] = lambda type_, x, y: min(x, y)
REFERENCES["max"] = lambda type_, x, y: max(x, y)
REFERENCES["abs"] = lambda type_, x: abs(x)


def _bits(x: int, type_: Scalar) -> int:
    return x & ((1 << type_.bits) - 1)


REFERENCES["popc"] = lambda type_, x: _bits(x, type_).bit_count()
REFERENCES["clz"] = lambda type_, x: type_.bits - _bits(x, type_).bit_length()
REFERENCES["ffs"] = lambda type_, x: (x & -x).bit_length()
REFERENCES["brev"] = lambda type_, x: int(f"{_bits(x, type_):0{type_.bits}b}"[::-1], 2)
REFERENCES["mulhi"] = lambda type_, x, y: (x * y) >> type_.bits
REFERENCES["hadd"] = lambda type_, x, y: (x + y) >> 1
REFERENCES["rhadd"] = lambda type_, x, y: (x + y + 1) >> 1
REFERENCES["sad"] = lambda type_, x, y, z: abs(x - y) + z


def _signed(value: int, width: int) -> int:
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


@reference("mul24")
def _mul24(type_: Scalar, x: int, y: int) -> int:
    return _signed(x, 24) * _signed(y, 24) if type_.is_signed else (x & 0xFFFFFF) * (y & 0xFFFFFF)


@reference("byte_perm")
def _byte_perm(type_: Scalar, low: int, high: int, selectors: int) -> int:
    data = (low | high << 32).to_bytes(8, "little")
    return int.from_bytes(bytes(data[selectors >> 4 * i & 7] for i in range(4)), "little")


def _funnel(left: bool, clamped: bool) -> Reference:
    def compute(type_: Scalar, low: int, high: int, shift: int) -> int:
        joined, count = high << 32 | low, min(shift, 32) if clamped else shift & 31
        return joined << count >> 32 if left else joined >> count

    return compute


for _clamp in ("", "c"):
    REFERENCES[f"funnelshift_l{_clamp}"] = _funnel(True, bool(_clamp))
    REFERENCES[f"funnelshift_r{_clamp}"] = _funnel(False, bool(_clamp))


def lanes(word: int, width: int, signed: bool) -> list[int]:
    """The parts of a 32-bit word, the lowest first."""
    parts = [word >> shift & ((1 << width) - 1) for shift in range(0, 32, width)]
    return [_signed(part, width) for part in parts] if signed else parts


def packed(parts: list[int], width: int) -> int:
    return sum((part & ((1 << width) - 1)) << (width * i) for i, part in enumerate(parts))


def _dot(first_byte: int, width: int) -> Reference:
    def compute(type_: Scalar, x: int, y: int, z: int) -> int:
        left, right = lanes(x, width, type_.is_signed), lanes(y, 8, type_.is_signed)[first_byte:]
        return z + sum(a * b for a, b in zip(left, right, strict=False))

    return compute


REFERENCES["dp4a"], REFERENCES["dp2a_lo"], REFERENCES["dp2a_hi"] = _dot(0, 8), _dot(0, 16), _dot(2, 16)

# ------------------------------------------------------------ lanes within a word


def _clamp_to(width: int, signed: bool) -> Callable[[int], int]:
    low = -(1 << (width - 1)) if signed else 0
    high = low + (1 << width) - 1
    return lambda value: min(max(value, low), high)


def _per_lane(width: int, signed: bool, operation: Callable[..., int]) -> Reference:
    def compute(type_: Scalar, *words: int) -> int:
        each = zip(*(lanes(word, width, signed) for word in words), strict=True)
        return packed([operation(*values) for values in each], width)

    return compute


def _away(total: int) -> int:
    """Half of a sum, halves away from zero below it and up above it."""
    return (total + (total >= 0)) >> 1


_LANE_OPERATIONS: dict[str, tuple[bool, bool, Callable[..., int]]] = {  # signed, saturated, on one lane
    "abs": (True, False, abs), "absss": (True, True, abs),
    "neg": (True, False, lambda x: -x), "negss": (True, True, lambda x: -x),
    "add": (False, False, lambda x, y: x + y), "addss": (True, True, lambda x, y: x + y),
    "addus": (False, True, lambda x, y: x + y), "sub": (False, False, lambda x, y: x - y),
    "subss": (True, True, lambda x, y: x - y), "subus": (False, True, lambda x, y: x - y),
    "avgs": (True, False, lambda x, y: _away(x + y)), "avgu": (False, False, lambda x, y: (x + y + 1) >> 1),
    "haddu": (False, False, lambda x, y: (x + y) >> 1), "maxs": (True, False, max), "maxu": (False, False, max),
    "mins": (True, False, min), "minu": (False, False, min),
    "absdiffs": (True, False, lambda x, y: abs(x - y)), "absdiffu": (False, False, lambda x, y: abs(x - y)),
}  # fmt: skip
_TESTS: dict[str, Callable[[int, int], bool]] = {
    "==": lambda x, y: x == y, "!=": lambda x, y: x != y, ">=": lambda x, y: x >= y, ">": lambda x, y: x > y,
    "<=": lambda x, y: x <= y, "<": lambda x, y: x < y,
}  # fmt: skip


def _unclamped(value: int) -> int:
    return value


def _saturating(operation: Callable[..., int], clamp: Callable[[int], int]) -> Callable[..., int]:
    return lambda *values: clamp(operation(*values))


def _times(test: Callable[[int, int], bool], factor: int) -> Callable[..., int]:
    return lambda x, y: factor * test(x, y)


for _count, _width in (("2", 16), ("4", 8)):
    for _word, (_is_signed, _saturates, _operation) in _LANE_OPERATIONS.items():
        _limit = _clamp_to(_width, _is_signed) if _saturates else _unclamped
        REFERENCES[f"v{_word}{_count}"] = _per_lane(_width, _is_signed, _saturating(_operation, _limit))
    for _word, (_op, _sign) in PACKED_COMPARISONS.items():
        REFERENCES[f"vcmp{_word}{_count}"] = _per_lane(_width, _sign != "u", _times(_TESTS[_op], -1))
        REFERENCES[f"vset{_word}{_count}"] = _per_lane(_width, _sign != "u", _times(_TESTS[_op], 1))


def _sum_of_differences(width: int, signed: bool) -> Reference:
    return lambda type_, x, y: sum(
        abs(a - b) for a, b in zip(lanes(x, width, signed), lanes(y, width, signed), strict=True)
    )


def _wrapped_sum(choose: Callable[..., int], signed: bool) -> Callable[..., int]:
    wrap = (lambda value: _signed(value, 16)) if signed else (lambda value: value & 0xFFFF)
    return lambda x, y, z: choose(wrap(x + y), z)


for _sign in "su":
    REFERENCES[f"vsad{_sign}2"] = _sum_of_differences(16, _sign == "s")
    REFERENCES[f"vsad{_sign}4"] = _sum_of_differences(8, _sign == "s")
    for _name, _choose in (("max", max), ("min", min)):
        REFERENCES[f"viadd{_name}_{_sign}16x2"] = _per_lane(16, _sign == "s", _wrapped_sum(_choose, _sign == "s"))
        REFERENCES[f"vi{_name}3_{_sign}16x2"] = _per_lane(16, _sign == "s", _choose)
for _name, _choose in (("max", max), ("min", min)):
    for _id, _of in ((f"viadd{_name}", _wrapped_sum(_choose, True)), (f"vi{_name}3", _choose), (f"vi{_name}", _choose)):
        REFERENCES[f"{_id}_s16x2_relu"] = _per_lane(16, True, _saturating(_of, lambda value: max(value, 0)))


def meaning(id_: str, type_: Scalar, *arguments: Number) -> Number:
    """The result of an intrinsic: exact (a Fraction) or special (a float) where it is a function of real numbers, a
    value of the result's type where it is not. type_: the type of the call."""
    row = INTRINSICS[id_]
    result = REFERENCES[id_](type_, *arguments)
    return result if isinstance(result, Fraction) else to_type(result, row.result or type_)


__all__ = ["REFERENCES", "meaning", "rounded", "spacing", "to_type"]
