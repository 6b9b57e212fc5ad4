"""From CUDA text to a shared library, with a cache by content. Runs in the child of cuda_host.

The translation unit is the text, its launches rewritten, between `cuda_host.h` and the few exported functions that
call the wanted kernel. Dynamic shared memory is settled when linking: every `extern __shared__` array, whatever it is
called, is an undefined thread-local symbol of the object file, and all of them get one address.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from transkernel import resources
from transkernel.run import cuda_host_text
from transkernel.run.cuda_host import BuildRequest, Built, Compiler
from transkernel.run.cuda_host_text import WIDE_INCLUDE, included_first, is_without_host_code, rewrite_launches
from transkernel.run.launch import Wanted

INCLUDE_FOLDER = Path(__file__).parent / "cuda_host_include"

_DYNAMIC_SHARED = "cuda_host_dynamic_shared"  # launch.h declares it
_DYNAMIC_SHARED_BYTES = 227 << 10  # and its size
Part = Literal["whole", "examined", "block"]
_PARTS: dict[Part, tuple[str, ...]] = {
    "whole": (),
    "examined": ("-DCUDA_HOST_EXAMINED",),
    "block": ("-DCUDA_HOST_BLOCK_ALONE",),
}
_KERNELS_ALONE = "-DCUDA_HOST_KERNELS_ALONE"  # the headers without what host code needs
_HEADERS = ("cuda_host.h",)
_WIDE_HEADERS = ("cuda_host.h", "cuda_host/wide.h")
_LONGEST_MESSAGE = 20_000
_FLAGS = (
    "-std=gnu++17",
    "-O2",
    "-fPIC",
    "-fno-strict-aliasing",  # kernels look at bits through casted pointers
    "-fwrapv",  # integers wrap, as on a GPU
    "-fstack-clash-protection",  # a frame that is too large meets the guard page, not another thread's stack
    "-w",
    "-fmax-errors=20",
)
LIBRARY_FLAGS = ("-Dmain=cuda_host_program_main",)
_GCC_FLAGS = (
    "-fno-extern-tls-init",  # an extern thread_local needs no initialiser of another file
    "-frounding-math",  # without it GCC makes -0 of `0.0f - (float)i` where i is 0
    "-fno-gnu-unique",  # which would keep the library loaded, and its __device__ variables as they were left
)


_UNDEFINED = re.compile(r"undefined reference to `(\w+)'")


class BuildError(Exception):
    """What the compiler or the linker said."""


def build(request: BuildRequest) -> Built:
    """The library for a request, from the cache or built now; the compiler's message where it does not compile."""
    start = time.monotonic()
    key = _key(request)
    folder = cache_folder()
    library, record = folder / f"{key}.so", folder / f"{key}.json"
    try:
        if not (is_current(record) and library.exists()):
            with resources.alone(record):
                if not (is_current(record) and library.exists()):
                    _build_into(request, folder, library, record)
    except BuildError as error:
        return Built("", str(error), time.monotonic() - start)
    return Built(str(library), "", time.monotonic() - start)


@cache
def cache_folder() -> Path:
    """$TRANSKERNEL_CACHE or ~/.cache/transkernel, or a temporary folder where that cannot be written."""
    folder = resources.cache_folder() / "cuda_host"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="transkernel-"))


def _key(request: BuildRequest) -> str:
    parts = (repr(request), repr(_flags(request.compiler, request.contract)), header_version(), platform.machine())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


@cache
def header_version() -> str:
    """A digest of what makes a unit of a text, and of every header of ours."""
    digest = hashlib.sha256(Path(__file__).read_bytes() + Path(cuda_host_text.__file__).read_bytes())
    for header in sorted(INCLUDE_FOLDER.rglob("*")):
        if header.is_file():
            digest.update(header.name.encode() + b"\0" + header.read_bytes())
    return digest.hexdigest()


def is_current(record: Path) -> bool:
    """Whether every file that was included then is the same now."""
    try:
        included: dict[str, str] = json.loads(record.read_text())
        return all(digest_of(Path(path)) == digest for path, digest in included.items())
    except (OSError, ValueError):
        return False


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _build_into(request: BuildRequest, folder: Path, library: Path, record: Path) -> None:
    """Compiles and links in a scratch folder, then moves the library and the record of its includes into place."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch_name:
        scratch = Path(scratch_name)
        (scratch / "unit.cpp").write_text(library_text(request))
        flags = _flags(request.compiler, request.contract)
        included = compile_unit(unit_of(request, flags), scratch)
        link_library(request.compiler, ["unit.o"], scratch)
        (scratch / "record.json").write_text(json.dumps({path: digest_of(Path(path)) for path in included}))
        os.replace(scratch / "unit.so", library)
        os.replace(scratch / "record.json", record)


def unit_of(request: BuildRequest, flags: tuple[str, ...], output: str = "unit.o") -> Unit:
    """The file that `library_text` makes, with the headers of ours that it reads first."""
    first = _WIDE_HEADERS if request.text.startswith(WIDE_INCLUDE) else _HEADERS
    headers = (*first, *included_first(request.text))
    alone = is_without_host_code(request.text)
    return Unit(request.compiler, flags, request.name, request.include_dirs, output, headers, alone)


def library_text(request: BuildRequest) -> str:
    """The text of the file and, after it, the exported functions, with the number of each kernel in their names."""
    exports = [line for number, wanted in enumerate(request.kernels) for line in _exports_of(wanted, number)]
    return "\n".join([unit_text(request.name, request.text, request.defines), *exports, ""])


def _exports_of(wanted: Wanted, number: int) -> Iterator[str]:
    kernel = f"cuda_host_kernel_{number}({wanted.kernel}, 0)"
    yield f"#line 1 {json.dumps(f'(launch of {wanted.kernel})')}"
    yield from _kernel_of(wanted.arguments, number)
    yield f'extern "C" int cuda_host_run_{number}(const void* const* arguments, cuda_host::Request* request)'
    yield f"{{ return cuda_host::launch_kernel({kernel}, arguments, *request); }}"
    yield f'extern "C" int cuda_host_parameters_{number}(cuda_host::Parameter* table, int room)'
    yield f"{{ return cuda_host::describe({kernel}, table, room); }}"
    for place, symbol in enumerate(wanted.symbols):
        name = f"{number}_{place}"
        yield f'extern "C" const volatile void* cuda_host_symbol_{name}() {{ return &({symbol}); }}'
        yield f'extern "C" unsigned long cuda_host_symbol_bytes_{name}() {{ return sizeof({symbol}); }}'


def unit_text(name: str, text: str, defines: Sequence[str]) -> str:
    """A file's text behind the user's definitions, which come after our header: it must not see them."""
    lines = [f"#define {macro} {value or ('' if sign else '1')}" for macro, sign, value in map(_split, defines)]
    lines += [f"#define CUDA_HOST_SOURCE {json.dumps(name)}", f"#line 1 {json.dumps(name)}"]
    return "\n".join([*lines, rewrite_launches(text)])


def _kernel_of(arguments: int, number: int) -> tuple[str, str]:
    """A kernel's address; where a host function has its name too, the one of so many parameters."""
    types = [f"P{i}" for i in range(arguments)]
    template = f"template <{', '.join(f'class {each}' for each in types)}> " if types else "static "
    return (
        f"template <class... P> auto cuda_host_kernel_{number}(void (*kernel)(P...), int) {{ return kernel; }}",
        f"{template}auto cuda_host_kernel_{number}(void (*kernel)({', '.join(types)}), long) {{ return kernel; }}",
    )


def _split(define: str) -> tuple[str, str, str]:
    return define.partition("=")


@dataclass(frozen=True, slots=True)
class Unit:
    """A file to compile: `unit.cpp` of a scratch folder, which stands for the file `name`. output: `.s` or `.o`.

    headers: those of ours that its text begins with. kernels_alone: there seems to be no host code in it."""

    compiler: Compiler
    flags: tuple[str, ...]
    name: str
    include_dirs: tuple[str, ...]
    output: str = "unit.o"
    headers: tuple[str, ...] = _HEADERS
    kernels_alone: bool = False

    @property
    def includes(self) -> list[str]:
        """Where `#include` looks: the file's own folder for quoted names, then the folders given."""
        return [f"-iquote{self.folder}", *(f"-I{path}" for path in self.include_dirs)]

    @property
    def folder(self) -> str:
        return os.path.dirname(os.path.abspath(self.name))


def compile_unit(unit: Unit, scratch: Path) -> list[str]:
    """unit.cpp to the unit's output; the paths of the user's files that it includes. Raises BuildError."""
    if unit.kernels_alone:
        lean = replace(unit, flags=(*unit.flags, _KERNELS_ALONE))
        if _compiler_run(lean, unit.includes, scratch).returncode == 0:
            return _included(scratch)
    attempt = _compiler_run(unit, unit.includes, scratch)
    if attempt.returncode == 0:
        return _included(scratch)
    overlay = _overlay_of_launching_headers(unit, scratch)
    if overlay is None:
        raise BuildError(compiler_message(attempt, scratch))
    included, root = overlay
    mirrored = [f"-iquote{root}{unit.folder}", *(f"-I{root}{path}" for path in unit.include_dirs)]
    again = _compiler_run(unit, [*mirrored, *unit.includes], scratch)
    if again.returncode != 0:
        raise BuildError(compiler_message(again, scratch))
    return included


def _compiler_run(unit: Unit, includes: list[str], scratch: Path) -> subprocess.CompletedProcess[str]:
    header = precompiled_header(unit.compiler, unit.flags, unit.headers)
    stage = "-S" if unit.output.endswith(".s") else "-c"
    command = [unit.compiler.path, *unit.flags, "-include", str(header), f"-I{INCLUDE_FOLDER}", *includes]
    return call_tool([*command, "-MD", "-MF", "unit.d", stage, "unit.cpp", "-o", unit.output], scratch)


def _overlay_of_launching_headers(unit: Unit, scratch: Path) -> tuple[list[str], str] | None:
    """Copies of the user's headers with their launches rewritten, under a root that mirrors their paths; None where no
    header has one."""
    command = [unit.compiler.path, *unit.flags, "-include", "cuda_host.h", f"-I{INCLUDE_FOLDER}", *unit.includes]
    found = call_tool([*command, "-M", "-MF", "unit.d", "unit.cpp"], scratch)
    if found.returncode != 0:
        return None
    included = _included(scratch)
    texts = {path: Path(path).read_text(errors="replace") for path in included}
    rewritten = {path: rewrite_launches(text) for path, text in texts.items()}
    if rewritten == texts:
        return None
    root = scratch / "overlay"
    for path, text in rewritten.items():
        copy = Path(f"{root}{path}")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(f"#line 1 {json.dumps(path)}\n{text}")
    return included, str(root)


def _included(scratch: Path) -> list[str]:
    """The absolute paths of the included files that are neither the system's nor ours."""
    rule = (scratch / "unit.d").read_text().partition(":")[2].replace("\\\n", " ")
    paths = (path.replace("\\ ", " ") for path in re.findall(r"(?:\\ |\S)+", rule))
    real = {os.path.normpath(os.path.join(scratch, path)) for path in paths}
    ours = (str(INCLUDE_FOLDER), str(cache_folder()), str(scratch), "/usr/include/", "/usr/lib/")
    return sorted(path for path in real if not path.startswith(ours))


def link_library(compiler: Compiler, objects: Sequence[str], scratch: Path, part: Part = "whole") -> None:
    """The objects and the runtime to unit.so. What the host code calls of the program's other files is missing here; it
    gets a stand-in that says so should a kernel come to call it. Raises BuildError."""
    (scratch / "dynamic.s").write_text(dynamic_shared([scratch / each for each in objects], scratch))
    runtime = runtime_object(compiler, part)
    command = [compiler.path, "-shared", "-pthread", *objects, str(runtime), "dynamic.s"]
    command += ["-o", "unit.so", "-Wl,-z,defs,--no-demangle"]
    if _has_gold() and call_tool([*command, "-fuse-ld=gold"], scratch).returncode == 0:
        return
    linked = call_tool(command, scratch)
    missing = sorted(set(_UNDEFINED.findall(linked.stderr)))
    if linked.returncode != 0 and missing:
        (scratch / "missing.cpp").write_text("".join(map(_stand_in, range(len(missing)), missing)))
        linked = call_tool([*command, "missing.cpp", "-fPIC"], scratch)
    if linked.returncode != 0:
        raise BuildError(compiler_message(linked, scratch))


@cache
def _has_gold() -> bool:
    """Whether there is the linker that takes half the time; what it refuses is the other's to explain."""
    return shutil.which("ld.gold") is not None


def _stand_in(number: int, symbol: str) -> str:
    text = f"{symbol}: called, and defined in another file of the program\\n"
    return (
        ("#include <cstdio>\n#include <cstdlib>\n" if number == 0 else "")
        + f'extern "C" __attribute__((visibility("hidden"))) void missing_{number}() __asm__("{symbol}");\n'
        + f'extern "C" void missing_{number}() {{ std::fputs("{text}", stderr); std::abort(); }}\n'
    )


def dynamic_shared(objects: Sequence[Path], scratch: Path) -> str:
    """Assembly in which every `extern __shared__` array of the objects is the one dynamic shared memory."""
    wanted: set[str] = {_DYNAMIC_SHARED}
    defined: set[str] = set()
    for path in objects:
        symbols = call_tool(["readelf", "-Ws", str(path)], scratch).stdout
        for row in (line.split() for line in symbols.splitlines() if " TLS " in line):
            (wanted if row[-2] == "UND" else defined).add(row[-1])
    lines = ['.section .tbss,"awT",%nobits', ".balign 256"]
    lines += [f".globl {name}\n.hidden {name}\n{name}:" for name in sorted(wanted - defined)]
    lines += [f".zero {_DYNAMIC_SHARED_BYTES}", '.section .note.GNU-stack,"",%progbits', ""]
    return "\n".join(lines)


def _flags(compiler: Compiler, contract: bool) -> tuple[str, ...]:
    return (*compiler_flags(compiler, contract), *LIBRARY_FLAGS)


def compiler_flags(compiler: Compiler, contract: bool) -> tuple[str, ...]:
    """What every file is compiled with, whether it becomes a library or a part of a program."""
    features = processor_features()
    flags = _FLAGS + (_GCC_FLAGS if compiler.family == "gcc" else ())
    if "f16c" in features:
        flags += ("-mf16c",)
    if not contract:
        return (*flags, "-ffp-contract=off")
    return (*flags, "-ffp-contract=fast", *(("-mfma",) if "fma" in features else ()))


@cache
def processor_features() -> frozenset[str]:
    """What the processor can do, in Linux's words; empty where /proc does not say."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return frozenset()
    return frozenset(next((line for line in lines if line.startswith("flags")), "").split())


@cache
def precompiled_header(compiler: Compiler, flags: tuple[str, ...], names: tuple[str, ...] = _HEADERS) -> Path:
    """A header to include first: ours, precompiled where the compiler is GCC, which saves half a second a build."""
    if compiler.family != "gcc":
        return INCLUDE_FOLDER / "cuda_host.h"
    key = hashlib.sha256(repr((compiler, flags, names, header_version(), str(INCLUDE_FOLDER))).encode()).hexdigest()[
        :16
    ]
    folder = cache_folder() / f"header-{key}"
    header, compiled = folder / "cuda_host.h", folder / "cuda_host.h.gch"
    if compiled.exists():
        return header
    folder.mkdir(exist_ok=True)
    with resources.alone(compiled), tempfile.TemporaryDirectory(dir=folder) as scratch_name:
        if compiled.exists():
            return header
        scratch = Path(scratch_name)
        (scratch / "cuda_host.h").write_text("".join(f'#include "{INCLUDE_FOLDER}/{name}"\n' for name in names))
        done = call_tool([compiler.path, *flags, "-x", "c++-header", "cuda_host.h", "-o", "cuda_host.h.gch"], scratch)
        os.replace(scratch / "cuda_host.h", header)
        if done.returncode == 0:
            os.replace(scratch / "cuda_host.h.gch", compiled)
    return header


@cache
def runtime_object(compiler: Compiler, part: Part = "whole") -> Path:
    """What of our headers depends on no kernel, compiled once: with each kernel it took longer than most of them.
    part: of it, what instrumented kernels do not find elsewhere, or the block alone. Raises BuildError."""
    flags = (*compiler_flags(compiler, contract=False), *_PARTS[part])
    key = hashlib.sha256(repr((compiler, flags, header_version(), str(INCLUDE_FOLDER))).encode()).hexdigest()[:16]
    ready = cache_folder() / f"runtime-{key}.o"
    if ready.exists():
        return ready
    source = str(INCLUDE_FOLDER / "cuda_host" / "runtime.cpp")
    with resources.alone(ready), tempfile.TemporaryDirectory(dir=ready.parent) as scratch_name:
        if ready.exists():
            return ready
        scratch = Path(scratch_name)
        done = call_tool([compiler.path, *flags, f"-I{INCLUDE_FOLDER}", "-c", source, "-o", "runtime.o"], scratch)
        if done.returncode != 0:
            raise BuildError(compiler_message(done, scratch))
        os.replace(scratch / "runtime.o", ready)
    return ready


def call_tool(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace", check=False
    )


def compiler_message(done: subprocess.CompletedProcess[str], scratch: Path) -> str:
    """What the compiler said, without the scratch folder's name."""
    return (
        done.stderr.replace(f"{scratch}/", "")[:_LONGEST_MESSAGE].strip()
        or f"the compiler ended with status {done.returncode}"
    )
