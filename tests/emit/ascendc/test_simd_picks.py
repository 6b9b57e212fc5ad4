"""Lanes that take the numbers of other lanes, by the vector unit, on the twin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import ran
from tests.emit.ascendc.test_simd_conversions import by_vectors

Array = np.ndarray[Any, Any]
_ALL = "0xffffffffu"
_LANE = np.arange(32)
# What is shuffled, and the lane that each lane takes it from.
_SHUFFLES = {
    "across": (f"__shfl_xor_sync({_ALL}, value, 5)", _LANE ^ 5),
    "down": (f"__shfl_down_sync({_ALL}, value, 3)", np.where(_LANE + 3 < 32, _LANE + 3, _LANE)),
    "up": (f"__shfl_up_sync({_ALL}, value, 3)", np.where(_LANE >= 3, _LANE - 3, _LANE)),
    "one": (f"__shfl_sync({_ALL}, value, 35)", np.full(32, 3)),
    "own": (f"__shfl_sync({_ALL}, value, 7 * lane)", _LANE * 7 % 32),
    "eight": (f"__shfl_sync({_ALL}, value, 2, 8)", _LANE // 8 * 8 + 2),
    "eight_up": (f"__shfl_up_sync({_ALL}, value, 3, 8)", np.where(_LANE % 8 >= 3, _LANE - 3, _LANE)),
}


@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_shuffles(dtype: str) -> None:
    c = {"float32": "float", "int32": "int"}[dtype]
    stores = "\n    ".join(f"{name}[i] = {call};" for name, (call, _) in _SHUFFLES.items())
    text = f"""
__global__ void shuffled(const {c}* x, {", ".join(f"{c}* {name}" for name in _SHUFFLES)}) {{
    int i = blockIdx.x * blockDim.x + threadIdx.x, lane = threadIdx.x % 32;
    {c} value = x[i];
    {stores}
}}
"""
    x = np.random.default_rng(8).integers(-1000, 1000, 3 * 96).astype(dtype)
    arrays = {"x": x, **{name: np.zeros_like(x) for name in _SHUFFLES}}
    found = ran(text, arrays, 3, 96, by_vectors)
    for name, (_, source) in _SHUFFLES.items():
        np.testing.assert_array_equal(found[name].reshape(-1, 32), x.reshape(-1, 32)[:, source], name)
