"""The sum of two tensors, element by element, in their own precision."""

from __future__ import annotations

from typing import Any


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    return {"c": args["a"] + args["b"]}
