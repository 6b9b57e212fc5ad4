"""Every function of the front end's tables, on the original and on each device, against what it means."""

from __future__ import annotations

import pytest

from tests.intrinsics.functions import Results, chapters, run_original, run_port
from tests.intrinsics.judge import Disagreement, budget, differences, wrong_results
from transkernel.emit.opencl.intrinsics import ERRORS
from transkernel.frontend.cuda_catalogue import Function
from transkernel.run.cuda_host import CudaHost
from transkernel.run.opencl import OpenCLRunner

CHAPTERS = tuple(chapters())
# Where the C library of the original is further off than CUDA says it is: glibc's manual, "Known maximum errors".
_LIBRARY = {"cbrt": (1.0, 4.0), "tanh": (2.0, 2.0), "lgamma": (7.0, 5.0), "tgamma": (8.0, 10.0)}

_originals: dict[str, Results] = {}


def _original(host: CudaHost, name: str) -> Results:
    if name not in _originals:
        _originals[name] = run_original(host, chapters()[name])
    return _originals[name]


def _listed(wrong: list[Disagreement]) -> str:
    return "\n".join(str(each) for each in wrong)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_original_means_what_the_table_says(host: CudaHost, name: str) -> None:
    """Integers, bits and conversions exactly; arithmetic bit for bit; functions within CUDA's error."""
    wrong: list[Disagreement] = []
    for function, results in zip(chapters()[name], _original(host, name), strict=True):
        wrong += wrong_results(function, results, _LIBRARY, by_c=True)
    assert not wrong, _listed(wrong)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_port_means_what_the_table_says(host: CudaHost, port: OpenCLRunner, name: str) -> None:
    """And where the table says that a result is exact, the port's is the original's."""
    ported = run_port(port, chapters()[name])
    wrong: list[Disagreement] = []
    for function, results in zip(chapters()[name], ported, strict=True):
        wrong += wrong_results(function, results, ERRORS)
    for function, one, other in zip(chapters()[name], _original(host, name), ported, strict=True):
        wrong += differences(function, one, other) if _is_exact(function) else []
    assert not wrong, _listed(wrong)


def _is_exact(function: Function) -> bool:
    return budget(function, {}) == 0
