"""Small forms of what public CUDA code was found to need (docs/field-notes.md)."""

from __future__ import annotations

import pytest

from transkernel.convert import convert
from transkernel.source import SourceFile


def port_of(text: str) -> str:
    """The port of a file whose kernels are all translated."""
    translation = convert(SourceFile("kernel.cu", text))
    assert [str(each) for kernel in translation.kernels for each in kernel.diagnostics] == []
    assert translation.kernels
    return translation.source


@pytest.mark.parametrize("null", ["NULL", "nullptr", "0"])
def test_a_pointer_is_compared_with_null_on_either_side(null: str) -> None:
    port = port_of(f"__global__ void k(float* x, const float* y) {{ if (y != {null} && {null} != x) x[0] = y[0]; }}")
    assert "y != 0" in port
    assert "0 != x" in port
