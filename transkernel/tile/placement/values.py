"""Values of tile IR in buffers: an instruction of the vector unit for each operation it has, else a loop over lanes."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Binary,
    Bitcast,
    Compare,
    Convert,
    Intrinsic,
    Unary,
)
from transkernel.ir.tile import Lanes, Where
from transkernel.ir.types import (
    BOOL,
)
from transkernel.tile import build
from transkernel.tile.placement.arithmetic import Arithmetic
from transkernel.tile.placement.conversions import Conversions
from transkernel.tile.placement.functions import Functions
from transkernel.tile.placement.lanes import OneLane
from transkernel.tile.placement.numbers import NeverNaN
from transkernel.tile.placement.truths import Truths
from transkernel.tile.placement.working import Held, Working
from transkernel.tile.ranges import Ranges


class Values(Arithmetic, Truths, Conversions, Functions):
    """Of one kernel; core.py says of what it is made."""

    def __init__(self, working: Working, lanes: OneLane, ranges: Ranges, never_nan: NeverNaN) -> None:
        super().__init__(working, lanes, ranges, never_nan)
        self.elementwise = {
            Binary: self._of_two, Compare: self._compare, Convert: self._convert, Unary: self._unary,
            Where: self._where, Intrinsic: self._intrinsic, Lanes: self._lane_numbers, Bitcast: self._bitcast,
        }  # fmt: skip

    def _of_two(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        return self._logic(node, into) if build.element_of(node) == BOOL else self._binary(node, into, count)
