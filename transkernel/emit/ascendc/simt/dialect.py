"""Ascend C's SIMT language as one of C's family: what types, registers and memory are called, and what names it takes.

Source: asc-devkit, docs/zh/guide, "SIMT BuiltIn关键字" (types, variables, qualifiers) and docs/zh/api/SIMT-API.
"""

from __future__ import annotations

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
    Vector,
    size_of,
)

SCALAR_NAMES: dict[Scalar, str] = {
    VOID: "void", BOOL: "bool",
    INT8: "int8_t", INT16: "int16_t", INT32: "int", INT64: "int64_t",
    UINT8: "uint8_t", UINT16: "uint16_t", UINT32: "uint32_t", UINT64: "uint64_t",
    FLOAT16: "half", BFLOAT16: "bfloat16_t", FLOAT32: "float",
}  # fmt: skip

# Threads use plain pointers for all memory; constants are global memory that is only read.
SPACE_NAMES: dict[Space, str] = {
    Space.GENERIC: "", Space.GLOBAL: "", Space.SHARED: "", Space.PRIVATE: "", Space.CONSTANT: "const ",
}  # fmt: skip

REGISTERS: dict[Register, str] = {
    Register.THREAD_INDEX: "threadIdx.{letter}",
    Register.BLOCK_INDEX: "blockIdx.{letter}",
    Register.BLOCK_SIZE: "blockDim.{letter}",
    Register.GRID_SIZE: "gridDim.{letter}",
}

_STEMS: dict[Scalar, str] = {
    INT8: "char", UINT8: "uchar", INT16: "short", UINT16: "ushort", INT32: "int", UINT32: "uint",
    INT64: "long", UINT64: "ulong", FLOAT32: "float",
}  # fmt: skip


def is_packed(type_: Vector) -> bool:
    """A vector whose layout is not CUDA's: of three lanes (there 16 bytes for a `float3`), of four of 64 bits, of one.
    The port brings a struct of its lanes."""
    return type_.lanes in (1, 3) or size_of(type_) > 16


def _vector_names() -> dict[Vector, str]:
    names = {Vector(FLOAT16, 2): "half2", Vector(BFLOAT16, 2): "bfloat16x2_t"}
    for scalar, stem in _STEMS.items():
        for lanes in (1, 2, 3, 4):
            type_ = Vector(scalar, lanes)
            names[type_] = f"{'packed_' if is_packed(type_) else ''}{stem}{lanes}"
    return names


VECTORS: dict[Vector, str] = _vector_names()
MAKERS: dict[Vector, str] = {
    **{type_: f"make_{name}" for type_, name in VECTORS.items()},
    Vector(BFLOAT16, 2): "make_bfloat162",
}

KEYWORDS: frozenset[str] = frozenset(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl const
    constexpr const_cast continue decltype default delete do double dynamic_cast else enum explicit export extern false
    float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private
    protected public register reinterpret_cast return short signed sizeof static static_assert static_cast struct switch
    template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t
    while xor xor_eq restrict typeof concept requires NULL
    """.split()
)
_TYPES = frozenset(SCALAR_NAMES.values()) | frozenset(VECTORS.values()) | frozenset(
    f"{stem}{lanes}" for stem in (*_STEMS.values(), "longlong", "ulonglong", "double") for lanes in (1, 2, 3, 4)
) | frozenset(
    """
    dim3 size_t ptrdiff_t intptr_t uintptr_t hifloat8_t float8_e4m3_t float8_e5m2_t hifloat8x2_t float8_e4m3x2_t
    float8_e5m2x2_t float4_e2m1x2_t float4_e1m2x2_t int4b_t aclrtStream
    """.split()
)  # fmt: skip
_VARIABLES = frozenset("threadIdx blockIdx blockDim gridDim warpSize ASC_UB_SIZE GM_ADDR".split())
_SINGLE = """
    lround llround lrint llrint trunc round rint floor ceil sqrt rsqrt log2 log exp fma fabs normcdfinv modf fdim remquo
    fmod remainder copysign nearbyint nextafter scalbn scalbln fmax fmin tan tanh tanpi atan atan2 atanh cos cosh cospi
    asin acos acosh sin sinh sinpi asinh sincos sincospi exp2 exp10 expm1 frexp ldexp hypot rhypot norm3d rnorm3d norm4d
    rnorm4d norm rnorm pow log10 log1p logb ilogb cbrt rcbrt erf erfc erfinv erfcinv erfcx tgamma lgamma cyl_bessel_i0
    cyl_bessel_i1 normcdf j0 j1 jn y0 y1 yn fdivide
    """.split()
_FUNCTIONS = frozenset(
    [f"{name}f" for name in _SINGLE]
    + """
    isfinite isnan isinf signbit abs labs llabs min max llmin llmax ullmin ullmax umin umax printf assert laneid
    lanemask_eq lanemask_le lanemask_lt lanemask_ge lanemask_gt hexp hexp2 hexp10 hlog hlog2 hlog10 hsin hcos htanh
    hsqrt hrsqrt hrcp hfloor hceil hrint htrunc h2exp h2exp2 h2exp10 h2log h2log2 h2log10 h2sin h2cos h2tanh h2sqrt
    h2rsqrt h2rcp h2floor h2ceil h2rint h2trunc main memcpy memset
    """.split()
)
_NOT_FOR_FIELDS = KEYWORDS | _TYPES | frozenset(("assert", "printf"))

SIMT = Dialect(
    scalars=SCALAR_NAMES,
    spaces=SPACE_NAMES,
    restrict="__restrict__",
    registers=REGISTERS,
    register_type=UINT32,
    lowest={INT32: "(-2147483647 - 1)", INT64: "(-9223372036854775807L - 1)"},
    nan="ASCRT_NAN_F",
    infinity="ASCRT_INF_F",
    taken=_NOT_FOR_FIELDS | _VARIABLES | _FUNCTIONS,
    families=("__", "asc_", "ASCRT_", "make_", "lanemask_", "packed_"),
    not_for_fields=_NOT_FOR_FIELDS,
    vectors=VECTORS,
    typedef=False,
    cuda_vectors=True,
)
