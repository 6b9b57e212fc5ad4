"""max(x, 0), or a slope below zero."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    if kernel == "relu_naive":
        return {"y": np.where(args["x"] > 0, args["x"], np.float32(0))}
    data = args["data"]
    slope = np.float32(args["activation"]["slope"] if "Leaky" in kernel else 0.0)
    return {"data": np.where(data > 0, data, slope * data)}
