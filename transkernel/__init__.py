"""transkernel translates CUDA kernels into ports that people want to keep, and proves each one by running it.

`convert` translates, `verify` translates and compares, `load` gives kernels to call on NumPy arrays. Importing the
package loads no parser, no back end and no numpy: each function loads what it needs when it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transkernel.convert import Translation
    from transkernel.harness.verify import Report
    from transkernel.source import SourceFile

__version__ = "0.1.0"
__all__ = ["__version__", "convert", "verify"]


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
