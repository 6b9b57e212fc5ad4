"""Max pooling with positions, and average pooling that counts the padding or not."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    image, size, stride, padding = args["input"], args["size"], args["stride"], args["padding"]
    width = args["width"]
    output = np.zeros((len(image), args["out_height"], args["out_width"]), np.float64)
    where = np.zeros(output.shape, np.int32)
    for plane, y, x in np.ndindex(output.shape):
        top, left = y * stride - padding, x * stride - padding
        rows, columns = slice(max(top, 0), top + size), slice(max(left, 0), left + size)
        window = image[plane, rows, columns].astype(np.float64)
        if kernel == "average_pool":
            output[plane, y, x] = window.sum() / (size * size if args["counting"] == 1 else window.size)
            continue
        row, column = np.unravel_index(window.argmax(), window.shape)
        output[plane, y, x] = window.max()
        where[plane, y, x] = (rows.start + row) * width + columns.start + column
    results = {"output": output.astype(np.float32)}
    return results if kernel == "average_pool" else results | {"where": where}
