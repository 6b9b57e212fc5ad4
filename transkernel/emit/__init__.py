"""The targets: a name, and how to load what writes its ports. A new target is a folder here and a line below."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType

TARGETS: dict[str, Callable[[], ModuleType]] = {
    "opencl": lambda: import_module("transkernel.emit.opencl"),
    "triton": lambda: import_module("transkernel.emit.triton"),
    "ascendc": lambda: import_module("transkernel.emit.ascendc"),
    "pallas": lambda: import_module("transkernel.emit.pallas"),
}
