"""Expressions of placed programs in Ascend C: the scalar unit's, elements of tiles, and views of tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simd import helpers
from transkernel.emit.ascendc.simd.conversions import rounded
from transkernel.emit.ascendc.simd.numbers import NUMBERS
from transkernel.emit.c.expressions import MULTIPLICATIVE, POSTFIX, Expressions, FileNames, Text
from transkernel.emit.c.needs import Needs
from transkernel.emit.c.types import TypeNames
from transkernel.emit.names import LocalNames
from transkernel.ir.nodes import Binary, BinaryOp, Bitcast, Build, Convert, Intrinsic, Literal, Unary
from transkernel.ir.placed import Bit, Buffer, Element, View
from transkernel.ir.tile import Constant, Load
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    UINT8,
    Pointer,
    Scalar,
    Space,
    Type,
    is_float,
)
from transkernel.ir.values import round_to

NARROW = (FLOAT16, BFLOAT16)


class SimdTypes(TypeNames):
    """Pointers lead to plain global memory, where a truth value is a byte."""

    def _pointer(self, type_: Pointer, declarator: str, qualifiers: str) -> str:
        return super()._pointer(plain_pointer(type_), declarator, qualifiers)


def plain_pointer(type_: Pointer) -> Pointer:
    """Without qualifiers."""
    return Pointer(UINT8 if type_.element == BOOL else type_.element, Space.GLOBAL)


class SimdExpressions(Expressions):
    """One kernel's printer. buffers: by name."""

    def __init__(
        self, file: FileNames, names: LocalNames, types: TypeNames, needs: Needs, buffers: Mapping[str, Buffer]
    ) -> None:
        super().__init__(file, names, types)
        self._needs = needs
        self._buffers = buffers
        self._exact |= {
            Element: self._element, Bit: self._bit, Load: self._load, Constant: self._constant,
            Intrinsic: self._intrinsic, Bitcast: self._bitcast,
        }  # fmt: skip

    # ------------------------------------------------------------ tiles

    def tensor(self, view: View) -> str:
        """A view of a buffer as a LocalTensor."""
        buffer = self._buffers[view.buffer]
        text = self._names[view.buffer]
        if view.offset is not None and not (isinstance(view.offset, Literal) and view.offset.value == 0):
            text += f"[{self._first(view.offset, 8 if buffer.element == BOOL else 1)}]"
        return self._as(text, buffer.element, view.element)

    def _first(self, offset: Any, lanes: int) -> str:
        if lanes == 1:
            return self.wide(offset).text
        if isinstance(offset, Literal):
            return str(offset.value // lanes)
        return f"{self._grouped(self.wide(offset), MULTIPLICATIVE)} / {lanes}"

    def _as(self, text: str, held: Scalar, wanted: Scalar) -> str:
        if _stored(held) == _stored(wanted):
            return text
        return f"{text}.ReinterpretCast<{self._types.of(_stored(wanted))}>()"

    def _element(self, node: Element) -> Text:
        assert isinstance(node.type, Scalar)
        tensor = self._as(self._names[node.buffer], self._buffers[node.buffer].element, node.type)
        return Text(f"{tensor}.GetValue({self.wide(node.index).text})", POSTFIX, node.type)

    def _bit(self, node: Bit) -> Text:
        name = self._needs.use(helpers.BIT)
        return Text(f"{name}({self._names[node.buffer]}, {self.wide(node.index).text})", POSTFIX, INT32)

    # ------------------------------------------------------------ memory

    def pointer(self, node: Any, element: Scalar) -> str:
        """An address of elements of that type."""
        if not isinstance(node.type, Pointer) or element == BOOL:
            raise TypeError("copies are of elements that lie in memory as they do on the chip")
        inner = self.exact(node)
        wanted = Pointer(_stored(element), Space.GLOBAL)
        if plain_pointer(node.type) == wanted:
            return inner.text
        return self._cast(wanted, inner.text, inner.level).text

    def _load(self, node: Load) -> Text:
        name = self._needs.use(helpers.LOAD)
        text = Text(f"{name}({self.exact(node.pointer).text})", POSTFIX, node.type)
        return (
            self._infix("!=", replace(text, type=INT32), Text("0", POSTFIX, INT32), INT32)
            if node.type == BOOL
            else text
        )

    # ------------------------------------------------------------ numbers

    def _constant(self, node: Constant) -> Text:
        text = Text(self._names[node.name], POSTFIX, INT32)
        return text if node.type == INT32 else self._cast(node.type, text.text, text.level)

    def _literal(self, node: Literal) -> Text:
        if node.type == BFLOAT16:
            return self._rounded_to_bfloat16(super()._literal(replace(node, type=FLOAT32)))
        if is_float(node.type) and node.value - node.value != 0:
            self._needs.use(helpers.BITS_AS)
        return super()._literal(node)

    def _intrinsic(self, node: Intrinsic) -> Text:
        first = node.arguments[0].type
        row = NUMBERS.get(node.id)
        if row is None or not isinstance(first, Scalar) or not first.is_integer:
            raise refuse("TK0481", f"the NPU's scalar unit has no function `{node.id}`, and none is written", node.span)
        name = self._needs.use(row(first))
        arguments = ", ".join(self._strict(each).text for each in node.arguments)
        return Text(f"{name}({arguments})", POSTFIX, node.type)

    def _bitcast(self, node: Bitcast) -> Text:
        inner = self._strict(node.operand)
        if isinstance(node.type, Pointer):
            return self._cast(node.type, inner.text, inner.level)
        name = self._needs.use(helpers.BITS_AS)
        return Text(f"{name}<{self._types.of(node.type)}>({inner.text})", POSTFIX, node.type)

    def _build(self, node: Build) -> Text:
        raise TypeError("a placed program has no vectors and structs")

    # ------------------------------------------------------------ numbers of 16 bits: the scalar unit computes floats

    def _unary(self, node: Unary) -> Text:
        if node.type in NARROW:
            wide = replace(node, operand=_widened(node.operand), type=FLOAT32)
            return self.exact(Convert(wide, node.type, node.span, explicit=True))
        return super()._unary(node)

    def _binary(self, node: Binary) -> Text:
        if node.type in NARROW:
            wide = replace(node, left=_widened(node.left), right=_widened(node.right), type=FLOAT32)
            return self.exact(Convert(wide, node.type, node.span, explicit=True))
        right = node.right
        if node.op is BinaryOp.ADD and isinstance(right, Literal) and not right.symbol and -(1 << 31) < right.value < 0:
            less = replace(right, value=-right.value, spelling=None)
            return super()._binary(replace(node, op=BinaryOp.SUBTRACT, right=less))
        return super()._binary(node)

    def _compare(self, node: Any) -> Text:
        if node.left.type in NARROW:
            node = replace(node, left=_widened(node.left), right=_widened(node.right))
        return super()._compare(node)

    def _rounded(self, node: Convert) -> Text:
        name = self._needs.use(rounded(node))
        inner = self.exact(Convert(node.operand, FLOAT32, node.span))
        return Text(f"{name}({inner.text})", POSTFIX, node.type)

    def _convert(self, node: Convert) -> Text:
        if node.rounding is not None or node.saturate:
            return self._rounded(node)
        source, target = node.operand.type, node.type
        if source in NARROW and target == FLOAT32 and isinstance(node.operand, Literal) and not node.operand.symbol:
            return self._literal(replace(node.operand, value=round_to(node.operand.value, source), type=FLOAT32))
        if source == BFLOAT16 and target != BFLOAT16:
            inner = Text(f"{self._needs.use(helpers.TO_FLOAT)}({self.exact(node.operand).text})", POSTFIX, FLOAT32)
            return inner if target == FLOAT32 else self._converted(inner, target)
        if target == BFLOAT16 and source != BFLOAT16:
            return self._rounded_to_bfloat16(self.exact(Convert(node.operand, FLOAT32, node.span)))
        if source == FLOAT16 and is_float(target):
            inner = self.exact(node.operand)
            return inner if target == source else self._cast(target, inner.text, inner.level)
        return super()._convert(node)

    def _converted(self, inner: Text, target: Type) -> Text:
        if target == BOOL:
            return self._infix("!=", inner, Text("0", POSTFIX, INT32), INT32)
        return self._cast(target, inner.text, inner.level)

    def _rounded_to_bfloat16(self, inner: Text) -> Text:
        return Text(f"{self._needs.use(helpers.TO_BFLOAT16)}({inner.text})", POSTFIX, BFLOAT16)

    def to(self, node: Any, target: Type) -> Text:
        """Numbers of 16 bits are converted in words."""
        if isinstance(node, Convert) and (node.type in NARROW or node.operand.type in NARROW):
            return self.exact(node)
        return super().to(node, target)

    # ------------------------------------------------------------ operands

    def _strict(self, node: Any) -> Text:
        if isinstance(node, Convert) and node.operand.type == BOOL and node.type != BOOL:
            inner = self.exact(node.operand)  # C++'s comparisons are no `int`
            return self._cast(node.type, inner.text, inner.level)
        return super()._strict(node)

    def argument(self, node: Any, type_: Scalar) -> str:
        """A scalar of exactly that type, for functions whose types are deduced."""
        return self._strict(node if node.type == type_ else Convert(node, type_, node.span)).text


def _stored(element: Scalar) -> Scalar:
    """What a buffer's memory is declared as: a mask is bytes."""
    return UINT8 if element == BOOL else element


def _widened(node: Any) -> Any:
    return Convert(node, FLOAT32, node.span, explicit=True)
