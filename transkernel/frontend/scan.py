"""Cuts a text into declarations by its brackets, without understanding them.

Whatever only the host runs stays a run of tokens (ast.HostCode): functions without a CUDA qualifier that are not
`constexpr`, host objects, registration macros. Everything that a kernel may need goes through the parser, one
declaration at a time, so that one that does not parse takes no other with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from transkernel.diagnostics import Diagnostic, Refusal, Severity
from transkernel.frontend import ast
from transkernel.frontend.brackets import match_brackets
from transkernel.frontend.extents import ANGLES, CLASS_WORDS, Extent, ExtentReader
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.tokens import Token
from transkernel.frontend.words import DEVICE_MACRO_PARTS, KEYWORDS
from transkernel.limits import DEEPEST_BRACKETS, checkpoint
from transkernel.source import Span

DEVICE_WORDS = frozenset("__global__ __device__ __constant__ __shared__ __managed__".split())
_ALWAYS_PARSED = CLASS_WORDS | frozenset(
    "typedef using namespace static_assert _Static_assert constexpr constinit friend".split()
)
_ACCESS = frozenset("public private protected signals slots".split())
_CLOSING = frozenset(["RPAR", "RSQB", "RBRACE"])


class DeclarationParser(Protocol):
    """What the scanner asks of the parser."""

    diagnostics: list[Diagnostic]
    failed: dict[str, Diagnostic]
    broken_kernels: list[tuple[str, Diagnostic]]

    def declaration(
        self, tokens: Sequence[Token], scopes: ScopeStack, class_name: str, is_member: bool
    ) -> tuple[ast.Declaration, ...]:
        """Raises Refusal."""

    def template_heads(self, tokens: Sequence[Token], scopes: ScopeStack) -> tuple[ast.TemplateParameter, ...]:
        """Raises Refusal."""


class Scanner:
    """Reads the declarations of a file, a namespace or a class."""

    def __init__(
        self,
        parser: DeclarationParser,
        tokens: Sequence[Token],
        scopes: ScopeStack,
        class_name: str = "",
        is_member: bool = False,
        path: str = "",
        depth: int = 0,
    ) -> None:
        self._parser = parser
        self._tokens = tokens
        self._count = len(tokens)
        self._partner = match_brackets(tokens).partner
        self._extents = ExtentReader(tokens, self._partner, class_name)
        self._scopes = scopes
        self._class_name = class_name
        self._is_member = is_member
        self._path = path
        self._depth = depth

    def declarations(self) -> tuple[ast.Declaration, ...]:
        """All of them, in order. Raises Refusal where a class's field cannot be read."""
        made: list[ast.Declaration] = []
        index = 0
        while index < self._count:
            checkpoint(self._tokens[index].span)
            index = self._one(index, made)
        return tuple(made)

    def _text(self, index: int) -> str:
        return self._tokens[index].text if 0 <= index < self._count else ""

    def _kind(self, index: int) -> str:
        return self._tokens[index].kind if 0 <= index < self._count else "END"

    def _span(self, start: int, end: int) -> Span:
        return self._tokens[start].span.to(self._tokens[min(max(start, end - 1), self._count - 1)].span)

    # ------------------------------------------------------------ one declaration

    def _one(self, index: int, made: list[ast.Declaration]) -> int:
        kind, text = self._kind(index), self._text(index)
        if kind in ("SEMICOLON", "PRAGMA") or kind in _CLOSING:
            return index + 1
        if text == "extern" and self._kind(index + 1) == "STRING":
            return self._linkage(index, made)
        if text == "namespace" or (text == "inline" and self._text(index + 1) == "namespace"):
            after = self._namespace(index, made)
            if after > index:
                return after
        if self._is_member and text in _ACCESS and self._kind(index + 1) == "COLON":
            return index + 2
        extent = self._extents.read(index)
        made.extend(self._read(extent))
        return max(extent.end, index + 1)

    def _linkage(self, index: int, made: list[ast.Declaration]) -> int:
        """`extern "C" {...}`: its declarations are as good as outside; before one declaration it says nothing here."""
        if self._kind(index + 2) != "LBRACE" or self._partner[index + 2] < 0:
            return index + 2
        close = self._partner[index + 2]
        made.extend(self._inner(index + 2, close, self._scopes, self._path))
        return close + 1

    def _inner(
        self, brace: int, end: int, scopes: ScopeStack, path: str, levels: int = 1
    ) -> tuple[ast.Declaration, ...]:
        """The declarations behind a brace, which are so many levels further in than those here."""
        depth = self._depth + levels
        if depth > DEEPEST_BRACKETS:
            message = f"namespaces are nested deeper than {DEEPEST_BRACKETS} here"
            self._parser.diagnostics.append(Diagnostic("TK0204", Severity.ERROR, message, self._tokens[brace].span))
            return ()
        return Scanner(self._parser, self._tokens[brace + 1 : end], scopes, path=path, depth=depth).declarations()

    def _namespace(self, index: int, made: list[ast.Declaration]) -> int:
        """`namespace a::b {...}`; returns index itself where it is an alias."""
        position = index + 1 + (self._text(index) == "inline")
        names: list[str] = []
        while self._kind(position) == "NAME":
            names.append(self._text(position))
            position += 1 + (self._kind(position + 1) == "DOUBLE_COLON")
        if self._kind(position) != "LBRACE":
            return index
        close = self._partner[position]
        if close < 0:
            self._report_unclosed(position)
        end = close if close >= 0 else self._count
        scopes, path = self._scopes.branch(), self._path
        for name in names:
            scopes.innermost.names[name] = Kind.NAMESPACE
            scopes.push(scopes.innermost.child(name))
            path += f"{name}::"
        declarations = self._inner(position, end, scopes, path, max(1, len(names)))
        span = self._span(index, end + 1 if close >= 0 else end)
        for name in reversed(names or [""]):
            declarations = (ast.Namespace(name, declarations, span, None, self._text(index) == "inline"),)
        made.extend(declarations)
        return end + 1

    # ------------------------------------------------------------ what to do with it

    def _report_unclosed(self, index: int) -> Diagnostic:
        token = self._tokens[index]
        message = f"this `{token.text}` is never closed"
        diagnostic = Diagnostic("TK0202", Severity.ERROR, message, token.span)
        self._parser.diagnostics.append(diagnostic)
        return diagnostic

    def _read(self, extent: Extent) -> tuple[ast.Declaration, ...]:
        name = self._name(extent)
        if extent.broken >= 0:
            diagnostic = self._report_unclosed(extent.broken)
            self._parser.failed[self._path + name] = diagnostic
            if "__global__" in extent.words:
                self._parser.broken_kernels.append((name, diagnostic))
            return (self._host(extent, name),)
        if extent.is_macro or not self._is_needed(extent):
            return (self._host(extent, name),)
        tokens = self._tokens[extent.start : extent.end]
        try:
            return self._parser.declaration(tokens, self._scopes, self._class_name, self._is_member)
        except Refusal as refusal:
            if self._is_member and extent.call < 0:
                raise
            return (self._failed(extent, name, refusal.diagnostic),)

    def _failed(self, extent: Extent, name: str, diagnostic: Diagnostic) -> ast.HostCode:
        """A kernel that cannot be read is said at once; anything else when a kernel uses it."""
        if "__global__" in extent.words:
            self._parser.diagnostics.append(diagnostic)
            self._parser.broken_kernels.append((name, diagnostic))
        for key in (name, self._path + name):
            self._parser.failed.setdefault(key, diagnostic)
        return self._host(extent, name)

    def _is_needed(self, extent: Extent) -> bool:
        """Whether a kernel may need this: then it is parsed."""
        words = extent.words
        if words & DEVICE_WORDS or words & _ALWAYS_PARSED or self._text(extent.first) == "template":
            return True
        if any(_is_device_macro(word) for word in words if word != self._text(extent.call - 1)):
            return True
        if extent.call >= 0 and not extent.assigned:
            return False
        if self._is_member:
            return extent.call < 0 or self._text(extent.end - 2) in ("default", "delete")
        return "const" in words

    def _host(self, extent: Extent, name: str) -> ast.HostCode:
        tokens = tuple(self._tokens[extent.start : extent.end])
        templates = self._templates(extent)
        if name and not extent.is_macro and name != self._class_name:
            kind = Kind.VALUE if templates is None else Kind.VALUE_TEMPLATE
            if extent.words & CLASS_WORDS and extent.call < 0:
                kind = Kind.TYPE if templates is None else Kind.TYPE_TEMPLATE
            if kind is not Kind.VALUE or self._scopes.innermost.names.get(name) is not Kind.VALUE_TEMPLATE:
                self._scopes.declare_in(self._scopes.innermost, name, kind)
        signature = extent.brace - extent.start if extent.brace >= 0 else 0
        return ast.HostCode(name, tokens, self._span(extent.start, extent.end), templates, signature)

    def _templates(self, extent: Extent) -> tuple[ast.TemplateParameter, ...] | None:
        """The template parameters of host code: launch sites in it are read with them. Empty where they do not
        parse."""
        if extent.first == extent.start:
            return None
        try:
            return self._parser.template_heads(self._tokens[extent.start : extent.first], self._scopes)
        except Refusal:
            return ()

    def _name(self, extent: Extent) -> str:
        """The declared name, as far as the shape of the text shows it."""
        if extent.words & CLASS_WORDS and extent.call < 0:
            return self._class_of(extent.first, extent.head_end)
        if extent.call > 0:
            return self._called(extent.first, extent.call - 1)
        last, angles = "", 0
        for index in range(extent.first, extent.head_end):
            kind = self._kind(index)
            angles += ANGLES.get(kind, 0)
            if kind == "NAME" and angles <= 0 and self._text(index) not in KEYWORDS:
                last = self._text(index)
            elif kind in ("EQUAL", "LBRACE", "LSQB", "LPAR") and angles <= 0 and last:
                break
        return last

    def _called(self, first: int, index: int) -> str:
        """The name before a `(`: behind an operator's symbol, or before template arguments."""
        if self._kind(index) in ANGLES:
            depth = 0
            while index > first:
                depth -= ANGLES.get(self._kind(index), 0)
                index -= 1
                if depth <= 0:
                    break
        for back in range(index, max(first, index - 3) - 1, -1):
            if self._text(back) == "operator":
                return "".join(self._text(each) for each in range(back, index + 1))
        tilde = "~" if index and self._kind(index - 1) == "TILDE" else ""
        return tilde + self._text(index) if self._kind(index) == "NAME" else ""

    def _class_of(self, index: int, end: int) -> str:
        while index < end and self._text(index) not in CLASS_WORDS:
            index += 1
        name = ""
        while index < end and self._kind(index) not in ("COLON", "LBRACE", "LESS"):
            if self._kind(index) == "NAME" and self._text(index) not in KEYWORDS and self._text(index) != "final":
                name = self._text(index)
            index += 1
        return name


def _is_device_macro(word: str) -> bool:
    """An upper-case word that nobody defined and that speaks of the device: C10_HOST_DEVICE."""
    return word.isupper() and len(word) > 1 and any(part in word for part in DEVICE_MACRO_PARTS)


def unit_scope() -> Scope:
    """The scope of the whole text."""
    return Scope()
