"""Escape times, iterated for all pixels at once in the kernel's 8.24 fixed point."""

from __future__ import annotations

from typing import Any

import numpy as np

FRACTION_BITS = 24


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    c_real = args["left"] + np.arange(args["width"], dtype=np.int64)[None, :] * args["pixel"]
    c_imaginary = args["top"] + np.arange(args["height"], dtype=np.int64)[:, None] * args["pixel"]
    real, imaginary = np.zeros((2, args["height"], args["width"]), np.int64)
    steps = np.zeros(real.shape, np.uint16)
    inside = np.ones(real.shape, bool)
    for _ in range(args["limit"]):
        real_squared, imaginary_squared = real * real >> FRACTION_BITS, imaginary * imaginary >> FRACTION_BITS
        inside &= real_squared + imaginary_squared <= 4 << FRACTION_BITS
        imaginary = np.where(inside, 2 * (real * imaginary >> FRACTION_BITS) + c_imaginary, 0)
        real = np.where(inside, real_squared - imaginary_squared + c_real, 0)
        steps += inside
    return {"steps": steps}
