"""The preprocessor: directives, conditionals and includes over lexed files; macros are expanded in expansion.py.

    preprocess(file, options) -> Preprocessed(tokens, comments, macros, definitions, includes, diagnostics)

It follows C++17 [cpp] with GNU's and C++23's additions, and keeps for each token the place that the user wrote.
A header that is not found is no error here. `#pragma unroll` becomes a `PRAGMA` token; other pragmas are dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from transkernel.diagnostics import Diagnostic, Note, Severity
from transkernel.frontend.computed_macros import builtins_of, header_of, is_defined, unroll_pragma
from transkernel.frontend.expansion import Builtin, Expander, ExpansionLimit
from transkernel.frontend.includes import Found, Include, IncludeEscape, IncludeSearch, read_text
from transkernel.frontend.lexer import LexedFile, lex
from transkernel.frontend.macros import DefinitionError, Macro, parse_definition
from transkernel.frontend.predefined import KNOWN_HEADERS, PREDEFINED_FILE
from transkernel.frontend.preprocess_expression import ConditionError, evaluate
from transkernel.frontend.tokens import Comment, Token
from transkernel.records import record
from transkernel.source import SourceFile, Span

_DEEPEST_INCLUDE = 200
_LARGEST_TOTAL = 50_000_000
# What an inclusion costs at least, in characters, so that tiny headers cannot be included without end.
_SMALLEST_INCLUSION = 1_000
_MOST_EXPANDED_TOKENS = 2_000_000


@record
class PreprocessOptions:
    """defines: `-D`, in order; a value of None removes a name, also a predefined one.
    include_dirs: `-I`, in order. roots: nothing outside of these folders is opened.
    known_headers: names that `__has_include` finds although they are not on disk.
    """

    defines: tuple[tuple[str, str | None], ...] = ()
    include_dirs: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    known_headers: frozenset[str] = KNOWN_HEADERS


@record
class Preprocessed:
    """tokens: of the file and its headers, macros expanded. comments: of the parts that conditionals keep.
    macros: those that are defined at the end. definitions: every `#define` that was read, in order; a MacroUse names
    its macro by `definition`. includes: every `#include` that was read, in order.
    """

    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    macros: dict[str, Macro]
    definitions: tuple[Macro, ...]
    includes: tuple[Include, ...]
    diagnostics: tuple[Diagnostic, ...]


def preprocess(file: SourceFile, options: PreprocessOptions | None = None) -> Preprocessed:
    """The tokens of a file as the parser wants them. Raises nothing for what a text holds."""
    return _Preprocessor(options or PreprocessOptions()).run(file)


@dataclass(slots=True)
class _Conditional:
    """An open `#if`. live: the text around it is kept; taken: one of its groups was; keeping: the present one is."""

    directive: Span
    live: bool
    taken: bool
    keeping: bool
    otherwise: Span | None = None


@dataclass(slots=True)
class _Frame:
    """A file being read. Tokens up to `stop` are ordinary; a directive or the end of the file follows them."""

    lexed: LexedFile
    resolved: Path | None
    position: int = 0
    stop: int = 0
    directive: int = 0
    conditionals: list[_Conditional] = field(default_factory=list)
    dropped: list[tuple[int, int]] = field(default_factory=list)

    def skip_line(self) -> None:
        """To behind the directive line that `position` is in, and to the next directive where text is dropped."""
        tokens, directives = self.lexed.tokens, self.lexed.directives
        while self.directive < len(directives) and directives[self.directive] < self.position:
            self.directive += 1
        self.stop = directives[self.directive] if self.directive < len(directives) else len(tokens)
        if self.conditionals and not self.conditionals[-1].keeping:
            begin = tokens[self.position - 1].span.end
            end = tokens[self.stop].span.start if self.stop < len(tokens) else len(self.lexed.file.text)
            self.dropped.append((begin, end))
            self.position = self.stop


@record
class _Line:
    """A directive: its `#`, its name's token, the tokens behind the name, and the whole of it."""

    sign: Token
    name: Token
    operands: tuple[Token, ...]
    span: Span


class _Preprocessor:
    def __init__(self, options: PreprocessOptions) -> None:
        self.options = options
        self.diagnostics: list[Diagnostic] = []
        self.search = IncludeSearch(options.include_dirs, options.roots)
        self.table: dict[str, Macro | Builtin] = {}
        self.expander = Expander(self.table, self, self.diagnostics.append, _MOST_EXPANDED_TOKENS)
        self.condition_builtins: dict[str, Builtin] = {}
        self.frames: list[_Frame] = []
        self.pending: Token | None = None
        self.floor = 1
        self.output: list[Token] = []
        self.comments: list[Comment] = []
        self.definitions: list[Macro] = []
        self.includes: list[Include] = []
        self.lexed: dict[Path, LexedFile] = {}
        self.finished: set[SourceFile] = set()
        self.once: set[Path] = set()
        self.total = 0
        self.place = Span(PREDEFINED_FILE, 0, 0)
        self.missing: Include | None = None
        self.includes_off = False
        self.stopped = False

    def run(self, file: SourceFile) -> Preprocessed:
        self._predefine()
        self.place = Span(file, 0, 0)
        self.total = len(file.text)
        self._open(lex(file), _path_of(file))
        try:
            self._read_everything()
        except ExpansionLimit as limit:
            self.stopped = True
            self._error("TK0114", f"{limit.message}; nothing behind this place was read", self.place)
        while self.frames:
            self._close()
        macros = {name: entry for name, entry in self.table.items() if isinstance(entry, Macro)}
        return Preprocessed(
            tuple(self.output),
            tuple(self.comments),
            macros,
            tuple(self.definitions),
            tuple(self.includes),
            tuple(self.diagnostics),
        )

    # --- what the expander takes from the file

    def peek(self) -> Token | None:
        """The next token of the file; None where a directive or the end comes first, over which no call begins."""
        if self.pending is not None:
            return self.pending
        frame = self.frames[-1]
        return frame.lexed.tokens[frame.position] if frame.position < frame.stop else None

    def take(self) -> Token | None:
        """The next token of the file, the directives before it done; None at the end of the file of the call."""
        while (token := self.peek()) is None:
            if not self._turn():
                return None
        if self.pending is not None:
            self.pending = None
        else:
            self.frames[-1].position += 1
        return token

    # --- the main loop

    def _read_everything(self) -> None:
        while True:
            if self.pending is not None:
                self.output.append(self.pending)
                self.pending = None
            self._copy_run(self.frames[-1])
            if self.pending is None and self.frames[-1].position >= self.frames[-1].stop and not self._turn():
                return

    def _copy_run(self, frame: _Frame) -> None:
        """The ordinary tokens up to the next directive, macros expanded; this is where nearly all the time goes."""
        tokens, table, append = frame.lexed.tokens, self.table, self.output.append
        position, stop = frame.position, frame.stop
        while position < stop:
            token = tokens[position]
            position += 1
            if token.text not in table or token.kind != "NAME":
                append(token)
                continue
            frame.position = position
            self._expand(token)
            if self.frames[-1] is not frame or self.pending is not None:
                return
            position, stop = frame.position, frame.stop
        frame.position = position

    def _expand(self, token: Token) -> None:
        """One macro use in the file. A call may not reach behind the end of the file that it begins in."""
        length, self.floor, self.place = len(self.output), len(self.frames), token.span
        try:
            self.expander.expand(token, self.output)
        except ExpansionLimit:
            del self.output[length:]
            raise
        finally:
            self.floor = 1

    def _turn(self) -> bool:
        """Past the end of a run of tokens: does the directive, or leaves an included file. False where reading ends."""
        frame = self.frames[-1]
        if frame.position < len(frame.lexed.tokens):
            self._directive(frame)
            return True
        if len(self.frames) <= self.floor:
            return False
        self._close()
        return True

    def _directive(self, frame: _Frame) -> None:
        line = _line_at(frame)
        keeping = not frame.conditionals or frame.conditionals[-1].keeping
        handlers = _DIRECTIVES if keeping else _DIRECTIVES_OF_DROPPED_TEXT
        frame.position += 1 + (line is not None and 1 + len(line.operands))
        if line is not None:
            self.place = line.span
            handler = handlers.get(line.name.text)
            if handler is not None:
                handler(self, line)
            elif keeping and line.name.kind != "INTEGER":  # `# 12 "name"` is what a preprocessor before us left
                self._error("TK0105", f"`#{line.name.text[:80]}` is not a directive", line.name.span)
        frame.skip_line()

    # --- conditionals

    def _if(self, line: _Line) -> None:
        self._begin_conditional(line, self._condition(line))

    def _ifdef(self, line: _Line) -> None:
        self._begin_conditional(line, self._names_macro(line))

    def _ifndef(self, line: _Line) -> None:
        self._begin_conditional(line, not self._names_macro(line))

    def _dead_if(self, line: _Line) -> None:
        self.frames[-1].conditionals.append(_Conditional(line.span, live=False, taken=True, keeping=False))

    def _begin_conditional(self, line: _Line, holds: bool) -> None:
        self.frames[-1].conditionals.append(_Conditional(line.span, live=True, taken=holds, keeping=holds))

    def _elif(self, line: _Line) -> None:
        self._next_group(line, self._condition)

    def _elifdef(self, line: _Line) -> None:
        self._next_group(line, self._names_macro)

    def _elifndef(self, line: _Line) -> None:
        self._next_group(line, lambda line: not self._names_macro(line))

    def _else(self, line: _Line) -> None:
        self._next_group(line, lambda _: True)
        if self.frames[-1].conditionals:
            self.frames[-1].conditionals[-1].otherwise = line.span

    def _next_group(self, line: _Line, holds: Callable[[_Line], bool]) -> None:
        """`#elif` and `#else`; a condition behind the group that was taken is not looked at."""
        conditional = self._conditional_of(line)
        if conditional is None:
            return
        if conditional.otherwise is not None:
            note = Note("the #else is here", conditional.otherwise)
            self._error("TK0106", f"#{line.name.text} behind the #else of its #if", line.span, note)
        conditional.keeping = conditional.live and not conditional.taken and holds(line)
        conditional.taken = conditional.taken or conditional.keeping

    def _endif(self, line: _Line) -> None:
        if self._conditional_of(line) is not None:
            self.frames[-1].conditionals.pop()

    def _conditional_of(self, line: _Line) -> _Conditional | None:
        conditionals = self.frames[-1].conditionals
        if not conditionals:
            self._error("TK0106", f"#{line.name.text} without an #if", line.span)
            return None
        return conditionals[-1]

    def _names_macro(self, line: _Line) -> bool:
        if not line.operands or line.operands[0].kind != "NAME":
            self._error("TK0105", f"#{line.name.text} without a name", line.span)
            return False
        return is_defined(self.expander, line.operands[0].text)

    def _condition(self, line: _Line) -> bool:
        """The truth of `#if`; a condition that cannot be evaluated is an error and drops its group."""
        added = {name: entry for name, entry in self.condition_builtins.items() if name not in self.table}
        self.table.update(added)
        try:
            tokens = self.expander.expand_all(line.operands)
        finally:
            for name in added:
                del self.table[name]
        try:
            value = evaluate(tokens, line.span)
        except ConditionError as error:
            self._error("TK0107", error.message, error.span)
            return False
        if value.unknown is not None and self.missing is not None:
            name = value.unknown.text
            message = f"`{name}` is not defined and counts as 0 here, but a header that was not found may define it"
            note = Note(f"`{self.missing.name}` was not found", self.missing.span)
            self._tell(Severity.WARNING, "TK0119", message, value.unknown.span, note)
        return bool(value.number)

    # --- the other directives

    def _define(self, line: _Line) -> None:
        try:
            macro = parse_definition(line.operands, line.name)
        except DefinitionError as error:
            self._error("TK0105", error.message, error.span)
            return
        before = self.table.get(macro.name)
        if isinstance(before, Macro) and not before.same_as(macro):
            note = Note("it was defined here", before.definition)
            message = f"macro `{macro.name}` is defined again with another meaning"
            self._tell(Severity.WARNING, "TK0110", message, macro.definition, note)
        self.table[macro.name] = macro
        self.definitions.append(macro)

    def _undef(self, line: _Line) -> None:
        if not line.operands or line.operands[0].kind != "NAME":
            self._error("TK0105", "#undef without a name", line.span)
            return
        self.table.pop(line.operands[0].text, None)

    def _error_directive(self, line: _Line) -> None:
        self._message(line, Severity.ERROR, "TK0108")

    def _warning_directive(self, line: _Line) -> None:
        self._message(line, Severity.WARNING, "TK0109")

    def _message(self, line: _Line, severity: Severity, code: str) -> None:
        text = line.span.file.text[line.name.span.end : line.span.end]
        words = " ".join(text.replace("\\\n", " ").replace("\\\r\n", " ").split())
        self._tell(severity, code, f"#{line.name.text} {words}".rstrip(), line.span)
        # A stray apostrophe in the words is not worth a second diagnostic.
        self.frames[-1].dropped.append((line.span.start, line.span.end))

    def _pragma(self, line: _Line) -> None:
        word = line.operands[0].text if line.operands else ""
        resolved = self.frames[-1].resolved
        if word == "once" and resolved is not None:
            self.once.add(resolved)
        elif word == "unroll":
            sign = Token("PRAGMA", "#", line.span, None, line.sign.spaced, True)
            self.pending = unroll_pragma(sign, self.expander.expand_all(line.operands[1:]))

    def _nothing(self, line: _Line) -> None:
        """`#line` and `#ident`: places are those of the text itself."""

    # --- includes

    def _include(self, line: _Line) -> None:
        header = header_of(line.operands) or header_of(self.expander.expand_all(line.operands))
        if header is None:
            self._error("TK0105", f"#{line.name.text} without a header name", line.span)
            return
        name, system = header
        found = self._found(name, line, system)
        span = line.operands[0].span.to(line.operands[-1].span)
        include = Include(name, span, system, found.resolved if found is not None else None)
        self.includes.append(include)
        if found is not None:
            self._read_header(found, include)
        elif name not in self.options.known_headers:
            self.missing = self.missing or include

    def _import(self, line: _Line) -> None:
        """Objective-C's `#import`, which GCC knows in C++ too: an `#include` that is done once."""
        count = len(self.includes)
        self._include(line)
        self.once.update(include.resolved for include in self.includes[count:] if include.resolved is not None)

    def _found(self, name: str, line: _Line, system: bool) -> Found | None:
        frame = self.frames[-1]
        skip = frame.resolved if line.name.text == "include_next" else None
        try:
            return self.search.find(name, frame.lexed.file, system, skip)
        except IncludeEscape:
            self._error("TK0115", f"`{name}` leads out of the folders that may be read", line.span)
            return None

    def _read_header(self, found: Found, include: Include) -> None:
        if found.resolved in self.once or self.includes_off:
            return
        if len(self.frames) > _DEEPEST_INCLUDE:
            message = f"headers include one another {_DEEPEST_INCLUDE} deep; no further header is read"
            self._refuse_includes("TK0116", message, include)
            return
        try:
            lexed = self._load(found)
        except OSError as error:
            self._error("TK0118", f"`{include.name}` cannot be read: {error.strerror or 'error'}", include.span)
            return
        if lexed is None:
            message = f"the headers hold more than {_LARGEST_TOTAL // 1_000_000} MB in all; no further header is read"
            self._refuse_includes("TK0117", message, include)
            return
        self._open(lexed, found.resolved)

    def _refuse_includes(self, code: str, message: str, include: Include) -> None:
        self.includes_off = True
        self._error(code, message, include.span)

    def _load(self, found: Found) -> LexedFile | None:
        """A header's tokens, lexed once; None where it would make the total too large. Raises OSError."""
        lexed = self.lexed.get(found.resolved)
        size = len(lexed.file.text) if lexed is not None else found.resolved.stat().st_size
        self.total += max(size, _SMALLEST_INCLUSION)
        if self.total > _LARGEST_TOTAL:
            return None
        if lexed is None:
            lexed = lex(SourceFile(str(found.named), read_text(found.resolved)))
            self.lexed[found.resolved] = lexed
        return lexed

    def _has_include(self, name: str, token: Token, system: bool) -> bool:
        frame = self.frames[-1]
        skip = frame.resolved if token.text == "__has_include_next" else None
        try:
            return (
                self.search.find(name, frame.lexed.file, system, skip) is not None or name in self.options.known_headers
            )
        except IncludeEscape:
            return False

    # --- files and diagnostics

    def _open(self, lexed: LexedFile, resolved: Path | None) -> None:
        stop = lexed.directives[0] if lexed.directives else len(lexed.tokens)
        self.frames.append(_Frame(lexed, resolved, stop=stop))

    def _close(self) -> None:
        """Leaves a file; on the first time through it, keeps its comments and what the lexer had to say."""
        frame = self.frames.pop()
        for conditional in frame.conditionals if not self.stopped else ():
            self._error("TK0106", "this conditional has no #endif", conditional.directive)
        if frame.lexed.file in self.finished:
            return
        self.finished.add(frame.lexed.file)
        kept = _Kept(frame.dropped)
        self.comments += [comment for comment in frame.lexed.comments if kept(comment.span)]
        for diagnostic in frame.lexed.diagnostics:
            if diagnostic.code != "TK0104" or diagnostic.span is None or kept(diagnostic.span):
                self.diagnostics.append(diagnostic)

    def _predefine(self) -> None:
        everywhere, self.condition_builtins = builtins_of(self._has_include)
        self.table.update(everywhere)
        self.table.update(_predefined_macros())
        for name, value in self.options.defines:
            if value is None:
                self.table.pop(name, None)
                continue
            text = SourceFile("<command line>", f"{name} {value}")
            try:
                macro = parse_definition(lex(text).tokens, Token("NAME", "-D", Span(text, 0, 0)))
            except DefinitionError as error:
                self._error("TK0105", error.message, error.span)
                continue
            self.table[macro.name] = macro
            self.definitions.append(macro)

    def _tell(self, severity: Severity, code: str, message: str, span: Span, *notes: Note) -> None:
        self.diagnostics.append(Diagnostic(code, severity, message, span, notes))

    def _error(self, code: str, message: str, span: Span, *notes: Note) -> None:
        self._tell(Severity.ERROR, code, message, span, *notes)


class _Kept:
    """Whether a place is outside the ranges of a file that conditionals dropped."""

    def __init__(self, dropped: Sequence[tuple[int, int]]) -> None:
        self.dropped = sorted(dropped)

    def __call__(self, span: Span) -> bool:
        index = bisect_right(self.dropped, (span.start, 1 << 62)) - 1
        return index < 0 or span.start >= self.dropped[index][1]


def _line_at(frame: _Frame) -> _Line | None:
    """The directive that begins at a frame's position; None for a `#` alone."""
    tokens, begin = frame.lexed.tokens, frame.position
    end = begin + 1
    while end < len(tokens) and not tokens[end].starts_line:
        end += 1
    if end == begin + 1:
        return None
    return _Line(tokens[begin], tokens[begin + 1], tokens[begin + 2 : end], tokens[begin].span.to(tokens[end - 1].span))


def _path_of(file: SourceFile) -> Path | None:
    """The file's own path, so that `#pragma once` in it works; None for a text that is not on disk."""
    try:
        return None if file.name.startswith("<") else Path(file.name).resolve()
    except (OSError, RuntimeError, ValueError):
        return None


@lru_cache(maxsize=1)
def _predefined_macros() -> dict[str, Macro]:
    """The table's macros by name. Not to be changed."""
    lines: list[list[Token]] = []
    for token in lex(PREDEFINED_FILE).tokens:
        if token.starts_line:
            lines.append([])
        lines[-1].append(token)
    macros = [parse_definition(line[2:], line[1]) for line in lines]
    return {macro.name: macro for macro in macros}


_Handler = Callable[[_Preprocessor, _Line], None]

_DIRECTIVES_OF_DROPPED_TEXT: dict[str, _Handler] = {
    "if": _Preprocessor._dead_if,
    "ifdef": _Preprocessor._dead_if,
    "ifndef": _Preprocessor._dead_if,
    "elif": _Preprocessor._elif,
    "elifdef": _Preprocessor._elifdef,
    "elifndef": _Preprocessor._elifndef,
    "else": _Preprocessor._else,
    "endif": _Preprocessor._endif,
}

_DIRECTIVES: dict[str, _Handler] = {
    **_DIRECTIVES_OF_DROPPED_TEXT,
    "if": _Preprocessor._if,
    "ifdef": _Preprocessor._ifdef,
    "ifndef": _Preprocessor._ifndef,
    "define": _Preprocessor._define,
    "undef": _Preprocessor._undef,
    "include": _Preprocessor._include,
    "include_next": _Preprocessor._include,
    "import": _Preprocessor._import,
    "pragma": _Preprocessor._pragma,
    "error": _Preprocessor._error_directive,
    "warning": _Preprocessor._warning_directive,
    "line": _Preprocessor._nothing,
    "ident": _Preprocessor._nothing,
}
