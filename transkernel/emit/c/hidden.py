"""Memory that CUDA's functions see by name and others' must be given: shared variables, globals, the warps' scratch.

In OpenCL C `__local` variables stand at the outermost scope of a kernel, and program scope holds constants only; in
Ascend C a kernel declares them likewise, and the host sets no variables. So

- a static `__shared__` variable is declared in the kernel, and handed by pointer to each function that reaches it;
- dynamic shared memory goes by the name of its most aligned array: one parameter of the kernel, or a declaration in it;
- a variable that the host may set, or a kernel writes, is a buffer parameter;
- warp operations through local memory get a scratch parameter, some bytes for each thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from transkernel.ir.nodes import AddressOf as Address
from transkernel.ir.nodes import (
    Call,
    Convert,
    Decay,
    Declare,
    Dereference,
    Expression,
    Function,
    GlobalVariable,
    Index,
    Parameter,
    Program,
    SharedVariable,
    Statement,
    Variable,
)
from transkernel.ir.types import UINT8, UINT32, UINT64, Array, Pointer, Space, Type, align_of
from transkernel.ir.visit import map_children, map_tuple, walk_all, walk_statements
from transkernel.manifest import Argument
from transkernel.records import record
from transkernel.source import Span

EXCHANGE = "exchange.0"


@record
class Hidden:
    """One piece of memory: where it comes from, and the type that CUDA gives the variable."""

    name: str
    type: Type
    space: Space
    kind: Literal["static", "dynamic", "global", "exchange"]
    span: Span

    @property
    def pointer(self) -> Pointer:
        """The type of a parameter that stands for it."""
        element = self.type.element if isinstance(self.type, Array) else self.type
        return Pointer(element, self.space)


def thread_hidden_memory(
    program: Program,
    exchange_bytes: int = 0,
    *,
    buffers: Callable[[GlobalVariable], bool] | None = None,
    declares_dynamic: bool = False,
) -> tuple[Program, tuple[Argument, ...]]:
    """The program with hidden parameters, and the kernel's further arguments in their order.

    exchange_bytes: how much scratch each thread needs for warp operations (4 or 8, 0 for none). buffers: which
    file-scope variables are (`is_buffer` where it is not given). declares_dynamic: the kernel itself declares its
    dynamic memory.
    """
    objects = _objects(program, exchange_bytes, buffers or is_buffer)
    needs = _needs(program, objects)
    if declares_dynamic:
        leading = _leading_dynamic(program.kernel.shared, _used(program, needs, objects))
        objects = {n: replace(each, kind="static") if n == leading else each for n, each in objects.items()}
    functions = tuple(_function(each, needs, objects) for each in program.functions)
    return _kernel(program, functions, needs, objects, exchange_bytes)


def is_buffer(variable: GlobalVariable) -> bool:
    """Whether a file-scope variable cannot be a `__constant` of the program."""
    return variable.space is not Space.CONSTANT or variable.host_visible or variable.init is None


def _objects(program: Program, exchange_bytes: int, buffers: Callable[[GlobalVariable], bool]) -> dict[str, Hidden]:
    found = [
        Hidden(each.name, each.type, Space.SHARED, "dynamic" if each.dynamic else "static", each.span)
        for each in program.kernel.shared
    ]
    found += [
        Hidden(each.name, each.type, each.space, "global", each.span) for each in program.globals if buffers(each)
    ]
    if exchange_bytes:
        slots = Array(UINT32 if exchange_bytes == 4 else UINT64, 0)
        found.append(Hidden(EXCHANGE, slots, Space.SHARED, "exchange", program.kernel.span))
    return {each.name: each for each in found}


def _declared(parameters: tuple[Parameter, ...], body: tuple[Statement, ...]) -> set[str]:
    names = {each.name for each in parameters}
    return names | {node.name for node in walk_statements(body) if isinstance(node, Declare)}


def _needs(program: Program, objects: dict[str, Hidden]) -> dict[str, tuple[str, ...]]:
    """For each function the memory that it, or what it calls, reaches; in the order of `objects`."""
    needs: dict[str, tuple[str, ...]] = {}
    for function in program.functions:  # what is called comes first
        own = _declared(function.parameters, function.body)
        reached = _reached(function.body, needs, own, objects)
        needs[function.name] = tuple(name for name in objects if name in reached)
    return needs


def _reached(
    body: tuple[Statement, ...], needs: dict[str, tuple[str, ...]], own: set[str], objects: dict[str, Hidden]
) -> set[str]:
    reached: set[str] = set()
    for node in walk_all(body):
        if isinstance(node, Variable) and node.name in objects and node.name not in own:
            reached.add(node.name)
        elif isinstance(node, Call):
            reached.update(needs.get(node.function, ()))
        elif type(node).__name__ in ("WarpOperation", "BlockVote") and EXCHANGE in objects:
            reached.add(EXCHANGE)
    return reached


def _function(function: Function, needs: dict[str, tuple[str, ...]], objects: dict[str, Hidden]) -> Function:
    wanted = [objects[name] for name in needs[function.name]]
    own = _declared(function.parameters, function.body)
    pointers = {each.name: _pointer(each, own) for each in wanted}
    hidden = tuple(_parameter(objects[name], variable) for name, variable in pointers.items())
    visible = {name: variable for name, variable in pointers.items() if name not in own}
    change = _rewriter(visible, pointers, needs, objects)
    body = map_tuple(function.body, change)
    return replace(function, parameters=function.parameters + hidden, body=body)


def _pointer(hidden: Hidden, own: set[str]) -> Variable:
    name = hidden.name if hidden.name not in own else f"{hidden.name}.0"
    return Variable(name, hidden.pointer, hidden.span)


def _parameter(hidden: Hidden, variable: Variable) -> Parameter:
    return Parameter(variable.name, hidden.pointer, hidden.span)


def _rewriter(
    visible: dict[str, Variable],
    pointers: dict[str, Variable],
    needs: dict[str, tuple[str, ...]],
    objects: dict[str, Hidden],
) -> Callable[[Any], Any]:
    """Variables that became pointers are read through them, and calls hand on what the callee needs."""

    def change(node: Any) -> Any:
        match node:
            case Index(base=Variable(name=name, type=Array())) if name in visible:
                return replace(node, base=visible[name], index=change(node.index))
            case Decay(place=Variable(name=name)) if name in visible:
                return visible[name]
            case Variable(name=name) if name in visible:
                return _through(visible[name], node)
            case Call(function=function) if function in needs:
                extra = tuple(_handed(objects[name], pointers, node.span) for name in needs[function])
                return replace(node, arguments=map_tuple(node.arguments, change) + extra)
        return map_children(node, change)

    return change


def _through(pointer: Variable, node: Variable) -> Expression:
    if not isinstance(node.type, Array):
        return Dereference(pointer, node.type, node.span)
    assert isinstance(pointer.type, Pointer)
    whole = Convert(pointer, replace(pointer.type, element=node.type), node.span, explicit=True)
    return Dereference(whole, node.type, node.span)


def _handed(hidden: Hidden, pointers: dict[str, Variable], span: Span) -> Expression:
    """The argument that gives a callee the memory."""
    if hidden.name in pointers:
        return replace(pointers[hidden.name], span=span)
    place = Variable(hidden.name, hidden.type, span)
    if isinstance(hidden.type, Array):
        return Decay(place, hidden.pointer, span)
    return Address(place, hidden.pointer, span)


# ---------------------------------------------------------------- the kernel itself


def _kernel(
    program: Program,
    functions: tuple[Function, ...],
    needs: dict[str, tuple[str, ...]],
    objects: dict[str, Hidden],
    exchange_bytes: int,
) -> tuple[Program, tuple[Argument, ...]]:
    kernel = program.kernel
    own = _declared(kernel.parameters, kernel.body)
    used = _used(program, needs, objects)
    given = [each for each in objects.values() if each.kind != "static" and each.name in used]
    dynamic = _leading_dynamic(kernel.shared, used)
    if dynamic and objects[dynamic].kind == "dynamic" and _holds_pointers(objects[dynamic].type):
        given.append(_bytes_of(objects[dynamic], own))
        dynamic = given[-1].name
    parameters = [each for each in given if each.kind != "dynamic" or each.name == dynamic]
    order = ("dynamic", "exchange", "global")
    parameters.sort(key=lambda each: order.index(each.kind))
    pointers = {each.name: _pointer(each, own) for each in given}
    change = _rewriter({n: v for n, v in pointers.items() if n not in own}, pointers, needs, objects)
    leading = pointers.get(dynamic) or (_handed(objects[dynamic], {}, kernel.span) if dynamic else None)
    overlaid = tuple(
        _overlay(each, leading)
        for each in given
        if each.kind == "dynamic" and each.name != dynamic and leading is not None
    )
    shared = tuple(each for each in kernel.shared if each.name in used and objects[each.name].kind == "static")
    changed = replace(
        kernel,
        parameters=kernel.parameters + tuple(_parameter(each, pointers[each.name]) for each in parameters),
        shared=shared,
        body=overlaid + map_tuple(kernel.body, change),
    )
    arguments = tuple(_argument(each, exchange_bytes) for each in parameters)
    return replace(program, kernel=changed, functions=functions), arguments


def _used(program: Program, needs: dict[str, tuple[str, ...]], objects: dict[str, Hidden]) -> set[str]:
    kernel = program.kernel
    return _reached(kernel.body, needs, _declared(kernel.parameters, kernel.body), objects)


def _leading_dynamic(shared: tuple[SharedVariable, ...], used: set[str]) -> str:
    """The dynamic array that the memory is named after: the most aligned one, the first of several."""
    arrays = [each for each in shared if each.dynamic and each.name in used]
    return max(arrays, key=lambda each: max(each.alignment, align_of(each.type))).name if arrays else ""


def _holds_pointers(type_: Type) -> bool:
    """Whether elements are pointers, which no kernel may take even in its own memory (OpenCL C 1.2, 6.9.a)."""
    return isinstance(type_, Array) and isinstance(type_.element, Pointer)


def _bytes_of(hidden: Hidden, own: set[str]) -> Hidden:
    """The same memory as bytes, to be a parameter in its place."""
    name = f"{hidden.name}_bytes"
    while name in own:
        name += "_"
    return replace(hidden, name=name, type=Array(UINT8, 0))


def _overlay(hidden: Hidden, leading: Expression) -> Declare:
    """Another dynamic array begins where the first one does."""
    start = Convert(leading, hidden.pointer, hidden.span, explicit=True)
    return Declare(hidden.name, hidden.pointer, start, hidden.span)


def _argument(hidden: Hidden, exchange_bytes: int) -> Argument:
    if hidden.kind == "dynamic":
        return Argument("dynamic_shared", hidden.name)
    if hidden.kind == "exchange":
        return Argument("per_thread_shared", "exchange", bytes=exchange_bytes)
    return Argument("global", hidden.name)
