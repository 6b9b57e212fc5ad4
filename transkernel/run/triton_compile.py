"""Compiles ports to Triton ahead of time, for GPUs that need not be here. That a port compiles is a claim of its own:
nothing of it ran.

A result is kept on disk by the port's text, its parameters and constants, the GPU, the options and Triton's version.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
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
from transkernel.run.cubin import MachineCode
from transkernel.run.devices import Device, DeviceNotUsable, find_device
from transkernel.run.launch import Launch, Limits
from transkernel.run.plan import Bound, CannotBind, Pointer
from transkernel.run.tile_plan import plan, threads_of_program
from transkernel.run.triton import triton_environment
from transkernel.run.triton_compile_worker import CompileReply, CompileRequest, ParameterType
from transkernel.run.triton_port import PORT_NAME, placed

_FORMAT = 2  # of the files on disk
_COMPILE_SECONDS = 120.0
_ALIGNMENT = 16
_MOST_WARPS = 32
_LLVM_ERROR = re.compile(r"port_[0-9a-f]+\.py:(?P<line>\d+):\d+\S*: error: (?P<text>.*)")
_LACKING = re.compile(
    r"AttributeError\(\"module 'triton\.language\.extra\.\w+\.libdevice' has no attribute '(?P<name>\w+)'\"\)"
)
_WARP = {"cuda": 32, "hip": 64}


class TritonCompiler:
    """Triton's compiler. Keeps one child; close it, or use `with`.

    beside: another one, whose child this one uses as long as that is open.
    Raises DeviceNotUsable where Triton is not installed, or the device is none that it compiles for.
    """

    def __init__(
        self, device: Device | str = "triton-sm90", limits: Limits | None = None, beside: TritonCompiler | None = None
    ) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        if self.device.kind != "triton-compiler" or not self.device.usable:
            raise DeviceNotUsable(f"nothing is compiled for {self.device.id}" + f": {self.device.reason}".rstrip(": "))
        self.limits = limits or Limits(wall_seconds=_COMPILE_SECONDS)
        self._owner = beside
        self._worker: Worker
        if beside is not None:
            self._worker = beside._worker
            return
        scratch = tempfile.mkdtemp(prefix="transkernel-triton-")
        self._remove_scratch = weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        environment = {**triton_environment(scratch), "TRITON_INTERPRET": "0"}
        self._worker = Worker("transkernel.run.triton_compile_worker", self.limits, environment)

    def compile(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        build_options: Sequence[str] = (),
    ) -> Compiled:
        """Compiles a kernel as a launch of that shape needs it, or finds what came of it before.

        build_options: Triton's, as `NAME=VALUE`, in place of the default: no fusion of multiplications and additions,
        denormals kept, as many lanes a thread as the manifest says. Numbers have no values here, but for an integer 1:
        what is compiled serves every launch of the shape whose pointers are as aligned.
        """
        request = self._request(port_text, entry, launch, manifest_globals, build_options)
        return Compiled(self.device.id, request) if isinstance(request, str) else self._compile(request)[0]

    def _request(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable],
        build_options: Sequence[str],
    ) -> CompileRequest | str:
        """What the child is asked, or why the launch does not fit."""
        try:
            planned = plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return str(error)
        kind, arch = self.device.name.split()
        parameters = tuple(_parameter(bound) for bound in planned.arguments)
        options = {**_default_options(entry, launch, kind), **_options(build_options)}
        return CompileRequest(
            port_text,
            entry.entry,
            parameters,
            tuple(sorted(planned.constants.items())),
            kind,
            arch,
            tuple(sorted(options.items())),
        )

    def machine_code(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        build_options: Sequence[str] = (),
    ) -> tuple[Compiled, MachineCode]:
        """As `compile`, with the machine code where it is NVIDIA's: what a launch from Python has compiled, which knows
        besides which integers are divisible by 16.
        """
        request = self._request(port_text, entry, launch, manifest_globals, build_options)
        if isinstance(request, str):
            return Compiled(self.device.id, request), MachineCode()
        values = plan(entry, launch, manifest_globals).arguments
        parameters = tuple(
            replace(each, is_divisible=_is_divisible(bound))
            for each, bound in zip(request.parameters, values, strict=True)
        )
        return self._compile(replace(request, parameters=parameters, disassembles=True))

    def close(self) -> None:
        """Ends the child and removes what it wrote, where they are its own."""
        if self._owner is None:
            self._worker.close()
            self._remove_scratch()

    def __enter__(self) -> TritonCompiler:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _compile(self, request: CompileRequest) -> tuple[Compiled, MachineCode]:
        known = _known(request)
        if known is not None:
            return replace(known[0], seconds=0.0), known[1]
        blank = Compiled(self.device.id)
        try:
            reply: CompileReply = self._worker.call("compile", request, self.limits.wall_seconds)
        except WorkerTimeout as error:
            return replace(blank, message=f"the compiler gave {error}"), MachineCode()
        except WorkerDied as error:
            said = f"the compiler broke: {error}\n{error.output[-4000:]}".rstrip()
            return replace(blank, message=said), MachineCode()
        except WorkerFailure as error:
            return replace(blank, message=str(error)), MachineCode()
        message = _with_place(reply.message, self._worker.last_output, request.text)
        lacking = _LACKING.search(message)
        if lacking is not None:
            message = message.replace(lacking[0], f"this GPU's library has no function `{lacking['name']}`", 1)
        lacks = lacking["name"] if lacking is not None else ""
        made = Compiled(self.device.id, message, reply.seconds, **reply.facts, lacks=lacks)
        resources.keep(_file(request), json.dumps({"compiled": asdict(made), "code": asdict(reply.code)}))
        return made, reply.code


def _with_place(message: str, output: str, text: str) -> str:
    """The message, or what LLVM printed with a place where the message has none."""
    said = _LLVM_ERROR.search(output)
    if not message or message.startswith(PORT_NAME) or said is None:
        return message
    line, lines = int(said["line"]), text.splitlines()
    return placed(line, said["text"], lines[line - 1] if line <= len(lines) else "")


def _parameter(bound: Bound) -> ParameterType:
    """An address is as aligned as it stands in its buffer: buffers begin at multiples of 256."""
    if isinstance(bound, Pointer):
        return ParameterType(pointee=bound.dtype, is_aligned=bound.memory.offset % _ALIGNMENT == 0)
    is_integer = bound.dtype != "bool" and "float" not in bound.dtype
    return ParameterType(dtype=bound.dtype, is_one=is_integer and int.from_bytes(bound.data, "little") == 1)


def _is_divisible(bound: Bound) -> bool:
    """Of an integer: by 16."""
    if isinstance(bound, Pointer) or bound.dtype == "bool" or "float" in bound.dtype:
        return False
    return int.from_bytes(bound.data, "little") % _ALIGNMENT == 0


def _default_options(entry: KernelEntry, launch: Launch, kind: str) -> dict[str, bool | int]:
    warps = min(max(threads_of_program(entry, launch) // _WARP[kind], 1), _MOST_WARPS)
    options: dict[str, bool | int] = {"num_warps": warps, "enable_fp_fusion": False}
    return options | ({"enable_reflect_ftz": False} if kind == "cuda" else {})


def _options(given: Sequence[str]) -> dict[str, bool | int]:
    """`NAME=VALUE` with an integer, True or False. Raises ValueError for what is none."""
    words = {"True": True, "False": False}
    pairs = (option.partition("=") for option in given)
    return {name: words[value] if value in words else int(value) for name, _, value in pairs}


# --- what is known from before


def _file(request: CompileRequest) -> Path:
    try:
        version = importlib.metadata.version("triton")
    except importlib.metadata.PackageNotFoundError:
        version = ""
    key = hashlib.sha256(repr((_FORMAT, version, request)).encode()).hexdigest()[:40]
    return resources.cache_folder() / "triton" / f"{key}.json"


def _known(request: CompileRequest) -> tuple[Compiled, MachineCode] | None:
    try:
        record = json.loads(_file(request).read_text())
        return Compiled(**record["compiled"]), MachineCode(**record["code"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
