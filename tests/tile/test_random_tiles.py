"""Random kernels as tile programs, run on NumPy beside the original: the same bits, NaNs aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fuzz.bench import case_of, renamed
from tests.fuzz.cuda_printer import print_file
from tests.fuzz.generate import generate
from tests.tile.launching import launch, vectorised
from transkernel.convert import Options, convert, lower
from transkernel.harness.bind import bind
from transkernel.harness.dtypes import widen
from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.source import SourceFile

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_kernel(seed: int, tmp_path: Path) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    fuzzed = renamed(generate(seed), "0")
    path = tmp_path / "random.cu"
    path.write_text(print_file([fuzzed.program]))
    source = SourceFile(str(path), path.read_text())
    program, port = lower(source, Options()).kernels[0].program, convert(source, Options()).port
    assert program is not None
    assert port is not None
    bound = bind(case_of(fuzzed, path), port.manifest.kernels[0], port.manifest.globals)
    original = CudaHost().run(path, bound.launch)
    assert original.status == "ok", original.message
    launch(vectorised(program), program, bound.launch)
    exact = [each for each in bound.outputs if each.name not in fuzzed.inexact]
    assert exact
    for output in exact:
        first, second = (_numbers(arrays[output.name], output.dtype) for arrays in (original.arrays, bound.buffers))
        assert np.array_equal(first, second, equal_nan=first.dtype.kind == "f"), output.name


def _numbers(array: Any, dtype: str) -> Any:
    return widen(array, dtype) if dtype == "bfloat16" else array
