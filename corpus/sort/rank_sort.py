"""A stable sort of keys with their payload."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    order = np.argsort(args["keys"], kind="stable")
    return {"sorted_keys": args["keys"][order], "sorted_payload": args["payload"][order]}
