"""The integer constant expression of `#if` ([cpp.cond]): 64 bits, signed or unsigned, macros already expanded.

An operand that is not needed (`0 && 1 / 0`) may be wrong: a fault travels with its value and counts only if that does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from transkernel.frontend.tokens import Token
from transkernel.records import record
from transkernel.source import Span

_BITS = 64
_WRAP = 1 << _BITS
_LARGEST_SIGNED = (1 << (_BITS - 1)) - 1
_DEEPEST_NESTING = 40  # each level can be fourteen frames of Python

_INTEGER = re.compile(r"(0[xX][0-9a-fA-F']+|0[bB][01']+|[0-9][0-9']*)([uU]?(?:ll|LL|[lLzZ])?|(?:ll|LL|[lLzZ])[uU])")
_CHARACTER = re.compile(r"(?:u8|[uUL])?'(.*)'", re.DOTALL)
_CHARACTER_UNIT = re.compile(r"\\(x[0-9a-fA-F]+|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|([^\\])", re.DOTALL)
_ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "e": 27}

# [lex.digraph]: other words for operators.
_WORDS = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "xor": "^",
    "bitand": "&",
    "bitor": "|",
    "compl": "~",
    "not_eq": "!=",
}
_TRUTHS = {"true": 1, "false": 0}

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    "|": 3,
    "^": 4,
    "&": 5,
    "==": 6,
    "!=": 6,
    "<": 7,
    "<=": 7,
    ">": 7,
    ">=": 7,
    "<<": 8,
    ">>": 8,
    "+": 9,
    "-": 9,
    "*": 10,
    "/": 10,
    "%": 10,
}


class ConditionError(Exception):
    """An `#if` whose expression has no value."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


@record
class Value:
    """number: in the range of its type, 64 bits signed or unsigned.
    fault: why it has no value. unknown: a name without a macro that it depends on, which counts as 0."""

    number: int
    unsigned: bool = False
    fault: ConditionError | None = None
    unknown: Token | None = None


def evaluate(tokens: Sequence[Token], place: Span) -> Value:
    """The value of an expression whose macros are expanded. place: for an empty one. Raises ConditionError."""
    reader = _Reader(tokens, place)
    value = reader.conditional()
    if reader.token is not None:
        raise ConditionError(f"`{reader.token.text[:80]}` is not expected in this condition", reader.token.span)
    if value.fault is not None:
        raise value.fault
    return value


class _Reader:
    def __init__(self, tokens: Sequence[Token], place: Span) -> None:
        self.tokens = tokens
        self.place = tokens[-1].span if tokens else place
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token | None:
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    @property
    def text(self) -> str:
        """The operator under the cursor, or "" at the end and at operands."""
        token = self.token
        if token is None:
            return ""
        return _WORDS.get(token.text, "") if token.kind == "NAME" else token.text

    def conditional(self) -> Value:
        """`a`, or `a ? b : c` with the type that both arms agree on."""
        self._deeper()
        value = self.binary(1)
        if self.text == "?":
            self.index += 1
            then = self.conditional()
            self._expect(":")
            otherwise = self.conditional()
            chosen = then if value.number else otherwise
            value = _also(value, _typed(chosen, then.unsigned or otherwise.unsigned))
        self.depth -= 1
        return value

    def binary(self, lowest: int) -> Value:
        left = self.unary()
        while (precedence := _PRECEDENCE.get(self.text, 0)) >= lowest:
            operator, token = self.text, self.token
            assert token is not None
            self.index += 1
            left = _apply(operator, left, self.binary(precedence + 1), token.span)
        return left

    def unary(self) -> Value:
        signs: list[str] = []
        while self.text in _UNARY:
            signs.append(self.text)
            self.index += 1
        value = self.primary()
        for sign in reversed(signs):
            value = _UNARY[sign](value)
        return value

    def primary(self) -> Value:
        token = self.token
        if token is None:
            raise ConditionError("an operand is missing at the end of this condition", self.place)
        self.index += 1
        if token.kind == "LPAR":
            value = self.conditional()
            self._expect(")")
            return value
        if token.kind == "INTEGER":
            return _integer(token)
        if token.kind == "CHARACTER":
            return Value(_character(token))
        if token.kind != "NAME" or token.text in _WORDS or token.text == "defined":
            raise ConditionError(f"`{token.text[:80]}` is not an integer operand of a condition", token.span)
        if token.text in _TRUTHS:
            return Value(_TRUTHS[token.text])
        if self.text == "(":
            raise ConditionError(f"`{token.text}` is called in a condition but is not a macro", token.span)
        return Value(0, unknown=token)

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST_NESTING:
            raise ConditionError(f"this condition nests deeper than {_DEEPEST_NESTING}", self.place)

    def _expect(self, text: str) -> None:
        if self.text != text:
            place = self.token.span if self.token is not None else self.place
            raise ConditionError(f"`{text}` is missing in this condition", place)
        self.index += 1


def _integer(token: Token) -> Value:
    found = _INTEGER.fullmatch(token.text)
    if found is None:
        raise ConditionError(f"`{token.text[:80]}` is not an integer of a condition", token.span)
    digits, suffix = found[1].replace("'", ""), found[2]
    # The largest number has 64 binary digits; a longer text is not worth turning into a number.
    if len(digits) > _BITS + 2:
        raise ConditionError(f"`{token.text[:80]}` has more than 64 bits", token.span)
    octal = digits[0] == "0" and digits.isdigit()
    try:
        number = int(digits, 8) if octal else int(digits, 0)
    except ValueError:
        raise ConditionError(f"`{token.text[:80]}` is not an octal number", token.span) from None
    if number >= _WRAP:
        raise ConditionError(f"`{token.text[:80]}` has more than 64 bits", token.span)
    return Value(number, "u" in suffix.lower() or number > _LARGEST_SIGNED)


def _character(token: Token) -> int:
    """The value of a character literal: a plain `char` is signed, several characters are packed as GCC does."""
    found = _CHARACTER.fullmatch(token.text)
    if found is None:
        raise ConditionError(f"`{token.text[:80]}` is not a character of a condition", token.span)
    units = [_unit(unit) for unit in _CHARACTER_UNIT.finditer(found[1])]
    if token.text[0] != "'":
        return units[-1]
    if len(units) == 1:
        return units[0] - 256 if 128 <= units[0] < 256 else units[0]
    packed = 0
    for unit in units[-4:]:
        packed = packed << 8 | unit & 255
    return packed - (1 << 32) if packed >> 31 else packed


def _unit(found: re.Match[str]) -> int:
    escape, plain = found[1], found[2]
    if plain is not None:
        return ord(plain)
    if escape[0] in "xuU" and len(escape) > 1:
        return int(escape[1:], 16) % _WRAP
    if escape[0] in "01234567":
        return int(escape, 8)
    return _ESCAPES.get(escape, ord(escape))


def _typed(value: Value, unsigned: bool) -> Value:
    """The value in 64 bits of the given signedness."""
    number = value.number % _WRAP
    if not unsigned and number > _LARGEST_SIGNED:
        number -= _WRAP
    return replace(value, number=number, unsigned=unsigned)


def _also(needed: Value, result: Value) -> Value:
    """A result that depends on another value too."""
    return replace(result, fault=needed.fault or result.fault, unknown=needed.unknown or result.unknown)


_UNARY: dict[str, Callable[[Value], Value]] = {
    "+": lambda value: value,
    "-": lambda value: _typed(replace(value, number=-value.number), value.unsigned),
    "~": lambda value: _typed(replace(value, number=~value.number), value.unsigned),
    "!": lambda value: replace(value, number=int(not value.number), unsigned=False),
}

_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "&": lambda a, b: a & b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: _quotient(a, b),
    "%": lambda a, b: a - b * _quotient(a, b),
}

_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _quotient(a: int, b: int) -> int:
    """Division that truncates, as C++'s does."""
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _apply(operator: str, left: Value, right: Value, span: Span) -> Value:
    if operator in ("&&", "||"):
        return _logical(operator, left, right)
    if operator in ("<<", ">>"):
        return _also(left, _also(right, _shifted(left, right.number if operator == "<<" else -right.number)))
    unsigned = left.unsigned or right.unsigned
    a, b = _typed(left, unsigned).number, _typed(right, unsigned).number
    if operator in _COMPARISONS:
        result = Value(int(_COMPARISONS[operator](a, b)))
    elif operator in ("/", "%") and b == 0:
        result = Value(0, unsigned, ConditionError("this condition divides by zero", span))
    else:
        result = _typed(Value(_ARITHMETIC[operator](a, b)), unsigned)
    return _also(left, _also(right, result))


def _logical(operator: str, left: Value, right: Value) -> Value:
    """The right operand counts only where the left one does not decide."""
    if bool(left.number) == (operator == "||"):
        return _also(left, Value(int(bool(left.number))))
    return _also(left, _also(right, Value(int(bool(right.number)))))


def _shifted(value: Value, count: int) -> Value:
    """Shifted left by a count, right by a negative one; 64 places and more leave nothing but the sign."""
    places = min(abs(count), _BITS)
    number = value.number << places if count >= 0 else value.number >> places
    return _typed(replace(value, number=number), value.unsigned)
