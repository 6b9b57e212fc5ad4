"""What an examination says, and where it is kept: each launch of each text is looked at once.

The memory model is that of the PTX ISA, with one leniency: shuffles and votes order memory as `__syncwarp` does, which
CUDA does not promise. Not looked at: what a local variable holds that nobody set, a float that does not fit the integer
that it is cast to (CUDA saturates), and the scope of an atomic.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.cuda_host import ExamineRequest
from transkernel.run.cuda_host_build import cache_folder
from transkernel.run.cuda_host_examine_build import is_built, key_of
from transkernel.run.examination import Examination, Fault, from_plain, to_plain
from transkernel.run.launch import Extent, Launch, StructValue

# In the order of examine::Kind in examine_faults.h; behind them two that only we tell apart.
KINDS = (
    "shared-race",
    "global-race",
    "warp-race",
    "same-value-race",
    "lockstep",
    "out-of-bounds",
    "foreign-stack",
    "uninitialised",
    "divergent-barrier",
    "deadlock",
    "overflow",
    "shift",
    "division",
    "index",
    "misaligned",
    "checked-race",
    "uninitialised-unused",
)
_RACES = {
    "shared-race": "without a barrier between",
    "global-race": "in no order that the program sets",
    "warp-race": "in one warp, without __syncwarp between",
    "lockstep": "in one warp, without __syncwarp between",
    "same-value-race": "in no order, and the value is the same",
    "checked-race": "in no order, and an atomic tests the value that was read",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One access. words: of write, atomic, volatile. block, thread: linear; -1 for none."""

    file: str
    line: int
    words: frozenset[str]
    block: int
    thread: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the runtime says of one fault. element: may lie outside of [0, elements)."""

    kind: str
    sides: tuple[Side, Side]
    buffer: str
    space: str
    element: int
    elements: int
    count: int
    text: str


def recall(request: ExamineRequest) -> Examination | None:
    """What was found when the same launch of the same text was looked at before."""
    if not is_built(request.build):
        return None
    try:
        with np.load(_kept_at(request), allow_pickle=False) as archive:
            plain = json.loads(str(archive["examination"]))
            writers = {name: archive[f"writers-{i}"] for i, name in enumerate(plain["writers"])}
            return Examination(tuple(map(from_plain, plain["faults"])), writers, plain["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(request: ExamineRequest, examination: Examination) -> None:
    """For `recall`; does nothing where the cache cannot be written."""
    plain = {
        "faults": [to_plain(fault) for fault in examination.faults],
        "writers": list(examination.writers),
        "problem": examination.problem,
    }
    arrays: dict[str, NDArray[Any]] = {"examination": np.array(json.dumps(plain))}
    arrays |= {f"writers-{i}": array for i, array in enumerate(examination.writers.values())}
    path = _kept_at(request)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as draft:
            np.savez_compressed(draft, allow_pickle=False, **arrays)
        os.replace(draft.name, path)
    except OSError:
        return


def _kept_at(request: ExamineRequest) -> Path:
    digest = hashlib.sha256(repr((key_of(request.build), sorted(request.unwritten))).encode())
    _add_launch(request.launch, digest.update)
    return cache_folder() / f"{digest.hexdigest()[:40]}.examined.npz"


def _add_launch(launch: Launch, add: Callable[[bytes], None]) -> None:
    add(repr((launch.kernel, launch.grid, launch.block, launch.shared_bytes)).encode())
    for buffer in (*launch.buffers(), *launch.symbols):
        add(repr((buffer.name, buffer.array.dtype.str, buffer.array.shape, buffer.offset, buffer.is_null)).encode())
        add(np.ascontiguousarray(buffer.array).tobytes())
    for argument in launch.arguments:
        if isinstance(argument, StructValue):
            add(repr([(offset, buffer.name) for offset, buffer in argument.pointers]).encode())
        if hasattr(argument, "data"):
            add(argument.data)


# --- words


def fault_of(found: Found, launch: Launch) -> Fault:
    """A fault with its sentence."""
    first, second = found.sides
    text = _WORDS.get(found.kind, _race)(found, launch)
    return Fault(
        kind=found.kind,
        message=text if found.count == 1 else f"{text} ({found.count} times)",
        line=first.line,
        block=_extent(first.block, launch.grid),
        thread=_extent(first.thread, launch.block),
        other_line=second.line,
        other_block=_extent(second.block, launch.grid),
        other_thread=_extent(second.thread, launch.block),
        buffer=found.buffer,
        element=found.element,
        count=found.count,
        file=first.file,
        other_file=second.file,
    )


def without_effect(fault: Fault) -> Fault:
    """A read of what nobody wrote, on which no result depends; other faults as they are."""
    if fault.kind != "uninitialised":
        return fault
    return replace(fault, kind="uninitialised-unused", message=f"{fault.message}; no result depends on it")


def _extent(linear: int, of: Extent) -> Extent | None:
    if linear < 0:
        return None
    return linear % of[0], linear // of[0] % of[1], linear // of[0] // of[1]


def _point(extent: Extent | None) -> str:
    return "(" + ",".join(map(str, extent)) + ")" if extent is not None else "(?)"


def _who(side: Side, launch: Launch) -> str:
    return f"thread {_point(_extent(side.thread, launch.block))} of block {_point(_extent(side.block, launch.grid))}"


def _deed(side: Side) -> str:
    if "atomic" in side.words:
        return "changed by an atomic" if "write" in side.words else "read by an atomic"
    return "written" if "write" in side.words else "read"


def _where(found: Found) -> str:
    return f"`{found.buffer}[{found.element}]`" if found.buffer else "an address outside of every buffer"


def _race(found: Found, launch: Launch) -> str:
    later, earlier = found.sides
    return (
        f"{_where(found)} is {_deed(earlier)} by {_who(earlier, launch)} and {_deed(later)} by {_who(later, launch)} "
        f"{_RACES[found.kind]}"
    )


def _outside(found: Found, launch: Launch) -> str:
    side = found.sides[0]
    deed = "writes" if "write" in side.words else "reads"
    if found.text == "null":
        return f"{_who(side, launch)} {deed} through a null pointer"
    held = f", which has {found.elements} elements" if found.buffer else ""
    return f"{_who(side, launch)} {deed} {_where(found)}{held}"


def _foreign(found: Found, launch: Launch) -> str:
    side = found.sides[0]
    deed = "writes" if "write" in side.words else "reads"
    return f"{_who(side, launch)} {deed} a local variable of another thread, or beyond its own"


def _uninitialised(found: Found, launch: Launch) -> str:
    return f"{_who(found.sides[0], launch)} reads {_where(found)}, which nobody has written"


def _divergent(found: Found, launch: Launch) -> str:
    later, earlier = found.sides
    return (
        f"{_who(later, launch)} waits at this __syncthreads while thread "
        f"{_point(_extent(earlier.thread, launch.block))} waits at another"
    )


def _deadlock(found: Found, launch: Launch) -> str:
    return found.text


def _arithmetic(found: Found, launch: Launch) -> str:
    return f"{found.text} in {_who(found.sides[0], launch)}"


_WORDS: dict[str, Callable[[Found, Launch], str]] = {
    "out-of-bounds": _outside,
    "foreign-stack": _foreign,
    "uninitialised": _uninitialised,
    "divergent-barrier": _divergent,
    "deadlock": _deadlock,
    **dict.fromkeys(("overflow", "shift", "division", "index", "misaligned"), _arithmetic),
}
