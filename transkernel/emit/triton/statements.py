"""Prints statements of tile IR as Triton."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.names import LocalNames
from transkernel.emit.places import blank_between, line_of
from transkernel.emit.python.comments import comment_lines, write_comment
from transkernel.emit.python.layout import wrapped
from transkernel.emit.text import INDENT, WIDTH, CodeWriter
from transkernel.emit.triton.expressions import Expressions
from transkernel.emit.triton.memory import print_store
from transkernel.emit.triton.texts import POSTFIX, Text, firm, in_limits, number, tensor
from transkernel.emit.triton.tiles import columns_of
from transkernel.emit.triton.types import element_of, shape_of
from transkernel.emit.triton.unrolling import unroll_factor
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import BOOL, FLOAT32, INT32, INT64, Pointer, Scalar
from transkernel.ir.visit import walk, walk_all, walk_statements
from transkernel.source import Span

Statements = tuple[Any, ...]

_SWAPPABLE = frozenset({"+", "*", "&", "|", "^"})
_AUGMENTED = frozenset({"+", "-", "*", "/", "//", "%", "&", "|", "^", "<<", ">>"})
_CONVERSION = re.compile(r"%[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|z|j|t|L)?([diouxXeEfFgGaAcsp%])")


class StatementPrinter:
    """One kernel's printer of statements."""

    def __init__(self, writer: CodeWriter, expressions: Expressions, names: LocalNames, body: Statements) -> None:
        self._writer = writer
        self._expressions = expressions
        self._names = names
        self._depth = 1
        self._start = 0  # the line of the last statement
        targets = (node.target for node in walk_statements(body) if isinstance(node, ir.Assign))
        self._assigned = {target.name for target in targets if isinstance(target, ir.Variable)}
        self._reads = Counter(each.name for each in walk_all(body) if isinstance(each, ir.Variable))
        self._counters, self._natural = _counters(body)
        self._print: dict[type, Callable[[Any], None]] = {
            ir.Declare: self._declare, ir.Assign: self._assign, ir.Evaluate: self._evaluate, ir.If: self._if,
            ir.While: self._while, tile.Range: self._range, tile.Store: self._store, ir.Barrier: self._barrier,
            ir.Print: self._print_values, ir.Assert: self._assert, ir.Comment: self._comment,
        }  # fmt: skip

    def body(self, statements: Statements) -> None:
        """Statements in the present scope, with the blank lines that the programmer left between them."""
        before: Any = None
        columns: tuple[ir.Declare, ...] = ()
        for position, statement in enumerate(statements):
            if any(statement is each for each in columns):
                continue
            trailing = isinstance(statement, ir.Comment) and statement.trailing
            if before is not None and not trailing and blank_between(before.span, statement.span):
                self._writer.blank()
            before = statement
            columns = self._columns(statement, statements[position + 1 :])
            if columns:
                self._declare_columns(statement, columns)
            elif isinstance(statement, ir.Declare) and statement.init is None:
                self._declare_empty(statement, statements[position + 1 :])
            else:
                self._print[type(statement)](statement)

    def line(self, text: str, span: Span) -> None:
        self._start = self._writer.count
        for part in wrapped(text, INDENT * self._depth):
            self._writer.line(part, line_of(span))

    # ------------------------------------------------------------ variables

    def _declare(self, node: ir.Declare) -> None:
        piece = self._initial(node)
        self._set(node, piece)

    def _initial(self, node: ir.Declare) -> Text:
        """What the variable begins with: a tensor of its type and shape, or less where it never changes."""
        type_ = element_of(node.type)
        if node.name in self._assigned and node.name not in self._counters:
            made = self._expressions.full(node.init)
            return self._expressions.shaped(made, shape_of(node.type))
        piece = self._expressions.exact(node.init)
        return piece if _infers(piece, type_) else firm(piece)

    def _columns(self, node: Any, rest: Statements) -> tuple[ir.Declare, ...]:
        """The variables for the columns of a tile that is nothing else, where they come right behind it."""
        if not isinstance(node, ir.Declare) or node.name in self._assigned or len(shape_of(node.type)) != 2:
            return ()
        count = shape_of(node.type)[-1]
        found = rest[: count if isinstance(count, int) else 0]
        splits = [each.init for each in found if isinstance(each, ir.Declare) and isinstance(each.init, tile.Split)]
        own = [each for each in splits if isinstance(each.value, ir.Variable) and each.value.name == node.name]
        numbers = [each.field for each in own]
        return found if numbers == [*range(len(found))] and self._reads[node.name] == len(found) else ()

    def _declare_columns(self, node: ir.Declare, columns: tuple[ir.Declare, ...]) -> None:
        value = columns_of(self._expressions, self._expressions.full(node.init))
        names = [self._named(each, tensor("", element_of(each.type), shape_of(each.type))) for each in columns]
        self.line(f"{', '.join(names)} = {value}", node.span)

    def _set(self, node: ir.Declare, piece: Text) -> None:
        self.line(f"{self._named(node, piece)} = {piece.text}", node.span)

    def _named(self, node: ir.Declare, piece: Text) -> str:
        """The name of a variable that begins with the value."""
        changes = node.name in self._assigned
        name = self._names.declare(node.name, _kind(piece.type, piece.shape, piece.is_plain and not changes))
        floor = 0 if node.name in self._natural else None
        variable = Text(name, POSTFIX, piece.type, piece.shape, interpreted=piece.is_plain or changes, floor=floor)
        if node.name not in self._counters and changes:
            variable = replace(variable, interpreted=False)
        elif not changes:
            variable = replace(variable, low=piece.low, high=piece.high, floor=piece.floor)
        self._expressions.variables[node.name] = variable
        return name

    def _declare_empty(self, node: ir.Declare, rest: Statements) -> None:
        """A variable without a value is printed where it first gets one, if that is before all else with it."""
        type_, shape = element_of(node.type), shape_of(node.type)
        if _is_set_first(node.name, rest):
            name = self._names.declare(node.name, _kind(type_, shape))
            plain = node.name in self._counters
            self._expressions.variables[node.name] = Text(name, POSTFIX, type_, shape, interpreted=plain)
            return
        if isinstance(type_, Pointer):
            zero = self._expressions.exact(ir.Literal(0, type_, node.span))
        else:
            zero = number(0.0 if type_.is_float else 0, type_)
        if node.name not in self._counters or shape:
            zero = self._expressions.shaped(zero, shape)
        self._set(node, zero)

    def _assign(self, node: ir.Assign) -> None:
        assert isinstance(node.target, ir.Variable)
        variable = self._expressions.variables[node.target.name]
        if variable.interpreted:
            value = self._expressions.exact(node.value)
        else:
            value = self._expressions.shaped(self._expressions.exact(node.value), variable.shape)
        step = _step(variable, value)
        if step is not None:
            self.line(f"{variable.text} {step[0]}= {step[1].text}", node.span)
        else:
            self.line(f"{variable.text} = {value.text}", node.span)

    # ------------------------------------------------------------ effects

    def _evaluate(self, node: ir.Evaluate) -> None:
        self.line(self._expressions.exact(node.value).text, node.span)

    def _store(self, node: tile.Store) -> None:
        self.line(print_store(self._expressions, node), node.span)

    def _barrier(self, node: ir.Barrier) -> None:
        self.line("tl.debug_barrier()", node.span)

    def _print_values(self, node: ir.Print) -> None:
        """Triton prints a text and then values, so that each conversion of the format is a line of its own."""
        texts, last = [], 0
        conversions = [each for each in _CONVERSION.finditer(node.format) if each.group(1) != "%"]
        for conversion in conversions:
            texts.append(_said(node.format[last : conversion.start()]))
            last = conversion.end()
        if len(conversions) != len(node.arguments):
            raise refuse("TK0424", "this format takes another number of values than are given", node.span)
        for text, argument in zip(texts, node.arguments, strict=True):
            value = self._expressions.exact(argument)
            if isinstance(value.type, Scalar) and value.type == BOOL:
                value = self._expressions.exact(ir.Convert(argument, INT32, node.span))
            self.line(f'tl.device_print("{text}", {value.text})', node.span)
        if not conversions:
            self.line(f'tl.device_print("{_said(node.format)}")', node.span)

    def _assert(self, node: ir.Assert) -> None:
        message = node.message.replace("\\", "\\\\").replace('"', '\\"')
        self.line(f'tl.device_assert({self._expressions.exact(node.condition).text}, "{message}")', node.span)

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

    def _if(self, node: ir.If, word: str = "if") -> None:
        self.line(f"{word} {self._expressions.exact(node.condition).text}:", node.span)
        self._inner(node.then)
        if not node.otherwise:
            return
        if len(node.otherwise) == 1 and isinstance(node.otherwise[0], ir.If):
            self._if(node.otherwise[0], "elif")
            return
        self.line("else:", node.span)
        self._inner(node.otherwise)

    def _while(self, node: ir.While) -> None:
        self.line(f"while {self._expressions.exact(node.condition).text}:", node.span)
        self._inner(node.body)

    def _range(self, node: tile.Range) -> None:
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        start, stop, step = (self._expressions.exact(each) for each in (node.start, node.stop, node.step))
        if type_ == INT64 and start.is_plain and stop.is_plain:
            start = firm(start)
        with self._names.scope():
            name = self._names.declare(node.name, _kind(type_, ()))
            low = start.low
            high = stop.high - 1 if stop.high is not None else None
            bounded = low is not None and high is not None
            self._expressions.variables[node.name] = Text(
                name, POSTFIX, type_, interpreted=True, low=low if bounded else None, high=high if bounded else None,
                floor=low,
            )  # fmt: skip
            bounds = [start.text, stop.text] + ([step.text] if step.value != 1 else [])
            factor = unroll_factor(node, step.value, _rounds(start, stop, step))
            if factor > 1:
                bounds.append(f"loop_unroll_factor={factor}")
            self.line(f"for {name} in {'tl.' if factor > 1 else ''}range({', '.join(bounds)}):", node.span)
            self._inner(node.body)

    def _inner(self, statements: Statements) -> None:
        self._depth += 1
        with self._writer.indented(), self._names.scope():
            self.body(statements)
            if all(isinstance(each, ir.Comment) for each in statements):
                self._writer.line("pass")
        self._depth -= 1


def _rounds(start: Text, stop: Text, step: Text) -> int | None:
    """How often a loop goes round, where the text says so."""
    first, end, by = start.value, stop.value, step.value
    if not all(isinstance(each, int) for each in (first, end, by)):
        return None
    return len(range(int(first), int(end), int(by)))  # type: ignore[arg-type]


def _kind(type_: Any, shape: Any, plain: bool = False) -> tuple[object, ...]:
    """What two variables of one name have in common: the compiler joins the values of a name behind an `if` and a loop,
    also where none of them is read again."""
    return type_, tuple(shape), plain


def _step(variable: Text, value: Text) -> tuple[str, Text] | None:
    """`(op, right)` where `variable op= right` is the assignment."""
    if value.parts is None or value.parts[0] not in _AUGMENTED or isinstance(variable.type, Pointer):
        return _pointer_step(variable, value)
    op, left, right = value.parts
    if left.text == variable.text:
        return op, right
    if right.text == variable.text and op in _SWAPPABLE:
        return op, left
    return None


def _pointer_step(variable: Text, value: Text) -> tuple[str, Text] | None:
    if value.parts is None or not isinstance(variable.type, Pointer) or value.parts[1].text != variable.text:
        return None
    return value.parts[0], value.parts[2]


def _infers(piece: Text, type_: Scalar | Pointer) -> bool:
    """Whether the compiler gives `name = number` the type."""
    if not piece.is_plain:
        return True
    if type_ == INT32:
        return not piece.sure or in_limits(piece, INT32)
    return type_ == FLOAT32 and (not piece.sure or _is_ordinary(piece.text))


def _is_ordinary(text: str) -> bool:
    """Whether the number is no denormal, which Triton takes for a double."""
    try:
        return float(text) == 0.0 or abs(float(text)) >= 2.0**-126
    except ValueError:
        return False


def _counters(body: Statements) -> tuple[frozenset[str], frozenset[str]]:
    """The scalars of type int that change and may hold plain numbers of Python: `count = 0` stays so. And those among
    them that are never negative."""
    found: dict[str, bool] = {}
    values: list[tuple[str, Any]] = []
    for node in walk_all(body):
        if isinstance(node, ir.Declare) and node.type == INT32:
            found[node.name] = False
            if node.init is not None:
                values.append((node.name, node.init))
        elif isinstance(node, ir.Assign) and isinstance(node.target, ir.Variable) and node.target.name in found:
            values.append((node.target.name, node.value))
        elif isinstance(node, tile.Range):
            found[node.name] = True
    changed = True
    while changed:
        changed = False
        for name, value in values:
            if not found[name] and _may_be_plain(value, found):
                found[name] = changed = True
    plain = frozenset(name for name, is_plain in found.items() if is_plain)
    return plain, _natural(plain & {name for name, _ in values}, values)


def _natural(names: frozenset[str], values: list[tuple[str, Any]]) -> frozenset[str]:
    """The variables that only ever get what is not negative, if none of them is before."""
    kept = names
    while True:
        broken = {name for name, value in values if name in kept and not _is_natural(value, kept)}
        if not broken:
            return kept
        kept -= broken


def _is_natural(value: Any, natural: frozenset[str]) -> bool:
    match value:
        case ir.Literal():
            return value.value >= 0
        case tile.Constant():
            return True
        case ir.Variable():
            return value.name in natural
        case ir.Binary(op=op, left=left, right=right):
            both = _is_natural(left, natural) and _is_natural(right, natural)
            return both and op not in (ir.BinaryOp.SUBTRACT, ir.BinaryOp.SHIFT_LEFT)
    return False


def _may_be_plain(value: Any, plain: dict[str, bool]) -> bool:
    """Whether no part of it is a tensor for sure."""
    leaves = [each for each in walk(value) if not isinstance(each, ir.Binary | ir.Unary | ir.Convert)]
    return all(
        isinstance(each, ir.Literal | tile.Constant) or (isinstance(each, ir.Variable) and plain.get(each.name, True))
        for each in leaves
    )


def _is_set_first(name: str, rest: Statements) -> bool:
    """Whether the first statement with the variable gives it a value."""
    for statement in rest:
        if isinstance(statement, ir.Assign) and isinstance(statement.target, ir.Variable):
            reads = any(isinstance(each, ir.Variable) and each.name == name for each in walk(statement.value))
            if statement.target.name == name:
                return not reads
        if any(isinstance(each, ir.Variable) and each.name == name for each in walk(statement)):
            return False
    return True


def _said(text: str) -> str:
    """A text that device_print takes: one line, no more escapes."""
    plain = text.replace("\\n", " ").replace("\\t", " ").replace('\\"', "'").replace("\\", "").replace("%%", "%")
    return " ".join(plain.split()) or " "
