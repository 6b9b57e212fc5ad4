"""Products of matrix fragments, as the word that tile languages have for them.

A fragment lies in its warp's lanes as frontend/headers/mma.cuh deals it: lane l holds the elements from l * n on, along
the rows. A tile [LANES, n] of a block is therefore, without a change of order, [WARPS, rows, columns].

Halves and bfloat16 are multiplied and summed as float. Bytes are multiplied as halves, which hold them, and summed as
float: with an inner axis of 16 the sums stay below 2**24, where float is exact.
"""

from __future__ import annotations

from dataclasses import replace
from math import isqrt
from typing import TYPE_CHECKING, Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Call,
    Dereference,
    Evaluate,
    Function,
    Intrinsic,
    Literal,
    Program,
)
from transkernel.ir.tile import ConstantRule, Dot
from transkernel.ir.types import FLOAT16, FLOAT32, FLOAT64, INT32, Pointer, Scalar, Tile
from transkernel.ir.visit import rewrite_all
from transkernel.source import Span
from transkernel.tile import build

if TYPE_CHECKING:
    from transkernel.tile.block import Block

PRODUCT = "fragments.multiply"  # an Intrinsic on the way to tiles: of left, right and start, the sums
_HEADER, _FUNCTION = "<mma.cuh>", "mma_sync<"
_WARP = 32


def with_products(program: Program) -> Program:
    """The program with an Intrinsic for each product of fragments, in place of a call of what threads do for it."""
    functions = {each.name: each for each in program.functions}

    def change(node: Any) -> Any:
        if isinstance(node, Evaluate) and isinstance(node.value, Call) and _is_product(functions[node.value.function]):
            return _product(node.value)
        return node

    if not any(_is_product(each) for each in program.functions):
        return program
    changed = tuple(replace(each, body=rewrite_all(each.body, change)) for each in program.functions)
    kernel = replace(program.kernel, body=rewrite_all(program.kernel.body, change))
    return replace(program, kernel=kernel, functions=changed)


def _is_product(function: Function) -> bool:
    return function.span.file.name == _HEADER and function.cuda_name.startswith(_FUNCTION)


def _product(call: Call) -> Assign:
    sums, left, right, start = (_pointed(each) for each in call.arguments)
    return Assign(sums, Intrinsic(PRODUCT, (left, right, start), sums.type, call.span), call.span)


def _pointed(pointer: Any) -> Any:
    if isinstance(pointer, AddressOf):
        return pointer.place
    assert isinstance(pointer.type, Pointer)
    return Dereference(pointer, pointer.type.element, pointer.span)


def multiplied(block: Block, factors: tuple[Any, Any, Any], result: Scalar, span: Span) -> Any:
    """left * right + start of each warp; all are tiles of [LANES, n], as the value is."""
    block.least_lanes = _WARP
    block.constant(ConstantRule.WARPS, "WARPS", span)
    left, right, start = factors
    rows, columns, inner = _extents(*(each.type.shape[1] for each in factors))
    element = build.element_of(left)
    assert isinstance(element, Scalar)
    if element.is_integer:
        left, right = (build.convert(each, FLOAT16, span) for each in (left, right))
    number = FLOAT64 if element == FLOAT64 else FLOAT32
    zero = build.splat(Literal(0.0, number, span), start.type.shape, span)
    summed = zero if element.is_integer else build.convert(start, number, span)
    dot = Dot(
        build.reshape(left, ("WARPS", rows, inner), span),
        build.reshape(right, ("WARPS", inner, columns), span),
        build.reshape(summed, ("WARPS", rows, columns), span),
        Tile(number, ("WARPS", rows, columns)),
        span,
    )
    made = build.reshape(dot, start.type.shape, span)
    if element.is_integer:
        made = build.plus(build.convert(made, INT32, span), build.convert(start, INT32, span), span)
    return build.convert(made, result, span)


def _extents(left: int, right: int, sums: int) -> tuple[int, int, int]:
    """rows, columns and inner extent, from how many elements of each fragment a lane holds."""
    rows = isqrt(_WARP * left * sums // right)
    return rows, _WARP * sums // rows, _WARP * left // rows
