"""A change as text, near to what the programmer wrote: the IR without the conversions that C makes by itself."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from transkernel.harness.mutate.sites import Site, replaced_below
from transkernel.ir import nodes as ir
from transkernel.ir.printer import expression_text, print_statements
from transkernel.ir.visit import EXPRESSIONS, rewrite

_LONGEST = 72  # of the text around a change
_NOTHING = "(nothing)"
_WORDS = {
    "thread_index": "threadIdx",
    "block_index": "blockIdx",
    "block_size": "blockDim",
    "grid_size": "gridDim",
    "barrier(block)": "__syncthreads()",
    "barrier(warp)": "__syncwarp()",
}
_SUFFIX = re.compile(r"(?<=[\d.)]):(?:i|u|f|bf)\d+")  # the type of a number
_WORD = re.compile("|".join(map(re.escape, _WORDS)))


def words_of(site: Site, change: Any) -> tuple[str, str]:
    """The smallest statement or the largest short expression around a change, before and after it."""
    if isinstance(site.node, ir.If):
        return _branch(site.node, change)
    before, after = _text(site.node), _text(change)
    for depth in range(len(site.parents) - 1, -1, -1):
        around = site.parents[depth]
        if not isinstance(around, (ir.Assign, ir.Declare, ir.Evaluate, *EXPRESSIONS)) or isinstance(change, tuple):
            break
        whole, changed = _text(around), _text(replaced_below(around, site.steps[depth + 1 :], change))
        if max(len(whole), len(changed)) > _LONGEST:
            break
        before, after = whole, changed
    return _shortened(before, after), _shortened(after, before)


def _branch(node: ir.If, change: Any) -> tuple[str, str]:
    """An `if` without its guard, or without its `else`."""
    if node.otherwise:
        return "else ...", _NOTHING
    return _shortened(f"if ({_text(node.condition)}) ..."), "always" if change else "never"


def _text(node: Any) -> str:
    if isinstance(node, tuple):
        return "; ".join(_text(each) for each in node) or _NOTHING
    plain = rewrite(node, _plain)
    text = expression_text(plain) if isinstance(plain, EXPRESSIONS) else " ".join(print_statements((plain,)).split())
    return _SUFFIX.sub("", _WORD.sub(lambda match: _WORDS[match[0]], text))


def _shortened(text: str, other: str = "") -> str:
    """A long text as far as it is near to where it differs from another."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False))))
    start = max(0, same - _LONGEST // 2)
    shown = text[start : start + _LONGEST] if len(text) > _LONGEST else text
    if shown == text:
        return text
    return ("..." if start else "") + shown + ("..." if start + _LONGEST < len(text) else "")


def _plain(node: Any) -> Any:
    if isinstance(node, ir.Convert) and not node.explicit and node.rounding is None:
        return node.operand
    return node
