"""`transkernel.load`: kernels as functions on arrays, on every device that is here."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import transkernel as tk
from transkernel.load.module import Module
from transkernel.run.devices import find_devices
from transkernel.run.resident.device import Array, Shape
from transkernel.run.resident.opencl import OpenCLKernel

SAXPY = """
__global__ void saxpy(int n, float a, const float* x, float* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = a * x[i] + y[i];
}
"""
RECURSIVE = """
__device__ int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
__global__ void factorials(int* y) { y[threadIdx.x] = factorial(threadIdx.x); }
__global__ void twice(int* y) { y[threadIdx.x] *= 2; }
"""
IDS = {device.id: device for device in find_devices()}

needs_host = pytest.mark.skipif(not IDS["cuda-host"].usable, reason="no C++ compiler runs the originals here")

ROUNDED = 1e-6  # a device may fuse the product and the sum, which NumPy rounds one by one: some ulps of float32


@pytest.fixture(params=["intel-cpu", "pocl-cpu", "cuda-host"])
def device(request: pytest.FixtureRequest) -> str:
    found = IDS.get(request.param)
    if found is None or not found.usable:
        pytest.skip(f"{request.param}: {found.reason if found is not None else 'not here'}")
    return found.id


@pytest.fixture
def opencl() -> str:
    found = next((each.id for each in IDS.values() if each.kind == "opencl" and each.usable), None)
    if found is None:
        pytest.skip("no OpenCL device")
    return found


@pytest.fixture
def saxpy(opencl: str) -> Module:
    return tk.load(SAXPY, opencl)


def numbers(count: int, seed: int = 1) -> Any:
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


# --- launches


def test_numpy_arrays_are_copied_in_and_out(device: str) -> None:
    x, y = numbers(1000), numbers(1000, 2)
    expected, x_before = np.float32(2.5) * x + y, x.copy()
    module = tk.load(SAXPY, device, fallback="error")
    module.saxpy[4, 256](1000, 2.5, x, y)
    np.testing.assert_allclose(y, expected, rtol=ROUNDED)
    np.testing.assert_array_equal(x, x_before)
    assert module.device == device


def test_arrays_of_the_module_stay_on_the_device(device: str) -> None:
    module = tk.load(SAXPY, device, fallback="error")
    x, y = module.array(numbers(300)), module.array(np.zeros(300, np.float32))
    for _ in range(3):
        module.saxpy[2, 256](300, 1.0, x, y)
    module.synchronize()
    np.testing.assert_allclose(y.numpy(), 3 * numbers(300), rtol=ROUNDED)
    y.set(7)
    np.testing.assert_array_equal(np.asarray(y), np.full(300, 7, np.float32))
    assert (y.shape, y.dtype, y.size) == ((300,), np.dtype(np.float32), 300)


def test_dynamic_shared_memory_and_extents_in_three_dimensions(device: str) -> None:
    text = """
    extern __shared__ int held[];
    __global__ void mirror(const int* x, int* y) {
        int i = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
        int n = blockDim.x * blockDim.y * blockDim.z;
        held[i] = x[blockIdx.y * n + i];
        __syncthreads();
        y[blockIdx.y * n + i] = held[n - 1 - i];
    }
    """
    x, y = np.arange(48, dtype=np.int32), np.zeros(48, np.int32)
    tk.load(text, device, fallback="error").mirror[(1, 2), [4, 3, 2], 24 * 4](x, y)
    np.testing.assert_array_equal(y, np.concatenate([x[:24][::-1], x[24:][::-1]]))


def test_structs_vectors_and_pointers_inside_structs(device: str) -> None:
    text = """
    struct Job { float scale; short shift; float* out; };
    __global__ void run(Job job, float3 add, const float4* x, bool negate) {
        int i = threadIdx.x;
        job.out[i] = (x[i].x + x[i].w) * job.scale + add.z + job.shift;
        if (negate) job.out[i] = -job.out[i];
    }
    """
    x, out = numbers(32).reshape(8, 4), np.zeros(8, np.float32)
    module = tk.load(text, device, fallback="error")
    module.run[1, 8]({"scale": 2, "shift": 3, "out": out}, (0, 0, 0.5), x, True)
    np.testing.assert_allclose(out, -((x[:, 0] + x[:, 3]) * 2 + 3.5), rtol=ROUNDED)
    held = module.array(np.zeros(8, np.float32))
    module.run[1, 8]({"scale": 2, "shift": 3, "out": held}, [0, 0, 0.5], x, negate=False)
    np.testing.assert_array_equal(held.numpy(), -out)


def test_half_and_bfloat16(device: str) -> None:
    text = """
    #include <cuda_bf16.h>
    #include <cuda_fp16.h>
    __global__ void add(__half a, __nv_bfloat16 b, __half* x, __nv_bfloat16* y) {
        x[threadIdx.x] = __hadd(x[threadIdx.x], a);
        y[threadIdx.x] = __hadd(y[threadIdx.x], b);
    }
    """
    x, y = np.ones(4, np.float16), np.full(4, 0x3F80, np.uint16)  # ones of bfloat16
    tk.load(text, device, fallback="error").add[1, 4](0.5, 1.0, x, y)
    np.testing.assert_array_equal(x, np.full(4, 1.5, np.float16))
    np.testing.assert_array_equal(y, np.full(4, 0x4000, np.uint16))


def test_the_same_array_twice_is_the_same_memory(device: str) -> None:
    x = numbers(64)
    expected = 3 * x
    tk.load(SAXPY, device, fallback="error").saxpy[1, 64](64, 2.0, x, x)
    np.testing.assert_allclose(x, expected, rtol=ROUNDED)


def test_null_and_empty(device: str) -> None:
    text = "__global__ void count(const float* x, int* y, int* z) { *y = (x == nullptr) + 2 * (z != nullptr); }"
    y = np.zeros(1, np.int32)
    tk.load(text + "\n", device, fallback="error").count[1, 1](None, y, np.zeros(0, np.int32))
    assert y[0] == 3


def test_variables_of_the_file_keep_their_values(device: str) -> None:
    text = """
    __constant__ float weights[2];
    __device__ int launches = 5;
    __global__ void weigh(float* y) {
        y[threadIdx.x] *= weights[threadIdx.x];
        if (threadIdx.x == 0) launches += 1;
    }
    """
    module = tk.load(text, device, fallback="error")
    assert sorted(module.variables) == ["launches", "weights"]
    module.variables["weights"] = [2.0, 10.0]
    y = np.ones(2, np.float32)
    module.weigh[1, 2](y)
    module.weigh[1, 2](y)
    np.testing.assert_array_equal(y, [4, 100])
    assert module.variables["launches"] == 7
    with pytest.raises(KeyError, match="no variable weight; there are"):
        module.variables["weight"] = 1


def test_instances_of_templates(device: str) -> None:
    text = """
    template <typename T, int N> __global__ void fill(T* x) { x[threadIdx.x] = T(N) / T(2); }
    """
    module = tk.load(text, device, fallback="error", instantiate=["fill<float, 3>"])
    x, y = np.zeros(2, np.float32), np.zeros(2, np.int32)
    module.fill[1, 2](x)
    module["fill<int, 9>"][1, 2](y)
    np.testing.assert_array_equal(x, [1.5, 1.5])
    np.testing.assert_array_equal(y, [4, 4])
    with pytest.raises(AttributeError, match="fill is a template: choose one"):
        module.fill  # noqa: B018


def test_a_path_with_headers_and_defines(tmp_path: Path, device: str) -> None:
    (tmp_path / "include").mkdir()
    header = tmp_path / "include" / "factor.h"
    header.write_text("#define FACTOR 3\n")
    kernel = tmp_path / "scale.cu"
    kernel.write_text('#include "factor.h"\n__global__ void scale(int* x) { x[threadIdx.x] *= FACTOR + MORE; }\n')
    for factor in (3, 4):
        header.write_text(f"#define FACTOR {factor}\n")
        x = np.ones(2, np.int32)
        module = tk.load(kernel, device, fallback="error", include_dirs=[tmp_path / "include"], defines={"MORE": 1})
        module.scale[1, 2](x)
        assert list(x) == [factor + 1] * 2


# --- other libraries' arrays


class Exported:
    """An array of another library, by DLPack alone."""

    def __init__(self, array: Any, device: int = 1) -> None:
        self.array, self.device = array, device

    def __dlpack_device__(self) -> tuple[int, int]:
        return (self.device, 0)

    def __dlpack__(self, **options: Any) -> Any:
        return self.array.__dlpack__(**options)


def test_tensors_by_dlpack(saxpy: Module) -> None:
    x, y = numbers(10), np.zeros(10, np.float32)
    saxpy.saxpy[1, 32](10, 1.0, Exported(x), Exported(y))
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(saxpy.array(Exported(x)).numpy(), x)


def test_a_tensor_on_another_device_is_refused(saxpy: Module) -> None:
    with pytest.raises(TypeError, match=r"`x` is a const float.*on another device"):
        saxpy.saxpy[1, 32](10, 1.0, Exported(numbers(10), device=2), numbers(10))


def test_tensors_of_pytorch(saxpy: Module) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    x, y = torch.ones(10), torch.zeros(10, requires_grad=True)
    saxpy.saxpy[1, 32](10, 2.0, x, y)
    assert y.tolist() == [2.0] * 10


# --- wrong use


def wrong(saxpy: Module, error: type[Exception], message: str, *given: object, **named: object) -> None:
    with pytest.raises(error, match=message):
        saxpy.saxpy[4, 256](*given, **named)


def test_wrong_arguments_are_named(saxpy: Module) -> None:
    x, y = numbers(1000), numbers(1000)
    wrong(saxpy, TypeError, r"saxpy takes 4 arguments \(n, a, x, y\), not 3", 1000, 2.5, x)
    wrong(saxpy, TypeError, "`z` is no parameter; it has n, a, x, y", 1000, 2.5, x, z=y)
    wrong(saxpy, TypeError, "`n` is given twice", 1000, 2.5, x, n=y)
    wrong(saxpy, TypeError, "`y` is missing", 1000, 2.5, x=x)
    wrong(saxpy, TypeError, r"`n` is a int: give it an integer \(int32\), not float 10.5", 10.5, 2.5, x, y)
    wrong(saxpy, ValueError, "`n` is a int: int32 cannot hold 2147483648", 2**31, 2.5, x, y)
    wrong(saxpy, TypeError, r"`a` is a float: give it a number \(float32\), not str '2'", 1000, "2", x, y)
    wrong(saxpy, TypeError, "`x` is a const float.: give it an array of float32, not int 3", 1000, 2.5, 3, y)
    wrong(saxpy, TypeError, "`x` .* array of float32, not of 1000 x float64", 1000, 2.5, x.astype(float), y)
    wrong(saxpy, ValueError, "`y` .* does not lie in one piece", 500, 2.5, x, y[::2])
    wrong(saxpy, ValueError, "share a part of their memory", 500, 2.5, y[1:], y[:-1])
    y.flags.writeable = False
    wrong(saxpy, ValueError, "`y` .* array is read-only", 1000, 2.5, x, y)
    saxpy.saxpy[4, 256](1000, 2.5, y, x)  # as a const pointer it is welcome
    device = saxpy.array(numbers(10).astype(np.float64))
    wrong(saxpy, TypeError, "`x` .* array of float32, not of 10 x float64", 10, 2.5, device, x)


def test_wrong_structs_are_named(opencl: str) -> None:
    text = (
        "struct Job { int a; int b; };\n__global__ void run(Job job, float2 v, float4* x) { x[0].x = job.a + v.x; }\n"
    )
    run, x = tk.load(text, opencl).run[1, 1], numbers(8)
    with pytest.raises(TypeError, match="`job` is a Job: give it a dict with a, b, not a, c"):
        run({"a": 1, "c": 2}, (1, 2), x)
    with pytest.raises(TypeError, match=r"its field `b`: give it an integer \(int32\), not str"):
        run({"a": 1, "b": "2"}, (1, 2), x)
    with pytest.raises(TypeError, match="`v` is a float2: give it 2 numbers, not int 1"):
        run({"a": 1, "b": 2}, 1, x)
    with pytest.raises(TypeError, match=r"`x` .* float32, 4 for each element, not of 7 x float32"):
        run({"a": 1, "b": 2}, (1, 2), x[:7])
    run(np.array([3, 4], np.int32).tobytes(), (1, 2), x)
    assert x[0] == 4


def test_a_struct_in_a_struct_and_one_without_members(opencl: str) -> None:
    text = """
    struct Size { int width, height; };
    struct Image { Size size; float scale; };
    struct Twice { __device__ float operator()(float x) const { return 2 * x; } };
    template <typename F> __global__ void area(Image image, F f, float* y) {
        *y = f(image.size.width * image.size.height * image.scale);
    }
    """
    module, y = tk.load(text, opencl, fallback="error", instantiate=["area<Twice>"]), np.zeros(1, np.float32)
    module.area[1, 1]({"size": {"width": 3, "height": 4}, "scale": 0.5}, {}, y)
    assert y[0] == 12
    with pytest.raises(TypeError, match=r"give it a dict with size.width, size.height, scale, not size.width, scale"):
        module.area[1, 1]({"size": {"width": 3}, "scale": 0.5}, {}, y)


@pytest.mark.parametrize(
    ("shape", "error", "message"),
    [
        ((1, 2048), ValueError, "a block of 2048|block is 2048 along x; CUDA allows 1 to 1024"),
        ((1, (32, 64)), ValueError, "a block of 2048 threads; CUDA allows up to 1024"),
        ((0, 32), ValueError, "grid is 0 along x; CUDA allows 1 to 2147483647"),
        ((1, (1, 1, 1, 1)), TypeError, "block is one to three numbers"),
        ((1, 2.5), TypeError, "block is a whole number, not 2.5"),
        ((1,), TypeError, r"saxpy is launched as saxpy\[grid, block\]"),
        (4, TypeError, r"saxpy is launched as saxpy\[grid, block\]"),
        ((1, 1, -1), ValueError, "shared_bytes cannot be -1"),
    ],
)
def test_wrong_shapes_are_told(saxpy: Module, shape: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        saxpy.saxpy[shape]


def test_a_kernel_is_not_called_without_its_shape(saxpy: Module) -> None:
    with pytest.raises(TypeError, match=r"saxpy\[grid, block\]\(\.\.\.\)"):
        saxpy.saxpy(1, 2.5, None, None)


def test_unknown_names(saxpy: Module, opencl: str) -> None:
    with pytest.raises(AttributeError, match="has no kernel saxpi; did you mean saxpy"):
        saxpy.saxpi  # noqa: B018
    with pytest.raises(KeyError, match="has no kernel other; there are saxpy"):
        saxpy["other"]
    with pytest.raises(tk.DeviceNotUsable, match="no device intel-cpo runs kernels here; did you mean intel-cpu"):
        tk.load(SAXPY, "intel-cpo")
    with pytest.raises(ValueError, match="TK0101"):
        tk.load("int main() {\n return 0; }\n", opencl)
    with pytest.raises(ValueError, match='fallback is "warn" or "error"'):
        tk.load(SAXPY, opencl, fallback="never")  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        tk.load("absent.cu")


# --- falling back


@needs_host
def test_a_refused_kernel_runs_on_the_host_and_says_why_once(opencl: str) -> None:
    module, y = tk.load(RECURSIVE, opencl), np.zeros(5, np.int32)
    with pytest.warns(tk.FallbackWarning, match=f"factorials does not run on {opencl}, .*TK") as caught:
        module.factorials[1, 5](y)
    assert caught[0].filename == __file__
    assert len(caught) == 1
    assert list(y) == [1, 1, 2, 6, 24]
    module.factorials[1, 5](y)
    module.twice[1, 5](y)  # the other kernel stays where it was
    assert list(y) == [2, 2, 4, 12, 48]
    assert repr(module.factorials) == "<Kernel factorials(...)>"


def test_a_refused_kernel_is_an_error_where_that_is_wanted(opencl: str) -> None:
    module = tk.load(RECURSIVE, opencl, fallback="error")
    with pytest.raises(tk.CannotRun, match=f"factorials does not run on {opencl}: "):
        module.factorials[1, 5](np.zeros(5, np.int32))


@needs_host
def test_arguments_of_a_kernel_that_only_the_compiler_knows(opencl: str) -> None:
    text = RECURSIVE.replace("int* y)", "int* y, double a, char b)").replace(
        "[threadIdx.x] =", "[threadIdx.x] = a + b +"
    )
    module, y = tk.load(text, opencl), np.zeros(3, np.int32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tk.FallbackWarning)
        module.factorials[1, 3](y, 10.0, 5)
        assert list(y) == [16, 16, 17]
        with pytest.raises(TypeError, match="not str"):
            module.factorials[1, 3](y, "10", 5)
        with pytest.raises(TypeError, match="argument"):
            module.factorials[1, 3](y, 10.0)
        held = module.array(y)  # lives on the other device
        module.factorials[1, 3](held, 1.0, 0)
    np.testing.assert_array_equal(held.numpy(), [2, 2, 3])


@needs_host
def test_a_launch_that_is_too_large_for_a_device_goes_to_the_next(
    saxpy: Module, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = OpenCLKernel.fits

    def at_most_a_warp(self: OpenCLKernel, shape: Shape) -> Any:
        if shape.block[0] > 32:
            raise tk.CannotRun("a block of too many threads")
        return fits(self, shape)

    monkeypatch.setattr(OpenCLKernel, "fits", at_most_a_warp)
    y = np.zeros(64, np.float32)
    held = saxpy.array(y)
    with pytest.warns(tk.FallbackWarning, match="a block of too many threads"):
        saxpy.saxpy[1, 64](64, 1.0, np.ones(64, np.float32), held)
    saxpy.saxpy[2, 32](64, 1.0, np.ones(64, np.float32), held)
    np.testing.assert_array_equal(held.numpy(), np.full(64, 2, np.float32))


@needs_host
def test_nothing_runs_a_kernel_that_does_not_compile() -> None:
    module = tk.load("__global__ void broken(float* x) {\n x[0] = missing(1); }\n")
    with (
        pytest.warns(tk.FallbackWarning),
        pytest.raises(tk.CannotRun, match=r"(?s)nothing here runs broken:.*cuda-host"),
    ):
        module.broken[1, 1](np.zeros(1, np.float32))


def test_threads_may_start_together(opencl: str) -> None:
    program = """if True:
    import sys, threading
    import numpy as np
    import transkernel as tk

    def work(seed):
        module = tk.load(sys.argv[1], sys.argv[2], fallback="error") if seed % 2 else shared
        x, y = np.full(256, seed, np.float32), np.zeros(256, np.float32)
        for _ in range(20):
            module.saxpy[1, 256](256, 1.0, x, y)
        agree.append(bool(np.all(y == 20 * x)))

    shared, agree = tk.load(sys.argv[1], sys.argv[2], fallback="error"), []
    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for each in threads: each.start()
    for each in threads: each.join()
    print(agree == [True] * 6)
    """
    command = [sys.executable, "-c", program, SAXPY, opencl]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_arrays_are_shared_by_modules_of_one_device(saxpy: Module, opencl: str) -> None:
    other = tk.load("__global__ void twice(float* x) {\n x[threadIdx.x] *= 2; }\n", opencl)
    held = saxpy.array(np.ones(4, np.float32))
    assert isinstance(held, Array)
    other.twice[1, 4](held)
    np.testing.assert_array_equal(held.numpy(), [2, 2, 2, 2])
