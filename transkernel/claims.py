"""What a record says of its port, and by whose tools. The claims are never mixed: each is a column wherever records are
shown, and what nobody tried is a dash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

# How a device comes to its numbers.
Claim = Literal["twin", "interpreted", "simulated", "ran"]

# The columns, and what a `yes` in them says of a port.
COLUMNS = {
    "twin": "ran on our twin",
    "interpreter": "ran in its language's own interpreter",
    "compiler": "accepted by the vendor's compiler",
    "simulator": "ran on the vendor's simulator",
    "hardware": "ran on hardware",
}
_COLUMN_OF: dict[str, str] = {
    "twin": "twin",
    "interpreted": "interpreter",
    "simulated": "simulator",
    "ran": "hardware",
}
_FOUR = ("twin", "compiler", "simulator", "hardware")
# Targets whose ports run where users run them, and those for which there is neither twin nor simulator.
_OF_TARGET = {"opencl": ("hardware",), "triton": ("interpreter", "compiler", "hardware")}
_NOT_TRIED = "-"


def words_of(claim: str) -> str:
    """What a pass on a device of that claim says."""
    return COLUMNS[_COLUMN_OF[claim]]


def columns_of(targets: Iterable[str]) -> tuple[str, ...]:
    """Those that a table of records of these targets has, in their order."""
    wanted = {column for target in targets for column in _OF_TARGET.get(target, _FOUR)}
    return tuple(column for column in COLUMNS if column in wanted)


def cells(verdict: str, claim: str, compiled: Sequence[bool]) -> dict[str, str]:
    """For each column `yes`, `no` or a dash; `2 of 3` where some compilers accepted it.

    claim: of the device that ran the port, empty where none did. compiled: for each device that the port was compiled
    for, whether it was accepted.
    """
    made = dict.fromkeys(COLUMNS, _NOT_TRIED)
    if claim:
        made[_COLUMN_OF[claim]] = "yes" if verdict == "pass" else "no"
    if compiled:
        accepted = sum(compiled)
        made["compiler"] = (
            "yes" if accepted == len(compiled) else f"{accepted} of {len(compiled)}" if accepted else "no"
        )
    return made


def cells_of_json(record: Mapping[str, Any]) -> dict[str, str]:
    """The same, of a record as it is written to disk."""
    compiled = [not each.get("message") for each in record.get("compiled") or ()]
    return cells(str(record.get("verdict", "")), str(record.get("claim") or ""), compiled)
