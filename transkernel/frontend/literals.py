"""C++ literals to values and types (C++17 [lex.icon], [lex.fcon], [lex.ccon]), for an LP64 target as CUDA has it."""

from __future__ import annotations

import math
import re

from transkernel.diagnostics import refuse
from transkernel.ir.types import FLOAT32, FLOAT64, INT8, INT32, INT64, UINT16, UINT32, UINT64, Scalar
from transkernel.source import Span

_INTEGER = re.compile(r"(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)([uUlLzZ]*)$")
_LONGEST_INTEGER = 256  # with leading zeros; 64 bits take 64 digits at most
_FLOAT = re.compile(r"(.*?)([fFlL]?)$")
_ESCAPES = {"n": 10, "t": 9, "r": 13, "0": 0, "\\": 92, "'": 39, '"': 34, "a": 7, "b": 8, "f": 12, "v": 11, "?": 63}
_CHARACTER_TYPES = {"": INT8, "u8": INT8, "L": INT32, "u": UINT16, "U": UINT32}


def integer(text: str, span: Span) -> tuple[int, Scalar]:
    """The value and type of an integer literal without digit separators. Raises Refusal where it fits no type."""
    found = _INTEGER.match(text)
    if found is None:
        raise refuse("TK0230", f"`{text}` is not an integer literal", span)
    digits, suffix = found[1], found[2].lower()
    if len(digits) > _LONGEST_INTEGER:
        raise refuse("TK0230", f"an integer literal of {len(digits)} digits fits no type", span)
    value = int(digits, 0) if not re.match(r"0[0-7]+$", digits) else int(digits, 8)
    decimal = digits[0] != "0" or digits == "0"
    unsigned, is_long = "u" in suffix, "l" in suffix or "z" in suffix
    for candidate in (INT32, UINT32, INT64, UINT64):
        if is_long and candidate.bits < 64:
            continue
        if unsigned and candidate.is_signed:
            continue
        if not unsigned and decimal and not candidate.is_signed:
            continue
        if value <= largest(candidate):
            return value, candidate
    raise refuse("TK0230", f"the integer literal `{text}` fits no type", span)


def floating(text: str, span: Span) -> tuple[float, Scalar]:
    """The value and type of a floating literal; `f` makes a float (rounded by whoever folds), `l` a double."""
    found = _FLOAT.match(text)
    hexadecimal = text[:2].lower() == "0x"
    body, suffix = (found[1], found[2].lower()) if found else (text, "")
    try:
        value = float.fromhex(body) if hexadecimal else float(body)
    except ValueError:
        raise refuse("TK0230", f"`{text}` is not a floating literal", span) from None
    except OverflowError:  # of hexadecimal digits alone
        value = math.inf
    return value, FLOAT32 if suffix == "f" else FLOAT64


def character(text: str, span: Span) -> tuple[int, Scalar]:
    """The value and type of a character literal with its quotes."""
    prefix, _, rest = text.partition("'")
    type_ = _CHARACTER_TYPES.get(prefix)
    codes = list(_codes(rest[:-1]))
    if type_ is None or len(codes) != 1:
        raise refuse("TK0230", f"the character literal {text} is not one character", span)
    value = codes[0]
    if type_ is INT8 and value > 127:
        value -= 256
    return value, type_


def string(parts: tuple[str, ...], span: Span) -> list[int]:
    """The bytes of adjacent string literals with their quotes, without the zero at the end. Raises Refusal (TK0230) for
    strings of wide characters."""
    codes: list[int] = []
    for part in parts:
        prefix, _, rest = part.partition('"')
        if prefix not in ("", "u8"):
            raise refuse("TK0230", f"a string with `{prefix}` in front is not translated", span)
        for code in _codes(rest[:-1]):
            codes += [code] if code < 128 else list(chr(code).encode()) if "\\" not in rest else [code & 255]
    return codes


def _codes(body: str) -> list[int]:
    """The character codes of the text between quotes."""
    codes: list[int] = []
    position = 0
    while position < len(body):
        if body[position] != "\\":
            codes.append(ord(body[position]))
            position += 1
            continue
        escape = re.compile(r"\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|(.))").match(body, position)
        if escape is None:
            return []
        if escape[1]:
            codes.append(int(escape[1], 16))
        elif escape[2]:
            codes.append(int(escape[2], 8))
        else:
            codes.append(_ESCAPES.get(escape[3], ord(escape[3])))
        position = escape.end()
    return codes


def largest(type_: Scalar) -> int:
    """The largest value of an integer type."""
    if type_.bits == 8 and type_.kind == "bool":
        return 1
    return int((1 << (type_.bits - 1)) - 1 if type_.is_signed else (1 << type_.bits) - 1)


def smallest(type_: Scalar) -> int:
    """The smallest value of an integer type."""
    return -(1 << (type_.bits - 1)) if type_.is_signed else 0
