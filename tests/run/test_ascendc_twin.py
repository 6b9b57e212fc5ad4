"""The twin of Ascend C: kernels that are right run right, and each of the errors that kernels have is caught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.run.ascendc_faults import FAULTS, REFUSED, fault_text
from tests.run.ascendc_ports import HEADER, Arguments, entry, launch
from transkernel.run.ascendc import AscendcRunner, mirrored
from transkernel.run.cuda_host import find_compiler
from transkernel.run.launch import Outcome

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="there is no C++ compiler")

_PORTS = Path(__file__).parent / "ascendc"

# One row of n floats at a time, by static tensors and flags; each test says what is different.
_COPY = (
    HEADER
    + """
extern "C" __global__ __aicore__ void twice(GM_ADDR x, GM_ADDR y, int32_t n, int32_t grid_x) {
    GlobalTensor<float> from, to;
    from.SetGlobalBuffer((__gm__ float*)x, (uint64_t)n * grid_x);
    to.SetGlobalBuffer((__gm__ float*)y, (uint64_t)n * grid_x);
    LocalTensor<float> tile(TPosition::VECIN, 0, 1024), result(TPosition::VECOUT, 4096, 1024);
    for (int64_t block = GetBlockIdx(); block < grid_x; block += GetBlockNum()) {
        DataCopyExtParams row{1, (uint32_t)(n * sizeof(float)), 0, 0, 0};
        DataCopyPad(tile, from[block * n], row, DataCopyPadExtParams<float>{false, 0, 0, 0.0f});
        SetFlag<HardEvent::MTE2_V>(0);
        WaitFlag<HardEvent::MTE2_V>(0);
        Add(result, tile, tile, n);
        SetFlag<HardEvent::V_MTE3>(0);
        WaitFlag<HardEvent::V_MTE3>(0);
        DataCopyPad(to[block * n], result, row);
        SetFlag<HardEvent::V_MTE2>(0);
        WaitFlag<HardEvent::V_MTE2>(0);
        SetFlag<HardEvent::MTE3_V>(0);
        WaitFlag<HardEvent::MTE3_V>(0);
    }
}
"""
)


@pytest.fixture(scope="module")
def twin() -> Iterator[AscendcRunner]:
    with AscendcRunner() as runner:
        yield runner


def _run(twin: AscendcRunner, text: str, arguments: Arguments, name: str, blocks: int = 1) -> Outcome:
    return twin.run(text, entry(name, arguments), launch(name, arguments, blocks))


def _twice(twin: AscendcRunner, text: str, n: int = 203, blocks: int = 50) -> Outcome:
    x = np.arange(n * blocks, dtype=np.float32)
    return _run(twin, text, {"x": x, "y": np.zeros_like(x), "n": np.int32(n)}, "twice", blocks)


def test_a_kernel_that_is_right_runs_right_in_both_orders(twin: AscendcRunner) -> None:
    for text in (_COPY, mirrored(_COPY)):
        outcome = _twice(twin, text)
        assert outcome.status == "ok", outcome.message
        np.testing.assert_array_equal(outcome.arrays["y"], 2 * outcome.arrays["x"])


@pytest.mark.parametrize(
    ("flag", "complaint"),
    [
        ("MTE2_V", "line 14: Add: src0 reads UB that DataCopyPad of line 11 may still write"),
        ("V_MTE3", "line 17: DataCopyPad: the source reads UB that Add of line 14 may still write"),
        ("V_MTE2", "line 11: DataCopyPad: the destination writes UB that Add of line 14 may still read"),
        ("MTE3_V", "line 14: Add: dst writes UB that DataCopyPad of line 17 may still read"),
    ],
)
def test_a_missing_flag_is_caught(twin: AscendcRunner, flag: str, complaint: str) -> None:
    kept = "\n".join("" if f"HardEvent::{flag}>" in line else line for line in _COPY.splitlines())
    outcome = _twice(twin, kept, blocks=80)
    assert outcome.status == "run-fail"
    assert outcome.message == f"{complaint}: no flag {flag} stands between"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_caught(twin: AscendcRunner, name: str) -> None:
    arguments: Arguments = {"x": np.arange(256, dtype=np.float32), "y": np.full(256, -1, np.float32)}
    outcome = twin.run(fault_text(), entry(name, arguments, grid=False), launch(name, arguments))
    assert outcome.status == "run-fail"
    assert FAULTS[name][1] in outcome.message


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_unit_cannot_do_does_not_compile(twin: AscendcRunner, what: str) -> None:
    text = HEADER + f'extern "C" __global__ __aicore__ void wrong() {{ {REFUSED[what]} }}\n'
    outcome = twin.run(text, entry("wrong", {}, grid=False), launch("wrong", {}))
    assert outcome.status == "compile-fail"
    assert "error:" in outcome.message


def test_a_length_that_is_no_multiple_of_32_bytes_is_cut(twin: AscendcRunner) -> None:
    text = _COPY.replace("DataCopyPad(to[block * n], result, row);", "DataCopy(to[block * n], result, n);")
    outcome = _twice(twin, text, n=203, blocks=1)
    np.testing.assert_array_equal(outcome.arrays["y"][:200], 2 * outcome.arrays["x"][:200])
    np.testing.assert_array_equal(outcome.arrays["y"][200:], 0)


def test_softmax_by_rows_with_queues(twin: AscendcRunner) -> None:
    x = np.random.default_rng(1).standard_normal((50, 203)).astype(np.float32)
    arguments: Arguments = {"x": x, "y": np.zeros_like(x), "rows": np.uint32(50), "cols": np.uint32(203)}
    text = (_PORTS / "softmax_rows.cpp").read_text()
    outcome = twin.run(text, entry("softmax_rows", arguments, grid=False), launch("softmax_rows", arguments, 50))
    assert outcome.status == "ok", outcome.message
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    np.testing.assert_allclose(outcome.arrays["y"], powers / powers.sum(axis=1, keepdims=True), rtol=1e-5)
    assert twin.last_counts.vector_instructions == 50 * 6
    assert twin.last_counts.scalar_accesses == 50 * 2


def _matrices(twin: AscendcRunner, text: str, blocks: int = 3) -> tuple[Outcome, Arguments]:
    random = np.random.default_rng(1)
    a, b = random.standard_normal((blocks * 48, 128)), random.standard_normal((128, 80))
    arguments: Arguments = {
        "a": a.astype(np.float16), "b": b.astype(np.float16), "c": np.zeros((blocks * 48, 80), np.float16),
        "m": np.int32(48), "n": np.int32(80), "k": np.int32(128),
    }  # fmt: skip
    return _run(twin, text, arguments, "matmul", blocks), arguments


def test_a_product_of_half_on_the_matrix_unit(twin: AscendcRunner) -> None:
    outcome, arguments = _matrices(twin, (_PORTS / "matmul.cpp").read_text())
    assert outcome.status == "ok", outcome.message
    wanted = np.asarray(arguments["a"], np.float32) @ np.asarray(arguments["b"], np.float32)
    np.testing.assert_allclose(outcome.arrays["c"], wanted, rtol=2e-3, atol=1e-2)


@pytest.mark.parametrize(
    ("left_out", "complaint"),
    [
        ("MTE2_MTE1", "no flag MTE2_MTE1 stands between"),
        ("MTE1_MTE2", "no flag MTE1_MTE2 stands between"),
        ("MTE1_M", "no flag MTE1_M stands between"),
        ("M_MTE1", "no flag M_MTE1 stands between"),
        ("M_FIX", "no flag M_FIX stands between"),
        ("FIX_M", "no flag FIX_M stands between"),
    ],
)
def test_the_matrix_unit_waits_too(twin: AscendcRunner, left_out: str, complaint: str) -> None:
    text = (_PORTS / "matmul.cpp").read_text()
    kept = [line for line in text.splitlines() if f"{left_out}>" not in line]
    outcome, _ = _matrices(twin, "\n".join(kept), blocks=50)
    assert outcome.status == "run-fail"
    assert complaint in outcome.message


def test_blocks_on_one_core_follow_one_another(twin: AscendcRunner) -> None:
    text = (
        HEADER
        + """
extern "C" __global__ __aicore__ void count(GM_ADDR x, int32_t grid_x) {
    GlobalTensor<int32_t> total;
    total.SetGlobalBuffer((__gm__ int32_t*)x);
    LocalTensor<int32_t> tile(TPosition::VECCALC, 0, 8);
    for (int64_t block = GetBlockIdx(); block < grid_x; block += GetBlockNum()) {
        Duplicate(tile, int32_t(GetBlockNum()), 8);
        PipeBarrier<PIPE_ALL>();
        SetAtomicAdd<int32_t>();
        DataCopyPad(total, tile, {1, 4, 0, 0, 0});
        SetAtomicNone();
        PipeBarrier<PIPE_ALL>();
    }
}
"""
    )
    arguments: Arguments = {"x": np.zeros(1, np.int32)}
    for cores, wanted in ((1, 100), (0, 4000)):
        outcome = twin.run(text, entry("count", arguments, cores), launch("count", arguments, 100))
        assert outcome.status == "ok", outcome.message
        assert outcome.arrays["x"].tolist() == [wanted]
