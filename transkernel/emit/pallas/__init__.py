"""Pallas for TPUs: tile IR to a `_pallas.py` file and a manifest."""

from __future__ import annotations

from transkernel.emit.pallas.emit import SUFFIX, Port, Prepared, emit, level, prepare
from transkernel.emit.pallas.profile import PORTABLE, PROFILES, Profile

__all__ = ["PORTABLE", "PROFILES", "SUFFIX", "Port", "Prepared", "Profile", "emit", "level", "prepare"]
