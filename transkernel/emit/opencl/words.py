"""Names that OpenCL C 1.2 to 3.0 takes for itself (OpenCL C specification, sections 6.1, 6.9, 6.15)."""

from __future__ import annotations

_SCALARS = "bool char uchar short ushort int uint long ulong float double half".split()
_LANES = ("", "2", "3", "4", "8", "16")

KEYWORDS: frozenset[str] = frozenset(
    """
    auto break case char const continue default do double else enum extern float for goto if inline int long register
    restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
    _Bool _Complex _Imaginary _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local
    kernel __kernel global __global local __local constant __constant private __private generic __generic
    read_only __read_only write_only __write_only read_write __read_write uniform pipe asm typeof
    true false NULL
    and and_eq bitand bitor compl not not_eq or or_eq xor xor_eq
    alignas alignof bool catch class concept const_cast constexpr decltype delete dynamic_cast explicit export friend
    mutable namespace new noexcept nullptr operator protected public reinterpret_cast requires static_assert
    static_cast template this thread_local throw try typeid typename using virtual wchar_t addrspace_cast
    """.split()  # C++'s words too: C++ for OpenCL takes the same files
)

TYPES: frozenset[str] = frozenset(
    [f"{scalar}{lanes}" for scalar in _SCALARS for lanes in _LANES]
    + """
    size_t ptrdiff_t intptr_t uintptr_t event_t sampler_t queue_t ndrange_t clk_event_t reserve_id_t cl_mem_fence_flags
    image1d_t image1d_array_t image1d_buffer_t image2d_t image2d_array_t image2d_depth_t image2d_array_depth_t
    image2d_msaa_t image2d_array_msaa_t image3d_t memory_order memory_scope
    atomic_int atomic_uint atomic_long atomic_ulong atomic_float atomic_double atomic_flag atomic_intptr_t
    atomic_uintptr_t atomic_size_t atomic_ptrdiff_t
    """.split()
)

MACROS: frozenset[str] = frozenset(
    """
    INFINITY NAN HUGE_VAL HUGE_VALF MAXFLOAT FP_FAST_FMA FP_FAST_FMAF FP_FAST_FMA_HALF FP_ILOGB0 FP_ILOGBNAN
    CHAR_BIT CHAR_MAX CHAR_MIN INT_MAX INT_MIN LONG_MAX LONG_MIN SCHAR_MAX SCHAR_MIN SHRT_MAX SHRT_MIN
    UCHAR_MAX USHRT_MAX UINT_MAX ULONG_MAX
    FLT_DIG FLT_MANT_DIG FLT_MAX_10_EXP FLT_MAX_EXP FLT_MIN_10_EXP FLT_MIN_EXP FLT_RADIX FLT_MAX FLT_MIN FLT_EPSILON
    DBL_DIG DBL_MANT_DIG DBL_MAX_10_EXP DBL_MAX_EXP DBL_MIN_10_EXP DBL_MIN_EXP DBL_MAX DBL_MIN DBL_EPSILON
    HALF_DIG HALF_MANT_DIG HALF_MAX HALF_MIN HALF_EPSILON
    M_E M_LOG2E M_LOG10E M_LN2 M_LN10 M_PI M_PI_2 M_PI_4 M_1_PI M_2_PI M_2_SQRTPI M_SQRT2 M_SQRT1_2
    M_E_F M_LOG2E_F M_LOG10E_F M_LN2_F M_LN10_F M_PI_F M_PI_2_F M_PI_4_F M_1_PI_F M_2_PI_F M_2_SQRTPI_F M_SQRT2_F
    M_SQRT1_2_F
    CLK_LOCAL_MEM_FENCE CLK_GLOBAL_MEM_FENCE CLK_IMAGE_MEM_FENCE unix linux i386
    """.split()
)

FUNCTIONS: frozenset[str] = frozenset(
    """
    get_work_dim get_global_size get_global_id get_local_size get_enqueued_local_size get_local_id get_num_groups
    get_group_id get_global_offset get_global_linear_id get_local_linear_id
    acos acosh acospi asin asinh asinpi atan atan2 atanh atanpi atan2pi cbrt ceil copysign cos cosh cospi erfc erf exp
    exp2 exp10 expm1 fabs fdim floor fma fmax fmin fmod fract frexp hypot ilogb ldexp lgamma lgamma_r log log2 log10
    log1p logb mad maxmag minmag modf nan nextafter pow pown powr remainder remquo rint rootn round rsqrt sin sincos
    sinh sinpi sqrt tan tanh tanpi tgamma trunc
    half_cos half_divide half_exp half_exp2 half_exp10 half_log half_log2 half_log10 half_powr half_recip half_rsqrt
    half_sin half_sqrt half_tan native_cos native_divide native_exp native_exp2 native_exp10 native_log native_log2
    native_log10 native_powr native_recip native_rsqrt native_sin native_sqrt native_tan
    abs abs_diff add_sat hadd rhadd clamp clz ctz mad_hi mad_sat max min mul_hi rotate sub_sat upsample popcount mad24
    mul24 degrees mix radians step smoothstep sign cross dot distance length normalize fast_distance fast_length
    fast_normalize isequal isnotequal isgreater isgreaterequal isless islessequal islessgreater isfinite isinf isnan
    isnormal isordered isunordered signbit any all bitselect select
    barrier work_group_barrier mem_fence read_mem_fence write_mem_fence async_work_group_copy
    async_work_group_strided_copy wait_group_events prefetch vec_step shuffle shuffle2 printf
    atomic_add atomic_sub atomic_xchg atomic_inc atomic_dec atomic_cmpxchg atomic_min atomic_max atomic_and atomic_or
    atomic_xor atom_add atom_sub atom_xchg atom_inc atom_dec atom_cmpxchg atom_min atom_max atom_and atom_or atom_xor
    atomic_init atomic_work_item_fence atomic_store atomic_load atomic_exchange atomic_compare_exchange_strong
    atomic_compare_exchange_weak atomic_fetch_add atomic_fetch_sub atomic_fetch_or atomic_fetch_xor atomic_fetch_and
    atomic_fetch_min atomic_fetch_max to_global to_local to_private get_fence
    read_imagef read_imagei read_imageui read_imageh write_imagef write_imagei write_imageui write_imageh
    get_image_width get_image_height get_image_depth get_image_dim
    sub_group_barrier sub_group_all sub_group_any sub_group_broadcast sub_group_shuffle sub_group_shuffle_xor
    sub_group_shuffle_up sub_group_shuffle_down sub_group_ballot get_sub_group_size get_sub_group_local_id
    get_sub_group_id get_num_sub_groups get_max_sub_group_size
    main memcpy memset bitfield_insert bit_reverse dot_acc_sat ten_to_minus
    """.split()
)

# In OpenCL C these begin the names of whole families.
FAMILIES = (
    "convert_", "as_", "vload", "vstore", "read_image", "write_image", "sub_group_", "__", "work_group_barrier",
    "work_group_all", "work_group_any", "work_group_broadcast", "work_group_reduce", "work_group_scan",
)  # fmt: skip

NOT_FOR_FIELDS = KEYWORDS | TYPES | MACROS
TAKEN = NOT_FOR_FIELDS | FUNCTIONS
