"""Makes every thread of the block reach every collective operation, in the same order.

CUDA lets threads that returned miss `__syncthreads()`, and lets some warps shuffle while others do something else;
OpenCL's barrier, and whatever is emulated with it, wants all of them. Functions in which that holds already are left
as they are. In the others:

- who returned early, left a loop, or is not in a branch, is kept in flags; what has no collective in it is guarded;
- collectives stand outside of the guards, and the threads that are not meant take part without being counted;
- a loop whose iterations differ between threads runs as long as any thread of the block is in it;
- device functions with collectives, called by a part of the threads, are inlined first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Call, Declare, Function, Kernel, Literal, Program, Variable
from transkernel.ir.visit import map_children, walk_all
from transkernel.passes.call_graph import reachable
from transkernel.passes.collectives import Collectives, Divergence
from transkernel.passes.inline import Inliner
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.predication import Predication
from transkernel.passes.uniformity import FunctionUniformity, Uniformity, Variation

Unit = Function | Kernel


def converge(program: Program, is_collective: Callable[[Any], bool]) -> Program:
    """The program with all collectives (by `is_collective`, of a node) where every thread arrives.

    Raises Refusal TK0310 and TK0311 for what cannot be taken apart.
    """
    if not any(is_collective(node) for body in _bodies(program) for node in walk_all(body)):
        return program
    program = _inlined(program, is_collective)
    collectives = Collectives(program, is_collective)
    uniform = _Units(program, collectives)
    functions = tuple(_converged(each, collectives, uniform) for each in program.functions)
    kernel: Kernel = _converged(program.kernel, collectives, uniform)
    return replace(program, kernel=kernel, functions=functions)


def _bodies(program: Program) -> list[tuple[Any, ...]]:
    return [program.kernel.body, *(function.body for function in program.functions)]


def _for_company(call: Call, before: tuple[Variation, ...] | None) -> tuple[Variation, ...]:
    """How arguments vary where the threads that are not meant give any value."""
    here = tuple(Variation.BLOCK if isinstance(each, Literal) else Variation.THREAD for each in call.arguments)
    return here if before is None else tuple(max(pair) for pair in zip(before, here, strict=True))


class _Units:
    """The uniformity of each function over all of its calls. Where a part of the threads joins in a call of an
    exchange only for company, the arguments vary."""

    def __init__(self, program: Program, collectives: Collectives) -> None:
        self._analysis = Uniformity(program)
        called = self._analysis.joined()
        more: dict[str, tuple[Variation, ...]] = {}
        for unit in (self._analysis.kernel, *called.values()):
            for node in Divergence(collectives, unit).run(unit.function).found.values():
                if isinstance(node, Call):
                    more[node.function] = _for_company(node, more.get(node.function))
        self._functions = self._analysis.joined(more) if more else called

    def of(self, unit: Unit) -> FunctionUniformity | None:
        return self._analysis.kernel if isinstance(unit, Kernel) else self._functions.get(unit.name)


def _converged(unit: Any, collectives: Collectives, uniform: _Units) -> Any:
    known = uniform.of(unit)
    if known is None or not Divergence(collectives, known).run(unit).found:
        return unit
    return replace(unit, body=Predication(unit, collectives, known).run())


# ------------------------------------------------------------ calls


def _inlined(program: Program, is_collective: Callable[[Any], bool]) -> Program:
    """Calls that a part of the threads makes, replaced by what they call, until there are no more."""
    while True:
        collectives = Collectives(program, is_collective)
        uniform = _Units(program, collectives)
        by_name = {function.name: function for function in program.functions}
        units: tuple[Unit, ...] = (*program.functions, program.kernel)
        changed = [_inline_unit(unit, by_name, program, collectives, uniform) for unit in units]
        if all(new is old for new, old in zip(changed, units, strict=True)):
            return program
        *functions, kernel = changed
        program = replace(program, kernel=kernel, functions=tuple(functions))
        program = replace(program, functions=reachable(program))


def _inline_unit(
    unit: Unit, by_name: dict[str, Function], program: Program, collectives: Collectives, uniform: _Units
) -> Any:
    known = uniform.of(unit)
    if known is None:
        return unit
    found = Divergence(collectives, known).run(unit).found
    wanted = {key for key, node in found.items() if collectives.must_inline(node)}
    if not wanted:
        return unit
    memory = {each.name for each in program.kernel.shared} | {each.name for each in program.globals}
    if isinstance(unit, Function) and declared_names(unit) & memory:
        return _unhidden(unit, memory)  # inlined in the next round
    inliner = Inliner(by_name, lambda node: id(node) in wanted, FreshNames(declared_names(unit) | memory))
    return replace(unit, body=inliner.run(unit.body))


def _unhidden(unit: Function, memory: set[str]) -> Function:
    """The function with other names for locals that hide memory of the file, which an inlined body may mean."""
    fresh = FreshNames(declared_names(unit) | memory)
    names = {name: fresh(name) for name in sorted(declared_names(unit) & memory)}
    parameters = tuple(replace(each, name=names.get(each.name, each.name)) for each in unit.parameters)
    return replace(unit, parameters=parameters, body=tuple(_renamed(each, names) for each in unit.body))


def _renamed(node: Any, names: dict[str, str]) -> Any:
    result = map_children(node, lambda child: _renamed(child, names))
    if isinstance(node, Variable | Declare) and node.name in names:
        return replace(result, name=names[node.name])
    return result
