"""OpenCL C: thread IR to a `.cl` file, a launcher for it, and a manifest."""

from __future__ import annotations

from transkernel.emit.opencl.emit import LEVEL, SUFFIX, Port, Prepared, collectives, emit, prepare
from transkernel.emit.opencl.profile import PORTABLE, PROFILES, Profile

__all__ = ["LEVEL", "PORTABLE", "PROFILES", "SUFFIX", "Port", "Prepared", "Profile", "collectives", "emit", "prepare"]
