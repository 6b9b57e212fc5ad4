"""Updates put to, or added at, the places that their indices name."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    out = args["out"].copy()
    if kernel == "scatter_naive":
        out[args["indices"]] = args["updates"]
        return {"out": out}
    wide = out.astype(np.int64 if out.dtype.kind == "i" else np.float64)
    np.add.at(wide, args["indices"], args["updates"])
    return {"out": wide.astype(out.dtype)}
