"""Variables that say nothing go: those that nobody reads, and those that are another name of a variable or a literal.

- A variable that is never assigned and declared as another one, which is never assigned either, is that one; one that
  is declared as a number is that number, unless the programmer called it `const`, which gives the number its name. His
  name for `threadIdx.x` says more than `lane`, and stays.
- One that is declared as a variable which does change is that one while it has not changed: up to the next statement
  of the same list that assigns it.
- A condition that only the next statement reads, once, is written there.
- The mask of one branch, where the other's is gone, is called `mask`.
- A variable that no store, branch, loop or read variable needs goes with its assignments, unless an atomic gives it its
  value or a volatile load does.

Precondition: none; barriers are put in afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Comment, Declare, Evaluate, Literal, Unary, Variable
from transkernel.ir.tile import Lanes, Load, Store, TileAtomic, TileKernel
from transkernel.ir.types import BOOL
from transkernel.ir.visit import (
    STATEMENTS,
    TILE_STATEMENTS,
    child_fields,
    children,
    rewrite,
    rewrite_all,
    walk,
    walk_all,
    walk_statements,
)
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.folds import fold
from transkernel.tile.masks import assigned

__all__ = ["tidy"]

_ROUNDS = 8
_CONDITION = "condition"
_BRANCHES = ("taken", "others")
_INDICES = ("thread_x", "thread_y", "thread_z")


def tidy(kernel: TileKernel) -> TileKernel:
    """The kernel in fewer words (folds.py has those inside of expressions)."""
    for _ in range(_ROUNDS):
        before = kernel.body
        kernel = replace(kernel, body=fold(kernel))
        kernel = replace(kernel, body=_without_names(kernel))
        kernel = replace(kernel, body=_Lists(kernel).statements(kernel.body))
        kernel = replace(kernel, body=_without_unread(kernel))
        if kernel.body is before or kernel.body == before:
            break
    return replace(kernel, body=_with_masks(kernel))


# ---------------------------------------------------------------- other names


def _without_names(kernel: TileKernel) -> tuple[Any, ...]:
    """The statements without variables that are another fixed variable, or a number."""
    changed = assigned(kernel.body)
    indices = {each.name for each in walk_statements(kernel.body) if isinstance(each, Declare) and _is_index(each)}
    renamed = changed | indices
    others: dict[str, Any] = {}
    for node in walk_statements(kernel.body):
        if isinstance(node, Declare) and node.name not in changed and not node.volatile:
            init = node.init
            named = isinstance(init, Variable) and init.name not in renamed
            number = isinstance(init, Literal) and not node.const and node.type != BOOL
            if init is not None and (named or number) and init.type == node.type:
                others[node.name] = init
    return _renamed(kernel.body, others) if others else kernel.body


def _is_index(node: Declare) -> bool:
    """Whether the variable is that of the lanes, or of an axis of theirs."""
    return isinstance(node.init, Lanes) or node.name.partition(".")[0] in _INDICES


def _renamed(body: tuple[Any, ...], others: Mapping[str, Any]) -> tuple[Any, ...]:
    """The statements with other values in place of variables, whose declarations nobody reads then."""

    def change(node: Any) -> Any:
        found = node
        while isinstance(found, Variable) and found.name in others:
            found = replace(others[found.name], span=node.span)
        return found

    return tuple(rewrite(each, change) for each in body)


class _Lists:
    """Of each list of statements: names of what changes later, and conditions."""

    def __init__(self, kernel: TileKernel) -> None:
        self._changed = assigned(kernel.body)
        self._reads = Counter(each.name for each in walk_all(kernel.body) if isinstance(each, Variable))

    def statements(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        left = [self._inside(each) for each in body]
        made: list[Any] = []
        while left:
            node = left.pop(0)
            rest = self._used_up(node, left)
            if rest is None:
                made.append(node)
            else:
                left = rest
        return tuple(made)

    def _inside(self, node: Any) -> Any:
        names = [name for name in ("then", "otherwise", "body") if name in child_fields(type(node))]
        return replace(node, **{name: self.statements(getattr(node, name)) for name in names}) if names else node

    def _used_up(self, node: Any, rest: list[Any]) -> list[Any] | None:
        """The statements behind a declaration that they can do without."""
        if not isinstance(node, Declare) or node.name in self._changed or node.volatile:
            return None
        if isinstance(node.init, Variable) and node.init.type == node.type and node.init.name in self._changed:
            return self._while_the_same(node.name, node.init, rest)
        made_here = node.name.partition(".")[0] == _CONDITION and build.element_of(node) == BOOL
        if not made_here or node.init is None or self._reads[node.name] != 1 or not _can_move(node.init):
            return None
        position = next((at for at, each in enumerate(rest) if not isinstance(each, Comment)), None)
        if position is None or not isinstance(rest[position], Declare | Assign | Store | Evaluate):
            return None
        if not _mentions(rest[position], node.name):
            return None
        rest[position : position + 1] = _renamed((rest[position],), {node.name: node.init})
        return rest

    def _while_the_same(self, name: str, other: Variable, rest: list[Any]) -> list[Any] | None:
        left, same = self._reads[name], True
        readers: list[int] = []
        for position, each in enumerate(rest):
            if not left:
                break
            found = sum(isinstance(node, Variable) and node.name == name for node in walk(each))
            changes = other.name in assigned((each,))
            if found and (not same or (changes and not isinstance(each, Assign))):
                return None
            if found:
                readers.append(position)
            left, same = left - found, same and not changes
        for position in readers:
            rest[position] = _renamed((rest[position],), {name: other})[0]
        return rest


def _mentions(node: Any, name: str) -> bool:
    return any(isinstance(each, Variable) and each.name == name for each in walk(node))


def _has_effect(node: Any) -> bool:
    """Whether a value is more than a value: an atomic's, a volatile load's."""
    return any(isinstance(each, TileAtomic) or (isinstance(each, Load) and each.volatile) for each in walk(node))


def _can_move(value: Any) -> bool:
    """Whether a condition may be computed inside of another one, which computes both of its sides."""
    divisions = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)
    return not any(
        isinstance(each, Load | TileAtomic)
        or (isinstance(each, Binary) and each.op in divisions and not isinstance(each.right, Literal))
        for each in walk(value)
    )


# ---------------------------------------------------------------- masks


def _with_masks(kernel: TileKernel) -> tuple[Any, ...]:
    """The statements with masks of branches called so, where their condition is no variable that both would name."""
    declared = [node for node in walk_statements(kernel.body) if isinstance(node, Declare)]
    changed = assigned(kernel.body)
    nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
    fresh = FreshNames(each.name for each in nodes if hasattr(each, "name"))
    names = {
        each.name: fresh("mask") for each in declared if _is_mask_of_branch(each) and each.name not in changed
    }  # fmt: skip

    def change(node: Any) -> Any:
        known = isinstance(node, Declare | Variable) and node.name in names
        return replace(node, name=names[node.name]) if known else node

    return rewrite_all(kernel.body, change) if names else kernel.body


def _is_mask_of_branch(node: Declare) -> bool:
    init = node.init
    if node.name.partition(".")[0] not in _BRANCHES or not isinstance(init, Binary) or init.op is not BinaryOp.AND:
        return False
    condition = init.right.operand if isinstance(init.right, Unary) else init.right
    return build.element_of(node) == BOOL and not isinstance(condition, Variable)


# ---------------------------------------------------------------- what nobody reads


def _without_unread(kernel: TileKernel) -> tuple[Any, ...]:
    needed: set[str] = set()
    sources: dict[str, set[str]] = {}
    for node in _statements_of(kernel.body):
        name = _given(node)
        values = [each for each in children(node) if type(each) not in _STATEMENTS]
        used = {each for value in values for each in _names(value)}
        if name:
            sources.setdefault(name, set()).update(used)
        if not name or any(map(_has_effect, values)):
            needed |= {name, *used}
    pending = [*needed]
    while pending:
        new = sources.get(pending.pop(), set()) - needed
        needed |= new
        pending += new
    gone = sources.keys() - needed - {each.name for each in kernel.parameters}
    return _cut(kernel.body, gone) if gone else kernel.body


_STATEMENTS = (*STATEMENTS, *TILE_STATEMENTS)


def _statements_of(body: tuple[Any, ...]) -> Iterator[Any]:
    """The statements, and those below them."""
    for node in body:
        yield node
        yield from _statements_of(tuple(each for each in children(node) if type(each) in _STATEMENTS))


def _given(node: Any) -> str:
    """The variable that a statement gives a value; "" for other statements."""
    if isinstance(node, Assign) and isinstance(node.target, Variable):
        return node.target.name
    return node.name if isinstance(node, Declare) else ""


def _names(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)}


def _cut(body: tuple[Any, ...], gone: set[str]) -> tuple[Any, ...]:
    """The statements without those of the variables; a comment beside one stands alone."""
    made: list[Any] = []
    beside = True
    for node in body:
        if _given(node) in gone:
            beside = False
            continue
        if isinstance(node, Comment):
            made.append(replace(node, trailing=node.trailing and beside))
            continue
        beside = True
        names = [each for each in ("then", "otherwise", "body") if each in child_fields(type(node))]
        made.append(replace(node, **{each: _cut(getattr(node, each), gone) for each in names}) if names else node)
    return tuple(made)
