"""Finding OpenCL drivers: what `.icd` files say, whose word counts, and that one process sees what was asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from transkernel.run import opencl_loader
from transkernel.run.devices import find_devices
from transkernel.run.opencl_loader import Icd, find_icds, load_opencl

_LIST = """
import sys
from transkernel.run.opencl_loader import find_icds, load_opencl
cl = load_opencl([icd for icd in find_icds() if not icd.problem])
print("; ".join(platform.name for platform in cl.get_platforms()))
"""


@pytest.fixture
def vendors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of drivers in place of the system's, and no variable of the user."""
    for variable in ("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH", "OCL_ICD_FILENAMES"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "vendors"
    folder.mkdir()
    monkeypatch.setattr(opencl_loader, "SYSTEM_VENDORS", folder)
    return folder


def system_icds() -> list[Icd]:
    return [icd for icd in find_icds() if icd.origin != "python"]


def test_the_systems_drivers_in_order(vendors: Path) -> None:
    (vendors / "b.icd").write_text("libb.so.1\n")
    (vendors / "a.icd").write_text("  liba.so.1  ")
    (vendors / "readme.txt").write_text("no driver")
    assert [(icd.name, icd.library, icd.problem) for icd in system_icds()] == [
        ("a", "liba.so.1", ""),
        ("b", "libb.so.1", ""),
    ]


def test_a_missing_folder_is_no_driver(vendors: Path) -> None:
    vendors.rmdir()
    assert system_icds() == []


@pytest.mark.parametrize("content", [b"", b"\n", bytes(range(256)), b"\xff\xfe", b"lib\0.so", b"a" * 5000, b"a\nb"])
def test_what_is_no_icd_file(vendors: Path, content: bytes) -> None:
    (vendors / "odd.icd").write_bytes(content)
    (icd,) = system_icds()
    assert icd.problem == f"{vendors / 'odd.icd'} is no text file that names a library"


def test_a_folder_named_like_a_file(vendors: Path) -> None:
    (vendors / "odd.icd").mkdir()
    (icd,) = system_icds()
    assert "cannot be read" in icd.problem


def test_a_library_that_is_gone(vendors: Path) -> None:
    (vendors / "gone.icd").write_text("/nowhere/libgone.so\n")
    (icd,) = system_icds()
    assert icd.problem == f"{vendors / 'gone.icd'} names /nowhere/libgone.so, which does not exist"


def test_a_library_beside_its_file(vendors: Path) -> None:
    (vendors / "libpocl.so").touch()
    (vendors / "pocl.icd").write_text("libpocl.so\n")
    (icd,) = system_icds()
    assert icd.library == str(vendors / "libpocl.so")


def test_the_same_library_twice_is_one_driver(vendors: Path) -> None:
    library = vendors / "libone.so"
    library.touch()
    (vendors / "link.so").symlink_to(library)
    (vendors / "one.icd").write_text(str(library))
    (vendors / "other.icd").write_text(str(vendors / "link.so"))
    assert [icd.name for icd in system_icds()] == ["one"]


def test_the_users_choice_is_the_only_one(vendors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vendors / "system.icd").write_text("libsystem.so\n")
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    (chosen / "mine.icd").write_text("libmine.so\n")
    monkeypatch.setenv("OCL_ICD_VENDORS", str(chosen))
    assert [(icd.name, icd.origin) for icd in find_icds()] == [("mine", "environment")]
    monkeypatch.setenv("OCL_ICD_VENDORS", str(chosen / "mine.icd"))
    assert [icd.library for icd in find_icds()] == ["libmine.so"]


def test_naming_the_systems_folder_is_no_choice(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vendors / "system.icd").write_text("libsystem.so\n")
    before = find_icds()
    monkeypatch.setenv("OCL_ICD_VENDORS", str(vendors))
    assert find_icds() == before


def test_libraries_named_by_a_variable_come_first(vendors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vendors / "system.icd").write_text("libsystem.so\n")
    monkeypatch.setenv("OCL_ICD_FILENAMES", "libmine.so:/nowhere/libgone.so")
    assert [(icd.library, bool(icd.problem)) for icd in find_icds()[:2]] == [
        ("libmine.so", False),
        ("/nowhere/libgone.so", True),
    ]


def test_intels_package_comes_with_what_its_kernels_call() -> None:
    intel = next((icd for icd in find_icds() if icd.name == "intel (pip)"), None)
    if intel is None:
        pytest.skip("intel-opencl-rt is not installed")
    assert Path(intel.library).is_file()
    assert [Path(path).name.split(".")[0] for path in intel.preload] == ["libintlc", "libirng", "libimf", "libsvml"]
    assert all(Path(path).is_file() for path in intel.preload)


def test_one_process_sees_all_drivers() -> None:
    usable = [device for device in find_devices() if device.kind == "opencl" and device.usable]
    if len(usable) < 2:
        pytest.skip("fewer than two OpenCL devices here")
    ran = subprocess.run([sys.executable, "-c", _LIST], capture_output=True, text=True, timeout=60, check=True)
    platforms = ran.stdout.strip().split("; ")
    assert {device.selection.platform for device in usable if device.selection} == set(platforms)


def test_a_process_loads_its_drivers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opencl_loader, "_loaded", [(Icd("one", "libone.so", "system"),)])
    with pytest.raises(RuntimeError, match="already"):
        load_opencl([Icd("other", "libother.so", "system")])
