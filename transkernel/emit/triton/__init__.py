"""Triton: tile IR to a `_triton.py` file, a launcher for it, and a manifest."""

from __future__ import annotations

from transkernel.emit.triton.emit import SUFFIX, Port, Prepared, emit, level, prepare
from transkernel.emit.triton.functions import host_functions
from transkernel.emit.triton.profile import PORTABLE, PROFILES, Profile

__all__ = [
    "PORTABLE",
    "PROFILES",
    "SUFFIX",
    "Port",
    "Prepared",
    "Profile",
    "emit",
    "host_functions",
    "level",
    "prepare",
]
