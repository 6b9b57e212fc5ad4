"""The child of cuda_program: compiles a program's files, links them, and reads the names of what came of it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from transkernel.run.child import serve
from transkernel.run.cuda_host_build import (
    INCLUDE_FOLDER,
    BuildError,
    Unit,
    call_tool,
    compile_unit,
    compiler_flags,
    compiler_message,
    dynamic_shared,
    runtime_object,
    unit_text,
)
from transkernel.run.cuda_program import BuiltProgram, ProgramRequest, ProgramSource, Symbol

_ANCHOR = "cuda_host_anchor"
PROGRAM_FLAGS = ("-DCUDA_HOST_PROGRAM", "-fno-ipa-icf")  # two kernels of the same code keep two addresses
_C_FLAGS = ("-O2", "-fPIC", "-w", "-fwrapv", "-fno-strict-aliasing")
# What tells CUDA from C++ in a file that is not called .cu; nvcc goes by the name alone.
_CUDA_TEXT = re.compile(r"<<<|\b__global__\b|\b__device__\b")
_LIBRARIES = (("omp.h", "-lgomp"), ("math.h", "-lm"), ("zlib.h", "-lz"))
_SYMBOL = re.compile(r"^([0-9a-f]+) (?:([0-9a-f]+) )?([A-Za-z]) (.+)$")
_FUNCTIONS, _VARIABLES = frozenset("tTwWi"), frozenset("bBdDrRvVuGgSs")


def build(request: ProgramRequest) -> BuiltProgram:
    """Every file compiled, then all linked; the first message where one does not compile."""
    start = time.monotonic()
    folder = Path(request.folder)
    try:
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            numbered = enumerate(request.source.files)
            compiled = list(pool.map(lambda each: _compile(request, each[0], each[1], folder), numbered))
        objects = [made for made, _ in compiled]
        included = tuple(sorted({path for _, paths in compiled for path in paths}))
        executable = _link(request, objects, folder)
        functions, variables = _symbols(executable, folder)
    except BuildError as error:
        return BuiltProgram("", str(error), time.monotonic() - start)
    return BuiltProgram(str(executable), "", time.monotonic() - start, functions, variables, included)


def _compile(request: ProgramRequest, number: int, name: str, folder: Path) -> tuple[Path, list[str]]:
    """The object of one file, and the files that it includes. Raises BuildError."""
    path = Path(name)
    try:
        text = path.read_text(errors="replace")
    except OSError as error:
        raise BuildError(f"{name}: cannot read the file: {error.strerror}") from None
    scratch = folder / f"unit-{number}"
    scratch.mkdir()
    if path.suffix not in (".cu", ".cuh") and not _CUDA_TEXT.search(text):
        return _compile_host(request, path, scratch), []
    flags = (*compiler_flags(request.compiler, contract=False), *PROGRAM_FLAGS)
    (scratch / "unit.cpp").write_text(unit_text(str(path.absolute()), text, request.source.defines))
    unit = Unit(request.compiler, flags, str(path.absolute()), request.source.include_dirs)
    return scratch / "unit.o", compile_unit(unit, scratch)


def _compile_host(request: ProgramRequest, path: Path, scratch: Path) -> Path:
    """A file without CUDA, which may still include the runtime's header. Raises BuildError."""
    source = request.source
    if path.suffix == ".c":
        flags: Sequence[str] = ("-x", "c", *_C_FLAGS)
    else:
        flags = (*compiler_flags(request.compiler, contract=False), *PROGRAM_FLAGS, "-x", "c++")
    command = [request.compiler.path, *flags, *(f"-D{define}" for define in source.defines)]
    command += [f"-I{INCLUDE_FOLDER}", *(f"-I{each}" for each in source.include_dirs)]
    done = call_tool([*command, "-c", str(path.absolute()), "-o", "unit.o"], scratch)
    if done.returncode != 0:
        raise BuildError(compiler_message(done, scratch))
    return scratch / "unit.o"


def _link(request: ProgramRequest, objects: list[Path], folder: Path) -> Path:
    """Raises BuildError."""
    (folder / "dynamic.s").write_text(dynamic_shared(objects, folder))
    executable = folder / Path(request.source.files[0]).stem
    command = [request.compiler.path, *map(str, [*objects, runtime_object(request.compiler)]), "dynamic.s"]
    command += ["-pthread", "-o", str(executable)]
    done = call_tool([*command, *_libraries(request.source)], folder)
    if done.returncode != 0:
        raise BuildError(compiler_message(done, folder))
    return executable


def _libraries(source: ProgramSource) -> list[str]:
    """What a program that includes such a header is linked with."""
    texts = [Path(name).read_text(errors="replace") for name in source.files]
    return [flag for header, flag in _LIBRARIES if any(header in text for text in texts)]


def _symbols(executable: Path, folder: Path) -> tuple[tuple[Symbol, ...], tuple[Symbol, ...]]:
    """The program's functions and variables. Raises BuildError where it has no anchor: no file of it is CUDA."""
    lines = call_tool(["nm", "-C", "-S", "--defined-only", str(executable)], folder).stdout.splitlines()
    rows = [match.groups() for match in map(_SYMBOL.match, lines) if match]
    anchor = next((int(address, 16) for address, _, _, name in rows if name in (_ANCHOR, f"{_ANCHOR}()")), None)
    if anchor is None:
        raise BuildError("no file of the program is CUDA: nothing in it can launch a kernel")
    found = [
        (kind, Symbol(name, int(address, 16) - anchor, int(size or "0", 16))) for address, size, kind, name in rows
    ]
    functions = tuple(symbol for kind, symbol in found if kind in _FUNCTIONS)
    return functions, tuple(symbol for kind, symbol in found if kind in _VARIABLES and symbol.bytes)


if __name__ == "__main__":
    serve({"build": build})
