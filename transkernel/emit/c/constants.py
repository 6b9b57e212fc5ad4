"""Which of a program's symbols become `#define`s of the port, and array extents in terms of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transkernel.emit.c.dialect import Dialect
from transkernel.emit.c.symbols import Definition, definition, evaluate, names_in
from transkernel.ir.nodes import Declare, Literal, Program
from transkernel.ir.types import Array, Scalar, Type
from transkernel.ir.visit import walk, walk_all
from transkernel.source import Span


def definitions(programs: tuple[Program, ...], taken: frozenset[str], dialect: Dialect) -> dict[str, Definition]:
    """The definitions that the programs' literals and extents use, in the order of the source.

    A name that stands for two things, or that is in `taken`, is not defined: its numbers are written out.
    """
    known: dict[str, str] = {}
    clashing = set(taken)
    for program in programs:
        for name, text in program.symbols:
            if known.setdefault(name, text) != text:
                clashing.add(name)
    wanted = _wanted(programs, known, clashing)
    made: dict[str, Definition] = {}
    for name, literal in wanted.items():
        built = definition(name, known[name], literal.value, literal.type, known, dialect)
        if built is not None:
            made[name] = built
    return _closed(made, known, clashing, dialect)


def _wanted(programs: tuple[Program, ...], known: dict[str, str], clashing: set[str]) -> dict[str, Definition]:
    """Each used symbol with its value and type."""
    found: dict[str, Definition] = {}
    for program in programs:
        for node in _literals(program):
            if node.symbol is None or node.symbol not in known or not isinstance(node.type, Scalar):
                continue
            this = Definition(node.symbol, known[node.symbol], node.value, node.type)
            other = found.setdefault(node.symbol, this)
            if repr(other) != repr(this):
                clashing.add(node.symbol)
        for text in _extents(program):
            for name in names_in(text):
                constant = evaluate(known.get(name, ""), known)
                if constant is not None:
                    found.setdefault(name, Definition(name, known[name], constant.value, constant.type))
    return found


def _closed(
    made: dict[str, Definition], known: dict[str, str], clashing: set[str], dialect: Dialect
) -> dict[str, Definition]:
    """With the symbols that definitions name themselves; without those that cannot have all of theirs."""
    pending = list(made)
    while pending:
        for inner in names_in(known[pending.pop()]):
            if inner in known and inner not in made:
                constant = evaluate(known[inner], known)
                built = constant and definition(inner, known[inner], constant.value, constant.type, known, dialect)
                if built:
                    made[inner] = built
                    pending.append(inner)
    kept = {name for name in made if name not in clashing}
    while True:
        broken = {name for name in kept if any(inner not in kept for inner in names_in(known[name]) if inner in known)}
        if not broken:
            return {name: made[name] for name in known if name in kept}
        kept -= broken


def _literals(program: Program) -> Iterator[Literal]:
    for body in (program.kernel.body, *(each.body for each in program.functions)):
        yield from (node for node in walk_all(body) if isinstance(node, Literal))
    for variable in program.globals:
        if variable.init is not None:
            yield from (node for node in walk(variable.init) if isinstance(node, Literal))


def _extents(program: Program) -> Iterator[str]:
    """The texts between the brackets of arrays that are declared."""
    for shared in program.kernel.shared:
        yield from written_extents(shared.name, shared.type, shared.span)
    for body in (program.kernel.body, *(each.body for each in program.functions)):
        for node in walk_all(body):
            if isinstance(node, Declare):
                yield from written_extents(node.name, node.type, node.span)


def written_extents(name: str, type_: Type, span: Span) -> tuple[str, ...]:
    """What the programmer wrote between the brackets behind a name, outermost first; nothing where it is not there."""
    if not isinstance(type_, Array):
        return ()
    plain = re.sub(r"\.\d+$", "", name)
    line = span.file.text[span.start : max(span.end, span.file.text.find("\n", span.start))]
    match = re.search(rf"\b{re.escape(plain)}\s*((?:\[[^\[\]\n]*\]\s*)+)", line)
    return tuple(re.findall(r"\[([^\[\]]*)\]", match.group(1))) if match else ()


def extents_by_name(name: str, type_: Type, span: Span, defined: dict[str, Definition]) -> tuple[str, Type]:
    """The brackets of a declaration in the programmer's own terms, and the type of what they hold.

    Only for as many dimensions as their values agree and their names are defined; the type has the others.
    """
    known = {each.name: each.text for each in defined.values()}
    brackets = ""
    for text in written_extents(name, type_, span):
        constant = evaluate(text, known)
        named = [each for each in names_in(text) if each in defined]
        if not isinstance(type_, Array) or constant is None or constant.value != type_.extent:
            break
        brackets += f"[{text.strip() if named else type_.extent}]"
        type_ = type_.element
    return brackets, type_
