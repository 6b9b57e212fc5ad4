"""Constants that keep their names: `BLOCK = 256` on top of a port."""

from __future__ import annotations

import re

from transkernel.emit.pallas.names import OWN
from transkernel.emit.pallas.texts import POSTFIX, Text, number
from transkernel.emit.python.names import is_taken
from transkernel.ir.nodes import Literal
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import BOOL, FLOAT64, Scalar
from transkernel.ir.visit import walk_all
from transkernel.records import record

_ONE_NUMBER = re.compile(r"\(*\s*([\w.]+|[\d.]+[eE][-+]?\d+[fF]?)\s*\)*")


@record
class Definition:
    """`name = text`."""

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
    for program in programs:
        for node in walk_all(program.kernel.body):
            if not isinstance(node, Literal) or node.symbol is None or node.symbol not in known:
                continue
            if not isinstance(node.type, Scalar) or node.type in (BOOL, FLOAT64) or node.type.bits == 64:
                continue
            first = found.setdefault(node.symbol, node)
            if (first.type, repr(first.value)) != (node.type, repr(node.value)):
                clashing.add(node.symbol)
    names = [name for name in known if name in found and name not in clashing and not is_taken(name, OWN)]
    made = {name: _definition(name, found[name], known[name]) for name in names}
    return {name: each for name, each in made.items() if each is not None}


def _definition(name: str, literal: Literal, written: str) -> Definition | None:
    assert isinstance(literal.type, Scalar)
    match = _ONE_NUMBER.fullmatch(written.strip())
    piece = number(literal.value, literal.type, match.group(1) if match else None)
    if not piece.plain:
        return None
    return Definition(name, piece.text, Text(name, POSTFIX, literal.type, (), True, piece.value))
