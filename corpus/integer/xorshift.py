"""Marsaglia's xorwow seeded by splitmix64, in Python's unbounded integers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

MASK32 = (1 << 32) - 1
MASK64 = (1 << 64) - 1


def _seed_words(seed: int) -> Iterator[int]:
    for _ in range(3):
        seed = (seed + 0x9E3779B97F4A7C15) & MASK64
        mixed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & MASK64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & MASK64
        mixed ^= mixed >> 31
        yield mixed & MASK32
        yield mixed >> 32


def words_from(seed: int, count: int) -> list[int]:
    """The first words that a generator with this seed gives."""
    *state, weyl = _seed_words(seed)
    state[0] |= 1
    words = []
    for _ in range(count):
        mixed = state[0] ^ state[0] >> 2
        mixed ^= mixed << 1
        last = (state[4] ^ state[4] << 4 ^ mixed) & MASK32
        state = [*state[1:], last]
        weyl = (weyl + 362437) & MASK32
        words.append((last + weyl) & MASK32)
    return words


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    seed, n = args["seed"], args["n"]
    if kernel == "random_words":
        columns = [words_from(seed + i & MASK64, args["count"]) for i in range(n)]
        return {"words": np.ascontiguousarray(np.array(columns, np.uint32).T)}
    seventh = [words_from(seed ^ i << 32, 7)[6] >> 8 for i in range(n)]
    return {"numbers": (np.array(seventh) / 2.0**24).astype(np.float32)}
