"""Each channel's convolution (not turned round) with its own filter, zeros outside."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    image, taps = args["input"].astype(np.float64), args["filter"].astype(np.float64)
    if kernel == "depthwiseconv_naive":
        windows = _windows(image.transpose(0, 3, 1, 2), taps.shape[0])
        return {"output": (np.einsum("bcyxij,ijc->byxc", windows, taps) + args["bias"]).astype(np.float32)}
    windows = _windows(image, taps.shape[1])
    return {"output": np.einsum("bcyxij,cij->bcyx", windows, taps).astype(np.float32)}


def _windows(image: Any, size: int) -> Any:
    """[batch, channels, height, width, size, size] of channels-first images."""
    edge = (size // 2, size // 2)
    return np.lib.stride_tricks.sliding_window_view(np.pad(image, ((0, 0), (0, 0), edge, edge)), (size, size), (2, 3))
