"""Placed IR: what one core of an NPU does, tile after tile, in on-chip memory.

    PlacedProgram = PlacedProgram(kernel, globals, structs)
    PlacedKernel  = PlacedKernel(name, cuda_name, parameters, constants, buffers, slots, body, ...)
    Statement     = Declare | Assign | If | While | Range | Comment | Print | Assert   (of scalars, as in tile IR)
                  | Acquire(buffer) | Release(buffer) | CopyIn(target, pointer, ...) | CopyOut(pointer, source, ...)
                  | GatherIn(target, pointer, places, mask, ...)
                  | Vector(instruction, target, operands, count) | LaneLoop(name, first, stop, body)
                  | SetElement(buffer, index, value) | Turn(before, after) | MemoryFence
                  | TileLoop(row, column, ..., body) | MatrixIn | Split | Clear | Multiply | MatrixOut
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
- A kernel of the matrix unit has one TileLoop, and around it only names; its buffers are all of queues, which order the
  units: MatrixIn fills STAGED buffers, Split and Clear those of factors, Multiply the SUMS, which MatrixOut empties.
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
    """IN, OUT: of a queue between memory and the vector unit, double buffered. WORK: a slot that stays.

    STAGED_LEFT, STAGED_RIGHT: factors of a product on their way to the matrix unit. LEFT, RIGHT: where it reads them.
    SUMS: where it adds up.
    """

    IN = "in"
    OUT = "out"
    WORK = "work"
    STAGED_LEFT = "staged_left"
    STAGED_RIGHT = "staged_right"
    LEFT = "left"
    RIGHT = "right"
    SUMS = "sums"


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


# ---------------------------------------------------------------- the matrix unit


@record
class TileLoop:
    """The body for each tile of a product that the core takes: `side` rows from `row` on, `side` columns from `column`
    on, which are below `height` and `width`; for each z of the grid."""

    row: str
    column: str
    height: Any
    width: Any
    side: int
    body: tuple[Any, ...]
    span: Span


@record
class MatrixIn:
    """Rows of as many columns, `step` elements apart in memory, to a STAGED buffer. turned: columns are rows there."""

    buffer: str
    pointer: Any
    rows: Any
    columns: Any
    step: Any
    span: Span
    turned: bool = False


@record
class Split:
    """What a STAGED buffer holds to that of the factor, as the matrix unit wants it. turned: it came so."""

    buffer: str
    source: str
    rows: Any
    columns: Any
    span: Span
    turned: bool = False


@record
class Clear:
    """Zeros in the buffer of a factor."""

    buffer: str
    span: Span


@record
class Multiply:
    """`rows` by `columns` sums of `depth` products each, added to what the buffer holds where it is not `fresh`."""

    buffer: str
    left: str
    right: str
    rows: Any
    columns: Any
    depth: Any
    fresh: Any
    span: Span


@record
class MatrixOut:
    """Rows of SUMS, rounded to `element`, `step` elements apart in memory."""

    pointer: Any
    buffer: str
    element: Scalar
    rows: Any
    columns: Any
    step: Any
    span: Span


PlacedExpression = View | Element | Bit
PlacedStatement = (
    Acquire | Release | CopyIn | CopyOut | GatherIn | Vector | LaneLoop | SetElement | Turn | MemoryFence
    | TileLoop | MatrixIn | Split | Clear | Multiply | MatrixOut
)  # fmt: skip

# ---------------------------------------------------------------- programs


@record
class PlacedKernel:
    """buffers, slots: all that the body acquires. one_core: its blocks have to follow one another. on_matrix_unit: the
    cores are those with a matrix unit. tier: why it is, or is not, for people, where there is a product in it."""

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
    on_matrix_unit: bool = False
    tier: str = ""


@record
class PlacedProgram:
    """A kernel with the file-scope variables it uses, which are parameters behind its own, in this order."""

    kernel: PlacedKernel
    globals: tuple[GlobalVariable, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    structs: tuple[Struct, ...] = ()
