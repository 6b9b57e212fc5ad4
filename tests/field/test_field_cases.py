"""Case files for public CUDA code: all readable, each kernel at two sizes or more; docs/field-notes.md runs them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from transkernel.harness.cases import load_cases

ROOT = Path(__file__).parent / "cases"
FILES = sorted(ROOT.rglob("*.toml"))


def test_there_are_cases_for_several_projects() -> None:
    assert len({path.relative_to(ROOT).parts[0] for path in FILES}) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_kernel_has_two_cases_that_write_something(path: Path) -> None:
    cases = load_cases(path)
    assert min(Counter(case.kernel for case in cases).values()) >= 2
    assert all(any(buffer.out for _, buffer in case.buffers()) for case in cases)
    assert len({(case.kernel, case.grid, case.block, repr(case.args)) for case in cases}) == len(cases)
