"""What a pass says where no hardware ran the ports: what they went through instead, and what they compile for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transkernel.harness.records import Record
    from transkernel.run.compiled import Compiled

_SAID = {
    "interpreted": "an interpreter went through the ports, no GPU ran them",
    "simulated": "the vendor's simulator ran the ports, no hardware did",
    "twin": "our own twin of the device ran the ports; no tool of the vendor did, and no hardware",
}


def claims(records: Sequence[Record]) -> str:
    """One line, or nothing where hardware ran the ports."""
    said = [_SAID[claim] for claim in dict.fromkeys(record.claim for record in records) if claim in _SAID]
    if not said:
        return ""
    without = [record for record in records if record.claim in _SAID]
    devices = dict.fromkeys(each.device for record in without for each in record.compiled)
    made = [device for device in devices if all(each.is_ok for each in _of(device, without))]
    compiled = [f"they compile for {', '.join(made)}"] if made else []
    compiled += [f"{_count(device, without)} for {device}{_lacking(device, without)}"
                 for device in devices if device not in made]  # fmt: skip
    return "; ".join([*said, *compiled])


def _lacking(device: str, records: Sequence[Record]) -> str:
    """The functions that the device's library lacks."""
    names = dict.fromkeys(each.lacks for each in _of(device, records) if each.lacks)
    return f", which lacks {', '.join(names)}" if names else ""


def _count(device: str, records: Sequence[Record]) -> str:
    compiled = [each.is_ok for each in _of(device, records)]
    return f"{compiled.count(True)} of {len(compiled)} compile"


def _of(device: str, records: Sequence[Record]) -> Iterator[Compiled]:
    return (each for record in records for each in record.compiled if each.device == device)
