"""Kernels of the corpus through `load`, with arguments as a user gives them, against a guarded run of the same port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import transkernel as tk
from transkernel.harness.bind import bind
from transkernel.harness.cases import Case, load_cases
from transkernel.harness.kernel_names import match
from transkernel.run.devices import find_devices
from transkernel.run.opencl import OpenCLRunner

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DEVICE = next((each.id for each in find_devices() if each.kind == "opencl" and each.usable), "")
# One of each way in which arguments are given: plain, vectors, structs, halves, several outputs, variables of the file.
NAMES = [
    "elementwise/saxpy",
    "image/rgb_to_gray",
    "image/gaussian_blur",
    "elementwise/relu_half",
    "conv/conv2d",
    "image/lambert_shade",
]

pytestmark = pytest.mark.skipif(not DEVICE, reason="no OpenCL device runs the ports here")


@pytest.mark.parametrize("name", NAMES)
def test_a_corpus_kernel_through_load(name: str) -> None:
    path = CORPUS / f"{name}.cu"
    cases = load_cases(path.with_suffix(".toml"))
    instances = sorted({each.kernel for each in cases if "<" in each.kernel})
    module = tk.load(path, DEVICE, fallback="error", instantiate=instances)
    for case in {each.kernel: each for each in cases}.values():
        through_load_and_guarded(module, case)


def through_load_and_guarded(module: Any, case: Case) -> None:
    """Runs a case both ways; every buffer must have the same bytes afterwards."""
    manifest, port = module._translated.manifest, module._translated.port
    kernel = match([case.kernel], module.kernels)[case.kernel]
    entry = manifest.kernel(kernel)
    bound = bind(case, entry, manifest.globals)
    with OpenCLRunner(DEVICE) as runner:
        outcome = runner.run(port, entry, bound.launch, manifest.globals, build_options=manifest.build_options)
    assert outcome.status == "ok", outcome.message
    given = {name: value for name, value in bound.values.items() if name in {each.name for each in entry.params}}
    for symbol in bound.launch.symbols:
        module.variables[symbol.name] = symbol.array
    module[kernel][case.grid, case.block, case.shared](**given)
    for key, array in flat(given):
        if isinstance(array, np.ndarray) and key in outcome.arrays:
            np.testing.assert_array_equal(array.view(np.uint8), outcome.arrays[key].view(np.uint8), err_msg=key)
    for symbol in bound.launch.symbols:
        np.testing.assert_array_equal(module.variables[symbol.name], outcome.arrays[symbol.name])


def flat(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
