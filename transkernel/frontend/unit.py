"""One translation unit while its kernels are lowered: names, classes, constants, and the functions made so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import Diagnostic, Refusal, refuse
from transkernel.frontend import ast, templates
from transkernel.frontend.classes import complete_class
from transkernel.frontend.constant_calls import evaluate_constant
from transkernel.frontend.entities import (
    AliasEntity,
    ClassInfo,
    ClassTemplate,
    Declared,
    Entity,
    EnumEntity,
    Enumerator,
    Operand,
    Pack,
    Scope,
    TypeName,
    VariableEntity,
)
from transkernel.frontend.index import Index
from transkernel.frontend.templates import Value
from transkernel.frontend.tokens import Comment, MacroUse
from transkernel.frontend.type_names import value_spelled
from transkernel.ir.nodes import Comment as CommentNode
from transkernel.ir.nodes import (
    Dereference,
    Expression,
    Function,
    GlobalVariable,
    Literal,
    SharedVariable,
    Statement,
    Variable,
)
from transkernel.ir.types import Array, Pointer, Struct, Type, is_float
from transkernel.limits import checkpoint
from transkernel.source import SourceFile, Span

if TYPE_CHECKING:
    from transkernel.frontend.macros import Macro
    from transkernel.frontend.parse import Parser


_LONGEST_NAME = 200  # of an instance; names inside of names would double without end


@dataclass(slots=True)
class FunctionInstance:
    """A device function with its template arguments. function is None while its body is being lowered.

    recursive: it calls itself, which only constant evaluation does.
    """

    name: str
    function: Function | None = None
    failed: Diagnostic | None = None
    recursive: bool = False


@dataclass(eq=False, slots=True)
class Unit:
    """The state that the kernels of one file share. symbols: definition texts of named constants. uncounted: by id, the
    assignments whose values are known to hold no `x++`. aliases, initial: by id, what aliases and the initialisers of
    constants were found to be. enumerators: the numbers of each enum that are known, in order."""

    index: Index
    parser: Parser
    comments: tuple[Comment, ...] = ()
    macros: dict[str, Macro] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    classes: dict[str, ClassInfo] = field(default_factory=dict)
    functions: dict[object, FunctionInstance] = field(default_factory=dict)
    by_name: dict[str, FunctionInstance] = field(default_factory=dict)
    results: dict[str, Declared] = field(default_factory=dict)
    function_shared: dict[str, tuple[SharedVariable, ...]] = field(default_factory=dict)
    globals: dict[int, GlobalVariable] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    strings: dict[tuple[str, ...], GlobalVariable] = field(default_factory=dict)
    file_shared: dict[int, SharedVariable] = field(default_factory=dict)
    kernel_warnings: dict[int, Diagnostic] = field(default_factory=dict)
    missing_headers: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    uncounted: set[int] = field(default_factory=set)
    aliases: dict[int, tuple[AliasEntity, Declared]] = field(default_factory=dict)
    initial: dict[int, tuple[VariableEntity, Expression | None]] = field(default_factory=dict)
    _class_keys: dict[object, ClassInfo] = field(default_factory=dict)
    _inline: dict[int, ClassInfo] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    enumerators: dict[tuple[int, int], tuple[Enumerator, list[int]]] = field(default_factory=dict)
    _leaves: dict[str, int] = field(default_factory=dict)
    _evaluating: set[int] = field(default_factory=set)
    _comments_by_file: dict[SourceFile, list[Comment]] | None = None

    # ------------------------------------------------------------ names

    def unique(self, wanted: str) -> str:
        """An identifier that no other function, class or global of the unit has."""
        base = re.sub(r"\W+", "_", wanted).strip("_") or "unnamed"
        name, count = base, 2
        while name in self._names:
            name = f"{base}_{count}"
            count += 1
        self._names.add(name)
        return name

    def is_type(self, entity: Entity) -> bool:
        """Whether an entity names a type."""
        return isinstance(entity, TypeName | ClassTemplate | AliasEntity | EnumEntity)

    def comments_within(self, span: Span) -> list[Comment]:
        """The comments that begin inside a span, in order."""
        comments = self._comments_of(span.file)
        first = bisect_right(comments, span.start, key=_start)
        return comments[first : bisect_left(comments, span.end, key=_start)]

    def _comments_of(self, file: SourceFile) -> list[Comment]:
        """The comments of one file, in order; sorted by file once."""
        if self._comments_by_file is None:
            self._comments_by_file = {}
            for comment in sorted(self.comments, key=_start):
                self._comments_by_file.setdefault(comment.span.file, []).append(comment)
        return self._comments_by_file.get(file, [])

    def doc_comments(self, span: Span) -> tuple[CommentNode, ...]:
        """The comments that stand directly above a declaration."""
        found: list[CommentNode] = []
        line = span.line
        comments = self._comments_of(span.file)
        for comment in reversed(comments[: bisect_left(comments, span.start, key=_start)]):
            if not comment.own_line:
                continue
            end = span.file.line_of(max(comment.span.start, comment.span.end - 1))
            if end != line - 1:
                break
            found.append(CommentNode(comment.text, comment.span))
            line = comment.span.line
        return tuple(reversed(found))

    # ------------------------------------------------------------ constants and types of expressions

    def constant(self, scope: Scope, expression: ast.Expression, what: str) -> Literal:
        """The value of a constant expression. Raises Refusal (TK0236) where it is not one."""
        if id(expression) in self._evaluating:
            raise refuse("TK0236", f"{what} depends on itself", expression.span)
        self._evaluating.add(id(expression))
        try:
            operand, before = self._lowered(scope, expression)
        finally:
            self._evaluating.discard(id(expression))
        value = evaluate_constant(self, operand.expression, before)
        if value is None:
            raise refuse("TK0236", f"{what} must be known at translation time", expression.span)
        return value

    def whole_number(self, scope: Scope, expression: ast.Expression, what: str) -> int:
        """The value of a constant expression of integer type, as extents and widths are (C++17 [expr.const] 4). Raises
        Refusal (TK0236)."""
        value = self.constant(scope, expression, what)
        if is_float(value.type):
            raise refuse("TK0236", f"{what} must be an integer", expression.span)
        return int(value.value)

    def alignment(self, scope: Scope, expression: ast.Expression) -> int:
        """The bytes of `alignas(expression)`: 0 or a power of two (C++17 [dcl.align]). Raises Refusal (TK0236)."""
        value = self.whole_number(scope, expression, "an alignment")
        if value < 0 or value & (value - 1):
            raise refuse("TK0236", f"an alignment of {value} is no power of two", expression.span)
        return value

    def operand(self, scope: Scope, expression: ast.Expression) -> Operand:
        """An expression's meaning outside of any function; what it would do first is thrown away."""
        return self._lowered(scope, expression)[0]

    def _lowered(self, scope: Scope, expression: ast.Expression) -> tuple[Operand, tuple[Statement, ...]]:
        """An expression's meaning outside of any function, and what it does first."""
        from transkernel.frontend.function import FunctionLowering

        lowering = FunctionLowering(self, scope, folding=True)
        lowering.this = _object_in(scope, expression.span)
        operand = lowering.operand(expression)
        return operand, tuple(lowering.out)

    def type_of(self, scope: Scope, expression: ast.Expression) -> Declared:
        """`decltype(expression)`."""
        operand = self.operand(scope, expression)
        by_name = isinstance(expression, ast.NameExpression | ast.MemberExpression)
        return Declared(operand.type, operand.const, reference="&" if operand.lvalue and not by_name else "")

    # ------------------------------------------------------------ templates

    def template_value(self, argument: ast.TemplateArgument, scope: Scope) -> Value:
        """A written template argument's meaning."""
        return templates.template_value(self, argument, scope)

    def bind_template(
        self,
        parameters: tuple[ast.TemplateParameter, ...],
        arguments: tuple[ast.TemplateArgument, ...],
        home: Scope,
        scope: Scope,
        span: Span,
    ) -> Scope:
        """The scope of a template's parameters with written arguments, which are looked up in `scope`."""
        values = templates.expand_arguments(self, arguments, scope)
        bindings = templates.positional(parameters, values, "this template", span)
        return templates.bind(self, parameters, bindings, home, span, "this template")

    def expansions(self, pattern: ast.TemplateArgument, scope: Scope) -> list[Scope]:
        """One scope for each element of the packs that a pattern mentions, in which the packs are that element."""
        packs: dict[str, Pack] = {}
        for name in names_in(pattern):
            found = scope.lookup(name)
            if found and isinstance(found[0], Pack):
                packs[name] = found[0]
        if not packs:
            raise refuse("TK0237", "`...` follows something that holds no parameter pack", pattern.span)
        count = min(len(pack.elements) for pack in packs.values())
        scopes = []
        for position in range(count):
            inner = Scope("block", scope)
            for name, pack in packs.items():
                inner.bind(name, pack.elements[position])
            scopes.append(inner)
        return scopes

    # ------------------------------------------------------------ classes

    def class_with(
        self,
        template: ClassTemplate,
        arguments: tuple[ast.TemplateArgument, ...] | None,
        scope: Scope,
        span: Span,
    ) -> ClassInfo:
        """A class, or the instance of a class template with written arguments."""
        if arguments is None and (template.primary is None or template.primary.template_parameters is None):
            return self.class_of(template, (), span)
        return self.class_of(template, templates.expand_arguments(self, arguments or (), scope), span)

    def class_of(self, template: ClassTemplate, values: tuple[Value, ...], span: Span) -> ClassInfo:
        """The instance of a class template with values, or the class itself where it is no template."""
        checkpoint(span)
        primary = template.primary
        bindings: templates.Bindings = {}
        outer = template.scope
        if primary is not None and primary.template_parameters is not None:
            bindings = templates.positional(primary.template_parameters, values, template.name, span)
            outer = templates.bind(self, primary.template_parameters, bindings, template.scope, span, template.name)
            values = tuple(bindings[p.name] for p in primary.template_parameters if p.name in bindings)
        key = (id(template), templates.key_of(values))
        known = self._class_keys.get(key)
        if known is not None:
            return known
        declaration, home = self._specialised(template, values, outer)
        if declaration is None or declaration.members is None:
            raise refuse("TK0238", f"`{template.name}` is declared but not defined in the text at hand", span)
        try:
            return self._complete(declaration, home, template, values, key)
        except Refusal as refusal:
            if refusal.diagnostic.span is None or not refusal.diagnostic.span.file.is_bundled:
                raise
            raise Refusal(replace(refusal.diagnostic, span=span)) from None

    def _specialised(
        self, template: ClassTemplate, values: tuple[Value, ...], outer: Scope
    ) -> tuple[ast.Struct | None, Scope]:
        """The most specialised declaration that fits the values, and the scope of its parameters."""
        best: tuple[int, ast.Struct, templates.Bindings] | None = None
        for candidate in template.specialisations:
            names = {parameter.name: parameter for parameter in candidate.template_parameters or ()}
            bindings: templates.Bindings = {}
            fits = templates.deduce_list(self, template.scope, candidate.arguments or (), values, names, bindings)
            if fits and (best is None or len(names) < best[0]):
                best = (len(names), candidate, bindings)
        if best is None:
            return template.primary, outer
        _, declaration, bindings = best
        parameters = declaration.template_parameters or ()
        home = templates.bind(self, parameters, bindings, template.scope, declaration.span, template.name)
        return declaration, home

    def leaves(self, type_: Type) -> int:
        """How many numbers and pointers a type holds, an array's elements counted once."""
        while isinstance(type_, Array):
            type_ = type_.element
        if not isinstance(type_, Struct):
            return 1
        if type_.name not in self._leaves:
            self._leaves[type_.name] = sum(self.leaves(field.type) for field in type_.fields)
        return self._leaves[type_.name]

    def inline_class(self, declaration: ast.Struct, scope: Scope) -> ClassInfo:
        """A class defined where it is used, or inside a function."""
        known = self._inline.get(id(declaration))
        if known is None:
            template = ClassTemplate(declaration.name or "unnamed", scope, declaration)
            known = self._complete(declaration, scope, template, (), ("inline", id(declaration)))
            self._inline[id(declaration)] = known
        return known

    def _complete(
        self, declaration: ast.Struct, home: Scope, template: ClassTemplate, values: tuple[Value, ...], key: object
    ) -> ClassInfo:
        spelled = ", ".join(value_spelled(value) for value in values)
        wanted = template.name + (f"_{spelled}" if spelled else "")
        name = self.unique(wanted if len(wanted) <= _LONGEST_NAME else template.name)
        info = ClassInfo(name, declaration, Scope("class", home, template.name), template, tuple(values))
        info.struct = Struct(name)
        info.scope.owner = info
        self._class_keys[key] = info
        self.classes[name] = info
        try:
            complete_class(self, info)
        except Refusal:
            del self._class_keys[key], self.classes[name]
            self._names.discard(name)
            raise
        return info


def _object_in(scope: Scope, span: Span) -> Operand | None:
    """Inside a class its members have types without an object: `sizeof(member)` (C++17 [expr.prim.id])."""
    owner = next((each.owner for each in scope.outward() if each.owner is not None), None)
    if owner is None:
        return None
    pointer = Pointer(owner.struct)
    return Operand(Dereference(Variable("self", pointer, span), owner.struct, span), True)


def _start(comment: Comment) -> int:
    return comment.span.start


def nodes_in(node: object) -> Iterator[object]:
    """An AST node and all below it, but for the bodies of lambdas, which are not read yet."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, tuple):
            stack += current
        elif hasattr(current, "__dataclass_fields__") and not isinstance(current, Span | MacroUse | ast.Body):
            yield current
            stack += [getattr(current, each) for each in current.__dataclass_fields__ if each not in ("span", "macro")]


def names_in(node: object) -> list[str]:
    """Every identifier that begins a name below an AST node."""
    return [each.parts[0].identifier for each in nodes_in(node) if isinstance(each, ast.Name)]
