"""Bilinear resize of images of bytes with half-pixel centres and repeated borders."""

from __future__ import annotations

from typing import Any

import numpy as np


def _places(size_in: int, size_out: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """For each output place the two inputs and the weight of the second.

    In float32 and in the kernel's order, because a byte is compared exactly and a value may lie on a half.
    """
    place = (np.arange(size_out, dtype=np.float32) + np.float32(0.5)) * np.float32(size_in) / np.float32(size_out)
    place -= np.float32(0.5)
    first = np.floor(place)
    low, high = (np.clip(first.astype(np.int64) + step, 0, size_in - 1) for step in (0, 1))
    return low, high, place - first


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    source, target, channels = args["from"], args["to"], args["channels"]
    image = args["in"][:, : source["width"] * channels].reshape(source["height"], source["width"], channels)
    image = image.astype(np.float32)
    x0, x1, x_weight = _places(source["width"], target["width"])
    y0, y1, y_weight = _places(source["height"], target["height"])
    rows = image[:, x0] + (image[:, x1] - image[:, x0]) * x_weight[None, :, None]
    value = rows[y0] + (rows[y1] - rows[y0]) * y_weight[:, None, None]
    out = args["out"].copy()
    out[:, : target["width"] * channels] = (value + np.float32(0.5)).astype(np.uint8).reshape(target["height"], -1)
    return {"out": out}
