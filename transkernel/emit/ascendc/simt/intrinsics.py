"""CUDA's functions in Ascend C's SIMT language: one row each.

Sources: asc-devkit, include/simt_api/math_functions.h (single precision), device_functions.h (integers), asc_fp16.h and
asc_bf16.h (16 bits), and the pages of docs/zh/api/SIMT-API of the same names. There is nothing for double precision.
`Builtin` calls a function of that name; `by_type` is for those whose name goes by the operand's type. `Brought` calls a
function that the port brings along, one for each type of the first argument. `ThroughFloat` converts 16-bit operands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from transkernel.emit.ascendc.simt import helpers
from transkernel.emit.ascendc.simt.packed import PACKED
from transkernel.emit.ascendc.simt.rounding import directed
from transkernel.emit.c.needs import Helper
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, INT32, INT64, UINT32, UINT64, Scalar
from transkernel.records import record


@record
class Builtin:
    """The vendor's own. result: `same` as the IR's type, or `int` (a truth value)."""

    name: str
    result: Literal["same", "int"] = "same"
    by_type: Mapping[Scalar, str] | None = None

    def name_for(self, type_: Scalar) -> str:
        return self.name if self.by_type is None else self.by_type[type_]


@record
class Brought:
    """A helper, made for the type of the first argument."""

    make: Callable[[Scalar], Helper]


@record
class ThroughFloat:
    """On 16-bit numbers: the single-precision row of the same id on converted operands, and back."""


Row = Builtin | Brought | ThroughFloat


def _fixed(made: Helper) -> Callable[[Scalar], Helper]:
    return lambda _: made


_SAME_NAME = """
    sqrt rsqrt exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh
    atanh sinpi cospi pow cbrt rcbrt hypot rhypot norm3d norm4d rnorm3d rnorm4d erf erfc erfcx erfinv erfcinv normcdf
    normcdfinv tgamma lgamma cyl_bessel_i0 cyl_bessel_i1 fabs floor ceil trunc round rint fmod remainder copysign
    nextafter fdim fmin fmax fma ldexp logb
    """.split()
_FAST = "exp exp10 log log2 log10 sin cos tan tanh".split()

_SINGLE: dict[str, Row] = {
    **{name: Builtin(f"{name}f") for name in _SAME_NAME},
    **{f"{name}_fast": Builtin(f"{name}f") for name in _FAST},
    "pow_fast": Brought(_fixed(helpers.POW_FAST)),
    "divide_fast": Builtin("__fdividef"),
    "isnan": Builtin("isnan", "int"),
    "isinf": Builtin("isinf", "int"),
    "isfinite": Builtin("isfinite", "int"),
    "signbit": Builtin("signbit", "int"),
    "saturate": Builtin("__saturatef"),
    "relu": Brought(_fixed(helpers.RELU)),
    "fmin_nan": Brought(_fixed(helpers.extreme_nan("fmin"))),
    "fmax_nan": Brought(_fixed(helpers.extreme_nan("fmax"))),
    "ilogb": Brought(_fixed(helpers.ILOGB)),
    "frexp_fraction": Brought(_fixed(helpers.FREXP_FRACTION)),
    "frexp_exponent": Brought(_fixed(helpers.FREXP_EXPONENT)),
    "remquo_bits": Brought(_fixed(helpers.REMQUO_BITS)),
    "rsqrt_rn": Brought(_fixed(helpers.RSQRT_NEAREST)),
    **{
        f"{word}_{mode}": Brought(_fixed(directed(word, mode)))
        for word in ("add", "sub", "mul", "div", "sqrt", "fma")
        for mode in ("rz", "ru", "rd")
    },
}

_NARROW: dict[str, Row] = {
    "fabs": Builtin("__habs"),
    "fmin": Builtin("__hmin"),
    "fmax": Builtin("__hmax"),
    "fmin_nan": Builtin("__hmin_nan"),
    "fmax_nan": Builtin("__hmax_nan"),
    "fma": Builtin("__hfma"),
    "sqrt": Builtin("hsqrt"),
    "isnan": Builtin("__hisnan", "int"),
    "isinf": Builtin("__hisinf", "int"),
    "isfinite": ThroughFloat(),
    "signbit": ThroughFloat(),
    "saturate": ThroughFloat(),
    "relu": ThroughFloat(),
}


def _by_sign(signed: str, unsigned: str) -> Builtin:
    return Builtin(signed, by_type={INT32: signed, UINT32: unsigned})


_INTEGERS: dict[str, Row] = {
    "min": Builtin("min"),
    "max": Builtin("max"),
    "abs": Brought(helpers.magnitude),
    "mulhi": Builtin("", by_type={INT32: "__mulhi", UINT32: "__umulhi", INT64: "__mul64hi", UINT64: "__umul64hi"}),
    "mul24": _by_sign("__mul24", "__umul24"),
    "popc": Builtin("__popc"),
    "clz": Builtin("__clz"),
    "ffs": Builtin("__ffs"),
    "brev": Builtin("__brev"),
    "hadd": _by_sign("__hadd", "__uhadd"),
    "rhadd": _by_sign("__rhadd", "__urhadd"),
    "sad": _by_sign("__sad", "__usad"),
    "byte_perm": Brought(_fixed(helpers.BYTE_PERM)),
    "dp4a": Brought(helpers.dp4a),
    "dp2a_lo": Brought(helpers.dp2a_lo),
    "dp2a_hi": Brought(helpers.dp2a_hi),
    **{name: Brought(_fixed(helpers.funnelshift(name))) for name in
       ("funnelshift_l", "funnelshift_lc", "funnelshift_r", "funnelshift_rc")},
    **{name: Brought(_fixed(made)) for name, made in PACKED.items()},
}  # fmt: skip

NARROW = (FLOAT16, BFLOAT16)


def row_of(id_: str, argument: Scalar) -> Row | None:
    """How a function on that type is written; None where there is no way."""
    if argument == FLOAT32:
        return _SINGLE.get(id_)
    if argument in NARROW:
        return _NARROW.get(id_)
    return _INTEGERS.get(id_) if argument in (INT32, UINT32, INT64, UINT64) else None


INTRINSICS: dict[str, Row] = {**_NARROW, **_SINGLE, **_INTEGERS}
