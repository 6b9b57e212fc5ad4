"""Operations that OpenCL C says with a function: CUDA's intrinsics, warp operations, atomics, special registers,
bits as another type. One rewrite from the leaves up, on values that are already in OpenCL's types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.c.hidden import EXCHANGE
from transkernel.emit.c.needs import Needs, builtin
from transkernel.emit.opencl.helpers.numbers import negated
from transkernel.emit.opencl.helpers.warps import Warps, block_vote
from transkernel.emit.opencl.intrinsics import Brought, Quotient, is_for, result_of, row_of
from transkernel.emit.opencl.legalise.atomics import lower_atomic
from transkernel.emit.opencl.profile import Profile
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.nodes import (
    Atomic,
    Barrier,
    Binary,
    BinaryOp,
    Bitcast,
    BlockVote,
    Convert,
    Expression,
    Function,
    Intrinsic,
    Kernel,
    Literal,
    Program,
    Register,
    Special,
    Unary,
    UnaryOp,
    Variable,
    WarpOp,
    WarpOperation,
    integer,
)
from transkernel.ir.types import (
    BOOL,
    FLOAT64,
    INT32,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Type,
    Vector,
    is_integer,
    scalar_of,
    size_of,
)
from transkernel.ir.visit import rewrite_all, walk_all

_ALL_LANES = 0xFFFFFFFF
_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)
_VOTES = (WarpOp.ANY, WarpOp.ALL)
_MATCHES = (WarpOp.MATCH_ANY, WarpOp.MATCH_ALL)


def exchange_bytes(program: Program, profile: Profile) -> int:
    """The scratch that warp operations and votes of the block take for each thread: 0, 4 or 8 bytes."""
    sizes = [0]
    for body in (program.kernel.body, *(each.body for each in program.functions)):
        for node in walk_all(body):
            if isinstance(node, BlockVote):
                sizes.append(4)
            elif isinstance(node, WarpOperation) and not profile.subgroup_width:
                sizes.append(max(4, _exchanged_size(node)))
    return max(sizes)


def _exchanged_size(node: WarpOperation) -> int:
    """Halves travel as float."""
    value = node.arguments[0].type if node.arguments else UINT32
    if isinstance(value, Vector):
        return 4 * value.lanes
    return size_of(value)


class Operations:
    """The rewrite under one profile."""

    def __init__(self, profile: Profile, needs: Needs, slot_bytes: int, *, meets: bool = False) -> None:
        """meets: threads wait for one another somewhere in the program."""
        self._needs = needs
        self._slot_bytes = slot_bytes
        self._subgroups = profile.subgroup_width == 32
        self._warps = Warps(self._subgroups, slot_bytes)
        self._lower: dict[type, Callable[[Any], Expression]] = {
            Intrinsic: self._intrinsic, WarpOperation: self._warp, BlockVote: self._vote, Special: self._special,
            Bitcast: self._bitcast, Atomic: lambda node: lower_atomic(node, needs),
        }  # fmt: skip
        if meets:
            self._lower |= {Unary: self._negation, Binary: self._product}
        self._exchange: Variable | None = None

    def function(self, function: Function | Kernel) -> Any:
        """The function with every operation rewritten; its scratch is the parameter that it was given."""
        given = next((each for each in function.parameters if each.name == EXCHANGE), None)
        slots = Pointer(UINT32 if self._slot_bytes == 4 else UINT64, Space.SHARED)
        self._exchange = Variable(EXCHANGE, slots, function.span) if given is not None else None
        return replace(function, body=rewrite_all(function.body, self._change))

    def _change(self, node: Any) -> Any:
        lower = self._lower.get(type(node))
        if isinstance(node.__class__, type) and hasattr(node, "type"):
            self._extensions(node.type)
        return node if lower is None else lower(node)

    def _extensions(self, type_: Type) -> None:
        """fp64 is an extension of OpenCL C 1.2; half under profiles that compute with it."""
        if type_ == FLOAT64 or (isinstance(type_, Vector) and type_.scalar == FLOAT64):
            self._needs.extensions.add("cl_khr_fp64")

    # ------------------------------------------------------------ intrinsics

    def _intrinsic(self, node: Intrinsic) -> Expression:
        first = node.arguments[0].type
        row = row_of(node.id, first) if isinstance(first, Scalar) and is_for(node.id, first) else None
        if row is None or not isinstance(first, Scalar):
            raise refuse("TK0405", f"`{node.id}` on {first} has no equivalent in OpenCL C", node.span)
        if isinstance(row, Quotient):
            return _quotient(node)
        if isinstance(row, Brought):
            made = row.make(first)
            result = node.type
            return builtin(self._needs.use(made), result, node.span, *node.arguments)
        result = result_of(row, first, node.type)
        call = builtin(row.name, INT32 if result == BOOL else result, node.span, *node.arguments)
        return call if result == node.type and result != BOOL else Convert(call, node.type, node.span)

    def _bitcast(self, node: Bitcast) -> Expression:
        if isinstance(node.type, Array) or isinstance(node.operand.type, Array):
            raise refuse("TK0408", f"the bits of {node.operand.type} cannot be read as {node.type}", node.span)
        word = node.type
        assert isinstance(word, Scalar | Vector)
        name = SCALAR_NAMES[word] if isinstance(word, Scalar) else f"{SCALAR_NAMES[word.scalar]}{word.lanes}"
        return builtin(f"as_{name}", node.type, node.span, node.operand)

    # ------------------------------------------------------------ negations

    def _negation(self, node: Unary) -> Expression:
        """Intel's runtime for processors loses a float's flipped sign behind a barrier (docs/fuzzing.md)."""
        return self._negated(node.operand, node) if node.op is UnaryOp.NEGATE and _is_float(node.type) else node

    def _product(self, node: Binary) -> Expression:
        """A compiler makes a negation of a product with -1."""
        if node.op is not BinaryOp.MULTIPLY or not _is_float(node.type):
            return node
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, Literal) and other.value == -1:
                return self._negated(one, node)
        return node

    def _negated(self, value: Expression, node: Unary | Binary) -> Expression:
        if isinstance(value, Literal):
            return node
        return builtin(self._needs.use(negated(node.type)), node.type, node.span, value)

    # ------------------------------------------------------------ warps

    def _scratch(self) -> tuple[Expression, ...]:
        if self._subgroups:
            return ()
        assert self._exchange is not None
        return (self._exchange,)

    def _warp(self, node: WarpOperation) -> Expression:
        span = node.span
        mask = node.mask if node.mask is not None else Literal(_ALL_LANES, UINT32, span, spelling="0xFFFFFFFF")
        if self._subgroups:
            self._require_subgroups()
        if node.op in _SHUFFLES:
            value, other = node.arguments
            width: Expression = integer(node.width, INT32, span) if isinstance(node.width, int) else node.width
            made = self._warps.shuffle(node.op, node.type)
            arguments = (value, _as_uint(other), _as_uint(width))
            return builtin(self._needs.use(made), node.type, span, *self._scratch(), *arguments)
        if node.op is WarpOp.ACTIVE_MASK:
            present = Literal(True, BOOL, span)
            return builtin(self._needs.use(self._warps.ballot), UINT32, span, *self._scratch(), present, mask)
        return self._over_mask(node, mask)

    def _require_subgroups(self) -> None:
        """A warp is a sub-group; only Intel's attribute fixes how wide one is."""
        self._needs.extensions |= {"cl_khr_subgroup_shuffle", "cl_khr_subgroup_ballot"}
        if not self._needs.attributes:
            self._needs.attributes.append("intel_reqd_sub_group_size(32)")
            self._needs.note("build with -cl-std=CL3.0; a block's x extent must be a multiple of 32, or it one row")

    def _over_mask(self, node: WarpOperation, mask: Expression) -> Expression:
        value = node.arguments[0]
        if node.op is WarpOp.BALLOT:
            made, result = self._warps.ballot, UINT32
        elif node.op in _VOTES:
            made, result = self._warps.vote(node.op), BOOL
        elif node.op in _MATCHES:
            made, result = self._warps.match(node.op, value.type), UINT32
        else:
            assert isinstance(node.type, Scalar)
            made, result = self._warps.reduce(node.op, value.type), node.type
        call = builtin(self._needs.use(made), result, node.span, *self._scratch(), value, _as_uint(mask))
        return call if result == node.type else Convert(call, node.type, node.span)

    def _vote(self, node: BlockVote) -> Expression:
        assert self._exchange is not None
        made = block_vote(str(node.op), self._slot_bytes)
        return builtin(self._needs.use(made), node.type, node.span, self._exchange, node.predicate)

    # ------------------------------------------------------------ registers

    def _special(self, node: Special) -> Expression:
        match node.register:
            case Register.WARP_SIZE:
                return integer(32, UINT32, node.span)
            case Register.LANE:
                return builtin(self._needs.use(self._warps.lane), UINT32, node.span)
            case Register.CLOCK:
                raise refuse("TK0404", "OpenCL C 1.2 has no clock", node.span)
        return node


def meets(program: Program) -> bool:
    """Whether threads of a block wait for one another."""
    bodies = (program.kernel.body, *(each.body for each in program.functions))
    return any(isinstance(node, Barrier | BlockVote | WarpOperation) for body in bodies for node in walk_all(body))


def _is_float(type_: Type) -> bool:
    scalar = scalar_of(type_)
    return scalar is not None and scalar.is_float


def _quotient(node: Intrinsic) -> Expression:
    arguments = node.arguments
    if len(arguments) == 1:
        arguments = (Literal(1.0, node.type, node.span), *arguments)
    return Binary(BinaryOp.DIVIDE, arguments[0], arguments[1], node.type, node.span)


def _as_uint(node: Expression) -> Expression:
    """An argument for a helper's `uint` parameter, which C converts it to by itself."""
    plain = isinstance(node, Convert) and not node.explicit and node.rounding is None
    if isinstance(node, Convert) and plain and node.type == UINT32 and is_integer(node.operand.type):
        return node.operand
    return node
