"""What `verify --mutate` says: how many mutants of each kernel were told from the original, and those that were not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transkernel.cli.terminal import table

if TYPE_CHECKING:
    from transkernel.harness.mutate.result import MutantsResult, Tried
    from transkernel.harness.records import Record

_HEAD = ("kernel", "mutants", "killed", "equivalent", "rate")


def mutants_text(records: Sequence[Record]) -> str:
    """A table of kernels, then the survivors, each with the case that is missing; empty where no mutant was run."""
    found = _results(records)
    if not found:
        return ""
    rows = [_HEAD, *(_row(result) for _, result in found)]
    survivors = [text for file, result in found for each in result.survivors for text in _survivor(file, each)]
    return "\n" + table(rows) + "".join(f"{line}\n" for line in survivors)


def lowest_rate(records: Sequence[Record]) -> float | None:
    """Of all kernels, in per cent; None where no kernel has mutants that differ from it."""
    return min((100 * result.rate for _, result in _results(records) if result.rate is not None), default=None)


def _results(records: Sequence[Record]) -> list[tuple[str, MutantsResult]]:
    """Each kernel's once, with its file."""
    found = {(each.file, each.mutants.kernel): each.mutants for each in records if each.mutants is not None}
    return [(file, result) for (file, _), result in found.items()]


def _row(result: MutantsResult) -> tuple[str, ...]:
    rate = "-" if result.rate is None else f"{100 * result.rate:.1f} %"
    return (result.kernel, str(result.total), str(len(result.killed)), str(len(result.equivalent)), rate)


def _survivor(file: str, mutant: Tried) -> tuple[str, ...]:
    return (
        f"{file}:{mutant.line}: {mutant.kernel}: no case tells {mutant.id} from the original",
        f"    {mutant.before}  ->  {mutant.after}",
        f"    add a case with {mutant.advice}",
    )
