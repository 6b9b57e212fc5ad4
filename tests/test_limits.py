"""The bounds of a translation: its time, its depth, and what grows without end all by itself."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from transkernel.cli.main import main
from transkernel.convert import Options, Translation, convert
from transkernel.limits import DEEPEST_BRACKETS, OutOfTime, checkpoint, depth, time_limit
from transkernel.source import SourceFile

SIMPLE = "__global__ void simple(int* x) { x[0] = 1; }\n"
# Every instance is another class, so that nothing but the time ends them.
ENDLESS = (
    "template <int A, int B> struct Ways { static constexpr int v = (Ways<A - 1, B>::v + Ways<A, B - 1>::v) & 255; };\n"
    "template <int B> struct Ways<0, B> { static constexpr int v = 1; };\n"
    "template <int A> struct Ways<A, 0> { static constexpr int v = 1; };\n"
    "__global__ void ways(int* x) { x[0] = Ways<90, 90>::v; }\n"
)


def translate(text: str, seconds: float = 60.0) -> Translation:
    return convert(SourceFile("kernel.cu", text), Options(time_limit=seconds))


def codes(translation: Translation) -> list[str]:
    return [
        each.code
        for each in (*translation.diagnostics, *(d for kernel in translation.kernels for d in kernel.diagnostics))
    ]


def test_a_checkpoint_raises_when_the_time_is_over_and_only_then() -> None:
    checkpoint()
    with time_limit(60.0):
        checkpoint()
        with time_limit(-1.0), pytest.raises(OutOfTime, match="more than -1 s"):
            checkpoint()
        checkpoint()


def test_a_file_that_takes_too_long_is_given_up_with_one_diagnostic() -> None:
    start = time.monotonic()
    translation = translate(ENDLESS + SIMPLE, seconds=0.2)
    assert time.monotonic() - start < 5
    assert codes(translation) == ["TK0902"]
    assert (translation.port, translation.kernels) == (None, ())
    assert "more than 0.2 s" in translation.diagnostics[0].message
    assert translation.diagnostics[0].span is not None


def test_the_time_limit_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "ways.cu", tmp_path / "out"
    source.write_text(ENDLESS)
    arguments = ["convert", str(source), "--to", "opencl", "-o", str(out), "--time-limit", "0.1"]
    monkeypatch.setattr(sys, "argv", ["transkernel", *arguments])
    assert main() == 1
    assert "error[TK0902]: the translation took more than 0.1 s" in capsys.readouterr().err
    assert not out.exists() or not list(out.iterdir())


def nested(before: str, opening: str, inner: str, closing: str, behind: str) -> Callable[[int], str]:
    return lambda count: before + opening * count + inner + closing * count + behind


KERNEL = "__global__ void k(int* x) { "
NESTS = {
    "parentheses": nested(KERNEL + "x[0] = ", "(", "1", ")", "; }"),
    "subscripts": nested(KERNEL + "x[0] = ", "x[", "1", "]", "; }"),
    "calls": nested("__device__ int f(int a) { return a; } " + KERNEL + "x[0] = ", "f(", "1", ")", "; }"),
    "signs": nested(KERNEL + "x[0] = ", "~", "x[1]", "", "; }"),
    "casts": nested(KERNEL + "x[0] = ", "(int)", "x[1]", "", "; }"),
    "sizes": nested(KERNEL + "x[0] = ", "sizeof ", "x[1]", "", "; }"),
    "sums": nested(KERNEL + "x[0] = ", "x[1] + ", "x[2]", "", "; }"),
    "commas": nested(KERNEL + "x[0] = 1", ", x[1] = 2", "", "", "; }"),
    "assignments": nested(KERNEL + "x[0] = ", "x[1] = ", "1", "", "; }"),
    "choices": nested(KERNEL + "x[0] = ", "x[1] ? 2 : ", "3", "", "; }"),
    "blocks": nested(KERNEL, "{", "x[0] = 1;", "}", " }"),
    "ifs": nested(KERNEL, "if (x[1]) ", "x[0] = 1;", "", " }"),
    "else ifs": nested(KERNEL, "if (x[1] == 3) x[2] = 1; else ", "x[0] = 1;", "", " }"),
    "loops": nested(KERNEL, "for (;;) ", "x[0] = 1;", "", " }"),
    "lambdas": nested(KERNEL + "x[0] = ", "[&] { return ", "1", "; }()", "; }"),
    "pointers": nested("__global__ void k(int", "*", "", "", " x) { }"),
    "declarators": nested("__global__ void k(int ", "(*", "p", ")", ", int* x) { x[0] = 1; }"),
    "arrays": nested(KERNEL + "int a", "[1]", "", "", "; x[0] = 1; }"),
    "lists": nested(KERNEL + "int a[2] = ", "{", "1", "}", "; x[0] = a[0]; }"),
    "template arguments": nested("template <class T> struct P { }; " + KERNEL, "P<", "int", ">", " p; x[0] = 1; }"),
    "namespaces": nested("", "namespace n { ", KERNEL + "x[0] = 1; }", " }", ""),
    "one namespace": nested("namespace n", "::n", " { " + KERNEL + "x[0] = 1; } }", "", ""),
    "linkage": nested("", 'extern "C" { ', KERNEL + "x[0] = 1; }", " }", ""),
    "structs": nested("", "struct s { ", "int a;", " };", KERNEL + "s p; x[0] = 1; }"),
    "conditions": nested("#if ", "(", "1", ")", "\n" + KERNEL + "x[0] = 1; }\n#endif\n"),
    "groups": nested("", "#if 1\n", KERNEL + "x[0] = 1; }\n", "#endif\n", ""),
}


EXPECTED = set("TK0101 TK0107 TK0201 TK0204 TK0233 TK0242 TK0250 TK0267 TK0401".split())


@pytest.mark.parametrize("count", [60, 250, 2500])
@pytest.mark.parametrize("name", list(NESTS))
def test_deep_nesting_is_translated_or_refused(name: str, count: int) -> None:
    """No RecursionError; what is as deep as people write is translated, and what stands beside it always."""
    translation = translate(SIMPLE + NESTS[name](count))
    if count <= 60 and name not in ("declarators", "lists", "pointers"):
        assert [kernel.verdict for kernel in translation.kernels if kernel.verdict == "refused"] == []
    assert set(codes(translation)) <= {
        "TK0101",
        "TK0107",
        "TK0201",
        "TK0204",
        "TK0233",
        "TK0242",
        "TK0250",
        "TK0267",
        "TK0401",
    }
    assert "simple" in translation.source


def test_the_depth_does_not_hang_on_the_callers() -> None:
    """The same text is refused or translated wherever `convert` is called from."""

    def called(levels: int, text: str) -> list[str]:
        return called(levels - 1, text) if levels else codes(translate(text))

    for count in (250, 2500):
        text = NESTS["loops"](count)
        assert called(0, text) == called(400, text)


def test_python_has_its_own_limit_again_behind_a_translation() -> None:
    before = sys.getrecursionlimit()
    with depth(5000):
        assert sys.getrecursionlimit() > 5000
        with depth(100):
            assert sys.getrecursionlimit() > 5000
    assert sys.getrecursionlimit() == before


BRACKETS = "(" * (DEEPEST_BRACKETS - 3)  # beside those of the kernel's body and the subscript


def test_brackets_are_counted() -> None:
    inside = f"{KERNEL}x[0] = {BRACKETS}1{')' * len(BRACKETS)}; }}"
    assert codes(translate(inside)) == []
    (refused,) = translate(inside.replace("1)", "((((1)))))")).kernels
    assert [each.code for each in refused.diagnostics] == ["TK0204"]


def chain(count: int, first: str, link: str) -> str:
    return first + "".join(link.replace("{n}", str(n)).replace("{m}", str(n - 1)) for n in range(1, count))


CALLS_TWICE = "__device__ int f{n}(int a) { return f{m}(a) + f{m}(a + 1); } "
GROWTH = {
    "aliases of pairs": (
        chain(40, "template <class A, class B> struct P { A a; }; using T0 = int; ", "using T{n} = P<T{m}, T{m}>; "),
        "T39 t; x[0] = 1;",
        "",
    ),
    "enumerators": (chain(60, "enum E { A0 = 1", ", A{n} = A{m} + A{m} % 2") + " }; ", "x[0] = A59;", ""),
    "constants": (chain(90, "constexpr int c0 = 1; ", "constexpr int c{n} = c{m} + c{m} % 2; "), "x[0] = c89;", ""),
    "structs": (chain(30, "struct S0 { int a; }; ", "struct S{n} { S{m} a, b; }; "), "S29 s; x[0] = 1;", "TK0239"),
    "objects": (chain(9, "struct S0 { int a = 1; }; ", "struct S{n} { S{m} a[64]; }; "), "S8 s; x[0] = 1;", "TK0250"),
    "calls": (
        chain(40, "__device__ int f0(int a) { return a; } ", CALLS_TWICE),
        "x[0] = f39(1);",
        "",
    ),
    "inlined calls": (
        chain(20, "__device__ int f0(int a) { __syncthreads(); return a; } ", CALLS_TWICE),
        "x[0] = f19(1);",
        "",
    ),
    "inlined functions": (
        chain(
            24,
            "__device__ int f0(int* p, int a) { p[0] = a; __syncthreads(); return a; } ",
            "__device__ int f{n}(int* p, int a) { return f{m}(p, a) + f{m}(p, a + 1); } ",
        ),
        "for (int i = 0; i < (int)threadIdx.x; ++i) x[0] += f23(x, i);",
        "TK0313",
    ),
    "loops of shuffles": (
        "",
        "int v = x[0]; " + "for (int i = 0; i < (int)threadIdx.x; ++i) { if (v & 1) " * 30
        + "v = __shfl_down_sync(~0u, v, 1);" + " }" * 30 + " x[0] = v;",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(GROWTH))
def test_what_doubles_with_each_line_does_not_take_twice_as_long(name: str) -> None:
    """Each of these took hours, or all memory, or was near to it."""
    before, body, code = GROWTH[name]
    start = time.process_time()
    translation = translate(before + KERNEL + body + " }")
    assert time.process_time() - start < 10
    assert [each for each in codes(translation) if each.startswith(("TK02", "TK03", "TK09"))] == (
        [code] if code else []
    )


def test_a_kernel_has_no_more_bytes_of_parameters_than_cuda_allows() -> None:
    text = "struct S { int a[9000]; }; __global__ void k(S s, int* x) { x[0] = s.a[0]; }"
    assert codes(translate(text)) == ["TK0206"]


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_of_cycles_is_as_before_behind_a_translation(collects: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        translate(SIMPLE)
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()
