"""CUDA's functions in Ascend C's SIMT form: every row of its table on our twin, and what is refused, by its reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from tests.intrinsics.functions import chapter, chapters, run_port
from tests.intrinsics.judge import Disagreement, budget, differences, wrong_results
from tests.intrinsics.test_functions import _original
from transkernel.convert import Options, convert
from transkernel.emit.ascendc.simt.intrinsics import INTRINSICS as ROWS
from transkernel.frontend.cuda_catalogue import Function
from transkernel.ir import nodes as ir
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.types import FLOAT64, Pointer, Type, Vector
from transkernel.ir.visit import walk_all
from transkernel.run.ascendc import AscendcRunner
from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.launch import Limits
from transkernel.source import SourceFile

_OPTIONS = Options(target="ascendc", profile="dav-3510")
# Where the twin's C library is further off than CUDA says it is: glibc's manual, "Known maximum errors".
_LIBRARY = {"cbrt": (1.0, 4.0), "tanh": (2.0, 2.0), "lgamma": (7.0, 5.0), "tgamma": (8.0, 10.0)}


@pytest.fixture(scope="module")
def twin() -> Iterator[AscendcRunner]:
    if isinstance(find_compiler(), str):
        pytest.skip("no C++ compiler")
    with AscendcRunner("ascendc-simt-twin", Limits(wall_seconds=100)) as started:
        yield started


def test_every_intrinsic_has_a_row() -> None:
    assert not set(INTRINSICS) ^ set(ROWS)


def _is_double(type_: Type) -> bool:
    return type_ == FLOAT64 or (isinstance(type_, Vector) and type_.scalar == FLOAT64)


def _needs_double(function: Function) -> bool:
    statement = ir.Evaluate(function.made, function.made.span)
    types = [*function.parameters, *(node.type for node in walk_all((statement,)) if hasattr(node, "type"))]
    return any(_is_double(each.element if isinstance(each, Pointer) else each) for each in types)


@cache
def _refusal(function: Function) -> str:
    """The code that the function is refused with; empty where it is not."""
    made = convert(SourceFile("one.cu", chapter((function,)).text), _OPTIONS).kernels[0]
    return next((each.code for each in made.diagnostics if each.is_error), "")


@pytest.mark.parametrize("name", chapters())
def test_only_doubles_and_what_the_table_says_are_refused(name: str) -> None:
    for function in chapters()[name]:
        wanted = "TK0470" if _needs_double(function) else ""
        assert _refusal(function) == wanted, function.label


@pytest.mark.parametrize("name", chapters())
def test_the_port_means_what_the_table_says(host: CudaHost, twin: AscendcRunner, name: str) -> None:
    """And where the table says that a result is exact, the port's is the original's."""
    kept = [number for number, function in enumerate(chapters()[name]) if not _needs_double(function)]
    functions = tuple(chapters()[name][number] for number in kept)
    if not functions:
        return
    ported = run_port(twin, functions, _OPTIONS)
    wrong: list[Disagreement] = []
    for function, results in zip(functions, ported, strict=True):
        wrong += wrong_results(function, results, _LIBRARY)
    originals = [_original(host, name)[number] for number in kept]
    for function, one, other in zip(functions, originals, ported, strict=True):
        wrong += differences(function, one, other) if budget(function, {}) == 0 else []
    assert not wrong, "\n".join(str(each) for each in wrong)
