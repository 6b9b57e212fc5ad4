"""Pairs of channels rotated by position * base ** (-pair / pairs)."""

from __future__ import annotations

from typing import Any

import numpy as np

ATOL = 1e-4  # an angle of up to 100 radians is itself rounded to float


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    pairs = args["pairs"]
    angle = np.multiply.outer(args["positions"].astype(np.float64), args["base"] ** (-np.arange(pairs) / pairs))
    turned = args["x"].astype(np.float64) @ np.array([1.0, 1.0j]) * np.exp(1.0j * angle)[:, None, :]
    return {"x": np.stack([turned.real, turned.imag], axis=-1).astype(np.float32)}
