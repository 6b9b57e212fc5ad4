"""The page of the corpus's mutants: written of records, and of the page there is for files that have none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("mutation_page", ROOT / "scripts" / "mutation_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _script().page


def record(kernel: str, killed: int, *survivors: str, file: str = "corpus/norm/rows.cu") -> dict[str, Any]:
    lost = [{"line": 3, "operator": "bound", "before": each, "after": f"{each} + 1"} for each in survivors]
    total = killed + len(survivors) + 2
    return {
        "file": file,
        "kernel": kernel,
        "mutants": {"kernel": kernel, "total": total, "killed": killed, "equivalent": 2, "survivors": lost},
    }


def test_a_page_has_a_row_of_each_kernel_and_a_line_of_each_survivor() -> None:
    page = PAGE([record("second", 39, "a"), record("first", 20)])
    assert "| `norm/rows:first` | 22 | 2 | 20 | 100.0 % |\n| `norm/rows:second` | 42 | 2 | 39 | 97.5 % |" in page
    assert "2 kernels, 60 mutants: 98.3 % killed." in page
    assert page.endswith("## Survivors\n\n- `norm/rows:second` line 3, bound: `a` → `a + 1`\n")


def test_a_file_with_no_record_keeps_what_the_page_says_of_it() -> None:
    other = record("dot", 30, "b | c", file="corpus/reduce/dot.cu")
    both = PAGE([record("first", 20, "a"), other])
    assert PAGE([], both) == both
    assert PAGE([record("first", 22)], both) == PAGE([record("first", 22), other])


def test_a_file_with_a_record_keeps_no_kernel_that_it_has_lost() -> None:
    before = PAGE([record("first", 20, "a"), record("second", 20)])
    assert PAGE([record("first", 20)], before) == PAGE([record("first", 20)])


def test_a_kernel_whose_mutants_were_not_run_makes_no_page() -> None:
    with pytest.raises(SystemExit, match=r"rows\.cu: first: no mutants were run: mismatch out"):
        PAGE([{"file": "corpus/norm/rows.cu", "kernel": "first", "verdict": "mismatch", "reason": "out"}])


def test_the_page_there_is_is_read_in_full() -> None:
    present = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
    assert PAGE([], present) == present
