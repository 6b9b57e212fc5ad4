"""Checks that a tile program keeps the rules of tile IR (the list in tile.py). What is found here is a bug of ours.

Names, scopes, statements and the order of memory are checked here; the types of each expression in
verify_tile_expressions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from transkernel.ir.memory_order import unordered
from transkernel.ir.nodes import (
    Assert,
    Assign,
    Barrier,
    Binary,
    BinaryOp,
    Comment,
    Declare,
    Evaluate,
    GlobalVariable,
    If,
    Literal,
    Print,
    Scope,
    Variable,
    While,
)
from transkernel.ir.tile import Range, Store, TileAtomic, TileKernel, TileProgram, Where
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    UINT8,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Tile,
    Type,
    Vector,
    is_arithmetic,
)
from transkernel.ir.verify_expressions import VerificationError, demand
from transkernel.ir.verify_tile_expressions import TileRules, element_of, same, shape_of
from transkernel.ir.visit import children, walk_statements
from transkernel.source import Span

__all__ = ["VerificationError", "computes_both", "find_nonzero", "verify_tile"]


def verify_tile(program: TileProgram) -> None:
    """Returns if the program is well formed, else raises VerificationError with the first rule that is broken."""
    _Kernel(program).check()


def global_type(variable: GlobalVariable) -> Pointer:
    """The type that a file-scope variable has where it is used: a pointer to its numbers; to bytes of a struct."""
    inside = variable.type
    while isinstance(inside, Array):
        inside = inside.element
    if isinstance(inside, Vector):
        inside = inside.scalar
    if isinstance(inside, Pointer):
        inside = UINT64
    return Pointer(inside if isinstance(inside, Scalar) else UINT8, variable.space)


class _Kernel:
    """A kernel's statements, with the names that are in scope."""

    def __init__(self, program: TileProgram) -> None:
        self._program = program
        kernel = self._kernel = program.kernel
        self._rules = TileRules({each.name: each.rule for each in kernel.constants})
        self._visible: dict[str, Type] = {}
        self._declared: set[str] = {each.name for each in kernel.constants}
        self._scopes: list[list[str]] = []
        self._fixed: set[str] = set()  # names that nothing is assigned to

    def check(self) -> None:
        kernel = self._kernel
        demand(len(self._declared) == len(kernel.constants), "a constant's name is unique", kernel)
        rules = {each.rule for each in kernel.constants}
        named = [rule for each in kernel.requirements for rule in (each.rule, each.number)]
        demand(
            rules >= {*named} - {each for each in named if isinstance(each, int)},
            "a requirement is of a constant",
            kernel,
        )
        with self._scope():
            for parameter in kernel.parameters:
                demand(not isinstance(parameter.type, Tile), "a parameter is a scalar", parameter)
                self._declare(parameter.name, parameter.type, parameter)
            for variable in self._program.globals:
                self._declare(variable.name, global_type(variable), variable)
                self._fixed.add(variable.name)
            if kernel.scratch is not None:
                demand(kernel.scratch.bytes >= 0, "scratch memory has a size", kernel)
                self._declare(kernel.scratch.name, Pointer(UINT8, Space.GLOBAL), kernel)
                self._fixed.add(kernel.scratch.name)
            find_nonzero(kernel, self._rules)
            self._statements(kernel.body)
        for place in unordered(kernel):
            raise VerificationError("a barrier stands between accesses of what may be the same memory", place.access)

    # ------------------------------------------------------------ names

    @contextmanager
    def _scope(self) -> Iterator[None]:
        self._scopes.append([])
        yield
        for name in self._scopes.pop():
            del self._visible[name]

    def _declare(self, name: str, type_: Type, node: Any) -> None:
        self._rules.check_type(type_, node)
        demand(name not in self._declared, f"the name `{name}` is unique in its kernel", node)
        self._declared.add(name)
        self._visible[name] = type_
        self._scopes[-1].append(name)

    # ------------------------------------------------------------ expressions

    def _expression(self, node: Any, *, speculated: bool = False) -> None:
        demand(isinstance(getattr(node, "span", None), Span), "every node has a span", node)
        within = speculated or computes_both(node)
        for child in children(node):
            self._expression(child, speculated=within)
        self._rules.check(node, speculated=speculated)
        if isinstance(node, Variable):
            demand(node.name in self._visible, f"`{node.name}` is declared where it is used", node)
            demand(same(self._visible[node.name], node.type), f"`{node.name}` has its declared type", node)

    def _condition(self, node: Any) -> None:
        self._expression(node)
        demand(node.type == BOOL, "a condition is a scalar BOOL", node)

    # ------------------------------------------------------------ statements

    def _statements(self, statements: tuple[Any, ...]) -> None:
        for statement in statements:
            demand(isinstance(getattr(statement, "span", None), Span), "every node has a span", statement)
            check = _STATEMENTS.get(type(statement))
            demand(check is not None, "a statement of tile IR stands in a list of statements", statement)
            assert check is not None
            check(self, statement)

    def _inner(self, statements: tuple[Any, ...]) -> None:
        with self._scope():
            self._statements(statements)

    def declare(self, node: Declare) -> None:
        if node.init is not None:
            self._expression(node.init)
            demand(same(node.type, node.init.type), "an initial value has the variable's type", node)
        self._declare(node.name, node.type, node)

    def assign(self, node: Assign) -> None:
        self._expression(node.value)
        demand(isinstance(node.target, Variable), "what is assigned is a variable", node)
        self._expression(node.target)
        name = node.target.name if isinstance(node.target, Variable) else ""
        demand(name not in self._fixed, f"`{name}` is not assigned", node)
        demand(same(node.target.type, node.value.type), "an assigned value has its variable's type", node)

    def evaluate(self, node: Evaluate) -> None:
        demand(isinstance(node.value, TileAtomic), "an atomic is evaluated for its effect", node)
        self._expression(node.value)

    def store(self, node: Store) -> None:
        for child in children(node):
            self._expression(child)
        self._rules.memory(node)
        pointer = element_of(node.pointer.type)
        assert isinstance(pointer, Pointer)
        demand(same(element_of(node.value.type), pointer.element), "a stored value has the memory's type", node)
        shape = shape_of(node.value.type) in ((), shape_of(node.pointer.type))
        demand(shape, "a stored value is one for each pointer", node)

    def branch(self, node: If) -> None:
        self._condition(node.condition)
        self._inner(node.then)
        self._inner(node.otherwise)

    def while_(self, node: While) -> None:
        self._condition(node.condition)
        self._inner(node.body)

    def range(self, node: Range) -> None:
        demand(node.type in (INT32, INT64), "a range counts in INT32 or INT64", node)
        for bound in (node.start, node.stop, node.step):
            self._expression(bound)
            demand(bound.type == node.type, "a range's bounds are scalars of its type", node)
        positive = not isinstance(node.step, Literal) or node.step.value > 0
        demand(positive, "a range's step is above 0", node)
        with self._scope():
            self._declare(node.name, node.type, node)
            self._fixed.add(node.name)
            self._statements(node.body)

    def barrier(self, node: Barrier) -> None:
        demand(node.scope is Scope.BLOCK, "a barrier is the block's", node)

    def print_(self, node: Print) -> None:
        for argument in node.arguments:
            self._expression(argument)
            demand(is_arithmetic(element_of(argument.type)), "numbers are printed", node)

    def assertion(self, node: Assert) -> None:
        self._expression(node.condition)
        demand(element_of(node.condition.type) == BOOL, "a condition is BOOL", node)

    def comment(self, node: Comment) -> None:
        """Says nothing to the machine."""


def computes_both(node: Any) -> bool:
    """Whether an operand is computed that a thread might not have come to."""
    logical = isinstance(node, Binary) and node.op in (BinaryOp.AND, BinaryOp.OR) and element_of(node.type) == BOOL
    return logical or isinstance(node, Where)


def find_nonzero(kernel: TileKernel, rules: TileRules) -> None:
    """The variables of which all values are known to be other than 0: all, less those with a value that is not."""
    values: list[tuple[str, Any]] = []
    for node in walk_statements(kernel.body):
        if isinstance(node, Declare):
            rules.nonzero.add(node.name)
            values.append((node.name, node.init))
        elif isinstance(node, Assign) and isinstance(node.target, Variable):
            values.append((node.target.name, node.value))
    count = -1
    while count != len(rules.nonzero):
        count = len(rules.nonzero)
        for name, value in values:
            if value is None or not rules.is_nonzero(value):
                rules.nonzero.discard(name)


_STATEMENTS: dict[type, Callable[[_Kernel, Any], None]] = {
    Declare: _Kernel.declare,
    Assign: _Kernel.assign,
    Evaluate: _Kernel.evaluate,
    Store: _Kernel.store,
    If: _Kernel.branch,
    While: _Kernel.while_,
    Range: _Kernel.range,
    Barrier: _Kernel.barrier,
    Print: _Kernel.print_,
    Assert: _Kernel.assertion,
    Comment: _Kernel.comment,
}
