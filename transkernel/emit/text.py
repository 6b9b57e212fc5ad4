"""Lines of code with their origin, for every emitter that writes braces or indentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

WIDTH = 120
INDENT = "    "


def shown_name(path: str) -> str:
    """The last part of a path for a comment or a docstring, neither of which it can end: what is not printable, quotes
    and backslashes are as in a URL."""
    name = PurePath(path).name
    return "".join(each if each.isprintable() and each not in '"\\' else f"%{ord(each):02X}" for each in name)


def python_string(text: str) -> str:
    """A literal of Python for any text, in double quotes where nothing needs an escape."""
    return f'"{text}"' if all(each.isprintable() and each not in '"\\' for each in text) else ascii(text)


class CodeWriter:
    """Collects lines; each remembers the line of the CUDA source that it came from."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._origins: list[int | None] = []
        self._depth = 0

    def line(self, text: str, origin: int | None = None) -> None:
        """One line at the present depth, broken where it is too wide."""
        for part in wrap(INDENT * self._depth + text):
            self._lines.append(part)
            self._origins.append(origin)

    def verbatim(self, text: str, origin: int | None = None) -> None:
        """Lines as they are, from the left edge."""
        for part in text.split("\n"):
            self._lines.append(part)
            self._origins.append(origin)

    def behind(self, text: str) -> None:
        """More text on the last line."""
        self._lines[-1] += text

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def insert(self, position: int, text: str, origin: int | None = None) -> None:
        """A line at the present depth before one that is there."""
        self._lines.insert(position, INDENT * self._depth + text)
        self._origins.insert(position, origin)

    @property
    def last(self) -> str:
        """The last line, without the white space around it."""
        return self._lines[-1].strip() if self._lines else ""

    def width(self) -> int:
        """Of the last line."""
        return len(self._lines[-1])

    def blank(self) -> None:
        """An empty line, unless there is one or nothing yet."""
        if self._lines and self._lines[-1]:
            self.line("")

    def paste(self, other: CodeWriter) -> None:
        """All lines of another writer."""
        self._lines += other._lines
        self._origins += other._origins

    @contextmanager
    def indented(self) -> Iterator[None]:
        self._depth += 1
        yield
        self._depth -= 1

    def finish(self) -> None:
        """Without empty lines at the end."""
        while self._lines and not self._lines[-1].strip():
            self._lines.pop()
            self._origins.pop()

    @property
    def text(self) -> str:
        return "".join(f"{line.rstrip()}\n" for line in self._lines)

    @property
    def origins(self) -> tuple[int | None, ...]:
        return tuple(self._origins)


# Where a line may be broken: behind these, or before those; the outermost bracket first.
_BREAK_BEHIND = (", ", "; ")
_BREAKING = frozenset('"([{)]},; ')  # what a break, or what one is chosen by, begins with
_BREAK_BEFORE = (" || ", " && ", " ? ", " : ", " + ", " - ", " | ", " ^ ", " & ", " * ", " / ")


def wrap(line: str) -> list[str]:
    """The line, or several of at most WIDTH characters where it has places to break at; comments stay whole."""
    if len(line) <= WIDTH or line.lstrip().startswith(("//", "#", "/*")):
        return [line]
    position = _best_break(line)
    if position is None:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    rest = indent + INDENT * 2 + line[position:].lstrip()
    return [line[:position].rstrip(), *_rest(rest, indent)]


def _rest(line: str, indent: str) -> list[str]:
    """Further lines keep the indentation of the first one that was broken off."""
    if len(line) <= WIDTH:
        return [line]
    position = _best_break(line)
    if position is None:
        return [line]
    return [line[:position].rstrip(), *_rest(indent + INDENT * 2 + line[position:].lstrip(), indent)]


def _best_break(line: str) -> int | None:
    """The last break that fits, among those in the fewest brackets."""
    best: tuple[int, int] | None = None
    depth, quoted = 0, False
    start = len(line) - len(line.lstrip())
    for position, character in enumerate(line[:WIDTH]):
        if character not in _BREAKING:
            continue
        if character == '"' and line[position - 1] != "\\":
            quoted = not quoted
        if quoted:
            continue
        depth += (character in "([{") - (character in ")]}")
        if position <= start + 8:
            continue
        place = _break_at(line, position)
        if place is not None and place <= WIDTH and (best is None or (depth, -place) <= best):
            best = (depth, -place)
    return -best[1] if best is not None else None


def _break_at(line: str, position: int) -> int | None:
    if line.startswith(_BREAK_BEHIND, position):
        return position + 1
    return position if line.startswith(_BREAK_BEFORE, position) else None
