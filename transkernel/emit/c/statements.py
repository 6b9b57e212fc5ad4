"""Prints statements of legalised IR as OpenCL C."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from transkernel.emit.c.constants import extents_by_name
from transkernel.emit.c.expressions import Expressions
from transkernel.emit.c.symbols import Definition
from transkernel.emit.c.types import TypeNames
from transkernel.emit.names import LocalNames
from transkernel.emit.places import blank_between, line_of
from transkernel.emit.text import CodeWriter
from transkernel.ir.nodes import (
    Assign,
    Block,
    Break,
    Comment,
    Continue,
    Declare,
    DoWhile,
    Evaluate,
    For,
    If,
    Literal,
    Print,
    Return,
    Statement,
    Switch,
    SwitchCase,
    While,
)
from transkernel.ir.types import FLOAT32, Type, is_integer
from transkernel.source import Span

# A body of one of these, perhaps with a comment behind it, needs no braces.
_SIMPLE = (Assign, Evaluate, Break, Continue, Return, Print)

Statements = tuple[Statement, ...]


class StatementPrinter:
    """One function's printer of statements. Barriers and fences are words that legalisation chose."""

    def __init__(
        self,
        writer: CodeWriter,
        expressions: Expressions,
        names: LocalNames,
        types: TypeNames,
        result: Type,
        symbols: dict[str, Definition],
    ) -> None:
        self._writer = writer
        self._expressions = expressions
        self._names = names
        self._types = types
        self._result = result
        self._symbols = symbols
        self._print: dict[type, Callable[[Any], None]] = {
            Declare: self._declare_line, Assign: self._line, Evaluate: self._line, Return: self._line,
            Break: self._line, Continue: self._line, Print: self._line, If: self._if, For: self._for,
            While: self._while, DoWhile: self._do_while, Switch: self._switch, Block: self._block,
            Comment: self._comment,
        }  # fmt: skip

    def body(self, statements: Statements) -> None:
        """Statements in the present scope, with the blank lines that the programmer left between them."""
        before: Statement | None = None
        for statement in statements:
            if before is not None and not _is_trailing(statement) and blank_between(before.span, statement.span):
                self._writer.blank()
            before = statement
            self._print[type(statement)](statement)

    # ------------------------------------------------------------ one line each

    def _line(self, node: Statement) -> None:
        self._writer.line(f"{self._simple(node)};", line_of(node.span))

    def _simple(self, node: Statement) -> str:
        """A statement without its semicolon."""
        match node:
            case Assign():
                return self._assign(node)
            case Evaluate():
                return self._expressions.exact(node.value).text
            case Return(value=None):
                return "return"
            case Return(value=value) if value is not None:
                return f"return {self._expressions.to(value, self._result).text}"
            case Break():
                return "break"
            case Continue():
                return "continue"
            case Print():
                arguments = [self._expressions.exact(each).text for each in node.arguments]
                return f"printf({', '.join([chr(34) + node.format + chr(34), *arguments])})"
        raise TypeError(type(node).__name__)

    def _assign(self, node: Assign) -> str:
        target = self._expressions.exact(node.target)
        step = self._expressions.compound(target, node.value)
        if step is None:
            return f"{target.text} = {self._expressions.to(node.value, node.target.type).text}"
        op, right = step
        if op in "+-" and right.text == "1" and not _is_float(target.type):
            name = target.text if not target.text.startswith("*") else f"({target.text})"
            return f"{name}{op}{op}"
        return f"{target.text} {op}= {right.text}"

    def _declare_line(self, node: Declare) -> None:
        self._writer.line(f"{self._declaration(node)};", line_of(node.span))

    def _declaration(self, node: Declare) -> str:
        # The initialiser is printed first: it cannot see the name that it initialises.
        value = "" if node.init is None else f" = {self._initialiser(node)}"
        words = ("const " if node.const else "") + ("volatile " if node.volatile else "")
        brackets, held = extents_by_name(node.name, node.type, node.span, self._symbols)
        return self._types.declare(held, self._names.declare(node.name) + brackets, words) + value

    def _initialiser(self, node: Declare) -> str:
        assert node.init is not None
        return self._expressions.braces(node.init)

    # ------------------------------------------------------------ structure

    def _if(self, node: If, prefix: str = "") -> None:
        condition = self._expressions.truth(node.condition).text
        chained = len(node.otherwise) == 1 and isinstance(node.otherwise[0], If)
        bare = _is_bare(node.then) and (not node.otherwise or chained or _is_bare(node.otherwise))
        self._writer.line(f"{prefix}if ({condition}){'' if bare else ' {'}", line_of(node.span))
        self._inner(node.then)
        closing = "" if bare else "} "
        if not node.otherwise:
            if not bare:
                self._writer.line("}")
            return
        if chained and isinstance(node.otherwise[0], If):
            self._if(node.otherwise[0], f"{closing}else ")
            return
        self._writer.line(f"{closing}else{'' if bare else ' {'}")
        self._inner(node.otherwise)
        if not bare:
            self._writer.line("}")

    def _inner(self, statements: Statements) -> None:
        with self._writer.indented(), self._names.scope():
            self.body(statements)

    def _controlled(self, header: str, body: Statements, span: Span) -> None:
        bare = _is_bare(body)
        self._writer.line(f"{header}{'' if bare else ' {'}", line_of(span))
        self._inner(body)
        if not bare:
            self._writer.line("}")

    def _for(self, node: For) -> None:
        self._unroll(node.unroll, node.span)
        with self._names.scope():
            init = self._for_init(node.init)
            condition = "" if node.condition is None else f" {self._expressions.truth(node.condition).text}"
            step = ", ".join(self._simple(each) for each in node.step)
            header = f"for ({init};{condition};{' ' if step else ''}{step})"
            self._controlled(header, node.body, node.span)

    def _for_init(self, init: Statements) -> str:
        """`int i = 0, j = n`; legalisation left either declarations of one plain type, or no declaration."""
        texts: list[str] = []
        for statement in init:
            if not isinstance(statement, Declare):
                texts.append(self._simple(statement))
            elif not texts:
                texts.append(self._declaration(statement))
            else:
                value = "" if statement.init is None else f" = {self._initialiser(statement)}"
                texts.append(self._names.declare(statement.name) + value)
        return ", ".join(texts)

    def _while(self, node: While) -> None:
        self._unroll(node.unroll, node.span)
        self._controlled(f"while ({self._expressions.truth(node.condition).text})", node.body, node.span)

    def _do_while(self, node: DoWhile) -> None:
        self._unroll(node.unroll, node.span)
        self._writer.line("do {", line_of(node.span))
        self._inner(node.body)
        self._writer.line(f"}} while ({self._expressions.truth(node.condition).text});", line_of(node.condition.span))

    def _unroll(self, unroll: int | None, span: Span) -> None:
        if unroll is not None:
            self._writer.line(f"#pragma unroll {unroll}" if unroll else "#pragma unroll", line_of(span))

    def _switch(self, node: Switch) -> None:
        self._writer.line(f"switch ({self._expressions.exact(node.value).text}) {{", line_of(node.span))
        for case in node.cases:
            self._case(case)
        self._writer.line("}")

    def _case(self, case: SwitchCase) -> None:
        braces = any(isinstance(each, Declare) for each in case.body)
        labels = [self._label(label) for label in case.labels]
        for position, label in enumerate(labels):
            last = position == len(labels) - 1
            self._writer.line(label + (" {" if braces and last else ""), line_of(case.span))
        self._inner(case.body)
        if braces:
            self._writer.line("}")
        elif not case.body:
            self._writer.behind(" ;")

    def _label(self, label: Literal | None) -> str:
        return "default:" if label is None else f"case {self._expressions.exact(label).text}:"

    def _block(self, node: Block) -> None:
        self._writer.line("{", line_of(node.span))
        self._inner(node.body)
        self._writer.line("}")

    def _comment(self, node: Comment) -> None:
        if node.trailing and "\n" not in node.text:
            self._writer.behind(f"  {node.text}")
            return
        write_comment(self._writer, node)


def write_comment(writer: CodeWriter, comment: Comment) -> None:
    """A comment on lines of its own; the lines of a long one keep their shape."""
    first, *rest = comment.text.split("\n")
    writer.line(first.strip(), line_of(comment.span))
    if not rest:
        return
    stars = all(line.lstrip().startswith("*") for line in rest if line.strip())
    for line in textwrap.dedent("\n".join(rest)).split("\n"):
        writer.line((" " if stars else "") + line.rstrip() if line.strip() else "", line_of(comment.span))


def write_comments(writer: CodeWriter, comments: Iterable[Comment]) -> None:
    for comment in comments:
        write_comment(writer, comment)


def _is_float(type_: Type) -> bool:
    return type_ == FLOAT32 or not (is_integer(type_) or hasattr(type_, "element"))


def _is_trailing(node: Statement) -> bool:
    return isinstance(node, Comment) and node.trailing


def _is_bare(body: Statements) -> bool:
    """One simple statement, perhaps with a comment behind it."""
    plain = [each for each in body if not _is_trailing(each)]
    return len(plain) == 1 and isinstance(body[0], _SIMPLE)
