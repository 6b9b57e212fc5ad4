"""What the functions of a kernel may be off by: the larger of two documented bounds, for each of the table."""

from __future__ import annotations

import pytest

from transkernel.convert import convert
from transkernel.emit.opencl.function_errors import error_of
from transkernel.emit.opencl.intrinsics import ERRORS
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.types import FLOAT16, FLOAT32, FLOAT64, INT32
from transkernel.manifest import FunctionError, Manifest
from transkernel.source import SourceFile


@pytest.mark.parametrize("name", INTRINSICS)
def test_the_budget_covers_both_sides(name: str) -> None:
    for column, type_ in enumerate((FLOAT32, FLOAT64)):
        budget = error_of(name, type_)
        assert budget >= (INTRINSICS[name].ulp[column] or 0)
        assert budget >= ERRORS.get(name, (0, 0))[column]
    assert error_of(name, INT32) == error_of(name, FLOAT16) == 0


def test_a_manifest_lists_the_functions_of_its_kernel_once() -> None:
    text = """
    __device__ float soft(float x) { return expf(x) / (1.0f + expf(x)); }
    __global__ void f(float *x, double *y) { x[0] = soft(powf(x[1], 2.5f)); y[0] = exp(y[1]) / 3.0; }
    """
    port = convert(SourceFile("f.cu", text)).port
    assert port is not None
    (kernel,) = port.manifest.kernels
    assert set(kernel.functions) >= {
        FunctionError("/", "float32", 2.5),
        FunctionError("exp", "float32", 3.0),
        FunctionError("pow", "float32", 16.0),
        FunctionError("exp", "float64", 3.0),
    }
    assert len({(each.function, each.dtype) for each in kernel.functions}) == len(kernel.functions)
    assert Manifest.from_json(port.manifest.to_json()) == port.manifest
