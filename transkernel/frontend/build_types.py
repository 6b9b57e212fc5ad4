"""From the grammar to the syntax tree: names, types and declarators.

A declarator is read from the inside out and applied to the type before it. Its steps are kept in the order in which
they are applied: `(*p)[3]` is an array step, then a pointer step.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.tokens import Token
from transkernel.records import record
from transkernel.source import Span


def cover(children: list[Any]) -> Span:
    """From the first to the last of some values that have spans; absent ones are None."""
    first = next(child for child in children if child is not None)
    last = next(child for child in reversed(children) if child is not None)
    start: Span = first.span
    return start if first is last else start.to(last.span)


@record
class Alignment:
    value: ast.Expression | ast.TypeSyntax
    span: Span


@record
class LaunchBounds:
    values: tuple[ast.Expression, ...]
    span: Span


@record
class Defined:
    """A class or enum among specifiers, defined or only named (`struct S`)."""

    declaration: ast.Struct | ast.Enum
    is_definition: bool
    span: Span


@record
class Specifiers:
    """What stands before a declarator. type is None where no type was among the words."""

    words: frozenset[str]
    type: ast.TypeSyntax | None
    span: Span
    alignment: ast.Expression | None = None
    launch_bounds: tuple[ast.Expression, ...] = ()
    defined: Defined | None = None

    @property
    def required_type(self) -> ast.TypeSyntax:
        if self.type is None:
            raise refuse("TK0201", "expected a type", self.span)
        return self.type


@record
class PointerStep:
    token: Token
    words: frozenset[str]
    span: Span


@record
class ArrayStep:
    extent: ast.Expression | None
    span: Span


@record
class FunctionStep:
    parameters: tuple[ast.Parameter, ...]
    variadic: bool
    words: frozenset[str]
    result: ast.TypeSyntax | None
    span: Span


@record
class PackStep:
    span: Span


Step = PointerStep | ArrayStep | FunctionStep | PackStep


@record
class Declarator:
    """name is None in an abstract one; pack for `... name`; bindings for `[a, b]`."""

    name: ast.Name | None
    steps: tuple[Step, ...]
    span: Span
    pack: bool = False
    bindings: tuple[str, ...] = ()

    def with_step(self, step: Step) -> Declarator:
        return replace(self, steps=(step, *self.steps), span=_ordered(self.span, step.span))


def _ordered(left: Span, right: Span) -> Span:
    return left.to(right) if left.start <= right.start else right.to(left)


def apply_steps(base: ast.TypeSyntax, steps: tuple[Step, ...]) -> ast.TypeSyntax:
    """The type that a declarator gives to its name."""
    for step in steps:
        base = _apply(base, step)
    return base


def _apply(base: ast.TypeSyntax, step: Step) -> ast.TypeSyntax:
    span = _ordered(base.span, step.span)
    match step:
        case PointerStep():
            return _pointer(base, step, span)
        case ArrayStep(extent):
            return ast.ArrayType(base, extent, span)
        case FunctionStep():
            return ast.FunctionType(step.result or base, step.parameters, span, step.variadic)
        case PackStep():
            return ast.PackType(base, span)


def _pointer(base: ast.TypeSyntax, step: PointerStep, span: Span) -> ast.TypeSyntax:
    restrict = "restrict" in step.words
    if step.token.kind in ("AMPERSAND", "AND_AND"):
        return ast.ReferenceType(base, span, rvalue=step.token.kind == "AND_AND", restrict=restrict)
    member_of = None
    if step.token.kind == "MEMBER_POINTER":
        member_of = ast.Name((ast.NamePart(step.token.text),), step.token.span)
    return ast.PointerType(base, span, "const" in step.words, "volatile" in step.words, restrict, member_of)


_CANONICAL_WORD = {"__signed__": "signed", "_Bool": "bool", "__int64": "long", "__int32": "int"}
_QUALIFIER = {"CONST": "const", "VOLATILE": "volatile", "RESTRICT": "restrict"}


def builtin_name(words: list[str]) -> str | None:
    """The canonical spelling of a fundamental type from its words in any order; None where they make none."""
    counts = Counter(_CANONICAL_WORD.get(word, word) for word in words)
    if "__int64" in words:
        counts["long"] += 1
    unsigned, signed = counts.pop("unsigned", 0), counts.pop("signed", 0)
    longs, shorts, ints = counts.pop("long", 0), counts.pop("short", 0), counts.pop("int", 0)
    rest = list(counts.elements())
    if unsigned + signed > 1 or shorts > 1 or ints > 1 or longs > 2 or len(rest) > 1:
        return None
    if rest:
        return _with_rest(rest[0], unsigned, signed, longs, shorts + ints)
    core = "short" if shorts else " ".join(["long"] * longs) or "int"
    if shorts and longs:
        return None
    return f"unsigned {core}" if unsigned else core


def _with_rest(word: str, unsigned: int, signed: int, longs: int, others: int) -> str | None:
    if others:
        return None
    if word == "char" and not longs:
        return "unsigned char" if unsigned else "signed char" if signed else "char"
    if word == "__int128" and not longs:
        return "unsigned __int128" if unsigned else word
    if unsigned or signed:
        return None
    if longs:
        return "long double" if word == "double" and longs == 1 else None
    return word


class TypeBuilder:
    """One method for each rule of cuda.lark and types.lark."""

    # ------------------------------------------------------------ names

    def name(self, children: list[Any]) -> ast.Name:
        root, *scopes, token, arguments = children
        part = ast.NamePart(token.text, arguments.values if arguments else None)
        return ast.Name((*scopes_parts(scopes), part), cover(children), root is not None, False, token.macro)

    def name_scope(self, children: list[Any]) -> NameScope:
        token, arguments, _ = children
        return NameScope(ast.NamePart(token.text, arguments.values if arguments else None), cover(children))

    def type_name(self, children: list[Any]) -> ast.NamedType:
        typename, root, *scopes, token, arguments = children
        part = ast.NamePart(token.text, arguments.values if arguments else None)
        span = cover(children)
        name = ast.Name((*scopes_parts(scopes), part), span, root is not None, typename is not None, token.macro)
        return ast.NamedType(name, span)

    def constructor_name(self, children: list[Any]) -> ast.Name:
        root, *scopes, token = children
        parts = (*scopes_parts(scopes), ast.NamePart(token.text))
        return ast.Name(parts, cover(children), root is not None, False, token.macro)

    def conversion_name(self, children: list[Any]) -> ast.Name:
        root, *rest = children
        at = next(i for i, child in enumerate(rest) if isinstance(child, Token))
        specifiers, pointers = rest[at + 1], rest[at + 2 :]
        target = apply_steps(specifiers.required_type, tuple(pointers))
        part = ast.NamePart("operator", None, target)
        return ast.Name((*scopes_parts(rest[:at]), part), cover(children), root is not None)

    def template_list(self, children: list[Any]) -> Arguments:
        values = children[1] if len(children) == 3 else ()
        return Arguments(tuple(values), cover(children))

    def template_arguments(self, children: list[Any]) -> tuple[ast.TemplateArgument, ...]:
        return tuple(children[::2])

    # ------------------------------------------------------------ types

    def type_id(self, children: list[Any]) -> ast.TypeSyntax:
        specifiers, declarator = children
        base: ast.TypeSyntax = specifiers.required_type
        return apply_steps(base, declarator.steps) if declarator else base

    def specifiers(self, children: list[Any]) -> Specifiers:
        words: set[str] = set()
        qualifiers: set[str] = set()
        builtin: list[Token] = []
        parts: dict[str, Any] = {}
        for child in children:
            self._specifier(child, words, qualifiers, builtin, parts)
        span = cover(children)
        type_ = parts.pop("type", None)
        if builtin:
            type_ = self._builtin(builtin, type_)
        if type_ is not None and qualifiers:
            type_ = ast.QualifiedType(type_, span, "const" in qualifiers, "volatile" in qualifiers)
        return Specifiers(frozenset(words), type_, span, **parts)

    def _specifier(
        self, child: Any, words: set[str], qualifiers: set[str], builtin: list[Token], parts: dict[str, Any]
    ) -> None:
        if isinstance(child, Alignment):
            parts["alignment"] = alignment_value(child)
        elif isinstance(child, LaunchBounds):
            parts["launch_bounds"] = child.values
        elif isinstance(child, Defined):
            parts["defined"] = child
            self._set_type(parts, defined_type(child))
        elif not isinstance(child, Token):
            self._set_type(parts, child)
        elif child.kind == "BUILTIN":
            builtin.append(child)
        elif child.kind == "AUTO":
            self._set_type(parts, ast.AutoType(child.span))
        elif child.kind == "RESTRICT":
            words.add("__restrict__")
        elif child.kind in _QUALIFIER:
            qualifiers.add(_QUALIFIER[child.kind])
        else:
            words.add(_CANONICAL_SPECIFIER.get(child.text, child.text))

    def _set_type(self, parts: dict[str, Any], type_: ast.TypeSyntax) -> None:
        if "type" in parts:
            raise refuse("TK0201", "a second type in one declaration", type_.span)
        parts["type"] = type_

    def _builtin(self, tokens: list[Token], other: ast.TypeSyntax | None) -> ast.TypeSyntax:
        span = tokens[0].span.to(tokens[-1].span)
        name = builtin_name([token.text for token in tokens])
        if name is None or other is not None:
            raise refuse("TK0201", "these words do not make one type", span)
        return ast.BuiltinType(name, span)

    def decltype(self, children: list[Any]) -> ast.TypeSyntax:
        operand = children[2]
        if isinstance(operand, ast.AutoType):
            return ast.AutoType(cover(children), is_decltype=True)
        return ast.DecltypeType(operand, cover(children))

    def alignment(self, children: list[Any]) -> Alignment:
        return Alignment(children[2], cover(children))

    def launch_bounds(self, children: list[Any]) -> LaunchBounds:
        values: list[ast.Expression] = []
        operand = children[2]
        while isinstance(operand, ast.CommaExpression):
            values.insert(0, operand.right)
            operand = operand.left
        return LaunchBounds((operand, *values), cover(children))

    # ------------------------------------------------------------ classes and enums

    def class_definition(self, children: list[Any]) -> Defined:
        keyword, *rest, named, bases, members = children
        name = named.name if named else None
        alignment = next((alignment_value(each) for each in rest if isinstance(each, Alignment)), None)
        span = cover(children)
        declaration = ast.Struct(
            keyword.text,
            name.last.identifier if name else "",
            members.content,
            span,
            bases or (),
            None,
            name.last.arguments if name else None,
            alignment,
            qualifier(name),
        )
        return Defined(declaration, True, span)

    def elaborated(self, children: list[Any]) -> Defined:
        keyword, *_, named = children
        span = cover(children)
        name: ast.Name = named.name
        declaration: ast.Struct | ast.Enum
        if keyword.text == "enum":
            declaration = ast.Enum(name.last.identifier, None, False, None, span)
        else:
            declaration = ast.Struct(
                keyword.text, name.last.identifier, None, span, (), None, name.last.arguments, None, qualifier(name)
            )
        return Defined(declaration, False, span)

    def bases(self, children: list[Any]) -> tuple[ast.TypeSyntax, ...]:
        return tuple(children[1::2])

    def base(self, children: list[Any]) -> ast.TypeSyntax:
        type_: ast.TypeSyntax = children[-2]
        return type_ if children[-1] is None else ast.PackType(type_, cover(children))

    def enum_definition(self, children: list[Any]) -> Defined:
        _, scoped, named, base, _, enumerators, _ = children
        span = cover(children)
        name = named.name.last.identifier if named else ""
        return Defined(ast.Enum(name, enumerators or (), scoped is not None, base, span), True, span)

    def enum_base(self, children: list[Any]) -> ast.TypeSyntax:
        type_: ast.TypeSyntax = children[1].required_type
        return type_

    def enumerators(self, children: list[Any]) -> tuple[ast.Enumerator, ...]:
        return tuple(child for child in children if isinstance(child, ast.Enumerator))

    def enumerator(self, children: list[Any]) -> ast.Enumerator:
        return ast.Enumerator(children[0].text, children[2] if len(children) == 3 else None, cover(children))

    # ------------------------------------------------------------ declarators

    def pointer(self, children: list[Any]) -> PointerStep:
        words = frozenset(_QUALIFIER[token.kind] for token in children[1:])
        return PointerStep(children[0], words, cover(children))

    def wrapped(self, children: list[Any]) -> Declarator:
        declarator: Declarator = children[1]
        return declarator.with_step(children[0])

    def declared(self, children: list[Any]) -> Declarator:
        return Declarator(children[0], (), children[0].span)

    def declared_pack(self, children: list[Any]) -> Declarator:
        token = children[1]
        name = ast.Name((ast.NamePart(token.text),), token.span, macro=token.macro)
        return Declarator(name, (), cover(children), pack=True)

    def bindings(self, children: list[Any]) -> Declarator:
        return Declarator(None, (), cover(children), bindings=tuple(token.text for token in children[1:-1:2]))

    def grouped(self, children: list[Any]) -> Declarator:
        declarator: Declarator = children[1]
        return replace(declarator, span=cover(children))

    def suffixed(self, children: list[Any]) -> Declarator:
        declarator: Declarator = children[0]
        return declarator.with_step(children[1])

    def abstract_pointer(self, children: list[Any]) -> Declarator:
        return Declarator(None, (children[0],), children[0].span)

    def abstract_pack(self, children: list[Any]) -> Declarator:
        return Declarator(None, (PackStep(children[0].span),), children[0].span)

    def abstract_suffix(self, children: list[Any]) -> Declarator:
        return Declarator(None, (children[0],), children[0].span)

    def array_suffix(self, children: list[Any]) -> ArrayStep:
        return ArrayStep(children[1], cover(children))

    def function_suffix(self, children: list[Any]) -> FunctionStep:
        _, parameters, _, *words, result = children
        listed, variadic = parameters if parameters else ((), False)
        texts = frozenset(word.text for word in words)
        return FunctionStep(listed, variadic, texts, result, cover(children))

    def trailing_result(self, children: list[Any]) -> ast.TypeSyntax:
        return apply_steps(children[1].required_type, tuple(children[2:]))

    # ------------------------------------------------------------ parameters

    def parameters(self, children: list[Any]) -> tuple[tuple[ast.Parameter, ...], bool]:
        listed = tuple(child for child in children if isinstance(child, ast.Parameter))
        if len(listed) == 1 and not listed[0].name and _is_void(listed[0].type):
            return (), False
        return listed, isinstance(children[-1], Token)

    def parameter(self, children: list[Any]) -> ast.Parameter:
        specifiers, *rest, default = children
        declarator: Declarator | None = rest[0] if rest else None
        type_ = specifiers.required_type
        pack = False
        name = ""
        if declarator is not None:
            steps = tuple(step for step in declarator.steps if not isinstance(step, PackStep))
            pack = declarator.pack or len(steps) < len(declarator.steps)
            type_ = apply_steps(type_, steps)
            name = declarator.name.text if declarator.name else ""
        if "__restrict__" in specifiers.words and isinstance(type_, ast.PointerType):
            type_ = replace(type_, restrict=True)
        return ast.Parameter(type_, name, cover(children), default, pack)

    def default_value(self, children: list[Any]) -> ast.Expression:
        value: ast.Expression = children[1]
        return value


@record
class NameScope:
    part: ast.NamePart
    span: Span


@record
class Arguments:
    values: tuple[ast.TemplateArgument, ...]
    span: Span


_CANONICAL_SPECIFIER = {
    "__inline__": "inline",
    "__inline": "inline",
    "__forceinline": "__forceinline__",
}


def scopes_parts(scopes: list[NameScope]) -> tuple[ast.NamePart, ...]:
    return tuple(scope.part for scope in scopes)


def qualifier(name: ast.Name | None) -> ast.Name | None:
    """`a::b` of `a::b::c`; None where there is no scope."""
    if name is None or len(name.parts) < 2:
        return None
    return ast.Name(name.parts[:-1], name.span, name.absolute)


def defined_type(defined: Defined) -> ast.TypeSyntax:
    """The type that a class or enum specifier stands for: by its name where it has one."""
    declaration = defined.declaration
    if not declaration.name:
        return ast.InlineType(declaration, defined.span)
    arguments = declaration.arguments if isinstance(declaration, ast.Struct) else None
    scope = declaration.scope if isinstance(declaration, ast.Struct) else None
    parts = (*(scope.parts if scope else ()), ast.NamePart(declaration.name, arguments))
    return ast.NamedType(ast.Name(parts, defined.span), defined.span)


def alignment_value(alignment: Alignment) -> ast.Expression:
    """The expression of `alignas(n)`; for `alignas(T)` that of `alignof(T)`."""
    if isinstance(alignment.value, ast.TypeSyntax):
        return ast.SizeofExpression("alignof", alignment.value, alignment.span)
    return alignment.value


def _is_void(type_: ast.TypeSyntax) -> bool:
    return isinstance(type_, ast.BuiltinType) and type_.name == "void"
