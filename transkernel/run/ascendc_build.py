"""From a port in Ascend C to a shared library, with a cache by content. Runs in the child of ascendc.

The translation unit is the port's text, as it is, and behind it the few exported functions that call its kernels, one
table for all of them: the kernels of a port are built once. Whose text it is, its own `#include` says: SIMD or SIMT.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transkernel import resources
from transkernel.run.ascendc_simt import bounds_of, with_dynamic_memory
from transkernel.run.cuda_host import Compiler
from transkernel.run.cuda_host_build import BuildError, call_tool, compiler_message, processor_features, runtime_object

INCLUDE_FOLDER = Path(__file__).parent / "ascendc_include"
_NUMBERS_FOLDER = Path(__file__).parent / "cuda_host_include"  # the SIMT twin computes as CUDA's words do on the CPU
_HEADERS = {"simd": "kernel_operator.h", "simt": "simt_api/asc_simt.h"}

_FLAGS = (
    "-std=gnu++17",
    "-fPIC",
    "-pthread",  # it defines a macro: a header precompiled without it is not taken
    "-fno-strict-aliasing",  # memory on the chip is seen as several types
    "-fwrapv",  # integers wrap
    "-ffp-contract=off",  # an instruction rounds once
    "-fvisibility=hidden",
    "-fmax-errors=20",
)
# A unit of SIMD is little but calls of the engine, which is optimised; threads compute by themselves.
# They have no double: where a float would silently become one, the port is wrong.
_FORM_FLAGS = {"simd": ("-O0", "-w"), "simt": ("-O1", "-Werror=double-promotion")}
_COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_KERNELS = re.compile(r"\b__global__\b[^;{}]*?\bvoid\s+(?:__launch_bounds__\s*\([^)]*\)\s*)?(\w+)\s*\(")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """form: of the port, `simd` or `simt`. entry: a kernel that it has to have."""

    compiler: Compiler
    text: str
    form: str
    entry: str


@dataclass(frozen=True, slots=True)
class Built:
    """The library's path and its kernels in the order of its table, or the compiler's message."""

    library: str
    kernels: tuple[str, ...]
    message: str
    seconds: float


def build(request: BuildRequest) -> Built:
    """The library for a request, from the cache or built now; the compiler's message where it does not compile."""
    start = time.monotonic()
    kernels = kernels_of(request.text)
    if request.entry not in kernels:
        return Built("", (), f"the port has no kernel {request.entry}", 0.0)
    unit = unit_text(request.text, request.form, kernels)
    flags = (*_flags(request.compiler), *_FORM_FLAGS[request.form])
    parts = (unit, repr(request.compiler), repr(flags), header_version(), platform.machine())
    library = cache_folder() / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:40]}.so"
    try:
        if not library.exists():
            with resources.alone(library):
                if not library.exists():
                    _build_into(unit, request, library)
    except BuildError as error:
        return Built("", (), str(error), time.monotonic() - start)
    return Built(str(library), kernels, "", time.monotonic() - start)


def kernels_of(text: str) -> tuple[str, ...]:
    """The names of a port's kernels, in its order."""
    return tuple(dict.fromkeys(_KERNELS.findall(_COMMENTS.sub(" ", text))))


def unit_text(text: str, form: str, kernels: tuple[str, ...]) -> str:
    """The port and, after it, the exported functions: by a kernel's number its parameters' sizes, and a launch."""
    bounds = bounds_of(text) if form == "simt" else {}
    cases = [
        (f"    case {number}: return ascendc_twin::", f"(&::{name}, ", f"<{bounds[name]}>" if name in bounds else "")
        for number, name in enumerate(kernels)
    ]
    return "\n".join(
        [
            f'#include "{_HEADERS[form]}"',
            '#line 1 "port"',
            with_dynamic_memory(text) if form == "simt" else text,
            '#line 1 "(launch)"',
            '#define ASCENDC_TWIN_EXPORT extern "C" __attribute__((visibility("default")))',
            "ASCENDC_TWIN_EXPORT int ascendc_twin_parameters(int kernel, std::uint32_t* bytes, int room) {",
            "  switch (kernel) {",
            *(f"{case}describe{kernel}bytes, room);" for case, kernel, _ in cases),
            "  }",
            "  return -1;",
            "}",
            "ASCENDC_TWIN_EXPORT int ascendc_twin_run(int kernel, const void* const* arguments,",
            "                                         ascendc_twin::Request* request) {",
            "  switch (kernel) {",
            *(f"{case}launch{bound}{kernel}arguments, *request);" for case, kernel, bound in cases),
            "  }",
            "  return -1;",
            "}",
            "",
        ]
    )


@cache
def cache_folder() -> Path:
    """$TRANSKERNEL_CACHE or ~/.cache/transkernel, or a temporary folder where that cannot be written."""
    folder = resources.cache_folder() / "ascendc"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="transkernel-"))


@cache
def header_version() -> str:
    """A digest of this file and of every header of ours that a port may include."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for folder in (INCLUDE_FOLDER, _NUMBERS_FOLDER):
        for header in sorted(folder.rglob("*")):
            if header.is_file():
                digest.update(str(header.relative_to(folder)).encode() + b"\0" + header.read_bytes())
    return digest.hexdigest()


def _flags(compiler: Compiler) -> tuple[str, ...]:
    flags = _FLAGS + (("-fno-gnu-unique",) if compiler.family == "gcc" else ())  # which would keep the library loaded
    return (*flags, "-mf16c") if "f16c" in processor_features() else flags


def unit_command(compiler: Compiler, form: str) -> list[str]:
    """The compiler with all that a port of this form is compiled with, but for its file. Raises BuildError."""
    flags = (*_flags(compiler), *_FORM_FLAGS[form])
    header = _precompiled(compiler, flags, _HEADERS[form])
    return [compiler.path, *flags, "-include", str(header), f"-I{INCLUDE_FOLDER}"]


def _build_into(unit: str, request: BuildRequest, library: Path) -> None:
    """Compiles in a scratch folder, then moves the library into place. Raises BuildError."""
    command = [*unit_command(request.compiler, request.form), "unit.cpp"]
    engine = engine_object(request.compiler, request.form)
    with tempfile.TemporaryDirectory(dir=library.parent) as scratch_name:
        scratch = Path(scratch_name)
        (scratch / "unit.cpp").write_text(unit)
        done = call_tool([*command, str(engine), "-shared", "-o", "unit.so", "-Wl,-z,defs"], scratch)
        if done.returncode != 0:
            raise BuildError(compiler_message(done, scratch))
        os.replace(scratch / "unit.so", library)


@cache
def engine_object(compiler: Compiler, form: str) -> Path:
    """What of a twin depends on no port, compiled once: of SIMD pipes, memories, queues and all instructions, of SIMT
    how blocks run and lanes meet. Raises BuildError."""
    flags = _flags(compiler)
    sources = [str(INCLUDE_FOLDER / "ascendc_twin" / f"{form}.cpp")]
    if form == "simt":
        sources.append(str(runtime_object(compiler, "block")))
    key = hashlib.sha256(repr((compiler, flags, header_version(), sources)).encode()).hexdigest()
    compiled = cache_folder() / f"engine-{key[:16]}.o"
    if compiled.exists():
        return compiled
    with resources.alone(compiled), tempfile.TemporaryDirectory(dir=compiled.parent) as scratch_name:
        if compiled.exists():
            return compiled
        scratch = Path(scratch_name)
        command = [compiler.path, *flags, "-O2", f"-I{INCLUDE_FOLDER}", "-r", "-nostdlib", *sources]
        done = call_tool([*command, "-o", "engine.o"], scratch)
        if done.returncode != 0:
            raise BuildError(compiler_message(done, scratch))
        os.replace(scratch / "engine.o", compiled)
    return compiled


@cache
def _precompiled(compiler: Compiler, flags: tuple[str, ...], name: str) -> Path:
    """A header to include first: ours, precompiled where the compiler is GCC, which halves the time of a build."""
    if compiler.family != "gcc":
        return INCLUDE_FOLDER / name
    key = hashlib.sha256(repr((compiler, flags, name, header_version(), str(INCLUDE_FOLDER))).encode()).hexdigest()
    folder = cache_folder() / f"header-{key[:16]}"
    header, compiled = folder / "twin.h", folder / "twin.h.gch"
    if compiled.exists():
        return header
    folder.mkdir(exist_ok=True)
    with resources.alone(compiled), tempfile.TemporaryDirectory(dir=folder) as scratch_name:
        if compiled.exists():
            return header
        scratch = Path(scratch_name)
        (scratch / "twin.h").write_text(f"#include {json.dumps(str(INCLUDE_FOLDER / name))}\n")
        command = [compiler.path, *flags, f"-I{INCLUDE_FOLDER}", "-x", "c++-header", "twin.h", "-o", "twin.h.gch"]
        done = call_tool(command, scratch)
        os.replace(scratch / "twin.h", header)
        if done.returncode == 0:
            os.replace(scratch / "twin.h.gch", compiled)
    return header
