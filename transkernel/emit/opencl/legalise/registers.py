"""CUDA's thread and block indices as OpenCL programmers write them.

`blockIdx.x * blockDim.x + threadIdx.x` is get_global_id(0), `gridDim.x * blockDim.x` is get_global_size(0); launchers
use no global offset. What is left of threadIdx and blockIdx gets a variable where it is used more than once, `thread`
or `thread_x`, of CUDA's type: `get_local_id(0)` itself would widen the arithmetic to size_t.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from transkernel.emit.c.needs import builtin
from transkernel.emit.opencl.names import base_name
from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Convert,
    Declare,
    Expression,
    Function,
    Kernel,
    Register,
    Special,
    Variable,
    integer,
)
from transkernel.ir.types import INT32, UINT32, UINT64
from transkernel.ir.visit import rewrite_all, walk_all

_NAMES = {Register.THREAD_INDEX: "thread", Register.BLOCK_INDEX: "block"}
_ALTERNATIVES = ("", "_index", "_id")


def name_registers(function: Function | Kernel) -> Any:
    """The function with the idioms said, and variables for the indices that it uses more than once."""
    body = rewrite_all(function.body, _idiom)
    uses = Counter(
        (node.register, node.axis) for node in walk_all(body) if isinstance(node, Special) and node.register in _NAMES
    )
    taken = {base_name(each.name) for each in function.parameters}
    taken |= {base_name(node.name) for node in walk_all(body) if isinstance(node, Declare | Variable)}
    if isinstance(function, Kernel):
        taken |= {base_name(each.name) for each in function.shared}
    chosen = {register: _choose(register, uses, taken) for register in _NAMES}
    variables = {
        key: Variable(_variable_name(chosen[key[0]], key, uses), UINT32, function.span)
        for key in sorted(uses, key=lambda key: (list(_NAMES).index(key[0]), key[1]))
        if uses[key] > 1
    }

    def change(node: Any) -> Any:
        variable = variables.get((node.register, node.axis)) if isinstance(node, Special) else None
        return node if variable is None else replace(variable, span=node.span)

    declared = tuple(
        Declare(variable.name, UINT32, Special(register, axis, function.span), function.span, const=True)
        for (register, axis), variable in variables.items()
    )
    return replace(function, body=declared + rewrite_all(body, change))


def _axes(register: Register, uses: Counter[tuple[Register, int]]) -> list[int]:
    return [axis for axis in range(3) if uses[register, axis]]


def _variable_name(base: str, key: tuple[Register, int], uses: Counter[tuple[Register, int]]) -> str:
    register, axis = key
    return f"{base}.0" if _axes(register, uses) == [0] else f"{base}_{'xyz'[axis]}.0"


def _choose(register: Register, uses: Counter[tuple[Register, int]], taken: set[str]) -> str:
    """`thread`, or `thread_index`, `thread_id` where the programmer has a `thread` of his own."""
    axes = _axes(register, uses)
    tails = [""] if axes == [0] else [f"_{'xyz'[axis]}" for axis in axes]
    for alternative in _ALTERNATIVES:
        name = f"{_NAMES[register]}{alternative}"
        if not any(f"{name}{tail}" in taken for tail in tails):
            return name
    return _NAMES[register]


def _idiom(node: Any) -> Any:
    if not isinstance(node, Binary):
        return node
    if node.op is BinaryOp.ADD:
        for product, index in ((node.left, node.right), (node.right, node.left)):
            axis = _product(product, Register.BLOCK_INDEX, Register.BLOCK_SIZE)
            if axis is not None and _is(index, Register.THREAD_INDEX, axis):
                return _global("get_global_id", axis, node)
    if node.op is BinaryOp.MULTIPLY:
        axis = _product(node, Register.GRID_SIZE, Register.BLOCK_SIZE)
        if axis is not None:
            return _global("get_global_size", axis, node)
    return node


def _product(node: Expression, one: Register, other: Register) -> int | None:
    """The axis of `one.axis * other.axis`, either way round."""
    if not isinstance(node, Binary) or node.op is not BinaryOp.MULTIPLY:
        return None
    for left, right in ((node.left, node.right), (node.right, node.left)):
        if isinstance(left, Special) and left.register is one and _is(right, other, left.axis):
            return left.axis
    return None


def _is(node: Expression, register: Register, axis: int) -> bool:
    return isinstance(node, Special) and (node.register, node.axis) == (register, axis)


def _global(name: str, axis: int, node: Binary) -> Expression:
    call = builtin(name, UINT64, node.span, integer(axis, INT32, node.span))
    return Convert(call, UINT32, node.span)
