"""Bit-fields, which OpenCL C does not have (6.9.c): the words that hold them become members, the rest is shifts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Assign,
    Atomic,
    Binary,
    BinaryOp,
    BlockVote,
    Build,
    Call,
    Convert,
    Declare,
    Expression,
    For,
    Function,
    Kernel,
    Member,
    Program,
    Statement,
    Variable,
    WarpOperation,
    integer,
)
from transkernel.ir.types import INT32, UINT32, UINT64, Field, Kind, Scalar, Struct, Type, size_of
from transkernel.ir.visit import map_children, map_tuple, walk
from transkernel.passes.names import FreshNames, declared_names
from transkernel.records import record
from transkernel.source import Span

_EFFECTS = (Call, Atomic, WarpOperation, BlockVote)


@record
class _Slot:
    """Where a bit-field lies: `width` bits from `low` on in the member `word`."""

    word: Field
    low: int
    width: int

    @property
    def mask(self) -> int:
        """Of its bits, moved down."""
        return (1 << self.width) - 1


Slots = dict[str, dict[str, _Slot]]  # by struct and member


def expand_bit_fields(program: Program) -> Program:
    """The program with words in the place of bit-fields; itself where it has none.

    Raises Refusal (TK0411) where a word would overlap another member, or where the struct of a bit-field that is
    written is given by an expression that must not be evaluated twice.
    """
    slots: Slots = {}
    structs = tuple(_expanded(each, slots, program.kernel.span) for each in program.structs)
    if not slots:
        return program
    given = {each.name: each for each in program.structs}
    functions = tuple(_rewritten(each, slots, given) for each in program.functions)
    constant = _Rewriter(slots, given, FreshNames(()))
    variables = tuple(
        each if each.init is None else replace(each, init=constant.change(each.init)) for each in program.globals
    )
    kernel = _rewritten(program.kernel, slots, given)
    return replace(program, kernel=kernel, functions=functions, structs=structs, globals=variables)


def _rewritten(function: Any, slots: Slots, structs: dict[str, Struct]) -> Any:
    assert isinstance(function, Function | Kernel)
    rewriter = _Rewriter(slots, structs, FreshNames(declared_names(function)))
    return replace(function, body=map_tuple(function.body, rewriter.change))


# ---------------------------------------------------------------- layout


def _expanded(struct: Struct, slots: Slots, span: Span) -> Struct:
    """The struct with the words; where its bit-fields are goes into `slots`."""
    if not any(each.bit_width for each in struct.fields):
        return struct
    if struct.is_union:
        words = {each.name: _alone(each) for each in struct.fields if each.bit_width}
        slots[struct.name] = {each.name: _slot(each, words[each.name]) for each in struct.fields if each.bit_width}
        return replace(struct, fields=tuple(words.get(each.name, each) for each in struct.fields))
    words = _words(struct)
    plain = [each for each in struct.fields if not each.bit_width]
    placed = sorted((*plain, *dict.fromkeys(words.values())), key=lambda each: each.offset)
    for one, next_ in pairwise(placed):
        if one.offset + size_of(one.type) > next_.offset:
            message = f"the bit-fields of `{struct.name}` share their bytes with another member"
            raise refuse("TK0411", message, span)
    slots[struct.name] = {each.name: _slot(each, words[each.name]) for each in struct.fields if each.bit_width}
    return replace(struct, fields=tuple(placed))


def _slot(field: Field, word: Field) -> _Slot:
    return _Slot(word, 8 * (field.offset - word.offset) + field.bit_offset, field.bit_width)


def _words(struct: Struct) -> dict[str, Field]:
    """The word of each bit-field: the widest of those that its declared type, and its neighbours', give."""
    fields = [each for each in struct.fields if each.bit_width]
    ranges = sorted({(each.offset, -size_of(each.type)) for each in fields})
    words: list[Field] = []
    for offset, size in ranges:
        if not words or offset - size > words[-1].offset + size_of(words[-1].type):
            words.append(Field(f"bits_{offset}", Scalar(Kind.UNSIGNED, -8 * size), offset))
    return {each.name: _holder(each, words) for each in fields}


def _holder(field: Field, words: Iterable[Field]) -> Field:
    return next(each for each in words if each.offset <= field.offset < each.offset + size_of(each.type))


def _alone(field: Field) -> Field:
    """The word of a union's bit-field, which shares it with nothing."""
    return Field(field.name, Scalar(Kind.UNSIGNED, 8 * size_of(field.type)), field.offset)


# ---------------------------------------------------------------- reads and writes


class _Rewriter:
    """Over one function, from the statements down."""

    def __init__(self, slots: Slots, structs: dict[str, Struct], fresh: FreshNames) -> None:
        self._slots = slots
        self._structs = structs
        self._fresh = fresh

    def change(self, node: Any) -> Any:
        """One node in the stead of another; of an assignment, perhaps two statements."""
        match node:
            case Assign(target=Member()) if slot := self._slot(node.target):
                return self._written(node, slot)
            case Member() if slot := self._slot(node):
                return _extracted(node, replace(_word(node, slot), base=self.change(node.base)), slot)
            case Build(type=Struct(name=name)) if name in self._slots:
                return self._built(node, name)
        changed = map_children(node, self.change)
        if isinstance(changed, For) and any(isinstance(each, Declare) for each in changed.step):
            raise refuse("TK0411", "a bit-field is set to a call's result in a loop's step", node.span)
        return changed

    def _slot(self, node: Expression) -> _Slot | None:
        if not isinstance(node, Member) or not isinstance(node.base.type, Struct):
            return None
        return self._slots.get(node.base.type.name, {}).get(node.field)

    def _written(self, node: Assign, slot: _Slot) -> tuple[Statement, ...]:
        """The word with the new bits; a value with effects comes first, as it may change the word itself."""
        target = node.target
        assert isinstance(target, Member)
        if _has_effect(target.base):
            raise refuse("TK0411", "this bit-field is written through an expression with a side effect", node.span)
        word = replace(_word(target, slot), base=self.change(target.base))
        value: Expression = self.change(node.value)
        before: tuple[Statement, ...] = ()
        if _has_effect(value):
            name = self._fresh("bits")
            before = (Declare(name, value.type, value, node.span, const=True),)
            value = Variable(name, value.type, node.span)
        work, span = _work_type(slot), node.span
        others = integer(~(slot.mask << slot.low) & ((1 << work.bits) - 1), work, span)
        kept = Binary(BinaryOp.AND, _converted(word, work), others, work, span)
        merged = Binary(BinaryOp.OR, kept, _shifted(value, slot), work, span)
        return (*before, Assign(word, _converted(merged, slot.word.type), span))

    def _built(self, node: Build, name: str) -> Build:
        """The members' values, those of one word put together; the missing ones at the end are zero."""
        given = self._structs[name].fields
        elements: dict[str, Expression] = {}
        for field, value in zip(given, node.elements, strict=False):
            slot = self._slots[name].get(field.name)
            changed = self.change(value)
            if slot is None:
                elements[field.name] = changed
                continue
            bits, known = _shifted(changed, slot), elements.get(slot.word.name)
            work = _work_type(slot)
            elements[slot.word.name] = bits if known is None else Binary(BinaryOp.OR, known, bits, work, node.span)
        words = {slot.word.name: slot.word for slot in self._slots[name].values()}
        ordered = tuple(
            _converted(value, words[key].type) if key in words else value for key, value in elements.items()
        )
        return replace(node, elements=ordered)


def _has_effect(node: Any) -> bool:
    return any(isinstance(each, _EFFECTS) for each in walk(node))


def _work_type(slot: _Slot) -> Scalar:
    """What the shifts are made in: C would take int for anything narrower."""
    return UINT64 if size_of(slot.word.type) == size_of(UINT64) else UINT32


def _word(node: Member, slot: _Slot) -> Member:
    return replace(node, field=slot.word.name, type=slot.word.type)


def _converted(value: Expression, type_: Type) -> Expression:
    return value if value.type == type_ else Convert(value, type_, value.span)


def _shifted(value: Expression, slot: _Slot) -> Expression:
    """The value's bits where they belong in the word."""
    work, span = _work_type(slot), value.span
    bits = Binary(BinaryOp.AND, _converted(value, work), integer(slot.mask, work, span), work, span)
    if not slot.low:
        return bits
    return Binary(BinaryOp.SHIFT_LEFT, bits, integer(slot.low, INT32, span), work, span)


def _extracted(node: Member, word: Member, slot: _Slot) -> Expression:
    """The bit-field's value: its bits, or those of a signed one moved up and, with their sign, down again."""
    work, span = _work_type(slot), node.span
    assert isinstance(node.type, Scalar)
    if node.type.is_signed:
        whole = _moved(BinaryOp.SHIFT_LEFT, _converted(word, work), work.bits - slot.low - slot.width, work, span)
        signed = Scalar(Kind.SIGNED, work.bits)
        value = _moved(BinaryOp.SHIFT_RIGHT, Convert(whole, signed, span), work.bits - slot.width, signed, span)
        return _converted(value, node.type)
    moved = _moved(BinaryOp.SHIFT_RIGHT, _converted(word, work), slot.low, work, span)
    return _converted(Binary(BinaryOp.AND, moved, integer(slot.mask, work, span), work, span), node.type)


def _moved(op: BinaryOp, value: Expression, by: int, type_: Scalar, span: Span) -> Expression:
    return Binary(op, value, integer(by, INT32, span), type_, span) if by else value
