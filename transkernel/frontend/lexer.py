"""Text to preprocessing tokens: one master pattern, always in time linear in the text.

The rules are those of C++17 [lex], with CUDA's `<<<` and `>>>` as tokens of their own. Lexing never raises: a character
that begins nothing is an `OTHER` token, and a literal or comment without an end is a diagnostic after which the next
line is read as usual. Backslash-newline pairs are taken out first where a text has any, and offsets are mapped back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.frontend.tokens import Comment, Token
from transkernel.records import record
from transkernel.source import SourceFile, Span

PUNCTUATORS: dict[str, str] = {
    "(": "LPAR",
    ")": "RPAR",
    "{": "LBRACE",
    "}": "RBRACE",
    "[": "LSQB",
    "]": "RSQB",
    ";": "SEMICOLON",
    ",": "COMMA",
    "?": "QUESTION",
    ":": "COLON",
    "::": "DOUBLE_COLON",
    "...": "ELLIPSIS",
    ".": "DOT",
    ".*": "DOT_STAR",
    "->": "ARROW",
    "->*": "ARROW_STAR",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "%": "PERCENT",
    "&": "AMPERSAND",
    "|": "PIPE",
    "^": "CARET",
    "~": "TILDE",
    "!": "BANG",
    "=": "EQUAL",
    "<": "LESS",
    ">": "GREATER",
    "+=": "PLUS_EQUAL",
    "-=": "MINUS_EQUAL",
    "*=": "STAR_EQUAL",
    "/=": "SLASH_EQUAL",
    "%=": "PERCENT_EQUAL",
    "&=": "AMPERSAND_EQUAL",
    "|=": "PIPE_EQUAL",
    "^=": "CARET_EQUAL",
    "<<": "SHIFT_LEFT",
    ">>": "SHIFT_RIGHT",
    "<<=": "SHIFT_LEFT_EQUAL",
    ">>=": "SHIFT_RIGHT_EQUAL",
    "==": "EQUAL_EQUAL",
    "!=": "BANG_EQUAL",
    "<=": "LESS_EQUAL",
    ">=": "GREATER_EQUAL",
    "<=>": "SPACESHIP",
    "&&": "AND_AND",
    "||": "OR_OR",
    "++": "PLUS_PLUS",
    "--": "MINUS_MINUS",
    "#": "HASH",
    "##": "HASH_HASH",
    "<<<": "LAUNCH_OPEN",
    ">>>": "LAUNCH_CLOSE",
    "@": "AT",
    "\\": "BACKSLASH",
    "$": "DOLLAR",
}
"""Every punctuator and its kind. The longest one that fits is taken."""


@record
class LexedFile:
    """What a file holds, line by line.

    directives: the indices in `tokens` of each `#` that begins a line.
    header names: the operand of an `#include` is one token of kind `HEADER_NAME`, delimiters included.
    """

    file: SourceFile
    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    directives: tuple[int, ...]


def lex(file: SourceFile) -> LexedFile:
    """The tokens and comments of a file. Raises nothing."""
    zero = file.text.find("\0")
    if zero < 0:
        return _Lexer(file).run()
    message = f"{file.name} is not text: it holds a zero byte"
    return LexedFile(file, (), (), (_error("TK0102", message, Span(file, zero, zero + 1)),), ())


def kind_of(text: str) -> str | None:
    """The kind of a text that is exactly one preprocessing token, else None."""
    if text.isidentifier():
        return "NAME"
    lexed = lex(SourceFile("<pasted>", text))
    if len(lexed.tokens) != 1 or lexed.comments or lexed.diagnostics or lexed.tokens[0].text != text:
        return None
    return lexed.tokens[0].kind


def _punctuator_pattern() -> str:
    """The punctuators as one branch for each first character, each trying its longest tail first."""
    branches = []
    for first, group in groupby(sorted(PUNCTUATORS), key=lambda text: text[0]):
        tails = sorted((re.escape(text[1:]) for text in group if len(text) > 1), key=len, reverse=True)
        branches.append(re.escape(first) + (f"(?:{'|'.join(tails)})?" if tails else ""))
    alone = "".join(branch for branch in branches if "?" not in branch[2:])
    longer = [branch for branch in branches if "?" in branch[2:]]
    return "|".join([f"[{alone}]", *longer])


_ENCODING = r"(?:u8|[uUL])?"
_SUFFIX = r"(?:_\w*+)?"
# Group numbers are what the lexer switches on; both plain groups come first.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("name", r"[A-Za-z_][\w$]*+(?![\"'])"),
    ("newline", r"\n[ \t\f\v\r\n]*+"),
    ("number", r"\.?[0-9][\w.]*+(?:(?<=[eEpP])[+-][\w.]*+|'\w[\w.]*+)*+"),
    ("line_comment", r"//[^\n]*+"),
    ("block_comment", r"/\*"),
    ("dollar_name", r"\$++\w[\w$]*+"),
    ("punctuator", _punctuator_pattern()),
    ("raw_string", _ENCODING + r"R\"[^()\\\s\"]{0,16}\("),
    ("string", _ENCODING + r"\"[^\"\\\n]*+(?:\\[^\n][^\"\\\n]*+)*+\"" + _SUFFIX),
    ("character", _ENCODING + r"'[^'\\\n]++(?:\\[^\n][^'\\\n]*+)*+'" + _SUFFIX),
    ("escaped_character", _ENCODING + r"'(?:\\[^\n][^'\\\n]*+)++'" + _SUFFIX),
    ("unterminated", _ENCODING + r"[\"'][^\n]*+"),
    ("other_name", r"[^\W\d][\w$]*+"),
    ("end", r"\Z"),
    ("other", r"[\s\S]"),
)
_MASTER = re.compile(r"[ \t\f\v\r]*+(?:" + "|".join(f"({pattern})" for _, pattern in _GROUPS) + ")")
_GROUP_NAMES = ("", *(name for name, _ in _GROUPS))
_NAME, _NEWLINE, _PUNCTUATOR, _END = (_GROUP_NAMES.index(name) for name in ("name", "newline", "punctuator", "end"))
_KINDS = {
    "string": "STRING",
    "character": "CHARACTER",
    "escaped_character": "CHARACTER",
    "dollar_name": "NAME",
    "other_name": "NAME",
    "other": "OTHER",
}

_DIGITS, _HEX = r"[0-9](?:'?[0-9])*+", r"[0-9a-fA-F](?:'?[0-9a-fA-F])*+"
_LITERAL_SUFFIX = r"(?:[A-Za-z_]\w*)?"
_FLOAT = re.compile(
    rf"(?:(?:{_DIGITS}\.(?:{_DIGITS})?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS}|(?![eE]))|{_DIGITS}[eE][+-]?{_DIGITS}"
    rf"|0[xX](?:{_HEX}\.?(?:{_HEX})?|\.{_HEX})[pP][+-]?{_DIGITS}){_LITERAL_SUFFIX}"
)
_INTEGER = re.compile(rf"(?:0[xX]{_HEX}(?![pP])|0[bB][01](?:'?[01])*+|(?!0[xXbB]){_DIGITS}(?![eE])){_LITERAL_SUFFIX}")
_HEADER = re.compile(r"[ \t]*+(include_next|include|import)[ \t]*+(<[^>\n]*+>|\"[^\"\n]*+\")")
_SPLICE = re.compile(r"\\[ \t\f\v]*+\r?\n")
# Each further raw string without an end would search the rest of the file again.
_MOST_UNTERMINATED_RAW_STRINGS = 8
_NEVER = 1 << 62


def _number_kind(text: str) -> str:
    """`INTEGER`, `FLOAT`, or `OTHER` for a preprocessing number that is no number of C++ (`1.2.3`, `0x1e+5`)."""
    if text.isdigit() or _INTEGER.fullmatch(text):
        return "INTEGER"
    return "FLOAT" if _FLOAT.fullmatch(text) else "OTHER"


def _error(code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span)


class _Splices:
    """A text without its backslash-newline pairs, and the way back to the offsets of the original."""

    def __init__(self, original: str) -> None:
        pieces: list[str] = []
        self.positions: list[int] = []  # in the spliced text: where a pair was
        self.ends: list[int] = []  # in the original: where the pair ended
        begin = length = 0
        for pair in _SPLICE.finditer(original):
            pieces.append(original[begin : pair.start()])
            length += pair.start() - begin
            begin = pair.end()
            self.positions.append(length)
            self.ends.append(begin)
        pieces.append(original[begin:])
        self.text = "".join(pieces)

    def to_original(self, offset: int) -> int:
        index = bisect_right(self.positions, offset) - 1
        return offset if index < 0 else self.ends[index] + offset - self.positions[index]

    def to_spliced(self, offset: int) -> int:
        index = bisect_right(self.ends, offset) - 1
        return offset if index < 0 else self.positions[index] + offset - self.ends[index]

    def after(self, offset: int) -> int:
        """The first splice at or behind an offset of the spliced text."""
        index = bisect_left(self.positions, offset)
        return self.positions[index] if index < len(self.positions) else _NEVER


class _Lexer:
    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.splices = _Splices(file.text) if _SPLICE.search(file.text) else None
        self.text = self.splices.text if self.splices else file.text
        self.tokens: list[Token] = []
        self.comments: list[Comment] = []
        self.diagnostics: list[Diagnostic] = []
        self.directives: list[int] = []
        self.comment_on_line = False
        self.starts_line = True
        self.no_comment_end_behind = _NEVER
        self.unterminated_raw_strings = 0
        # Offsets of tokens that end before `boundary` differ from those of the file by `shift`.
        self.shift = 0
        self.boundary = self.splices.after(0) if self.splices else _NEVER

    def run(self) -> LexedFile:
        """The loop for names and punctuators, which are nine tokens of ten; the rest goes through `_special`."""
        match, text, file, append = _MASTER.match, self.text, self.file, self.tokens.append
        kinds, plain = PUNCTUATORS, (_NAME, _PUNCTUATOR)
        position = 1 if text.startswith("\ufeff") else 0
        spaced = False
        while True:
            found = match(text, position)
            assert found is not None  # the last group takes any character
            group = found.lastindex or 0
            start, end = found.span(group)
            spaced = spaced or start > position
            position = end
            if group in plain:
                lexeme = found[group]
                kind = kinds.get(lexeme, "NAME")
                span = (
                    self._span(start, end) if end > self.boundary else Span(file, start + self.shift, end + self.shift)
                )
                append(Token(kind, lexeme, span, None, spaced, self.starts_line))
                if kind == "HASH" and self.starts_line:
                    position = self._directive(end)
            elif group == _NEWLINE:
                self.starts_line, self.comment_on_line, spaced = True, False, True
                continue
            elif group == _END:
                break
            else:
                before = len(self.tokens)
                position = self._special(_GROUP_NAMES[group], start, end, spaced)
                if len(self.tokens) == before:  # a comment counts as a space and does not end the start of a line
                    spaced = True
                    continue
            spaced = self.starts_line = False
        return LexedFile(
            file, tuple(self.tokens), tuple(self.comments), tuple(self.diagnostics), tuple(self.directives)
        )

    def _special(self, group: str, start: int, end: int, spaced: bool) -> int:
        """One token or comment that is neither name nor punctuator; the offset behind it."""
        if group.endswith("_comment"):
            return self._comment(group, start, end)
        if group == "raw_string":
            return self._raw_string(start, end, spaced)
        if group == "unterminated":
            return self._unterminated(start, spaced)
        lexeme = self.text[start:end]
        kind = _number_kind(lexeme) if group == "number" else _KINDS[group]
        self.tokens.append(Token(kind, lexeme, self._span(start, end), None, spaced, self.starts_line))
        return end

    def _directive(self, end: int) -> int:
        """Notes a `#` that begins a line, and takes the header name of an `#include` as one token."""
        self.directives.append(len(self.tokens) - 1)
        header = _HEADER.match(self.text, end)
        if header is None:
            return end
        for group, kind in ((1, "NAME"), (2, "HEADER_NAME")):
            start, stop = header.span(group)
            spaced = self.text[start - 1] in " \t"
            self.tokens.append(Token(kind, header[group], self._span(start, stop), None, spaced, False))
        return header.end()

    def _comment(self, group: str, start: int, end: int) -> int:
        if group == "block_comment":
            end = self._block_end(start)
        span = self._span(start, end)
        text = span.text.rstrip("\r\n")
        span = Span(self.file, span.start, span.start + len(text))
        own_line = self.starts_line and not self.comment_on_line
        self.comments.append(Comment(text, span, own_line))
        self.comment_on_line = True
        return end

    def _block_end(self, start: int) -> int:
        """Behind the `*/`, or at the end of the line (with a diagnostic) where there is none in the file."""
        if start < self.no_comment_end_behind:
            end = self.text.find("*/", start + 2)
            if end >= 0:
                return end + 2
            self.no_comment_end_behind = start
            self.diagnostics.append(_error("TK0103", "this comment has no end", self._span(start, start + 2)))
        return self._line_end(start)

    def _raw_string(self, start: int, end: int, spaced: bool) -> int:
        """A raw string: what stands in it is the file's own text, continuations included ([lex.phases] 2)."""
        opening = self.text[start:end]
        terminator = ")" + opening[opening.index('"') + 1 : -1] + '"'
        content = self._span(start, end).end
        found = -1
        if self.unterminated_raw_strings < _MOST_UNTERMINATED_RAW_STRINGS:
            found = self.file.text.find(terminator, content)
        if found < 0:
            self.unterminated_raw_strings += 1
            return self._unterminated(start, spaced)
        stop = found + len(terminator)
        text = opening + self.file.text[content:stop]
        span = Span(self.file, self._span(start, end).start, stop)
        self.tokens.append(Token("STRING", text, span, None, spaced, self.starts_line))
        return self.splices.to_spliced(stop) if self.splices else stop

    def _unterminated(self, start: int, spaced: bool) -> int:
        end = self._line_end(start)
        lexeme = self.text[start:end].rstrip("\r")
        span = self._span(start, start + len(lexeme))
        word = "character" if "'" in lexeme[:3] and '"' not in lexeme[:3] else "string"
        quote = Span(self.file, span.start, min(span.start + 1, span.end))
        self.diagnostics.append(_error("TK0104", f"this {word} literal has no end", quote))
        self.tokens.append(Token("OTHER", lexeme, span, None, spaced, self.starts_line))
        return end

    def _line_end(self, start: int) -> int:
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end

    def _span(self, start: int, end: int) -> Span:
        """The place in the file of [start, end) of the spliced text; moves the boundary on."""
        if self.splices is None:
            return Span(self.file, start, end)
        place = Span(self.file, self.splices.to_original(start), self.splices.to_original(end - 1) + 1)
        self.shift = place.end - end
        self.boundary = self.splices.after(end)
        return place
