"""Reads what `nvdisasm -c` prints: the instructions of each function of a cubin, with the places that branches name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transkernel.records import record

_SECTION = re.compile(r"\s*\.section\s+\.text\.(?P<name>[^,\s]+)")
_OTHER_SECTION = re.compile(r"\s*\.section\s")
_LABEL = re.compile(r"(?P<name>[.$\w]+):\s*$")
_INSTRUCTION = re.compile(
    r"\s*/\*(?P<address>[0-9a-f]{4,})\*/\s+(?:@(?P<predicate>!?U?P\w+)\s+)?(?P<opcode>[A-Z]\w*)"
    r"(?P<modifiers>(?:\.\w+)*)\s*(?P<operands>[^;]*);"
)
_TARGET = re.compile(r"`\((?P<label>[^)]+)\)")
_WIDTHS = {"U8": 1, "S8": 1, "U16": 2, "S16": 2, "64": 8, "128": 16}
_WORD = 4


@record
class Instruction:
    """predicate: `P0`, `!P1`; empty where it always takes place. modifiers: `E`, `128` of LDG.E.128."""

    address: int
    predicate: str
    opcode: str
    modifiers: tuple[str, ...]
    operands: str

    @property
    def target(self) -> str:
        """The label that it names, or nothing."""
        found = _TARGET.search(self.operands)
        return found["label"] if found is not None else ""

    @property
    def bytes(self) -> int:
        """What one thread moves, of an instruction that reaches memory."""
        return next((_WIDTHS[each] for each in self.modifiers if each in _WIDTHS), _WORD)


@record
class Function:
    """labels: the number of the instruction that each stands before; one behind the last stands at the end."""

    name: str
    instructions: tuple[Instruction, ...]
    labels: Mapping[str, int]


def functions(text: str) -> dict[str, Function]:
    """Every function of the text by its mangled name, in its order. A function called lies behind its caller in one
    section, and is part of it."""
    found: dict[str, Function] = {}
    name, instructions, labels = "", list[Instruction](), dict[str, int]()
    for line in text.splitlines():
        section = _SECTION.match(line)
        if section is not None or _OTHER_SECTION.match(line):
            if name:
                found[name] = Function(name, tuple(instructions), labels)
            name, instructions, labels = section["name"] if section else "", [], {}
        elif name and (label := _LABEL.match(line)) is not None:
            labels[label["name"]] = len(instructions)
        elif name and (read := _INSTRUCTION.match(line)) is not None:
            instructions.append(_instruction(read))
    if name:
        found[name] = Function(name, tuple(instructions), labels)
    return found


def _instruction(read: re.Match[str]) -> Instruction:
    modifiers = tuple(each for each in read["modifiers"].split(".") if each)
    return Instruction(
        int(read["address"], 16), read["predicate"] or "", read["opcode"], modifiers, read["operands"].strip()
    )
