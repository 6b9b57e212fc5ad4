"""Every kernel of the corpus goes through the passes, stays sound, and comes out converged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.passes.agreement import is_collective
from transkernel.frontend.lower import lower_source
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.ir.nodes import Program
from transkernel.ir.verify import verify
from transkernel.passes.address_spaces import resolve
from transkernel.passes.collectives import Collectives, Divergence
from transkernel.passes.converge import converge
from transkernel.passes.uniformity import Uniformity
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.cu"))


def programs(path: Path) -> list[Program]:
    options = PreprocessOptions(include_dirs=(path.parent,), roots=(path.parent,))
    front = lower_source(SourceFile(path.name, path.read_text()), options)
    return [each.program for each in front.kernels if each.program is not None]


@pytest.mark.parametrize("name", FILES)
def test_kernels_pass(name: str) -> None:
    for program in programs(CORPUS / name):
        verify(program, spaces_resolved=False)
        resolved = resolve(program)
        verify(resolved, spaces_resolved=True)
        assert resolve(resolved) == resolved
        converged = converge(resolved, is_collective)
        verify(converged, spaces_resolved=True)
        analysis = Uniformity(converged)
        collectives = Collectives(converged, is_collective)
        for unit in (analysis.kernel, *analysis.joined().values()):
            assert not Divergence(collectives, unit).run(unit.function).found
