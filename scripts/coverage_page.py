"""Writes docs/coverage.md from the records of `transkernel verify corpus --format json`, read from files.

Not part of write_docs.py: the verdicts come from devices, and `make coverage` takes minutes.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from transkernel.claims import COLUMNS, cells_of_json

_ROOT = Path(__file__).resolve().parents[1]
_PAGE = _ROOT / "docs" / "coverage.md"

_HEAD = """\
# What is covered

Written by `make coverage` from the last run of `transkernel verify corpus`, and never by hand: the kernels of
`corpus/`, each with its cases, as CUDA on the CPU and as a port on every device. A cell is how many of the cases
passed; what did not is named.

What ran a port is not always what users have: each claim is a column of its own under "By claim".
"""

# What of CUDA a file uses, by what is seen in its text.
_CONSTRUCTS = {
    "kernel templates": r"\btemplate\s*<[^>]*>\s*(?:__launch_bounds__\([^)]*\)\s*)?__global__",
    "function-like macros": r"#\s*define\s+\w+\(",
    "`__syncthreads`": r"__syncthreads",
    "static shared memory": r"(?<!extern )__shared__",
    "dynamic shared memory": r"extern\s+__shared__",
    "atomics": r"\batomic[A-Z]\w+\s*\(",
    "warp shuffles": r"__shfl_\w+",
    "warp votes, matches and reductions": r"__(?:ballot|any|all|match|reduce)_\w*sync|__activemask",
    "cooperative groups": r"cooperative_groups",
    "matrix fragments": r"\bwmma\b",
    "vector types": r"\b(?:u?(?:char|short|int|long)|float|double)[234]\b",
    "half": r"__half|\bhalf2?\b",
    "bfloat16": r"__nv_bfloat162?",
    "double": r"\bdouble\b",
    "structs and classes": r"\b(?:struct|class)\s+\w+\s*[{:]",
    "`__constant__`": r"__constant__",
    "lambdas": r"\[[=&]?\]\s*(?:__device__\s*)?\(",
    "host code and launches": r"<<<",
}

Records = list[dict[str, Any]]


def page(records: Records) -> str:
    columns = sorted({_column(record) for record in records})
    parts = [
        _HEAD,
        "## By claim\n",
        *_claims(records),
        "\n## By construct\n",
        *_constructs(records, columns),
        "\n## By family\n",
        *_families(records, columns),
    ]
    parts += ["\n## By kernel\n", *_kernels(records, columns)]
    failures = [line for record in records if record["verdict"] != "pass" for line in _failure(record)]
    parts += ["\n## What did not pass\n", *(failures or ["Nothing."])]
    versions = sorted({f"- {_column(each)}: {each['device_name']}, {each['device_driver']}" for each in records})
    return "\n".join([*parts, "\n## Run on\n", *versions, ""])


def _claims(records: Records) -> list[str]:
    """For each target, of how many of the cases in which it was tried each claim can be made."""
    lines = [f"| target | {' | '.join(COLUMNS.values())} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for target in sorted({record["target"] for record in records}):
        said = [cells_of_json(record) for record in records if record["target"] == target]
        tried = [[each[column] for each in said if each[column] != "-"] for column in COLUMNS]
        cells = [f"{each.count('yes')} of {len(each)}" if each else "-" for each in tried]
        lines.append(f"| {target} | {' | '.join(cells)} |")
    return lines


def _column(record: dict[str, Any]) -> str:
    return f"{record['target']} on {record['device']}"


def _table(head: str, rows: Iterable[tuple[str, Records]], columns: list[str], counted: bool = True) -> list[str]:
    """counted: with a column that says how many kernels a row stands for."""
    heads = [head, "kernels", *columns] if counted else [head, *columns]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, records in rows:
        count = [str(len({(record["file"], record["kernel"]) for record in records}))] if counted else []
        cells = [_cell([record for record in records if _column(record) == column]) for column in columns]
        lines.append(f"| {' | '.join([name, *count, *cells])} |")
    return lines


def _cell(records: Records) -> str:
    """`12 of 12`, and the verdicts of the rest."""
    verdicts = Counter(record["verdict"] for record in records)
    if not records:
        return "-"
    others = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()) if verdict != "pass")
    return f"{verdicts['pass']} of {len(records)}" + (f" ({others})" if others else "")


def _constructs(records: Records, columns: list[str]) -> list[str]:
    texts = {file: (_ROOT / file).read_text(encoding="utf-8") for file in {record["file"] for record in records}}
    rows = []
    for name, pattern in _CONSTRUCTS.items():
        files = {file for file, text in texts.items() if re.search(pattern, text)}
        rows.append((name, [record for record in records if record["file"] in files]))
    return _table("files with", rows, columns)


def _families(records: Records, columns: list[str]) -> list[str]:
    return _table("family", _grouped(records, lambda record: Path(record["file"]).parent.name), columns)


def _kernels(records: Records, columns: list[str]) -> list[str]:
    name = lambda record: f"{Path(record['file']).parent.name}: `{record['kernel']}`"  # noqa: E731
    return _table("kernel", _grouped(records, name), columns, counted=False)


def _grouped(records: Records, key: Any) -> list[tuple[str, Records]]:
    groups: dict[str, Records] = {}
    for record in sorted(records, key=key):
        groups.setdefault(key(record), []).append(record)
    return list(groups.items())


def _failure(record: dict[str, Any]) -> list[str]:
    why = " ".join(str(record["reason"] or record["detail"]).split())[:200]
    return [f"- `{record['kernel']}`, {record['case']}, {_column(record)}: {record['verdict']}; {why}"]


def main() -> None:
    lines = (line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines())
    records = [record for line in lines if (record := json.loads(line)).get("verdict")]
    if not records:
        sys.exit("no records: give the files that `transkernel verify --format json` wrote")
    _PAGE.write_text(page(records), encoding="utf-8")


if __name__ == "__main__":
    main()
