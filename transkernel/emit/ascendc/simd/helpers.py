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

BIT = Helper(
    "bit",
    """\
// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}""",
)

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
