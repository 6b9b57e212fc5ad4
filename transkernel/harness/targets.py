"""What runs and compiles the ports of each target here: a line of `TARGETS`, and what adapts a runner of run/ to it.

A runner is loaded when it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transkernel.claims import Claim
from transkernel.harness.backends import PortCompiler, PortDevice, PortRunner
from transkernel.harness.options import VerifyOptions
from transkernel.manifest import KernelEntry, Manifest
from transkernel.run.compiled import Compiled
from transkernel.run.launch import Launch, Limits, Outcome

_GPUS = ("triton-sm80", "triton-sm90", "triton-gfx942")
_TPUS = ("pallas-v5e",)


@dataclass(frozen=True, slots=True)
class Target:
    """kind: of the devices that run the ports, as run/devices.py calls it. claim: what a pass there says.

    runs: whether a device of the kind runs what these options ask for. must_compile: see `Backends`.
    """

    kind: str
    open_port: Callable[[str, Limits], PortRunner]
    mirrored: Callable[[str], str | None]
    claim: Claim
    open_compilers: Callable[[VerifyOptions], Sequence[PortCompiler]] = lambda options: ()
    must_compile: Callable[[VerifyOptions], bool] = lambda options: True
    runs: Callable[[str, VerifyOptions], bool] = lambda device, options: True

    def devices(self, options: VerifyOptions) -> tuple[PortDevice, ...]:
        """All that are for such ports, usable or not."""
        from transkernel.run.devices import find_devices

        return tuple(
            PortDevice(device.id, device.name, device.driver, device.trouble, self.claim, device.flushes_subnormals)
            for device in find_devices()
            if device.kind == self.kind and self.runs(device.id, options)
        )


# ---------------------------------------------------------------- OpenCL


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


# ---------------------------------------------------------------- Triton


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
    for device_id in _GPUS if options.compile_for is None else options.compile_for:
        made.append(_TritonCompiler(device_id, made[0] if made else None))
    return made


def _mirrored_triton(text: str) -> str | None:
    from transkernel.run.triton import mirrored

    return mirrored(text)


# ---------------------------------------------------------------- Pallas


class _PallasPort:
    """In JAX's simulator of a TPU."""

    def __init__(self, device_id: str, limits: Limits) -> None:
        from transkernel.run.pallas import PallasRunner

        self._runner = PallasRunner(device_id, limits)

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        return self._runner.run(text, entry, launch, manifest.globals)

    def close(self) -> None:
        self._runner.close()


class _PallasCompiler:
    def __init__(self, device_id: str) -> None:
        from transkernel.run.pallas_compile import PallasCompiler

        self._compiler = PallasCompiler(device_id)

    def compile(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Compiled:
        return self._compiler.compile(text, entry, launch, manifest.globals)

    def close(self) -> None:
        self._compiler.close()


def _pallas_compilers(options: VerifyOptions) -> list[_PallasCompiler]:
    """Those asked for; else those whose environment is here."""
    if options.compile_for is not None:
        return [_PallasCompiler(each) for each in options.compile_for]
    from transkernel.run.devices import find_devices

    usable = {device.id for device in find_devices() if device.usable}
    return [_PallasCompiler(each) for each in _TPUS if each in usable]


def _is_for_the_compiler(options: VerifyOptions) -> bool:
    from transkernel.emit.pallas.profile import PROFILES

    return PROFILES[options.profile].compiles


def _mirrored_pallas(text: str) -> str | None:
    from transkernel.run.pallas import mirrored

    return mirrored(text)


# ---------------------------------------------------------------- Ascend C

_TWINS = {"simd": "ascendc-twin", "simt": "ascendc-simt-twin"}


class _AscendcPort:
    """On our twin of the device whose form of Ascend C the port is in."""

    def __init__(self, device_id: str, limits: Limits) -> None:
        from transkernel.run.ascendc import AscendcRunner

        self._runner = AscendcRunner(device_id, limits)

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        return self._runner.run(text, entry, launch, manifest.globals)

    def close(self) -> None:
        self._runner.close()


def _mirrored_ascendc(text: str) -> str | None:
    from transkernel.run.ascendc import mirrored

    return mirrored(text)


def _is_of_form(device: str, options: VerifyOptions) -> bool:
    """Each twin is of the devices that one form of the language is for."""
    from transkernel.emit.ascendc.profile import PROFILES

    return device == _TWINS[PROFILES[options.profile].form]


# ---------------------------------------------------------------- which


TARGETS = {
    "opencl": Target("opencl", _OpenCLPort, _mirrored_opencl, "ran"),
    "triton": Target("triton", _TritonPort, _mirrored_triton, "interpreted", _triton_compilers),
    "ascendc": Target("ascendc", _AscendcPort, _mirrored_ascendc, "twin", runs=_is_of_form),
    "pallas": Target("pallas", _PallasPort, _mirrored_pallas, "simulated", _pallas_compilers, _is_for_the_compiler),
}
