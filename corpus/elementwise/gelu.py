"""GELU by the error function and by its tanh approximation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x = args["x"].astype(np.float64)
    if kernel == "gelu_erf":
        gate = np.array([math.erf(value) for value in x * math.sqrt(0.5)])
    else:
        gate = np.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3))
    return {"y": (0.5 * x * (1.0 + gate)).astype(np.float32)}
