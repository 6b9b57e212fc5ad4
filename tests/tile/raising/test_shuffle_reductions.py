"""Butterflies of shuffles as reductions of a warp: what is raised, what is not, and that both give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Program, WarpOp, WarpOperation
from transkernel.ir.verify import verify
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile.raising.shuffle_reductions import shuffle_reductions

BLOCK = 96
LOOP = "for (int d = 16; d > 0; d /= 2) "
ADD = "v += __shfl_xor_sync(0xffffffff, v, d);"


def program(body: str, type_: str = "int", declarations: str = "") -> Program:
    text = f"""{declarations}
__global__ void kernel(const {type_}* x, {type_}* out) {{
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    {type_} v = x[i];
    {body}
    out[i] = v;
}}
"""
    made = lower(SourceFile("test.cu", text), Options()).kernels[0].program
    assert made is not None
    return made


def operations(given: Program) -> list[WarpOp]:
    bodies = (given.kernel.body, *(each.body for each in given.functions))
    return [node.op for body in bodies for node in walk_all(body) if isinstance(node, WarpOperation)]


def raised_operations(given: Program) -> list[WarpOp]:
    made = shuffle_reductions(resolve(given))
    verify(made, spaces_resolved=True)
    return operations(made)


def outcome(given: Program, x: Any, *, raises: bool) -> Any:
    tiles = vectorised(given, raises=raises)
    out = np.zeros_like(x)
    run(tiles, launch_constants(tiles.kernel, (BLOCK, 1, 1)), (2, 1, 1), {"x": x, "out": out})
    return out


def numbers(type_: str) -> Any:
    random = np.random.default_rng(5)
    if type_ in ("float", "double"):
        return random.integers(-50, 50, 2 * BLOCK).astype({"float": np.float32, "double": np.float64}[type_])
    dtype: Any = {"int": np.int32, "unsigned": np.uint32, "long long": np.int64}[type_]
    limits = np.iinfo(dtype)
    return random.integers(limits.min, limits.max, 2 * BLOCK, dtype)


def same(given: Program, type_: str) -> bool:
    x = numbers(type_)
    return bool(np.array_equal(outcome(given, x, raises=True), outcome(given, x, raises=False)))


INTEGERS, FLOATS = ("int", "unsigned", "long long"), ("float", "double")
BITWISE = ("and", "or", "xor")
CASES = [(type_, op) for op in ("add", "min", "max") for type_ in (*INTEGERS, *FLOATS)]
CASES += [(type_, op) for op in BITWISE for type_ in INTEGERS]


@pytest.mark.parametrize(("type_", "op"), CASES)
def test_a_butterfly_is_a_reduction(type_: str, op: str) -> None:
    other = "__shfl_xor_sync(0xffffffff, v, d)"
    function = {"float": "f{}f", "double": "f{}"}.get(type_, "{}").format(op)
    signs = {"add": "+", "and": "&", "or": "|", "xor": "^"}
    value = f"v {signs[op]} {other}" if op in signs else f"{function}(v, {other})"
    given = program(f"{LOOP} v = {value};", type_)
    assert raised_operations(given) == [WarpOp(f"reduce_{op}")]
    assert same(given, type_)


FORMS = {
    "shifted": "for (unsigned d = 16; d != 0; d >>= 1) " + ADD,
    "half a warp": "for (int d = warpSize / 2; d >= 1; d /= 2) { " + ADD + " }",
    "as a truth": "for (int d = 16; d; d >>= 1) " + ADD,
    "upwards": "for (int d = 1; d < 32; d *= 2) " + ADD,
    "upwards to 16": "for (int d = 1; d <= 16; d <<= 1) " + ADD,
    "the other way": LOOP + "v = __shfl_xor_sync(0xffffffff, v, d) + v;",
    "unrolled": "".join(ADD.replace("d)", f"{d})") for d in (16, 8, 4, 2, 1)),
    "not nobody": LOOP + ADD.replace("0xffffffff", "~0u"),
    "minus one": LOOP + ADD.replace("0xffffffff", "-1"),
    "in a warp": "if (threadIdx.x / 32 == 1) " + LOOP + ADD,
    "in a loop": "for (int k = 0; k < 2; ++k) { v += k; " + LOOP + ADD + " }",
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_other_spellings(body: str) -> None:
    given = program(body)
    assert raised_operations(given) == [WarpOp.REDUCE_ADD]
    assert same(given, "int")


def test_in_a_function() -> None:
    function = "__device__ int total(int v) { " + LOOP + ADD + " return v; }"
    given = program("v = total(v) - total(2 * v);", declarations=function)
    assert raised_operations(given) == [WarpOp.REDUCE_ADD]
    assert same(given, "int")


def test_the_largest_of_nothing_but_nan_is_nan_and_else_nan_loses() -> None:
    given = program(LOOP + "v = fmaxf(v, __shfl_xor_sync(0xffffffff, v, d));", "float")
    x = np.full(2 * BLOCK, np.nan, np.float32)
    x[32] = -7
    found = outcome(given, x, raises=True)
    assert np.isnan(found[:32]).all()
    assert (found[32:64] == -7).all()


OTHERS = {
    "down": LOOP + "v += __shfl_down_sync(0xffffffff, v, d);",
    "some lanes": LOOP + "v += __shfl_xor_sync(0x0000ffff, v, d);",
    "all but one": LOOP + "v += __shfl_xor_sync(~1u, v, d);",
    "halves of a warp": LOOP + "v += __shfl_xor_sync(0xffffffff, v, d, 16);",
    "too short": "for (int d = 8; d > 0; d /= 2) " + ADD,
    "the last one missing": "for (int d = 16; d > 1; d /= 2) " + ADD,
    "too long": "for (int d = 32; d > 0; d /= 2) " + ADD,
    "from the launch": "for (int d = blockDim.x / 2; d > 0; d /= 2) " + ADD,
    "by fours": "for (int d = 16; d > 0; d /= 4) " + ADD,
    "never ending": "for (int d = 16; d >= 0; d /= 2) { " + ADD + " if (d == 0) break; }",
    "a difference": LOOP + "v -= __shfl_xor_sync(0xffffffff, v, d);",
    "of another value": LOOP + "v += __shfl_xor_sync(0xffffffff, i, d);",
    "to another variable": "int w = 0; " + LOOP + "w = v + __shfl_xor_sync(0xffffffff, v, d); v = w;",
    "twice": LOOP + "v = __shfl_xor_sync(0xffffffff, v, d) + __shfl_xor_sync(0xffffffff, v, d);",
    "something else too": LOOP + "{ " + ADD + " v += 1; }",
    "by another distance": LOOP + "v += __shfl_xor_sync(0xffffffff, v, 1);",
    "four steps": "".join(ADD.replace("d)", f"{d})") for d in (16, 8, 4, 2)),
    "a step twice": "".join(ADD.replace("d)", f"{d})") for d in (16, 8, 4, 2, 2)),
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_what_is_no_butterfly_stays(body: str) -> None:
    given = program(body)
    assert shuffle_reductions(given) == given


def test_narrow_numbers_stay() -> None:
    given = program(LOOP + "v = __hadd(v, __shfl_xor_sync(0xffffffff, v, d));", "half", "#include <cuda_fp16.h>\n")
    assert shuffle_reductions(given) == given
