"""A tree in shared memory becomes a reduction.

    s[t] = value;                                       total = reduce(value)
    for (half = N / 2; half > 0; half /= 2)
        if (t < half) s[t] = op(s[t], s[t + half]);
    ... s[0] ...                                        ... total ...

What must hold, for an array `s`:
- It has N elements of 32 or 64 bits, N a power of two, and is neither volatile nor of the launch's size.
- The kernel looks at one axis of the block, t is the thread's number in it, and all threads come to the tree. So the
  block has N threads: with more, some would write behind the array, or race along another axis; with fewer, the tree
  would read what nobody wrote. No lane of a tile of N is idle then.
- op is a sum or product, a bitwise operation, `min` or `max`, where a NaN loses; it takes its operands either way.
- The kernel touches `s` in such trees, and where it reads `s[0]` behind one on every way there, in no other way.

Of floating-point sums and products only the order changes, as it may between a tree and its original anyway: the
harness's bounds for declared reductions are for any order. All else is exact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Comment,
    Compare,
    CompareOp,
    Declare,
    If,
    Intrinsic,
    PointerOffset,
    SharedVariable,
    Variable,
    While,
)
from transkernel.ir.tile import ConstantRule, Load, Range, ReduceOp, Store, TileKernel, TileProgram
from transkernel.ir.types import Array, Scalar
from transkernel.ir.visit import map_children, walk_all
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.facts import Facts, is_variable, mentions, number, plain
from transkernel.tile.raising.scratch import without_shared

Statements = tuple[Any, ...]
_OPERATORS = {
    BinaryOp.ADD: ReduceOp.ADD, BinaryOp.MULTIPLY: ReduceOp.MULTIPLY,
    BinaryOp.AND: ReduceOp.AND, BinaryOp.OR: ReduceOp.OR, BinaryOp.XOR: ReduceOp.XOR,
}  # fmt: skip
_FUNCTIONS = {"max": ReduceOp.MAX, "min": ReduceOp.MIN, "fmax": ReduceOp.MAX, "fmin": ReduceOp.MIN}
_NAMES = {ReduceOp.ADD: "total", ReduceOp.MAX: "largest", ReduceOp.MIN: "smallest", ReduceOp.MULTIPLY: "product"}
_CONDITIONS = ((CompareOp.GREATER, 0), (CompareOp.NOT_EQUAL, 0), (CompareOp.GREATER_EQUAL, 1))
_HALVINGS = ((BinaryOp.SHIFT_RIGHT, 1), (BinaryOp.DIVIDE, 2))


def tree_reductions(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program with a Reduce for each tree, and without the arrays that only trees use."""
    kernel = program.kernel
    for variable in shared:
        extent = _extent(variable, kernel)
        body = None if extent is None else _Array(kernel, variable.name, extent).raised()
        if body is not None:
            kernel = without_shared(replace(kernel, body=body), variable.name)
    return replace(program, kernel=kernel)


def _extent(variable: SharedVariable, kernel: TileKernel) -> int | None:
    """The number of elements, where a tile of as many has no idle lane."""
    type_ = variable.type
    if variable.dynamic or variable.volatile or not isinstance(type_, Array) or not isinstance(type_.element, Scalar):
        return None
    least = max((each.default for each in kernel.constants if each.rule is ConstantRule.LANES), default=1)
    is_power = type_.extent >= max(2, least) and type_.extent & (type_.extent - 1) == 0
    return type_.extent if is_power and type_.element.bits in (32, 64) else None


@record
class _Tree:
    """first: the position of the store of what is reduced; half: that of the loop's variable; loop: of the loop."""

    op: ReduceOp
    first: int
    half: int
    loop: int


class _Array:
    """The rewrite for one array."""

    def __init__(self, kernel: TileKernel, name: str, extent: int) -> None:
        self._kernel = kernel
        self._name = name
        self._extent = extent
        self._facts = Facts(kernel)
        names = {node.name for node in walk_all(kernel.body) if isinstance(node, Declare | Range)}
        names |= {each.name for each in kernel.parameters} | {each.name for each in kernel.constants}
        self._fresh = FreshNames(names)

    def raised(self) -> Statements | None:
        """The kernel's body; None where it needs the array still, or never did."""
        if not any(mentions(node, self._name) for node in self._kernel.body):
            return None
        body, _ = self._statements(self._kernel.body, None)
        return None if any(mentions(node, self._name) for node in body) else body

    # ------------------------------------------------------------ statements

    def _statements(self, body: Statements, total: Variable | None) -> tuple[Statements, Variable | None]:
        """The statements, given what `s[0]` is known to be before them, and what it is behind them."""
        trees = {each.first: each for each in self._trees(body)}
        gone = {position for each in trees.values() for position in (each.half, each.loop)}
        made: list[Any] = []
        for position, node in enumerate(body):
            if position in trees:
                made.append(self._reduction(trees[position].op, self._with(node.value, total), node.span))
                total = Variable(made[-1].name, made[-1].type, node.span)
            elif position in gone:
                made += [each for each in getattr(node, "body", ()) if isinstance(each, Comment)]
            elif isinstance(node, If | While | Range):
                kept = None if self._writes(node) else total
                made.append(self._nested(node, kept if isinstance(node, While | Range) else total, kept))
                total = kept
            else:
                made.append(self._with(node, total))
        return tuple(made), total

    def _nested(self, node: Any, inside: Variable | None, condition: Variable | None) -> Any:
        match node:
            case If():
                then, otherwise = (self._statements(each, inside)[0] for each in (node.then, node.otherwise))
                return replace(node, condition=self._with(node.condition, inside), then=then, otherwise=otherwise)
            case While():
                body = self._statements(node.body, inside)[0]
                return replace(node, condition=self._with(node.condition, condition), body=body)
        start, stop, step = (self._with(each, condition) for each in (node.start, node.stop, node.step))
        return replace(node, start=start, stop=stop, step=step, body=self._statements(node.body, inside)[0])

    def _writes(self, node: Any) -> bool:
        return any(isinstance(each, Store) and mentions(each.pointer, self._name) for each in walk_all((node,)))

    def _reduction(self, op: ReduceOp, value: Any, span: Span) -> Declare:
        result = build.reduce(op, value, 0, span)
        return Declare(self._fresh(_NAMES.get(op, "reduced")), result.type, result, span)

    def _with(self, node: Any, total: Variable | None) -> Any:
        """An expression, or a statement without statements in it, where reads of `s[0]` are the total."""
        if total is None:
            return node
        if isinstance(node, Load):
            pointer = plain(node.pointer)
            if isinstance(pointer, Variable) and pointer.name == self._name:
                shape = build.shape_of(node)
                return total if shape is None else build.splat(total, shape, node.span)
        return map_children(node, lambda child: self._with(child, total))

    # ------------------------------------------------------------ the pattern

    def _trees(self, body: Statements) -> list[_Tree]:
        found = []
        for position, node in enumerate(body):
            if isinstance(node, While) and position and isinstance(body[position - 1], Declare):
                op = self._tree(body[position - 1], node)
                first = None if op is None else self._start(body, position - 1)
                if op is not None and first is not None:
                    found.append(_Tree(op, first, position - 1, position))
        return found

    def _start(self, body: Statements, before: int) -> int | None:
        """Where all threads store to their own element, with nothing of the array from there to the loop."""
        for position in range(before - 1, -1, -1):
            node = body[position]
            if not mentions(node, self._name):
                continue
            own = isinstance(node, Store) and self._is_own(node.pointer) and not node.volatile
            return position if own and self._facts.is_everyone(node.mask) else None
        return None

    def _tree(self, half: Declare, loop: While) -> ReduceOp | None:
        """What the loop reduces with, if it is a tree over the whole array and nobody else looks at its variable."""
        if half.init is None or number(half.init) != self._extent // 2 or not self._goes_on(loop.condition, half.name):
            return None
        inside = sum(mentions(node, half.name) for node in loop.body) + mentions(loop.condition, half.name)
        if inside != sum(mentions(node, half.name) for node in self._kernel.body):
            return None
        body = [node for node in loop.body if not isinstance(node, Comment)]
        match body:
            case [Declare(), Declare() as taken, Store() as store, Assign() as step]:
                condition = body[0]
            case _:
                return None
        if not (self._halves(step, half.name) and self._is_taken(taken, condition, half.name)):
            return None
        same = isinstance(store.mask, Variable) and store.mask.name == taken.name
        return self._joins(store.value, taken.name, half.name) if same and self._is_own(store.pointer) else None

    def _goes_on(self, condition: Any, half: str) -> bool:
        """`half > 0`"""
        is_test = isinstance(condition, Compare) and is_variable(condition.left, half)
        return is_test and (condition.op, number(condition.right)) in _CONDITIONS

    def _halves(self, step: Assign, half: str) -> bool:
        """`half /= 2`"""
        value = plain(step.value)
        if not isinstance(step.target, Variable) or step.target.name != half or not isinstance(value, Binary):
            return False
        return is_variable(value.left, half) and (value.op, number(value.right)) in _HALVINGS

    def _is_taken(self, taken: Declare, condition: Any, half: str) -> bool:
        """`everyone & (t < half)`, the second one declared before it."""
        test, mask = condition.init, taken.init
        if not isinstance(test, Compare) or test.op is not CompareOp.LESS or not isinstance(mask, Binary):
            return False
        both = mask.op is BinaryOp.AND and is_variable(mask.right, condition.name)
        return (
            both
            and self._facts.is_everyone(mask.left)
            and self._facts.is_lane(test.left)
            and is_variable(test.right, half)
        )

    def _joins(self, value: Any, mask: str, half: str) -> ReduceOp | None:
        """`op(s[t], s[t + half])`"""
        op, left, right = _operation(value)
        if any(not isinstance(each, Load) or not is_variable(each.mask, mask) for each in (left, right)):
            return None
        own, far = (left, right) if self._is_own(left.pointer) else (right, left)
        return op if self._is_own(own.pointer) and self._is_far(far.pointer, half) else None

    def _is_own(self, pointer: Any) -> bool:
        """`s + t`"""
        return self._is_inside(pointer) and self._facts.is_lane(pointer.offset)

    def _is_far(self, pointer: Any, half: str) -> bool:
        """`s + (t + half)`"""
        by = plain(pointer.offset) if self._is_inside(pointer) else None
        if not isinstance(by, Binary) or by.op is not BinaryOp.ADD:
            return False
        pairs = ((by.left, by.right), (by.right, by.left))
        return any(self._facts.is_lane(lane) and is_variable(other, half) for lane, other in pairs)

    def _is_inside(self, pointer: Any) -> bool:
        if not isinstance(pointer, PointerOffset) or not isinstance(pointer.pointer, Variable):
            return False
        return pointer.pointer.name == self._name


def _operation(value: Any) -> tuple[ReduceOp | None, Any, Any]:
    """What is done with which two operands."""
    if isinstance(value, Binary):
        return _OPERATORS.get(value.op), value.left, value.right
    if isinstance(value, Intrinsic) and len(value.arguments) == 2:
        return _FUNCTIONS.get(value.id), *value.arguments
    return None, None, None
