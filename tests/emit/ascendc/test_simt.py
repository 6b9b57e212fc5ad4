"""Ascend C's SIMT form: what CUDA's words become, exactly; what has no words there; what a manifest says."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest

from transkernel.convert import Options, Translation, convert
from transkernel.manifest import Manifest
from transkernel.source import SourceFile

_OPTIONS = Options(target="ascendc", profile="dav-3510")


def translated(cuda: str, options: Options = _OPTIONS) -> Translation:
    return convert(SourceFile("k.cu", textwrap.dedent(cuda)), options)


def port_of(cuda: str, options: Options = _OPTIONS) -> str:
    made = translated(cuda, options)
    assert made.port is not None, [each.message for kernel in made.kernels for each in kernel.diagnostics]
    return made.port.text


def manifest_of(cuda: str) -> Manifest:
    made = translated(cuda)
    assert made.port is not None
    return made.port.manifest


def body_of(statements: str, parameters: str = "float* x, const int* y, int n") -> list[str]:
    """The lines of a kernel of those statements, each a statement of its own."""
    text = port_of(f"__global__ void k({parameters}) {{\n{statements}\n}}\n")
    inside = text[text.rindex(") {\n") + 4 : text.rindex("}")]
    return [line.strip() for line in inside.splitlines() if line.strip()]


# ---------------------------------------------------------------- whole ports

_SOFTMAX = """\
    // Softmax of each row.

    #define BLOCK 256

    // The block's largest value, in every thread.
    __device__ float block_max(float value, float* parts) {
        for (int step = 16; step > 0; step /= 2)
            value = fmaxf(value, __shfl_xor_sync(0xffffffff, value, step));
        if (threadIdx.x % 32 == 0)
            parts[threadIdx.x / 32] = value;  // one a warp
        __syncthreads();
        return parts[0];
    }

    __global__ void __launch_bounds__(BLOCK) row_max(const float* __restrict__ x, float* largest, int columns) {
        __shared__ float parts[BLOCK / 32];
        const float *row = x + (size_t)blockIdx.x * columns;
        float value = row[threadIdx.x];
        value = block_max(value, parts);
        if (threadIdx.x == 0)
            atomicAdd(largest, expf(value));
    }
    """

_SOFTMAX_PORT = """\
// k.cu, as Ascend C (SIMT, dav-3510).  Launch: entry<<<gridDim, blockDim, bytes, stream>>>(...).

// Softmax of each row.

#include "simt_api/asc_simt.h"

// The block's largest value, in every thread.
__aicore__ inline float block_max(float value, float* parts) {
    for (int step = 16; step > 0; step /= 2)
        value = fmaxf(value, asc_shfl_xor(value, step));
    if (threadIdx.x % 32 == 0)
        parts[threadIdx.x / 32] = value;  // one a warp
    asc_syncthreads();
    return parts[0];
}

__global__ __launch_bounds__(256) void row_max(const float* __restrict__ x, float* largest, int columns) {
    __ubuf__ float parts[8];
    const float* row = x + (uint64_t)blockIdx.x * columns;
    float value = row[threadIdx.x];
    value = block_max(value, parts);
    if (threadIdx.x == 0)
        asc_atomic_add(largest, expf(value));
}
"""


def test_a_port_reads_as_its_original() -> None:
    assert port_of(_SOFTMAX) == _SOFTMAX_PORT


def test_the_same_input_gives_the_same_bytes() -> None:
    assert port_of(_SOFTMAX) == port_of(_SOFTMAX)


def test_a_known_block_bounds_the_launch() -> None:
    text = port_of("__global__ void k(float* x) { x[0] = 1; }", replace(_OPTIONS, block=(32, 8, 1)))
    assert "__global__ __launch_bounds__(256) void k(" in text
    assert "__launch_bounds__" not in port_of("__global__ void k(float* x) { x[0] = 1; }")


# ---------------------------------------------------------------- statements

ROWS: list[tuple[str, list[str]]] = [
    ("int i = blockIdx.y * blockDim.z + gridDim.x;", ["int i = blockIdx.y * blockDim.z + gridDim.x;"]),
    ("__syncthreads();", ["asc_syncthreads();"]),
    ("__syncwarp();", ["asc_threadfence_block();"]),
    ("__threadfence_block(); __threadfence();", ["asc_threadfence_block();", "asc_threadfence();"]),
    ("x[n] = __shfl_down_sync(~0u, x[n], 4);", ["x[n] = asc_shfl_down(x[n], 4u);"]),
    ("x[n] = __shfl_up_sync(~0u, x[n], n, 16);", ["x[n] = asc_shfl_up(x[n], (uint32_t)n, 16);"]),
    ("x[n] = __shfl_sync(0xffu, x[n], 3);", ["x[n] = asc_shfl(x[n], 3);"]),
    ("if (__any_sync(~0u, n > 0)) x[0] = 1;", ["if (asc_any(n > 0))", "x[0] = 1.0f;"]),
    ("if (__all_sync(0xff, n)) x[0] = 1;", ["if ((asc_ballot(!n) & 0xff) == 0)", "x[0] = 1.0f;"]),
    ("unsigned b = __ballot_sync(~0u, n);", ["uint32_t b = asc_ballot(n != 0);"]),
    ("unsigned b = __ballot_sync(0xf0u, n);", ["uint32_t b = asc_ballot(n != 0) & 0xf0u;"]),
    ("unsigned b = __activemask();", ["uint32_t b = asc_activemask();"]),
    ("int s = __reduce_add_sync(~0u, n);", ["int s = asc_reduce_add(n);"]),
    ("int s = __reduce_or_sync(~0u, (unsigned)n);", ["int s = reduce_or_uint32_t((uint32_t)n, ~0u);"]),
    ("x[0] = 1.0f / 0.0f;", ["x[0] = 1.0f / 0.0f;"]),
    ("x[0] = __fdividef(x[1], x[2]);", ["x[0] = __fdividef(x[1], x[2]);"]),
    ("x[0] = sqrtf(x[1]) + rsqrtf(x[2]);", ["x[0] = sqrtf(x[1]) + rsqrtf(x[2]);"]),
    ("int i = __popc(n) + __clz(n) + __ffs(n);", ["int i = __popc((uint32_t)n) + __clz(n) + __ffs(n);"]),
    ("long long i = __mul64hi(n, n);", ["int64_t i = (int64_t)__mul64hi((int64_t)n, (int64_t)n);"]),
    ("int i = __float2int_rn(x[0]);", ["int i = __float2int_rn(x[0]);"]),
    ("int i = (int)x[0];", ["int i = (int)x[0];"]),
    (
        "long long i = __float2ll_ru(x[0]);",  # CUDA's gives the lowest for a NaN
        ["const float number = x[0];",
         "int64_t i = isnan(number) ? (-9223372036854775807L - 1) : (int64_t)__float2ll_ru(number);"],
    ),
    ("int i = __float_as_int(x[0]);", ["int i = __float_as_int(x[0]);"]),
    ("int lane = threadIdx.x % warpSize;", ["int lane = threadIdx.x % warpSize;"]),
    ('printf("%d %f\\n", n, x[0]);', ['printf("%d %f\\n", n, x[0]);']),
    ("__trap();", ["__trap();"]),
    ("float4 v = make_float4(1, 2, 3, n);", ["float4 v = make_float4(1.0f, 2.0f, 3.0f, (float)n);"]),
    ("float* p = nullptr; if (p == nullptr) p = x;", ["float* p = nullptr;", "if (p == nullptr)", "p = x;"]),
]  # fmt: skip


@pytest.mark.parametrize(("cuda", "lines"), ROWS, ids=[cuda for cuda, _ in ROWS])
def test_statements(cuda: str, lines: list[str]) -> None:
    assert body_of(cuda) == lines


# Doubles whose results single precision gives bit for bit.
SINGLES = [
    ("x[0] = x[1] * 0.5;", "x[0] = x[1] * 0.5f;"),
    ("x[0] = 1.0 / x[1];", "x[0] = 1.0f / x[1];"),
    ("x[0] = (float)(x[1] - 2.0);", "x[0] = x[1] - 2.0f;"),
    ("x[0] = sqrt((double)x[1]);", "x[0] = sqrtf(x[1]);"),
    ("x[0] = x[1] > 0.0 ? x[1] : 0.0;", "x[0] = x[1] > 0.0f ? x[1] : 0.0f;"),
    ("x[0] = fmax((double)x[1], -1.0);", "x[0] = fmaxf(x[1], -1.0f);"),
    ("x[0] = 0.1;", "x[0] = 0.1f;"),
    ("n = floor((double)x[1]);", "n = floorf(x[1]);"),
]


@pytest.mark.parametrize(("cuda", "line"), SINGLES, ids=[cuda for cuda, _ in SINGLES])
def test_double_precision_that_single_precision_gives_as_well(cuda: str, line: str) -> None:
    assert body_of(cuda) == [line]


ATOMICS = [
    ("int* a", "atomicAdd(a, 1);", "asc_atomic_add(a, 1);"),
    ("float* a", "atomicAdd(a, 1.0f);", "asc_atomic_add(a, 1.0f);"),
    ("unsigned long long* a", "atomicMax(a, 1ull);", "asc_atomic_max(a, 1UL);"),
    ("unsigned* a", "unsigned o = atomicInc(a, 7u);", "uint32_t o = asc_atomic_inc(a, 7u);"),
    ("int* a", "int o = atomicCAS(a, 0, 1);", "int o = asc_atomic_cas(a, 0, 1);"),
    ("unsigned* a", "unsigned o = atomicExch(a, 1u);", "uint32_t o = asc_atomic_exch(a, 1u);"),
    ("volatile int* a", "atomicOr((int*)a, 1);", "asc_atomic_or((int*)a, 1);"),
]


@pytest.mark.parametrize(("parameter", "cuda", "line"), ATOMICS, ids=[f"{of}: {cuda}" for of, cuda, _ in ATOMICS])
def test_atomics(parameter: str, cuda: str, line: str) -> None:
    assert body_of(cuda, parameter) == [line]


HALVES = [
    ("y[0] = x[0] * x[1] + x[2];", "y[0] = x[0] * x[1] + x[2];"),
    ("y[0] = __float2half(__half2float(x[0]) + 1.0f);", "y[0] = __float2half(__half2float(x[0]) + 1.0f);"),
    ("y[0] = __hfma(x[0], x[1], x[2]);", "y[0] = __hfma(x[0], x[1], x[2]);"),
    ("y[0] = __hmax(x[0], x[1]);", "y[0] = __hmax(x[0], x[1]);"),
    ("y[0] = __int2half_rn(n);", "y[0] = __int2half_rn(n);"),
    ("y[0] = __float2half_rz(1.5f);", "y[0] = __float2half_rz(1.5f);"),
    ("n = __half2int_rd(x[0]);", "n = __half2int_rd(x[0]);"),
    ("if (x[0] > x[1]) y[0] = x[0];", "if (x[0] > x[1])"),
    ("atomicAdd(y, x[0]);", "asc_atomic_add(y, x[0]);"),
    ("y[0] = __shfl_xor_sync(~0u, x[0], 1);", "y[0] = asc_shfl_xor(x[0], 1);"),
]


@pytest.mark.parametrize(("cuda", "line"), HALVES, ids=[cuda for cuda, _ in HALVES])
def test_halves(cuda: str, line: str) -> None:
    cuda = f"#include <cuda_fp16.h>\n__global__ void k(const __half* x, __half* y, int n) {{\n{cuda}\n}}\n"
    text = port_of(cuda)
    assert line in [each.strip() for each in text.splitlines()]
    assert '#include "simt_api/asc_fp16.h"' in text


# ---------------------------------------------------------------- memory


def test_votes_of_the_block_are_counted_in_shared_memory() -> None:
    text = port_of("__global__ void k(int* x) { x[threadIdx.x] = __syncthreads_count(x[threadIdx.x] > 0); }")
    assert "__ubuf__ int votes[1];" in text
    assert "count_votes(votes, x[threadIdx.x] > 0)" in text


def test_dynamic_memory_is_declared_where_it_is_used() -> None:
    made = translated("""\
        extern __shared__ unsigned char bytes[];
        __device__ void put(int i) { bytes[i] = 1; }
        __global__ void k(unsigned char* x) { put(threadIdx.x); __syncthreads(); x[threadIdx.x] = bytes[0]; }
        """)
    assert made.port is not None
    assert "extern __ubuf__ __align__(16) uint8_t bytes[];" in made.port.text
    assert "__aicore__ inline void put(int i, uint8_t* bytes) {" in made.port.text
    (entry,) = made.port.manifest.kernels
    assert entry.uses_dynamic_shared
    assert [(each.kind, each.name) for each in entry.arguments] == [("param", "x")]


SHARED = [
    ("__shared__ float t[2][33];", "__ubuf__ float t[2][33];"),
    ("__shared__ float t;", "__ubuf__ float t;"),
    ("__shared__ volatile int t[4];", "__ubuf__ volatile int t[4];"),
    ("__shared__ float* t[4];", "__ubuf__ float* t[4];"),
    ("__shared__ __align__(16) char t[64];", "__ubuf__ __align__(16) int8_t t[64];"),
    ("extern __shared__ float t[];", "extern __ubuf__ float t[];"),
    ("extern __shared__ float* t[];", "extern __ubuf__ float* t[];"),
    ("extern __shared__ char t[];", "extern __ubuf__ __align__(16) int8_t t[];"),
]


@pytest.mark.parametrize(("cuda", "line"), SHARED, ids=[cuda for cuda, _ in SHARED])
def test_shared_memory(cuda: str, line: str) -> None:
    assert body_of(f"{cuda} ((char*)&t)[n] = 1; __syncthreads(); x[0] = ((char*)&t)[1];")[0] == line


def test_functions_that_give_pointers() -> None:
    text = port_of("__device__ float* at(float* x) { return x + 1; }\n__global__ void k(float* x) { *at(x) = 1; }")
    assert "__aicore__ inline float* at(float* x) {" in text


def test_threads_that_go_round_a_loop_less_often_come_to_its_barriers() -> None:
    text = port_of("""\
        __global__ void k(float* x, int n) {
            for (int i = threadIdx.x; i < n; i += blockDim.x) { __syncthreads(); x[i] += 1; }
        }
        """)
    assert "while (count_votes(votes, looping) != 0) {" in text


def test_variables_of_the_file_are_buffers() -> None:
    made = translated("""\
        __constant__ float weights[3] = {1.0f, 2.0f, 4.0f};
        __device__ int counter;
        __global__ void k(float* x) { x[atomicAdd(&counter, 1)] = weights[threadIdx.x]; }
        """)
    assert made.port is not None
    assert "void k(float* x, int* counter, const float* weights) {" in made.port.text
    assert [each.kind for each in made.port.manifest.kernels[0].arguments] == ["param", "global", "global"]
    assert {each.name for each in made.port.manifest.globals} == {"weights", "counter"}


def test_vectors_that_lie_in_another_way_are_structs_of_the_port() -> None:
    text = port_of("__global__ void k(float3* x) { x[0] = make_float3(x[1].x, 0.0f, x[1].z); }")
    assert "struct packed_float3 {\n    float x, y, z;\n};" in text
    assert "x[0] = packed_float3{x[1].x, 0.0f, x[1].z};" in text


def test_structs_keep_cudas_layout() -> None:
    text = port_of("""\
        struct alignas(16) Body { float3 at; int kind; };
        __global__ void k(Body* bodies, Body first) { bodies[threadIdx.x] = first; }
        """)
    assert "struct Body {\n    packed_float3 at;\n    int kind;\n} __attribute__" not in text
    assert "struct __attribute__((aligned(16))) Body {\n    packed_float3 at;\n    int kind;\n};" in text
    assert "void k(Body* bodies, Body first) {" in text


def test_the_manifest_says_the_form() -> None:
    made = manifest_of("__global__ void k(float* x) { x[0] /= 3.0f; }")
    assert (made.target, made.profile, made.form, made.port) == ("ascendc", "dav-3510", "simt", "k_ascendc.cpp")
    (requirement,) = made.kernels[0].requirements
    assert (requirement.rule, requirement.number, requirement.at_most) == ("blocks", 65535, True)
    assert made.build_options == ("--npu-arch=dav-3510", "--enable-simt")
    assert Manifest.from_json(made.to_json()) == made


def test_large_local_arrays_are_said() -> None:
    made = manifest_of("__global__ void k(float* x, int i) { float t[256]; t[i] = x[0]; x[1] = t[x[2] > 0]; }")
    (note,) = made.kernels[0].notes
    assert note.startswith("local arrays take 1024 bytes")
    assert not manifest_of("__global__ void k(float* x) { float t[4]; t[0] = x[0]; x[1] = t[0]; }").kernels[0].notes


# ---------------------------------------------------------------- what is refused

REFUSED = [
    ("TK0470", "__global__ void k(double* x) { x[0] = 1; }"),
    ("TK0470", "__global__ void k(float* x) { x[0] = x[1] * 0.1; }"),
    ("TK0470", "__global__ void k(float* x) { x[0] = x[1] * 0.5 + 1.0; }"),
    ("TK0470", "__global__ void k(float* x, int n) { x[0] = n * 0.5; }"),
    ("TK0470", "__global__ void k(float* x) { x[0] = x[1] < 0.1; }"),
    ("TK0470", "struct S { float a; double* p; }; __global__ void k(S s, float* x) { x[0] = s.a; }"),
    ("TK0470", "struct S { S* next; double d; }; __global__ void k(S* s, float* x) { x[0] = s->next == s; }"),
    ("TK0471", "__global__ void k(float* x) { x[0] = __shfl_xor_sync(~0u, x[0], 16, 16); }"),
    ("TK0472", "__global__ void k(int* x) { __shared__ unsigned long long t; atomicAdd(&t, 1ull); x[0] = t; }"),
    ("TK0472", "#include <cuda_fp16.h>\n__global__ void k(__half* x) { x[1] = atomicAdd(x, x[2]); }"),
    ("TK0472", "__global__ void k(unsigned short* x) { atomicCAS(x, 1, 2); }"),
    ("TK0473", "__global__ void k(float* x) { __shared__ float t[56000]; t[threadIdx.x] = 1; x[0] = t[1]; }"),
    (
        "TK0474",
        """__global__ void k(float* x) {
            float v = x[threadIdx.x];
            if (threadIdx.x & 1) v = __shfl_xor_sync(~0u, v, 1);
            else v = __shfl_xor_sync(~0u, 2 * v, 1);
            x[threadIdx.x] = v;
        }""",
    ),
    ("TK0475", '__global__ void k(float* x) { printf("%g", x[0]); }'),
    ("TK0475", '__global__ void k(float* x) { printf("a\\tb"); }'),
]


@pytest.mark.parametrize(("code", "cuda"), REFUSED)
def test_refused(code: str, cuda: str) -> None:
    made = translated(cuda)
    assert made.port is None
    assert [each.code for each in made.kernels[0].diagnostics if each.is_error] == [code]


ACCEPTED = [
    "__global__ void k(float* x) { x[0] = x[1] * 0.5f; }",
    "__global__ void k(float* x) { x[0] = 0.1; }",  # the literal alone is rounded once
    '__global__ void k(float* x) { printf("%f\\n", x[0]); }',  # what C promotes is printed as it is
    # whole warps in each arm
    """__global__ void k(int* x) {
        if (threadIdx.x < 32) x[0] = __shfl_xor_sync(~0u, x[0], 1);
        else x[1] = __shfl_xor_sync(~0u, x[1], 1);
    }""",
    # each arm by itself
    """__global__ void k(int* x) {
        if (threadIdx.x & 16) x[0] = __shfl_sync(0xffff0000u, x[0], 16);
        else x[1] = __shfl_sync(0xffffu, x[1], 0);
    }""",
]


@pytest.mark.parametrize("cuda", ACCEPTED)
def test_not_refused(cuda: str) -> None:
    assert port_of(cuda)
