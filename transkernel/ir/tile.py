"""Tile IR: what one block does. The nodes of thread IR on tiles, and those below.

    TileProgram = TileProgram(kernel, globals, symbols)
    TileKernel  = TileKernel(name, cuda_name, parameters, constants, scratch, body, comments)
    Statement   = Declare | Assign(variable, value) | Evaluate(atomic) | If | While | Range | Barrier | Print | Assert
                | Comment | Store(pointer, value, mask)
    Expression  = Literal | Variable | Unary | Binary | Compare | Convert | Bitcast | Intrinsic | PointerOffset
                | PointerDifference | Special(BLOCK_INDEX or GRID_SIZE) | Constant | Lanes | Splat | Where | Load
                | TileAtomic | Reduce | Scan | Gather | Histogram | Reshape | Broadcast | Transpose | Split | Join
                | Dot

Rules, beside those of thread IR; checked by verify_tile.py:
- A tile and a scalar join to a tile of the first one's shape, in every elementwise operation; two tiles have one shape.
  Convert, Bitcast and Unary keep the shape. Variables are numbers, pointers to numbers, or tiles of these.
- Conditions of If, While and the bounds of Range are scalars. There is no break, continue or return.
- `&&` and `||` are `&` and `|` of BOOL: both sides are computed. So are both of Where.
- A Load, Store or TileAtomic on a tile of pointers has a mask, unless no lane of the kernel is idle and control is that
  of the whole block. Lanes whose mask is false touch no memory; a Load gives them `other`, or anything.
- Integer divisors are literals other than 0, or a Where that gives idle lanes such a literal, or a scalar by which all
  threads of the block divide: no lane divides by zero.
- A variable is declared before the loop or branch that assigns it where it is read behind that, and keeps its type.
- Statements happen in order for all lanes; what one lane stores, another (and the same one) may read only behind a
  Barrier.
- Memory is reached through pointers to numbers alone: vectors and structs in memory are their numbers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from typing import Literal as Words

from transkernel.ir.nodes import AtomicOp, Comment, GlobalVariable, Parameter, Scope
from transkernel.ir.types import INT32, Struct, Type
from transkernel.records import record
from transkernel.source import Span


class ReduceOp(StrEnum):
    """ADD of BOOL is not one: count after a Convert."""

    ADD = "add"
    MULTIPLY = "multiply"
    MIN = "min"
    MAX = "max"
    AND = "and"
    OR = "or"
    XOR = "xor"


class ConstantRule(StrEnum):
    """Where a constant of a kernel comes from, for a launch.

    BLOCK_X, BLOCK_Y, BLOCK_Z: the block's extents. LANES: its threads, rounded up to a power of two, at least 32 where
    warps are looked at. WARPS: LANES / 32. SHARED: bytes of scratch memory of a block. FREE: for the user to tune.
    TILE: lanes of a program that several blocks share, for the user to tune: `default`, or as many as the grid has
    threads along x, rounded up to a power of two. TAIL: threads of the last such program.
    SLOTS: elements of `default` bytes that the launch's dynamic shared memory holds, rounded up to a power of two.
    """

    BLOCK_X = "block_x"
    BLOCK_Y = "block_y"
    BLOCK_Z = "block_z"
    LANES = "lanes"
    WARPS = "warps"
    SHARED = "shared"
    SLOTS = "slots"
    TILE = "tile"
    TAIL = "tail"
    FREE = "free"


# ---------------------------------------------------------------- expressions


@record
class Constant:
    """A constant of the kernel (a `tl.constexpr`), by its name."""

    name: str
    span: Span
    type: Type = INT32


@record
class Lanes:
    """0, 1, 2, ... along a tile of one axis."""

    type: Type
    span: Span


@record
class Splat:
    """A scalar in every lane."""

    value: Any
    type: Type
    span: Span


@record
class Where:
    """Both sides are computed; a lane takes `then` where the condition holds in it. The condition may be a scalar."""

    condition: Any
    then: Any
    otherwise: Any
    type: Type
    span: Span


@record
class Load:
    """What the pointer, or each pointer of a tile, points to. other: for lanes that the mask leaves out.

    fields: what is read is the number `field` of as many in a vector of CUDA's, whose size divides its address; of a
    tile with as many columns, each row is such a vector.
    """

    pointer: Any
    mask: Any
    other: Any
    type: Type
    span: Span
    volatile: bool = False
    field: int = 0
    fields: int = 1


@record
class TileAtomic:
    """An Atomic of each lane that the mask names, in any order. The value is the old one, in other lanes anything."""

    op: AtomicOp
    pointer: Any
    operands: tuple[Any, ...]
    mask: Any
    type: Type
    span: Span
    scope: Scope = Scope.DEVICE
    order: Words["relaxed", "acquire", "release", "acq_rel", "seq_cst"] = "relaxed"


@record
class Reduce:
    """Along an axis, which the result lacks; a scalar of a tile with one axis. The order is anybody's."""

    op: ReduceOp
    value: Any
    axis: int
    type: Type
    span: Span


@record
class Scan:
    """The running reduction along an axis, the lane's own value included. reverse: from the end."""

    op: ReduceOp
    value: Any
    axis: int
    type: Type
    span: Span
    reverse: bool = False


@record
class Gather:
    """Along the axis, the lanes of `value` that `index` names; each index lies inside, in every lane."""

    value: Any
    index: Any
    axis: int
    type: Type
    span: Span


@record
class Histogram:
    """How many lanes that the mask names have each number from 0 up to the result's extent, an INT32 each."""

    value: Any
    mask: Any
    type: Type
    span: Span


@record
class Reshape:
    """The same lanes in row-major order, under another shape."""

    value: Any
    type: Type
    span: Span


@record
class Broadcast:
    """Axes of extent 1 repeated."""

    value: Any
    type: Type
    span: Span


@record
class Transpose:
    """Axis i of the result is axis `axes[i]` of the value."""

    value: Any
    axes: tuple[int, ...]
    type: Type
    span: Span


@record
class Split:
    """The column `field` of two or four along the last axis, which the result lacks."""

    value: Any
    field: int
    type: Type
    span: Span


@record
class Join:
    """Two or four tiles of one shape as the columns along a new last axis."""

    values: tuple[Any, ...]
    type: Type
    span: Span


@record
class Dot:
    """left [m, k] times right [k, n], plus accumulator; each product and sum in the type of the result, in any order.
    With an axis more before these, as many products side by side."""

    left: Any
    right: Any
    accumulator: Any
    type: Type
    span: Span


TileExpression = (
    Constant
    | Lanes
    | Splat
    | Where
    | Load
    | TileAtomic
    | Reduce
    | Scan
    | Gather
    | Histogram
    | Reshape
    | Broadcast
    | Transpose
    | Split
    | Join
    | Dot
)

# ---------------------------------------------------------------- statements


@record
class Store:
    """value in each place that the mask names; where two lanes name one place, one of them wins. field, fields: as of
    a Load."""

    pointer: Any
    value: Any
    mask: Any
    span: Span
    volatile: bool = False
    field: int = 0
    fields: int = 1


@record
class Range:
    """`for name in range(start, stop, step)`: a scalar INT32 or INT64 that the body does not change. step > 0."""

    name: str
    start: Any
    stop: Any
    step: Any
    body: tuple[Any, ...]
    type: Type
    span: Span
    unroll: int | None = None


TileStatement = Store | Range

# ---------------------------------------------------------------- programs


@record
class ConstantParameter:
    """A constant of the kernel and its rule. default: of a FREE one; LANES: the least; SLOTS: bytes. most: the integer
    parameter of CUDA's that a FREE one is no larger than, rounded up to a power of two; "" where nothing says so."""

    name: str
    rule: ConstantRule
    default: int = 0
    most: str = ""


@record
class Requirement:
    """What a launch must keep to: the constant of a rule is the number, or at most that. The number may be the constant
    of another rule. reason: for people."""

    rule: ConstantRule
    number: int | ConstantRule
    at_most: bool
    reason: str

    @property
    def relation(self) -> str:
        return "<=" if self.at_most else "=="


@record
class Scratch:
    """Memory of the block, in global memory: the pointer's name and static bytes; `dynamic` where the launch adds some.

    lane_bytes: behind these for each of LANES, so that the last ones of the block's part are theirs.
    """

    name: str
    bytes: int
    dynamic: bool = False
    lane_bytes: int = 0


@record
class TileKernel:
    """parameters: CUDA's, in its order, structs and vectors by value taken apart: `options.scale`, `origin.x`.

    cuda_parameters: as CUDA's kernel has them, where they are others. reasons: why scratch memory is needed.
    requirements: of rules of constants that the kernel has. staged: shared arrays that are read from where they come.
    """

    name: str
    cuda_name: str
    parameters: tuple[Parameter, ...]
    constants: tuple[ConstantParameter, ...]
    body: tuple[Any, ...]
    span: Span
    scratch: Scratch | None = None
    comments: tuple[Comment, ...] = ()
    reasons: tuple[str, ...] = ()
    cuda_parameters: tuple[Parameter, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    staged: tuple[str, ...] = ()


@record
class TileProgram:
    """A kernel with the file-scope variables it uses, which are parameters behind its own, in this order. structs: of
    its `cuda_parameters` and globals."""

    kernel: TileKernel
    globals: tuple[GlobalVariable, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    structs: tuple[Struct, ...] = ()
