"""CUDA's functions in chapters, one kernel a chapter, and what the original and each port make of their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tests.intrinsics.evaluate import evaluate, from_bytes, to_bytes
from tests.intrinsics.values import COUNT, column
from transkernel.convert import convert
from transkernel.frontend.cuda_conversions import CONVERSIONS, EXPANDED_CONVERSIONS
from transkernel.frontend.cuda_half import EXPANDED_HALVES, HALVES
from transkernel.frontend.cuda_half2 import PAIRS
from transkernel.frontend.cuda_integers import INTEGERS
from transkernel.frontend.cuda_math import CONSTRUCTORS, EXPANDED_MATH, MATH
from transkernel.frontend.cuda_packed import PACKED
from transkernel.frontend.cuda_rows import Expansion, Row
from transkernel.ir import nodes as ir
from transkernel.ir.printer import expression_text
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT64, Scalar, Vector, size_of
from transkernel.run.cuda_host import CudaHost
from transkernel.run.launch import Buffer, Launch, Limits
from transkernel.run.opencl import OpenCLRunner
from transkernel.source import SourceFile, Span

BLOCK = 64
_MOST = 50  # functions in one kernel; compilers take longer than in proportion
assert COUNT % BLOCK == 0
GRID = COUNT // BLOCK

_WORDS = {
    "i8": "signed char", "i16": "short", "i32": "int", "i64": "long long", "u8": "unsigned char",
    "u16": "unsigned short", "u32": "unsigned int", "u64": "unsigned long long", "f16": "__half",
    "bf16": "__nv_bfloat16", "f32": "float", "f64": "double", "bool": "bool",
}  # fmt: skip
_VECTOR_WORDS = {
    "i8": "char", "i16": "short", "i32": "int", "i64": "longlong", "u8": "uchar", "u16": "ushort", "u32": "uint",
    "u64": "ulonglong", "f32": "float", "f64": "double",
}  # fmt: skip
_HEAD = "#include <cuda_fp16.h>\n#include <cuda_bf16.h>\n"


@dataclass(frozen=True, slots=True)
class Function:
    """One overload: its name, parameters, and the expression that the front end makes of it."""

    name: str
    parameters: tuple[Any, ...]
    result: Any
    made: Any

    @property
    def label(self) -> str:
        return f"{self.name}({', '.join(spelled(each) for each in self.parameters)})"


class _NoVariables:
    """What an expansion asks of a function: here an expression of parameters may be written down twice."""

    def stable(self, value: Any, name: str = "") -> Any:
        return value

    temporary = stable


_SPAN = Span(SourceFile("intrinsics.cu", ""), 0, 0)


def _function(name: str, row: Row | Expansion) -> Function:
    variables = tuple(ir.Variable(f"p{i}", type_, _SPAN) for i, type_ in enumerate(row.parameters))
    if isinstance(row, Row):
        made = row.make(variables, _SPAN)
    else:
        made = row.expand(_NoVariables(), variables, _SPAN)  # type: ignore[arg-type]
    return Function(name, row.parameters, row.result, made)


def _all(*tables: Any) -> list[Function]:
    return [_function(name, row) for table in tables for name, rows in table.items() for row in rows]


def _uses(function: Function, *types: Any) -> bool:
    used = (*function.parameters, function.result)
    return any(each in types or getattr(each, "scalar", None) in types for each in used)


@cache
def chapters() -> dict[str, tuple[Function, ...]]:
    """Every implemented row of the front end's tables, each in one chapter; long ones are cut."""
    math, halves, pairs = _all(MATH, EXPANDED_MATH), _all(HALVES, EXPANDED_HALVES), _all(PAIRS)
    conversions = _all(CONVERSIONS, EXPANDED_CONVERSIONS)
    made = {
        "double": [each for each in math if _uses(each, FLOAT64)],
        "float": [each for each in math if not _uses(each, FLOAT64)],
        "integers": _all(INTEGERS),
        "packed": _all(PACKED),
        "conversions": [each for each in conversions if not _uses(each, FLOAT16, BFLOAT16)],
        "half conversions": [each for each in conversions if _uses(each, FLOAT16)],
        "bfloat16 conversions": [each for each in conversions if _uses(each, BFLOAT16)],
        "half": [each for each in halves if _uses(each, FLOAT16)],
        "bfloat16": [each for each in halves if _uses(each, BFLOAT16)],
        "half2": [each for each in pairs if _uses(each, FLOAT16)],
        "bfloat162": [each for each in pairs if _uses(each, BFLOAT16)],
        "constructors": _all(CONSTRUCTORS),
    }
    return {
        f"{name} {start // _MOST + 1}" if len(functions) > _MOST else name: tuple(functions[start : start + _MOST])
        for name, functions in made.items()
        for start in range(0, len(functions), _MOST)
    }


def spelled(type_: Any) -> str:
    if isinstance(type_, Scalar):
        return _WORDS[str(type_)]
    if type_.scalar in (FLOAT16, BFLOAT16):
        return "__half2" if type_.scalar == FLOAT16 else "__nv_bfloat162"
    return f"{_VECTOR_WORDS[str(type_.scalar)]}{type_.lanes}"


def _result_word(function: Function) -> str:
    """`make_long2` gives a long2, which is not a longlong2."""
    if function.name.startswith("make_") and function.result.scalar not in (FLOAT16, BFLOAT16):
        return function.name.removeprefix("make_")
    return spelled(function.result)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A kernel that calls every function of a chapter: `out_TYPE[row * n + i] = f(a_TYPE[i], b_TYPE[i], ...)`."""

    text: str
    inputs: dict[str, tuple[Any, int]]
    outputs: dict[str, tuple[Any, int]]  # by parameter: the type, and how many functions write there
    places: tuple[tuple[str, int], ...]  # of each function: its output and row


def _identifier(word: str) -> str:
    return word.strip("_").replace(" ", "_")


def chapter(functions: tuple[Function, ...]) -> Chapter:
    inputs: dict[str, tuple[Any, int]] = {}
    outputs: dict[str, tuple[Any, int]] = {}
    words: dict[str, str] = {}
    places, lines = [], []
    for function in functions:
        arguments = []
        for number, type_ in enumerate(function.parameters):
            name = f"{'abcd'[number]}_{_identifier(spelled(type_))}"
            inputs[name], words[name] = (type_, number), spelled(type_)
            arguments.append(f"{name}[i]")
        word = _result_word(function)
        out = f"out_{_identifier(word)}"
        row = outputs.get(out, (function.result, 0))[1]
        outputs[out], words[out] = (function.result, row + 1), word
        places.append((out, row))
        lines.append(f"    {out}[{row} * n + i] = {function.name}({', '.join(arguments)});")
    parameters = [f"const {words[name]}* {name}" for name in inputs] + [f"{words[name]}* {name}" for name in outputs]
    head = "    const int i = blockIdx.x * blockDim.x + threadIdx.x, n = gridDim.x * blockDim.x;"
    text = "\n".join((_HEAD, f"__global__ void chapter({', '.join(parameters)}) {{", head, *lines, "}", ""))
    return Chapter(text, inputs, outputs, tuple(places))


def _array(data: bytes, type_: Any) -> np.ndarray[Any, Any]:
    scalar = type_.scalar if isinstance(type_, Vector) else type_
    name = {"bf16": "uint16", "f16": "float16", "f32": "float32", "f64": "float64", "bool": "bool"}.get(
        str(scalar), f"{'int' if scalar.is_integer and scalar.is_signed else 'uint'}{scalar.bits}"
    )
    return np.frombuffer(data, np.uint8 if scalar == BOOL else name).copy()


def _launch(made: Chapter) -> Launch:
    buffers = []
    for name, (type_, number) in made.inputs.items():
        data = b"".join(to_bytes(value, type_) for value in column(type_, number))
        buffers.append(Buffer(name, _array(data, type_)))
    for name, (type_, rows) in made.outputs.items():
        size = rows * COUNT * (1 if type_ == BOOL else size_of(type_))
        buffers.append(Buffer(name, _array(b"\xa5" * size if type_ != BOOL else b"\2" * size, type_)))
    return Launch("chapter", (GRID, 1, 1), (BLOCK, 1, 1), tuple(buffers))


Results = list[list[bytes]]  # for each function, for each argument


def _results(made: Chapter, arrays: dict[str, Any]) -> Results:
    rows = []
    for out, row in made.places:
        type_ = made.outputs[out][0]
        size = 1 if type_ == BOOL else size_of(type_)
        data = arrays[out].tobytes()[row * COUNT * size : (row + 1) * COUNT * size]
        rows.append([data[i * size : (i + 1) * size] for i in range(COUNT)])
    return rows


def run_original(host: CudaHost, functions: tuple[Function, ...]) -> Results:
    made = chapter(functions)
    outcome = host.run(SourceFile("chapter.cu", made.text), _launch(made))
    assert outcome.status == "ok", outcome.message[:4000]
    return _results(made, outcome.arrays)


def run_port(runner: OpenCLRunner, functions: tuple[Function, ...]) -> Results:
    made = chapter(functions)
    translation = convert(SourceFile("chapter.cu", made.text))
    assert translation.port is not None, [str(each.message) for each in translation.kernels[0].diagnostics]
    entry = translation.port.manifest.kernels[0]
    outcome = runner.run(translation.port.text, entry, _launch(made), limits=Limits(wall_seconds=100))
    assert outcome.status == "ok", f"{outcome.message[:4000]}\n{translation.port.text[:2000]}"
    return _results(made, outcome.arrays)


def arguments_of(function: Function) -> Iterator[tuple[Any, ...]]:
    return zip(*(column(type_, number) for number, type_ in enumerate(function.parameters)), strict=True)


def references_of(function: Function) -> tuple[Any, ...]:
    """The meaning of the front end's expression, for each argument: a Fraction where it is a real to be rounded.

    Functions of one meaning (`sin`, `sinf`) share it, whatever they are called.
    """
    key = (function.parameters, expression_text(function.made), function.result)
    if key not in _REFERENCES:
        seen: dict[Any, Any] = {}
        _REFERENCES[key] = tuple(_reference(function, arguments, seen) for arguments in arguments_of(function))
    return _REFERENCES[key]


_REFERENCES: dict[Any, tuple[Any, ...]] = {}


def _reference(function: Function, arguments: tuple[Any, ...], seen: dict[Any, Any]) -> Any:
    key = repr(arguments)  # which tells 0.0 from -0.0
    if key not in seen:
        seen[key] = evaluate(function.made, {f"p{i}": value for i, value in enumerate(arguments)})
    return seen[key]


def decoded(data: bytes, function: Function) -> Any:
    return from_bytes(data, function.result)
