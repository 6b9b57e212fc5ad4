"""Every operator, conversion and function of tile IR: the port beside the evaluator, and through three compilers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from tests.emit.triton.ported import check
from tests.tile.build import (
    ACTIVE,
    CONSTANTS,
    LANES,
    SHAPE,
    SPAN,
    at,
    binary,
    compare,
    constant,
    convert,
    declare,
    element_of,
    load,
    number,
    program,
    store,
    variable,
    where,
)
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.emit.triton.intrinsics import INTRINSICS
from transkernel.ir import intrinsics as table
from transkernel.ir.nodes import Binary, BinaryOp, Bitcast, Intrinsic, Literal, Rounding, Unary, UnaryOp
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    SCALARS,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Kind,
    Pointer,
    Scalar,
    Space,
    Tile,
)

COUNT = 64
Inputs = dict[str, tuple[Scalar, Any]]
WHOLE = (INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64)
REAL = (FLOAT16, BFLOAT16, FLOAT32, FLOAT64)
OPS = [op for op in BinaryOp if op not in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT)]


def pointer(type_: Scalar) -> Pointer:
    return Pointer(type_, Space.GLOBAL, restrict=True)


def dtype(type_: Scalar) -> Any:
    return np.dtype("uint16" if type_ == BFLOAT16 else "uint8" if type_ == BOOL else NUMPY_NAMES[type_])


def values(type_: Scalar, seed: int, low: int = -9, high: int = 10) -> Any:
    """Ends of the range, small numbers of both signs, and others."""
    random = np.random.default_rng(seed)
    if type_ == BOOL:
        return random.integers(0, 2, COUNT).astype(np.uint8)
    if type_.is_integer:
        limits = np.iinfo(dtype(type_))
        edges = [limits.min, limits.max, 0, 1, limits.max // 2 + 1, limits.min + 1]
        small = random.integers(max(low, limits.min), high, COUNT - 2 * len(edges))
        wide = random.integers(limits.min, limits.max, len(edges), dtype=dtype(type_), endpoint=True)
        return random.permutation(np.array([*edges, *small.tolist(), *wide.tolist()], dtype(type_)))
    plain = random.standard_normal(COUNT) * 8
    plain[:8] = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -3.5, 100.0]
    single = random.permutation(plain).astype(np.float32)
    return (single.view(np.uint32) >> 16).astype(np.uint16) if type_ == BFLOAT16 else single.astype(dtype(type_))


def outputs(inputs: Inputs, *expressions: Any) -> tuple[TileProgram, dict[str, Any]]:
    """A program that stores each expression of the inputs into an array of its own."""
    types = {name: pointer(type_) for name, (type_, _) in inputs.items()}
    results = {f"out{position}": element_of(each) for position, each in enumerate(expressions)}
    types |= {name: pointer(type_) for name, type_ in results.items()}
    body: list[Any] = [declare("i", LANES), declare("active", compare(LANES, "<", constant("BLOCK_X")))]
    for name in inputs:
        body.append(declare(name[1:], load(at(variable(name, types[name])), ACTIVE)))
    for position, each in enumerate(expressions):
        body.append(store(at(variable(f"out{position}", types[f"out{position}"])), each, ACTIVE))
    arrays = {name: array for name, (_, array) in inputs.items()}
    arrays |= {name: np.zeros(COUNT, dtype(type_)) for name, type_ in results.items()}
    return program(types, *body, constants=CONSTANTS[:2]), arrays


def run(inputs: Inputs, *expressions: Any, compilers: Any = ("triton-sm90",), rtol: float = 0) -> Any:
    made, arrays = outputs(inputs, *expressions)
    return check(made, arrays, grid=(1, 1, 1), block=(COUNT, 1, 1), compilers=compilers, rtol=rtol)


def lane(name: str, type_: Scalar) -> Any:
    return variable(name, Tile(type_, SHAPE))


def pair(type_: Scalar) -> Inputs:
    return {"px": (type_, values(type_, 1)), "py": (type_, values(type_, 2))}


# ------------------------------------------------------------ operators


@pytest.mark.parametrize("type_", WHOLE[2:4] + WHOLE[6:], ids=str)
def test_operators_on_integers(type_: Scalar) -> None:
    x, y = lane("x", type_), lane("y", type_)
    small = binary(y, "&", number(7, type_))
    usable: Any = compare(binary(y, "+", number(1, type_)), ">", number(1, type_))  # neither 0 nor -1
    if type_.is_signed:
        usable = binary(usable, "|", compare(y, "<", number(-1, type_)))
    divisor = where(binary(ACTIVE, "&", usable), y, number(3, type_))
    results: list[Any] = [binary(x, op, divisor if op in "/%" else y) for op in OPS]
    results += [binary(x, op, number(5, type_)) for op in OPS]
    results += [
        binary(x, "<<", small),
        binary(x, ">>", small),
        binary(x, ">>", number(3)),
        binary(number(1, type_), "<<", small),
    ]
    results += [Binary(BinaryOp.SHIFT_RIGHT, x, convert(small, INT64), x.type, SPAN)]
    results += [Unary(op, x, x.type, SPAN) for op in (UnaryOp.NEGATE, UnaryOp.BIT_NOT)]
    run(pair(type_), *results)


@pytest.mark.parametrize("type_", REAL, ids=str)
def test_operators_on_floats(type_: Scalar) -> None:
    x, y = lane("x", type_), lane("y", type_)
    half = Literal(0.5, type_, SPAN)
    results: list[Any] = [binary(x, op, y) for op in "+-*/"] + [binary(half, op, y) for op in "+-*/"]
    results += [binary(x, op, half) for op in "+-*/"] + [Unary(UnaryOp.NEGATE, x, x.type, SPAN)]
    run(pair(type_), *results)


@pytest.mark.parametrize("type_", [*WHOLE, *REAL, BOOL], ids=str)
def test_comparisons_and_choices(type_: Scalar) -> None:
    x, y = lane("x", type_), lane("y", type_)
    ops = ("==", "!=") if type_ == BOOL else ("==", "!=", "<", "<=", ">", ">=")
    tests = [compare(x, op, y) for op in ops]
    negated = [Unary(UnaryOp.NOT, each, each.type, SPAN) for each in tests]
    both = [binary(a, op, b) for op, (a, b) in zip("&|^", itertools.combinations(tests, 2), strict=False)]
    choices = [where(each, x, y) for each in tests[:2]]
    run(pair(type_), *tests, *negated, *both, *choices)


@pytest.mark.parametrize("source", [*WHOLE, *REAL, BOOL], ids=str)
def test_conversions(source: Scalar) -> None:
    x = lane("x", source)
    array = values(source, 1)
    results: list[Any] = [s for s in SCALARS if s != source]
    if source.is_float:  # negative to unsigned is undefined in C
        given = np.abs(array) if source != BFLOAT16 else array & 0x7FFF
        results = [s for s in results if s != BFLOAT16 or source == FLOAT32]
        run({"px": (source, given)}, *[convert(x, s) for s in results])
    else:
        results = [s for s in results if s not in (BFLOAT16, FLOAT16)]
        run({"px": (source, array)}, *[convert(x, s) for s in results])


@pytest.mark.parametrize(("left", "right"), list(itertools.product(WHOLE, WHOLE)), ids=str)
def test_mixed_operands(left: Scalar, right: Scalar) -> None:
    """With the conversions of C, of which Triton makes some by itself; arithmetic wraps where it is converted back."""
    x, y = lane("x", left), lane("y", right)
    promoted = [INT32 if each.bits < 32 else each for each in (left, right)]
    wide = max(promoted, key=lambda each: (each.bits, each.kind is Kind.UNSIGNED))
    a, b = convert(x, wide), convert(y, wide)
    results: list[Any] = [binary(a, op, b) for op in "+-*&"] + [compare(a, "<", b), compare(a, "==", b)]
    divisor = where(binary(ACTIVE, "&", compare(b, ">", number(1, wide))), b, number(3, wide))
    results += [binary(a, "/", divisor), binary(a, "%", divisor), binary(a, "/", number(7, wide))]
    results += [convert(binary(a, "+", b), each) for each in (left, right, INT32, UINT32)]
    results += [convert(binary(binary(a, "*", b), "-", number(3, wide)), left)]
    results += [where(compare(x, ">", number(1, left)), a, b)]
    run({"px": (left, values(left, 1)), "py": (right, values(right, 2))}, *results)


@pytest.mark.parametrize("whole", [INT32, UINT8, INT64], ids=str)
def test_integers_beside_floats(whole: Scalar) -> None:
    x, y = lane("x", whole), lane("y", FLOAT32)
    a = convert(x, FLOAT32)
    odd = convert(binary(x, "|", number(1, whole)), FLOAT32)
    results: list[Any] = [*[binary(a, op, y) for op in "+-*/"], binary(y, "/", odd)]
    results += [binary(convert(x, FLOAT64), "/", convert(y, FLOAT64)), where(compare(a, "<", y), a, y)]
    results += [Intrinsic("fmax", (a, y), Tile(FLOAT32, SHAPE), SPAN), convert(a, FLOAT16)]
    results += [binary(number(7, whole), "-", x), binary(Literal(7.0, FLOAT32, SPAN), "/", a)]
    run({"px": (whole, values(whole, 1) % 100 + 1), "py": (FLOAT32, np.abs(values(FLOAT32, 2)) + 1)}, *results)


@pytest.mark.parametrize("type_", WHOLE[:], ids=str)
def test_saturating_conversions(type_: Scalar) -> None:
    given = np.array(
        [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -1.5, 127.5, 3e9, -3e9, 1e20, -1e20, np.inf, -np.inf, np.nan, 200.7] * 4
    )
    x, y = lane("x", FLOAT32), lane("y", FLOAT64)
    results: list[Any] = [convert(each, type_, rounding=mode, saturate=True) for mode in Rounding for each in (x, y)]
    run(
        {"px": (FLOAT32, given.astype(np.float32)), "py": (FLOAT64, given)},
        *results,
        compilers=("triton-sm90", "triton-gfx942"),
    )


def test_the_same_bits() -> None:
    x, y = lane("x", FLOAT32), lane("y", UINT64)
    results: list[Any] = [Bitcast(x, Tile(each, SHAPE), SPAN) for each in (INT32, UINT32)]
    results += [Bitcast(y, Tile(each, SHAPE), SPAN) for each in (INT64, FLOAT64)]
    arrays = {"px": (FLOAT32, values(FLOAT32, 1)), "py": (UINT64, values(FLOAT64, 2).view(np.uint64))}
    run(arrays, *results)


# ------------------------------------------------------------ functions


def arguments_of(row: table.IntrinsicRow, type_: Scalar) -> tuple[Inputs, Any]:
    names = [f"{'xyzw'[position]}{each or ''}" for position, each in enumerate(row.operands)]
    types = [each or type_ for each in row.operands]
    inputs = {}
    for position, (name, each) in enumerate(zip(names, types, strict=True)):
        array = values(each, position + 1)
        if each.is_float and row.id in ("acosh",):
            array = np.abs(array) + 1
        inputs[f"p{name}"] = (each, array)
    result = row.result or type_
    call = Intrinsic(
        row.id, tuple(lane(name, each) for name, each in zip(names, types, strict=True)), Tile(result, SHAPE), SPAN
    )
    return inputs, call


# Not among libdevice's on AMD, or of a domain of its own, or with a rounding too many.
_APART = frozenset("logb rsqrt_rn sqrt ilogb ldexp nextafter".split())


def exact_rows(type_: Scalar) -> list[table.IntrinsicRow]:
    directed = ("_rz", "_ru", "_rd")
    rows = [row for row in table.INTRINSICS.values() if row.id in INTRINSICS and row.ulp == (0, 0)]
    rows = [row for row in rows if type_ in row.over and row.id not in _APART and not row.id.endswith(directed)]
    return [row for row in rows if f"{row.id} {type_}" != "fma bf16"]


@pytest.mark.parametrize("type_", [FLOAT16, BFLOAT16, FLOAT32, FLOAT64, INT32, UINT32, INT64, UINT64], ids=str)
def test_exact_functions(type_: Scalar) -> None:
    """All of a type in one port."""
    inputs: Inputs = {}
    calls = []
    for row in exact_rows(type_):
        given, call = arguments_of(row, type_)
        inputs |= given
        calls.append(call)
    run(inputs, *calls)


@pytest.mark.parametrize("type_", [FLOAT32, FLOAT64], ids=str)
def test_other_functions(type_: Scalar) -> None:
    """Within the error that CUDA states, which is a few units in the last place; roots and powers of two exactly."""
    inputs: Inputs = {"pexponent": (INT32, values(INT32, 3) % 20)}
    x, y = "px", "py"
    positive = np.abs(values(type_, 1)) % 3 + dtype(type_).type(0.25)
    inputs |= {x: (type_, positive), y: (type_, positive[::-1].copy())}
    names = (
        "sqrt rsqrt exp exp2 expm1 log log2 log10 log1p sin cos tan sinh cosh tanh erf erfc cbrt atan asinh nextafter"
    )
    one = [each for each in names.split() if each != "nextafter"]
    calls = [Intrinsic(each, (lane("x", type_),), Tile(type_, SHAPE), SPAN) for each in one]
    calls += [Intrinsic(each, (lane("x", type_), lane("y", type_)), Tile(type_, SHAPE), SPAN)
              for each in ("pow", "atan2", "hypot", "nextafter")]  # fmt: skip
    calls.append(Intrinsic("ldexp", (lane("x", type_), lane("exponent", INT32)), Tile(type_, SHAPE), SPAN))
    calls.append(Intrinsic("ilogb", (lane("x", type_),), Tile(INT32, SHAPE), SPAN))
    run(inputs, *calls, rtol=1e-6 if type_ == FLOAT32 else 1e-14)
