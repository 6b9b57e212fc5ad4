"""Writes the tables of docs/npu.md from records of `transkernel verify`, read from files; the rest of the page is
written by hand.

Not part of write_docs.py: the verdicts come from the NPUs' tools, and `make npu-check` takes its time.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from transkernel.claims import COLUMNS, cells_of_json, columns_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "npu.md"
BEGIN, END = "<!-- written by make npu-check: begin -->\n", "<!-- written by make npu-check: end -->\n"
_COLUMNS = columns_of(["ascendc", "pallas"])
# The rows of the first table: what a record has to say of itself.
_PORTS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "Ascend C, dav-2201": lambda each: each["target"] == "ascendc" and each["profile"] != "dav-3510",
    "Ascend C, dav-3510": lambda each: each["target"] == "ascendc" and each["profile"] == "dav-3510",
    "Pallas": lambda each: each["target"] == "pallas" and each["profile"] != "v5e",
    "Pallas, v5e": lambda each: each["target"] == "pallas" and each["profile"] == "v5e",
}
Records = list[dict[str, Any]]
Kernel = tuple[str, str]


def tables(records: Records) -> str:
    """What stands between the two marks."""
    ours, others = ([each for each in records if bool(each.get("author")) is flag] for flag in (False, True))
    parts = ["### The corpus by claims\n", *_by_claim(ours), "\n### By family\n", *_by_family(ours)]
    parts += ["\n### What is not translated, and why\n", *_refusals(ours)]
    parts += ["\n### What does not agree\n", *(_failures(ours) or ["Nothing."])]
    if others:
        parts += ["\n### Kernels that pyasc wrote\n", *_of_pyasc(others)]
    return "\n".join([*parts, "\n### Run with\n", *_tools(records), ""])


def _by_kernel(records: Records) -> dict[Kernel, Records]:
    groups: dict[Kernel, Records] = {}
    for record in records:
        groups.setdefault((record["file"], record["kernel"]), []).append(record)
    return groups


def _is_refused(records: Records) -> bool:
    return any(each["stage"] == "convert" for each in records)


def _by_claim(records: Records) -> list[str]:
    """Kernels of which a claim can be made in every one of their cases, of those in which it was tried."""
    lines = [f"| port | kernels | translated | {' | '.join(COLUMNS[each] for each in _COLUMNS)} |"]
    lines.append("|---" * (len(_COLUMNS) + 3) + "|")
    for name, is_of in _PORTS.items():
        kernels = _by_kernel([each for each in records if is_of(each)])
        if not kernels:
            continue
        translated = [each for each in kernels.values() if not _is_refused(each)]
        said = [[cells_of_json(case) for case in each] for each in translated]
        cells = [_claimed([[case[column] for case in each] for each in said]) for column in _COLUMNS]
        lines.append(f"| {name} | {len(kernels)} | {_share(len(translated), len(kernels))} | {' | '.join(cells)} |")
    return lines


def _claimed(kernels: list[list[str]]) -> str:
    tried = [said for cells in kernels if (said := [each for each in cells if each != "-"])]
    if not tried:
        return "never"
    return _share(sum(set(said) == {"yes"} for said in tried), len(tried))


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)"


def _by_family(records: Records) -> list[str]:
    families: dict[str, Records] = {}
    for record in records:
        families.setdefault(Path(record["file"]).parent.name, []).append(record)
    lines = [f"| family | kernels | {' | '.join(_PORTS)} |", "|---" * (len(_PORTS) + 2) + "|"]
    for family, of_family in sorted(families.items()):
        cells = []
        for is_of in _PORTS.values():
            kernels = _by_kernel([each for each in of_family if is_of(each)])
            agree = sum(all(map(_agrees, each)) for each in kernels.values())
            cells.append(str(agree) if kernels else "-")
        lines.append(f"| {family} | {len(_by_kernel(of_family))} | {' | '.join(cells)} |")
    said = "A cell is how many kernels agree with their originals in every case; of the v5e, how many libtpu compiles."
    return [*lines, "", said]


def _agrees(record: dict[str, Any]) -> bool:
    return bool(
        record["verdict"] == "pass" or (_is_compiled_alone(record) and cells_of_json(record)["compiler"] == "yes")
    )


def _is_compiled_alone(record: dict[str, Any]) -> bool:
    """As scripts/npu_compile.py leaves it: nobody was asked to run it."""
    return bool(record["verdict"] == "skipped" and record["stage"] == "compile")


def _refusals(records: Records) -> list[str]:
    """For each code how many kernels it takes, and which."""
    lines = ["| code | port | kernels |", "|---|---|---|"]
    found: dict[tuple[str, str], set[str]] = {}
    for name, is_of in _PORTS.items():
        for (_, kernel), cases in _by_kernel([each for each in records if is_of(each)]).items():
            if _is_refused(cases):
                codes = {d["code"] for each in cases for d in each["diagnostics"] if d["severity"] == "error"}
                for code in codes or {"-"}:
                    found.setdefault((code, name), set()).add(kernel)
    for (code, name), kernels in sorted(found.items()):
        lines.append(f"| {code} | {name} | {len(kernels)}: {', '.join(f'`{each}`' for each in sorted(kernels))} |")
    return lines if found else ["Everything is translated."]


def _failures(records: Records) -> list[str]:
    lines = []
    for record in records:
        if record["verdict"] != "pass" and record["stage"] != "convert" and not _is_compiled_alone(record):
            why = " ".join(str(record["reason"] or record["detail"]).split())[:160]
            lines.append(f"- `{record['kernel']}`, {record['case']}, on {record['device']}: {record['verdict']}; {why}")
    return lines


def _of_pyasc(records: Records) -> list[str]:
    lines = ["| kernel | cases that agree with the original on our twin | greatest error |", "|---|---|---|"]
    for (file, kernel), cases in _by_kernel(records).items():
        agree = sum(each["verdict"] == "pass" for each in cases)
        errors = [output["max_abs"] for each in cases for output in each["outputs"]]
        lines.append(f"| {Path(file).stem}: `{kernel}` | {agree} of {len(cases)} | {max(errors, default=0):.2g} |")
    return lines


def _tools(records: Records) -> Iterable[str]:
    counts = Counter((each["device"], each["device_name"], each["device_driver"]) for each in records if each["device"])
    ran = [f"- {device}: {name}, {driver}; {count} cases" for (device, name, driver), count in sorted(counts.items())]
    compiled = Counter(made["device"] for each in records for made in each.get("compiled", ()))
    return [*ran, *(f"- {device}: compiled {count} cases" for device, count in sorted(compiled.items()))]


def main() -> None:
    lines = (line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines())
    records = [record for line in lines if (record := json.loads(line)).get("verdict")]
    if not records:
        sys.exit("no records: give the files that `transkernel verify --format json` wrote")
    text = PAGE.read_text(encoding="utf-8")
    made = f"{BEGIN}\n{tables(records)}\n{END}"
    PAGE.write_text(re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: made, text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
