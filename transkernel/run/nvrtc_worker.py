"""The child process that NVRTC runs in: loads it with ctypes, and compiles."""

from __future__ import annotations

import ctypes
import re
from functools import cache
from typing import Any

from transkernel.run.child import serve
from transkernel.run.nvrtc import HEADERS, PRELUDE, Request, Toolkit


@cache
def _library(toolkit: Toolkit) -> ctypes.CDLL:
    for builtins in sorted(toolkit.libraries.glob("libnvrtc-builtins.so*")):
        ctypes.CDLL(str(builtins), mode=ctypes.RTLD_GLOBAL)
    return ctypes.CDLL(str(min(toolkit.libraries.glob("libnvrtc.so*"))))


def compile_request(request: Request) -> tuple[str, bytes, dict[str, str]]:
    """(what is wrong, or ""; the binary; the names of the expressions)."""
    library = _library(request.toolkit)
    architecture = _architecture(library, request)
    if not architecture:
        major, minor = request.capability
        return f"this NVRTC does not compile for GPUs of compute capability {major}.{minor}", b"", {}
    options = [f"--gpu-architecture={architecture}", "--std=c++17", "-w", f"--pre-include={PRELUDE}"]
    options += [*request.options, f"-I{request.toolkit.headers}", f"-I{request.toolkit.headers / 'cccl'}"]
    program = _program(library, request)
    try:
        for expression in request.expressions:
            _checked(library.nvrtcAddNameExpression(program, expression.encode()))
        given = (ctypes.c_char_p * len(options))(*(each.encode() for each in options))
        status = library.nvrtcCompileProgram(program, len(options), given)
        if status:
            return _log(library, program) or f"NVRTC's status {status}", b"", {}
        names = {expression: _lowered(library, program, expression) for expression in request.expressions}
        return "", _binary(library, program, "CUBIN" if architecture.startswith("sm_") else "PTX"), names
    finally:
        library.nvrtcDestroyProgram(ctypes.byref(program))


def _program(library: Any, request: Request) -> ctypes.c_void_p:
    headers = {**HEADERS, **dict(request.headers)}
    texts = (ctypes.c_char_p * len(headers))(*(_encoded(each) for each in headers.values()))
    names = (ctypes.c_char_p * len(headers))(*(_encoded(each) for each in headers))
    program = ctypes.c_void_p()
    name, text = _encoded(request.name), _encoded(request.text)
    _checked(library.nvrtcCreateProgram(ctypes.byref(program), text, name, len(headers), texts, names))
    return program


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _architecture(library: Any, request: Request) -> str:
    """The GPU's own, else the newest one up to it, of whose PTX the driver makes the rest; "" where there is none."""
    count = ctypes.c_int()
    _checked(library.nvrtcGetNumSupportedArchs(ctypes.byref(count)))
    known = (ctypes.c_int * count.value)()
    _checked(library.nvrtcGetSupportedArchs(known))
    wanted = request.capability[0] * 10 + request.capability[1]
    if wanted in known and not request.ptx:
        return f"sm_{wanted}"
    older = [each for each in known if each <= wanted]
    return f"compute_{max(older)}" if older else ""


def _lowered(library: Any, program: ctypes.c_void_p, expression: str) -> str:
    name = ctypes.c_char_p()
    _checked(library.nvrtcGetLoweredName(program, expression.encode(), ctypes.byref(name)))
    return (name.value or b"").decode()


def _binary(library: Any, program: ctypes.c_void_p, kind: str) -> bytes:
    size = ctypes.c_size_t()
    _checked(getattr(library, f"nvrtcGet{kind}Size")(program, ctypes.byref(size)))
    content = ctypes.create_string_buffer(size.value)
    _checked(getattr(library, f"nvrtcGet{kind}")(program, content))
    return content.raw


def _log(library: Any, program: ctypes.c_void_p) -> str:
    """The errors of NVRTC's log, or all of it where none is called so."""
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
    serve({"compile": compile_request})
