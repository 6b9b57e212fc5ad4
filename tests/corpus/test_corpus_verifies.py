"""Every case of the corpus: original, port on each OpenCL device here, and NumPy reference agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.harness.verify import Report, VerifyOptions, verify
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

CORPUS = Path(__file__).parents[2] / "corpus"
FAMILIES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
DEVICES = tuple(device.id for device in find_devices() if device.usable and device.kind == "opencl")


@pytest.mark.parametrize("family", FAMILIES)
def test_family(family: str) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not DEVICES:
        pytest.skip("no OpenCL device runs the ports; `transkernel devices` says why")
    report = verify([CORPUS / family], VerifyOptions(target="opencl", references=True))
    assert failures(report) == []
    kernels = {path.stem for path in (CORPUS / family).glob("*.cu")}
    for device in DEVICES:
        passed = {Path(record.file).stem for record in report.records if record.device == device}
        assert passed == kernels


def failures(report: Report) -> list[str]:
    """What did not pass, one line each."""
    return [
        f"{record.kernel}, {record.case}, {record.device}: {record.verdict}: {record.reason}"
        for record in report.records
        if str(record.verdict) != "pass"
    ]
