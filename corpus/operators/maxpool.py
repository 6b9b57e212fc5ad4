"""The largest element of each window, and its place where the kernel keeps it. Nothing is rounded."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    image = args["input"]
    if kernel == "maxpool_naive":
        return _with_places(image, args)
    if kernel == "maxpool_global":
        return {"output": image.max(axis=(1, 2))}
    size, stride = (int(value) for value in kernel.split("<")[1].rstrip(">").split(","))
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(1, 2))
    return {"output": windows[:, ::stride, ::stride].max(axis=(4, 5))}


def _with_places(image: Any, args: dict[str, Any]) -> dict[str, Any]:
    kernel, stride, padding = (args[name] for name in ("kernel", "stride", "padding"))
    output, places = np.empty_like(args["output"]), np.empty_like(args["places"])
    for plane, y, x in np.ndindex(output.shape):
        top, left = y * stride[1] - padding[1], x * stride[0] - padding[0]
        best, place = -np.finfo(np.float32).max, -1
        for row in range(max(top, 0), min(top + kernel[1], image.shape[1])):
            for column in range(max(left, 0), min(left + kernel[0], image.shape[2])):
                if image[plane, row, column] > best:
                    best, place = image[plane, row, column], row * image.shape[2] + column
        output[plane, y, x], places[plane, y, x] = best, place
    return {"output": output, "places": places}
