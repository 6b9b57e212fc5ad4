"""Complex products, the second factor conjugated where `factor` is 1."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    a, b = (args[name].astype(np.float64) @ np.array([1.0, 1.0j]) for name in ("a", "b"))
    product = a * (np.conj(b) if args["factor"] == 1 else b)
    return {"out": np.stack([product.real, product.imag], axis=1).astype(np.float32)}
