"""Prefix sums modulo 2**32 within blocks, block totals, and the addition of block offsets."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    n = args["n"]
    blocks = np.arange(n) // block[0]
    if kernel == "add_block_offsets":
        before = np.concatenate([np.zeros(1, np.uint32), args["offsets"]])
        return {"prefix": args["prefix"] + before[blocks]}
    padded = np.zeros(grid[0] * block[0], np.uint32)
    padded[:n] = args["x"]
    sums = np.cumsum(padded.reshape(grid[0], block[0]), axis=1, dtype=np.uint32)
    return {"prefix": sums.reshape(-1)[:n], "totals": sums[:, -1].copy()}
