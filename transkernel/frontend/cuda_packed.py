"""CUDA's SIMD within a word: 2 half-words or 4 bytes of an unsigned int (CUDA Math API, "SIMD Intrinsics").

Each is an intrinsic of the name without its underscores.
"""

from __future__ import annotations

from transkernel.frontend.cuda_rows import Row, Rows, intrinsic
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.types import UINT32

_FORMS = ("2", "4", "16x2", "16x2_relu")


def _is_packed(id_: str) -> bool:
    return id_.startswith("v") and id_.endswith(_FORMS)


PACKED: Rows = {
    f"__{id_}": [Row((UINT32,) * len(row.operands), UINT32, intrinsic(id_, UINT32))]
    for id_, row in INTRINSICS.items()
    if _is_packed(id_)
}
