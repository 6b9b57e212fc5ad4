"""Libraries and features that kernels use and that are refused by name, with what a port lacks for them."""

from __future__ import annotations

import re

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.source import Span

_WAY_OUT = {
    "textures": "read the array through a pointer",
    "matrix": "write the product with plain loops",
    "library": "write the operation out, or keep the library call on the host",
}

# (names, what they are, the way out). The first row that matches counts.
_KNOWN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), said, _WAY_OUT[way])
    for pattern, said, way in (
        (r"(cudaTextureObject_t|CUtexObject|texture|tex[123]D\w*|texCubemap\w*)$", "textures", "textures"),
        (r"(cudaSurfaceObject_t|CUsurfObject|surface|surf[123]D\w*|cudaExtent)$", "surfaces", "textures"),
        (r"(nvcuda::)?wmma(::|$)", "warp matrix fragments of this kind", "matrix"),
        (r"(cute|cutlass)(::|$)|make_(tensor|layout|coord|shape|stride|tile|smem_ptr|gmem_ptr)$", "CuTe", "matrix"),
        (r"(cub|hipcub)(::|$)", "CUB's collectives", "library"),
        (r"thrust(::|$)", "thrust in a kernel", "library"),
        (r"curand\w*$", "cuRAND's device functions", "library"),
        (r"cu(Float|Double)?Complex$|make_cu(Float|Double)?Complex$|cuC[a-z]+f?$", "cuComplex.h", "library"),
        (r"cuda::(pipeline|barrier|aligned_size_t|memcpy_async|atomic|atomic_ref|annotated_ptr|thread_scope|device)",
         "libcu++'s synchronisation", "library"),
        (r"__cvta_generic_to_\w+$|__pipeline_\w+$", "addresses for inline PTX and asynchronous copies", "library"),
        (r"(__nv_fp8|__nv_fp4|__nv_fp6|__nv_cvt_\w*fp[468])\w*$", "8-bit and narrower floats", "library"),
        (r"((at|torch|c10)::)?(Generic)?PackedTensorAccessor\w*$|(at|torch|c10)::", "PyTorch's types", "library"),
        (r"(cudaGraph\w+|cudaGridDependencySynchronize|cudaTriggerProgrammaticLaunchCompletion)$",
         "graphs and dependent launches", "library"),
        (r"(cudaMalloc|cudaFree|cudaMemcpy|cudaDeviceSynchronize|cudaStream)\w*$", "CUDA's runtime in a kernel",
         "library"),
        (r"(malloc|free|alloca|__nanosleep|__builtin_alloca)$", "memory management in a kernel", "library"),
    )
)  # fmt: skip


def untranslated(text: str, span: Span) -> Refusal | None:
    """The refusal (TK0273) of a name that is known and not translated, or None."""
    for pattern, said, way in _KNOWN:
        if pattern.match(text):
            return refuse("TK0273", f"`{text}`: {said} have no counterpart in a port yet", span, Note(way))
    return None
