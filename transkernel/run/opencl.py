"""Runs ports in OpenCL C on one device, in a child process.

The parent turns a launch into a plan: which image of memory, value or on-chip size each argument of the port is. The
child (`transkernel.run.opencl_worker`) knows only the plan, so that a crash or a hang there costs one launch.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import Argument, GlobalVariable, KernelEntry, Parameter
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.devices import Device, DeviceNotUsable, child_environment, find_device
from transkernel.run.launch import (
    GUARD_BYTES,
    Buffer,
    Launch,
    LaunchArgument,
    Limits,
    Outcome,
    Scalar,
    StructValue,
    with_guards,
    without_guards,
)
from transkernel.run.opencl_worker import (
    Bound,
    BuildReply,
    BuildRequest,
    LocalMemory,
    Memory,
    RunReply,
    RunRequest,
    Selection,
    Value,
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


class _CannotBind(Exception):
    """The launch and the manifest do not fit; the message says where."""


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """arguments in the port's order; buffers by key, with the name each goes by in the outcome ("" for none)."""

    arguments: tuple[Bound, ...]
    buffers: dict[str, tuple[str, NDArray[Any]]]


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
        except _CannotBind as error:
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
            {key: _salted(with_guards(array), key, array.nbytes) for key, (_, array) in plan.buffers.items()},
            {key: array.nbytes for key, (_, array) in plan.buffers.items()},
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
        arrays = {buffer.name: buffer.array.copy() for buffer in (*launch.buffers(), *launch.symbols)}
        hits: dict[str, int] = {}
        for key, (name, array) in plan.buffers.items():
            after, changed = without_guards(_salted(reply.images[key], key, array.nbytes), array)
            if name in arrays:
                arrays[name] = after
            if changed:
                hits[name] = changed
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


def _salted(image: NDArray[np.uint8], key: str, size: int) -> NDArray[np.uint8]:
    """The image with other guards, of this buffer alone; of a salted image, the plain one.

    A kernel that goes one element too far in `y[i] = a * x[i] + y[i]`, or in a copy, would write into the guard of y
    what stands there already, were all guards the same NaN.
    """
    salt = np.random.Generator(np.random.PCG64(zlib.crc32(key.encode()))).bytes(image.size - size)
    noise, salted = np.frombuffer(salt, np.uint8), image.copy()
    salted[:GUARD_BYTES] ^= noise[:GUARD_BYTES]
    salted[GUARD_BYTES + size :] ^= noise[GUARD_BYTES:]
    return salted


# --- the plan of a launch


def _plan(entry: KernelEntry, launch: Launch, variables: Sequence[GlobalVariable]) -> _Plan:
    """Raises _CannotBind where the launch, the kernel's parameters and the port's arguments do not fit together."""
    if len(entry.params) != len(launch.arguments):
        raise _CannotBind(f"{entry.kernel} has {len(entry.params)} parameters, the launch {len(launch.arguments)}")
    given = {param.name: (param, value) for param, value in zip(entry.params, launch.arguments, strict=True)}
    known = {variable.name: variable for variable in variables}
    plan = _Plan((), {})
    bound = [_bind(argument, given, known, launch, plan.buffers) for argument in entry.arguments]
    return _Plan(tuple(bound), plan.buffers)


def _bind(
    argument: Argument,
    given: dict[str, tuple[Parameter, LaunchArgument]],
    variables: dict[str, GlobalVariable],
    launch: Launch,
    buffers: dict[str, tuple[str, NDArray[Any]]],
) -> Bound:
    """What one argument of the port is. Buffers that it needs are added to `buffers`."""
    if argument.kind == "dynamic_shared":
        return LocalMemory(launch.shared_bytes)
    if argument.kind == "per_thread_shared":
        return LocalMemory(argument.bytes * prod(launch.block))
    if argument.kind == "global":
        return _remember(_global_buffer(argument.name, variables, launch), "variable", buffers)
    if argument.kind != "param":
        raise _CannotBind(f"OpenCL has no argument of the kind {argument.kind}: this is no port to it")
    if argument.name not in given:
        raise _CannotBind(f"the port wants the parameter {argument.name}, which the kernel does not have")
    param, value = given[argument.name]
    if argument.field:
        return _remember(_member(param, value, argument.field), "buffer", buffers)
    if isinstance(value, Buffer):
        return _remember(value, "buffer", buffers)
    if isinstance(value, StructValue):
        return Value(value.data)
    return _scalar(param, value)


def _remember(buffer: Buffer, kind: str, buffers: dict[str, tuple[str, NDArray[Any]]]) -> Memory:
    """The same name is the same memory; a variable and a buffer may share a name without being the same."""
    if buffer.is_null:
        return Memory("")
    key = f"{kind} {buffer.name}"
    buffers[key] = (buffer.name, buffer.array)
    return Memory(key, buffer.offset)


def _global_buffer(name: str, variables: dict[str, GlobalVariable], launch: Launch) -> Buffer:
    """What the launch gives the variable, else what it is initialised with, else zeros, as in CUDA."""
    symbol = next((symbol for symbol in launch.symbols if symbol.name == name), None)
    if symbol is not None:
        return symbol
    if name not in variables:
        raise _CannotBind(f"the port wants the variable {name}, which its manifest does not describe")
    variable = variables[name]
    dtype = np.dtype(np.uint16 if variable.dtype == "bfloat16" else variable.dtype)
    if variable.initial is None:
        return Buffer(name, np.zeros(variable.shape, dtype))
    return Buffer(name, np.frombuffer(bytes.fromhex(variable.initial), np.uint8))


def _member(param: Parameter, value: LaunchArgument, field: str) -> Buffer:
    """The buffer that a pointer inside a struct names."""
    offset = next((layout.offset for layout in param.fields if layout.name == field), None)
    pointers = dict(value.pointers) if isinstance(value, StructValue) else {}
    if offset is None or offset not in pointers:
        raise _CannotBind(f"the launch gives no buffer for {param.name}.{field}")
    return pointers[offset]


def _scalar(param: Parameter, value: Scalar) -> Value:
    """A number's bytes. A vector of three lanes is padded to the four that OpenCL makes of it."""
    data = value.data
    if param.kind != "scalar" or param.width != _ODD_LANES:
        return Value(data)
    return Value(data, data + bytes(len(data) // _ODD_LANES * (_PADDED_LANES - _ODD_LANES)))
