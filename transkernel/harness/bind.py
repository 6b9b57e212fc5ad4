"""A case and a manifest's kernel made one launch: every argument in the kernel's order, type and layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import prod

import numpy as np

from transkernel.harness.cases import AliasSpec, BufferSpec, Case, CaseArgument, Number, StructSpec, case_error
from transkernel.harness.data import draw
from transkernel.harness.dtypes import TYPES, Array, cast
from transkernel.manifest import FieldLayout, GlobalVariable, KernelEntry, Parameter
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Scalar, StructValue, Wanted
from transkernel.source import Span


@dataclass(frozen=True, slots=True)
class Output:
    """A buffer or variable to compare. element: of a buffer of structs, one element's members and its bytes."""

    name: str
    dtype: str
    is_poisoned: bool
    fields: tuple[FieldLayout, ...] = ()
    element_bytes: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class BoundCase:
    """A launch, what to compare after it, and the values of its arguments by name, for a NumPy reference."""

    launch: Launch
    outputs: tuple[Output, ...]
    buffers: Mapping[str, Array]
    values: Mapping[str, object]


def bind(
    case: Case, entry: KernelEntry, variables: Sequence[GlobalVariable], *, second_poison: bool = False
) -> BoundCase:
    """The launch of a case, with fresh buffers.

    variables: the file-scope variables of the manifest. second_poison: as in `data.draw`.
    Raises CaseError where a name, a type, a size or a value does not fit the kernel.
    """
    _refuse_other_names(case, entry, variables)
    buffers = draw(case, second_poison=second_poison)
    arguments = tuple(_argument(case, param, case.args[param.name], buffers) for param in entry.params)
    symbols = tuple(_symbol(case, variable, buffers) for variable in _set_by(case, entry, variables))
    launch = Launch(case.kernel, case.grid, case.block, arguments, case.shared, symbols)
    values = {name: _plain(argument, name, buffers) for name, argument in case.args.items()}
    return BoundCase(launch, tuple(_outputs(case, entry)), buffers, values)


def wanted(case: Case, entry: KernelEntry, variables: Sequence[GlobalVariable]) -> Wanted:
    """What the launch that `bind` makes of a case asks of its original, without its data."""
    symbols = tuple(variable.name for variable in _set_by(case, entry, variables))
    return Wanted(case.kernel, len(entry.params), symbols)


def _set_by(case: Case, entry: KernelEntry, variables: Sequence[GlobalVariable]) -> list[GlobalVariable]:
    own = {param.name for param in entry.params}
    return [variable for variable in variables if variable.name in case.args and variable.name not in own]


def _refuse_other_names(case: Case, entry: KernelEntry, variables: Sequence[GlobalVariable]) -> None:
    params = [param.name for param in entry.params]
    known = params + [variable.name for variable in variables]
    for name, argument in case.args.items():
        if name not in known:
            message = f"{entry.kernel} has no parameter `{name}`{nearest(name, known)}; it has {', '.join(params)}"
            raise case_error("TK0606", message, argument.span)
    missing = [name for name in params if name not in case.args]
    if missing:
        raise case_error("TK0606", f"the case gives no `{missing[0]}`, a parameter of {entry.kernel}", case.span)


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean ...?`, or nothing where no name is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{near[0]}`?" if near else ""


def _outputs(case: Case, entry: KernelEntry) -> Iterator[Output]:
    params = {param.name: param for param in entry.params}
    for name, spec in case.buffers():
        if not spec.out:
            continue
        is_poisoned = spec.fill is None and spec.file is None
        param = params.get(name)
        if param is not None and param.fields:
            yield Output(name, spec.dtype, is_poisoned, param.fields, param.size)
        else:
            yield Output(name, spec.dtype, is_poisoned)


# --- one argument


def _argument(case: Case, param: Parameter, given: CaseArgument, buffers: Mapping[str, Array]) -> LaunchArgument:
    if param.kind == "buffer":
        return _alias(case, given, buffers) if isinstance(given, AliasSpec) else _buffer(param, given, buffers)
    if param.kind == "struct":
        return _struct(case, param, given, buffers)
    if not isinstance(given, Number):
        raise case_error("TK0606", f"`{param.name}` is a {param.type}: give it a number", given.span)
    values = numbers(given, param.dtype, param.width, param.name)
    return Scalar(param.name, values if param.width > 1 else values[0])


def _buffer(param: Parameter, given: CaseArgument, buffers: Mapping[str, Array]) -> Buffer:
    if not isinstance(given, BufferSpec):
        message = f"`{param.name}` is a {param.type}: give it a buffer, {{ shape = [...], dtype = ..., fill = ... }}"
        raise case_error("TK0606", message, given.span)
    is_untyped = "void" in param.type or bool(param.fields)
    if given.dtype != param.dtype and not is_untyped:
        message = f"`{param.name}` is a {param.type}, whose elements are {param.dtype}, and the case says {given.dtype}"
        raise case_error("TK0606", message, given.span)
    _refuse_part(given, param.size if param.fields else param.width, param)
    return Buffer(param.name, buffers[param.name], given.offset, given.is_null)


def _alias(case: Case, given: AliasSpec, buffers: Mapping[str, Array]) -> Buffer:
    """A pointer into the array of another argument; its own type does not have to be that array's."""
    owner = dict(case.buffers()).get(given.same)
    if owner is None or owner.is_null:
        message = f"`same` names no buffer of the case: {given.same!r}{nearest(given.same, buffers)}"
        raise case_error("TK0606", message, given.span)
    array = buffers[given.same]
    if given.offset > array.nbytes:
        message = f"`offset` is {given.offset}, and the array of `{given.same}` has {array.nbytes} bytes"
        raise case_error("TK0606", message, given.span)
    return Buffer(given.same, array, given.offset)


def _refuse_part(given: BufferSpec, unit: int, param: Parameter) -> None:
    """A buffer holds whole elements: lanes of a vector, bytes of a struct."""
    if unit > 1 and given.size % unit:
        what = "bytes" if param.fields else "lanes"
        message = f"`{param.name}` is a {param.type} with {unit} {what} an element, and {given.size} is no multiple"
        raise case_error("TK0606", message, given.span)


def numbers(given: Number, dtype: str, count: int, name: str) -> Array:
    """`count` numbers of a dtype, in its carrier. Raises CaseError where one does not fit."""
    values = given.value if isinstance(given.value, tuple) else (given.value,)
    if len(values) != count:
        wanted = "one number" if count == 1 else f"a list of {count} numbers"
        raise case_error("TK0606", f"`{name}` takes {wanted}, not {len(values)}", given.span)
    kind = TYPES[dtype]
    if kind.is_float:
        return cast(np.array([float(value) for value in values]), dtype)
    for value in values:
        _refuse_unfit(value, dtype, name, given.span)
    return np.array([int(value) for value in values], kind.carrier)


def _refuse_unfit(value: bool | int | float, dtype: str, name: str, span: Span) -> None:
    if isinstance(value, float) and not value.is_integer():
        raise case_error("TK0606", f"`{name}` is of type {dtype}, and {value} is no integer", span)
    low, high = (0, 1) if dtype == "bool" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    if not low <= int(value) <= high:
        raise case_error("TK0606", f"`{name}` is of type {dtype}, which cannot hold {value}", span)


def _struct(case: Case, param: Parameter, given: CaseArgument, buffers: Mapping[str, Array]) -> StructValue:
    if not isinstance(given, StructSpec):
        raise case_error("TK0606", f"`{param.name}` is a {param.type}: give it a table of its fields", given.span)
    fields = dict(_flat(given))
    known = [layout.name for layout in param.fields]
    for name, argument in fields.items():
        if name not in known:
            message = f"{param.type} has no field `{name}`{nearest(name, known)}; it has {', '.join(known)}"
            raise case_error("TK0606", message, argument.span)
    data = bytearray(param.size)
    pointers: list[tuple[int, Buffer]] = []
    for layout in param.fields:
        if layout.name not in fields:
            raise case_error("TK0606", f"`{param.name}` does not say its field `{layout.name}`", given.span)
        _fill(case, param, layout, fields[layout.name], data, pointers, buffers)
    return StructValue(param.name, bytes(data), tuple(pointers))


def _flat(struct: StructSpec, prefix: str = "") -> Iterator[tuple[str, CaseArgument]]:
    """Fields under dotted names, as the manifest lists them."""
    for name, argument in struct.fields.items():
        if isinstance(argument, StructSpec):
            yield from _flat(argument, f"{prefix}{name}.")
        else:
            yield prefix + name, argument


def _fill(
    case: Case,
    param: Parameter,
    layout: FieldLayout,
    given: CaseArgument,
    data: bytearray,
    pointers: list[tuple[int, Buffer]],
    buffers: Mapping[str, Array],
) -> None:
    """Writes one field at its offset, or notes the buffer that its pointer names."""
    name = f"{param.name}.{layout.name}"
    if layout.pointee is not None:
        if isinstance(given, AliasSpec):
            pointers.append((layout.offset, _alias(case, given, buffers)))
            return
        if not isinstance(given, BufferSpec):
            raise case_error("TK0606", f"`{name}` is a pointer: give it a buffer", given.span)
        if given.dtype != layout.pointee and layout.pointee != "void":
            message = f"`{name}` points to {layout.pointee}, and the case says {given.dtype}"
            raise case_error("TK0606", message, given.span)
        pointers.append((layout.offset, Buffer(name, buffers[name], given.offset, given.is_null)))
        return
    if not isinstance(given, Number):
        raise case_error("TK0606", f"`{name}` is {layout.dtype}: give it a number", given.span)
    content = numbers(given, layout.dtype, layout.count, name).tobytes()
    data[layout.offset : layout.offset + len(content)] = content


def _symbol(case: Case, variable: GlobalVariable, buffers: Mapping[str, Array]) -> Buffer:
    """What a file-scope variable is set to before the launch."""
    given = case.args[variable.name]
    count = prod(variable.shape)
    if isinstance(given, Number):
        values = numbers(given, variable.dtype, count, variable.name)
        return Buffer(variable.name, values.reshape(variable.shape))
    if not isinstance(given, BufferSpec):
        raise case_error("TK0606", f"`{variable.name}` takes numbers or a buffer", given.span)
    if given.dtype != variable.dtype or given.size != count:
        wanted = f"{variable.dtype} with {count} elements"
        message = f"`{variable.name}` is {wanted}, and the case says {given.dtype} with {given.size}"
        raise case_error("TK0606", message, given.span)
    return Buffer(variable.name, buffers[variable.name])


def _plain(argument: CaseArgument, name: str, buffers: Mapping[str, Array]) -> object:
    """An argument as a NumPy reference is given it: a copy of an array, a number, a list, or a dict of fields."""
    if isinstance(argument, BufferSpec):
        return buffers[name].copy()
    if isinstance(argument, AliasSpec):
        return buffers[argument.same].reshape(-1).view(np.uint8)[argument.offset :].copy()
    if isinstance(argument, StructSpec):
        return {key: _plain(inner, f"{name}.{key}", buffers) for key, inner in argument.fields.items()}
    return list(argument.value) if isinstance(argument.value, tuple) else argument.value
