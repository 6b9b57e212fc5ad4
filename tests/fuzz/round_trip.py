"""A program printed as CUDA and read again: whether the front end gives back what was printed.

The normal form is small. Left out of the comparison: spans, comments, how a literal was spelled, the parameters' CUDA
words, qualifiers of pointers (the front end puts const where the type says so, the generator where it is needed), and
the order of functions and structs, which the front end lists as it meets them.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from tests.fuzz.cuda_printer import print_file
from transkernel.diagnostics import Diagnostic
from transkernel.frontend.lower import lower_source
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.ir import nodes as ir
from transkernel.ir.types import Pointer
from transkernel.source import SourceFile

_LEFT_OUT = ("span", "comments", "spelling", "symbol", "cuda_type", "cuda_name", "symbols", "host_visible", "alignment")


class NotReadBack(Exception):
    """The front end refused what was printed."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(map(str, diagnostics)))


def read_back(program: ir.Program) -> ir.Program:
    """The program that the front end reads from the printed one. Raises NotReadBack."""
    found = lower_source(SourceFile("fuzz.cu", print_file([program])), PreprocessOptions())
    lowered = found.kernels[0] if found.kernels else None
    if lowered is None or lowered.program is None:
        raise NotReadBack(found.diagnostics + (lowered.diagnostics if lowered else ()))
    return lowered.program


def first_difference(left: Any, right: Any, path: str = "program") -> str:
    """Where two programs differ, and how; empty where they do not."""
    if isinstance(left, ir.Program) and isinstance(right, ir.Program):
        return _programs(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right):
            return f"{path}: {len(left)} instead of {len(right)} of them"
        pairs = zip(left, right, strict=True)
        return next((found for n, (a, b) in enumerate(pairs) if (found := first_difference(a, b, f"{path}[{n}]"))), "")
    if type(left) is not type(right):
        return f"{path}: {_shown(left)} became {_shown(right)}"
    if not is_dataclass(left):
        return "" if repr(left) == repr(right) else f"{path}: {left!r} became {right!r}"
    names = [each.name for each in fields(left) if each.name not in _LEFT_OUT]
    if isinstance(left, Pointer):
        names = ["element"]
    for name in names:
        found = first_difference(getattr(left, name), getattr(right, name), f"{path}.{name}")
        if found:
            return found
    return ""


def _programs(left: ir.Program, right: ir.Program) -> str:
    for name in ("functions", "structs", "globals"):
        ours, theirs = ({each.name: each for each in getattr(side, name)} for side in (left, right))
        # What the kernel does not reach is not part of the program that is read back.
        for each in theirs:
            found = first_difference(ours.get(each), theirs[each], f"{name}.{each}")
            if found:
                return found
    return first_difference(left.kernel, right.kernel, "kernel")


def _shown(node: Any) -> str:
    from transkernel.ir.printer import expression_text, print_statements
    from transkernel.ir.visit import EXPRESSIONS, STATEMENTS

    if isinstance(node, EXPRESSIONS):
        return f"{type(node).__name__} `{expression_text(node)}`"
    return f"`{print_statements((node,))}`" if isinstance(node, STATEMENTS) else repr(node)
