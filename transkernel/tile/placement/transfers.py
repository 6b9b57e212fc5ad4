"""Between memory and the chip."""

from __future__ import annotations

from typing import Any

from transkernel.ir.tile import Join, Load, Store
from transkernel.tile import build
from transkernel.tile.placement.atomics import Atomics
from transkernel.tile.placement.loads import Loads
from transkernel.tile.placement.vectors import Vectors, fields_of
from transkernel.tile.placement.working import Held


class Transfers(Loads, Atomics, Vectors):
    """Loads, stores and atomics of one kernel; places.py says of what they are made."""

    def load(self, node: Load, into: Held | None, count: Any) -> Held:
        of = fields_of(node)
        if of is None or node.other is not None or not self.are_behind(of, build.element_of(node)):
            return super().load(node, into, count)
        return self.load_vectors(node, of)

    def store(self, node: Store) -> None:
        of = fields_of(node) if isinstance(node.value, Join) else None
        if of is None:
            super().store(node)
        else:
            self.store_vectors(node, of)
