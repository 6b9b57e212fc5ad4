"""Writes docs/mutation.md from the records of `transkernel verify --mutate --format json`, read from a file.

With `--keep`, what the present page says of kernel files that have no record stays: so a new file needs no whole run.
Not part of write_docs.py: the figures come from devices, and `make mutants` takes minutes.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from transkernel.harness.mutate.operators import OPERATORS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mutation.md"
_ROW = re.compile(r"^\| `(\w+/\w+:\w+)` \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
_SURVIVOR = re.compile(r"^(- `(\w+/\w+:\w+)` line .*)$", re.MULTILINE)

_HEAD = """\
# Mutants of the corpus

`transkernel verify --mutate` asks whether the cases of a kernel would find a mistake. It makes mutants of the kernel,
each with one mistake in it, on the thread IR between the front end and the passes; each is emitted as a port like any
other and run against the original, case after case. A mutant is killed by any verdict but `pass`. One that survives is
printed with its line, the change, and the case that should be added.

What is run of each mutant, until it is killed:

1. the port as it is emitted, every case, built without optimisation: what a compiler rearranges hides what a barrier
   is for;
2. the port with its threads in the opposite order;
3. the port with shared memory and locals poisoned, and indices of arrays of known size checked;
4. the port with every element of a buffer spoiled that is given the value it has: a race of equal values, or work done
   twice;
5. the port with its indices held to the buffers of the case, also where it only reads;
6. the port with every element of shared memory spoiled that is given the value it has.

A form counts only in those cases in which the original's own port passes in it. A mutant that the target refuses or
that does not build is no mutant. One that does what the original does is *equivalent*, and not counted; what is known
to be so is in `transkernel/harness/mutate/equivalent.py`, rule by rule. The rate is of the others.

Not among the operators, as no run on a processor would show them: a fence that is lost, an atomic operation that is
not atomic, a product that is fused with a sum, and a rounding of floats that the tolerance lets pass.

At most 200 mutants of a kernel are tried, on Intel's runtime for processors. This page is written by `make mutants`;
`tests/harness/test_mutation_rates.py` holds it against a shorter run.
"""

# Stays on the page until a whole run writes it: rows that were added with fewer mutants say so.
_FEWER = """\
Of most kernels of `operators/`, and of `matmul/wmma_gemm`, only 60 or 100 were tried as yet.
"""


class Result(NamedTuple):
    """What became of a kernel's mutants. survivors: a line of the page each."""

    total: int
    equivalent: int
    killed: int
    survivors: tuple[str, ...]

    @property
    def real(self) -> int:
        return self.total - self.equivalent


def page(records: list[dict[str, Any]], present: str = "") -> str:
    """The page of the records, and of those files of the present page that have none."""
    found = _kernels(records)
    files = {_file_of(kernel) for kernel in found}
    found |= {kernel: result for kernel, result in _on(present).items() if _file_of(kernel) not in files}
    ordered = dict(sorted(found.items()))
    survivors = "\n".join(line for result in ordered.values() for line in result.survivors)
    head = _HEAD + _FEWER if _FEWER in present else _HEAD
    parts = [head, "## Operators\n", _operators(), "## Kernels\n", _table(ordered)]
    return "\n".join([*parts, "## Survivors\n", survivors or "None.", ""])


def _kernels(records: list[dict[str, Any]]) -> dict[str, Result]:
    """Each kernel once, by `family/file:kernel`."""
    found: dict[str, Result] = {}
    for each in records:
        path = Path(each["file"])
        mutants = each.get("mutants")
        if mutants is None:
            raise SystemExit(f"{path}: {each['kernel']}: no mutants were run: {each['verdict']} {each['reason']}")
        kernel = f"{path.parent.name}/{path.stem}:{mutants['kernel']}"
        lines = tuple(_survivor(kernel, survivor) for survivor in mutants["survivors"])
        found[kernel] = Result(mutants["total"], mutants["equivalent"], mutants["killed"], lines)
    return found


def _on(present: str) -> dict[str, Result]:
    """The kernels of a page, as `page` writes it."""
    lines: dict[str, list[str]] = {}
    for line, kernel in _SURVIVOR.findall(present):
        lines.setdefault(kernel, []).append(line)
    return {
        kernel: Result(int(total), int(equivalent), int(killed), tuple(lines.get(kernel, ())))
        for kernel, total, equivalent, killed in _ROW.findall(present)
    }


def _file_of(kernel: str) -> str:
    return kernel.partition(":")[0]


def _operators() -> str:
    rows = [f"| `{each.name}` | {each.stands_for} |" for each in OPERATORS]
    return "\n".join(["| operator | stands for |", "|---|---|", *rows, ""])


def _table(found: dict[str, Result]) -> str:
    rows = ["| kernel | mutants | equivalent | killed | rate |", "|---|---|---|---|---|"]
    for kernel, each in found.items():
        rate = f"{100 * each.killed / each.real:.1f} %"
        rows.append(f"| `{kernel}` | {each.total} | {each.equivalent} | {each.killed} | {rate} |")
    killed, real = (sum(getattr(each, name) for each in found.values()) for name in ("killed", "real"))
    return "\n".join([*rows, "", f"{len(found)} kernels, {real} mutants: {100 * killed / real:.1f} % killed.", ""])


def _survivor(kernel: str, each: dict[str, Any]) -> str:
    return f"- `{kernel}` line {each['line']}, {each['operator']}: `{each['before']}` → `{each['after']}`"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--keep", action="store_true", help="what the page says of files that have no record")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.records.read_text(encoding="utf-8").splitlines()]
    present = PAGE.read_text(encoding="utf-8") if options.keep else ""
    PAGE.write_text(page(records, present), encoding="utf-8")


if __name__ == "__main__":
    main()
