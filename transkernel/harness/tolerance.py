"""How far a port's float may be from the original's: torch.testing.assert_close's defaults, or what the case says.

Source of the defaults: https://docs.pytorch.org/docs/stable/testing.html#torch.testing.assert_close
"""

from __future__ import annotations

from dataclasses import dataclass

from transkernel.harness.cases import ToleranceSpec


@dataclass(frozen=True, slots=True)
class Tolerance:
    """An element agrees where |got - reference| <= atol + rtol * |reference|. Integers and bool have 0 and 0."""

    rtol: float
    atol: float
    reason: str


def _default(dtype: str, rtol: float, atol: float) -> Tolerance:
    return Tolerance(rtol, atol, f"the default for {dtype}")


DEFAULTS: dict[str, Tolerance] = {
    "float16": _default("float16", 1e-3, 1e-5),
    "bfloat16": _default("bfloat16", 1.6e-2, 1e-5),
    "float32": _default("float32", 1.3e-6, 1e-5),
    "float64": _default("float64", 1e-7, 1e-7),
}


def tolerance_for(dtype: str, spec: ToleranceSpec | None = None) -> Tolerance:
    """The tolerance of one output: integers and bool are exact whatever the case says."""
    default = DEFAULTS.get(dtype)
    if default is None:
        return Tolerance(0.0, 0.0, f"{dtype} is compared exactly")
    if spec is None:
        return default
    rtol = default.rtol if spec.rtol is None else spec.rtol
    atol = default.atol if spec.atol is None else spec.atol
    return Tolerance(rtol, atol, spec.reason or "narrower than the default, by the case")


def wider_than_default(spec: ToleranceSpec, dtype: str) -> bool:
    """Whether a case lets through what the default of that dtype would not."""
    default = DEFAULTS.get(dtype)
    if default is None:
        return False
    return (spec.rtol or 0.0) > default.rtol or (spec.atol or 0.0) > default.atol
