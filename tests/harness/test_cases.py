"""Case files: what is read, and that every fault is one error at its place."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transkernel.codes import CODES
from transkernel.harness.case_reader import read_cases
from transkernel.harness.cases import BufferSpec, Case, CaseError, Number, StructSpec, case_file_of, load_cases
from transkernel.source import SourceFile

GOOD = """\
[[case]]
name   = "odd tail"
kernel = "saxpy"
grid   = [4]
block  = [256]
seed   = 7

[case.args]
n = 1000
a = 2.5
x = { shape = [1000], dtype = "float32", fill = "normal" }
y = { shape = [1000], dtype = "float32", fill = "normal", out = true }
"""


def read(text: str) -> tuple[Case, ...]:
    return read_cases(SourceFile("saxpy.toml", dedent(text)), Path("saxpy.toml"))


def fault(text: str) -> CaseError:
    with pytest.raises(CaseError) as caught:
        read(text)
    return caught.value


def test_a_case_is_read_as_it_stands() -> None:
    (case,) = read(GOOD)
    assert (case.name, case.kernel, case.grid, case.block) == ("odd tail", "saxpy", (4, 1, 1), (256, 1, 1))
    assert (case.shared, case.seed, case.tolerance) == (0, 7, None)
    n, x, y = case.args["n"], case.args["x"], case.args["y"]
    assert isinstance(n, Number)
    assert n.value == 1000
    assert isinstance(x, BufferSpec)
    assert (x.shape, x.dtype, x.fill, x.out) == ((1000,), "float32", "normal", False)
    assert isinstance(y, BufferSpec)
    assert y.out
    assert list(case.args) == ["n", "a", "x", "y"]


def test_a_case_without_a_name_or_a_seed_has_them() -> None:
    (case,) = read(GOOD.replace('name   = "odd tail"\n', "").replace("seed   = 7\n", ""))
    assert (case.name, case.seed) == ("case-1", 0)


def test_structs_vectors_and_pointer_members() -> None:
    (case,) = read(
        """
        [[case]]
        kernel = "f"
        grid = [1, 2]
        block = [8, 4, 2]
        [case.args]
        origin = [1.0, 2.0, 3.0]
        [case.args.view]
        rows = 4
        scale = [0.5, inf]
        inner = { shape = [2, 3] }
        data = { shape = [4], dtype = "int32", out = true }
        """
    )
    assert case.grid == (1, 2, 1)
    assert case.block == (8, 4, 2)
    origin, view = case.args["origin"], case.args["view"]
    assert isinstance(origin, Number)
    assert origin.value == (1.0, 2.0, 3.0)
    assert isinstance(view, StructSpec)
    assert isinstance(view.fields["inner"], StructSpec), (
        "a table without a string is a struct, also with a field `shape`"
    )
    assert [name for name, _ in case.buffers()] == ["view.data"]


# Each row: what stands in the good file, what stands there instead, the code, the place, and words of the message.
FAULTS = {
    "unknown key of a case": ("seed   = 7", "sed    = 7", "TK0602", (6, 1), "did you mean `seed`"),
    "unknown key of a buffer": ("x = { shape", "x = { shpae", "TK0602", (11, 7), "did you mean `shape`"),
    "unknown key at the top": ("[[case]]", "[[cas]]", "TK0602", (1, 1), "did you mean `case`"),
    "unknown fill": ('fill = "normal" }', 'fill = "normel" }', "TK0605", (11, 42), "did you mean `normal`"),
    "unknown dtype": (
        'dtype = "float32", fill = "normal" }',
        'dtype = "float", fill = "normal" }',
        "TK0605",
        (11, 23),
        "did you mean `float32`",
    ),
    "grid is no list": ("grid   = [4]", "grid   = 4", "TK0603", (4, 1), "1 to 3 positive integers"),
    "grid of zero": ("grid   = [4]", "grid   = [0]", "TK0603", (4, 1), "1 to 3 positive integers"),
    "block of four": ("block  = [256]", "block  = [1, 1, 1, 1]", "TK0603", (5, 1), "1 to 3 positive integers"),
    "block of a bool": ("block  = [256]", "block  = [true]", "TK0603", (5, 1), "1 to 3 positive integers"),
    "negative seed": ("seed   = 7", "seed   = -7", "TK0603", (6, 1), "at least 0"),
    "kernel is a number": ('kernel = "saxpy"', "kernel = 3", "TK0603", (3, 1), "must be a string"),
    "argument is a string": ("n = 1000", 'n = "1000"', "TK0603", (9, 1), "a number, a list of numbers, or a table"),
    "no kernel": ('kernel = "saxpy"\n', "", "TK0604", (1, 1), "its `kernel`"),
    "no shape": ("shape = [1000], dtype", "dtype", "TK0604", (11, 1), "its `shape`"),
    "input without a fill": (', fill = "normal" }', " }", "TK0604", (11, 1), "its `fill`"),
    "out is a string": ("out = true", 'out = "true"', "TK0603", (12, 59), "true or false"),
    "negative extent": ("shape = [1000], dtype", "shape = [-1], dtype", "TK0603", (11, 7), "at least 0"),
    "uniform without low": ('fill = "normal" }', 'fill = "uniform", high = 1.0 }', "TK0604", (11, 1), "needs `low`"),
    "low above high": (
        'fill = "normal" }',
        'fill = "uniform", low = 2.0, high = 1.0 }',
        "TK0603",
        (11, 60),
        "less than",
    ),
    "low of another fill": (
        'fill = "normal" }',
        'fill = "normal", low = 2.0 }',
        "TK0603",
        (11, 59),
        "only for the fills",
    ),
    "fractional integers": (
        'fill = "normal" }',
        'fill = "integers", low = 0, high = 1.5 }',
        "TK0603",
        (11, 70),
        "64-bit",
    ),
    "fill and file": ('fill = "normal" }', 'fill = "ones", file = "x.npz:x" }', "TK0603", (11, 57), "both"),
    "too large": ("shape = [1000], dtype", "shape = [1000000000000], dtype", "TK0611", (11, 7), "larger than"),
    "checks nothing": (", out = true", "", "TK0608", (8, 1), "checks nothing"),
    "args is a list": (
        "[case.args]\nn = 1000",
        "args = [1]\n[case.tolerance]\nrtol = 1",
        "TK0603",
        (8, 1),
        "must be a table",
    ),
}


@pytest.mark.parametrize("row", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_one_error_at_its_place(row: tuple[str, str, str, tuple[int, int], str]) -> None:
    before, after, code, place, words = row
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    if before == "[case.args]\nn = 1000":
        text = text[: text.index("a = 2.5")]
    diagnostic = fault(text).diagnostic
    assert diagnostic.code == code
    assert diagnostic.code in CODES
    assert words in diagnostic.message
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [('[[case]]\nname = "a\n', (2, 10)), ("[[case]]\ngrid = [1\n", (3, 1)), ("[[case]]\na = 1\na = 2\n", (3, 6))],
)
def test_what_is_not_toml_is_said_with_its_place(text: str, place: tuple[int, int]) -> None:
    diagnostic = fault(text).diagnostic
    assert diagnostic.code == "TK0601"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == place


def test_an_empty_file_holds_no_case() -> None:
    assert fault("").diagnostic.code == "TK0604"


def test_two_cases_of_one_name() -> None:
    error = fault(GOOD + GOOD)
    assert error.diagnostic.code == "TK0603"
    assert error.diagnostic.span is not None
    assert error.diagnostic.span.line == 13


def test_a_case_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    for name in ("none.toml", "latin.toml"):
        with pytest.raises(CaseError) as caught:
            load_cases(tmp_path / name)
        assert caught.value.diagnostic.code == "TK0601"


def test_cases_stand_beside_the_kernel() -> None:
    assert case_file_of(Path("a/saxpy.cu")) == Path("a/saxpy.toml")


# --- tolerances


def test_a_wider_tolerance_needs_a_reason() -> None:
    error = fault(GOOD + "[case.tolerance]\nrtol = 1e-3\n")
    assert error.diagnostic.code == "TK0610"
    assert error.diagnostic.span is not None
    assert error.diagnostic.span.line == 13
    (case,) = read(GOOD + '[case.tolerance]\nrtol = 1e-3\nreason = "expf"\n')
    assert case.tolerance is not None
    assert (case.tolerance.rtol, case.tolerance.atol, case.tolerance.reason) == (1e-3, None, "expf")


def test_a_narrower_tolerance_needs_none() -> None:
    (case,) = read(GOOD + "[case.tolerance]\nrtol = 0\natol = 0.0\n")
    assert case.tolerance is not None
    assert (case.tolerance.rtol, case.tolerance.atol) == (0.0, 0.0)


@pytest.mark.parametrize("value", ["-1.0", "nan", "inf", "true", '"1e-3"'])
def test_a_tolerance_is_a_finite_number(value: str) -> None:
    assert fault(GOOD + f"[case.tolerance]\natol = {value}\nreason = 'r'\n").diagnostic.code == "TK0603"


# --- sweeps


def test_a_sweep_is_every_combination_the_last_list_fastest() -> None:
    cases = read(
        """
        [[sweep]]
        kernel = "f"
        grid = [[1], [2, 2]]
        block = [64]
        [sweep.args]
        n = [10, 20]
        x = { shape = [[16], [4, 4]], dtype = ["float32", "int32"], fill = "ones", out = true }
        """
    )
    assert len(cases) == 2 * 2 * 2 * 2
    assert len({case.name for case in cases}) == 16
    assert cases[0].name == "sweep-1 grid=1 n=10 x.shape=16 x.dtype=float32"
    assert cases[1].name == "sweep-1 grid=1 n=10 x.shape=16 x.dtype=int32"
    assert cases[-1].name == "sweep-1 grid=2x2 n=20 x.shape=4x4 x.dtype=int32"
    last = cases[-1].args["x"]
    assert isinstance(last, BufferSpec)
    assert (cases[-1].grid, last.shape, last.dtype) == ((2, 2, 1), (4, 4), "int32")


def test_keys_that_belong_together_are_swept_as_tables() -> None:
    cases = read(
        """
        [[sweep]]
        name = "sizes"
        kernel = "f"
        grid = [1]
        block = [64]
        args = [
            { n = 1, x = { shape = [1], dtype = "int8", out = true } },
            { n = 5, x = { shape = [5], dtype = "int8", out = true } },
        ]
        """
    )
    assert [case.name for case in cases] == ["sizes args=1", "sizes args=2"]
    assert [spec.shape for case in cases for _, spec in case.buffers()] == [(1,), (5,)]


def test_a_vector_in_a_sweep_stands_in_a_list_of_its_own() -> None:
    head = '[[sweep]]\nkernel = "f"\ngrid = [1]\nblock = [1]\n[sweep.args]\n'
    buffer = 'x = { shape = [1], dtype = "int8", out = true }\n'
    (case,) = read(head + "v = [[1, 2, 3]]\n" + buffer)
    v = case.args["v"]
    assert isinstance(v, Number)
    assert v.value == (1, 2, 3)
    assert len(read(head + "v = [1, 2, 3]\n" + buffer)) == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [("n = []", "empty list"), (f"n = {list(range(100))}\nm = {list(range(100))}", "10000 combinations")],
)
def test_a_sweep_has_bounds(line: str, words: str) -> None:
    head = '[[sweep]]\nkernel = "f"\ngrid = [1]\nblock = [1]\n[sweep.args]\n'
    error = fault(head + line + '\nx = { shape = [1], dtype = "int8", out = true }\n')
    assert error.diagnostic.code == "TK0611"
    assert words in error.diagnostic.message


def test_a_fault_in_a_sweep_has_its_place() -> None:
    text = '[[sweep]]\nkernel = "f"\ngrid = [[1], [0]]\nblock = [1]\n[sweep.args]\n'
    error = fault(text + 'x = { shape = [1], dtype = "int8", out = true }\n')
    assert error.diagnostic.span is not None
    assert (error.diagnostic.code, error.diagnostic.span.line) == ("TK0603", 3)


# --- any text at all


PIECES = [
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    '"',
    "\n",
    "-1",
    "1e400",
    "nan",
    "true",
    '""',
    "[[1], [2]]",
    "{}",
    "[]",
    "out = true",
]
PART_OF_TOML = re.compile(r'"[^"]*"|[\w.]+|\[[^\]]*\]|\{[^}]*\}|\n')


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_gives_cases_or_one_error_with_a_place(data: st.DataObject) -> None:
    text = GOOD if data.draw(st.booleans()) else GOOD.replace("[[case]]", "[[sweep]]").replace("[case.", "[sweep.")
    for _ in range(data.draw(st.integers(1, 2))):
        part = data.draw(st.sampled_from(list(PART_OF_TOML.finditer(text))))
        text = text[: part.start()] + data.draw(st.sampled_from(PIECES)) + text[part.end() :]
    try:
        cases, found = read(text), None
    except CaseError as error:
        cases, found = (), error.diagnostic
    if found is None:
        assert all(any(spec.out for _, spec in case.buffers()) for case in cases)
        return
    assert found.code in CODES
    assert found.span is not None
    assert 0 <= found.span.start <= found.span.end <= len(text)
