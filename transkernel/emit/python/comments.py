"""C++'s comments as Python's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transkernel.emit.places import line_of
from transkernel.emit.text import CodeWriter
from transkernel.ir import nodes as ir


def comment_lines(text: str) -> list[str]:
    """C++'s comment as Python's."""
    if text.startswith("//"):
        return ["#" + line.strip()[2:].lstrip("/").rstrip() for line in text.split("\n")]
    inside = text.removeprefix("/*").removesuffix("*/").lstrip("*").strip("\n")
    lines = [re.sub(r"^\s*\*?\s?", "", line).rstrip() for line in inside.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return [f"# {line}".rstrip() for line in lines] or ["#"]


def write_comment(writer: CodeWriter, comment: ir.Comment) -> None:
    for line in comment_lines(comment.text):
        writer.line(line, line_of(comment.span))


def prose(comments: Iterable[ir.Comment]) -> list[str]:
    """Comments as the lines of a docstring."""
    lines = [line[1:].removeprefix(" ") for each in comments for line in comment_lines(each.text)]
    return [line.replace("\\", "\\\\").replace('"""', "'''") for line in lines]
