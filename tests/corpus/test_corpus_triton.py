"""Every case of the corpus as a Triton port: interpreted, it agrees with the original, and it compiles.

For time's sake a case is compiled for one GPU, and the first one of each file for the others; `make triton-check`
compiles all for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.test_corpus_verifies import CORPUS, FAMILIES, failures
from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

INTERPRETER = "triton-interpreter"
FIRST, *OTHERS = "triton-sm90", "triton-sm80", "triton-gfx942"


@pytest.mark.parametrize("family", FAMILIES)
def test_family(family: str) -> None:
    """The originals were examined for OpenCL C, so they are not here."""
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not any(device.id == INTERPRETER and device.usable for device in find_devices()):
        pytest.skip("Triton is not here; `transkernel devices` says why")
    report = verify([CORPUS / family], VerifyOptions(target="triton", runs=1, examine=False, compile_for=(FIRST,)))
    assert failures(report) == []
    assert {record.claim for record in report.records} == {"interpreted"}
    assert {Path(record.file).stem for record in report.records} == {
        path.stem for path in (CORPUS / family).glob("*.cu")
    }
