"""From a lowered kernel to its Program: what it reaches, each before it is used."""

from __future__ import annotations

from collections.abc import Iterator

from transkernel.diagnostics import refuse
from transkernel.frontend.unit import Unit
from transkernel.ir import nodes as ir
from transkernel.ir.types import Array, Pointer, Struct, Type
from transkernel.ir.visit import walk_all


def assemble(unit: Unit, kernel: ir.Kernel) -> ir.Program:
    """The program of a kernel: its functions, globals, structs and named constants."""
    functions = _functions(unit, kernel)
    shared = dict.fromkeys((*kernel.shared, *(each for f in functions for each in unit.function_shared[f.name])))
    whole = ir.Kernel(
        kernel.name,
        kernel.cuda_name,
        kernel.parameters,
        tuple(shared),
        kernel.body,
        kernel.span,
        kernel.launch_bounds,
        kernel.comments,
    )
    nodes = [node for body in (kernel.body, *(f.body for f in functions)) for node in walk_all(body)]
    globals_ = _globals(unit, nodes)
    for variable in globals_:
        if variable.init is not None:
            nodes += walk_all((variable.init,))
    structs = _structs(unit, whole, functions, globals_, nodes)
    used = {node.symbol for node in nodes if isinstance(node, ir.Literal) and node.symbol is not None}
    return ir.Program(whole, functions, globals_, structs, _symbols(unit, used))


def _symbols(unit: Unit, used: set[str]) -> tuple[tuple[str, str], ...]:
    """The named constants that are used; macros in the order in which they were defined."""
    names = [name for name in unit.symbols if name in used]
    macros = [name for name in names if name in unit.macros]
    macros.sort(key=lambda name: unit.macros[name].definition.start)
    ordered = iter(macros)
    placed = (next(ordered) if name in unit.macros else name for name in names)
    return tuple((name, unit.symbols[name]) for name in placed)


def _functions(unit: Unit, kernel: ir.Kernel) -> tuple[ir.Function, ...]:
    """Every function that the kernel reaches, callees first. Raises Refusal (TK0260) for one that reaches itself."""
    ordered: dict[str, ir.Function] = {}
    entered: set[str] = set()

    def visit(body: tuple[ir.Statement, ...]) -> None:
        for node in walk_all(body):
            if isinstance(node, ir.Call) and node.function not in ordered:
                instance = unit.by_name[node.function]
                assert instance.function is not None
                if node.function in entered:
                    raise refuse("TK0260", f"`{instance.function.cuda_name}` calls itself: recursion has no "
                                 "counterpart on the targets", instance.function.span)  # fmt: skip
                entered.add(node.function)
                visit(instance.function.body)
                ordered[node.function] = instance.function

    visit(kernel.body)
    return tuple(ordered.values())


def _globals(unit: Unit, nodes: list[object]) -> tuple[ir.GlobalVariable, ...]:
    by_name = {variable.name: variable for variable in unit.globals.values()}
    used = {node.name for node in nodes if isinstance(node, ir.Variable) and node.name in by_name}
    return tuple(variable for variable in by_name.values() if variable.name in used)


def _structs(
    unit: Unit,
    kernel: ir.Kernel,
    functions: tuple[ir.Function, ...],
    globals_: tuple[ir.GlobalVariable, ...],
    nodes: list[object],
) -> tuple[Struct, ...]:
    """Every struct that a type anywhere mentions, members' structs first."""
    ordered: dict[str, Struct] = {}
    entered: set[str] = set()

    def visit(type_: Type) -> None:
        match type_:
            case Pointer(element=element) | Array(element=element):
                visit(element)
            case Struct(name=name):
                if name in entered:
                    return
                entered.add(name)
                complete = unit.classes[name].struct
                for field in complete.fields:
                    visit(field.type)
                ordered[name] = complete

    for type_ in _types(kernel, functions, globals_, nodes):
        visit(type_)
    return tuple(ordered.values())


def _types(
    kernel: ir.Kernel,
    functions: tuple[ir.Function, ...],
    globals_: tuple[ir.GlobalVariable, ...],
    nodes: list[object],
) -> Iterator[Type]:
    for parameter in kernel.parameters:
        yield parameter.type
    for shared in kernel.shared:
        yield shared.type
    for function in functions:
        yield function.result
        for parameter in function.parameters:
            yield parameter.type
    for variable in globals_:
        yield variable.type
    for node in nodes:
        type_ = getattr(node, "type", None)
        if type_ is not None:
            yield type_
