"""Long lines of Python: broken inside brackets, or put into some."""

from __future__ import annotations

import re

from transkernel.emit.text import INDENT, WIDTH

_BREAKING = frozenset('"([{)]}, ')  # what a break, or what one is chosen by, begins with
_BREAK_BEFORE = re.compile(r" (?:[|&^+*/-]|//|<<|>>|==|!=|<=|>=|<|>) ")
_ASSIGNMENT = re.compile(r"(\w+ (?:[-+*/&|^%]|//|<<|>>)?= )(.*)", re.S)


def wrapped(line: str, indent: str) -> list[str]:
    """A statement at an indentation as lines of at most WIDTH columns, the indentation left out of the first."""
    room = WIDTH - len(indent)
    if len(line) <= room or line.startswith("#"):
        return [line]
    pieces = _broken(line, room)
    match = _ASSIGNMENT.fullmatch(line)
    if match and pieces is None:
        inner = wrapped(match.group(2), indent + INDENT)
        return [f"{match.group(1)}(", *(f"{INDENT}{each}" for each in inner), ")"]
    return [line] if pieces is None else pieces


def _broken(line: str, room: int) -> list[str] | None:
    lines: list[str] = []
    rest, depth, lead = line, 0, ""
    while len(lead) + len(rest) > room:
        at = _best_break(rest, depth, room - len(lead))
        if at is None:
            return None if not lines else [*lines, lead + rest]
        head, rest = rest[:at].rstrip(), rest[at:].lstrip()
        lines.append(lead + head)
        depth += _depth(head)
        lead = INDENT * 2
    return [*lines, lead + rest]


def _best_break(text: str, depth: int, room: int) -> int | None:
    """The last place that fits, among those in the fewest brackets, and in at least one; behind commas first."""
    best: tuple[int, bool, int] | None = None
    quoted = False
    for position, character in enumerate(text[:room]):
        if character not in _BREAKING:
            continue
        if character == '"' and text[position - 1] != "\\":
            quoted = not quoted
        if quoted:
            continue
        depth += (character in "([{") - (character in ")]}")
        if depth < 1 or position < 8:
            continue
        comma = text.startswith(", ", position)
        if not comma and not _BREAK_BEFORE.match(text, position):
            continue
        found = (depth, not comma, -(position + comma))
        if best is None or found <= best:
            best = found
    return -best[2] if best is not None else None


def _depth(text: str) -> int:
    """How many brackets stay open behind a text."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    return sum((each in "([{") - (each in ")]}") for each in bare)
