"""What legalised code asks of the file around it: helper functions, extensions, hidden memory, notes for the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from transkernel.ir.nodes import Call, Expression, Variable
from transkernel.ir.types import UINT32, Type
from transkernel.records import record
from transkernel.source import Span


@record
class Helper:
    """A function of OpenCL C that a port brings along: its name, its text, the helpers that it calls itself."""

    name: str
    text: str
    needs: tuple[Helper, ...] = ()


@dataclass(slots=True)
class Needs:
    """Collected while one kernel is legalised. attributes: what stands before the kernel, in OpenCL's words."""

    helpers: dict[str, Helper] = field(default_factory=dict)
    extensions: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)

    def use(self, helper: Helper) -> str:
        """Takes a helper, after those that it needs, and gives its name."""
        for each in helper.needs:
            self.use(each)
        self.helpers.setdefault(helper.name, helper)
        return helper.name

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def builtin(name: str, type_: Type, span: Span, *arguments: Expression) -> Call:
    """A call of something that OpenCL C or the port itself has: printed by that very name."""
    return Call(f"@{name}", arguments, type_, span)


def word(name: str, span: Span, type_: Type = UINT32) -> Variable:
    """A macro of OpenCL C."""
    return Variable(f"@{name}", type_, span)
