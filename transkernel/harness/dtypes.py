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
        operation on numbers makes; quiet, because a signalling one changes when it is copied through a register.
    second_poison: the same for a second run. For a float a number near 1, which a sum with it or a product changes,
        while the NaN goes through both as it is.
    mantissa_bits, exponent_bits: of a float, without the sign and the hidden bit; 0 for integers and bool.
    """

    name: str
    carrier: np.dtype[Any]
    poison: int
    second_poison: int
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


def _integer(name: str) -> ElementType:
    carrier = np.dtype(name)
    first, second = (int.from_bytes(bytes([byte] * carrier.itemsize)) for byte in (0xA5, 0x5A))
    return ElementType(name, carrier, first, second)


TYPES: dict[str, ElementType] = {
    **{name: _integer(name) for name in ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32")},
    **{name: _integer(name) for name in ("int64", "uint64")},
    "float16": ElementType("float16", np.dtype("float16"), 0x7EA5, 0x3CD5, 10, 5),
    "bfloat16": ElementType("bfloat16", np.dtype("uint16"), 0x7FE5, 0x3F9A, 7, 8),
    "float32": ElementType("float32", np.dtype("float32"), 0x7FE5A5A5, 0x3F9A5A5A, 23, 8),
    "float64": ElementType("float64", np.dtype("float64"), 0x7FFCA5A5A5A5A5A5, 0x3FF35A5A5A5A5A5A, 52, 11),
}


def poisoned(shape: tuple[int, ...], dtype: str, *, second: bool = False) -> Array:
    """An array of nothing but poison."""
    kind = TYPES[dtype]
    return np.full(shape, kind.second_poison if second else kind.poison, kind.bits).view(kind.carrier)


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
