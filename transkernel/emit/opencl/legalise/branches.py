"""A barrier behind every branch that holds one, and at the end of every loop that asks the block whether to go on.

PoCL 3.1 drops statements of single threads that stand behind a barrier in a branch, unless the threads meet again when
they leave it; of an `if` with an `else` it may drop those in one of the arms, whatever follows. So such an `if` becomes
one for each arm, with a barrier behind each that holds one. All threads are there: the passes before made every barrier
one that the whole block reaches. It costs a GPU next to nothing; the time that PoCL compiles doubles with every such
branch from the fifth on, as it did without the barriers.

It also mixes up what single threads do at the end of a loop's body where the loop's condition is a vote: flags and
counters of one thread become another's. A barrier between the two keeps them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Barrier,
    Block,
    BlockVote,
    Call,
    Declare,
    DoWhile,
    Expression,
    For,
    Function,
    If,
    Kernel,
    Literal,
    Program,
    Scope,
    Statement,
    Switch,
    Unary,
    UnaryOp,
    Variable,
    WarpOperation,
    While,
)
from transkernel.ir.types import BOOL
from transkernel.ir.visit import walk_all
from transkernel.passes.names import FreshNames, declared_names


def is_collective(node: Any) -> bool:
    """Whether all threads of the block must reach the node together: barriers, and what is made of barriers."""
    return isinstance(node, Barrier | BlockVote | WarpOperation)


def meet_after_branches(program: Program) -> Program:
    """On a program whose collectives all threads of the block reach; functions stand before those that call them."""
    meeting: set[str] = set()

    def meets(body: tuple[Any, ...]) -> bool:
        return any(
            is_collective(node) or (isinstance(node, Call) and node.function in meeting) for node in walk_all(body)
        )

    functions = []
    for function in program.functions:
        if meets(function.body):
            meeting.add(function.name)
        functions.append(_Branches(function, meets).run())
    return replace(program, kernel=_Branches(program.kernel, meets).run(), functions=tuple(functions))


class _Branches:
    """The rewrite of one function."""

    def __init__(self, function: Any, meets: Callable[[tuple[Any, ...]], bool]) -> None:
        assert isinstance(function, Function | Kernel)
        self._function = function
        self._meets = meets
        self._fresh = FreshNames(declared_names(function))

    def run(self) -> Any:
        body = self._function.body
        if not self._meets(body):
            return self._function
        return replace(self._function, body=self._list(body, last=isinstance(self._function, Kernel)))

    def _list(self, body: tuple[Statement, ...], last: bool) -> tuple[Statement, ...]:
        """last: nothing runs behind the list."""
        made: list[Statement] = []
        for position, node in enumerate(body):
            behind = body[position + 1] if position + 1 < len(body) else None
            made += self._statement(node, behind, last and behind is None)
        return tuple(made)

    def _statement(self, node: Any, behind: Statement | None, last: bool) -> tuple[Statement, ...]:
        if not isinstance(node, If) or not self._meets((node,)):
            return (self._inside(node),)
        if not node.otherwise:
            arm = replace(node, then=self._list(node.then, last))
            needless = last or (isinstance(behind, Barrier) and behind.scope is Scope.BLOCK)
            return (arm,) if needless else (arm, Barrier(Scope.BLOCK, node.span))
        before, condition = self._kept(node.condition)
        other = Unary(UnaryOp.NOT, condition, BOOL, node.span)
        first = If(condition, node.then, (), node.span)
        second = If(other, node.otherwise, (), node.span)
        return (*before, *self._list((first, second), last))

    def _inside(self, node: Any) -> Any:
        match node:
            case For() | While() | DoWhile():
                return replace(node, body=self._round(node, self._list(node.body, last=False)))
            case Block():
                return replace(node, body=self._list(node.body, last=False))
            case Switch():
                cases = tuple(replace(each, body=self._list(each.body, last=False)) for each in node.cases)
                return replace(node, cases=cases)
        return node

    def _round(self, node: For | While | DoWhile, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """The body of a loop, with a barrier at its end where its condition is a meeting of the threads."""
        if node.condition is None or not self._meets((node.condition,)):
            return body
        ends = bool(body) and isinstance(body[-1], Barrier) and body[-1].scope is Scope.BLOCK
        return body if ends else (*body, Barrier(Scope.BLOCK, node.span))

    def _kept(self, condition: Expression) -> tuple[tuple[Statement, ...], Expression]:
        """The condition in a variable, as the first arm may change what it is made of."""
        if isinstance(condition, Literal):
            return (), condition
        name, span = self._fresh("taken"), condition.span
        return (Declare(name, BOOL, condition, span, const=True),), Variable(name, BOOL, span)
