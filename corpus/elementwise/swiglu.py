"""silu(gate) * up."""

from __future__ import annotations

from typing import Any

import numpy as np

RTOL = 1e-5  # __expf and __fdividef are approximations


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    width = args["width"]
    gate, up = (half.astype(np.float64) for half in np.split(args["gate_and_up"], [width], axis=1))
    return {"out": (gate / (1.0 + np.exp(-gate)) * up).astype(np.float32)}
