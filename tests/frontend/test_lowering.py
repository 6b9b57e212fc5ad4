"""From CUDA to thread IR: each `cases/*.case` is CUDA text, and behind `--- ir` the IR that it must become.

In a case without that part every line that ends in `// E: TKnnnn` must give that error, and no other line any.
`UPDATE_CASES=1 pytest tests/frontend/test_lowering.py` rewrites the expectations; read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from transkernel.frontend.kernels import Lowered
from transkernel.frontend.lower import lower_source
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.ir.printer import print_program
from transkernel.source import SourceFile

CASES = sorted((Path(__file__).parent / "cases").glob("*.case"))
MARK = "--- ir\n"


def lowered(text: str, *instantiate: str) -> tuple[Lowered, ...]:
    """The kernels of a text; the file itself must be without diagnostics."""
    result = lower_source(SourceFile("case.cu", text), PreprocessOptions((), (), ()), instantiate=instantiate)
    assert result.diagnostics == ()
    return result.kernels


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    source, mark, expected = path.read_text().partition(MARK)
    kernels = lowered(source)
    if "// E: " in source:
        wanted = {(number, found[1]) for number, line in enumerate(source.splitlines(), 1)
                  if (found := re.search(r"// E: (TK\d{4})", line))}  # fmt: skip
        said = [each for kernel in kernels for each in kernel.diagnostics]
        assert {(each.span.line if each.span else 0, each.code) for each in said} == wanted
        return
    assert [each for kernel in kernels for each in kernel.diagnostics] == []
    shown = "\n".join(print_program(kernel.program) for kernel in kernels if kernel.program is not None)
    if os.environ.get("UPDATE_CASES"):
        path.write_text(source + MARK + shown)
        return
    assert mark, f"{path.name} has no expectation; UPDATE_CASES=1 writes it"
    assert shown == expected


def test_comments_stay_with_their_statements() -> None:
    text = "// Doubles.\n__global__ void k(int* x) {\n    // first\n    x[0] *= 2; // second\n    /* last */\n}\n"
    (kernel,) = lowered(text)
    assert kernel.program is not None
    assert [comment.text for comment in kernel.program.kernel.comments] == ["// Doubles."]
    shown = print_program(kernel.program).splitlines()
    assert [line.strip() for line in shown[1:]] == ["// first", "x[0] = x[0] * 2", "// second", "/* last */"]


def test_templates_are_instantiated_from_launches_and_on_request() -> None:
    text = (
        "template <typename T, int N = 4> __global__ void k(T* x, int n) { x[n] = N; }\n"
        "void run(double* p, int n) { k<float><<<1, 2>>>(nullptr, 3); k<<<dim3(1), 2>>>(p, n); }\n"
        "void run_int() { k<int, 8><<<1, 1>>>(0, 0); }\n"
    )
    names = [kernel.cuda_name for kernel in lowered(text, "k<char>")]
    assert sorted(names) == ["k<char, 4>", "k<double, 4>", "k<float, 4>", "k<int, 8>"]


def test_macro_constants_keep_their_names() -> None:
    text = "#define TILE 16\nconstexpr float kHalf = 0.5f;\n__global__ void k(float* x) { x[TILE] = kHalf; }\n"
    (kernel,) = lowered(text)
    assert kernel.program is not None
    assert kernel.program.symbols == (("TILE", "16"), ("kHalf", "0.5f"))


def test_one_refused_kernel_leaves_the_others() -> None:
    text = "__global__ void bad(int* x) { x[0] = missing; }\n__global__ void good(int* x) { x[0] = 1; }\n"
    bad, good = lowered(text)
    assert bad.program is None
    assert good.program is not None


def test_a_kernel_that_cannot_be_read_is_refused_by_name() -> None:
    text = "__global__ void bad(int* x) { x[0] = (1; }\n__global__ void good(int* x) { x[0] = 1; }\n"
    bad, good = lowered(text)
    assert (bad.cuda_name, [each.code for each in bad.diagnostics]) == ("bad", ["TK0202"])
    assert good.program is not None


def test_what_cannot_be_instantiated_is_said() -> None:
    text = "__global__ void plain(int* x) { x[0] = 1; }\n"
    said = {
        each.cuda_name: [found.message for found in each.diagnostics]
        for each in lowered(text, "plain<int>", "gone<int>")
    }
    assert said["plain<int>"] == ["`plain` is no template: it is translated as it is"]
    assert said["gone<int>"] == ["there is no kernel `gone` to instantiate"]
    assert said["plain"] == []
