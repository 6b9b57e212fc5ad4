"""The words of CUDA C++: which terminal each keyword is, and which names of the libraries are types."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BUILTIN = _words(
    """
    void bool char short int long float double signed unsigned __signed__ wchar_t char8_t char16_t
    char32_t __int128 __int64 __int32 _Bool
    """
)

CUDA_SPECIFIERS = _words(
    """
    __global__ __device__ __host__ __shared__ __constant__ __managed__ __grid_constant__
    __forceinline__ __noinline__ __inline_hint__ __tile_global__ __nv_pure__ __cluster_dims__
    __maxnreg__ __block_size__
    """
)
"""The words that nvcc adds; what stands behind one of the first six is for the device."""

SPECIFIERS = CUDA_SPECIFIERS | _words(
    """
    static inline __inline__ __inline __forceinline extern register thread_local mutable virtual
    explicit friend constexpr consteval constinit typedef noexcept override final public private
    protected
    """
)

_OTHER = {
    "const": "CONST",
    "__const": "CONST",
    "__const__": "CONST",
    "volatile": "VOLATILE",
    "__volatile__": "VOLATILE",
    "__volatile": "VOLATILE",
    "__restrict__": "RESTRICT",
    "__restrict": "RESTRICT",
    "restrict": "RESTRICT",
    "auto": "AUTO",
    "__auto_type": "AUTO",
    "decltype": "DECLTYPE",
    "typeof": "DECLTYPE",
    "__typeof__": "DECLTYPE",
    "__typeof": "DECLTYPE",
    "typename": "TYPENAME",
    "struct": "CLASS_KEY",
    "class": "CLASS_KEY",
    "union": "CLASS_KEY",
    "enum": "ENUM",
    "using": "USING",
    "namespace": "NAMESPACE",
    "template": "TEMPLATE",
    "operator": "OPERATOR_WORD",
    "if": "IF",
    "else": "ELSE",
    "for": "FOR",
    "while": "WHILE",
    "do": "DO",
    "switch": "SWITCH",
    "case": "CASE",
    "default": "DEFAULT",
    "break": "BREAK",
    "continue": "CONTINUE",
    "return": "RETURN",
    "goto": "GOTO",
    "sizeof": "SIZEOF",
    "alignof": "ALIGNOF",
    "_Alignof": "ALIGNOF",
    "__alignof": "ALIGNOF",
    "__alignof__": "ALIGNOF",
    "static_cast": "CAST_WORD",
    "reinterpret_cast": "CAST_WORD",
    "const_cast": "CAST_WORD",
    "dynamic_cast": "CAST_WORD",
    "this": "THIS",
    "true": "BOOLEAN",
    "false": "BOOLEAN",
    "nullptr": "NULLPTR",
    "asm": "ASM",
    "__asm__": "ASM",
    "__asm": "ASM",
    "alignas": "ALIGN",
    "_Alignas": "ALIGN",
    "__align__": "ALIGN",
    "__launch_bounds__": "LAUNCH_BOUNDS",
    "static_assert": "STATIC_ASSERT",
    "_Static_assert": "STATIC_ASSERT",
    "__attribute__": "ATTRIBUTE",
    "__attribute": "ATTRIBUTE",
    "__declspec": "ATTRIBUTE",
    "__extension__": "DROPPED",
}

REFUSED = {
    "new": "`new`",
    "delete": "`delete`",
    "throw": "`throw`",
    "try": "`try`",
    "catch": "`catch`",
    "typeid": "`typeid`",
    "requires": "`requires`",
    "concept": "`concept`",
    "co_await": "coroutines",
    "co_yield": "coroutines",
    "co_return": "coroutines",
}
"""C++ that kernels in the subset do not use: said as such, not as a syntax error."""

KEYWORDS: dict[str, str] = {
    **dict.fromkeys(BUILTIN, "BUILTIN"),
    **dict.fromkeys(SPECIFIERS - {"override", "final"}, "SPECIFIER"),
    **_OTHER,
    **dict.fromkeys(REFUSED, "REFUSED"),
}
"""Every keyword and its terminal; the kinds ATTRIBUTE, DROPPED, OPERATOR_WORD and REFUSED end in the token pass."""

ALTERNATIVE_OPERATORS = {
    "and": ("AND_AND", "&&"),
    "or": ("OPERATOR", "||"),
    "not": ("BANG", "!"),
    "bitand": ("AMPERSAND", "&"),
    "bitor": ("OPERATOR", "|"),
    "xor": ("OPERATOR", "^"),
    "compl": ("TILDE", "~"),
    "not_eq": ("OPERATOR", "!="),
    "and_eq": ("ASSIGN", "&="),
    "or_eq": ("ASSIGN", "|="),
    "xor_eq": ("ASSIGN", "^="),
}

WITH_OPERANDS = _words(
    """
    noexcept __cluster_dims__ __maxnreg__ __block_size__
    """
)
"""Specifiers whose operand in parentheses is not kept."""

_VECTORS = [
    f"{scalar}{count}"
    for scalar in "char uchar short ushort int uint long ulong longlong ulonglong float double".split()
    for count in "1234"
]

TYPES = frozenset(
    [
        *_VECTORS,
        *_words(
            """
            dim3 half __half half2 __half2 __half_raw __half2_raw nv_half nv_half2 bfloat16
            bfloat162 __nv_bfloat16 __nv_bfloat162 __nv_bfloat16_raw __nv_bfloat162_raw nv_bfloat16
            nv_bfloat162 __nv_fp8_e4m3 __nv_fp8_e5m2 __nv_fp8x2_e4m3 __nv_fp8x4_e4m3 __nv_fp8x2_e5m2
            __nv_fp8x4_e5m2 __nv_fp8_storage_t __nv_fp8x2_storage_t size_t ssize_t ptrdiff_t
            intptr_t uintptr_t clock_t time_t off_t nullptr_t uint ushort ulong uchar
            """
        ),
        *(f"{sign}int{width}_t" for sign in ("", "u") for width in (8, 16, 32, 64)),
        *(
            f"{sign}int_{speed}{width}_t"
            for sign in ("", "u")
            for speed in ("least", "fast")
            for width in (8, 16, 32, 64)
        ),
        *_words(
            """
            intmax_t uintmax_t FILE va_list cudaStream_t cudaEvent_t cudaError_t cudaTextureObject_t
            cudaSurfaceObject_t cudaArray_t cudaArray cudaDeviceProp cudaPitchedPtr cudaExtent
            cudaChannelFormatDesc cudaResourceDesc cudaTextureDesc cudaMemcpyKind cudaFuncAttributes
            cudaGraph_t cudaGraphExec_t cuComplex cuFloatComplex cuDoubleComplex curandState
            curandState_t curandStateXORWOW_t curandStateXORWOW curandStateMRG32k3a
            curandStatePhilox4_32_10_t curandStatePhilox4_32_10 curandStateMtgp32 curandStateSobol32
            curandStateSobol64 curandGenerator_t cublasHandle_t cublasLtHandle_t cudnnHandle_t
            cusparseHandle_t cusolverDnHandle_t
            """
        ),
    ]
)
"""Types that CUDA, its well-known headers and the C library declare at global scope."""

TYPE_TEMPLATES = _words(
    """
    texture surface
    """
)

FUNCTION_TEMPLATES = _words(
    """
    tex1D tex2D tex3D tex1Dfetch tex1DLod tex2DLod tex3DLod tex1DGrad tex2DGrad tex3DGrad
    tex1DLayered tex2DLayered texCubemap tex2Dgather surf1Dread surf2Dread surf3Dread surf1Dwrite
    surf2Dwrite surf3Dwrite min max
    """
)

LIBRARY_NAMESPACES = _words(
    """
    std cuda thrust cub nvcuda wmma cooperative_groups cg at c10 torch paddle
    """
)
"""First names after which the tables below are asked."""

LIBRARY_TYPES = frozenset(
    [
        *_words(
            """
            string string_view thread_block grid_group coalesced_group multi_grid_group
            cluster_group thread_group row_major col_major matrix_a matrix_b accumulator layout_t
            nullptr_t byte true_type false_type random_device mt19937 mutex ofstream ifstream
            ostream istream stringstream ostringstream exception runtime_error Tensor Half BFloat16
            Device DeviceGuard monostate thread_scope memory_order
            """
        ),
        *(f"{sign}int{width}_t" for sign in ("", "u") for width in (8, 16, 32, 64)),
        *_words(
            """
            size_t ptrdiff_t intptr_t uintptr_t
            """
        ),
    ]
)

LIBRARY_TEMPLATES = frozenset(
    [
        *_words(
            """
            array vector pair tuple complex numeric_limits conditional conditional_t enable_if
            enable_if_t is_same integral_constant bool_constant remove_cv remove_cv_t remove_const
            remove_const_t remove_reference remove_reference_t remove_pointer remove_pointer_t decay
            decay_t make_unsigned make_unsigned_t make_signed make_signed_t common_type
            common_type_t underlying_type underlying_type_t result_of result_of_t invoke_result
            invoke_result_t add_const add_const_t is_integral is_floating_point is_signed
            is_unsigned is_arithmetic is_pointer is_const is_void is_convertible is_base_of
            is_trivially_copyable tuple_size tuple_element tuple_element_t index_sequence
            integer_sequence make_index_sequence function optional unique_ptr shared_ptr map
            unordered_map set list deque initializer_list hash less greater plus minus multiplies
            divides maximum minimum span atomic atomic_ref barrier pipeline thread_block_tile
            fragment BlockReduce BlockScan BlockLoad BlockStore BlockRadixSort BlockHistogram
            BlockDiscontinuity BlockExchange WarpReduce WarpScan WarpExchange KeyValuePair ArgMax
            ArgMin plus device_vector host_vector device_ptr PackedTensorAccessor
            PackedTensorAccessor32 PackedTensorAccessor64 TensorAccessor ArrayRef is_same_v
            is_integral_v is_floating_point_v
            """
        ),
    ]
) - {"is_same_v", "is_integral_v", "is_floating_point_v"}

LIBRARY_VALUE_TEMPLATES = _words(
    """
    is_same_v is_integral_v is_floating_point_v is_signed_v is_unsigned_v is_arithmetic_v
    is_pointer_v is_base_of_v is_convertible_v is_const_v is_void_v tuple_size_v static_pointer_cast
    forward move get make_pair make_tuple make_unique make_shared max min swap tiled_partition
    reduce inclusive_scan exclusive_scan bit_cast declval labeled_partition binary_partition
    as_const exchange
    """
)

DEVICE_MACRO_PARTS = ("DEVICE", "HOSTDEV", "HD", "KERNEL", "GLOBAL", "CUDA_CALLABLE", "GPU")
"""Parts of an unknown upper-case word before a function that make it worth reading as device code: C10_HOST_DEVICE,
THRUST_HD, ..., whose definition was in a header that is not there."""
