"""Double precision that is rounded at once is single precision: the rule, on numbers of all sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

_COUNT = 200_000
Operation = Callable[..., NDArray[Any]]
_OPERATIONS: dict[str, tuple[Operation, int]] = {
    "+": (np.add, 2), "-": (np.subtract, 2), "*": (np.multiply, 2), "/": (np.divide, 2), "sqrt": (np.sqrt, 1),
}  # fmt: skip


def _operands(seed: int) -> NDArray[np.float32]:
    """Random bits: every exponent, subnormals and infinities too; and numbers close to one another."""
    random = np.random.default_rng(seed)
    bits = random.integers(0, 1 << 32, _COUNT, np.uint32).view(np.float32)
    near = (1 + random.integers(0, 1 << 24, _COUNT) * 2.0**-24).astype(np.float32)
    with np.errstate(all="ignore"):
        return np.concatenate([bits, near, near * np.float32(2**-140), bits * np.float32(2**-100)])


@pytest.mark.parametrize("name", _OPERATIONS)
def test_one_rounding_is_as_good_as_two(name: str) -> None:
    operation, count = _OPERATIONS[name]
    operands = [_operands(seed) for seed in range(count)]
    with np.errstate(all="ignore"):
        twice = operation(*(each.astype(np.float64) for each in operands)).astype(np.float32)
        once = operation(*operands)
    np.testing.assert_array_equal(once.view(np.uint32)[~np.isnan(once)], twice.view(np.uint32)[~np.isnan(twice)])


def test_one_rounding_is_not_as_good_as_three() -> None:
    """A sum of two roundings is not: what stays in double precision for longer is left there."""
    x, y = _operands(1), _operands(2)
    with np.errstate(all="ignore"):
        wide = (x.astype(np.float64) * 0.1 + y).astype(np.float32)
        narrow = x * np.float32(0.1) + y
    assert (wide.view(np.uint32) != narrow.view(np.uint32)).any()
