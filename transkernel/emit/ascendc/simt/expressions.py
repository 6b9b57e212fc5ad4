"""Expressions as Ascend C's SIMT language has them beyond C: values made by functions and braces."""

from __future__ import annotations

from transkernel.emit.ascendc.simt.dialect import MAKERS, is_packed
from transkernel.emit.c.expressions import POSTFIX, Expressions, Text
from transkernel.emit.c.layout import padded_fields
from transkernel.ir.nodes import Build, Expression, Literal
from transkernel.ir.types import Array, Pointer, Struct, Vector


class SimtExpressions(Expressions):
    """One function's printer."""

    def braces(self, node: Expression) -> str:
        if isinstance(node, Build) and isinstance(node.type, Struct | Array):
            return f"{{{self._elements(node)}}}"
        return self.to(node, node.type).text

    def _literal(self, node: Literal) -> Text:
        if isinstance(node.type, Pointer):
            return Text("nullptr", POSTFIX, node.type)
        return super()._literal(node)

    def _pointer_side(self, node: Expression) -> Text:
        return self.exact(node)

    def _build(self, node: Build) -> Text:
        if isinstance(node.type, Vector) and not is_packed(node.type):
            elements = ", ".join(self._strict(each).text for each in node.elements)
            return Text(f"{MAKERS[node.type]}({elements})", POSTFIX, node.type)
        return Text(f"{self._types.of(node.type)}{{{self._elements(node)}}}", POSTFIX, node.type)

    def _elements(self, node: Build) -> str:
        """C++ allows no narrowing in braces, and wants members in their order: gaps are `{}`."""
        texts = [self._element(each) for each in node.elements]
        padded = self._file.padded.get(node.type.name) if isinstance(node.type, Struct) else None
        if padded is not None:
            given = dict(zip((each.name for each in padded.fields), texts, strict=False))
            texts = [given.get(each.name, "{}") for each in padded_fields(padded)]
            while texts and texts[-1] == "{}":
                texts.pop()
        return ", ".join(texts)

    def _element(self, node: Expression) -> str:
        if isinstance(node, Build) and isinstance(node.type, Struct | Array):
            return self.braces(node)
        return self._strict(node).text
