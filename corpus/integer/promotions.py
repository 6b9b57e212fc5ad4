"""The same arithmetic in Python's unbounded integers, reduced where C reduces it."""

from __future__ import annotations

from typing import Any

import numpy as np


def _integers(args: dict[str, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    return args["a"].astype(np.int64), args["b"].astype(np.int64)


def _byte_arithmetic(args: dict[str, Any]) -> dict[str, Any]:
    a, b = _integers(args)
    return {
        "average": ((a + b + 1) // 2).astype(np.uint8),
        "wrapped": (~((a + b) * 2) & 0xFF).astype(np.uint8),
        "difference": (a - b).astype(np.int16),
    }


def _signed_arithmetic(args: dict[str, Any]) -> dict[str, Any]:
    a, b = _integers(args)
    product = a * b
    remainder = np.where(b != 0, np.fmod(a, np.where(b == 0, 1, b)), -1)
    return {
        "shifted": np.floor_divide(product, 8).astype(np.int32),
        "divided": np.trunc(product / 8).astype(np.int32),
        "remainder": remainder.astype(np.int32),
    }


def _unsigned_arithmetic(args: dict[str, Any]) -> dict[str, Any]:
    a, b = _integers(args)
    modulus = 1 << 32
    return {
        "wrapped": np.array([(int(x) * 2654435761 - int(y)) % modulus for x, y in zip(a, b, strict=True)], np.uint32),
        "below": (b % modulus < a).astype(np.uint8),
        "widened": (a - 1) % modulus + b,
    }


KERNELS = {
    "byte_arithmetic": _byte_arithmetic,
    "signed_arithmetic": _signed_arithmetic,
    "unsigned_arithmetic": _unsigned_arithmetic,
}


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    return KERNELS[kernel](args)
