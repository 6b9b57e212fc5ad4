"""The passes in their order: a program of the IR to one that the printer can print as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.emit.c.fold import fold_literal
from transkernel.emit.c.hidden import is_buffer, thread_hidden_memory
from transkernel.emit.c.legal import Legal
from transkernel.emit.c.named_constants import type_constants
from transkernel.emit.c.needs import Needs
from transkernel.emit.opencl.legalise.branches import meet_after_branches
from transkernel.emit.opencl.legalise.check import check_program
from transkernel.emit.opencl.legalise.communication import communicates
from transkernel.emit.opencl.legalise.control import Control
from transkernel.emit.opencl.legalise.kernel_parameters import unpack_parameters
from transkernel.emit.opencl.legalise.operations import Operations, exchange_bytes, meets
from transkernel.emit.opencl.legalise.registers import name_registers
from transkernel.emit.opencl.legalise.storage import Storage, addressed_variables, store_parameters
from transkernel.emit.opencl.profile import Profile
from transkernel.emit.opencl.representation import Representation
from transkernel.ir.nodes import Declare, Function, GlobalVariable, Kernel, Program
from transkernel.ir.types import FLOAT16, FLOAT64, Array, Pointer, Scalar, Space, Struct, Type, Vector
from transkernel.ir.visit import rewrite_all, walk_all, walk_statements
from transkernel.manifest import Argument


def legalise(program: Program, profile: Profile) -> Legal:
    """Raises Refusal where OpenCL C cannot say what the program does."""
    check_program(program)
    program = meet_after_branches(program)
    needs = Needs()
    types = Representation(profile)
    slot_bytes = exchange_bytes(program, profile)
    control = Control(profile, needs, communicates(program))
    program = _each_body(program, lambda each: replace(each, body=rewrite_all(each.body, fold_literal)))
    cuda_parameters = len(program.kernel.parameters)
    program, hidden = thread_hidden_memory(program, slot_bytes)
    program = _each_body(program, name_registers)
    program, constants, arguments = _store(program, cuda_parameters, types, needs)
    operations = Operations(profile, needs, slot_bytes, meets=meets(program))
    program = _each_body(program, operations.function)
    program = _each_body(program, lambda each: replace(each, body=control.statements(each.body)))
    program = type_constants(program)
    _find_extensions(program, constants, profile, needs)
    return Legal(program, constants, arguments + hidden, needs)


def _each_body(program: Program, change: Callable[[Any], Any]) -> Program:
    functions = tuple(change(each) for each in program.functions)
    return replace(program, kernel=change(program.kernel), functions=functions)


def _store(
    program: Program, cuda_parameters: int, types: Representation, needs: Needs
) -> tuple[Program, tuple[GlobalVariable, ...], tuple[Argument, ...]]:
    """Everything in OpenCL's types, the kernel's parameters unpacked."""
    structs = {each.name: each for each in program.structs}
    constants = tuple(each for each in program.globals if not is_buffer(each))
    spaces = {each.name: Space.CONSTANT for each in constants}
    functions = []
    for function in program.functions:
        addressed = addressed_variables(function.body, types)
        own = {each.name for each in function.parameters}
        own |= {node.name for node in walk_statements(function.body) if isinstance(node, Declare)}
        visible = {name: space for name, space in spaces.items() if name not in own}
        storage = Storage(types, needs, structs, visible, addressed)
        functions.append(store_parameters(function, storage, types, addressed))
    kernel, arguments, further = _store_kernel(program, cuda_parameters, types, needs, structs, spaces)
    storage = Storage(types, needs, structs, spaces, frozenset())
    stored = tuple(
        replace(each, type=types.memory(each.type), init=storage.encode(storage.value(each.init), each.type))
        for each in constants
        if each.init is not None
    )
    mapped = tuple(types.struct(each) for each in program.structs) + further
    changed = replace(program, kernel=kernel, functions=tuple(functions), structs=mapped)
    return changed, stored, arguments


def _store_kernel(
    program: Program,
    cuda_parameters: int,
    types: Representation,
    needs: Needs,
    structs: dict[str, Struct],
    spaces: dict[str, Space],
) -> tuple[Kernel, tuple[Argument, ...], tuple[Struct, ...]]:
    kernel = program.kernel
    shared = {each.name: Space.SHARED for each in kernel.shared}
    addressed = addressed_variables(kernel.body, types) - shared.keys()
    storage = Storage(types, needs, structs, {**spaces, **shared}, addressed)
    entry = unpack_parameters(kernel.parameters[:cuda_parameters], types, storage, structs, addressed)
    given = tuple(replace(each, type=types.register(each.type)) for each in kernel.parameters[cuda_parameters:])
    body = tuple(storage.statement(each) for each in kernel.body)
    changed = replace(
        kernel,
        parameters=(*entry.parameters, *given),
        shared=tuple(replace(each, type=types.memory(each.type)) for each in kernel.shared),
        body=(*entry.unpacking, *body),
    )
    return changed, tuple(entry.arguments), tuple(entry.structs)


def _find_extensions(program: Program, constants: tuple[GlobalVariable, ...], profile: Profile, needs: Needs) -> None:
    """fp64 is an extension of OpenCL C 1.2, and half arithmetic of every version."""
    for type_ in _all_types(program, constants):
        scalar = _innermost(type_)
        if scalar == FLOAT64:
            needs.extensions.add("cl_khr_fp64")
        elif scalar == FLOAT16 and profile.half_arithmetic:
            needs.extensions.add("cl_khr_fp16")


def _all_types(program: Program, constants: tuple[GlobalVariable, ...]) -> list[Type]:
    found: list[Type] = [each.type for each in constants]
    found += [field.type for struct in program.structs for field in struct.fields]
    functions: tuple[Function | Kernel, ...] = (program.kernel, *program.functions)
    for function in functions:
        found += [each.type for each in function.parameters]
        found += [node.type for node in walk_all(function.body) if hasattr(node, "type")]
    found += [each.type for each in program.kernel.shared]
    return found


def _innermost(type_: Type) -> Scalar | None:
    while isinstance(type_, Array | Pointer):
        type_ = type_.element
    if isinstance(type_, Vector):
        return type_.scalar
    return type_ if isinstance(type_, Scalar) else None
