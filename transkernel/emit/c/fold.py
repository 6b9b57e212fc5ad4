"""Constants as the target would have them written: `0.5` that only ever becomes a float is `0.5f`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Convert, Literal
from transkernel.ir.types import FLOAT32, FLOAT64
from transkernel.ir.values import round_to


def fold_literal(node: Any) -> Any:
    """A double literal under an unwritten conversion to float: a device without doubles can then take it."""
    if not isinstance(node, Convert) or node.explicit or node.rounding is not None or node.type != FLOAT32:
        return node
    literal = node.operand
    if not isinstance(literal, Literal) or literal.type != FLOAT64 or literal.symbol is not None:
        return node
    return replace(literal, value=round_to(literal.value, FLOAT32), type=FLOAT32)
