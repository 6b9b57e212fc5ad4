"""The macros that are there before the first line, and the headers whose content the front end knows as tables."""

from __future__ import annotations

from transkernel.source import SourceFile

_PREDEFINED: tuple[tuple[str, str, str], ...] = (
    # name, value, reason
    ("__cplusplus", "201703L", "nvcc's default since CUDA 12"),
    ("__CUDACC__", "1", "the text is CUDA"),
    ("__NVCC__", "1", "code asks for nvcc by this name"),
    (
        "__CUDA_ARCH__",
        "800",
        "kernels are read as the device pass reads them; 8.0 has every feature that is translated",
    ),
    ("__CUDA_ARCH_LIST__", "800", "the only architecture of this pass"),
    ("__CUDACC_VER_MAJOR__", "12", "the oldest toolkit whose C++ is C++17"),
    ("__CUDACC_VER_MINOR__", "0", "see above"),
    ("__CUDACC_VER_BUILD__", "0", "see above"),
    ("CUDART_VERSION", "12000", "cuda_runtime_api.h of that toolkit"),
    ("CUDA_VERSION", "12000", "cuda.h of that toolkit"),
    ("__STDC_HOSTED__", "1", "[cpp.predefined]"),
    ("__STDC__", "1", "GCC, nvcc's host compiler, defines it in C++ too"),
    ("__GNUC__", "12", "headers reject a compiler that they do not know"),
    ("__GNUC_MINOR__", "0", "see above"),
    ("__GNUC_PATCHLEVEL__", "0", "see above"),
    ("__linux__", "1", "the platform of the toolkit that is stood in for"),
    ("__x86_64__", "1", "see above"),
    ("__LP64__", "1", "CUDA's device data model is the host's: 64-bit long and pointers"),
    ("__CHAR_BIT__", "8", "CUDA's char"),
    ("__SIZEOF_POINTER__", "8", "see __LP64__"),
    ("__SIZEOF_LONG__", "8", "see __LP64__"),
    ("__SIZEOF_INT__", "4", "CUDA's int"),
    ("__DATE__", '"??? ?? ????"', "the same input gives the same output; GCC's words for an unknown clock"),
    ("__TIME__", '"??:??:??"', "see above"),
    ("__TIMESTAMP__", '"??? ??? ?? ??:??:?? ????"', "see above"),
)

PREDEFINED_FILE = SourceFile("<predefined>", "".join(f"#define {name} {value}\n" for name, value, _ in _PREDEFINED))

_CUDA_HEADERS = (
    "cuda.h",
    "cuda_runtime.h",
    "cuda_runtime_api.h",
    "device_launch_parameters.h",
    "device_functions.h",
    "vector_types.h",
    "vector_functions.h",
    "math_constants.h",
    "cuda_fp16.h",
    "cuda_bf16.h",
    "cooperative_groups.h",
    "cooperative_groups/reduce.h",
    "mma.h",
    "curand_kernel.h",
    "cub/cub.cuh",
    "cub/block/block_reduce.cuh",
    "cub/block/block_scan.cuh",
    "cub/warp/warp_reduce.cuh",
    "cub/warp/warp_scan.cuh",
)
_C_HEADERS = (
    *("assert", "ctype", "errno", "float", "inttypes", "limits", "math"),
    *("stddef", "stdint", "stdio", "stdlib", "string", "time"),
)
_CPP_HEADERS = (
    *("algorithm", "array", "chrono", "functional", "initializer_list", "iostream", "limits", "memory", "numeric"),
    *("random", "sstream", "stdexcept", "string", "tuple", "type_traits", "utility", "vector"),
)

KNOWN_HEADERS: frozenset[str] = frozenset(
    (*_CUDA_HEADERS, *_CPP_HEADERS, *(f"{name}.h" for name in _C_HEADERS), *(f"c{name}" for name in _C_HEADERS))
)
"""Headers that need not be on disk: `__has_include` finds them, and no condition is doubted because of them."""
