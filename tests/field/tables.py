"""The results of field.py as the tables of docs/field-notes.md: `python -m tests.field.tables RESULT.json...`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.field.field import NOT_BUILT
from tests.field.repositories import REPOSITORIES
from transkernel.codes import CODES

Result = dict[str, Any]


def read(paths: Sequence[Path]) -> list[Result]:
    """The results, in the order of repositories.toml."""
    order = list(REPOSITORIES)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sorted(found, key=lambda each: order.index(each["name"]) if each["name"] in order else len(order))


def shares(results: Sequence[Result]) -> Iterator[str]:
    """A row a repository: how many kernels were translated, how many of these were built, and the aim."""
    yield "| repository | kernels | translated | built | aim |"
    yield "|---|---|---|---|---|"
    for result in results:
        codes = [kernel["codes"] for kernel in result["kernels"]]
        built = sum(not each for each in codes)
        translated = built + sum(each == [NOT_BUILT] for each in codes)
        aim = f"{REPOSITORIES[result['name']].aim:g} %" if result["name"] in REPOSITORIES else ""
        shown = " | ".join(f"{each} ({_percent(each, len(codes))} %)" for each in (translated, built))
        yield f"| {result['name']} | {len(codes)} | {shown} | {aim} |"


def codes_by_count(results: Sequence[Result]) -> Iterator[str]:
    """A row a code: in how many kernels it stands first, in each repository."""
    counts = {result["name"]: Counter(each["codes"][0] for each in result["kernels"] if each["codes"])
              for result in results}  # fmt: skip
    total = sum(counts.values(), Counter[str]())
    yield f"| code | | {' | '.join(counts)} | all |"
    yield "|---" * (len(counts) + 3) + "|"
    for code, count in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        title = CODES[code].title if code in CODES else "not in the time, or with an error of the compiler"
        row = " | ".join(str(each[code] or "") for each in counts.values())
        yield f"| {code} | {title} | {row} | {count} |"
    row = " | ".join(str(each.total()) for each in counts.values())
    yield f"| all | | {row} | {total.total()} |"


def _percent(part: int, whole: int) -> str:
    """Rounded down: 99.96 % is not all."""
    return f"{int(1000 * part / whole) / 10:g}" if whole else "0"


def main(paths: Sequence[str]) -> int:
    results = read([Path(each) for each in paths])
    lines = (*shares(results), "", *codes_by_count(results))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
