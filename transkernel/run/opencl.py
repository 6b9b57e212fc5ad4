"""Runs ports in OpenCL C on one device, in a child process.

The parent turns a launch into a plan: which image of memory, value or on-chip size each argument of the port is. The
child (`transkernel.run.opencl_worker`) knows only the plan, so that a crash or a hang there costs one launch.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from transkernel.manifest import Argument, GlobalVariable, KernelEntry, Parameter
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.devices import Device, DeviceNotUsable, child_environment, find_device
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Limits, Outcome, Scalar, StructValue
from transkernel.run.opencl_worker import (
    Bound,
    BuildReply,
    BuildRequest,
    LocalMemory,
    RunReply,
    RunRequest,
    Selection,
    Value,
)
from transkernel.run.plan import (
    Buffers,
    CannotBind,
    given_arguments,
    global_buffer,
    parameter_of,
    pointer_member,
)

DEFAULT_STANDARD = "-cl-std=CL1.2"
PORT_NAME = "port.cl"  # what a compiler's log calls the port, whatever the compiler called it
_BUILD_SECONDS = 60.0  # a short limit is meant for the kernel, not for the compiler
_ODD_LANES, _PADDED_LANES = 3, 4  # an OpenCL vector of three lanes is as large as one of four

# What Intel's compiler says of every program; the rest of a successful build's log is warnings.
_PROGRESS = (
    "Compilation started",
    "Compilation done",
    "Compilation failed",
    "Linking started",
    "Linking done",
    "Device build started",
    "Device build done",
    "Options used by backend compiler:",
    "remark: ",
    "Kernel <",
    'Kernel "',
    "Done.",
)
# How each compiler names a place in the port, and the one form that is kept, `port.cl:LINE:COLUMN: severity: text`.
_PLACES = (
    (re.compile(r"^\d+:(\d+:\d+): "), rf"{PORT_NAME}:\1: "),  # Intel: the number of the source, line, column
    (re.compile(r"^(\w+): \S*tempfile_\w+\.cl:(\d+:\d+): "), rf"{PORT_NAME}:\2: \1: "),  # PoCL: a file of its own
    (re.compile(r"^<(?:kernel|source)>:(\d+:\d+): "), rf"{PORT_NAME}:\1: "),  # NVIDIA, Mesa
)


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """arguments in the port's order."""

    arguments: tuple[Bound, ...]
    buffers: Buffers


class OpenCLRunner:
    """One device, named by its id or as found. Keeps one child with its built programs; close it, or use `with`.

    limits: of each launch that brings none of its own; memory and cores are the child's for its whole life.
    Raises DeviceNotUsable where there is no such device, or it is none that runs OpenCL.
    """

    def __init__(self, device: Device | str, limits: Limits | None = None) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        self.limits = limits or Limits()
        self._selection = _selection(self.device, self.limits)
        scratch = tempfile.mkdtemp(prefix="transkernel-opencl-")
        self._remove_scratch = weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self._worker = Worker("transkernel.run.opencl_worker", self.limits, child_environment(scratch))

    def run(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        build_options: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> Outcome:
        """Builds the port, unless the child still has it, and launches one of its kernels once.

        build_options: for clBuildProgram; `-cl-std=CL1.2` is added where they name no standard.
        limits: wall time of the launch; of the build where it is longer than a minute.

        The outcome is `compile-fail` with the compiler's log where the port does not build, `unsupported` where the
        launch is beyond the device, and `run-fail` where it breaks, or the manifest does not fit the launch or the
        port. Its arrays are all buffers and symbols of the launch, read back, also those that should not change.
        """
        seconds = (limits or self.limits).wall_seconds
        if entry.block is not None and tuple(entry.block) != tuple(launch.block):
            return Outcome("unsupported", f"the port is made for blocks of {entry.block}, not of {launch.block}")
        try:
            plan = _plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return Outcome("run-fail", str(error))
        built = self._build(port_text, tuple(build_options), seconds)
        return built if isinstance(built, Outcome) else self._launch(built, entry, launch, plan, seconds)

    def build(self, port_text: str, *, build_options: Sequence[str] = (), limits: Limits | None = None) -> Outcome:
        """Only builds, as `run` does: `ok`, `compile-fail` with the compiler's log, or `timeout`."""
        built = self._build(port_text, tuple(build_options), (limits or self.limits).wall_seconds)
        if isinstance(built, Outcome):
            return built
        return Outcome("ok", build_seconds=built.seconds, warnings=warnings_of(built.log))

    def close(self) -> None:
        """Ends the child and removes what it wrote."""
        self._worker.close()
        self._remove_scratch()

    def __enter__(self) -> OpenCLRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _build(self, text: str, options: tuple[str, ...], seconds: float) -> BuildReply | Outcome:
        if not any(option.startswith("-cl-std=") for option in options):
            options = (DEFAULT_STANDARD, *options)
        try:
            request = BuildRequest(self._selection, text, options)
            built: BuildReply = self._worker.call("build", request, max(seconds, _BUILD_SECONDS))
        except WorkerTimeout as error:
            return Outcome("timeout", f"while building: {error}", output=error.output)
        except WorkerDied as error:
            return Outcome("compile-fail", f"the compiler broke: {error}", output=error.output)
        except WorkerFailure as error:
            return Outcome("run-fail", str(error), output=error.output)
        if built.program:
            return built
        return Outcome(
            "compile-fail", tidy_log(built.log), build_seconds=built.seconds, output=self._worker.last_output
        )

    def _launch(self, built: BuildReply, entry: KernelEntry, launch: Launch, plan: _Plan, seconds: float) -> Outcome:
        request = RunRequest(
            self._selection,
            built.program,
            entry.entry,
            plan.arguments,
            plan.buffers.images(),
            plan.buffers.sizes(),
            _product(launch.grid, launch.block),
            launch.block,
        )
        try:
            reply: RunReply = self._worker.call("run", request, seconds)
        except WorkerTimeout as error:
            return Outcome("timeout", str(error), build_seconds=built.seconds, output=error.output)
        except WorkerFailure as error:
            return Outcome("run-fail", str(error), build_seconds=built.seconds, output=error.output)
        return self._outcome(built, reply, launch, plan)

    def _outcome(self, built: BuildReply, reply: RunReply, launch: Launch, plan: _Plan) -> Outcome:
        output = self._worker.last_output
        if reply.failure:
            self._worker.close()  # a driver may be of no use after a kernel broke
            return Outcome("run-fail", reply.failure, build_seconds=built.seconds, output=output)
        if reply.unsupported:
            return Outcome("unsupported", reply.unsupported, build_seconds=built.seconds, output=output)
        arrays, hits = plan.buffers.after(reply.images, launch)
        return Outcome(
            "ok",
            arrays=arrays,
            guard_hits=hits,
            build_seconds=built.seconds,
            run_seconds=reply.seconds,
            warnings=warnings_of(built.log),
            output=output,
        )


def _selection(device: Device, limits: Limits) -> Selection:
    if not device.usable or device.selection is None:
        raise DeviceNotUsable(f"{device.id} runs no OpenCL" + (f": {device.reason}" if device.reason else ""))
    return replace(device.selection, cores=limits.cores)


def tidy_log(log: str) -> str:
    """A compiler's log without its progress, with its places as `port.cl:LINE:COLUMN:`, and each line said once.

    So that it is the same on every run: PoCL names a file of random name, and says each warning twice.
    """
    kept: list[str] = []
    for raw in log.splitlines():
        if not raw.strip() or raw.startswith(_PROGRESS):
            continue
        line = _placed(raw.rstrip())
        if not (line.startswith(PORT_NAME) and line in kept):
            kept.append(line)
    return "\n".join(kept)


def _placed(line: str) -> str:
    return next((pattern.sub(form, line) for pattern, form in _PLACES if pattern.match(line)), line)


def warnings_of(log: str) -> tuple[str, ...]:
    """The warnings in the log of a successful build, each with the lines that show its place."""
    found: list[str] = []
    for line in tidy_log(log).splitlines():
        if "warning:" in line or not found:
            found.append(line)
        else:
            found[-1] += "\n" + line
    return tuple(found)


def _product(grid: Sequence[int], block: Sequence[int]) -> tuple[int, int, int]:
    x, y, z = (blocks * threads for blocks, threads in zip(grid, block, strict=True))
    return x, y, z


# --- the plan of a launch


def _plan(entry: KernelEntry, launch: Launch, variables: Sequence[GlobalVariable]) -> _Plan:
    """Raises CannotBind where the launch, the kernel's parameters and the port's arguments do not fit together."""
    given, buffers = given_arguments(entry, launch), Buffers()
    bound = [_bind(argument, given, variables, launch, buffers) for argument in entry.arguments]
    return _Plan(tuple(bound), buffers)


def _bind(
    argument: Argument,
    given: dict[str, tuple[Parameter, LaunchArgument]],
    variables: Sequence[GlobalVariable],
    launch: Launch,
    buffers: Buffers,
) -> Bound:
    """What one argument of the port is. Buffers that it needs are added to `buffers`."""
    if argument.kind == "dynamic_shared":
        return LocalMemory(launch.shared_bytes)
    if argument.kind == "per_thread_shared":
        return LocalMemory(argument.bytes * prod(launch.block))
    if argument.kind == "global":
        return buffers.add(global_buffer(argument.name, variables, launch), "variable")
    if argument.kind != "param":
        raise CannotBind(f"OpenCL has no argument of the kind {argument.kind}: this is no port to it")
    param, value = parameter_of(argument.name, given)
    if argument.field:
        return buffers.add(pointer_member(param, value, argument.field), "buffer")
    if isinstance(value, Buffer):
        return buffers.add(value, "buffer")
    if isinstance(value, StructValue):
        return Value(value.data)
    return _scalar(param, value)


def _scalar(param: Parameter, value: Scalar) -> Value:
    """A number's bytes. A vector of three lanes is padded to the four that OpenCL makes of it."""
    data = value.data
    if param.kind != "scalar" or param.width != _ODD_LANES:
        return Value(data)
    return Value(data, data + bytes(len(data) // _ODD_LANES * (_PADDED_LANES - _ODD_LANES)))
