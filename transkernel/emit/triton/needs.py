"""What printed code asks of the file around it: imports, and the functions that the port brings along."""

from __future__ import annotations

from dataclasses import dataclass, field

from transkernel.records import record


@record
class Helper:
    """A `@triton.jit` function of the port: its name, its text, whether it calls libdevice."""

    name: str
    text: str
    libdevice: bool = False


@dataclass(slots=True)
class Needs:
    """Collected while kernels are printed. notes: of the kernel that is being printed."""

    libdevice: bool = False
    helpers: dict[str, Helper] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def use(self, helper: Helper) -> str:
        """Takes a helper, and gives its name."""
        self.libdevice |= helper.libdevice
        self.helpers.setdefault(helper.name, helper)
        return helper.name

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)
