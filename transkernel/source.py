"""Source text and places in it. Everything that a user reads about names its place with a Span."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from transkernel.records import record


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One text under the name that a user knows it by (a path as given, or `<stdin>`)."""

    name: str
    text: str = field(repr=False)

    @property
    def is_bundled(self) -> bool:
        """Whether it is a header that comes with the translator, such as `<mma.cuh>`, and which no user wrote."""
        return self.name.startswith("<") and self.name.endswith(".cuh>")

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins; line 1 is entry 0."""
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds a character offset."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """The 1-based column of a character offset in its line."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """A line by its 1-based number, without its newline."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


@record
class Span:
    """The characters [start, end) of a file."""

    file: SourceFile
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.file.line_of(self.start)

    @property
    def column(self) -> int:
        return self.file.column_of(self.start)

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of a later one; this span where they are in different files."""
        if other.file is not self.file:
            return self
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}:{self.column}"

    def __repr__(self) -> str:
        return f"Span({self})"
