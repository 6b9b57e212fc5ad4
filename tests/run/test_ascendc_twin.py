"""The twin of Ascend C: kernels that are right run right, and each of the errors that kernels have is caught."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.run.ascendc_ports import HEADER, Arguments, entry, launch
from transkernel.run.ascendc import AscendcRunner, mirrored
from transkernel.run.cuda_host import find_compiler
from transkernel.run.launch import Outcome

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="there is no C++ compiler")

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
