"""Each rule of the IR, broken once: the verifier names it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.passes.build import (
    FLOATS,
    INTS,
    SPAN,
    address,
    assign,
    binary,
    call,
    compare,
    decay,
    declare,
    function,
    give,
    index,
    number,
    procedure,
    program,
    real,
    thread,
    truth,
    variable,
    when,
)
from transkernel.ir.nodes import (
    Atomic,
    AtomicOp,
    Binary,
    BinaryOp,
    Bitcast,
    BlockVote,
    BlockVoteOp,
    Break,
    Build,
    Call,
    Collective,
    Continue,
    Convert,
    Declare,
    Dereference,
    DoWhile,
    Evaluate,
    For,
    Intrinsic,
    Lane,
    Literal,
    Logical,
    LogicalOp,
    Member,
    PointerDifference,
    PointerOffset,
    Register,
    Scope,
    Select,
    Special,
    Switch,
    SwitchCase,
    Unary,
    UnaryOp,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    UINT8,
    UINT32,
    VOID,
    Array,
    Field,
    Pointer,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.ir.verify import VerificationError, verify

X = variable("x", FLOATS)
N = variable("n")
PAIR = Struct("Pair", (Field("a", INT32, 0), Field("b", FLOAT32, 4)), 8, 4)
PAIR_VALUE = variable("pair", PAIR)
TILE = Array(FLOAT32, 8)
T = variable("t", TILE)
QUAD = Vector(FLOAT32, 4)
PARAMETERS: dict[str, Type] = {"x": FLOATS, "n": INT32, "pair": PAIR, "quad": QUAD}
QUAD_VALUE = variable("quad", QUAD)
TWICE = function("twice", {"v": FLOAT32}, FLOAT32, give(variable("v", FLOAT32)))


def check(*body: Any, resolved: bool = False) -> None:
    verify(program(PARAMETERS, body, structs=[PAIR], functions=[TWICE]), spaces_resolved=resolved)


def value(node: Any) -> Declare:
    return declare("value", node.type, node)


def warp(op: WarpOp, *arguments: Any, type_: Any = FLOAT32, width: Any = 32, mask: Any = None) -> Declare:
    return value(WarpOperation(op, arguments, mask, width, type_, SPAN))


SOUND: dict[str, tuple[Any, ...]] = {
    "store": (assign(index(X, thread()), real(1)),),
    "struct": (value(Build((N, real(1)), PAIR, SPAN)), assign(Member(PAIR_VALUE, "a", INT32, SPAN), N)),
    "array": (declare("t", TILE), value(decay(variable("t", TILE)))),
    "shift": (value(Binary(BinaryOp.SHIFT_LEFT, Literal(1, INT64, SPAN), N, INT64, SPAN)),),
    "loop": (For((declare("i", INT32),), compare(variable("i"), "<", N), (assign(N, N),), (Break(SPAN),), SPAN),),
    "call": (value(call(TWICE, real(1))),),
    "pointer": (value(PointerDifference(X, PointerOffset(X, N, FLOATS, SPAN), SPAN)),),
    "const": (declare("p", Pointer(FLOAT32, const=True), X),),
    "vector": (value(Lane(QUAD_VALUE, 3, FLOAT32, SPAN)),),
    "intrinsic": (value(Intrinsic("sqrt", (real(1),), FLOAT32, SPAN)),),
    "shuffle": (warp(WarpOp.SHUFFLE_XOR, real(1), N),),
    "ballot": (warp(WarpOp.BALLOT, truth(True), type_=UINT32),),
    "switch": (Switch(N, (SwitchCase((number(1), None), (Break(SPAN),), SPAN),), SPAN),),
    "null": (declare("p", FLOATS, Literal(0, FLOATS, SPAN)),),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_sound_programs_pass(name: str) -> None:
    check(*SOUND[name])


BROKEN: dict[str, tuple[Any, ...]] = {
    "both operands have one type": (value(binary(N, "+", real(1))),),
    "a binary operator has its left operand's type": (value(replace(binary(N, "+", N), type=INT64)),),
    "a shift is by an integer": (value(binary(N, "<<", real(1))),),
    "`&` is on integers": (value(binary(real(1), "&", real(1))),),
    "arithmetic is on numbers": (value(Binary(BinaryOp.ADD, X, X, FLOATS, SPAN)),),
    "numbers and pointers are compared": (value(compare(PAIR_VALUE, "==", PAIR_VALUE)),),
    "`!` is of a BOOL": (value(Unary(UnaryOp.NOT, N, INT32, SPAN)),),
    "`~` is of an integer": (value(Unary(UnaryOp.BIT_NOT, real(1), FLOAT32, SPAN)),),
    "a unary operator keeps its type": (value(Unary(UnaryOp.NEGATE, N, INT64, SPAN)),),
    "`&&` and `||` are on BOOL": (value(Logical(LogicalOp.AND, N, truth(True), SPAN)),),
    "a condition is BOOL": (when(N, []),),
    "both choices have the type": (value(Select(truth(True), N, real(1), INT32, SPAN)),),
    "a conversion is between numbers and pointers": (value(Convert(PAIR_VALUE, INT32, SPAN)),),
    "both types have one size": (value(Bitcast(N, INT64, SPAN)),),
    "a vector is built from all its lanes": (value(Build((real(1),), QUAD, SPAN)),),
    "no more is built than there is": (value(Build((N, real(1), N), PAIR, SPAN)),),
    "an element has its type": (value(Build((N, N), PAIR, SPAN)),),
    "an address is of a place": (value(address(number(1))),),
    "an address points to its place's type": (value(replace(address(N), type=FLOATS)),),
    "an array decays to a pointer to its elements": (declare("t", TILE), value(replace(decay(T), type=INTS))),
    "an offset is an integer": (value(PointerOffset(X, real(1), FLOATS, SPAN)),),
    "a difference is of two pointers of one type": (value(PointerDifference(X, Literal(0, INTS, SPAN), SPAN)),),
    "a special register has an axis 0 to 2": (value(Special(Register.THREAD_INDEX, 3, SPAN)),),
    "what is indexed is a pointer or an array": (value(replace(index(X, N), base=N)),),
    "an element has the element type": (value(replace(index(X, N), type=INT32)),),
    "an index is an integer": (value(index(X, real(1))),),
    "what is dereferenced is a pointer to that type": (value(Dereference(X, INT32, SPAN)),),
    "a member is of a struct": (value(Member(N, "a", INT32, SPAN)),),
    "`Pair` has a field `c`": (value(Member(PAIR_VALUE, "c", INT32, SPAN)),),
    "a member has its field's type": (value(Member(PAIR_VALUE, "a", FLOAT32, SPAN)),),
    "the struct `Other` is one of the program's": (declare("o", Struct("Other")),),
    "a lane is one of a vector's": (value(Lane(QUAD_VALUE, 4, FLOAT32, SPAN)),),
    "a literal integer is in the range of its type": (value(Literal(256, UINT8, SPAN)),),
    "a literal pointer is null": (value(Literal(1, FLOATS, SPAN)),),
    "`missing` is declared where it is used": (value(variable("missing")),),
    "`n` has its declared type": (value(variable("n", INT64)),),
    "the name `n` is unique in its function": (declare("n", INT32),),
    "the function `absent` is defined before it is called": (value(Call("absent", (), FLOAT32, SPAN)),),
    "a call gives each parameter an argument": (value(call(TWICE)),),
    "an argument has its parameter's type": (value(call(TWICE, N)),),
    "a call has the type of its function's result": (value(replace(call(TWICE, real(1)), type=INT32)),),
    "`shuffle` has 2 arguments": (warp(WarpOp.SHUFFLE, real(1)),),
    "a mask is UINT32": (warp(WarpOp.SHUFFLE, real(1), N, mask=N),),
    "a width divides 32": (warp(WarpOp.SHUFFLE, real(1), N, width=5),),
    "the result has the value's type": (warp(WarpOp.SHUFFLE, real(1), N, type_=INT32),),
    "`ballot` gives u32": (warp(WarpOp.BALLOT, truth(True), type_=INT32),),
    "a vote is on a BOOL": (warp(WarpOp.ANY, N, type_=BOOL),),
    "a vote of the block is INT32 from a BOOL": (value(BlockVote(BlockVoteOp.OR, N, INT32, SPAN)),),
    "threads compute numbers together": (value(Collective("or", real(1), Scope.WARP, "", FLOAT32, SPAN)),),
    "what threads compute together has their value's type": (
        value(Collective("add", N, Scope.BLOCK, "", FLOAT32, SPAN)),
    ),
    "threads of a warp or a block compute together": (value(Collective("add", N, Scope.DEVICE, "", INT32, SPAN)),),
    "`sqroot` is an intrinsic": (value(Intrinsic("sqroot", (real(1),), FLOAT32, SPAN)),),
    "`sqrt` has the types of its row": (value(Intrinsic("sqrt", (N,), INT32, SPAN)),),
    "an atomic has its operands": (Evaluate(Atomic(AtomicOp.ADD, X, (), FLOAT32, SPAN), SPAN),),
    "an atomic's operand has the memory's type": (Evaluate(Atomic(AtomicOp.ADD, X, (N,), FLOAT32, SPAN), SPAN),),
    "an atomic is on memory": (Evaluate(Atomic(AtomicOp.ADD, N, (N,), INT32, SPAN), SPAN),),
    "an assignment's target is a place": (assign(number(1), number(2)),),
    "an array is not assigned as a whole": (declare("t", TILE), assign(T, T)),
    "an assigned value has its target's type": (assign(N, real(1)),),
    "an initial value has the variable's type": (declare("v", FLOAT16, real(1)),),
    "a variable has a type of values": (declare("v", VOID),),
    "`break` stands in a loop or switch": (Break(SPAN),),
    "`continue` stands in a loop": (Switch(N, (SwitchCase((None,), (Continue(SPAN),), SPAN),), SPAN),),
    "a loop begins simply": (For((Break(SPAN),), None, (), (), SPAN),),
    "a loop steps simply": (For((), None, (declare("i", INT32),), (), SPAN),),
    "a switch has each label once": (Switch(N, (SwitchCase((number(1), number(1)), (), SPAN),), SPAN),),
    "a label has the type of its switch": (Switch(N, (SwitchCase((Literal(1, INT64, SPAN),), (), SPAN),), SPAN),),
    "a switch is over an integer": (Switch(real(1), (), SPAN),),
    "a returned value has the result's type": (give(real(1)),),
    "a statement stands in a list of statements": (real(1),),
    "an expression stands where a value is wanted": (Evaluate(Break(SPAN), SPAN),),  # type: ignore[arg-type]
    "every node has a span": (Break(None),),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_broken_rule_is_named(rule: str) -> None:
    with pytest.raises(VerificationError) as error:
        check(*BROKEN[rule])
    assert error.value.rule == rule
    if rule != "every node has a span":
        assert "test.cu:1:1" in str(error.value)


def test_conditions_of_loops_are_bool() -> None:
    for loop in (While(N, (), SPAN), DoWhile((), N, SPAN), For((), N, (), (), SPAN)):
        with pytest.raises(VerificationError, match="a condition is BOOL"):
            check(loop)


def test_name_is_gone_behind_its_scope() -> None:
    with pytest.raises(VerificationError, match="`inner` is declared where it is used"):
        check(when(truth(True), [declare("inner", INT32)]), assign(variable("inner"), number(1)))


def test_spaces_count_after_they_are_resolved() -> None:
    there = Pointer(FLOAT32, Space.GLOBAL)
    body = [declare("p", Pointer(FLOAT32, Space.SHARED), variable("x", there))]
    verify(program({"x": there}, body), spaces_resolved=False)
    with pytest.raises(VerificationError, match="an initial value has the variable's type"):
        verify(program({"x": there}, body), spaces_resolved=True)
    with pytest.raises(VerificationError, match="every pointer has a space"):
        verify(program({"x": FLOATS}, []), spaces_resolved=True)


def test_functions_hide_names_of_file_scope_and_kernels_do_not() -> None:
    own = procedure("own", {"tile": FLOATS}, assign(index(variable("tile", FLOATS), number(0)), real(1)))
    verify(program({}, [], shared_memory={"tile": TILE}, functions=[own]), spaces_resolved=False)
    with pytest.raises(VerificationError, match="`tile` is unique"):
        verify(program({"tile": FLOATS}, [], shared_memory={"tile": TILE}), spaces_resolved=False)


def test_function_returns_what_it_promises() -> None:
    for broken in (function("f", {}, INT32, give()), procedure("f", {}, give(number(1)))):
        with pytest.raises(VerificationError) as error:
            verify(program({}, [], functions=[broken]), spaces_resolved=False)
        assert "result" in error.value.rule
