"""The element types of the harness by name: how each is carried, widened, rounded and poisoned.

A dtype is a NumPy name or `bfloat16`, which NumPy has not: it is carried as its bits in uint16.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ElementType:
    """One element type.

    carrier: the NumPy dtype of arrays of it.
    poison: what an output without a fill starts as, as bits. For a float a quiet NaN with a payload that no
        arithmetic makes; quiet, because a signalling one changes when it is copied through a register.
    mantissa_bits, exponent_bits: of a float, without the sign and the hidden bit; 0 for integers and bool.
    """

    name: str
    carrier: np.dtype[Any]
    poison: int
    mantissa_bits: int = 0
    exponent_bits: int = 0

    @property
    def is_float(self) -> bool:
        return self.mantissa_bits > 0

    @property
    def bits(self) -> np.dtype[Any]:
        """The unsigned integer of the same size."""
        return np.dtype(f"u{self.carrier.itemsize}")

    @property
    def smallest_normal(self) -> float:
        return float(2.0 ** (2 - (1 << (self.exponent_bits - 1))))


def _type(name: str, poison: int, carrier: str | None = None, mantissa: int = 0, exponent: int = 0) -> ElementType:
    return ElementType(name, np.dtype(carrier or name), poison, mantissa, exponent)


TYPES: dict[str, ElementType] = {
    entry.name: entry
    for entry in (
        _type("bool", 0xA5),
        _type("int8", 0xA5),
        _type("uint8", 0xA5),
        _type("int16", 0xA5A5),
        _type("uint16", 0xA5A5),
        _type("int32", 0xA5A5A5A5),
        _type("uint32", 0xA5A5A5A5),
        _type("int64", 0xA5A5A5A5A5A5A5A5),
        _type("uint64", 0xA5A5A5A5A5A5A5A5),
        _type("float16", 0x7EA5, None, 10, 5),
        _type("bfloat16", 0x7FE5, "uint16", 7, 8),
        _type("float32", 0x7FE5A5A5, None, 23, 8),
        _type("float64", 0x7FFCA5A5A5A5A5A5, None, 52, 11),
    )
}

# The poison of a second run: a finite number for floats, so that who reads it computes something else than before.
SECOND_POISON_BYTE = 0x5A


def poisoned(shape: tuple[int, ...], dtype: str, *, second: bool = False) -> Array:
    """An array of nothing but poison."""
    kind = TYPES[dtype]
    pattern = int.from_bytes(bytes([SECOND_POISON_BYTE] * kind.bits.itemsize)) if second else kind.poison
    return np.full(shape, pattern, kind.bits).view(kind.carrier)


def as_bits(array: Array, dtype: str) -> Array:
    """The elements' bits as unsigned integers, without a copy where that is possible."""
    return np.ascontiguousarray(array).view(TYPES[dtype].bits)


def is_poison(array: Array, dtype: str, *, second: bool = False) -> NDArray[np.bool_]:
    """Where the poison still stands."""
    return np.asarray(as_bits(array, dtype) == as_bits(poisoned((1,), dtype, second=second), dtype)[0])


def widen(array: Array, dtype: str) -> NDArray[np.float64]:
    """Float elements as float64, without rounding."""
    if dtype == "bfloat16":
        return bfloat16_to_float32(array).astype(np.float64)
    with np.errstate(invalid="ignore"):  # a poison of another width may be a signalling NaN
        return array.astype(np.float64)


def cast(values: Array, dtype: str) -> Array:
    """Values rounded to the carrier of `dtype`, to nearest even; a float out of an integer's range wraps, NaN is 0."""
    kind = TYPES[dtype]
    if dtype == "bfloat16":
        return float32_to_bfloat16(values.astype(np.float32))
    if kind.carrier.kind in "iu" and values.dtype.kind == "f":
        # C leaves the cast of a negative float to an unsigned integer open; through int64 it is the same everywhere.
        inside = np.where(np.isfinite(values) & (np.abs(values) < 2.0**63), values, 0.0)
        return inside.astype(np.int64).astype(kind.carrier)
    with np.errstate(over="ignore"):
        return values.astype(kind.carrier)


def bfloat16_to_float32(bits: Array) -> NDArray[np.float32]:
    """The exact value of each bfloat16."""
    return (bits.astype(np.uint32) << np.uint32(16)).view(np.float32)


def float32_to_bfloat16(values: Array) -> NDArray[np.uint16]:
    """The nearest bfloat16, ties to even; a NaN stays a NaN with its sign."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    even = (bits >> np.uint32(16)) & np.uint32(1)
    rounded = ((bits.astype(np.uint64) + np.uint64(0x7FFF) + even) >> np.uint64(16)).astype(np.uint16)
    quiet = ((bits >> np.uint32(16)) | np.uint32(0x40)).astype(np.uint16)
    return np.where(np.isnan(values), quiet, rounded).astype(np.uint16)
