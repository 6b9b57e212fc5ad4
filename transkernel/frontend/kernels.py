"""The kernels of a unit: which instances are asked for, and their lowering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transkernel.diagnostics import Diagnostic, Note, Refusal, Severity, refuse, warning
from transkernel.frontend import ast, templates
from transkernel.frontend.declarations import refuse_second
from transkernel.frontend.default_instances import default_instances
from transkernel.frontend.entities import Declared, FunctionEntity, LocalVariable, Pack, PlaceAlias, Scope
from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.group_types import group_value, is_stateless
from transkernel.frontend.launches import MOST_INSTANCES, HostUses
from transkernel.frontend.lexer import lex
from transkernel.frontend.programs import assemble
from transkernel.frontend.type_names import resolve, spelled, value_spelled
from transkernel.frontend.unit import Unit
from transkernel.ir import nodes as ir
from transkernel.ir.types import VOID, Array, Pointer, size_of
from transkernel.records import record
from transkernel.source import SourceFile, Span

_MOST_PARAMETER_BYTES = 32_764  # CUDA C++ Programming Guide, "Execution Configuration"; 4,096 before Volta


@record
class KernelInstance:
    """A kernel with its template values. cuda_name is as a launch writes it: `reduce<float, 256>`.

    guesses: instances to try in order, where nothing says which one is wanted.
    """

    entity: FunctionEntity
    values: tuple[templates.Value, ...]
    cuda_name: str
    guesses: tuple[KernelInstance, ...] = ()

    @property
    def span(self) -> Span:
        return self.entity.declaration.span


@record
class Lowered:
    """One kernel's outcome: a program, or the diagnostics that refuse it."""

    cuda_name: str
    span: Span
    program: ir.Program | None
    diagnostics: tuple[Diagnostic, ...]


def definitions(unit: Unit) -> list[FunctionEntity]:
    """The kernels that have a body, in the order of the source."""
    return [entity for entity in unit.index.kernels if entity.declaration.body is not None]


def find_instances(unit: Unit, instantiate: Sequence[str]) -> tuple[list[KernelInstance], list[Lowered]]:
    """Every instance of every kernel: plain kernels, and templates as instantiated in the source or on request.

    A template that nobody instantiates is guessed at (TK0269). The second list holds those for which there is no
    guess (TK0240) and requests that fit no kernel.
    """
    instances: dict[object, KernelInstance] = {}
    requested, refused = _requested(unit, instantiate)
    uses = HostUses(unit)
    for entity in definitions(unit):
        declaration = entity.declaration
        name = declaration.name.last.identifier
        if not declaration.template_parameters:
            if any(_defines_again(entity, each.entity) for each in instances.values()):
                refused.append(_defined_twice(entity))
                continue
            instances[(id(declaration), ())] = KernelInstance(entity, (), name)
            continue
        used = uses.of_kernel(entity)
        if len(used) > MOST_INSTANCES:
            unit.kernel_warnings[id(declaration)] = _too_many(entity)
        made, failed = _instances(unit, entity, [*requested.get(name, ()), *used[:MOST_INSTANCES]])
        for instance in made:
            instances.setdefault((id(declaration), templates.key_of(instance.values)), instance)
        if not made:
            guessed = _guessed(unit, entity)
            if guessed is not None:
                instances[(id(declaration), ())] = guessed
            else:
                refused += failed or [_never_instantiated(entity)]
    return list(instances.values()), refused


def _defines_again(entity: FunctionEntity, other: FunctionEntity) -> bool:
    """Whether two kernels are one by name and parameters."""
    one, two = entity.declaration, other.declaration
    return (
        entity.scope is other.scope
        and one.name.text == two.name.text
        and not two.template_parameters
        and [each.type.span.text for each in one.parameters] == [each.type.span.text for each in two.parameters]
    )


def _defined_twice(entity: FunctionEntity) -> Lowered:
    declaration = entity.declaration
    refusal = refuse("TK0206", f"the kernel `{declaration.name.text}` is defined twice", declaration.span)
    return Lowered(declaration.name.text, declaration.span, None, (refusal.diagnostic,))


def _instances(
    unit: Unit, entity: FunctionEntity, found: list[tuple[templates.Value, ...]]
) -> tuple[list[KernelInstance], list[Lowered]]:
    """The instances with each list of values, and the refusals of lists that do not fit."""
    made: list[KernelInstance] = []
    failed: list[Lowered] = []
    for values in found:
        try:
            made.append(_instance(unit, entity, values))
        except Refusal as refusal:
            declaration = entity.declaration
            failed.append(Lowered(declaration.name.text, declaration.span, None, (refusal.diagnostic,)))
    return made, failed


def _guessed(unit: Unit, entity: FunctionEntity) -> KernelInstance | None:
    """The likeliest instance, with the others to try after it."""
    guesses = tuple(_instance(unit, entity, values) for values in default_instances(unit, entity))
    return replace(guesses[0], guesses=guesses) if guesses else None


def _too_many(entity: FunctionEntity) -> Diagnostic:
    name = entity.declaration.name.text
    return warning(
        "TK0270",
        f"host code uses `{name}` with over {MOST_INSTANCES} lists of template arguments; the first are translated",
        entity.declaration.span,
        Note(f"others can be asked for: --instantiate '{name}<...>'"),
    )


def _never_instantiated(entity: FunctionEntity) -> Lowered:
    declaration = entity.declaration
    name = declaration.name.last.identifier
    parameters = declaration.template_parameters or ()
    example = ", ".join("float" if each.kind == "type" else "256" for each in parameters)
    diagnostic = refuse(
        "TK0240",
        f"the kernel template `{name}` is never instantiated in the text at hand",
        declaration.span,
        Note(f"say which instance you want: --instantiate '{name}<{example}>'"),
    ).diagnostic
    return Lowered(name, declaration.span, None, (diagnostic,))


def _instance(unit: Unit, entity: FunctionEntity, values: tuple[templates.Value, ...]) -> KernelInstance:
    declaration = entity.declaration
    name = declaration.name.last.identifier
    parameters = declaration.template_parameters or ()
    bindings = templates.positional(parameters, templates.flattened(values), name, declaration.span)
    templates.bind(unit, parameters, bindings, entity.scope, declaration.span, name)
    complete = tuple(bindings[each.name] for each in parameters if each.name in bindings)
    return KernelInstance(entity, complete, instance_name(name, complete))


def instance_name(name: str, values: tuple[templates.Value, ...]) -> str:
    """As a launch writes it: `reduce<float, 256>`."""
    said = ", ".join(value_spelled(value) for value in values)
    return f"{name}<{said}>" if said else name


def _is_template(entity: FunctionEntity) -> bool:
    return bool(entity.declaration.template_parameters)


def _requested(
    unit: Unit, instantiate: Sequence[str]
) -> tuple[dict[str, list[tuple[templates.Value, ...]]], list[Lowered]]:
    """The template values of `--instantiate`, by kernel name."""
    requested: dict[str, list[tuple[templates.Value, ...]]] = {}
    failed: list[Lowered] = []
    names = {entity.declaration.name.last.identifier for entity in definitions(unit)}
    templated = {each.declaration.name.last.identifier for each in definitions(unit) if _is_template(each)}
    for text in instantiate:
        file = SourceFile("<--instantiate>", text)
        span = Span(file, 0, len(text))
        plain = text.partition("<")[0].strip().rpartition("::")[2]
        try:
            if plain in names and plain not in templated:
                raise refuse("TK0266", f"`{plain}` is no template: it is translated as it is", span)
            name = unit.parser.name(lex(file).tokens)
            if name.last.identifier not in names:
                raise refuse("TK0266", f"there is no kernel `{name.last.identifier}` to instantiate", span)
            values = templates.expand_arguments(unit, name.last.arguments or (), unit.index.globals)
            if name.last.arguments is not None:
                requested.setdefault(name.last.identifier, []).append(values)
        except Refusal as refusal:
            failed.append(Lowered(text, span, None, (refusal.diagnostic,)))
    return requested, failed


# ---------------------------------------------------------------- lowering


def lower_kernel(unit: Unit, instance: KernelInstance) -> Lowered:
    """One kernel instance to its program; what cannot be translated is in the diagnostics, nothing is raised."""
    if instance.guesses:
        return _lower_guess(unit, instance)
    lowered = _lower_one(unit, instance)
    warned = unit.kernel_warnings.pop(id(instance.entity.declaration), None)
    return lowered if warned is None else replace(lowered, diagnostics=(warned, *lowered.diagnostics))


def _lower_guess(unit: Unit, instance: KernelInstance) -> Lowered:
    """The first guess that can be translated, or the refusal of the first."""
    failed: list[Lowered] = []
    for guess in instance.guesses:
        lowered = _lower_one(unit, guess)
        if lowered.program is not None:
            name = instance.entity.declaration.name.last.identifier
            said = warning(
                "TK0269",
                f"nothing at hand instantiates `{name}`: it is translated as `{guess.cuda_name}`, which is a guess",
                guess.span,
                Note(f"say which instance you want: --instantiate '{name}<...>'"),
            )
            return replace(lowered, diagnostics=(said, *lowered.diagnostics))
        failed.append(lowered)
    first, reason = failed[0], failed[0].diagnostics[-1]
    if len({(each.diagnostics[-1].code, each.diagnostics[-1].span) for each in failed}) == 1:
        return first  # every instance fails alike, so that another one would not help
    never = _never_instantiated(instance.entity).diagnostics[0]
    note = Note(f"tried as `{first.cuda_name}`: {reason.message}", reason.span)
    refused = replace(never, notes=(*never.notes, note))
    return replace(first, cuda_name=instance.entity.declaration.name.last.identifier, diagnostics=(refused,))


def _lower_one(unit: Unit, instance: KernelInstance) -> Lowered:
    before = len(unit.diagnostics)
    try:
        program = _lower(unit, instance)
    except Refusal as refusal:
        diagnostic = refusal.diagnostic
        if instance.values:
            note = Note(f"in the instance `{instance.cuda_name}`", instance.span)
            diagnostic = replace(diagnostic, notes=(*diagnostic.notes, note))
        return Lowered(instance.cuda_name, instance.span, None, (*unit.diagnostics[before:], diagnostic))
    except RecursionError:
        diagnostic = refuse("TK0267", "the kernel is nested too deeply", instance.span).diagnostic
        return Lowered(instance.cuda_name, instance.span, None, (diagnostic,))
    return Lowered(instance.cuda_name, instance.span, program, tuple(unit.diagnostics[before:]))


def _lower(unit: Unit, instance: KernelInstance) -> ir.Program:
    entity, declaration = instance.entity, instance.entity.declaration
    bindings = templates.positional(
        declaration.template_parameters or (),
        templates.flattened(instance.values),
        instance.cuda_name,
        declaration.span,
    )
    home = entity.scope
    if declaration.template_parameters:
        home = templates.bind(
            unit, declaration.template_parameters, bindings, home, declaration.span, instance.cuda_name
        )
    written = declaration.name.last.identifier
    lowering = FunctionLowering(unit, Scope("function", home), is_kernel=True, result=_void(), written_name=written)
    parameters = tuple(made for each in declaration.parameters for made in _parameters(lowering, each))
    _refuse_too_many_bytes(parameters, declaration.span)
    bounds = _bounds(lowering, declaration)
    assert declaration.body is not None
    _, body = unit.parser.body(declaration.body)
    lowering.take_comments(declaration.body.span)
    lowering.statements(body.statements)
    lowering.comments_until(declaration.body.span.end)
    kernel = ir.Kernel(
        _entry_name(instance.cuda_name),
        instance.cuda_name,
        parameters,
        tuple(lowering.shared),
        tuple(lowering.out),
        declaration.span,
        bounds,
        unit.doc_comments(declaration.span),
    )
    return assemble(unit, kernel)


def _refuse_too_many_bytes(parameters: tuple[ir.Parameter, ...], span: Span) -> None:
    size = sum(size_of(each.type) for each in parameters)
    if size > _MOST_PARAMETER_BYTES:
        message = f"the parameters take {size} bytes, and CUDA has at most {_MOST_PARAMETER_BYTES}"
        raise refuse("TK0206", message, span)


def _void() -> Declared:
    return Declared(VOID)


def _entry_name(cuda_name: str) -> str:
    """`reduce<float, 256>` to `reduce_float_256`."""
    readable = cuda_name.replace("-", "minus_").replace("*", "_pointer")
    return re.sub(r"\W+", "_", readable).strip("_")


def _parameters(lowering: FunctionLowering, node: ast.Parameter) -> list[ir.Parameter]:
    """The parameters that a declared one becomes: one for each element of a pack, none for a type without state."""
    if not node.pack:
        declared = resolve(lowering.unit, lowering.scope, node.type)
        if not is_stateless(declared.type):
            return [_parameter(lowering, node)]
        if node.name:
            lowering.scope.bind(node.name, PlaceAlias(group_value(declared.type, node.span)))
        return []
    pattern = node.type.pattern if isinstance(node.type, ast.PackType) else node.type
    made: list[ir.Parameter] = []
    elements: list[LocalVariable] = []
    outer = lowering.scope
    for scope in lowering.unit.expansions(pattern, outer):
        lowering.scope = scope
        made.append(_parameter(lowering, replace(node, type=pattern, pack=False)))
        elements.append(LocalVariable(made[-1].name, made[-1].type, made[-1].const))
    lowering.scope = outer
    if node.name:
        outer.bind(node.name, Pack(tuple(elements)))
    return made


def _parameter(lowering: FunctionLowering, node: ast.Parameter) -> ir.Parameter:
    declared = resolve(lowering.unit, lowering.scope, node.type)
    type_ = declared.type
    if isinstance(type_, Array):
        type_ = Pointer(type_.element, const=declared.const)
    if type_ == VOID:
        raise refuse("TK0206", "a parameter cannot be `void`", node.span)
    refuse_second(lowering, node.name, node.span)
    name = lowering.fresh(node.name or "unnamed")
    if node.name:
        lowering.local(node.name, LocalVariable(name, type_, declared.const))
    if _is_long(node.type):
        message = f"`long` has 8 bytes in the port; where nvcc runs under Windows, `{node.name}` has 4"
        lowering.unit.diagnostics.append(Diagnostic("TK0509", Severity.NOTE, message, node.span))
    return ir.Parameter(name, type_, node.span, declared.const, spelled(replace(declared, type=type_)))


def _bounds(lowering: FunctionLowering, declaration: ast.Function) -> ir.LaunchBounds | None:
    numbers = [
        lowering.unit.whole_number(lowering.scope, each, "a launch bound") for each in declaration.launch_bounds[:2]
    ]
    return ir.LaunchBounds(*numbers) if numbers else None


def _is_long(syntax: ast.TypeSyntax) -> bool:
    """`long` itself, or behind pointers: what the host lays out."""
    match syntax:
        case ast.BuiltinType():
            return syntax.name in ("long", "unsigned long")
        case ast.QualifiedType():
            return _is_long(syntax.type)
        case ast.PointerType():
            return _is_long(syntax.pointee)
    return False
