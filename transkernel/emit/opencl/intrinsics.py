"""CUDA's functions in OpenCL C: one row each (OpenCL C 1.2, 6.12.2 and 6.12.3; errors in 7.4).

A row says how a call on values of OpenCL's types is written. `Builtin` calls a function of OpenCL C of that name, with
arguments of the types that the IR gives them; `result` is the type of OpenCL's function where it is not the IR's, so
that a conversion is put around it. `Brought` calls a function that the port brings along, one for each type of the
first argument.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.helpers import closer, special
from transkernel.emit.opencl.helpers import numbers as helper
from transkernel.emit.opencl.helpers.packed import PACKED
from transkernel.emit.opencl.helpers.rounding import directed
from transkernel.ir.types import BOOL, FLOAT32, Kind, Scalar, Type
from transkernel.records import record


@record
class Builtin:
    """OpenCL's own. result: `same` as the IR's type, `int` (a truth value), `first` (the first argument's type) or
    `unsigned` (its unsigned twin)."""

    name: str
    result: Literal["same", "int", "first", "unsigned"] = "same"


@record
class Quotient:
    """A plain division: of the two arguments, or of 1 by the only one."""


@record
class Brought:
    """A helper, made for the type of the first argument."""

    make: Callable[[Scalar], Helper]


Row = Builtin | Quotient | Brought


def _fixed(made: Helper) -> Callable[[Scalar], Helper]:
    return lambda _: made


_FLOATS: dict[str, Row] = {
    # the same name and meaning
    **{
        name: Builtin(name)
        for name in """
        sqrt rsqrt exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 sinh cosh tanh asinh
        acosh atanh sinpi cospi pow cbrt hypot erf erfc fabs floor ceil trunc round rint fmod remainder copysign
        fmin fmax fdim fma ldexp tgamma lgamma nextafter
        """.split()
    },
    "logb": Builtin("logb"),
    "ilogb": Brought(helper.ilogb),
    "frexp_fraction": Brought(helper.frexp_fraction),
    "frexp_exponent": Brought(helper.frexp_exponent),
    "remquo_bits": Brought(helper.remquo_bits),
    "isnan": Builtin("isnan", "int"),
    "isinf": Builtin("isinf", "int"),
    "isfinite": Builtin("isfinite", "int"),
    "signbit": Builtin("signbit", "int"),
    "exp_fast": Builtin("exp"),
    "exp10_fast": Builtin("exp10"),
    "log_fast": Builtin("log"),
    "log2_fast": Builtin("log2"),
    "log10_fast": Builtin("log10"),
    "sin_fast": Builtin("sin"),
    "cos_fast": Builtin("cos"),
    "tan_fast": Builtin("tan"),
    "divide_fast": Quotient(),
    "pow_fast": Brought(helper.pow_fast),
    "tanh_fast": Builtin("tanh"),
    "rcbrt": Brought(helper.rcbrt),
    "saturate": Brought(helper.saturate),
    "relu": Brought(helper.relu),
    "rsqrt_rn": Brought(helper.rsqrt_rn),
    "rhypot": Brought(helper.rhypot),
    "norm3d": Brought(helper.norm3d),
    "norm4d": Brought(helper.norm4d),
    "rnorm3d": Brought(helper.rnorm3d),
    "rnorm4d": Brought(helper.rnorm4d),
    "normcdf": Brought(special.normcdf),
    "normcdfinv": Brought(special.normcdfinv),
    "erfcx": Brought(special.erfcx),
    "erfinv": Brought(special.erfinv),
    "erfcinv": Brought(special.erfcinv),
    "cyl_bessel_i0": Brought(special.cyl_bessel_i0),
    "cyl_bessel_i1": Brought(special.cyl_bessel_i1),
    "fmin_nan": Brought(helper.fmin_nan),
    "fmax_nan": Brought(helper.fmax_nan),
    **{
        f"{word}_{mode}": Brought(directed(word, mode))
        for word in ("add", "sub", "mul", "div", "sqrt", "fma")
        for mode in ("rz", "ru", "rd")
    },
}

_INTEGERS: dict[str, Row] = {
    "min": Builtin("min"),
    "max": Builtin("max"),
    "abs": Builtin("abs", "unsigned"),
    "mulhi": Builtin("mul_hi"),
    "mul24": Brought(helper.multiply_low24),
    "popc": Builtin("popcount", "first"),
    "clz": Builtin("clz", "first"),
    "ffs": Brought(helper.find_first_set),
    "brev": Brought(helper.reverse_bits),
    "hadd": Builtin("hadd"),
    "rhadd": Builtin("rhadd"),
    "sad": Brought(helper.sad),
    "byte_perm": Brought(helper.byte_perm),
    "dp4a": Brought(helper.dp4a),
    "dp2a_lo": Brought(helper.dp2a_lo),
    "dp2a_hi": Brought(helper.dp2a_hi),
    **{name: Brought(_fixed(helper.funnelshift(name))) for name in
       ("funnelshift_l", "funnelshift_lc", "funnelshift_r", "funnelshift_rc")},
    **{name: Brought(_fixed(made)) for name, made in PACKED.items()},
}  # fmt: skip

INTRINSICS: dict[str, Row] = {**_FLOATS, **_INTEGERS}

# In single precision, where a device was seen to be further off with its own function than CUDA says.
_CLOSER: dict[str, Row] = {
    "atan2": Brought(_fixed(closer.ATAN2)),
    "erf": Brought(_fixed(closer.ERF)),
    "asin": Brought(_fixed(closer.ASIN)),
    "cosh": Brought(_fixed(closer.COSH)),
}

# The error that a port's function may have, in ULP of (float, double), where it is not CUDA's: OpenCL C 1.2, 7.4. Those
# of helpers follow from the functions that they are made of; nothing is said of lgamma there, and it is what was seen.
ERRORS: dict[str, tuple[float, float]] = {
    **dict.fromkeys("exp exp2 exp10 expm1 log log2 log10 exp_fast exp10_fast log_fast log2_fast log10_fast".split(),
                    (3, 3)),
    **dict.fromkeys("sin cos sinpi cospi acos sinh cosh asinh acosh hypot sin_fast cos_fast".split(), (4, 4)),
    **dict.fromkeys("tan tan_fast tanh tanh_fast atan atanh".split(), (5, 5)),
    **dict.fromkeys("erfc pow tgamma pow_fast".split(), (16, 16)),
    "erf": (2, 16), "atan2": (3, 6), "asin": (2, 4),
    **dict.fromkeys("erfcx normcdf".split(), (20, 20)),
    **dict.fromkeys("erfinv erfcinv normcdfinv cyl_bessel_i0 cyl_bessel_i1".split(), (8, 8)),
    **dict.fromkeys("rhypot norm3d rnorm3d norm4d rnorm4d".split(), (8, 8)),
    "log1p": (2, 2), "cbrt": (2, 2), "rcbrt": (3, 3), "rsqrt": (2, 2), "lgamma": (6, 6),
    "divide_fast": (2.5, 2.5),
}  # fmt: skip


def row_of(id_: str, argument: Scalar) -> Row | None:
    """How a function on that type is written."""
    return _CLOSER.get(id_) if argument == FLOAT32 and id_ in _CLOSER else INTRINSICS.get(id_)


def is_for(id_: str, argument: Type) -> bool:
    """Whether the row takes arguments of that type: functions of floats, or of integers."""
    if not isinstance(argument, Scalar):
        return False
    return argument.is_float if id_ in _FLOATS else argument.kind in (Kind.SIGNED, Kind.UNSIGNED)


def result_of(row: Builtin, argument: Type, type_: Type) -> Type:
    """The type that OpenCL C gives the call."""
    match row.result:
        case "first":
            return argument
        case "unsigned":
            assert isinstance(argument, Scalar)
            return Scalar(Kind.UNSIGNED, argument.bits)
        case "int":
            return BOOL
    return type_ if type_ != BOOL else FLOAT32
