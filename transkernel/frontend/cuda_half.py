"""CUDA's functions on one half or bfloat16: each operation rounds once (CUDA Math API, "Half Arithmetic Functions").

Mathematical functions are computed in float and rounded.
"""

from __future__ import annotations

from transkernel.frontend.cuda_rows import (
    COMPARISONS,
    OPERATIONS,
    Arguments,
    Expansion,
    Expansions,
    Make,
    Row,
    Rows,
    after,
    compared,
    intrinsic,
    inverted,
    negated,
    operation,
    reciprocal,
)
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, INT32, Scalar, Type
from transkernel.source import Span

HALVES: Rows = {}
EXPANDED_HALVES: Expansions = {}

HALF_MATH = {
    "hsqrt": "sqrt", "hrsqrt": "rsqrt", "hexp": "exp", "hexp2": "exp2", "hexp10": "exp10", "hlog": "log",
    "hlog2": "log2", "hlog10": "log10", "hsin": "sin", "hcos": "cos", "htanh": "tanh", "htanh_approx": "tanh",
    "hfloor": "floor", "hceil": "ceil", "htrunc": "trunc", "hrint": "rint",
}  # fmt: skip
_OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}


def _add(name: str, parameters: tuple[Type, ...], result: Type, make: Make) -> None:
    HALVES.setdefault(name, []).append(Row(parameters, result, make))


def _through_float(id_: str, type_: Scalar) -> Make:
    def make(arguments: Arguments, span: Span) -> ir.Expression:
        wide = tuple(ir.Convert(argument, FLOAT32, span) for argument in arguments)
        return ir.Convert(ir.Intrinsic(id_, wide, FLOAT32, span), type_, span, explicit=True)

    return make


def _either_way(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
    """Less or greater: different, and neither is NaN."""
    left, right = (lowering.stable(argument, "number") for argument in arguments)
    less, greater = (ir.Compare(op, left, right, span) for op in (ir.CompareOp.LESS, ir.CompareOp.GREATER))
    return ir.Logical(ir.LogicalOp.OR, less, greater, span)


def _same_or_unordered(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
    return ir.Unary(ir.UnaryOp.NOT, _either_way(lowering, arguments, span), BOOL, span)


def _signed_infinity(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
    """-1 or 1 for an infinity, else 0."""
    value = lowering.stable(arguments[0], "number")
    below, above, neither = (ir.integer(each, INT32, span) for each in (-1, 1, 0))
    sign = ir.Select(ir.Intrinsic("signbit", (value,), BOOL, span), below, above, INT32, span)
    return ir.Select(ir.Intrinsic("isinf", (value,), BOOL, span), sign, neither, INT32, span)


for _type in (FLOAT16, BFLOAT16):
    for _word, _op in OPERATIONS.items():
        _add(f"__h{_word}", (_type, _type), _type, operation(_op, _type))
        if _word != "div":
            _add(f"__h{_word}_rn", (_type, _type), _type, operation(_op, _type))
            _add(f"__h{_word}_sat", (_type, _type), _type, after("saturate", _type, operation(_op, _type)))
    _add("__hfma", (_type,) * 3, _type, intrinsic("fma", _type))
    _add("__hfma_sat", (_type,) * 3, _type, after("saturate", _type, intrinsic("fma", _type)))
    _add("__hfma_relu", (_type,) * 3, _type, after("relu", _type, intrinsic("fma", _type)))
    _add("__hneg", (_type,), _type, negated)
    _add("__habs", (_type,), _type, intrinsic("fabs", _type))
    _add("hrcp", (_type,), _type, reciprocal(_type))
    _add("__hisnan", (_type,), BOOL, intrinsic("isnan", BOOL))
    for _word, _id in (("min", "fmin"), ("max", "fmax")):
        _add(f"__h{_word}", (_type, _type), _type, intrinsic(_id, _type))
        _add(f"__h{_word}_nan", (_type, _type), _type, intrinsic(f"{_id}_nan", _type))
    for _name, _id in HALF_MATH.items():
        _add(_name, (_type,), _type, _through_float(_id, _type))
    for _word in ("lt", "le", "gt", "ge"):
        _add(f"__h{_word}", (_type, _type), BOOL, compared(COMPARISONS[_word]))
        # Unordered comparisons are true where an operand is NaN: the opposite ordered one is false then.
        _add(f"__h{_word}u", (_type, _type), BOOL, inverted(compared(COMPARISONS[_OPPOSITE[_word]])))
    _add("__heq", (_type, _type), BOOL, compared(ir.CompareOp.EQUAL))
    _add("__hneu", (_type, _type), BOOL, compared(ir.CompareOp.NOT_EQUAL))
    for _name, _parameters, _result, _expand in (
        ("__hne", (_type, _type), BOOL, _either_way), ("__hequ", (_type, _type), BOOL, _same_or_unordered),
        ("__hisinf", (_type,), INT32, _signed_infinity),
    ):  # fmt: skip
        EXPANDED_HALVES.setdefault(_name, []).append(Expansion(_parameters, _result, _expand))
