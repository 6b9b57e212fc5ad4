"""The instrumented build of an original, with a cache by content. Runs in the child of cuda_host.

The compiler puts a call before each access to memory and each operation that C++ does not always define, as for its
sanitizers; cuda_host/examine_runtime.h answers the calls. The text goes by way of assembly, where each shared array
gets room around it, so that an access beside it is seen, and calls of the C library that touch memory get our names.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transkernel import resources
from transkernel.run.cuda_host import BuildRequest, Compiler
from transkernel.run.cuda_host_build import (
    INCLUDE_FOLDER,
    LIBRARY_FLAGS,
    BuildError,
    cache_folder,
    call_tool,
    compile_unit,
    compiler_flags,
    compiler_message,
    digest_of,
    header_version,
    is_current,
    library_text,
    link_library,
    unit_of,
)

ROOM_BYTES = 256  # around a shared array; a multiple of every alignment that one has
_DYNAMIC_SHARED = "cuda_host_dynamic_shared"
_UNDEFINED = "signed-integer-overflow,shift-exponent,integer-divide-by-zero,bounds,alignment"
_NOT_EXAMINED = ("-O2", "-fwrapv")  # less is moved about at -O1, and an overflow is to be seen
_FLAGS = (
    "-O1",
    "-g1",
    "-fno-stack-protector",
    "-DCUDA_HOST_EXAMINED",
    "-fsanitize=thread",
    f"-fsanitize={_UNDEFINED}",
)
_FLAGS_OF = {  # volatile has names of its own; nobody needs to know of calls
    "gcc": ("--param=tsan-distinguish-volatile=1", "--param=tsan-instrument-func-entry-exit=0"),
    # local-bounds is a part of bounds that ends the process
    "clang": (
        "-fno-sanitize=local-bounds",
        "-mllvm",
        "-tsan-distinguish-volatile=1",
        "-mllvm",
        "-tsan-instrument-func-entry-exit=0",
    ),
}
# What of the C library a kernel may call that touches memory or makes it.
_OURS = {
    **{name: name for name in ("memcpy", "memmove", "memset", "malloc", "free")},
    **dict.fromkeys(("_Znwm", "_Znam"), "malloc"),  # new
    **dict.fromkeys(("_ZdlPv", "_ZdaPv", "_ZdlPvm", "_ZdaPvm"), "free"),  # delete
}
_CALL = re.compile(rf"\b({'|'.join(_OURS)})@PLT")
_VALUES = (".zero", ".byte", ".short", ".value", ".long", ".quad")
# A row of `readelf -WS`: its number, and behind name, type, address, offset, size and entry size the flags.
_SECTION = re.compile(r"^ *\[ *(\d+)\] +\S+ +\S+ +[\da-f]+ [\da-f]+ [\da-f]+ [\da-f]+ +([A-Zxlop]*) ", re.MULTILINE)
_LABEL = re.compile(r"^[\w.$]+:")
_INTERNAL = ("cuda_host", "std::", "guard variable", "vtable", "typeinfo", "VTT", "threadIdx", "blockIdx")


@dataclass(frozen=True, slots=True)
class Variable:
    """An array or variable of the library. offset: in thread-local storage where it is shared, else in the image."""

    name: str
    is_shared: bool
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Examined:
    """An instrumented library. dynamic: where the dynamic shared memory lies, and what the kernel calls it."""

    library: str
    variables: tuple[Variable, ...]
    dynamic: Variable


def key_of(request: BuildRequest) -> str:
    parts = (repr(request), repr(_flags(request.compiler)), _version(), platform.machine())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def is_built(request: BuildRequest) -> bool:
    """Whether a library is in the cache that was made of the files as they are now."""
    folder, key = cache_folder(), key_of(request)
    return (folder / f"{key}.so").exists() and is_current(folder / f"{key}.json")


def build_examined(request: BuildRequest) -> Examined:
    """The library for a request, from the cache or built now. Raises BuildError."""
    folder, key = cache_folder(), key_of(request)
    library, table = folder / f"{key}.so", folder / f"{key}.variables"
    if not (is_built(request) and table.exists()):
        with resources.alone(table):
            if not (is_built(request) and table.exists()):
                _build_into(request, folder, key)
    *variables, dynamic = (Variable(*row) for row in json.loads(table.read_text()))
    return Examined(str(library), tuple(variables), dynamic)


@cache
def _version() -> str:
    digest = hashlib.sha256(header_version().encode())
    for own in sorted(Path(__file__).parent.glob("cuda_host_examine*.py")):
        digest.update(own.read_bytes())
    return digest.hexdigest()


def _flags(compiler: Compiler) -> tuple[str, ...]:
    kept = (flag for flag in compiler_flags(compiler, contract=False) if flag not in _NOT_EXAMINED)
    return (*kept, *LIBRARY_FLAGS, *_FLAGS, *_FLAGS_OF[compiler.family])


def _build_into(request: BuildRequest, folder: Path, key: str) -> None:
    runtime = _runtime(request.compiler)
    with tempfile.TemporaryDirectory(dir=folder) as scratch_name:
        scratch = Path(scratch_name)
        (scratch / "unit.cpp").write_text(library_text(request))
        unit = unit_of(request, _flags(request.compiler), output="unit.s")
        included = compile_unit(unit, scratch)
        assembly = (scratch / "unit.s").read_text()
        (scratch / "unit.s").write_text(_CALL.sub(_our_name, _with_room(assembly)))
        assembled = call_tool([request.compiler.path, "-c", "unit.s", "-o", "unit.o"], scratch)
        if assembled.returncode != 0:
            raise BuildError(compiler_message(assembled, scratch))
        link_library(request.compiler, ["unit.o", str(runtime)], scratch, part="examined")
        rows = [(v.name, v.is_shared, v.offset, v.size) for v in _variables(scratch)]
        (scratch / "variables").write_text(json.dumps(rows))
        (scratch / "record.json").write_text(json.dumps({path: digest_of(Path(path)) for path in included}))
        for name, suffix in (("variables", "variables"), ("unit.so", "so"), ("record.json", "json")):
            os.replace(scratch / name, folder / f"{key}.{suffix}")


def _our_name(found: re.Match[str]) -> str:
    return f"cuda_host_examine_{_OURS[found.group(1)]}@PLT"


def _with_room(assembly: str) -> str:
    """Assembly in which each shared array has ROOM_BYTES before and behind it."""
    lines: list[str] = []
    is_shared = False
    for line in assembly.split("\n"):
        word = line.strip()
        if word.startswith((".section", ".text", ".data", ".bss")):
            is_shared = word.startswith(".section") and ".tbss" in word
        if is_shared and _LABEL.match(line):
            lines.append(f"\t.zero\t{ROOM_BYTES}")
        lines.append(line)
        if is_shared and word.startswith(_VALUES):
            lines.append(f"\t.zero\t{ROOM_BYTES}")
    return "\n".join(lines)


@cache
def _runtime(compiler: Compiler) -> Path:
    """The object file of examine_runtime.h, which every examined library is linked with. Raises BuildError."""
    flags = (*compiler_flags(compiler, contract=False), f"-I{INCLUDE_FOLDER}")
    key = hashlib.sha256(repr((compiler, flags, _version())).encode()).hexdigest()[:16]
    ready = cache_folder() / f"examine-{key}.o"
    if ready.exists():
        return ready
    with resources.alone(ready), tempfile.TemporaryDirectory(dir=ready.parent) as scratch_name:
        if ready.exists():
            return ready
        scratch = Path(scratch_name)
        (scratch / "runtime.cpp").write_text('#include "cuda_host/examine_runtime.h"\n')
        done = call_tool([compiler.path, *flags, "-c", "runtime.cpp", "-o", "runtime.o"], scratch)
        if done.returncode != 0:
            raise BuildError(compiler_message(done, scratch))
        os.replace(scratch / "runtime.o", ready)
    return ready


# --- what lies where


def _variables(scratch: Path) -> list[Variable]:
    """The kernel file's shared arrays and its writable variables, and last the dynamic shared memory."""
    own = {name: kind for kind, name in _own_symbols(scratch)}
    placed = {row[7]: row for row in _symbols("unit.so", scratch)}
    names = sorted(own.keys() & placed.keys())
    found = []
    for mangled, name in zip(names, _demangled(names, scratch), strict=True):
        offset, size = int(placed[mangled][1], 16), int(placed[mangled][2], 0)
        if size and not name.startswith(_INTERNAL):
            found.append(Variable(_short(name), own[mangled] == "TLS", offset, size))
    dynamic = [row[7] for row in _symbols("unit.o", scratch) if row[3] == "TLS" and row[6] == "UND"]
    called = [_short(name) for name in _demangled(dynamic, scratch) if not name.startswith((*_INTERNAL, "gridDim"))]
    called = [name for name in called if name != "blockDim"]
    name = called[0] if len(called) == 1 else "the dynamic shared memory"
    return [*found, Variable(name, True, int(placed[_DYNAMIC_SHARED][1], 16), 0)]


def _own_symbols(scratch: Path) -> Iterator[tuple[str, str]]:
    """Type and name of each thread-local or writable object that the kernel's file defines."""
    listed = call_tool(["readelf", "-WS", "unit.o"], scratch).stdout
    writable = {found.group(1) for found in _SECTION.finditer(listed) if "W" in found.group(2)}
    for row in _symbols("unit.o", scratch):
        is_variable = row[3] == "OBJECT" and row[4] != "WEAK" and row[6] in writable
        if (row[3] == "TLS" and row[6] != "UND") or is_variable:
            yield row[3], row[7]


def _symbols(file: str, scratch: Path) -> Iterator[list[str]]:
    """Rows of `readelf -Ws`: number, value, size, type, binding, visibility, section, name."""
    for line in call_tool(["readelf", "-Ws", file], scratch).stdout.splitlines():
        row = line.split()
        if len(row) >= 8 and row[0][:-1].isdigit():
            yield row


def _demangled(names: Sequence[str], scratch: Path) -> list[str]:
    return call_tool(["c++filt", *names], scratch).stdout.splitlines() if names else []


def _short(name: str) -> str:
    """`tile` of `void f<int>(int*)::tile`."""
    return re.sub(r"\[abi:\w+\]", "", name).rpartition("::")[2].partition("@")[0]
