"""Prints conversions that round in a stated direction or saturate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.emit.triton.helpers import saturating
from transkernel.emit.triton.texts import POSTFIX, Text, call, cast, grouped, tensor
from transkernel.emit.triton.types import type_name
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import Rounding
from transkernel.ir.types import FLOAT16, FLOAT32, FLOAT64, INT32, INT64, UINT32, UINT64, Scalar

if TYPE_CHECKING:
    from transkernel.emit.triton.expressions import Expressions

_WHOLE = {Rounding.NEAREST: "libdevice.rint", Rounding.UP: "tl.ceil", Rounding.DOWN: "tl.floor"}
# libdevice's functions of a stated rounding: on NVIDIA alone.
_WORDS: dict[Scalar, str] = {
    FLOAT32: "float", FLOAT64: "double", INT32: "int", UINT32: "uint", INT64: "ll", UINT64: "ull",
}  # fmt: skip
_DIRECTED = frozenset({("double", "float"), *((each, "float") for each in ("int", "uint", "ll", "ull")),
                       ("ll", "double"), ("ull", "double")})  # fmt: skip


def print_conversion(expressions: Expressions, node: ir.Convert, value: Text, source: Scalar, result: Scalar) -> Text:
    if result.is_integer:
        return _to_integer(expressions, node, value, source, result)
    if node.rounding in (None, Rounding.NEAREST):
        return cast(value, result)
    pair = _WORDS.get(source, ""), _WORDS.get(result, "")
    if pair in _DIRECTED:
        expressions.needs.libdevice = True
        expressions.needs.note("libdevice's conversions of a stated rounding are there on NVIDIA alone")
        return call(f"libdevice.{pair[0]}2{pair[1]}_{node.rounding}", [value.text], result, value.shape)
    if node.rounding is Rounding.ZERO and source == FLOAT32 and result == FLOAT16:
        text = f'{grouped(value, POSTFIX)}.to({type_name(result)}, fp_downcast_rounding="rtz")'
        return tensor(text, result, value.shape)
    raise refuse("TK0423", f"Triton has no conversion of {source} to {result} that rounds this way", node.span)


def _to_integer(expressions: Expressions, node: ir.Convert, value: Text, source: Scalar, result: Scalar) -> Text:
    if source.is_integer:
        return cast(value, result)
    if source.bits == 16:
        value = cast(value, FLOAT32)
    function = _WHOLE.get(node.rounding) if node.rounding is not None else None
    if function is not None:
        expressions.needs.libdevice |= function.startswith("libdevice")
        if function == "libdevice.rint" and value.type == FLOAT64:  # see intrinsics.py
            function = "libdevice.nearbyint"
        value = call(function, [value.text], value.type, value.shape)
    if node.saturate:
        return call(expressions.needs.use(saturating(result)), [value.text], result, value.shape)
    return cast(value, result)
