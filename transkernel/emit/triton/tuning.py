"""What a kernel with free constants says of them: `@triton.autotune`, for whoever launches it without choosing.

A kernel is launched many times while it is tuned: what it both reads and writes is put back each time.
"""

from __future__ import annotations

from collections.abc import Callable

from transkernel.emit.text import INDENT, WIDTH, python_string
from transkernel.ir.memory_order import Meetings
from transkernel.ir.nodes import Variable
from transkernel.ir.tile import Constant, ConstantParameter, ConstantRule, Load, Range, Store, TileAtomic, TileProgram
from transkernel.ir.types import INT32, INT64, Pointer
from transkernel.ir.visit import walk, walk_all, walk_statements

_WARPS = (4, 8)


def tuning(program: TileProgram, name_of: Callable[[str], str]) -> list[str]:
    """The lines of the decorator; none for a kernel without free constants. name_of: a parameter's name in the port."""
    free = [each for each in program.kernel.constants if each.rule is ConstantRule.FREE]
    if not free:
        return []
    values = ", ".join(f"{python_string(name_of(each.name))}: {name_of(each.name).lower()}" for each in free)
    loops = " ".join(f"for {name_of(each.name).lower()} in {_choices(each)}" for each in free)
    config = f"triton.Config({{{values}}}, num_warps=warps)"
    lines = [
        "@triton.autotune(",
        f"{INDENT}configs=[{config} {loops} for warps in {_WARPS}],",
        f"{INDENT}key=[{_names(_lengths(program, {each.name for each in free}), name_of)}],",
    ]
    restored = _restored(program)
    if restored:
        lines.append(f"{INDENT}restore_value=[{_names(restored, name_of)}],")
    if len(lines[1]) > WIDTH:
        inner = INDENT * 2
        lines[1:2] = [f"{INDENT}configs=[", f"{inner}{config}", f"{inner}{loops} for warps in {_WARPS}", f"{INDENT}],"]
    return [*lines, ")"]


def _choices(constant: ConstantParameter) -> str:
    """Powers of two around the default."""
    return str(tuple(constant.default * by // 2 for by in (1, 2, 4, 8) if constant.default * by > 1))


def _names(names: list[str], name_of: Callable[[str], str]) -> str:
    return ", ".join(python_string(name_of(each)) for each in names)


def _lengths(program: TileProgram, free: set[str]) -> list[str]:
    """The integer parameters that say how far loops go which take so many steps at a time."""
    whole = [each.name for each in program.kernel.parameters if each.type in (INT32, INT64)]
    loops = [node for node in walk_statements(program.kernel.body) if isinstance(node, Range)]
    loops = [each for each in loops if any(isinstance(one, Constant) and one.name in free for one in walk(each.step))]
    used = {one.name for each in loops for one in walk(each.stop) if isinstance(one, Variable)}
    return [each for each in whole if each in used]


def _restored(program: TileProgram) -> list[str]:
    """The pointers to memory that the kernel writes and reads."""
    kernel = program.kernel
    meetings, nodes = Meetings(kernel), [*walk_all(kernel.body)]
    written = [each for each in nodes if isinstance(each, Store | TileAtomic)]
    read = [each for each in nodes if isinstance(each, Load | TileAtomic)]
    both = {
        name for one in written for other in read if meetings.may_meet(one, other) for name in meetings.roots(one)
    }  # fmt: skip
    pointers = [each.name for each in kernel.parameters if isinstance(each.type, Pointer)]
    return [each for each in (*pointers, *(one.name for one in program.globals)) if each in both]
