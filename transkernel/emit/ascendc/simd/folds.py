"""Functions that a port brings along: reductions of integers, which the vector unit has of floats, and running sums.

Operands begin at 32 bytes, so blocks of 8 are the least that is moved.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_TILE = "const LocalTensor<int32_t>&"


def _fold(name: str, function: str, nothing: str, said: str) -> Helper:
    return Helper(
        name,
        f"""\
// {said} of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void {name}({_TILE} target, {_TILE} source, {_TILE} work,
                              int32_t count) {{
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, {nothing}, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {{
        int32_t half = (blocks + 1) / 2;
        {function}(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }}
    Brcb(target, work, 1, BrcbRepeatParams{{1, 8}});
    for (int32_t half = 32; half >= 8; half /= 2)
        {function}(target, target, target[half], half);
}}""",
    )


def _fold_rows(name: str, function: str, said: str) -> Helper:
    return Helper(
        name,
        f"""\
// {said} of each row of `width` numbers, which is 2, 4, 8 or so: each is joined with the one half a row on, then a
// quarter, and so on. The first of a row has them all then; others have some of the next rows' too.
__aicore__ inline void {name}({_TILE} target, {_TILE} source, int32_t width, {_TILE} work, {_TILE} moved,
                              {_TILE} places, int32_t rows) {{
    int32_t count = rows * width;
    Adds(work, source, 0, count);
    for (int32_t half = width / 2; half > 0; half /= 2) {{
        CreateVecIndex(places, half, count);
        Mins(places, places, count - 1, count);
        Muls(places, places, 4, count);
        Gather(moved, work, places.ReinterpretCast<uint32_t>(), 0, count);
        {function}(work, work, moved, count);
    }}
    CreateVecIndex(places, 0, rows);
    Muls(places, places, width * 4, rows);
    Gather(target, work, places.ReinterpretCast<uint32_t>(), 0, rows);
}}""",
    )


FOLD_ROWS_ADD = _fold_rows("fold_rows_add", "Add", "The sum")
FOLD_ROWS_MAX = _fold_rows("fold_rows_max", "Max", "The largest")
FOLD_ROWS_MIN = _fold_rows("fold_rows_min", "Min", "The smallest")
FOLD_ADD = _fold("fold_add", "Add", "0", "The sum")
FOLD_MAX = _fold("fold_max", "Max", "(-2147483647 - 1)", "The largest")
FOLD_MIN = _fold("fold_min", "Min", "2147483647", "The smallest")

RUNNING_SUM = Helper(
    "running_sum",
    f"""\
// Each number with all before it: with the one before, then with two before, then with four. In `padded`, 8 zeros stand
// before them; a lane with nothing so far before it takes one of these.
template <typename T>
__aicore__ inline void running_sum(const LocalTensor<T>& target, const LocalTensor<T>& source,
                                   const LocalTensor<T>& padded, {_TILE} places, int32_t count) {{
    Duplicate(padded, T(0), 8);
    Adds(padded[8], source, T(0), count);
    for (int32_t before = 1; before < count; before *= 2) {{
        CreateVecIndex(places, 8 - before, count);
        Maxs(places, places, 0, count);
        Muls(places, places, int32_t(sizeof(T)), count);
        Gather(target, padded, places.ReinterpretCast<uint32_t>(), 0, count);
        Add(padded[8], padded[8], target, count);
    }}
    Adds(target, padded[8], T(0), count);
}}""",
)
