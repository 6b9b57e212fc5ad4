"""Runs ports in Ascend C on the CPU: their text, built by the system's C++ compiler against ascendc_include/.

That is our twin of the vendor's headers. Every launch on it runs twice, with the pipes of a core as early as flags
allow and as late; the results must be the same.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import asdict
from math import prod
from types import TracebackType

from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.run.ascendc_build import BuildRequest, Built
from transkernel.run.ascendc_plan import Plan, plan
from transkernel.run.ascendc_worker import Counts, RunReply, RunRequest
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import Device, DeviceNotUsable, find_device
from transkernel.run.launch import Launch, Limits, Outcome
from transkernel.run.plan import CannotBind, NotMadeFor
from transkernel.run.tile_plan import program_grid

_BUILD_SECONDS = 120.0  # a short limit is meant for the kernel, not for the compiler
_LAST_BLOCK_FIRST = "\n// The last block runs first.\n"
_MOST_CORES = 40  # vector cores of the smaller chips of dav-2201
_FORMS = {"ascendc-twin": "simd", "ascendc-simt-twin": "simt"}
_WILD = (signal.SIGSEGV, signal.SIGBUS)


def mirrored(text: str) -> str:
    """The port with its blocks in the opposite order, and in SIMT its threads: the last goes first."""
    return text + _LAST_BLOCK_FIRST


class AscendcRunner:
    """The twin, in one form. Keeps one child; close it, or use `with`.

    limits: of each launch that brings none of its own; memory is the child's for its whole life. last_counts: what the
    last launch that ended well did.
    Raises DeviceNotUsable where there is no C++ compiler, or the device is no twin.
    """

    def __init__(self, device: Device | str = "ascendc-twin", limits: Limits | None = None) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        if self.device.kind != "ascendc" or not self.device.usable:
            raise DeviceNotUsable(f"{self.device.id} runs no Ascend C" + f": {self.device.reason}".rstrip(": "))
        self.limits = limits or Limits()
        self.last_counts = Counts()
        self._form = _FORMS[self.device.id]
        self._worker = Worker("transkernel.run.ascendc_worker", self.limits)

    def run(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        limits: Limits | None = None,
    ) -> Outcome:
        """Builds the port, unless that was done before, and launches one of its kernels.

        The outcome is `compile-fail` where the compiler refuses the text, `unsupported` where it is made for other
        launches, and `run-fail` where the twin complains, the kernel crashes, or the manifest does not fit the launch.
        Its arrays are all buffers and symbols of the launch, also those that should not change.
        """
        if entry.block is not None and tuple(entry.block) != tuple(launch.block):
            return Outcome("unsupported", f"the port is made for blocks of {entry.block}, not of {launch.block}")
        try:
            planned = plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return Outcome("unsupported" if isinstance(error, NotMadeFor) else "run-fail", str(error))
        compiler = find_compiler()
        if isinstance(compiler, str):
            return Outcome("unsupported", compiler)
        plain = port_text.removesuffix(_LAST_BLOCK_FIRST)
        try:
            built: Built = self._worker.call(
                "build", BuildRequest(compiler, plain, self._form, entry.entry), _BUILD_SECONDS
            )
            if not built.library:
                return Outcome("compile-fail", built.message, build_seconds=built.seconds)
            request = self._request(built, entry, launch, planned, plain != port_text)
            reply: RunReply = self._worker.call("run", request, (limits or self.limits).wall_seconds)
        except WorkerFailure as error:
            return _broken(error)
        return self._outcome(reply, launch, planned, built.seconds)

    def close(self) -> None:
        """Ends the child."""
        self._worker.close()

    def __enter__(self) -> AscendcRunner:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _request(self, built: Built, entry: KernelEntry, launch: Launch, planned: Plan, descending: bool) -> RunRequest:
        is_simd = self._form == "simd"
        grid = program_grid(entry, launch) if is_simd else launch.grid
        return RunRequest(
            built.library,
            built.kernels.index(entry.entry),
            planned.arguments,
            planned.buffers.images(),
            planned.buffers.sizes(),
            {key: array.dtype.itemsize for key, (_, array) in planned.buffers.by_key.items()},
            {key: name for key, (name, _) in planned.buffers.by_key.items()},
            grid,
            launch.block,
            launch.shared_bytes,
            min(prod(grid), entry.cores or _MOST_CORES),
            descending,
            (False, True) if is_simd else (False,),
        )

    def _outcome(self, reply: RunReply, launch: Launch, planned: Plan, build_seconds: float) -> Outcome:
        output = self._worker.last_output
        if reply.failure:
            return Outcome("run-fail", reply.failure, build_seconds=build_seconds, output=output)
        self.last_counts = reply.counts
        arrays, hits = planned.buffers.after(reply.images, launch)
        return Outcome(
            "ok",
            arrays=arrays,
            guard_hits=hits,
            build_seconds=build_seconds,
            run_seconds=reply.seconds,
            output=output,
            work=asdict(reply.counts),
        )


def _broken(error: WorkerFailure) -> Outcome:
    """The outcome of a child that gave no answer."""
    if isinstance(error, WorkerTimeout):
        return Outcome("timeout", str(error), output=error.output)
    if isinstance(error, WorkerDied) and error.signal in _WILD:
        return Outcome("run-fail", f"{error}: it reached outside of every buffer", output=error.output)
    return Outcome("run-fail", str(error), output=error.output)
