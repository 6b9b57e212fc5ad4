"""Initialisation: from expressions and braced lists to values of a type (C++17 [dcl.init], [dcl.init.aggr])."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import refuse
from transkernel.frontend import ast, literals
from transkernel.frontend.conversions import convert, describe
from transkernel.frontend.entities import ClassInfo, Declared, Operand, PlaceAlias, Scope
from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.group_types import is_stateless
from transkernel.ir import nodes as ir
from transkernel.ir.types import Array, Pointer, Scalar, Struct, Type, Vector, is_arithmetic
from transkernel.ir.visit import walk
from transkernel.source import Span

_MOST_CONSTRUCTED = 512  # expressions of an array's elements that are written out one by one


def initialise(lowering: FunctionLowering, source: ast.Expression, declared: Declared) -> ir.Expression:
    """The value that a variable of a type starts with."""
    return _value_of(lowering, source, declared)


def initialise_operand(lowering: FunctionLowering, source: ast.Expression, declared: Declared) -> Operand:
    """What a reference of a type is bound to: a place where the source is one, else a value."""
    if isinstance(source, ast.InitializerList):
        if len(source.elements) == 1 and not isinstance(declared.type, Array | Vector):
            return initialise_operand(lowering, source.elements[0], declared)
        return Operand(_braced(lowering, source, declared.type))
    if isinstance(source, ast.ConstructExpression) and len(source.arguments) == 1 and not source.braces:
        inner = lowering.operand(source.arguments[0])
        if inner.type == declared.type:
            return inner
    return lowering.operand(source)


def _value_of(lowering: FunctionLowering, source: ast.Expression, declared: Declared) -> ir.Expression:
    from transkernel.frontend.calls import construct, convert_operand

    if isinstance(source, ast.InitializerList):
        return _braced(lowering, source, declared.type)
    if isinstance(source, ast.ConstructExpression) and _is_declarator(lowering, source, declared):
        if source.braces:
            whole = ast.InitializerList(source.arguments, (None,) * len(source.arguments), source.span)
            return _braced(lowering, whole, declared.type)
        return construct(lowering, declared, source.arguments, source.span)
    if isinstance(source, ast.StringLiteral) and isinstance(declared.type, Array):
        return string_value(source, declared.type)
    return convert_operand(lowering, lowering.operand(source), declared)


def string_value(node: ast.StringLiteral, type_: Array) -> ir.Expression:
    """The characters of a string as an array's elements; the zero at its end too, where there is room."""
    element = type_.element
    if not isinstance(element, Scalar) or element.bits != 8:
        raise refuse("TK0242", "a string initialises arrays of char", node.span)
    codes = literals.string(node.parts, node.span)
    if len(codes) > type_.extent:
        raise refuse("TK0250", f"the string has {len(codes)} characters for {type_.extent} elements", node.span)
    signed = [code - 256 if element.is_signed and code > 127 else code for code in codes]
    return ir.Build(tuple(ir.Literal(code, element, node.span) for code in signed), type_, node.span)


def _is_declarator(lowering: FunctionLowering, source: ast.ConstructExpression, declared: Declared) -> bool:
    """Whether `T x(a)` wrote the construction, whose type is then the variable's own."""
    from transkernel.frontend.type_names import resolve

    if isinstance(source.type, ast.AutoType):
        return False
    named = resolve(lowering.unit, lowering.scope, source.type)
    return named.type == declared.type


def _expanded(lowering: FunctionLowering, node: ast.InitializerList) -> ast.InitializerList:
    """`{values...}` with the pack's elements in its place, as hidden names of their values."""
    if not any(isinstance(each, ast.PackExpansion) for each in node.elements):
        return node
    elements: list[ast.Expression] = []
    for each in node.elements:
        if not isinstance(each, ast.PackExpansion):
            elements.append(each)
            continue
        for scope in lowering.unit.expansions(each.pattern, lowering.scope):
            outer, lowering.scope = lowering.scope, scope
            try:
                value = lowering.stable(lowering.value(each.pattern), "element")
            finally:
                lowering.scope = outer
            hidden = f"element:{len(lowering.scope.names)}"
            lowering.scope.bind(hidden, PlaceAlias(value))
            elements.append(ast.NameExpression(ast.Name((ast.NamePart(hidden),), each.span), each.span))
    return replace(node, elements=tuple(elements), designators=(None,) * len(elements))


def _braced(lowering: FunctionLowering, node: ast.InitializerList, type_: Type) -> ir.Expression:
    node = _expanded(lowering, node)
    if isinstance(type_, Struct):
        return _braced_class(lowering, node, lowering.unit.classes[type_.name])
    if isinstance(type_, Scalar | Pointer):
        if not node.elements:
            return zero(type_, node.span)
        if len(node.elements) > 1:
            raise refuse("TK0250", f"more than one value for a `{describe(type_)}`", node.span)
        return _value_of(lowering, node.elements[0], Declared(type_))
    if len(node.elements) == 1 and isinstance(type_, Vector):
        only = node.elements[0]
        if not isinstance(only, ast.InitializerList):
            operand = lowering.operand(only)
            if operand.type == type_:
                return lowering.rvalue(operand)
            first = convert(lowering.rvalue(operand), type_.scalar)
            return ir.Build((first, *_zeros(type_.scalar, type_.lanes - 1, node.span)), type_, node.span)
    cursor = _Cursor(node)
    value = _aggregate(lowering, cursor, type_)
    cursor.finish(type_)
    return value


def _zeros(type_: Type, count: int, span: Span) -> tuple[ir.Expression, ...]:
    return tuple(zero(type_, span) for _ in range(count))


class _Cursor:
    """A braced list while its elements are handed out; brace elision takes elements from the same list."""

    def __init__(self, node: ast.InitializerList) -> None:
        self.node = node
        self.position = 0

    @property
    def left(self) -> int:
        return len(self.node.elements) - self.position

    def peek(self) -> ast.Expression:
        return self.node.elements[self.position]

    def designator(self) -> ast.Designator | None:
        return self.node.designators[self.position] if self.node.designators else None

    def take(self) -> ast.Expression:
        self.position += 1
        return self.node.elements[self.position - 1]

    def finish(self, type_: Type) -> None:
        if self.left:
            raise refuse("TK0250", f"too many values for a `{describe(type_)}`", self.peek().span)


def _aggregate(lowering: FunctionLowering, cursor: _Cursor, type_: Type) -> ir.Expression:
    """An array or vector from the values that come next."""
    span = cursor.node.span
    if isinstance(type_, Vector):
        lanes = [_element(lowering, cursor, type_.scalar) for _ in range(min(type_.lanes, cursor.left))]
        return ir.Build((*lanes, *_zeros(type_.scalar, type_.lanes - len(lanes), span)), type_, span)
    assert isinstance(type_, Array)
    values: dict[int, ir.Expression] = {}
    position = 0
    while cursor.left and position < type_.extent:
        designator = cursor.designator()
        if designator is not None and designator.index is not None:
            position = lowering.unit.whole_number(lowering.scope, designator.index, "an index")
            if not 0 <= position < type_.extent:
                raise refuse("TK0250", f"an array of {type_.extent} elements has none at {position}", span)
        values[position] = _element(lowering, cursor, type_.element)
        position += 1
    count = max(values) + 1 if values else 0
    filled = tuple(values.get(each) or zero(type_.element, span) for each in range(count))
    return ir.Build(filled, type_, span)


def _element(lowering: FunctionLowering, cursor: _Cursor, type_: Type) -> ir.Expression:
    """The next element of an aggregate: a value, a braced list, or the values of a nested aggregate."""
    next_ = cursor.peek()
    if isinstance(next_, ast.InitializerList) or isinstance(type_, Scalar | Pointer):
        return _value_of(lowering, cursor.take(), Declared(type_))
    if isinstance(type_, Array):
        return _aggregate(lowering, cursor, type_)
    operand = lowering.operand(next_)
    if operand.type == type_:
        cursor.take()
        return lowering.rvalue(operand)
    if isinstance(type_, Vector):
        return _aggregate(lowering, cursor, type_)
    assert isinstance(type_, Struct)
    return _fields(lowering, cursor, lowering.unit.classes[type_.name])


def _braced_class(lowering: FunctionLowering, node: ast.InitializerList, info: ClassInfo) -> ir.Expression:
    from transkernel.frontend.calls import construct

    if info.constructors:
        return construct(lowering, Declared(info.struct), node.elements, node.span)
    plain = node.designators == () or node.designators[0] is None
    if plain and len(node.elements) == 1 and not isinstance(node.elements[0], ast.InitializerList):
        operand = lowering.operand(node.elements[0])
        if operand.type == info.struct:
            return lowering.rvalue(operand)
    cursor = _Cursor(node)
    value = _fields(lowering, cursor, info)
    cursor.finish(info.struct)
    return value


def _fields(lowering: FunctionLowering, cursor: _Cursor, info: ClassInfo) -> ir.Expression:
    """A struct's fields from the values that come next, in order or by designator; the rest by default or zero."""
    span = cursor.node.span
    names = [field.name for field in info.struct.fields]
    values: dict[str, ir.Expression] = {}
    position = 0
    while cursor.left and position < len(names):
        designator = cursor.designator()
        if designator is not None and designator.field is not None:
            if designator.field not in names:
                raise refuse("TK0250", f"`{info.template.name}` has no member `{designator.field}`", span)
            position = names.index(designator.field)
        values[names[position]] = _element(lowering, cursor, info.struct.fields[position].type)
        position += 1
        if info.struct.is_union:
            break
    if info.struct.is_union:
        return ir.Build(tuple(values.values()), info.struct, span)
    return ir.Build(
        tuple(values.get(name) or _default(lowering, info, name, span) for name in names), info.struct, span
    )


def _default(lowering: FunctionLowering, info: ClassInfo, name: str, span: Span) -> ir.Expression:
    field = info.struct.field(name)
    assert field is not None
    source = info.defaults.get(name)
    if source is None:
        return zero_of(lowering, field.type, span)
    return in_class(lowering, info.scope, source, field.type)


def in_class(lowering: FunctionLowering, scope: Scope, source: ast.Expression, type_: Type) -> ir.Expression:
    """An initialiser that was written in a class, looked up there."""
    outer, lowering.scope = lowering.scope, scope
    try:
        return _value_of(lowering, source, Declared(type_))
    finally:
        lowering.scope = outer


def default_value(lowering: FunctionLowering, type_: Type, span: Span) -> ir.Expression | None:
    """What `T x;` starts with: what the default constructor makes, or the members' own initialisers; None where it is
    not initialised (C++17 [dcl.init] 7, [class.ctor]). Raises Refusal (TK0256) for a class that cannot be default."""
    if isinstance(type_, Array):
        return _default_elements(lowering, type_, span)
    info = lowering.unit.classes.get(type_.name) if isinstance(type_, Struct) else None
    if info is None or is_stateless(type_):
        return None
    chosen = next((each for each in info.constructors if _takes_nothing(each.declaration)), None)
    if chosen is not None and "default" not in chosen.declaration.specifiers:
        from transkernel.frontend.calls import construct

        return construct(lowering, Declared(type_), (), span)
    if chosen is None and info.constructors:
        raise refuse("TK0256", f"`{info.template.name}` has no constructor without arguments", span)
    return _default_members(lowering, info, span)


def _takes_nothing(declaration: ast.Function) -> bool:
    return all(each.default is not None or each.pack for each in declaration.parameters)


def _default_elements(lowering: FunctionLowering, type_: Array, span: Span) -> ir.Expression | None:
    """Each element is constructed by itself."""
    first = default_value(lowering, type_.element, span)
    if first is None or not type_.extent:
        return None
    if type_.extent * sum(1 for _ in walk(first)) > _MOST_CONSTRUCTED:
        message = f"an array of {type_.extent} objects whose elements are constructed is too long to write out"
        raise refuse("TK0250", message, span)
    others = (default_value(lowering, type_.element, span) for _ in range(1, type_.extent))
    return ir.Build((first, *(each for each in others if each is not None)), type_, span)


def _default_members(lowering: FunctionLowering, info: ClassInfo, span: Span) -> ir.Expression | None:
    """The object of a constructor that nobody wrote: bases and members by default, zero where that is nothing."""
    type_ = info.struct
    values: dict[str, ir.Expression] = {}
    for base in info.bases:
        whole = default_value(lowering, base.struct, span)
        if whole is not None:
            kept = lowering.temporary(whole, "base")
            values |= {each.name: ir.Member(kept, each.name, each.type, span) for each in base.struct.fields}
    inherited = {each.name for base in info.bases for each in base.struct.fields}
    for field in type_.fields:
        source = info.defaults.get(field.name) if field.name not in inherited else None
        if source is not None:
            values[field.name] = in_class(lowering, info.scope, source, field.type)
        elif field.name not in inherited and not type_.is_union:
            made = default_value(lowering, field.type, span)
            if made is not None:
                values[field.name] = made
    if not values:
        return None
    if type_.is_union and type_.fields[0].name not in values:
        raise refuse("TK0250", f"the initialiser of `{info.template.name}` is not of its first member", span)
    if type_.is_union:
        return ir.Build(tuple(values.values()), type_, span)
    return ir.Build(tuple(values.get(each.name) or zero(each.type, span) for each in type_.fields), type_, span)


def zero_of(lowering: FunctionLowering, type_: Type, span: Span) -> ir.Expression:
    """A value-initialised object."""
    return default_value(lowering, type_, span) or zero(type_, span)


def zero(type_: Type, span: Span) -> ir.Expression:
    """Zero of any type."""
    if is_arithmetic(type_):
        return ir.Literal(False if type_.kind == "bool" else 0.0 if type_.is_float else 0, type_, span)
    if isinstance(type_, Pointer):
        return ir.Literal(0, type_, span)
    if isinstance(type_, Vector):
        return ir.Build(_zeros(type_.scalar, type_.lanes, span), type_, span)
    return ir.Build((), type_, span)
