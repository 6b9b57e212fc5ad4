"""The gallery's softmax as thread IR, at the places of its CUDA text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.emit.build import (
    E,
    Source,
    assign,
    barrier,
    block,
    block_size,
    buffer,
    declare,
    for_,
    if_,
    intrinsic,
    lit,
    parameter,
    step,
    thread,
    var,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import FLOAT32, INT32, Array
from transkernel.source import Span

CASES = Path(__file__).with_name("cases")


def softmax() -> tuple[ir.Program, Source]:
    source = Source("softmax.cu", (CASES / "softmax.cu").read_text())
    at = source.at
    x_type, y_type = buffer(FLOAT32, const=True, restrict=True), buffer(FLOAT32, restrict=True)
    x, y, cols = var("x", x_type), var("y", y_type), var("cols", INT32)
    partial, row = var("partial", Array(FLOAT32, 256)), var("row", buffer(FLOAT32, const=True))
    largest, total = var("largest", FLOAT32), var("total", FLOAT32)
    indices = [var(name, INT32) for name in ("i", "i.1", "i.2")]

    def tree(name: str, combine: Callable[[E, E], E]) -> ir.For:
        half = var(name, INT32)
        span = at("for (int half")
        halved = if_(
            thread() < half,
            assign(partial[thread()], combine(partial[thread()], partial[thread() + half]), at("partial[threadIdx.x]")),
            span=span,
        )
        return for_(
            declare(name, INT32, lit(256, symbol="BLOCK") / 2),
            half > 0,
            step(half, ">>", 1),
            halved,
            barrier(span),
            span=span,
        )

    def loop(index: E, body: Callable[[Span], ir.Statement]) -> ir.For:
        span = at("for (int i")
        name = index.node.name  # type: ignore[union-attr]
        return for_(declare(name, INT32, thread()), index < cols, step(index, "+", block_size()), body(span), span=span)

    i, j, k = indices
    comment = ir.Comment("// Softmax of each row of a [rows, cols] matrix: one block a row.", at("// Softmax"))
    span = at("__global__")
    shared = ir.SharedVariable("partial", Array(FLOAT32, 256), at("float partial[BLOCK]"))
    body = (
        declare("row", row.type, x + block() * cols, span=at("const float* row")),
        ir.Comment("// The largest value of the row keeps the exponentials finite.", at("// The largest")),
        declare("largest", FLOAT32, float("-inf"), span=at("float largest")),
        loop(i, lambda place: assign(largest, intrinsic("fmax", largest, row[i]), place)),
        assign(partial[thread()], largest, at("partial[threadIdx.x] = largest")),
        barrier(at("__syncthreads")),
        tree("half", lambda a, b: intrinsic("fmax", a, b)),
        assign(largest, partial[0], at("largest = partial[0]")),
        barrier(at("__syncthreads")),
        declare("total", FLOAT32, 0.0, span=at("float total")),
        loop(j, lambda place: step(total, "+", intrinsic("exp", row[j] - largest), place)),
        assign(partial[thread()], total, at("partial[threadIdx.x] = total")),
        barrier(at("__syncthreads")),
        tree("half.1", lambda a, b: a + b),
        assign(total, partial[0], at("total = partial[0]")),
        loop(k, lambda place: assign(y[block() * cols + k], intrinsic("exp", row[k] - largest) / total, place)),
    )
    parameters = (
        parameter("x", x_type, cuda_type="const float* __restrict__"),
        parameter("y", y_type, cuda_type="float* __restrict__"),
        parameter("cols", INT32, cuda_type="int"),
    )
    kernel = ir.Kernel("softmax_rows", "softmax_rows", parameters, (shared,), body, span, comments=(comment,))
    return ir.Program(kernel, symbols=(("BLOCK", "256"),)), source
