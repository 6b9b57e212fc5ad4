"""The tables as such: no row without a meaning, a spelling, a test and a place on the page."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from tests.intrinsics.evaluate import to_bytes
from tests.intrinsics.functions import chapters, references_of
from tests.intrinsics.judge import budget, differences, rows_of, wrong_results
from tests.intrinsics.test_results import CASES
from transkernel.convert import convert
from transkernel.emit.opencl import intrinsics as opencl
from transkernel.frontend.builtins import is_builtin
from transkernel.frontend.cuda_catalogue import Function, catalogue
from transkernel.frontend.cuda_device import HANDLERS
from transkernel.frontend.cuda_math import FUNCTIONS
from transkernel.frontend.cuda_refused import REFUSED
from transkernel.harness.intrinsic_references import REFERENCES, to_type
from transkernel.ir import nodes as ir
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.types import Scalar
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

ROOT = Path(__file__).resolve().parents[2]
HEADERS = Path("/usr/local/cuda/include")
TESTED = [function for functions in chapters().values() for function in functions]
# Ids that only functions with several results use, and the test of those: tests/intrinsics/test_results.py.
_IN_RESULTS = {"frexp_fraction": "frexp", "frexp_exponent": "frexp", "remquo_bits": "remquo"}


def test_every_intrinsic_has_a_meaning_a_spelling_and_a_test() -> None:
    used = {row.id for function in TESTED for row in rows_of(function)}
    used |= {id_ for id_, case in _IN_RESULTS.items() if case in CASES}
    assert not set(INTRINSICS) - set(REFERENCES)
    assert not set(INTRINSICS) ^ set(opencl.INTRINSICS)
    assert not set(opencl.ERRORS) - set(INTRINSICS)
    assert not set(INTRINSICS) - used


def test_every_implemented_row_is_tried() -> None:
    assert len(TESTED) == sum(len(functions) for functions in catalogue().values())
    assert not set(FUNCTIONS) - {function.name for function in TESTED}


@pytest.mark.parametrize("chapter", catalogue())
def test_calls_have_the_types_of_their_rows(chapter: str) -> None:
    for function in catalogue()[chapter]:
        assert function.made.type == function.result, function.label
        for node in walk_all((ir.Evaluate(function.made, function.made.span),)):
            if isinstance(node, ir.Intrinsic):
                arguments = tuple(each.type for each in node.arguments)
                assert INTRINSICS[node.id].accepts(arguments, node.type), (function.label, node.id, arguments)


def test_refused_functions_say_why() -> None:
    implemented = {function.name for function in TESTED} | set(HANDLERS)
    assert not implemented & set(REFUSED)
    text = "\n".join(f"__global__ void k{i}() {{ {name}(0); }}" for i, name in enumerate(REFUSED))
    results = convert(SourceFile("refused.cu", text)).kernels
    assert len(results) == len(REFUSED)
    for result, (name, reason) in zip(results, REFUSED.items(), strict=True):
        assert [each.code for each in result.diagnostics] == ["TK0279"], name
        assert name in result.diagnostics[0].message
        assert reason in result.diagnostics[0].message


# Names in NVIDIA's headers that are no device functions: of the compiler, of the host's C library, of C++.
_NOT_CUDA = re.compile(
    r"_[A-Z]\w*|\w*_(impl|deprecated)|__(host|internal|cmath|pow_helper|has|is_tri|attribute|declspec|cuda|builtin)\w*"
    r"|__(isnan|isinf|isfinite|signbit|finite)(d|f|l)?|_(byteswap|hypot|[lf]?dsign|dsign|Pow)\w*|__nv_bswap\d+"
    r"|__DEPRECATED__|__WSB\w+|__NV_\w+|defined|deprecated|sizeof|requires|align(ed)?|all|any|ballot|syncthreads_\w+"
    r"|__x|y|__half2?|__nv_bfloat162?|__HALF\w+|_U|(float|double|int|uint|ll|ull)2\w+|d(add|mul|sub)"
    r"|__CUDA\w+|__nv_(half|bfloat)\w*|__nv_aligned\w+|__nv_fp128_?|__nv_fp128_(exp2p2f|sinhinh)"
)


@pytest.mark.skipif(not (HEADERS / "cuda_fp16.h").exists(), reason="no CUDA toolkit")
@pytest.mark.parametrize(
    "header",
    "crt/math_functions.h crt/device_functions.h crt/device_double_functions.h sm_20_intrinsics.h sm_30_intrinsics.h "
    "sm_32_intrinsics.h sm_61_intrinsics.h crt/sm_80_rt.h crt/sm_100_rt.h device_atomic_functions.h "
    "sm_20_atomic_functions.h sm_32_atomic_functions.h sm_60_atomic_functions.h cuda_fp16.h cuda_bf16.h cuda_fp8.h "
    "cuda_fp6.h cuda_fp4.h crt/device_fp128_functions.h".split(),
)
def test_every_function_of_the_headers_is_known(header: str) -> None:
    if not (HEADERS / header).exists():
        pytest.skip("this toolkit does not have it")
    text = (HEADERS / header).read_text(errors="replace")
    text = re.sub(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)
    declared = set(re.findall(r"\b(\w+)\s*\([^()]*\)\s*(?:__THROW|throw\(\)|noexcept|__\w+)?\s*[;{]", text))
    unknown = {name for name in declared if not is_builtin(name) and not _NOT_CUDA.fullmatch(name)}
    assert not {name for name in unknown if not name.isupper()}


def test_the_page_is_up_to_date() -> None:
    path = ROOT / "scripts" / "intrinsics_page.py"
    spec = importlib.util.spec_from_file_location("intrinsics_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.intrinsics_page() == (ROOT / "docs" / "intrinsics.md").read_text(encoding="utf-8"), "make docs"


# ------------------------------------------------------------ the tests' own judgement can fail


def _exact_results(function: Function) -> list[bytes]:
    assert isinstance(function.result, Scalar)
    wanted = [to_type(each, function.result) for each in references_of(function)]
    return [to_bytes(each, function.result) for each in wanted]


def _flipped(results: list[bytes], bit: int) -> list[bytes]:
    """With one bit of each result turned over."""
    return [(int.from_bytes(each, "little") ^ (1 << bit)).to_bytes(len(each), "little") for each in results]


@pytest.mark.parametrize("name", ["__popc", "__dp4a", "__vavgs2", "__float2int_rn", "__fadd_rz", "__dmul_ru", "__hfma"])
def test_one_wrong_bit_of_an_exact_function_is_found(name: str) -> None:
    function = next(each for each in TESTED if each.name == name)
    results = _exact_results(function)
    assert budget(function, {}) == 0
    assert not wrong_results(function, results, {})
    assert wrong_results(function, _flipped(results, 0), {})
    assert differences(function, results, _flipped(results, 0))


@pytest.mark.parametrize("name", ["sinf", "erfinvf", "lgammaf", "cyl_bessel_i0f", "powf"])
def test_an_error_beyond_the_budget_is_found(name: str) -> None:
    function = next(each for each in TESTED if each.name == name)
    results = _exact_results(function)
    assert not wrong_results(function, results, {})
    assert wrong_results(function, _flipped(results, 6), {})
