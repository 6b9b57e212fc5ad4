"""Composite numbers as a bit set, and primes a word."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    limit = args["limit"]
    if kernel == "count_primes":
        bits = np.unpackbits(args["composite"].view(np.uint8), bitorder="little")
        primes = 1 - bits.astype(np.int64)
        primes[:2] = 0
        primes[limit:] = 0
        return {"counts": primes.reshape(-1, 32).sum(axis=1).astype(np.uint8)}
    bits = np.zeros(32 * len(args["composite"]), np.uint8)
    composites = [n for n in range(4, limit) if any(n % divisor == 0 for divisor in range(2, int(n**0.5) + 1))]
    bits[composites] = 1
    factors = [n for n in range(2, limit) if n * n < limit and n not in composites]
    return {
        "composite": np.packbits(bits, bitorder="little").view(np.uint32) | args["composite"],
        "factors": (args["factors"] + len(factors)).astype(np.int32),
    }
