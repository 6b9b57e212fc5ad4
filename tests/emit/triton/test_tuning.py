"""What ports say of constants that are free, and what their launchers make of it."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from transkernel.convert import Options, Port, convert
from transkernel.source import SourceFile

HEAD = "__global__ void kernel(const float* __restrict__ x, float* __restrict__ y, int rows, int n)"
ROW = "const int row = blockIdx.x * blockDim.x + threadIdx.x; if (row < rows) "
SUM = HEAD + "{ float sum = 0; " + ROW + "{ for (int j = 0; j < n; ++j) sum += x[row * n + j]; y[row] = sum; } }"
IN_PLACE = HEAD + "{ " + ROW + "for (int j = 0; j < n; ++j) y[row * n + j] *= x[row * n + j]; }"
ALL = HEAD + "{ float sum = 0; " + ROW + "for (int j = 0; j < n; ++j) sum += x[row * n + j]; atomicAdd(y, sum); }"


def port_of(text: str, name: str = "tuned.cu") -> Port:
    port = convert(SourceFile(name, text), Options(target="triton")).port
    assert port is not None
    return port


def decorator(text: str) -> str:
    return port_of(text).text.partition("@triton.autotune")[2].partition("@triton.jit")[0]


def test_a_free_constant_is_tuned() -> None:
    said = decorator(SUM)
    assert 'triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)' in said
    assert "for row_width in (8, 16, 32, 64) for warps in (4, 8)" in said
    assert 'key=["n"]' in said
    assert "restore_value" not in said


@pytest.mark.parametrize("text", [IN_PLACE, ALL], ids=["in place", "atomics"])
def test_what_is_read_and_written_is_put_back(text: str) -> None:
    assert 'restore_value=["y"]' in decorator(text)


def test_nothing_is_tuned_where_nothing_is_free() -> None:
    assert "autotune" not in port_of(HEAD + "{ y[threadIdx.x] = x[threadIdx.x]; }").text


class _Kernel:
    """What the launcher launches; `launches` has the constants and options."""

    def __init__(self) -> None:
        self.launches: list[dict[str, Any]] = []

    def __getitem__(self, grid: Any) -> Any:
        return lambda *arguments, **constants: self.launches.append(constants)


def launched(monkeypatch: pytest.MonkeyPatch, *, interpret: bool, **options: Any) -> tuple[list[Any], list[Any]]:
    """The constants of launches that are tuned, and of those that are not."""
    tuned, plain = _Kernel(), _Kernel()
    tuned.fn = plain  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    monkeypatch.setitem(sys.modules, "tuned_triton", SimpleNamespace(kernel=tuned))
    monkeypatch.setenv("TRITON_INTERPRET", "1" if interpret else "0")
    names: dict[str, Any] = {}
    exec(compile(port_of(SUM).launcher, "tuned_triton_launch.py", "exec"), names)
    run = next(each for name, each in names.items() if name.startswith("kernel") and callable(each))
    run(2, 64, "x", "y", 100, 5, **options)
    return tuned.launches, plain.launches


def test_a_launch_takes_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    tuned, (plain,) = launched(monkeypatch, interpret=False)
    assert not tuned
    assert (plain["ROW_WIDTH"], plain["LANES"], plain["num_warps"]) == (8, 128, 4)


def test_a_launch_that_measures_leaves_the_choice_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (tuned,), plain = launched(monkeypatch, interpret=False, tune=True)
    assert not plain
    assert {"ROW_WIDTH", "num_warps"}.isdisjoint(tuned)
    assert tuned["enable_fp_fusion"] is False


def test_nothing_is_measured_where_it_is_interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    tuned, plain = launched(monkeypatch, interpret=True, tune=True)
    assert (len(tuned), len(plain)) == (0, 1)
