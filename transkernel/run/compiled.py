"""What came of compiling a port ahead of time, for a device that need not be here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of one kernel for one device.

    device: such as `triton-sm90`. message: why it does not compile, with the port's line; empty where it does.
    lacks: the function that the device's mathematical library has not, where that is why.
    registers: of a thread; spill_bytes: of a thread, in memory for want of registers; shared_bytes: of a block.
    They are None where the compiler did not say.
    """

    device: str
    message: str = ""
    seconds: float = 0.0
    registers: int | None = None
    spill_bytes: int | None = None
    shared_bytes: int | None = None
    warps: int | None = None
    lacks: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.message
