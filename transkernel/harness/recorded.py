"""What verify said of a corpus, kept in a file beside the golden texts, and what has drifted from it since.

A line a case and device, in the order of their names: the verdict, and of each output that was compared how far off it
was. There are no times, versions or machines in it, so that it changes only where results do.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from transkernel.harness.records import Record, json_safe

Case = tuple[str, str, str]


class NotRecorded(ValueError):
    """The file cannot be used; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far off an output was, to six digits."""

    max_abs: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """One case on one device. file: below the corpus. repeats: how far runs of the port agreed with each other."""

    file: str
    kernel: str
    case: str | None
    device: str | None
    verdict: str
    repeats: str = "not-tested"
    outputs: Mapping[str, Figures] = field(default_factory=dict)

    @property
    def key(self) -> Case:
        """The case, whatever device it runs on: file, kernel and name."""
        return self.file, self.kernel, self.case or ""

    def __str__(self) -> str:
        case = f", case {self.case!r}" if self.case is not None else ""
        return f"{self.kernel or 'the file'}{case}" + (f" on {self.device}" if self.device is not None else "")


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that is no longer as it was recorded. record: of now, or the old one where there is none."""

    code: str
    record: Recorded
    message: str


def recorded(record: Record, file: str) -> Recorded:
    """What is kept of a record. file: its path below the corpus."""
    outputs = {
        output.name: Figures(_short(output.magnitudes.max_abs), _short(output.magnitudes.rmse))
        for output in record.outputs
    }
    repeats = record.determinism.port
    return Recorded(file, record.kernel, record.case, record.device, str(record.verdict), repeats, outputs)


def read_recorded(path: Path) -> list[Recorded]:
    """The lines of a file. Raises NotRecorded, and OSError where it cannot be read."""
    found = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_from_json(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotRecorded(f"{path}:{number}: is no recorded verdict: {error}") from None
    return found


def recorded_text(records: Sequence[Recorded]) -> str:
    """The file that `read_recorded` reads."""
    ordered = sorted(records, key=lambda each: (*each.key, each.device or ""))
    return "".join(json.dumps(json_safe(asdict(each)), ensure_ascii=False) + "\n" for each in ordered)


def merged(before: Sequence[Recorded], now: Sequence[Recorded], not_run: Collection[Case] = ()) -> list[Recorded]:
    """What is to be kept: all of now, and what was said of cases that there still are by devices that are not here.

    not_run: cases that nothing here could run, which are there all the same.
    """
    here, cases = _devices(now), {each.key for each in now}
    absent = (each for each in before if each.device and each.device not in here and each.key in cases)
    return [*now, *absent, *(each for each in before if each.key in not_run and each.key not in cases)]


def unchecked(before: Sequence[Recorded], now: Sequence[Recorded]) -> list[str]:
    """The devices that something is recorded of and that did not run now."""
    return sorted(_devices(before) - _devices(now))


def drifts(
    before: Sequence[Recorded], now: Sequence[Recorded], factor: float, not_run: Collection[Case] = ()
) -> Iterator[Drift]:
    """What now is not as before: verdicts, figures beyond `factor` times the recorded ones, and cases.

    A device that nothing is recorded of is held to the verdicts of the others; one that is not here is passed by.
    not_run: cases that nothing here could run, which are passed by too.
    """
    here = _devices(now)
    old, new = _by_case(before), _by_case(now)
    for key in sorted(each for each in old | new if each in new or each not in not_run):
        was, found = old.get(key, {}), new.get(key, {})
        for device, record in sorted(found.items(), key=lambda item: item[0] or ""):
            if not was:
                yield Drift("TK0674", record, f"{record}: is not recorded; it is {record.verdict}")
            else:
                yield from _of_device(was, device, record, factor)
        for device, record in was.items():
            if device not in found and (not found or device in here):
                yield Drift("TK0674", record, f"{record}: was {record.verdict} and is no longer there")


def _of_device(
    was: Mapping[str | None, Recorded], device: str | None, record: Recorded, factor: float
) -> Iterator[Drift]:
    before = was.get(device)
    known = [before] if before is not None else list(was.values())
    if record.verdict not in {each.verdict for each in known}:
        said = f"was {known[0].verdict}" + (f" on {known[0].device}" if before is None and known[0].device else "")
        yield Drift("TK0672", record, f"{record}: {said}, is {record.verdict}")
    elif before is not None:
        for name, figures in record.outputs.items():
            if name in before.outputs:
                worse = list(_worse(before.outputs[name], figures, factor, before.repeats != "bitwise"))
                if worse:
                    yield Drift("TK0673", record, f"{record}: `{name}` is further off: {', '.join(worse)}")


def _worse(before: Figures, now: Figures, factor: float, varies: bool) -> Iterator[str]:
    """varies: runs of one port differ (atomics), so that an output that was exact by chance promised nothing."""
    for name in ("max_abs", "rmse"):
        was, found = getattr(before, name), getattr(now, name)
        if varies and was == 0:
            continue
        if found > factor * was or (math.isnan(found) and not math.isnan(was)):
            yield (
                f"{name} was {was:g}, is {found:g}"
                if was == 0
                else (f"{name} was {was:g}, is {found:g}, more than {factor:g} times that")
            )


def _devices(records: Sequence[Recorded]) -> set[str]:
    return {each.device for each in records if each.device is not None}


def _by_case(records: Sequence[Recorded]) -> dict[Case, dict[str | None, Recorded]]:
    found: dict[Case, dict[str | None, Recorded]] = {}
    for each in records:
        found.setdefault(each.key, {})[each.device] = each
    return found


def _from_json(line: Any) -> Recorded:
    outputs = {name: Figures(float(each["max_abs"]), float(each["rmse"])) for name, each in line["outputs"].items()}
    return Recorded(**{**line, "outputs": outputs})


def _short(value: float) -> float:
    """Six digits are more than a factor needs, and read well in a diff."""
    return float(f"{value:.6g}")
