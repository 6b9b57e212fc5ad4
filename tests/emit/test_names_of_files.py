"""The name of a source ends no comment, no string and no statement of its port."""

from __future__ import annotations

import ast

import pytest

from transkernel.convert import Options, convert
from transkernel.emit.text import python_string, shown_name
from transkernel.source import SourceFile

KERNEL = "__global__ void f(float* x) { x[threadIdx.x] = 2; }"
NAMES = [
    'q"""\nimport os\n"""\n.cu',
    "na\nint evil;\nme.cu",
    "back\\",
    "ü 'x'.cu",
    "bad\udcff.cu",
    "my-kernel.cu",
    "2d.cu",
]


@pytest.mark.parametrize("target", ["opencl", "triton"])
@pytest.mark.parametrize("name", NAMES)
def test_no_name_writes_code(name: str, target: str) -> None:
    port = convert(SourceFile(name, KERNEL), Options(target=target)).port
    plain = convert(SourceFile("plain.cu", KERNEL), Options(target=target)).port
    assert port is not None
    assert plain is not None
    assert port.text.encode().splitlines()[1:] == plain.text.encode().splitlines()[1:]
    launcher = ast.parse(port.launcher)
    names = {each.name for node in launcher.body if isinstance(node, ast.Import) for each in node.names}
    assert names <= {"math", "os", "numpy", "torch", "pyopencl", "importlib.util"}


@pytest.mark.parametrize("name", ["my-kernel.cu", "2d.cu"])
def test_a_module_of_any_name_is_found(name: str) -> None:
    port = convert(SourceFile(name, KERNEL), Options(target="triton")).port
    assert port is not None
    assert f'with_name("{port.manifest.port}")' in port.launcher


def test_a_name_is_shown_without_what_ends_a_string() -> None:
    assert shown_name('d/a"\n\\ü.cu') == "a%22%0A%5Cü.cu"


@pytest.mark.parametrize("text", ["saxpy.cl", 'a"b', "a\\", "a\nb", "\udcff", "ü", "\U0001f600"])
def test_a_literal_of_python_is_its_text(text: str) -> None:
    assert ast.literal_eval(python_string(text)) == text


def test_a_parameter_may_be_called_as_what_a_port_adds() -> None:
    text = """__global__ void k(float* scratch) {
    extern __shared__ float s[];
    s[threadIdx.x] = 1;
    __syncthreads();
    scratch[0] = s[(int)scratch[threadIdx.x]];
}
"""
    port = convert(SourceFile("k.cu", text), Options(target="triton", profile="plain")).port
    assert port is not None
    assert "def k(scratch, scratch_2, " in port.text
    names = [argument.name for argument in port.manifest.kernels[0].arguments]
    assert len(set(names)) == len(names)


def test_two_arrays_of_one_name_one_of_them_in_memory() -> None:
    text = """__global__ void k(int* y, int n) {
    int i = threadIdx.x;
    { int place[4] = {}; y[i] += place[0] + place[3] + n; }
    { int place[4] = {}; place[(i * n) & 3] = n; int* where = place + (n & 1); y[i] += where[i & 1]; }
}
"""
    port = convert(SourceFile("k.cu", text), Options(target="triton", profile="plain")).port
    assert port is not None
    (note,) = port.manifest.kernels[0].notes
    assert note.startswith("scratch memory: `place.1`")
