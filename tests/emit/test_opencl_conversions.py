"""The conversions that the printer leaves out are those that OpenCL C makes: random expressions on devices."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from tests.emit.build import (
    SPAN,
    E,
    assign,
    block,
    block_size,
    buffer,
    global_index,
    grid_size,
    kernel,
    lit,
    program,
    select,
    step,
    thread,
    var,
)
from tests.emit.launched import port_of, run
from tests.emit.reference import UndefinedError, evaluate
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Scalar,
    Type,
)
from transkernel.ir.visit import walk
from transkernel.run.opencl import OpenCLRunner

THREADS = 16
INTEGERS = (INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64)
NUMBERS = (*INTEGERS, FLOAT32, FLOAT64)
STATEMENTS = 60


class Maker:
    """Random expressions with C++'s conversions, over one input array of each type and the special registers."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def leaf(self, floats: bool) -> E:
        kind = self.random.randrange(6)
        if kind == 0:
            return lit(self.random.randrange(8))
        if kind == 1:
            return lit(self.random.randrange(1, 8), self.random.choice((UINT32, INT64, UINT64, INT32)))
        if kind == 2:
            return self.random.choice((thread, block_size, global_index, block, grid_size))()
        type_ = self.random.choice(NUMBERS if floats else INTEGERS)
        return var(f"in_{type_}", buffer(type_, const=True))[thread()]

    def number(self, depth: int, floats: bool = True) -> E:
        if depth == 0:
            return self.leaf(floats)
        kind = self.random.randrange(9)
        if kind == 0:
            return self.number(depth - 1, floats).cast(self.random.choice(NUMBERS if floats else INTEGERS))
        if kind == 1:
            return select(self.truth(depth - 1), self.number(depth - 1, floats), self.number(depth - 1, floats))
        if kind == 2:
            return self.bits(depth)
        if kind == 3:
            value = self.number(depth - 1, floats)
            return -(value + 0)
        if kind == 4:
            return self.truth(depth - 1).to(INT32) + self.number(depth - 1, floats)
        op = self.random.choice("+-*")
        return self.number(depth - 1, floats)._arithmetic(op, self.number(depth - 1, floats))

    def bits(self, depth: int) -> E:
        left, right = self.number(depth - 1, False), self.number(depth - 1, False)
        op = self.random.choice(("&", "|", "^", "<<", ">>", "/", "%"))
        if op in ("<<", ">>"):
            return (left + 0)._arithmetic(op, lit(self.random.randrange(4)))
        if op in ("/", "%"):
            divisor = lit(self.random.randrange(1, 6), self.random.choice((INT32, UINT32)))
            return left._arithmetic(op, divisor)
        return left._arithmetic(op, right)

    def truth(self, depth: int) -> E:
        kind = self.random.randrange(4)
        if kind == 0 and depth:
            op = self.random.choice((ir.LogicalOp.AND, ir.LogicalOp.OR))
            return E(ir.Logical(op, self.truth(depth - 1).node, self.truth(depth - 1).node, SPAN))
        if kind == 1:
            return self.number(max(depth - 1, 0)).to(BOOL)
        left, right = self.number(max(depth - 1, 0)), self.number(max(depth - 1, 0))
        return left._compare(self.random.choice(("==", "!=", "<", "<=", ">", ">=")), right)


def _integral(node: ir.Expression) -> bool:
    """No conversion of a float to an integer, which is undefined where it does not fit."""
    return not any(
        isinstance(each, ir.Convert)
        and isinstance(each.operand.type, Scalar)
        and each.operand.type.is_float
        and isinstance(each.type, Scalar)
        and each.type.is_integer
        and each.type != BOOL
        for each in walk(node)
    )


def inputs(seed: int) -> dict[str, np.ndarray[Any, Any]]:
    random_ = np.random.Generator(np.random.PCG64(seed))
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for type_ in NUMBERS:
        low = 0 if type_ in (UINT8, UINT16, UINT32, UINT64) else -7
        arrays[f"in_{type_}"] = random_.integers(low, 8, THREADS).astype(NUMPY_NAMES[type_])
    for type_ in (UINT8, UINT16, UINT32, UINT64):
        arrays[f"in_{type_}"][:4] = np.iinfo(NUMPY_NAMES[type_]).max - np.arange(4, dtype=NUMPY_NAMES[type_])
    return arrays


def expected_of(statement: ir.Assign, values: dict[str, Any]) -> list[Any] | None:
    """The value for each thread, None where one is undefined."""
    try:
        return [evaluate(statement.value, values, each) for each in range(THREADS)]
    except UndefinedError:
        return None


@pytest.mark.parametrize("seed", range(6))
def test_random_expressions(runner: OpenCLRunner, seed: int) -> None:
    maker = Maker(seed)
    given = inputs(seed)
    parameters: dict[str, Type] = {name: buffer(type_, const=True) for name, type_ in zip(given, NUMBERS, strict=True)}
    body: list[ir.Statement] = []
    outputs: dict[str, tuple[np.ndarray[Any, Any], list[Any]]] = {}
    while len(body) < STATEMENTS:
        type_ = maker.random.choice(NUMBERS)
        name = f"out_{len(body)}"
        target = var(name, buffer(type_))[thread()]
        value = maker.number(maker.random.randrange(1, 4))
        start = maker.random.randrange(8)
        compound = maker.random.randrange(3) == 0
        statement = step(target, maker.random.choice("+-*"), value) if compound else assign(target, value)
        if not _integral(statement.value):
            continue
        initial = np.full(THREADS, start, NUMPY_NAMES[type_])
        expected = expected_of(statement, {**given, name: initial, "threads": range(THREADS)})
        if expected is None:
            continue
        parameters[name] = buffer(type_)
        outputs[name] = (initial, expected)
        body.append(statement)
    made = program(kernel("k", parameters, *body))
    arrays = run(runner, made, {**given, **{name: each[0] for name, each in outputs.items()}}, block=(THREADS, 1, 1))
    lines = {
        line.split("[")[0].strip(): line for line in port_of(made).text.splitlines() if line.strip().startswith("out_")
    }
    for name, (initial, expected) in outputs.items():
        np.testing.assert_array_equal(arrays[name], np.array(expected, initial.dtype), err_msg=lines.get(name, name))
