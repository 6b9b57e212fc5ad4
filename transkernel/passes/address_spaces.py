"""Finds the address space of every pointer of a program, and makes instances of functions and structs where one
text serves pointers of several spaces.

The roots are kernel parameters (global), named memory (shared, constant, global) and local variables (private);
what flows into one another has one space. A pointer that would need two is split where that is simple
(`space_splitting`), else refused.
"""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.ir.nodes import GlobalVariable, Kernel, Program, SharedVariable
from transkernel.ir.types import Space, Type
from transkernel.passes.call_graph import reachable
from transkernel.passes.space_inference import FileScope, Inference, Inferred, infer
from transkernel.passes.space_instances import Ground, Rewriter, collect, collect_structs, ground_of, names_of
from transkernel.passes.space_shapes import Shapes, SpaceConflict, SpaceVariable
from transkernel.passes.space_splitting import split

_MEMORY = {
    Space.GLOBAL: "global memory",
    Space.SHARED: "shared memory",
    Space.CONSTANT: "constant memory",
    Space.PRIVATE: "a local variable",
}


def resolve(program: Program) -> Program:
    """The program with no GENERIC pointer left, and only the functions that the kernel reaches.

    Raises Refusal TK0301 for a pointer into two spaces, TK0302 for recursion.
    """
    program = replace(program, functions=reachable(program))
    try:
        return _resolve(program)
    except SpaceConflict as conflict:
        refusal = _refusal(conflict)
    changed = split(program)
    if changed == program:
        raise refusal
    try:
        return _resolve(changed)
    except SpaceConflict as conflict:
        raise _refusal(conflict) from None


def _refusal(conflict: SpaceConflict) -> Refusal:
    sides = [side for side in (conflict.left, conflict.right) if side.space is not None]
    words = [_MEMORY[side.space] for side in sides if side.space is not None]
    notes = [
        Note(f"it may point to {word}, which comes from here", side.origin)
        for side, word in zip(sides, words, strict=True)
    ]
    message = f"one pointer may point to {' and to '.join(words)}; a target with address spaces needs to know which"
    return refuse("TK0301", message, conflict.place, *notes)


def _scope(program: Program) -> FileScope:
    """File-scope memory: shared variables and globals. A pointer in it has one space in the whole program."""
    shapes = Shapes({struct.name: struct for struct in program.structs})
    memory = {each.name: Space.SHARED for each in program.kernel.shared}
    content = {each.name: shapes.build(each.type, _pinned) for each in program.kernel.shared}
    for variable in program.globals:
        memory[variable.name] = variable.space
        content[variable.name] = shapes.build(variable.type, _pinned)
    return FileScope(shapes, memory, content)


def _pinned() -> SpaceVariable:
    return SpaceVariable(pinned=True)


def _resolve(program: Program) -> Program:
    scope = _scope(program)
    functions: dict[str, Inferred] = {}
    for function in program.functions:
        functions[function.name] = infer(scope, functions, function)
    kernel = infer(scope, functions, program.kernel)
    values = _initialisers(program, scope)

    instances = collect(kernel, functions, scope.shapes)
    for name, shape in scope.content.items():
        collect_structs(instances, scope.shapes, Ground({}), _named_type(program, name), shape)
    for value in values.values():
        for type_, shape in value.nodes.values():
            collect_structs(instances, scope.shapes, ground_of(value, ()), type_, shape)
    taken = {*functions, program.kernel.name}
    function_names = names_of(instances.functions, taken)
    struct_names = names_of(instances.structs, {struct.name for struct in program.structs})
    rewriter = Rewriter(scope.shapes, functions, function_names, struct_names)

    new_kernel = _kernel(rewriter, scope, kernel, program.kernel)
    bodies = tuple(
        rewriter.instance(functions[function.name], spaces)
        for function in program.functions
        for spaces in instances.functions[function.name]
    )
    variables = tuple(_global(rewriter, scope, each, values.get(each.name)) for each in program.globals)
    return replace(
        program, kernel=new_kernel, functions=bodies, globals=variables, structs=rewriter.structs(program.structs)
    )


def _named_type(program: Program, name: str) -> Type:
    memory: tuple[SharedVariable | GlobalVariable, ...] = (*program.kernel.shared, *program.globals)
    return next(each.type for each in memory if each.name == name)


def _initialisers(program: Program, scope: FileScope) -> dict[str, Inferred]:
    """The initial values of file-scope variables, inferred each by itself."""
    result: dict[str, Inferred] = {}
    for variable in program.globals:
        if variable.init is None:
            continue
        inference = Inference(scope, {}, replace(program.kernel, parameters=(), body=()))
        inference.initialiser(variable.name, variable.init)
        result[variable.name] = inference.run()
    return result


def _kernel(rewriter: Rewriter, scope: FileScope, inferred: Inferred, kernel: Kernel) -> Kernel:
    shared = tuple(
        replace(each, type=rewriter.type(each.type, scope.content[each.name], Ground({}))) for each in kernel.shared
    )
    result: Kernel = rewriter.instance(inferred, ())
    return replace(result, shared=shared)


def _global(rewriter: Rewriter, scope: FileScope, variable: GlobalVariable, value: Inferred | None) -> GlobalVariable:
    type_ = rewriter.type(variable.type, scope.content[variable.name], Ground({}))
    init = variable.init if value is None else rewriter.expression(variable.init, value)
    return replace(variable, type=type_, init=init)
