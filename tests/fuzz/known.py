"""Bugs of the runtimes that the fuzzer has found and docs/fuzzing.md explains.

A finding is put down to one only where the kernel, rewritten so that the bug cannot show, passes on that device.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from tests.fuzz.bench import Bench, Result
from tests.fuzz.expressions import FLOATS, SPAN, WIDE, Value, literal, said
from tests.fuzz.generate import Fuzzed
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT32, UINT32, Scalar, is_float
from transkernel.ir.visit import rewrite_all
from transkernel.records import record


@record
class Known:
    """name: as in docs/fuzzing.md. around: the same kernel for every correct device, without what is compiled wrong.

    options: for the device's compiler, with which the bug cannot show. verdict: the only one it shows as; "" for any.
    """

    name: str
    device: str
    around: Callable[[Fuzzed], Fuzzed] = lambda fuzzed: fuzzed
    options: tuple[str, ...] = ()
    verdict: str = ""


def explanation(result: Result, bench: Bench) -> str:
    """The names of the known bugs that are all that is wrong; empty where something else is."""
    names = [_explanation_on(device, result, bench) for device in result.devices]
    return ", ".join(dict.fromkeys(names)) if names and all(names) else ""


def _explanation_on(device: str, result: Result, bench: Bench) -> str:
    fuzzed = result.fuzzed
    for each in KNOWN:
        if each.device != device or each.verdict not in ("", result.verdict):
            continue
        other = each.around(fuzzed)
        is_changed = other.program != fuzzed.program or bool(each.options)
        if is_changed and bench.judge([other], [device], each.options)[0].is_pass:
            return each.name
    return ""


def without_switches(fuzzed: Fuzzed) -> Fuzzed:
    """Every switch as branches on its value, and on how far it has come: 0 before, 1 inside of, 2 behind its cases."""
    numbers = count()

    def change(node: Any) -> Any:
        return _as_branches(node, next(numbers)) if isinstance(node, ir.Switch) else node

    program = fuzzed.program
    functions = tuple(replace(each, body=rewrite_all(each.body, change)) for each in program.functions)
    kernel = replace(program.kernel, body=rewrite_all(program.kernel.body, change))
    return replace(fuzzed, program=replace(program, kernel=kernel, functions=functions))


def _as_branches(node: ir.Switch, number: int) -> ir.Block:
    value = ir.Variable(f"switched{number}", INT32, SPAN)
    stage = ir.Variable(f"stage{number}", INT32, SPAN)
    made: list[Any] = [
        ir.Declare(value.name, INT32, node.value, SPAN),
        ir.Declare(stage.name, INT32, literal(0, INT32).node, SPAN),
    ]
    labels = [label for case in node.cases for label in case.labels if label is not None]
    for case in node.cases:
        chosen = _any_of(value, case.labels) if None not in case.labels else ir.Unary(
            ir.UnaryOp.NOT, _any_of(value, labels), ir.boolean(True, SPAN).type, SPAN
        )  # fmt: skip
        enters = ir.Logical(ir.LogicalOp.AND, _is(stage, 0), chosen, SPAN)
        condition = ir.Logical(ir.LogicalOp.OR, _is(stage, 1), enters, SPAN)
        leaves = bool(case.body) and isinstance(case.body[-1], ir.Break)
        body = case.body[:-1] if leaves else case.body
        after = ir.Assign(stage, literal(2 if leaves else 1, INT32).node, SPAN)
        made.append(ir.If(condition, (*body, after), (), SPAN))
    return ir.Block(tuple(made), SPAN)


def _is(variable: ir.Variable, number: int) -> ir.Compare:
    return ir.Compare(ir.CompareOp.EQUAL, variable, literal(number, INT32).node, SPAN)


def _any_of(value: ir.Variable, labels: Any) -> Any:
    tests: list[Any] = [ir.Compare(ir.CompareOp.EQUAL, value, label, SPAN) for label in labels]
    whole = tests[0]
    for each in tests[1:]:
        whole = ir.Logical(ir.LogicalOp.OR, whole, each, SPAN)
    return whole


def with_kept_indices(fuzzed: Fuzzed) -> Fuzzed:
    """The thread's indices read once from where the compiler cannot see them."""
    program = fuzzed.program
    kept: dict[int, ir.Variable] = {}

    def change(node: Any) -> Any:
        if not isinstance(node, ir.Special) or node.register is not ir.Register.THREAD_INDEX:
            return node
        return kept.setdefault(node.axis, ir.Variable(f"kept{node.axis}", UINT32, SPAN))

    body = rewrite_all(program.kernel.body, change)
    declared = tuple(
        ir.Declare(each.name, UINT32, ir.Special(ir.Register.THREAD_INDEX, axis, SPAN), SPAN, volatile=True)
        for axis, each in kept.items()
    )
    return replace(fuzzed, program=replace(program, kernel=replace(program.kernel, body=(*declared, *body))))


def with_unknown_integers(fuzzed: Fuzzed) -> Fuzzed:
    """Every integer that becomes a float has 0 added first, of which the compiler cannot know that it is 0."""

    def change(node: Any) -> Any:
        if not isinstance(node, ir.Convert) or not is_float(node.type) or node.operand.type not in WIDE:
            return node
        zero = ir.Convert(ir.Special(ir.Register.BLOCK_INDEX, 2, SPAN), node.operand.type, SPAN, explicit=True)
        operand = said(Value(node.operand)).node
        return replace(node, operand=ir.Binary(ir.BinaryOp.ADD, operand, zero, operand.type, SPAN))

    return _rewritten(fuzzed, change)


def with_unknown_complements(fuzzed: Fuzzed) -> Fuzzed:
    """Every `~x` as `x ^ -1`, where the compiler cannot know that it is -1."""

    def change(node: Any) -> Any:
        if not isinstance(node, ir.Unary) or node.op is not ir.UnaryOp.BIT_NOT:
            return node
        assert isinstance(node.type, Scalar)
        zero = ir.Convert(ir.Special(ir.Register.BLOCK_INDEX, 2, SPAN), node.type, SPAN, explicit=True)
        ones = ir.Binary(ir.BinaryOp.SUBTRACT, zero, literal(1, node.type).node, node.type, SPAN)
        return ir.Binary(ir.BinaryOp.XOR, said(Value(node.operand)).node, ones, node.type, SPAN)

    return _rewritten(fuzzed, change)


def with_unknown_floats(fuzzed: Fuzzed) -> Fuzzed:
    """Every float that is cut to the range of an integer has 0 added first, of which the compiler cannot know that."""

    def change(node: Any) -> Any:
        if not isinstance(node, ir.Convert) or not node.saturate or node.operand.type not in FLOATS:
            return node
        zero = ir.Convert(ir.Special(ir.Register.BLOCK_INDEX, 2, SPAN), node.operand.type, SPAN, explicit=True)
        operand = said(Value(node.operand)).node
        return replace(node, operand=ir.Binary(ir.BinaryOp.ADD, operand, zero, operand.type, SPAN))

    return _rewritten(fuzzed, change)


def _rewritten(fuzzed: Fuzzed, change: Callable[[Any], Any]) -> Fuzzed:
    program = fuzzed.program
    kernel = replace(program.kernel, body=rewrite_all(program.kernel.body, change))
    functions = tuple(replace(each, body=rewrite_all(each.body, change)) for each in program.functions)
    return replace(fuzzed, program=replace(program, kernel=kernel, functions=functions))


KNOWN: tuple[Known, ...] = (
    Known(
        "PoCL 3.1, time to compile grows with branches around barriers",
        "pocl-cpu",
        options=("-cl-opt-disable",),
        verdict="timeout",
    ),
    Known("PoCL 3.1, a switch before a barrier", "pocl-cpu", without_switches),
    Known("PoCL 3.1, a constant outside of an integer's range, cut to it", "pocl-cpu", with_unknown_floats),
    Known("Intel, its compiler dies", "intel-cpu", options=("-cl-opt-disable",), verdict="compile-fail"),
    Known("Intel, a float of the thread's index behind a barrier", "intel-cpu", with_kept_indices),
    Known("Intel, a float cut to an integer and back keeps the sign of zero", "intel-cpu", with_unknown_integers),
    Known("Intel, the complement of a 64-bit max in a remainder of a block", "intel-cpu", with_unknown_complements),
)
