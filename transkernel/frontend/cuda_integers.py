"""CUDA's integer functions and intrinsics (CUDA Math API, "Integer Mathematical Functions", "Integer Intrinsics")."""

from __future__ import annotations

from transkernel.frontend.cuda_rows import Arguments, Make, Row, Rows, intrinsic
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, Type, Vector
from transkernel.source import Span

INTEGERS: Rows = {}


def _add(names: str, parameters: tuple[Type, ...], result: Type, make: Make) -> None:
    for name in names.split():
        INTEGERS.setdefault(name, []).append(Row(parameters, result, make))


for _type in (INT32, INT64):
    _add("abs", (_type,), _type, intrinsic("abs", _type))
_add("labs llabs", (INT64,), INT64, intrinsic("abs", INT64))
for _names, _id, _type in (
    ("umin", "min", UINT32), ("umax", "max", UINT32), ("llmin", "min", INT64), ("llmax", "max", INT64),
    ("ullmin", "min", UINT64), ("ullmax", "max", UINT64),
    ("__mulhi mulhi", "mulhi", INT32), ("__umulhi umulhi mulhi", "mulhi", UINT32), ("__mul64hi", "mulhi", INT64),
    ("__umul64hi", "mulhi", UINT64), ("__mul24 mul24", "mul24", INT32), ("__umul24 umul24", "mul24", UINT32),
    ("__rhadd", "rhadd", INT32), ("__urhadd", "rhadd", UINT32), ("__uhadd", "hadd", UINT32), ("__hadd", "hadd", INT32),
):  # fmt: skip
    _add(_names, (_type, _type), _type, intrinsic(_id, _type))
for _names, _id, _type, _result in (
    ("__popc __builtin_popcount", "popc", UINT32, INT32), ("__popcll __builtin_popcountll", "popc", UINT64, INT32),
    ("__clz __builtin_clz", "clz", INT32, INT32), ("__clzll __builtin_clzll", "clz", INT64, INT32),
    ("__ffs __builtin_ffs", "ffs", INT32, INT32), ("__ffsll __builtin_ffsll", "ffs", INT64, INT32),
    ("__brev", "brev", UINT32, UINT32), ("__brevll", "brev", UINT64, UINT64),
):  # fmt: skip
    _add(_names, (_type,), _result, intrinsic(_id, _result))
_add("__sad", (INT32, INT32, UINT32), UINT32, intrinsic("sad", UINT32))
_add("__usad", (UINT32, UINT32, UINT32), UINT32, intrinsic("sad", UINT32))
_add("__byte_perm", (UINT32,) * 3, UINT32, intrinsic("byte_perm", UINT32))
for _name in ("l", "lc", "r", "rc"):
    _add(f"__funnelshift_{_name}", (UINT32,) * 3, UINT32, intrinsic(f"funnelshift_{_name}", UINT32))

# --- dot products of the parts of a word


def _of_words(id_: str, type_: Type) -> Make:
    """The same on vectors, read as one word each."""

    def make(arguments: Arguments, span: Span) -> ir.Expression:
        words = tuple(ir.Bitcast(argument, type_, span) for argument in arguments[:2])
        return ir.Intrinsic(id_, (*words, arguments[2]), type_, span)

    return make


for _type, _bytes, _halves in (
    (INT32, Vector(INT8, 4), Vector(INT16, 2)),
    (UINT32, Vector(UINT8, 4), Vector(UINT16, 2)),
):
    for _id in ("dp4a", "dp2a_lo", "dp2a_hi"):
        _add(f"__{_id}", (_type, _type, _type), _type, intrinsic(_id, _type))
    _add("__dp4a", (_bytes, _bytes, _type), _type, _of_words("dp4a", _type))
    for _id in ("dp2a_lo", "dp2a_hi"):
        _add(f"__{_id}", (_halves, _bytes, _type), _type, _of_words(_id, _type))

# --- minimum and maximum of two and three, and of a sum ("DPX", on 32 bits)


def _extremes(id_: str, type_: Type, *, rectified: bool, summed: bool) -> Make:
    """The extreme of all arguments (of the sum of the first two, and the third), then at least 0."""

    def make(arguments: Arguments, span: Span) -> ir.Expression:
        values = list(arguments)
        if summed:
            values[:2] = [ir.Binary(ir.BinaryOp.ADD, values[0], values[1], type_, span)]
        result = values[0]
        for value in values[1:]:
            result = ir.Intrinsic(id_, (result, value), type_, span)
        return ir.Intrinsic("max", (result, ir.integer(0, INT32, span)), type_, span) if rectified else result

    return make


for _id in ("min", "max"):
    for _type, _kind in ((INT32, "s32"), (UINT32, "u32")):
        _add(f"__vi{_id}3_{_kind}", (_type,) * 3, _type, _extremes(_id, _type, rectified=False, summed=False))
        _add(f"__viadd{_id}_{_kind}", (_type,) * 3, _type, _extremes(_id, _type, rectified=False, summed=True))
    for _name, _count, _summed in ((f"__vi{_id}", 2, False), (f"__vi{_id}3", 3, False), (f"__viadd{_id}", 3, True)):
        _add(f"{_name}_s32_relu", (INT32,) * _count, INT32, _extremes(_id, INT32, rectified=True, summed=_summed))

# --- the compiler's own, which device code may call


def _swapped(arguments: Arguments, span: Span) -> ir.Expression:
    return ir.Intrinsic("byte_perm", (arguments[0], ir.integer(0, UINT32, span), ir.integer(0x0123, UINT32, span)),
                        UINT32, span)  # fmt: skip


_add("__builtin_bswap32", (UINT32,), UINT32, _swapped)


def _odd(arguments: Arguments, span: Span) -> ir.Expression:
    bits = ir.Intrinsic("popc", arguments, INT32, span)
    return ir.Binary(ir.BinaryOp.AND, bits, ir.integer(1, INT32, span), INT32, span)


_add("__builtin_parity", (UINT32,), INT32, _odd)
