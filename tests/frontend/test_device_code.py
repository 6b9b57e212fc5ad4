"""What only the host runs is left out of a text, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.frontend.device_code import device_code
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.source import SourceFile

KERNEL = "__global__ void k(int* x) { x[0] = 1; }"


def left(text: str) -> str:
    found = device_code(SourceFile("k.cu", text)).text
    assert [len(line) for line in found.splitlines()] == [len(line) for line in text.splitlines()]
    return found


@pytest.mark.parametrize(
    "host",
    [
        "void launch(int* x) { k<<<1, 1>>>(x); }",
        "std::vector<int> made(int n);",
        "std::vector<int> global;",
        "namespace host { void f() { g(); } }",
        'extern "C" void f(int* x) { k<<<1, 1>>>(x); }',
    ],
)
def test_host_code_goes(host: str) -> None:
    found = left(f"{KERNEL}\n{host}\n")
    assert found.splitlines()[0] == KERNEL
    assert not [word for word in ("f()", "launch", "std", "f(int") if word in found]


@pytest.mark.parametrize(
    "device",
    [
        "constexpr int twice(int n) { return 2 * n; }",
        "static const int count = 3;",
        "__host__ __device__ int f(int n) { return n; }",
        "template <class T> __device__ T f(T x) { return x; }",
        "namespace a { __device__ int f() { return 1; } }",
        "__device__ int f( { }",
        "struct Job { int n; };",
    ],
)
def test_what_a_kernel_may_need_stays(device: str) -> None:
    text = f"{device}\n{KERNEL}\n"
    assert left(text) == text


def test_directives_in_host_code_stay() -> None:
    text = "void f() {\n#define COUNT \\\n  3\n#if 1\n  g();\n#endif\n}\n" + KERNEL
    assert left(text).split() == f"#define COUNT \\ 3 #if 1 #endif {KERNEL}".split()


def test_text_in_a_raw_string_is_no_directive() -> None:
    assert left('const char* f() { return R"(\n#define COUNT 3\n)"; }\n' + KERNEL).split() == KERNEL.split()


def test_a_macro_that_makes_host_code_and_a_kernel_stays() -> None:
    text = "#define BOTH __global__ void k() {} void host() { k<<<1, 1>>>(); }\nBOTH\n"
    assert left(text) == text


def test_headers_without_their_host_code(tmp_path: Path) -> None:
    header = tmp_path / "both.h"
    header.write_text("void f() { g(); }\n__device__ int h() { return 1; }\n")
    source = SourceFile(str(tmp_path / "k.cu"), f'#include "both.h"\n{KERNEL}\n')
    found = device_code(source, PreprocessOptions(roots=(tmp_path,)))
    assert found.text == source.text
    assert [(path, text.split("\n")[0].strip(), "h()" in text) for path, text in found.headers] == [
        (str(header.resolve()), "", True)
    ]
