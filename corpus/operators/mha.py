"""softmax(query @ key.T * scale) @ value for each head; a causal query sees no key after its own place."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    query, key, value = (args[name].astype(np.float64) for name in ("query", "key", "value"))
    scores = np.einsum("bqhc,bkhc->bhqk", query, key) * args["scale"]
    if args["causal"]:
        queries, keys = scores.shape[2:]
        scores[:, :, ~np.tri(queries, keys, keys - queries, dtype=bool)] = -np.inf
    weights = np.exp(scores - scores.max(axis=3, keepdims=True))
    weights /= weights.sum(axis=3, keepdims=True)
    return {"out": np.einsum("bhqk,bkhc->bqhc", weights, value).astype(np.float32)}
