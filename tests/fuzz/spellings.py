"""How CUDA spells types and functions of the IR: the words that the generator uses and the printer knows."""

from __future__ import annotations

from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BFLOAT16,
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
    Type,
    Vector,
)

SCALAR_WORDS: dict[Scalar, str] = {
    VOID: "void", BOOL: "bool", INT8: "signed char", INT16: "short", INT32: "int", INT64: "long long",
    UINT8: "unsigned char", UINT16: "unsigned short", UINT32: "unsigned", UINT64: "unsigned long long",
    FLOAT16: "__half", BFLOAT16: "__nv_bfloat16", FLOAT32: "float", FLOAT64: "double",
}  # fmt: skip
DTYPES: dict[Scalar, str] = {
    INT8: "int8", INT16: "int16", INT32: "int32", INT64: "int64", UINT8: "uint8", UINT16: "uint16", UINT32: "uint32",
    UINT64: "uint64", FLOAT16: "float16", BFLOAT16: "bfloat16", FLOAT32: "float32", FLOAT64: "float64",
}  # fmt: skip
_VECTOR_STEMS: dict[Scalar, str] = {
    INT8: "char", UINT8: "uchar", INT16: "short", UINT16: "ushort", INT32: "int", UINT32: "uint", INT64: "longlong",
    UINT64: "ulonglong", FLOAT32: "float", FLOAT64: "double",
}  # fmt: skip
VECTOR_WORDS: dict[Vector, str] = {
    Vector(scalar, lanes): f"{stem}{lanes}" for scalar, stem in _VECTOR_STEMS.items() for lanes in (1, 2, 3, 4)
}

Signature = tuple[str, tuple[Type, ...], Type]  # an intrinsic's id, its arguments' types, its result's
INTRINSIC_WORDS: dict[Signature, str] = {}
INEXACT_WORDS: dict[Signature, str] = {}


def _row(word: str, id_: str, arguments: tuple[Type, ...], result: Type) -> None:
    INTRINSIC_WORDS[(id_, arguments, result)] = word


for _type in (INT32, UINT32, INT64, UINT64):
    _row("min", "min", (_type, _type), _type)
    _row("max", "max", (_type, _type), _type)
for _word, _id, _count, _type in (
    ("abs", "abs", 1, INT32), ("llabs", "abs", 1, INT64), ("__brev", "brev", 1, UINT32),
    ("__brevll", "brev", 1, UINT64),
    ("__mulhi", "mulhi", 2, INT32), ("__umulhi", "mulhi", 2, UINT32), ("__mul64hi", "mulhi", 2, INT64),
    ("__umul64hi", "mulhi", 2, UINT64), ("__mul24", "mul24", 2, INT32), ("__umul24", "mul24", 2, UINT32),
    ("__hadd", "hadd", 2, INT32), ("__uhadd", "hadd", 2, UINT32), ("__rhadd", "rhadd", 2, INT32),
    ("__urhadd", "rhadd", 2, UINT32), ("__usad", "sad", 3, UINT32), ("__byte_perm", "byte_perm", 3, UINT32),
    ("__funnelshift_l", "funnelshift_l", 3, UINT32), ("__funnelshift_lc", "funnelshift_lc", 3, UINT32),
    ("__funnelshift_r", "funnelshift_r", 3, UINT32), ("__funnelshift_rc", "funnelshift_rc", 3, UINT32),
    ("__dp4a", "dp4a", 3, INT32), ("__dp4a", "dp4a", 3, UINT32), ("__vadd4", "vadd4", 2, UINT32),
    ("__vsubss2", "vsubss2", 2, UINT32), ("__vmaxs4", "vmaxs4", 2, UINT32), ("__vavgs2", "vavgs2", 2, UINT32),
    ("__vabsdiffu4", "vabsdiffu4", 2, UINT32), ("__vcmpgts2", "vcmpgts2", 2, UINT32),
    ("__vsetleu4", "vsetleu4", 2, UINT32), ("__vsadu4", "vsadu4", 2, UINT32), ("__vneg2", "vneg2", 1, UINT32),
):  # fmt: skip
    _row(_word, _id, (_type,) * _count, _type)
_row("__sad", "sad", (INT32, INT32, UINT32), UINT32)
for _word, _id, _type in (
    ("__popc", "popc", UINT32), ("__popcll", "popc", UINT64), ("__clz", "clz", INT32), ("__clzll", "clz", INT64),
    ("__ffs", "ffs", INT32), ("__ffsll", "ffs", INT64),
):  # fmt: skip
    _row(_word, _id, (_type,), INT32)
for _type, _end in ((FLOAT32, "f"), (FLOAT64, "")):
    for _id in ("fabs", "floor", "ceil", "trunc", "round", "rint", "sqrt"):
        _row(_id + _end, _id, (_type,), _type)
    for _id in ("fmod", "remainder", "copysign", "nextafter", "fdim", "fmin", "fmax"):
        _row(_id + _end, _id, (_type, _type), _type)
    _row(f"fma{_end}", "fma", (_type,) * 3, _type)
    _row(f"ldexp{_end}", "ldexp", (_type, INT32), _type)
    for _id in ("isnan", "isinf", "isfinite"):
        _row(_id, _id, (_type,), BOOL)
    _letter = "f" if _type == FLOAT32 else "d"
    for _mode in ("rz", "ru", "rd"):
        for _operation in ("add", "sub", "mul", "div"):
            _row(f"__{_letter}{_operation}_{_mode}", f"{_operation}_{_mode}", (_type, _type), _type)
        _row(f"__{_letter}sqrt_{_mode}", f"sqrt_{_mode}", (_type,), _type)
        _row(f"__fma{_end}_{_mode}", f"fma_{_mode}", (_type,) * 3, _type)
for _type in (FLOAT16, BFLOAT16):
    _row("__hfma", "fma", (_type,) * 3, _type)
    _row("__habs", "fabs", (_type,), _type)
    _row("__hmin", "fmin", (_type, _type), _type)
    _row("__hmax", "fmax", (_type, _type), _type)
    _row("__hisnan", "isnan", (_type,), BOOL)
for _type, _end in ((FLOAT32, "f"), (FLOAT64, "")):
    for _id in "exp exp2 expm1 log log2 log1p sin cos tan atan sinh tanh asinh erf cbrt rsqrt".split():
        INEXACT_WORDS[(_id, (_type,), _type)] = _id + _end
    for _id in ("pow", "atan2", "hypot"):
        INEXACT_WORDS[(_id, (_type, _type), _type)] = _id + _end

BITCAST_WORDS: dict[tuple[Scalar, Scalar], str] = {
    (FLOAT32, INT32): "__float_as_int", (FLOAT32, UINT32): "__float_as_uint", (INT32, FLOAT32): "__int_as_float",
    (UINT32, FLOAT32): "__uint_as_float", (FLOAT64, INT64): "__double_as_longlong",
    (INT64, FLOAT64): "__longlong_as_double", (FLOAT16, UINT16): "__half_as_ushort",
    (UINT16, FLOAT16): "__ushort_as_half", (BFLOAT16, UINT16): "__bfloat16_as_ushort",
    (UINT16, BFLOAT16): "__ushort_as_bfloat16",
}  # fmt: skip
# Conversions of a stated rounding; only these need no check for NaN around them.
ROUNDED_WORDS: dict[tuple[Scalar, Scalar], str] = {
    (FLOAT32, INT32): "__float2int", (INT32, FLOAT32): "__int2float", (UINT32, FLOAT32): "__uint2float",
    (FLOAT64, FLOAT32): "__double2float", (INT64, FLOAT32): "__ll2float", (INT64, FLOAT64): "__ll2double",
    (FLOAT32, FLOAT16): "__float2half",
}  # fmt: skip

ATOMIC_WORDS: dict[ir.AtomicOp, str] = {
    ir.AtomicOp.ADD: "atomicAdd", ir.AtomicOp.SUBTRACT: "atomicSub", ir.AtomicOp.MIN: "atomicMin",
    ir.AtomicOp.MAX: "atomicMax", ir.AtomicOp.INCREMENT: "atomicInc", ir.AtomicOp.DECREMENT: "atomicDec",
    ir.AtomicOp.AND: "atomicAnd", ir.AtomicOp.OR: "atomicOr", ir.AtomicOp.XOR: "atomicXor",
    ir.AtomicOp.EXCHANGE: "atomicExch", ir.AtomicOp.COMPARE_EXCHANGE: "atomicCAS",
}  # fmt: skip
SHUFFLE_WORDS: dict[ir.WarpOp, str] = {
    ir.WarpOp.SHUFFLE: "__shfl_sync", ir.WarpOp.SHUFFLE_UP: "__shfl_up_sync",
    ir.WarpOp.SHUFFLE_DOWN: "__shfl_down_sync", ir.WarpOp.SHUFFLE_XOR: "__shfl_xor_sync",
}  # fmt: skip
VOTE_WORDS: dict[ir.WarpOp, str] = {
    ir.WarpOp.ANY: "__any_sync", ir.WarpOp.ALL: "__all_sync", ir.WarpOp.BALLOT: "__ballot_sync",
    ir.WarpOp.MATCH_ANY: "__match_any_sync", ir.WarpOp.REDUCE_ADD: "__reduce_add_sync",
    ir.WarpOp.REDUCE_MIN: "__reduce_min_sync", ir.WarpOp.REDUCE_MAX: "__reduce_max_sync",
    ir.WarpOp.REDUCE_AND: "__reduce_and_sync", ir.WarpOp.REDUCE_OR: "__reduce_or_sync",
    ir.WarpOp.REDUCE_XOR: "__reduce_xor_sync",
}  # fmt: skip
REGISTER_WORDS: dict[ir.Register, str] = {
    ir.Register.THREAD_INDEX: "threadIdx", ir.Register.BLOCK_INDEX: "blockIdx", ir.Register.BLOCK_SIZE: "blockDim",
    ir.Register.GRID_SIZE: "gridDim",
}  # fmt: skip
