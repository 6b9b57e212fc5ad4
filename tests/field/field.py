"""Translates every kernel of a folder of CUDA files and prints what became of each, and the codes by count.

    python tests/field/field.py FOLDER [-I DIR]... [-D NAME[=VALUE]]... [--makefile]
        [--only TEXT]... [--front-end] [--build DEVICE]... [--json FILE] [-v]

A kernel is a `__global__` definition: a place in a file. It counts as translated when at least one of its instances
is, in at least one file that reaches it. Sources (`.cu`, and C++ files that launch kernels) are read first; a header is
read alone only where a kernel of it has not been seen through a source, as with kernels that are compiled at run time.
With --makefile the Makefile nearest to a file gives it -D options too. With --build every port is also built on the
devices named (`intel-cpu`, `pocl-cpu`; see `transkernel devices`), and what one of them does not build is not counted.
--front-end stops at thread IR. Nothing of the folder is copied anywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from transkernel.diagnostics import Diagnostic, render_text
from transkernel.source import SourceFile

HEADERS = (".cuh", ".h", ".hpp", ".hh", ".inl", ".cu.inc")
PLAIN = (".cpp", ".cc", ".c", ".cxx")  # compiled as CUDA where they launch kernels
LAUNCH = re.compile(r"<<<|\b__global__\b")
WORD = re.compile(r"\b__global__\b")
NOTHING = ("TK0101",)


@dataclass(frozen=True, slots=True)
class Request:
    """One file to translate. devices: where its port is built."""

    path: str
    root: str
    include_dirs: tuple[str, ...]
    defines: tuple[tuple[str, str], ...]
    front_end: bool
    devices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """One kernel instance's outcome; place is `file:line` of its definition."""

    place: str
    name: str
    codes: tuple[str, ...]
    text: str
    warnings: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        return not self.codes


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """instances: of the file's kernels. crash: a traceback, which must never be. builds: the log of each device that
    did not build the port."""

    path: str
    seconds: float
    instances: tuple[Instance, ...] = ()
    crash: str = ""
    diagnostics: str = ""
    builds: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Kernel:
    """One `__global__` definition, with the outcomes of its instances in all files."""

    place: str
    instances: list[Instance] = field(default_factory=list)

    @property
    def translated(self) -> bool:
        return any(instance.translated for instance in self.instances)

    @property
    def best(self) -> Instance:
        """The outcome that says most: a translation, else a refusal that is not only for want of an instance."""
        return min(self.instances, key=lambda each: (not each.translated, "TK0240" in each.codes, len(each.warnings)))


def files_of(folder: Path) -> tuple[list[Path], list[Path]]:
    """The sources, and the headers that mention a kernel, of a folder or a single file."""
    if folder.is_file():
        return [folder], []
    everything = sorted(path for path in folder.rglob("*") if path.is_file())
    sources = [path for path in everything if path.suffix == ".cu"]
    sources += [path for path in everything if path.suffix in PLAIN and LAUNCH.search(_text(path))]
    headers = [path for path in everything if path.name.endswith(HEADERS) and WORD.search(_text(path))]
    return sources, headers


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


# ---------------------------------------------------------------- one file


def attempt(request: Request) -> FileOutcome:
    """Translates one file; a crash is an outcome too."""
    start = time.perf_counter()
    source = SourceFile(request.path, _text(Path(request.path)))
    try:
        outcome = _front_end(request, source) if request.front_end else _whole(request, source)
    except Exception:
        return FileOutcome(request.path, time.perf_counter() - start, crash=traceback.format_exc())
    instances, diagnostics, builds = outcome
    said = "\n".join(render_text(each) for each in diagnostics)
    return FileOutcome(request.path, time.perf_counter() - start, instances, diagnostics=said, builds=builds)


Attempt = tuple[tuple[Instance, ...], Sequence[Diagnostic], tuple[tuple[str, str], ...]]


def _directories(request: Request) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Where includes may lead, and where they are looked for."""
    return (Path(request.path).parent, Path(request.root)), tuple(Path(each) for each in request.include_dirs)


def _front_end(request: Request, source: SourceFile) -> Attempt:
    from transkernel.frontend.lower import lower_source
    from transkernel.frontend.preprocess import PreprocessOptions

    roots, include_dirs = _directories(request)
    options = PreprocessOptions(defines=request.defines, include_dirs=include_dirs, roots=(*roots, *include_dirs))
    result = lower_source(source, options)
    instances = [
        _instance(each.cuda_name, each.span, each.program is not None, each.diagnostics) for each in result.kernels
    ]
    return tuple(instances), result.diagnostics, ()


NOT_BUILT = "not built"


def _whole(request: Request, source: SourceFile) -> Attempt:
    from transkernel.convert import Options, convert

    roots, include_dirs = _directories(request)
    translation = convert(source, Options(include_dirs=include_dirs, roots=roots, defines=request.defines))
    instances = [_instance(each.name, each.span, each.verdict != "refused", each.diagnostics)
                 for each in translation.kernels]  # fmt: skip
    builds = tuple(_build(translation.source, request.devices)) if translation.port is not None else ()
    if builds:
        # One kernel that a device refuses takes its whole port with it: each is tried in a port of its own.
        instances = [_alone(request, source, each) for each in instances]
    return tuple(instances), translation.diagnostics, builds


def _alone(request: Request, source: SourceFile, instance: Instance) -> Instance:
    """An instance of a port that was not built, judged by a port that holds nothing else."""
    from transkernel.convert import Options, convert

    if not instance.translated:
        return instance
    roots, include_dirs = _directories(request)
    options = Options(include_dirs=include_dirs, roots=roots, defines=request.defines, kernels=(instance.name,))
    logs = list(_build(convert(source, options).source, request.devices))
    if not logs:
        return instance
    return replace(instance, codes=(NOT_BUILT,), text="\n".join(f"{device}: {log}" for device, log in logs))


def _instance(name: str, span: object, translated: bool, diagnostics: Sequence[Diagnostic]) -> Instance:
    place = f"{span.file.name}:{span.line}"  # type: ignore[attr-defined]
    errors = [each for each in diagnostics if each.is_error]
    warnings = tuple(each.code for each in diagnostics if not each.is_error)
    codes = () if translated else tuple(dict.fromkeys(each.code for each in errors or diagnostics)) or ("none",)
    text = "\n".join(render_text(each) for each in errors) if not translated else ""
    return Instance(place, name, codes, text, warnings)


def _build(text: str, devices: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The build log of every device that does not take the port."""
    from transkernel.run.launch import Outcome
    from transkernel.run.opencl import DEFAULT_STANDARD, OpenCLRunner

    for device in devices:
        with OpenCLRunner(device) as runner:
            reply = runner._build(text, (DEFAULT_STANDARD,), 120.0)
            if isinstance(reply, Outcome):
                yield device, f"{reply.status}: {reply.message}"


# ---------------------------------------------------------------- a folder


def survey(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Kernel], list[FileOutcome]]:
    """All kernels of a folder by place, and the outcome of every file that was read."""
    sources, headers = files_of(folder)
    kernels: dict[str, Kernel] = {}
    outcomes: list[FileOutcome] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for batch in (sources, headers):
            wanted = [path for path in batch if _is_wanted(path, options.only) and not _is_covered(path, kernels)]
            for outcome in pool.map(attempt, [_request(path, folder, options) for path in wanted]):
                outcomes.append(outcome)
                for instance in outcome.instances:
                    kernels.setdefault(instance.place, Kernel(instance.place)).instances.append(instance)
    return kernels, outcomes


def _request(path: Path, folder: Path, options: argparse.Namespace) -> Request:
    root = folder if folder.is_dir() else folder.parent
    defines = _defines([*options.define, *(_of_makefile(path, root) if options.makefile else ())])
    return Request(str(path), str(root), tuple(options.include), defines, options.front_end, tuple(options.build))


def _of_makefile(path: Path, root: Path) -> list[str]:
    """The `-D` options that the nearest Makefile gives whatever its own options are: outside of its conditionals."""
    folders = [folder for folder in path.parents if folder.is_relative_to(root)]
    found = next((folder / "Makefile" for folder in folders if (folder / "Makefile").is_file()), None)
    if found is None:
        return []
    variables: dict[str, str] = {}
    written: list[str] = []
    depth = 0
    for line in _text(found).replace("\\\n", " ").splitlines():
        depth += line.startswith(("ifeq", "ifneq", "ifdef", "ifndef")) - line.startswith("endif")
        if depth or line.startswith(("#", "\t")):
            continue
        name, mark, value = line.partition("=")
        if mark:
            variables.setdefault(name.strip(" :?+"), value.strip())
        written += re.findall(r"(?<!\S)-D(\w+(?:=\S+)?)", line)
    return [re.sub(r"\$\((\w+)\)", lambda part: variables.get(part[1], part[0]), each) for each in written]


def _defines(written: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`NAME=VALUE` and `NAME`, which is 1."""
    return tuple((name, value if mark else "1") for name, mark, value in (each.partition("=") for each in written))


def _is_wanted(path: Path, only: Sequence[str]) -> bool:
    return not only or any(text in str(path) for text in only)


def _is_covered(path: Path, kernels: dict[str, Kernel]) -> bool:
    """Whether every kernel of a header was seen, with an instance, through a source."""
    if not path.name.endswith(HEADERS):
        return False
    seen = [kernel for place, kernel in kernels.items() if os.path.samefile(place.rpartition(":")[0], path)]
    settled = [kernel for kernel in seen if kernel.translated]
    return len(settled) >= len(WORD.findall(_text(path)))


def table(kernels: dict[str, Kernel], outcomes: list[FileOutcome]) -> Iterator[str]:
    """The lines of the report's end."""
    translated = sum(kernel.translated for kernel in kernels.values())
    share = 100 * translated / len(kernels) if kernels else 0
    yield f"kernels: {len(kernels)}, translated: {translated} ({share:.1f} %), files: {len(outcomes)}"
    codes = Counter(kernel.best.codes[0] for kernel in kernels.values() if not kernel.translated)
    for code, count in codes.most_common():
        yield f"  {code} {count}"
    warned = Counter(code for kernel in kernels.values() if kernel.translated for code in kernel.best.warnings)
    for code, count in warned.most_common():
        yield f"  {code} {count} (warnings)"
    slowest = max(outcomes, key=lambda each: each.seconds, default=None)
    if slowest is not None:
        yield f"slowest: {slowest.seconds:.1f} s, {slowest.path}"
    yield f"tracebacks: {sum(bool(each.crash) for each in outcomes)}"
    failed = Counter(device for each in outcomes for device, _ in each.builds)
    for device, count in failed.items():
        yield f"ports that {device} does not build: {count}"


def report(kernels: dict[str, Kernel], outcomes: list[FileOutcome], verbose: bool) -> Iterator[str]:
    """A line a kernel, the refusals in full where asked, what went wrong with files, and the table."""
    for kernel in kernels.values():
        best = kernel.best
        verdict = "translated" if best.translated else "refused " + ",".join(best.codes)
        yield f"{verdict}\t{best.name}\t{kernel.place}"
        if verbose and best.text:
            yield best.text
    for outcome in outcomes:
        if outcome.crash:
            yield f"TRACEBACK {outcome.path}\n{outcome.crash}"
        if verbose and outcome.diagnostics:
            yield outcome.diagnostics
        for device, log in outcome.builds:
            yield f"NOT BUILT on {device}: {outcome.path}\n{log if verbose else log[:400]}"
    yield from table(kernels, outcomes)


def _save(path: Path, kernels: dict[str, Kernel]) -> None:
    records = [{"place": each.place, "name": each.best.name, "codes": each.best.codes} for each in kernels.values()]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The script. Exit status 1 where anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-I", dest="include", action="append", default=[])
    parser.add_argument("-D", dest="define", action="append", default=[], metavar="NAME[=VALUE]")
    parser.add_argument("--makefile", action="store_true", help="the -D options of the Makefile beside a file too")
    parser.add_argument("--only", action="append", default=[], help="only files whose path holds the text")
    parser.add_argument("--front-end", action="store_true", help="stop at thread IR")
    parser.add_argument("--build", action="append", default=[], metavar="DEVICE")
    parser.add_argument("--json", type=Path, help="one record a kernel")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-v", dest="verbose", action="store_true", help="every refusal in full")
    options = parser.parse_args(arguments)
    sys.setrecursionlimit(20000)
    kernels, outcomes = survey(options.folder, options)
    sys.stdout.writelines(f"{line}\n" for line in report(kernels, outcomes, options.verbose))
    if options.json is not None:
        _save(options.json, kernels)
    return int(any(outcome.crash for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
