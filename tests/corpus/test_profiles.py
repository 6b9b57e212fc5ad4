"""Ports that use more of a device than OpenCL C 1.2 give the same numbers, where a device has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import Device, find_devices

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = [CORPUS / name for name in ("elementwise/relu_half.cu", "scan/warp_scan.cu", "reduce/shuffle_sum.cu")]


def has_profile(device: Device, profile: str) -> bool:
    """Whether a device has what the ports of a profile use."""
    capabilities = device.capabilities
    if not device.usable or device.kind != "opencl" or capabilities is None:
        return False
    return capabilities.fp16 if profile == "fp16" else 32 in capabilities.sub_group_sizes


@pytest.mark.parametrize("profile", ["fp16", "subgroups32"])
def test_profile(profile: str) -> None:
    devices = tuple(device.id for device in find_devices() if has_profile(device, profile))
    if not devices or isinstance(find_compiler(), str):
        pytest.skip(f"no device here has what the profile {profile} uses, or no C++ compiler runs the originals")
    report = verify(FILES, VerifyOptions(target="opencl", devices=devices, profile=profile))
    assert [(each.kernel, each.case, each.reason) for each in report.records if not each.is_pass] == []
    assert {Path(each.file) for each in report.records} == set(FILES)
