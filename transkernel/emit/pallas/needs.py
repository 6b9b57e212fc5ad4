"""What printed code asks of the file around it: the functions that the port brings along."""

from __future__ import annotations

from dataclasses import dataclass, field

from transkernel.emit.pallas.helpers import HELPERS


@dataclass(slots=True)
class Needs:
    """Collected while kernels are printed. notes: of the kernel that is being printed."""

    names: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def use(self, name: str) -> str:
        """Takes a helper and those that it calls, and gives its name."""
        if name not in self.names:
            self.names.add(name)
            for other in HELPERS[name].calls:
                self.use(other)
        return name

    def texts(self) -> list[str]:
        """In the order of the table, in which what is called comes first."""
        return [helper.text for name, helper in HELPERS.items() if name in self.names]
