"""Ports and originals as machine code: the whole way, where nvcc and Triton are here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from transkernel.convert import Options, convert
from transkernel.cost.figures import Figures, Hot
from transkernel.harness.cost import Cost, Costs, mean_ratio
from transkernel.harness.options import VerifyOptions
from transkernel.run.devices import DeviceNotUsable
from transkernel.run.nvcc import NoNvcc, compile_original, find_nvcc
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[2] / "corpus"
CASE = """\
[[case]]
kernel = "k"
grid = [1]
block = [32]
[case.args]
x = { shape = [1], dtype = "int32", out = true }
"""
FIGURES = Figures(20, 14, 0, 0, 0, 0, 0, {4: 1}, {4: 1}, Hot(0, 20, 8), Hot(0, 20, 8), 20)


@pytest.fixture(scope="module")
def costs() -> Iterator[Costs]:
    try:
        made = Costs(VerifyOptions(target="triton"))
    except DeviceNotUsable as error:
        pytest.skip(str(error))
    with made:
        yield made


@pytest.fixture
def nvcc() -> str:
    try:
        return find_nvcc()
    except NoNvcc as error:
        pytest.skip(str(error))


def test_a_kernel_without_a_loop(costs: Costs, nvcc: str) -> None:
    (erf, _) = costs.of_file(CORPUS / "elementwise/gelu.cu")
    assert (erf.kernel, erf.unit, erf.problem, erf.original_problem) == ("gelu_erf", "thread", "", "")
    assert erf.port is not None
    assert erf.original is not None
    assert erf.original.loads == {4: 1}
    assert (erf.port.stack, erf.original.stack) == (0, 0)
    assert erf.is_memory_bound
    assert erf.ratio is not None
    assert 0.2 < erf.ratio < 2


def test_instances_of_a_template_and_a_loop(costs: Costs, nvcc: str) -> None:
    found = list(costs.of_file(CORPUS / "norm/groupnorm.cu"))
    assert [each.kernel for each in found] == ["groupnorm<128>", "groupnorm<64>", "groupnorm<32>"]
    assert {each.unit for each in found} == {"word"}
    assert all(each.original is not None and each.original.hot.passes for each in found)


def test_scratch_memory_has_a_reason_and_no_ratio() -> None:
    """With nothing raised a tree stays in shared memory, which is scratch memory then."""
    with Costs(VerifyOptions(target="triton", profile="plain", kernels=("tree_sum<float, 256>",))) as plain:
        (found,) = plain.of_file(CORPUS / "reduce/tree_sum.cu")
    assert found.scratch
    assert (found.ratio, found.problem) == (None, "")


@pytest.mark.parametrize(("file", "lanes"), [("matmul/register_blocked.cu", 1), ("norm/softmax_rows.cu", 4)])
def test_many_tiles_leave_a_thread_one_lane(file: str, lanes: int) -> None:
    """64 sums for each of four lanes would be more than a thread's registers."""
    text = (CORPUS / file).read_text()
    port = convert(SourceFile(file, text), Options(target="triton")).port
    assert port is not None
    assert [kernel.thread_lanes for kernel in port.manifest.kernels] == [lanes]


def test_vectors_are_accesses_of_their_size(costs: Costs) -> None:
    found = {each.kernel: each.port for each in costs.of_file(CORPUS / "operators/add.cu")}
    widths = {name: (max(port.loads), max(port.stores)) for name, port in found.items() if port is not None}
    assert widths["add_vectorised"] == (16, 16)
    assert widths["add_half2"] == (4, 4)


def test_vectors_in_a_loop_of_lanes_that_come_to_an_end_leave_a_thread_one_lane() -> None:
    text = (CORPUS / "operators/sign.cu").read_text()
    port = convert(SourceFile("sign.cu", text), Options(target="triton")).port
    assert port is not None
    assert [kernel.thread_lanes for kernel in port.manifest.kernels] == [4, 4, 1]


def test_a_refused_kernel_says_why(costs: Costs, tmp_path: Path) -> None:
    (tmp_path / "k.cu").write_text('__global__ void k(int *x) { asm("nonsense.s32 %0, 1;" : "=r"(x[0])); }\n')
    (tmp_path / "k.toml").write_text(CASE)
    (found,) = costs.of_file(tmp_path / "k.cu")
    assert found.problem.startswith("TK0")
    assert found.port is None


def test_what_nvcc_refuses_is_said(nvcc: str, tmp_path: Path) -> None:
    (tmp_path / "k.cu").write_text("__global__ void k(int *x) { x[0] = missing; }\n")
    assert 'k.cu(1): error: identifier "missing" is undefined' in compile_original(tmp_path / "k.cu", "sm_90").message


def test_the_mean_is_of_memory_bound_kernels_with_a_ratio() -> None:
    one = Cost("f", "k", 1, port=FIGURES, original=FIGURES, port_each=8.0, original_each=4.0)
    other = replace(one, port_each=2.0)
    bound = replace(FIGURES, hot=Hot(0, 400, 8))
    assert mean_ratio([one, other, replace(one, original=bound, port_each=400.0), replace(one, port_each=None)]) == 1.0
    assert mean_ratio([]) is None
