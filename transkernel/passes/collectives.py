"""Where the operations are that all threads must reach together, and which of them some threads may miss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from transkernel.ir.nodes import (
    Atomic,
    Barrier,
    Break,
    Call,
    Continue,
    Dereference,
    DoWhile,
    Evaluate,
    Fence,
    For,
    Function,
    If,
    Index,
    Kernel,
    Logical,
    Print,
    Program,
    Return,
    Select,
    Switch,
    Trap,
    Variable,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.types import Pointer
from transkernel.ir.visit import children, walk_all
from transkernel.passes.names import declared_names
from transkernel.passes.uniformity import FunctionUniformity, Variation

_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)


class Collectives:
    """The collective operations of a program, as one target sees them.

    functions: those that contain one, themselves or through calls. exchanges: those of them that do nothing but
    compute and shuffle, so that threads whose result is not wanted may take part.
    """

    def __init__(self, program: Program, is_collective: Callable[[Any], bool]) -> None:
        self._is_collective = is_collective
        self._known: dict[int, tuple[Any, bool]] = {}
        self.functions: set[str] = set()
        self.exchanges: set[str] = set()
        for function in program.functions:
            if any(self.is_one(node) for node in walk_all(function.body)):
                self.functions.add(function.name)
                if self._only_exchanges(function):
                    self.exchanges.add(function.name)

    def is_one(self, node: Any) -> bool:
        """Whether the node itself is a collective operation, or a call of a function that contains one."""
        if isinstance(node, Call):
            return node.function in self.functions
        return self._is_collective(node)

    def contains(self, node: Any) -> bool:
        """Whether the node, or one below it, is collective."""
        known = self._known.get(id(node))
        if known is None:
            answer = self.is_one(node) or any(self.contains(child) for child in children(node))
            known = self._known[id(node)] = (node, answer)  # the node is kept, so that its identity stays its own
        return known[1]

    def any(self, nodes: Sequence[Any]) -> bool:
        return any(self.contains(node) for node in nodes)

    def is_exchange(self, node: Any) -> bool:
        """An operation that threads may take part in without being meant: nobody who is meant sees a difference."""
        if isinstance(node, Call):
            return node.function in self.exchanges
        return isinstance(node, WarpOperation) and node.op in _SHUFFLES

    def must_inline(self, node: Any) -> bool:
        """A call that only a part of the threads makes is taken apart, unless the others may join in."""
        return isinstance(node, Call) and node.function in self.functions and node.function not in self.exchanges

    def _only_exchanges(self, function: Function) -> bool:
        if any(isinstance(parameter.type, Pointer) for parameter in function.parameters):
            return False
        own = declared_names(function)
        return all(self._is_harmless(own, node) for node in walk_all(function.body))

    def _is_harmless(self, own: set[str], node: Any) -> bool:
        if isinstance(node, WarpOperation):
            return node.op in _SHUFFLES
        if isinstance(node, Call):
            return node.function in self.exchanges
        if isinstance(node, Index):
            return not isinstance(node.base.type, Pointer)
        if isinstance(node, Variable):
            return node.name in own
        return not isinstance(node, Atomic | Dereference | Print | Fence | Trap | Evaluate) and not (
            self._is_collective(node) and not isinstance(node, Barrier)
        )


class Divergence:
    """Which collectives of a function are reached by a part of the block only."""

    def __init__(self, collectives: Collectives, uniform: FunctionUniformity) -> None:
        self._collectives = collectives
        self._uniform = uniform
        self._partial = False
        self.found: dict[int, Any] = {}

    def run(self, function: Function | Kernel) -> Divergence:
        self._list(function.body, False)
        return self

    def _list(self, statements: tuple[Any, ...], divergent: bool) -> None:
        for statement in statements:
            self._statement(statement, divergent)

    def _varies(self, node: Any) -> bool:
        return node is not None and self._uniform.of(node) is not Variation.BLOCK

    def _statement(self, node: Any, divergent: bool) -> None:
        divergent = divergent or self._partial
        if isinstance(node, Return) and divergent:
            self._partial = True
        for child in children(node):
            if hasattr(child, "type") and hasattr(child, "span") and not hasattr(child, "init"):
                self._expression(child, divergent)
        match node:
            case If():
                inner = divergent or self._varies(node.condition)
                self._list(node.then, inner)
                self._list(node.otherwise, inner)
            case For() | While() | DoWhile():
                self._loop(node, divergent)
            case Switch():
                inner = divergent or self._varies(node.value) or self._leaves(node, divergent)
                for case in node.cases:
                    self._list(case.body, inner)
            case Barrier() if divergent and self._collectives.is_one(node):
                self.found[id(node)] = node
            case _:
                self._list(getattr(node, "body", ()), divergent)

    def _loop(self, node: For | While | DoWhile, divergent: bool) -> None:
        """Threads that left in one iteration are missing in the next, which is then looked at as well."""
        inner = divergent or self._varies(node.condition) or self._leaves(node, divergent)
        for _ in range(2):
            inner = inner or self._partial
            if inner and node.condition is not None:
                self._expression(node.condition, inner)
            self._list(getattr(node, "init", ()), divergent)
            self._list(node.body, inner)
            self._list(getattr(node, "step", ()), inner)
            if inner or not self._partial:
                return

    def _leaves(self, node: Any, divergent: bool) -> bool:
        """Whether threads leave or go on with the loop or switch one without the others."""
        return any(self._uniform.control_of(each) is not Variation.BLOCK for each in exits_of(node))

    def _expression(self, node: Any, divergent: bool) -> None:
        if not self._collectives.contains(node):
            return
        if self._collectives.is_one(node) and divergent:
            self.found[id(node)] = node
        match node:
            case Logical():
                self._expression(node.left, divergent)
                self._expression(node.right, divergent or self._varies(node.left))
            case Select():
                self._expression(node.condition, divergent)
                inner = divergent or self._varies(node.condition)
                self._expression(node.then, inner)
                self._expression(node.otherwise, inner)
            case _:
                for child in children(node):
                    self._expression(child, divergent)


def exits_of(node: Any) -> list[Any]:
    """The Break and Continue that are bound to a loop (or the Break bound to a switch)."""
    if isinstance(node, Switch):
        jumps = [jump for case in node.cases for jump in jumps_in(case.body)]
        return [jump for jump in jumps if isinstance(jump, Break)]
    return jumps_in(node.body)


def jumps_in(statements: tuple[Any, ...]) -> list[Any]:
    """The Break and Continue in statements that are bound to a loop or switch around them."""
    result: list[Any] = []
    stack: list[tuple[Any, tuple[type, ...]]] = [(each, (Break, Continue)) for each in reversed(statements)]
    while stack:
        current, kinds = stack.pop()
        if isinstance(current, kinds):
            result.append(current)
        if isinstance(current, For | While | DoWhile):
            continue
        if isinstance(current, Switch):
            kinds = tuple(kind for kind in kinds if kind is Continue)
        below = [child for child in children(current) if not hasattr(child, "type")]
        stack.extend((child, kinds) for child in reversed(below))
    return result
