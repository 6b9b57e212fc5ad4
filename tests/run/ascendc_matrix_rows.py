"""What instructions of the matrix unit mean, as rows: lines of a kernel, the same in NumPy, and the pages that say so.

What lies in L1 and L0 can be seen by way of products alone, so that a row is a whole product with one thing in it that
is its own. Sources name pages of asc-devkit, docs/zh/api/SIMD-API, basic API, matrix computation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.run.ascendc_ports import HEADER

Array = NDArray[Any]

_SKELETON = """
template <class X, class Z, class Body>
__aicore__ inline void row(GM_ADDR x, GM_ADDR y, GM_ADDR z, Body body) {
    GlobalTensor<X> from_x, from_y;
    GlobalTensor<Z> to;
    from_x.SetGlobalBuffer((__gm__ X*)x);
    from_y.SetGlobalBuffer((__gm__ X*)y);
    to.SetGlobalBuffer((__gm__ Z*)z);
    LocalTensor<X> a1(TPosition::A1, 0, 8192), b1(TPosition::B1, 65536, 8192);
    LocalTensor<X> a2(TPosition::A2, 0, 8192), b2(TPosition::B2, 0, 8192);
    LocalTensor<float> c(TPosition::CO1, 0, 8192);
    body(to, from_x, from_y, a1, b1, a2, b2, c);
    PipeBarrier<PIPE_ALL>();
}
"""
_C = {"float32": "float", "float16": "half", "bfloat16": "bfloat16_t"}
_SYNC = "PipeBarrier<PIPE_ALL>();"


@dataclass(frozen=True, slots=True, eq=False)
class MatrixRow:
    """line: on the tensors x, y, z in memory and a1, b1, a2, b2, c on the chip. types: of x and y, and of z; bfloat16
    is uint16 in NumPy. reference: z of x and y; where it is -1, z is untouched."""

    name: str
    source: str
    line: str
    types: tuple[str, str]
    x: Array
    y: Array
    reference: Callable[[Array, Array], Array]


def matrix_text(rows: list[MatrixRow]) -> str:
    """One file with a kernel for each row."""
    kernels = "".join(
        f'extern "C" __global__ __aicore__ void matrix_row_{number}(GM_ADDR x, GM_ADDR y, GM_ADDR z) {{\n'
        f"    row<{_C[row.types[0]]}, {_C[row.types[1]]}>(x, y, z,\n"
        f"        [](auto z, auto x, auto y, auto a1, auto b1, auto a2, auto b2, auto c) {{ {row.line} }});\n}}\n"
        for number, row in enumerate(rows)
    )
    return HEADER + _SKELETON + kernels


def _whole(count: int, unit: int = 16) -> int:
    return -(-count // unit) * unit


def _wide(type_: str) -> int:
    return 8 if type_ == "float32" else 16


def _left(m: int, k: int, type_: str) -> str:
    """Rows in Nz, and by rows of fractals (Zz) in L0A."""
    along, down, size = _whole(k, _wide(type_)) // _wide(type_), _whole(m) // 16, 16 * _wide(type_)
    return (
        f"DataCopy(a1, x, Nd2NzParams(1, {m}, {k}, 0, {k}, {16 * down}, 1, 0)); {_SYNC}"
        f"for (int i = 0; i < {down}; ++i) LoadData(a2[i * {along * size}], a1[i * {size}],"
        f" LoadData2DParams(0, {along}, {down}, 0, 0, false, 0)); {_SYNC}"
    )


def _right(k: int, n: int, type_: str) -> str:
    """16 rows at a time in Zz, each square turned around."""
    across = _whole(n) // 16
    gap = across - 1 if type_ == "float32" else 0
    return (
        f"for (int i = 0; i < {k}; i += 16) DataCopy(b1[i * {16 * across}], y[i * {n}],"
        f" Nd2NzParams(1, {k} - i < 16 ? {k} - i : 16, {n}, 0, {n}, 16, 1, 0)); {_SYNC}"
        f"for (int i = 0; i < {k}; i += 16) LoadDataWithTranspose(b2[i * {16 * across}], b1[i * {16 * across}],"
        f" LoadData2dTransposeParams(0, {across}, 1, 0, {gap})); {_SYNC}"
    )


def _mmad(m: int, n: int, k: int, fresh: str = "true") -> str:
    return f"Mmad(c, a2, b2, MmadParams({m}, {n}, {k}, 0, false, {fresh})); {_SYNC}"


def _out(m: int, n: int, step: int, mode: str = "NoQuant", relu: str = "false") -> str:
    return f"Fixpipe(z, c, FixpipeParamsV220({n}, {m}, {_whole(m)}, {step}, {relu}, QuantMode_t::{mode}));"


def _integers(rows: int, columns: int, type_: str = "float32", most: int = 5) -> Array:
    """Small ones, whose sums are exact in whatever order."""
    found = np.random.default_rng(rows * columns).integers(-most, most + 1, (rows, columns)).astype(np.float32)
    if type_ == "bfloat16":
        return (found.view(np.uint32) >> 16).astype(np.uint16)
    return found.astype(type_)


def _plain(x: Array) -> Array:
    """As floats; numbers of 16 bits that are no floats are bfloats."""
    wide = (x.astype(np.uint32) << 16).view(np.float32) if x.dtype == np.uint16 else x
    return wide.astype(np.float32)


def _product(x: Array, y: Array) -> Array:
    return _plain(x) @ _plain(y)


def _of_type(type_: str, m: int, n: int, k: int) -> MatrixRow:
    line = _left(m, k, type_) + _right(k, n, type_) + _mmad(m, n, k) + _out(m, n, n)
    return MatrixRow(
        f"Mmad-{type_}-{m}-{n}-{k}", "Mmad; DataCopy ND2NZ; LoadData 2D; LoadDataWithTranspose; Fixpipe NZ2ND", line,
        (type_, "float32"), _integers(m, k, type_), _integers(k, n, type_), _product,
    )  # fmt: skip


def _turned_by_load(m: int, n: int, k: int) -> MatrixRow:
    down, across = _whole(k) // 16, _whole(n) // 16
    right = (
        f"DataCopy(b1, y, Nd2NzParams(1, {k}, {n}, 0, {n}, {16 * down}, 1, 0)); {_SYNC}"
        f"for (int i = 0; i < {down}; ++i) LoadData(b2[i * {across * 256}], b1[i * 256],"
        f" LoadData2DParams(0, {across}, {down}, 0, 0, true, 0)); {_SYNC}"
    )
    line = _left(m, k, "float16") + right + _mmad(m, n, k) + _out(m, n, n)
    return MatrixRow(
        "LoadData-turned", "LoadData 2D, ifTranspose", line, ("float16", "float32"), _integers(m, k, "float16"),
        _integers(k, n, "float16"), _product,
    )  # fmt: skip


def _row_as_it_lies(k: int, n: int, type_: str) -> MatrixRow:
    fractals = -(-_whole(k, _wide(type_)) // (16 * _wide(type_)))
    left = (
        f"DataCopy(a1, x, Nd2NzParams(1, 1, {k}, 0, {k}, 1, 1, 0)); {_SYNC}"
        f"LoadData(a2, a1, LoadData2DParams(0, {fractals}, 1, 0, 0, false, 0)); {_SYNC}"
    )
    line = left + _right(k, n, type_) + _mmad(1, n, k) + _out(1, n, n)
    return MatrixRow(
        f"Mmad-of-a-row-{type_}", "GEMV", line, (type_, "float32"), _integers(1, k, type_), _integers(k, n, type_),
        _product,
    )  # fmt: skip


def _several_matrices() -> MatrixRow:
    """Two matrices of 8 x 16 below one another in memory, the second one first 8 rows further down in Nz."""
    left = (
        f"DataCopy(a1, x, Nd2NzParams(2, 8, 16, 128, 16, 16, 1, 64)); {_SYNC}"
        f"LoadData(a2, a1, LoadData2DParams(0, 2, 1, 0, 0, false, 0)); {_SYNC}"
    )
    line = left + _right(16, 16, "float32") + _mmad(16, 16, 16) + _out(16, 16, 16)
    return MatrixRow(
        "DataCopy-of-two-matrices", "DataCopy ND2NZ: ndNum, dstNzMatrixStride", line, ("float32", "float32"),
        _integers(16, 16), _integers(16, 16), _product,
    )  # fmt: skip


def _filled(type_: str) -> MatrixRow:
    line = (
        f"Fill(a2, InitConstValueParams<{_C[type_]}>(2, 1, 0, {_C[type_]}(2)));"
        f"Fill(b2, InitConstValueParams<{_C[type_]}>(1, 2, 0, {_C[type_]}(3))); {_SYNC}" + _mmad(16, 16, 16)
    ) + _out(16, 16, 16)
    return MatrixRow(
        f"Fill-{type_}", "Fill: blocks of 512 bytes in L0A and L0B", line, (type_, "float32"), _integers(16, 16, type_),
        _integers(16, 16, type_), lambda x, y: np.full((16, 16), 16 * 2 * 3, np.float32),
    )  # fmt: skip


def _added() -> MatrixRow:
    line = _left(16, 16, "float32") + _right(16, 16, "float32") + 2 * _mmad(16, 16, 16, "false")
    line = line.replace("false)); PipeBarrier<PIPE_ALL>();Mmad", "true)); PipeBarrier<PIPE_ALL>();Mmad", 1)
    return MatrixRow(
        "Mmad-adds", "Mmad: cmatrixInitVal", line + _out(16, 16, 16), ("float32", "float32"), _integers(16, 16),
        _integers(16, 16), lambda x, y: 2 * _product(x, y),
    )  # fmt: skip


def _stored(name: str, mode: str, result: str, relu: str, reference: Callable[[Array, Array], Array]) -> MatrixRow:
    line = _left(20, 16, "float32") + _right(16, 19, "float32") + _mmad(20, 19, 16) + _out(20, 19, 19, mode, relu)
    return MatrixRow(
        name, "Fixpipe L0C to GM: quantPre, reluEn", line, ("float32", result), _integers(20, 16, most=99),
        _integers(16, 19, most=999) / np.float32(64), reference,
    )  # fmt: skip


def _between() -> MatrixRow:
    line = _left(4, 16, "float32") + _right(16, 5, "float32") + _mmad(4, 5, 16) + _out(4, 5, 8)

    def reference(x: Array, y: Array) -> Array:
        whole = np.full((4, 8), -1, np.float32)
        whole[:, :5] = _product(x, y)
        return whole

    return MatrixRow(
        "Fixpipe-with-a-step", "Fixpipe L0C to GM; NZ2ND: dstStride", line, ("float32", "float32"), _integers(4, 16),
        _integers(16, 5), reference,
    )  # fmt: skip


ROWS = [
    *(
        _of_type(type_, *sizes)
        for type_ in ("float16", "bfloat16", "float32")
        for sizes in ((16, 16, 16), (35, 21, 44))
    ),
    _of_type("float32", 3, 33, 9),
    _turned_by_load(33, 20, 40),
    *(_row_as_it_lies(150, 20, type_) for type_ in ("float16", "float32")),
    _several_matrices(),
    *(_filled(type_) for type_ in ("float16", "float32")),
    _added(),
    _stored("Fixpipe-to-half", "F322F16", "float16", "false", lambda x, y: _product(x, y).astype(np.float16)),
    _stored("Fixpipe-relu", "NoQuant", "float32", "true", lambda x, y: np.maximum(_product(x, y), np.float32(0))),
    _between(),
]
