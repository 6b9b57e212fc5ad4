"""NVIDIA's compiler for CUDA at run time: where it is on this machine, and what it makes of a text. It needs no GPU.

It runs in a child process: a compiler may crash or hang, and a program that launches kernels should not.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transkernel.run.child import Worker, WorkerFailure
from transkernel.run.launch import Limits

GET_NVRTC = "pip install 'transkernel[nvrtc]'"
_LIMITS = Limits(wall_seconds=300.0, memory_bytes=8 << 30)
# What nvcc gets from the host's headers without an #include, read before every text; NVRTC has none of those headers.
PRELUDE = "transkernel_prelude.h"
HEADERS = {
    PRELUDE: """
#define INFINITY __int_as_float(0x7f800000)
#define NAN __int_as_float(0x7fc00000)
#define FLT_MAX 3.402823466e+38F
#define FLT_MIN 1.175494351e-38F
#define FLT_EPSILON 1.192092896e-07F
#define DBL_MAX 1.7976931348623158e+308
#define DBL_MIN 2.2250738585072014e-308
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX 4294967295u
#define CHAR_BIT 8
#define NULL 0
typedef signed char int8_t; typedef short int16_t; typedef int int32_t;
typedef long int64_t; typedef long intptr_t;
typedef unsigned char uint8_t; typedef unsigned short uint16_t; typedef unsigned uint32_t;
typedef unsigned long uint64_t; typedef unsigned long uintptr_t;
namespace std { template <class T> struct vector; }
""",
    **dict.fromkeys(
        (
            "cstdio cstdlib cstring cmath stdio.h stdlib.h string.h math.h assert.h iostream vector algorithm time.h "
            "sys/time.h cstdint stdint.h climits cfloat limits.h float.h cassert"
        ).split(),
        "",
    ),
}


class NotCompiled(RuntimeError):
    """NVRTC does not take a text, or is not here; the message says why."""


@dataclass(frozen=True, slots=True)
class Toolkit:
    """A folder with libnvrtc, and one with CUDA's headers."""

    libraries: Path
    headers: Path


@dataclass(frozen=True, slots=True)
class Request:
    """capability: of the GPU, major and minor. expressions: C++ names, such as `reduce<float, 256>`, whose names in the
    binary are wanted. headers: texts by the names that they are included by, beside HEADERS. ptx: PTX is enough, which
    no limit of the GPU holds back."""

    toolkit: Toolkit
    text: str
    name: str
    capability: tuple[int, int]
    options: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    ptx: bool = False


def find_toolkit() -> Toolkit | None:
    """NVIDIA's wheels (the extra `nvrtc`), or the CUDA toolkit of `CUDA_HOME`, `CUDA_PATH` or /usr/local/cuda."""
    wheels, toolkits = _wheels(), _toolkits()
    places = [(folder / "cuda_nvrtc" / "lib", folder / "cuda_runtime" / "include") for folder in wheels]
    places += [(folder / "cu13" / "lib", folder / "cu13" / "include") for folder in wheels]
    places += [(folder / "lib64", folder / "include") for folder in toolkits]
    found = (Toolkit(*pair) for pair in places if any(pair[0].glob("libnvrtc.so*")) and pair[1].is_dir())
    return next(found, None)


def _wheels() -> list[Path]:
    found = importlib.util.find_spec("nvidia")
    return [Path(place) for place in found.submodule_search_locations or ()] if found is not None else []


def _toolkits() -> list[Path]:
    named = (os.environ.get("CUDA_HOME"), os.environ.get("CUDA_PATH"), "/usr/local/cuda")
    return [Path(folder) for folder in named if folder]


def why_not() -> str:
    """Why NVRTC cannot be asked here; "" where it can."""
    return "" if find_toolkit() is not None else "NVIDIA's compiler (NVRTC) is not installed"


def compiled(request: Request) -> tuple[bytes, dict[str, str]]:
    """The binary for a GPU, or PTX where NVRTC is older than the GPU, and the name in it of each expression.

    Raises NotCompiled.
    """
    try:
        status, binary, names = _worker().call("compile", request)
    except WorkerFailure as failure:
        raise NotCompiled(f"NVRTC did not answer: {failure}") from None
    if status:
        raise NotCompiled(status)
    return binary, names


def version(toolkit: Toolkit) -> str:
    """Of the library, as far as its file tells: its real name, size and time."""
    library = min(toolkit.libraries.glob("libnvrtc.so*"))
    status = library.stat()
    return f"{os.path.realpath(library)} {status.st_size} {status.st_mtime_ns}"


@cache
def _worker() -> Worker:
    return Worker("transkernel.run.nvrtc_worker", _LIMITS)
