"""Whether a port may be written: what was emitted last, what is emitted now, and what stands on disk.

    on disk            | now as last     | now differs from last
    -------------------+-----------------+----------------------------------------------
    nothing            | write           | write
    as last, or as now | nothing to do   | write (or nothing)
    anything else      | an edit: kept   | a conflict: kept, and what is new is offered beside it

The offer is `NAME.new`, with `NAME.base` for what was emitted last. Who takes `NAME.new` away says that it is settled:
then what is on disk counts as an edit of what is emitted now.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from transkernel.records import record


class Step(Enum):
    """What to do with one file."""

    NOTHING = "as emitted"
    WRITE = "write"
    REMOVE = "remove"
    KEEP = "edited"
    SETTLE = "settled"  # an edit too, of what is emitted now
    OFFER = "conflict"
    ABANDON = "abandoned"  # nothing is emitted any more, and the file was edited


@record
class Place:
    """Digests of one file's contents. last: what was emitted before and settled; now: what is emitted; either is None
    for no file. ours: what an earlier run may have put there. disk: what is there, None for nothing. offered: what
    `NAME.new` was written with, if anything; is_offer_there: whether that is still on disk."""

    now: str | None
    last: str | None
    ours: Collection[str]
    disk: str | None
    offered: str | None = None
    is_offer_there: bool = False


def decide(place: Place) -> Step:
    """The table above."""
    if place.disk == place.now:
        return Step.NOTHING
    if place.disk is None:
        return Step.WRITE
    if place.disk in place.ours:
        return Step.WRITE if place.now is not None else Step.REMOVE
    if place.now is None:
        return Step.ABANDON
    if place.now == place.last:
        return Step.KEEP
    is_settled = place.offered == place.now and not place.is_offer_there
    return Step.SETTLE if is_settled else Step.OFFER
