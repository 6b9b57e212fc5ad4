"""What the harness asks of the translator and of the runners. `real_backends` are ours; tests put in their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from transkernel.claims import Claim
from transkernel.diagnostics import Diagnostic
from transkernel.harness.options import VerifyOptions
from transkernel.manifest import KernelEntry, Manifest
from transkernel.run.examination import Examination
from transkernel.run.launch import Launch, Outcome, Wanted
from transkernel.source import SourceFile, Span

if TYPE_CHECKING:
    from transkernel.convert import Options
    from transkernel.run.compiled import Compiled

Order = Literal["ascending", "descending"]


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
    """expect: the kernels of a file that will run, with their launches, for a runner that builds them at once."""

    def expect(self, file: Path, kernels: Sequence[Wanted]) -> None: ...
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

    claim: what a pass there says. flushes_subnormals: it takes a float32 below 2^-126 for 0.
    """

    id: str
    name: str = ""
    driver: str = ""
    reason: str = ""
    claim: Claim = "ran"
    flushes_subnormals: bool = False


@dataclass(frozen=True, slots=True)
class Backends:
    """translate: a source and the instances wanted of its templates. devices: all of the target, usable or not.

    mirrored: the text of a port that runs in the opposite order; None where the target or the port has no such text.
    open_compilers: those that ports are compiled by, beside what their own device makes of them.
    must_compile: whether a port has to get through them; where not, what they refuse is a claim less.
    """

    translate: Callable[[SourceFile, tuple[str, ...]], TranslatedFile]
    open_original: Callable[[], OriginalRunner]
    devices: Callable[[], tuple[PortDevice, ...]]
    open_port: Callable[[PortDevice], PortRunner]
    mirrored: Callable[[str], str | None] = lambda text: None
    open_compilers: Callable[[], Sequence[PortCompiler]] = tuple
    must_compile: bool = True


def real_backends(options: VerifyOptions) -> Backends:
    """The translator, the CPU for originals, and every device found for ports. Loads them when first used."""
    from transkernel.harness.targets import TARGETS

    of_target = TARGETS[options.target]
    return Backends(
        translate=lambda source, instantiate: _translate(source, instantiate, options),
        open_original=lambda: _CpuOriginal(options),
        devices=lambda: of_target.devices(options),
        open_port=lambda device: of_target.open_port(device.id, options.limits),
        mirrored=of_target.mirrored,
        open_compilers=lambda: of_target.open_compilers(options),
        must_compile=of_target.must_compile(options),
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


class _CpuOriginal:
    """The CUDA text on the CPU, through the system's C++ compiler."""

    def __init__(self, options: VerifyOptions) -> None:
        from transkernel.run.cuda_host import CudaHost

        self._options = options
        self._host = CudaHost()
        self._expected: tuple[Path, tuple[Wanted, ...]] = (Path(), ())

    def expect(self, file: Path, kernels: Sequence[Wanted]) -> None:
        """They are built together when the first of them runs."""
        self._expected = (file, tuple(kernels))

    def _beside(self, file: Path) -> tuple[Wanted, ...]:
        return self._expected[1] if self._expected[0] == file else ()

    def run(self, file: Path, launch: Launch, order: Order) -> Outcome:
        return self._host.run(
            file,
            launch,
            include_dirs=self._options.include_dirs,
            defines=[f"{name}={value}" for name, value in self._options.defines],
            order=order,
            limits=self._options.limits,
            beside=self._beside(file),
        )

    def run_in_double(self, file: Path, launch: Launch) -> Outcome:
        """The launch with `float` as double; float32 arrays come back as float64."""
        from transkernel.run.cuda_host_wide import wide_source

        defines = [f"{name}={value}" for name, value in self._options.defines]
        source = wide_source(SourceFile(str(file), file.read_text(errors="replace")), defines)
        options = self._options
        return self._host.run(
            source, launch, include_dirs=options.include_dirs, limits=options.limits, beside=self._beside(file)
        )

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
