"""What the harness asks of the translator and of the runners. `real_backends` are ours; tests put in their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from transkernel.diagnostics import Diagnostic
from transkernel.harness.options import VerifyOptions
from transkernel.manifest import KernelEntry, Manifest
from transkernel.run.examination import Examination
from transkernel.run.launch import Launch, Limits, Outcome
from transkernel.source import SourceFile, Span

if TYPE_CHECKING:
    from transkernel.convert import Options
    from transkernel.run.triton_compile import Compiled

Order = Literal["ascending", "descending"]
Claim = Literal["ran", "interpreted"]


class TranslatedKernel(Protocol):
    """What became of one kernel; `verdict` is `refused` where there is no port of it."""

    @property
    def name(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...
    @property
    def span(self) -> Span | None: ...


class TranslatedPort(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def manifest(self) -> Manifest: ...


class TranslatedFile(Protocol):
    """`port` is None where every kernel was refused."""

    @property
    def port(self) -> TranslatedPort | None: ...
    @property
    def kernels(self) -> Sequence[TranslatedKernel]: ...
    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...


class OriginalRunner(Protocol):
    def run(self, file: Path, launch: Launch, order: Order) -> Outcome: ...
    def run_in_double(self, file: Path, launch: Launch) -> Outcome: ...
    def examine(self, file: Path, launch: Launch, unwritten: Sequence[str] = ()) -> Examination: ...
    def close(self) -> None: ...


class PortRunner(Protocol):
    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome: ...
    def close(self) -> None: ...


class PortCompiler(Protocol):
    """Compiles ports for a device that need not be here."""

    def compile(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Compiled: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PortDevice:
    """A device that runs ports of the target. reason: why it cannot, empty where it can.

    claim: what a pass there says: that the port ran, or that an interpreter of its language went through it.
    """

    id: str
    name: str = ""
    driver: str = ""
    reason: str = ""
    claim: Claim = "ran"


@dataclass(frozen=True, slots=True)
class Backends:
    """translate: a source and the instances wanted of its templates. devices: all of the target, usable or not.

    mirrored: the text of a port that runs in the opposite order; None where the target or the port has no such text.
    open_compilers: those that every port has to get through, beside what its own device makes of it.
    """

    translate: Callable[[SourceFile, tuple[str, ...]], TranslatedFile]
    open_original: Callable[[], OriginalRunner]
    devices: Callable[[], tuple[PortDevice, ...]]
    open_port: Callable[[PortDevice], PortRunner]
    mirrored: Callable[[str], str | None] = lambda text: None
    open_compilers: Callable[[], Sequence[PortCompiler]] = tuple


def real_backends(options: VerifyOptions) -> Backends:
    """The translator, the CPU for originals, and every device found for ports. Loads them when first used."""
    of_target = _TARGETS[options.target]
    return Backends(
        translate=lambda source, instantiate: _translate(source, instantiate, options),
        open_original=lambda: _CpuOriginal(options),
        devices=lambda: _devices(options.target),
        open_port=lambda device: of_target.open_port(device.id, options.limits),
        mirrored=of_target.mirrored,
        open_compilers=lambda: of_target.open_compilers(options),
    )


def _translate(source: SourceFile, instantiate: tuple[str, ...], options: VerifyOptions) -> TranslatedFile:
    from transkernel.convert import convert

    return convert(source, translation_options(source, instantiate, options))


def translation_options(source: SourceFile, instantiate: tuple[str, ...], options: VerifyOptions) -> Options:
    """What the translator is asked for a file; includes lead into its own folder too."""
    from transkernel.convert import Options

    return Options(
        target=options.target,
        kernels=options.kernels,
        instantiate=instantiate,
        defines=options.defines,
        include_dirs=options.include_dirs,
        roots=(Path(source.name).parent, *options.include_dirs, *options.roots),
        strict=options.strict,
        profile=options.profile,
        time_limit=options.time_limit,
    )


def _devices(target: str) -> tuple[PortDevice, ...]:
    from transkernel.run.devices import find_devices

    return tuple(
        PortDevice(device.id, device.name, device.driver, device.trouble, _TARGETS[target].claim)
        for device in find_devices()
        if device.kind == target
    )


class _CpuOriginal:
    """The CUDA text on the CPU, through the system's C++ compiler."""

    def __init__(self, options: VerifyOptions) -> None:
        from transkernel.run.cuda_host import CudaHost

        self._options = options
        self._host = CudaHost()

    def run(self, file: Path, launch: Launch, order: Order) -> Outcome:
        return self._host.run(
            file,
            launch,
            include_dirs=self._options.include_dirs,
            defines=[f"{name}={value}" for name, value in self._options.defines],
            order=order,
            limits=self._options.limits,
        )

    def run_in_double(self, file: Path, launch: Launch) -> Outcome:
        """The launch with `float` as double; float32 arrays come back as float64."""
        from transkernel.run.cuda_host_wide import wide_source

        defines = [f"{name}={value}" for name, value in self._options.defines]
        source = wide_source(SourceFile(str(file), file.read_text(errors="replace")), defines)
        options = self._options
        return self._host.run(source, launch, include_dirs=options.include_dirs, limits=options.limits)

    def examine(self, file: Path, launch: Launch, unwritten: Sequence[str] = ()) -> Examination:
        """Looks at every access of the launch. unwritten: buffers without a value."""
        options = self._options
        defines = [f"{name}={value}" for name, value in options.defines]
        return self._host.examine(
            file,
            launch,
            include_dirs=options.include_dirs,
            defines=defines,
            unwritten=unwritten,
            limits=options.limits,
        )

    def close(self) -> None:
        self._host.close()


class _OpenCLPort:
    def __init__(self, device_id: str, limits: Limits) -> None:
        from transkernel.run.opencl import OpenCLRunner

        self._runner = OpenCLRunner(device_id, limits)

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        return self._runner.run(text, entry, launch, manifest.globals, build_options=manifest.build_options)

    def close(self) -> None:
        self._runner.close()


def _mirrored_opencl(text: str) -> str | None:
    from transkernel.run.opencl_order import mirrored

    return mirrored(text)


class _TritonPort:
    """In Triton's interpreter."""

    def __init__(self, device_id: str, limits: Limits) -> None:
        from transkernel.run.triton import TritonRunner

        self._runner = TritonRunner(device_id, limits)

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        return self._runner.run(text, entry, launch, manifest.globals)

    def close(self) -> None:
        self._runner.close()


class _TritonCompiler:
    def __init__(self, device_id: str, beside: _TritonCompiler | None = None) -> None:
        from transkernel.run.triton_compile import TritonCompiler

        self._compiler: TritonCompiler = TritonCompiler(
            device_id, beside=beside._compiler if beside is not None else None
        )

    def compile(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Compiled:
        return self._compiler.compile(text, entry, launch, manifest.globals, build_options=manifest.build_options)

    def close(self) -> None:
        self._compiler.close()


def _triton_compilers(options: VerifyOptions) -> list[_TritonCompiler]:
    """One for each device asked for; they share a child, since its start costs as much as eight compilations."""
    made: list[_TritonCompiler] = []
    for device_id in options.compile_for:
        made.append(_TritonCompiler(device_id, made[0] if made else None))
    return made


def _mirrored_triton(text: str) -> str | None:
    from transkernel.run.triton import mirrored

    return mirrored(text)


@dataclass(frozen=True, slots=True)
class _Target:
    """What runs the ports of a target."""

    open_port: Callable[[str, Limits], PortRunner]
    mirrored: Callable[[str], str | None]
    claim: Claim = "ran"
    open_compilers: Callable[[VerifyOptions], Sequence[PortCompiler]] = lambda options: ()


_TARGETS = {
    "opencl": _Target(_OpenCLPort, _mirrored_opencl),
    "triton": _Target(
        _TritonPort,
        _mirrored_triton,
        "interpreted",
        _triton_compilers,
    ),
}
