"""Functions that a port brings along: copies of any length, waits of one unit for another, and what scalars need."""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_TEMPLATE = "template <typename T>\n__aicore__ inline"

AT = Helper(
    "at",
    f"""\
{_TEMPLATE} GlobalTensor<T> at(__gm__ T* memory) {{
    GlobalTensor<T> tensor;
    tensor.SetGlobalBuffer(memory);
    return tensor;
}}""",
)

COPY_IN = Helper(
    "copy_in",
    f"""\
// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
{_TEMPLATE} void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {{
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{{1, uint32_t(count * sizeof(T)), 0, 0, 0}},
                    DataCopyPadExtParams<T>());
}}""",
    (AT,),
)

COPY_IN_BEHIND = Helper(
    "copy_in_behind",
    f"""\
// `count` elements from memory, behind `lead` elements of the tile, of which the last ones become 0.
{_TEMPLATE} void copy_in_behind(const LocalTensor<T>& tile, int32_t lead, __gm__ T* memory, int32_t count) {{
    DataCopyPadExtParams<T> padding;
    padding.isPad = true;
    padding.leftPadding = lead % (32 / sizeof(T));
    if (count > 0)
        DataCopyPad(tile[lead - padding.leftPadding], at(memory),
                    DataCopyExtParams{{1, uint32_t(count * sizeof(T)), 0, 0, 0}}, padding);
}}""",
    (AT,),
)

COPY_OUT = Helper(
    "copy_out",
    f"""\
// `count` elements to memory, and nothing behind them.
{_TEMPLATE} void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {{
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{{1, uint32_t(count * sizeof(T)), 0, 0, 0}});
}}""",
    (AT,),
)

_ROWS = """\
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
"""

COPY_ROWS_IN = Helper(
    "copy_rows_in",
    f"""\
// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
{_TEMPLATE} void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {{
{_ROWS}\
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{{part, bytes, gap, blocks, 0}},
                    DataCopyPadExtParams<T>());
    }}
}}""",
    (AT,),
)

COPY_ROWS_OUT = Helper(
    "copy_rows_out",
    f"""\
// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
{_TEMPLATE} void copy_rows_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t rows, int32_t count,
                                     int64_t step, int32_t pitch) {{
{_ROWS}\
        DataCopyPad(at(memory + row * step), tile[row * pitch], DataCopyExtParams{{part, bytes, blocks, gap, 0}});
    }}
}}""",
    (AT,),
)

LOAD = Helper(
    "load",
    f"""\
// One element of memory, for the scalar unit.
{_TEMPLATE} T load(__gm__ T* memory) {{
    return at(memory).GetValue(0);
}}""",
    (AT,),
)

WAIT = Helper(
    "wait",
    """\
// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}""",
)

EXTREME = Helper(
    "extreme",
    """\
// The least or the greatest of `count` whole numbers, which the room for as many is used for.
template <bool greatest>
__aicore__ inline int32_t extreme(const LocalTensor<int32_t>& numbers, const LocalTensor<int32_t>& room,
                                  int32_t count) {
    Adds(room, numbers, 0, count);
    while (count > 8) {
        int32_t half = (count + 15) / 16 * 8;  // the second half begins on 32 bytes
        if constexpr (greatest)
            Max(room, room, room[half], count - half);
        else
            Min(room, room, room[half], count - half);
        count = half;
    }
    wait<HardEvent::V_S>();
    int32_t found = room.GetValue(0);
    for (int32_t each = 1; each < count; ++each) {
        int32_t other = room.GetValue(each);
        found = (other < found) == greatest ? found : other;
    }
    return found;
}""",
    (WAIT,),
)

GATHER_IN = Helper(
    "gather_in",
    """\
// Elements at places in the window, which begins with the first of `span`. The vector unit picks no bytes: they become
// halves, which hold them all, behind those in the window.
template <typename T>
__aicore__ inline void pick(const LocalTensor<T>& target, const LocalTensor<T>& window,
                            const LocalTensor<int32_t>& places, const LocalTensor<int32_t>& room, int32_t span,
                            int32_t count) {
    constexpr int32_t size = sizeof(T) == 1 ? 2 : sizeof(T);
    Muls(room, room, size, count);
    wait<HardEvent::MTE2_V>();
    if constexpr (sizeof(T) == 1) {
        const LocalTensor<half> wide = window[window.GetSize() / 2].template ReinterpretCast<half>();
        const LocalTensor<half> found = places.ReinterpretCast<half>();
        Cast(wide, window, RoundMode::CAST_NONE, span);
        Gather(found, wide, room.ReinterpretCast<uint32_t>(), 0, count);
        Cast(target, found, RoundMode::CAST_TRUNC, count);
    } else {
        Gather(target, window, room.ReinterpretCast<uint32_t>(), 0, count);
    }
}

// target[lane] = memory[places[lane]]: all between the first place and the last one is copied to the window, and picked
// from there. Where that is too much, fewer lanes are taken at once, and a few are read one by one.
template <typename T>
__aicore__ inline void gather_in(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<int32_t>& places,
                                 const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    const uint32_t most = sizeof(T) == 1 ? window.GetSize() / 4 : window.GetSize();
    for (int32_t lane = 0, part = count; lane < count; lane += part) {
        part = part < count - lane ? part : count - lane;
        int32_t first = extreme<false>(places[lane], room, part), last = extreme<true>(places[lane], room, part);
        while (uint32_t(last) - uint32_t(first) >= most && part > 32) {
            part = (part / 2 + 31) / 32 * 32;
            first = extreme<false>(places[lane], room, part);
            last = extreme<true>(places[lane], room, part);
        }
        if (uint32_t(last) - uint32_t(first) < most) {
            copy_in(window, memory + first, last - first + 1);
            Adds(room, places[lane], -first, part);
            pick(target[lane], window, places[lane], room, last - first + 1, part);
        } else {
            for (int32_t each = lane; each < lane + part; ++each)
                target.SetValue(each, load(memory + places.GetValue(each)));
            wait<HardEvent::S_V>();
        }
    }
}""",
    (EXTREME, COPY_IN, LOAD, WAIT),
)

CHOOSE = Helper(
    "choose",
    """\
// The least of the numbers, which the lanes that the mask leaves out get too. 2147483647 where it leaves all out.
__aicore__ inline int32_t choose(const LocalTensor<uint8_t>& mask, const LocalTensor<int32_t>& numbers,
                                 const LocalTensor<int32_t>& room, int32_t count) {
    const LocalTensor<float> bits = numbers.ReinterpretCast<float>(), others = room.ReinterpretCast<float>();
    Duplicate(room, 0x7FFFFFFF, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    const int32_t least = extreme<false>(numbers, room, count);
    Duplicate(room, least, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    return least;
}""",
    (EXTREME,),
)

FILL_ZERO = Helper(
    "fill_zero",
    """\
template <typename T>
__aicore__ inline void fill_zero(const LocalTensor<T>& target, int32_t count) {
    Duplicate(target.template ReinterpretCast<uint16_t>(), uint16_t(0), int32_t((count * sizeof(T) + 1) / 2));
}""",
)

GATHER_WHERE = Helper(
    "gather_where",
    """\
// The same for the lanes of the mask. The others get one of their elements, or 0 where there are none: no memory has
// an element 2147483647.
template <typename T>
__aicore__ inline void gather_where(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                    const LocalTensor<int32_t>& places, const LocalTensor<T>& window,
                                    const LocalTensor<int32_t>& room, int32_t count) {
    if (choose(mask, places, room, count) == 0x7FFFFFFF)
        fill_zero(target, count);
    else
        gather_in(target, memory, places, window, room, count);
}""",
    (CHOOSE, FILL_ZERO, GATHER_IN),
)

BIT = Helper(
    "bit",
    """\
// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}""",
)

GATHER_SUM = Helper(
    "gather_sum",
    """\
// Whether `numbers` from 0 to `more`, times a step, are numbers of 31 bits.
__aicore__ inline bool is_near(int64_t step, int64_t more) {
    constexpr int64_t most = 0x3FFFFFFF;
    return more == 0 || (-most <= step && step <= most && -most <= step * more && step * more <= most);
}

// The same, of memory[rows[lane] * row_step + columns[lane] * column_step]: counted from the least row and the least
// column on, places are numbers of 32 bits, unless lanes lie too far from one another.
template <typename T>
__aicore__ inline void gather_sum(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                  const LocalTensor<int32_t>& rows, int64_t row_step,
                                  const LocalTensor<int32_t>& columns, int64_t column_step,
                                  const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    fill_zero(target, count);
    const int32_t row = choose(mask, rows, room, count), column = choose(mask, columns, room, count);
    if (row == 0x7FFFFFFF || column == 0x7FFFFFFF) return;
    const int64_t more_rows = int64_t(extreme<true>(rows, room, count)) - row;
    const int64_t more_columns = int64_t(extreme<true>(columns, room, count)) - column;
    if (is_near(row_step, more_rows) && is_near(column_step, more_columns)) {
        Adds(rows, rows, -row, count);
        Muls(rows, rows, int32_t(row_step), count);
        Adds(columns, columns, -column, count);
        Muls(columns, columns, int32_t(column_step), count);
        Add(rows, rows, columns, count);
        memory += row * row_step + column * column_step;
        gather_where(target, memory, mask, rows, window, room, count);
    } else {
        for (int32_t lane = 0; lane < count; ++lane)
            if (bit(mask, lane)) {
                const int64_t place = rows.GetValue(lane) * row_step + columns.GetValue(lane) * column_step;
                target.SetValue(lane, load(memory + place));
            }
        wait<HardEvent::S_V>();
    }
}""",
    (BIT, CHOOSE, FILL_ZERO, GATHER_WHERE),
)

FENCE = Helper(
    "fence",
    """\
// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}""",
)

PADDED = Helper(
    "padded",
    """\
// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}""",
)

COPY_TILE = Helper(
    "copy_tile",
    """\
// A tile to another one, bit by bit.
template <typename T>
__aicore__ inline void copy_tile(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t count) {
    if constexpr (sizeof(T) % 4 == 0)
        Adds(target.template ReinterpretCast<int32_t>(), source.template ReinterpretCast<int32_t>(), int32_t(0),
             int32_t(count * sizeof(T) / 4));
    else
        Adds(target.template ReinterpretCast<int16_t>(), source.template ReinterpretCast<int16_t>(), int16_t(0),
             int32_t((count * sizeof(T) + 1) / 2));
}""",
)

EXPAND = Helper(
    "expand",
    """\
// Each element at the beginning of 32 bytes of its own, and in all of them.
template <typename T>
__aicore__ inline void expand(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t count) {
    constexpr int32_t most = 248 * 8;  // elements of one instruction
    for (int32_t first = 0; first < count; first += most) {
        int32_t part = count - first < most ? count - first : most;
        Brcb(target[first * (32 / sizeof(T))], source[first], uint8_t((part + 7) / 8),
             BrcbRepeatParams{1, 8});
    }
}""",
)


def _of_rows(name: str, function: str, order: str) -> Helper:
    return Helper(
        name,
        f"""\
// What {function} makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void {name}(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {{
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {{
        int32_t part = rows - row < most ? rows - row : most;
        {function}(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32{order});
    }}
}}""",
    )


SUM_ROWS = _of_rows("sum_rows", "WholeReduceSum", "")
MAX_ROWS = _of_rows("max_rows", "WholeReduceMax", ", ReduceOrder::ORDER_ONLY_VALUE")
MIN_ROWS = _of_rows("min_rows", "WholeReduceMin", ", ReduceOrder::ORDER_ONLY_VALUE")

SET_BIT = Helper(
    "set_bit",
    """\
__aicore__ inline void set_bit(const LocalTensor<uint8_t>& mask, int32_t lane, bool value) {
    uint8_t others = mask.GetValue(lane / 8) & ~(1 << lane % 8);
    mask.SetValue(lane / 8, uint8_t(others | value << lane % 8));
}""",
)

BITS_AS = Helper(
    "bits_as",
    """\
// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}""",
)


TO_FLOAT = Helper(
    "to_float",
    """\
__aicore__ inline float to_float(bfloat16_t value) {
    return bits_as<float>(uint32_t(bits_as<uint16_t>(value)) << 16);
}""",
    (BITS_AS,),
)

TO_BFLOAT16 = Helper(
    "to_bfloat16",
    """\
// To the nearest, of two the even one.
__aicore__ inline bfloat16_t to_bfloat16(float value) {
    uint32_t bits = bits_as<uint32_t>(value);
    uint32_t rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
    return bits_as<bfloat16_t>(uint16_t(value == value ? rounded : 0x7FFF));
}""",
    (BITS_AS,),
)
