"""Atomics, warp operations, votes and functions: what devices compute from emitted text."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.emit.build import (
    E,
    assign,
    atomic,
    barrier,
    buffer,
    declare,
    evaluate,
    intrinsic,
    kernel,
    lit,
    program,
    shared,
    thread,
    var,
    warp,
)
from tests.emit.launched import port_of, run, run_kernel
from transkernel.emit.opencl import PORTABLE, PROFILES, Port, Profile
from transkernel.emit.opencl.intrinsics import INTRINSICS, Builtin, is_for
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import AtomicOp, WarpOp
from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT16,
    UINT32,
    UINT64,
    Array,
    Scalar,
    Space,
    Vector,
)
from transkernel.run.opencl import OpenCLRunner

WARP = 32
THREADS = 80  # two warps and a half
BLOCK = (THREADS, 1, 1)
RANDOM = np.random.Generator(np.random.PCG64(9))

# ---------------------------------------------------------------- atomics

INTEGER_OPS = [
    AtomicOp.ADD, AtomicOp.SUBTRACT, AtomicOp.MIN, AtomicOp.MAX, AtomicOp.AND, AtomicOp.OR, AtomicOp.XOR,
]  # fmt: skip
REFERENCES: dict[AtomicOp, Any] = {
    AtomicOp.ADD: np.add, AtomicOp.SUBTRACT: np.subtract, AtomicOp.MIN: np.minimum, AtomicOp.MAX: np.maximum,
    AtomicOp.AND: np.bitwise_and, AtomicOp.OR: np.bitwise_or, AtomicOp.XOR: np.bitwise_xor,
}  # fmt: skip
ATOMICS = (
    [(type_, op) for type_ in (INT32, UINT32, INT64, UINT64) for op in INTEGER_OPS]
    + [(type_, op) for type_ in (FLOAT32, FLOAT64) for op in INTEGER_OPS[:4]]
    + [(FLOAT16, AtomicOp.ADD)]
)


def atomic_program(type_: Scalar, op: AtomicOp, space: Space) -> ir.Program:
    """All threads hit three places of y, or of a tile that y is copied to and from."""
    x, y = var("x", buffer(type_, const=True)), var("y", buffer(type_))
    tile = var("tile", Array(type_, 4))
    target = y if space is Space.GLOBAL else tile.decay(Space.SHARED)
    slot = thread() % 3
    fence = ir.Barrier(ir.Scope.BLOCK, x.node.span)
    body: list[ir.Statement] = []
    if space is Space.SHARED:
        body += [assign(tile[thread() % 3], y[thread() % 3]), fence]
    body.append(evaluate(atomic(op, (target + slot), x[thread()])))
    if space is Space.SHARED:
        body += [fence, assign(y[slot], tile[slot])]
    kept = (shared("tile", Array(type_, 4)),) if space is Space.SHARED else ()
    return program(kernel(f"{op}_{type_}_{space}", {"x": x.type, "y": y.type}, *body, shared=kept))


@pytest.fixture(scope="module")
def atomics() -> Port:
    """One port of them all, which a device builds once."""
    return port_of(*(atomic_program(*each, space) for each in ATOMICS for space in (Space.GLOBAL, Space.SHARED)))


@pytest.mark.parametrize("space", [Space.GLOBAL, Space.SHARED])
@pytest.mark.parametrize(("type_", "op"), ATOMICS, ids=str)
def test_atomics(runner: OpenCLRunner, atomics: Port, type_: Scalar, op: AtomicOp, space: Space) -> None:
    """The sums are exact in every order."""
    dtype = np.dtype(NUMPY_NAMES[type_])
    given = RANDOM.integers(0, 100, THREADS).astype(dtype)
    start = np.array([50, 60, 70, 80], dtype)
    arrays = run_kernel(runner, atomics, f"{op}_{type_}_{space}", {"x": given, "y": start}, block=BLOCK)
    expected = start.copy()
    for lane in range(THREADS):
        expected[lane % 3] = REFERENCES[op](expected[lane % 3], given[lane])
    np.testing.assert_array_equal(arrays["y"], expected)


@pytest.mark.parametrize("type_", [INT32, UINT32, INT64, UINT64, FLOAT32, FLOAT64], ids=str)
def test_atomics_return_the_old_value(runner: OpenCLRunner, type_: Scalar) -> None:
    """One thread, so that old values are known: exchange, compare-and-swap that fits and that does not, add."""
    y, old = var("y", buffer(type_)), var("old", buffer(type_))
    body = (
        assign(old[0], atomic(AtomicOp.EXCHANGE, y + 0, 5)),
        assign(old[1], atomic(AtomicOp.COMPARE_EXCHANGE, y + 0, 5, 7)),
        assign(old[2], atomic(AtomicOp.COMPARE_EXCHANGE, y + 0, 5, 9)),
        assign(old[3], atomic(AtomicOp.ADD, y + 0, 2)),
    )
    made = program(kernel("k", {"y": y.type, "old": old.type}, *body))
    dtype = NUMPY_NAMES[type_]
    arrays = run(runner, made, {"y": np.array([3], dtype), "old": np.zeros(4, dtype)})
    assert arrays["old"].tolist() == [3, 5, 7, 7]
    assert arrays["y"].tolist() == [9]


def test_increment_and_decrement_wrap(runner: OpenCLRunner) -> None:
    y = var("y", buffer(UINT32))
    made = program(
        kernel(
            "k",
            {"y": y.type},
            evaluate(atomic(AtomicOp.INCREMENT, y + 0, lit(6, UINT32))),
            evaluate(atomic(AtomicOp.DECREMENT, y + 1, lit(6, UINT32))),
        )
    )
    arrays = run(runner, made, {"y": np.array([0, 3], np.uint32)}, block=(17, 1, 1))
    up, down = 0, 3
    for _ in range(17):
        up = 0 if up >= 6 else up + 1
        down = 6 if down == 0 or down > 6 else down - 1
    assert arrays["y"].tolist() == [up, down]


def test_16_bit_compare_and_swap(runner: OpenCLRunner) -> None:
    y, old = var("y", buffer(UINT16)), var("old", buffer(UINT16))
    body = [
        assign(old[place], atomic(AtomicOp.COMPARE_EXCHANGE, y + place, lit(place, UINT16), lit(90 + place, UINT16)))
        for place in range(3)
    ]
    made = program(kernel("k", {"y": y.type, "old": old.type}, *body))
    arrays = run(runner, made, {"y": np.array([0, 5, 2], np.uint16), "old": np.zeros(3, np.uint16)})
    assert arrays["y"].tolist() == [90, 5, 92]
    assert arrays["old"].tolist() == [0, 5, 2]


def test_half2_add(runner: OpenCLRunner) -> None:
    pair = Vector(FLOAT16, 2)
    y = var("y", buffer(pair))
    node = ir.Atomic(AtomicOp.ADD, (y + 0).node, (var("v", pair).node,), pair, y.node.span)
    value = ir.Build((lit(1.0, FLOAT16).node, lit(0.5, FLOAT16).node), pair, y.node.span)
    made = program(kernel("k", {"y": y.type}, declare("v", pair, E(value)), ir.Evaluate(node, y.node.span)))
    arrays = run(runner, made, {"y": np.array([1, 2], np.float16)}, block=BLOCK)
    assert arrays["y"].tolist() == [1 + THREADS, 2 + THREADS / 2]


# ---------------------------------------------------------------- warps


def shuffled(op: WarpOp, values: list[Any], lane: int, other: int, width: int) -> Any:
    """PTX ISA, shfl.sync, on one warp of as many lanes as there are values."""
    segment = lane & ~(width - 1)
    last = segment | (31 & (width - 1))
    b = other & 31
    source, there = {
        WarpOp.SHUFFLE: (segment | (b & (width - 1)), True),
        WarpOp.SHUFFLE_UP: (lane - b, lane - b >= segment),
        WarpOp.SHUFFLE_DOWN: (lane + b, lane + b <= last),
        WarpOp.SHUFFLE_XOR: (lane ^ b, (lane ^ b) <= last),
    }[op]
    return values[source] if there and source < len(values) else values[lane]


def profiles_of(runner: OpenCLRunner) -> list[tuple[Profile, tuple[str, ...]]]:
    capabilities = runner.device.capabilities
    assert capabilities is not None
    wide = [(PROFILES["subgroups32"], ("-cl-std=CL3.0",))] if 32 in capabilities.sub_group_sizes else []
    return [(PORTABLE, ()), *wide]


@pytest.mark.parametrize("width", [32, 16, 4, 1])
@pytest.mark.parametrize("op", [WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR])
def test_shuffles(runner: OpenCLRunner, op: WarpOp, width: int) -> None:
    x, other, y = (
        var("x", buffer(FLOAT32, const=True)),
        var("other", buffer(INT32, const=True)),
        var("y", buffer(FLOAT32)),
    )
    value = warp(op, x[thread()], other[thread()], width=width)
    made = program(kernel("k", {"x": x.type, "other": other.type, "y": y.type}, assign(y[thread()], value)))
    given = np.arange(THREADS, dtype=np.float32)
    others = RANDOM.integers(0, 40, THREADS).astype(np.int32)
    if op is not WarpOp.SHUFFLE:  # CUDA asks for one delta in all lanes of up and down only in practice, not in PTX
        others[:] = others[0] % 32
    expected = []
    for lane in range(THREADS):
        values = given[lane // WARP * WARP : lane // WARP * WARP + WARP].tolist()
        expected.append(shuffled(op, values, lane % WARP, int(others[lane]), width))
    for profile, options in profiles_of(runner):
        arrays = run(
            runner,
            made,
            {"x": given, "other": others, "y": np.zeros_like(given)},
            block=BLOCK,
            profile=profile,
            options=options,
        )
        np.testing.assert_array_equal(arrays["y"], np.array(expected, np.float32))


@pytest.mark.parametrize("type_", [INT32, UINT64, FLOAT64, FLOAT16], ids=str)
def test_shuffles_of_every_size(runner: OpenCLRunner, type_: Scalar) -> None:
    x, y = var("x", buffer(type_, const=True)), var("y", buffer(type_))
    value = warp(WarpOp.SHUFFLE_XOR, x[thread()], 1)
    made = program(kernel("k", {"x": x.type, "y": y.type}, assign(y[thread()], value)))
    given = (np.arange(64) * 3).astype(NUMPY_NAMES[type_])
    arrays = run(runner, made, {"x": given, "y": np.zeros_like(given)}, block=(16, 2, 2))
    np.testing.assert_array_equal(arrays["y"], expected_in_rows(given))


def expected_in_rows(given: np.ndarray) -> np.ndarray:
    """Threads of a 16 x 2 x 2 block read x[threadIdx.x]; their neighbour in the warp differs in x alone."""
    return np.where(np.arange(64) < 16, given[np.arange(64) ^ 1], 0).astype(given.dtype)


MASK = 0x0FFFFFF5


@pytest.mark.parametrize(
    "op",
    [
        WarpOp.ANY, WarpOp.ALL, WarpOp.BALLOT, WarpOp.MATCH_ANY, WarpOp.MATCH_ALL, WarpOp.REDUCE_ADD,
        WarpOp.REDUCE_MIN, WarpOp.REDUCE_MAX, WarpOp.REDUCE_AND, WarpOp.REDUCE_OR, WarpOp.REDUCE_XOR,
    ],
)  # fmt: skip
@pytest.mark.parametrize("low", [0, 3])
def test_votes_matches_and_reductions(runner: OpenCLRunner, op: WarpOp, low: int) -> None:
    x, y = var("x", buffer(UINT32, const=True)), var("y", buffer(UINT32))
    votes = op in (WarpOp.ANY, WarpOp.ALL, WarpOp.BALLOT)
    argument = x[thread()] > 3 if votes else x[thread()]
    result = {WarpOp.ANY: BOOL, WarpOp.ALL: BOOL}.get(op, UINT32)
    value = warp(op, argument, type_=result, mask=lit(MASK, UINT32)).to(UINT32)
    made = program(kernel("k", {"x": x.type, "y": y.type}, assign(y[thread()], value)))
    given = RANDOM.integers(low, 5 + low, THREADS).astype(np.uint32)
    given[WARP : 2 * WARP] = 4  # a warp of equal values
    expected = [over_mask(op, given, lane) for lane in range(THREADS)]
    inside = [lane for lane in range(THREADS) if MASK >> (lane % WARP) & 1]
    for profile, options in profiles_of(runner):
        arrays = run(
            runner, made, {"x": given, "y": np.zeros_like(given)}, block=BLOCK, profile=profile, options=options
        )
        np.testing.assert_array_equal(arrays["y"][inside], np.array(expected, np.uint32)[inside])


def over_mask(op: WarpOp, values: np.ndarray, lane: int) -> int:
    """What a lane of the mask gets."""
    start = lane // WARP * WARP
    lanes = [each for each in range(start, min(start + WARP, THREADS)) if MASK >> (each - start) & 1]
    held = {each: int(values[each]) for each in lanes}
    same = [each for each in lanes if held[each] == int(values[lane])]
    bits = {
        WarpOp.BALLOT: [each for each in lanes if held[each] > 3],
        WarpOp.MATCH_ANY: same,
        WarpOp.MATCH_ALL: same if same == lanes else [],
    }
    if op in bits:
        return sum(1 << (each - start) for each in bits[op])
    numbers = np.array(list(held.values()))
    results: dict[WarpOp, Any] = {
        WarpOp.ANY: (numbers > 3).any(),
        WarpOp.ALL: (numbers > 3).all(),
        WarpOp.REDUCE_ADD: numbers.sum(),
        WarpOp.REDUCE_MIN: numbers.min(),
        WarpOp.REDUCE_MAX: numbers.max(),
        WarpOp.REDUCE_AND: np.bitwise_and.reduce(numbers),
        WarpOp.REDUCE_OR: np.bitwise_or.reduce(numbers),
        WarpOp.REDUCE_XOR: np.bitwise_xor.reduce(numbers),
    }
    return int(results[op])


@pytest.mark.parametrize("op", list(ir.BlockVoteOp))
@pytest.mark.parametrize("threshold", [-1, 40, 1000])
def test_votes_of_the_block(runner: OpenCLRunner, op: ir.BlockVoteOp, threshold: int) -> None:
    y = var("y", buffer(INT32))
    vote = E(ir.BlockVote(op, (thread().to(INT32) > threshold).node, INT32, y.node.span))
    made = program(kernel("k", {"y": y.type}, assign(y[thread()], vote)))
    arrays = run(runner, made, {"y": np.zeros(THREADS, np.int32)}, block=(THREADS // 2, 2, 1))
    voters = sum(lane > threshold for lane in range(THREADS // 2)) * 2
    expected = {"count": voters, "and": voters == THREADS, "or": voters > 0}[str(op)]
    assert set(arrays["y"][: THREADS // 2].tolist()) == {int(expected)}


def test_lane_and_warp_size(runner: OpenCLRunner) -> None:
    y = var("y", buffer(UINT32))
    lane = E(ir.Special(ir.Register.LANE, 0, y.node.span))
    size = E(ir.Special(ir.Register.WARP_SIZE, 0, y.node.span))
    made = program(kernel("k", {"y": y.type}, assign(y[thread()], lane + size * 100)))
    arrays = run(runner, made, {"y": np.zeros(THREADS, np.uint32)}, block=BLOCK)
    np.testing.assert_array_equal(arrays["y"], np.arange(THREADS) % 32 + 3200)


# ---------------------------------------------------------------- negations


@pytest.mark.parametrize("type_", [FLOAT32, FLOAT64, FLOAT16], ids=str)
def test_a_float_negated_before_a_barrier_is_kept_over_it(runner: OpenCLRunner, type_: Scalar) -> None:
    """Intel's runtime loses it as `-x`, which zeros tell from `0 - x`."""
    x, y = var("x", buffer(type_, const=True)), var("y", buffer(type_))
    body = (
        declare("v", type_, -(x[thread()] + lit(0, type_))),
        barrier(),
        assign(y[thread()], lit(1, type_) / var("v", type_)),
    )
    given = np.arange(THREADS).astype(NUMPY_NAMES[type_])
    made = program(kernel("k", {"x": x.type, "y": y.type}, *body))
    arrays = run(runner, made, {"x": given, "y": given * 0}, block=BLOCK)
    with np.errstate(divide="ignore"):
        np.testing.assert_array_equal(arrays["y"], 1 / -given)


def test_a_negation_is_plain_where_no_thread_waits() -> None:
    y = var("y", buffer(FLOAT32))
    negation = assign(y[thread()], -y[thread()])
    assert "y[thread] = -y[thread];" in port_of(program(kernel("k", {"y": y.type}, negation))).text
    product = assign(y[thread()], y[thread()] * lit(-1.0, FLOAT32))
    text = port_of(program(kernel("k", {"y": y.type}, negation, barrier(), product))).text
    assert text.count("y[thread] = negated_float(y[thread]);") == 2


# ---------------------------------------------------------------- functions of the table

_ARITY = {
    **dict.fromkeys("atan2 pow hypot fmod remainder copysign fmin fmax fdim divide_fast pow_fast fmin_nan".split(), 2),
    **dict.fromkeys("fmax_nan nextafter min max mulhi mul24 rotate_left hadd rhadd".split(), 2),
    "fma": 3,
}


def _reference(id_: str) -> Any:
    """What Python computes, or None for a row that it has no function for; those are tested with their helpers."""
    named = {
        "rsqrt": lambda x: 1 / math.sqrt(x), "exp10": lambda x: 10.0**x, "sinpi": lambda x: math.sin(math.pi * x),
        "cospi": lambda x: math.cos(math.pi * x), "tanpi": lambda x: math.tan(math.pi * x),
        "round": lambda x: math.copysign(math.floor(abs(x) + 0.5), x), "rint": round, "nearbyint": round,
        "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x), "fmin": min, "fmax": max, "fmin_nan": min,
        "fmax_nan": max, "fdim": lambda x, y: max(x - y, 0), "fma": lambda x, y, z: x * y + z,
        "divide_fast": lambda x, y: x / y, "pow_fast": math.pow, "rcbrt": lambda x: x ** (-1 / 3),
        "saturate": lambda x: min(max(x, 0), 1), "normcdf": lambda x: 0.5 * math.erfc(-x / math.sqrt(2)),
        "reciprocal_fast": lambda x: 1 / x, "rsqrt_fast": lambda x: 1 / math.sqrt(x), "tgamma": math.gamma,
        "signbit": lambda x: x < 0, "logb": lambda x: math.frexp(x)[1] - 1, "ilogb": lambda x: math.frexp(x)[1] - 1,
        "nextafter": math.nextafter, "exp10_fast": lambda x: 10.0**x, "copysign": math.copysign,
    }  # fmt: skip
    if id_ in named:
        return named[id_]
    return getattr(math, id_.removesuffix("_fast"), None)


@pytest.mark.parametrize("type_", [FLOAT32, FLOAT64, FLOAT16], ids=str)
def test_functions_of_floats(runner: OpenCLRunner, type_: Scalar) -> None:
    """In one kernel, at arguments inside every domain: 0.7 (1.3 for acosh), 0.4 and 0.25."""
    ids = [id_ for id_ in INTRINSICS if is_for(id_, type_) and id_ not in ("ldexp", "gamma") and _reference(id_)]
    assert len(ids) > 30
    if type_ == FLOAT64:
        ids = [id_ for id_ in ids if not id_.endswith("_fast")]
    y = var("y", buffer(FLOAT64))
    x = var("x", buffer(type_, const=True))
    body, expected = [], []
    for place, id_ in enumerate(ids):
        first = 3 if id_ == "acosh" else 0
        row = INTRINSICS[id_]
        truth = isinstance(row, Builtin) and row.result == "int"
        result = BOOL if truth else INT32 if id_ == "ilogb" else type_
        arguments = [x[first + position if position == 0 else position] for position in range(_ARITY.get(id_, 1))]
        value = intrinsic(id_, *arguments, type_=result)
        body.append(assign(y[place], value.to(FLOAT64)))
        numbers = [
            float(np.dtype(NUMPY_NAMES[type_]).type(each)) for each in ([1.3, 0.4, 0.25] if first else [0.7, 0.4, 0.25])
        ]
        if id_ == "nextafter":
            expected.append(numbers[0])
            continue
        expected.append(float(_reference(id_)(*numbers[: _ARITY.get(id_, 1)])))
    made = program(kernel("k", {"x": x.type, "y": y.type}, *body))
    given = np.array([0.7, 0.4, 0.25, 1.3], NUMPY_NAMES[type_])
    arrays = run(runner, made, {"x": given, "y": np.zeros(len(ids))})
    tolerance = {16: 2e-3, 32: 4e-6, 64: 1e-13}[type_.bits]
    for id_, found, wanted in zip(ids, arrays["y"], expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=tolerance, err_msg=id_)


@pytest.mark.parametrize("type_", [INT32, UINT32, INT64, UINT64], ids=str)
def test_functions_of_integers(runner: OpenCLRunner, type_: Scalar) -> None:
    bits = type_.bits
    small = 1000
    low = -small if type_.is_signed else small
    a, b = low, 77
    pattern = a & ((1 << bits) - 1)

    def signed(value: int) -> int:
        return value - (1 << bits) if type_.is_signed and value >> (bits - 1) else value

    reference: dict[str, int] = {
        "min": min(a, b), "max": max(a, b), "abs": abs(a), "mulhi": (a * b) >> bits, "mul24": a * b,
        "popc": pattern.bit_count(), "clz": bits - pattern.bit_length(), "ffs": (pattern & -pattern).bit_length(),
        "brev": int(f"{pattern:0{bits}b}"[::-1], 2), "hadd": (a + b) >> 1, "rhadd": (a + b + 1) >> 1,
        "rotate_left": signed(((pattern << 5) | (pattern >> (bits - 5))) & ((1 << bits) - 1)),
    }  # fmt: skip
    ids = [id_ for id_ in INTRINSICS if is_for(id_, type_) and not (bits == 64 and id_ == "mul24")]
    if type_.is_signed:
        ids = [id_ for id_ in ids if id_ != "brev"]
    ids = [id_ for id_ in ids if id_ in reference]
    assert len(ids) > 8
    y, x = var("y", buffer(INT64)), var("x", buffer(type_, const=True))
    body = []
    for place, id_ in enumerate(ids):
        second = x[2] if id_ == "rotate_left" else x[1]
        arguments = [x[0], second][: _ARITY.get(id_, 1)]
        result = INT32 if id_ in ("popc", "clz", "ffs") else type_
        body.append(assign(y[place], intrinsic(id_, *arguments, type_=result).to(INT64)))
    made = program(kernel("k", {"x": x.type, "y": y.type}, *body))
    given = np.array([a, b, 5], NUMPY_NAMES[type_])
    arrays = run(runner, made, {"x": given, "y": np.zeros(len(ids), np.int64)})
    wanted = [np.array(reference[id_] & ((1 << 64) - 1), np.uint64).astype(np.int64) for id_ in ids]
    assert dict(zip(ids, arrays["y"].tolist(), strict=True)) == dict(zip(ids, [int(w) for w in wanted], strict=True))


def test_helpers_are_written_once_and_only_where_used() -> None:
    x, y = var("x", buffer(FLOAT32, const=True)), var("y", buffer(FLOAT32))
    first = kernel("first", {"x": x.type, "y": y.type}, assign(y[thread()], warp(WarpOp.SHUFFLE_XOR, x[thread()], 1)))
    second = kernel("second", {"x": x.type, "y": y.type}, assign(y[thread()], warp(WarpOp.SHUFFLE_XOR, x[thread()], 2)))
    text = port_of(program(first), program(second)).text
    assert text.count("float shuffle_xor_float(") == 1
    assert text.count("float value_of_lane_float(") == 1
    assert "warp_ballot" not in text
