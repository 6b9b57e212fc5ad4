"""What was found wrong with an original by looking at every access of one launch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.launch import Extent


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that CUDA does not define, at one place of the text; its first occurrence, and how many there were.

    kind: a key of `cuda_host_examine.KINDS`. line, other_line: 1-based; 0 where it is not known, or there is no other.
    A race has two sides, the later one first. file, other_file: where it is not the source itself but included by it.
    buffer, element: the buffer, array or variable, and the index in elements, which may lie outside of it.
    """

    kind: str
    message: str
    line: int
    block: Extent | None
    thread: Extent | None
    other_line: int = 0
    other_block: Extent | None = None
    other_thread: Extent | None = None
    buffer: str = ""
    element: int = -1
    count: int = 1
    file: str = ""
    other_file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """writers: for each buffer of the launch, in its shape, which thread of the grid wrote an element last, as
    `block * threads_per_block + thread`, both linear; -1 for none. Empty where the examination did not come to its end.
    problem: why the launch was not, or not wholly, examined.
    """

    faults: tuple[Fault, ...] = ()
    writers: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    problem: str = ""


def to_plain(fault: Fault) -> dict[str, Any]:
    """For JSON; `from_plain` reads it."""
    return {name: getattr(fault, name) for name in Fault.__slots__}


def from_plain(plain: Mapping[str, Any]) -> Fault:
    """Raises TypeError where the mapping is none of a fault's."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    return Fault(**values)
