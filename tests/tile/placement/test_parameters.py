"""Parameters that a kernel changes: each block of a core begins with what the launch gave."""

from __future__ import annotations

import numpy as np

from tests.emit.ascendc.placed import twin
from transkernel.convert import Options, convert
from transkernel.run import launch as run
from transkernel.source import SourceFile

_TEXT = """
__global__ void moved(const float* x, float* y, int n) {
    x += blockIdx.x * 8;
    y += blockIdx.x * 8;
    n -= blockIdx.x % 2;
    if (threadIdx.x < n) y[threadIdx.x] = 2.0f * x[threadIdx.x];
}
"""


def test_what_a_block_does_to_a_parameter_the_next_one_does_not_see() -> None:
    port = convert(SourceFile("k.cu", _TEXT), Options(target="ascendc")).port
    assert port is not None
    entry = port.manifest.kernels[0]
    x = np.arange(800, dtype=np.float32)
    given = (run.Buffer("x", x), run.Buffer("y", np.zeros(800, np.float32)), run.Scalar("n", np.int32(8)))
    blocks = 100  # more than the twin has cores
    outcome = twin().run(port.text, entry, run.Launch(entry.kernel, (blocks, 1, 1), (32, 1, 1), given))
    assert outcome.status == "ok", outcome.message
    wanted = 2 * x.reshape(blocks, 8)
    wanted[1::2, 7] = 0
    np.testing.assert_array_equal(outcome.arrays["y"].reshape(blocks, 8), wanted)
