"""Local variables: declarations of every kind to Declare statements, aliases and shared memory."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import Refusal, refuse
from transkernel.frontend import ast, literals
from transkernel.frontend.constants import convert_literal, evaluate
from transkernel.frontend.conversions import convert, describe
from transkernel.frontend.entities import Declared, LocalVariable, Operand, PlaceAlias, VariableEntity
from transkernel.frontend.function import FunctionLowering, address_of
from transkernel.frontend.group_types import bare_name, group_value, is_group, same_group
from transkernel.frontend.initializers import default_value, initialise, initialise_operand
from transkernel.frontend.templates import Bindings, deduce
from transkernel.frontend.type_names import resolve
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT32, VOID, Array, Pointer, Struct, is_integer
from transkernel.ir.visit import walk
from transkernel.source import Span

_LASTING = frozenset({"static", "thread_local", "__constant__", "__device__"})


def declare_variable(lowering: FunctionLowering, node: ast.Variable) -> None:
    """One declared variable of a function's body."""
    if "extern" not in node.specifiers:
        refuse_second(lowering, node.name, node.span)
    if "__shared__" in node.specifiers:
        _declare_shared(lowering, node)
    elif node.specifiers & _LASTING:
        _declare_static(lowering, node)
    elif "extern" not in node.specifiers:
        _declare_local(lowering, node)


def _declare_local(lowering: FunctionLowering, node: ast.Variable) -> None:
    if _has_auto(node.type):
        _declare_deduced(lowering, node)
        return
    if _is_any_group(lowering, node.type):
        _declare_group(lowering, node, None)
        return
    declared = resolve(lowering.unit, lowering.scope, node.type)
    if is_group(declared.type):
        _declare_group(lowering, node, declared)
    elif declared.reference:
        _declare_reference(lowering, node, declared)
    elif declared.type == VOID:
        raise refuse("TK0206", f"`{node.name}` cannot be `void`", node.span)
    else:
        _declare_value(lowering, node, declared)


def _declare_value(lowering: FunctionLowering, node: ast.Variable, declared: Declared) -> None:
    if isinstance(declared.type, Array) and declared.type.extent == 0:
        declared = _sized_by_initializer(lowering, node, declared)
    value = initialise(lowering, node.init, declared) if node.init is not None else None
    if value is None:
        value = default_value(lowering, declared.type, node.span)
    _emit(lowering, node, declared, value)


def refuse_second(lowering: FunctionLowering, name: str, span: Span) -> None:
    """A block may declare a name once; parameters stand in the body's own block (C++17 [basic.scope.block])."""
    known = lowering.scope.names.get(name, ()) if name else ()
    if any(isinstance(each, LocalVariable | PlaceAlias | VariableEntity) for each in known):
        raise refuse("TK0206", f"`{name}` is declared twice in this scope", span)


def _declare_group(lowering: FunctionLowering, node: ast.Variable, wanted: Declared | None) -> None:
    """`cg::thread_block block = cg::this_thread_block();`: the name means the group that it is made from.

    wanted: the written type; None for `thread_group`, which can be any.
    """
    source = node.init
    if isinstance(source, ast.ConstructExpression | ast.InitializerList):
        inner = source.arguments if isinstance(source, ast.ConstructExpression) else source.elements
        source = inner[0] if len(inner) == 1 else None
    value = group_value(wanted.type, node.span) if wanted is not None else None
    if source is not None:
        operand = lowering.operand(source)
        if not is_group(operand.type) or not (wanted is None or same_group(operand.type, wanted.type)):
            raise refuse("TK0231", f"the group `{node.name}` is made from something else", node.span)
        value = operand.expression
    if value is None:
        raise refuse("TK0249", f"the group `{node.name}` is not made from anything", node.span)
    lowering.scope.bind(node.name, PlaceAlias(value))


def _is_any_group(lowering: FunctionLowering, syntax: ast.TypeSyntax) -> bool:
    while isinstance(syntax, ast.QualifiedType | ast.ReferenceType):
        syntax = syntax.type if isinstance(syntax, ast.QualifiedType) else syntax.referent
    return isinstance(syntax, ast.NamedType) and bare_name(lowering.unit, syntax.name) == "thread_group"


def _emit(lowering: FunctionLowering, node: ast.Variable, declared: Declared, value: ir.Expression | None) -> None:
    const = declared.const or "constexpr" in node.specifiers
    name = lowering.fresh(node.name)
    constant = None
    if const and value is not None and is_integer(declared.type):
        known = evaluate(value) or _constant_call(lowering, value) or _folded(lowering, node, declared)
        constant = replace(known, span=node.span, symbol=None, spelling=None) if known is not None else None
        if "constexpr" in node.specifiers and constant is not None:
            value = constant if not isinstance(value, ir.Literal) else value
    lowering.out.append(ir.Declare(name, declared.type, value, node.span, const, declared.volatile))
    lowering.local(node.name, LocalVariable(name, declared.type, const, constant))


def _folded(lowering: FunctionLowering, node: ast.Variable, declared: Declared) -> ir.Literal | None:
    """The value of an initialiser that names other constants: `const int rows = 32 / columns;`"""
    source = node.init
    if isinstance(source, ast.ConstructExpression | ast.InitializerList):
        inner = source.arguments if isinstance(source, ast.ConstructExpression) else source.elements
        source = inner[0] if len(inner) == 1 else None
    if source is None or not is_integer(declared.type):
        return None
    try:
        return convert_literal(lowering.unit.constant(lowering.scope, source, "a constant"), declared.type)
    except Refusal:
        return None


def _constant_call(lowering: FunctionLowering, value: ir.Expression) -> ir.Literal | None:
    if not any(isinstance(each, ir.Call | ir.Intrinsic) for each in walk(value)):
        return None
    from transkernel.frontend.constant_calls import evaluate_constant

    return evaluate_constant(lowering.unit, value)


def _declare_shared(lowering: FunctionLowering, node: ast.Variable) -> None:
    dynamic = "extern" in node.specifiers
    declared = resolve(lowering.unit, lowering.scope, node.type)
    started, _ = lowering.captured(lambda: default_value(lowering, declared.type, node.span))
    if node.init is not None or declared.reference or started is not None:
        raise refuse(
            "TK0206", f"the shared variable `{node.name}` cannot be initialised where it is declared", node.span
        )
    type_ = declared.type
    if dynamic and not isinstance(type_, Array):
        type_ = Array(type_, 0)
    wanted = node.name if lowering.is_kernel or not lowering.name else f"{lowering.name}_{node.name}"
    name = lowering.fresh(wanted) if lowering.is_kernel else lowering.unit.unique(wanted)
    alignment = 0
    if node.alignment is not None:
        alignment = lowering.unit.alignment(lowering.scope, node.alignment)
    comments = () if dynamic else lowering.take_own_comments(node.span)
    lowering.shared.append(ir.SharedVariable(name, type_, node.span, dynamic, alignment, declared.volatile, comments))
    lowering.local(node.name, LocalVariable(name, type_, declared.const))


def _declare_static(lowering: FunctionLowering, node: ast.Variable) -> None:
    if not _is_const(lowering, node):
        raise refuse("TK0248", f"`{node.name}` would keep its value between calls: static variables of a function "
                     "have no counterpart in a port", node.span)  # fmt: skip
    lowering.scope.bind(node.name, VariableEntity(node, lowering.scope))


def _is_const(lowering: FunctionLowering, node: ast.Variable) -> bool:
    if "constexpr" in node.specifiers or "__constant__" in node.specifiers:
        return True
    return resolve(lowering.unit, lowering.scope, node.type).const


def _declare_reference(lowering: FunctionLowering, node: ast.Variable, declared: Declared) -> None:
    if node.init is None:
        raise refuse("TK0249", f"the reference `{node.name}` is not bound to anything", node.span)
    operand = initialise_operand(lowering, node.init, declared)
    bind_reference(lowering, node.name, operand, declared, node.span)


def bind_reference(lowering: FunctionLowering, name: str, operand: Operand, declared: Declared, span: Span) -> None:
    """Makes a name mean the operand's place: itself where it cannot move, else through a pointer.

    A constant reference to a value keeps the value in a variable (C++17 [class.temporary]).
    """
    operand = operand.place
    is_same = operand.lvalue and _same_object(operand, declared)
    if declared.reference == "&" and not declared.const and not is_same:
        message = f"`{name}` is a reference to a `{describe(declared.type)}` that may be written, and this is none"
        raise refuse("TK0206", message, span)
    if not is_same:
        value = convert(lowering.rvalue(operand), declared.type)
        unique = lowering.fresh(name)
        lowering.out.append(ir.Declare(unique, value.type, value, span, declared.const))
        lowering.local(name, LocalVariable(unique, value.type, declared.const))
        return
    const = operand.const or declared.const
    place = operand.expression
    if _cannot_move(place):
        lowering.scope.bind(name, PlaceAlias(place, const))
        return
    pointer = Pointer(place.type, const=const)
    address = address_of(place, pointer, span)
    unique = lowering.fresh(name)
    lowering.out.append(ir.Declare(unique, pointer, address, span, const=True))
    reference = ir.Dereference(ir.Variable(unique, pointer, span), place.type, span)
    lowering.scope.bind(name, PlaceAlias(reference, const))


def _same_object(operand: Operand, declared: Declared) -> bool:
    return operand.type == declared.type or isinstance(declared.type, Struct | Array | Pointer)


def _cannot_move(place: ir.Expression) -> bool:
    """Whether a place names the same memory whenever it is evaluated: no index or pointer in it may change."""
    match place:
        case ir.Variable():
            return True
        case ir.Member(base=base) | ir.Lane(base=base):
            return _cannot_move(base)
        case ir.Index(base=base, index=index):
            return isinstance(index, ir.Literal) and isinstance(base.type, Array) and _cannot_move(base)
    return False


def _has_auto(syntax: ast.TypeSyntax) -> bool:
    match syntax:
        case ast.AutoType():
            return True
        case ast.QualifiedType(type=inner) | ast.PointerType(pointee=inner) | ast.ReferenceType(referent=inner):
            return _has_auto(inner)
    return False


def deduce_auto(lowering: FunctionLowering, syntax: ast.TypeSyntax, operand: Operand) -> Declared:
    """The type that `auto` makes of an operand (C++17 [dcl.spec.auto]: as a template parameter would)."""
    span = syntax.span
    name = ast.Name((ast.NamePart("auto"),), span)
    pattern = _with_auto(syntax, ast.NamedType(name, span))
    by_value = not isinstance(pattern, ast.ReferenceType)
    source = lowering.rvalue(operand).type if by_value else operand.type
    given = Declared(source, operand.const and not by_value)
    parameter = ast.TemplateParameter("type", "auto", span)
    bindings: Bindings = {}
    if not deduce(lowering.unit, lowering.scope, pattern, given, {"auto": parameter}, bindings):
        raise refuse("TK0247", "`auto` does not fit the initialiser", span)
    from transkernel.frontend.templates import bind

    scope = bind(lowering.unit, (parameter,), bindings, lowering.scope, span, "auto")
    declared = resolve(lowering.unit, scope, pattern)
    return replace(declared, reference="&") if declared.reference == "&&" and operand.lvalue else declared


def _with_auto(syntax: ast.TypeSyntax, name: ast.TypeSyntax) -> ast.TypeSyntax:
    match syntax:
        case ast.AutoType():
            return name
        case ast.NamedType(name=written) if written.last.identifier == "thread_group":
            return name
        case ast.QualifiedType(type=inner):
            return replace(syntax, type=_with_auto(inner, name))
        case ast.PointerType(pointee=inner):
            return replace(syntax, pointee=_with_auto(inner, name))
        case ast.ReferenceType(referent=inner):
            return replace(syntax, referent=_with_auto(inner, name))
    return syntax


def _declare_deduced(lowering: FunctionLowering, node: ast.Variable) -> None:
    if node.init is None:
        raise refuse("TK0247", f"`{node.name}` has no initialiser to take its type from", node.span)
    source = node.init
    if isinstance(source, ast.InitializerList) and len(source.elements) == 1:
        source = source.elements[0]
    if isinstance(source, ast.ConstructExpression) and isinstance(source.type, ast.AutoType):
        source = source.arguments[0]
    operand = lowering.operand(source)
    declare_bound(lowering, node, operand)


def declare_bound(lowering: FunctionLowering, node: ast.Variable, operand: Operand) -> None:
    """A variable, `auto` or not, that is initialised with an operand."""
    if is_group(operand.type):
        lowering.scope.bind(node.name, PlaceAlias(operand.expression))
        return
    if node.bindings:
        _declare_bindings(lowering, node, operand)
        return
    if _has_auto(node.type):
        declared = deduce_auto(lowering, node.type, operand)
    else:
        declared = resolve(lowering.unit, lowering.scope, node.type)
    if declared.reference:
        bind_reference(lowering, node.name, operand, declared, node.span)
        return
    from transkernel.frontend.calls import convert_operand

    _emit(lowering, node, declared, convert_operand(lowering, operand, declared))


def _declare_bindings(lowering: FunctionLowering, node: ast.Variable, operand: Operand) -> None:
    """`auto [a, b] = whole;`: names for the elements of a copy, or with `auto&` of the object itself
    (C++17 [dcl.struct.bind])."""
    span = node.span
    if isinstance(operand.type, Array) and not isinstance(node.type, ast.ReferenceType):
        elements = tuple(each.expression for each in _elements(lowering, operand, span))
        whole = Operand(lowering.declare("_".join(node.bindings), operand.type,
                                         ir.Build(elements, operand.type, span), span), True)  # fmt: skip
    else:
        hidden = replace(node, name="_".join(node.bindings), bindings=())
        declare_bound(lowering, hidden, operand)
        whole = lowering.operand(ast.NameExpression(ast.Name((ast.NamePart(hidden.name),), span), span))
    found = _elements(lowering, whole, span)
    if len(found) != len(node.bindings):
        raise refuse("TK0250", f"{len(node.bindings)} names for {len(found)} elements", span)
    for name, element in zip(node.bindings, found, strict=True):
        lowering.scope.bind(name, PlaceAlias(element.expression, element.const))


def _elements(lowering: FunctionLowering, whole: Operand, span: Span) -> list[Operand]:
    from transkernel.frontend.lookup import field_of

    type_, place = whole.type, whole.expression
    if isinstance(type_, Array):
        return [
            Operand(ir.Index(place, ir.integer(at, INT32, span), type_.element, span), True, whole.const)
            for at in range(type_.extent)
        ]
    if not isinstance(type_, Struct):
        raise refuse("TK0250", "only structs and arrays have elements that can be named", span)
    info = lowering.unit.classes[type_.name]
    if any(name not in info.fields for name in (field.name for field in type_.fields)):
        raise refuse("TK0250", "the elements of this object have no names", span)
    return [field_of(lowering, whole, info, field.name, span) for field in type_.fields]


def declared_condition(lowering: FunctionLowering, node: ast.Variable) -> ir.Expression:
    """`if (int x = f())`: declares and gives the value."""
    declare_variable(lowering, node)
    return lowering.value(ast.NameExpression(ast.Name((ast.NamePart(node.name),), node.span), node.span))


def _sized_by_initializer(lowering: FunctionLowering, node: ast.Variable, declared: Declared) -> Declared:
    """`int a[] = {1, 2, 3};`"""
    assert isinstance(declared.type, Array)
    if isinstance(node.init, ast.StringLiteral):
        return replace(
            declared, type=Array(declared.type.element, len(literals.string(node.init.parts, node.span)) + 1)
        )
    if not isinstance(node.init, ast.InitializerList):
        raise refuse("TK0234", f"the array `{node.name}` has no size", node.span)
    return replace(declared, type=Array(declared.type.element, len(node.init.elements)))
