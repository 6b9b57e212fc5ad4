// Integer intrinsics (CUDA Math API, "Integer Intrinsics").
#pragma once

static inline int __popc(unsigned x) { return __builtin_popcount(x); }
static inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
static inline int __clz(int x) { return x ? __builtin_clz(static_cast<unsigned>(x)) : 32; }
static inline int __clzll(long long x) { return x ? __builtin_clzll(static_cast<unsigned long long>(x)) : 64; }
static inline int __ffs(int x) { return __builtin_ffs(x); }
static inline int __ffsll(long long x) { return __builtin_ffsll(x); }

static inline unsigned __brev(unsigned x) {
  x = (x >> 1 & 0x55555555u) | (x & 0x55555555u) << 1;
  x = (x >> 2 & 0x33333333u) | (x & 0x33333333u) << 2;
  x = (x >> 4 & 0x0F0F0F0Fu) | (x & 0x0F0F0F0Fu) << 4;
  return __builtin_bswap32(x);
}
static inline unsigned long long __brevll(unsigned long long x) {
  return static_cast<unsigned long long>(__brev(static_cast<unsigned>(x))) << 32 |
         __brev(static_cast<unsigned>(x >> 32));
}

// The high bit of each selector does not count: nvcc masks them with 0x7777 before `prmt`.
static inline unsigned __byte_perm(unsigned x, unsigned y, unsigned selectors) {
  const std::uint64_t bytes = static_cast<std::uint64_t>(y) << 32 | x;
  unsigned result = 0;
  for (int i = 0; i < 4; ++i) {
    const unsigned selector = selectors >> (4 * i) & 0xF;
    const unsigned byte = static_cast<unsigned>(bytes >> (8 * (selector & 7))) & 0xFF;
    result |= byte << (8 * i);
  }
  return result;
}

static inline int __mulhi(int x, int y) { return static_cast<int>(static_cast<long long>(x) * y >> 32); }
static inline unsigned __umulhi(unsigned x, unsigned y) {
  return static_cast<unsigned>(static_cast<unsigned long long>(x) * y >> 32);
}
static inline long long __mul64hi(long long x, long long y) {
  return static_cast<long long>(static_cast<__int128>(x) * y >> 64);
}
static inline unsigned long long __umul64hi(unsigned long long x, unsigned long long y) {
  return static_cast<unsigned long long>(static_cast<unsigned __int128>(x) * y >> 64);
}
static inline int mulhi(int x, int y) { return __mulhi(x, y); }
static inline unsigned mulhi(unsigned x, unsigned y) { return __umulhi(x, y); }
static inline unsigned umulhi(unsigned x, unsigned y) { return __umulhi(x, y); }

static inline int __mul24(int x, int y) {
  const auto low = [](int v) { return static_cast<unsigned>(static_cast<int>(static_cast<unsigned>(v) << 8) >> 8); };
  return static_cast<int>(low(x) * low(y));
}
static inline unsigned __umul24(unsigned x, unsigned y) { return (x & 0xFFFFFFu) * (y & 0xFFFFFFu); }
static inline int mul24(int x, int y) { return __mul24(x, y); }
static inline unsigned umul24(unsigned x, unsigned y) { return __umul24(x, y); }

static inline unsigned __sad(int x, int y, unsigned z) {
  return (x > y ? static_cast<unsigned>(x) - static_cast<unsigned>(y)
                : static_cast<unsigned>(y) - static_cast<unsigned>(x)) +
         z;
}
static inline unsigned __usad(unsigned x, unsigned y, unsigned z) { return (x > y ? x - y : y - x) + z; }
static inline int __hadd(int x, int y) { return static_cast<int>((static_cast<long long>(x) + y) >> 1); }
static inline int __rhadd(int x, int y) { return static_cast<int>((static_cast<long long>(x) + y + 1) >> 1); }
static inline unsigned __uhadd(unsigned x, unsigned y) {
  return static_cast<unsigned>((static_cast<std::uint64_t>(x) + y) >> 1);
}
static inline unsigned __urhadd(unsigned x, unsigned y) {
  return static_cast<unsigned>((static_cast<std::uint64_t>(x) + y + 1) >> 1);
}

namespace cuda_host {
inline std::uint64_t join(unsigned low, unsigned high) { return static_cast<std::uint64_t>(high) << 32 | low; }
}  // namespace cuda_host
static inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>(cuda_host::join(low, high) << (shift & 31) >> 32);
}
static inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>(cuda_host::join(low, high) >> (shift & 31));
}
static inline unsigned __funnelshift_lc(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>(cuda_host::join(low, high) << (shift < 32 ? shift : 32) >> 32);
}
static inline unsigned __funnelshift_rc(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>(cuda_host::join(low, high) >> (shift < 32 ? shift : 32));
}

namespace cuda_host {

// The i-th W-bit lane of a word, with its sign where T is signed.
template <class T>
inline T lane_of(unsigned word, unsigned i) {
  return static_cast<T>(word >> (8 * sizeof(T) * i));
}

template <class A, class B, class Sum>
inline Sum dot(unsigned a, unsigned b, Sum c, unsigned first_b, unsigned lanes) {
  std::uint32_t sum = static_cast<std::uint32_t>(c);
  for (unsigned i = 0; i < lanes; ++i)
    sum += static_cast<std::uint32_t>(lane_of<A>(a, i)) * static_cast<std::uint32_t>(lane_of<B>(b, first_b + i));
  return static_cast<Sum>(sum);
}

}  // namespace cuda_host

static inline int __dp4a(int a, int b, int c) { return cuda_host::dot<std::int8_t, std::int8_t>(a, b, c, 0, 4); }
static inline unsigned __dp4a(unsigned a, unsigned b, unsigned c) {
  return cuda_host::dot<std::uint8_t, std::uint8_t>(a, b, c, 0, 4);
}
static inline int __dp2a_lo(int a, int b, int c) { return cuda_host::dot<std::int16_t, std::int8_t>(a, b, c, 0, 2); }
static inline unsigned __dp2a_lo(unsigned a, unsigned b, unsigned c) {
  return cuda_host::dot<std::uint16_t, std::uint8_t>(a, b, c, 0, 2);
}
static inline int __dp2a_hi(int a, int b, int c) { return cuda_host::dot<std::int16_t, std::int8_t>(a, b, c, 2, 2); }
static inline unsigned __dp2a_hi(unsigned a, unsigned b, unsigned c) {
  return cuda_host::dot<std::uint16_t, std::uint8_t>(a, b, c, 2, 2);
}
static inline int __dp4a(char4 a, char4 b, int c) {
  return __dp4a(cuda_host::bits<int>(a), cuda_host::bits<int>(b), c);
}
static inline unsigned __dp4a(uchar4 a, uchar4 b, unsigned c) {
  return __dp4a(cuda_host::bits<unsigned>(a), cuda_host::bits<unsigned>(b), c);
}
#define CUDA_HOST_DOT2(name, Halves, Bytes, T)                          \
  static inline T name(Halves a, Bytes b, T c) {                        \
    return name(cuda_host::bits<T>(a), cuda_host::bits<T>(b), c);       \
  }
CUDA_HOST_DOT2(__dp2a_lo, short2, char4, int)
CUDA_HOST_DOT2(__dp2a_hi, short2, char4, int)
CUDA_HOST_DOT2(__dp2a_lo, ushort2, uchar4, unsigned)
CUDA_HOST_DOT2(__dp2a_hi, ushort2, uchar4, unsigned)
#undef CUDA_HOST_DOT2
