"""`transkernel.load`: the kernels of a CUDA source as functions on arrays.

    module = transkernel.load("saxpy.cu")
    module.saxpy[grid, block](n, a, x, y)

A kernel runs on the best device of its module that takes it, port or original, and falls back to the next one with a
warning that says why. NumPy arrays are copied in, and out again where the parameter is no pointer to const; an array
made with `module.array` stays on the device.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.kernel_names import base, written_otherwise
from transkernel.load.arguments import in_memory
from transkernel.load.choose import TURN, open_device, ranked
from transkernel.load.kernel import Kernel
from transkernel.load.translate import Translated, Wanted, translated
from transkernel.run.devices import Device
from transkernel.run.resident.device import Array, CannotRun, Original, ResidentDevice, Work
from transkernel.source import SourceFile

if TYPE_CHECKING:
    from transkernel.manifest import GlobalVariable

Fallback = Literal["warn", "error"]


class FallbackWarning(UserWarning):
    """A kernel runs on another device than the best one, or the one named."""


def load(
    source: SourceFile,
    device: str | None = None,
    *,
    fallback: Fallback = "warn",
    instantiate: Sequence[str] = (),
    defines: Mapping[str, object] | None = None,
    include_dirs: Sequence[str | Path] = (),
) -> Module:
    """The kernels of a source. Raises ValueError where it holds none, DeviceNotUsable where nothing can run them."""
    if fallback not in ("warn", "error"):
        raise ValueError(f'fallback is "warn" or "error", not {fallback!r}')
    folders = tuple(Path(folder) for folder in include_dirs)
    beside = () if source.name.startswith("<") else (Path(source.name).parent,)
    options = Wanted(
        instantiate=tuple(instantiate),
        defines=tuple((name, str(value)) for name, value in (defines or {}).items()),
        include_dirs=folders,
        roots=(*beside, *folders),
    )
    with TURN:
        return Module(source, options, ranked(device), fallback)


class Module:
    """The kernels of one source: `module.NAME`, or `module["NAME<ARGUMENTS>"]` for an instance of a template.

    kernels: their names. device: the id of the one that they run on, but for those that fell back. variables: the
    file's `__constant__` and `__device__` variables.
    """

    def __init__(self, source: SourceFile, options: Wanted, devices: Sequence[Device], fallback: Fallback) -> None:
        self._source, self._options, self._devices, self._fallback = source, options, tuple(devices), fallback
        self._translated = translated(source, options)
        if not self._translated.kernels:
            raise ValueError(self._translated.problem or f"{source.name} holds no kernel")
        self._kernels: dict[str, Kernel] = {}
        self._warned: set[tuple[str, str]] = set()
        self._opened: dict[int, ResidentDevice] = {}
        self.variables = Variables(self)

    @property
    def kernels(self) -> tuple[str, ...]:
        return self._translated.kernels

    @property
    def device(self) -> str:
        return self._devices[0].id

    def __getattr__(self, name: str) -> Kernel:
        if name.startswith("_"):  # Python's own; a kernel of such a name is module["_name"]
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __getitem__(self, name: str) -> Kernel:
        known = self._kernels.get(name)
        if known is None:
            with TURN:
                known = self._kernels[name] = self._kernels.get(name) or self._find(name)
        return known

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(name for name in self.kernels if name.isidentifier())]

    def __repr__(self) -> str:
        return f"<Module {self._source.name} on {self.device}: {', '.join(self.kernels)}>"

    def array(self, values: object) -> Array:
        """An array on the module's device, with the values of a NumPy array, a tensor, or whatever NumPy makes an
        array of. Modules on the same device share their arrays."""
        found = in_memory(values)
        return Array(self.open(0), np.asarray(values) if found is None else found)

    def synchronize(self) -> None:
        """Waits until every kernel that was launched has ended."""
        for device in {id(each): each for kernel in self._kernels.values() for each in kernel.opened()}.values():
            device.synchronise()

    # --- kernels

    def _find(self, name: str) -> Kernel:
        """Raises KeyError with a sentence that says what there is."""
        found = self._instance(name, self._translated)
        if found is None and "<" in name:
            self._translated = self._with_instance(name)
            self._kernels = {key: kernel for key, kernel in self._kernels.items() if key in self.kernels}
            found = self._instance(name, self._translated)
        if found is None:
            near = get_close_matches(name, self.kernels, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(self.kernels)}"
            raise KeyError(f"{self._source.name} has no kernel {name}; {hint}")
        return Kernel(self, found)

    def _instance(self, name: str, known: Translated) -> str | None:
        if name in known.kernels:
            return name
        instances = [each for each in known.kernels if base(each) == name]
        if len(instances) > 1:
            raise KeyError(
                f'{name} is a template: choose one, as in module["{instances[0]}"], of {", ".join(instances)}'
            )
        return instances[0] if instances else written_otherwise(name, known.kernels)

    def _with_instance(self, name: str) -> Translated:
        self._options = replace(self._options, instantiate=(*self._options.instantiate, name))
        return translated(self._source, self._options)

    def work(self, kernel: str) -> Work:
        """What devices are given of a kernel."""
        found, manifest = self._translated, self._translated.manifest
        entry = manifest.kernel(kernel) if manifest is not None and kernel not in found.refused else None
        return Work(
            kernel,
            self._source,
            tuple(str(folder) for folder in self._options.include_dirs),
            self._options.defines,
            found.port,
            entry,
            manifest.build_options if manifest is not None else (),
            found.refused.get(kernel, found.problem),
            found.included,
            self._original,
            self.variable_names,
        )

    def _original(self) -> Original:
        from transkernel.load.original import original

        return original(self._source, self._options)

    def described(self) -> tuple[GlobalVariable, ...]:
        """The variables that ports are known to use."""
        return self._translated.manifest.globals if self._translated.manifest is not None else ()

    @property
    def variable_names(self) -> tuple[str, ...]:
        return tuple([variable.name for variable in self.described()])

    # --- devices

    def device_ids(self) -> tuple[str, ...]:
        """The devices that kernels may run on, the best first."""
        return tuple(device.id for device in self._devices)

    def open(self, rank: int) -> ResidentDevice:
        """The device of that rank. Raises CannotRun."""
        with TURN:
            if rank not in self._opened:
                self._opened[rank] = open_device(self._devices[rank])
            return self._opened[rank]

    def fell_back(self, kernel: str, device: str, reason: str) -> None:
        """Says why a kernel does not run on a device, each reason once. Raises CannotRun where that is not wanted."""
        if self._fallback == "error":
            raise CannotRun(f"{kernel} does not run on {device}: {reason}")
        if (kernel, reason) not in self._warned:
            self._warned.add((kernel, reason))
            message = f"{kernel} does not run on {device}, and runs on the next device: {reason}"
            warnings.warn(FallbackWarning(message), stacklevel=_level_of_caller())


def _level_of_caller() -> int:
    """How many frames above `fell_back` the first one is that is not ours."""
    level, frame = 0, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals["__name__"].startswith("transkernel."):
        level, frame = level + 1, frame.f_back
    return level + 1


class Variables(MutableMapping[str, Any]):
    """The `__constant__` and `__device__` variables of a module: assign values as cudaMemcpyToSymbol would; what is
    read is a copy.

    A variable lives where the kernel ran that used it last.
    """

    def __init__(self, module: Module) -> None:
        self._module = module
        self._arrays: dict[str, Array] = {}

    def on(self, device: ResidentDevice) -> Mapping[str, Array]:
        """All of them on a device; those that live elsewhere are moved."""
        for name in self._module.variable_names:
            array = self._arrays.get(name)
            if array is None or array.device is not device:
                with TURN:
                    self._arrays[name] = Array(device, self[name])
        return self._arrays

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name in self._arrays:
            return self._arrays[name].numpy()
        variable = self._described(name)
        dtype = np.dtype("uint16" if variable.dtype == "bfloat16" else variable.dtype)
        if variable.initial is None:
            return np.zeros(variable.shape, dtype)
        return np.frombuffer(bytes.fromhex(variable.initial), dtype).reshape(variable.shape).copy()

    def __setitem__(self, name: str, values: object) -> None:
        before = self[name]
        array = np.broadcast_to(np.asarray(values).astype(before.dtype, casting="same_kind"), before.shape)
        if name in self._arrays:
            self._arrays[name].set(array)
        else:
            self._arrays[name] = Array(self._module.open(0), array)

    def __delitem__(self, name: str) -> None:
        raise TypeError("a variable of a file cannot be removed")

    def __iter__(self) -> Iterator[str]:
        return iter(self._module.variable_names)

    def __len__(self) -> int:
        return len(self._module.variable_names)

    def _described(self, name: str) -> GlobalVariable:
        known = self._module.described()
        found = next((variable for variable in known if variable.name == name), None)
        if found is None:
            there = ", ".join(variable.name for variable in known) or "none that its ports use"
            raise KeyError(f"no variable {name}; there are {there}")
        return found
