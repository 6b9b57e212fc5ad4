"""What a launch's constants and programs are, for a port on tiles in any language."""

from __future__ import annotations

import pytest

from transkernel.manifest import Argument, KernelEntry
from transkernel.run.launch import Launch
from transkernel.run.plan import CannotBind
from transkernel.run.tile_plan import constants_of

LAUNCH = Launch("k", (5, 2, 3), (48, 2, 1), ())


def entry(*constants: Argument) -> KernelEntry:
    return KernelEntry("k", "k", 1, (), constants)


@pytest.mark.parametrize(
    ("rule", "value"), [("block_x", 48), ("grid_x", 5), ("grid_y", 2), ("grid_z", 3), ("lanes", 128), ("warps", 4)]
)
def test_a_constant_follows_its_rule(rule: str, value: int) -> None:
    assert constants_of(entry(Argument("constant", "N", field=rule)), LAUNCH) == {"N": value}


def test_the_grid_counts_programs_where_they_share_blocks() -> None:
    shared = Argument("constant", "TILE", field="tile", value=128)
    assert constants_of(entry(shared, Argument("constant", "GRID_X", field="grid_x")), LAUNCH) == {
        "TILE": 128,
        "GRID_X": 2,  # 5 blocks of 48 threads along x
    }


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CannotBind, match="a rule that is not known: moon"):
        constants_of(entry(Argument("constant", "N", field="moon")), LAUNCH)
