"""Local arrays in variables: which do without memory, which do not, and that both give the same."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.tile import TileKernel
from transkernel.source import SourceFile

X = np.array([2, 0, 3, 1, 3, 3, 0, 2, 1, 1, 2, 0], np.int32)

IN_VARIABLES = {
    "a loop of known length": "int a[4]; for (int i = 0; i < 4; ++i) a[i] = x[t] * i; y[t] = a[1] + a[3];",
    "two indices": """
        int a[3][2]; for (int i = 0; i < 3; ++i) for (int j = 0; j < 2; ++j) a[i][j] = x[t] + 10 * i + j; y[t] =
        a[0][1] * 100 + a[2][0];""",
    "downwards, by two": """
        int a[8] = {}; for (int i = 6; i >= 0; i -= 2) a[i + 1] = i + x[t]; y[t] = a[7] + a[1] + a[0];""",
    "an inner loop of another length": """
        int a[4] = {}; for (int i = 0; i < 4; ++i) { for (int j = 0; j < n; ++j) a[i] += x[j]; } y[t] = a[0] +
        a[3] * t;""",
    "an index by way of a variable": """
        int a[4] = {1, 2, 3, 4}, sum = 0; for (int i = 0; i < 2; ++i) { int k = 2 * i + 1; sum = sum * 10 +
        a[k]; } y[t] = sum + t;""",
    "reads of nobody knows where": "int a[4] = {5, 6, 7, 8}; int k = x[t]; y[t] = a[k] * 10 + a[3 - k];",
    "stores to nobody knows where": """
        int a[4] = {5, 6, 7, 8}; int k = x[t]; a[k] = a[k] + t; y[t] = a[0] * 100 + a[3];""",
    "its own index": """
        int a[4] = {1, 2, 3, 0}; int k = x[t]; k = a[a[k]]; a[k] = k; y[t] = a[0] + 10 * a[1] + 100 * a[2];""",
    "two unknown indices": """
        int a[2][3] = {}; int k = x[t]; a[k / 2][k % 3] = t + 1; y[t] = a[0][0] + a[0][1] * 2 + a[0][2] * 3 +
        a[1][0] * 4 + a[1][1] * 5 + a[1][2] * 6 + a[k % 2][2];""",
    "a loop of unknown length": """
        int a[4] = {1, 2, 3, 4}, sum = 0; for (int i = 0; i < n; ++i) sum += a[i] * x[t]; y[t] = sum;""",
    "a loop with an exit": """
        int a[4] = {1, 2, 3, 4}, sum = 0; for (int i = 0; i < 4; ++i) { if (x[i] == t) break; sum += a[i]; }
        y[t] = sum;""",
    "structs": """
        struct P { int v; float w; }; P a[3]; for (int i = 0; i < 3; ++i) { a[i].v = i + t; a[i].w = 2.0f; } int
        k = x[t] % 3; a[k].v += 7; P p = a[k]; y[t] = p.v * 10 + (int)a[1].w + a[2].v;""",
    "vectors": """
        int2 a[2]; for (int i = 0; i < 2; ++i) a[i] = make_int2(i, t); int k = x[t] & 1; y[t] = a[k].x * 50 +
        a[k].y;""",
    "threads of a branch": """
        int a[4] = {}; if (t > 3) { int k = x[t]; a[k] = 1; } y[t] = a[0] + 2 * a[1] + 4 * a[2] + 8 * a[3];""",
    "a function's array": "int a[3]; fill(a, t); int k = x[t] % 3; y[t] = a[k] * 10 + a[2];",
    "an array as a vector": """
        int v[4]; *reinterpret_cast<int4*>(v) = *reinterpret_cast<const int4*>(x + t / 4 * 4); for (int k = 0; k
        < 4; ++k) v[k] *= t; int4 w = *reinterpret_cast<int4*>(v); y[t] = w.x + 10 * w.y + v[3];""",
    "halves of numbers": """
        uint2 pack = make_uint2(x[t] * 65537u + 3, t << 16); unsigned short* halves = (unsigned short*)&pack;
        for (int k = 0; k < 4; ++k) halves[k] = halves[k] + k + 1; y[t] = pack.x ^ pack.y;""",
    "bytes of a number": """
        unsigned word = x[t] * 0x01020304u; unsigned char* b = (unsigned char*)&word; b[1] = t; b[3] ^= 0xf0;
        y[t] = (int)word + b[0];""",
    "numbers across others": """
        unsigned short s[6] = {1, 2, 3, 4, 5, 6}; for (int k = 0; k < 6; ++k) s[k] += x[t]; unsigned* w =
        (unsigned*)(s + 2); w[0] += 70000; unsigned long long d = *(unsigned long long*)&s[0]; y[t] = (int)(d >>
        13) ^ s[1] ^ (s[2] << 3);""",
    "bits of floats": """
        float v[2] = {1.5f, -2.0f}; int* bits = (int*)v; bits[1] ^= 1 << 31; v[0] = v[1] * x[t]; y[t] = bits[0]
        + bits[1];""",
    "a lane of a view": """
        int v[4] = {}; reinterpret_cast<int2*>(v)[1].y = x[t]; reinterpret_cast<int2*>(v)[0].x = t; y[t] = v[3]
        * 100 + v[0];""",
    "both ways at once": """
        int v[4] = {1, 2, 3, 4}; int2* p = (int2*)v; p[0] = p[1]; p[1] = make_int2(v[1], v[0] + x[t]); y[t] =
        ((v[0] * 10 + v[1]) * 10 + v[2]) * 10 + v[3];""",
}  # fmt: skip

IN_MEMORY = {
    "a view of nobody knows where": "int v[4] = {1, 2, 3, 4}; int2* p = (int2*)v; y[t] = p[x[t] & 1].x + p[n & 1].y;",
    "too many elements": "int a[40]; for (int i = 0; i < 40; ++i) a[i] = x[t] + i; int k = x[t] * 13; y[t] = a[k];",
    "an index from memory": "int a[4] = {5, 6, 7, 8}; y[t] = a[x[t]];",
    "its address": "int a[4] = {5, 6, 7, 8}; int* p = x[t] > 1 ? a : a + 1; y[t] = p[1];",
}


def ran(body: str, *, raises: bool) -> tuple[TileKernel, list[int]]:
    function = "__device__ void fill(int* a, int t) { for (int i = 0; i < 3; ++i) a[i] = t * i + 1; }"
    text = f"{function} __global__ void k(const int* x, int* y, int n) {{ int t = threadIdx.x; {body} }}"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program, raises=raises)
    y = np.zeros(len(X), np.int32)
    run(tiles, launch_constants(tiles.kernel, (len(X), 1, 1)), (1, 1, 1), {"x": X, "y": y, "n": 3})
    return tiles.kernel, y.tolist()


@pytest.mark.parametrize("name", IN_VARIABLES)
def test_an_array_in_variables(name: str) -> None:
    raised, found = ran(IN_VARIABLES[name], raises=True)
    plain, expected = ran(IN_VARIABLES[name], raises=False)
    assert plain.scratch is not None
    assert raised.scratch is None
    assert found == expected
    assert len(set(expected)) > 1


@pytest.mark.parametrize("name", IN_MEMORY)
def test_an_array_in_memory(name: str) -> None:
    raised, found = ran(IN_MEMORY[name], raises=True)
    assert raised.scratch is not None
    assert found == ran(IN_MEMORY[name], raises=False)[1]
