"""OpenCL C: thread IR to a `.cl` file, a launcher for it, and a manifest."""

from __future__ import annotations

from transkernel.emit.opencl.emit import SUFFIX, Port, check, collectives, emit
from transkernel.emit.opencl.profile import PORTABLE, PROFILES, Profile

__all__ = ["PORTABLE", "PROFILES", "SUFFIX", "Port", "Profile", "check", "collectives", "emit"]
