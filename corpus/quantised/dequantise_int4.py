"""Nibbles to half-precision weights, and levels to nibbles."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    if kernel == "pack_int4":
        levels = np.minimum(args["levels"], 15).astype(np.uint32).reshape(-1, 8)
        return {"packed": np.bitwise_or.reduce(levels << np.arange(0, 32, 4, dtype=np.uint32), axis=1)}
    packed = args["packed"]
    weights = (packed[:, :, None] >> np.arange(0, 32, 4, dtype=np.uint32) & 15).reshape(len(packed), -1)
    group_of = np.arange(weights.shape[1]) // args["group"]
    levels = weights.astype(np.float64) - args["zeros"][:, group_of]
    return {"y": (levels * args["scales"].astype(np.float64)[:, group_of]).astype(np.float16)}
