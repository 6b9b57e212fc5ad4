"""The mean of each window; what lies in the padding is zero, and counts where the kernel says so."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    image = args["input"].astype(np.float64)
    if kernel == "avgpool_naive":
        size, stride, padding = args["kernel"], args["stride"], args["padding"]
    else:
        size, stride = (int(value) for value in kernel.split("<")[1].split(",")[:2])
        padding = 0
    height, width = image.shape[1:]
    output = np.empty(args["output"].shape)
    for y in range(output.shape[1]):
        for x in range(output.shape[2]):
            top, left = y * stride - padding, x * stride - padding
            bottom, right = min(top + size, height + padding), min(left + size, width + padding)
            window = image[:, max(top, 0) : bottom, max(left, 0) : right]
            counted = (bottom - top) * (right - left)
            if kernel == "avgpool_naive" and not args["count_padding"]:
                counted = window[0].size
            output[:, y, x] = window.sum(axis=(1, 2)) / counted
    return {"output": output.astype(np.float32)}
