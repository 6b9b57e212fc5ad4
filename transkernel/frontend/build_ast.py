"""From the grammar to the syntax tree: declarations. `Builder` has one method for each named rule of grammars/."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.build_statements import StatementBuilder
from transkernel.frontend.build_types import (
    Alignment,
    Declarator,
    Defined,
    FunctionStep,
    Specifiers,
    alignment_value,
    apply_steps,
    cover,
    qualifier,
)
from transkernel.frontend.tokens import Token
from transkernel.source import Span

Templates = tuple[ast.TemplateParameter, ...]
Declarations = tuple[ast.Declaration, ...]


class Builder(StatementBuilder):
    """One method for each rule of declarations.lark. Each declaration is a tuple of ast.Declaration."""

    # ------------------------------------------------------------ declarations

    def local_declaration(self, children: list[Any]) -> Declarations:
        return self._declared(None, children)

    def bare_declaration(self, children: list[Any]) -> Declarations:
        heads, rest = _split_heads(children)
        return self._declared(heads, rest)

    def top_declaration(self, children: list[Any]) -> Declarations:
        heads, rest = _split_heads(children)
        return self._declared(heads, rest)

    def _declared(self, heads: Templates | None, children: list[Any]) -> Declarations:
        """[specifiers, `;`] or [specifiers, init declarators, `;`]."""
        specifiers: Specifiers = children[0]
        declarators: list[InitDeclarator] = children[1] if len(children) == 3 else []
        made: list[ast.Declaration] = []
        defined = specifiers.defined
        if (
            defined is not None
            and (defined.is_definition or not declarators)
            and (defined.declaration.name or not declarators)
        ):
            made.append(_with_template(defined, None if declarators else heads, specifiers))
        for each in declarators:
            declaration = self._one(heads, specifiers, each)
            if not _renames_itself(declaration):
                made.append(declaration)
        if not made and defined is not None:
            made.append(defined.declaration)
        if not made:
            made.append(ast.HostCode("", (), cover(children)))
        return tuple(made)

    def _one(self, heads: Templates | None, specifiers: Specifiers, each: InitDeclarator) -> ast.Declaration:
        declarator = each.declarator
        span = specifiers.span.to(each.span)
        steps = declarator.steps
        if "typedef" in specifiers.words:
            name = declarator.name.text if declarator.name else ""
            return ast.TypeAlias(name, apply_steps(specifiers.required_type, steps), span, heads)
        if steps and isinstance(steps[-1], FunctionStep) and declarator.name is not None:
            return self._function(heads, specifiers, declarator, None, span)
        return self._variable(heads, specifiers, each, span)

    def _variable(
        self, heads: Templates | None, specifiers: Specifiers, each: InitDeclarator, span: Span
    ) -> ast.Variable:
        declarator = each.declarator
        type_ = apply_steps(specifiers.required_type, declarator.steps)
        if "__restrict__" in specifiers.words and isinstance(type_, ast.PointerType):
            type_ = replace(type_, restrict=True)
        init = each.init
        if each.arguments is not None:
            init = ast.ConstructExpression(type_, each.arguments, False, each.span)
        name = declarator.name
        return ast.Variable(
            name.last.identifier if name else "",
            type_,
            init,
            specifiers.words,
            span,
            each.alignment or specifiers.alignment,
            each.bit_width,
            heads,
            qualifier(name),
            declarator.bindings,
        )

    def _function(
        self,
        heads: Templates | None,
        specifiers: Specifiers,
        declarator: Declarator,
        body: ast.Body | None,
        span: Span,
    ) -> ast.Function:
        *steps, function = declarator.steps
        assert isinstance(function, FunctionStep)
        assert declarator.name is not None
        result = function.result or apply_steps(specifiers.required_type, tuple(steps))
        return ast.Function(
            declarator.name,
            result,
            function.parameters,
            body,
            specifiers.words | function.words,
            span,
            heads,
            specifiers.launch_bounds,
            function.variadic,
        )

    def function_definition(self, children: list[Any]) -> Declarations:
        heads, (specifiers, declarators, body) = _split_heads(children)
        declarator = declarators[-1].declarator
        if declarator.name is None or not declarator.steps or not isinstance(declarator.steps[-1], FunctionStep):
            raise refuse("TK0201", "a body stands here without a function", declarator.span)
        return (self._function(heads, specifiers, declarator, body.content, cover(children)),)

    def special_declaration(self, children: list[Any]) -> Declarations:
        heads, (specifiers, name, function, _) = _split_heads(children)
        return (self._special(heads, specifiers, name, function, None, cover(children)),)

    def special_definition(self, children: list[Any]) -> Declarations:
        heads, (specifiers, name, function, _, body) = _split_heads(children)
        return (self._special(heads, specifiers, name, function, body.content, cover(children)),)

    def _special(
        self,
        heads: Templates | None,
        specifiers: Specifiers | None,
        name: ast.Name,
        function: FunctionStep,
        body: ast.Body | None,
        span: Span,
    ) -> ast.Function:
        words = function.words | (specifiers.words if specifiers else frozenset())
        return ast.Function(name, None, function.parameters, body, words, span, heads, (), function.variadic)

    # ------------------------------------------------------------ declarators with their values

    def init_declarators(self, children: list[Any]) -> list[InitDeclarator]:
        return children[::2]

    def init_declarator(self, children: list[Any]) -> InitDeclarator:
        alignment = next((alignment_value(each) for each in children if isinstance(each, Alignment)), None)
        has_value = len(children) == 4 or isinstance(children[-1], ast.InitializerList)
        return InitDeclarator(children[0], cover(children), children[-1] if has_value else None, None, alignment)

    def init_declarator_call(self, children: list[Any]) -> InitDeclarator:
        return InitDeclarator(children[0], cover(children), None, children[2] or ())

    def bit_field(self, children: list[Any]) -> InitDeclarator:
        return InitDeclarator(children[0], cover(children), None, None, None, children[2])

    def bit_field_unnamed(self, children: list[Any]) -> InitDeclarator:
        nothing = Declarator(None, (), children[0].span)
        return InitDeclarator(nothing, cover(children), None, None, None, children[1])

    # ------------------------------------------------------------ using, static_assert, instantiations

    def alias(self, children: list[Any]) -> Declarations:
        return (ast.TypeAlias(children[1].text, children[3], cover(children)),)

    def using_namespace(self, children: list[Any]) -> Declarations:
        return (ast.UsingDirective(children[2], cover(children)),)

    def using_name(self, children: list[Any]) -> Declarations:
        return (ast.UsingName(children[2], cover(children)),)

    def namespace_alias(self, children: list[Any]) -> Declarations:
        return (ast.Namespace(children[1].text, (), cover(children), children[3]),)

    def using_template(self, children: list[Any]) -> Declarations:
        heads, ((declaration,),) = _split_heads(children)
        if heads is not None and isinstance(declaration, ast.TypeAlias):
            declaration = replace(declaration, template_parameters=heads)
        return (declaration,)

    def static_assert(self, children: list[Any]) -> Declarations:
        message = "".join(token.text for token in children if isinstance(token, Token) and token.kind == "STRING")
        return (ast.StaticAssert(children[2], message, cover(children)),)

    def instantiated_class(self, children: list[Any]) -> Declarations:
        specifiers: Specifiers = children[-2]
        type_ = specifiers.required_type
        assert isinstance(type_, ast.NamedType)
        return (ast.ExplicitInstantiation(type_.name, cover(children)),)

    def instantiated_function(self, children: list[Any]) -> Declarations:
        name = children[-2].name
        return (ast.ExplicitInstantiation(name, cover(children)),)

    # ------------------------------------------------------------ templates

    def template_heads(self, children: list[Any]) -> Templates:
        heads, _ = _split_heads(children)
        return heads or ()

    def template_head(self, children: list[Any]) -> TemplateHead:
        return TemplateHead(children[2] or (), cover(children))

    def template_parameters(self, children: list[Any]) -> Templates:
        return tuple(children[::2])

    def type_parameter(self, children: list[Any]) -> ast.TemplateParameter:
        return self._template_parameter("type", children, children)

    def template_template_parameter(self, children: list[Any]) -> ast.TemplateParameter:
        return self._template_parameter("template", children[1:], children)

    def _template_parameter(self, kind: Any, children: list[Any], all_: list[Any]) -> ast.TemplateParameter:
        _, pack, name, *default = children
        text = name.text if name else ""
        value = default[1] if default else None
        return ast.TemplateParameter(kind, text, cover(all_), None, value, pack is not None)

    def value_parameter(self, children: list[Any]) -> ast.TemplateParameter:
        parameter: ast.Parameter = children[0]
        return ast.TemplateParameter(
            "value", parameter.name, parameter.span, parameter.type, parameter.default, parameter.pack
        )

    # ------------------------------------------------------------ constructors' initialisers

    def initializers(self, children: list[Any]) -> tuple[ast.MemberInitializer, ...]:
        return tuple(children[::2])

    def initializer(self, children: list[Any]) -> ast.MemberInitializer:
        target = children[0].name if isinstance(children[0], ast.NamedType) else children[0]
        if isinstance(children[1], ast.InitializerList):
            return ast.MemberInitializer(target, children[1].elements, True, cover(children))
        return ast.MemberInitializer(target, children[2] or (), False, cover(children))


class TemplateHead:
    """The parameters of one `template <...>`."""

    __slots__ = ("parameters", "span")

    def __init__(self, parameters: Templates, span: Span) -> None:
        self.parameters = parameters
        self.span = span


class InitDeclarator:
    """One declarator with its value. arguments: of `T x(a, b)`."""

    __slots__ = ("declarator", "span", "init", "arguments", "alignment", "bit_width")

    def __init__(
        self,
        declarator: Declarator,
        span: Span,
        init: ast.Expression | None = None,
        arguments: tuple[ast.Expression, ...] | None = None,
        alignment: ast.Expression | None = None,
        bit_width: ast.Expression | None = None,
    ) -> None:
        self.declarator = declarator
        self.span = span
        self.init = init
        self.arguments = arguments
        self.alignment = alignment
        self.bit_width = bit_width


def _split_heads(children: list[Any]) -> tuple[Templates | None, list[Any]]:
    """The template parameters of all heads, outermost first (None without a head), and what follows."""
    heads = [child for child in children if isinstance(child, TemplateHead)]
    if not heads:
        return None, children
    return tuple(parameter for head in heads for parameter in head.parameters), children[len(heads) :]


def _with_template(defined: Defined, heads: Templates | None, specifiers: Specifiers) -> ast.Declaration:
    declaration = defined.declaration
    if isinstance(declaration, ast.Enum):
        return declaration
    return replace(declaration, template_parameters=heads, alignment=declaration.alignment or specifiers.alignment)


def _renames_itself(declaration: ast.Declaration) -> bool:
    """`typedef struct S {...} S;` adds nothing to `struct S {...};`."""
    if not isinstance(declaration, ast.TypeAlias) or not isinstance(declaration.type, ast.NamedType):
        return False
    name = declaration.type.name
    return name.text == declaration.name and name.last.arguments is None and not name.absolute
