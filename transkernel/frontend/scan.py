"""Cuts a text into declarations by its brackets, without understanding them.

Whatever only the host runs stays a run of tokens (ast.HostCode): functions without a CUDA qualifier that are not
`constexpr`, host objects, registration macros. Everything that a kernel may need goes through the parser, one declaration
at a time, so that one that does not parse takes no other with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from transkernel.diagnostics import Diagnostic, Refusal, Severity
from transkernel.frontend import ast
from transkernel.frontend.brackets import match_brackets
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.tokens import Token
from transkernel.frontend.words import DEVICE_MACRO_PARTS, KEYWORDS
from transkernel.source import Span

DEVICE_WORDS = frozenset("__global__ __device__ __constant__ __shared__ __managed__".split())
_CLASS_WORDS = frozenset("struct class union enum".split())
_ALWAYS_PARSED = _CLASS_WORDS | frozenset(
    "typedef using static_assert _Static_assert constexpr constinit friend".split()
)
_ACCESS = frozenset("public private protected signals slots".split())
_CLOSING = frozenset(["RPAR", "RSQB", "RBRACE"])
_GOES_ON = frozenset("SEMICOLON LBRACE COLON ARROW EQUAL COMMA LPAR LSQB DOT STAR AMPERSAND".split())
_GOES_ON_WORDS = frozenset("const noexcept override final volatile __attribute__ try".split())
_OPERAND_WORDS = frozenset(
    "__launch_bounds__ __align__ alignas _Alignas decltype noexcept throw sizeof __typeof__".split()
)


class DeclarationParser(Protocol):
    """What the scanner asks of the parser."""

    diagnostics: list[Diagnostic]
    failed: dict[str, Diagnostic]

    def declaration(
        self, tokens: Sequence[Token], scopes: ScopeStack, class_name: str, is_member: bool
    ) -> tuple[ast.Declaration, ...]:
        """Raises Refusal."""

    def template_heads(self, tokens: Sequence[Token], scopes: ScopeStack) -> tuple[ast.TemplateParameter, ...]:
        """Raises Refusal."""


@dataclass(frozen=True, slots=True)
class Extent:
    """One declaration: tokens [start, end), its words begin at `first` behind template heads, its head ends at `head_end`.

    words: the plain words of the head, outside of brackets. call: the index of the `(` behind the declared name, or -1.
    brace: the index of a function's `{`, or -1. assigned: whether a `=` stands in the head. broken: a bracket that never
    closes, or -1.
    """

    start: int
    end: int
    first: int
    head_end: int
    words: frozenset[str]
    call: int = -1
    brace: int = -1
    assigned: bool = False
    is_macro: bool = False
    broken: int = -1


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
    ) -> None:
        self._parser = parser
        self._tokens = tokens
        self._count = len(tokens)
        self._partner = match_brackets(tokens).partner
        self._scopes = scopes
        self._class_name = class_name
        self._is_member = is_member
        self._path = path

    def declarations(self) -> tuple[ast.Declaration, ...]:
        """All of them, in order. Raises Refusal where a class's field cannot be read."""
        made: list[ast.Declaration] = []
        index = 0
        while index < self._count:
            index = self._one(index, made)
        return tuple(made)

    def _text(self, index: int) -> str:
        return self._tokens[index].text if index < self._count else ""

    def _kind(self, index: int) -> str:
        return self._tokens[index].kind if index < self._count else "END"

    def _span(self, start: int, end: int) -> Span:
        return self._tokens[start].span.to(self._tokens[max(start, end - 1)].span)

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
        extent = self._extent(index)
        made.extend(self._read(extent))
        return max(extent.end, index + 1)

    def _linkage(self, index: int, made: list[ast.Declaration]) -> int:
        """`extern "C" {...}`: its declarations are as good as outside; before one declaration it says nothing here."""
        if self._kind(index + 2) != "LBRACE" or self._partner[index + 2] < 0:
            return index + 2
        close = self._partner[index + 2]
        made.extend(self._inner(index + 3, close, self._scopes, self._path))
        return close + 1

    def _inner(self, start: int, end: int, scopes: ScopeStack, path: str) -> tuple[ast.Declaration, ...]:
        return Scanner(self._parser, self._tokens[start:end], scopes, path=path).declarations()

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
        declarations = self._inner(position + 1, end, scopes, path)
        span = self._span(index, end + 1 if close >= 0 else end)
        for name in reversed(names or [""]):
            declarations = (ast.Namespace(name, declarations, span, None, self._text(index) == "inline"),)
        made.extend(declarations)
        return end + 1

    # ------------------------------------------------------------ where a declaration ends

    def _extent(self, start: int) -> Extent:
        first = self._after_heads(start)
        words: set[str] = set()
        call = -1
        assigned = in_class = initializes = arrow = False
        angles = 0  # of a class's own template arguments, which may hold types of functions
        index = first
        while index < self._count:
            kind, text = self._kind(index), self._text(index)
            if kind == "SEMICOLON":
                return Extent(start, index + 1, first, index, frozenset(words), call, -1, assigned)
            if kind == "RBRACE":
                break
            if kind == "NAME":
                words.add(text)
                in_class = in_class or (text in _CLASS_WORDS and call < 0 and not assigned)
                if text == "operator":
                    index = self._after_operator(index)
                    continue
            elif kind == "LBRACE":
                if self._partner[index] < 0:
                    return self._broken(start, first, index, words, call)
                if self._is_body(index, call, assigned, in_class, initializes, arrow):
                    end = self._partner[index] + 1
                    return Extent(start, end, first, index, frozenset(words), call, index, assigned)
            assigned = assigned or (kind == "EQUAL" and call < 0) or (kind == "EQUAL" and not in_class)
            arrow = arrow or kind == "ARROW"
            initializes = initializes or (kind == "COLON" and call >= 0)
            angles += _ANGLES.get(kind, 0) if in_class and call < 0 else 0
            if kind == "LPAR" and call < 0 and not assigned and angles <= 0 and self._is_call(index):
                call = index
                if self._is_macro(first, index):
                    after = self._partner[index] + 1
                    return Extent(start, after, first, after, frozenset(words), call, is_macro=True)
            index = max(self._partner[index], index) + 1
        return Extent(start, index, first, index, frozenset(words), call, -1, assigned)

    def _after_heads(self, index: int) -> int:
        """Behind `template <...>`, as often as it stands there."""
        while self._text(index) == "template" and self._kind(index + 1) == "LESS":
            depth, position = 0, index + 1
            while position < self._count:
                depth += _ANGLES.get(self._kind(position), 0)
                if depth <= 0 or self._kind(position) in ("SEMICOLON", "LBRACE"):
                    break
                position = max(self._partner[position], position) + 1
            index = position + 1
        return index

    def _after_operator(self, index: int) -> int:
        """Behind the symbol of an operator's name, so that its brackets are not taken for others."""
        if self._kind(index + 1) in ("LPAR", "LSQB") and self._partner[index + 1] == index + 2:
            return index + 3
        return index + 1 if self._kind(index + 1) == "NAME" else index + 2

    def _is_call(self, index: int) -> bool:
        """Whether a `(` follows a declared name."""
        before = self._tokens[index - 1] if index else None
        if before is None or self._partner[index] < 0:
            return False
        if before.kind == "NAME":
            return (
                before.text not in _OPERAND_WORDS
                and KEYWORDS.get(before.text) in (None, "OPERATOR_WORD", "BUILTIN")
                and (KEYWORDS.get(before.text) != "BUILTIN" or self._text(index - 2) == "operator")
            )
        operator = any(self._text(index - back) == "operator" for back in (2, 3))
        return operator or before.kind in ("GREATER", "SHIFT_RIGHT")

    def _is_macro(self, first: int, index: int) -> bool:
        """`REGISTER(...)` on its own line, without a `;`, before something that does not continue it."""
        after = self._partner[index] + 1
        if index != first + 1 or self._text(first) == self._class_name or after >= self._count:
            return False
        token = self._tokens[after]
        return token.kind not in _GOES_ON and token.text not in _GOES_ON_WORDS

    def _is_body(self, index: int, call: int, assigned: bool, in_class: bool, initializes: bool, arrow: bool) -> bool:
        """Whether a `{` begins a function's body rather than a class's members or a value."""
        if assigned or (in_class and call < 0):
            return False
        before = self._kind(index - 1)
        if initializes:
            return before in ("RPAR", "RBRACE", "ELLIPSIS")
        if call >= 0:
            return True
        return arrow or before not in ("NAME", "GREATER", "RSQB", "SHIFT_RIGHT")

    def _broken(self, start: int, first: int, index: int, words: set[str], call: int) -> Extent:
        """A bracket that never closes: what begins a line further down is read again."""
        resume = index + 1
        while resume < self._count and not self._begins_anew(resume):
            resume += 1
        return Extent(start, resume, first, index, frozenset(words), call, broken=index)

    def _begins_anew(self, index: int) -> bool:
        token = self._tokens[index]
        return token.starts_line and token.kind == "NAME" and token.span.column == 1 and token.macro is None

    def _report_unclosed(self, index: int) -> Diagnostic:
        token = self._tokens[index]
        message = f"this `{token.text}` is never closed"
        diagnostic = Diagnostic("TK0202", Severity.ERROR, message, token.span)
        self._parser.diagnostics.append(diagnostic)
        return diagnostic

    # ------------------------------------------------------------ what to do with it

    def _read(self, extent: Extent) -> tuple[ast.Declaration, ...]:
        name = self._name(extent)
        if extent.broken >= 0:
            self._parser.failed[self._path + name] = self._report_unclosed(extent.broken)
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
            if extent.words & _CLASS_WORDS and extent.call < 0:
                kind = Kind.TYPE if templates is None else Kind.TYPE_TEMPLATE
            if kind is not Kind.VALUE or self._scopes.innermost.names.get(name) is not Kind.VALUE_TEMPLATE:
                self._scopes.declare_in(self._scopes.innermost, name, kind)
        signature = extent.brace - extent.start if extent.brace >= 0 else 0
        return ast.HostCode(name, tokens, self._span(extent.start, extent.end), templates, signature)

    def _templates(self, extent: Extent) -> tuple[ast.TemplateParameter, ...] | None:
        """The template parameters of host code: launch sites in it are read with them. Empty where they do not parse."""
        if extent.first == extent.start:
            return None
        try:
            return self._parser.template_heads(self._tokens[extent.start : extent.first], self._scopes)
        except Refusal:
            return ()

    def _name(self, extent: Extent) -> str:
        """The declared name, as far as the shape of the text shows it."""
        if extent.words & _CLASS_WORDS and extent.call < 0:
            return self._class_of(extent.first, extent.head_end)
        if extent.call > 0:
            return self._called(extent.first, extent.call - 1)
        last = ""
        for index in range(extent.first, extent.head_end):
            if self._kind(index) == "NAME" and self._text(index) not in KEYWORDS:
                last = self._text(index)
            elif self._kind(index) in ("EQUAL", "LBRACE", "LSQB", "LPAR") and last:
                break
        return last

    def _called(self, first: int, index: int) -> str:
        """The name before a `(`: behind an operator's symbol, or before template arguments."""
        if self._kind(index) in _ANGLES:
            depth = 0
            while index > first:
                depth -= _ANGLES.get(self._kind(index), 0)
                index -= 1
                if depth <= 0:
                    break
        for back in range(index, max(first, index - 3) - 1, -1):
            if self._text(back) == "operator":
                return "".join(self._text(each) for each in range(back, index + 1))
        tilde = "~" if index and self._kind(index - 1) == "TILDE" else ""
        return tilde + self._text(index) if self._kind(index) == "NAME" else ""

    def _class_of(self, index: int, end: int) -> str:
        while index < end and self._text(index) not in _CLASS_WORDS:
            index += 1
        name = ""
        while index < end and self._kind(index) not in ("COLON", "LBRACE", "LESS"):
            if self._kind(index) == "NAME" and self._text(index) not in KEYWORDS and self._text(index) != "final":
                name = self._text(index)
            index += 1
        return name


_ANGLES = {"LESS": 1, "GREATER": -1, "SHIFT_RIGHT": -2, "LAUNCH_CLOSE": -3}


def _is_device_macro(word: str) -> bool:
    """An upper-case word that nobody defined and that speaks of the device: C10_HOST_DEVICE."""
    return word.isupper() and len(word) > 1 and any(part in word for part in DEVICE_MACRO_PARTS)


def unit_scope() -> Scope:
    """The scope of the whole text."""
    return Scope()
