"""Real text: every file of the corpus parses whole, with every body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from transkernel.frontend import ast
from transkernel.frontend.parse import Parser
from transkernel.frontend.preprocess import preprocess
from transkernel.source import SourceFile

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = sorted(CORPUS.rglob("*.cu"))


def functions(declarations: Sequence[ast.Declaration]) -> Iterator[ast.Function]:
    for each in declarations:
        if isinstance(each, ast.Function):
            yield each
        elif isinstance(each, ast.Namespace):
            yield from functions(each.declarations)
        elif isinstance(each, ast.Struct):
            yield from functions(each.members or ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_a_corpus_file_parses_whole(path: Path) -> None:
    tokens = preprocess(SourceFile(path.name, path.read_text(encoding="utf-8"))).tokens
    parser = Parser(tokens)
    assert parser.diagnostics == []
    assert parser.failed == {}
    found = list(functions(parser.unit.declarations))
    kernels = [each for each in found if each.is_kernel]
    written = sum(token.text == "__global__" for token in tokens)
    instantiated = sum(isinstance(each, ast.ExplicitInstantiation) for each in parser.unit.declarations)
    assert len(kernels) == written - instantiated > 0
    for each in found:
        if each.body is not None:
            parser.body(each.body)


def test_the_corpus_is_there() -> None:
    assert len(FILES) > 30
