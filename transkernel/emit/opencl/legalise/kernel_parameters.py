"""Kernel parameters as OpenCL C takes them (OpenCL C 1.2, 6.9): no bool, no half, no pointers inside structs, and
values as CUDA's bytes, so that a launcher hands over those.

bool -> uchar; half and bfloat16 -> ushort; a struct with pointers -> its plain bytes (pointers as ulong) and each
pointer as a parameter of its own, put together again at the start of the kernel. float3 stays OpenCL's float3, which
launchers know to be 16 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from transkernel.diagnostics import refuse
from transkernel.emit.opencl.legalise.storage import Storage
from transkernel.emit.opencl.representation import Representation
from transkernel.ir.nodes import (
    Assign,
    Build,
    Declare,
    Expression,
    Index,
    Member,
    Parameter,
    Place,
    Statement,
    Variable,
    integer,
)
from transkernel.ir.types import (
    INT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Struct,
    Type,
    Vector,
)
from transkernel.manifest import Argument


@dataclass(slots=True)
class Entry:
    """What stands at a kernel's door: its parameters, what they are, statements that unpack them, and new structs."""

    parameters: list[Parameter] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    unpacking: list[Statement] = field(default_factory=list)
    structs: list[Struct] = field(default_factory=list)


def unpack_parameters(
    parameters: tuple[Parameter, ...],
    types: Representation,
    storage: Storage,
    structs: dict[str, Struct],
    addressed: frozenset[str],
) -> Entry:
    """`structs` are those of the program, with CUDA's field types. Raises Refusal for what no argument can be."""
    entry = Entry()
    for each in parameters:
        _unpack(each, entry, types, storage, structs, addressed)
    return entry


def holds_pointer(type_: Type, structs: dict[str, Struct]) -> bool:
    """Whether bytes of the type hold an address."""
    match type_:
        case Pointer():
            return True
        case Array():
            return holds_pointer(type_.element, structs)
        case Struct():
            return any(holds_pointer(each.type, structs) for each in structs[type_.name].fields)
    return False


def _unpack(
    parameter: Parameter,
    entry: Entry,
    types: Representation,
    storage: Storage,
    structs: dict[str, Struct],
    addressed: frozenset[str],
) -> None:
    type_ = parameter.type
    argument = Argument("param", parameter.name)
    if isinstance(type_, Pointer) and holds_pointer(type_.element, structs):
        message = f"`{parameter.name}` points to memory that holds pointers; OpenCL C 1.2 buffers cannot"
        raise refuse("TK0401", message, parameter.span)
    if isinstance(type_, Struct) and holds_pointer(type_, structs):
        _take_apart(parameter, entry, types, structs)
        return
    entry.arguments.append(argument)
    given = _given_type(type_, types)
    wanted = types.memory(type_) if parameter.name in addressed else types.register(type_)
    if given == wanted:
        entry.parameters.append(replace(parameter, type=given))
        return
    raw = Variable(f"{parameter.name}_bits.0", given, parameter.span)
    entry.parameters.append(replace(parameter, name=raw.name, type=given, const=False))
    value = _unpacked(raw, type_, storage)
    entry.unpacking.append(Declare(parameter.name, types.register(type_), value, parameter.span, const=parameter.const))


def _given_type(type_: Type, types: Representation) -> Type:
    """What the launcher hands over; OpenCL's own vectors, also where memory holds their scalars."""
    if isinstance(type_, Pointer):
        return types.register(type_)
    if isinstance(type_, Vector) and types.is_packed(type_):
        held = types.memory(type_.scalar)
        assert isinstance(held, Scalar)
        return Vector(held, type_.lanes)
    return types.memory(type_)


def _unpacked(raw: Variable, type_: Type, storage: Storage) -> Expression:
    if isinstance(type_, Vector) and raw.type != storage.types.memory(type_):
        return storage.narrow.decode_lanes(raw, type_)
    return storage.narrow.decode(raw, type_)


# ---------------------------------------------------------------- structs with pointers


def _take_apart(parameter: Parameter, entry: Entry, types: Representation, structs: dict[str, Struct]) -> None:
    struct = parameter.type
    assert isinstance(struct, Struct)
    plain = _without_pointers(struct, types, structs, entry)
    values = Variable(f"{parameter.name}_values.0", plain, parameter.span)
    if _has_values(struct, structs):
        entry.parameters.append(Parameter(values.name, plain, parameter.span))
        entry.arguments.append(Argument("param", parameter.name))
    place = Variable(parameter.name, struct, parameter.span)
    entry.unpacking.append(Declare(parameter.name, struct, None, parameter.span))
    _fill(place, values, struct, "", parameter, entry, types, structs)
    _shorten(entry, parameter)


def _has_values(struct: Struct, structs: dict[str, Struct]) -> bool:
    fields = structs[struct.name].fields
    return any(
        _has_values(each.type, structs) if isinstance(each.type, Struct) else not isinstance(each.type, Pointer)
        for each in fields
    )


def _without_pointers(struct: Struct, types: Representation, structs: dict[str, Struct], entry: Entry) -> Struct:
    """The same bytes with numbers where the pointers are; nested structs that hold pointers likewise."""
    if not holds_pointer(struct, structs):
        return struct
    whole = structs[struct.name]
    fields = []
    for each in whole.fields:
        type_: Type = UINT64 if isinstance(each.type, Pointer) else types.memory(each.type)
        if isinstance(each.type, Struct):
            type_ = _without_pointers(each.type, types, structs, entry)
        if isinstance(each.type, Array) and holds_pointer(each.type, structs):
            raise refuse("TK0401", f"`{struct.name}::{each.name}` is an array of pointers in a parameter", None)
        fields.append(replace(each, type=type_))
    plain = replace(whole, name=f"{struct.name}_values", fields=tuple(fields))
    if plain not in entry.structs:
        entry.structs.append(plain)
    return plain


def _fill(
    place: Place,
    values: Place,
    struct: Struct,
    path: str,
    parameter: Parameter,
    entry: Entry,
    types: Representation,
    structs: dict[str, Struct],
) -> None:
    """Assignments that fill `place` from `values` and from pointer parameters."""
    for each in structs[struct.name].fields:
        span, name = parameter.span, f"{path}{each.name}"
        target = Member(place, each.name, types.memory(each.type), span)
        source = Member(values, each.name, types.memory(each.type), span)
        if isinstance(each.type, Pointer):
            if holds_pointer(each.type.element, structs):
                raise refuse("TK0401", f"`{parameter.name}.{name}` points to memory that holds pointers", span)
            pointer = Variable(f"{parameter.name}_{name.replace('.', '_')}.0", types.register(each.type), span)
            entry.parameters.append(Parameter(pointer.name, pointer.type, span))
            entry.arguments.append(Argument("param", parameter.name, field=name))
            entry.unpacking.append(Assign(target, pointer, span))
        elif isinstance(each.type, Struct) and holds_pointer(each.type, structs):
            _fill(target, source, each.type, f"{name}.", parameter, entry, types, structs)
        else:
            entry.unpacking += _copies(target, source, parameter)


def _copies(target: Place, source: Place, parameter: Parameter) -> list[Statement]:
    """C assigns everything but arrays; those go element by element."""
    if not isinstance(target.type, Array):
        return [Assign(target, source, parameter.span)]
    statements: list[Statement] = []
    for position in range(target.type.extent):
        index = integer(position, INT32, parameter.span)
        element = target.type.element
        statements += _copies(
            Index(target, index, element, parameter.span), Index(source, index, element, parameter.span), parameter
        )
    return statements


def _shorten(entry: Entry, parameter: Parameter) -> None:
    """`T x = {a, b};` instead of a declaration and an assignment for each field, where all fields are simple."""
    start = next(
        position
        for position, each in enumerate(entry.unpacking)
        if isinstance(each, Declare) and each.name == parameter.name
    )
    declare, *rest = entry.unpacking[start:]
    assert isinstance(declare, Declare)
    simple = all(
        isinstance(each, Assign)
        and isinstance(each.target, Member)
        and isinstance(each.target.base, Variable)
        and not isinstance(each.target.type, Array)
        for each in rest
    )
    if simple:
        elements = tuple(each.value for each in rest if isinstance(each, Assign))
        built = Build(elements, declare.type, parameter.span)
        entry.unpacking[start:] = [replace(declare, init=built, const=parameter.const)]
