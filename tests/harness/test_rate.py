"""At least 60 comparisons a minute on two cores, once libraries are cached: processor time, ours and our children's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]
# Two cores have 120 seconds in a minute, for 60 comparisons.
MOST_SECONDS = 2.0

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]


def test_sixty_comparisons_a_minute() -> None:
    paths = [CORPUS / "elementwise" / "saxpy.cu", CORPUS / "reduce" / "tree_sum.cu"]
    verify(paths, VerifyOptions(runs=3))
    before = os.times()
    report = verify(paths, VerifyOptions(runs=3))
    after = os.times()
    assert report.exit_code == 0
    each = (sum(after[:4]) - sum(before[:4])) / len(report.records)
    assert each < MOST_SECONDS, f"{each:.2f} seconds of a processor for each comparison"
