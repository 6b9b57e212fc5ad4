"""CUDA's functions in chapters, one kernel a chapter, and what the original and each port make of their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tests.intrinsics.evaluate import evaluate, from_bytes, to_bytes
from tests.intrinsics.values import COUNT, column
from transkernel.convert import Options, convert
from transkernel.frontend.cuda_catalogue import Function, catalogue, spelled
from transkernel.ir.printer import expression_text
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, Scalar, Type, Vector, scalar_of, size_of
from transkernel.run.ascendc import AscendcRunner
from transkernel.run.cuda_host import CudaHost
from transkernel.run.launch import Buffer, Launch, Limits
from transkernel.run.opencl import OpenCLRunner
from transkernel.source import SourceFile

BLOCK = 64
_MOST = 50  # functions in one kernel; compilers take longer than in proportion
assert COUNT % BLOCK == 0
GRID = COUNT // BLOCK

_HEAD = "#include <cuda_fp16.h>\n#include <cuda_bf16.h>\n"


@cache
def chapters() -> dict[str, tuple[Function, ...]]:
    """The catalogue in pieces that compilers like."""
    return {
        f"{name} {start // _MOST + 1}" if len(functions) > _MOST else name: functions[start : start + _MOST]
        for name, functions in catalogue().items()
        for start in range(0, len(functions), _MOST)
    }


def _value(type_: Type) -> Scalar | Vector:
    """A result is a number or a vector of them."""
    assert isinstance(type_, Scalar | Vector)
    return type_


def _result_word(function: Function) -> str:
    """`make_long2` gives a long2, which is not a longlong2."""
    if function.name.startswith("make_") and scalar_of(function.result) not in (FLOAT16, BFLOAT16):
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


def run_port(
    runner: OpenCLRunner | AscendcRunner, functions: tuple[Function, ...], options: Options | None = None
) -> Results:
    """options: of a translation to another target than OpenCL C."""
    made = chapter(functions)
    translation = convert(SourceFile("chapter.cu", made.text), options)
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
    return from_bytes(data, _value(function.result))
