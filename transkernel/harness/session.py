"""What one verify keeps open, and the devices that it uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.backends import Backends, OriginalRunner, PortCompiler, PortDevice, PortRunner
from transkernel.harness.judge import OriginalResult
from transkernel.harness.options import VerifyOptions
from transkernel.harness.run_folder import RunFolder
from transkernel.run.launch import Wanted

CANNOT_RUN_CODE = "TK0616"


class Session:
    """The runners of one verify, opened when first needed, each reused, all closed at the end."""

    def __init__(self, options: VerifyOptions, backends: Backends) -> None:
        self.options = options
        self.backends = backends
        self.diagnostics: list[Diagnostic] = []
        self._open = ExitStack()
        self._original: OriginalRunner | None = None
        self._expected: tuple[Path, Sequence[Wanted]] | None = None
        self._ports: dict[str, PortRunner] = {}
        self._compilers: tuple[PortCompiler, ...] | None = None
        self._devices: tuple[PortDevice, ...] | None = None
        self.saved: set[Path] = set()
        self.keep: RunFolder | None = None
        self._further: dict[str, Session] = {}
        self._remembered: tuple[object, OriginalResult] | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def further(self, name: str, make: Callable[[], Session]) -> Session:
        """Another session of that name, made when first needed, which ends with this one."""
        if name not in self._further:
            self._further[name] = self._open.enter_context(make())
        return self._further[name]

    def original(self) -> OriginalRunner:
        if self._original is None:
            self._original = self.backends.open_original()
            self._open.callback(self._original.close)
            if self._expected is not None:
                self._original.expect(*self._expected)
        return self._original

    def expect(self, file: Path, kernels: Sequence[Wanted]) -> None:
        """Tells the runner of originals, now or when it is opened, what the cases of a file will run."""
        self._expected = (file, kernels)
        if self._original is not None:
            self._original.expect(file, kernels)

    def port(self, device: PortDevice) -> PortRunner:
        if device.id not in self._ports:
            self._ports[device.id] = runner = self.backends.open_port(device)
            self._open.callback(runner.close)
        return self._ports[device.id]

    def compilers(self) -> tuple[PortCompiler, ...]:
        """Those that every port has to get through; none where one of them cannot be used, which `diagnostics` says."""
        if self._compilers is None:
            try:
                self._compilers = tuple(self.backends.open_compilers())
            except LookupError as error:
                self._compilers = ()
                self._cannot_run(str(error))
            for compiler in self._compilers:
                self._open.callback(compiler.close)
        return self._compilers

    def devices(self) -> tuple[PortDevice, ...]:
        """The usable devices that were asked for; why others cannot be used is in `diagnostics`, said once."""
        if self._devices is None:
            self._devices = self._choose(self.backends.devices())
        return self._devices

    def device(self, name: str) -> PortDevice:
        """One usable device, whatever the options say. Raises LookupError."""
        found = next((device for device in self.backends.devices() if device.id == name), None)
        if found is None or found.reason:
            raise LookupError(f"the device {name} cannot be used: {found.reason if found else 'it is not here'}")
        return found

    def original_of(self, key: object, run: Callable[[], OriginalResult]) -> OriginalResult:
        """The result of the last original where its key is equal, else of `run`; ports of one case share it."""
        if self._remembered is None or self._remembered[0] != key:
            self._remembered = (key, run())
        return self._remembered[1]

    def _choose(self, found: tuple[PortDevice, ...]) -> tuple[PortDevice, ...]:
        usable = {device.id: device for device in found if not device.reason}
        if not self.options.devices:
            if not usable:
                reasons = "; ".join(f"{device.id}: {device.reason}" for device in found) or "no device was found"
                self._cannot_run(f"nothing here can run {self.options.target}: {reasons}")
            return tuple(usable.values())
        broken = {device.id: device.reason for device in found if device.reason}
        for name in self.options.devices:
            if name not in usable:
                why = broken.get(name, f"it does not run {self.options.target} here; known: {', '.join(usable)}")
                self._cannot_run(f"the device {name} cannot be used: {why}")
        return tuple(usable[name] for name in dict.fromkeys(self.options.devices) if name in usable)

    def _cannot_run(self, message: str) -> None:
        self.diagnostics.append(Diagnostic(CANNOT_RUN_CODE, Severity.ERROR, message, None))
