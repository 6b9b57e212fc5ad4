"""transkernel translates CUDA kernels into ports that people want to keep, and proves each one by running it.

`convert` translates, `verify` translates and compares, `load` gives kernels to call on NumPy arrays. Importing the
package loads no parser, no back end and no numpy: each function loads what it needs when it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from os import PathLike, fspath
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from transkernel.convert import Translation
    from transkernel.harness.verify import Report
    from transkernel.load.module import Module
    from transkernel.source import SourceFile

__version__ = "0.1.0"
__all__ = ["__version__", "convert", "verify", "load"]

# Found when they are asked for, so that importing the package loads nothing.
_CLASSES = {"CannotRun": "run.resident.device", "FallbackWarning": "load.module", "DeviceNotUsable": "run.devices"}


def convert(source_or_path: str | PathLike[str] | SourceFile, target: str = "opencl", **options: Any) -> Translation:
    """Translates every kernel of a source; a `str` with a line break in it is CUDA text, any other a path.

    `options` are the fields of `transkernel.convert.Options`. A kernel that cannot be translated is in the result
    with its diagnostics. Raises OSError where a path cannot be read, and `InternalError` for a bug of transkernel.
    """
    from transkernel.convert import Options
    from transkernel.convert import convert as convert_source

    return convert_source(_source(source_or_path), Options(target=target, **options))


def verify(
    paths: str | PathLike[str] | Sequence[str | PathLike[str]], target: str = "opencl", **options: Any
) -> Report:
    """Runs every case of kernel files or folders, originals and ports, and compares.

    `options` are the fields of `transkernel.harness.verify.VerifyOptions`. What is wrong with a file or a case is in
    the report; `report.exit_code` is 0 where every case agrees. Raises OSError where arrays cannot be saved.
    """
    from pathlib import Path

    from transkernel.harness.verify import VerifyOptions
    from transkernel.harness.verify import verify as verify_files

    chosen = [paths] if isinstance(paths, str | PathLike) else paths
    return verify_files([Path(path) for path in chosen], VerifyOptions(target=target, **options))


def load(
    source_or_path: str | PathLike[str] | SourceFile,
    device: str | None = None,
    *,
    fallback: Literal["warn", "error"] = "warn",
    instantiate: Sequence[str] = (),
    defines: Mapping[str, object] | None = None,
    include_dirs: Sequence[str | PathLike[str]] = (),
) -> Module:
    """The kernels of a source, to launch on arrays: `load("saxpy.cu").saxpy[grid, block](n, a, x, y)`.

    device: an id of `transkernel devices`, or `gpu`, `cpu` or `host`; the best there is where nothing is said.
    fallback: what happens where a device cannot run a kernel: the next one does, with a FallbackWarning that says why,
    or it is an error. instantiate, defines, include_dirs: as for `convert`.

    NumPy arrays, and tensors by DLPack, are copied to the device and, where the kernel may write them, back; those of
    `Module.array` stay there, and launches that are given no others do not wait for the kernel.

    Raises ValueError where the source holds no kernel, OSError where it cannot be read, DeviceNotUsable where there is
    no such device. A launch raises TypeError or ValueError for arguments that do not fit, CannotRun where no device
    takes it, RuntimeError where it breaks.
    """
    from transkernel.load.module import load as load_source

    source = _source(source_or_path)
    return load_source(
        source,
        device,
        fallback=fallback,
        instantiate=instantiate,
        defines=defines,
        include_dirs=[fspath(folder) for folder in include_dirs],
    )


def __getattr__(name: str) -> Any:
    if name not in _CLASSES:
        raise AttributeError(f"module 'transkernel' has no attribute {name!r}")
    return getattr(import_module(f"transkernel.{_CLASSES[name]}"), name)


def _source(source_or_path: str | PathLike[str] | SourceFile) -> SourceFile:
    from transkernel.inputs import read_source
    from transkernel.source import SourceFile

    if isinstance(source_or_path, SourceFile):
        return source_or_path
    if isinstance(source_or_path, str) and "\n" in source_or_path:
        return SourceFile("<string>", source_or_path)
    return read_source(source_or_path)


class _Package(ModuleType):
    """Keeps `transkernel.convert` the function, although a submodule of that name is loaded behind it."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
