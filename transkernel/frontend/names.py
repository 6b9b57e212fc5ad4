"""Names and template lists in a stream of tokens: where they end, and whether they name types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from transkernel.diagnostics import Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.brackets import match_brackets
from transkernel.frontend.lexer import PUNCTUATORS
from transkernel.frontend.operators import ASSIGNMENT_KINDS
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.tokens import Token
from transkernel.frontend.words import KEYWORDS
from transkernel.limits import DEEPEST_BRACKETS
from transkernel.records import record
from transkernel.source import SourceFile, Span


class FoldedToken(Token):
    """A token that stands for a whole piece of text: a function's body, a class's members, an unroll pragma."""

    __slots__ = ("content",)

    def __init__(self, kind: str, text: str, span: Span, content: object) -> None:
        super().__init__(kind, text, span)
        self.content = content


class Host(Protocol):
    """What the token pass asks of the parser while it runs."""

    def remember(self, body: ast.Body, scopes: tuple[Scope, ...]) -> None:
        """Keep the scopes around a body that will be parsed later."""

    def members(self, tokens: Sequence[Token], name: str, scopes: ScopeStack) -> tuple[ast.Declaration, ...]:
        """The members of a class from the tokens between its braces. Raises Refusal."""

    def expression(self, tokens: Sequence[Token], scopes: ScopeStack | None = None) -> ast.Expression:
        """Raises Refusal."""


@record
class Part:
    """One identifier of a name: tokens [start, after), and where its template list opens and closes, or -1."""

    text: str
    start: int
    after: int
    open: int = -1
    close: int = -1


@record
class Shape:
    """A qualified name as it was found. end: the first token after it; next: that token's kind; kind: what it is, where
    that is known."""

    parts: tuple[Part, ...]
    absolute: bool
    start: int
    end: int
    next: str
    kind: Kind | None

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts)

    @property
    def is_simple(self) -> bool:
        return len(self.parts) == 1 and not self.absolute and self.parts[0].open < 0


# What may follow the `>` of an unknown name's template list: in an expression, and more where a declaration may begin.
_AFTER_LIST = frozenset(
    "LPAR DOUBLE_COLON LBRACE LAUNCH_OPEN RPAR COMMA SEMICOLON END ELLIPSIS GREATER SHIFT_RIGHT".split()
)
_AFTER_TYPE_LIST = _AFTER_LIST | frozenset(
    "NAME STAR AMPERSAND AND_AND CONST OPERATOR_WORD RESTRICT EQUAL LSQB".split()
)

# What no template argument list holds outside of parentheses; the second row only in lists of names known as templates.
_NEVER_IN_LIST = frozenset("RPAR RSQB RBRACE SEMICOLON LAUNCH_OPEN IF FOR WHILE RETURN".split())
_RARELY_IN_LIST = ASSIGNMENT_KINDS | frozenset(
    "AND_AND OR_OR EQUAL QUESTION COLON LBRACE PLUS_PLUS MINUS_MINUS".split()
)
_CLOSERS = {"GREATER": 1, "SHIFT_RIGHT": 2, "LAUNCH_CLOSE": 3, "GREATER_EQUAL": 1, "SHIFT_RIGHT_EQUAL": 2}
_NAME_STARTS = frozenset(["NAME", "DOUBLE_COLON"])
_LANES = ("x", "y", "z", "w")
_AFTER_SCOPE = frozenset(["NAME", "TEMPLATE", "OPERATOR_WORD", "TILDE"])
_POINTER_WORDS = frozenset("STAR AMPERSAND AND_AND CONST VOLATILE RESTRICT".split())
_AFTER_DECLARED = frozenset("EQUAL SEMICOLON COMMA RPAR LSQB LBRACE COLON LPAR END".split())
_CONDITION_AFTER_DECLARED = frozenset(["EQUAL", "LBRACE"])
_OPERAND_STARTS = frozenset(
    "NAME INTEGER FLOAT CHARACTER STRING THIS BOOLEAN NULLPTR SIZEOF CAST_WORD BUILTIN TILDE BANG LPAR".split()
)


class NamePass:
    """The stream: tokens in, tagged tokens out.

    kinds[i]: the token's kind, with keywords as their own kinds. list_depth: how many template lists are open.
    """

    def __init__(self, tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> None:
        self.source = tokens
        self.count = len(tokens)
        end = Token("END", "", tokens[-1].span) if tokens else _NO_TOKEN
        self.tokens = [*tokens, end, end, end]
        self.kinds = [KEYWORDS.get(t.text, "NAME") if t.kind == "NAME" else t.kind for t in self.tokens]
        self.partner = [*match_brackets(tokens).partner, -1, -1, -1]
        self.host = host
        self.scopes = scopes
        self.out: list[Token] = []
        self.list_depth = 0
        self._closes: dict[tuple[int, bool], tuple[int, int] | None] = {}

    # ------------------------------------------------------------ output

    def emit(self, index: int, kind: str | None = None) -> int:
        """Passes a token on, as its own kind or another. Returns the index after it."""
        if index >= self.count:
            return index
        token = self.tokens[index]
        wanted = kind or self.kinds[index]
        self.out.append(token if token.kind == wanted else token.retagged(wanted))
        return index + 1

    def emit_text(self, first: int, after: int, kind: str, text: str) -> int:
        """Passes several tokens on as one."""
        token = self.tokens[first]
        span = token.span.to(self.tokens[min(after, self.count) - 1].span)
        self.out.append(Token(kind, text, span, token.macro, token.spaced, token.starts_line))
        return min(after, self.count)

    def span(self, index: int) -> Span:
        return self.tokens[min(index, self.count)].span

    def refuse_word(self, index: int, what: str) -> Refusal:
        return refuse("TK0205", f"{what} is not in the subset of C++ that transkernel translates", self.span(index))

    # ------------------------------------------------------------ template lists

    def template_close(self, opened: int, known: bool) -> tuple[int, int] | None:
        """Where the `<` at `opened` closes: a token and which of its characters; None where it is a comparison.

        After WGSL's template list discovery (gpuweb issue 3770), with what is known of the names.
        """
        key = (opened, known)
        if key not in self._closes:
            for inner, close in self._find_closes(opened, known):
                self._closes.setdefault((inner, known), close)
        return self._closes[key]

    def _find_closes(self, opened: int, known: bool) -> Iterator[tuple[int, tuple[int, int] | None]]:
        """That of the `<` at `opened`, and on the way those of the lists inside of it, which would be read again."""
        lists, index = [opened], opened + 1
        while index < self.count and lists:
            kind = self.kinds[index]
            if kind in _NEVER_IN_LIST or (not known and kind in _RARELY_IN_LIST):
                break
            if kind in ("LPAR", "LSQB", "LBRACE"):
                if self.partner[index] < 0:
                    break
                index = self.partner[index]
            elif kind == "LESS":
                if self._opens_inside(index):
                    lists.append(index)
            elif kind in _CLOSERS:
                for character in range(min(_CLOSERS[kind], len(lists))):
                    yield lists.pop(), (index, character)
            index += 1
        for each in lists:
            yield each, None

    def _opens_inside(self, index: int) -> bool:
        """Whether a `<` inside a list opens another one, judged by the word before it."""
        before = self.kinds[index - 1]
        if before != "NAME":
            return before in ("CAST_WORD", "TEMPLATE")
        qualified = index >= 2 and self.kinds[index - 2] in ("DOUBLE_COLON", "DOT", "ARROW")
        return qualified or self.scopes.find((self.tokens[index - 1].text,)) is not Kind.VALUE

    def close_list(self, index: int) -> int:
        """Passes the `>` at the head of a token on; what is left of the token stays in the stream."""
        token = self.tokens[index]
        rest = token.text[1:]
        if not rest:
            return self.emit(index, "TEMPLATE_CLOSE")
        span = token.span
        middle = span.start + 1 if span.end - span.start == len(token.text) else span.end
        self.out.append(Token("TEMPLATE_CLOSE", ">", Span(span.file, span.start, middle), token.macro))
        start = middle if middle < span.end else span.start
        left = Token(PUNCTUATORS[rest], rest, Span(span.file, start, span.end), token.macro)
        self.tokens[index], self.kinds[index] = left, left.kind
        return index

    # ------------------------------------------------------------ names

    def begins_name(self, index: int) -> bool:
        kind = self.kinds[index]
        return kind == "NAME" or (kind == "DOUBLE_COLON" and self.kinds[index + 1] in _AFTER_SCOPE)

    def read_name(self, start: int, declaring: bool = False, member: bool = False) -> Shape:
        """The qualified name that begins at a token. declaring: a declaration may begin here; member: after `.`."""
        index = start
        absolute = self.kinds[index] == "DOUBLE_COLON"
        index += absolute
        parts: list[Part] = []
        while True:
            forced = self.kinds[index] == "TEMPLATE"
            index += forced
            text, after = self._identifier(index)
            path = (*(part.text for part in parts), text)
            found = None if member else self.scopes.find(path)
            # A vector's lane is no template: `threadIdx.x < (int)a > (int)b` compares.
            close = self._list_of(after, Kind.VALUE if member and text in _LANES else found, forced, declaring)
            if close is None:
                parts.append(Part(text, index, after))
                index, following = after, self.kinds[after]
            else:
                parts.append(Part(text, index, after, after, close[0]))
                index, following = self._after_list(*close)
            if following != "DOUBLE_COLON" or self.kinds[index + 1] not in _AFTER_SCOPE:
                return Shape(tuple(parts), absolute, start, index, following, found)
            index += 1

    def _identifier(self, index: int) -> tuple[str, int]:
        kind = self.kinds[index]
        if kind == "END":
            return "", index
        if kind == "OPERATOR_WORD":
            return self.operator_name(index)
        if kind == "TILDE" and self.kinds[index + 1] == "NAME":
            return "~" + self.tokens[index + 1].text, index + 2
        return self.tokens[index].text, index + 1

    def operator_name(self, index: int) -> tuple[str, int]:
        """`operator+` and its like as one word; plain `operator` before a type."""
        following = self.kinds[index + 1]
        if following == "END":
            return "operator", index + 1
        if following in ("LPAR", "LSQB") and self.partner[index + 1] == index + 2:
            return "operator" + ("()" if following == "LPAR" else "[]"), index + 3
        if following in _TYPE_STARTS:
            return "operator", index + 1
        return "operator" + self.tokens[index + 1].text, index + 2

    def _list_of(self, index: int, found: Kind | None, forced: bool, declaring: bool) -> tuple[int, int] | None:
        if self.kinds[index] != "LESS":
            return None
        if forced or found in (Kind.TYPE, Kind.TYPE_TEMPLATE, Kind.VALUE_TEMPLATE):
            return self.template_close(index, known=True)
        if found is Kind.VALUE:
            return None
        close = self.template_close(index, known=False)
        if close is None and declaring:
            close = self.template_close(index, known=True)
        if close is None:
            return None
        allowed = _AFTER_TYPE_LIST if declaring else _AFTER_LIST
        following = self._after_list(*close)[1]
        if following in _CLOSERS and not self.list_depth:
            return None
        return close if following in allowed else None

    def _after_list(self, close: int, character: int) -> tuple[int, str]:
        rest = self.tokens[close].text[character + 1 :]
        return (close, PUNCTUATORS[rest]) if rest else (close + 1, self.kinds[close + 1])

    def emit_name(self, shape: Shape, is_type: bool, last_kind: str | None = None) -> int:
        """Passes a name on as a type or as another name. Returns the index after it."""
        if shape.absolute:
            self.emit(shape.start, "TYPE_ROOT" if is_type else "NAME_ROOT")
        for part in shape.parts[:-1]:
            after = self._emit_part(part, "TYPE_SCOPE" if is_type else "NAME_SCOPE")
            self.emit(after)
        return self._emit_part(shape.parts[-1], last_kind or ("TYPE_NAME" if is_type else "NAME"))

    def _emit_part(self, part: Part, kind: str) -> int:
        if part.after > part.start + 1:
            self.emit_text(part.start, part.after, kind, part.text)
        else:
            self.emit(part.start, kind)
        if part.open < 0:
            return part.after
        if self.list_depth == DEEPEST_BRACKETS:
            message = f"template arguments are nested deeper than {DEEPEST_BRACKETS} here"
            raise refuse("TK0204", message, self.span(part.open))
        self.emit(part.open, "TEMPLATE_OPEN")
        self.list_depth += 1
        self.template_arguments(part.open + 1, part.close)
        self.list_depth -= 1
        return self.close_list(part.close)

    def template_arguments(self, index: int, close: int) -> int:
        raise NotImplementedError

    # ------------------------------------------------------------ types or not

    def is_type(self, shape: Shape) -> bool:
        """Whether a name in an expression is a type."""
        if shape.kind is not None:
            return shape.kind.is_type
        last = shape.parts[-1].text
        if last.endswith("_t") and shape.next != "LPAR":
            return True
        if len(shape.parts) > 1 and last == "type":
            return True
        return shape.next == "LBRACE"

    def is_type_argument(self, shape: Shape, close: int) -> bool:
        """Whether a name that begins a template argument is a type."""
        if shape.kind is not None or self.is_type(shape):
            return self.is_type(shape)
        if shape.next == "CONST":
            return True
        index = self._after_pointer_words(shape.end)
        return index > shape.end and (index >= close or self.kinds[index] == "COMMA")

    def declares(self, shape: Shape, condition: bool = False) -> bool:
        """Whether a statement (or a condition) that begins with this name declares something."""
        if shape.kind in (Kind.VALUE, Kind.VALUE_TEMPLATE, Kind.NAMESPACE):
            return False
        if shape.next in ("NAME", "CONST", "VOLATILE"):
            return True
        if shape.kind is not None:
            return self._declares_known(shape)
        index = self._after_pointer_words(shape.end)
        if index == shape.end or self.kinds[index] != "NAME":
            return False
        return self.kinds[index + 1] in (_CONDITION_AFTER_DECLARED if condition else _AFTER_DECLARED)

    def _declares_known(self, shape: Shape) -> bool:
        """A type begins a declaration unless it is called, filled or asked for a member."""
        if shape.next != "LPAR":
            return shape.next not in ("LBRACE", "DOUBLE_COLON")
        return self.is_declarator_parenthesis(shape.end)

    def is_declarator_parenthesis(self, index: int) -> bool:
        """Whether the `(` after a type begins a declarator: `(*p)[N]`, `(&a)[N]`, `(*f)(int)`."""
        if self.kinds[index] != "LPAR":
            return False
        end = self.partner[index]
        if end < 0 or self.kinds[index + 1] not in ("STAR", "AMPERSAND", "AND_AND"):
            return False
        inside = self._after_pointer_words(index + 1)
        if inside == end:
            return True
        return self.kinds[inside] == "NAME" and self.kinds[end + 1] in ("LSQB", "LPAR")

    def is_cast(self, shape: Shape, end: int) -> bool:
        """Whether `(name...)` with an unknown name is a cast: `(Foo*)p`, `(Foo)x`."""
        if shape.kind is not None:
            return False
        index = self._after_pointer_words(shape.end)
        if index != end:
            return False
        return index > shape.end or (self.kinds[end + 1] in _OPERAND_STARTS and shape.path[0] != "std")

    def _after_pointer_words(self, index: int) -> int:
        while self.kinds[index] in _POINTER_WORDS:
            index += 1
        return index


_NO_TOKEN = Token("END", "", Span(SourceFile("<nothing>", ""), 0, 0))
_TYPE_STARTS = frozenset("NAME BUILTIN CONST AUTO TYPENAME DOUBLE_COLON DECLTYPE VOLATILE CLASS_KEY".split())
