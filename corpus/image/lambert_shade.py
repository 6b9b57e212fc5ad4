"""Lambert shading of a height field."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    scene = args["scene"]
    padded = np.pad(args["heights"].astype(np.float64), 1, mode="edge")
    slope_x = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2
    slope_y = (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    normal = np.stack([-slope_x, -slope_y, np.ones_like(slope_x)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    facing = np.maximum(normal @ np.array(scene["light"]["direction"]), 0.0)
    light = scene["ambient"] + scene["light"]["intensity"] * facing
    image = np.ones((*facing.shape, 4), np.float32)
    image[..., :3] = np.clip(light[..., None] * np.array(scene["colour"]), 0.0, 1.0)
    return {"image": image}
