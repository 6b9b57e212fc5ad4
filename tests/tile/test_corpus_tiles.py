"""Each kernel of the corpus as a tile program, run on NumPy: its smallest case gives what the reference says."""

from __future__ import annotations

from functools import cache
from math import prod
from pathlib import Path

import pytest

from tests.tile.launching import launch, vectorised
from transkernel.convert import Options, convert, lower
from transkernel.harness.bind import bind
from transkernel.harness.cases import Case, case_file_of, load_cases
from transkernel.harness.compare import Side, compare
from transkernel.harness.kernel_names import match
from transkernel.harness.references import load_reference
from transkernel.ir.nodes import Convert, Program
from transkernel.ir.tile import Reduce, TileProgram
from transkernel.ir.visit import walk_all
from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.records import record
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted(CORPUS.glob("*/*.cu"))
TREES = ("norm/groupnorm.cu", "norm/softmax_rows.cu", "quantised/int8_dot.cu", "reduce/tree_sum.cu")
BUTTERFLIES = ("attention/causal_softmax.cu", "norm/rmsnorm.cu", "quantised/quantise_rows.cu", "reduce/shuffle_sum.cu")


def smallest(path: Path) -> dict[str, Case]:
    """Of each kernel the case with the fewest threads; but for those where float itself is far from the reference."""
    cases = [case for case in load_cases(case_file_of(path)) if "far from zero" not in case.name]
    cases.sort(key=lambda case: -prod((*case.grid, *case.block)))
    return {case.kernel.partition("<")[0]: case for case in cases}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_corpus(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("path", [*TREES, *BUTTERFLIES])
def test_what_is_raised_gives_the_same_with_raising_off(path: str) -> None:
    """That it is right with raising on, `test_corpus` says."""
    whole, plain = programs(CORPUS / path), check(CORPUS / path, raises=False)
    assert _reductions(whole) > _reductions(plain)
    if path in TREES:
        assert _with_scratch(whole) < _with_scratch(plain)


def _reductions(programs: list[TileProgram]) -> int:
    """Those of numbers that are not masks."""
    nodes = (node for made in programs for node in walk_all(made.kernel.body) if isinstance(node, Reduce))
    return sum(not isinstance(node.value, Convert) for node in nodes)


def _with_scratch(programs: list[TileProgram]) -> int:
    return sum(made.kernel.scratch is not None for made in programs)


@record
class Kernel:
    """case: the smallest one. entry, symbols: what a manifest says of it. program: its threads'."""

    case: Case
    entry: KernelEntry
    symbols: tuple[GlobalVariable, ...]
    program: Program


@cache
def kernels(path: Path) -> tuple[Kernel, ...]:
    cases = smallest(path)
    instances = tuple(case.kernel for case in cases.values() if "<" in case.kernel)
    source = SourceFile(str(path), path.read_text())
    options = Options(instantiate=instances, roots=(path.parent,))
    found = {each.cuda_name: each.program for each in lower(source, options).kernels}
    port = convert(source, options).port
    assert port is not None
    entries = {entry.kernel: entry for entry in port.manifest.kernels}
    names = match([case.kernel for case in cases.values()], [*entries])
    made: list[Kernel] = []
    for case in cases.values():
        program = found[names[case.kernel]]
        assert program is not None
        made.append(Kernel(case, entries[names[case.kernel]], port.manifest.globals, program))
    return tuple(made)


@cache
def programs(path: Path, *, raises: bool = True, without: frozenset[str] = frozenset()) -> list[TileProgram]:
    """Of each kernel that has a case."""
    return [vectorised(each.program, raises=raises, without=without) for each in kernels(path)]


def check(path: Path, *, raises: bool = True, without: frozenset[str] = frozenset()) -> list[TileProgram]:
    """Runs the smallest case of each kernel; gives the programs."""
    made = programs(path, raises=raises, without=without)
    reference = load_reference(path)
    assert reference is not None
    for kernel, tiles in zip(kernels(path), made, strict=True):
        case, bound = kernel.case, bind(kernel.case, kernel.entry, kernel.symbols)
        expected = reference.expected(case, bound)
        launch(tiles, kernel.program, bound.launch)
        for output in bound.outputs:
            sides = Side(expected[output.name]), Side(bound.buffers[output.name])
            found = compare(output.name, output.dtype, *sides, reference.tolerance(output.dtype, case))
            assert found.verdict == "pass", f"{case.kernel}, {case.name}: {found.first}"
    return made
