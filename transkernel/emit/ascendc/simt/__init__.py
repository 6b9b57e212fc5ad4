"""The SIMT form of Ascend C, for cores that run threads (dav-3510): thread IR to C++ that reads as the CUDA did."""

from __future__ import annotations

from transkernel.emit.ascendc.simt.emit import Port, Prepared, emit, is_collective, prepare

__all__ = ["Port", "Prepared", "emit", "is_collective", "prepare"]
