"""MurmurHash3_x86_32 in Python's unbounded integers."""

from __future__ import annotations

from typing import Any

import numpy as np

MASK = 0xFFFFFFFF


def _rotated(value: int, bits: int) -> int:
    return (value << bits | value >> 32 - bits) & MASK


def _scrambled(word: int) -> int:
    return _rotated(word * 0xCC9E2D51 & MASK, 15) * 0x1B873593 & MASK


def murmur3(key: bytes, seed: int) -> int:
    """The hash of one key."""
    value = seed
    whole = len(key) // 4 * 4
    for start in range(0, whole, 4):
        value = _rotated(value ^ _scrambled(int.from_bytes(key[start : start + 4], "little")), 13)
        value = (value * 5 + 0xE6546B64) & MASK
    value ^= _scrambled(int.from_bytes(key[whole:], "little")) ^ len(key)
    value = (value ^ value >> 16) * 0x85EBCA6B & MASK
    value = (value ^ value >> 13) * 0xC2B2AE35 & MASK
    return value ^ value >> 16


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    return {"hashes": np.array([murmur3(key.tobytes(), args["seed"]) for key in args["keys"]], np.uint32)}
