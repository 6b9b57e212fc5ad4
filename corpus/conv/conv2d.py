"""Direct convolution of images with a bank of filters (cross-correlation), with stride and zero padding."""

from __future__ import annotations

from typing import Any

import numpy as np

ATOL = 5e-5  # sums of products of size one cancel, the rounding of each step stays


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    shape = args["shape"]
    padding, stride = shape["padding"], shape["stride"]
    image = np.pad(args["input"].astype(np.float64), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    extent = (shape["filter"]["height"], shape["filter"]["width"])
    windows = np.lib.stride_tricks.sliding_window_view(image, extent, axis=(2, 3))[:, :, ::stride, ::stride]
    windows = windows[:, :, : shape["out"]["height"], : shape["out"]["width"]]
    output = np.einsum("nchwyx,ocyx->nohw", windows, args["weight"].astype(np.float64))
    return {"output": (output + args["bias"][None, :, None, None]).astype(np.float32)}
