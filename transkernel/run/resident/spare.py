"""Buffers of one launch, and those of launches that are over: they are kept for the next ones, since pages that are new
cost many times what copying does."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

_MOST_BYTES = 256 << 20


@dataclass(slots=True, eq=False)
class Placed:
    """A NumPy array on the device for one launch; written: the kernel may have changed it."""

    array: NDArray[Any]
    memory: Any
    written: bool = False


class Spare:
    def __init__(self) -> None:
        self._kept: dict[int, list[Any]] = {}  # by their bytes
        self._bytes = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> Any:
        """A buffer of that many bytes; None where none is kept."""
        with self._lock:
            kept = self._kept.get(size)
            if not kept:
                return None
            self._bytes -= size
            return kept.pop()

    def keep(self, memory: Any, size: int) -> None:
        with self._lock:
            if self._bytes + size > _MOST_BYTES:
                self._kept, self._bytes = {}, 0
            if size <= _MOST_BYTES:
                self._kept.setdefault(size, []).append(memory)
                self._bytes += size
