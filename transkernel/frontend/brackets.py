"""Which bracket closes which."""

from __future__ import annotations

from collections.abc import Sequence

from transkernel.frontend.tokens import Token
from transkernel.limits import DEEPEST_BRACKETS
from transkernel.records import record

_CLOSES = {"RPAR": "LPAR", "RSQB": "LSQB", "RBRACE": "LBRACE"}
_OPENS = frozenset(_CLOSES.values())


@record
class Brackets:
    """partner[i]: the index of the bracket that matches token i, or -1. unclosed, stray: brackets without one.
    too_deep: the first that opens inside of DEEPEST_BRACKETS others, or -1.

    A `}` closes the nearest `{`, whatever round or square brackets were left open inside; those are unclosed.
    A `)` or `]` never closes across a brace.
    """

    partner: list[int]
    unclosed: tuple[int, ...]
    stray: tuple[int, ...]
    too_deep: int = -1


def match_brackets(tokens: Sequence[Token]) -> Brackets:
    """The matching of all round, square and curly brackets, in one pass."""
    partner = [-1] * len(tokens)
    stack: list[tuple[str, int]] = []
    unclosed: list[int] = []
    stray: list[int] = []
    too_deep = -1
    reachable = {"LPAR": [0], "LSQB": [0], "LBRACE": [0]}  # open ones of a kind, since each brace that is open
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind in _OPENS:
            if len(stack) == DEEPEST_BRACKETS and too_deep < 0:
                too_deep = index
            _open(stack, reachable, kind, index)
            continue
        wanted = _CLOSES.get(kind)
        if wanted is None:
            continue
        if not reachable[wanted][-1]:
            stray.append(index)
            continue
        while stack[-1][0] != wanted:
            unclosed.append(_close(stack, reachable))
        opened = _close(stack, reachable)
        partner[opened], partner[index] = index, opened
    unclosed += [index for _, index in stack]
    return Brackets(partner, tuple(sorted(unclosed)), tuple(stray), too_deep)


def _open(stack: list[tuple[str, int]], reachable: dict[str, list[int]], kind: str, index: int) -> None:
    stack.append((kind, index))
    reachable[kind][-1] += 1
    if kind == "LBRACE":
        reachable["LPAR"].append(0)
        reachable["LSQB"].append(0)


def _close(stack: list[tuple[str, int]], reachable: dict[str, list[int]]) -> int:
    kind, index = stack.pop()
    if kind == "LBRACE":
        reachable["LPAR"].pop()
        reachable["LSQB"].pop()
    reachable[kind][-1] -= 1
    return index
