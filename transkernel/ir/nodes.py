"""Thread IR: what one thread does. Typed, structured, C++ gone.

    Program    = Program(kernel, functions, globals, structs)              one kernel and all that it reaches
    Kernel     = Kernel(name, cuda_name, parameters, shared, body, launch_bounds, comments)
    Function   = Function(name, parameters, result, body, comments)        a device function
    Statement  = Declare(name, type, init) | Assign(target, value) | Evaluate(value)
               | If(condition, then, otherwise) | For(init, condition, step, body, unroll)
               | While(condition, body) | DoWhile(body, condition) | Switch(value, cases)
               | Break | Continue | Return(value) | Block(body)
               | Barrier(scope) | Fence(scope) | Print(format, arguments) | Assert(condition, message) | Trap
               | Comment(text, trailing)
    Expression = Literal | Unary | Binary | Compare | Logical | Select | Convert | Bitcast | Build
               | AddressOf(place) | Decay(place) | PointerOffset(pointer, offset) | PointerDifference(left, right)
               | Special(register, axis) | Intrinsic(id, arguments) | Call(function, arguments)
               | WarpOperation | BlockVote | Collective | Atomic | Place
    Place      = Variable(name) | Index(base, index) | Dereference(pointer) | Member(base, field) | Lane(base, lane)

Rules, all checked by verify.py:
- A place in value position reads it; as a target, in AddressOf or Decay, it names the memory.
- Every conversion is explicit: both operands of Binary (but for shifts, where the right may be any integer) and of
  Compare have one type; the value of Assign, Declare and Return has the type of its target; conditions are BOOL.
- An expression changes nothing but through Call, Atomic, WarpOperation and BlockVote. `i++` is a statement.
- Integers wrap (two's complement), `/` and `%` truncate, a shift's result has its left operand's type; shifting by
  the width or more is undefined as in C.
- Variables' names are unique in their function or kernel; a name is the programmer's, with `.1`, `.2` ... behind it
  where he used it more than once. Shared variables and globals are seen in every function of the program.
- A function's `return` is explicit; falling off the end of a non-void function is undefined as in C++.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Literal as Words

from transkernel.ir.types import BOOL, INT64, UINT32, Scalar, Space, Struct, Type
from transkernel.records import record
from transkernel.source import Span


class UnaryOp(StrEnum):
    NEGATE = "-"
    BIT_NOT = "~"
    NOT = "!"


class BinaryOp(StrEnum):
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    REMAINDER = "%"
    AND = "&"
    OR = "|"
    XOR = "^"
    SHIFT_LEFT = "<<"
    SHIFT_RIGHT = ">>"


SHIFTS = (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT)


class CompareOp(StrEnum):
    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="


class LogicalOp(StrEnum):
    AND = "&&"
    OR = "||"


class Rounding(StrEnum):
    """How a Convert rounds; None on the node is C's own rule (to nearest even; to integers towards zero)."""

    NEAREST = "rn"
    ZERO = "rz"
    UP = "ru"
    DOWN = "rd"


class Register(StrEnum):
    """CUDA's special registers; all are UINT32."""

    THREAD_INDEX = "thread_index"
    BLOCK_INDEX = "block_index"
    BLOCK_SIZE = "block_size"
    GRID_SIZE = "grid_size"
    LANE = "lane"
    WARP_SIZE = "warp_size"
    CLOCK = "clock"


class Scope(StrEnum):
    WARP = "warp"
    BLOCK = "block"
    DEVICE = "device"
    SYSTEM = "system"


class WarpOp(StrEnum):
    """arguments, result: shuffles take (value, lane or delta or mask); votes a BOOL; match a value; reduce a value."""

    SHUFFLE = "shuffle"
    SHUFFLE_UP = "shuffle_up"
    SHUFFLE_DOWN = "shuffle_down"
    SHUFFLE_XOR = "shuffle_xor"
    ANY = "any"
    ALL = "all"
    BALLOT = "ballot"
    MATCH_ANY = "match_any"
    MATCH_ALL = "match_all"
    REDUCE_ADD = "reduce_add"
    REDUCE_MIN = "reduce_min"
    REDUCE_MAX = "reduce_max"
    REDUCE_AND = "reduce_and"
    REDUCE_OR = "reduce_or"
    REDUCE_XOR = "reduce_xor"
    ACTIVE_MASK = "active_mask"


class BlockVoteOp(StrEnum):
    """A barrier that also reduces a predicate: `__syncthreads_count`, `_and`, `_or`; the result is INT32."""

    COUNT = "count"
    AND = "and"
    OR = "or"


class AtomicOp(StrEnum):
    """What is stored, from the old value and the operands: INCREMENT and DECREMENT are CUDA's wrapping ones;
    COMPARE_EXCHANGE takes (expected, desired). The expression's value is the old one. LOAD takes no operand and
    STORE one."""

    ADD = "add"
    SUBTRACT = "subtract"
    MIN = "min"
    MAX = "max"
    INCREMENT = "increment"
    DECREMENT = "decrement"
    AND = "and"
    OR = "or"
    XOR = "xor"
    EXCHANGE = "exchange"
    COMPARE_EXCHANGE = "compare_exchange"
    LOAD = "load"
    STORE = "store"


COLLECTIVES = ("add", "multiply", "min", "max", "and", "or", "xor")

# ---------------------------------------------------------------- expressions


@record
class Literal:
    """A number (int, float or bool). symbol: the macro, constant or enumerator it was written as; spelling: the
    digits as written (`0x1F`), both only for the reader's sake."""

    value: int | float
    type: Type
    span: Span
    symbol: str | None = None
    spelling: str | None = None


@record
class Variable:
    """A parameter, local, shared or global variable."""

    name: str
    type: Type
    span: Span


@record
class Index:
    """`base[index]`: base is a pointer value, or a place of Array type. The index is any integer, as it was written."""

    base: Expression
    index: Expression
    type: Type
    span: Span


@record
class Dereference:
    pointer: Expression
    type: Type
    span: Span


@record
class Member:
    """A field of a struct: of a place, or of a value (a call's result)."""

    base: Expression
    field: str
    type: Type
    span: Span


@record
class Lane:
    """`.x .y .z .w` of a vector, as 0 to 3."""

    base: Expression
    lane: int
    type: Type
    span: Span


@record
class Unary:
    op: UnaryOp
    operand: Expression
    type: Type
    span: Span


@record
class Binary:
    op: BinaryOp
    left: Expression
    right: Expression
    type: Type
    span: Span


@record
class Compare:
    op: CompareOp
    left: Expression
    right: Expression
    span: Span
    type: Type = BOOL


@record
class Logical:
    """Short-circuit: `right` is evaluated only where it is needed."""

    op: LogicalOp
    left: Expression
    right: Expression
    span: Span
    type: Type = BOOL


@record
class Select:
    """`condition ? then : otherwise`; only the chosen one is evaluated."""

    condition: Expression
    then: Expression
    otherwise: Expression
    type: Type
    span: Span


@record
class Convert:
    """A change of value type: numbers to numbers (to BOOL: `!= 0`), pointer to pointer, pointer to integer and back.

    explicit: the programmer wrote the cast. Otherwise C's own rules would insert it again and a C printer need not.
    """

    operand: Expression
    type: Type
    span: Span
    rounding: Rounding | None = None
    saturate: bool = False
    explicit: bool = False


@record
class Bitcast:
    """The same bits as another type of the same size."""

    operand: Expression
    type: Type
    span: Span


@record
class Build:
    """A vector from its lanes, a struct from its fields (a union: the first one), an array from its elements.

    Fewer elements than an array or a struct holds: the rest is zero.
    """

    elements: tuple[Expression, ...]
    type: Type
    span: Span


@record
class AddressOf:
    place: Expression
    type: Type
    span: Span


@record
class Decay:
    """The pointer to the first element of a place of Array type."""

    place: Expression
    type: Type
    span: Span


@record
class PointerOffset:
    """`pointer + offset`, counted in elements; the offset is any integer."""

    pointer: Expression
    offset: Expression
    type: Type
    span: Span


@record
class PointerDifference:
    left: Expression
    right: Expression
    span: Span
    type: Type = INT64


@record
class Special:
    """A special register; axis 0 to 2 is x, y, z (0 for lane, warp size and clock)."""

    register: Register
    axis: int
    span: Span
    type: Type = UINT32


@record
class Intrinsic:
    """A function of the intrinsics table (ir/intrinsics.py) on values."""

    id: str
    arguments: tuple[Expression, ...]
    type: Type
    span: Span


@record
class Call:
    """A device function of the program."""

    function: str
    arguments: tuple[Expression, ...]
    type: Type
    span: Span


@record
class WarpOperation:
    """mask is a UINT32 (None: all lanes that are there, as the functions without `_sync` have it); width divides 32."""

    op: WarpOp
    arguments: tuple[Expression, ...]
    mask: Expression | None
    width: int | Expression
    type: Type
    span: Span


@record
class BlockVote:
    op: BlockVoteOp
    predicate: Expression
    type: Type
    span: Span


@record
class Collective:
    """What the threads of a warp or a block that come to it compute together: the reduction of their values, which each
    of them gets, or a scan: of those up to its own, or up to the one before. op: one of COLLECTIVES. whole: no lane of
    the block's tile is idle. It is made on the way to tiles (tile/raising/); thread-level targets never see it."""

    op: str
    value: Expression
    scope: Scope
    scan: Words["", "inclusive", "exclusive"]
    type: Type
    span: Span
    whole: bool = False


@record
class Atomic:
    """On the memory that `pointer` points to. order is C11's word; CUDA's plain atomics are relaxed."""

    op: AtomicOp
    pointer: Expression
    operands: tuple[Expression, ...]
    type: Type
    span: Span
    scope: Scope = Scope.DEVICE
    order: Words["relaxed", "acquire", "release", "acq_rel", "seq_cst"] = "relaxed"


Place = Variable | Index | Dereference | Member | Lane
Expression = (
    Literal
    | Variable
    | Index
    | Dereference
    | Member
    | Lane
    | Unary
    | Binary
    | Compare
    | Logical
    | Select
    | Convert
    | Bitcast
    | Build
    | AddressOf
    | Decay
    | PointerOffset
    | PointerDifference
    | Special
    | Intrinsic
    | Call
    | WarpOperation
    | BlockVote
    | Collective
    | Atomic
)

# ---------------------------------------------------------------- statements


@record
class Declare:
    """A local variable; const where the programmer said so."""

    name: str
    type: Type
    init: Expression | None
    span: Span
    const: bool = False
    volatile: bool = False


@record
class Assign:
    target: Place
    value: Expression
    span: Span


@record
class Evaluate:
    """An expression for its effect: a call, an atomic."""

    value: Expression
    span: Span


@record
class If:
    condition: Expression
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    span: Span


@record
class For:
    """C's loop: `continue` goes to `step`. init holds Declare and Assign; step holds Assign and Evaluate.

    unroll: None without a pragma, 0 for `#pragma unroll`, n for `#pragma unroll n`.
    """

    init: tuple[Statement, ...]
    condition: Expression | None
    step: tuple[Statement, ...]
    body: tuple[Statement, ...]
    span: Span
    unroll: int | None = None


@record
class While:
    condition: Expression
    body: tuple[Statement, ...]
    span: Span
    unroll: int | None = None


@record
class DoWhile:
    body: tuple[Statement, ...]
    condition: Expression
    span: Span
    unroll: int | None = None


@record
class SwitchCase:
    """labels: the values (None is `default`). The body falls into the next case unless it ends in Break or Return."""

    labels: tuple[Literal | None, ...]
    body: tuple[Statement, ...]
    span: Span


@record
class Switch:
    value: Expression
    cases: tuple[SwitchCase, ...]
    span: Span


@record
class Break:
    span: Span


@record
class Continue:
    span: Span


@record
class Return:
    value: Expression | None
    span: Span


@record
class Block:
    """Statements in braces of their own."""

    body: tuple[Statement, ...]
    span: Span


@record
class Barrier:
    """BLOCK: `__syncthreads`; WARP: `__syncwarp`. All threads of the scope meet, and memory is consistent after."""

    scope: Scope
    span: Span


@record
class Fence:
    scope: Scope
    span: Span


@record
class Print:
    """printf: the format is the text between the quotes, escapes as written; arguments are promoted as C does."""

    format: str
    arguments: tuple[Expression, ...]
    span: Span


@record
class Assert:
    condition: Expression
    message: str
    span: Span


@record
class Trap:
    span: Span


@record
class Comment:
    """The programmer's comment, markers included. trailing: it stood behind the statement before it, on its line."""

    text: str
    span: Span
    trailing: bool = False


Statement = (
    Declare
    | Assign
    | Evaluate
    | If
    | For
    | While
    | DoWhile
    | Switch
    | Break
    | Continue
    | Return
    | Block
    | Barrier
    | Fence
    | Print
    | Assert
    | Trap
    | Comment
)

# ---------------------------------------------------------------- programs


@record
class Parameter:
    """const and volatile are the parameter's own. cuda_type is the type as the programmer wrote it."""

    name: str
    type: Type
    span: Span
    const: bool = False
    cuda_type: str = ""


@record
class SharedVariable:
    """Memory of the block. dynamic: `extern __shared__`, whose type is an Array of extent 0; all dynamic arrays of a
    kernel begin at one address."""

    name: str
    type: Type
    span: Span
    dynamic: bool = False
    alignment: int = 0
    volatile: bool = False
    comments: tuple[Comment, ...] = ()


@record
class GlobalVariable:
    """A file-scope variable. CONSTANT space: `__constant__` or a const table; GLOBAL: `__device__`.

    host_visible: the host may set it before a launch (`__constant__`, `__device__`), so that its value here is only
    where it starts from. init is None for zeros.
    """

    name: str
    type: Type
    space: Space
    init: Expression | None
    span: Span
    host_visible: bool = True


@record
class Function:
    """A device function. cuda_name is how the programmer calls it, with template arguments."""

    name: str
    cuda_name: str
    parameters: tuple[Parameter, ...]
    result: Type
    body: tuple[Statement, ...]
    span: Span
    comments: tuple[Comment, ...] = ()


@record
class LaunchBounds:
    max_threads: int
    min_blocks: int = 0


@record
class Kernel:
    """name: an identifier for the port; cuda_name: `reduce<float, 256>`."""

    name: str
    cuda_name: str
    parameters: tuple[Parameter, ...]
    shared: tuple[SharedVariable, ...]
    body: tuple[Statement, ...]
    span: Span
    launch_bounds: LaunchBounds | None = None
    comments: tuple[Comment, ...] = ()


@record
class Program:
    """A kernel with all it reaches: functions in the order of definition before use, structs likewise.

    symbols: the definition text of each Literal.symbol, `BLOCK -> (16 * 16)`, in the order of the source.
    """

    kernel: Kernel
    functions: tuple[Function, ...] = ()
    globals: tuple[GlobalVariable, ...] = ()
    structs: tuple[Struct, ...] = ()
    symbols: tuple[tuple[str, str], ...] = field(default=())


def boolean(value: bool, span: Span) -> Literal:
    """The literal `true` or `false`."""
    return Literal(value, BOOL, span)


def integer(value: int, type_: Scalar, span: Span) -> Literal:
    """An integer literal of a type."""
    return Literal(value, type_, span)
