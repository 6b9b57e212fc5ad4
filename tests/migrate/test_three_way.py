"""The table of three_way.py, row by row."""

from __future__ import annotations

import itertools

import pytest

from transkernel.migrate.three_way import Place, Step, decide

LAST, NOW, EDIT = "last", "now", "edit"


@pytest.mark.parametrize(
    ("now", "last", "disk", "step"),
    [
        (NOW, None, None, Step.WRITE),
        (NOW, LAST, None, Step.WRITE),
        (NOW, LAST, LAST, Step.WRITE),
        (NOW, LAST, NOW, Step.NOTHING),
        (NOW, LAST, EDIT, Step.OFFER),
        (NOW, None, EDIT, Step.OFFER),
        (NOW, NOW, EDIT, Step.KEEP),
        (NOW, NOW, NOW, Step.NOTHING),
        (None, LAST, LAST, Step.REMOVE),
        (None, LAST, EDIT, Step.ABANDON),
        (None, LAST, None, Step.NOTHING),
    ],
)
def test_the_table(now: str | None, last: str | None, disk: str | None, step: Step) -> None:
    ours = [each for each in (last, now) if each is not None]
    assert decide(Place(now, last, ours, disk)) is step


def test_an_offer_that_was_taken_away_is_settled() -> None:
    assert decide(Place(NOW, LAST, (LAST, NOW), EDIT, offered=NOW, is_offer_there=True)) is Step.OFFER
    assert decide(Place(NOW, LAST, (LAST, NOW), EDIT, offered=NOW, is_offer_there=False)) is Step.SETTLE
    assert decide(Place("newer", LAST, (LAST, NOW), EDIT, offered=NOW, is_offer_there=False)) is Step.OFFER


def test_what_a_run_that_was_killed_wrote_is_ours() -> None:
    assert decide(Place("newer", LAST, (LAST, NOW, "newer"), NOW)) is Step.WRITE


def test_no_edit_is_ever_written_over() -> None:
    values = (None, LAST, NOW)
    for now, last, offered, there in itertools.product(values, values, values, (True, False)):
        step = decide(Place(now, last, (LAST, NOW), EDIT, offered, there))
        assert step not in (Step.WRITE, Step.REMOVE)
