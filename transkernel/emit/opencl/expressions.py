"""Expressions as OpenCL C has them beyond C: its own conversions, vectors in parentheses, compound literals."""

from __future__ import annotations

from transkernel.emit.c.expressions import POSTFIX, UNARY, Expressions, Text
from transkernel.ir.nodes import Build, Convert, Rounding
from transkernel.ir.types import INT32, Kind, Scalar, Vector, is_integer

_ROUNDINGS = {Rounding.NEAREST: "_rte", Rounding.ZERO: "_rtz", Rounding.UP: "_rtp", Rounding.DOWN: "_rtn"}


class OpenClExpressions(Expressions):
    """One function's printer."""

    def _rounded(self, node: Convert) -> Text:
        target = node.type
        rounding = _ROUNDINGS[node.rounding] if node.rounding is not None else ""
        saturate = "_sat" if node.saturate and is_integer(target) else ""
        inner = self.exact(node.operand)
        if isinstance(inner.type, Scalar) and inner.type.kind is Kind.BOOL:
            inner = self._cast(INT32, inner.text, inner.level)
        return Text(f"convert_{self._types.of(target)}{saturate}{rounding}({inner.text})", POSTFIX, target)

    def _build(self, node: Build) -> Text:
        if isinstance(node.type, Vector):
            elements = ", ".join(self._strict(each).text for each in node.elements)
            return Text(f"({self._types.of(node.type)})({elements})", UNARY, node.type)
        return Text(f"({self._types.of(node.type)}){{{self._elements(node)}}}", POSTFIX, node.type)
