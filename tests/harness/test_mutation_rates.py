"""The kill rates of the corpus: docs/mutation.md has them all, and a shorter run finds no survivor beside those.

`make mutants` writes the page anew; a survivor that is new here is a case that is missing, or an operator's. Of the
files the shorter run takes some half, drawn by a digest of the file and its cases: a change of one draws anew,
and the run takes some half of the time that all files would.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from transkernel.harness.cases import load_cases
from transkernel.harness.kernel_names import base
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify_file
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "corpus").glob("*/*.cu"))
_PATH = ROOT / "docs" / "mutation.md"
PAGE = _PATH.read_text(encoding="utf-8") if _PATH.exists() else ""

pytestmark = pytest.mark.skipif(not PAGE, reason="docs/mutation.md is not written yet: `make mutants` writes it")

LEAST_RATE, LEAST_MUTANTS = 95.0, 12
SHARE = 2  # one of about so many files is drawn
# The page is of this device: another one may let a mutant pass that this one tells.
DEVICE = "intel-cpu"

ROWS = {
    kernel: (int(total) - int(equivalent), float(rate))
    for kernel, total, equivalent, rate in re.findall(
        r"^\| `(\w+/\w+:\w+)` \| (\d+) \| (\d+) \| \d+ \| ([\d.]+) % \|$", PAGE, re.MULTILINE
    )
}
SURVIVORS = set(re.findall(r"^- `(\w+/\w+:\w+)` line \d+, (\w+): `(.*)` → `(.*)`$", PAGE, re.MULTILINE))

# Killed by chance: they read one element behind shared memory that comes through a pointer, whose extent no check
# knows, and what lies there decides.
CHANCE = {
    (
        "reduce/shuffle_sum:row_moments",
        "bound",
        "value = (lane < 8) ? warp_sums[lane] : 0.0",
        "value = (lane <= 8) ? warp_sums[lane] : 0.0",
    )
}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def is_drawn(path: Path) -> bool:
    """Whether the shorter run takes a file."""
    texts = (path.read_bytes(), path.with_suffix(".toml").read_bytes())
    return hashlib.sha256(b"\0".join((named(path).encode(), *texts))).digest()[0] % SHARE == 0


def kernels_of(path: Path) -> set[str]:
    return {f"{named(path)}:{base(case.kernel)}" for case in load_cases(path.with_suffix(".toml"))}


def test_the_page_has_every_kernel_of_the_corpus() -> None:
    assert set(ROWS) == {kernel for path in FILES for kernel in kernels_of(path)}


@pytest.mark.parametrize("kernel", ROWS)
def test_the_kill_rate_of_a_kernel(kernel: str) -> None:
    mutants, rate = ROWS[kernel]
    assert mutants >= LEAST_MUTANTS
    assert rate >= LEAST_RATE


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    options = VerifyOptions(devices=(DEVICE,), runs=1, examine=False, mutants=LEAST_MUTANTS)
    with open_session(options) as opened:
        yield opened


@pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here")
@pytest.mark.skipif(
    not any(device.id == DEVICE and device.usable for device in find_devices()), reason=f"{DEVICE} is not here"
)
@pytest.mark.parametrize("path", [path for path in FILES if is_drawn(path)], ids=named)
def test_a_shorter_run_finds_no_other_survivor(path: Path, session: Session) -> None:
    found = {record.mutants.kernel: record.mutants for record in verify_file(path, path, session, []) if record.mutants}
    assert {f"{named(path)}:{kernel}" for kernel in found} == kernels_of(path)
    for kernel, result in found.items():
        assert len(result.killed) + len(result.survivors) >= LEAST_MUTANTS
        left = {(f"{named(path)}:{kernel}", each.operator, each.before, each.after) for each in result.survivors}
        assert left <= SURVIVORS | CHANCE
