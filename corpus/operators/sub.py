"""The difference of two tensors, or of a matrix and a row."""

from __future__ import annotations

from typing import Any


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    return {"c": args["a"] - (args["row"] if "row" in args else args["b"])}
