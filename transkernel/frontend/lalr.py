"""The LALR(1) tables of grammars/, built by Lark and kept, and the small machine that runs them.

Lark is imported only where the tables must be built (0.7 s). After that they are read from the cache: the folder
`$TRANSKERNEL_CACHE`, else `~/.cache/transkernel`, in a file named by the hash of the grammar and of Python's version.
The file is `marshal` data (no code runs when it is read), and is believed only when the folder and the file belong to
this user and nobody else can write them.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from transkernel import resources
from transkernel.frontend.tokens import Token
from transkernel.records import record

PARTS = ("cuda", "types", "expressions", "statements", "declarations")
STARTS = (
    "declaration",
    "compound",
    "expression",
    "template_arguments",
    "template_argument",
    "name",
    "type_id",
    "initializers",
    "template_heads",
)
END = "$END"
_FORMAT = 1

Action = Callable[[list[Any]], Any]


@record
class Rule:
    """One production. origin: what it makes; size: how many values it takes; action: the builder's method, or empty
    where the only value passes through; inline: its values are spliced into the rule around it; spliced: which of its
    values are such lists; gaps: before which values (or at the end) an absent option leaves a None."""

    origin: str
    size: int
    action: str
    inline: bool
    spliced: tuple[int, ...]
    gaps: tuple[int, ...]


@record
class Tables:
    """states[s][terminal]: the next state, or `~rule`; states[s][rule's origin]: the next state."""

    states: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    starts: dict[str, int]
    ends: dict[str, int]


class UnexpectedToken(Exception):
    """The text is not in the grammar. accepted: the terminals that could have stood here."""

    def __init__(self, index: int, accepted: frozenset[str]) -> None:
        super().__init__(f"unexpected token {index}")
        self.index = index
        self.accepted = accepted


class Inlined(list[Any]):
    """The values of an inline rule on their way to the rule around it."""

    __slots__ = ()


class Machine:
    """Runs the tables over tokens. `builder` has one method for each named rule, from a list of values to a node."""

    def __init__(self, tables: Tables, builder: object) -> None:
        self._tables = tables
        self._reductions = tuple((rule.origin, rule.size, _reduction(rule, builder)) for rule in tables.rules)

    def parse(self, tokens: Sequence[Token], start: str) -> Any:
        """What the builder made of the tokens. Raises UnexpectedToken."""
        states, reductions = self._tables.states, self._reductions
        end = self._tables.ends[start]
        stack = [self._tables.starts[start]]
        values: list[Any] = []
        for index, kind, token in _with_end(tokens):
            while True:
                action = states[stack[-1]].get(kind)
                if action is None:
                    raise UnexpectedToken(index, self._accepted(stack, end))
                if action >= 0:
                    stack.append(action)
                    values.append(token)
                    break
                origin, size, reduce = reductions[~action]
                if size:
                    children = values[-size:]
                    del values[-size:], stack[-size:]
                else:
                    children = []
                values.append(children[0] if reduce is None else reduce(children))
                stack.append(states[stack[-1]][origin])
                if kind is END and stack[-1] == end:
                    return values[-1]
        raise AssertionError("the end of the text is always accepted or refused")

    def _accepted(self, stack: list[int], end: int) -> frozenset[str]:
        """The terminals that lead on to a shift from here: the table alone names some that do not."""
        candidates = [kind for kind in self._tables.states[stack[-1]] if kind.isupper()]
        return frozenset(kind for kind in candidates if self._shifts(list(stack), kind, end))

    def _shifts(self, stack: list[int], kind: str, end: int) -> bool:
        while True:
            action = self._tables.states[stack[-1]].get(kind)
            if action is None or action >= 0:
                return action is not None
            rule = self._tables.rules[~action]
            if rule.size:
                del stack[-rule.size :]
            stack.append(self._tables.states[stack[-1]][rule.origin])
            if kind == END and stack[-1] == end:
                return True


def _with_end(tokens: Sequence[Token]) -> Iterable[tuple[int, str, Token | None]]:
    for index, token in enumerate(tokens):
        yield index, token.kind, token
    yield len(tokens), END, None


def _reduction(rule: Rule, builder: object) -> Action | None:
    if rule.inline:
        action: Action = Inlined
    elif not rule.action:
        return None
    else:
        action = getattr(builder, rule.action)
    if not rule.spliced and not any(rule.gaps):
        return action
    return _splicing(rule, action)


def _splicing(rule: Rule, action: Action) -> Action:
    """Puts inlined lists and the Nones of absent options in their places. A list that leads is extended, not copied,
    so that a long list costs time linear in its length."""
    leads = rule.inline and rule.spliced[:1] == (0,) and not rule.gaps[0]
    spliced, gaps = frozenset(rule.spliced), rule.gaps

    def reduce(children: list[Any]) -> Any:
        out: list[Any] = children[0] if leads else Inlined()
        for position, child in enumerate(children[1:] if leads else children, 1 if leads else 0):
            out.extend([None] * gaps[position])
            if position in spliced:
                out.extend(child)
            else:
                out.append(child)
        out.extend([None] * gaps[-1])
        return out if leads else action(out)

    return reduce


# ---------------------------------------------------------------- building and keeping


def grammar_text() -> str:
    """All parts of the grammar, one after another."""
    return "\n".join(resources.grammar_text(f"{part}.lark") for part in PARTS)


@cache
def tables() -> Tables:
    """The tables of the grammar as it is now, from the cache where that can be trusted."""
    text = grammar_text()
    path = _cache_file(text)
    kept = _read(path)
    if kept is not None:
        return kept
    built = build(text)
    _write(path, built)
    return built


def build(text: str) -> Tables:
    """The tables by Lark, strictly: a conflict raises lark.exceptions.GrammarError."""
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        def __init__(self, _: object) -> None: ...

        def lex(self, *_: object) -> Any:
            raise NotImplementedError("tokens come from the token pass")

    lark = Lark(
        text,
        parser="lalr",
        lexer=NoLexer,
        strict=True,
        keep_all_tokens=True,
        maybe_placeholders=True,
        start=list(STARTS),
    )
    table = lark.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    states: list[dict[str, int]] = [{} for _ in table.states]
    for state, row in table.states.items():
        for symbol, (action, argument) in row.items():
            reduces = action.name == "Reduce"
            if reduces and argument not in numbers:
                numbers[argument] = len(numbers)
            states[state][sys.intern(symbol)] = ~numbers[argument] if reduces else argument
    rules = tuple(_rule(rule) for rule in numbers)
    return Tables(tuple(states), rules, dict(table.start_states), dict(table.end_states))


def _rule(rule: Any) -> Rule:
    origin = str(rule.origin.name)
    size = len(rule.expansion)
    inline = origin.startswith("_")
    gaps = _gaps(rule.options.empty_indices, size)
    spliced = tuple(i for i, symbol in enumerate(rule.expansion) if not symbol.is_term and symbol.name.startswith("_"))
    passes = rule.options.expand1 and not rule.alias and size == 1 and not spliced and not any(gaps)
    action = "" if passes or inline else str(rule.alias or origin)
    return Rule(sys.intern(origin), size, action, inline, spliced, gaps)


def _gaps(empty: Sequence[bool], size: int) -> tuple[int, ...]:
    """Lark's marks (True: an absent option, False: a symbol) as counts before each symbol and at the end."""
    gaps = [0]
    for absent in empty:
        if absent:
            gaps[-1] += 1
        else:
            gaps.append(0)
    return tuple(gaps) if empty else (0,) * (size + 1)


def _cache_file(text: str) -> Path:
    identity = f"{_FORMAT}\n{sys.version}\n{STARTS}\n{text}"
    return resources.cache_folder() / f"grammar-{hashlib.sha256(identity.encode()).hexdigest()[:32]}.tables"


def _is_ours(path: Path) -> bool:
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _read(path: Path) -> Tables | None:
    """The tables in a file; None where there is none, where others could have written it, or where it is damaged."""
    try:
        if not (_is_ours(path.parent) and _is_ours(path)):
            return None
        states, rules, starts, ends = marshal.loads(path.read_bytes())
        return Tables(states, tuple(Rule(*rule) for rule in rules), starts, ends)
    except (OSError, ValueError, TypeError, EOFError):
        return None


def _write(path: Path, built: Tables) -> None:
    """Keeps the tables, whole or not at all. A folder that cannot be written only costs the next start its time."""
    rules = tuple((r.origin, r.size, r.action, r.inline, r.spliced, r.gaps) for r in built.rules)
    content = marshal.dumps((built.states, rules, built.starts, built.ends))
    import tempfile

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        return
