"""Functions that give more than one result, through pointers; `min`, `max` and `nan`, which are no rows of a table."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.intrinsics.values import COUNT, column
from transkernel.convert import convert
from transkernel.frontend.cuda_math_results import RESULT_HANDLERS
from transkernel.harness.intrinsic_references import lanes, meaning
from transkernel.ir.types import FLOAT32, FLOAT64, INT32, UINT32, Scalar
from transkernel.run.cuda_host import CudaHost
from transkernel.run.launch import Buffer, Launch
from transkernel.run.opencl import OpenCLRunner
from transkernel.source import SourceFile

# A statement that computes `number[i]` and `word[i]` of x, y (float), v, w (double), a, b (int), p, q (unsigned).
Wanted = Callable[[dict[str, Any]], tuple[Any, Any]]


def _chosen(op: str, type_: str) -> Wanted:
    def wanted(at: dict[str, Any]) -> tuple[Any, Any]:
        left, right = (at["a"], at["b"]) if type_ == "s32" else (at["p"], at["q"])
        return 0.0, float(max(left, right) if op == "max" else min(left, right)) * 2 + (
            left >= right if op == "max" else left <= right
        )

    return wanted


def _chosen_halves(op: str, sign: str) -> Wanted:
    choose = max if op == "max" else min

    def wanted(at: dict[str, Any]) -> tuple[Any, Any]:
        pairs = list(zip(lanes(at["p"], 16, sign == "s"), lanes(at["q"], 16, sign == "s"), strict=True))
        flags = [choose(x, y) == x for x, y in pairs]
        word = sum((choose(x, y) & 0xFFFF) << 16 * i for i, (x, y) in enumerate(pairs))
        return 0.0, float(word) * 4 + 2 * flags[1] + flags[0]

    return wanted


def _frexp(value: str, type_: Scalar) -> Wanted:
    return lambda at: (meaning("frexp_fraction", type_, at[value]), meaning("frexp_exponent", type_, at[value]))


def _remquo(left: str, right: str, type_: Scalar) -> Wanted:
    return lambda at: (
        meaning("remainder", type_, at[left], at[right]),
        meaning("remquo_bits", type_, at[left], at[right]),
    )


def _modf(value: str) -> Wanted:
    def wanted(at: dict[str, Any]) -> tuple[Any, Any]:
        x = at[value]
        return (math.copysign(0.0, x), x) if math.isinf(x) else math.modf(x)

    return wanted


def _sides(names: str, choose: Callable[[float, float], float]) -> Wanted:
    """min and max of floats: a NaN loses."""

    def wanted(at: dict[str, Any]) -> tuple[Any, Any]:
        x, y = at[names[0]], at[names[1]]
        return (y if math.isnan(x) else x if math.isnan(y) else choose(x, y)), 0

    return wanted


CASES: dict[str, tuple[str, Wanted]] = {
    "frexpf": ("int e; number[i] = frexpf(x, &e); word[i] = e;", _frexp("x", FLOAT32)),
    "frexp": ("int e; number[i] = frexp(v, &e); word[i] = e;", _frexp("v", FLOAT64)),
    "remquof": ("int e = 0; number[i] = remquof(x, y, &e); word[i] = FINITE(x, y) ? LOW3(e) : 0;",
                _remquo("x", "y", FLOAT32)),
    "remquo": ("int e = 0; number[i] = remquo(v, w, &e); word[i] = FINITE(v, w) ? LOW3(e) : 0;",
               _remquo("v", "w", FLOAT64)),
    "modff": ("float t; number[i] = modff(x, &t); word[i] = t;", _modf("x")),
    "modf": ("double t; number[i] = modf(v, &t); word[i] = t;", _modf("v")),
    "min(float, float)": ("number[i] = min(x, y); word[i] = 0;", _sides("xy", min)),
    "max(float, double)": ("number[i] = max(x, w); word[i] = 0;", _sides("xw", max)),
    "min(int, unsigned)": ("number[i] = 0; word[i] = min(a, q);", lambda at: (0, min(at["a"] % 2**32, at["q"]))),
    "max(int, int)": ("number[i] = 0; word[i] = max(a, b);", lambda at: (0, max(at["a"], at["b"]))),
    "nan": ('number[i] = nan(""); word[i] = nanf("1");', lambda at: (math.nan, math.nan)),
    **{f"__vib{op}_{type_}": (f"bool f; word[i] = 2.0 * __vib{op}_{type_}({given}, &f); word[i] += f; number[i] = 0;",
                              _chosen(op, type_))
       for op in ("max", "min") for type_, given in (("s32", "a, b"), ("u32", "p, q"))},
    **{f"__vib{op}_{sign}16x2": (f"bool h, l; word[i] = 4. * __vib{op}_{sign}16x2(p, q, &h, &l); word[i] += h * 2 + l;",
                                 _chosen_halves(op, sign))
       for op in ("max", "min") for sign in "su"},
}  # fmt: skip

_INPUTS = {"x": (FLOAT32, 0), "y": (FLOAT32, 1), "v": (FLOAT64, 0), "w": (FLOAT64, 1), "a": (INT32, 0), "b": (INT32, 1),
           "p": (UINT32, 0), "q": (UINT32, 1)}  # fmt: skip
_NAMES = {FLOAT32: "float", FLOAT64: "double", INT32: "int", UINT32: "unsigned"}
_DTYPES = {FLOAT32: "f4", FLOAT64: "f8", INT32: "i4", UINT32: "u4"}


def _text() -> str:
    parameters = [f"const {_NAMES[type_]}* {name}s" for name, (type_, _) in _INPUTS.items()]
    lines = [f"  const {_NAMES[type_]} {name} = {name}s[i];" for name, (type_, _) in _INPUTS.items()]
    lines += [f"  {{ double* number = numbers + {k} * n; double* word = words + {k} * n; number[i] = 0; {statement} }}"
              for k, (statement, _) in enumerate(CASES.values())]  # fmt: skip
    head = (
        "#define FINITE(x, y) (isfinite(x) && isfinite(y) && y != 0)\n#define LOW3(e) (e < 0 ? -(-e & 7) : e & 7)\n"
        f"__global__ void results({', '.join(parameters)}, double* numbers, double* words) {{\n"
        "  const int i = blockIdx.x * blockDim.x + threadIdx.x, n = gridDim.x * blockDim.x;\n"
    )
    return head + "\n".join(lines) + "\n}\n"


def _launch() -> Launch:
    inputs = [Buffer(f"{name}s", np.array(column(*given), _DTYPES[given[0]])) for name, given in _INPUTS.items()]
    outputs = [Buffer(name, np.full((len(CASES), COUNT), -77.0)) for name in ("numbers", "words")]
    return Launch("results", (COUNT // 64, 1, 1), (64, 1, 1), (*inputs, *outputs))


def _check(arrays: dict[str, Any]) -> None:
    wrong = []
    for row, (name, (_, wanted)) in enumerate(CASES.items()):
        for i in range(COUNT):
            at = {each: column(*given)[i] for each, given in _INPUTS.items()}
            got = (arrays["numbers"][row][i], arrays["words"][row][i])
            if not all(_same(float(one), float(other)) for one, other in zip(got, wanted(at), strict=True)):
                wrong.append(f"{name} of {at}: {got}, not {wanted(at)}")
    assert not wrong, "\n".join(wrong[:10])


def _same(got: float, wanted: float) -> bool:
    return got == wanted or (math.isnan(got) and math.isnan(wanted))


def test_every_function_with_more_results_has_a_case() -> None:
    assert not set(RESULT_HANDLERS) - set(CASES)


def test_the_original(host: CudaHost) -> None:
    outcome = host.run(SourceFile("results.cu", _text()), _launch())
    assert outcome.status == "ok", outcome.message
    _check(outcome.arrays)


def test_the_port(port: OpenCLRunner) -> None:
    made = convert(SourceFile("results.cu", _text())).port
    assert made is not None
    outcome = port.run(made.text, made.manifest.kernels[0], _launch())
    assert outcome.status == "ok", f"{outcome.message}\n{made.text}"
    _check(outcome.arrays)
