"""Which instances of a kernel template host code uses: `k<float, 256><<<grid, block>>>(x, n)` and what leads there.

A launch inside a template host function is followed to the calls of that function, and so on outwards; inside of
PyTorch's dispatch macros `scalar_t` is each of the types that the macro's name says.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from transkernel.diagnostics import Refusal
from transkernel.frontend import ast, templates
from transkernel.frontend.entities import ClassTemplate, Declared, FunctionEntity, Scope, TypeName
from transkernel.frontend.host_code import (
    CLOSE,
    OPEN,
    HostFunction,
    Locals,
    closing_angle,
    split_at_commas,
    type_syntax,
)
from transkernel.frontend.templates import Bindings, Value
from transkernel.frontend.tokens import Token
from transkernel.frontend.unit import Unit
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    Type,
)
from transkernel.records import record
from transkernel.source import Span

MOST_INSTANCES = 48  # of one template; ggml's attention kernels have some thousand
_DEEPEST = 12

# Words in the name of a dispatch macro and the types they stand for (ATen/Dispatch.h).
_DISPATCHED: tuple[tuple[str, tuple[Type, ...]], ...] = (
    ("FLOATING", (FLOAT32, FLOAT64)),
    ("ALL_TYPES", (FLOAT32, FLOAT64, UINT8, INT8, INT16, INT32, INT64)),
    ("INTEGRAL", (INT32, INT64, UINT8, INT8, INT16)),
    ("INDEX", (INT32, INT64)),
    ("HALF", (FLOAT16,)),
    ("BFLOAT16", (BFLOAT16,)),
)
_DISPATCH_NAMES = {"INDEX": "index_t"}
_EXTRA_TYPES = {"kHalf": FLOAT16, "Half": FLOAT16, "kBFloat16": BFLOAT16, "BFloat16": BFLOAT16, "kBool": BOOL}


@record
class Template:
    """A template that host code uses: a kernel, or a host function on the way to one.

    patterns: the types of its parameters, None where they cannot be read.
    """

    name: str
    parameters: tuple[ast.TemplateParameter, ...]
    patterns: tuple[ast.TypeSyntax | None, ...]
    scope: Scope
    span: Span


class HostUses:
    """The uses of templates in the host code of a unit, found once."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.functions = _host_functions(unit)
        self._mentions: dict[str, list[tuple[HostFunction, int]]] = {}
        self._contexts: dict[int, list[Scope]] = {}
        for host in self.functions:
            for position, token in enumerate(host.tokens[:-1]):
                if token.kind == "NAME":
                    self._mentions.setdefault(token.text, []).append((host, position))

    def of_kernel(self, entity: FunctionEntity) -> list[tuple[Value, ...]]:
        """The template values with which host code launches a kernel template."""
        return self._of(kernel_template(entity), 0)

    def launched(
        self, entity: FunctionEntity, host: HostFunction, position: int, dispatched: str
    ) -> Iterator[tuple[Type | None, tuple[Value, ...]]]:
        """The template values of one launch, each with the type that the macros around it have for `dispatched`."""
        for scope in self._dispatched(host, position, self._contexts_of(host, 0)):
            values = self._site(kernel_template(entity), host, scope, position)
            if values is not None:
                named = [each for each in scope.lookup(dispatched) if isinstance(each, TypeName)] if dispatched else []
                yield (named[0].declared.type if named else None), values

    def _of(self, template: Template, depth: int) -> list[tuple[Value, ...]]:
        found: dict[object, tuple[Value, ...]] = {}
        for values in itertools.chain(self._explicit(template), self._from_sites(template, depth)):
            found.setdefault(templates.key_of(values), values)
            if len(found) > MOST_INSTANCES:
                break
        return list(found.values())

    def _explicit(self, template: Template) -> Iterator[tuple[Value, ...]]:
        """`template __global__ void k<float>(...);`"""
        for instantiation, scope in self.unit.index.instantiations:
            last = instantiation.name.last
            if last.identifier != template.name or last.arguments is None:
                continue
            try:
                given = templates.expand_arguments(self.unit, last.arguments, scope)
                yield self._complete(template, templates.positional(template.parameters, given, "", template.span))
            except Refusal:
                continue

    def _from_sites(self, template: Template, depth: int) -> Iterator[tuple[Value, ...]]:
        for host, position in self._mentions.get(template.name, ()):
            if position < host.code.signature and host.code.name == template.name:
                continue
            for scope in self._dispatched(host, position, self._contexts_of(host, depth)):
                values = self._site(template, host, scope, position)
                if values is not None:
                    yield values

    # ------------------------------------------------------------ one use

    def _site(self, template: Template, host: HostFunction, scope: Scope, position: int) -> tuple[Value, ...] | None:
        """The values that one use gives, in one meaning of the host function's own parameters."""
        tokens = host.tokens
        seen = Locals(self.unit, host, scope)
        after = position + 1
        given: tuple[Value, ...] = ()
        try:
            if tokens[after].text == "<":
                end = closing_angle(tokens, after)
                if end is None:
                    return None
                seen.bind_names(tokens[after + 1 : end - 1], position)
                name = self.unit.parser.name(tokens[position:end])
                given = templates.expand_arguments(self.unit, name.last.arguments or (), seen.scope)
                after = end
            bindings = templates.positional(template.parameters, given, template.name, template.span)
            if after < len(tokens):
                self._deduce(template, seen, after, bindings)
            elif not given:
                return None
            return self._complete(template, bindings)
        except Refusal:
            return None

    def _deduce(self, template: Template, seen: Locals, after: int, bindings: Bindings) -> None:
        """Missing values from the types of the arguments."""
        tokens = seen.host.tokens
        names = {each.name: each for each in template.parameters if each.name not in bindings}
        start = _argument_list(tokens, after)
        if not names or start is None:
            return
        for syntax, argument in zip(template.patterns, split_at_commas(tokens, start), strict=False):
            declared = seen.type_of(argument, after) if syntax is not None else None
            if declared is None or syntax is None:
                continue
            before = dict(bindings)
            if not templates.deduce(self.unit, template.scope, syntax, _plain(declared), names, bindings):
                bindings.clear()
                bindings.update(before)

    def _complete(self, template: Template, bindings: Bindings) -> tuple[Value, ...]:
        """All values in order. Raises Refusal where one is missing."""
        templates.bind(self.unit, template.parameters, bindings, template.scope, template.span, template.name)
        return tuple(bindings[each.name] for each in template.parameters if each.name in bindings)

    # ------------------------------------------------------------ what a host function's own names mean

    def _contexts_of(self, host: HostFunction, depth: int) -> list[Scope]:
        """One scope for each set of values of the template parameters around a host function."""
        key = id(host.code)
        known = self._contexts.get(key)
        if known is not None:
            return known
        if depth > _DEEPEST:
            return []
        self._contexts[key] = []  # a function that calls itself adds nothing
        scopes = [host.scope]
        if host.owner is not None and host.owner.primary is not None:
            scopes = self._class_contexts(host.owner, depth)
        parameters = host.code.template_parameters
        if parameters:
            template = _host_template(self.unit, host, parameters)
            found = self._of(template, depth + 1)
            scopes = [bound for scope in scopes for values in found for bound in self._bound(template, values, scope)]
        self._contexts[key] = scopes[:MOST_INSTANCES]
        return self._contexts[key]

    def _bound(self, template: Template, values: tuple[Value, ...], scope: Scope) -> Iterator[Scope]:
        bindings = templates.positional(template.parameters, templates.flattened(values), "", template.span)
        try:
            yield templates.bind(self.unit, template.parameters, bindings, scope, template.span, template.name)
        except Refusal:
            return

    def _class_contexts(self, owner: ClassTemplate, depth: int) -> list[Scope]:
        """The scopes of a class template's instances, as host code names them."""
        primary = owner.primary
        assert primary is not None
        if primary.template_parameters is None:
            return [Scope("class", owner.scope)]
        template = Template(owner.name, primary.template_parameters, (), owner.scope, primary.span)
        found = [values for values in self._of(template, depth + 1) if values]
        return [scope for values in found for scope in self._bound(template, values, owner.scope)]

    def _dispatched(self, host: HostFunction, position: int, scopes: list[Scope]) -> list[Scope]:
        """The scopes of a place inside of dispatch macros: one for each type that they go through."""
        for name, types in _dispatches(host.tokens, position):
            made = []
            for scope, type_ in itertools.product(scopes, types):
                inner = Scope("template", scope)
                inner.bind(name, TypeName(Declared(type_)))
                made.append(inner)
            scopes = made
        return scopes


def _plain(declared: Declared) -> Declared:
    return Declared(declared.type)


def kernel_template(entity: FunctionEntity) -> Template:
    """A kernel as a template that host code uses."""
    declaration = entity.declaration
    patterns = tuple(each.type for each in declaration.parameters)
    return Template(
        declaration.name.last.identifier,
        declaration.template_parameters or (),
        patterns,
        entity.scope,
        declaration.span,
    )


def _host_template(unit: Unit, host: HostFunction, parameters: tuple[ast.TemplateParameter, ...]) -> Template:
    """A host function as a template; its parameter list is read from its signature."""
    tokens = host.tokens[: host.code.signature] if host.code.signature else host.tokens
    patterns: list[ast.TypeSyntax | None] = []
    for position in range(len(tokens) - 1):
        if tokens[position].text == host.code.name and tokens[position + 1].kind == "LPAR":
            patterns = [_parameter_type(unit, part) for part in split_at_commas(tokens, position + 1)]
            break
    return Template(host.code.name, parameters, tuple(patterns), host.scope, host.code.span)


def _parameter_type(unit: Unit, tokens: tuple[Token, ...]) -> ast.TypeSyntax | None:
    """The type of `const T* x = nullptr`."""
    words = list(itertools.takewhile(lambda token: token.text != "=", tokens))
    words = [token for token in words if token.text not in ("__restrict__", "__restrict", "&&")]
    if len(words) > 1 and words[-1].kind == "NAME" and words[-2].text != "::":
        words.pop()
    while words and words[-1].text == "&":
        words.pop()
    return type_syntax(unit, tuple(words))


def _host_functions(unit: Unit) -> list[HostFunction]:
    """All host code: of namespaces, and the members of classes."""
    found = [HostFunction(code, scope) for code, scope in unit.index.host]
    found += [HostFunction(code, owner.scope, owner) for code, owner in unit.index.host_members]
    return found


def _argument_list(tokens: tuple[Token, ...], after: int) -> int | None:
    """The position of the `(` of the arguments behind a name and its `<<<...>>>`; None for a mere mention."""
    position = after
    if tokens[position].kind == "LAUNCH_OPEN":
        while position < len(tokens) and tokens[position].kind != "LAUNCH_CLOSE":
            position += 1
        position += 1
    return position if position < len(tokens) and tokens[position].kind == "LPAR" else None


def _dispatches(tokens: tuple[Token, ...], position: int) -> Iterator[tuple[str, tuple[Type, ...]]]:
    """The dispatch macros around a place, the outermost last: the name that each binds, and its types."""
    depth = 0
    for at in range(position - 1, 0, -1):
        kind = tokens[at].kind
        if kind in CLOSE:
            depth += 1
        elif kind in OPEN and depth:
            depth -= 1
        elif kind == "LPAR" and "DISPATCH" in tokens[at - 1].text and tokens[at - 1].text.isupper():
            found = _dispatch(tokens, at)
            if found is not None:
                yield found


def _dispatch(tokens: tuple[Token, ...], at: int) -> tuple[str, tuple[Type, ...]] | None:
    macro = tokens[at - 1].text
    types: list[Type] = []
    name = "scalar_t"
    for word, meant in _DISPATCHED:
        if word in macro and not (word == "HALF" and "BFLOAT16" in macro and "HALF" not in macro):
            types += meant
            name = _DISPATCH_NAMES.get(word, name)
    for token in tokens[at : at + 24]:
        if token.text in _EXTRA_TYPES and "_AND" in macro:
            types.append(_EXTRA_TYPES[token.text])
    return (name, tuple(dict.fromkeys(types))) if types else None
