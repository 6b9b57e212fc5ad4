"""Instances of functions and structs: which a program needs, what they are called, and their nodes with spaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from transkernel.ir.nodes import Call, Declare, Function, Parameter
from transkernel.ir.types import Array, Field, Pointer, Space, Struct, Type
from transkernel.ir.visit import map_children, map_tuple
from transkernel.passes.space_inference import Inferred
from transkernel.passes.space_shapes import PointerShape, Shape, Shapes, SpaceVariable, StructShape, variables_of
from transkernel.records import record

Spaces = tuple[Space, ...]
Key = tuple[str, Spaces]

# What a pointer that nothing is known of points to: it is null, unused, or came from memory that the host filled.
UNKNOWN = Space.GLOBAL


@record
class Ground:
    """The spaces of one function instance: those that its callers decided, and its own."""

    decided: Mapping[SpaceVariable, Space]

    def __call__(self, variable: SpaceVariable) -> Space:
        root = variable.find()
        return self.decided.get(root) or root.space or UNKNOWN

    def all(self, variables: Iterable[SpaceVariable]) -> Spaces:
        return tuple(self(variable) for variable in variables)


@dataclass(slots=True)
class Instances:
    """Every instance that is reached, in the order in which it was met."""

    functions: dict[str, list[Spaces]] = field(default_factory=dict)
    structs: dict[str, list[Spaces]] = field(default_factory=dict)


def ground_of(inferred: Inferred, spaces: Spaces) -> Ground:
    return Ground(dict(zip(inferred.interface, spaces, strict=True)))


def collect(kernel: Inferred, functions: Mapping[str, Inferred], shapes: Shapes) -> Instances:
    """All instances that the kernel reaches."""
    result = Instances()
    pending: list[tuple[Inferred, Spaces]] = [(kernel, ())]
    while pending:
        inferred, spaces = pending.pop(0)
        ground = ground_of(inferred, spaces)
        for type_, shape in types_of(inferred):
            collect_structs(result, shapes, ground, type_, shape)
        for name, variables in inferred.calls.values():
            key = ground.all(variables)
            if key not in result.functions.setdefault(name, []):
                result.functions[name].append(key)
                pending.append((functions[name], key))
    return result


def types_of(inferred: Inferred) -> Iterable[tuple[Type, Shape]]:
    function = inferred.function
    yield from zip((each.type for each in function.parameters), inferred.parameters, strict=True)
    if isinstance(function, Function):
        yield function.result, inferred.result
    yield from inferred.nodes.values()


def collect_structs(result: Instances, shapes: Shapes, ground: Ground, type_: Type, shape: Shape) -> None:
    """Adds the struct instances in a type."""
    seen: set[int] = set()
    stack: list[tuple[Type, Shape]] = [(type_, shape)]
    while stack:
        current, current_shape = stack.pop()
        if current_shape is None or id(current_shape) in seen:
            continue
        if isinstance(current, Array):
            stack.append((current.element, current_shape))
            continue
        seen.add(id(current_shape))
        if isinstance(current, Pointer) and isinstance(current_shape, PointerShape):
            stack.append((current.element, current_shape.pointee))
        elif isinstance(current, Struct) and isinstance(current_shape, StructShape):
            keys = result.structs.setdefault(current.name, [])
            key = ground.all(variables_of(current_shape))
            if key not in keys:
                keys.append(key)
            fields = shapes.struct(current).fields
            stack.extend((each.type, current_shape.fields.get(each.name)) for each in fields)


def names_of(instances: Mapping[str, Sequence[Spaces]], taken: Iterable[str]) -> dict[Key, str]:
    """`scale` where there is one instance, else `scale_global` and `scale_shared`, by what differs."""
    used = set(taken)
    names: dict[Key, str] = {}
    for name, keys in instances.items():
        if len(keys) == 1:
            names[name, keys[0]] = name
            continue
        columns = dict.fromkeys(column for column in zip(*keys, strict=True) if len(set(column)) > 1)
        for key, differing in zip(keys, zip(*columns, strict=True), strict=True):
            wanted = "_".join([name, *differing])
            names[name, key] = _free(wanted, used)
            used.add(names[name, key])
    return names


def _free(wanted: str, used: set[str]) -> str:
    name, count = wanted, 2
    while name in used:
        name, count = f"{wanted}_{count}", count + 1
    return name


class Rewriter:
    """Writes instances: every type with its spaces, every call with the instance's name."""

    def __init__(
        self, shapes: Shapes, functions: Mapping[str, Inferred], function_names: Mapping[Key, str],
        struct_names: Mapping[Key, str],
    ) -> None:  # fmt: skip
        self._shapes = shapes
        self._functions = functions
        self._function_names = function_names
        self._struct_names = struct_names
        self._structs: dict[str, Struct] = {}

    # ------------------------------------------------------------ types

    def type(self, type_: Type, shape: Shape, ground: Ground) -> Type:
        match type_, shape:
            case Pointer(), PointerShape():
                element = self.type(type_.element, shape.pointee, ground)
                return replace(type_, element=element, space=ground(shape.space))
            case Pointer(), _:
                return replace(type_, element=self.type(type_.element, None, ground), space=UNKNOWN)
            case Array(), _:
                return replace(type_, element=self.type(type_.element, shape, ground))
            case Struct(), StructShape():
                return self._struct(type_, shape, ground)
        return type_

    def _struct(self, type_: Struct, shape: StructShape, ground: Ground) -> Struct:
        name = self._struct_names[type_.name, ground.all(variables_of(shape))]
        if name in self._structs:
            return self._structs[name]
        self._structs[name] = Struct(name)  # what a pointer inside to the same struct names
        fields = tuple(
            self._field(each, shape.fields.get(each.name), ground) for each in self._shapes.struct(type_).fields
        )
        self._structs[name] = replace(self._shapes.struct(type_), name=name, fields=fields)
        return self._structs[name]

    def _field(self, member: Field, shape: Shape, ground: Ground) -> Field:
        return replace(member, type=self.type(member.type, shape, ground))

    def structs(self, originals: Iterable[Struct]) -> tuple[Struct, ...]:
        """The struct definitions in their order; those with pointers as the instances that were written."""
        result: list[Struct] = []
        for struct in originals:
            if not self._shapes.holds_pointer(struct):
                result.append(struct)
                continue
            names = [name for (original, _), name in self._struct_names.items() if original == struct.name]
            result.extend(self._structs[name] for name in names if name in self._structs)
        return tuple(result)

    # ------------------------------------------------------------ functions

    def instance(self, inferred: Inferred, spaces: Spaces) -> Any:
        """The function or kernel of `inferred` with these spaces."""
        ground = ground_of(inferred, spaces)
        function = inferred.function
        changes: dict[str, Any] = {
            "parameters": tuple(
                self._parameter(each, shape, ground)
                for each, shape in zip(function.parameters, inferred.parameters, strict=True)
            ),
            "body": map_tuple(function.body, lambda node: self._node(node, inferred, ground)),
        }
        if isinstance(function, Function):
            changes["name"] = self._function_names[function.name, spaces]
            changes["result"] = self.type(function.result, inferred.result, ground)
        return replace(function, **changes)

    def expression(self, node: Any, inferred: Inferred) -> Any:
        return self._node(node, inferred, ground_of(inferred, ()))

    def _parameter(self, parameter: Parameter, shape: Shape, ground: Ground) -> Parameter:
        return replace(parameter, type=self.type(parameter.type, shape, ground))

    def _node(self, node: Any, inferred: Inferred, ground: Ground) -> Any:
        result = map_children(node, lambda child: self._node(child, inferred, ground))
        changes: dict[str, Any] = {}
        if id(node) in inferred.nodes:
            changes["type"] = self.type(*inferred.nodes[id(node)], ground)
        if isinstance(node, Call):
            name, variables = inferred.calls[id(node)]
            changes["function"] = self._function_names[name, ground.all(variables)]
        if isinstance(node, Declare) and node.init is None and not changes:
            return result
        return replace(result, **changes) if changes else result
