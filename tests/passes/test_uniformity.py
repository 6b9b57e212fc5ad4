"""How values vary within a block, from CUDA text: each kernel has one local `v` whose variation is asked for."""

from __future__ import annotations

import pytest

from tests.passes.agreement import lowered
from transkernel.passes.uniformity import Uniformity, Variation

BLOCK, WARP, THREAD = Variation

CASES: dict[str, Variation] = {
    "int v = 3;": BLOCK,
    "int v = n * blockIdx.x + blockDim.y;": BLOCK,
    "int v = threadIdx.x;": THREAD,
    "int v = threadIdx.x / 32;": WARP,
    "int v = threadIdx.x >> 5;": WARP,
    "int v = threadIdx.x / warpSize + n;": WARP,
    "int v = threadIdx.x / 16;": THREAD,
    "int t = threadIdx.x; int v = t / 64;": WARP,
    "int t = threadIdx.x; t += n; int v = t / 32;": THREAD,
    "int v = threadIdx.x % 32;": THREAD,
    "bool v = threadIdx.x < 32;": WARP,
    "int t = threadIdx.x; bool v = t > 63;": WARP,
    "bool v = threadIdx.x >= 64;": WARP,
    "bool v = threadIdx.x <= 31;": WARP,
    "bool v = threadIdx.x < 31;": THREAD,
    "bool v = threadIdx.x == 32;": THREAD,
    "bool v = threadIdx.x < 32 + threadIdx.y;": THREAD,
    "int v = threadIdx.y / 32;": THREAD,
    "int v = threadIdx.x / 32 + threadIdx.y;": THREAD,
    "int v = x[blockIdx.x];": BLOCK,
    "int v = x[threadIdx.x];": THREAD,
    "const int* row = x + blockIdx.x * n; int v = row[n];": BLOCK,
    "int v = out[blockIdx.x];": THREAD,
    "int v = table[n];": BLOCK,
    "__shared__ int s[4]; int v = s[0];": THREAD,
    "float v = w[n];": BLOCK,
    "int v = atomicAdd(out, 1);": THREAD,
    "int v = __syncthreads_or(threadIdx.x > 3);": BLOCK,
    "unsigned v = __ballot_sync(0xffffffff, threadIdx.x > 3);": WARP,
    "unsigned v = __ballot_sync(0xffff, threadIdx.x > 3);": THREAD,
    "int v = __shfl_sync(0xffffffff, (int)threadIdx.x, 0);": WARP,
    "int v = __shfl_sync(0xffffffff, (int)threadIdx.x, 0, 16);": THREAD,
    "int v = __shfl_xor_sync(0xffffffff, n, 1);": BLOCK,
    "int v = 0; if (n > 3) v = 1;": BLOCK,
    "int v = 0; if (threadIdx.x > 3) v = 1;": THREAD,
    "int v = 0; if (threadIdx.x / 32 > 3) v = 1; else v = 2;": WARP,
    "int v = 0; for (int k = 0; k < n; k++) v += k;": BLOCK,
    "int v = 0; for (int k = 0; k < threadIdx.x; k++) v += k;": THREAD,
    "for (int v = 0; v < threadIdx.x; v++) out[v] = 1;": BLOCK,
    "int v = 0; while (true) { v++; if (threadIdx.x == v) break; }": THREAD,
    "int v = 0; while (true) { v++; if (n == v) break; }": BLOCK,
    "int v = 0; for (int k = 0; k < 4; k++) { if (threadIdx.x > 2) continue; v++; }": THREAD,
    "for (int v = 0; v < 4; v++) { if (threadIdx.x > 2) continue; out[0] = v; }": BLOCK,
    "int v = 0; for (int k = 0; k < 4; k++) { switch (n) { case 1: if (threadIdx.x) break; v++; } }": THREAD,
    "int v = 0; switch (threadIdx.x) { case 1: v = 1; }": THREAD,
    "int v = 0; if (threadIdx.x > 9) return; v = 4;": BLOCK,
    "int v = n; int* p = &v; *p = threadIdx.x;": THREAD,
    "int v[2] = {n, 1}; v[0] = threadIdx.x;": THREAD,
    "int v[2] = {n, 1}; v[threadIdx.x & 1] = n;": THREAD,
    "int a[2] = {n, 1}; int v = a[threadIdx.x & 1];": THREAD,
    "int a = threadIdx.x; int v = 1; v = a;": THREAD,
    "int v = twice(n);": BLOCK,
    "int v = twice(threadIdx.x);": THREAD,
    "int v = twice(threadIdx.x / 32);": WARP,
    "int v = sign(threadIdx.x);": THREAD,
    "int v = threadIdx.x > 3 ? 1 : 2;": THREAD,
    "const float* row = w + n; float v = row[n];": BLOCK,
    "const int* row = out + n; int v = row[n];": THREAD,
}  # fmt: skip

HEAD = """
__constant__ int table[8];
__device__ int twice(int a) { return 2 * a; }
__device__ int sign(int a) { if (a > 0) return 1; return -1; }
__global__ void k(const int* __restrict__ x, const float* w, int* out, int n) { out[0] = 1; %s }
"""


@pytest.mark.parametrize("body", CASES)
def test_variation_of_a_local(body: str) -> None:
    analysis = Uniformity(lowered(HEAD % body))
    assert analysis.kernel.kinds["v"] is CASES[body]


def test_shape_of_the_block_can_be_given() -> None:
    program = lowered(HEAD % "int v = threadIdx.x / 32;")
    assert Uniformity(program, one_dimensional=False).kernel.kinds["v"] is THREAD


def test_function_is_joined_over_its_calls() -> None:
    program = lowered(HEAD % "out[1] = twice(n); out[2] = twice(threadIdx.x / 32);")
    analysis = Uniformity(program)
    assert analysis.joined()["twice"].kinds["a"] is WARP
    assert analysis.function("twice", (BLOCK,)).result is BLOCK


def test_control_of_a_statement() -> None:
    program = lowered(HEAD % "if (n > 3) out[1] = 1; if (threadIdx.x > 3) out[2] = 2;")
    analysis = Uniformity(program)
    first, second = program.kernel.body[-2:]
    assert analysis.kernel.control_of(first.then[0]) is BLOCK  # type: ignore[union-attr]
    assert analysis.kernel.control_of(second.then[0]) is THREAD  # type: ignore[union-attr]
