"""Mutants: what the operators make of small kernels, which of them are known to be no mistakes, and that all are IR."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from transkernel.convert import Options, lower
from transkernel.harness.cases import load_cases
from transkernel.harness.mutate.choose import Mutant, mutants
from transkernel.harness.mutate.forms import strict
from transkernel.harness.mutate.once import once_global, once_shared
from transkernel.harness.mutate.operators import OPERATORS
from transkernel.harness.mutate.pick import pick
from transkernel.harness.mutate.within import within
from transkernel.inputs import read_source
from transkernel.ir import nodes as ir
from transkernel.ir.printer import print_program
from transkernel.ir.verify import verify
from transkernel.source import SourceFile

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = sorted(CORPUS.glob("*/*.cu"))


def program_of(body: str, head: str = "const float* x, float* y, int* k, unsigned char* b, int n") -> ir.Program:
    source = SourceFile("given.cu", f"__global__ void given({head}) {{\n{body}\n}}\n")
    (kernel,) = lower(source, Options()).kernels
    assert kernel.program is not None
    return kernel.program


def of_operator(name: str, body: str) -> list[Mutant]:
    return [each for each in mutants(program_of(body)) if each.operator.name == name]


def changes(found: Sequence[Mutant]) -> set[tuple[str, str]]:
    return {(each.before, each.after) for each in found}


INDEX = "int i = threadIdx.x;\n"

# operator -> a body, and changes that must be among its mutants
ROWS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "bound": (INDEX + "if (i < n) y[i] = 0;", (("i < n", "i <= n"), ("i < n", "i < (n - 1)"))),
    "barrier": ("__shared__ float s[4]; s[0] = 1; __syncthreads(); y[0] = s[0];", (("__syncthreads()", "(nothing)"),)),
    "index": (INDEX + "y[i] = x[i];", (("y[i] = x[i]", "y[i + 1] = x[i]"), ("y[i] = x[i]", "y[i] = x[i - 1]"))),
    "constant": ("y[0] = 2.0f * x[3];", (("y[0] = 2.0 * x[3]", "y[0] = 2.0 * x[4]"),)),
    "operands": ("k[0] = n - k[1];", (("k[0] = n - k[1]", "k[0] = k[1] - n"),)),
    "arithmetic": ("y[0] = x[0] * x[1];", (("y[0] = x[0] * x[1]", "y[0] = x[0] + x[1]"),)),
    "guard": (INDEX + "if (i < n) y[i] = 0;", (("if (i < n) ...", "always"),)),
    "statement": ("y[0] = 1;", (("y[0] = 1.0", "(nothing)"),)),
    "axis": (INDEX + "y[i] = 0;", (("i32 i = threadIdx.x", "i32 i = threadIdx.y"),)),
    "register": (INDEX + "y[i] = 0;", (("i32 i = threadIdx.x", "i32 i = blockIdx.x"),)),
    "variable": ("int i = k[0]; int j = k[1]; k[i] = j;", (("k[i] = j", "k[n] = j"), ("k[i] = j", "k[i] = i"))),
    "condition": (INDEX + "if (i < n) y[i] = 0;", (("i < n", "!(i < n)"),)),
    "equality": ("if (n == 3) y[0] = 0;", (("n == 3", "n != 3"),)),
    "logic": ("if (n > 3 && n < 9) y[0] = 0;", (("(n > 3) && (n < 9)", "(n > 3) || (n < 9)"),)),
    "sign": ("y[0] = -x[0];", (("y[0] = -x[0]", "y[0] = x[0]"),)),
    "function": ("y[0] = floorf(x[0]);", (("y[0] = @floor(x[0])", "y[0] = @trunc(x[0])"),)),
    "lane": ("float4 v = ((float4*)x)[0]; y[0] = v.x;", (("y[0] = v.x", "y[0] = v.y"),)),
    "leaving": (
        "for (int j = 0; j < n; j++) { y[j] = 0; if (j == 5) { y[9] = 1; break; } }",
        (("break", "(nothing)"),),
    ),
    "alternative": ("if (n > 3) y[0] = 0; else y[1] = 0;", (("else ...", "(nothing)"),)),
    "cast": ("k[0] = (b[0] + b[1]) / 2;", (("b[0] + b[1]", "<i32>(<u8>(b[0] + b[1]))"),)),
    "width": ("k[0] = k[1] * k[2];", (("k[0] = k[1] * k[2]", "k[0] = <i32>(<i16>(k[1] * k[2]))"),)),
    "precision": ("y[0] = x[0] * x[1];", (("y[0] = x[0] * x[1]", "y[0] = <f32>(<f16>(x[0] * x[1]))"),)),
    "accumulator": (
        "float s = 0; for (int j = 0; j < n; j++) s += x[j]; y[0] = s;",
        (("s = s + x[j]", "s = <f32>(<f16>(s + x[j]))"),),
    ),
    "signedness": ("k[0] = k[1] >> 3;", (("k[0] = k[1] >> 3", "k[0] = <u32>(k[1]) >> 3"),)),
    "rounding": ("k[0] = (int)x[0];", (("k[0] = <i32>(x[0])", "k[0] = <i32>.rn(x[0])"),)),
    "warp": ("k[0] = __any_sync(0xffffffff, n > 3);", (("warp.any(", "warp.all("),)),
    "lanes": (
        "k[0] = __shfl_down_sync(0xffffffff, n, 1);",
        (("warp.shuffle_down(n, 1", "warp.shuffle_down(n, 1 + 1"),),
    ),
    "mask": ("k[0] = __any_sync(0xffffffff, n > 3);", (("mask 4294967295", "mask 65535"),)),
    "atomic": ("atomicAdd(&k[0], n);", (("atomic.add", "atomic.exchange"),)),
}


def test_every_operator_has_a_row() -> None:
    assert list(ROWS) == [operator.name for operator in OPERATORS]


@pytest.mark.parametrize("name", ROWS)
def test_an_operator_makes_its_mistakes(name: str) -> None:
    body, wanted = ROWS[name]
    found = changes(of_operator(name, body))
    for before, after in wanted:
        assert any(before in one and after in other for one, other in found), found


def test_a_mutant_knows_its_line_and_changes_only_that() -> None:
    (mutant,) = of_operator("statement", INDEX + "y[i] = 1;\n")
    assert (mutant.id, mutant.kernel, mutant.line) == ("statement-1", "given", 3)
    assert "y[" not in print_program(mutant.program)


# Changes that change nothing: an operator, a body, what is changed.
SAME = {
    "constants": ("constant", "k[0] = n / (32 / 2);", "32 / 2", "33 / 2"),
    "steps of a loop": ("constant", "for (int j = 0; j < 32; j += 8) k[j] = n;", "j < 32", "j < 31"),
    "distances that still reach all lanes": (
        "lanes",
        "for (int d = 16; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = n;",
        "warp.shuffle_xor(n, d",
        "d + 1",
    ),
    "another first distance": (
        "constant",
        "for (int d = 16; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = n;",
        "i32 d = 16",
        "17",
    ),
    "a turn in which each lane meets itself": (
        "constant",
        "for (int d = 32 / 2; d; d /= 2) n = max(__shfl_xor_sync(0xffffffff, n, d), n); k[0] = n;",
        "i32 d = 32 / 2",
        "32 / 1",
    ),
    "a lane of a sum that all have": (
        "constant",
        "for (int d = 16; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = __shfl_sync(0xffffffff, n, 3);",
        "warp.shuffle(n, 3",
        "warp.shuffle(n, 4",
    ),
    "half a warp of a sum that all have": (
        "lanes",
        "for (int d = 1; d < 32; d *= 2) n = __shfl_xor_sync(0xffffffff, n, d) + n; k[0] = __shfl_sync(~0u, n, 3);",
        "warp.shuffle(n, 3",
        "width 16",
    ),
    "a lane of a vector of equals": (
        "lane",
        "float a = x[0]; float2 v = make_float2(a, a); y[0] = v.x + x[1] * v.y;",
        "v.x + (x[1] * v.y)",
        "v.y + (x[1] * v.y)",
    ),
    "a barrier before a shuffle": (
        "barrier",
        "__syncthreads(); int m = __shfl_sync(0xffffffff, n, 3); k[0] = m;",
        "__syncthreads()",
        "(nothing)",
    ),
    "minimum": ("bound", "k[0] = n < k[1] ? n : k[1];", "n < k[1]", "n <= k[1]"),
    "minimum of bytes": ("bound", "b[0] = b[1] < b[2] ? b[1] : b[2];", "b[1] < b[2]", "b[1] <= b[2]"),
    "magnitude": ("bound", "k[0] = n < 0 ? -n : n;", "n < 0", "n <= 0"),
    "clamped index": ("bound", "int i = n < 0 ? 0 : n < k[1] ? n : k[1] - 1; k[0] = i;", "n < 0", "n <= 0"),
    "upper end": ("bound", "int i = n >= k[1] ? k[1] - 1 : n; k[0] = i;", "n >= k[1]", "n >= (k[1] - 1)"),
    "lower end by a constant": ("constant", "int i = n < 0 ? 0 : n; k[0] = i;", "n < 0", "n < 1"),
    "a swap of equals": (
        "bound",
        "int held = k[0]; do { if (held >= n) break; held = atomicCAS(&k[0], held, n); } while (held < n);",
        "held >= n",
        "held > n",
    ),
    "wrapped constant": ("operands", "k[0] = -0x7fffffff - 1;", "- 1", "1 - "),
    "rounded before": ("rounding", "float f = floorf(x[0]); k[0] = (int)f;", "<i32>(f)", "<i32>.rn(f)"),
    "arguments of a minimum": ("bound", "k[0] = n <= k[1] ? n : k[1];", "n <= k[1]", "n < k[1]"),
    "largest": ("bound", "float m = 0; if (x[0] > m) m = x[0]; y[0] = m;", "x[0] > m", "x[0] >= m"),
    "a sum of bytes in a short": ("width", "k[0] = b[0] + b[1];", "b[0] + b[1]", "<i16>"),
    "the low byte alone": ("width", "b[0] = k[0] * k[1];", "k[0] * k[1]", "<i16>"),
    "a byte is not negative": ("signedness", "k[0] = (b[0] + b[1]) / 2;", "(b[0] + b[1]) / 2", "<u32>"),
    "bits that a mask leaves out": ("signedness", "k[0] = k[1] >> 8 & 255;", "k[1] >> 8", "<u32>"),
    "a quarter fits every float": ("precision", "y[0] = x[0] * (1.0f / (2 * 2));", "1.0 / (2 * 2)", "<f16>(1.0 /"),
}
DIFFERENT = {
    "a ninth fits no float": ("precision", "y[0] = x[0] * (1.0f / (3 * 3));", "1.0 / (3 * 3)", "<f16>(1.0 /"),
    "a product of bytes": ("width", "k[0] = b[0] * b[1] * b[2];", "b[0] * b[1]", "<i16>"),
    "a mask that is too wide": ("signedness", "k[0] = k[1] >> 8 & 0x1ffffff;", "k[1] >> 8", "<u32>"),
    "distances that miss lanes": (
        "lanes",
        "for (int d = 16; d; d /= 2) n += __shfl_down_sync(0xffffffff, n, d); k[0] = n;",
        "warp.shuffle_down(n, d",
        "d + 1",
    ),
    "one step less": ("constant", "for (int j = 0; j < 33; j += 8) k[j] = n;", "j < 33", "j < 32"),
    "one below the upper end": ("bound", "int i = n >= k[1] ? k[1] : n; k[0] = i;", "n >= k[1]", "n >= (k[1] - 1)"),
    "rounded for the first time": ("rounding", "float f = x[0]; k[0] = (int)f;", "<i32>(f)", "<i32>.rn(f)"),
    "a position": ("bound", "k[0] = x[0] > x[1] ? 0 : 1;", "x[0] > x[1]", "x[0] >= x[1]"),
    "a difference and another first distance": (
        "constant",
        "for (int d = 16; d; d /= 2) n -= __shfl_xor_sync(0xffffffff, n, d); k[0] = n;",
        "i32 d = 16",
        "17",
    ),
    "a first distance that misses lanes": (
        "constant",
        "for (int d = 16; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = n;",
        "i32 d = 16",
        "15",
    ),
    "a turn by whose number the value is changed": (
        "constant",
        "for (int d = 16; d; d /= 2) n = max(n + d, __shfl_xor_sync(0xffffffff, n, d)); k[0] = n;",
        "i32 d = 16",
        "17",
    ),
    "a turn in which each lane adds itself": (
        "constant",
        "for (int d = 32 / 2; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = n;",
        "i32 d = 32 / 2",
        "32 / 1",
    ),
    "a lane of a sum that half of the warp has": (
        "constant",
        "for (int d = 8; d; d /= 2) n += __shfl_xor_sync(0xffffffff, n, d); k[0] = __shfl_sync(0xffffffff, n, 16);",
        "warp.shuffle(n, 16",
        "warp.shuffle(n, 15",
    ),
    "a lane of a sum that goes down": (
        "constant",
        "for (int d = 16; d; d /= 2) n += __shfl_down_sync(0xffffffff, n, d); k[0] = __shfl_sync(0xffffffff, n, 0);",
        "warp.shuffle(n, 0",
        "warp.shuffle(n, 1",
    ),
    "a lane of a difference": (
        "constant",
        "for (int d = 16; d; d /= 2) n -= __shfl_xor_sync(0xffffffff, n, d); k[0] = __shfl_sync(0xffffffff, n, 3);",
        "warp.shuffle(n, 3",
        "warp.shuffle(n, 4",
    ),
    "a lane of a sum that is changed since": (
        "constant",
        "for (int d = 16; d; d /= 2) n += __shfl_xor_sync(~0u, n, d); n += k[n]; k[0] = __shfl_sync(~0u, n, 3);",
        "warp.shuffle(n, 3",
        "warp.shuffle(n, 4",
    ),
    "a lane of a vector that is written to": (
        "lane",
        "float a = x[0]; float2 v = make_float2(a, a); v.x = x[2]; y[0] = v.x + x[1] * v.y;",
        "v.x + (x[1] * v.y)",
        "v.y + (x[1] * v.y)",
    ),
    "half of the bytes": ("width", "b[0] = k[0] * k[1] >> 9;", "k[0] * k[1]", "<i16>"),
}


def reasons(row: tuple[str, str, str, str]) -> list[str]:
    name, body, before, after = row
    found = [each for each in of_operator(name, body) if before in each.before and after in each.after]
    assert found, changes(of_operator(name, body))
    return [each.equivalent for each in found]


@pytest.mark.parametrize("row", SAME.values(), ids=SAME.keys())
def test_what_nobody_can_tell_is_known(row: tuple[str, str, str, str]) -> None:
    assert any(reasons(row))


@pytest.mark.parametrize("row", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_what_can_be_told_is_not_called_the_same(row: tuple[str, str, str, str]) -> None:
    assert not all(reasons(row))


def test_an_order_that_is_nothing_to_a_function() -> None:
    text = (
        "__device__ float dot(float2 a, float2 b) { return a.x * b.x + a.y * b.y; }\n"
        "__device__ float cross(float2 a, float2 b) { return a.x * b.y - a.y * b.x; }\n"
        "__global__ void given(float2* v, float* y) { y[0] = dot(v[0], v[1]); y[1] = cross(v[0], v[1]); }\n"
    )
    (kernel,) = lower(SourceFile("given.cu", text), Options()).kernels
    assert kernel.program is not None
    found = [each for each in mutants(kernel.program) if each.operator.name == "operands" and each.line == 3]
    assert {each.before.split("(")[0][-5:]: bool(each.equivalent) for each in found} == {"= dot": True, "cross": False}


# Of a struct's best: what is done with `other` where it is `best` itself.
STRUCTS = {
    "if (other.value > best.value) best = other;": True,
    "if (other.value >= best.value) best = other;": True,
    "if (other.value >= best.value) best.count = other.count + 1;": False,
    "best = other; best.count += 1;": False,
}


@pytest.mark.parametrize("combined", STRUCTS)
def test_a_turn_in_which_a_struct_meets_itself(combined: str) -> None:
    text = f"""
        struct Best {{ float value; int count; }};
        __device__ void keep(Best& best, const Best& other) {{ {combined} }}
        __global__ void given(float* x, int* k) {{
            Best best = {{x[threadIdx.x], k[threadIdx.x]}};
            for (int d = warpSize / 2; d > 0; d /= 2) {{
                Best other;
                other.value = __shfl_xor_sync(0xffffffff, best.value, d);
                other.count = __shfl_xor_sync(0xffffffff, best.count, d);
                keep(best, other);
            }}
            x[threadIdx.x] = best.value;
            k[threadIdx.x] = best.count;
        }}
    """
    (kernel,) = lower(SourceFile("given.cu", text), Options()).kernels
    assert kernel.program is not None
    found = [each for each in mutants(kernel.program) if each.after == "i32 d = warp_size / 1"]
    assert [bool(each.equivalent) for each in found] == [STRUCTS[combined]]


# What a function returns past its guard, and whether `a <= b` and `a < b` are one to it.
GUARDS = {
    "if (a <= b || c < 0) return 0; return (long long)(a - b) * c;": True,
    "if (c < 0 && a <= b) return b; return a;": True,
    "if (a <= b) return 0; return (a - b) * c + 1;": False,
    "if (a <= b) return 0; return a * c;": False,
    "if (a <= b) return 0; return (a - b) * (c / a);": False,
    "if (a <= b) return 1; return (a - b) * c;": False,
}


@pytest.mark.parametrize("body", GUARDS)
def test_what_is_returned_anyway(body: str) -> None:
    text = (
        f"__device__ long long area(int a, int b, int c) {{ {body} }}\n"
        "__global__ void given(long long* y, int* k) { y[0] = area(k[0], k[1], k[2]); }\n"
    )
    (kernel,) = lower(SourceFile("given.cu", text), Options()).kernels
    assert kernel.program is not None
    found = [each for each in mutants(kernel.program) if each.operator.name == "bound" and "a < b" in each.after]
    assert [bool(each.equivalent) for each in found] == [GUARDS[body]]


# A pointer into a buffer, and whether the form that keeps to the buffers knows where it leads.
POINTERS = {
    "const float* row = x + n; y[0] = row[k[0]];": True,
    "const float* const row = x + n; y[0] = row[k[0]];": True,
    "const float* row = x + n; row += 3; y[0] = row[k[0]];": False,
    "const float* row = x + n; const float** moved = &row; *moved = y; y[0] = row[k[0]];": False,
}


@pytest.mark.parametrize("body", POINTERS)
def test_a_pointer_that_stays_is_held_to_its_buffer(body: str) -> None:
    text = print_program(within(program_of(body), {"x": 64}))
    assert ("< 16" in text) == POINTERS[body]
    assert ("row[k" in text) != POINTERS[body]


def programs_of(path: Path) -> list[ir.Program]:
    wanted = tuple({case.kernel for case in load_cases(path.with_suffix(".toml")) if "<" in case.kernel})
    lowered = lower(read_source(path), Options(instantiate=wanted, roots=(path.parent,))).kernels
    return [each.program for each in lowered if each.program is not None]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_mutant_of_the_corpus_keeps_the_rules_of_the_ir(path: Path) -> None:
    for program in programs_of(path):
        for form in (strict, once_global, once_shared):
            verify(form(program), spaces_resolved=False)
        sizes = {each.name: 64 for each in program.kernel.parameters}
        verify(within(program, sizes), spaces_resolved=False)
        every = list(mutants(program))
        assert len(every) >= 24
        assert len({each.id for each in every}) == len(every)
        for mutant in every:
            verify(mutant.program, spaces_resolved=False)
            assert mutant.before != mutant.after or mutant.operator.name in ("constant", "operands")


def test_the_choice_is_the_same_each_time_and_a_longer_one_begins_with_it() -> None:
    path = CORPUS / "elementwise" / "saxpy.cu"
    programs, source = programs_of(path), read_source(path)
    few, more = (pick(programs, count, 0, source, Options()) for count in (8, 16))
    ids = [each.mutant.id for each in more.tried]
    assert [each.mutant.id for each in few.tried] == ids[:8]
    assert len({each.split("-")[0] for each in ids[:8]}) == 8
    assert [each.mutant.id for each in pick(programs, 16, 1, source, Options()).tried] != ids
