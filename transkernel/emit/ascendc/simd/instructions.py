"""The instructions of placed programs in Ascend C: one row each.

Sources: asc-devkit, docs/zh/api/SIMD-API: basic API, vector computation in memory (arithmetic, compare and select,
conversion, reduction, data filling, gather), and advanced API, mathematical functions. `COMPARE` and `CAST` give the
last word of a row's name to CMPMODE and RoundMode.
"""

from __future__ import annotations

from transkernel.emit.ascendc.simd import bits, division, folds, helpers
from transkernel.emit.c.needs import Helper
from transkernel.records import record


@record
class Row:
    """`name(target, operands..., extra, count, last)`. helper: the port brings the function along. whole: it takes no
    count. scalar: which operand is a scalar of the target's type, or of the first operand's where that is a tile.
    counts: its scalar is a number of elements."""

    name: str
    extra: str = ""
    last: str = ""
    helper: Helper | None = None
    counts: bool = False


_TWO = {"add": "Add", "sub": "Sub", "mul": "Mul", "div": "Div", "max": "Max", "min": "Min", "and": "And", "or": "Or",
        "power": "Power", "fmod": "Fmod", "mul_add_dst": "MulAddDst"}  # fmt: skip
_SCALAR = {"adds": "Adds", "muls": "Muls", "maxs": "Maxs", "mins": "Mins", "shift_left": "ShiftLeft",
           "shift_right": "ShiftRight"}  # fmt: skip
_ONE = {
    "exp": "Exp", "ln": "Ln", "abs": "Abs", "sqrt": "Sqrt", "relu": "Relu", "not": "Not",
    **{name: name.capitalize() for name in """
        tanh sin cos tan erf erfc log2 log10 floor ceil round trunc sinh cosh asin acos atan asinh acosh atanh
    """.split()},
}  # fmt: skip
_ORDERS = ("lt", "le", "gt", "ge", "eq", "ne")
_ROUNDINGS = ("none", "rint", "floor", "ceil", "trunc", "round")

INSTRUCTIONS: dict[str, Row] = {
    **{id_: Row(name) for table in (_TWO, _SCALAR, _ONE) for id_, name in table.items()},
    **{f"compare_{order}": Row("Compare", f"CMPMODE::{order.upper()}") for order in _ORDERS},
    **{f"compare_scalar_{order}": Row("CompareScalar", f"CMPMODE::{order.upper()}") for order in _ORDERS},
    **{f"cast_{mode}": Row("Cast", f"RoundMode::CAST_{mode.upper()}") for mode in _ROUNDINGS},
    "select": Row("Select", "SELMODE::VSEL_TENSOR_TENSOR_MODE"),
    "select_scalar": Row("Select", "SELMODE::VSEL_TENSOR_SCALAR_MODE"),
    "duplicate": Row("Duplicate"),
    "index": Row("CreateVecIndex"),
    "gather": Row("Gather", "0"),
    "gather_from": Row("Gather"),
    "reduce_sum": Row("ReduceSum"),
    "reduce_max": Row("ReduceMax", last="false"),
    "reduce_min": Row("ReduceMin", last="false"),
    "copy": Row("copy_tile", helper=helpers.COPY_TILE),
    "expand": Row("expand", helper=helpers.EXPAND),
    "quotients": Row("quotients", helper=division.QUOTIENTS),
    "remainders": Row("remainders", helper=division.REMAINDERS),
    "quotients_by": Row("quotients_by", helper=division.QUOTIENTS_BY),
    "remainders_by": Row("remainders_by", helper=division.REMAINDERS_BY),
    "unsigned_quotients_by": Row("unsigned_quotients_by", helper=division.UNSIGNED_QUOTIENTS_BY),
    "unsigned_remainders_by": Row("unsigned_remainders_by", helper=division.UNSIGNED_REMAINDERS_BY),
    **{each.name: Row(each.name, helper=each) for each in (folds.FOLD_ADD, folds.FOLD_MAX, folds.FOLD_MIN)},
    **{
        each.name: Row(each.name, helper=each, counts=True)
        for each in (folds.FOLD_ROWS_ADD, folds.FOLD_ROWS_MAX, folds.FOLD_ROWS_MIN)
    },
    "count_bits": Row("count_bits", helper=bits.COUNT_BITS),
    "running_sum": Row("running_sum", helper=folds.RUNNING_SUM),
    "sum_rows": Row("sum_rows", helper=helpers.SUM_ROWS, counts=True),
    "max_rows": Row("max_rows", helper=helpers.MAX_ROWS, counts=True),
    "min_rows": Row("min_rows", helper=helpers.MIN_ROWS, counts=True),
}
# What a port calls, so that nothing of the programmer's hides it.
FUNCTIONS = frozenset(row.name for row in INSTRUCTIONS.values()) | frozenset(
    """
    SetFlag WaitFlag PipeBarrier GetTPipePtr GetBlockIdx GetBlockNum DataCacheCleanAndInvalid Brcb WholeReduceSum
    WholeReduceMax WholeReduceMin PRINTF printf assert
    ToFloat ToBfloat16
    """.split()
)
