"""Prints conversions between floats, and from floats to integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.texts import Text, call, cast
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import Rounding
from transkernel.ir.types import FLOAT32, INT32, Scalar

if TYPE_CHECKING:
    from transkernel.emit.pallas.expressions import Expressions

_WHOLE = {Rounding.NEAREST: "jnp.rint", Rounding.UP: "jnp.ceil", Rounding.DOWN: "jnp.floor"}


def print_conversion(expressions: Expressions, node: ir.Convert, value: Text, source: Scalar, result: Scalar) -> Text:
    """XLA's conversions of floats to integers stop at the type's limits and give 0 for NaN, as CUDA's do."""
    if result.is_integer:
        if result.bits == 64:
            raise refuse("TK0440", "a TPU has no integers of 64 bits", node.span)
        if node.rounding in _WHOLE:
            value = call(_WHOLE[node.rounding], [value.text], value.type, value.shape)
        if result.bits < 32 and not node.saturate:
            value = cast(value, INT32)
        return cast(value, result, node.span)
    if node.rounding in (None, Rounding.NEAREST):
        if source.bits == 16 and result.bits == 16 and source != result:
            value = cast(value, FLOAT32)
        return cast(value, result, node.span)
    raise refuse("TK0446", f"JAX has no conversion of {source} to {result} that rounds this way", node.span)
