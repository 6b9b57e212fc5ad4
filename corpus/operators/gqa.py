"""softmax(query @ key.T * scale) @ value; each head of keys and values serves a group of query heads."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    shape = args["shape"]
    query, key, value = (args[name].astype(np.float64) for name in ("query", "key", "value"))
    group = shape["query_heads"] // shape["key_heads"]
    key, value = key.repeat(group, axis=0), value.repeat(group, axis=0)
    scores = np.einsum("hqc,hkc->hqk", query, key) * shape["scale"]
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    return {"out": np.einsum("hqk,hkc->hqc", weights, value).astype(np.float32)}
