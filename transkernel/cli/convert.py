"""`transkernel convert`: every kernel of the given sources, as ports on disk or on standard output."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.cli.internal import report_internal_error
from transkernel.cli.options import speech_options, translation_options
from transkernel.cli.output import (
    Layout,
    layout,
    shown,
    stale_files,
    write_files,
)
from transkernel.cli.records import Records, format_option
from transkernel.cli.request import Request, find_request
from transkernel.cli.terminal import (
    CommandError,
    ExitCode,
    StandardOutputError,
    Terminal,
    gravest,
    reason,
    say_error,
    terminal,
)
from transkernel.diagnostics import Diagnostic, Severity, render_text, to_json
from transkernel.inputs import InputFile, NotText, decode, find_inputs, read_source
from transkernel.port_files import files_of_port
from transkernel.source import SourceFile

if TYPE_CHECKING:
    from transkernel.convert import KernelResult, Port, Translation

_STANDARD_INPUT = InputFile(Path("stdin.cu"), Path("stdin.cu"), Path(), found=False)
_NO_KERNEL = "TK0101"


@click.command(short_help="Translate every kernel of the given files and folders.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@translation_options
@click.option("-o", "--output", type=click.Path(), metavar="OUT", help="A folder; a file for one input; - for stdout.")
@click.option("--root", type=click.Path(), metavar="DIR", help="OUT repeats the folders below DIR, for files too.")
@click.option("--force", is_flag=True, help="Overwrite files that transkernel did not write, or that were edited.")
@click.option("--check", is_flag=True, help="Write nothing; say which ports on disk are not what they would be.")
@format_option
@speech_options
def convert(
    paths: tuple[str, ...],
    output: str | None,
    root: str | None,
    force: bool,
    check: bool,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
    **translation: Any,
) -> int:
    """Translate every kernel found in PATH..., files or folders; - is standard input.

    Without -o a port stands beside its source: saxpy.cu becomes saxpy.cl, saxpy.manifest.json and saxpy_opencl.py.
    """
    request = find_request(paths, **translation)
    speech = terminal(color, quiet, verbose)
    to_stdout = output == "-" or (output is None and "-" in paths)
    if to_stdout and check:
        raise CommandError("--check is about files; standard output has none")
    if to_stdout and form != "text":
        raise CommandError(f"--format {form} and the port cannot share standard output; give -o")
    configured = shown(request.config.output) if request.config.output is not None else None
    chosen = None if to_stdout else Path(output) if output is not None else configured
    inputs = [_below(source, root or request.config.root) for source in _inputs(paths, request)]
    if to_stdout and len(inputs) * len(request.targets) != 1:
        raise CommandError("standard output takes one port: give one source and one target")
    places = layout(chosen, request.several_targets, len(inputs) == 1)
    records = Records("convert", form, speech)
    run = _Run(request, None if to_stdout else places, force, check, records, speech)
    for position, source in enumerate(inputs, start=1):
        speech.progress(f"{position} of {len(inputs)}: {source.path}")
        run.translate(source)
    run.look_for_unknown_kernels()
    run.summarise()
    records.close(gravest(run.exits))
    return gravest(run.exits)


def _inputs(paths: tuple[str, ...], request: Request) -> Iterator[InputFile]:
    for name in paths:
        if name == "-":
            yield _STANDARD_INPUT
            continue
        path = Path(name)
        if not path.exists():
            raise CommandError(f"{name}: no such file or folder")
        found = list(find_inputs(path, request.config.exclude))
        if not found:
            raise CommandError(f"{name}: holds no .cu or .cuh file")
        yield from found


@dataclass(slots=True)
class _Run:
    """One run of the command: what it was asked, and what has come of it so far. places is None for stdout."""

    request: Request
    places: Layout | None
    force: bool
    check: bool
    records: Records
    speech: Terminal
    exits: set[ExitCode] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    without_kernels: int = 0
    names: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    owners: dict[Path, InputFile] = field(default_factory=dict)

    def translate(self, source: InputFile) -> None:
        """Every target of one source. What goes wrong with it is said, and the next source has its turn."""
        try:
            text = _read(source)
        except (OSError, NotText) as error:
            said = reason(error) if isinstance(error, OSError) else str(error)
            code = "TK0617" if isinstance(error, OSError) else "TK0102"
            self.records.add_file(str(source.path), [Diagnostic(code, Severity.ERROR, said, None)])
            self._fail(ExitCode.USAGE, f"{source.path}: {said}")
            return
        for target in self.request.targets:
            try:
                self._translate_to(target, source, text)
            except (StandardOutputError, BrokenPipeError):
                raise
            except CommandError as error:
                self._fail(ExitCode.USAGE, error.message)
            except Exception as error:
                self.exits.add(ExitCode.INTERNAL)
                report_internal_error(error, text.name, text.text)

    def _translate_to(self, target: str, source: InputFile, text: SourceFile) -> None:
        from transkernel.convert import convert as convert_source

        translation = convert_source(text, self.request.options(target, source.root))
        is_no_mistake = source.found or self.request.kernels or self.check or source.path.suffix == ".cuh"
        if _holds_no_kernel(translation) and is_no_mistake:
            self.without_kernels += 1
            self.others.update(_kernel_names(text.text))
            return
        self._say(text.name, translation)
        written = self._write(translation.port, target, source) if translation.port is not None else None
        for kernel in translation.kernels:
            self.names.add(_base(kernel.name))
            self.counts[kernel.verdict] = self.counts.get(kernel.verdict, 0) + 1
            self.records.add(_record(kernel, target, text, written))
        if any(kernel.verdict == "refused" for kernel in translation.kernels) or _has_error(translation):
            self.exits.add(ExitCode.REFUSED)
        self.speech.note(f"{text.name} -> {written or 'no port'}", verbosity=1)

    def _say(self, name: str, translation: Translation) -> None:
        """Each diagnostic once, although several kernels may have met it."""
        everything = [*translation.diagnostics, *(d for kernel in translation.kernels for d in kernel.diagnostics)]
        for diagnostic in dict.fromkeys(everything):
            if self.speech.tells(diagnostic):
                place = "" if diagnostic.span is not None else f"{name}: "
                self.speech.note(place + render_text(diagnostic, color=self.speech.color), verbosity=-1)
        if not translation.kernels or translation.diagnostics:
            self.records.add(_file_record(name, translation))

    def _write(self, port: Port, target: str, source: InputFile) -> Path | None:
        if self.places is None:
            self.speech.result(port.text)
            return None
        path = self.places.port_path(source, target, port.suffix)
        owner = self.owners.setdefault(path, source)
        if owner is not source:
            raise CommandError(f"{source.path}: its port would overwrite that of {owner.path}, {path}")
        files = files_of_port(port, path, target)
        if self.check:
            self._compare(source, target, files)
        else:
            write_files(files, self.force)
        return path

    def _compare(self, source: InputFile, target: str, files: Mapping[Path, str]) -> None:
        for path, what in stale_files(files):
            message = f"{path} {what}; `{self._command(source, target)}` writes it anew"
            diagnostic = Diagnostic("TK0675", Severity.ERROR, message, None)
            self.speech.note(render_text(diagnostic, color=self.speech.color), verbosity=-1)
            self.records.add({"file": str(path), "status": what, "diagnostics": [to_json(diagnostic)]})
            self.exits.add(ExitCode.REFUSED)

    def _command(self, source: InputFile, target: str) -> str:
        """What writes the port of a source, as it would be typed."""
        chosen = self.places.file or self.places.folder if self.places is not None else None
        is_configured = chosen is None or chosen.absolute() == self.request.config.output
        out = [] if is_configured else ["-o", str(chosen)]
        return shlex.join(["transkernel", "convert", str(source.path), "--to", target, *out])

    def _fail(self, code: ExitCode, message: str) -> None:
        self.exits.add(code)
        say_error(message)

    def look_for_unknown_kernels(self) -> None:
        """A name given with --kernel that no source knows is a typing error."""
        for name in self.request.kernels:
            if _base(name) in self.names or self.exits & {ExitCode.INTERNAL, ExitCode.USAGE}:
                continue
            near = get_close_matches(_base(name), sorted(self.names | self.others), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            self._fail(ExitCode.USAGE, f"no kernel is called {name!r}{hint}")

    def summarise(self) -> None:
        """`3 translated, 1 translated-with-warnings, 0 refused`."""
        words = ("translated", "translated-with-warnings", "refused")
        counts = [f"{self.counts.get(word, 0)} {word}" for word in words if self.counts.get(word) or "with" not in word]
        if self.without_kernels:
            files = "file holds" if self.without_kernels == 1 else "files hold"
            counts.append(f"{self.without_kernels} {files} no kernel")
        self.speech.note(", ".join(counts))


def _below(source: InputFile, root: str | Path | None) -> InputFile:
    """The source as one of a folder of sources, where that was named. Raises CommandError for one outside of it."""
    if root is None or source is _STANDARD_INPUT:
        return source
    folder, path = Path(root).resolve(), source.path.resolve()
    if not path.is_relative_to(folder):
        raise CommandError(f"{source.path}: is not below {root}, the root of the sources")
    return replace(source, relative=path.relative_to(folder), root=Path(root))


def _read(source: InputFile) -> SourceFile:
    if source is not _STANDARD_INPUT:
        return read_source(source.path)
    return SourceFile("<stdin>", decode(sys.stdin.buffer.read()))


def _holds_no_kernel(translation: Translation) -> bool:
    return not translation.kernels and all(diagnostic.code == _NO_KERNEL for diagnostic in translation.diagnostics)


def _base(kernel: str) -> str:
    """`reduce<float, 256>` is an instance of `reduce`."""
    return kernel.partition("<")[0].strip()


def _kernel_names(text: str) -> set[str]:
    """What looks like the name of a kernel, to find the one that was meant."""
    return {name for name in re.findall(r"__global__[^;{}]*?\b(\w+)\s*\(", text) if not name.startswith("__")}


def _has_error(translation: Translation) -> bool:
    return any(diagnostic.is_error for diagnostic in translation.diagnostics)


def _record(kernel: KernelResult, target: str, source: SourceFile, written: Path | None) -> dict[str, object]:
    return {
        "file": source.name,
        "kernel": kernel.name,
        "line": kernel.span.line if kernel.span is not None else None,
        "target": target,
        "verdict": kernel.verdict,
        "diagnostics": [to_json(diagnostic) for diagnostic in kernel.diagnostics],
        "output": str(written) if written is not None and kernel.verdict != "refused" else None,
    }


def _file_record(name: str, translation: Translation) -> dict[str, object]:
    """What was said of the file as a whole."""
    said = [to_json(diagnostic) for diagnostic in translation.diagnostics]
    return {"file": name, "status": "read" if translation.kernels else "no kernel", "diagnostics": said}
