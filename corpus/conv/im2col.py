"""The windows of an image as columns of a matrix."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    padding, stride, dilation = args["padding"], args["stride"], args["dilation"]
    out_height, out_width = args["out_height"], args["out_width"]
    image = np.pad(args["image"], ((0, 0), (padding, padding), (padding, padding)))
    rows = []
    for channel, kernel_y, kernel_x in np.ndindex(image.shape[0], args["size"], args["size"]):
        shifted = image[channel, kernel_y * dilation :: stride, kernel_x * dilation :: stride]
        rows.append(shifted[:out_height, :out_width].reshape(-1))
    return {"matrix": np.stack(rows)}
