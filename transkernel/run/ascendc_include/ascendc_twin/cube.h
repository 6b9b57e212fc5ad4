// The matrix unit of dav-2201: memory to L1 (rows to fractals), L1 to L0A and L0B, products in L0C, L0C to memory.
// Fractals are 16 rows of 32 bytes. L0A holds them by rows (Zz), L0B turned and by rows (Zn), L0C by columns (Nz).
// Source: asc-devkit docs, basic API, matrix computation: DataCopy with ND2NZ, LoadData of 2D, LoadDataWithTranspose, Fill,
// Mmad, Fixpipe.
#ifndef ASCENDC_TWIN_CUBE_H
#define ASCENDC_TWIN_CUBE_H

#include "ascendc_twin/copy.h"

enum QuantMode_t { NoQuant = 0, F322F16, F322BF16 };

namespace AscendC {

// Of `nValue` rows of `dValue` elements, `srcDValue` apart; strides of the target in 32 bytes.
struct Nd2NzParams {
  std::uint16_t ndNum = 0, nValue = 0, dValue = 0, srcNdMatrixStride = 0, srcDValue = 0, dstNzC0Stride = 0, dstNzNStride = 0, dstNzMatrixStride = 0;
  Nd2NzParams() = default;
  Nd2NzParams(std::uint16_t matrices, std::uint16_t rows, std::uint16_t columns, std::uint16_t matrix_step, std::uint16_t row_step, std::uint16_t column_step,
              std::uint16_t fractal_step, std::uint16_t target_step)
      : ndNum(matrices), nValue(rows), dValue(columns), srcNdMatrixStride(matrix_step), srcDValue(row_step), dstNzC0Stride(column_step), dstNzNStride(fractal_step),
        dstNzMatrixStride(target_step) {}
};

// Fractals by number; steps in fractals, dstGap between the end of one and the start of the next.
struct LoadData2DParams {
  std::uint16_t startIndex = 0;
  std::uint8_t repeatTimes = 0;
  std::uint16_t srcStride = 0;
  std::uint8_t sid = 0;
  std::uint16_t dstGap = 0;
  bool ifTranspose = false;
  std::uint8_t addrMode = 0;
  LoadData2DParams() = default;
  LoadData2DParams(std::uint16_t start, std::uint8_t repeats, std::uint16_t step, std::uint8_t reserved, std::uint16_t gap, bool transpose, std::uint8_t mode)
      : startIndex(start), repeatTimes(repeats), srcStride(step), sid(reserved), dstGap(gap), ifTranspose(transpose), addrMode(mode) {}
};
using LoadData2dParams = LoadData2DParams;

// Squares by number; srcStride in squares, gaps in fractals. dstFracGap: between the two fractals of a square of 4-byte
// elements.
struct LoadData2dTransposeParams {
  std::uint16_t startIndex = 0;
  std::uint8_t repeatTimes = 0;
  std::uint16_t srcStride = 0, dstGap = 0, dstFracGap = 0;
  std::uint8_t addrMode = 0;
  LoadData2dTransposeParams() = default;
  LoadData2dTransposeParams(std::uint16_t start, std::uint8_t repeats, std::uint16_t step, std::uint16_t gap, std::uint16_t fractal_gap)
      : startIndex(start), repeatTimes(repeats), srcStride(step), dstGap(gap), dstFracGap(fractal_gap) {}
};

// Blocks are fractals in L0A and L0B, and 32 bytes in L1.
template <class T>
struct InitConstValueParams {
  std::uint16_t repeatTimes = 0, blockNum = 0, dstGap = 0;
  T initValue = T();
  InitConstValueParams() = default;
  InitConstValueParams(std::uint16_t repeats, std::uint16_t blocks, std::uint16_t gap, T value) : repeatTimes(repeats), blockNum(blocks), dstGap(gap), initValue(value) {}
};

struct MmadParams {
  std::uint16_t m = 0, n = 0, k = 0;
  std::uint8_t unitFlag = 0;
  bool cmatrixSource = false, cmatrixInitVal = true;
  MmadParams() = default;
  MmadParams(std::uint16_t rows, std::uint16_t columns, std::uint16_t depth, std::uint8_t flag, bool source, bool initial)
      : m(rows), n(columns), k(depth), unitFlag(flag), cmatrixSource(source), cmatrixInitVal(initial) {}
};

struct FixpipeParamsV220 {
  std::uint16_t nSize = 0, mSize = 0, srcStride = 0;
  std::uint32_t dstStride = 0;
  bool reluEn = false;
  QuantMode_t quantPre = QuantMode_t::NoQuant;
  std::uint64_t deqScalar = 0;
  std::uint16_t ndNum = 1, srcNdStride = 0, dstNdStride = 0;
  std::uint8_t unitFlag = 0;
  FixpipeParamsV220() = default;
  FixpipeParamsV220(std::uint16_t columns, std::uint16_t rows, std::uint16_t step, std::uint32_t row_step, bool relu, QuantMode_t mode = QuantMode_t::NoQuant,
                    std::uint64_t scale = 0, std::uint16_t matrices = 1, std::uint16_t source_step = 0, std::uint16_t target_step = 0, std::uint8_t flag = 0)
      : nSize(columns), mSize(rows), srcStride(step), dstStride(row_step), reluEn(relu), quantPre(mode), deqScalar(scale), ndNum(matrices), srcNdStride(source_step),
        dstNdStride(target_step), unitFlag(flag) {}
};

}  // namespace AscendC

namespace ascendc_twin {

constexpr std::uint32_t kFractal = 512, kSide = 16;
constexpr std::uint32_t kMostMatrix = 4095;
constexpr std::uint32_t kEnoughFractals = 10;  // of a product, so that the next one may follow without a barrier

template <class T>
constexpr std::uint32_t of_block = kBlock / sizeof(T);

inline std::uint32_t groups(std::uint32_t count, std::uint32_t size) { return (count + size - 1) / size; }

inline void check_place(const Access& access, Memory wanted, Who who) {
  if (access.memory != wanted) complain(who, "%s lies in %s, not in %s", access.operand, kMemories[access.memory].name, kMemories[wanted].name);
}

// Where an element of a matrix lies in fractals of `wide` columns that follow one another along a row (z) or down (n).
inline std::uint64_t place_zz(std::uint32_t row, std::uint32_t column, std::uint32_t wide, std::uint32_t columns) {
  return (std::uint64_t(row / kSide) * groups(columns, wide) + column / wide) * kSide * wide + row % kSide * wide + column % wide;
}

}  // namespace ascendc_twin

namespace AscendC {

template <class T>
void DataCopy(const LocalTensor<T>& destination, const GlobalTensor<T>& source, const Nd2NzParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopy", at.line};
  std::uint64_t rows = params.nValue, columns = params.dValue, wide = of_block<T>;
  if (!params.ndNum || !rows || !columns) return;
  if (params.dstNzC0Stride < 1 || params.dstNzNStride < 1) complain(who, "a stride of the destination is 0");
  if (!params.srcDValue) complain(who, "srcDValue is 0");
  for (std::uint32_t value : {params.nValue, params.dstNzC0Stride, params.dstNzNStride, params.dstNzMatrixStride})
    if (value > 16384) complain(who, "%u rows or blocks, of which there may be 16384", value);
  core().use_matrix(who);
  ++core().request->copies;
  std::uint64_t last = (params.ndNum - 1) * std::uint64_t(params.dstNzMatrixStride) + (groups(columns, wide) - 1) * params.dstNzC0Stride * wide + (rows - 1) * params.dstNzNStride * wide + wide;
  Step step = {Step::WORK, MTE2, who};
  check_place(destination.Operand("the destination", last, true, who), L1, who);
  std::uint64_t run = params.dstNzNStride == 1 ? rows : 1;  // rows that lie behind one another
  for (std::uint64_t matrix = 0; matrix < params.ndNum; ++matrix)
    for (std::uint64_t group = 0; group < groups(columns, wide); ++group)
      for (std::uint64_t row = 0; row < rows; row += run)
        step.more.push_back(destination[matrix * params.dstNzMatrixStride + (group * params.dstNzC0Stride + row * params.dstNzNStride) * wide].Operand("the destination", run * wide, true, who));
  for (std::uint64_t matrix = 0; matrix < params.ndNum; ++matrix)
    for (std::uint64_t row = 0; row < rows; ++row)
      step.more.push_back(source.Operand("the source", (matrix * params.srcNdMatrixStride + row * params.srcDValue) * sizeof(T), columns * sizeof(T), false, who));
  T *to = destination.Data(), *from = source.GetPhyAddr();
  step.work = [=] {
    for (std::uint64_t matrix = 0; matrix < params.ndNum; ++matrix)
      for (std::uint64_t row = 0; row < rows; ++row)
        for (std::uint64_t column = 0; column < groups(columns, wide) * wide; ++column)
          to[matrix * params.dstNzMatrixStride + column / wide * params.dstNzC0Stride * wide + row * params.dstNzNStride * wide + column % wide] =
              column < columns ? from[matrix * params.srcNdMatrixStride + row * params.srcDValue + column] : T();
  };
  core().pipes.issue(std::move(step));
}

template <class T>
void LoadData(const LocalTensor<T>& destination, const LocalTensor<T>& source, const LoadData2DParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"LoadData", at.line};
  constexpr std::uint32_t size = kFractal / sizeof(T);
  if (!params.repeatTimes) return;
  if (params.ifTranspose && sizeof(T) != 2) complain(who, "elements of %zu bytes are not transposed, but those of 2", sizeof(T));
  if (params.addrMode) complain(who, "addrMode is not 0, which is for copies from memory");
  core().use_matrix(who);
  ++core().request->copies;
  std::uint32_t repeats = params.repeatTimes, step = params.srcStride * size, gap = (params.dstGap + 1u) * size, first = params.startIndex * size;
  Access to = destination.Operand("the destination", (repeats - 1) * gap + size, true, who), from = source.Operand("the source", first + (repeats - 1) * step + size, false, who);
  if (to.memory != L0A && to.memory != L0B) complain(who, "the destination lies in %s, not in L0A or L0B", kMemories[to.memory].name);
  check_place(from, L1, who);
  T *target = destination.Data(), *begin = source.Data();
  bool turned = params.ifTranspose;
  issue(MTE1, who, {to, from}, [=] {
    for (std::uint32_t i = 0; i < repeats; ++i)
      for (std::uint32_t k = 0; k < size; ++k) target[i * gap + (turned ? k % kSide * kSide + k / kSide : k)] = begin[first + i * step + k];
  });
}

template <class T>
void LoadDataWithTranspose(const LocalTensor<T>& destination, const LocalTensor<T>& source, const LoadData2dTransposeParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  static_assert(sizeof(T) == 2 || sizeof(T) == 4, "elements whose squares the twin does not turn around");
  Who who = {"LoadDataWithTranspose", at.line};
  constexpr std::uint32_t wide = of_block<T>, size = kFractal / sizeof(T), square = kSide * kSide;
  if (!params.repeatTimes) return;
  if (params.addrMode) complain(who, "addrMode is not 0, which the twin does not do");
  core().use_matrix(who);
  ++core().request->copies;
  std::uint32_t repeats = params.repeatTimes, step = params.srcStride * square, gap = (params.dstGap + 1u) * size, first = params.startIndex * square;
  std::uint32_t apart = square == size ? 0 : (params.dstFracGap + 1u) * size;
  Access to = destination.Operand("the destination", (repeats - 1) * gap + apart + size, true, who), from = source.Operand("the source", first + (repeats - 1) * step + square, false, who);
  if (to.memory != L0A && to.memory != L0B) complain(who, "the destination lies in %s, not in L0A or L0B", kMemories[to.memory].name);
  check_place(from, L1, who);
  T *target = destination.Data(), *begin = source.Data();
  issue(MTE1, who, {to, from}, [=] {
    for (std::uint32_t i = 0; i < repeats; ++i)
      for (std::uint32_t row = 0; row < kSide; ++row)
        for (std::uint32_t column = 0; column < kSide; ++column)
          target[i * gap + row / wide * apart + column * wide + row % wide] = begin[first + i * step + column / wide * size + row * wide + column % wide];
  });
}

template <class T>
void Fill(const LocalTensor<T>& destination, const InitConstValueParams<T>& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  static_assert(sizeof(T) != 1, "types that Fill does not fill with");
  Who who = {"Fill", at.line};
  if (!params.repeatTimes || !params.blockNum) return;
  if (params.repeatTimes > 32767 || params.blockNum > 32767 || params.dstGap > 32767) complain(who, "a number is more than 32767");
  core().use_matrix(who);
  Memory memory = memory_of(destination.GetPosition());
  if (memory != L1 && memory != L0A && memory != L0B) complain(who, "the destination lies in %s, not in L1, L0A or L0B", kMemories[memory].name);
  std::uint32_t block = memory == L1 ? of_block<T> : kFractal / sizeof(T), repeats = params.repeatTimes, count = params.blockNum * block, step = (params.blockNum + params.dstGap) * block;
  Access to = destination.Operand("the destination", std::uint64_t(repeats - 1) * step + count, true, who);
  T *target = destination.Data(), value = params.initValue;
  issue(memory == L1 ? MTE2 : MTE1, who, {to}, [=] {
    for (std::uint32_t i = 0; i < repeats; ++i)
      for (std::uint32_t k = 0; k < count; ++k) target[i * step + k] = value;
  });
}

template <class C, class A, class B>
void Mmad(const LocalTensor<C>& dst, const LocalTensor<A>& left, const LocalTensor<B>& right, const MmadParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  static_assert(std::is_same_v<A, B> && ((is_floating<A> && std::is_same_v<C, float>) || (std::is_same_v<A, std::int8_t> && std::is_same_v<C, std::int32_t>)),
                "types that the matrix unit of dav-2201 does not multiply");
  Who who = {"Mmad", at.line};
  std::uint32_t m = params.m, n = params.n, k = params.k;
  if (!m || !n || !k) return;
  if (m > kMostMatrix || n > kMostMatrix || k > kMostMatrix) complain(who, "m, n, k are %u, %u, %u, of which none may be more than %u", m, n, k, kMostMatrix);
  core().use_matrix(who);
  ++core().request->matrix_instructions;
  core().request->matrix_products += std::uint64_t(m) * n * k;
  constexpr std::uint32_t wide = of_block<A>;
  std::uint32_t rows = groups(m, kSide) * kSide, columns = groups(n, kSide) * kSide, depth = groups(k, wide) * wide;
  bool from_vector = m == 1;  // a row is read as it is
  Access c = dst.Operand("dst", rows * columns, true, who, 1024), old = dst.Operand("dst", params.cmatrixInitVal ? 0 : rows * columns, false, who);
  Access a = left.Operand("fm", from_vector ? k : rows * depth, false, who), b = right.Operand("filter", depth * columns, false, who);
  check_place(c, L0C, who), check_place(a, L0A, who), check_place(b, L0B, who);
  C* to = dst.Data();
  A *x = left.Data(), *y = right.Data();
  bool fresh = params.cmatrixInitVal, settles = (m / kSide) * (n / kSide) >= kEnoughFractals;
  issue(M, who, {c, old, a, b}, [=] {
    for (std::uint32_t i = 0; i < m; ++i)
      for (std::uint32_t j = 0; j < n; ++j) {
        C& sum = to[std::uint64_t(j / kSide) * rows * kSide + i * kSide + j % kSide];
        if (fresh) sum = C();
        for (std::uint32_t p = 0; p < k; ++p) {
          A first = x[from_vector ? p : place_zz(i, p, wide, k)];
          A second = y[(std::uint64_t(p / wide) * groups(n, kSide) + j / kSide) * kSide * wide + j % kSide * wide + p % wide];
          sum += C(widen(first)) * C(widen(second));
        }
      }
  }, settles);
}

// Rows of the product to memory, `dstStride` elements apart. The page wants nSize to be a multiple of 16; the vendor's own
// library for matrices and its samples give it as it is, of which the page's NZ2ND copies nothing more.
template <class T, class C>
void Fixpipe(const GlobalTensor<T>& destination, const LocalTensor<C>& source, const FixpipeParamsV220& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"Fixpipe", at.line};
  std::uint32_t m = params.mSize, n = params.nSize;
  if (!m || !n || !params.ndNum) return;
  if (params.ndNum != 1) complain(who, "several matrices at once, which the twin does not do");
  if (n > kMostMatrix) complain(who, "nSize is %u, which may be 4095", n);
  if (m > 8192) complain(who, "mSize is %u, which may be 8192", m);
  if (params.srcStride != groups(m, kSide) * kSide) complain(who, "srcStride is %u, not mSize rounded up to 16", params.srcStride);
  if (!params.dstStride) complain(who, "dstStride is 0");
  QuantMode_t wanted = std::is_same_v<T, half> ? F322F16 : std::is_same_v<T, bfloat16_t> ? F322BF16 : NoQuant;
  if (params.quantPre != wanted) complain(who, "quantPre is %d, where the destination's type asks for %d", int(params.quantPre), int(wanted));
  core().use_matrix(who);
  ++core().request->copies;
  DmaAtomic atomic = atomic_for(type_code<T>(), who);
  Step step = {Step::WORK, FIX, who};
  step.atomic = atomic != DmaAtomic::NONE;
  step.reads_written = true;
  step.accesses[step.count++] = source.Operand("the source", std::uint64_t(groups(n, kSide)) * params.srcStride * kSide, false, who);
  check_place(step.accesses[0], L0C, who);
  for (std::uint32_t row = 0; row < m; ++row) step.more.push_back(destination.Operand("the destination", std::uint64_t(row) * params.dstStride * sizeof(T), n * sizeof(T), true, who));
  C* from = source.Data();
  T* to = destination.GetPhyAddr();
  step.work = [=] {
    for (std::uint32_t i = 0; i < m; ++i)
      for (std::uint32_t j = 0; j < n; ++j) {
        C value = from[std::uint64_t(j / kSide) * params.srcStride * kSide + i * kSide + j % kSide];
        if (params.reluEn && value < 0) value = C();
        T result = static_cast<T>(value);
        put_elements(atomic, type_code<T>(), reinterpret_cast<unsigned char*>(to + std::uint64_t(i) * params.dstStride + j), reinterpret_cast<unsigned char*>(&result), sizeof(T));
      }
  };
  core().pipes.issue(std::move(step));
}

#define ASCENDC_TWIN_COMPILED_LOAD(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void DataCopy(const LocalTensor<T>&, const GlobalTensor<T>&, const Nd2NzParams&, twin::At);     \
  ASCENDC_TWIN_COMPILED void LoadData(const LocalTensor<T>&, const LocalTensor<T>&, const LoadData2DParams&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_LOAD, , std::int8_t, half, bfloat16_t, float)
#undef ASCENDC_TWIN_COMPILED_LOAD
#define ASCENDC_TWIN_COMPILED_FILL(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void LoadDataWithTranspose(const LocalTensor<T>&, const LocalTensor<T>&, const LoadData2dTransposeParams&, twin::At);\
  ASCENDC_TWIN_COMPILED void Fill(const LocalTensor<T>&, const InitConstValueParams<T>&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_FILL, , half, bfloat16_t, float)
#undef ASCENDC_TWIN_COMPILED_FILL
#define ASCENDC_TWIN_COMPILED_MMAD(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void Mmad(const LocalTensor<NAME>&, const LocalTensor<T>&, const LocalTensor<T>&, const MmadParams&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_MMAD, float, half, bfloat16_t, float)
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_MMAD, std::int32_t, std::int8_t)
#undef ASCENDC_TWIN_COMPILED_MMAD
#define ASCENDC_TWIN_COMPILED_FIXPIPE(NAME, T)                                                                          \
  ASCENDC_TWIN_COMPILED void Fixpipe(const GlobalTensor<T>&, const LocalTensor<NAME>&, const FixpipeParamsV220&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_FIXPIPE, float, half, bfloat16_t, float)
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_FIXPIPE, std::int32_t, std::int32_t)
#undef ASCENDC_TWIN_COMPILED_FIXPIPE

}  // namespace AscendC

#endif
