// cuda_fp16.h and cuda_bf16.h: the bits of `__half` and `__nv_bfloat16` in a struct.
struct __half_raw {
    unsigned short x;

    __half_raw() = default;
    __host__ __device__ constexpr __half_raw(int bits) : x(bits) {}
    __host__ __device__ constexpr __half_raw(unsigned int bits) : x(bits) {}
    __host__ __device__ constexpr __half_raw(unsigned short bits) : x(bits) {}
    __host__ __device__ __half_raw(__half value) : x(__half_as_ushort(value)) {}
    __host__ __device__ operator __half() const { return __ushort_as_half(x); }
};

struct __nv_bfloat16_raw {
    unsigned short x;

    __nv_bfloat16_raw() = default;
    __host__ __device__ constexpr __nv_bfloat16_raw(int bits) : x(bits) {}
    __host__ __device__ constexpr __nv_bfloat16_raw(unsigned int bits) : x(bits) {}
    __host__ __device__ constexpr __nv_bfloat16_raw(unsigned short bits) : x(bits) {}
    __host__ __device__ __nv_bfloat16_raw(__nv_bfloat16 value) : x(__bfloat16_as_ushort(value)) {}
    __host__ __device__ operator __nv_bfloat16() const { return __ushort_as_bfloat16(x); }
};
