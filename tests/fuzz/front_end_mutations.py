"""What becomes of a CUDA file when it is damaged, twisted or enlarged: one small function a kind of mutation.

    mutate(Text, random, others) -> str

A file is a list of pieces, tokens and the white space between them, which joined give the file again. Most mutations
strike near a `__global__` or `__device__`, since text outside of kernels is skipped without being understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.fuzz.front_end_snippets import DECLARATIONS, EXPRESSIONS, STATEMENTS, TYPES, WORDS, line_noise

_PIECE = re.compile(
    r"\s+|//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.'])*"
    r"|<<<|>>>|<<=|>>=|\.\.\.|->\*?|::|##|[-+*/%&|^<>=!]=|&&|\|\||<<|>>|\+\+|--|.",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_]\w*\Z")
_NUMBER = re.compile(r"\.?\d")
_OPERATORS = "+ - * / % & | ^ << >> < > <= >= == != && || = += -= *= /= , . -> :: ? : ~ ! ++ --".split()
_NUMBERS = (
    "0 1 -1 2 3 31 32 33 127 128 255 256 1024 65535 2147483647 2147483648 4294967295 4294967296 9223372036854775807 "
    "18446744073709551615 18446744073709551616 0x7fffffff 0xffffffffu 0x8000000000000000 0b101 017 08 1u 1ull 1.0f 1.0 "
    "1e38f 1e39f 1e308 1e309 1e-46f 5e-324 0x1p-149f 0x1.8p3 .5 5. 1e400 1'000 1.f 0.0f -0.0f 1e10l 'a' '\\0' '\\377' "
    "true false nullptr NULL INFINITY NAN"
).split()
_BRACKETS = "( ) [ ] { } < > <<< >>>".split()
_NEAR = 400  # pieces behind `__global__` that count as its neighbourhood
_LONGEST = 400_000  # characters; what grows beyond is cut


@dataclass(slots=True)
class Text:
    """pieces: of the file. near: the positions around kernels and device functions."""

    pieces: list[str]
    near: list[int]


def text_of(source: str) -> Text:
    """A file cut into its pieces."""
    pieces = _PIECE.findall(source)
    marks = [at for at, piece in enumerate(pieces) if piece in ("__global__", "__device__")]
    near: list[int] = []
    for mark in marks:
        near += range(max(mark, near[-1] + 1 if near else 0), min(mark + _NEAR, len(pieces)))
    return Text(pieces, near)


def mutate(text: Text, random: Random, others: Sequence[Text]) -> str:
    """One to about six mutations in turn. others: files that pieces may come from."""
    pieces = list(text.pieces)
    for _ in range(1 + min(int(random.expovariate(0.7)), 5)):
        (kind,) = random.choices(_KINDS, _WEIGHTS)
        at = _place(Text(pieces, text.near), random)
        kind(pieces, at, random, random.choice(others).pieces)
    return "".join(pieces)[:_LONGEST]


def _place(text: Text, random: Random) -> int:
    if text.near and random.random() < 0.85:
        return min(random.choice(text.near), len(text.pieces))
    return random.randrange(len(text.pieces) + 1)


Kind = Callable[[list[str], int, Random, Sequence[str]], None]
"""pieces (changed in place), where, by which chances, and the pieces of another file."""


def _next(pieces: Sequence[str], at: int, wanted: Callable[[str], object]) -> int:
    """The position of the next piece that is wanted, or the end."""
    return next((index for index in range(at, len(pieces)) if wanted(pieces[index])), len(pieces))


def _is_token(piece: str) -> bool:
    return not piece.isspace()


def _range(pieces: Sequence[str], at: int, random: Random) -> slice:
    return slice(at, min(len(pieces), at + 1 + int(random.expovariate(0.15))))


# ---------------------------------------------------------------- blind damage


def _delete(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    del pieces[_range(pieces, at, random)]


def _delete_token(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, _is_token)
    del pieces[found : found + 1]


def _duplicate(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    part = pieces[_range(pieces, at, random)]
    pieces[at:at] = part * random.choice((1, 1, 1, 2, 20, 300))


def _swap(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    first = _next(pieces, at, _is_token)
    second = _next(pieces, first + 1 + random.randrange(12), _is_token)
    if second < len(pieces):
        pieces[first], pieces[second] = pieces[second], pieces[first]


def _splice(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    begin = random.randrange(len(other) + 1)
    pieces[at:at] = other[begin : begin + 1 + int(random.expovariate(0.01))]


def _replace_by_other(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    begin = random.randrange(len(other) + 1)
    pieces[_range(pieces, at, random)] = other[begin : begin + 1 + int(random.expovariate(0.1))]


def _bracket(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, lambda piece: piece in _BRACKETS)
    if found < len(pieces):
        pieces[found] = random.choice(("", random.choice(_BRACKETS), pieces[found] * 2))


def _extra_bracket(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    pieces.insert(at, random.choice(_BRACKETS))


def _truncate(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    if random.random() < 0.3:
        del pieces[at:]


def _cut_line(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    """A line end vanishes, or is spliced away, or appears."""
    found = _next(pieces, at, lambda piece: "\n" in piece)
    if found < len(pieces):
        pieces[found] = random.choice((" ", "\\\n", "\\ \n", "\n\n", "\r\n", "\r", "\n#", "\v", "\f"))


def _line_splice(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    if at < len(pieces) and pieces[at]:
        cut = random.randrange(len(pieces[at]) + 1)
        pieces[at] = f"{pieces[at][:cut]}\\\n{pieces[at][cut:]}"


def _noise(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    pieces.insert(at, line_noise(random))


# ---------------------------------------------------------------- changes that keep the grammar more often than not


def _rename(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    """A word becomes another word of the file, of the language, or of another file."""
    found = _next(pieces, at, _WORD.match)
    if found >= len(pieces):
        return
    source = random.choice((pieces[max(0, at - 300) : at + 300], WORDS, other))
    words = [piece for piece in source if _WORD.match(piece)]
    if words:
        pieces[found] = random.choice(words)


def _number(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, _NUMBER.match)
    if found < len(pieces):
        pieces[found] = random.choice(_NUMBERS)


def _operator(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, lambda piece: piece in _OPERATORS)
    if found < len(pieces):
        pieces[found] = random.choice(_OPERATORS)


def _type(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, lambda piece: piece in _TYPE_WORDS)
    if found < len(pieces):
        pieces[found] = random.choice(TYPES)


_TYPE_WORDS = frozenset(
    "int float double char unsigned long short bool size_t uint32_t int32_t half float4 auto".split()
)


def _statement(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, lambda piece: piece in ";{}")
    pieces.insert(found + 1, f" {_filled(random.choice(STATEMENTS), pieces, at, random)} ")


def _declaration(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    found = _next(pieces, at, lambda piece: piece in ("__global__", "template"))
    pieces.insert(found, f"\n{_filled(random.choice(DECLARATIONS), pieces, at, random)}\n")


def _expression(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    """A word or a number becomes an expression, often one that holds it."""
    found = _next(pieces, at, lambda piece: _WORD.match(piece) or _NUMBER.match(piece))
    if found < len(pieces):
        written = random.choice(EXPRESSIONS).replace("@", pieces[found])
        pieces[found] = _filled(written, pieces, at, random)


def _filled(written: str, pieces: Sequence[str], at: int, random: Random) -> str:
    """`$` in a snippet becomes a word from nearby."""
    words = [piece for piece in pieces[max(0, at - 60) : at + 60] if _WORD.match(piece)] or ["x"]
    return re.sub(r"\$", lambda _: random.choice(words), written)


def _drop_statement(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    begin = _next(pieces, at, lambda piece: piece in ";{}") + 1
    del pieces[begin : _next(pieces, begin, lambda piece: piece in ";{}") + 1]


def _repeat_statement(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    begin = _next(pieces, at, lambda piece: piece in ";{}") + 1
    end = _next(pieces, begin, lambda piece: piece in ";{}") + 1
    to = _next(pieces, random.randrange(begin, end + 200), lambda piece: piece in ";{}") + 1
    pieces[to:to] = pieces[begin:end]


def _nest(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    """Deep nesting around a word: brackets, signs, blocks, template arguments, calls."""
    depth = random.choice((3, 30, 90, 200, 400, 3000))
    opening, closing = random.choice(
        (("(", ")"), ("{", "}"), ("[", "]"), ("-", ""), ("~", ""), ("(int)", ""), ("*", ""), ("&", ""), ("a<", ">"),
         ("f(", ")"), ("if(1)", ""), ("for(;;)", ""), ("1?", ":2"), ("1?2:", ""), ("+x", ""), ("x=", ""), ("!", ""),
         ("[&]{return ", ";}()"), ("sizeof(", ")"), ("else if(1);", ""), ("do ", "while(0);"), ("a::", ""), ("x,", ""),
         ("namespace n{", "}"), ("struct s{", "};"), ("(a+", ")"), ("x[", "]"), ("\n#if 1\n", "\n#endif\n"))
    )  # fmt: skip
    found = _next(pieces, at, _is_token)
    piece = pieces[found] if found < len(pieces) else "x"
    pieces[found : found + 1] = [opening * depth, piece, closing * depth]


def _comment_out(pieces: list[str], at: int, random: Random, other: Sequence[str]) -> None:
    pieces.insert(at, random.choice(("/*", "*/", "//", "/**/", '"', "'", 'R"(', ')"', 'R"x(' + ")x" * 9 + '"')))


_TABLE: tuple[tuple[Kind, float], ...] = (
    (_delete, 3), (_delete_token, 4), (_duplicate, 2), (_swap, 4), (_splice, 2), (_replace_by_other, 2),
    (_bracket, 2), (_extra_bracket, 1), (_truncate, 1), (_cut_line, 1), (_line_splice, 1), (_noise, 1),
    (_rename, 12), (_number, 6), (_operator, 8), (_type, 8), (_statement, 14), (_declaration, 5), (_expression, 16),
    (_drop_statement, 4), (_repeat_statement, 3), (_nest, 2), (_comment_out, 1),
)  # fmt: skip
_KINDS = tuple(kind for kind, _ in _TABLE)
_WEIGHTS = tuple(weight for _, weight in _TABLE)
