"""Translates every kernel of a folder of CUDA files and prints what became of each, and the codes by count.

    python -m tests.field.field FOLDER [--as REPOSITORY] [-I DIR]... [-D NAME[=VALUE]]... [--makefile] [--only TEXT]...
        [--profile NAME] [--front-end] [--build DEVICE]... [--limit SECONDS] [--json FILE] [-v]

A kernel is a `__global__` definition: a place in a file. It counts as translated when at least one of its instances
is, in at least one file that reaches it. Sources (`.cu`, and C++ files that launch kernels) are read first; a header is
read alone only where a kernel of it has not been seen through a source, as with kernels that are compiled at run time.
With --makefile the Makefile nearest to a file gives it -D options too. With --as the folder is a checkout of that
repository, and what to read with which options stands in repositories.toml. --front-end stops at thread IR.

With --build every port is also built on the devices named (`intel-cpu`, `pocl-cpu`; see `transkernel devices`), and
what one of them does not build in --limit seconds is not counted. A device that says that it lacks a feature which the
port needs (fp16 under `--profile fp16`) has no say, as long as another builds it; the table says how often.

--json is what tables.py makes a page of. Nothing of the folder is copied anywhere.
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

from tests.field.building import Failure, build
from tests.field.repositories import REPOSITORIES, Run
from transkernel.convert import Options, Translation, convert
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
    profile: str
    limit: float


@dataclass(frozen=True, slots=True)
class Instance:
    """One kernel instance's outcome; place is `file:line` of its definition. lacks: `DEVICE lacks FEATURE` for each
    device that could not build it for that reason."""

    place: str
    name: str
    codes: tuple[str, ...]
    text: str
    warnings: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        return not self.codes


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """instances: of the file's kernels. seconds: of the translation alone, on one processor. crash: a traceback, which
    must never be.
    builds: the devices that did not build the port."""

    path: str
    seconds: float
    instances: tuple[Instance, ...] = ()
    crash: str = ""
    diagnostics: str = ""
    builds: tuple[Failure, ...] = ()


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
    """Translates one file, and builds it where that is asked; a crash is an outcome too."""
    start = time.process_time()
    source = SourceFile(request.path, _text(Path(request.path)))
    try:
        if request.front_end:
            instances, diagnostics = _front_end(request, source)
            translation = None
        else:
            translation = _convert(request, source)
            instances, diagnostics = _instances(translation), translation.diagnostics
    except Exception:
        return FileOutcome(request.path, time.process_time() - start, crash=traceback.format_exc())
    seconds = time.process_time() - start
    said = "\n".join(render_text(each) for each in diagnostics)
    failures: tuple[Failure, ...] = ()
    if translation is not None and translation.port is not None and request.devices:
        instances, failures = _built(request, source, translation, instances)
    return FileOutcome(request.path, seconds, instances, diagnostics=said, builds=failures)


def _directories(request: Request) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Where includes may lead, and where they are looked for."""
    return (Path(request.path).parent, Path(request.root)), tuple(Path(each) for each in request.include_dirs)


def _front_end(request: Request, source: SourceFile) -> tuple[tuple[Instance, ...], Sequence[Diagnostic]]:
    from transkernel.frontend.lower import lower_source
    from transkernel.frontend.preprocess import PreprocessOptions

    roots, include_dirs = _directories(request)
    options = PreprocessOptions(defines=request.defines, include_dirs=include_dirs, roots=(*roots, *include_dirs))
    result = lower_source(source, options)
    instances = [
        _instance(each.cuda_name, each.span, each.program is not None, each.diagnostics) for each in result.kernels
    ]
    return tuple(instances), result.diagnostics


def _convert(request: Request, source: SourceFile, kernels: tuple[str, ...] = ()) -> Translation:
    roots, include_dirs = _directories(request)
    options = Options(
        include_dirs=include_dirs, roots=roots, defines=request.defines, profile=request.profile, kernels=kernels
    )
    return convert(source, options)


def _instances(translation: Translation) -> tuple[Instance, ...]:
    return tuple(_instance(each.name, each.span, each.verdict != "refused", each.diagnostics)
                 for each in translation.kernels)  # fmt: skip


# ---------------------------------------------------------------- the devices

NOT_BUILT = "not built"


def _built(
    request: Request, source: SourceFile, translation: Translation, instances: tuple[Instance, ...]
) -> tuple[tuple[Instance, ...], tuple[Failure, ...]]:
    """The instances as the devices see them, and the devices that do not build the port of them all.

    One kernel that a device refuses takes its whole port with it: then each is tried in a port of its own, until one
    instance of the kernel is built; those behind it are not tried.
    """
    failures = _failures(request, translation)
    if not failures:
        return instances, ()
    if sum(each.translated for each in instances) == 1:
        return tuple(_judged(each, failures, request) if each.translated else each for each in instances), failures
    judged: list[Instance] = []
    settled: set[str] = set()
    for each in instances:
        if each.translated and each.place not in settled:
            each = _judged(each, _failures(request, _convert(request, source, (each.name,))), request)
            settled |= {each.place} if each.translated else set()
        judged.append(each)
    return tuple(judged), failures


def _failures(request: Request, translation: Translation) -> tuple[Failure, ...]:
    if translation.port is None:  # the name alone does not find the instance again
        return tuple(Failure(device, "the kernel is not found by its name") for device in request.devices)
    manifest = translation.port.manifest
    return build(translation.source, manifest.build_options, request.devices, request.limit)


def _judged(instance: Instance, failures: tuple[Failure, ...], request: Request) -> Instance:
    lacks = tuple(str(each) for each in failures if each.lacks)
    if len(lacks) == len(failures) < len(request.devices):
        return replace(instance, lacks=lacks)
    return replace(instance, codes=(NOT_BUILT,), text="\n".join(map(str, failures)), lacks=lacks)


def _instance(name: str, span: object, translated: bool, diagnostics: Sequence[Diagnostic]) -> Instance:
    place = f"{os.path.normpath(span.file.name)}:{span.line}"  # type: ignore[attr-defined]
    errors = [each for each in diagnostics if each.is_error]
    warnings = tuple(each.code for each in diagnostics if not each.is_error)
    codes = () if translated else tuple(dict.fromkeys(each.code for each in errors or diagnostics)) or ("none",)
    text = "\n".join(render_text(each) for each in errors) if not translated else ""
    return Instance(place, name, codes, text, warnings)


# ---------------------------------------------------------------- a folder


def survey(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Kernel], list[FileOutcome]]:
    """All kernels of a folder by place, and the outcome of every file that was read, in each of its runs."""
    kernels: dict[str, Kernel] = {}
    outcomes: list[FileOutcome] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for run in _runs(folder, options):
            for batch in files_of(run.folder):
                wanted = [path for path in batch if _is_wanted(path, run.only) and not _is_covered(path, kernels)]
                for outcome in pool.map(attempt, [_request(path, run, options) for path in wanted]):
                    outcomes.append(outcome)
                    for instance in outcome.instances:
                        kernels.setdefault(instance.place, Kernel(instance.place)).instances.append(instance)
    return kernels, outcomes


def _runs(folder: Path, options: argparse.Namespace) -> tuple[Run, ...]:
    """What the command line says, or the repository's own runs with it added."""
    only = tuple(options.only)
    if options.repository:
        runs = REPOSITORIES[options.repository].runs(folder)
        return tuple(replace(run, only=only or run.only, defines=(*run.defines, *options.define)) for run in runs)
    return (Run(folder, tuple(map(Path, options.include)), tuple(options.define), options.makefile, only),)


def _request(path: Path, run: Run, options: argparse.Namespace) -> Request:
    root = run.folder if run.folder.is_dir() else run.folder.parent
    defines = _defines([*run.defines, *(_of_makefile(path, root) if run.makefile else ())])
    include = tuple(map(str, run.include))
    return Request(
        str(path), str(root), include, defines, options.front_end, tuple(options.build), options.profile, options.limit
    )


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
    lacking = Counter(each for kernel in kernels.values() if kernel.translated for each in kernel.best.lacks)
    for reason, count in lacking.items():
        yield f"  built on the other device alone, as {reason}: {count}"
    warned = Counter(code for kernel in kernels.values() if kernel.translated for code in kernel.best.warnings)
    for code, count in warned.most_common():
        yield f"  {code} {count} (warnings)"
    slowest = max(outcomes, key=lambda each: each.seconds, default=None)
    if slowest is not None:
        yield f"slowest: {slowest.seconds:.1f} s, {slowest.path}"
    yield f"tracebacks: {sum(bool(each.crash) for each in outcomes)}"
    failed = Counter(failure.device for each in outcomes for failure in each.builds)
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
        for failure in outcome.builds:
            yield f"NOT BUILT: {outcome.path}\n{failure if verbose else str(failure)[:400]}"
    yield from table(kernels, outcomes)


def _save(path: Path, name: str, kernels: dict[str, Kernel], outcomes: list[FileOutcome]) -> None:
    """What tables.py reads."""
    slowest = max((each.seconds for each in outcomes), default=0.0)
    records = [
        {"place": each.place, "name": each.best.name, "codes": each.best.codes, "lacks": each.best.lacks}
        for each in kernels.values()
    ]
    result = {"name": name, "files": len(outcomes), "slowest_seconds": slowest, "kernels": records}
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The script. Exit status 1 where anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as", dest="repository", choices=REPOSITORIES, help="a checkout of that repository")
    parser.add_argument("-I", dest="include", action="append", default=[])
    parser.add_argument("-D", dest="define", action="append", default=[], metavar="NAME[=VALUE]")
    parser.add_argument("--makefile", action="store_true", help="the -D options of the Makefile beside a file too")
    parser.add_argument("--only", action="append", default=[], help="only files whose path holds the text")
    parser.add_argument("--front-end", action="store_true", help="stop at thread IR")
    parser.add_argument("--build", action="append", default=[], metavar="DEVICE")
    parser.add_argument("--profile", default="portable")
    parser.add_argument("--limit", type=float, default=120.0, metavar="SECONDS", help="of one port on one device")
    parser.add_argument("--json", type=Path, help="the outcome of each kernel, for tables.py")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-v", dest="verbose", action="store_true", help="every refusal in full")
    options = parser.parse_args(arguments)
    sys.setrecursionlimit(20000)
    kernels, outcomes = survey(options.folder, options)
    sys.stdout.writelines(f"{line}\n" for line in report(kernels, outcomes, options.verbose))
    if options.json is not None:
        _save(options.json, options.repository or options.folder.name, kernels, outcomes)
    return int(any(outcome.crash for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
