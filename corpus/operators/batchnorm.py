"""gamma * (x - mean) / sqrt(variance + epsilon) + beta for each channel, and the statistics in training."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: value.astype(np.float64) for name, value in args.items() if isinstance(value, np.ndarray)}
    x = numbers["x"]
    results = {}
    if kernel == "batchnorm_naive":
        mean, variance = numbers["mean"], numbers["variance"]
    else:
        mean, variance = x.mean(axis=(0, 2)), x.var(axis=(0, 2))
        momentum, unbiased = args["momentum"], x.var(axis=(0, 2), ddof=1)
        results["running_mean"] = (1 - momentum) * numbers["running_mean"] + momentum * mean
        results["running_variance"] = (1 - momentum) * numbers["running_variance"] + momentum * unbiased
        results["saved"] = np.stack([mean, 1 / np.sqrt(variance + args["epsilon"])], axis=1)
    scale = numbers["gamma"] / np.sqrt(variance + args["epsilon"])
    results["y"] = (x - mean[:, None]) * scale[:, None] + numbers["beta"][:, None]
    return {name: values.astype(np.float32) for name, values in results.items()}
