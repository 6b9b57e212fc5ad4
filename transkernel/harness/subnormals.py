"""Devices that take a float32 below 2^-126 for 0, as TPUs do: the original is given zeros there too, and what either
side leaves of such numbers is 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.bind import BoundCase
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Outcome, Scalar

FLUSHED = "numbers below 2^-126 were made 0 on both sides: the device takes them for that"
_LEAST = 2.0**-126


def has_subnormals(bound: BoundCase, outcome: Outcome) -> bool:
    """Whether the case gives such numbers, or the original leaves them."""
    given = (each.value if isinstance(each, Scalar) else each.array for each in _numbers(bound.launch))
    return any(_are_small(np.asarray(each)).any() for each in (*given, *outcome.arrays.values()))


def flushed_case(bound: BoundCase) -> BoundCase:
    """The case with zeros in their place."""
    made: dict[int, NDArray[Any]] = {}

    def flushed(argument: LaunchArgument) -> LaunchArgument:
        if isinstance(argument, Buffer):  # one array under two names stays one
            return replace(argument, array=made.setdefault(id(argument.array), _flushed(argument.array)))
        return replace(argument, value=_flushed(argument.value)[()]) if isinstance(argument, Scalar) else argument

    launch = bound.launch
    symbols = tuple(replace(each, array=_flushed(each.array)) for each in launch.symbols)
    return replace(bound, launch=replace(launch, arguments=tuple(map(flushed, launch.arguments)), symbols=symbols))


def flushed_outcome(outcome: Outcome) -> Outcome:
    return replace(outcome, arrays={name: _flushed(array) for name, array in outcome.arrays.items()})


def _numbers(launch: Launch) -> Iterable[Buffer | Scalar]:
    return (each for each in (*launch.arguments, *launch.symbols) if isinstance(each, Buffer | Scalar))


def _are_small(array: NDArray[Any]) -> NDArray[np.bool_]:
    """Of float32, and of the doubles that the original leaves where its floats are such."""
    if array.dtype not in (np.float32, np.float64):
        return np.zeros(array.shape, np.bool_)
    return np.asarray((np.abs(array) < _LEAST) & (array != 0))


def _flushed(array: Any) -> NDArray[Any]:
    array = np.asarray(array)
    small = _are_small(array)
    return np.asarray(np.where(small, np.copysign(array.dtype.type(0), array), array)) if small.any() else array
