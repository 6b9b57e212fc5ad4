"""NVIDIA's own compiler for CUDA at run time (the extra `nvrtc`), as a second opinion on what is CUDA. It needs no GPU.

    with SecondOpinion() as second: second.errors(text)     "" where NVRTC takes the text

It runs in a child process, since it is a compiler that is fed with nonsense.
"""

from __future__ import annotations

import ctypes
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

from transkernel.frontend import ast
from transkernel.frontend.parse import Parser
from transkernel.frontend.preprocess import preprocess
from transkernel.run.child import Worker, WorkerFailure, serve
from transkernel.run.launch import Limits
from transkernel.source import SourceFile

ARCHITECTURE = "compute_80"
_LIMITS = Limits(wall_seconds=60.0, memory_bytes=4 << 30)
# Host headers that kernels' files include and no kernel needs: NVRTC has none of them. What nvcc gets from them without
# an #include is in the first, which is read before every text.
_PRELUDE = "prelude_of_tests.h"
_HEADERS = {
    _PRELUDE: """
#define INFINITY __int_as_float(0x7f800000)
#define NAN __int_as_float(0x7fffffff)
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


@cache
def why_not() -> str:
    """Why NVRTC cannot be asked here; "" where it can."""
    for part, said in (("cuda_nvrtc", "nvidia-cuda-nvrtc-cu12"), ("cuda_runtime", "nvidia-cuda-runtime-cu12")):
        if not _folder(part).is_dir():
            return f"{said} is not installed: pip install transkernel[nvrtc]"
    return ""


def _folder(part: str) -> Path:
    """The folder of one of NVIDIA's wheels."""
    found = importlib.util.find_spec("nvidia")
    places = list(found.submodule_search_locations or ()) if found is not None else []
    return next((Path(place) / part for place in places if (Path(place) / part).is_dir()), Path("missing") / part)


def without_host_code(text: str) -> str:
    """A file without the functions that only its host runs, which NVRTC does not take; its lines stay in place."""
    source = SourceFile("kernel.cu", text)
    parser = Parser(preprocess(source).tokens)
    for each in parser.unit.declarations:
        if isinstance(each, ast.HostCode) and each.signature and each.span.file is source:
            blank = re.sub(r"[^\n]", " ", each.span.text)
            text = text[: each.span.start] + blank + text[each.span.end :]
    return text


class SecondOpinion:
    """NVRTC in a child process."""

    def __init__(self) -> None:
        self._worker = Worker("tests.nvrtc", _LIMITS)

    def errors(self, text: str, name: str = "kernel.cu", folder: Path | None = None) -> str:
        """What NVRTC says against a text, or "". Where it dies of the text, that is said. folder: of its headers."""
        return self._ask("compile", (text, name, folder))

    def errors_of_kernels(self, text: str, name: str = "kernel.cu", folder: Path | None = None) -> str:
        """The same of a file's text without what only its host runs."""
        return self._ask("compile_kernels", (text, name, folder))

    def _ask(self, function: str, request: tuple[str, str, Path | None]) -> str:
        try:
            return str(self._worker.call(function, request))
        except WorkerFailure as failure:
            return f"NVRTC did not answer: {failure}"

    def close(self) -> None:
        self._worker.close()

    def __enter__(self) -> SecondOpinion:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@cache
def _library() -> ctypes.CDLL:
    folder = _folder("cuda_nvrtc") / "lib"
    for builtins in sorted(folder.glob("libnvrtc-builtins.so.*")):
        ctypes.CDLL(str(builtins), mode=ctypes.RTLD_GLOBAL)
    return ctypes.CDLL(str(min(folder.glob("libnvrtc.so.*"))))


def _compile(request: tuple[str, str, Path | None]) -> str:
    """The errors of NVRTC's log, or ""."""
    text, name, folder = request
    include = _folder("cuda_runtime") / "include"
    options = [f"--gpu-architecture={ARCHITECTURE}", "--std=c++17", f"-I{include}", "-w", f"--pre-include={_PRELUDE}"]
    options += [f"-I{folder}"] if folder is not None else []
    library, program = _library(), ctypes.c_void_p()
    count = len(_HEADERS)
    texts = (ctypes.c_char_p * count)(*(each.encode() for each in _HEADERS.values()))
    names = (ctypes.c_char_p * count)(*(each.encode() for each in _HEADERS))
    content = text.encode("utf-8", "replace")
    _checked(library.nvrtcCreateProgram(ctypes.byref(program), content, name.encode(), count, texts, names))
    try:
        given = (ctypes.c_char_p * len(options))(*(each.encode() for each in options))
        status = library.nvrtcCompileProgram(program, len(options), given)
        return "" if status == 0 else _log(library, program) or f"NVRTC's status {status}"
    finally:
        library.nvrtcDestroyProgram(ctypes.byref(program))


def _compile_kernels(request: tuple[str, str, Path | None]) -> str:
    return _compile((without_host_code(request[0]), *request[1:]))


def _log(library: Any, program: ctypes.c_void_p) -> str:
    size = ctypes.c_size_t()
    _checked(library.nvrtcGetProgramLogSize(program, ctypes.byref(size)))
    log = ctypes.create_string_buffer(size.value)
    _checked(library.nvrtcGetProgramLog(program, log))
    said = log.value.decode(errors="replace")
    lines = [line for line in said.splitlines() if re.search(r"error|catastrophic", line)]
    return "\n".join(lines) or said


def _checked(status: int) -> None:
    if status != 0:
        raise RuntimeError(f"NVRTC's status {status}")


if __name__ == "__main__":
    serve({"compile": _compile, "compile_kernels": _compile_kernels})
