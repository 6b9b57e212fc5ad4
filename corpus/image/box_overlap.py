"""Intersections of boxes, and their areas over those of the unions."""

from __future__ import annotations

from typing import Any

import numpy as np


def _areas(boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    areas: np.ndarray[Any, Any] = np.maximum(boxes[..., 2:] - boxes[..., :2], 0).prod(axis=-1)
    return areas


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    detected, truth = args["detected"].astype(np.int64)[:, None], args["truth"].astype(np.int64)[None]
    ends = np.maximum(detected, truth)[..., :2], np.minimum(detected, truth)[..., 2:]
    common = np.concatenate(ends, axis=-1)
    shared = _areas(common)
    whole = _areas(detected) + _areas(truth) - shared
    overlap = np.divide(shared, whole, out=np.zeros(shared.shape), where=whole > 0)
    common[shared == 0] = 0
    return {"overlap": overlap.astype(np.float32), "common": common.astype(np.int32)}
