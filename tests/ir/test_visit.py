"""Walking: what `walk_all` finds, and what `walk_statements` leaves out of it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from transkernel.convert import Options, lower
from transkernel.ir.placed import PlacedStatement
from transkernel.ir.visit import STATEMENTS, TILE_STATEMENTS, child_fields, map_children, walk_all, walk_statements
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement.lower import lower as place

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = ("integer/crc32.cu", "reduce/shuffle_sum.cu", "attention/attention_row.cu", "operators/gemv.cu")
_STATEMENTS = (*STATEMENTS, *TILE_STATEMENTS, *get_args(PlacedStatement))


def bodies(name: str) -> list[tuple[Any, ...]]:
    """Of the kernels of a file: as they are written, on tiles, and on the chip where they can be there."""
    path = CORPUS / name
    kernels = lower(SourceFile(name, path.read_text()), Options(include_dirs=(CORPUS,))).kernels
    programs = [resolve(each.program) for each in kernels if each.program is not None]
    tiles = [vectorise(each) for each in programs]
    placed = [place(each) for each in tiles if name != "integer/crc32.cu"]
    made: list[Any] = [*programs, *tiles, *placed]
    return [each.kernel.body for each in made]


@pytest.mark.parametrize("name", FILES)
def test_walks(name: str) -> None:
    for body in bodies(name):
        nodes = [*walk_all(body)]
        known = {id(each) for each in nodes}
        statements = [each for each in nodes if isinstance(each, _STATEMENTS)]
        assert [*map(id, walk_statements(body))] == [*map(id, statements)]
        assert len(statements) < len(nodes)
        for node in nodes:
            below = [getattr(node, each.name) for each in fields(node) if each.name not in child_fields(type(node))]
            assert not any(id(each) in known or isinstance(each, _STATEMENTS) for each in below)


def test_what_stays_is_the_same_object() -> None:
    (body, *_) = bodies("operators/gemv.cu")
    for node in walk_all(body):
        assert map_children(node, lambda each: each) is node
