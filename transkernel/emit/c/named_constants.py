"""Named constants have the type of their text: `#define N 4` is an int wherever the name stands.

The front end folds C++'s conversions into literals: `N * threadIdx.x` has a literal N of type unsigned. A name can be
defined once, so such a literal becomes what the programmer wrote, an int that C converts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.emit.c.symbols import Constant, evaluate
from transkernel.ir.nodes import Convert, Literal, Program, Switch
from transkernel.ir.types import INT32, Scalar
from transkernel.ir.visit import map_children, map_tuple


def type_constants(program: Program) -> Program:
    """The program with each named integer in the type of its definition, and a conversion around it where needed."""
    known = dict(program.symbols)
    constants = {name: found for name, text in known.items() if (found := evaluate(text, known)) is not None}
    integers = {name: found for name, found in constants.items() if found.type == INT32}

    def change(node: Any) -> Any:
        if isinstance(node, Literal):
            return _typed(node, integers)
        if isinstance(node, Switch):  # its labels are no expressions of the port's arithmetic
            cases = tuple(replace(each, body=map_tuple(each.body, change)) for each in node.cases)
            return replace(node, value=change(node.value), cases=cases)
        return map_children(node, change)

    functions = tuple(replace(each, body=map_tuple(each.body, change)) for each in program.functions)
    kernel = replace(program.kernel, body=map_tuple(program.kernel.body, change))
    return replace(program, functions=functions, kernel=kernel)


def _typed(node: Literal, integers: dict[str, Constant]) -> Any:
    known = integers.get(node.symbol or "")
    if known is None or not isinstance(node.type, Scalar) or node.type == known.type:
        return node
    if known.value < 0 or known.value != node.value or node.type.bits < 32:
        return node
    return Convert(replace(node, value=known.value, type=known.type), node.type, node.span)
