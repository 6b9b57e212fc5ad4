"""Prints expressions of legalised IR as C.

The IR has every conversion explicit; C has rules of its own. So each printed piece carries the type that C gives it,
and a conversion that the programmer did not write is left out exactly where C's rules make the same one. Three ways to
print a value:

exact(e)         the value, with C's type equal to the IR's (a comparison may stay `int` where the IR has bool)
wide(e)          the value, as any integer type that holds it: for subscripts
modulo(e, bits)  an integer that is congruent to the value modulo 2**bits: for what is stored in so many bits
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from transkernel.emit.c.numbers import spell
from transkernel.emit.c.symbols import Definition
from transkernel.emit.c.types import TypeNames, promoted, usual
from transkernel.emit.names import LocalNames
from transkernel.ir.nodes import (
    SHIFTS,
    AddressOf,
    Binary,
    BinaryOp,
    Build,
    Call,
    Compare,
    Convert,
    Decay,
    Dereference,
    Expression,
    Function,
    Index,
    Lane,
    Literal,
    Logical,
    Member,
    PointerDifference,
    PointerOffset,
    Select,
    Special,
    Unary,
    UnaryOp,
    Variable,
)
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    Array,
    Kind,
    Pointer,
    Scalar,
    Struct,
    Type,
    is_arithmetic,
    is_float,
    is_integer,
)
from transkernel.records import record

# Levels of C's operators, tightest last.
CONDITIONAL, OR_ELSE, AND_THEN, BIT_OR, BIT_XOR, BIT_AND, EQUALITY, RELATIONAL = range(1, 9)
SHIFT, ADDITIVE, MULTIPLICATIVE, UNARY, POSTFIX = range(9, 14)

_BINARY_LEVELS: dict[str, int] = {
    "*": MULTIPLICATIVE, "/": MULTIPLICATIVE, "%": MULTIPLICATIVE, "+": ADDITIVE, "-": ADDITIVE,
    "<<": SHIFT, ">>": SHIFT, "<": RELATIONAL, "<=": RELATIONAL, ">": RELATIONAL, ">=": RELATIONAL,
    "==": EQUALITY, "!=": EQUALITY, "&": BIT_AND, "^": BIT_XOR, "|": BIT_OR, "&&": AND_THEN, "||": OR_ELSE,
}  # fmt: skip

_BITS = frozenset({BIT_AND, BIT_XOR, BIT_OR})
_COMPARED = frozenset({RELATIONAL, EQUALITY})
# Operands that C would take without parentheses and a reader would not: what -Wparentheses warns of.
_CONFUSING: dict[int, frozenset[int]] = {
    SHIFT: frozenset({ADDITIVE, MULTIPLICATIVE, SHIFT}),
    BIT_AND: frozenset({ADDITIVE, MULTIPLICATIVE, SHIFT}) | _COMPARED | _BITS,
    BIT_XOR: frozenset({ADDITIVE, MULTIPLICATIVE, SHIFT}) | _COMPARED | _BITS,
    BIT_OR: frozenset({ADDITIVE, MULTIPLICATIVE, SHIFT}) | _COMPARED | _BITS,
    RELATIONAL: _COMPARED | {SHIFT},
    EQUALITY: _COMPARED | {SHIFT},
    OR_ELSE: frozenset({AND_THEN}),
}

MODULAR = frozenset({BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR})
_KEEPS_UNSIGNED = frozenset({BinaryOp.DIVIDE, BinaryOp.REMAINDER, BinaryOp.AND, BinaryOp.SHIFT_RIGHT})
_SWAPPABLE = frozenset({"+", "*", "&", "|", "^"})


@record
class Text:
    """Printed code, its operator level, and the type that C gives it; parts: operator, left and right of an
    infix expression."""

    text: str
    level: int
    type: Type
    parts: tuple[str, Text, Text] | None = None


@dataclass(slots=True)
class FileNames:
    """What the file calls things: IR name to printed name, and the functions behind the names."""

    functions: dict[str, str] = field(default_factory=dict)
    structs: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    symbols: Mapping[str, Definition] = field(default_factory=dict)
    signatures: dict[str, Function] = field(default_factory=dict)
    padded: dict[str, Struct] = field(default_factory=dict)


def is_plain(node: Expression) -> bool:
    """A conversion between numbers that C would make by itself."""
    if not isinstance(node, Convert) or node.explicit or node.rounding is not None or node.saturate:
        return False
    return is_arithmetic(node.type) and is_arithmetic(node.operand.type) and node.type != BOOL


class Expressions:
    """One function's printer of expressions.

    A target adds how it builds values (`_build`), and how it rounds where that is a conversion of its own (`_rounded`).
    """

    def __init__(self, file: FileNames, names: LocalNames, types: TypeNames) -> None:
        self._file = file
        self._names = names
        self._types = types
        self._dialect = types.dialect
        self._printed: dict[tuple[int, int], tuple[Expression, Text]] = {}  # the node too, so that its id stays its own
        self._exact: dict[type, Callable[[Any], Text]] = {
            Literal: self._literal, Variable: self._variable, Index: self._index, Dereference: self._dereference,
            Member: self._member, Lane: self._lane, Unary: self._unary, Binary: self._binary, Compare: self._compare,
            Logical: self._logical, Select: self._select, Convert: self._convert, Build: self._build,
            AddressOf: self._address, Decay: self._decay, PointerOffset: self._offset,
            PointerDifference: self._difference, Special: self._special, Call: self._call,
        }  # fmt: skip

    # ------------------------------------------------------------ ways to print

    def exact(self, node: Expression) -> Text:
        return self._once(node, 0, self._exact[type(node)])

    def wide(self, node: Expression) -> Text:
        return self._once(node, 1, self._wide)

    def modulo(self, node: Expression, bits: int) -> Text:
        return self._once(node, bits, lambda each: self._modulo(each, bits))

    def _once(self, node: Expression, way: int, print_: Callable[[Any], Text]) -> Text:
        """Each way of printing a node is tried by several of its parents; all get the same text."""
        known = self._printed.get((id(node), way))
        if known is None:
            known = self._printed[id(node), way] = (node, print_(node))
        return known[1]

    def _wide(self, node: Expression) -> Text:
        if isinstance(node, Convert) and is_plain(node) and _holds(node.type, node.operand.type):
            return self.wide(node.operand)
        if isinstance(node, Special) and node.register in self._dialect.registers:
            return self._register(node)
        if isinstance(node, Binary) and node.op in _KEEPS_UNSIGNED and _is_unsigned(node.type):
            left, right = self._value(node.left), self._value(node.right)
            result = promoted(left.type) if node.op in SHIFTS else usual(left.type, right.type)
            if result is not None and _is_unsigned(result) and _both_unsigned(node.left, node.right):
                return self._infix(node.op, left, right, result)
        return self.exact(node)

    def _modulo(self, node: Expression, bits: int) -> Text:
        if isinstance(node, Convert) and is_plain(node) and is_integer(node.operand.type) and _keeps(node.type, bits):
            return self.modulo(node.operand, bits)
        if isinstance(node, Binary) and node.op in MODULAR and is_integer(node.type) and node.type.bits >= bits:
            left, right = self.modulo(node.left, bits), self.modulo(node.right, bits)
            result = usual(left.type, right.type)
            if result is not None and _can_hold(result, node.type, bits):
                return self._infix(node.op, left, right, result)
        if isinstance(node, Literal) and node.type != BOOL:
            return self._loose(node)
        return self.wide(node)

    def to(self, node: Expression, target: Type) -> Text:
        """For initialisers, assignments, arguments and returns, where C converts to `target` by itself."""
        from_float = isinstance(node, Convert) and not is_integer(node.operand.type)
        if is_integer(target) and target != BOOL and is_integer(node.type) and not from_float:
            return self.modulo(node, target.bits)
        if isinstance(node, Convert) and not node.explicit and (node.type == BOOL or is_plain(node)):
            return self.exact(node.operand)
        return self.exact(node)

    def truth(self, node: Expression) -> Text:
        """For conditions, where C compares integers and pointers with zero by itself; `?:` takes no floats for that."""
        if isinstance(node, Convert) and node.type == BOOL and isinstance(node.operand.type, Pointer | Scalar):
            return self._nonzero(node.operand) if is_float(node.operand.type) else self.exact(node.operand)
        return self.exact(node)

    def compound(self, target: Text, value: Expression) -> tuple[str, Text] | None:
        """`(op, right)` where `target op= right` stores what assigning `value` to `target` does."""
        if isinstance(value, PointerOffset):
            return self._pointer_step(target, value)
        node = value.operand if isinstance(value, Convert) and is_plain(value) else value
        if not isinstance(node, Binary) or not is_arithmetic(target.type):
            return None
        if not is_integer(target.type) and node.type != target.type and is_integer(node.type):
            return None
        shown = self._modular_binary(node, target.type) or self.exact(node)
        if shown.parts is None:
            return None
        op, left, right = shown.parts
        if left.text == target.text:
            return op, right
        if right.text == target.text and op in _SWAPPABLE:
            return op, left
        return None

    def _modular_binary(self, node: Binary, target: Type) -> Text | None:
        if is_integer(target) and is_integer(node.type):
            return self.modulo(node, target.bits)
        return None

    def _pointer_step(self, target: Text, value: PointerOffset) -> tuple[str, Text] | None:
        if self.exact(value.pointer).text != target.text:
            return None
        offset = value.offset
        while isinstance(offset, Convert) and is_plain(offset):
            offset = offset.operand
        if isinstance(offset, Literal) and offset.value < 0:
            positive = Literal(-offset.value, offset.type, offset.span)
            return "-", self.exact(positive)
        negated = isinstance(offset, Unary) and offset.op is UnaryOp.NEGATE
        if isinstance(offset, Unary) and negated and is_integer(offset.type) and offset.type.is_signed:
            return "-", self.wide(offset.operand)
        return "+", self.wide(value.offset)

    def braces(self, node: Expression) -> str:
        """An initialiser: a struct or an array in braces, anything else as a value."""
        if isinstance(node, Build) and isinstance(node.type, Struct | Array):
            return f"{{{self._elements(node)}}}"
        return self.to(node, node.type).text

    # ------------------------------------------------------------ leaves and places

    def _literal(self, node: Literal) -> Text:
        if isinstance(node.type, Pointer):
            return self._cast(node.type, "0", POSTFIX)
        if not isinstance(node.type, Scalar):
            raise TypeError(f"literal of type {node.type}")
        defined = self._file.symbols.get(node.symbol) if node.symbol is not None else None
        if defined is not None and defined.type == node.type and repr(defined.value) == repr(node.value):
            return Text(defined.name, POSTFIX, node.type)
        text, natural = spell(node.value, node.type, self._dialect, node.spelling)
        level = UNARY if text.startswith("-") else POSTFIX
        if natural != node.type:
            return self._cast(node.type, text, level)
        return Text(text, level, INT32 if node.type == BOOL else node.type)

    def _variable(self, node: Variable) -> Text:
        if node.name.startswith("@"):  # a word of the language itself
            return Text(node.name[1:], POSTFIX, node.type)
        name = self._names[node.name] if node.name in self._names else self._file.constants[node.name]
        return Text(name, POSTFIX, node.type)

    def _index(self, node: Index) -> Text:
        base = self._grouped(self.exact(node.base), POSTFIX)
        return Text(f"{base}[{self.wide(node.index).text}]", POSTFIX, node.type)

    def _dereference(self, node: Dereference) -> Text:
        return Text(f"*{self._grouped(self.exact(node.pointer), UNARY)}", UNARY, node.type)

    def _member(self, node: Member) -> Text:
        name = self._dialect.field_name(node.field)
        if isinstance(node.base, Dereference):
            inner = node.base.pointer
            if isinstance(inner, AddressOf):
                return Text(f"{self._grouped(self.exact(inner.place), POSTFIX)}.{name}", POSTFIX, node.type)
            return Text(f"{self._grouped(self.exact(inner), POSTFIX)}->{name}", POSTFIX, node.type)
        return Text(f"{self._grouped(self.exact(node.base), POSTFIX)}.{name}", POSTFIX, node.type)

    def _lane(self, node: Lane) -> Text:
        return Text(f"{self._grouped(self.exact(node.base), POSTFIX)}.{'xyzw'[node.lane]}", POSTFIX, node.type)

    def _address(self, node: AddressOf) -> Text:
        if isinstance(node.place, Dereference):
            return self.exact(node.place.pointer)
        return Text(f"&{self._grouped(self.exact(node.place), UNARY)}", UNARY, node.type)

    def _decay(self, node: Decay) -> Text:
        place = self.exact(node.place)
        return Text(place.text, place.level, node.type)

    def _offset(self, node: PointerOffset) -> Text:
        offset = node.offset
        op = "+"
        if isinstance(offset, Literal) and offset.value < 0:
            op, offset = "-", Literal(-offset.value, offset.type, offset.span)
        return self._infix(op, self.exact(node.pointer), self.wide(offset), node.type)

    def _difference(self, node: PointerDifference) -> Text:
        return self._infix("-", self.exact(node.left), self.exact(node.right), INT64)

    def _special(self, node: Special) -> Text:
        register = self._register(node)
        return register if register.type == node.type else self._cast(node.type, register.text, register.level)

    def _register(self, node: Special) -> Text:
        text = self._dialect.registers[node.register].format(axis=node.axis, letter="xyz"[node.axis])
        return Text(text, POSTFIX, self._dialect.register_type)

    # ------------------------------------------------------------ operators

    def _unary(self, node: Unary) -> Text:
        if node.op is UnaryOp.NOT:
            return Text(f"!{self._grouped(self.truth(node.operand), UNARY)}", UNARY, INT32)
        operand = self.exact(self._peel(node.operand))
        if promoted(operand.type) != node.type:
            operand = self.exact(node.operand)
        inside = self._grouped(operand, UNARY)
        if inside.startswith("-"):
            inside = f"({inside})"
        return Text(f"{node.op}{inside}", UNARY, node.type)

    def _binary(self, node: Binary) -> Text:
        if node.op in SHIFTS:
            left = self.exact(self._peel(node.left))
            if promoted(left.type) != node.type:
                left = self.exact(node.left)
            return self._infix(node.op, left, self.wide(node.right), node.type)
        left, right = self._pair(node.left, node.right, node.type)
        return self._infix(node.op, left, right, node.type)

    def _compare(self, node: Compare) -> Text:
        if isinstance(node.left.type, Pointer):
            return self._infix(node.op, self._pointer_side(node.left), self._pointer_side(node.right), INT32)
        left, right = self._value(node.left), self._value(node.right)
        if not self._compares_values(node, left, right):
            left, right = self._pair(node.left, node.right, node.left.type)
        return self._infix(node.op, left, right, INT32)

    def _compares_values(self, node: Compare, left: Text, right: Text) -> bool:
        """Whether both texts are unsigned and hold the operands' very values, so that their width does not matter."""
        if not (_is_unsigned(node.left.type) and _both_unsigned(node.left, node.right)):
            return False
        return _is_unsigned(usual(left.type, right.type))

    def _pointer_side(self, node: Expression) -> Text:
        if isinstance(node, Literal):
            return Text("0", POSTFIX, INT32)
        return self.exact(node)

    def _logical(self, node: Logical) -> Text:
        return self._infix(node.op, self.truth(node.left), self.truth(node.right), INT32)

    def _select(self, node: Select) -> Text:
        if is_arithmetic(node.type) and node.type != BOOL:
            then, otherwise = self._pair(node.then, node.otherwise, node.type)
            result = usual(then.type, otherwise.type) or node.type
            return Text(self._conditional(node, then, otherwise), CONDITIONAL, result)
        then, otherwise = self.exact(node.then), self.exact(node.otherwise)
        return Text(self._conditional(node, then, otherwise), CONDITIONAL, node.type)

    def _conditional(self, node: Select, then: Text, otherwise: Text) -> str:
        condition = self._grouped(self.truth(node.condition), OR_ELSE)
        last = otherwise.text if otherwise.level >= CONDITIONAL else f"({otherwise.text})"
        return f"{condition} ? {self._grouped(then, OR_ELSE)} : {last}"

    def _convert(self, node: Convert) -> Text:
        if node.rounding is not None or node.saturate:
            return self._rounded(node)
        target, source = node.type, node.operand.type
        if target == BOOL:
            return self._nonzero(node.operand)
        if isinstance(target, Pointer) or isinstance(source, Pointer):
            return self._convert_pointer(node)
        if is_integer(target) and is_integer(source):
            inner = self.modulo(node.operand, target.bits)
        else:
            inner = self.exact(node.operand)
        if inner.type == target and not node.explicit:
            return inner
        return self._cast(target, inner.text, inner.level)

    def _nonzero(self, operand: Expression) -> Text:
        inner = self._pointer_side(operand) if isinstance(operand.type, Pointer) else self.exact(operand)
        if operand.type == BOOL:
            return inner
        return self._infix("!=", inner, Text("0", POSTFIX, INT32), INT32)

    def _convert_pointer(self, node: Convert) -> Text:
        inner = self.exact(node.operand)
        target, source = node.type, node.operand.type
        if isinstance(target, Pointer) and isinstance(source, Pointer) and not node.explicit:
            only_adds = target.const >= source.const and target.volatile >= source.volatile
            if only_adds and (target.element, target.space) == (source.element, source.space):
                return Text(inner.text, inner.level, target)
        return self._cast(target, inner.text, inner.level)

    def _rounded(self, node: Convert) -> Text:
        """A conversion that rounds or saturates in another way than C's."""
        raise TypeError(f"a conversion to {node.type} that is not C's")

    def _build(self, node: Build) -> Text:
        """A vector or a struct of its elements, as a value."""
        raise NotImplementedError

    def _elements(self, node: Build) -> str:
        texts = [self.braces(each) for each in node.elements]
        padded = self._file.padded.get(node.type.name) if isinstance(node.type, Struct) else None
        if padded is not None:
            texts = [
                f".{self._dialect.field_name(each.name)} = {text}"
                for each, text in zip(padded.fields, texts, strict=False)
            ]
        return ", ".join(texts) or "0"

    def _call(self, node: Call) -> Text:
        if node.function.startswith("@"):
            arguments = [self._strict(each).text for each in node.arguments]
            return Text(f"{node.function[1:]}({', '.join(arguments)})", POSTFIX, node.type)
        signature = self._file.signatures[node.function]
        pairs = zip(node.arguments, signature.parameters, strict=True)
        arguments = [self.to(argument, parameter.type).text for argument, parameter in pairs]
        return Text(f"{self._file.functions[node.function]}({', '.join(arguments)})", POSTFIX, node.type)

    # ------------------------------------------------------------ pieces

    def _strict(self, node: Expression) -> Text:
        """Where C chooses a function by the argument's type: also the narrow types that C would promote."""
        text = self.exact(node)
        if text.type == node.type or not is_arithmetic(node.type) or node.type == BOOL:
            return text
        return self._cast(node.type, text.text, text.level)

    def _peel(self, node: Expression) -> Expression:
        """Without the conversion around it, where it is one that C may make itself."""
        return node.operand if isinstance(node, Convert) and is_plain(node) else node

    def _value(self, node: Expression) -> Text:
        """An operand whose value matters and whose width does not."""
        inner = self._peel(node)
        return self._loose(inner) if isinstance(inner, Literal) else self.wide(inner)

    def _loose(self, node: Expression) -> Text:
        """A small unsigned literal that was not written as one stands without its suffix, as an `int`."""
        plain = isinstance(node, Literal) and node.symbol is None and _is_unsigned(node.type)
        if not plain or not isinstance(node, Literal) or not 0 <= node.value < 1 << 31:
            return self.exact(node)
        if "u" in (node.spelling or "").lower():
            return self.exact(node)
        return self.exact(replace(node, type=INT32))

    def _pair(self, left: Expression, right: Expression, type_: Type) -> tuple[Text, Text]:
        """Two operands, with as few conversions written as C needs to compute in `type_`."""
        lefts = (self._loose(self._peel(left)), self.exact(left))
        rights = (self._loose(self._peel(right)), self.exact(right))
        for one, other in ((0, 0), (1, 0), (0, 1)):
            if usual(lefts[one].type, rights[other].type) == promoted(type_):
                return lefts[one], rights[other]
        return lefts[1], rights[1]

    def _infix(self, op: str, left: Text, right: Text, type_: Type) -> Text:
        level = _BINARY_LEVELS[op]
        confusing = _CONFUSING.get(level, frozenset())
        same = {op} if op in ("&", "|", "^") else set()
        first = self._operand(left, level, confusing, same)
        second = self._operand(right, level + 1, confusing, set())
        if second.startswith("-") and op in "+-":
            second = f"({second})"
        return Text(f"{first} {op} {second}", level, type_, (str(op), left, right))

    def _operand(self, operand: Text, minimum: int, confusing: frozenset[int], same: set[str]) -> str:
        chain = same and operand.level == _BINARY_LEVELS[next(iter(same))]
        if operand.level < minimum or (operand.level in confusing and not chain):
            return f"({operand.text})"
        return operand.text

    def _grouped(self, inner: Text, minimum: int) -> str:
        return inner.text if inner.level >= minimum else f"({inner.text})"

    def _cast(self, type_: Type, text: str, level: int) -> Text:
        inside = text if level >= UNARY else f"({text})"
        return Text(f"({self._types.of(type_)}){inside}", UNARY, type_)


def _is_unsigned(type_: Type | None) -> bool:
    return isinstance(type_, Scalar) and type_.kind is Kind.UNSIGNED


def _keeps(type_: Type, bits: int) -> bool:
    """Whether a conversion to the type changes nothing modulo 2**bits."""
    return is_integer(type_) and type_ != BOOL and type_.bits >= bits


def _holds(wider: Type, narrower: Type) -> bool:
    """Whether every value of one integer type is one of the other."""
    if not (is_integer(wider) and is_integer(narrower)) or wider == BOOL:
        return False
    if wider.is_signed and not narrower.is_signed:
        return wider.bits > narrower.bits
    return wider.is_signed == narrower.is_signed and wider.bits >= narrower.bits


def _both_unsigned(left: Expression, right: Expression) -> bool:
    """Whether peeling conversions off the operands leaves values that cannot be negative."""
    return all(_never_negative(each) for each in (left, right))


def _never_negative(node: Expression) -> bool:
    if not (isinstance(node, Convert) and is_plain(node)):
        return _is_unsigned(node.type) or (isinstance(node, Literal) and node.value >= 0)
    if isinstance(node.operand, Literal):
        return isinstance(node.operand.value, int) and 0 <= node.operand.value < 1 << 31
    return _is_unsigned(node.operand.type) and _holds(node.type, node.operand.type)


def _can_hold(result: Type, wanted: Type, bits: int) -> bool:
    """Whether arithmetic in `result` agrees with arithmetic in `wanted` modulo 2**bits, and overflows no sign."""
    if not (isinstance(result, Scalar) and is_integer(result) and isinstance(wanted, Scalar)) or result.bits < bits:
        return False
    return not result.is_signed or wanted.is_signed
