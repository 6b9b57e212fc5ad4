"""Short loops over arrays of fragments, written out: their elements are variables of their own then.

    for (int i = 0; i < 2; i++) mma_sync(c[i], a[i], b, c[i]);       mma_sync(c[0], a[0], b, c[0]); mma_sync(c[1], ...

What must hold: the loop counts from a literal to a literal by a literal, at most _MOST turns; its variable is its own,
is not assigned in the body, and is an index of a local array of arrays or of structs there; nothing leaves the loop or
goes on to its next turn. The copies of a body have names of their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Comment, Declare, For, Index, Kernel, Literal, Variable
from transkernel.ir.types import Array, Scalar
from transkernel.ir.visit import map_children, map_tuple, walk_all, walk_statements
from transkernel.passes.inline import renamed
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import FunctionUniformity, root_of
from transkernel.tile.loops import continues, counted

Statements = tuple[Any, ...]
_MOST = 16
_LARGEST = 4_000  # nodes that a loop may become


def unrolled(kernel: Kernel, uniform: FunctionUniformity) -> Kernel:
    """The kernel with such loops written out, inner ones too. uniform: of this kernel."""
    fresh = FreshNames(declared_names(kernel))

    def change(node: Any) -> Any:
        if isinstance(node, For):
            turns = _turns(node, uniform)
            if turns:
                return tuple(each for turn in turns for each in map_tuple(_turn(node, turn, fresh), change))
        return map_children(node, change)

    return replace(kernel, body=map_tuple(kernel.body, change))


def _turns(loop: For, uniform: FunctionUniformity) -> tuple[Literal, ...]:
    """The values of the loop's variable; none where the loop stays."""
    bounds = [getattr(each, "init", None) for each in loop.init] + [getattr(loop.condition, "right", None)]
    count = counted(loop, uniform) if all(isinstance(each, Literal) for each in bounds) else None
    if count is None:
        return ()
    assert isinstance(count.start, Literal)
    assert isinstance(count.stop, Literal)
    values = range(int(count.start.value), int(count.stop.value), count.step)
    if len(values) > _MOST or continues(loop.body) or not _is_index(loop.body, count.name):
        return ()
    size = sum(1 for _ in walk_all(loop.body))
    return tuple(Literal(each, count.type, loop.span) for each in values) if size * len(values) <= _LARGEST else ()


def _is_index(body: Statements, name: str) -> bool:
    """Whether a variable chooses among arrays or structs of a local."""
    places = (node for node in walk_all(body) if isinstance(node, Index) and isinstance(node.base.type, Array))
    chosen = (each for each in places if isinstance(each.index, Variable) and each.index.name == name)
    return any(not isinstance(each.type, Scalar) and root_of(each) is not None for each in chosen)


def _turn(loop: For, value: Literal, fresh: FreshNames) -> Statements:
    (init,) = loop.init
    assert isinstance(init, Declare)
    names = {node.name: fresh(node.name) for node in walk_statements(loop.body) if isinstance(node, Declare)}
    body = loop.body if value.value == 0 else tuple(each for each in loop.body if not isinstance(each, Comment))
    return tuple(renamed(each, names, {init.name: value}) for each in body)
