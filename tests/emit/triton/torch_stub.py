"""As much of torch as host functions use, on NumPy: shapes and dtypes are torch's, nothing else has to be."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

DTYPES = "float16 float32 float64 int8 int16 int32 int64 uint8 uint64 bool".split()


class Dtype:
    """`torch.float32`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.itemsize = np.dtype(name).itemsize

    def __repr__(self) -> str:
        return f"torch.{self.name}"


class Tensor:
    """An array with torch's names."""

    def __init__(self, array: Any, dtype: Dtype, device: str = "here") -> None:
        self.array, self.dtype, self.device = np.asarray(array, dtype.name), dtype, device

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.array.shape)

    def size(self, axis: int) -> int:
        return int(self.array.shape[axis])

    def dim(self) -> int:
        return self.array.ndim

    def numel(self) -> int:
        return int(self.array.size)

    def is_contiguous(self) -> bool:
        return bool(self.array.flags.c_contiguous)

    def max(self) -> Tensor:
        return Tensor(self.array.max(), self.dtype)

    def item(self) -> Any:
        return self.array.item()

    def zero_(self) -> Tensor:
        self.array[...] = 0
        return self

    def view(self, dtype: Dtype) -> Tensor:
        return Tensor(self.array.view(dtype.name), dtype)


def modules(launch: ModuleType, port: str) -> dict[str, ModuleType]:
    """What a module of host functions imports."""
    torch: Any = ModuleType("torch")
    for name in DTYPES:
        setattr(torch, name, Dtype(name))
    torch.Tensor = Tensor
    torch.tensor = lambda number, dtype: Tensor(number, dtype)
    for name in ("empty", "zeros", "ones"):
        setattr(torch, name, lambda shape, dtype=torch.float32, device="here": Tensor(np.zeros(shape), dtype, device))
    torch.zeros_like = lambda like: Tensor(np.zeros(like.shape), like.dtype)
    torch.empty_like = torch.zeros_like
    return {"torch": torch, f"{port}_launch": launch}


class Launches(ModuleType):
    """A launcher that has every function, and writes down what it is called with."""

    def __init__(self) -> None:
        super().__init__("launch")
        self.seen: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(grid: Any, block: Any, *arguments: Any, **more: Any) -> None:
            self.seen.append((name, grid, block, arguments, more))

        return called


def run_module(text: str, port: str) -> tuple[dict[str, Any], Launches, Any]:
    """The names of a module of host functions, its launches, and its torch."""
    launches = Launches()
    given = modules(launches, port)
    kept = {name: sys.modules.get(name) for name in given}
    sys.modules.update(given)
    names: dict[str, Any] = {"__name__": "made"}
    try:
        exec(compile(text, "made.py", "exec"), names)
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
    return names, launches, given["torch"]
