"""Lowering of one function's body: what is in scope, what has been emitted, and which comments come next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.entities import Declared, LocalVariable, Meaning, Operand, Scope
from transkernel.frontend.unit import Unit
from transkernel.ir import nodes as ir
from transkernel.ir.types import VOID, Type
from transkernel.ir.visit import walk
from transkernel.limits import checkpoint
from transkernel.source import Span

Result = TypeVar("Result")

_ENDED_BY_BREAK = (ast.For, ast.RangeFor, ast.While, ast.DoWhile, ast.Switch)
_EFFECTS = (ir.Call, ir.Atomic, ir.WarpOperation, ir.BlockVote)


class FunctionLowering:
    """The state of lowering one body. `out` receives statements in the order of execution.

    name: of the function in the IR. written_name: the programmer's, for `__func__`.
    constructs: it is a constructor, whose result is the object.
    folding: a constant expression is wanted, so `const` variables of known value are that value.
    around: which kinds of loops, and `switch`, the present statement is in.
    """

    def __init__(
        self,
        unit: Unit,
        scope: Scope,
        *,
        name: str = "",
        result: Declared | None = None,
        is_kernel: bool = False,
        folding: bool = False,
        written_name: str = "",
    ) -> None:
        self.unit = unit
        self.scope = scope
        self.name = name
        self.result = result
        self.is_kernel = is_kernel
        self.constructs = False
        self.folding = folding
        self.around: frozenset[type] = frozenset()
        self.written_name = written_name
        self.this: Operand | None = None
        self.out: list[ir.Statement] = []
        self.shared: list[ir.SharedVariable] = []
        self.in_template = any(each.kind == "template" for each in scope.outward())
        self.deferred: list[ir.Statement] | None = None
        self.deduced_result: Declared | None = None
        self._counts: dict[str, int] = {}
        self._comments: list[ir.Comment] = []

    # ------------------------------------------------------------ names and temporaries

    def fresh(self, wanted: str) -> str:
        """A name for a variable of this function: as wanted, or with `.1`, `.2` ... behind it."""
        base = wanted or "unnamed"
        if base not in self._counts and base not in self.unit.reserved:
            self._counts[base] = 0
            return base
        self._counts[base] = self._counts.get(base, 0) + 1
        return f"{base}.{self._counts[base]}"

    def declare(
        self, name: str, type_: Type, init: ir.Expression | None, span: Span, *, const: bool = False
    ) -> ir.Variable:
        """Emits a local variable and gives back the place."""
        unique = self.fresh(name)
        self.out.append(ir.Declare(unique, type_, init, span, const))
        return ir.Variable(unique, type_, span)

    def temporary(self, value: ir.Expression, name: str = "value") -> ir.Variable:
        """A value kept in a variable of its own."""
        return self.declare(name, value.type, value, value.span, const=True)

    def stable(self, value: ir.Expression, name: str = "value") -> ir.Expression:
        """A value that may be written down twice: itself where it is simple, else a temporary."""
        if isinstance(value, ir.Literal | ir.Variable | ir.Special):
            return value
        return self.temporary(value, name)

    def stable_place(self, place: ir.Expression) -> ir.Expression:
        """A place that may be evaluated twice: effects in it are taken out first."""
        if not has_effects(place):
            return place
        match place:
            case ir.Index(base=base, index=index, type=type_, span=span):
                inner = self.stable_place(base) if not has_effects(base) or _is_place(base) else self.temporary(base)
                chosen = self.temporary(index, "index") if has_effects(index) else index
                return ir.Index(inner, chosen, type_, span)
            case ir.Dereference(pointer=pointer, type=type_, span=span):
                return ir.Dereference(self.temporary(pointer, "pointer"), type_, span)
            case ir.Member(base=base, field=field, type=type_, span=span):
                return ir.Member(self.stable_place(base), field, type_, span)
            case ir.Lane(base=base, lane=lane, type=type_, span=span):
                return ir.Lane(self.stable_place(base), lane, type_, span)
        return self.temporary(place)

    # ------------------------------------------------------------ expressions

    def meaning(self, node: ast.Expression) -> Meaning:
        """What an expression means; functions and types included."""
        from transkernel.frontend.expressions import HANDLERS

        handler = HANDLERS.get(type(node))
        if handler is None:
            raise refuse("TK0242", f"a kernel cannot use {_said(node)}", node.span)
        return handler(self, node)

    def operand(self, node: ast.Expression) -> Operand:
        """An expression that has a value. Raises Refusal where it names a function or a type instead."""
        meaning = self.meaning(node)
        if isinstance(meaning, Operand):
            return meaning
        from transkernel.frontend.builtins import builtin_value

        value = builtin_value(self, meaning, node.span)
        if value is not None:
            return value
        raise refuse("TK0243", "a function or a type stands where a value is wanted", node.span)

    def value(self, node: ast.Expression) -> ir.Expression:
        """The value of an expression; arrays become pointers."""
        return self.rvalue(self.operand(node))

    def rvalue(self, operand: Operand) -> ir.Expression:
        """A value from an operand: arrays become pointers to their first element."""
        from transkernel.frontend.expressions import decayed

        return decayed(operand)

    def captured(self, work: Callable[[], Result]) -> tuple[Result, list[ir.Statement]]:
        """Runs `work` with an empty output and gives back what it emitted."""
        kept, self.out = self.out, []
        deferred, self.deferred = self.deferred, None
        try:
            result = work()
            return result, self.out
        finally:
            self.out, self.deferred = kept, deferred

    def full(self, work: Callable[[], Result]) -> Result:
        """One full expression whose `i++` may take effect after it."""
        outer, self.deferred = self.deferred, []
        try:
            result = work()
            self.out += self.deferred
            return result
        finally:
            self.deferred = outer

    def in_scope(self, work: Callable[[], Result]) -> Result:
        """Runs `work` in a block scope of its own."""
        outer, self.scope = self.scope, Scope("block", self.scope)
        try:
            return work()
        finally:
            self.scope = outer

    # ------------------------------------------------------------ statements and comments

    def statements(self, nodes: tuple[ast.Statement, ...]) -> None:
        """Lowers statements into `out`, each with its comments."""
        for node in nodes:
            self.statement(node)

    def statement(self, node: ast.Statement) -> None:
        from transkernel.frontend.statements import HANDLERS

        handler = HANDLERS.get(type(node))
        if handler is None:
            raise refuse("TK0241", f"a kernel cannot use {_said(node)}", node.span)
        checkpoint(node.span)
        outer = self.around
        if isinstance(node, _ENDED_BY_BREAK):
            self.around = outer | {type(node)}
        self.comments_before(node.span)
        handler(self, node)
        self.around = outer
        self.comments_behind(node.span)

    def body(self, node: ast.Statement) -> tuple[ir.Statement, ...]:
        """The statements of a branch or a loop, in a scope of their own."""
        nodes = node.statements if isinstance(node, ast.Compound) else (node,)

        def work() -> None:
            self.statements(nodes)
            if isinstance(node, ast.Compound):
                self.comments_until(node.span.end)

        _, emitted = self.captured(lambda: self.in_scope(work))
        return tuple(emitted)

    def take_comments(self, body: Span) -> None:
        """Makes the comments inside a body ready to be placed."""
        self._comments = [
            ir.Comment(comment.text, comment.span, trailing=not comment.own_line)
            for comment in self.unit.comments_within(body)
        ]
        self._comments.reverse()

    def comments_before(self, span: Span) -> None:
        self.comments_until(span.start)

    def comments_until(self, offset: int) -> None:
        """Places the comments that stand before an offset, as lines of their own."""
        while self._comments and self._comments[-1].span.start < offset:
            comment = self._comments.pop()
            self.out.append(ir.Comment(comment.text, comment.span))

    def comments_behind(self, span: Span) -> None:
        """Places a comment that stands behind a statement on its last line."""
        if self.out:
            self.out += self._take_behind(span)

    def _take_behind(self, span: Span) -> list[ir.Comment]:
        if not self._comments:
            return []
        comment, file = self._comments[-1], span.file
        if not comment.trailing or comment.span.start < span.end or comment.span.file is not file:
            return []
        if file.line_of(comment.span.start) != file.line_of(max(span.start, span.end - 1)):
            return []
        return [self._comments.pop()]

    def take_own_comments(self, span: Span) -> tuple[ir.Comment, ...]:
        """The comments directly above a declaration and behind it, out of the statements that they stood among."""
        above: list[ir.Comment] = []
        below = span.line
        while self.out and isinstance(self.out[-1], ir.Comment) and not self.out[-1].trailing:
            comment = self.out[-1]
            if comment.span.file.line_of(comment.span.end - 1) != below - 1:
                break
            above.append(comment)
            self.out.pop()
            below = comment.span.line
        return (*reversed(above), *self._take_behind(span))

    def local(self, name: str, entity: LocalVariable) -> None:
        self.scope.bind(name, entity)


def has_effects(expression: ir.Expression) -> bool:
    """Whether an expression does something beside having a value."""
    return any(isinstance(node, _EFFECTS) for node in walk(expression))


def address_of(place: ir.Expression, pointer: Type, span: Span) -> ir.Expression:
    """`&place`; the address of `*p` is `p`."""
    return place.pointer if isinstance(place, ir.Dereference) else ir.AddressOf(place, pointer, span)


def _is_place(expression: ir.Expression) -> bool:
    return isinstance(expression, ir.Variable | ir.Index | ir.Dereference | ir.Member | ir.Lane)


_SAID = {
    "Label": "a label here",
    "Assembly": "inline assembly",
    "RangeFor": "a range-based `for` here",
    "StringLiteral": "a string as a value",
    "LambdaExpression": "a lambda here",
    "StatementExpression": "a statement expression",
    "FoldExpression": "a fold expression here",
    "PackExpansion": "a pack expansion here",
}


def _said(node: object) -> str:
    name = type(node).__name__
    return _SAID.get(name, f"this {name}")


def nothing(span: Span) -> Operand:
    """The value of what has none."""
    return Operand(ir.Literal(0, VOID, span))
