"""What became of a kernel's mutants, as it stands in verify's records."""

from __future__ import annotations

from collections import Counter
from typing import Any

from transkernel.records import record


@record
class Tried:
    """One mutant. verdict: of the run that told it from the original, empty for a survivor. by: case, form, device of
    that run. why: it is equivalent. advice: for a survivor, the case that is missing."""

    id: str
    operator: str
    kernel: str
    line: int
    before: str
    after: str
    verdict: str = ""
    by: str = ""
    why: str = ""
    advice: str = ""


@record
class MutantsResult:
    """killed: by which run. equivalent: the same port as the original's, or shown to do the same. survivors: neither.

    total: all three together. A mutant that the target cannot say, or that does not build, is in none of them.
    """

    kernel: str
    device: str
    killed: tuple[Tried, ...]
    equivalent: tuple[Tried, ...]
    survivors: tuple[Tried, ...]
    seconds: float = 0.0

    @property
    def total(self) -> int:
        return len(self.killed) + len(self.equivalent) + len(self.survivors)

    @property
    def rate(self) -> float | None:
        """Killed of those that differ from the original; None where there is none."""
        real = len(self.killed) + len(self.survivors)
        return len(self.killed) / real if real else None

    def to_json(self) -> dict[str, Any]:
        """Counts, the survivors in full, and which case killed how many."""
        return {
            "kernel": self.kernel,
            "total": self.total,
            "killed": len(self.killed),
            "equivalent": len(self.equivalent),
            "rate": None if self.rate is None else round(self.rate, 4),
            "device": self.device,
            "seconds": round(self.seconds, 3),
            "killed_by": dict(Counter(each.by for each in self.killed).most_common()),
            "equivalents": [_named(each, "why") for each in self.equivalent],
            "survivors": [_named(each, "advice") for each in self.survivors],
        }


def _named(mutant: Tried, *further: str) -> dict[str, Any]:
    names = ("id", "operator", "kernel", "line", "before", "after", *further)
    return {name: getattr(mutant, name) for name in names}
