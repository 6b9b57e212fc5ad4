"""What instructions of Ascend C mean, as rows: a line of a kernel, the same in NumPy, and the page that says so.

Sources name pages of asc-devkit, docs/zh/api/SIMD-API: basic API but where it says advanced.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.run.ascendc_ports import HEADER

Array = NDArray[Any]

_SKELETON = """
template <class X, class Y, class Z, class Body>
__aicore__ inline void row(GM_ADDR x, GM_ADDR y, GM_ADDR z, int32_t n, int32_t m, Body body) {
    TPipe pipe;
    TBuf<> buffers[4];
    for (auto& each : buffers) pipe.InitBuffer(each, 8192);
    LocalTensor<X> left = buffers[0].Get<X>();
    LocalTensor<Y> right = buffers[1].Get<Y>();
    LocalTensor<Z> result = buffers[2].Get<Z>(), work = buffers[3].Get<Z>();
    GlobalTensor<X> from_x;
    GlobalTensor<Y> from_y;
    GlobalTensor<Z> to;
    from_x.SetGlobalBuffer((__gm__ X*)x, n);
    from_y.SetGlobalBuffer((__gm__ Y*)y, n);
    to.SetGlobalBuffer((__gm__ Z*)z, m);
    DataCopyPad(left, from_x, {1, uint32_t(n * sizeof(X)), 0, 0, 0}, DataCopyPadExtParams<X>());
    DataCopyPad(right, from_y, {1, uint32_t(n * sizeof(Y)), 0, 0, 0}, DataCopyPadExtParams<Y>());
    PipeBarrier<PIPE_ALL>();
    body(result, left, right, work, n);
    PipeBarrier<PIPE_ALL>();
    DataCopyPad(to, result, {1, uint32_t(m * sizeof(Z)), 0, 0, 0});
}
"""
_C = {
    "float32": "float", "float16": "half", "int16": "int16_t", "uint16": "uint16_t", "int32": "int32_t",
    "uint32": "uint32_t", "int64": "int64_t", "uint8": "uint8_t", "int8": "int8_t", "bfloat16": "bfloat16_t",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """line: of a kernel, on the tensors z (the result), x, y, w (to work in) and n, the elements of x and y.

    types: of x, y and z; bfloat16 is uint16 in NumPy. reference: z of x and y. ulp: how far z may be off.
    """

    name: str
    source: str
    line: str
    types: tuple[str, str, str]
    x: Array
    y: Array
    reference: Callable[[Array, Array], Array]
    ulp: float = 0.0


def kernel_name(number: int) -> str:
    return f"row_{number}"


def family_text(rows: list[Row]) -> str:
    """One file with a kernel for each row."""
    kernels = "".join(
        f'extern "C" __global__ __aicore__ void {kernel_name(number)}'
        "(GM_ADDR x, GM_ADDR y, GM_ADDR z, int32_t n, int32_t m) {\n"
        f"    row<{', '.join(_C[each] for each in row.types)}>(x, y, z, n, m, "
        f"[](auto z, auto x, auto y, auto w, int32_t n) {{ {row.line} }});\n}}\n"
        for number, row in enumerate(rows)
    )
    return HEADER + _SKELETON + kernels


# --- numbers to try


def _numbers(dtype: str, count: int = 200, seed: int = 1) -> Array:
    random = np.random.default_rng(seed)
    if dtype.startswith("float"):
        return (random.standard_normal(count) * 3).astype(dtype)
    limits = np.iinfo(dtype)
    return random.integers(limits.min, limits.max, count, dtype, endpoint=True)


def _positive(dtype: str, count: int = 200) -> Array:
    return (np.abs(_numbers(dtype, count)) + 0.01).astype(dtype)


_TIES = np.array(
    [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49, -0.49, 1e9, -1e9, 3e9, -3e9, 40000.5, -40000.5, np.nan, np.inf, -np.inf, 7]
)


def _two(dtype: str, function: Callable[[Array, Array], Array], name: str) -> Row:
    numbers = _numbers(dtype), _numbers(dtype, seed=2)
    if name == "Div":
        numbers = numbers[0], _positive(dtype)

    def reference(x: Array, y: Array) -> Array:
        wide = np.float32 if dtype == "float16" else x.dtype
        with np.errstate(over="ignore"):
            return function(x.astype(wide), y.astype(wide)).astype(x.dtype)

    return Row(f"{name}-{dtype}", f"base arithmetic, {name}", f"{name}(z, x, y, n);", (dtype,) * 3, *numbers, reference)


def _one(dtype: str, function: Callable[[Array], Array], name: str, x: Array, ulp: float, source: str) -> Row:
    def reference(x: Array, _: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(function(x.astype(np.float64))).astype(x.dtype)

    return Row(f"{name}-{dtype}", source, f"{name}(z, x, n);", (dtype,) * 3, x, x, reference, ulp)


def _scalar(dtype: str, function: Callable[[Array, Any], Array], name: str, number: str) -> Row:
    def reference(x: Array, _: Array) -> Array:
        with np.errstate(over="ignore"):
            if x.dtype.kind == "f":
                return function(x.astype(np.float32), np.float32(number)).astype(x.dtype)
            return function(x, x.dtype.type(number)).astype(x.dtype)

    x = _numbers(dtype)
    line = f"{name}(z, x, {_C[dtype]}({number}), n);"
    return Row(f"{name}-{dtype}", f"base arithmetic, {name}", line, (dtype,) * 3, x, x, reference)


def _of(
    dtype: str, name: str, source: str, line: str, reference: Callable[[Array], Array], x: Array | None = None
) -> Row:
    """Of one tensor and to one of its type."""
    x = _numbers(dtype) if x is None else x
    return Row(f"{name}-{dtype}", source, line, (dtype,) * 3, x, x, lambda x, _: reference(x))


_ALL = ("int16", "float16", "int32", "float32")
ARITHMETIC = [
    *(_two(t, f, n) for n, f in (("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply)) for t in _ALL),
    *(_two(t, f, n) for n, f in (("Max", np.maximum), ("Min", np.minimum)) for t in _ALL),
    *(_two(t, np.divide, "Div") for t in ("float16", "float32")),
    *(_two(t, f, n) for n, f in (("And", np.bitwise_and), ("Or", np.bitwise_or)) for t in ("int16", "uint16")),
    *(_scalar(t, f, n, "3") for n, f in (("Adds", np.add), ("Muls", np.multiply)) for t in _ALL),
    *(_scalar(t, f, n, "1") for n, f in (("Maxs", np.maximum), ("Mins", np.minimum)) for t in _ALL),
    *(
        _scalar(t, f, n, "3")
        for n, f in (("ShiftLeft", np.left_shift), ("ShiftRight", np.right_shift))
        for t in ("uint16", "uint32")
    ),
    *(_scalar(t, np.right_shift, "ShiftRight", "5") for t in ("int16", "int32")),
    Row(
        "ShiftLeft-int16", "logic, ShiftLeft: the sign bit stays", "ShiftLeft(z, x, int16_t(1), n);", ("int16",) * 3,
        _numbers("int16"), _numbers("int16"),
        lambda x, _: ((x.view(np.uint16) << 1) & 0x7FFF | x.view(np.uint16) & 0x8000).view(np.int16),
    ),
    _of("int16", "Not", "logic, Not", "Not(z, x, n);", lambda x: ~x),
    _of("int32", "Relu", "base arithmetic, Relu", "Relu(z, x, n);", lambda x: np.maximum(x, 0)),
    _of("float32", "LeakyRelu", "base arithmetic, LeakyRelu", "LeakyRelu(z, x, 0.5f, n);",
        lambda x: np.where(x >= 0, x, x * np.float32(0.5))),
    Row(
        "MulAddDst-float32", "compound, MulAddDst", "Duplicate(z, 2.0f, n); MulAddDst(z, x, y, n);", ("float32",) * 3,
        _numbers("float32"), _numbers("float32", seed=2),
        lambda x, y: (x.astype(np.float64) * y + 2).astype(np.float32), 1,
    ),
    Row(
        "Axpy-float32", "compound, Axpy", "Duplicate(z, 2.0f, n); Axpy(z, x, 3.0f, n);", ("float32",) * 3,
        _numbers("float32"), _numbers("float32"), lambda x, _: (x.astype(np.float64) * 3 + 2).astype(np.float32), 1,
    ),
]  # fmt: skip

_BASE, _ADVANCED = "base arithmetic, {}", "advanced API, {}"
_ANY, _UNIT = _numbers("float32"), np.linspace(-1, 1, 200).astype(np.float32)
_FUNCTIONS: tuple[tuple[str, Callable[..., Any], Array, float, str], ...] = (
    ("Exp", np.exp, _ANY, 2, _BASE), ("Ln", np.log, _positive("float32"), 2, _BASE),
    ("Sqrt", np.sqrt, _positive("float32"), 0, _BASE), ("Abs", np.abs, _ANY, 0, _BASE),
    ("Relu", lambda x: np.maximum(x, 0), _ANY, 0, _BASE),
    ("Tanh", np.tanh, _ANY, 1, _ADVANCED), ("Sin", np.sin, _ANY, 1, _ADVANCED), ("Cos", np.cos, _ANY, 1, _ADVANCED),
    ("Tan", np.tan, _ANY, 1, _ADVANCED), ("Asin", np.arcsin, _UNIT, 1, _ADVANCED),
    ("Acos", np.arccos, _UNIT, 1, _ADVANCED), ("Atan", np.arctan, _ANY, 1, _ADVANCED),
    ("Sinh", np.sinh, _ANY, 1, _ADVANCED), ("Cosh", np.cosh, _ANY, 1, _ADVANCED),
    ("Asinh", np.arcsinh, _ANY, 1, _ADVANCED), ("Acosh", np.arccosh, _positive("float32") + 1, 1, _ADVANCED),
    ("Atanh", np.arctanh, np.linspace(0.002, 0.98, 200).astype(np.float32), 1, _ADVANCED),
    ("Erf", np.vectorize(math.erf), _ANY, 1, _ADVANCED), ("Erfc", np.vectorize(math.erfc), _ANY, 1, _ADVANCED),
    ("Log", np.log, _positive("float32"), 1, _ADVANCED), ("Log2", np.log2, _positive("float32"), 1, _ADVANCED),
    ("Log10", np.log10, _positive("float32"), 1, _ADVANCED), ("Floor", np.floor, _ANY, 0, _ADVANCED),
    ("Ceil", np.ceil, _ANY, 0, _ADVANCED), ("Trunc", np.trunc, _ANY, 0, _ADVANCED),
    ("Frac", lambda x: x - np.trunc(x), _ANY, 0, _ADVANCED), ("Sign", np.sign, _ANY, 0, _ADVANCED),
)  # fmt: skip
FUNCTIONS = [
    *(_one("float32", f, name, x, ulp, source.format(name)) for name, f, x, ulp, source in _FUNCTIONS),
    *(_one("float16", f, name, x.astype(np.float16), max(ulp, 1), source.format(name))
      for name, f, x, ulp, source in _FUNCTIONS if name in ("Exp", "Sqrt", "Tanh", "Erf", "Floor")),
    Row("Power-float32", "advanced API, Power", "Power(z, x, y, n);", ("float32",) * 3, _positive("float32"), _ANY,
        lambda x, y: np.power(x.astype(np.float64), y).astype(np.float32), 1),
    Row("Power-int32", "advanced API, Power", "Power(z, x, 3, n);", ("int32",) * 3, np.arange(-50, 50, dtype=np.int32),
        np.arange(100, dtype=np.int32), lambda x, _: x**3),
    Row("Fmod-float32", "advanced API, Fmod", "Fmod(z, x, y, n);", ("float32",) * 3, _ANY, _positive("float32"),
        np.fmod),
    _of("float32", "ClampMax", "advanced API, ClampMax", "ClampMax(z, x, 1.0f, n);",
        lambda x: np.minimum(x, np.float32(1))),
]  # fmt: skip


# --- conversions

_ROUND: dict[str, Callable[[Array], Array]] = {
    "RINT": np.rint, "FLOOR": np.floor, "CEIL": np.ceil, "TRUNC": np.trunc,
    "ROUND": lambda x: np.copysign(np.floor(np.abs(x) + 0.5), x),
}  # fmt: skip


def _cast(source: str, target: str, mode: str, x: Array, reference: Callable[[Array], Array]) -> Row:
    line = f"Cast(z, x, RoundMode::CAST_{mode}, n);"
    name = f"Cast-{source}-{target}-{mode}"
    return Row(name, "Cast, precision_conversion", line, (source, source, target), x, x, lambda x, _: reference(x))


def _to_integer(source: str, target: str, mode: str) -> Row:
    def reference(x: Array) -> Array:
        limits = np.iinfo(target)
        with np.errstate(all="ignore"):
            rounded = np.nan_to_num(_ROUND[mode](x.astype(np.longdouble)), nan=0, posinf=np.inf, neginf=-np.inf)
            low, high = rounded <= limits.min, rounded >= limits.max
            inside = np.where(low | high, 0, rounded).astype(np.int64)
        return np.where(low, limits.min, np.where(high, limits.max, inside)).astype(target)

    with np.errstate(over="ignore"):
        return _cast(source, target, mode, _TIES.astype(source), reference)


def _float_to_half(mode: str) -> Row:
    def reference(x: Array) -> Array:
        nearest = x.astype(np.float16)
        below = np.where(nearest > x, np.nextafter(nearest, np.float16(-np.inf)), nearest)
        above = np.where(nearest < x, np.nextafter(nearest, np.float16(np.inf)), nearest)
        towards_zero = np.where(x > 0, below, above)
        return {"RINT": nearest, "NONE": nearest, "FLOOR": below, "CEIL": above, "TRUNC": towards_zero}[mode]

    return _cast("float32", "float16", mode, _numbers("float32") * 100, reference)


def _as(dtype: str) -> Callable[[Array], Array]:
    return lambda x: x.astype(dtype)


def bfloat16(x: Array) -> Array:
    """To the nearest, of two the even one."""
    words = x.astype(np.float32).view(np.uint32)
    return ((words + 0x7FFF + (words >> 16 & 1)) >> 16).astype(np.uint16)


CASTS = [
    *(_to_integer(s, t, mode) for s, t in (("float32", "int32"), ("float32", "int16"), ("float32", "int64"),
                                           ("float16", "int32"), ("float16", "int16")) for mode in _ROUND),
    *(_to_integer("float16", t, mode) for t in ("int8", "uint8") for mode in ("TRUNC", "RINT")),
    *(_float_to_half(mode) for mode in ("RINT", "NONE", "FLOOR", "CEIL", "TRUNC")),
    *(_cast("float32", "float32", mode, _TIES.astype(np.float32), _ROUND[mode]) for mode in _ROUND),
    *(_cast(s, t, "NONE", _numbers(s), _as(t))
      for s, t in (("float16", "float32"), ("int16", "float32"), ("int32", "int64"), ("int8", "float16"),
                   ("uint8", "float16"))),
    *(_cast(s, "float32", "RINT", _numbers(s), _as("float32")) for s in ("int32", "int64")),
    _cast("int32", "int16", "NONE", _numbers("int32"), lambda x: np.clip(x, -32768, 32767).astype(np.int16)),
    _cast("int64", "int32", "NONE", _numbers("int64"), lambda x: np.clip(x, -(2**31), 2**31 - 1).astype(np.int32)),
    _cast("float32", "bfloat16", "RINT", _numbers("float32"), bfloat16),
    _cast("bfloat16", "float32", "NONE", bfloat16(_numbers("float32")),
          lambda x: (x.astype(np.uint32) << 16).view(np.float32)),
]  # fmt: skip


# --- comparisons and selection

_ORDERS = {
    "LT": np.less,
    "GT": np.greater,
    "EQ": np.equal,
    "LE": np.less_equal,
    "GE": np.greater_equal,
    "NE": np.not_equal,
}


def _bits(truth: Array) -> Array:
    return np.packbits(truth, bitorder="little")


def _compare(dtype: str, order: str) -> Row:
    x = np.random.default_rng(3).integers(-3, 3, 256).astype(dtype)
    y = np.random.default_rng(4).integers(-3, 3, 256).astype(dtype)
    return Row(
        f"Compare-{dtype}-{order}", "compare and select, Compare", f"Compare(z, x, y, CMPMODE::{order}, n);",
        (dtype, dtype, "uint8"), x, y, lambda x, y: _bits(_ORDERS[order](x, y)),
    )  # fmt: skip


def _chosen(x: Array, y: Array) -> Array:
    return np.where(x < y, x, y)


_CHOICE = "LocalTensor<uint8_t> mask = w.template ReinterpretCast<uint8_t>(); Compare(mask, x, y, CMPMODE::LT, 256);"
_X, _Y = _numbers("float32", 256), _numbers("float32", 256, seed=2)
COMPARISONS = [
    *(_compare(dtype, order) for dtype in ("float32", "float16") for order in _ORDERS),
    _compare("int32", "EQ"),
    Row("CompareScalar-float32", "compare and select, Compares", "CompareScalar(z, x, 0.5f, CMPMODE::GE, n);",
        ("float32", "float32", "uint8"), _X, _Y, lambda x, _: _bits(x >= 0.5)),
    Row("Select-tensors", "compare and select, Select, mode 2",
        _CHOICE + "Select(z, mask, x, y, SELMODE::VSEL_TENSOR_TENSOR_MODE, n);", ("float32",) * 3, _X, _Y, _chosen),
    Row("Select-scalar", "compare and select, Select, mode 1",
        _CHOICE + "Select(z, mask, x, 7.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, n);", ("float32",) * 3, _X, _Y,
        lambda x, y: np.where(x < y, x, np.float32(7))),
    Row("Select-same-bits", "compare and select, Select, mode 0: each 256 bytes use the same bits",
        _CHOICE + "Select(z, mask, x, y, SELMODE::VSEL_CMPMASK_SPR, n);", ("float32",) * 3, _X, _Y,
        lambda x, y: np.where(np.tile((x < y)[:64], 4), x, y)),
]  # fmt: skip


# --- reductions, filling, gathering


def _tree(x: Array) -> Array:
    """Neighbours are added in each 256 bytes; the sums of these in order."""
    lanes = 256 // x.itemsize
    total = None
    for first in range(0, x.size, lanes):
        part = np.zeros(lanes, x.dtype)
        part[: x[first : first + lanes].size] = x[first : first + lanes]
        while part.size > 1:
            part = part[::2] + part[1::2]
        total = part[0] if total is None else total + part[0]
    return np.array([total])


def _found(x: Array, best: int) -> Array:
    index = np.array([best], np.uint32 if x.itemsize == 4 else np.uint16)
    return np.concatenate([x[best : best + 1], index.view(x.dtype)])


def _largest(x: Array) -> Array:
    return _found(x, int(np.argmax(x)))


def _smallest(x: Array) -> Array:
    return _found(x, int(np.argmin(x)))


_PICK = np.random.default_rng(5).permutation(200).astype(np.uint32) * 4
FILLS = [
    *(_of(t, "ReduceSum", "reduction, ReduceSum, ReduceDataBlock", "ReduceSum(z, x, w, n);", _tree, _numbers(t, 203))
      for t in ("float32", "float16")),
    *(_of(t, "ReduceMax", "reduction, ReduceMax", "ReduceMax(z, x, w, n, true);", _largest, _numbers(t, 203))
      for t in ("float32", "float16")),
    *(_of(t, "ReduceMin", "reduction, ReduceMin", "ReduceMin(z, x, w, n, true);", _smallest, _numbers(t, 203))
      for t in ("float32", "float16")),
    _of("float32", "ReduceMax-ties", "reduction, ReduceMax: the first of several", "ReduceMax(z, x, w, n, true);",
        _largest, np.ones(100, np.float32)),
    _of("float32", "WholeReduceSum", "reduction, ReduceRepeat", "WholeReduceSum(z, x, 50, 3, 1, 1, 7);",
        lambda x: np.concatenate([_tree(x[first : first + 50]) for first in (0, 56, 112)])),
    _of("float32", "WholeReduceMax", "reduction, ReduceRepeat",
        "WholeReduceMax(z, x, 50, 3, 1, 1, 7, ReduceOrder::ORDER_ONLY_VALUE);",
        lambda x: np.array([x[first : first + 50].max() for first in (0, 56, 112)])),
    _of("float16", "WholeReduceMin", "reduction, ReduceRepeat", "WholeReduceMin(z, x, 16, 3, 1, 1, 1);",
        lambda x: np.concatenate([_smallest(x[first : first + 16]) for first in (0, 16, 32)])),
    *(_of(t, "Duplicate", "data filling, Duplicate", f"Duplicate(z, {_C[t]}(3), n);", lambda x: np.full_like(x, 3))
      for t in ("int16", "uint16", "float16", "int32", "uint32", "float32")),
    *(_of(t, "CreateVecIndex", "data filling, CreateVecIndex", f"CreateVecIndex(z, {_C[t]}(5), n);",
          lambda x: np.arange(5, 5 + x.size).astype(x.dtype)) for t in ("int16", "float16", "int32", "float32")),
    Row("Gather-float32", "gather and scatter, Gather", "Gather(z, x, y, 0, n);", ("float32", "uint32", "float32"),
        _numbers("float32"), _PICK, lambda x, y: x[y // 4]),
    _of("float32", "Brcb", "data filling, Brcb", "Brcb(z, x, 2, {1, 8});", lambda x: np.repeat(x, 8),
        _numbers("float32", 16)),
    _of("float16", "Transpose", "data layout, Transpose", "Transpose(z, x);", lambda x: x.reshape(16, 16).T.ravel(),
        _numbers("float16", 256)),
    _of("float32", "DataCopy", "data copies, within UB: whole blocks of 32 bytes",
        "Duplicate(z, 0.0f, 16); DataCopy(z, x, 15);", lambda x: np.where(np.arange(16) < 8, x, 0),
        _numbers("float32", 16)),
    _of("float32", "SetValue", "LocalTensor, SetValue and GetValue",
        "for (int i = 0; i < n; ++i) z.SetValue(i, x.GetValue(n - 1 - i));", lambda x: x[::-1]),
]  # fmt: skip

FAMILIES: dict[str, list[Row]] = {
    "arithmetic": ARITHMETIC, "functions": FUNCTIONS, "casts": CASTS, "comparisons": COMPARISONS, "fills": FILLS,
}  # fmt: skip
