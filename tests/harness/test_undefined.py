"""Each file of undefined/ holds kernels that break one rule and their twins that keep it.

`// expect: KIND...` stands on each line that must be accused of it; every other line of every kernel must not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from transkernel.convert import Options, convert
from transkernel.harness.bind import BoundCase, bind
from transkernel.harness.cases import Case, load_cases
from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.examination import Examination
from transkernel.source import SourceFile

ROOT = Path(__file__).parent / "undefined"
CASES = [(file, case) for file in sorted(ROOT.glob("*.toml")) for case in load_cases(file)]
EXPECTED = re.compile(r"// expect: (.*)")
KERNEL = re.compile(r"__global__ void (\w+)|__device__ \w+ (\w+)\(")

needs_compiler = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")


@pytest.fixture(scope="module")
def host() -> Iterator[CudaHost]:
    with CudaHost() as started:
        yield started


def bound_case(path: Path, case: Case) -> BoundCase:
    translation = convert(SourceFile(str(path), path.read_text()), Options(target="opencl"))
    assert translation.port is not None
    entry = translation.port.manifest.kernel(case.kernel)
    assert entry is not None, [diagnostic.message for diagnostic in translation.diagnostics]
    return bind(case, entry, translation.port.manifest.globals)


def examine(host: CudaHost, toml: Path, case: Case) -> Examination:
    bound = bound_case(toml.with_suffix(".cu"), case)
    unwritten = [output.name for output in bound.outputs if output.is_poisoned]
    return host.examine(toml.with_suffix(".cu"), bound.launch, unwritten=unwritten)


def expected_of(path: Path, kernel: str) -> set[tuple[str, int]]:
    """Kind and line of everything that the kernel must be accused of, device functions before it included."""
    found: set[tuple[str, int]] = set()
    current = helper = ""
    pending: set[tuple[str, int]] = set()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if (start := KERNEL.match(line)) is not None:
            current, helper = start.group(1) or "", start.group(2) or ""
            if current == kernel:
                found |= pending
            pending = pending if helper else set()
        if (marked := EXPECTED.search(line)) is not None:
            kinds = {(kind, number) for kind in marked.group(1).split()}
            if helper:
                pending |= kinds
            elif current == kernel:
                found |= kinds
    return found


@needs_compiler
@pytest.mark.parametrize(("toml", "case"), CASES, ids=[f"{file.stem}-{case.kernel}" for file, case in CASES])
def test_accused_is_what_is_marked_and_nothing_else(host: CudaHost, toml: Path, case: Case) -> None:
    examination = examine(host, toml, case)
    assert not examination.problem
    found = {(fault.kind, line) for fault in examination.faults for line in (fault.line, fault.other_line) if line}
    expected = expected_of(toml.with_suffix(".cu"), case.kernel)
    assert found == expected, examination.faults
    assert bool(expected) != case.kernel.startswith("right")
