"""Host code beside ports to Ascend C. Ascend's toolkit is not here: it is compiled against a stand-in for the runtime
that we wrote (acl/acl.h), and the launches that it makes run on the twin. That says that the code is C++, that it
copies, counts and passes what the kernels want, and nothing about the vendor's compiler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from transkernel.convert import Options, Port, convert
from transkernel.inputs import read_source
from transkernel.port_files import files_of_port
from transkernel.run.ascendc_build import engine_object, unit_command
from transkernel.run.cuda_host import find_compiler
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[3] / "corpus"
PROFILES = ("portable", "dav-3510")
_LAUNCH = re.compile(r"(\w+)<<<(.*)>>>\(")

compiler = find_compiler()
needs_compiler = pytest.mark.skipif(isinstance(compiler, str), reason="no C++ compiler")


def port_of(source: SourceFile, profile: str) -> Port:
    made = convert(source, Options(target="ascendc", profile=profile, roots=(CORPUS,)))
    assert made.port is not None, made
    return made.port


def program_text(port: Port, folder: Path, main: str) -> Path:
    """A file with the port's host code as C++ and `main`. The port's own files are written beside it."""
    files = files_of_port(port, folder / port.manifest.port, "ascendc")
    for path, text in files.items():
        path.write_text(text)
    host = next(path for path in files if path.name.endswith("_host.cpp"))
    launched, count = _LAUNCH.subn(r"acl_stub::launched(\1, \2)(", host.read_text())
    assert count == len(port.manifest.kernels)
    # The real header of the runtime knows nothing of kernels; the stand-in runs them.
    words = '#include "acl/acl.h"\n'
    text = launched.replace(words, "").replace(f'"{port.manifest.port}"\n', f'"{port.manifest.port}"\n{words}')
    program = folder / "program.cpp"
    program.write_text(f"{text}\n{main}")
    return program


def compiled(port: Port, program: Path, *options: str) -> None:
    assert not isinstance(compiler, str)
    command = [*unit_command(compiler, port.manifest.form), f"-I{Path(__file__).parent}", f"-I{program.parent}"]
    ran = subprocess.run([*command, *options, str(program)], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[:3000]


def built(port: Port, folder: Path, main: str) -> Path:
    """A program for the CPU, with the twin in it."""
    assert not isinstance(compiler, str)
    twin = engine_object(compiler, port.manifest.form)
    compiled(port, program_text(port, folder, main), "-o", str(folder / "program"), str(twin))
    return folder / "program"


SAXPY = """
#include <cmath>
int main() {
    float x[1000], y[1000];
    for (int i = 0; i < 1000; ++i) x[i] = i, y[i] = 2 * i;
    try {
        saxpy_on_device({3}, {64}, 1000, 0.5f, {x, sizeof x}, {y, sizeof y});
    } catch (const std::exception& error) {
        std::puts(error.what());
        return 3;
    }
    for (int i = 0; i < 1000; ++i)
        if (x[i] != i || y[i] != 2.5f * i) return 1;
    return acl_stub::allocations.empty() ? 0 : 4;
}
"""


@pytest.fixture(scope="module", params=PROFILES)
def saxpy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    port = port_of(read_source(CORPUS / "elementwise/saxpy.cu"), request.param)
    return built(port, tmp_path_factory.mktemp("saxpy"), SAXPY)


@needs_compiler
def test_host_code_copies_launches_and_copies_back(saxpy: Path) -> None:
    ran = subprocess.run([saxpy], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (0, "")


@needs_compiler
@pytest.mark.parametrize("saxpy", ["portable"], indirect=True)
def test_a_call_of_the_runtime_that_fails_is_named(saxpy: Path) -> None:
    said = set()
    for number in range(10):
        ran = subprocess.run([saxpy], capture_output=True, text=True, timeout=60, env={"ACL_FAILS": str(number)})
        assert ran.returncode == 3
        said.add(ran.stdout.partition("(")[0])
        assert ran.stdout.endswith("gives the error 507000\n")
    assert said == {"aclInit", "aclrtSetDevice", "aclrtCreateStream", "aclrtMalloc", "aclrtMemcpy",
                    "aclrtGetDeviceInfo", "aclrtSynchronizeStream"}  # fmt: skip


# Variables of the file, structs by value, half, dynamic shared memory, scratch memory, merged blocks, two-axis blocks.
@needs_compiler
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "name",
    ["elementwise/polynomial", "image/lambert_shade", "elementwise/relu_half", "reduce/tree_sum", "scan/block_scan",
     "sort/bitonic", "matmul/tiled"],
)  # fmt: skip
def test_host_code_of_every_kind_of_argument_compiles(name: str, profile: str, tmp_path: Path) -> None:
    port = port_of(read_source(CORPUS / f"{name}.cu"), profile)
    compiled(port, program_text(port, tmp_path, ""), "-fsyntax-only")


def test_parameters_with_names_of_its_own_get_others() -> None:
    source = SourceFile("k.cu", "__global__ void k(float* grid, int block, int lanes) { grid[lanes] = block; }\n")
    (_, host), (_, cmake) = port_of(source, "dav-3510").companions
    assert "void k_on_device(Extent grid, Extent block, HostArray grid_2, int32_t block_2, int32_t lanes_2) {" in host
    assert "set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/k_ascendc_host.cpp PROPERTIES LANGUAGE ASC)" in cmake
    assert "--npu-arch=dav-3510" in cmake
    assert "--enable-simt" in cmake


def test_lines_fit() -> None:
    for name in ("image/lambert_shade", "norm/softmax_rows"):
        for suffix, text in port_of(read_source(CORPUS / f"{name}.cu"), "portable").companions:
            assert all(len(line) <= 120 for line in text.splitlines()), suffix
            assert text.endswith("\n")
