"""The operators of corpus/operators/: all there, each in two styles, with shapes enough.

The names are those of the QiMeng-Xpiler benchmark (arXiv:2505.02146), so that what is published for them can be set
beside ours.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.corpus.test_corpus_references import CORPUS, is_buffer, kernels_of, read_cases

FOLDER = CORPUS / "operators"
NAMES = """
    add avgpool bmm conv1d conv2d conv2dnchw deformable depthwiseconv gelu gemm gemv layernorm maxpool mha minpool relu
    rmsnorm sigmoid sign softmax sumpool batchnorm concat dense gatemlp gather gqa instancenorm max mean min scatter sin
    sub sum transpose
""".split()
LEAST_SHAPES = 3

# What is written where threads work together: memory of the block, a whole vector at a time, lanes of a warp, a loop
# over what lies a block or a grid apart.
COOPERATION = re.compile(
    r"__shared__|\b(?:float|int|half|__half)[24]\b|_sync\(|shfl_"
    r"|\+= *(?:2 \* )?(?:gridDim|blockDim|warp\b|BLOCK)|(?<!\.)\b[a-z_]+ \* blockDim"
)

every_operator = pytest.mark.parametrize("name", NAMES)


def source_of(name: str) -> Path:
    return FOLDER / f"{name}.cu"


def split(path: Path, kernel: str) -> tuple[str, str]:
    """A kernel from its head to the brace that closes it, and the rest of the file; both without comments."""
    text = re.sub(r"//[^\n]*", "", path.read_text())
    found = re.search(rf"__global__[^;{{}}]*?\b{kernel}\s*\([^{{;]*\{{.*?^\}}", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"{kernel} has no body"
    return found[0], text.replace(found[0], "")


def shapes_of(path: Path, kernel: str) -> set[str]:
    """The shapes of the buffers of each case of a kernel."""
    cases = [case for case in read_cases(path) if case["kernel"].split("<")[0] == kernel]
    return {str([value["shape"] for value in case["args"].values() if is_buffer(value)]) for case in cases}


def test_there_are_thirty_six_operators_and_no_others() -> None:
    assert len(set(NAMES)) == 36
    assert {path.stem for path in FOLDER.glob("*.cu")} == set(NAMES)


@every_operator
def test_an_operator_is_written_in_two_styles(name: str) -> None:
    path = source_of(name)
    kernels = kernels_of(path)
    assert f"{name}_naive" in kernels
    assert len(kernels) >= 2
    naive, others = split(path, f"{name}_naive")
    assert "__shared__" not in naive
    assert COOPERATION.search(others)


@every_operator
def test_every_kernel_of_an_operator_has_shapes_enough(name: str) -> None:
    path = source_of(name)
    few = {kernel: shapes for kernel in kernels_of(path) if len(shapes := shapes_of(path, kernel)) < LEAST_SHAPES}
    assert few == {}
