"""CUDA's mathematical functions and single- and double-precision intrinsics, and the table of all that are rows.

Overloads stand double first: of two that fit equally well the first is taken, and integers go to double.
"""

from __future__ import annotations

from transkernel.frontend.arithmetic import lanewise
from transkernel.frontend.cuda_conversions import CONVERSIONS, to_integer
from transkernel.frontend.cuda_half import HALVES
from transkernel.frontend.cuda_integers import INTEGERS
from transkernel.frontend.cuda_packed import PACKED
from transkernel.frontend.cuda_rows import (
    OPERATIONS,
    Arguments,
    Expand,
    Expansion,
    Expansions,
    Make,
    Row,
    Rows,
    intrinsic,
    merged,
    operation,
    reciprocal,
)
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Scalar,
    Type,
    Vector,
)
from transkernel.source import Span

MATH: Rows = {}
EXPANDED_MATH: Expansions = {}


def _add(name: str, parameters: tuple[Type, ...], result: Type, make: Make) -> None:
    MATH.setdefault(name, []).append(Row(parameters, result, make))


def _both(name: str, id_: str, count: int) -> None:
    """`sin(double)`, `sin(float)` and `sinf(float)`."""
    for spelled, type_ in ((name, FLOAT64), (name, FLOAT32), (f"{name}f", FLOAT32)):
        _add(spelled, (type_,) * count, type_, intrinsic(id_, type_))


_SAME_NAME = {
    1: """sqrt rsqrt cbrt rcbrt exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan sinpi cospi asin acos atan sinh
        cosh tanh asinh acosh atanh erf erfc erfinv erfcinv erfcx normcdf normcdfinv lgamma tgamma cyl_bessel_i0
        cyl_bessel_i1 fabs floor ceil trunc round rint logb""",
    2: "pow atan2 fmod remainder hypot rhypot copysign fdim fmin fmax nextafter",
    3: "fma",
}
for _count, _names in _SAME_NAME.items():
    for _name in _names.split():
        _both(_name, _name, _count)
_both("nearbyint", "rint", 1)
for _id, _count in (("norm3d", 3), ("norm4d", 4), ("rnorm3d", 3), ("rnorm4d", 4)):
    _add(_id, (FLOAT64,) * _count, FLOAT64, intrinsic(_id, FLOAT64))
    _add(f"{_id}f", (FLOAT32,) * _count, FLOAT32, intrinsic(_id, FLOAT32))

# --- scaling, exponents, rounding to integers


def _scaled_by_long(type_: Scalar) -> Make:
    """scalbln: an exponent beyond an int is cut to one that gives 0 or infinity all the same."""

    def make(arguments: Arguments, span: Span) -> ir.Expression:
        high, low = (ir.integer(bound, INT64, span) for bound in (5000, -5000))
        below = ir.Intrinsic("min", (arguments[1], high), INT64, span)
        cut = ir.Convert(ir.Intrinsic("max", (below, low), INT64, span), INT32, span, explicit=True)
        return ir.Intrinsic("ldexp", (arguments[0], cut), type_, span)

    return make


def _rounded_away(type_: Scalar) -> Expand:
    """llround: halves away from zero, which no conversion does by itself."""
    convert = to_integer(INT64, ir.Rounding.ZERO)

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        return convert(lowering, (ir.Intrinsic("round", arguments, type_, span),), span)

    return expand


for _type, _suffixes in ((FLOAT64, ("",)), (FLOAT32, ("", "f"))):
    for _suffix in _suffixes:
        for _name in ("ldexp", "scalbn"):
            _add(_name + _suffix, (_type, INT32), _type, intrinsic("ldexp", _type))
        _add(f"scalbln{_suffix}", (_type, INT64), _type, _scaled_by_long(_type))
        _add(f"ilogb{_suffix}", (_type,), INT32, intrinsic("ilogb", INT32))
        for _long in ("l", "ll"):
            for _name, _expand in (
                ("rint", to_integer(INT64, ir.Rounding.NEAREST)),
                ("round", _rounded_away(_type)),
            ):
                EXPANDED_MATH.setdefault(f"{_long}{_name}{_suffix}", []).append(Expansion((_type,), INT64, _expand))

for _name in ("isnan", "isinf", "isfinite", "signbit"):
    for _type in (FLOAT64, FLOAT32):
        _add(_name, (_type,), BOOL, intrinsic(_name, BOOL))
for _names, _id, _type in (
    ("__isnan", "isnan", FLOAT64), ("__isnanf isnanf", "isnan", FLOAT32),
    ("__isinf", "isinf", FLOAT64), ("__isinff isinff", "isinf", FLOAT32),
    ("__finite", "isfinite", FLOAT64), ("__finitef finitef", "isfinite", FLOAT32),
    ("__signbit", "signbit", FLOAT64),("__signbitf", "signbit", FLOAT32),
):  # fmt: skip
    for _name in _names.split():
        _add(_name, (_type,), BOOL, intrinsic(_id, BOOL))
for _type in (FLOAT64, FLOAT32):
    _add("abs", (_type,), _type, intrinsic("fabs", _type))

# --- fast approximations; the original on the CPU computes them exactly, the port as its target's fast form does.
for _name in "exp exp10 log log2 log10 sin cos tan tanh".split():
    _add(f"__{_name}f", (FLOAT32,), FLOAT32, intrinsic(f"{_name}_fast", FLOAT32))
_add("__powf", (FLOAT32, FLOAT32), FLOAT32, intrinsic("pow_fast", FLOAT32))
_add("__fdividef", (FLOAT32, FLOAT32), FLOAT32, intrinsic("divide_fast", FLOAT32))
# fdividef is `x / y` unless fast math is asked for (CUDA C++ Programming Guide, "Non-standard functions").
for _name, _type in (("fdividef", FLOAT32), ("fdivide", FLOAT64)):
    _add(_name, (_type, _type), _type, operation(ir.BinaryOp.DIVIDE, _type))
for _name in ("__saturatef", "saturate"):
    _add(_name, (FLOAT32,), FLOAT32, intrinsic("saturate", FLOAT32))

# --- arithmetic of a stated rounding. To nearest is the plain operation, which the port never contracts.
for _letter, _type in (("f", FLOAT32), ("d", FLOAT64)):
    _fma = "__fmaf" if _type == FLOAT32 else "__fma"
    for _word, _op in OPERATIONS.items():
        _add(f"__{_letter}{_word}_rn", (_type, _type), _type, operation(_op, _type))
    _add(f"__{_letter}sqrt_rn", (_type,), _type, intrinsic("sqrt", _type))
    _add(f"__{_letter}rcp_rn", (_type,), _type, reciprocal(_type))
    _add(f"{_fma}_rn", (_type,) * 3, _type, intrinsic("fma", _type))
    for _mode in ("rz", "ru", "rd"):
        for _word in OPERATIONS:
            _add(f"__{_letter}{_word}_{_mode}", (_type, _type), _type, intrinsic(f"{_word}_{_mode}", _type))
        _add(f"__{_letter}sqrt_{_mode}", (_type,), _type, intrinsic(f"sqrt_{_mode}", _type))
        _add(f"__{_letter}rcp_{_mode}", (_type,), _type, reciprocal(_type, intrinsic(f"div_{_mode}", _type)))
        _add(f"{_fma}_{_mode}", (_type,) * 3, _type, intrinsic(f"fma_{_mode}", _type))
_add("__frsqrt_rn", (FLOAT32,), FLOAT32, intrinsic("rsqrt_rn", FLOAT32))
for _mode in ("rn", "rz", "ru", "rd"):
    _add(f"__fmaf_ieee_{_mode}", (FLOAT32,) * 3, FLOAT32,
         intrinsic("fma" if _mode == "rn" else f"fma_{_mode}", FLOAT32))  # fmt: skip


# --- the same on pairs of float (CUDA Math API, compute capability 10.0)


def _on_both(name: str, count: int) -> Expansion:
    """The function of a name on both lanes."""
    two = Vector(FLOAT32, 2)
    row = next(row for row in MATH[name] if row.parameters == (FLOAT32,) * count)

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        return lanewise(lowering, two, lambda *lanes: row.make(lanes, span), arguments, span)

    return Expansion((two,) * count, two, expand)


for _word, _of, _count in (("__fadd2", "__fadd", 2), ("__fmul2", "__fmul", 2), ("__ffma2", "__fmaf", 3)):
    for _mode in ("rn", "rz", "ru", "rd"):
        EXPANDED_MATH[f"{_word}_{_mode}"] = [_on_both(f"{_of}_{_mode}", _count)]

# --- vectors by name
_VECTORS: dict[str, Scalar] = {
    "char": INT8, "uchar": UINT8, "short": INT16, "ushort": UINT16, "int": INT32,
    "uint": UINT32, "long": INT64, "ulong": UINT64, "longlong": INT64, "ulonglong": UINT64, "float": FLOAT32,
    "double": FLOAT64,
}  # fmt: skip


def built(type_: Vector) -> Make:
    """A vector of its arguments."""
    return lambda arguments, span: ir.Build(arguments, type_, span)


CONSTRUCTORS: Rows = {
    f"make_{word}{lanes}": [Row((scalar,) * lanes, Vector(scalar, lanes), built(Vector(scalar, lanes)))]
    for word, scalar in _VECTORS.items()
    for lanes in (1, 2, 3, 4)
}
for _name, _type in (("make_half2", FLOAT16), ("make_bfloat162", BFLOAT16)):
    CONSTRUCTORS[_name] = [Row((_type, _type), Vector(_type, 2), built(Vector(_type, 2)))]

FUNCTIONS: Rows = merged(MATH, INTEGERS, PACKED, CONVERSIONS, HALVES, CONSTRUCTORS)
