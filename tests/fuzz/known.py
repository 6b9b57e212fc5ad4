"""Bugs of the runtimes that the fuzzer has found and docs/fuzzing.md explains.

A finding is put down to one only where the kernel, rewritten so that the bug cannot show, passes on that device.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.fuzz.bench import Bench, Result
from tests.fuzz.generate import Fuzzed
from transkernel.ir import nodes as ir
from transkernel.ir.visit import rewrite_all
from transkernel.records import record


@record
class Known:
    """name: as in docs/fuzzing.md. around: the same kernel for every correct device, without what is compiled wrong."""

    name: str
    device: str
    around: Callable[[Fuzzed], Fuzzed]


def _rewritten(fuzzed: Fuzzed, change: Callable[[Any], Any]) -> Fuzzed:
    program = fuzzed.program
    functions = tuple(replace(each, body=rewrite_all(each.body, change)) for each in program.functions)
    kernel = replace(program.kernel, body=rewrite_all(program.kernel.body, change))
    return replace(fuzzed, program=replace(program, kernel=kernel, functions=functions))


KNOWN: tuple[Known, ...] = ()


def explanation(result: Result, bench: Bench) -> str:
    """The names of the known bugs that are all that is wrong; empty where something else is."""
    names: list[str] = []
    for device in result.devices:
        for each in KNOWN:
            if each.device == device and bench.judge([each.around(result.fuzzed)], [device])[0].is_pass:
                names.append(each.name)
                break
        else:
            return ""
    return ", ".join(dict.fromkeys(names))


def _is_negation(node: Any) -> bool:
    return isinstance(node, ir.Unary) and node.op is ir.UnaryOp.NEGATE
