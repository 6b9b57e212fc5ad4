"""Functions that CUDA has and that are not translated: each name with the reason, for the message and the page."""

from __future__ import annotations

_FIRST_AND_SECOND_KIND = "no target has Bessel functions of the first and second kind"
_NORM = "it reads an array of any length through a pointer; write the loop, or use norm3d and norm4d"
_NARROW = "floats of 4, 6 and 8 bits have no type in the targets"
_QUAD = "floats of 128 bits have no type in the targets"
_WIDE_ATOMIC = "no target has atomics of 128 bits"
_DEBUGGER = "it speaks to a debugger or profiler of NVIDIA's"
_TAGGED = "it marks addresses for the caches of NVIDIA's devices"
_COPIES = "asynchronous copies are written with the pipeline or `memcpy_async`"

_SPACES = "which memory an address is in is known when the port is made, not asked while it runs"
_CLUSTERS = "the targets have no clusters of blocks"
_NAMED_BARRIER = "a barrier by number, or of some of a block's threads, has no equivalent in the targets"
_NTH_SET_BIT = "it is a loop over the bits of a mask, which is better written as one"

_NARROW_CASTS = (
    *(f"__nv_cvt_{of}_to_fp{bits}" for bits in (4, 6, 8) for of in ("bfloat16raw", "double", "float", "halfraw")),
    *(f"__nv_cvt_{of}_to_fp{bits}x2" for bits in (4, 6, 8) for of in ("bfloat16raw2", "double2", "float2", "halfraw2")),
    *(f"__nv_cvt_fp{bits}_to_halfraw" for bits in (4, 6, 8)),
    *(f"__nv_cvt_fp{bits}x2_to_halfraw2" for bits in (4, 6, 8)),
    *(f"__nv_cvt_{of}_to_e8m0" for of in ("bfloat16raw", "double", "float")),
    *(f"__nv_cvt_{of}_to_e8m0x2" for of in ("bfloat162raw", "double2", "float2")),
    "__nv_cvt_e8m0_to_bf16raw",
    "__nv_cvt_e8m0x2_to_bf162raw",
)
_QUAD_FUNCTIONS = tuple(
    f"__nv_fp128_{name}"
    for name in """
    acos acosh add asin asinh atan atanh ceil copysign cos cosh div exp exp10 exp2 expm1 fabs fdim floor fma fmax fmin
    fmod frexp hypot ilogb isnan isunordered ldexp log log10 log1p log2 modf mul pow remainder rint round sin sinh sqrt
    sub tan tanh trunc
    """.split()
)

_CLUSTER_FUNCTIONS = """
    Dim DimIsSpecified GridDimInClusters Idx RelativeBlockIdx RelativeBlockRank SizeInBlocks _barrier_arrive
    _barrier_arrive_relaxed _barrier_wait _map_shared_multicast _map_shared_rank _query_shared_rank
    """.split()

REFUSED: dict[str, str] = {
    **{f"{name}{suffix}": _FIRST_AND_SECOND_KIND for name in "j0 j1 jn y0 y1 yn".split() for suffix in ("", "f")},
    **{f"{name}{suffix}": _NORM for name in ("norm", "rnorm") for suffix in ("", "f")},
    **dict.fromkeys(_NARROW_CASTS, _NARROW),
    **dict.fromkeys(_QUAD_FUNCTIONS, _QUAD),
    **{f"__u128Atomic{op}{scope}": _WIDE_ATOMIC for op in ("CAS", "Exch") for scope in ("", "_block", "_system")},
    **{f"__cvta_{space}_to_generic": _SPACES for space in ("constant", "global", "grid_constant", "local", "shared")},
    **{f"__cvta_generic_to_{space}": _SPACES for space in ("constant", "global", "grid_constant", "local", "shared")},
    **{f"__is{space}": _SPACES for space in ("Constant", "Global", "GridConstant", "Local", "Shared")},
    **{f"__cluster{name}": _CLUSTERS for name in _CLUSTER_FUNCTIONS},
    **dict.fromkeys(("__isClusterShared", "__isCtaShared", "__threadfence_cluster"), _CLUSTERS),
    **dict.fromkeys(("__barrier_sync", "__barrier_sync_count", "__uni_sync"), _NAMED_BARRIER),
    "__fns": _NTH_SET_BIT,
    **dict.fromkeys(("__brkpt", "__pm0", "__pm1", "__pm2", "__pm3"), _DEBUGGER),
    "__nv_associate_access_property": _TAGGED,
    **{f"__nv_memcpy_async_shared_global_{size}": _COPIES for size in (4, 8, 16)},
}
