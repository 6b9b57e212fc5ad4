"""Names that the preprocessor computes: `__LINE__` and its kin, `_Pragma`, and the questions that `#if` may ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transkernel.frontend.expansion import Builtin, Expander
from transkernel.frontend.lexer import lex
from transkernel.frontend.tokens import Token
from transkernel.source import SourceFile

HasInclude = Callable[[str, Token, bool], bool]
"""Whether a header can be had: its name, the token that asks, and whether it stands in `<>`."""


def builtins_of(has_include: HasInclude) -> tuple[dict[str, Builtin], dict[str, Builtin]]:
    """(those that are there everywhere, those of `#if` alone). Fresh ones: `__COUNTER__` counts from 0."""
    counter = iter(range(1 << 62))
    everywhere: dict[str, Builtin] = {
        "__LINE__": lambda _, token: [_made(token, "INTEGER", str(token.span.line))],
        "__FILE__": lambda _, token: [_made(token, "STRING", _quoted(token.span.file.name))],
        "__COUNTER__": lambda _, token: [_made(token, "INTEGER", str(next(counter)))],
        "_Pragma": _pragma_operator,
    }

    def include_question(expander: Expander, token: Token) -> list[Token]:
        seen = _parenthesised(expander)
        header = header_of(seen[1:-1]) or header_of(expander.expand_all(seen[1:-1]))
        if header is None:
            return _left_alone(expander, token, seen)
        return [_truth(token, has_include(header[0], token, header[1]))]

    in_conditions: dict[str, Builtin] = {
        "defined": _defined,
        "__has_include": include_question,
        "__has_include_next": include_question,
        **dict.fromkeys(_ALWAYS_NO, _no),
    }
    return everywhere, in_conditions


_ALWAYS_NO = ("__has_attribute", "__has_cpp_attribute", "__has_builtin")
"""Questions about the compiler; the kernels are read without any of what they ask for."""

CONDITION_NAMES = frozenset({"__has_include", "__has_include_next", *_ALWAYS_NO})
"""What `#ifdef` finds although it is no macro ([cpp.cond] 7)."""


def unroll_pragma(sign: Token, operand: Sequence[Token]) -> Token:
    """The `PRAGMA` token for `#pragma unroll operand`: `unroll`, or `unroll 4` without outer parentheses."""
    inner = list(operand)
    while len(inner) > 1 and inner[0].kind == "LPAR" and _closes_at_end(inner):
        inner = inner[1:-1]
    text = " ".join(["unroll", *(token.text for token in inner)])
    return Token("PRAGMA", text, sign.span, sign.macro, sign.spaced, sign.starts_line)


def header_of(tokens: Sequence[Token]) -> tuple[str, bool] | None:
    """(name, whether it stands in `<>`) of `"name"` or `<name>`, whole or as tokens; None for anything else."""
    if not tokens:
        return None
    first = tokens[0]
    if first.kind in ("STRING", "HEADER_NAME") and len(first.text) > 2 and first.text[0] in '"<':
        return first.text[1:-1], first.text[0] == "<"
    ends = [index for index, token in enumerate(tokens) if token.kind == "GREATER"]
    if first.kind != "LESS" or not ends:
        return None
    name = "".join((" " if token.spaced else "") + token.text for token in tokens[1 : ends[0]]).strip()
    return (name, True) if name else None


def _closes_at_end(tokens: Sequence[Token]) -> bool:
    """Whether the first parenthesis is closed by the last token."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if depth == 0:
            return index == len(tokens) - 1
    return False


def _made(token: Token, kind: str, text: str) -> Token:
    return Token(kind, text, token.span, token.macro, token.spaced, token.starts_line)


def _truth(token: Token, answer: bool) -> Token:
    return _made(token, "INTEGER", str(int(answer)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parenthesised(expander: Expander) -> list[Token]:
    """The tokens of the `( ... )` that comes next, read unexpanded; [] where there is none."""
    opening = expander.peek()
    if opening is None or opening.kind != "LPAR":
        return []
    seen: list[Token] = []
    depth = 0
    while (token := expander.read()) is not None:
        seen.append(token)
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if depth == 0:
            break
    expander.spend(len(seen))
    return seen


def _left_alone(expander: Expander, token: Token, seen: Sequence[Token]) -> list[Token]:
    """For a name whose operand is wrong: the name and what was read of the operand stay as they are."""
    expander.unread([token, *seen])
    return []


def _defined(expander: Expander, token: Token) -> list[Token]:
    """`defined NAME` or `defined(NAME)`; also where a macro made it, which GCC and Clang allow."""
    following = expander.peek()
    if following is not None and following.kind == "NAME":
        expander.read()
        return [_truth(token, is_defined(expander, following.text))]
    seen = _parenthesised(expander)
    if len(seen) != 3 or seen[1].kind != "NAME":
        return _left_alone(expander, token, seen)
    return [_truth(token, is_defined(expander, seen[1].text))]


def is_defined(expander: Expander, name: str) -> bool:
    """What `#ifdef` says of a name."""
    return (name in expander.table and name not in ("defined", "_Pragma")) or name in CONDITION_NAMES


def _no(expander: Expander, token: Token) -> list[Token]:
    return [_truth(token, False)] if _parenthesised(expander) else _left_alone(expander, token, ())


def _pragma_operator(expander: Expander, token: Token) -> list[Token]:
    """`_Pragma("unroll 4")` as `#pragma unroll 4` would be; nothing for any other pragma ([cpp.pragma.op]).

    The operand may be made by macros (`_Pragma(STRING(unroll N))`), as GCC and NVIDIA's own headers have it.
    """
    seen = _parenthesised(expander)
    operand = expander.expand_all(seen[1:-1])
    if len(operand) != 1 or operand[0].kind != "STRING":
        return _left_alone(expander, token, seen)
    text = operand[0].text
    text = text[text.index('"') + 1 : -1].replace('\\"', '"').replace("\\\\", "\\")
    words = lex(SourceFile("<_Pragma>", text)).tokens
    if not words or words[0].text != "unroll":
        return []
    moved = [_made(token, word.kind, word.text) for word in words[1:]]
    return [unroll_pragma(token, expander.expand_all(moved))]
