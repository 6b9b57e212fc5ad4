"""Writes docs/mutation.md from the records of `transkernel verify --mutate --format json`, read from a file.

Not part of write_docs.py: the figures come from devices, and `make mutants` takes minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from transkernel.harness.mutate.operators import OPERATORS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mutation.md"

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


def page(records: list[dict[str, Any]]) -> str:
    found = _kernels(records)
    parts = [_HEAD, "## Operators\n", _operators(), "## Kernels\n", _table(found)]
    survivors = "\n".join(line for kernel, result in found for line in _survivors(kernel, result))
    return "\n".join([*parts, "## Survivors\n", survivors or "None.", ""])


def _kernels(records: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Each kernel once, by `family/file:kernel`."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        path = Path(record["file"])
        mutants = record.get("mutants")
        if mutants is None:
            raise SystemExit(f"{path}: {record['kernel']}: no mutants were run: {record['verdict']} {record['reason']}")
        found[f"{path.parent.name}/{path.stem}:{mutants['kernel']}"] = mutants
    return sorted(found.items())


def _operators() -> str:
    rows = [f"| `{each.name}` | {each.stands_for} |" for each in OPERATORS]
    return "\n".join(["| operator | stands for |", "|---|---|", *rows, ""])


def _table(found: list[tuple[str, dict[str, Any]]]) -> str:
    rows = ["| kernel | mutants | equivalent | killed | rate |", "|---|---|---|---|---|"]
    for kernel, result in found:
        rate = f"{100 * result['rate']:.1f} %"
        rows.append(f"| `{kernel}` | {result['total']} | {result['equivalent']} | {result['killed']} | {rate} |")
    killed = sum(result["killed"] for _, result in found)
    real = sum(result["total"] - result["equivalent"] for _, result in found)
    return "\n".join([*rows, "", f"{len(found)} kernels, {real} mutants: {100 * killed / real:.1f} % killed.", ""])


def _survivors(kernel: str, result: dict[str, Any]) -> Iterator[str]:
    for each in result["survivors"]:
        yield f"- `{kernel}` line {each['line']}, {each['operator']}: `{each['before']}` → `{each['after']}`"


def main() -> None:
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    PAGE.write_text(page(records), encoding="utf-8")


if __name__ == "__main__":
    main()
