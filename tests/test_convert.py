"""The whole way of a kernel: what convert promises of its results."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from transkernel.convert import InternalError, Options, Translation, convert
from transkernel.manifest import Manifest
from transkernel.source import SourceFile

SAXPY = """// y = a * x + y
__global__ void saxpy(int n, float a, const float* x, float* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        y[i] = a * x[i] + y[i];
}
"""
BROKEN = "__global__ void broken(float* x) { x[0] = missing(1); }\n"


def translate(text: str, **options: object) -> Translation:
    return convert(SourceFile("kernel.cu", text), replace(Options(), **options))  # type: ignore[arg-type]


def test_a_kernel_is_translated_with_its_names_and_comments() -> None:
    translation = translate(SAXPY)
    assert [(kernel.name, kernel.verdict) for kernel in translation.kernels] == [("saxpy", "translated")]
    assert "// y = a * x + y\n__kernel void saxpy(int n, float a," in translation.source
    assert translation.diagnostics == ()


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = translate(SAXPY), translate(SAXPY)
    assert first.port == second.port


def test_a_refused_kernel_leaves_the_others_and_their_order() -> None:
    translation = translate(SAXPY + BROKEN + SAXPY.replace("saxpy", "again"))
    assert [(kernel.name, kernel.verdict) for kernel in translation.kernels] == [
        ("saxpy", "translated"),
        ("broken", "refused"),
        ("again", "translated"),
    ]
    assert [each.code for each in translation.kernels[1].diagnostics] == ["TK0255"]
    assert "broken" not in translation.source


def test_without_a_kernel_there_is_no_port_and_one_diagnostic() -> None:
    for text in ("", "int main() { return 0; }\n"):
        translation = translate(text)
        assert translation.port is None
        assert [each.code for each in translation.diagnostics] == ["TK0101"]


def test_only_the_kernels_asked_for() -> None:
    translation = translate(SAXPY + SAXPY.replace("saxpy", "again"), kernels=("again",))
    assert [kernel.name for kernel in translation.kernels] == ["again"]


def test_instances_on_request() -> None:
    text = "template <typename T, int N> __global__ void fill(T* x) { x[threadIdx.x] = N; }\n"
    translation = translate(text, instantiate=("fill<float, 3>", "fill<int, 4>"))
    assert [kernel.name for kernel in translation.kernels] == ["fill<float, 3>", "fill<int, 4>"]
    assert translation.port is not None
    assert [kernel.entry for kernel in translation.port.manifest.kernels] == ["fill_float_3", "fill_int_4"]


def test_the_manifest_survives_json_and_maps_every_statement_to_its_line() -> None:
    port = translate(SAXPY).port
    assert port is not None
    assert Manifest.from_json(port.manifest.to_json()) == port.manifest
    lines = port.text.splitlines()
    assert len(port.manifest.line_map) == len(lines)
    body = next(number for number, line in enumerate(lines) if "a * x[i]" in line)
    assert port.manifest.line_map[body] == 5


def test_defines_and_includes_within_the_roots(tmp_path: Path) -> None:
    (tmp_path / "scale.h").write_text("#define SCALE 3\n")
    text = '#include "scale.h"\n__global__ void k(int* x) { x[0] = SCALE * FACTOR; }\n'
    source = SourceFile(str(tmp_path / "k.cu"), text)
    translation = convert(source, Options(roots=(tmp_path,), defines=(("FACTOR", "7"),)))
    assert "#define SCALE 3" in translation.source
    assert "x[0] = SCALE * FACTOR;" in translation.source or "x[0] = SCALE * 7;" in translation.source


def test_a_bug_of_ours_brings_a_reproducer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise AssertionError("planted")

    monkeypatch.setattr(sys.modules["transkernel.convert"], "lower_source", fail)
    with pytest.raises(InternalError, match="planted") as raised:
        translate(SAXPY)
    assert raised.value.reproducer is not None
    text = raised.value.reproducer.read_text()
    assert "planted" in text
    assert SAXPY in text


def test_dynamic_shared_memory_of_pointers_comes_as_bytes() -> None:
    body = "extern __shared__ float* starts[]; starts[threadIdx.x] = x; starts[0][0] = 1;"
    text = f"__global__ void k(float* x) {{ {body} }}\n"
    assert "__local uchar* starts_bytes" in translate(text).source


def test_what_the_file_begins_with_is_kept() -> None:
    text = (
        "/* Licence\n * of it */\n#include <cuda_runtime.h>\n// of the macro\n#define N 4\n\n// Of the file,\n"
        "// two lines."
        "\n\n// Of the kernel.\n__global__ void k(int* x) { x[0] = N; }  // behind\n\n// after\n"
    )
    port = convert(SourceFile("a.cu", text)).source
    head, _, body = port.partition("#pragma")
    assert head.split("\n", 1)[1].strip() == "/* Licence\n * of it */\n\n// Of the file,\n// two lines."
    assert "of the macro" not in port
    assert body.count("// Of the kernel.\n__kernel") == 1


def test_a_translation_tells_the_headers_it_read(tmp_path: Path) -> None:
    (tmp_path / "half.h").write_text("#define HALF 0.5f\n")
    text = '#include "half.h"\n#include <absent.h>\n__global__ void scale(float* x) { x[0] *= HALF; }\n'
    translation = convert(SourceFile(str(tmp_path / "scale.cu"), text), Options(roots=(tmp_path,)))
    assert [(each.name, each.resolved) for each in translation.includes] == [
        ("half.h", (tmp_path / "half.h").resolve()),
        ("absent.h", None),
    ]
