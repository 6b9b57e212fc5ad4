"""Lambdas: a class of what is captured, with one method (C++17 [expr.prim.lambda])."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.entities import (
    ClassInfo,
    ClassTemplate,
    Declared,
    FunctionEntity,
    LocalVariable,
    Operand,
    PlaceAlias,
    Scope,
)
from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.unit import names_in, nodes_in
from transkernel.ir import nodes as ir
from transkernel.ir.types import Field, Pointer, Struct, align_of, size_of
from transkernel.source import Span


def lambda_value(lowering: FunctionLowering, node: ast.LambdaExpression) -> Operand:
    """The object that a lambda expression makes."""
    unit = lowering.unit
    name = unit.unique(f"{lowering.name}_lambda" if lowering.name else "lambda")
    template = ClassTemplate(name, lowering.scope)
    span = node.span
    declaration = ast.Struct("struct", name, (), span)
    info = ClassInfo(name, declaration, Scope("class", lowering.scope, name), template)
    info.scope.owner = info
    values = _capture(lowering, node, info)
    method = ast.Function(
        ast.Name((ast.NamePart("operator()"),), span),
        node.result or ast.AutoType(span),
        node.parameters,
        node.body,
        frozenset({"const", "__device__"}),
        span,
        node.template_parameters or None,
    )
    info.methods["operator()"] = [FunctionEntity(method, info.scope, info)]
    unit.classes[name] = info
    return Operand(ir.Build(tuple(values), info.struct, span))


def _capture(lowering: FunctionLowering, node: ast.LambdaExpression, info: ClassInfo) -> list[ir.Expression]:
    """Fields for what is captured, and the values they start with."""
    captured: dict[str, tuple[bool, Operand]] = {}
    for capture in node.captures:
        if capture.name in ("this", "*this"):
            raise refuse("TK0242", "a lambda in a kernel cannot capture `this`", node.span)
        source = capture.init or _named(capture.name, node.span)
        captured[capture.name] = (capture.by_reference, lowering.operand(source))
    if node.default:
        _, body = lowering.unit.parser.body(node.body)
        for name in dict.fromkeys(_mentioned(lowering, body)):
            found = lowering.scope.lookup(name)
            if name not in captured and found and isinstance(found[0], LocalVariable | PlaceAlias):
                captured[name] = (node.default == "&", lowering.operand(_named(name, node.span)))
    return _fields(lowering, info, captured, node.span)


def _mentioned(lowering: FunctionLowering, body: ast.Compound) -> list[str]:
    """The names in a lambda's body and in the lambdas inside it, which capture through it."""
    names = names_in(body)
    for each in nodes_in(body):
        if isinstance(each, ast.LambdaExpression):
            names += [capture.name for capture in each.captures]
            names += _mentioned(lowering, lowering.unit.parser.body(each.body)[1])
    return names


def _named(name: str, span: Span) -> ast.Expression:
    return ast.NameExpression(ast.Name((ast.NamePart(name),), span), span)


def _fields(
    lowering: FunctionLowering, info: ClassInfo, captured: dict[str, tuple[bool, Operand]], span: Span
) -> list[ir.Expression]:
    fields: list[Field] = []
    values: list[ir.Expression] = []
    offset, alignment = 0, 1
    for name, (by_reference, operand) in captured.items():
        if by_reference and operand.lvalue:
            pointer = Pointer(operand.type, const=operand.const)
            declared = Declared(pointer, operand.const, reference="&")
            value: ir.Expression = ir.AddressOf(operand.expression, pointer, span)
        else:
            value = lowering.rvalue(operand)
            declared = Declared(value.type)
        natural = align_of(declared.type)
        offset = -(-offset // natural) * natural
        field = Field(name, declared.type, offset)
        fields.append(field)
        info.fields[name] = (field, declared)
        values.append(value)
        offset += size_of(declared.type)
        alignment = max(alignment, natural)
    size = -(-max(1, offset) // alignment) * alignment
    info.struct = replace(Struct(info.name), fields=tuple(fields), size=size, alignment=alignment)
    return values
