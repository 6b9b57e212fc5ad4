"""A NumPy reference beside a kernel: `saxpy.py` for `saxpy.cu`. Our corpus has them.

    def reference(kernel: str, grid, block, args: dict) -> dict[str, ndarray]

gives what each output should be; `RTOL` and `ATOL` may widen the tolerance of this comparison. The file is Python that
runs in this process, so it is loaded only when a caller asks for it, never because it is there.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from transkernel.harness.bind import BoundCase
from transkernel.harness.cases import Case
from transkernel.harness.compare import Comparison, Mask, Side, compare
from transkernel.harness.dtypes import Array
from transkernel.harness.records import ReferenceErrors
from transkernel.harness.tolerance import Tolerance, tolerance_for

Function = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Reference:
    """The function of a reference file, and the tolerance it asks for, or None."""

    function: Function
    rtol: float | None
    atol: float | None

    def expected(self, case: Case, bound: BoundCase) -> dict[str, Array]:
        """What each output should be, in its carrier and shape. Raises whatever the reference raises."""
        with np.errstate(all="ignore"):
            result = self.function(case.kernel, case.grid, case.block, dict(bound.values))
        return {
            output.name: np.asarray(result[output.name], bound.buffers[output.name].dtype).reshape(
                bound.buffers[output.name].shape
            )
            for output in bound.outputs
        }

    def tolerance(self, dtype: str, case: Case) -> Tolerance:
        """The wider of the case's own and this file's."""
        own = tolerance_for(dtype, case.tolerance)
        if self.rtol is None and self.atol is None:
            return own
        reason = "the tolerance of the NumPy reference"
        return Tolerance(max(own.rtol, self.rtol or 0.0), max(own.atol, self.atol or 0.0), reason)


def load_reference(kernel_file: Path) -> Reference | None:
    """The reference beside a kernel file; None where there is none. Runs the file."""
    path = kernel_file.with_suffix(".py")
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(f"transkernel_reference_{path.stem}", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Reference(module.reference, getattr(module, "RTOL", None), getattr(module, "ATOL", None))


def reference_errors(
    reference: Reference,
    case: Case,
    bound: BoundCase,
    original: Mapping[str, Array],
    port: Mapping[str, Array],
    unwritten: Mapping[str, Mask],
) -> dict[str, ReferenceErrors]:
    """Errors of both sides against the reference, for each output; what the original left unwritten is not counted."""
    expected = reference.expected(case, bound)
    errors: dict[str, ReferenceErrors] = {}
    for output in bound.outputs:
        poison = unwritten.get(output.name)
        wanted = Side(expected[output.name], poison)
        tolerance = reference.tolerance(output.dtype, case)
        first, second = (
            compare(output.name, output.dtype, wanted, Side(arrays[output.name], poison), tolerance)
            for arrays in (original, port)
        )
        errors[output.name] = _errors(first, second)
    return errors


def _errors(original: Comparison, port: Comparison) -> ReferenceErrors:
    base, ours = original.magnitudes.rmse, port.magnitudes.rmse
    return ReferenceErrors(
        original_max_abs=original.magnitudes.max_abs,
        port_max_abs=port.magnitudes.max_abs,
        original_rmse=base,
        port_rmse=ours,
        ratio=ours / base if base > 0.0 else None,
        original_verdict=original.verdict,
        port_verdict=port.verdict,
    )
