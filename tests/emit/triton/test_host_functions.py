"""Host functions of tensors as Python: what they launch, with what, and what is left to the user."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.emit.triton.torch_stub import Tensor, run_module
from transkernel.convert import Options, Translation, convert
from transkernel.diagnostics import Severity
from transkernel.manifest import Manifest
from transkernel.source import SourceFile

KERNELS = """\
template <typename T>
__global__ void scale(int n, T a, const T *x, T *y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = a * x[i];
}
__global__ void count(int n, const long long *x, int *y) {
    extern __shared__ int kept[];
    kept[(x[0] + threadIdx.x) & 127] = 0;
    __syncthreads();
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = x[i] + kept[blockDim.x - 1 - threadIdx.x];
}
__global__ void broken(float *x) { x[0] = nowhere(1); }
inline int blocks_of(const int n, const int threads = 256) {
    int blocks = (n + threads - 1) / threads;
    return min(blocks, 4096);
}
"""
DISPATCHED = """\
void run(at::Tensor x, at::Tensor y, const double a) {
    TORCH_CHECK(x.is_contiguous(), "x has to be contiguous");
    const at::cuda::CUDAGuard guard(x.device());
    cudaStream_t stream = at::cuda::getCurrentCUDAStream();
    int n = x.numel();
    AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "run", [&] {
        scale<scalar_t><<<blocks_of(n), 256, 0, stream>>>(
            n, static_cast<scalar_t>(a), x.data_ptr<scalar_t>(), y.data_ptr<scalar_t>());
    });
    AT_CUDA_CHECK(cudaGetLastError());
}
"""
RETURNING = """\
torch::Tensor counted(const torch::Tensor &x, int64_t threads, bool twice = false) {
    auto options = torch::TensorOptions().dtype(torch::kInt).device(x.device());
    torch::Tensor y = torch::empty({x.size(0), x.size(1) % 7}, options);
    if (x.numel() == 0) return y;
    dim3 grid(at::ceil_div(x.numel(), threads), 1);
    const size_t shared = threads * sizeof(int);
    count<<<grid, threads, shared>>>(x.numel(), (const long long *)x.data_ptr<int64_t>(), y.data_ptr<int>());
    if (twice) {
        y.zero_();
        count<<<grid, dim3(threads, 2), shared>>>(x.numel(), x.data_ptr<int64_t>(), y.data_ptr<int>());
    }
    return y;
}
"""


def translated(host: str, target: str = "triton") -> Translation:
    return convert(SourceFile("ops.cu", KERNELS + host), Options(target=target))


def functions(host: str) -> str:
    port = translated(host).port
    assert port is not None
    return port.functions


def troubles(host: str) -> list[str]:
    return [f"{each.span.line if each.span else 0}: {each.message}" for each in translated(host).diagnostics]


def test_a_dispatched_launch() -> None:
    names, launches, torch = run_module(functions(DISPATCHED), "ops_triton")
    x, y = (Tensor([0.0] * 1000, torch.float64) for _ in range(2))
    names["run"](x, y, 0.1)
    assert launches.seen == [("scale_double", 4, 256, (1000, 0.1, x, y), {})]
    launches.seen.clear()
    x, y = (Tensor([0.0] * 1000, torch.float32) for _ in range(2))
    names["run"](x, y, 0.1)
    [(kernel, _, _, (_, a, _, _), _)] = launches.seen
    assert (kernel, a) == ("scale_float", 0.10000000149011612)


@pytest.mark.parametrize(("left", "right"), [("float64", "float32"), ("int32", "int32"), ("float16", "float16")])
def test_tensors_of_another_dtype_are_refused(left: str, right: str) -> None:
    names, launches, torch = run_module(functions(DISPATCHED), "ops_triton")
    with pytest.raises(TypeError, match=r"torch\."):
        names["run"](Tensor([0] * 9, getattr(torch, left)), Tensor([0] * 9, getattr(torch, right)), 1.0)
    assert launches.seen == []


def test_a_check_is_kept() -> None:
    names, _, torch = run_module(functions(DISPATCHED), "ops_triton")
    x = Tensor([[0.0] * 4] * 4, torch.float32)
    x.array = x.array[:, ::2]
    with pytest.raises(RuntimeError, match="x has to be contiguous"):
        names["run"](x, x, 1.0)


def test_dtypes_that_are_asked_for_and_bytes_that_are_cast() -> None:
    host = """\
void run(torch::Tensor x, torch::Tensor y) {
    if (x.options().dtype() != torch::kInt64) {
        std::cout << "x: " << x.options() << std::endl;
        throw std::runtime_error("x has to be int64");
    }
    count<<<1, 32, 0>>>(x.numel(), reinterpret_cast<long long *>(x.data_ptr()), reinterpret_cast<int *>(y.data_ptr()));
}
"""
    names, launches, torch = run_module(functions(host), "ops_triton")
    x, y = Tensor([3], torch.int64), Tensor([1.0], torch.float32)
    names["run"](x, y)
    [(_, _, _, (_, _, passed), _)] = launches.seen
    assert (passed.dtype, passed.array.tolist()) == (torch.int32, [0x3F800000])
    with pytest.raises(RuntimeError, match="x has to be int64"):
        names["run"](y, y)


def test_sizes_that_are_multiplied_in_a_loop() -> None:
    host = launching("int all = 1;\n    for (int i = 0; i < x.dim(); ++i)\n        all *= x.size(i);").replace(
        "<<<n,", "<<<all,"
    )
    names, launches, torch = run_module(functions(host), "ops_triton")
    names["run"](Tensor([[1] * 5] * 3, torch.int64), Tensor([1], torch.int32), 2)
    assert launches.seen[0][1] == 15


def test_a_local_that_hides_another_leaves_it_alone() -> None:
    inner = """if (n > 1) {
        int n = 7; int m = n;
        for (int i = 0; i < 2; ++i) { n *= 10; }
        count<<<n, m, 0>>>(n, x.data_ptr<int64_t>(), y.data_ptr<int>());
    }"""
    names, launches, torch = run_module(functions(launching(inner)), "ops_triton")
    names["run"](Tensor([1], torch.int64), Tensor([1], torch.int32), 2)
    assert [(grid, block, passed[0]) for _, grid, block, passed, _ in launches.seen] == [(700, 7, 700), (2, 32, 2)]


def test_allocation_branches_and_return() -> None:
    names, launches, torch = run_module(functions(RETURNING), "ops_triton")
    x = Tensor([[0] * 10] * 30, torch.int64)
    y = names["counted"](x, 128)
    assert (y.shape, y.dtype, y.device) == ((30, 3), torch.int32, "here")
    assert launches.seen == [("count", (3, 1, 1), 128, (300, x, y), {"shared_bytes": 512})]
    y = names["counted"](x, 128, twice=True)
    assert [seen[2] for seen in launches.seen[1:]] == [128, (128, 2, 1)]
    launches.seen.clear()
    assert names["counted"](Tensor([[]], torch.int64), 128).shape == (1, 0)
    assert launches.seen == []


def test_the_manifest_has_the_recipes_and_is_read_back() -> None:
    for target in ("opencl", "triton"):
        port = translated(DISPATCHED + RETURNING, target).port
        assert port is not None
        dispatched, counted = port.manifest.launches  # the third comes behind a change of y
        assert (dispatched.function, dispatched.kernels) == ("run", ("scale<float>", "scale<double>"))
        assert (dispatched.grid, dispatched.block, dispatched.shared) == ("blocks_of(n)", "256", "0")
        assert dispatched.before == ("n = x.numel()", "scalar_t = x.dtype")
        assert counted.grid == "grid"
        assert counted.before[1] == "grid = (quotient(x.numel() + threads - 1, threads), 1, 1)"
        record = json.loads(json.dumps(port.manifest.to_json()))
        assert Manifest.from_json(record) == port.manifest
        del record["launches"]  # an older manifest
        assert Manifest.from_json(record).launches == ()


C_ARITHMETIC = [
    ("n / 2", {"n": 7}, 3),
    ("(n - 8) / 2", {"n": 7}, 0),
    ("(n - 10) / 2", {"n": 7}, -1),
    ("(n - 10) % 2", {"n": 7}, -1),
    ("n - (3 - 1)", {"n": 7}, 5),
    ("(n + 1) * 2 << 1", {"n": 7}, 32),
    ("n & 3 | 8", {"n": 7}, 11),
    ("n > 3 && !(n == 7) ? 1 : n > 6 ? 2 : 3", {"n": 7}, 2),
    ("std::max(n, 9) + std::min(n, 1)", {"n": 7}, 10),
    ("(int)ceil((double)n / 2)", {"n": 7}, 4),
    ("static_cast<int>(1.9f)", {"n": 7}, 1),
    ("010 + 0x10", {"n": 7}, 24),
    ("0.1f * n == 0.7f ? 1 : 2", {"n": 7}, int(np.float32(0.1) * np.float32(7) != np.float32(0.7)) + 1),
    ("0.1f + 0.2f == 0.3f ? 1 : 2", {"n": 7}, int(np.float32(0.1) + np.float32(0.2) != np.float32(0.3)) + 1),
    ("0.1 + 0.2 == 0.3 ? 1 : 2", {"n": 7}, 2),
    ("16777217 * 1.f == 16777216 ? 1 : 2", {"n": 7}, 1),
    ("f == 0.1f ? 1 : 2", {"n": 7}, 1),
]


@pytest.mark.parametrize(("expression", "given", "wanted"), C_ARITHMETIC)
def test_arithmetic_is_that_of_c(expression: str, given: dict[str, int], wanted: int) -> None:
    host = f"""\
void run(at::Tensor x, at::Tensor y, int n, float f = 0.1f) {{
    count<<<{expression}, 1, 0>>>(n, x.data_ptr<int64_t>(), y.data_ptr<int>());
}}
"""
    names, launches, torch = run_module(functions(host), "ops_triton")
    names["run"](Tensor([0], torch.int64), Tensor([0], torch.int32), **given)
    assert launches.seen[0][1] == wanted


def launching(before: str, behind: str = "") -> str:
    return f"""\
void run(at::Tensor x, at::Tensor y, int n) {{
{before}
    count<<<n, 32, 0>>>(n, x.data_ptr<int64_t>(), y.data_ptr<int>());
{behind}
}}
"""


@pytest.mark.parametrize(
    ("host", "line", "message"),
    [
        (launching("for (int i = 0; i < n; i++) n -= 1;"), 19, "it has a `for`"),
        (launching("for (int i = 3; i > 0; i--) n += 1;"), 19, "it has a `for`"),
        (launching("while (n > 3) n -= 1;"), 19, "it has a `while`"),
        (launching("for (int i = 0; i < 3; i++) n++;"), 19, "`n ++` is none of checks, allocations and launches"),
        (launching("", "auto z = y.to(at::kCPU);"), 21, "`at::kCPU` names a device"),
        (launching("n = unknown(n);"), 19, "`unknown` is not known of host code"),
        (launching("int lambda = 3;"), 18, "`lambda` means something else in Python"),
        (launching("unsigned u = n; int m = u - 8;"), 19, "`u - 8` of unsigned numbers may go round"),
        ("void run(at::Tensor x) { broken<<<1, 1>>>(x.data_ptr<float>()); }", 18, "`broken` was not translated"),
        ("void run(at::Tensor x) { count<<<1, 1>>>(1, x.data_ptr<int64_t>()); }", 18, "launched with 2 arguments"),
        ("template <int N> void run(at::Tensor x) { count<<<1, 1>>>(1, x); }", 18, "it is a template"),
        ("void run(at::Tensor x, Strange s) { count<<<1, 1>>>(1, x); }", 18, "neither a tensor nor a number"),
    ],
)
def test_what_is_not_plain_is_left_to_the_user_and_told(host: str, line: int, message: str) -> None:
    [told] = troubles(host)
    assert told.startswith(f"{line}: the host function `run` is left to you: ")
    assert message in told
    assert functions(host) == ""
    assert all(each.severity is Severity.NOTE for each in translated(host).diagnostics)


def test_what_is_left_to_the_user_is_a_line_in_the_module() -> None:
    other = launching("", "auto z = y.to(at::kCPU);").replace("void run", "void left")
    text = functions(DISPATCHED + other)
    assert "# To do by hand:\n# line 32: the host function `left` is left to you: `at::kCPU` names a device" in text
    assert "def run(" in text
    assert "def left(" not in text


@pytest.mark.parametrize(
    "before",
    [
        "n = unknown(n);",
        "if (x.numel() > 3) n = 4;",
        "if (x.numel() > 3) { n = 4; } else { n = 5; }",
        "for (int i = 0; i < 3; i++) n += 1;",
    ],
)
def test_no_recipe_where_a_name_may_be_another(before: str) -> None:
    port = translated(launching(before)).port
    assert port is not None
    assert port.manifest.launches == ()


def test_files_without_tensors_have_none(tmp_path: Path) -> None:
    host = "int main() { count<<<1, 1>>>(1, 0, 0); }"
    found: Any = translated(host)
    assert (found.port.functions, found.port.manifest.launches) == ("", ())
    assert found.diagnostics == ()
