"""Constants that keep their names: `BLOCK = tl.constexpr(256)` on top of a port."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transkernel.emit.python.numbers import spell
from transkernel.emit.triton.names import is_taken
from transkernel.emit.triton.texts import POSTFIX, Text
from transkernel.ir.nodes import Literal
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import BOOL, Scalar
from transkernel.ir.visit import walk_all
from transkernel.records import record

_ONE_NUMBER = re.compile(r"\(*\s*([\w.]+|[\d.]+[eE][-+]?\d+[fF]?)\s*\)*")


@record
class Definition:
    """`name = tl.constexpr(text)`."""

    name: str
    text: str
    piece: Text


def definitions(programs: tuple[TileProgram, ...], taken: frozenset[str]) -> dict[str, Definition]:
    """What the programs' literals are called, in the order of the source.

    A name that stands for two things, or that is in `taken`, is not defined: its numbers are written out.
    """
    known: dict[str, str] = {}
    clashing = set(taken)
    for program in programs:
        for name, text in program.symbols:
            if known.setdefault(name, text) != text:
                clashing.add(name)
    found: dict[str, Literal] = {}
    for node in _literals(programs):
        if node.symbol is None or node.symbol not in known or not isinstance(node.type, Scalar) or node.type == BOOL:
            continue
        first = found.setdefault(node.symbol, node)
        if (first.type, repr(first.value)) != (node.type, repr(node.value)):
            clashing.add(node.symbol)
    names = [name for name in known if name in found and name not in clashing and not is_taken(name)]
    return {name: _definition(name, found[name], known[name]) for name in names}


def _definition(name: str, literal: Literal, written: str) -> Definition:
    assert isinstance(literal.type, Scalar)
    match = _ONE_NUMBER.fullmatch(written.strip())
    text = spell(literal.value, literal.type, match.group(1) if match else None)
    whole = int(literal.value) if literal.type.is_integer else None
    piece = Text(name, POSTFIX, literal.type, (), True, True, True, whole, whole, named=True)
    return Definition(name, text, piece)


def _literals(programs: tuple[TileProgram, ...]) -> Iterator[Literal]:
    for program in programs:
        yield from (node for node in walk_all(program.kernel.body) if isinstance(node, Literal))
