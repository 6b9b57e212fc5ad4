"""Stores of lanes that are no rectangle: a copy for each run of them (runs.py)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from transkernel.ir.nodes import AtomicOp
from transkernel.ir.placed import Role, Rows
from transkernel.tile import build
from transkernel.tile.placement.places import COPY_BYTES
from transkernel.tile.placement.realigned import Realigned
from transkernel.tile.placement.run_places import Out
from transkernel.tile.placement.runs import Runs
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held
from transkernel.tile.raising.affine import factor_value


class RunStores(Realigned):
    """All numbers of a run are scalars of lanes' numbers: no element is touched alone."""

    def _runs_out(self, pointer: Any, mask: Any, held: Held, op: AtomicOp | None) -> bool:
        """Whether the lanes of the pointer that the mask names lie in such runs, which are copied then."""
        runs = self._accesses.runs(pointer, mask)
        if runs is None or not self._can_copy(runs, held, op):
            return False
        with self._copier(runs, held, op) as out:
            self._rows_of_runs(runs, pointer, held.extent, out)
        return True

    def _can_copy(self, runs: Runs, held: Held, op: AtomicOp | None) -> bool:
        """Lanes of one place win or add up; what lies apart has to fit into blocks of its own."""
        step = runs.step.number
        return step == 1 or (op is None if step == 0 else held.element.bits < 64)

    @contextmanager
    def _copier(self, runs: Runs, held: Held, op: AtomicOp | None) -> Iterator[Out]:
        working, step = self._working, runs.step.number
        if step == 1 and self._begin_blocks(runs, held):
            yield lambda place, first, count: self._copy_out(place, held, count, op, None, first)
            return
        if step in (0, 1):
            with self._mover(held) as mover:

                def of_neighbours(place: Any, first: Any, count: Any) -> None:
                    self._out_of(mover, place, first, count if step else working.number(1), op, Role.OUT)

                yield of_neighbours
            return
        spread, per_block = self._spread(held), working.number(COPY_BYTES * 8 // held.element.bits)
        apart = self._values.scalar(factor_value(runs.step, working.span))

        def of_blocks(place: Any, first: Any, count: Any) -> None:
            offset = simplified(build.times(first, per_block.value, working.span))
            self._copy_out(place, spread, working.number(1), op, Rows(count, apart, per_block), offset)

        yield of_blocks
        working.release(spread)
