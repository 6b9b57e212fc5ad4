"""Operators on statements: what is forgotten, or done where it should not be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transkernel.harness.mutate.facts import Facts
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir

_EXITS = (ir.Return, ir.Break, ir.Continue)


def guard(site: Site, facts: Facts) -> Iterator[Any]:
    """What stands under a condition is done always; where it is an early exit, never."""
    node = site.node
    if isinstance(node, ir.If) and not node.otherwise:
        statements = [each for each in node.then if not isinstance(each, ir.Comment)]
        yield () if statements and isinstance(statements[-1], _EXITS) else (ir.Block(node.then, node.span),)


def statement(site: Site, facts: Facts) -> Iterator[Any]:
    """An assignment, an atomic operation or a call that is forgotten."""
    node = site.node
    if isinstance(node, ir.Assign | ir.Evaluate) and not _of_loop(site):
        yield ()


def leaving(site: Site, facts: Facts) -> Iterator[Any]:
    """A `break`, `continue` or `return` that is forgotten, where it does not stand alone under a condition."""
    node = site.node
    if not isinstance(node, _EXITS) or (isinstance(node, ir.Return) and node.value is not None):
        return
    alone = isinstance(site.parent, ir.If) and len(site.parent.then) == 1
    if not alone and not _leads_there_anyway(site):
        yield ()


def alternative(site: Site, facts: Facts) -> Iterator[Any]:
    """The other branch of an `if` is forgotten."""
    node = site.node
    if isinstance(node, ir.If) and node.otherwise:
        yield (ir.If(node.condition, node.then, (), node.span),)


def _of_loop(site: Site) -> bool:
    return isinstance(site.parent, ir.For) and site.field in ("init", "step")


def _leads_there_anyway(site: Site) -> bool:
    """The last statement of a kernel, and a `break` behind which only another stands."""
    if not site.parents:
        return True
    if not isinstance(site.node, ir.Break) or not isinstance(site.parent, ir.SwitchCase):
        return False
    cases = site.parents[-2].cases
    following = cases[next(n for n, each in enumerate(cases) if each is site.parent) + 1 :]
    first = next((each for case in following for each in case.body if not isinstance(each, ir.Comment)), None)
    return site.node is site.parent.body[-1] and (first is None or isinstance(first, ir.Break))
