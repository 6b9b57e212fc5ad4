"""Convolution (not turned round) of channels-first images with stride, zeros outside and dilation."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    shape = args["shape"]
    stride, padding, dilation = shape["stride"], shape["padding"], shape["dilation"]
    taps = args["filter"].astype(np.float64)
    edges = ((0, 0), (0, 0), (padding[1], padding[1]), (padding[0], padding[0]))
    image = np.pad(args["input"].astype(np.float64), edges)
    output = np.zeros(args["output"].shape)
    height, width = output.shape[2:]
    for ky in range(taps.shape[2]):
        for kx in range(taps.shape[3]):
            top, left = ky * dilation[1], kx * dilation[0]
            rows = slice(top, top + (height - 1) * stride[1] + 1, stride[1])
            columns = slice(left, left + (width - 1) * stride[0] + 1, stride[0])
            output += np.einsum("bcyx,kc->bkyx", image[:, :, rows, columns], taps[:, :, ky, kx])
    return {"output": output.astype(np.float32)}
