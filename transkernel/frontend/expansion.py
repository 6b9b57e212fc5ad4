"""Macro expansion on tokens: [cpp.replace], [cpp.rescan], with a budget so that hostile input ends in a diagnostic.

A macro's result is a run of tokens on a stack. While the run is read its macro is off, and a name of it that is read
then is painted and never expanded again. A call may take tokens from behind its run, down to the file itself: a run
that is read to its end is popped first, which turns its macro on again, as GCC does where the standard leaves a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from transkernel.diagnostics import Diagnostic, Note, Severity
from transkernel.frontend.lexer import kind_of
from transkernel.frontend.macros import Macro, Part
from transkernel.frontend.tokens import MacroUse, Token
from transkernel.limits import checkpoint
from transkernel.source import Span

_DEEPEST_ARGUMENT = 64  # each level is seven frames of Python's thousand
_CHARACTERS_PER_UNIT = 16


class PaintedToken(Token):
    """A name that was met while its macro was being expanded, and that stays a name ([cpp.rescan] 2)."""

    __slots__ = ()


class ExpansionLimit(Exception):
    """Macros grew past the budget, or nest too deep."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TokenSource(Protocol):
    """Where a call finds its arguments when the macro runs are used up: the file.

    peek: the next token, None where a directive or the end comes first. take: the same, past directives, which it does.
    """

    def peek(self) -> Token | None: ...
    def take(self) -> Token | None: ...


Builtin = Callable[["Expander", Token], list[Token]]
"""A name that is computed: from the name's token to what stands for it; what it gives back comes after that."""


class _Run:
    """Tokens being read, and the macro that made them."""

    __slots__ = ("tokens", "index", "macro")

    def __init__(self, tokens: Sequence[Token], macro: str | None) -> None:
        self.tokens = tokens
        self.index = 0
        self.macro = macro


@dataclass(slots=True)
class _Call:
    """One use of a macro. omitted: the variable arguments are not there, not even empty."""

    use: MacroUse
    place: Span
    arguments: list[list[Token]] = field(default_factory=list)
    omitted: bool = False
    variadic: int = -1
    expanded: dict[int, list[Token]] = field(default_factory=dict)


class Expander:
    """Expands the macros of `table`. report: takes the diagnostics; budget: tokens that macros may make in all."""

    def __init__(
        self,
        table: dict[str, Macro | Builtin],
        source: TokenSource,
        report: Callable[[Diagnostic], None],
        budget: int,
    ) -> None:
        self.table = table
        self.report = report
        self._source: TokenSource | None = source
        self._budget = self._left = budget
        self._runs: list[_Run] = []
        self._active: set[str] = set()
        self._depth = 0

    def expand(self, token: Token, output: list[Token]) -> None:
        """Appends what a name of `table`, met in the file, stands for. Raises ExpansionLimit."""
        if not self._enter(token):
            output.append(token)
        self._drain(output)

    def expand_all(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with their macros expanded; calls do not reach behind the last token. Raises ExpansionLimit."""
        if self._depth >= _DEEPEST_ARGUMENT:
            raise ExpansionLimit(f"macro calls nest deeper than {_DEEPEST_ARGUMENT} in the arguments of one another")
        outer = self._runs, self._source
        self._runs, self._source = [_Run(tokens, None)], None
        self._depth += 1
        output: list[Token] = []
        self._drain(output)
        self._runs, self._source = outer
        self._depth -= 1
        return output

    def read(self) -> Token | None:
        """The next token of the runs, else of the file, unexpanded: what a call or a builtin takes as its operands."""
        token = self._next_of_runs()
        if token is not None or self._source is None:
            return token
        return self._source.take()

    def peek(self) -> Token | None:
        """The token that `read` would give; None where it would have to do a directive first."""
        while self._runs:
            run = self._runs[-1]
            if run.index < len(run.tokens):
                return run.tokens[run.index]
            self._pop()
        return self._source.peek() if self._source is not None else None

    def unread(self, tokens: Iterable[Token]) -> None:
        """Gives tokens back: they are read again, and their names are not expanded."""
        painted = [_painted(token) if token.kind == "NAME" else token for token in tokens]
        self._runs.append(_Run(painted, None))

    def spend(self, units: int) -> None:
        """Counts work against the budget. Raises ExpansionLimit."""
        self._left -= units
        checkpoint()
        if self._left < 0:
            raise ExpansionLimit(f"macros make more than {self._budget} tokens")

    def _drain(self, output: list[Token]) -> None:
        table = self.table
        while (token := self._next_of_runs()) is not None:
            if token.kind == "NAME" and token.text in table and self._enter(token):
                continue
            output.append(token)

    def _next_of_runs(self) -> Token | None:
        while self._runs:
            run = self._runs[-1]
            if run.index < len(run.tokens):
                token = run.tokens[run.index]
                run.index += 1
                return _painted(token) if token.text in self._active and token.kind == "NAME" else token
            self._pop()
        return None

    def _pop(self) -> None:
        macro = self._runs.pop().macro
        if macro is not None:
            self._active.discard(macro)

    def _enter(self, token: Token) -> bool:
        """Puts what a name stands for on the stack; False where the name stays."""
        entry = self.table.get(token.text)
        if entry is None or isinstance(token, PaintedToken):
            return False
        if not isinstance(entry, Macro):
            made = entry(self, token)
            self._runs.append(_Run(made, None))
            return True
        if entry.parameters is not None:
            following = self.peek()
            if following is None or following.kind != "LPAR":
                return False
        result = self._result(entry, token)
        if result is None:
            return True
        if result:
            result[0] = _respaced(result[0], token.spaced, token.starts_line)
        self._runs.append(_Run(result, entry.name))
        self._active.add(entry.name)
        return True

    def _result(self, macro: Macro, name: Token) -> list[Token] | None:
        """What a macro's use becomes, or None where the call was wrong and its tokens were given back."""
        if macro.parameters is None:
            use = MacroUse(macro.name, name.span, macro.definition, True, name.macro)
            call = _Call(use, name.span)
        else:
            collected = self._collect(macro, name)
            if collected is None:
                return None
            call = collected
        result = self._substitute(macro.parts, call)
        self.spend(len(result) + 1)
        return [token for token in result if token.kind != _PLACEMARKER]

    # --- the arguments of a call

    def _collect(self, macro: Macro, name: Token) -> _Call | None:
        """Reads `( ... )` and splits it at its outer commas; gives the tokens back where the call is wrong."""
        parameters = macro.parameters or ()
        opening = self.read()
        assert opening is not None
        seen = [name, opening]
        arguments: list[list[Token]] = [[]]
        depth = 1
        while True:
            token = self.read()
            if token is None:
                self._refuse(macro, "TK0112", f"the call of macro `{macro.name}` has no `)`", name, seen)
                return None
            seen.append(token)
            depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
            if depth == 0:
                break
            if token.kind == "COMMA" and depth == 1 and not (macro.variadic and len(arguments) == len(parameters)):
                arguments.append([])
            else:
                arguments[-1].append(token)
        self.spend(len(seen))
        return self._checked(macro, name, seen, arguments)

    def _checked(self, macro: Macro, name: Token, seen: list[Token], arguments: list[list[Token]]) -> _Call | None:
        """The call, where the number of its arguments is right ([cpp.replace] 4); the variable ones may be omitted."""
        parameters = macro.parameters or ()
        wanted = len(parameters)
        if wanted == 0 and arguments == [[]]:
            arguments = []
        omitted = macro.variadic and (len(arguments) < wanted or (wanted == 1 and arguments == [[]]))
        if omitted and len(arguments) == wanted - 1:
            arguments.append([])
        if len(arguments) != wanted:
            given = f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"
            message = f"macro `{macro.name}` takes {wanted - macro.variadic}{' or more' if macro.variadic else ''}"
            self._refuse(macro, "TK0111", f"{message}, and is given {given}", name, seen)
            return None
        place = name.span.to(seen[-1].span)
        use = MacroUse(macro.name, place, macro.definition, False, name.macro)
        wrap = _Wrapper(name.macro, use, self.spend)
        wrapped = [[wrap(token) for token in argument] for argument in arguments]
        return _Call(use, place, wrapped, omitted, wanted - 1 if macro.variadic else -1)

    def _refuse(self, macro: Macro, code: str, message: str, name: Token, seen: list[Token]) -> None:
        note = Note(f"macro `{macro.name}` is defined here", macro.definition)
        self.report(Diagnostic(code, Severity.ERROR, message, name.span, (note,)))
        self.spend(len(seen))
        self.unread(seen)

    # --- the body of a macro

    def _substitute(self, parts: Sequence[Part], call: _Call) -> list[Token]:
        """The body with its arguments in place, `#` and `##` done. May hold placemarkers."""
        result: list[Token] = []
        pasting = False
        for part in parts:
            if part.before_variadic and call.omitted:
                continue
            tokens = self._operand(part, call)
            if pasting and result:
                self._paste(result, tokens, call)
            else:
                result += tokens
            pasting = part.pasted
        return result

    def _operand(self, part: Part, call: _Call) -> list[Token]:
        """The tokens of one part, never empty where `##` stands beside it."""
        token = part.token
        if part.parameter < 0 and part.optional is None:
            return [Token(token.kind, token.text, call.place, call.use, token.spaced)]
        raw = part.raw or part.pasted
        if part.optional is not None:
            filled = bool(self._expanded(call, call.variadic))
            tokens = self._substitute(part.optional, call) if filled else []
        else:
            tokens = call.arguments[part.parameter] if raw or part.stringized else self._expanded(call, part.parameter)
        if part.stringized:
            return [self._stringized(tokens, token, call)]
        if tokens:
            return [_respaced(tokens[0], token.spaced, tokens[0].starts_line), *tokens[1:]]
        return [Token(_PLACEMARKER, "", call.place, call.use, token.spaced)] if raw else []

    def _expanded(self, call: _Call, index: int) -> list[Token]:
        if index not in call.expanded:
            call.expanded[index] = self.expand_all(call.arguments[index])
        return call.expanded[index]

    def _stringized(self, tokens: Sequence[Token], sign: Token, call: _Call) -> Token:
        """[cpp.stringize]: one space for any white space, quotes and backslashes of literals escaped."""
        pieces: list[str] = []
        for token in tokens:
            if token.kind == _PLACEMARKER:
                continue
            if token.spaced and pieces:
                pieces.append(" ")
            literal = token.kind in ("STRING", "CHARACTER")
            pieces.append(_escaped(token.text) if literal else token.text)
        text = f'"{"".join(pieces)}"'
        self.spend(1 + len(text) // _CHARACTERS_PER_UNIT)
        if kind_of(text) != "STRING":
            self._report_at(call, "TK0113", f"`#` makes {text[:80]}, which is not a string literal")
        return Token("STRING", text, call.place, call.use, sign.spaced)

    def _paste(self, result: list[Token], right: Sequence[Token], call: _Call) -> None:
        """[cpp.concat]: joins the last token so far and the first of the right side into one."""
        left, first = result[-1], right[0]
        text = left.text + first.text
        self.spend(1 + len(text) // _CHARACTERS_PER_UNIT)
        if _PLACEMARKER in (left.kind, first.kind):
            kept = first if left.kind == _PLACEMARKER else left
            result[-1] = _respaced(kept, left.spaced, left.starts_line)
        elif (kind := kind_of(text)) is not None:
            result[-1] = Token(kind, text, call.place, call.use, left.spaced)
        else:
            self._report_at(
                call, "TK0113", f"pasting `{left.text[:80]}` and `{first.text[:80]}` does not give one token"
            )
            result.append(first)
        result.extend(right[1:])

    def _report_at(self, call: _Call, code: str, message: str) -> None:
        note = Note(f"macro `{call.use.name}` is defined here", call.use.definition)
        self.report(Diagnostic(code, Severity.ERROR, message, call.place, (note,)))


_PLACEMARKER = "PLACEMARKER"


class _Wrapper:
    """Copies the tokens of an argument with the call put into the chain of macros that made them.

    inside: the macro whose body holds the call, or None; a token that the user wrote beside it has the same.
    """

    def __init__(self, inside: MacroUse | None, use: MacroUse, spend: Callable[[int], None]) -> None:
        self.inside = inside
        self.use = use
        self.spend = spend
        self.rebuilt: dict[int, MacroUse] = {}

    def __call__(self, token: Token) -> Token:
        macro = self.use if token.macro is self.inside else self._rebuild(token.macro)
        return type(token)(token.kind, token.text, token.span, macro, token.spaced, token.starts_line)

    def _rebuild(self, macro: MacroUse | None) -> MacroUse:
        """The same chain with the call where the chain met the macro around it, or at its outer end."""
        links: list[MacroUse] = []
        while macro is not None and macro is not self.inside and id(macro) not in self.rebuilt:
            links.append(macro)
            macro = macro.outer
        made = self.use if macro is None or macro is self.inside else self.rebuilt[id(macro)]
        self.spend(len(links))
        for link in reversed(links):
            made = MacroUse(link.name, link.use, link.definition, link.object_like, made)
            self.rebuilt[id(link)] = made
        return made


def _painted(token: Token) -> Token:
    return PaintedToken(token.kind, token.text, token.span, token.macro, token.spaced, token.starts_line)


def _respaced(token: Token, spaced: bool, starts_line: bool) -> Token:
    if token.spaced == spaced and token.starts_line == starts_line:
        return token
    return type(token)(token.kind, token.text, token.span, token.macro, spaced, starts_line)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
