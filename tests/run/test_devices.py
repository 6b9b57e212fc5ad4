"""What is found here: rows for everything, one broken driver apart from the others, and what is kept on disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from transkernel.cli.devices import devices_command_rows, devices_command_table
from transkernel.run import devices as devices_module
from transkernel.run import opencl_loader
from transkernel.run.devices import Device, DeviceNotUsable, find_device, find_devices

_HANG = """
#include <unistd.h>
__attribute__((constructor)) static void hang(void) { for (;;) pause(); }
"""
_CRASH = """
__attribute__((constructor)) static void crash(void) { __builtin_trap(); }
"""

_PALLAS = ("pallas", "pallas-compiler")


@pytest.fixture
def known() -> tuple[Device, ...]:
    return find_devices()


@pytest.fixture
def vendors(tmp_path: Path, known: tuple[Device, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the system's folder of drivers in its place, and a folder of its own for what is kept.

    What is not found through that folder is as it was found before: to ask it takes seconds.
    """
    for name, kinds in (("_triton_devices", ("triton", "triton-compiler")), ("_pallas_devices", _PALLAS)):
        found = [device for device in known if device.kind in kinds]
        monkeypatch.setattr(devices_module, name, lambda seconds, found=found: found)
    for name, id_ in (("_pyasc", "pyasc"), ("_nvidia", "nvidia")):
        (one,) = (device for device in known if device.id == id_)
        monkeypatch.setattr(devices_module, name, lambda *_, one=one: one)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "vendors"
    if opencl_loader.SYSTEM_VENDORS.is_dir():
        shutil.copytree(opencl_loader.SYSTEM_VENDORS, folder)
    else:
        folder.mkdir()
    monkeypatch.setattr(opencl_loader, "SYSTEM_VENDORS", folder)
    return folder


def usable_ids(devices: tuple[Device, ...]) -> set[str]:
    return {device.id for device in devices if device.usable}


def library(folder: Path, text: str) -> Path:
    """A shared library made of C; the test is skipped where there is no compiler."""
    if shutil.which("gcc") is None:
        pytest.skip("no C compiler here")
    source, made = folder / "driver.c", folder / "driver.so"
    source.write_text(text)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", made, source], check=True, timeout=60)
    return made


def test_what_everybody_can_have_is_always_listed() -> None:
    devices = find_devices()
    ids = [device.id for device in devices]
    assert len(ids) == len(set(ids))
    assert {"intel-cpu", "pocl-cpu", "triton-interpreter", "triton-sm90", "cuda-host", "nvidia"} <= set(ids)
    for device in devices:
        assert device.usable == (device.reason == "")
        assert "\n" not in device.reason


def test_capabilities_are_data() -> None:
    for device in find_devices():
        if device.kind != "opencl" or not device.usable:
            continue
        able = device.capabilities
        assert able is not None
        assert able.fp64 == ("cl_khr_fp64" in able.extensions)
        assert able.most_block_threads >= 64
        assert able.local_memory_bytes >= 16 << 10
        assert "1.2" in able.opencl_c_versions
        assert all(size & (size - 1) == 0 for size in able.sub_group_sizes)


def test_triton_interprets_or_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [device for device in find_devices() if device.kind in ("triton", "triton-compiler")]
    assert [device.id for device in devices if device.kind == "triton"] == ["triton-interpreter"]
    assert len({(device.reason, device.remedy, device.driver) for device in devices}) == 1
    monkeypatch.setattr(devices_module, "_package_version", lambda name: "")
    for device in devices_module._triton_devices(60):
        assert not device.usable
        assert "transkernel[triton]" in device.remedy


def test_rows_are_json_and_a_table() -> None:
    devices = find_devices()
    rows = devices_command_rows(devices)
    read_back = json.loads(json.dumps(rows))
    assert [row["id"] for row in read_back] == [device.id for device in devices]
    assert [row["usable"] for row in read_back] == [device.usable for device in devices]
    claims = {row["kind"]: row["claim"] for row in read_back}
    assert (claims["ascendc"], claims["pallas"], claims["cuda-host"]) == ("twin", "simulator", "")
    table = devices_command_table(devices)
    assert len({len(row) for row in table}) == 1
    assert len(table) == len(devices) + 1
    for device in devices:
        if not device.usable:
            assert any(device.id == row[0] and device.reason in row[-1] for row in table)


def test_a_device_survives_json() -> None:
    for device in find_devices():
        assert Device.from_json(json.loads(json.dumps(device.to_json()))) == device


def test_broken_drivers_stand_alone(vendors: Path, known: tuple[Device, ...]) -> None:
    before = usable_ids(known)
    garbage = vendors / "garbage.so"
    garbage.write_text("no library")
    (vendors / "garbage.icd").write_text(f"{garbage}\n")
    (vendors / "missing.icd").write_text("/nowhere/libmissing.so\n")
    (vendors / "binary.icd").write_bytes(bytes(range(256)))
    (vendors / "other.icd").write_text("libc.so.6\n")
    devices = find_devices()
    assert usable_ids(devices) == before
    reasons = {device.id: device.reason for device in devices}
    assert str(garbage) in reasons["opencl-garbage"]
    assert "/nowhere/libmissing.so, which does not exist" in reasons["opencl-missing"]
    assert "binary.icd is no text file" in reasons["opencl-binary"]
    assert "no OpenCL driver" in reasons["opencl-other"]


def test_a_driver_that_crashes(vendors: Path, known: tuple[Device, ...]) -> None:
    before = usable_ids(known)
    (vendors / "crash.icd").write_text(str(library(vendors, _CRASH)))
    devices = find_devices()
    assert usable_ids(devices) == before
    assert next(device for device in devices if device.id == "opencl-crash").reason.startswith("its driver crashes")


def test_a_driver_that_hangs(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    icd = opencl_loader.Icd("hang", str(library(vendors, _HANG)), "system")
    (device,) = devices_module._probe(icd, 2.0)
    assert (device.id, device.usable) == ("opencl-hang", False)
    assert device.reason == "its driver did not answer within 2 s"
    monkeypatch.setattr(devices_module, "_probe_all", lambda icds, seconds: [device])
    assert "opencl-hang" in {found.id for found in find_devices()}
    monkeypatch.setattr(devices_module, "_probe_all", lambda icds, seconds: [])
    assert "opencl-hang" not in {found.id for found in find_devices()}, "a timeout was kept on disk"


def test_a_driver_whose_compiler_fails_is_found_but_unusable(
    vendors: Path, known: tuple[Device, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "pocl-cpu" not in usable_ids(known):
        pytest.skip("no usable PoCL here")
    monkeypatch.setenv("POCL_CACHE_DIR", os.devnull)  # PoCL compiles into files there
    device = next(device for device in find_devices() if device.id == "pocl-cpu")
    assert not device.usable
    assert device.reason
    with pytest.raises(DeviceNotUsable, match="pocl-cpu cannot be used"):
        find_device("pocl-cpu")


def test_what_was_found_is_kept_until_a_driver_changes(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_devices()
    with monkeypatch.context() as patch:
        patch.setattr(devices_module, "_opencl_devices", lambda icds, seconds: [])
        assert find_devices() == first
        (vendors / "new.icd").write_text("libnew.so\n")
        assert "intel-cpu" not in {device.id for device in find_devices()}, "an old answer for new drivers"


@pytest.mark.parametrize("content", ["", "{", '{"key": 1}', '{"key": "x", "devices": [{}]}'])
def test_a_spoiled_file_is_asked_anew(
    vendors: Path, content: str, known: tuple[Device, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    opencl = [device for device in known if device.kind == "opencl"]

    def ask(icds: object, seconds: float) -> list[Device]:
        asked.append(icds)
        return opencl

    monkeypatch.setattr(devices_module, "_opencl_devices", ask)
    first = find_devices()
    file = devices_module._file()
    key = json.loads(file.read_text())["key"]
    assert find_devices() == first
    assert len(asked) == 1
    file.write_text(content.replace('"x"', json.dumps(key)))
    assert find_devices() == first
    assert len(asked) == 2


def test_where_nothing_can_be_kept(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    monkeypatch.setattr(devices_module, "_opencl_devices", lambda icds, seconds: [])
    monkeypatch.setattr(devices_module, "_triton_devices", lambda seconds: [])
    monkeypatch.setattr(devices_module, "_pallas_devices", lambda seconds: [])
    twins = {"ascendc-twin", "ascendc-simt-twin", "pyasc"}
    assert {device.id for device in find_devices()} == {*twins, "cuda-host", "nvidia"}


def test_without_pyopencl(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices_module, "missing_pyopencl", lambda: "the Python package pyopencl is not installed")
    opencl = [device for device in find_devices(fresh=True) if device.kind == "opencl"]
    assert {"intel-cpu", "pocl-cpu"} <= {device.id for device in opencl}
    assert not any(device.usable for device in opencl)
    assert all(device.remedy for device in opencl)


def test_without_a_compiler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    device = devices_module._cuda_host()
    assert not device.usable
    assert device.remedy == "apt install g++"


def test_a_second_driver_of_a_kind_renames_nobody() -> None:
    one = Device("pocl-cpu", "opencl", "cpu", name="works")
    broken = replace(one, name="broken", reason="its compiler fails")
    gpus = [Device("opencl-gpu", "opencl", "gpu", name=name) for name in ("a", "b")]
    named = devices_module._with_ids([broken, one, *gpus])
    assert {device.name: device.id for device in named} == {
        "works": "pocl-cpu",
        "broken": "pocl-cpu-2",
        "a": "opencl-gpu-0",
        "b": "opencl-gpu-1",
    }


def test_an_id_is_matched_with_its_neighbour() -> None:
    with pytest.raises(DeviceNotUsable, match="did you mean intel-cpu"):
        find_device("intel-cp")
