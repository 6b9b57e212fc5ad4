"""The twin's instructions against their meaning in NumPy, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.run.ascendc_matrix_rows import ROWS as MATRIX_ROWS
from tests.run.ascendc_matrix_rows import matrix_text
from tests.run.ascendc_ports import Arguments, entry, launch
from tests.run.ascendc_rows import FAMILIES, Array, Row, family_text, kernel_name
from transkernel.run.ascendc import AscendcRunner
from transkernel.run.cuda_host import find_compiler

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="there is no C++ compiler")


@pytest.fixture(scope="module")
def twin() -> Iterator[AscendcRunner]:
    with AscendcRunner() as runner:
        yield runner


@pytest.mark.parametrize(
    ("family", "number"),
    [
        pytest.param(family, number, id=f"{family}-{row.name}")
        for family, rows in FAMILIES.items()
        for number, row in enumerate(rows)
    ],
)
def test_an_instruction_is_what_its_page_says(twin: AscendcRunner, family: str, number: int) -> None:
    row, text = FAMILIES[family][number], family_text(FAMILIES[family])
    wanted = row.reference(row.x, row.y)
    name = kernel_name(number)
    sizes = {"n": np.int32(row.x.size), "m": np.int32(wanted.size)}
    arguments: Arguments = {"x": row.x, "y": row.y, "z": np.zeros(wanted.size, wanted.dtype), **sizes}
    outcome = twin.run(text, entry(name, arguments, grid=False), launch(name, arguments))
    assert outcome.status == "ok", outcome.message
    _assert_close(row, outcome.arrays["z"], wanted)


@pytest.mark.parametrize("number", [pytest.param(number, id=row.name) for number, row in enumerate(MATRIX_ROWS)])
def test_an_instruction_of_the_matrix_unit_is_what_its_page_says(twin: AscendcRunner, number: int) -> None:
    row, text = MATRIX_ROWS[number], matrix_text(MATRIX_ROWS)
    wanted = row.reference(row.x, row.y)
    name = f"matrix_row_{number}"
    arguments: Arguments = {"x": row.x, "y": row.y, "z": np.full(wanted.shape, -1, wanted.dtype)}
    outcome = twin.run(text, entry(name, arguments, grid=False), launch(name, arguments))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["z"], wanted)


def _assert_close(row: Row, found: Array, wanted: Array) -> None:
    if row.ulp == 0 or wanted.dtype.kind != "f":
        np.testing.assert_array_equal(found, wanted)
    else:
        np.testing.assert_array_max_ulp(found, wanted, int(row.ulp))


def test_every_row_names_its_source() -> None:
    rows = [(row.name, row.source) for family in FAMILIES.values() for row in family]
    rows += [(row.name, row.source) for row in MATRIX_ROWS]
    assert all(source for _, source in rows)
    assert len({name for name, _ in rows}) == len(rows)
