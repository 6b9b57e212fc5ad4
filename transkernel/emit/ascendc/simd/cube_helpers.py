"""Functions that a port for the matrix unit brings along: a matrix to where the unit reads it, and what it made of it.

Fractals are 16 rows of 32 bytes. In L1 they follow one another down the columns (Nz), or along 16 rows (Zz) where they
are to be turned around; in L0A along the rows (Zz), in L0B turned around, along the rows (Zn); in L0C down the columns.
Sources: asc-devkit, docs/zh/api/SIMD-API, basic API, matrix computation: DataCopy with ND2NZ, LoadData of 2D,
LoadDataWithTranspose, Fill, Mmad (a single row is read as it lies: GEMV), Fixpipe with NZ2ND.
"""

from __future__ import annotations

from transkernel.emit.ascendc.simd.helpers import AT
from transkernel.emit.c.needs import Helper

_TEMPLATE = "template <typename T>\n__aicore__ inline"

WHOLE = Helper(
    "whole",
    """\
// Rounded up to whole fractals, which have 16 rows.
__aicore__ inline int32_t whole(int32_t count) {
    return (count + 15) / 16 * 16;
}""",
)

_ROWS_IN = Helper(
    "copy_fractals_in",
    f"""\
// Rows to L1, of which each is cut into pieces of 32 bytes that lie `pitch` pieces apart. A step of more elements than
// a copy can take is gone row by row.
{_TEMPLATE} void copy_fractals_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                        int64_t step, int32_t pitch) {{
    if (step > 0 && step <= 65535) {{
        DataCopy(fractals, at(memory), Nd2NzParams(1, rows, columns, 0, step, pitch, 1, 0));
        return;
    }}
    for (int32_t row = 0; row < rows; ++row)
        DataCopy(fractals[row * (32 / sizeof(T))], at(memory + row * step),
                 Nd2NzParams(1, 1, columns, 0, columns, pitch, 1, 0));
}}""",
    (AT,),
)

LEFT_IN = Helper(
    "copy_left_in",
    f"""\
// The left factor to L1, by columns of fractals; a single row as it lies.
{_TEMPLATE} void copy_left_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                    int64_t step) {{
    copy_fractals_in(fractals, memory, rows, columns, step, rows == 1 ? 1 : whole(rows));
}}""",
    (_ROWS_IN, WHOLE),
)

RIGHT_IN = Helper(
    "copy_right_in",
    f"""\
// The right factor to L1, by rows of fractals, so that squares of them can be turned around.
{_TEMPLATE} void copy_right_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                     int64_t step) {{
    for (int32_t row = 0; row < rows; row += 16)
        copy_fractals_in(fractals[row * whole(columns)], memory + row * step, rows - row < 16 ? rows - row : 16,
                         columns, step, 16);
}}""",
    (_ROWS_IN, WHOLE),
)

TURNED_IN = Helper(
    "copy_turned_in",
    f"""\
// The right factor to L1, whose columns are rows in memory, by columns of fractals.
{_TEMPLATE} void copy_turned_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                      int64_t step) {{
    copy_fractals_in(fractals, memory, columns, rows, step, whole(columns));
}}""",
    (_ROWS_IN, WHOLE),
)

SPLIT_LEFT = Helper(
    "split_left",
    f"""\
// The left factor from L1 to L0A.
{_TEMPLATE} void split_left(const LocalTensor<T>& factor, const LocalTensor<T>& fractals, int32_t rows,
                                  int32_t columns) {{
    const int32_t size = 512 / sizeof(T);  // elements of a fractal
    const int32_t along = (columns * sizeof(T) + 31) / 32, down = whole(rows) / 16;
    if (rows == 1) {{
        LoadData(factor, fractals, LoadData2DParams(0, (along + 15) / 16, 1, 0, 0, false, 0));
        return;
    }}
    for (int32_t i = 0; i < down; ++i)
        LoadData(factor[i * along * size], fractals[i * size], LoadData2DParams(0, along, down, 0, 0, false, 0));
}}""",
    (WHOLE,),
)

SPLIT_RIGHT = Helper(
    "split_right",
    f"""\
// The right factor from L1 to L0B, square after square turned around.
{_TEMPLATE} void split_right(const LocalTensor<T>& factor, const LocalTensor<T>& fractals, int32_t rows,
                                   int32_t columns) {{
    const int32_t along = whole(columns) / 16;
    for (int32_t row = 0; row < rows; row += 16)
        LoadDataWithTranspose(factor[row * along * 16], fractals[row * along * 16],
                              LoadData2dTransposeParams(0, along, 1, 0, along - 1));
}}""",
    (WHOLE,),
)

SPLIT_TURNED = Helper(
    "split_turned",
    f"""\
// The right factor from L1 to L0B, where it lies as L0B wants it.
{_TEMPLATE} void split_turned(const LocalTensor<T>& factor, const LocalTensor<T>& fractals, int32_t rows,
                                    int32_t columns) {{
    const int32_t deep = (rows * sizeof(T) + 31) / 32;
    LoadData(factor, fractals, LoadData2DParams(0, deep * (whole(columns) / 16), 1, 0, 0, false, 0));
}}""",
    (WHOLE,),
)

CLEAR = Helper(
    "clear_factor",
    f"""\
// Zeros for products of nothing, one deep: as many fractals as a tile has along its side.
{_TEMPLATE} void clear_factor(const LocalTensor<T>& factor, int32_t side) {{
    Fill(factor, InitConstValueParams<T>(1, whole(side) / 16, 0, T(0)));
}}""",
    (WHOLE,),
)

MULTIPLY = Helper(
    "multiply",
    """\
// Adds the product of the factors to the sums, or begins them anew. Small products do not wait for one another.
template <typename C, typename T>
__aicore__ inline void multiply(const LocalTensor<C>& sums, const LocalTensor<T>& left, const LocalTensor<T>& right,
                                int32_t rows, int32_t columns, int32_t depth, bool fresh) {
    Mmad(sums, left, right, MmadParams(rows, columns, depth, 0, false, fresh));
    if ((rows / 16) * (columns / 16) < 10) PipeBarrier<PIPE_M>();
}""",
)

MATRIX_OUT = Helper(
    "copy_sums_out",
    """\
// Rows of sums to memory, and nothing beside them.
template <QuantMode_t mode, typename T, typename C>
__aicore__ inline void copy_sums_out(__gm__ T* memory, const LocalTensor<C>& sums, int32_t rows, int32_t columns,
                                     int64_t step) {
    Fixpipe(at(memory), sums, FixpipeParamsV220(columns, rows, whole(rows), step, false, mode));
}""",
    (AT, WHOLE),
)
