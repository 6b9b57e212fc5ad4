"""What is CUDA at all: transkernel and NVIDIA's own compiler say the same, or a row of not_cuda.txt says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import nvrtc
from transkernel.convert import convert
from transkernel.records import record
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = sorted(CORPUS.rglob("*.cu"))
BEFORE, BEHIND = "__global__ void k(int* x, float* y, int n) { ", " }"
needs_nvrtc = pytest.mark.skipif(bool(nvrtc.why_not()), reason=nvrtc.why_not() or "NVRTC is here")


@record
class Row:
    """code: of transkernel's refusal, or empty. alone: only transkernel, or only NVRTC, refuses."""

    text: str
    code: str
    alone: bool


def rows() -> Iterator[Row]:
    for line in Path(__file__).with_name("not_cuda.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        verdict, _, text = line.partition(" | ")
        text = text[1:] if text.startswith("!") else BEFORE + text + BEHIND
        code, _, alone = verdict.partition(" ")
        coded = code.startswith("TK")
        yield Row(text.replace("\\n", "\n"), code if coded else "", alone == "alone" if coded else True)


ROWS = tuple(rows())


def refusals(text: str) -> list[str]:
    translation = convert(SourceFile("k.cu", text))
    said = [*translation.diagnostics, *(each for kernel in translation.kernels for each in kernel.diagnostics)]
    return [each.code for each in said if each.is_error]


def test_what_is_not_cuda_is_refused_by_its_code() -> None:
    wrong = []
    for row in ROWS:
        found = refusals(row.text)
        if found[:1] != ([row.code] if row.code else []):
            wrong.append((row.text, row.code, found))
    assert wrong == []


@pytest.fixture(scope="module")
def second() -> Iterator[nvrtc.SecondOpinion]:
    with nvrtc.SecondOpinion() as opened:
        yield opened


@needs_nvrtc
def test_nvrtc_agrees_on_what_is_not_cuda(second: nvrtc.SecondOpinion) -> None:
    wrong = [row.text for row in ROWS if bool(second.errors(row.text)) == (bool(row.code) and row.alone)]
    assert wrong == []


@needs_nvrtc
@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_nvrtc_takes_the_corpus(path: Path, second: nvrtc.SecondOpinion) -> None:
    """The host's functions aside. Its packages lack some headers that its own headers ask for, as mma.h does."""
    errors = second.errors_of_kernels(path.read_text(), path.name, path.parent)
    if lacking := re.search(r'cannot open source file "((?:crt|nv)/[\w./]+)"', errors):
        pytest.skip(f"NVRTC's packages do not have {lacking.group(1)}")
    assert errors == ""


@needs_nvrtc
def test_nvrtc_says_what_is_wrong(second: nvrtc.SecondOpinion) -> None:
    assert 'identifier "missing" is undefined' in second.errors(BEFORE + "x[0] = missing;" + BEHIND)
    assert second.errors(BEFORE + "x[0] = n;" + BEHIND) == ""
