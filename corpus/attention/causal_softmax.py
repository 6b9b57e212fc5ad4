"""Row softmax where later keys weigh nothing."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    queries, keys = args["queries"], args["keys"]
    visible = np.arange(keys)[None, :] <= np.arange(queries)[:, None] + keys - queries
    scores = np.where(visible, args["scores"].astype(np.float64) * args["scale"], -np.inf)
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    return {"weights": (weights / weights.sum(axis=2, keepdims=True)).astype(np.float32)}
