"""(x - mean) / sqrt(variance + epsilon) * gamma + beta for each row, and the moments where the kernel keeps them."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x, gamma, beta = (args[name].astype(np.float64) for name in ("x", "gamma", "beta"))
    mean = x.mean(axis=1, keepdims=True)
    inverse_deviation = 1.0 / np.sqrt(x.var(axis=1, keepdims=True) + args["epsilon"])
    results = {"y": (x - mean) * inverse_deviation * gamma + beta}
    if kernel == "layernorm_block":
        results |= {"means": mean[:, 0], "inverse_deviations": inverse_deviation[:, 0]}
    return {name: values.astype(np.float32) for name, values in results.items()}
