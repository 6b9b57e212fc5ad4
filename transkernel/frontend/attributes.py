"""Takes out of the tokens what the grammar need not know: attributes, exception specifications, operators as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transkernel.frontend.tokens import Token
from transkernel.frontend.words import ALTERNATIVE_OPERATORS, KEYWORDS, WITH_OPERANDS

_OPENS = frozenset(["LPAR", "LSQB", "LBRACE"])
_CLOSES = frozenset(["RPAR", "RSQB", "RBRACE"])


def without_attributes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without `[[...]]`, `__attribute__((...))`, `__declspec(...)` and the operand of `noexcept(...)`.

    An alignment among the attributes is kept as `alignas ( n )`. `__cluster_dims__(...)` and its like keep their word,
    which becomes a specifier.
    """
    out: list[Token] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        handler = _HANDLERS.get(token.text) if token.kind in ("NAME", "LSQB") else None
        if handler is None:
            out.append(token)
            index += 1
            continue
        index = handler(tokens, index, out)
    return out


def _brackets_end(tokens: Sequence[Token], index: int) -> int:
    """The index after the bracket that closes the one at index; index itself where there is none."""
    depth = 0
    for position in range(index, len(tokens)):
        kind = tokens[position].kind
        if kind in _OPENS:
            depth += 1
        elif kind in _CLOSES:
            depth -= 1
        if depth == 0:
            return position + 1 if position > index else index
    return index


def _standard(tokens: Sequence[Token], index: int, out: list[Token]) -> int:
    """`[[...]]`."""
    if index + 1 >= len(tokens) or tokens[index + 1].kind != "LSQB":
        out.append(tokens[index])
        return index + 1
    end, inner = _brackets_end(tokens, index), _brackets_end(tokens, index + 1)
    if end != inner + 1:
        out.append(tokens[index])
        return index + 1
    return end


def _compiler(tokens: Sequence[Token], index: int, out: list[Token]) -> int:
    """`__attribute__((...))` and `__declspec(...)`."""
    end = _brackets_end(tokens, index + 1) if _opens(tokens, index + 1) else 0
    for position in range(index + 1, end):
        if tokens[position].text not in ("aligned", "__aligned__", "align"):
            continue
        operand_end = _brackets_end(tokens, position + 1) if _opens(tokens, position + 1) else 0
        if operand_end > position + 1:
            out.append(Token("NAME", "alignas", tokens[position].span, tokens[position].macro))
            out.extend(tokens[position + 1 : operand_end])
    return max(end, index + 1)


def _word_only(tokens: Sequence[Token], index: int, out: list[Token]) -> int:
    out.append(tokens[index])
    return max(_brackets_end(tokens, index + 1), index + 1) if _opens(tokens, index + 1) else index + 1


def _opens(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "LPAR"


def _drop(tokens: Sequence[Token], index: int, out: list[Token]) -> int:
    return index + 1


def _spelled(tokens: Sequence[Token], index: int, out: list[Token]) -> int:
    kind, text = ALTERNATIVE_OPERATORS[tokens[index].text]
    old = tokens[index]
    out.append(Token(kind, text, old.span, old.macro, old.spaced, old.starts_line))
    return index + 1


_HANDLERS: dict[str, Callable[[Sequence[Token], int, list[Token]], int]] = {
    "[": _standard,
    **dict.fromkeys(WITH_OPERANDS, _word_only),
    **{word: _compiler for word, kind in KEYWORDS.items() if kind == "ATTRIBUTE"},
    **{word: _drop for word, kind in KEYWORDS.items() if kind == "DROPPED"},
    **dict.fromkeys(ALTERNATIVE_OPERATORS, _spelled),
}
