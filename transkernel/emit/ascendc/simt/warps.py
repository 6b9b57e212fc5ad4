"""What lanes do together, in Ascend C: its functions take no mask, and work on the lanes that come to them together.

Source: asc-devkit, docs/zh/api/SIMT-API/Warp函数. A lane that is not there gives a shuffle anything, as in CUDA a lane
outside of the mask does, so that a shuffle can do without one. Votes and reductions take the lanes of the mask out of
those that came. What CUDA's masks can do and this cannot, lanes of two branches that meet, is refused (check.py).
"""

from __future__ import annotations

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simt.dialect import SCALAR_NAMES, VECTORS
from transkernel.emit.c.needs import Helper, Needs, builtin
from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    BlockVote,
    BlockVoteOp,
    Compare,
    CompareOp,
    Convert,
    Decay,
    Expression,
    Literal,
    Program,
    SharedVariable,
    Unary,
    UnaryOp,
    Variable,
    WarpOp,
    WarpOperation,
    integer,
)
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Type,
    Vector,
)
from transkernel.ir.visit import walk_all
from transkernel.source import Span

_ALL_LANES = 0xFFFFFFFF
_SHUFFLES = {
    WarpOp.SHUFFLE: ("asc_shfl", INT32), WarpOp.SHUFFLE_UP: ("asc_shfl_up", UINT32),
    WarpOp.SHUFFLE_DOWN: ("asc_shfl_down", UINT32), WarpOp.SHUFFLE_XOR: ("asc_shfl_xor", INT32),
}  # fmt: skip
_SHUFFLED = (
    INT32, UINT32, INT64, UINT64, FLOAT32, FLOAT16, BFLOAT16, Vector(FLOAT16, 2), Vector(BFLOAT16, 2),
)  # fmt: skip
_REDUCTIONS = {
    WarpOp.REDUCE_ADD: ("asc_reduce_add", "result + other"),
    WarpOp.REDUCE_MIN: ("asc_reduce_min", "min(result, other)"),
    WarpOp.REDUCE_MAX: ("asc_reduce_max", "max(result, other)"),
    WarpOp.REDUCE_AND: ("", "result & other"),
    WarpOp.REDUCE_OR: ("", "result | other"),
    WarpOp.REDUCE_XOR: ("", "result ^ other"),
}

VOTES = "votes.0"


def lower_warp_operation(node: WarpOperation, needs: Needs) -> Expression:
    """On operands that are in the language's own terms already."""
    if node.op in _SHUFFLES:
        return _shuffle(node)
    if node.op is WarpOp.ACTIVE_MASK:
        return builtin("asc_activemask", UINT32, node.span)
    if node.op in (WarpOp.MATCH_ANY, WarpOp.MATCH_ALL):
        return _match(node, needs)
    if node.op in _REDUCTIONS:
        return _reduce(node, needs)
    return _vote(node)


def _is_full(mask: Expression | None) -> bool:
    return mask is None or known_mask(mask) == _ALL_LANES


def known_mask(mask: Expression) -> int | None:
    """The lanes of a mask that is written out: `0xffffffff`, `~0u`, `-1`."""
    match mask:
        case Literal():
            return int(mask.value) & _ALL_LANES
        case Convert():
            return known_mask(mask.operand)
        case Unary(op=UnaryOp.BIT_NOT | UnaryOp.NEGATE):
            inner = known_mask(mask.operand)
            flip = {UnaryOp.BIT_NOT: ~(inner or 0), UnaryOp.NEGATE: -(inner or 0)}
            return None if inner is None else flip[mask.op] & _ALL_LANES
    return None


def _shuffle(node: WarpOperation) -> Expression:
    name, lane_type = _SHUFFLES[node.op]
    value, lane = node.arguments
    if value.type not in _SHUFFLED:
        raise refuse("TK0471", f"a shuffle of {value.type}", node.span)
    arguments = [value, _as(lane, lane_type)]
    if isinstance(node.width, int):
        _check_lanes(node, lane)
    if node.width != 32:
        width = integer(node.width, INT32, node.span) if isinstance(node.width, int) else _as(node.width, INT32)
        arguments.append(width)
    return builtin(name, node.type, node.span, *arguments)


def _check_lanes(node: WarpOperation, lane: Expression) -> None:
    """asc_shfl_xor wants a mask below the width; CUDA lets it lead into another segment."""
    assert isinstance(node.width, int)
    while isinstance(lane, Convert):
        lane = lane.operand
    if node.op is WarpOp.SHUFFLE_XOR and isinstance(lane, Literal) and not 0 <= lane.value < node.width:
        message = f"asc_shfl_xor takes lane masks below the width of {node.width}, not {lane.value}"
        raise refuse("TK0471", message, node.span)


def _as(node: Expression, type_: Scalar) -> Expression:
    return node if node.type == type_ else Convert(node, type_, node.span)


def _vote(node: WarpOperation) -> Expression:
    """Over all lanes by the function of that name, over some by their bits in a ballot."""
    span, (predicate,) = node.span, node.arguments
    given = _as(predicate, INT32)
    if _is_full(node.mask):
        name, type_ = {
            WarpOp.ANY: ("asc_any", INT32), WarpOp.ALL: ("asc_all", INT32), WarpOp.BALLOT: ("asc_ballot", UINT32),
        }[node.op]  # fmt: skip
        return _as_result(builtin(name, type_, span, given), node.type)
    assert node.mask is not None
    if node.op is WarpOp.ALL:
        given = _as(Unary(UnaryOp.NOT, _as(predicate, BOOL), BOOL, span), INT32)
    ballot = builtin("asc_ballot", UINT32, span, given)
    members = Binary(BinaryOp.AND, ballot, _as(node.mask, UINT32), UINT32, span)
    if node.op is WarpOp.BALLOT:
        return _as_result(members, node.type)
    compare = CompareOp.EQUAL if node.op is WarpOp.ALL else CompareOp.NOT_EQUAL
    return _as_result(Compare(compare, members, integer(0, UINT32, span), span), node.type)


def _as_result(value: Expression, type_: Type) -> Expression:
    return value if value.type == type_ else Convert(value, type_, value.span)


# ---------------------------------------------------------------- what goes through all lanes one by one


def _match(node: WarpOperation, needs: Needs) -> Expression:
    (value,) = node.arguments
    if value.type not in _SHUFFLED or isinstance(value.type, Vector):
        raise refuse("TK0471", f"a match of {value.type}", node.span)
    members = _members(node)
    call = builtin(needs.use(_matching(value.type)), UINT32, node.span, value, members)
    if node.op is WarpOp.MATCH_ANY:
        return _as_result(call, node.type)
    call = builtin(needs.use(_matching_all(value.type)), UINT32, node.span, value, members)
    return _as_result(call, node.type)


def _members(node: WarpOperation) -> Expression:
    if node.mask is None:
        return Literal(_ALL_LANES, UINT32, node.span, spelling="0xFFFFFFFF")
    return _as(node.mask, UINT32)


def _word(type_: Type) -> str:
    return VECTORS[type_] if isinstance(type_, Vector) else SCALAR_NAMES[type_] if isinstance(type_, Scalar) else ""


def _matching(type_: Type) -> Helper:
    number = _word(type_)
    return Helper(
        f"match_lanes_{number}",
        f"""\
// Those of the lanes, of all that come here, whose bits are this lane's.
__aicore__ inline uint32_t match_lanes_{number}({number} value, uint32_t lanes) {{
    const uint32_t members = asc_activemask() & lanes;
    uint32_t same = 0;
    for (int lane = 0; lane < warpSize; ++lane) {{
        const {number} other = asc_shfl(value, lane);
        if ((members >> lane & 1u) && {_same_bits(type_)})
            same |= 1u << lane;
    }}
    return same;
}}""",
    )


def _same_bits(type_: Type) -> str:
    return "__float_as_uint(other) == __float_as_uint(value)" if type_ == FLOAT32 else "other == value"


def _matching_all(type_: Type) -> Helper:
    number, one = _word(type_), _matching(type_)
    return Helper(
        f"match_all_lanes_{number}",
        f"""\
// The lanes where all of them have one value, else none.
__aicore__ inline uint32_t match_all_lanes_{number}({number} value, uint32_t lanes) {{
    const uint32_t members = asc_activemask() & lanes;
    return {one.name}(value, lanes) == members ? members : 0;
}}""",
        (one,),
    )


def _reduce(node: WarpOperation, needs: Needs) -> Expression:
    (value,) = node.arguments
    native, expression = _REDUCTIONS[node.op]
    if native and _is_full(node.mask) and value.type in (INT32, UINT32):
        return builtin(native, node.type, node.span, value)
    if value.type not in (INT32, UINT32):
        raise refuse("TK0471", f"a reduction of {value.type}", node.span)
    word = str(node.op)
    made = _reducing(word, value.type, expression)
    return builtin(needs.use(made), node.type, node.span, value, _members(node))


def _reducing(word: str, type_: Type, expression: str) -> Helper:
    number = _word(type_)
    name = f"{word}_{number}"
    return Helper(
        name,
        f"""\
// Over those of the lanes that come here.
__aicore__ inline {number} {name}({number} value, uint32_t lanes) {{
    const uint32_t members = asc_activemask() & lanes;
    {number} result = value;
    bool any = false;
    for (int lane = 0; lane < warpSize; ++lane) {{
        const {number} other = asc_shfl(value, lane);
        if (members >> lane & 1u) {{
            result = any ? {expression} : other;
            any = true;
        }}
    }}
    return result;
}}""",
    )


# ---------------------------------------------------------------- votes of the block


def votes_memory(program: Program) -> tuple[SharedVariable, ...]:
    """What the votes of a block are counted in."""
    bodies = (program.kernel.body, *(each.body for each in program.functions))
    if not any(isinstance(node, BlockVote) for body in bodies for node in walk_all(body)):
        return ()
    return (SharedVariable(VOTES, Array(INT32, 1), program.kernel.span),)


def lower_block_vote(node: BlockVote, needs: Needs) -> Expression:
    """`__syncthreads_count`, `_and`, `_or`: a count in shared memory between barriers."""
    name = needs.use(COUNT_VOTES)
    votes = Decay(Variable(VOTES, Array(INT32, 1), node.span), Pointer(INT32, Space.SHARED), node.span)
    predicate = _as(node.predicate, BOOL)
    if node.op is BlockVoteOp.AND:
        predicate = Unary(UnaryOp.NOT, predicate, BOOL, node.span)
    count = builtin(name, INT32, node.span, votes, predicate)
    if node.op is BlockVoteOp.COUNT:
        return count
    compare = CompareOp.EQUAL if node.op is BlockVoteOp.AND else CompareOp.NOT_EQUAL
    return Convert(Compare(compare, count, _zero(node.span), node.span), node.type, node.span)


def _zero(span: Span) -> Expression:
    return integer(0, INT32, span)


COUNT_VOTES = Helper(
    "count_votes",
    """\
// How many threads of the block say yes; all of them come here.
__aicore__ inline int count_votes(int* votes, bool yes) {
    if (threadIdx.x == 0 && threadIdx.y == 0 && threadIdx.z == 0)
        votes[0] = 0;
    asc_syncthreads();
    if (yes)
        asc_atomic_add(votes, 1);
    asc_syncthreads();
    const int count = votes[0];
    asc_syncthreads();
    return count;
}""",
)
