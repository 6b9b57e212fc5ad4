"""Between memory and the chip."""

from __future__ import annotations

from transkernel.tile.placement.atomics import Atomics
from transkernel.tile.placement.loads import Loads


class Transfers(Loads, Atomics):
    """Loads, stores and atomics of one kernel; places.py says of what they are made."""
