"""softmax(query @ key.T * scale) @ value for each head."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    query, key, value = (args[name].astype(np.float64) for name in ("query", "key", "value"))
    scores = np.einsum("hqc,hkc->hqk", query, key) * args["scale"]
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    return {"out": np.einsum("hqk,hkc->hqc", weights, value).astype(np.float32)}
