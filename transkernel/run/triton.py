"""Runs ports in Triton on the CPU, by Triton's interpreter, in a child process.

The parent turns a launch into a plan: which image of memory, number or constant each parameter of the port is. The
child (`transkernel.run.triton_worker`) knows only the plan, so that a crash or a hang there costs one launch.
"""

from __future__ import annotations

import re
import shutil
import signal
import tempfile
import weakref
from collections.abc import Sequence

from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.devices import Device, DeviceNotUsable, find_device
from transkernel.run.launch import Launch, Limits, Outcome
from transkernel.run.plan import CannotBind, NotMadeFor
from transkernel.run.tile_plan import Plan, plan, program_grid
from transkernel.run.triton_port import placed
from transkernel.run.triton_worker import RunReply, RunRequest

_LOAD_SECONDS = 60.0  # a short limit is meant for the kernel, not for the import of Triton
_GRACE_SECONDS = 2.0  # the child ends a launch by itself, and says where; one that does not is killed
_LAST_PROGRAM_FIRST = "\n# The last program runs first.\n"
_OUT_OF_MEMORY = "MemoryError"  # the last word of a child that could not even read what it was asked
_WILD = (signal.SIGSEGV, signal.SIGBUS)
_FRAME = re.compile(r'File "[^"]*/port_[0-9a-f]+\.py", line (\d+)')


def mirrored(text: str) -> str:
    """The port with its programs in the opposite order: the last block goes first. Threads go in step in either."""
    return text + _LAST_PROGRAM_FIRST


class TritonRunner:
    """Triton's interpreter. Keeps one child with its loaded ports; close it, or use `with`.

    limits: of each launch that brings none of its own; memory and cores are the child's for its whole life.
    Raises DeviceNotUsable where Triton is not installed, or the device is none that interprets it.
    """

    def __init__(self, device: Device | str = "triton-interpreter", limits: Limits | None = None) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        if self.device.kind != "triton" or not self.device.usable:
            raise DeviceNotUsable(f"{self.device.id} runs no Triton" + f": {self.device.reason}".rstrip(": "))
        self.limits = limits or Limits()
        scratch = tempfile.mkdtemp(prefix="transkernel-triton-")
        self._remove_scratch = weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self._worker = Worker("transkernel.run.triton_worker", self.limits, triton_environment(scratch))
        self._is_warm = False

    def run(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        limits: Limits | None = None,
    ) -> Outcome:
        """Loads the port, unless the child still has it, and launches one of its kernels once.

        The outcome is `compile-fail` where the text is no module of Python, `unsupported` where it uses what cannot be
        interpreted or is made for other blocks, and `run-fail` where the kernel raises or crashes, or the manifest does
        not fit the launch. Its arrays are all buffers and symbols of the launch, also those that should not change.
        """
        seconds = (limits or self.limits).wall_seconds
        if entry.block is not None and tuple(entry.block) != tuple(launch.block):
            return Outcome("unsupported", f"the port is made for blocks of {entry.block}, not of {launch.block}")
        try:
            planned = plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return Outcome("unsupported" if isinstance(error, NotMadeFor) else "run-fail", str(error))
        return self._launch(port_text, entry, launch, planned, seconds)

    def close(self) -> None:
        """Ends the child and removes what it wrote."""
        self._worker.close()
        self._remove_scratch()

    def __enter__(self) -> TritonRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _launch(self, text: str, entry: KernelEntry, launch: Launch, planned: Plan, seconds: float) -> Outcome:
        plain = text.removesuffix(_LAST_PROGRAM_FIRST)
        allowed = seconds + (_GRACE_SECONDS if self._is_warm else _LOAD_SECONDS)
        request = RunRequest(
            plain,
            entry.entry,
            planned.arguments,
            planned.constants,
            planned.buffers.images(),
            program_grid(entry, launch),
            plain != text,
            seconds,
            self.limits.cores,
        )
        try:
            reply: RunReply = self._worker.call("run", request, allowed)
        except WorkerFailure as error:
            self._is_warm = False
            return _broken(error, plain)
        self._is_warm = True
        return self._outcome(reply, launch, planned)

    def _outcome(self, reply: RunReply, launch: Launch, planned: Plan) -> Outcome:
        output, build_seconds = self._worker.last_output, reply.load_seconds
        for status, message in (
            ("compile-fail", reply.unloaded),
            ("run-fail", reply.failure),
            ("unsupported", reply.unsupported),
            ("timeout", reply.too_long),
        ):
            if message:
                return Outcome(status, message, build_seconds=build_seconds, output=output)  # type: ignore[arg-type]
        arrays, hits = planned.buffers.after(reply.images, launch)
        return Outcome(
            "ok",
            arrays=arrays,
            guard_hits=hits,
            build_seconds=build_seconds,
            run_seconds=reply.seconds,
            output=output,
        )


def triton_environment(scratch: str) -> dict[str, str]:
    """Variables for a child that runs or compiles Triton: nothing kept outside `scratch`."""
    return {"TMPDIR": scratch, "TRITON_CACHE_DIR": scratch, "TRITON_HOME": scratch}


def _broken(error: WorkerFailure, text: str) -> Outcome:
    """The outcome of a child that gave no answer, with the line of the port where it was, as its last words say it."""
    frames = _FRAME.findall(error.output)
    if isinstance(error, WorkerTimeout):
        return Outcome("timeout", _at(frames, str(error), text), output=error.output)
    if isinstance(error, WorkerDied) and _OUT_OF_MEMORY in error.output:
        return Outcome("unsupported", "there is no memory left for the buffers", output=error.output)
    if isinstance(error, WorkerDied) and error.signal:
        said = f"{error}: it reached outside of every buffer" if error.signal in _WILD else str(error)
        return Outcome("run-fail", _at(frames, said, text), output=error.output)
    return Outcome("run-fail", str(error), output=error.output)


def _at(frames: Sequence[str], message: str, text: str) -> str:
    """The message with its place in the port; the innermost frame is said first."""
    if not frames:
        return message
    line, lines = int(frames[0]), text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    return placed(line, message, shown)
