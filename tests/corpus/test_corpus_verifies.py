"""Every case of the corpus: original, port on each OpenCL device here, and NumPy reference agree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from transkernel.diagnostics import Diagnostic
from transkernel.harness.cases import load_cases
from transkernel.harness.records import Record
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify_file
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

CORPUS = Path(__file__).parents[2] / "corpus"
# One of each kind that the harness binds in its own way; others' float32 may be further off than a reference's float64.
NEAR_THEIR_REFERENCE = ("saxpy", "clamp", "tree_sum", "block_scan")
FAMILIES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
DEVICES = tuple(device.id for device in find_devices() if device.usable and device.kind == "opencl")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """One for all families: its children start once."""
    with open_session(VerifyOptions(target="opencl", references=True)) as opened:
        yield opened


@pytest.mark.parametrize("family", FAMILIES)
def test_family(session: Session, family: str) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not DEVICES:
        pytest.skip("no OpenCL device runs the ports; `transkernel devices` says why")
    records = verified(session, family)
    assert failures(records) == []
    for record in records:
        assert record.line > 0
        if Path(record.file).stem in NEAR_THEIR_REFERENCE:
            assert record.against_reference
            assert all(errors.original_verdict == "pass" for errors in record.against_reference.values())
        assert json.loads(json.dumps(record.to_json(), allow_nan=False))["outputs"]
    kernels = {path.stem for path in (CORPUS / family).glob("*.cu")}
    files = sorted((CORPUS / family).glob("*.toml"))
    cases = [(str(file.with_suffix(".cu")), case.kernel, case.name) for file in files for case in load_cases(file)]
    for device in DEVICES:
        met = [(record.file, record.kernel, record.case) for record in records if record.device == device]
        assert met == cases
        passed = {Path(record.file).stem for record in records if record.device == device}
        assert passed == kernels


def verified(session: Session, family: str) -> list[Record]:
    """The records of a family's files. No case file is wrong."""
    wrong: list[Diagnostic] = []
    files = sorted((CORPUS / family).glob("*.cu"))
    records = [record for path in files for record in verify_file(path, path.relative_to(CORPUS), session, wrong)]
    assert wrong == []
    return records


def failures(records: Iterable[Record]) -> list[str]:
    """What did not pass, one line each."""
    return [
        f"{record.kernel}, {record.case}, {record.device}: {record.verdict}: {record.reason}"
        for record in records
        if str(record.verdict) != "pass"
    ]
