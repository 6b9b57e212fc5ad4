"""A case against a manifest: one argument for each parameter, in its type and layout, or one error at its place."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from transkernel.harness.bind import BoundCase, bind
from transkernel.harness.case_reader import read_cases
from transkernel.harness.cases import CaseError
from transkernel.manifest import FieldLayout, GlobalVariable, KernelEntry, Parameter
from transkernel.run.launch import Buffer, Scalar, StructValue
from transkernel.source import SourceFile

HEAD = '[[case]]\nkernel = "f"\ngrid = [2]\nblock = [32]\nshared = 64\n[case.args]\n'
OUT = 'y = { shape = [4], dtype = "float32", out = true }\n'
Y = Parameter("y", "buffer", "float *", "float32")


def bound(args: str, *params: Parameter, variables: tuple[GlobalVariable, ...] = ()) -> BoundCase:
    (case,) = read_cases(SourceFile("f.toml", HEAD + OUT + args), Path("f.toml"))
    entry = KernelEntry("f", "f", 3, (Y, *params), ())
    return bind(case, entry, variables)


def fault(args: str, *params: Parameter, variables: tuple[GlobalVariable, ...] = ()) -> tuple[str, int]:
    """The message of the error, and the line of its place."""
    with pytest.raises(CaseError) as caught:
        bound(args, *params, variables=variables)
    diagnostic = caught.value.diagnostic
    assert diagnostic.code == "TK0606"
    assert diagnostic.span is not None
    return diagnostic.message, diagnostic.span.line


def scalar(name: str, dtype: str, width: int = 1) -> Parameter:
    return Parameter(name, "scalar", dtype, dtype, width)


def test_arguments_come_in_the_order_of_the_kernel() -> None:
    n, x = scalar("n", "int32"), Parameter("x", "buffer", "const float *", "float32", const=True)
    args = 'x = { shape = [4], dtype = "float32", fill = "ones" }\nn = 4\n'
    made = bound(args, n, x)
    launch = made.launch
    assert [argument.name for argument in launch.arguments] == ["y", "n", "x"]
    assert (launch.kernel, launch.grid, launch.block, launch.shared_bytes) == ("f", (2, 1, 1), (32, 1, 1), 64)
    given = launch.arguments[1]
    assert isinstance(given, Scalar)
    assert given.value == np.int32(4)
    assert given.value.dtype == np.int32
    assert [(output.name, output.is_poisoned) for output in made.outputs] == [("y", True)]
    assert made.values["n"] == 4


@pytest.mark.parametrize(
    ("dtype", "text", "data"),
    [
        ("int8", "-3", b"\xfd"),
        ("uint64", "18446744073709551615", b"\xff" * 8),
        ("int32", "3.0", struct.pack("<i", 3)),
        ("bool", "true", b"\x01"),
        ("float32", "0.1", struct.pack("<f", 0.1)),
        ("float32", "-inf", struct.pack("<f", -np.inf)),
        ("float64", "7", struct.pack("<d", 7.0)),
        ("float16", "1.5", struct.pack("<e", 1.5)),
        ("bfloat16", "1.5", b"\xc0\x3f"),
    ],
)
def test_scalars_take_the_type_of_the_parameter(dtype: str, text: str, data: bytes) -> None:
    given = bound(f"n = {text}\n", scalar("n", dtype)).launch.arguments[1]
    assert isinstance(given, Scalar)
    assert given.data == data


def test_vectors_are_lists() -> None:
    given = bound("v = [1, 2.5, 3]\n", scalar("v", "float32", 3)).launch.arguments[1]
    assert isinstance(given, Scalar)
    assert given.data == struct.pack("<3f", 1, 2.5, 3)


def test_a_struct_has_cuda_layout_and_its_pointers_are_buffers() -> None:
    fields = (
        FieldLayout("count", 0, "int32"),
        FieldLayout("inner.scale", 8, "float64"),
        FieldLayout("inner.lanes", 16, "float32", 3),
        FieldLayout("data", 32, "uint64", 1, "int16"),
    )
    param = Parameter("view", "struct", "View", "uint8", size=40, fields=fields)
    args = """\
view = { count = 7, inner = { scale = 0.5, lanes = [1, 2, 3] }, data = BUFFER }
""".replace("BUFFER", '{ shape = [3], dtype = "int16", fill = "arange" }')
    given = bound(args, param).launch.arguments[1]
    assert isinstance(given, StructValue)
    assert given.data == struct.pack("<i4xd3f4xQ", 7, 0.5, 1, 2, 3, 0)
    ((offset, buffer),) = given.pointers
    assert (offset, buffer.name, buffer.array.tolist()) == (32, "view.data", [0, 1, 2])


def test_symbols_are_set_by_name() -> None:
    variables = (
        GlobalVariable("filter", "float[3]", "float32", (3,), True),
        GlobalVariable("total", "int", "int32", (), False),
        GlobalVariable("unused", "int", "int32", (), False),
    )
    args = 'filter = [1, 2, 3]\ntotal = { shape = [1], dtype = "int32", fill = "zeros", out = true }\n'
    made = bound(args, variables=variables)
    assert [symbol.name for symbol in made.launch.symbols] == ["filter", "total"]
    assert made.launch.symbols[0].array.tolist() == [1.0, 2.0, 3.0]
    assert [output.name for output in made.outputs] == ["y", "total"]


def test_an_empty_buffer_and_a_vector_buffer() -> None:
    empty = Parameter("e", "buffer", "float *", "float32")
    lanes = Parameter("l", "buffer", "float2 *", "float32", width=2)
    args = 'e = { shape = [0], dtype = "float32" }\nl = { shape = [3, 2], dtype = "float32", fill = "ones" }\n'
    _, first, second = bound(args, empty, lanes).launch.arguments
    assert isinstance(first, Buffer)
    assert first.array.size == 0
    assert isinstance(second, Buffer)
    assert second.array.shape == (3, 2)


def test_a_void_pointer_takes_any_dtype() -> None:
    anything = Parameter("p", "buffer", "void *", "uint8")
    made = bound('p = { shape = [2], dtype = "float64", fill = "ones" }\n', anything)
    given = made.launch.arguments[1]
    assert isinstance(given, Buffer)
    assert given.array.dtype == np.float64


N = scalar("n", "int32")
X = Parameter("x", "buffer", "float2 *", "float32", width=2)
S = Parameter(
    "s", "struct", "Pair", "uint8", size=8, fields=(FieldLayout("a", 0, "int32"), FieldLayout("b", 4, "int32"))
)
FILTER = GlobalVariable("filter", "float[3]", "float32", (3,), True)

FAULTS: dict[str, tuple[str, tuple[Parameter, ...], str, int]] = {
    "unknown name": ("num = 3\n", (N,), "no parameter `num`; did you mean `n`", 8),
    "missing name": ("", (N,), "the case gives no `n`", 1),
    "number for a buffer": ("x = 3\n", (X,), "give it a buffer", 8),
    "buffer for a number": ('n = { shape = [1], dtype = "int32", fill = "ones" }\n', (N,), "give it a number", 8),
    "list for a number": ("n = [1, 2]\n", (N,), "takes one number, not 2", 8),
    "too large": ("n = 2147483648\n", (N,), "cannot hold 2147483648", 8),
    "negative unsigned": ("u = -1\n", (scalar("u", "uint8"),), "cannot hold -1", 8),
    "fraction": ("n = 0.5\n", (N,), "0.5 is no integer", 8),
    "infinity": ("n = inf\n", (N,), "inf is no integer", 8),
    "other dtype": ('x = { shape = [4], dtype = "float64", fill = "ones" }\n', (X,), "the case says float64", 8),
    "half a vector": ('x = { shape = [3], dtype = "float32", fill = "ones" }\n', (X,), "no multiple", 8),
    "number for a struct": ("s = 3\n", (S,), "a table of its fields", 8),
    "unknown field": ("s = { a = 1, bb = 2 }\n", (S,), "no field `bb`; did you mean `b`", 8),
    "missing field": ("s = { a = 1 }\n", (S,), "does not say its field `b`", 8),
    "array of another size": ("filter = [1, 2]\n", (), "takes a list of 3 numbers, not 2", 8),
}


@pytest.mark.parametrize("row", FAULTS.values(), ids=FAULTS.keys())
def test_what_does_not_fit_is_said_at_its_place(row: tuple[str, tuple[Parameter, ...], str, int]) -> None:
    args, params, words, line = row
    message, at = fault(args, *params, variables=(FILTER,))
    assert words in message
    assert at == line
