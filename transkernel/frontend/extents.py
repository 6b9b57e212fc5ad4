"""Where a declaration ends, found by its brackets alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transkernel.frontend.tokens import Token
from transkernel.frontend.words import KEYWORDS
from transkernel.records import record

CLASS_WORDS = frozenset("struct class union enum".split())
ANGLES = {"LESS": 1, "GREATER": -1, "SHIFT_RIGHT": -2, "LAUNCH_CLOSE": -3}
_GOES_ON = frozenset("SEMICOLON LBRACE COLON ARROW EQUAL COMMA LPAR LSQB DOT STAR AMPERSAND".split())
_GOES_ON_WORDS = frozenset("const noexcept override final volatile __attribute__ try".split())
_OPERAND_WORDS = frozenset("__launch_bounds__ __align__ alignas _Alignas decltype noexcept throw sizeof".split())


@record
class Extent:
    """One declaration: tokens [start, end).

    first: behind its template heads. head_end: its body, or its end. words: the plain words of the head, outside of
    brackets. call: the index of the `(` behind the declared name, or -1. brace: the index of a function's `{`, or -1.
    assigned: whether a `=` stands in the head. is_macro: `REGISTER(...)` without a `;`. broken: a `{` that never
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


@dataclass(slots=True)
class _Head:
    """What was seen of a declaration so far.

    angles: the depth in a class's own template arguments, which may hold types of functions. converts: the word
    `operator` before a type was seen; initializes: a constructor's `:`; arrow: a `->`.
    """

    start: int
    first: int
    words: set[str] = field(default_factory=set)
    call: int = -1
    angles: int = 0
    assigned: bool = False
    converts: bool = False
    in_class: bool = False
    initializes: bool = False
    arrow: bool = False

    def extent(self, end: int, head_end: int, brace: int = -1, is_macro: bool = False, broken: int = -1) -> Extent:
        words = frozenset(self.words)
        return Extent(self.start, end, self.first, head_end, words, self.call, brace, self.assigned, is_macro, broken)


class ExtentReader:
    """Finds declarations in the tokens of a file, a namespace or the class `class_name`."""

    def __init__(self, tokens: Sequence[Token], partner: Sequence[int], class_name: str) -> None:
        self._tokens = tokens
        self._count = len(tokens)
        self._partner = partner
        self._class_name = class_name

    def _text(self, index: int) -> str:
        return self._tokens[index].text if 0 <= index < self._count else ""

    def _kind(self, index: int) -> str:
        return self._tokens[index].kind if 0 <= index < self._count else "END"

    def read(self, start: int) -> Extent:
        """The declaration that begins at a token. It ends at its `;`, behind its body, or where the text ends."""
        head = _Head(start, self._after_heads(start))
        index = head.first
        while index < self._count and self._kind(index) != "RBRACE":
            found = self._end_at(head, index)
            if found is not None:
                return found
            index = self._note(head, index)
        index = min(index, self._count)
        return head.extent(index, index)

    def _end_at(self, head: _Head, index: int) -> Extent | None:
        """The extent, where this token ends it."""
        kind = self._kind(index)
        if kind == "SEMICOLON":
            return head.extent(index + 1, index)
        if kind == "LBRACE" and self._partner[index] < 0:
            return head.extent(self._resumption(index), index, broken=index)
        if kind == "LBRACE" and self._is_body(head, index):
            return head.extent(self._partner[index] + 1, index, brace=index)
        if kind != "LPAR" or head.call >= 0 or head.assigned or head.angles > 0 or not self._is_call(head, index):
            return None
        head.call = index
        after = self._partner[index] + 1
        return head.extent(after, after, is_macro=True) if self._is_macro(head.first, index) else None

    def _note(self, head: _Head, index: int) -> int:
        """Takes one token into the head; a bracket with all that it holds. Returns the index after it."""
        kind, text = self._kind(index), self._text(index)
        if kind == "NAME":
            head.words.add(text)
            head.in_class = head.in_class or (text in CLASS_WORDS and head.call < 0 and not head.assigned)
            head.converts = head.converts or (text == "operator" and self._kind(index + 1) == "NAME")
            return self._after_operator(index) if text == "operator" else index + 1
        head.assigned = head.assigned or (kind == "EQUAL" and (head.call < 0 or not head.in_class))
        head.arrow = head.arrow or kind == "ARROW"
        head.initializes = head.initializes or (kind == "COLON" and head.call >= 0)
        if head.in_class and head.call < 0:
            head.angles += ANGLES.get(kind, 0)
        return max(self._partner[index], index) + 1

    def _after_heads(self, index: int) -> int:
        """Behind `template <...>`, as often as it stands there."""
        while self._text(index) == "template" and self._kind(index + 1) == "LESS":
            depth, position = 0, index + 1
            while position < self._count:
                depth += ANGLES.get(self._kind(position), 0)
                if depth <= 0 or self._kind(position) in ("SEMICOLON", "LBRACE"):
                    break
                position = max(self._partner[position], position) + 1
            index = position + 1
        return min(index, self._count)

    def _after_operator(self, index: int) -> int:
        """Behind the symbol of an operator's name, so that its brackets are not taken for others."""
        if self._kind(index + 1) in ("LPAR", "LSQB") and self._partner[index + 1] == index + 2:
            return index + 3
        return index + 1 if self._kind(index + 1) == "NAME" else index + 2

    def _is_call(self, head: _Head, index: int) -> bool:
        """Whether a `(` follows a declared name."""
        if head.converts:
            return self._partner[index] == index + 1
        before = self._tokens[index - 1] if index else None
        if before is None or self._partner[index] < 0:
            return False
        if before.kind == "NAME":
            return before.text not in _OPERAND_WORDS and KEYWORDS.get(before.text) is None
        operator = any(self._text(index - back) == "operator" for back in (2, 3))
        return operator or before.kind in ("GREATER", "SHIFT_RIGHT")

    def _is_macro(self, first: int, index: int) -> bool:
        """`REGISTER(...)` on its own line, without a `;`, before something that does not continue it."""
        after = self._partner[index] + 1
        if index != first + 1 or self._text(first) == self._class_name or after >= self._count:
            return False
        token = self._tokens[after]
        return token.kind not in _GOES_ON and token.text not in _GOES_ON_WORDS

    def _is_body(self, head: _Head, index: int) -> bool:
        """Whether a `{` begins a function's body rather than a class's members or a value."""
        if head.assigned or (head.in_class and head.call < 0):
            return False
        before = self._kind(index - 1)
        if head.initializes:
            return before in ("RPAR", "RBRACE", "ELLIPSIS")
        if head.call >= 0:
            return True
        return head.arrow or before not in ("NAME", "GREATER", "RSQB", "SHIFT_RIGHT")

    def _resumption(self, index: int) -> int:
        """Behind a bracket that never closes: what begins a line further down is read again."""
        index += 1
        while index < self._count and not self._begins_anew(index):
            index += 1
        return index

    def _begins_anew(self, index: int) -> bool:
        token = self._tokens[index]
        return token.starts_line and token.kind == "NAME" and token.span.column == 1 and token.macro is None
