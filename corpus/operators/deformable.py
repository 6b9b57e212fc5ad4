"""Each sample is four pixels by their distances, and zero beyond the level.

Where a sample lies is found in the kernel's precision: a place that rounds to a whole pixel has other neighbours.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    value, weights = args["value"].astype(np.float64), args["weights"].astype(np.float64)
    out = np.zeros(args["out"].shape)
    for level, ((height, width), start) in enumerate(zip(args["sizes"], args["starts"], strict=True)):
        padded = np.zeros((height + 2, width + 2, *value.shape[1:]))
        padded[1:-1, 1:-1] = value[start : start + height * width].reshape(height, width, *value.shape[1:])
        extents = np.array([width, height], np.float32)
        places = args["places"][:, :, level] * extents - np.float32(0.5)
        for query, head, point in np.ndindex(places.shape[:3]):
            x, y = places[query, head, point]
            if not (-1 < x < width and -1 < y < height):
                continue
            left, top = int(np.floor(x)), int(np.floor(y))
            right, down = float(x) - left, float(y) - top
            corners = padded[top + 1 : top + 3, left + 1 : left + 3, head]
            by_distance = np.outer([1 - down, down], [1 - right, right])
            out[query, head] += weights[query, head, level, point] * np.einsum("yx,yxc->c", by_distance, corners)
    return {"out": out.astype(np.float32)}
