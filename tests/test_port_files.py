"""The files of a port: their names, and that the manifest knows each of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from transkernel.convert import Port
from transkernel.manifest import Manifest
from transkernel.port_files import digest, files_of_port

MANIFEST = Manifest("0", "ascendc", "portable", "saxpy.cu", "", "saxpy_ascendc.cpp", ())
HOST = '#include "saxpy_ascendc.cpp"  // not saxpy_ascendc_host.cpp\n'
PORT = Port(
    "kernel\n",
    "",
    MANIFEST,
    "_ascendc.cpp",
    companions=(("_ascendc_host.cpp", HOST), ("_ascendc.cmake", "add_library(k saxpy_ascendc.cpp)\n")),
)


def test_companions_stand_beside_the_port_and_the_manifest_has_their_digests() -> None:
    files = files_of_port(PORT, Path("out/saxpy_ascendc.cpp"), "ascendc")
    names = ["saxpy_ascendc.cpp", "saxpy_ascendc_host.cpp", "saxpy_ascendc.cmake", "saxpy_ascendc.manifest.json"]
    assert [path.as_posix() for path in files] == [f"out/{name}" for name in names]
    assert files[Path("out/saxpy_ascendc_host.cpp")] == HOST
    manifest = json.loads(files[Path("out/saxpy_ascendc.manifest.json")])
    assert manifest["files"] == {path.name: digest(text) for path, text in [*files.items()][:-1]}


def test_companions_name_the_port_as_it_is_called_on_disk() -> None:
    files = files_of_port(PORT, Path("other.cpp"), "ascendc")
    assert files[Path("other_ascendc_host.cpp")] == '#include "other.cpp"  // not saxpy_ascendc_host.cpp\n'
    assert json.loads(files[Path("other.manifest.json")])["port"] == "other.cpp"


def test_a_port_without_companions_has_its_launcher_and_functions() -> None:
    port = replace(PORT, launcher="launch\n", functions="functions\n", companions=())
    assert [path.name for path in files_of_port(port, Path("saxpy_ascendc.cpp"), "ascendc")] == [
        "saxpy_ascendc.cpp",
        "saxpy_ascendc_launch.py",
        "saxpy_torch.py",
        "saxpy_ascendc.manifest.json",
    ]
