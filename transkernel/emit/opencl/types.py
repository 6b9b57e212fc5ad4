"""How OpenCL C calls types and kinds of memory."""

from __future__ import annotations

from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    VOID,
    Scalar,
    Space,
)

# OpenCL C 1.2, table 6.1. BFLOAT16 never reaches print: legalisation keeps it as float and ushort.
SCALAR_NAMES: dict[Scalar, str] = {
    VOID: "void", BOOL: "bool",
    INT8: "char", INT16: "short", INT32: "int", INT64: "long",
    UINT8: "uchar", UINT16: "ushort", UINT32: "uint", UINT64: "ulong",
    FLOAT16: "half", FLOAT32: "float", FLOAT64: "double",
}  # fmt: skip

SPACE_NAMES: dict[Space, str] = {
    Space.GLOBAL: "__global ",
    Space.SHARED: "__local ",
    Space.CONSTANT: "__constant ",
    Space.PRIVATE: "",
}
