"""Ascend C's SIMD language as one of C's family: what its types and registers are called, and what names it takes.

Source: asc-devkit, docs/zh/api/SIMD-API (functions, types) and docs/zh/guide, "SIMD BuiltIn关键字" (types, qualifiers).
"""

from __future__ import annotations

from transkernel.emit.ascendc.simd.instructions import FUNCTIONS
from transkernel.emit.c.dialect import Dialect
from transkernel.ir.nodes import Register
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
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

SCALAR_NAMES: dict[Scalar, str] = {
    VOID: "void", BOOL: "bool",
    INT8: "int8_t", INT16: "int16_t", INT32: "int32_t", INT64: "int64_t",
    UINT8: "uint8_t", UINT16: "uint16_t", UINT32: "uint32_t", UINT64: "uint64_t",
    FLOAT16: "half", BFLOAT16: "bfloat16_t", FLOAT32: "float",
}  # fmt: skip

# All pointers that a block's program has lead to global memory.
SPACE_NAMES: dict[Space, str] = dict.fromkeys(Space, "__gm__ ")

# The block that a core works on, by its number; the grid is an argument.
BLOCK = "block"
REGISTERS: dict[Register, str] = {
    Register.BLOCK_INDEX: "block_{letter}",
    Register.GRID_SIZE: "grid_{letter}",
}
GRID = tuple(f"grid_{letter}" for letter in "xyz")

KEYWORDS: frozenset[str] = frozenset(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl concept
    const constexpr const_cast continue decltype default delete do double dynamic_cast else enum explicit export extern
    false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq
    private protected public register reinterpret_cast requires return short signed sizeof static static_assert
    static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using
    virtual void volatile wchar_t while xor xor_eq NULL main
    """.split()
)
_TYPES = frozenset(SCALAR_NAMES.values()) | frozenset(
    """
    size_t ptrdiff_t intptr_t uintptr_t int4b_t event_t pipe_t TEventID GM_ADDR
    TPipe TQue TQueBind TBuf TPosition QuePosition LocalTensor GlobalTensor HardEvent RoundMode CMPMODE SELMODE
    DataCopyParams DataCopyExtParams DataCopyPadExtParams BrcbRepeatParams CacheLine DcciDst AscendC
    """.split()
)
_VARIABLES = frozenset(
    [word.format(letter=letter) for word in REGISTERS.values() for letter in "xyz"]
    + f"{BLOCK} pipe block_idx INFINITY NAN".split()
)

SIMD = Dialect(
    scalars=SCALAR_NAMES,
    spaces=SPACE_NAMES,
    restrict="__restrict__",
    registers=REGISTERS,
    register_type=UINT32,
    lowest={INT32: "(-2147483647 - 1)", INT64: "(-9223372036854775807L - 1)"},
    nan="bits_as<float>(0x7FC00000u)",
    infinity="bits_as<float>(0x7F800000u)",
    taken=KEYWORDS | _TYPES | _VARIABLES | FUNCTIONS,
    families=("__", "PIPE_", "EVENT_ID", "DataCopy", "SetAtomic", "TK_"),
    not_for_fields=KEYWORDS | _TYPES,
    vectors={},
    typedef=False,
    cuda_vectors=False,
)
