"""What fuzzing found, shrunk and kept: every kernel of findings/ agrees with its original on every device here."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.diagnostics import Diagnostic
from transkernel.harness.records import Verdict
from transkernel.harness.verify import VerifyOptions, open_session, verify_file
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

FOLDER = Path(__file__).parent / "findings"
FILES = sorted(path.stem for path in FOLDER.glob("*.cu"))
DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]


@pytest.mark.parametrize("name", FILES)
def test_it_is_fixed(name: str) -> None:
    said: list[Diagnostic] = []
    with open_session(VerifyOptions(devices=tuple(DEVICES))) as session:
        records = list(verify_file(FOLDER / f"{name}.cu", Path(f"{name}.cu"), session, said))
    assert not said
    assert len(records) >= len(DEVICES)
    assert {record.verdict for record in records} == {Verdict.PASS}, [record.reason for record in records]
