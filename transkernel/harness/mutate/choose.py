"""Which mutants of a program are tried: all of them in one order, of which a prefix is taken. What a bundled header
brings (`std::array`, matrix fragments) is not the user's to get wrong.

The order goes round the operators, so that a prefix has as many kinds of mistake as it can. Within an operator, and
between operators, it is by a digest of what the mutant is and of a seed: a program has the same order everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from transkernel.harness.mutate.equivalent import known_of, why_equivalent
from transkernel.harness.mutate.facts import facts_of
from transkernel.harness.mutate.operators import OPERATORS, Operator
from transkernel.harness.mutate.sites import Site, replaced, sites
from transkernel.harness.mutate.wording import words_of
from transkernel.ir import nodes as ir
from transkernel.records import record


@record
class Mutant:
    """A program with one mistake in it. id: its operator and its number among those of the operator, in the order of
    the source. kernel: the original's name, with template arguments. before, after: what changed, as text.
    equivalent: why no case can tell it from the original, where that is known."""

    id: str
    operator: Operator
    kernel: str
    line: int
    before: str
    after: str
    program: ir.Program
    equivalent: str = ""


def mutants(program: ir.Program, seed: int = 0) -> Iterator[Mutant]:
    """Every mutant of a program, made as it is asked for."""
    known = known_of(program)
    for id_, operator, site, change in _in_order(program, seed):
        before, after = words_of(site, change)
        kernel, line, why = program.kernel.cuda_name, site.node.span.line, why_equivalent(site, change, known)
        yield Mutant(id_, operator, kernel, line, before, after, replaced(program, site, change), why)


_Found = tuple[str, Operator, Site, Any]


def _in_order(program: ir.Program, seed: int) -> list[_Found]:
    facts = facts_of(program)
    everywhere = [site for site in sites(program) if not site.node.span.file.is_bundled]
    ranked: list[tuple[int, str, _Found]] = []
    for operator in OPERATORS:
        changes = [(site, change) for site in everywhere for change in operator.find(site, facts)]
        found = [(f"{operator.name}-{number}", operator, *each) for number, each in enumerate(changes, 1)]
        found.sort(key=lambda each: _digest(seed, program.kernel.cuda_name, each[0]))
        ranked += [
            (round_, _digest(seed, program.kernel.cuda_name, operator.name), each) for round_, each in enumerate(found)
        ]
    ranked.sort(key=lambda each: each[:2])
    return [each for _, _, each in ranked]


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
