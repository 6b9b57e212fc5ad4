"""Every intrinsic of the IR: what it takes, what it gives, how far from the exact result it may be.

One row an id, found in INTRINSICS. `T` in a signature is the one type of the call, one of the row's `over`; any other
word is a fixed type. The executable meaning of each id is in harness/intrinsic_references.py, its spelling in each
target's own table. Errors are CUDA's, in units in the last place of the result, for (float, double): CUDA C++
Programming Guide, "Mathematical Functions", whose figures are the largest that NVIDIA has observed.
"""

from __future__ import annotations

from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT32,
    UINT64,
    Scalar,
    Type,
)
from transkernel.records import record

T = None  # the type of the call, in a signature

ALL_FLOATS = (FLOAT16, BFLOAT16, FLOAT32, FLOAT64)
FLOATS = (FLOAT32, FLOAT64)
INTEGERS = (INT32, UINT32, INT64, UINT64)
WORDS = (INT32, UINT32)


@record
class IntrinsicRow:
    """operands, result: types, or None for T. ulp: (float, double); 0 is exact or correctly rounded, None is no figure.

    zeros_alike: the sign of a zero result is not defined. fast: an approximation whose error is its device's.
    """

    id: str
    operands: tuple[Scalar | None, ...]
    over: tuple[Scalar, ...]
    result: Scalar | None
    meaning: str
    ulp: tuple[float | None, float | None] = (0, 0)
    zeros_alike: bool = False
    fast: bool = False

    def accepts(self, arguments: tuple[Type, ...], result: Type) -> bool:
        """Whether a call of these types is one of this row."""
        if len(arguments) != len(self.operands):
            return False
        chosen = self._chosen(arguments)
        if chosen not in self.over:
            return False
        wanted = tuple(each or chosen for each in self.operands)
        return wanted == arguments and result == (self.result or chosen)

    def _chosen(self, arguments: tuple[Type, ...]) -> Type | None:
        free = [argument for argument, operand in zip(arguments, self.operands, strict=True) if operand is None]
        return free[0] if free else self.over[0]

    def error(self, type_: Scalar) -> float | None:
        """ULP for a result of that type; a 16-bit result is rounded from float, which adds at most one of its own."""
        if type_ == FLOAT64:
            return self.ulp[1]
        if type_ == FLOAT32 or self.ulp[0] == 0:
            return self.ulp[0]
        return 1


INTRINSICS: dict[str, IntrinsicRow] = {}


def _row(
    ids: str,
    operands: tuple[Scalar | None, ...],
    over: tuple[Scalar, ...],
    result: Scalar | None,
    meaning: str,
    *,
    ulp: tuple[float | None, float | None] = (0, 0),
    zeros_alike: bool = False,
    fast: bool = False,
) -> None:
    for id_ in ids.split():
        INTRINSICS[id_] = IntrinsicRow(id_, operands, over, result, meaning, ulp, zeros_alike, fast)


# ---------------------------------------------------------------- floating point: exact
_row("fabs", (T,), ALL_FLOATS, T, "the magnitude; clears the sign bit")
_row("floor", (T,), FLOATS, T, "rounded down to a whole number")
_row("ceil", (T,), FLOATS, T, "rounded up to a whole number")
_row("trunc", (T,), FLOATS, T, "rounded towards zero to a whole number")
_row("round", (T,), FLOATS, T, "rounded to the nearest whole number, halves away from zero")
_row("rint", (T,), FLOATS, T, "rounded to the nearest whole number, halves to even")
_row("fmod", (T, T), FLOATS, T, "the remainder of a division truncated to a whole number")
_row("remainder", (T, T), FLOATS, T, "the remainder of a division rounded to the nearest whole number")
_row("remquo_bits", (T, T), FLOATS, INT32, "the low 3 bits of that division's quotient, with its sign")
_row("copysign", (T, T), FLOATS, T, "the first's magnitude with the second's sign")
_row("nextafter", (T, T), FLOATS, T, "the next number from the first towards the second")
_row("fdim", (T, T), FLOATS, T, "the positive difference, or +0")
_row("fmin", (T, T), ALL_FLOATS, T, "the smaller; a NaN loses", zeros_alike=True)
_row("fmax", (T, T), ALL_FLOATS, T, "the larger; a NaN loses", zeros_alike=True)
_row("fmin_nan", (T, T), ALL_FLOATS, T, "the smaller; NaN where either is", zeros_alike=True)
_row("fmax_nan", (T, T), ALL_FLOATS, T, "the larger; NaN where either is", zeros_alike=True)
_row("saturate", (T,), ALL_FLOATS, T, "cut to [0, 1]; NaN becomes 0", zeros_alike=True)
_row("relu", (T,), ALL_FLOATS, T, "0 where negative; NaN stays", zeros_alike=True)
_row("fma", (T, T, T), ALL_FLOATS, T, "a * b + c, rounded once")
_row("ldexp", (T, INT32), FLOATS, T, "times a power of two")
_row("logb", (T,), FLOATS, T, "the exponent of a number, as a number")
_row("ilogb", (T,), FLOATS, INT32, "the exponent; the lowest int for 0 and NaN, the highest for infinity")
_row("frexp_fraction", (T,), FLOATS, T, "the fraction in [0.5, 1) of `frexp`")
_row("frexp_exponent", (T,), FLOATS, INT32, "the exponent of `frexp`; 0 for 0, infinity and NaN")
_row("isnan isinf isfinite signbit", (T,), ALL_FLOATS, BOOL, "a property of the number")

# ---------------------------------------------------------------- floating point: within some ULP
_row("sqrt", (T,), ALL_FLOATS, T, "square root, to nearest")
_row("rsqrt", (T,), FLOATS, T, "1 / sqrt(x)", ulp=(2, 1))
_row("rsqrt_rn", (T,), (FLOAT32,), T, "1 / sqrt(x), to nearest")
_UNSIGNED_ZEROS = ("normcdfinv", "tgamma", "sinpi", "cospi")
for _names, _single, _double, _meaning in (
    ("cbrt", 1, 1, "cube root"), ("rcbrt", 1, 1, "1 / cbrt(x)"),
    ("exp", 2, 1, "e to the x"), ("exp2", 2, 1, "2 to the x"), ("exp10", 2, 1, "10 to the x"),
    ("expm1", 1, 1, "exp(x) - 1"), ("log", 1, 1, "natural logarithm"), ("log2", 1, 1, "logarithm to base 2"),
    ("log10", 2, 1, "logarithm to base 10"), ("log1p", 1, 1, "log(1 + x)"),
    ("sin", 2, 2, "sine"), ("cos", 2, 2, "cosine"), ("tan", 4, 2, "tangent"),
    ("sinpi", 1, 2, "sin(pi x)"), ("cospi", 1, 2, "cos(pi x)"),
    ("asin", 2, 2, "arc sine"), ("acos", 2, 2, "arc cosine"), ("atan", 2, 2, "arc tangent"),
    ("sinh", 3, 2, "hyperbolic sine"), ("cosh", 2, 1, "hyperbolic cosine"), ("tanh", 2, 1, "hyperbolic tangent"),
    ("asinh", 3, 3, "inverse of sinh"), ("acosh", 4, 3, "inverse of cosh"), ("atanh", 3, 2, "inverse of tanh"),
    ("erf", 2, 2, "error function"), ("erfc", 4, 5, "1 - erf(x)"), ("erfcx", 4, 4, "exp(x * x) * erfc(x)"),
    ("erfinv", 2, 5, "inverse of erf"), ("erfcinv", 4, 6, "inverse of erfc"),
    ("normcdf", 5, 5, "distribution function of the standard normal"),
    ("normcdfinv", 5, 8, "inverse of normcdf"),
    ("lgamma", 6, 4, "log |gamma(x)|; no figure near its zeros between -10.1 and -2.2"),
    ("tgamma", 5, 10, "gamma function"),
    ("cyl_bessel_i0", 6, 6, "modified Bessel function I0"), ("cyl_bessel_i1", 6, 6, "modified Bessel function I1"),
):  # fmt: skip
    _row(_names, (T,), FLOATS, T, _meaning, ulp=(_single, _double), zeros_alike=_names in _UNSIGNED_ZEROS)
_row("pow", (T, T), FLOATS, T, "x to the y", ulp=(4, 2))
_row("atan2", (T, T), FLOATS, T, "the angle of (x, y), given as atan2(y, x)", ulp=(3, 2))
_row("hypot", (T, T), FLOATS, T, "sqrt(x * x + y * y) without overflow on the way", ulp=(3, 2))
_row("rhypot", (T, T), FLOATS, T, "1 / hypot(x, y)", ulp=(2, 1))
_row("norm3d", (T, T, T), FLOATS, T, "length of a vector of 3", ulp=(3, 2))
_row("norm4d", (T, T, T, T), FLOATS, T, "length of a vector of 4", ulp=(3, 2))
_row("rnorm3d", (T, T, T), FLOATS, T, "1 / norm3d", ulp=(2, 1))
_row("rnorm4d", (T, T, T, T), FLOATS, T, "1 / norm4d", ulp=(2, 1))

# ---------------------------------------------------------------- floating point: fast, as the device has it
for _name in "exp exp10 log log2 log10 sin cos tan tanh".split():
    _row(f"{_name}_fast", (T,), (FLOAT32,), T, f"{_name}, approximately", ulp=(None, None), fast=True)
_row("pow_fast", (T, T), (FLOAT32,), T, "exp2(y * log2(x)), approximately", ulp=(None, None), fast=True)
_row("divide_fast", (T, T), (FLOAT32,), T, "a quotient, approximately", ulp=(2, None), fast=True)

# ---------------------------------------------------------------- arithmetic rounded in a stated direction
_DIRECTIONS = {"rz": "towards zero", "ru": "up", "rd": "down"}
for _suffix, _way in _DIRECTIONS.items():
    for _word, _said in (("add", "a + b"), ("sub", "a - b"), ("mul", "a * b"), ("div", "a / b")):
        _row(f"{_word}_{_suffix}", (T, T), FLOATS, T, f"{_said}, rounded {_way}")
    _row(f"sqrt_{_suffix}", (T,), FLOATS, T, f"square root, rounded {_way}")
    _row(f"fma_{_suffix}", (T, T, T), FLOATS, T, f"a * b + c, rounded once, {_way}")

# ---------------------------------------------------------------- integers
_row("min max", (T, T), INTEGERS, T, "the smaller or larger")
_row("abs", (T,), (INT32, INT64), T, "the magnitude; the lowest number stays")
_row("popc", (T,), (UINT32, UINT64), INT32, "how many bits are set")
_row("clz", (T,), (INT32, INT64), INT32, "how many leading bits are zero")
_row("ffs", (T,), (INT32, INT64), INT32, "the position of the lowest set bit, from 1; 0 where none is")
_row("brev", (T,), (UINT32, UINT64), T, "the bits in the other order")
_row("mulhi", (T, T), INTEGERS, T, "the high half of the product")
_row("mul24", (T, T), WORDS, T, "the product of the low 24 bits; its low 32 bits")
_row("hadd", (T, T), WORDS, T, "the mean without overflow, rounded down")
_row("rhadd", (T, T), WORDS, T, "the mean without overflow, rounded up")
_row("sad", (T, T, UINT32), WORDS, UINT32, "|a - b| + c")
_row("byte_perm", (T, T, T), (UINT32,), T, "four bytes of two words, chosen by the nibbles of the third")
for _name, _said in (("l", "left; the high word"), ("r", "right; the low word")):
    _row(f"funnelshift_{_name}", (T, T, T), (UINT32,), T, f"two words (low, high) shifted {_said}; shift modulo 32")
    _row(f"funnelshift_{_name}c", (T, T, T), (UINT32,), T, f"two words (low, high) shifted {_said}; shift at most 32")
_row("dp4a", (T, T, T), WORDS, T, "c + the dot product of 4 bytes with 4 bytes")
_row("dp2a_lo", (T, T, T), WORDS, T, "c + the dot product of 2 half-words with the 2 low bytes")
_row("dp2a_hi", (T, T, T), WORDS, T, "c + the dot product of 2 half-words with the 2 high bytes")

# ---------------------------------------------------------------- lanes within a word: 2 of 16 bits or 4 of 8
_LANES = {"2": "each half-word", "4": "each byte"}
_PACKED_UNARY = {
    "abs": "magnitude", "absss": "magnitude, saturated", "neg": "negated", "negss": "negated, saturated",
}  # fmt: skip
_PACKED_BINARY = {
    "add": "a + b", "addss": "a + b, saturated signed", "addus": "a + b, saturated unsigned",
    "sub": "a - b", "subss": "a - b, saturated signed", "subus": "a - b, saturated unsigned",
    "avgs": "signed mean, halves away from zero", "avgu": "unsigned mean, halves up", "haddu": "unsigned mean, down",
    "maxs": "signed maximum", "maxu": "unsigned maximum", "mins": "signed minimum", "minu": "unsigned minimum",
    "absdiffs": "|a - b| of signed lanes", "absdiffu": "|a - b| of unsigned lanes",
}  # fmt: skip
PACKED_COMPARISONS = {
    f"{word}{sign}": (op, sign)
    for word, op in (("eq", "=="), ("ne", "!="), ("ge", ">="), ("gt", ">"), ("le", "<="), ("lt", "<"))
    for sign in (("",) if word in ("eq", "ne") else ("s", "u"))
}
for _lanes, _each in _LANES.items():
    for _word, _said in _PACKED_UNARY.items():
        _row(f"v{_word}{_lanes}", (T,), (UINT32,), T, f"{_said}, in {_each}")
    for _word, _said in _PACKED_BINARY.items():
        _row(f"v{_word}{_lanes}", (T, T), (UINT32,), T, f"{_said}, in {_each}")
    for _word, (_op, _sign) in PACKED_COMPARISONS.items():
        _kind = {"": "", "s": " signed", "u": " unsigned"}[_sign]
        _row(f"vcmp{_word}{_lanes}", (T, T), (UINT32,), T, f"all ones where a {_op} b{_kind}, in {_each}")
        _row(f"vset{_word}{_lanes}", (T, T), (UINT32,), T, f"1 where a {_op} b{_kind}, in {_each}")
    for _sign, _said in (("s", "signed"), ("u", "unsigned")):
        _row(f"vsad{_sign}{_lanes}", (T, T), (UINT32,), T, f"the sum of |a - b| over {_said} lanes, {_each}")
for _word, _said in (("max", "maximum"), ("min", "minimum")):
    for _sign, _kind in (("s", "signed"), ("u", "unsigned")):
        _row(f"viadd{_word}_{_sign}16x2", (T, T, T), (UINT32,), T, f"{_kind} {_said} of a + b and c, in each half-word")
        _row(f"vi{_word}3_{_sign}16x2", (T, T, T), (UINT32,), T, f"{_kind} {_said} of three, in each half-word")
    _row(f"viadd{_word}_s16x2_relu", (T, T, T), (UINT32,), T, f"{_said} of a + b and c, at least 0, in each half-word")
    _row(f"vi{_word}3_s16x2_relu", (T, T, T), (UINT32,), T, f"{_said} of three, at least 0, in each half-word")
    _row(f"vi{_word}_s16x2_relu", (T, T), (UINT32,), T, f"{_said} of two, at least 0, in each half-word")
