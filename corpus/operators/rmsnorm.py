"""x / sqrt(mean(x**2) + epsilon) * weight for each row; with a residual, x is added to it first."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x = args["x"].astype(np.float64)
    results = {}
    if kernel == "rmsnorm_residual":
        results["residual"] = x = x + args["residual"].astype(np.float64)
    scale = 1.0 / np.sqrt((x * x).mean(axis=1, keepdims=True) + args["epsilon"])
    results["y"] = x * scale * args["weight"]
    return {name: values.astype(np.float32) for name, values in results.items()}
