"""Placed IR: what one core of an NPU does, tile after tile, in on-chip memory.

    PlacedProgram = PlacedProgram(kernel, globals, structs)
    PlacedKernel  = PlacedKernel(name, cuda_name, parameters, constants, buffers, slots, body, ...)
    Statement     = Declare | Assign | If | While | Range | Comment | Print | Assert   (of scalars, as in tile IR)
                  | Acquire(buffer) | Release(buffer) | CopyIn(target, pointer, ...) | CopyOut(pointer, source, ...)
                  | GatherIn(target, pointer, places, mask, ...)
                  | Vector(instruction, target, operands, count) | LaneLoop(name, first, stop, body)
                  | SetElement(buffer, index, value) | Turn(before, after) | MemoryFence
    Expression    = the scalars of tile IR, with Select; Load of one place; Element(buffer, index) | Bit(buffer, index)
    View          = a buffer from an element on: the operand of copies and vector instructions

Rules:
- Every value is a scalar or lies in a buffer. A buffer holds a tile in row-major order; that of a tile of BOOL holds a
  bit a lane, the lowest bit of a byte first; that of a tile of pointers their addresses, as UINT64.
- The body is that of one block; the printer puts it into the loop over the blocks of a core.
- A buffer is acquired before it is used, and released in the same list of statements. IN and OUT buffers are of queues:
  CopyIn fills the one (and the vector unit may read it then), CopyOut empties the other (and releases it). WORK buffers
  are slots of memory; buffers that share a slot are never acquired at once.
- Units work side by side. What a unit reads or overwrites of another stands behind a Turn, but for IN and OUT buffers,
  whose queues order copies and the vector unit.
- A pointer to lane `first` of the target is given, not to lane 0. `count` may be 0 or less: nothing is done then.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from transkernel.ir.nodes import AtomicOp, Comment, GlobalVariable, Parameter
from transkernel.ir.tile import ConstantParameter, Requirement, Scratch
from transkernel.ir.types import BOOL, Scalar, Struct, Type
from transkernel.records import record
from transkernel.source import Span

Shape = tuple[int | str, ...]


class Role(StrEnum):
    """IN, OUT: of a queue between memory and the vector unit, double buffered. WORK: a slot that stays."""

    IN = "in"
    OUT = "out"
    WORK = "work"


class Unit(StrEnum):
    """What of a core works by itself."""

    SCALAR = "scalar"
    VECTOR = "vector"
    COPY_IN = "copy_in"
    COPY_OUT = "copy_out"


@record
class Buffer:
    """extent: elements, a product of constants and numbers. Of BOOL: lanes, a bit each. slot: of WORK buffers.

    depth: how many of a queue there are: 2 lets the copy of the next tile run beside the work on this one.
    """

    name: str
    element: Scalar
    extent: Shape
    role: Role
    slot: str = ""
    depth: int = 1


@record
class Slot:
    """Memory for WORK buffers: as large as the extents of elements of so many bits, rounded up by the target."""

    name: str
    extent: Shape
    bits: int


# ---------------------------------------------------------------- expressions


@record
class View:
    """A buffer from element `offset` on (None: from its start), read as elements of `element`."""

    buffer: str
    element: Scalar
    span: Span
    offset: Any = None


@record
class Element:
    """One element of a buffer, as a scalar."""

    buffer: str
    index: Any
    type: Type
    span: Span


@record
class Bit:
    """One lane of a buffer of BOOL."""

    buffer: str
    index: Any
    span: Span
    type: Type = BOOL


# ---------------------------------------------------------------- statements


@record
class Acquire:
    buffer: str
    span: Span


@record
class Release:
    buffer: str
    span: Span


@record
class Rows:
    """As many rows of `count` elements each. memory_step: elements from row to row in memory. pitch: in the buffer."""

    rows: Any
    memory_step: Any
    pitch: Any


@record
class CopyIn:
    """`count` elements from `pointer` on to the target; of each row, where there are rows.

    lead: elements before the target's first that may be overwritten, so that the target may begin anywhere: the copy
    begins `lead` elements into `target`. IN buffers can be read by the vector unit behind it.
    """

    target: View
    pointer: Any
    count: Any
    span: Span
    lead: Any = None
    rows: Rows | None = None


@record
class CopyOut:
    """The opposite of CopyIn. op: what becomes of the old numbers in memory with the new ones; None: overwritten."""

    pointer: Any
    source: View
    count: Any
    span: Span
    op: AtomicOp | None = None
    rows: Rows | None = None


@record
class Numbers:
    """A view of INT32s, and how many elements of memory one of them stands for: a scalar INT64."""

    view: View
    step: Any


@record
class GatherIn:
    """`target[lane] = pointer[numbers[lane] * step]` for each lane that the mask holds for; anything elsewhere.

    places: one, with a step of 1, or two, which are added, and a mask; without one it holds for all lanes. They are
    overwritten, and so are `room`, for as many numbers more, and `window`, where all that lies between the first place
    and the last one is copied to, or as much of it as there is room for. To other statements it is one of the vector
    unit: what it has others do, it waits for. is_own: what the block itself copied out before may lie in between.
    """

    target: View
    pointer: Any
    places: tuple[Numbers, ...]
    mask: View | None
    window: View
    room: View
    count: Any
    span: Span
    is_own: bool = False


@record
class Vector:
    """An instruction of the vector unit on `count` elements. operands: views, and scalars where it takes them. work:
    what it overwrites on the way."""

    instruction: str
    target: View
    operands: tuple[Any, ...]
    count: Any
    span: Span
    work: tuple[View, ...] = ()


@record
class LaneLoop:
    """The body for each number from first to before stop, by the scalar unit."""

    name: str
    first: Any
    stop: Any
    body: tuple[Any, ...]
    span: Span


@record
class SetElement:
    """An element of a buffer, by the scalar unit."""

    buffer: str
    index: Any
    value: Any
    span: Span


@record
class Turn:
    """What `after` does from here on begins when `before` has done all that it was given before."""

    before: Unit
    after: Unit
    span: Span


@record
class MemoryFence:
    """All that was copied out is in memory, and what is read from here on, by any unit, is read from there."""

    span: Span


PlacedExpression = View | Element | Bit
PlacedStatement = Acquire | Release | CopyIn | CopyOut | GatherIn | Vector | LaneLoop | SetElement | Turn | MemoryFence

# ---------------------------------------------------------------- programs


@record
class PlacedKernel:
    """buffers, slots: all that the body acquires. one_core: its blocks have to follow one another."""

    name: str
    cuda_name: str
    parameters: tuple[Parameter, ...]
    constants: tuple[ConstantParameter, ...]
    buffers: tuple[Buffer, ...]
    slots: tuple[Slot, ...]
    body: tuple[Any, ...]
    span: Span
    scratch: Scratch | None = None
    comments: tuple[Comment, ...] = ()
    reasons: tuple[str, ...] = ()
    cuda_parameters: tuple[Parameter, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    one_core: bool = False


@record
class PlacedProgram:
    """A kernel with the file-scope variables it uses, which are parameters behind its own, in this order."""

    kernel: PlacedKernel
    globals: tuple[GlobalVariable, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    structs: tuple[Struct, ...] = ()
