"""OpenCL C: thread IR to a `.cl` file, a launcher for it, and a manifest."""

from __future__ import annotations

from transkernel.emit.opencl.emit import SUFFIX, Port, Prepared, collectives, emit, level, prepare
from transkernel.emit.opencl.profile import PORTABLE, PROFILES, Profile

__all__ = ["PORTABLE", "PROFILES", "SUFFIX", "Port", "Prepared", "Profile", "collectives", "emit", "level", "prepare"]
