"""What a pass says where no device ran the ports: that they were interpreted, and what they compile for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transkernel.harness.records import Record
    from transkernel.run.triton_compile import Compiled


def claims(records: Sequence[Record]) -> str:
    """One line, or nothing where devices ran the ports."""
    interpreted = [record for record in records if record.claim == "interpreted"]
    if not interpreted:
        return ""
    devices = dict.fromkeys(each.device for record in interpreted for each in record.compiled)
    lacking = {device: _lacking(device, interpreted) for device in devices}
    made = [device for device in devices if not lacking[device]]
    compiled = [f"they compile for {', '.join(made)}"] if made else []
    compiled += [f"{_count(device, interpreted)} for {device}, which lacks {', '.join(lacking[device])}"
                 for device in devices if lacking[device]]  # fmt: skip
    return "; ".join(["an interpreter went through the ports, no GPU ran them", *compiled])


def _lacking(device: str, records: Sequence[Record]) -> tuple[str, ...]:
    """The functions that the device's library lacks."""
    return tuple(dict.fromkeys(each.lacks for each in _of(device, records) if each.lacks))


def _count(device: str, records: Sequence[Record]) -> str:
    compiled = [each.is_ok for each in _of(device, records)]
    return f"{compiled.count(True)} of {len(compiled)} compile"


def _of(device: str, records: Sequence[Record]) -> Iterator[Compiled]:
    return (each for record in records for each in record.compiled if each.device == device)
