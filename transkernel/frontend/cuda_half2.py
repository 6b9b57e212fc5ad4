"""half2 and bfloat162: CUDA's functions on pairs, lane by lane (CUDA Math API, "Half2 Arithmetic Functions")."""

from __future__ import annotations

from collections.abc import Callable

from transkernel.frontend.arithmetic import lanewise
from transkernel.frontend.cuda_math import FUNCTIONS, Row, conversion
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, Scalar, Type, Vector
from transkernel.source import Span

Operation = Callable[[FunctionLowering, tuple[ir.Expression, ...], Span], ir.Expression]


def _scalar_row(name: str, types: tuple[Type, ...]) -> Row:
    return next(row for row in FUNCTIONS[name] if row.parameters == types)


def _lanes(name: str, type_: Vector, count: int) -> Operation:
    """The scalar function of a name on each lane."""
    row = _scalar_row(name, (type_.scalar,) * count)

    def operation(lowering: FunctionLowering, arguments: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        return lanewise(lowering, type_, lambda *lanes: row.make(lanes, span), arguments, span)

    return operation


def _mask_of_one(name: str, type_: Vector) -> Operation:
    """Comparisons of pairs give 1.0 or 0.0 in each lane."""
    row = _scalar_row(name, (type_.scalar, type_.scalar))

    def one(lanes: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        yes, no = (ir.Literal(value, type_.scalar, span) for value in (1.0, 0.0))
        return ir.Select(row.make(lanes, span), yes, no, type_.scalar, span)

    def operation(lowering: FunctionLowering, arguments: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        return lanewise(lowering, type_, lambda *lanes: one(lanes, span), arguments, span)

    return operation


def _both(name: str, type_: Vector) -> Operation:
    """`__hbgt2`: true where both lanes are."""
    row = _scalar_row(name, (type_.scalar, type_.scalar))

    def operation(lowering: FunctionLowering, arguments: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        kept = [lowering.stable(argument) for argument in arguments]
        low, high = (
            row.make(tuple(ir.Lane(argument, lane, type_.scalar, span) for argument in kept), span) for lane in (0, 1)
        )
        return ir.Logical(ir.LogicalOp.AND, low, high, span)

    return operation


def _lane(lane: int, type_: Vector, to: Scalar | None = None) -> Operation:
    def operation(lowering: FunctionLowering, arguments: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        value = ir.Lane(arguments[0], lane, type_.scalar, span)
        return value if to is None else conversion(to, ir.Rounding.NEAREST)((value,), span)

    return operation


def _pair(type_: Vector, order: tuple[tuple[int, int | None], ...]) -> Operation:
    """A pair of chosen lanes: (argument, lane), lane None for a scalar argument, converted where it must be."""

    def operation(lowering: FunctionLowering, arguments: tuple[ir.Expression, ...], span: Span) -> ir.Expression:
        kept = [lowering.stable(argument) for argument in arguments]
        lanes = []
        for argument, lane in order:
            value: ir.Expression = kept[argument]
            if lane is not None:
                assert isinstance(value.type, Vector)
                value = ir.Lane(value, lane, value.type.scalar, span)
            if value.type != type_.scalar:
                value = conversion(type_.scalar, ir.Rounding.NEAREST)((value,), span)
            lanes.append(value)
        return ir.Build(tuple(lanes), type_, span)

    return operation


PAIR_FUNCTIONS: dict[str, list[tuple[tuple[Type, ...], Type, Operation]]] = {}


def _add(name: str, parameters: tuple[Type, ...], result: Type, operation: Operation) -> None:
    PAIR_FUNCTIONS.setdefault(name, []).append((parameters, result, operation))


_ARITHMETIC = ("__hadd", "__hsub", "__hmul", "__hdiv", "__hmin", "__hmax")
_COMPARE = tuple(f"__h{word}{order}" for word in ("eq", "ne", "lt", "le", "gt", "ge") for order in ("", "u"))
_UNARY = {"__hneg2": "__hneg", "__habs2": "__habs", "h2rcp": "hrcp"} | {
    f"h2{word}": f"h{word}"
    for word in "sqrt rsqrt exp exp2 exp10 log log2 log10 sin cos tanh floor ceil trunc rint".split()
}
_FLOAT2 = Vector(FLOAT32, 2)

for _scalar in (FLOAT16, BFLOAT16):
    _two = Vector(_scalar, 2)
    for _name in _ARITHMETIC:
        _add(f"{_name}2", (_two, _two), _two, _lanes(_name, _two, 2))
    _add("__hfma2", (_two, _two, _two), _two, _lanes("__hfma", _two, 3))
    for _name, _of in _UNARY.items():
        _add(_name, (_two,), _two, _lanes(_of, _two, 1))
    for _name in _COMPARE:
        _add(f"{_name[:3]}{_name[3:]}2" if not _name.endswith("u") else f"{_name[:-1]}u2", (_two, _two), _two,
             _mask_of_one(_name, _two))  # fmt: skip
        _add(f"__hb{_name[3:]}2" if not _name.endswith("u") else f"__hb{_name[3:-1]}u2", (_two, _two), BOOL,
             _both(_name, _two))  # fmt: skip

for _scalar, _word in ((FLOAT16, "half"), (BFLOAT16, "bfloat16")):
    _two = Vector(_scalar, 2)
    for _side, _index in (("low", 0), ("high", 1)):
        _add(f"__{_side}2{_word}", (_two,), _scalar, _lane(_index, _two))
        _add(f"__{_side}2float", (_two,), FLOAT32, _lane(_index, _two, FLOAT32))
        _add(f"__{_side}2{_word}2", (_two,), _two, _pair(_two, ((0, _index), (0, _index))))
    _add(f"__{_word}2{_word}2", (_scalar,), _two, _pair(_two, ((0, None), (0, None))))
    _add(f"__{_word}22float2", (_two,), _FLOAT2, _pair(_FLOAT2, ((0, 0), (0, 1))))
    _add(f"__float22{_word}2_rn", (_FLOAT2,), _two, _pair(_two, ((0, 0), (0, 1))))
    _add(f"__floats2{_word}2_rn", (FLOAT32, FLOAT32), _two, _pair(_two, ((0, None), (1, None))))
    _add(f"__float2{_word}2_rn", (FLOAT32,), _two, _pair(_two, ((0, None), (0, None))))
    _add("__halves2half2" if _word == "half" else "__halves2bfloat162", (_scalar, _scalar), _two,
         _pair(_two, ((0, None), (1, None))))  # fmt: skip
    _add("__lowhigh2highlow", (_two,), _two, _pair(_two, ((0, 1), (0, 0))))
    _add("__lows2half2" if _word == "half" else "__lows2bfloat162", (_two, _two), _two, _pair(_two, ((0, 0), (1, 0))))
    _add("__highs2half2" if _word == "half" else "__highs2bfloat162", (_two, _two), _two,
         _pair(_two, ((0, 1), (1, 1))))  # fmt: skip
