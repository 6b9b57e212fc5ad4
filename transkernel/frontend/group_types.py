"""The types of CUDA's cooperative groups: types without state, known at translation time.

Source: CUDA C++ Programming Guide, "Cooperative Groups".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import describe
from transkernel.frontend.entities import ClassInfo, ClassTemplate, Constant, Declared, Scope, TypeName
from transkernel.ir import nodes as ir
from transkernel.ir.types import Scalar, Struct, Type, is_integer
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

NAMESPACE = "cooperative_groups"
INTEGRAL_CONSTANT = "std::integral_constant<"
PREFIX = f"{NAMESPACE}::"
WARP = 32
BLOCK, GRID, TILE = "thread_block", "grid_group", "thread_block_tile"
_OPERATORS = ("plus", "less", "greater", "bit_and", "bit_or", "bit_xor")
_REFUSED_TYPES = {
    "thread_group": "a group whose kind is not known at translation time",
    "coalesced_group": "a group of the threads that happen to be active",
    "multi_grid_group": "a group of several devices",
    "cluster_group": "a cluster of blocks",
    "block_tile_memory": "tiles of several warps",
}
REFUSED_FUNCTIONS = {
    "coalesced_threads": "which threads are active together is not defined on other devices",
    "labeled_partition": "a group that is formed at run time has no counterpart",
    "binary_partition": "a group that is formed at run time has no counterpart",
    "this_multi_grid": "a port runs on one device",
    "this_cluster": "clusters of blocks have no counterpart",
    "memcpy_async": "asynchronous copies are not translated",
    "wait": "asynchronous copies are not translated",
    "wait_prior": "asynchronous copies are not translated",
    "inclusive_scan": "scans of a group are not translated",
    "exclusive_scan": "scans of a group are not translated",
    "invoke_one": "it is not translated",
}
_FUNCTIONS = ("this_thread_block", "this_grid", "tiled_partition", "sync", "reduce", "thread_rank", "group_size",
              *REFUSED_FUNCTIONS)  # fmt: skip


def bare_name(unit: Unit, name: ast.Name) -> str | None:
    """A name inside of `cooperative_groups`, with its namespace, aliases and using directives taken off; else None."""
    parts = [part.identifier for part in name.parts]
    aliased = unit.index.library_aliases.get(parts[0])
    if aliased is not None and len(parts) > 1:
        parts = [*aliased.split("::"), *parts[1:]]
    if parts[0] == NAMESPACE and len(parts) > 1:
        return "::".join(parts[1:])
    return "::".join(parts) if NAMESPACE in unit.index.used_libraries else None


def group_type(unit: Unit, scope: Scope, name: ast.Name) -> Declared | None:
    """The type that a name of `cooperative_groups` names, or None. Raises Refusal (TK0271) for groups that a port
    cannot have."""
    text = bare_name(unit, name)
    if text in _REFUSED_TYPES:
        raise refuse("TK0271", f"`{text}` is {_REFUSED_TYPES[text]}: it has no counterpart in a port", name.span)
    if text in (BLOCK, GRID):
        return Declared(empty_type(unit, text))
    if text in _OPERATORS:
        arguments = name.last.arguments
        wanted = unit.template_value(arguments[0], scope) if arguments else None
        written = describe(wanted.type) if isinstance(wanted, Declared) else ""
        return Declared(empty_type(unit, f"{text}<{written}>"))
    if text == TILE and name.last.arguments:
        size = unit.template_value(name.last.arguments[0], scope)
        if isinstance(size, ir.Literal) and is_integer(size.type):
            return Declared(tile_type(unit, int(size.value), name.span))
    return None


def empty_type(unit: Unit, text: str) -> Struct:
    """A type of `cooperative_groups` as a class of the unit."""
    return _empty_class(unit, PREFIX + text)


def _empty_class(unit: Unit, name: str) -> Struct:
    """A class without members."""
    known = unit.classes.get(name)
    if known is None:
        template = ClassTemplate(name, unit.index.globals)
        declaration = ast.Struct("struct", name, (), unit.index.nowhere)
        known = ClassInfo(name, declaration, Scope("class", unit.index.globals, name), template)
        known.struct = Struct(name, (), 1, 1)
        unit.classes[name] = known
    return known.struct


def tile_type(unit: Unit, size: int, span: Span, parent: int | None = None) -> Struct:
    """`thread_block_tile<size>`. parent: the size of the tile that it is a part of, 0 for the block, None where the
    type does not say it."""
    if size <= 0 or size > WARP or size & (size - 1):
        raise refuse("TK0271", f"a tile of {size} threads is no part of a warp: it has no counterpart in a port", span)
    return empty_type(unit, f"{TILE}<{size}>" if parent is None else f"{TILE}<{size}, {parent}>")


def is_group(type_: Type) -> bool:
    """Whether a type is one of `cooperative_groups`."""
    return isinstance(type_, Struct) and type_.name.startswith(PREFIX)


def is_stateless(type_: Type) -> bool:
    """Whether a type's values are nothing at run time: groups and `std::integral_constant`."""
    return isinstance(type_, Struct) and type_.name.startswith((PREFIX, INTEGRAL_CONSTANT))


def integral_constant(unit: Unit, literal: ir.Literal) -> Struct:
    """`std::integral_constant<T, value>`, with its `value`."""
    assert isinstance(literal.type, Scalar)
    name = f"{INTEGRAL_CONSTANT}{describe(literal.type)}, {literal.value}>"
    struct = _empty_class(unit, name)
    unit.classes[name].scope.bind("value", Constant(literal))
    unit.classes[name].scope.bind("value_type", TypeName(Declared(literal.type)))
    unit.classes[name].arguments = (Declared(literal.type), literal)
    return struct


def constant_of(unit: Unit, type_: Type) -> ir.Literal | None:
    """The value of a `std::integral_constant`."""
    if not isinstance(type_, Struct) or not type_.name.startswith(INTEGRAL_CONSTANT):
        return None
    value = unit.classes[type_.name].arguments[1]
    assert isinstance(value, ir.Literal)
    return value


def group_value(type_: Type, span: Span) -> ir.Expression:
    """The value of a type without state."""
    return ir.Build((), type_, span)


def same_group(left: Type, right: Type) -> bool:
    """Whether two group types are one, but for what a tile is a part of."""
    kind, numbers = parts_of(left)
    other, others = parts_of(right)
    return kind == other and numbers[:1] == others[:1]


def group_spelled(type_: Type) -> str:
    """A group type for names: `thread_block_tile<32>`."""
    kind, numbers = parts_of(type_)
    return f"{kind}<{numbers[0]}>" if numbers else kind


def tile_size(type_: Type) -> int | None:
    """The N of `thread_block_tile<N>`."""
    kind, numbers = parts_of(type_)
    return numbers[0] if kind == TILE else None


def parts_of(type_: Type) -> tuple[str, tuple[int, ...]]:
    """`thread_block_tile<4, 32>` to its name and numbers."""
    text = type_.name.removeprefix(PREFIX) if isinstance(type_, Struct) else ""
    kind, _, rest = text.partition("<")
    return kind, tuple(int(each) for each in rest.rstrip(">").split(",") if each.strip().isdigit())


def is_function(unit: Unit, name: ast.Name) -> str | None:
    """The full name of a function of `cooperative_groups` (or a static method of a group), or None."""
    text = bare_name(unit, name)
    return PREFIX + text if text in _FUNCTIONS else None
