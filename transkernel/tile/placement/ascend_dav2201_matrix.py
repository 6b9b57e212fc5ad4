"""The matrix core of Ascend 910B and 910C (dav-2201), which has no vector unit.

Sources: asc-devkit, docs/zh/api/SIMD-API, basic API, matrix computation (Mmad: types, alignments of operands).
"""

from __future__ import annotations

from transkernel.ir.placed import Role
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32
from transkernel.tile.placement.machine import MatrixUnit, Memory

_L1 = Memory("L1", 512 * 1024, 32)
MATRIX_UNIT = MatrixUnit(
    memories={
        Role.STAGED_LEFT: _L1, Role.STAGED_RIGHT: _L1,
        Role.LEFT: Memory("L0A", 64 * 1024, 512), Role.RIGHT: Memory("L0B", 64 * 1024, 512),
        Role.SUMS: Memory("L0C", 128 * 1024, 1024),
    },
    side=128,  # two tiles of sums fill L0C
    products=frozenset(((FLOAT16, FLOAT32), (BFLOAT16, FLOAT32), (FLOAT32, FLOAT32))),
)  # fmt: skip
