"""Constants that keep their names: `#define BLOCK 256` on top of a port.

A definition is written only if its text is a constant expression of C whose value is the one that the IR's
literals have; otherwise the number itself stands where the name stood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from transkernel.emit.c.dialect import Dialect
from transkernel.emit.c.numbers import spell
from transkernel.emit.c.types import promoted, usual
from transkernel.ir.types import FLOAT32, FLOAT64, INT32, INT64, UINT32, UINT64, Scalar
from transkernel.records import record

_TOKEN = re.compile(
    r"\s*(?:(?P<float>(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?|[0-9]+[eE][+-]?[0-9]+[fF]?)"
    r"|(?P<int>0[xX][0-9a-fA-F]+[uUlL]*|[0-9]+[uUlL]*)|(?P<name>[A-Za-z_]\w*)|(?P<op><<|>>|[-+*/%()~&|^]))"
)
_LEVELS: tuple[tuple[str, ...], ...] = (("|",), ("^",), ("&",), ("<<", ">>"), ("+", "-"), ("*", "/", "%"))
_INTEGER_SUFFIXES = {"": INT32, "u": UINT32, "l": INT64, "ul": UINT64, "lu": UINT64, "ll": INT64, "ull": UINT64,
                     "llu": UINT64}  # fmt: skip


@record
class Constant:
    value: int | float
    type: Scalar


class _NotConstant(Exception):
    """The text is no constant expression that we know how to keep."""


def evaluate(text: str, known: Mapping[str, str]) -> Constant | None:
    """The value and type of a constant expression over numbers and other symbols, as C sees it; None for others."""
    try:
        reader = _Reader(text, known, depth=0)
        result = reader.level(0)
        return result if reader.at_end else None
    except (_NotConstant, ArithmeticError, ValueError):
        return None


class _Reader:
    """Recursive descent over the tokens of one definition."""

    def __init__(self, text: str, known: Mapping[str, str], depth: int) -> None:
        self._tokens = _tokens(text)
        self._next = 0
        self._known = known
        self._depth = depth
        if depth > 16:
            raise _NotConstant

    @property
    def at_end(self) -> bool:
        return self._next == len(self._tokens)

    def level(self, number: int) -> Constant:
        if number == len(_LEVELS):
            return self._unary()
        left = self.level(number + 1)
        while not self.at_end and self._tokens[self._next] in [("op", op) for op in _LEVELS[number]]:
            op = self._take()[1]
            left = _binary(op, left, self.level(number + 1))
        return left

    def _take(self) -> tuple[str, str]:
        if self.at_end:
            raise _NotConstant
        self._next += 1
        return self._tokens[self._next - 1]

    def _unary(self) -> Constant:
        kind, text = self._take()
        if kind == "op" and text in "+-~":
            operand = self._unary()
            return _unary(text, operand)
        if (kind, text) == ("op", "("):
            inside = self.level(0)
            if self._take() != ("op", ")"):
                raise _NotConstant
            return inside
        if kind == "name" and text in self._known:
            inner = _Reader(self._known[text], self._known, self._depth + 1)
            value = inner.level(0)
            if not inner.at_end:
                raise _NotConstant
            return value
        return _number(kind, text)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _NotConstant
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return tokens


def _number(kind: str, text: str) -> Constant:
    if kind == "float":
        single = text[-1] in "fF"
        return Constant(float(text.rstrip("fF")), FLOAT32 if single else FLOAT64)
    if kind != "int":
        raise _NotConstant
    digits = text.rstrip("uUlL")
    if len(digits) > 1 and digits[0] == "0" and digits[1] not in "xX":
        digits = f"0o{digits[1:]}"
    return Constant(int(digits, 0), _INTEGER_SUFFIXES[text[len(text.rstrip("uUlL")) :].lower()])


def _unary(op: str, operand: Constant) -> Constant:
    if op == "~":
        return _wrapped(~_integer(operand), operand.type)
    return operand if op == "+" else _wrapped(-operand.value, operand.type)


def _binary(op: str, left: Constant, right: Constant) -> Constant:
    type_ = left.type if op in ("<<", ">>") else usual(left.type, right.type)
    if not isinstance(type_, Scalar):
        raise _NotConstant
    if type_.is_float:
        plain = {"+": float.__add__, "-": float.__sub__, "*": float.__mul__, "/": float.__truediv__}
        if op not in plain or type_ is FLOAT32:  # float arithmetic rounds; not worth redoing here
            raise _NotConstant
        return Constant(plain[op](float(left.value), float(right.value)), type_)
    a, b = _integer(left), _integer(right)
    if op in ("/", "%"):
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        return _wrapped(quotient if op == "/" else a - quotient * b, type_)
    whole = {"|": int.__or__, "^": int.__xor__, "&": int.__and__, "<<": int.__lshift__, ">>": int.__rshift__,
             "+": int.__add__, "-": int.__sub__, "*": int.__mul__}  # fmt: skip
    return _wrapped(whole[op](a, b), type_)


def _integer(constant: Constant) -> int:
    if not isinstance(constant.value, int):
        raise _NotConstant
    return constant.value


def _wrapped(value: int | float, type_: Scalar) -> Constant:
    if isinstance(value, float):
        return Constant(value, type_)
    value &= (1 << type_.bits) - 1
    if type_.is_signed and value >> (type_.bits - 1):
        value -= 1 << type_.bits
    return Constant(value, type_)


@record
class Definition:
    """`#define name text`, which stands for that value of that type."""

    name: str
    text: str
    value: int | float
    type: Scalar


def definition(
    name: str, text: str, value: int | float, type_: Scalar, known: Mapping[str, str], dialect: Dialect
) -> Definition | None:
    """The line that lets literals of `value` and `type_` be written as `name`; None where there is no honest one."""
    if dialect.is_taken(name) or promoted(type_) != type_:
        return None
    constant = evaluate(text, known)
    if constant is None or not _same(constant.value, value, type_, dialect):
        return None
    body = text.strip()
    single = re.fullmatch(r"\w+|[\w.]+|[0-9.]+[eE][-+]?[0-9]+[fF]?|\(.*\)", body) is not None and _one_group(body)
    if constant.type == type_:
        return Definition(name, body if single else f"({body})", value, type_)
    if re.fullmatch(r"[\w.]+|[0-9.]+[eE][-+]?[0-9]+[fF]?", body) and body not in known:
        respelled, spelled_type = spell(value, type_, dialect, body)
        if spelled_type == type_:
            return Definition(name, respelled, value, type_)
    inner = body if single else f"({body})"
    return Definition(name, f"(({dialect.scalars[type_]}){inner})", value, type_)


def _same(found: int | float, value: int | float, type_: Scalar, dialect: Dialect) -> bool:
    if type_.is_float:
        return spell(found, type_, dialect) == spell(value, type_, dialect)
    return isinstance(found, int) and found == value


def _one_group(text: str) -> bool:
    """Whether a text in parentheses is in one pair of them, not `(a) + (b)`."""
    if not text.startswith("("):
        return True
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return position == len(text) - 1
    return False


def names_in(text: str) -> tuple[str, ...]:
    """The identifiers of a definition, in order."""
    return tuple(re.findall(r"(?<![\w.])[A-Za-z_]\w*", text))
