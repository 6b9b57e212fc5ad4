"""Luma of RGBA bytes by weights of 77, 150 and 29 in 256."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    channels = args["image"].view(np.uint8).reshape(-1, 4)
    gray = (channels[:, :3].astype(np.int64) @ np.array([77, 150, 29]) + 128 >> 8).astype(np.uint8)
    if kernel == "rgb_to_gray_packed":
        return {"gray": gray.view("<u4")}
    return {"gray": gray, "gray_image": np.column_stack([gray, gray, gray, channels[:, 3]])}
