"""(x - mean) / sqrt(variance + epsilon) * gamma + beta for each plane."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x, gamma, beta = (args[name].astype(np.float64) for name in ("input", "gamma", "beta"))
    mean = x.mean(axis=(2, 3), keepdims=True)
    normal = (x - mean) / np.sqrt(x.var(axis=(2, 3), keepdims=True) + args["epsilon"])
    return {"output": (normal * gamma[:, None, None] + beta[:, None, None]).astype(np.float32)}
