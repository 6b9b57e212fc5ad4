"""What printed code asks of the file around it: the functions that the port brings along."""

from __future__ import annotations

from dataclasses import dataclass, field

from transkernel.emit.pallas.helpers import HELPERS


@dataclass(slots=True)
class Needs:
    """Collected while kernels are printed. compiles: the port is for the compiler of a TPU. notes: of the kernel that
    is being printed."""

    compiles: bool = False
    names: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def use(self, name: str) -> str:
        """Takes a helper and those that it calls, and gives its name."""
        if name not in self.names:
            self.names.add(name)
            for other in self._chosen(name)[1]:
                self.use(other)
        return name

    def texts(self) -> list[str]:
        """In the order of the table, in which what is called comes first."""
        return [self._chosen(name)[0] for name in HELPERS if name in self.names]

    def _chosen(self, name: str) -> tuple[str, tuple[str, ...]]:
        helper = HELPERS[name]
        return helper.compiled if self.compiles and helper.compiled is not None else (helper.text, helper.calls)
