"""CUDA's conversions of a stated rounding and reinterpretations of bits (CUDA Math API, "Type Casting Intrinsics").

To integers they saturate. NaN becomes 0; from double, and to 64 bits, the number whose highest bit alone is set
(PTX ISA, "cvt").
"""

from __future__ import annotations

from transkernel.frontend.cuda_rows import Arguments, Expand, Expansion, Expansions, Make, Row, Rows, reinterpreted
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
)
from transkernel.source import Span

CONVERSIONS: Rows = {}
EXPANDED_CONVERSIONS: Expansions = {}


def _add(name: str, parameters: tuple[Type, ...], result: Type, make: Make) -> None:
    CONVERSIONS.setdefault(name, []).append(Row(parameters, result, make))


# --- the same bits as another type
for _names, _from, _to in (
    ("__float_as_int", FLOAT32, INT32), ("__float_as_uint", FLOAT32, UINT32),
    ("__int_as_float", INT32, FLOAT32), ("__uint_as_float", UINT32, FLOAT32),
    ("__double_as_longlong", FLOAT64, INT64), ("__longlong_as_double", INT64, FLOAT64),
    ("__half_as_short", FLOAT16, INT16), ("__half_as_ushort", FLOAT16, UINT16),
    ("__short_as_half", INT16, FLOAT16), ("__ushort_as_half", UINT16, FLOAT16),
    ("__bfloat16_as_short", BFLOAT16, INT16), ("__bfloat16_as_ushort", BFLOAT16, UINT16),
    ("__short_as_bfloat16", INT16, BFLOAT16), ("__ushort_as_bfloat16", UINT16, BFLOAT16),
):  # fmt: skip
    for _name in _names.split():
        _add(_name, (_from,), _to, reinterpreted(_to))


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


# --- conversions
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


def to_integer(to: Scalar, rounding: ir.Rounding, of_nan: int | None = None) -> Expand:
    """Saturates; NaN becomes `of_nan`, or the number whose highest bit alone is set."""
    highest_bit = -(1 << (to.bits - 1)) if to.is_signed else 1 << (to.bits - 1)
    converted = conversion(to, rounding)

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        value = lowering.stable(arguments[0], "number")
        nan = ir.Intrinsic("isnan", (value,), BOOL, span)
        chosen = ir.integer(highest_bit if of_nan is None else of_nan, to, span)
        return ir.Select(nan, chosen, converted((value,), span), to, span)

    return expand


_ROUNDINGS = {"rn": ir.Rounding.NEAREST, "rz": ir.Rounding.ZERO, "ru": ir.Rounding.UP, "rd": ir.Rounding.DOWN}
_FLOATS = {"float": FLOAT32, "double": FLOAT64, "half": FLOAT16, "bfloat16": BFLOAT16}
_WORDS = {"int": INT32, "uint": UINT32, "ll": INT64, "ull": UINT64}
_NARROW_WORDS = {"short": INT16, "ushort": UINT16}
_ALL = tuple(_ROUNDINGS)


def _expand(name: str, source: Scalar, to: Scalar, expand: Expand) -> None:
    EXPANDED_CONVERSIONS.setdefault(name, []).append(Expansion((source,), to, expand))


def _convert(from_word: str, source: Scalar, to_word: str, to: Scalar, modes: tuple[str, ...]) -> None:
    for mode in modes:
        name, rounding = f"__{from_word}2{to_word}_{mode}", _ROUNDINGS[mode]
        if source.is_float and to.is_integer and (source == FLOAT64 or to.bits == 64):
            _expand(name, source, to, to_integer(to, rounding))
        elif source.is_float and to == UINT32:
            # OpenCL only recommends that NaN becomes 0 (1.2, 6.2.3.3); Intel's runtime makes the highest uint of it.
            _expand(name, source, to, to_integer(to, rounding, of_nan=0))
        else:
            _add(name, (source,), to, conversion(to, rounding))


for _float, _from in _FLOATS.items():
    _integers = _WORDS if _from.bits > 16 else {**_WORDS, **_NARROW_WORDS}
    for _word, _to in _integers.items():
        _exact = _from == FLOAT64 and _to.bits == 32
        _convert(_float, _from, _word, _to, _ALL)
        _convert(_word, _to, _float, _from, ("rn",) if _exact else _ALL)
for _word, _from in (("half", FLOAT16), ("bfloat16", BFLOAT16)):
    _convert(_word, _from, "char", INT8, ("rz",))
    _convert(_word, _from, "uchar", UINT8, ("rz",))
    _convert("float", FLOAT32, _word, _from, _ALL)
_convert("double", FLOAT64, "float", FLOAT32, _ALL)
for _name, _from, _to in (
    ("__float2half", FLOAT32, FLOAT16), ("__double2half", FLOAT64, FLOAT16), ("__half2float", FLOAT16, FLOAT32),
    ("__float2bfloat16", FLOAT32, BFLOAT16), ("__double2bfloat16", FLOAT64, BFLOAT16),
    ("__bfloat162float", BFLOAT16, FLOAT32),
):  # fmt: skip
    _add(_name, (_from,), _to, conversion(_to, ir.Rounding.NEAREST))
