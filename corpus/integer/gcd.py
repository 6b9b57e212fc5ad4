"""Greatest common divisors and least common multiples."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    a, b = args["pairs"].astype(np.int64).T
    return {"divisors": np.gcd(a, b).astype(np.int32), "multiples": np.lcm(a, b)}
