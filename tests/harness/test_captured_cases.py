"""What captured cases say that written ones seldom do: pointers into arrays, two into one, null, and what came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from transkernel.harness.bind import bind
from transkernel.harness.capture_files import NotACapture, case_stems, read_capture, refuse_other_folder
from transkernel.harness.capture_kernels import kernel_name, number_of, parameter_names, unqualified
from transkernel.harness.captured import as_captured
from transkernel.harness.case_reader import read_cases
from transkernel.harness.cases import Case, CaseError
from transkernel.harness.judge import OriginalResult
from transkernel.harness.records import Verdict
from transkernel.manifest import KernelEntry, Parameter
from transkernel.run.cuda_program_records import TypeFacts
from transkernel.run.launch import Buffer, Outcome
from transkernel.source import SourceFile

HEAD = '[[case]]\nkernel = "f"\ngrid = [1]\nblock = [4]\n[case.args]\n'
X = 'x = { shape = [8], dtype = "float32", fill = "arange", offset = 8, out = true }\n'
FLOATS = (Parameter("x", "buffer", "float *", "float32"), Parameter("y", "buffer", "int *", "int32"))
ENTRY = KernelEntry("f", "f", 1, FLOATS, ())


def case(args: str, folder: Path = Path()) -> Case:
    (read,) = read_cases(SourceFile("f.toml", HEAD + args), folder / "f.toml")
    return read


def test_two_pointers_share_an_array() -> None:
    x, y = bind(case(X + 'y = { same = "x", offset = 16 }\n'), ENTRY, ()).launch.arguments
    assert isinstance(x, Buffer)
    assert isinstance(y, Buffer)
    assert y.array is x.array
    assert (x.name, x.offset, y.name, y.offset) == ("x", 8, "x", 16)


def test_a_null_pointer_has_no_elements_and_no_address() -> None:
    _, y = bind(case(X + 'y = { null = true, dtype = "int32" }\n'), ENTRY, ()).launch.arguments
    assert isinstance(y, Buffer)
    assert (y.is_null, y.array.size) == (True, 0)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (X + 'y = { same = "z", offset = 0 }\n', "TK0606", "`same` names no buffer of the case: 'z'"),
        (X + 'y = { same = "x", offset = 33 }\n', "TK0606", "the array of `x` has 32 bytes"),
        (X + 'y = { same = "x", offset = -4 }\n', "TK0603", "`offset` must be an integer of at least 0"),
        (X + 'y = { same = "x", dtype = "int32" }\n', "TK0602", "unknown key `dtype` in a pointer into another"),
        (X + 'y = { null = false, dtype = "int32" }\n', "TK0603", "`null` is true or is left out"),
        (X.replace("8, out", "6, out"), "TK0603", "no multiple of 4 bytes up to 32"),
        (X.replace("8, out", "36, out"), "TK0603", "no multiple of 4 bytes up to 32"),
    ],
)
def test_faults_have_a_place(args: str, code: str, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        bind(case(args), ENTRY, ())
    assert caught.value.diagnostic.code == code
    assert said in caught.value.diagnostic.message
    assert caught.value.diagnostic.span is not None


def test_an_original_that_gives_something_else_proves_nothing(tmp_path: Path) -> None:
    left = np.arange(8, dtype=np.float32)
    np.savez(tmp_path / "f.npz", left=left)
    expecting = X.replace("out = true", 'out = true, expect = "f.npz:left"') + 'y = { same = "x" }\n'
    read = case(expecting, tmp_path)
    bound = bind(read, ENTRY, ())
    result = OriginalResult(read, bound, Outcome("ok", arrays={"x": left.copy()}), {}, "bitwise")
    assert as_captured(read, result) is result
    other = as_captured(read, replace(result, outcome=Outcome("ok", arrays={"x": left + 1})))
    assert other.problem is not None
    assert other.problem.verdict == Verdict.SKIPPED
    assert [diagnostic.code for diagnostic in other.problem.diagnostics] == ["TK0641"]


@pytest.mark.parametrize(
    ("demangled", "name"),
    [
        ("plain", "plain"),
        ("twice(float*, float)", "twice"),
        ("void scale<float, 3u>(float*, float const*)", "scale<float, 3>"),
        ("void a::(anonymous namespace)::k<unsigned int, true>(unsigned int*)", "a::k<unsigned int, true>"),
        ("void f<void (*)(int), 2>(int*)", "f<void (*)(int), 2>"),
    ],
)
def test_a_kernel_s_name_in_the_linker_s_words(demangled: str, name: str) -> None:
    assert kernel_name(demangled) == name


def test_namespaces_go_and_template_arguments_stay() -> None:
    assert unqualified("a::b::k<c::T, 2>") == "k<c::T, 2>"


@pytest.mark.parametrize(
    ("name", "size", "kind", "number"),
    [
        ("float", 4, "f", ("float32", 1)),
        ("unsigned char", 1, "u", ("uint8", 1)),
        ("bool", 1, "b", ("bool", 1)),
        ("float3", 12, "c", ("float32", 3)),
        ("ulonglong2", 16, "c", ("uint64", 2)),
        ("__half2", 4, "c", ("float16", 2)),
        ("Particle", 16, "c", None),
        ("long double", 16, "f", None),
    ],
)
def test_types_of_the_compiler_as_numbers(name: str, size: int, kind: str, number: tuple[str, int] | None) -> None:
    assert number_of(TypeFacts(name, size, kind, False)) == number  # type: ignore[arg-type]


def test_names_of_parameters_without_a_manifest() -> None:
    text = """
__global__ void other(int a);
template <class T> __global__ void __launch_bounds__(64) k(
    const T* __restrict__ x,  // in, and out
    T y[], int n = f(1, 2)) { }
__global__ void none(void) {}
__global__ void unnamed(int, float (*)(int)) {}
"""
    assert parameter_names(text, "k") == ["x", "y", "n"]
    assert parameter_names(text, "unnamed") is None
    assert parameter_names(text, "none") == []
    assert parameter_names(text, "missing") is None


def test_files_of_one_name_get_names_of_their_own() -> None:
    stems = case_stems([Path("/p/a/kernel.cu"), Path("/p/b/kernel.cu"), Path("/p/main.cu")])
    assert sorted(stems.values()) == ["b-kernel", "kernel", "main"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    refuse_other_folder(tmp_path / "new")
    (tmp_path / "capture.json").write_text("{}")
    refuse_other_folder(tmp_path)
    with pytest.raises(NotACapture, match="not what `transkernel capture` writes"):
        read_capture(tmp_path)
    (tmp_path / "capture.json").unlink()
    (tmp_path / "notes").write_text("")
    with pytest.raises(NotACapture, match="is not a capture"):
        refuse_other_folder(tmp_path)
