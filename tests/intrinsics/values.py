"""The arguments that every function is tried on: for each type three columns, edge values crossed with each other,
then numbers drawn at random from the ranges that functions care about."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from transkernel.harness.intrinsic_references import to_type
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, Scalar, Vector

EDGES = 20
COUNT = EDGES * EDGES + 176

# For each format: the smallest denormal and normal number, the largest, and the spacing of 1.
_LIMITS = {
    FLOAT16: (2.0**-24, 2.0**-14, 65504.0, 2.0**-10), BFLOAT16: (2.0**-133, 2.0**-126, 3.3895313892515355e38, 2.0**-7),
    FLOAT32: (2.0**-149, 2.0**-126, 3.4028234663852886e38, 2.0**-23),
    FLOAT64: (5e-324, 2.0**-1022, 1.7976931348623157e308, 2.0**-52),
}  # fmt: skip


def _float_edges(type_: Scalar) -> list[float]:
    denormal, normal, largest, spacing = _LIMITS[type_]
    return [0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan, denormal, -denormal, normal, largest, -largest,
            0.5, -2.5, 1.5, 1.0 + spacing, -(1.0 - spacing / 2), 3.0 * denormal, normal * (1 - spacing),
            0.75]  # fmt: skip


def _float_draws(type_: Scalar, count: int, generator: np.random.Generator) -> list[float]:
    """Of all sizes, near 1, in [-1, 1] and [-10, 10], whole and half numbers, near the powers of 2 of words."""
    largest = 12 if type_ == FLOAT16 else 120 if type_ != FLOAT64 else 1000
    kinds = (
        lambda: math.ldexp(generator.uniform(-2, 2), int(generator.integers(-largest, largest))),
        lambda: generator.uniform(0.9, 1.1),
        lambda: generator.uniform(-1, 1),
        lambda: generator.uniform(-10, 10),
        lambda: generator.integers(-40, 40) / 2.0,
        lambda: (
            math.ldexp(1.0, int(generator.choice((15, 16, 31, 32, 63, 64)))) * generator.choice((-1, 1))
            + generator.integers(-3, 4) / 2
        ),
    )
    drawn = (float(kinds[i % len(kinds)]()) for i in range(count))
    return [float(to_type(each, type_)) for each in drawn]


def _integer_edges(type_: Scalar) -> list[int]:
    top = 1 << (type_.bits - 1)
    chosen = [0, 1, 2, 3, 7, 31, 32, 33, 100, -1, -2, -8, top, top - 1, top + 1, 0x80FF7F01, 0x7F80FF00, 0x12345678,
              0x00010001, 0xFFFE8000]  # fmt: skip
    return [int(to_type(each, type_)) for each in chosen]


def _integer_draws(type_: Scalar, count: int, generator: np.random.Generator) -> list[int]:
    """Of all sizes, and those that lie between two floats."""
    drawn = []
    for i in range(count):
        wide = int(generator.integers(0, 1 << 63)) * 2 + int(generator.integers(0, 2))
        value = wide >> int(generator.integers(0, 63))
        drawn.append((value | 1) << 7 if i % 4 == 0 else value)
    return [int(to_type(each, type_)) for each in drawn]


@cache
def column(type_: Scalar | Vector, number: int) -> tuple[Any, ...]:
    """The arguments of the parameter of that number and type; values as evaluate.py has them."""
    if isinstance(type_, Vector):
        parts = [column(type_.scalar, (number + lane) % 3) for lane in range(type_.lanes)]
        return tuple(zip(*parts, strict=True))
    generator = np.random.default_rng(number * 1000 + type_.bits)
    edges = _float_edges(type_) if type_.is_float else _integer_edges(type_)
    assert len(edges) == EDGES
    crossed = [edges[_EDGE_OF[number](i)] for i in range(EDGES * EDGES)]
    draw = _float_draws if type_.is_float else _integer_draws
    return (*crossed, *draw(type_, COUNT - len(crossed), generator))


_EDGE_OF = (lambda i: i % EDGES, lambda i: i // EDGES, lambda i: (i * 7 + i // EDGES) % EDGES, lambda i: i * 3 % EDGES)
