"""Programs of language features: the system's C++ compiler and each OpenCL device give the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.harness.cases import load_cases
from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.cu"))
DEVICES = tuple(device.id for device in find_devices() if device.usable and device.kind == "opencl")


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(path: Path) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not DEVICES:
        pytest.skip("no OpenCL device runs the ports; `transkernel devices` says why")
    report = verify([path], VerifyOptions(target="opencl", examine=False))
    failed = [
        f"{record.kernel}, {record.device}: {record.verdict}: {record.reason}"
        for record in report.records
        if str(record.verdict) != "pass"
    ]
    assert failed == []
    kernels = {case.kernel for case in load_cases(path.with_suffix(".toml"))}
    assert {(record.kernel, record.device) for record in report.records} == {
        (kernel, device) for kernel in kernels for device in DEVICES
    }
