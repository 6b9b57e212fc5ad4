"""Syntax trees as short text, for tests: `(+ a b)`."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

from transkernel.frontend import ast
from transkernel.frontend.lexer import lex
from transkernel.frontend.parse import Parser
from transkernel.frontend.tokens import MacroUse, Token
from transkernel.source import SourceFile, Span


def tokens_of(text: str, name: str = "t.cu") -> list[Token]:
    """The tokens of a text that has no directives."""
    return list(lex(SourceFile(name, text)).tokens)


def trees(name: str) -> list[tuple[str, list[str]]]:
    """The rows of trees/NAME.txt: a text, and below it, indented, the trees that it stands for."""
    rows: list[tuple[str, list[str]]] = []
    for line in (Path(__file__).parent / "trees" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            rows[-1][1].append(line[4:])
        elif line and not line.startswith("# "):
            rows.append((line, []))
    return rows


def parser_of(text: str) -> Parser:
    return Parser(tokens_of(text))


def show(node: Any) -> str:
    """A node as an S-expression: operators and names bare, every other node by its class, defaults left out."""
    if node is None:
        return "-"
    if isinstance(node, tuple | list):
        return "[" + " ".join(show(each) for each in node) + "]"
    if isinstance(node, frozenset):
        return "{" + " ".join(sorted(node)) + "}"
    handler = _SHORT.get(type(node))
    if handler is not None:
        return str(handler(node))
    if is_dataclass(node):
        return _record(node)
    return str(node)


def _record(node: Any) -> str:
    parts = [type(node).__name__]
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span | MacroUse) or field.name == "macro":
            continue
        if field.default is MISSING:
            parts.append(show(value))
        elif value != field.default:
            parts.append(f"{field.name}={show(value)}")
    return "(" + " ".join(parts) + ")"


def _name(name: ast.Name) -> str:
    text = "::".join(_part(part) for part in name.parts)
    return ("typename " if name.typename_ else "") + ("::" if name.absolute else "") + text


def _part(part: ast.NamePart) -> str:
    text = part.identifier
    if part.conversion is not None:
        text += " " + show(part.conversion)
    if part.arguments is not None:
        text += "<" + ", ".join(show(each) for each in part.arguments) + ">"
    return text


def _pointer(node: ast.PointerType) -> str:
    words = [word for word in ("const", "volatile", "restrict") if getattr(node, word)]
    member = f"{show(node.member_of)}::" if node.member_of else ""
    return f"{show(node.pointee)}{member}*" + "".join(f" {word}" for word in words)


def _qualified(node: ast.QualifiedType) -> str:
    words = [word for word in ("const", "volatile") if getattr(node, word)]
    return " ".join([*words, show(node.type)])


def _body(body: ast.Body) -> str:
    return "{" + " ".join(token.text for token in body.tokens[1:-1]) + "}"


def _variable(node: ast.Variable) -> str:
    parts = [f"(var {node.name}" if node.name else "(var", show(node.type)]
    parts += [f"= {show(node.init)}"] if node.init is not None else []
    parts += [show(node.specifiers)] if node.specifiers else []
    for name in ("alignment", "bit_width", "template_parameters", "scope", "bindings"):
        value = getattr(node, name)
        parts += [f"{name}={show(value)}"] if value not in (None, ()) else []
    return " ".join(parts) + ")"


def _list(node: ast.InitializerList) -> str:
    pairs = zip(node.designators, node.elements, strict=True)
    return "{" + ", ".join(f"{_designator(designator)}{show(element)}" for designator, element in pairs) + "}"


def _designator(designator: ast.Designator | None) -> str:
    if designator is None:
        return ""
    return f".{designator.field}=" if designator.field else f"[{show(designator.index)}]="


def _parameter(node: ast.Parameter) -> str:
    text = show(node.type) + ("..." if node.pack else "") + (f" {node.name}" if node.name else "")
    return text + (f" = {show(node.default)}" if node.default is not None else "")


_SHORT: dict[type, Any] = {
    ast.Variable: _variable,
    ast.InitializerList: _list,
    ast.Parameter: _parameter,
    ast.Name: _name,
    ast.NamedType: lambda n: "'" + _name(n.name),
    ast.NameExpression: lambda n: _name(n.name),
    ast.BuiltinType: lambda n: n.name.replace(" ", "_"),
    ast.QualifiedType: _qualified,
    ast.PointerType: _pointer,
    ast.ReferenceType: lambda n: show(n.referent) + ("&&" if n.rvalue else "&"),
    ast.ArrayType: lambda n: f"{show(n.element)}[{show(n.extent) if n.extent else ''}]",
    ast.FunctionType: lambda n: f"fn({', '.join(show(p) for p in n.parameters)})->{show(n.result)}",
    ast.AutoType: lambda n: "decltype(auto)" if n.is_decltype else "auto",
    ast.PackType: lambda n: show(n.pattern) + "...",
    ast.IntegerLiteral: lambda n: n.text,
    ast.FloatLiteral: lambda n: n.text,
    ast.CharacterLiteral: lambda n: n.text,
    ast.StringLiteral: lambda n: " ".join(n.parts),
    ast.BoolLiteral: lambda n: str(n.value).lower(),
    ast.NullPointer: lambda n: "nullptr",
    ast.This: lambda n: "this",
    ast.UnaryExpression: lambda n: f"({n.op} {show(n.operand)})",
    ast.PostfixExpression: lambda n: f"({show(n.operand)} {n.op})",
    ast.BinaryExpression: lambda n: f"({n.op} {show(n.left)} {show(n.right)})",
    ast.AssignExpression: lambda n: f"({n.op} {show(n.target)} {show(n.value)})",
    ast.CommaExpression: lambda n: f"(, {show(n.left)} {show(n.right)})",
    ast.ConditionalExpression: lambda n: f"(? {show(n.condition)} {show(n.then)} {show(n.otherwise)})",
    ast.CallExpression: lambda n: f"(call {show(n.callee)}{''.join(' ' + show(a) for a in n.arguments)})",
    ast.IndexExpression: lambda n: f"(index {show(n.base)} {show(n.index)})",
    ast.MemberExpression: lambda n: f"({'->' if n.arrow else '.'} {show(n.base)} {show(n.name)})",
    ast.CastExpression: lambda n: f"(cast:{n.kind} {show(n.type)} {show(n.operand)})",
    ast.ConstructExpression: lambda n: (
        f"(new{'{}' if n.braces else '()'} {show(n.type)}{''.join(' ' + show(a) for a in n.arguments)})"
    ),
    ast.PackExpansion: lambda n: show(n.pattern) + "...",
    ast.ExpressionStatement: lambda n: show(n.expression) + ";",
    ast.DeclarationStatement: lambda n: " ".join(show(d) for d in n.declarations),
    ast.Compound: lambda n: "{" + " ".join(show(s) for s in n.statements) + "}",
    ast.Empty: lambda n: ";",
    ast.Break: lambda n: "break",
    ast.Continue: lambda n: "continue",
    ast.Default: lambda n: "default:",
    ast.Return: lambda n: f"(return {show(n.value)})" if n.value else "(return)",
    ast.Body: _body,
}
