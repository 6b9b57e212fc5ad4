"""Integers of a tile kernel as sums of products, modulo 2**32: `18 * (ty + 1) + tx` is 18 ty + tx + 18.

What no sum or product is made of is an atom, known by its text. `x / c * c + x % c` is x.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Convert, Literal, Variable, integer
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Broadcast, Reshape, Splat
from transkernel.ir.types import INT32, Scalar
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.facts import is_wide

Key = tuple[str, ...]
_MOST_TERMS = 24
_WORD = 1 << 32


class Sum:
    """terms: by the texts of their factors, sorted, how often each product counts; none is 0. () is the number 1."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Key, int]) -> None:
        self.terms = {key: wrapped for key, number in terms.items() if (wrapped := _signed(number))}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def plus(self, other: Sum, times: int = 1) -> Sum:
        made = dict(self.terms)
        for key, number in other.terms.items():
            made[key] = made.get(key, 0) + times * number
        return Sum(made)

    def times(self, other: Sum) -> Sum:
        made: dict[Key, int] = {}
        for left, number in self.terms.items():
            for right, by in other.terms.items():
                key = tuple(sorted((*left, *right)))
                made[key] = made.get(key, 0) + number * by
        return Sum(made)

    def over(self, key: Key, number: int) -> tuple[Sum, Sum]:
        """The terms that the product divides, divided; and the others."""
        whole: dict[Key, int] = {}
        left: dict[Key, int] = {}
        for each, factor in self.terms.items():
            rest = _without(each, key)
            if rest is None or factor % number:
                left[each] = factor
            else:
                whole[rest] = factor // number
        return Sum(whole), Sum(left)

    @property
    def number(self) -> int | None:
        """The sum, where it is a number."""
        return self.terms.get((), 0) if not self.terms.keys() - {()} else None

    @property
    def atoms(self) -> frozenset[str]:
        return frozenset(atom for key in self.terms for atom in key)


ZERO = Sum({})


def number_of(value: int) -> Sum:
    return Sum({(): value})


class Sums:
    """opened: what a variable stands for, None where it is an atom. nodes: the atoms by their texts."""

    def __init__(self, opened: Callable[[Variable], Any]) -> None:
        self.opened = opened
        self.nodes: dict[str, Any] = {}

    def of(self, node: Any) -> Sum:
        """Of an integer of 32 bits or more."""
        match node:
            case Literal(value=int() as value):
                return number_of(int(value))
            case Splat() | Broadcast() | Reshape():
                return self.of(node.value)
            case Convert() if is_wide(node) and is_wide(node.operand):
                return self.of(node.operand)
            case Variable() if (opened := self.opened(node)) is not None:
                return self.of(opened)
            case Binary() if is_wide(node):
                return self._binary(node)
        return self._atom(node)

    def _binary(self, node: Binary) -> Sum:
        if node.op in (BinaryOp.ADD, BinaryOp.SUBTRACT):
            made = self.of(node.left).plus(self.of(node.right), 1 if node.op is BinaryOp.ADD else -1)
            return self._whole(made)
        if node.op is BinaryOp.MULTIPLY:
            left, right = self.of(node.left), self.of(node.right)
            if len(left.terms) * len(right.terms) <= _MOST_TERMS:
                return left.times(right)
        if node.op is BinaryOp.SHIFT_LEFT:
            by = self.of(node.right).number
            if by is not None and 0 <= by < 31:
                return self.of(node.left).times(number_of(1 << by))
        if node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            found = self._divided(node)
            if found is not None:
                return number_of(found)
        return self._atom(node)

    def _divided(self, node: Binary) -> int | None:
        """The quotient or remainder of numbers that the text itself computes, as they fit into 32 bits."""
        left, right = self.of(node.left).number, self.of(node.right).number
        if left is None or right is None or left < 0 or right <= 0 or build.element_of(node).bits != 32:
            return None
        return left // right if node.op is BinaryOp.DIVIDE else left % right

    def _atom(self, node: Any) -> Sum:
        text = expression_text(node)
        self.nodes.setdefault(text, node)
        return Sum({(text,): 1})

    def _whole(self, made: Sum) -> Sum:
        """With `x` for `x / c * c + x % c`."""
        for (text,), often in [(key, often) for key, often in made.terms.items() if len(key) == 1]:
            low = self.nodes[text]
            if not isinstance(low, Binary) or low.op is not BinaryOp.REMAINDER:
                continue
            by, inner = self.of(low.right).number, self.of(low.left)
            for key in made.terms:
                high = self.nodes[key[0]] if len(key) == 1 else None
                if by is None or not isinstance(high, Binary) or high.op is not BinaryOp.DIVIDE:
                    continue
                if made.terms[key] == often * by and self.of(high.right).number == by and self.of(high.left) == inner:
                    left = {each: number for each, number in made.terms.items() if each not in (key, (text,))}
                    return Sum(left).plus(inner, often)
        return made

    def node(self, total: Sum, span: Span, type_: Scalar = INT32) -> Any:
        """The sum as an INT32 (or an INT64), its number last."""
        made: Any = None
        for key, number in sorted(total.terms.items(), key=lambda term: (term[0] == (), term[1] < 0, term[0])):
            minus = number < 0 and made is not None
            each = self._product(key, -number if minus else number, span, type_)
            op = BinaryOp.SUBTRACT if minus else BinaryOp.ADD
            made = each if made is None else build.binary(op, made, each, span)
        return integer(0, type_, span) if made is None else made

    def _product(self, key: Key, number: int, span: Span, type_: Scalar) -> Any:
        made: Any = None
        for text in key:
            atom = build.convert(self.nodes[text], type_, span)
            made = atom if made is None else build.binary(BinaryOp.MULTIPLY, made, atom, span)
        return integer(number, type_, span) if made is None else build.times(made, number, span)


def _signed(number: int) -> int:
    number %= _WORD
    return number - _WORD if number >= _WORD // 2 else number


def _without(key: Key, factors: Key) -> Key | None:
    left = [*key]
    for each in factors:
        if each not in left:
            return None
        left.remove(each)
    return tuple(left)
