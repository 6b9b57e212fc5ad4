"""Bit counts of words, and the bit-reversal permutation."""

from __future__ import annotations

from typing import Any

import numpy as np


def _reversed(value: int, bits: int) -> int:
    return int(f"{value:0{bits}b}"[::-1], 2)


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    if kernel == "bit_reversal":
        order = [_reversed(i, args["bits"]) for i in range(1 << args["bits"])]
        return {"out": args["in"][order]}
    words = [int(word) for word in args["words"]]
    ones = np.array([word.bit_count() for word in words], np.int32)
    width = 8 * args["words"].itemsize
    leading_zeros = np.array([width - word.bit_length() for word in words], np.int32)
    if kernel == "wide_bit_census":
        return {"ones": ones, "leading_zeros": leading_zeros, "ones_by_hand": ones.copy()}
    first_one = np.array([(word & -word).bit_length() for word in words], np.int32)
    reversed_words = np.array([_reversed(word, 32) for word in words], np.uint32)
    return {"ones": ones, "leading_zeros": leading_zeros, "first_one": first_one, "reversed": reversed_words}
