"""What placement knows of an NPU's core, as data: a new NPU is a new file of this."""

from __future__ import annotations

from transkernel.ir.placed import Role
from transkernel.ir.types import Scalar
from transkernel.records import record


@record
class Memory:
    """On-chip memory: bytes that tiles may have, and what their starts and sizes are multiples of."""

    name: str
    bytes: int
    alignment: int


@record
class Instruction:
    """elements: the types of the target it takes, or of its first operand where the target is BOOL. operands: `tile` or
    `scalar` or `bits`, each. A cast is from the type of its operand to that of the target. work: tiles that it
    overwrites on the way."""

    elements: frozenset[Scalar]
    operands: tuple[str, ...]
    work: int = 0


@record
class MatrixUnit:
    """memories: of each role that buffers of a product have, and which alignment these have. Roles may share one.
    side: rows and columns of the tile of the product that a core takes. products: (of factors, of sums) that it has."""

    memories: dict[Role, Memory]
    side: int
    products: frozenset[tuple[Scalar, Scalar]]


@record
class Machine:
    """memory: where tiles lie. queue_buffers: of all queues. copy_bytes: what rows of a copied buffer are aligned to.
    repeat_bytes: a full step of the vector unit. most_lanes: what a tile along a block's threads may have.
    casts: (from, to) that one instruction does. matrix: of cores of another kind."""

    name: str
    memory: Memory
    queue_buffers: int
    copy_bytes: int
    repeat_bytes: int
    most_lanes: int
    windows: tuple[int, ...]
    instructions: dict[str, Instruction]
    casts: frozenset[tuple[Scalar, Scalar]]
    matrix: MatrixUnit | None = None
