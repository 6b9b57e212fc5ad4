"""Triton: tile IR to a `_triton.py` file, a launcher for it, and a manifest."""

from __future__ import annotations

from transkernel.emit.triton.emit import LEVEL, SUFFIX, Port, Prepared, emit, prepare
from transkernel.emit.triton.functions import host_functions
from transkernel.emit.triton.profile import PORTABLE, PROFILES, Profile

__all__ = [
    "LEVEL",
    "PORTABLE",
    "PROFILES",
    "SUFFIX",
    "Port",
    "Prepared",
    "Profile",
    "emit",
    "host_functions",
    "prepare",
]
