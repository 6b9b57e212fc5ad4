"""What NVIDIA's compiler is given of a source: its device code, and the headers that it has not."""

from __future__ import annotations

from collections import defaultdict

from transkernel.frontend.device_code import DeviceCode, device_code
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.limits import FRAMES, depth
from transkernel.load.translate import Wanted
from transkernel.run.nvrtc import HEADERS, find_toolkit
from transkernel.run.resident.device import Original
from transkernel.source import SourceFile


def original(source: SourceFile, options: Wanted) -> Original:
    """The source without its host code; the source as it is where it is nested too deeply to tell."""
    preprocessing = PreprocessOptions(options.defines, options.include_dirs, options.roots)
    try:
        with depth(FRAMES):
            code = device_code(source, preprocessing)
    except RecursionError:
        return Original(source.text)
    # Kernels and variables are known by their last names.
    names = "".join(f"\nusing namespace {path};" for path in code.namespaces)
    return Original(
        code.text + names + "\n" * bool(names), (*_own_headers(code), *((name, "") for name in _missing_headers(code)))
    )


def _own_headers(code: DeviceCode) -> tuple[tuple[str, str], ...]:
    """Headers with host code in them, without it. A name that leads to several files is left to the folders."""
    files = defaultdict(set)
    for include in code.includes:
        files[include.name].add(include.resolved)
    texts, made, first = dict(code.headers), [], dict[str, str]()
    for name, found in files.items():
        path = str(next(iter(found)))
        if len(found) == 1 and path in texts:
            # The second name of a file leads to the first, so that `#pragma once` holds.
            made.append((name, f'#include "{first[path]}"\n' if path in first else texts[path]))
            first.setdefault(path, name)
    return tuple(made)


def _missing_headers(code: DeviceCode) -> list[str]:
    """Headers of the host's, in angles, that are nowhere: a kernel that needs one of them does not compile."""
    toolkit = find_toolkit()
    folders = (toolkit.headers, toolkit.headers / "cccl") if toolkit is not None else ()
    names = {include.name: None for include in code.includes if include.system and include.resolved is None}
    return [name for name in names if name not in HEADERS and not any((each / name).exists() for each in folders)]
