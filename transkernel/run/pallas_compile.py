"""Compiles ports in Pallas ahead of time by libtpu, for a TPU that need not be here. That a port is accepted is a claim
of its own: nothing of it ran.

A result is kept on disk by the port's text, its arguments and constants, the grid, and libtpu's version.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from transkernel import resources
from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.compiled import Compiled
from transkernel.run.devices import Device, DeviceNotUsable, find_device
from transkernel.run.environments import interpreter
from transkernel.run.launch import Launch, Limits
from transkernel.run.pallas import pallas_environment
from transkernel.run.pallas_compile_worker import ArgumentType, CompileReply, CompileRequest
from transkernel.run.plan import Bound, Buffers, CannotBind, Pointer
from transkernel.run.tile_plan import plan, program_grid

_FORMAT = 2  # of the files on disk
_COMPILE_SECONDS = 120.0
_COMPILER_MEMORY = 16 << 30  # libtpu reserves much more than it uses
_BUSY = "libtpu multi-process lockfile"  # another process had libtpu: says nothing of the port
_TOPOLOGIES = {"pallas-v5e": "v5e:2x2"}


class PallasCompiler:
    """libtpu's compiler. Keeps one child; close it, or use `with`.

    Raises DeviceNotUsable where the environment with libtpu is not there, or the device is none that it compiles for.
    """

    def __init__(self, device: Device | str = "pallas-v5e", limits: Limits | None = None) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        if self.device.kind != "pallas-compiler" or not self.device.usable:
            raise DeviceNotUsable(f"nothing is compiled for {self.device.id}" + f": {self.device.reason}".rstrip(": "))
        self.limits = limits or Limits(wall_seconds=_COMPILE_SECONDS, memory_bytes=_COMPILER_MEMORY)
        scratch = tempfile.mkdtemp(prefix="transkernel-pallas-")
        self._remove_scratch = weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self._worker = Worker(
            "transkernel.run.pallas_compile_worker", self.limits, pallas_environment(scratch), interpreter("tpu")
        )

    def compile(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
    ) -> Compiled:
        """Compiles a kernel for a launch of that shape, or finds what came of it before."""
        try:
            planned = plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return Compiled(self.device.id, str(error))
        request = CompileRequest(
            port_text,
            entry.entry,
            tuple(_argument(each, planned.buffers) for each in planned.arguments),
            tuple(sorted(planned.constants.items())),
            program_grid(entry, launch),
            _TOPOLOGIES[self.device.id],
        )
        return self._compile(request)

    def close(self) -> None:
        """Ends the child and removes what it wrote."""
        self._worker.close()
        self._remove_scratch()

    def __enter__(self) -> PallasCompiler:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _compile(self, request: CompileRequest) -> Compiled:
        file = self._file(request)
        known = _known(file)
        if known is not None:
            return replace(known, seconds=0.0)
        blank = Compiled(self.device.id)
        try:
            reply: CompileReply = self._worker.call("compile", request, self.limits.wall_seconds)
        except WorkerTimeout as error:
            return replace(blank, message=f"the compiler gave {error}")
        except WorkerDied as error:
            return replace(blank, message=f"the compiler broke: {error}\n{error.output[-4000:]}".rstrip())
        except WorkerFailure as error:
            return replace(blank, message=str(error))
        made = Compiled(self.device.id, reply.message, reply.seconds)
        if _BUSY not in made.message:
            resources.keep(file, json.dumps(asdict(made)))
        return made

    def _file(self, request: CompileRequest) -> Path:
        key = hashlib.sha256(repr((_FORMAT, self.device.driver, request)).encode()).hexdigest()[:40]
        return resources.cache_folder() / "pallas" / f"{key}.json"


def _argument(bound: Bound, buffers: Buffers) -> ArgumentType:
    if not isinstance(bound, Pointer):
        return ArgumentType(bound.dtype)
    size = buffers.sizes()[bound.memory.key] - bound.memory.offset if bound.memory.key else 0
    return ArgumentType(bound.dtype, size // _bytes_of(bound.dtype))


def _bytes_of(dtype: str) -> int:
    digits = "".join(each for each in dtype if each.isdigit())
    return int(digits) // 8 if digits else 1


def _known(file: Path) -> Compiled | None:
    try:
        return Compiled(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
