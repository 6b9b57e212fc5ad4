"""Ascend C: tile IR to programs of a core (SIMD), or thread IR to programs of a thread (SIMT), by the profile."""

from __future__ import annotations

from transkernel.emit.ascendc.emit import SUFFIX, collectives, emit, level, prepare
from transkernel.emit.ascendc.profile import PORTABLE, PROFILES, Profile

__all__ = ["PORTABLE", "PROFILES", "SUFFIX", "Profile", "collectives", "emit", "level", "prepare"]
