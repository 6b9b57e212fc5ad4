"""Ascend C in its SIMD form: one program is what a core does for a block, with tiles in its memory."""

from __future__ import annotations

from transkernel.emit.ascendc.simd.emit import SUFFIX, Port, Prepared, emit, prepare

__all__ = ["SUFFIX", "Port", "Prepared", "emit", "prepare"]
