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
    if not alone and site.parents:  # the last statement of a kernel does nothing
        yield ()


def alternative(site: Site, facts: Facts) -> Iterator[Any]:
    """The other branch of an `if` is forgotten."""
    node = site.node
    if isinstance(node, ir.If) and node.otherwise:
        yield (ir.If(node.condition, node.then, (), node.span),)


def _of_loop(site: Site) -> bool:
    return isinstance(site.parent, ir.For) and site.field in ("init", "step")
