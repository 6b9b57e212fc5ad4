"""Prints statements of tile IR as JAX: what a loop or a branch changes goes in and comes out of it.

    largest, total = jax.lax.fori_loop(0, columns, step, (largest, total))

A branch or a loop that only stores is `@pl.when` or `@pl.loop`. Names of Python are bound anew at every assignment, and
the functions that hold the bodies are called where they stand, so that they see the names around them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.names import LocalNames
from transkernel.emit.pallas.expressions import Expressions
from transkernel.emit.pallas.memory import print_atomic, print_store
from transkernel.emit.pallas.numbers import longest_of
from transkernel.emit.pallas.texts import (
    POSTFIX,
    Text,
    call,
    element_of,
    firm,
    infix,
    number,
    shape_of,
    shaped,
)
from transkernel.emit.places import blank_between, line_of
from transkernel.emit.python.comments import comment_lines, write_comment
from transkernel.emit.python.layout import wrapped
from transkernel.emit.text import INDENT, WIDTH, CodeWriter
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import BOOL, INT32, UINT32, Pointer, Scalar
from transkernel.ir.visit import walk, walk_statements
from transkernel.source import Span

Statements = tuple[Any, ...]
_LONG = 60


class StatementPrinter:
    """One kernel's printer of statements."""

    def __init__(self, writer: CodeWriter, expressions: Expressions, names: LocalNames, body: Statements) -> None:
        self._writer = writer
        self._expressions = expressions
        self._names = names
        self._depth = 1
        self._start = 0  # the line of the last statement
        self._assigned = set(_assigned(body))
        self._print: dict[type, Callable[[Any], None]] = {
            ir.Declare: self._declare, ir.Assign: self._assign, ir.Evaluate: self._evaluate, ir.If: self._if,
            ir.While: self._while, tile.Range: self._range, tile.Store: self._store, ir.Barrier: lambda node: None,
            ir.Print: self._refused, ir.Assert: self._refused, ir.Comment: self._comment,
        }  # fmt: skip

    def body(self, statements: Statements) -> None:
        """Statements in the present scope, with the blank lines that the programmer left between them."""
        before: Any = None
        for statement in statements:
            trailing = isinstance(statement, ir.Comment) and statement.trailing
            if before is not None and not trailing and blank_between(before.span, statement.span):
                self._gap()
            before = statement
            self._print[type(statement)](statement)

    def line(self, text: str, span: Span) -> None:
        self._start = self._writer.count
        for part in wrapped(text, INDENT * self._depth):
            self._writer.line(part, line_of(span))

    # ------------------------------------------------------------ variables

    def _declare(self, node: ir.Declare) -> None:
        type_ = element_of(node.type)
        shape = shape_of(node.type)
        if node.init is None:
            if isinstance(type_, Pointer) or type_.bits == 64:
                zero = number(0, INT32)
            else:
                zero = number(0.0 if type_.is_float else 0, type_)
                zero = number(False, BOOL) if type_ == BOOL else zero
            piece = shaped(zero, shape, node.span)
        elif node.name in self._expressions.ranges.rounds:
            piece = self._rounds(node.init)
        else:
            piece = self._expressions.value(node.init)
            if node.name in self._assigned or (shape and not piece.shape):
                piece = shaped(piece, shape, node.span)
        if self._is_carried_from_memory(node):
            piece = call(self._expressions.needs.use("at_rest"), [piece.text], piece.type, piece.shape)
        name = self._names.declare(node.name)
        self._expressions.variables[node.name] = Text(
            name, POSTFIX, piece.type, piece.shape, piece.plain and not shape, None
        )
        self.line(f"{name} = {piece.text}", node.span)

    def _rounds(self, node: Any) -> Text:
        """How often a loop goes round at most, as int32."""
        found = longest_of(node)
        assert found is not None
        condition, counts = (self._expressions.exact(each) for each in found)
        cut = f"{self._expressions.needs.use('natural')}({firm(counts).text})"
        return call("jnp.max", [f"jnp.where({condition.text}, {cut}, 0)"], INT32)

    def _is_carried_from_memory(self, node: ir.Declare) -> bool:
        """Whether a loop may carry a tile as it came from memory, on which the compiler of a v5e breaks."""
        is_tile = node.name in self._assigned and bool(shape_of(node.type)) and element_of(node.type) != BOOL
        loads = node.init is not None and any(isinstance(each, tile.Load) for each in walk(node.init))
        return self._expressions.profile.compiles and is_tile and loads

    def _assign(self, node: ir.Assign) -> None:
        assert isinstance(node.target, ir.Variable)
        variable = self._expressions.variables[node.target.name]
        value = shaped(self._expressions.value(node.value), variable.shape, node.span)
        self.line(f"{variable.text} = {value.text}", node.span)

    # ------------------------------------------------------------ effects

    def _evaluate(self, node: ir.Evaluate) -> None:
        if isinstance(node.value, tile.TileAtomic):
            self.line(print_atomic(self._expressions, node.value, used=False).text, node.span)
            return
        self.line(self._expressions.exact(node.value).text, node.span)

    def _store(self, node: tile.Store) -> None:
        self.line(print_store(self._expressions, node), node.span)

    def _refused(self, node: ir.Print | ir.Assert) -> None:
        raise refuse("TK0444", "a kernel for a TPU neither prints nor stops", node.span)

    def _comment(self, node: ir.Comment) -> None:
        if node.trailing and "\n" not in node.text:
            text = comment_lines(node.text)[0]
            if self._writer.width() + 2 + len(text) <= WIDTH:
                self._writer.behind(f"  {text}")
            else:
                self._writer.insert(self._start, text, line_of(node.span))
            return
        write_comment(self._writer, node)

    # ------------------------------------------------------------ control

    def _carried(self, *bodies: Statements) -> list[str]:
        """The variables from outside that statements change, in the order of their changes."""
        inside = {node.name for body in bodies for node in walk_statements(body) if isinstance(node, ir.Declare)}
        found = dict.fromkeys(name for body in bodies for name in _assigned(body))
        return [name for name in found if name not in inside]

    def _printed(self, names: Sequence[str]) -> list[str]:
        return [self._expressions.variables[name].text for name in names]

    def _masks(self, names: Sequence[str]) -> list[str]:
        """Those that the compiler does not hand through loops and branches as they are: tiles of truths."""
        found = (self._expressions.variables[name] for name in names)
        compiles = self._expressions.profile.compiles
        return [each.text for each in found if compiles and each.shape and each.type == BOOL]

    def _handed(self, names: Sequence[str]) -> list[str]:
        """The variables as they go through a loop or a branch."""
        masks = self._masks(names)
        return [f"{each}.astype(jnp.int32)" if each in masks else each for each in self._printed(names)]

    def _if(self, node: ir.If) -> None:
        condition = self._expressions.exact(node.condition)
        carried = self._carried(node.then, node.otherwise)
        if not carried:
            self._when(condition, node)
            return
        printed = ", ".join(self._printed(carried))
        result = _tuple(self._printed(carried))
        masks, given = self._masks(carried), ", ".join(self._handed(carried))
        back = _tuple(self._handed(carried))
        opened = [f"{each} = {each} != 0" for each in masks]
        with self._names.scope():
            then = self._names.declare("then")
            otherwise = self._names.declare("otherwise")
            self._function(then, printed, node.then, f"return {back}", node.span, opened)
            if node.otherwise:
                self._function(otherwise, printed, node.otherwise, f"return {back}", node.span, opened)
            else:
                several = f"({printed})" if len(carried) > 1 else printed
                otherwise = f"lambda {printed}: {several}"
        self.line(f"{result} = jax.lax.cond({condition.text}, {then}, {otherwise}, {given})", node.span)
        for each in opened:
            self.line(each, node.span)

    def _when(self, condition: Text, node: ir.If) -> None:
        """A branch that only stores."""
        for body, text in (
            (node.then, condition.text),
            (node.otherwise, f"jnp.logical_not({condition.text})"),
        ):
            if body:
                self._apart()
                self.line(f"@pl.when({text})", node.span)
                self._function("_", "", body, "", node.span)

    def _range(self, node: tile.Range) -> None:
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        start, stop, step = (self._bound(each) for each in (node.start, node.stop, node.step))
        carried = self._carried(node.body)
        printed = self._printed(carried)
        plain = step.value == 1
        with self._names.scope():
            name = self._names.declare(node.name)
            body = self._names.declare("step")
            self._expressions.variables[node.name] = Text(name, POSTFIX, INT32 if type_.bits == 64 else type_)
            counter, first = name, []
            low, high = start.text, stop.text
            if not plain:
                counter = self._names.declare("count")
                distance = stop if start.value == 0 else infix("-", stop, start, INT32)
                low, high = "0", f"pl.cdiv({distance.text}, {step.text})"
                moved = infix("*", Text(counter, POSTFIX, INT32), step, INT32)
                moved = moved if start.value == 0 else infix("+", start, moved, INT32)
                first = [f"{name} = {moved.text}"]
            if not carried:
                self._apart()
                self.line(f"@pl.loop({low}, {high})", node.span)
                self._function("_", counter, node.body, "", node.span, first)
                return
            one = len(carried) == 1
            parameter = printed[0] if one else self._names.declare("carry")
            handed = self._handed(carried)
            opened = [f"{each} = {each} != 0" for each in self._masks(carried)]
            first = [*opened, *first] if one else [f"{_tuple(printed)} = {parameter}", *opened, *first]
            made = handed[0] if one else f"({', '.join(handed)})"
            self._function(body, f"{counter}, {parameter}", node.body, f"return {_tuple(handed)}", node.span, first)
        self.line(f"{_tuple(printed)} = jax.lax.fori_loop({low}, {high}, {body}, {made})", node.span)
        for each in opened:
            self.line(each, node.span)

    def _bound(self, node: Any) -> Text:
        """A number of a loop as int32. No loop is longer than that holds: an unsigned bound is cut there."""
        if self._expressions.ranges.fits(node):
            return self._expressions.index(node)
        inner = node
        while isinstance(inner, ir.Convert) and element_of(inner.type) != UINT32:
            inner = inner.operand
        if element_of(inner.type) != UINT32:
            raise refuse("TK0440", "a loop whose bounds may be greater than 32 bits with a sign hold", node.span)
        unsigned = self._expressions.typed(inner)
        return call(self._expressions.needs.use("natural"), [unsigned.text], INT32)

    def _while(self, node: ir.While) -> None:
        """The condition is a value that the loop carries where it reads memory, which a condition may not."""
        carried = self._carried(node.body)
        printed = self._printed(carried)
        reads = any(isinstance(each, tile.Load | tile.TileAtomic) for each in walk(node.condition))
        going: list[str] = []
        with self._names.scope():
            condition_name = self._names.declare("goes_on")
            body = self._names.declare("step")
            if reads or not printed:
                going = [self._names.declare("going")]
            values = [*going, *printed]
            one = len(values) == 1
            parameter = values[0] if one else self._names.declare("carry")
            opened = [f"{each} = {each} != 0" for each in self._masks(carried)]
            taken = [*([] if one else [f"{_tuple(values)} = {parameter}"]), *opened]
            handed = [*going, *self._handed(carried)]
            result = _tuple(values)
            if going:
                self.line(f"{going[0]} = {self._truth(node.condition)}", node.span)
                self._plain_function(condition_name, parameter, taken, f"return {going[0]}", node.span)
            else:
                self._plain_function(
                    condition_name, parameter, taken, f"return {self._truth(node.condition)}", node.span
                )
            last = [f"{going[0]} = {{condition}}"] if going else []
            back = f"return {_tuple(handed)}"
            self._function(body, parameter, node.body, back, node.span, taken, last, node.condition)
        made = handed[0] if one else f"({', '.join(handed)})"
        self.line(f"{result} = jax.lax.while_loop({condition_name}, {body}, {made})", node.span)
        for each in opened:
            self.line(each, node.span)

    def _truth(self, node: Any) -> str:
        piece = self._expressions.exact(node)
        return f"jnp.bool_({piece.text})" if piece.plain else piece.text

    # ------------------------------------------------------------ functions that hold bodies

    def _apart(self) -> None:
        """A blank line before a function, but where a body begins."""
        if not self._writer.last.endswith(":"):
            self._gap()

    def _gap(self) -> None:
        if self._writer.last:
            self._writer.blank()

    def _plain_function(self, name: str, parameters: str, first: list[str], last: str, span: Span) -> None:
        self._apart()
        self.line(f"def {name}({parameters}):", span)
        self._depth += 1
        with self._writer.indented():
            for each in (*first, last):
                self.line(each, span)
        self._depth -= 1
        self._gap()

    def _function(
        self,
        name: str,
        parameters: str,
        statements: Statements,
        result: str,
        span: Span,
        first: Sequence[str] = (),
        last: Sequence[str] = (),
        condition: Any = None,
    ) -> None:
        if name != "_":
            self._apart()
        self.line(f"def {name}({parameters}):", span)
        self._depth += 1
        with self._writer.indented(), self._names.scope():
            for each in first:
                self.line(each, span)
            self.body(statements)
            for each in last:
                self.line(each.format(condition=self._truth(condition)), span)
            if result:
                self.line(result, span)
            elif all(isinstance(each, ir.Comment | ir.Barrier) for each in statements):
                self._writer.line("pass")
        self._depth -= 1
        self._gap()


def _tuple(names: Sequence[str]) -> str:
    """`a, b`, in parentheses where it may not fit on a line."""
    text = ", ".join(names)
    return f"({text})" if len(names) > 1 and len(text) > _LONG else text


def _assigned(body: Statements) -> list[str]:
    """The names that statements change, in their order."""
    targets = (node.target for node in walk_statements(body) if isinstance(node, ir.Assign))
    return [target.name for target in targets if isinstance(target, ir.Variable)]
