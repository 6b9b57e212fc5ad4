"""NVIDIA's own compiler for CUDA at run time (the extra `nvrtc`), as a second opinion on what is CUDA. It needs no GPU.

    with SecondOpinion() as second: second.errors(text)     "" where NVRTC takes the text

It runs in a child process, since it is a compiler that is fed with nonsense.
"""

from __future__ import annotations

from pathlib import Path

from transkernel.frontend.device_code import device_code
from transkernel.run.child import Worker, WorkerFailure
from transkernel.run.launch import Limits
from transkernel.run.nvrtc import GET_NVRTC, Request, find_toolkit
from transkernel.source import SourceFile

_CAPABILITY = (8, 0)
_LIMITS = Limits(wall_seconds=60.0, memory_bytes=4 << 30)


def why_not() -> str:
    """Why NVRTC cannot be asked here; "" where it can."""
    return "" if find_toolkit() is not None else f"NVRTC is not installed: {GET_NVRTC}"


class SecondOpinion:
    """NVRTC in a child process."""

    def __init__(self) -> None:
        self._worker = Worker("transkernel.run.nvrtc_worker", _LIMITS)

    def errors(self, text: str, name: str = "kernel.cu", folder: Path | None = None) -> str:
        """What NVRTC says against a text, or "". Where it dies of the text, that is said. folder: of its headers."""
        toolkit = find_toolkit()
        assert toolkit is not None
        options = (f"-I{folder}",) if folder is not None else ()
        request = Request(toolkit, text, name, _CAPABILITY, options, ptx=True)
        try:
            return str(self._worker.call("compile", request)[0])
        except WorkerFailure as failure:
            return f"NVRTC did not answer: {failure}"

    def errors_of_kernels(self, text: str, name: str = "kernel.cu", folder: Path | None = None) -> str:
        """The same of a file's text without what only its host runs."""
        return self.errors(device_code(SourceFile(name, text)).text, name, folder)

    def close(self) -> None:
        self._worker.close()

    def __enter__(self) -> SecondOpinion:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
