"""What the scalar unit computes in a port: functions of integers, and conversions in a stated direction."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tests.emit.ascendc.placed import acquire, buffer, copy_out, port_of, program, release, turn, twin, view
from tests.tile.build import SPAN, number, variable
from transkernel.emit.ascendc.simd.numbers import NUMBERS
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.harness.intrinsic_references import REFERENCES, to_type
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Convert, Intrinsic, PointerOffset, Rounding
from transkernel.ir.placed import LaneLoop, PlacedProgram, Role, SetElement, Slot, Unit
from transkernel.ir.tile import Load
from transkernel.ir.types import FLOAT32, INT32, INT64, UINT32, UINT64, Pointer, Scalar, Space
from transkernel.manifest import KernelEntry
from transkernel.run import launch as run

Array = np.ndarray[Any, Any]


def _applied(name: str, operands: Sequence[Scalar], result: Scalar, value: Callable[..., Any]) -> PlacedProgram:
    """A kernel that makes `n` results of as many places of its operands' buffers."""
    pointers = [Pointer(each, Space.GLOBAL) for each in operands]
    loaded = [
        Load(PointerOffset(variable(f"x{k}", each), variable("i"), each, SPAN), None, None, each.element, SPAN)
        for k, each in enumerate(pointers)
    ]
    out = Pointer(result, Space.GLOBAL)
    made = program(
        {**{f"x{k}": each for k, each in enumerate(pointers)}, "out": out, "n": INT32},
        [buffer("a", Role.WORK, result, "work")],
        acquire("a"),
        turn(Unit.COPY_OUT, Unit.SCALAR),
        LaneLoop("i", number(0), variable("n"), (SetElement("a", variable("i"), value(*loaded), SPAN),), SPAN),
        turn(Unit.SCALAR, Unit.COPY_OUT),
        copy_out(variable("out", out), view("a", result), variable("n")),
        release("a"),
        slots=[Slot("work", ("lanes",), 64)],
    )
    return replace(made, kernel=replace(made.kernel, name=name, cuda_name=name))


def _results(text: str, entry: KernelEntry, arrays: Sequence[Array], result: Scalar) -> Array:
    given = [run.Buffer(f"x{k}", each) for k, each in enumerate(arrays)]
    count = len(arrays[0])
    out = run.Buffer("out", np.zeros(count, NUMPY_NAMES[result]))
    asked = run.Launch(entry.kernel, (1, 1, 1), (32, 1, 1), (*given, out, run.Scalar("n", np.int32(count))))
    outcome = twin().run(text, entry, asked)
    assert outcome.status == "ok", f"{entry.kernel}: {outcome.message}"
    return outcome.arrays["out"]


def _numbers(type_: Scalar) -> Array:
    """Edges of the type, and numbers of every length."""
    limits = np.iinfo(NUMPY_NAMES[type_])
    random = np.random.default_rng(7).integers(limits.min, limits.max, 24, np.dtype(NUMPY_NAMES[type_]), endpoint=True)
    edges = [0, 1, 2, 7, limits.max, limits.min, limits.max - 1]
    return np.array([*edges, *random, *(int(each) >> 20 for each in random)], NUMPY_NAMES[type_])


_CALLS = [
    (id_, type_) for id_ in NUMBERS for type_ in INTRINSICS[id_].over if (INTRINSICS[id_].operands[0] or type_) == type_
]


def _called(id_: str, type_: Scalar) -> tuple[PlacedProgram, tuple[Scalar, ...], Scalar]:
    row = INTRINSICS[id_]
    operands, result = tuple(each or type_ for each in row.operands), row.result or type_
    name = f"{id_}_{NUMPY_NAMES[type_]}"
    return _applied(name, operands, result, lambda *x: Intrinsic(id_, x, result, SPAN)), operands, result


def test_functions_of_integers_are_what_the_ir_says() -> None:
    calls = [_called(id_, type_) for id_, type_ in _CALLS]
    port = port_of(*(made for made, _, _ in calls))
    for (id_, type_), (_, operands, result), entry in zip(_CALLS, calls, port.manifest.kernels, strict=True):
        arrays = [np.roll(_numbers(each), 5 * k + k * k) for k, each in enumerate(operands)]
        wanted = [to_type(REFERENCES[id_](type_, *(int(v) for v in row)), result) for row in zip(*arrays, strict=True)]
        found = _results(port.text, entry, arrays, result)
        np.testing.assert_array_equal(found, np.array(wanted, NUMPY_NAMES[result]), id_)


_DIRECTIONS: dict[Rounding, Callable[[float], int]] = {
    Rounding.NEAREST: round, Rounding.ZERO: math.trunc, Rounding.UP: math.ceil, Rounding.DOWN: math.floor,
}  # fmt: skip


def test_conversions_in_a_direction_saturate() -> None:
    values = [0.0, -0.0, 0.25, 0.5, 0.75, 1.5, 2.5, -0.5, -0.75, -1.5, -2.5, 8388607.5, -3.0, 2.0**31, -(2.0**31)]
    values += [2.0**32, -(2.0**33), 2.0**63, -(2.0**63), 2.0**64, 1e30, math.inf, -math.inf, math.nan, 2147483520.0]
    x = np.array(values, np.float32)
    cases = [(mode, type_) for mode in _DIRECTIONS for type_ in (INT32, UINT32, INT64, UINT64)]
    made = [
        _applied(f"{mode}_{type_}", (FLOAT32,), type_, lambda x, m=mode, t=type_: Convert(x, t, SPAN, rounding=m))
        for mode, type_ in cases
    ]
    port = port_of(*made)
    for (mode, type_), entry in zip(cases, port.manifest.kernels, strict=True):
        limits = np.iinfo(NUMPY_NAMES[type_])
        wanted = [_held(value, _DIRECTIONS[mode], limits.min, limits.max) for value in values]
        found = _results(port.text, entry, [x], type_)
        np.testing.assert_array_equal(found, np.array(wanted, NUMPY_NAMES[type_]), f"{mode} {type_}")


def _held(value: float, rounded: Callable[[float], int], low: int, high: int) -> int:
    if math.isnan(value):
        return 0
    if math.isinf(value):
        return high if value > 0 else low
    return min(max(rounded(value), low), high)
