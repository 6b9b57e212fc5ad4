"""Small forms of what public CUDA code was found to need (docs/field-notes.md)."""

from __future__ import annotations

import pytest

from transkernel.convert import convert
from transkernel.source import SourceFile


def port_of(text: str) -> str:
    """The port of a file whose kernels are all translated."""
    translation = convert(SourceFile("kernel.cu", text))
    told = [each for kernel in translation.kernels for each in kernel.diagnostics if each.severity != "note"]
    assert [str(each) for each in told] == []
    assert translation.kernels
    return translation.source


@pytest.mark.parametrize("null", ["NULL", "nullptr", "0"])
def test_a_pointer_is_compared_with_null_on_either_side(null: str) -> None:
    port = port_of(f"__global__ void k(float* x, const float* y) {{ if (y != {null} && {null} != x) x[0] = y[0]; }}")
    assert "y != 0" in port
    assert "0 != x" in port


def test_memcpy_between_an_array_and_a_vector_sees_the_array_as_the_vector() -> None:
    port = port_of(
        "struct alignas(16) Pack { float payload[4]; };\n"
        "__global__ void k(float* x, const int4* y) {\n"
        "    Pack p;\n"
        "    int4 bits = y[threadIdx.x];\n"
        "    memcpy(&p.payload, &bits, sizeof(bits));\n"
        "    p.payload[1] += 1.0f;\n"
        "    memcpy(&bits, &p.payload, sizeof(bits));\n"
        "    reinterpret_cast<int4*>(x)[threadIdx.x] = bits;\n"
        "}\n"
    )
    assert "*(int4*)&p.payload = bits;" in port
    assert "bits = *(int4*)&p.payload;" in port


def test_memcpy_between_two_arrays_is_a_loop() -> None:
    port = port_of(
        "__global__ void k(float* x) { float a[2], b[2]; b[0] = b[1] = x[0]; memcpy(&a, &b, sizeof(a)); x[0] = a[1]; }"
    )
    assert "a[i] = b[i];" in port


def test_a_choice_between_two_texts_is_printed_by_a_choice_of_statements() -> None:
    port = port_of(
        "#include <cstdio>\n"
        '__global__ void k(const int* x) { printf("%s%d%4s\\n", x[0] & 1 ? "!" : "", x[1], x[2] ? "50%" : "-"); }\n'
    )
    lines = [line.strip() for line in port.splitlines() if "printf" in line]
    assert lines == [
        'printf("!%d 50%%\\n", x[1]);',
        'printf("!%d   -\\n", x[1]);',
        'printf("%d 50%%\\n", x[1]);',
        'printf("%d   -\\n", x[1]);',
    ]
