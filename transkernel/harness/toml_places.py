"""Where each key of a TOML text stands. The standard library reads TOML but forgets the places.

A place is known by its path: `("case", 0, "args", "x", "dtype")` is the dtype of x in the first `[[case]]`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from transkernel.source import SourceFile, Span

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""
      (?P<blank> [ \t\r]+ | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<string> \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5} | " (?: \\. | [^"\\\n] )* " | ' [^'\n]* ' )
    | (?P<bare> [A-Za-z0-9_+:\-]+ )
    | (?P<mark> [\[\]{}=,.] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def key_places(source: SourceFile) -> dict[Path, Span]:
    """The span of every key and table header of a text that `tomllib` accepts."""
    return _Scanner(source).scan()


class _Scanner:
    """Walks a valid TOML text; `_next` is the first token that was not consumed."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._tokens = [
            _Token(match.lastgroup or "other", match.group(), match.start())
            for match in _TOKEN.finditer(source.text)
            if match.lastgroup != "blank"
        ]
        self._tokens.append(_Token("end", "", len(source.text)))
        self._next = 0
        self._places: dict[Path, Span] = {}
        self._lengths: dict[Path, int] = {}

    def scan(self) -> dict[Path, Span]:
        table: Path = ()
        while self._token.kind != "end":
            if self._token.kind == "newline":
                self._next += 1
            elif self._token.text == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._places

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *texts: str) -> bool:
        if self._token.text not in texts:
            return False
        self._next += 1
        return True

    def _skip_newlines(self) -> None:
        while self._token.kind == "newline":
            self._next += 1

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of the table that begins here."""
        start = self._token.start
        self._next += 1
        is_array = self._take("[")
        names = [name for name, _ in self._key()]
        while self._take("]"):
            pass
        path = self._resolve(names[:-1]) + (names[-1],) if is_array else self._resolve(names)
        if is_array:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            path += (index,)
        self._places[path] = Span(self._source, start, self._tokens[self._next - 1].end)
        return path

    def _resolve(self, names: list[str]) -> Path:
        """Adds the index of the last element behind each name that is an array of tables."""
        path: Path = ()
        for name in names:
            path += (name,)
            if path in self._lengths:
                path += (self._lengths[path] - 1,)
        return path

    def _key(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while self._token.kind in ("bare", "string"):
            token = self._token
            self._next += 1
            name = tomllib.loads(f"key = {token.text}")["key"] if token.kind == "string" else token.text
            parts.append((name, Span(self._source, token.start, token.end)))
            if not self._take("."):
                break
        return parts

    def _pair(self, table: Path) -> None:
        """`a.b = value`, recorded under its full path and under each prefix that is new."""
        parts = self._key()
        if not parts:  # not TOML; leave rather than loop
            self._next += 1
            return
        path = table
        for name, span in parts:
            path += (name,)
            self._places.setdefault(path, span)
        self._take("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._take("{"):
            self._inline_table(path)
        elif self._take("["):
            self._array(path)
        else:
            while self._token.kind in ("bare", "string", "other") or self._token.text == ".":
                self._next += 1

    def _inline_table(self, path: Path) -> None:
        self._skip_newlines()
        while not self._take("}", ""):
            self._pair(path)
            self._take(",")
            self._skip_newlines()

    def _array(self, path: Path) -> None:
        index = 0
        self._skip_newlines()
        while not self._take("]", ""):
            self._places[(*path, index)] = Span(self._source, self._token.start, self._token.end)
            self._value((*path, index))
            index += 1
            self._skip_newlines()
            self._take(",")
            self._skip_newlines()
