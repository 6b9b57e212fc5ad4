"""The child of an examination: runs an instrumented library, and makes faults of what its runtime has found."""

from __future__ import annotations

import _ctypes
import ctypes
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.cuda_host import ExamineRequest
from transkernel.run.cuda_host_build import INCLUDE_FOLDER, BuildError, call_tool
from transkernel.run.cuda_host_examine import KINDS, Found, Side, fault_of, without_effect
from transkernel.run.cuda_host_examine_build import ROOM_BYTES, Examined, build_examined
from transkernel.run.cuda_host_worker import (
    LaunchError,
    LaunchRequest,
    argument_bytes,
    check_arguments,
    parameters_of,
    symbol_memory,
)
from transkernel.run.examination import Examination, Fault
from transkernel.run.launch import BUFFER_ALIGNMENT, GUARD_BYTES, POISON, Launch

MOST_ACCESSES = 60_000_000  # about three seconds
_MOST_BUFFER_BYTES = 64 << 20  # what is remembered of a byte takes twelve
_GAP_BYTES = 1 << 20  # between buffers: an access in it was meant for the nearest
_DYNAMIC_SHARED_BYTES = 227 << 10
_SECOND_POISON = np.uint16(0x3F81)  # a number near 1 as a float
_SPACES = {"buffer": 0, "shared": 1, "variable": 2, "ignored": 3}
_FLAGS = {"write": 1, "atomic": 2, "volatile": 4}


class _Region(ctypes.Structure):
    """examine::Region of examine_shadow.h."""

    _fields_ = (
        ("begin", ctypes.c_uint64),
        ("bytes", ctypes.c_uint64),
        ("before", ctypes.c_uint64),
        ("behind", ctypes.c_uint64),
        ("space", ctypes.c_int32),
        ("is_unwritten", ctypes.c_int32),
        ("shift", ctypes.c_uint64),
        ("cells", ctypes.c_void_p),
    )


class _FaultRecord(ctypes.Structure):
    """examine::FaultRecord of examine_faults.h."""

    _fields_ = (
        ("kind", ctypes.c_int32),
        ("region", ctypes.c_int32),
        ("offset", ctypes.c_int64),
        ("bytes", ctypes.c_uint32),
        ("flags", ctypes.c_uint16),
        ("other_flags", ctypes.c_uint16),
        ("place", ctypes.c_uint32),
        ("other_place", ctypes.c_uint32),
        ("block", ctypes.c_int64),
        ("other_block", ctypes.c_int64),
        ("thread", ctypes.c_int32),
        ("other_thread", ctypes.c_int32),
        ("count", ctypes.c_uint64),
        ("line", ctypes.c_uint32),
        ("file", ctypes.c_char * 180),
        ("text", ctypes.c_char * 200),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A region with the name and the element that people know it by; element 0: the width of an access."""

    name: str
    space: str
    begin: int
    size: int
    element: int = 0
    before: int = 0
    behind: int = 0
    is_unwritten: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """One run: what it found, and every buffer after it with its writers."""

    faults: tuple[Fault, ...]
    arrays: dict[str, NDArray[Any]]
    writers: dict[str, NDArray[np.int64]]
    problem: str


def build(request: ExamineRequest) -> str:
    """Puts the library into the cache. Why the launch cannot be looked at; the empty string where it can."""
    total = sum(buffer.array.nbytes for buffer in request.launch.buffers())
    if total > _MOST_BUFFER_BYTES:
        return f"its buffers take {total >> 20} MiB, and {_MOST_BUFFER_BYTES >> 20} are looked at"
    try:
        build_examined(request.build)
    except BuildError as error:
        return f"the instrumented build failed: {error}"
    return ""


def examine(request: ExamineRequest) -> Examination:
    """A read of what nobody wrote counts as an error where the results depend on it: a second run, in which the
    unwritten memory has other values, tells."""
    try:
        examined = build_examined(request.build)
        first = _run(examined, request, POISON)
        if not any(fault.kind == "uninitialised" for fault in first.faults) or first.problem:
            return Examination(first.faults, first.writers, first.problem)
        second = _run(examined, request, _SECOND_POISON)
    except (BuildError, LaunchError) as error:
        return Examination(problem=str(error))
    faults = first.faults if _differ(first, second) else tuple(map(without_effect, first.faults))
    return Examination(faults, first.writers)


def _differ(first: _Run, second: _Run) -> bool:
    """Whether any element that was written has another value, bit by bit."""
    for name, writers in first.writers.items():
        left, right = (
            np.ascontiguousarray(run.arrays[name]).reshape(-1).view(np.uint8).reshape(writers.size, -1)
            for run in (first, second)
        )
        written = writers.reshape(-1) >= 0
        if (left[written] != right[written]).any():
            return True
    return bool(second.problem)


def _run(examined: Examined, request: ExamineRequest, poison: np.uint16) -> _Run:
    """Raises LaunchError where the launch does not fit the kernel."""
    library = ctypes.CDLL(examined.library)
    try:
        library.cuda_host_examine_is_cut.restype = ctypes.c_bool
        library.cuda_host_examine_is_checked.restype = ctypes.c_bool
        library.cuda_host_examine_begin.restype = ctypes.c_bool
        return _launch(library, examined, request, poison)
    finally:
        library.cuda_host_examine_end()
        _ctypes.dlclose(library._handle)


def _launch(library: ctypes.CDLL, examined: Examined, request: ExamineRequest, poison: np.uint16) -> _Run:
    launch = request.launch
    check_arguments(launch, parameters_of(library))
    arena = _Arena(launch, request.unwritten, poison)
    arguments = [argument_bytes(argument, arena.images) for argument in launch.arguments]
    addresses = (ctypes.c_void_p * len(arguments))(*(data.ctypes.data for data in arguments))
    for number, symbol in enumerate(launch.symbols):
        symbol_memory(library, f"0_{number}", symbol)
    places = [*arena.places, *_variables(examined, launch)]
    places += [_Place("", "ignored", data.ctypes.data, data.nbytes) for data in arguments if data.nbytes]
    regions = (_Region * len(places))(*map(_region, places))
    asked = LaunchRequest(
        (ctypes.c_uint32 * 3)(*launch.grid),
        (ctypes.c_uint32 * 3)(*launch.block),
        launch.shared_bytes,
        request.stack_bytes,
        0,
        1,
    )
    if not library.cuda_host_examine_begin(regions, len(places), ctypes.c_uint64(MOST_ACCESSES), int(poison)):
        return _Run((), {}, {}, "there is no memory for it")
    failed = library.cuda_host_run_0(addresses, ctypes.byref(asked))
    faults = _faults(library, examined, request, places)
    if library.cuda_host_examine_is_cut():
        return _Run(faults, {}, {}, f"after {MOST_ACCESSES} accesses to memory the rest was not looked at")
    if failed:
        message = asked.message.decode(errors="replace")
        return _Run(faults, {}, {}, "" if faults else message)
    return _Run(faults, arena.arrays(), _writers(library, launch, places), "")


class _Arena:
    """All buffers of a launch in one piece of memory, far from one another."""

    def __init__(self, launch: Launch, unwritten: Sequence[str], poison: np.uint16) -> None:
        self._buffers = {buffer.name: buffer for buffer in launch.buffers()}
        sizes = [-(-b.array.nbytes // BUFFER_ALIGNMENT) * BUFFER_ALIGNMENT for b in self._buffers.values()]
        self._memory = mmap.mmap(-1, sum(sizes) + (len(sizes) + 1) * _GAP_BYTES, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        whole = np.frombuffer(self._memory, np.uint8)
        self.images: dict[str, NDArray[np.uint8]] = {}
        self.places: list[_Place] = []
        start = _GAP_BYTES
        for buffer, size in zip(self._buffers.values(), sizes, strict=True):
            array = buffer.array
            image = whole[start - GUARD_BYTES : start + array.nbytes]
            image[GUARD_BYTES:] = np.frombuffer(np.ascontiguousarray(array).tobytes(), np.uint8)
            is_unwritten = buffer.name in unwritten
            if is_unwritten and poison != POISON:
                image[GUARD_BYTES:] = np.resize(np.array([poison]).view(np.uint8), array.nbytes)
            self.images[buffer.name] = image
            begin = int(image.ctypes.data) + GUARD_BYTES
            room = _GAP_BYTES // 2
            behind = room + size - array.nbytes
            item = array.dtype.itemsize
            self.places.append(
                _Place(buffer.name, "buffer", begin, array.nbytes, item, room, behind, is_unwritten=is_unwritten)
            )
            start += size + _GAP_BYTES

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Copies of the buffers as they are now."""
        return {
            name: self.images[name][GUARD_BYTES:].copy().view(buffer.array.dtype).reshape(buffer.array.shape)
            for name, buffer in self._buffers.items()
        }


def _variables(examined: Examined, launch: Launch) -> Iterator[_Place]:
    widths = {symbol.name.rpartition("::")[2]: symbol.array.dtype.itemsize for symbol in launch.symbols}
    for variable in examined.variables:
        room = ROOM_BYTES if variable.is_shared else 0
        space = "shared" if variable.is_shared else "variable"
        width = 0 if variable.is_shared else widths.get(variable.name, 0)
        yield _Place(variable.name, space, variable.offset, variable.size, width, room, room, variable.is_shared)
    dynamic = examined.dynamic
    behind = _DYNAMIC_SHARED_BYTES - launch.shared_bytes
    yield _Place(dynamic.name, "shared", dynamic.offset, launch.shared_bytes, 0, 0, behind, True)


def _region(place: _Place) -> _Region:
    return _Region(
        place.begin,
        place.size,
        place.before,
        place.behind,
        _SPACES[place.space],
        place.is_unwritten,
        2,
        None,
    )


def _writers(library: ctypes.CDLL, launch: Launch, places: Sequence[_Place]) -> dict[str, NDArray[np.int64]]:
    arrays = {buffer.name: buffer.array for buffer in launch.buffers()}
    threads = launch.block[0] * launch.block[1] * launch.block[2]
    found: dict[str, NDArray[np.int64]] = {}
    for number, place in enumerate(places):
        if place.space != "buffer":
            continue
        writers = found[place.name] = np.full(arrays[place.name].shape, -1, np.int64)
        library.cuda_host_examine_writers(
            number,
            ctypes.c_uint64(place.element),
            ctypes.c_uint64(threads),
            ctypes.c_void_p(writers.ctypes.data),
            ctypes.c_uint64(writers.size),
        )
    return found


# --- faults


def _faults(
    library: ctypes.CDLL, examined: Examined, request: ExamineRequest, places: Sequence[_Place]
) -> tuple[Fault, ...]:
    first = ctypes.POINTER(_FaultRecord)()
    count = library.cuda_host_examine_faults(ctypes.byref(first))
    records = [first[i] for i in range(count)]
    named = {place for record in records for place in (record.place, record.other_place) if place}
    lines = _lines(examined.library, sorted(named), request.build.name)
    merged: dict[tuple[object, ...], Fault] = {}
    for record in records:
        found = _found(library, record, places, lines, request)
        if found is None:
            continue
        fault = fault_of(found, request.launch)
        sides = frozenset({(fault.file, fault.line), (fault.other_file, fault.other_line)})
        key = (fault.kind, sides, fault.buffer)
        merged[key] = _added(merged[key], fault) if key in merged else fault
    races = {key[1:] for key in merged if key[0] in ("shared-race", "global-race", "warp-race")}
    return tuple(fault for key, fault in merged.items() if key[0] != "same-value-race" or key[1:] not in races)


def _added(known: Fault, more: Fault) -> Fault:
    return replace(known, count=known.count + more.count)


def _found(
    library: ctypes.CDLL,
    record: _FaultRecord,
    places: Sequence[_Place],
    lines: dict[int, tuple[str, int]],
    request: ExamineRequest,
) -> Found | None:
    """None for what is no fault: one barrier of the text that the compiler has made two of."""
    kind = KINDS[record.kind]
    file, line = lines.get(record.place, ("", 0))
    if record.line:
        file, line = record.file.decode(errors="replace"), record.line
        file = "" if file == request.build.name else file
    other_file, other_line = lines.get(record.other_place, ("", 0))
    if kind == "divergent-barrier" and (file, line) == (other_file, other_line):
        return None
    if kind in ("shared-race", "global-race", "warp-race") and _is_checked(library, record):
        kind = "checked-race"
    place = places[record.region] if record.region >= 0 else None
    width = (place.element if place is not None else 0) or max(1, record.bytes)
    return Found(
        kind=kind,
        sides=(
            Side(file, line, _words(record.flags), record.block, record.thread),
            Side(other_file, other_line, _words(record.other_flags), record.other_block, record.other_thread),
        ),
        buffer=place.name if place is not None else "",
        space=place.space if place is not None else "",
        element=record.offset // width if place is not None else -1,
        elements=place.size // width if place is not None else 0,
        count=record.count,
        text=record.text.decode(errors="replace"),
    )


def _is_checked(library: ctypes.CDLL, record: _FaultRecord) -> bool:
    """Whether one side is an atomic and the other a plain read that is followed by one, as before a loop of
    atomicCAS."""
    sides = ((record.flags, record.other_flags, record.other_place), (record.other_flags, record.flags, record.place))
    return any(
        atomic & _FLAGS["atomic"] and not plain & _FLAGS["write"] and library.cuda_host_examine_is_checked(place)
        for atomic, plain, place in sides
    )


def _words(flags: int) -> frozenset[str]:
    return frozenset(word for word, bit in _FLAGS.items() if flags & bit)


def _lines(library: str, places: Sequence[int], source: str) -> dict[int, tuple[str, int]]:
    """File and line of each address; the file is empty for the source itself. What is inlined from our headers or the
    system's counts for where it was called."""
    if not places:
        return {}
    command = ["addr2line", "-a", "-i", "-e", library, *(hex(place) for place in places)]
    lines: dict[int, tuple[str, int]] = {}
    current = 0
    for row in call_tool(command, Path(library).parent).stdout.splitlines():
        if row.startswith("0x"):
            current = int(row, 16)
            continue
        file, _, rest = row.partition(" (")[0].rpartition(":")
        if not rest.isdigit() or current in lines or file.startswith((str(INCLUDE_FOLDER), "/usr/")):
            continue
        lines[current] = ("" if file.endswith((source, "/unit.cpp")) else file, int(rest))
    return lines


if __name__ == "__main__":
    serve({"build": build, "examine": examine})
