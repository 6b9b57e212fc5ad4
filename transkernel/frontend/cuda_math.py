"""CUDA's functions on numbers, as rows: name, parameter types, result type, and the intrinsic or node it becomes.

Source of the names and overloads: CUDA Math API Reference Manual (math, integer, type casting and SIMD chapters).
A row's `make` takes the converted arguments; most rows name an intrinsic of ir/intrinsics.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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

Arguments = tuple[ir.Expression, ...]
Make = Callable[[Arguments, Span], ir.Expression]


@dataclass(frozen=True, slots=True)
class Row:
    """One overload of a CUDA function."""

    parameters: tuple[Type, ...]
    result: Type
    make: Make


FUNCTIONS: dict[str, list[Row]] = {}


def _add(name: str, parameters: tuple[Type, ...], result: Type, make: Make) -> None:
    FUNCTIONS.setdefault(name, []).append(Row(parameters, result, make))


def intrinsic(id_: str, result: Type) -> Make:
    """A node of the intrinsics table."""
    return lambda arguments, span: ir.Intrinsic(id_, arguments, result, span)


def _float_family(id_: str, count: int, name: str | None = None) -> None:
    """`sin(double)`, `sin(float)` and `sinf(float)`: double first, so that integers choose it."""
    name = name or id_
    for spelled, type_ in ((name, FLOAT64), (name, FLOAT32), (f"{name}f", FLOAT32)):
        _add(spelled, (type_,) * count, type_, intrinsic(id_, type_))


for _name in (
    "sqrt rsqrt cbrt rcbrt exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan sinpi cospi asin acos atan sinh cosh "
    "tanh asinh acosh atanh erf erfc erfinv erfcinv erfcx normcdf normcdfinv lgamma tgamma j0 j1 y0 y1 floor ceil "
    "trunc round rint logb"
).split():
    _float_family(_name, 1)
_float_family("fabs", 1)
_float_family("rint", 1, "nearbyint")
for _name in "pow atan2 fmod remainder hypot rhypot copysign fdim fmin fmax nextafter".split():
    _float_family(_name, 2)
_float_family("fma", 3)
for _type, _suffix in ((FLOAT64, ""), (FLOAT32, "f")):
    for _name in ("ldexp", "scalbn"):
        _add(_name, (_type, INT32), _type, intrinsic("ldexp", _type))
        if _suffix:
            _add(_name + _suffix, (_type, INT32), _type, intrinsic("ldexp", _type))
    for _name, _id, _result in (
        ("lround", "round", INT64),
        ("llround", "round", INT64),
        ("lrint", "rint", INT64),
        ("llrint", "rint", INT64),
    ):

        def _rounded(arguments: Arguments, span: Span, id_: str = _id, type_: Scalar = _type) -> ir.Expression:
            return ir.Convert(ir.Intrinsic(id_, arguments, type_, span), INT64, span, explicit=True)

        _add(_name, (_type,), _result, _rounded)
        if _suffix:
            _add(_name + _suffix, (_type,), _result, _rounded)
    _add(f"ilogb{_suffix}", (_type,), INT32, intrinsic("ilogb", INT32))

for _name in ("isnan", "isinf", "isfinite", "signbit"):
    for _type in (FLOAT64, FLOAT32):
        _add(_name, (_type,), BOOL, intrinsic(_name, BOOL))
for _name, _id, _type in (("__isnanf", "isnan", FLOAT32), ("__isinff", "isinf", FLOAT32), ("__finitef", "isfinite", FLOAT32),
                          ("__isnan", "isnan", FLOAT64), ("__isinf", "isinf", FLOAT64), ("isnanf", "isnan", FLOAT32),
                          ("isinff", "isinf", FLOAT32), ("finitef", "isfinite", FLOAT32)):  # fmt: skip
    _add(_name, (_type,), BOOL, intrinsic(_id, BOOL))

for _type in (INT32, INT64):
    _add("abs", (_type,), _type, intrinsic("abs", _type))
for _type in (FLOAT64, FLOAT32):
    _add("abs", (_type,), _type, intrinsic("fabs", _type))
_add("labs", (INT64,), INT64, intrinsic("abs", INT64))
_add("llabs", (INT64,), INT64, intrinsic("abs", INT64))
for _name, _id, _type in (
    ("umin", "min", UINT32), ("umax", "max", UINT32), ("llmin", "min", INT64), ("llmax", "max", INT64),
    ("ullmin", "min", UINT64), ("ullmax", "max", UINT64), ("imin", "min", INT32), ("imax", "max", INT32),
):  # fmt: skip
    _add(_name, (_type, _type), _type, intrinsic(_id, _type))

# --- fast approximations; the original on the CPU computes them exactly, the port as its target's fast form does.
for _name in ("exp", "exp10", "log", "log2", "log10", "sin", "cos", "tan"):
    _add(f"__{_name}f", (FLOAT32,), FLOAT32, intrinsic(f"{_name}_fast", FLOAT32))
_add("__powf", (FLOAT32, FLOAT32), FLOAT32, intrinsic("pow_fast", FLOAT32))
_add("__fdividef", (FLOAT32, FLOAT32), FLOAT32, intrinsic("divide_fast", FLOAT32))
_add("fdividef", (FLOAT32, FLOAT32), FLOAT32, intrinsic("divide_fast", FLOAT32))
_add("__tanhf", (FLOAT32,), FLOAT32, intrinsic("tanh", FLOAT32))
_add("__saturatef", (FLOAT32,), FLOAT32, intrinsic("saturate", FLOAT32))

# --- arithmetic of a stated rounding. To nearest is the plain operation, which the port never contracts.
_OPERATIONS = {
    "add": ir.BinaryOp.ADD, "sub": ir.BinaryOp.SUBTRACT, "mul": ir.BinaryOp.MULTIPLY, "div": ir.BinaryOp.DIVIDE,
}  # fmt: skip


def _operation(op: ir.BinaryOp, type_: Scalar) -> Make:
    return lambda arguments, span: ir.Binary(op, arguments[0], arguments[1], type_, span)


def _reciprocal(type_: Scalar) -> Make:
    return lambda arguments, span: ir.Binary(
        ir.BinaryOp.DIVIDE, ir.Literal(1.0, type_, span), arguments[0], type_, span
    )


for _letter, _type in (("f", FLOAT32), ("d", FLOAT64)):
    for _word, _op in _OPERATIONS.items():
        _add(f"__{_letter}{_word}_rn", (_type, _type), _type, _operation(_op, _type))
        for _mode in ("rz", "ru", "rd"):
            _add(f"__{_letter}{_word}_{_mode}", (_type, _type), _type, intrinsic(f"{_word}_{_mode}", _type))
    _add(f"__{_letter}sqrt_rn", (_type,), _type, intrinsic("sqrt", _type))
    _add(f"__{_letter}rcp_rn", (_type,), _type, _reciprocal(_type))
_add("__frsqrt_rn", (FLOAT32,), FLOAT32, intrinsic("rsqrt", FLOAT32))
_add("__fmaf_rn", (FLOAT32,) * 3, FLOAT32, intrinsic("fma", FLOAT32))
_add("__fma_rn", (FLOAT64,) * 3, FLOAT64, intrinsic("fma", FLOAT64))
_add("__ffma_rn", (FLOAT32,) * 3, FLOAT32, intrinsic("fma", FLOAT32))

# --- integers
for _name, _id, _type, _result in (
    ("__popc", "popc", UINT32, INT32), ("__popcll", "popc", UINT64, INT32), ("__clz", "clz", INT32, INT32),
    ("__clzll", "clz", INT64, INT32), ("__ffs", "ffs", INT32, INT32), ("__ffsll", "ffs", INT64, INT32),
    ("__brev", "brev", UINT32, UINT32), ("__brevll", "brev", UINT64, UINT64),
    ("__builtin_popcount", "popc", UINT32, INT32), ("__builtin_popcountll", "popc", UINT64, INT32),
    ("__builtin_clz", "clz", INT32, INT32), ("__builtin_ffs", "ffs", INT32, INT32),
):  # fmt: skip
    _add(_name, (_type,), _result, intrinsic(_id, _result))
for _name, _id, _type in (
    ("__mulhi", "mulhi", INT32), ("__umulhi", "mulhi", UINT32), ("__mul64hi", "mulhi", INT64),
    ("__umul64hi", "mulhi", UINT64), ("__mul24", "mul24", INT32), ("__umul24", "mul24", UINT32),
    ("__rhadd", "rhadd", INT32), ("__urhadd", "rhadd", UINT32), ("__uhadd", "hadd", UINT32), ("__hadd", "hadd", INT32),
):  # fmt: skip
    _add(_name, (_type, _type), _type, intrinsic(_id, _type))
_add("__sad", (INT32, INT32, UINT32), UINT32, intrinsic("sad", UINT32))
_add("__usad", (UINT32, UINT32, UINT32), UINT32, intrinsic("sad", UINT32))
_add("__byte_perm", (UINT32,) * 3, UINT32, intrinsic("byte_perm", UINT32))
for _name in ("l", "lc", "r", "rc"):
    _add(f"__funnelshift_{_name}", (UINT32,) * 3, UINT32, intrinsic(f"funnelshift_{_name}", UINT32))
for _type in (INT32, UINT32):
    _add("__dp4a", (_type, _type, _type), _type, intrinsic("dp4a", _type))

# --- the same bits as another type
for _name, _from, _to in (
    ("__float_as_int", FLOAT32, INT32), ("__float_as_uint", FLOAT32, UINT32), ("__int_as_float", INT32, FLOAT32),
    ("__uint_as_float", UINT32, FLOAT32), ("__double_as_longlong", FLOAT64, INT64),
    ("__longlong_as_double", INT64, FLOAT64), ("__half_as_short", FLOAT16, INT16),
    ("__half_as_ushort", FLOAT16, UINT16), ("__short_as_half", INT16, FLOAT16), ("__ushort_as_half", UINT16, FLOAT16),
    ("__bfloat16_as_short", BFLOAT16, INT16), ("__bfloat16_as_ushort", BFLOAT16, UINT16),
    ("__short_as_bfloat16", INT16, BFLOAT16), ("__ushort_as_bfloat16", UINT16, BFLOAT16),
):  # fmt: skip

    def _bits(arguments: Arguments, span: Span, to: Scalar = _to) -> ir.Expression:
        return ir.Bitcast(arguments[0], to, span)

    _add(_name, (_from,), _to, _bits)


def _part(shift: int) -> Make:
    """The high or low half of a double's bits."""

    def make(arguments: Arguments, span: Span) -> ir.Expression:
        bits: ir.Expression = ir.Bitcast(arguments[0], INT64, span)
        if shift:
            count = ir.integer(shift, INT32, span)
            bits = ir.Binary(ir.BinaryOp.SHIFT_RIGHT, bits, count, INT64, span)
        return ir.Convert(bits, INT32, span, explicit=True)

    return make


def _joined(arguments: Arguments, span: Span) -> ir.Expression:
    high = ir.Convert(arguments[0], UINT64, span, explicit=True)
    shifted = ir.Binary(ir.BinaryOp.SHIFT_LEFT, high, ir.integer(32, INT32, span), UINT64, span)
    low = ir.Convert(ir.Convert(arguments[1], UINT32, span, explicit=True), UINT64, span, explicit=True)
    return ir.Bitcast(ir.Binary(ir.BinaryOp.OR, shifted, low, UINT64, span), FLOAT64, span)


_add("__double2hiint", (FLOAT64,), INT32, _part(32))
_add("__double2loint", (FLOAT64,), INT32, _part(0))
_add("__hiloint2double", (INT32, INT32), FLOAT64, _joined)

# --- conversions of a stated rounding. To integers they saturate, and NaN becomes 0 (PTX ISA, cvt).
_ROUNDINGS = {"rn": ir.Rounding.NEAREST, "rz": ir.Rounding.ZERO, "ru": ir.Rounding.UP, "rd": ir.Rounding.DOWN}
_WORDS: dict[str, Scalar] = {
    "float": FLOAT32, "double": FLOAT64, "half": FLOAT16, "bfloat16": BFLOAT16, "int": INT32, "uint": UINT32,
    "ll": INT64, "ull": UINT64, "short": INT16, "ushort": UINT16,
}  # fmt: skip


def conversion(to: Scalar, rounding: ir.Rounding | None) -> Make:
    """A Convert with its rounding; to nearest is C's own for floating results, to zero for integer ones."""

    def make(arguments: Arguments, span: Span) -> ir.Expression:
        source = arguments[0].type
        assert isinstance(source, Scalar)
        saturate = source.is_float and to.is_integer
        plain = (to.is_float and rounding is ir.Rounding.NEAREST) or (source.is_integer and to.is_integer)
        widening = to.is_float and source.is_float and to.bits > source.bits
        kept = None if plain or widening else rounding
        if saturate and rounding is None:
            kept = ir.Rounding.ZERO
        return ir.Convert(arguments[0], to, span, kept, saturate, explicit=True)

    return make


for _from_word, _from in _WORDS.items():
    for _to_word, _to in _WORDS.items():
        if _from is _to or not (_from.is_float or _to.is_float):
            continue
        for _mode, _rounding in _ROUNDINGS.items():
            _add(f"__{_from_word}2{_to_word}_{_mode}", (_from,), _to, conversion(_to, _rounding))
for _name, _from, _to in (
    ("__float2half", FLOAT32, FLOAT16), ("__double2half", FLOAT64, FLOAT16), ("__half2float", FLOAT16, FLOAT32),
    ("__float2bfloat16", FLOAT32, BFLOAT16), ("__double2bfloat16", FLOAT64, BFLOAT16),
    ("__bfloat162float", BFLOAT16, FLOAT32), ("__int2double", INT32, FLOAT64),
):  # fmt: skip
    _add(_name, (_from,), _to, conversion(_to, ir.Rounding.NEAREST))

# --- half and bfloat16: each operation rounds once; functions are computed in float and rounded.
_HALF_MATH = {
    "hsqrt": "sqrt", "hrsqrt": "rsqrt", "hexp": "exp", "hexp2": "exp2", "hexp10": "exp10", "hlog": "log",
    "hlog2": "log2", "hlog10": "log10", "hsin": "sin", "hcos": "cos", "htanh": "tanh", "hfloor": "floor",
    "hceil": "ceil", "htrunc": "trunc", "hrint": "rint",
}  # fmt: skip


def _through_float(id_: str, type_: Scalar) -> Make:
    def make(arguments: Arguments, span: Span) -> ir.Expression:
        wide = tuple(ir.Convert(argument, FLOAT32, span) for argument in arguments)
        return ir.Convert(ir.Intrinsic(id_, wide, FLOAT32, span), type_, span, explicit=True)

    return make


def _compared(op: ir.CompareOp) -> Make:
    return lambda arguments, span: ir.Compare(op, arguments[0], arguments[1], span)


def _not(make: Make) -> Make:
    return lambda arguments, span: ir.Unary(ir.UnaryOp.NOT, make(arguments, span), BOOL, span)


def _negated(arguments: Arguments, span: Span) -> ir.Expression:
    return ir.Unary(ir.UnaryOp.NEGATE, arguments[0], arguments[0].type, span)


def _half_reciprocal(type_: Scalar) -> Make:
    return lambda arguments, span: ir.Binary(
        ir.BinaryOp.DIVIDE, ir.Literal(1.0, type_, span), arguments[0], type_, span
    )


_COMPARISONS = {
    "eq": ir.CompareOp.EQUAL, "ne": ir.CompareOp.NOT_EQUAL, "lt": ir.CompareOp.LESS, "le": ir.CompareOp.LESS_EQUAL,
    "gt": ir.CompareOp.GREATER, "ge": ir.CompareOp.GREATER_EQUAL,
}  # fmt: skip
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}

for _type in (FLOAT16, BFLOAT16):
    for _word, _op in _OPERATIONS.items():
        _add(f"__h{_word}", (_type, _type), _type, _operation(_op, _type))
        _add(f"__h{_word}_rn", (_type, _type), _type, _operation(_op, _type))
    _add("__hfma", (_type,) * 3, _type, intrinsic("fma", _type))
    _add("__hneg", (_type,), _type, _negated)
    _add("__habs", (_type,), _type, intrinsic("fabs", _type))
    _add("hrcp", (_type,), _type, _half_reciprocal(_type))
    _add("__hisnan", (_type,), BOOL, intrinsic("isnan", BOOL))
    _add("__hisinf", (_type,), INT32, intrinsic("isinf", BOOL))
    for _name, _id in (("__hmin", "fmin"), ("__hmax", "fmax")):
        _add(_name, (_type, _type), _type, intrinsic(_id, _type))
    for _name, _id in _HALF_MATH.items():
        _add(_name, (_type,), _type, _through_float(_id, _type))
    for _word, _compare in _COMPARISONS.items():
        _add(f"__h{_word}", (_type, _type), BOOL, _compared(_compare))
        # Unordered comparisons are true where an operand is NaN: the opposite ordered one is false then.
        _add(f"__h{_word}u", (_type, _type), BOOL, _not(_compared(_COMPARISONS[_OPPOSITE[_word]])))

# --- vectors by name
_VECTORS: dict[str, Scalar] = {
    "char": INT8, "uchar": UINT8, "short": INT16, "ushort": UINT16, "int": INT32,
    "uint": UINT32, "long": INT64, "ulong": UINT64, "longlong": INT64, "ulonglong": UINT64, "float": FLOAT32,
    "double": FLOAT64,
}  # fmt: skip


def built(type_: Vector) -> Make:
    """A vector of its arguments."""
    return lambda arguments, span: ir.Build(arguments, type_, span)


for _word, _scalar in _VECTORS.items():
    for _lanes in (1, 2, 3, 4):
        _vector = Vector(_scalar, _lanes)
        _add(f"make_{_word}{_lanes}", (_scalar,) * _lanes, _vector, built(_vector))
_add("make_half2", (FLOAT16, FLOAT16), Vector(FLOAT16, 2), built(Vector(FLOAT16, 2)))
_add("make_bfloat162", (BFLOAT16, BFLOAT16), Vector(BFLOAT16, 2), built(Vector(BFLOAT16, 2)))
