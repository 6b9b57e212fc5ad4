"""Structs in C with CUDA's layout: as they are where C lays them out the same way, else packed and padded."""

from __future__ import annotations

from transkernel.emit.c.dialect import Dialect
from transkernel.emit.c.types import TypeNames
from transkernel.emit.text import CodeWriter
from transkernel.ir.types import UINT8, Array, Field, Pointer, Scalar, Struct, Type, Vector, align_of, size_of


def alignment_of(type_: Type, structs: dict[str, Struct], dialect: Dialect) -> int:
    """What the language aligns a memory type to: scalars to their size; vectors as CUDA does, or to their size as
    OpenCL C does (1.2, 6.1.5)."""
    match type_:
        case Scalar():
            return max(1, type_.bits // 8)
        case Vector() if dialect.cuda_vectors:
            return align_of(type_)
        case Vector():
            return size_of(type_.scalar) * (4 if type_.lanes == 3 else type_.lanes)
        case Pointer():
            return 8
        case Array():
            return alignment_of(type_.element, structs, dialect)
        case Struct():
            return structs[type_.name].alignment
    raise TypeError(str(type_))


def natural_layout(struct: Struct, structs: dict[str, Struct], dialect: Dialect) -> tuple[tuple[int, ...], int, int]:
    """The offsets, size and alignment that C would give the fields."""
    offsets, end, alignment = [], 0, 1
    for field in struct.fields:
        wanted = alignment_of(field.type, structs, dialect)
        offset = 0 if struct.is_union else -(-end // wanted) * wanted
        offsets.append(offset)
        end = max(end, offset + size_of(field.type))
        alignment = max(alignment, wanted)
    return tuple(offsets), -(-end // alignment) * alignment, alignment


def write_struct(writer: CodeWriter, struct: Struct, name: str, types: TypeNames, structs: dict[str, Struct]) -> None:
    """`typedef struct { ... } name;` at the bytes where CUDA has them."""
    tail = ""
    fields: tuple[Field, ...] = struct.fields
    if not fields:
        fields = (Field("unused", Array(UINT8, max(1, struct.size)), 0),)
    elif is_padded(struct, structs, types.dialect):
        fields = padded_fields(struct)
        tail = f" __attribute__((packed, aligned({struct.alignment})))"
    elif natural_layout(struct, structs, types.dialect)[1:] != (struct.size, struct.alignment):
        tail = f" __attribute__((aligned({struct.alignment})))"
    word = "union" if struct.is_union else "struct"
    if not types.dialect.typedef:
        writer.line(f"{word}{tail} {name} {{")
        with writer.indented():
            for field in fields:
                writer.line(f"{types.declare(field.type, types.dialect.field_name(field.name))};")
        writer.line("};")
        return
    recursive = any(isinstance(each.type, Pointer) and each.type.element == struct for each in fields)
    if recursive:  # the name must be a type before the struct is complete
        writer.line(f"typedef {word} {name} {name};")
    writer.line(f"{word} {name} {{" if recursive else f"typedef {word} {{")
    with writer.indented():
        for field in fields:
            writer.line(f"{types.declare(field.type, types.dialect.field_name(field.name))};")
    writer.line(f"}}{tail};" if recursive else f"}}{tail} {name};")


def is_padded(struct: Struct, structs: dict[str, Struct], dialect: Dialect) -> bool:
    """Whether C alone, or with a greater alignment, would lay the fields out in another way.

    Its text then has more fields than CUDA's, so that initialisers must name theirs.
    """
    offsets, size, alignment = natural_layout(struct, structs, dialect)
    wanted = tuple(each.offset for each in struct.fields)
    rounded = -(-size // struct.alignment) * struct.alignment
    return bool(wanted) and (offsets != wanted or struct.alignment < alignment or rounded != struct.size)


def padded_fields(struct: Struct) -> tuple[Field, ...]:
    """The fields with the gaps between them as bytes."""
    if struct.is_union:
        return (*struct.fields, Field("padding_", Array(UINT8, struct.size), 0))
    fields: list[Field] = []
    end = 0
    for field in struct.fields:
        if field.offset > end:
            fields.append(Field(f"padding_{end}_", Array(UINT8, field.offset - end), end))
        fields.append(field)
        end = field.offset + size_of(field.type)
    if end < struct.size:
        fields.append(Field(f"padding_{end}_", Array(UINT8, struct.size - end), end))
    return tuple(fields)
