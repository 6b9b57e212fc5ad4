"""`transkernel check`: what the corpus becomes, against what it is known to become."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from transkernel.cli.internal import report_internal_error
from transkernel.cli.options import named_targets, read_target, speech_options
from transkernel.cli.output import write_whole
from transkernel.cli.terminal import CommandError, ExitCode, Terminal, gravest, reason, say_error, terminal
from transkernel.diagnostics import Severity, render_text
from transkernel.inputs import InputFile, NotText, decode, find_inputs
from transkernel.source import SourceFile


@click.command(short_help="Compare the golden corpus with what it becomes now.")
@click.option(
    "--to", "targets", type=read_target, multiple=True, metavar="TARGET", help="Repeatable. Default: every target."
)
@click.option("--corpus", type=click.Path(), default="corpus", show_default=True, help="The kernels.")
@click.option(
    "--golden", type=click.Path(), default="golden", show_default=True, help="What they become, a folder a target."
)
@click.option("--update", is_flag=True, help="Write the golden files anew.")
@speech_options
def check(
    targets: tuple[str, ...], corpus: str, golden: str, update: bool, color: str, quiet: bool, verbose: bool
) -> int:
    """Translate every kernel of the corpus and compare the text with the golden files, byte for byte.

    A golden file that is missing, differs, or belongs to no kernel any more is drift: exit code 1, and the
    difference on standard output. `verify` is what compares the numbers.
    """
    speech = terminal(color, quiet, verbose)
    folder = Path(corpus)
    if not folder.is_dir():
        raise CommandError(f"--corpus {corpus}: no such folder")
    exits = {
        _check_target(target, folder, Path(golden), update, speech) for target in named_targets(targets or ("all",))
    }
    return gravest(exits)


@dataclass(frozen=True, slots=True)
class _Drift:
    """One golden file that is not what it should be. Either text is None where there is no such file."""

    path: Path
    golden: str | None
    now: str | None

    def difference(self) -> str:
        before, after = (self.golden or "").splitlines(True), (self.now or "").splitlines(True)
        name = self.path.as_posix()
        lines = difflib.unified_diff(before, after, f"{name} (golden)", f"{name} (now)")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _check_target(target: str, corpus: Path, golden: Path, update: bool, speech: Terminal) -> ExitCode:
    now: dict[Path, str] = {}
    exits: set[ExitCode] = set()
    inputs = list(find_inputs(corpus))
    for position, source in enumerate(inputs, start=1):
        speech.progress(f"{target}: {position} of {len(inputs)}: {source.relative}")
        try:
            now.update((golden / target / name, text) for name, text in _golden_texts(source, target, corpus))
        except (OSError, NotText) as error:
            exits.add(ExitCode.USAGE)
            say_error(f"{source.path}: {reason(error) if isinstance(error, OSError) else error}")
        except Exception as error:
            diagnostic = getattr(error, "diagnostic", None)
            if diagnostic is not None:  # a case file that cannot be used
                exits.add(ExitCode.USAGE)
                speech.note(render_text(diagnostic, color=speech.color), verbosity=-1)
                continue
            exits.add(ExitCode.INTERNAL)
            report_internal_error(error, str(source.path))
    if exits:
        return gravest(exits)
    drifts = list(_drifts(now, golden / target))
    for drift in drifts:
        speech.note(f"{drift.path}: {_WHAT[drift.golden is None, drift.now is None, update]}")
        if update:
            write_whole(drift.path, drift.now)
        else:
            speech.result(drift.difference())
    speech.note(f"{target}: {len(now)} golden files, {len(drifts)} {'updated' if update else 'drifted'}")
    if drifts and not update:
        speech.note("`transkernel check --update` writes them anew")
        return ExitCode.REFUSED
    return ExitCode.DONE


_WHAT = {
    (True, False, False): "is missing",
    (False, True, False): "belongs to no kernel",
    (False, False, False): "differs",
    (True, False, True): "written",
    (False, True, True): "removed",
    (False, False, True): "updated",
}


def _golden_texts(source: InputFile, target: str, corpus: Path) -> Iterator[tuple[Path, str]]:
    """The golden files of one source: its port, and what was said about it, where anything was."""
    from transkernel.convert import Options
    from transkernel.convert import convert as convert_source

    # The name in diagnostics and headers is the one in the corpus, wherever the corpus stands.
    text = SourceFile(source.relative.as_posix(), decode(source.path.read_bytes()))
    options = Options(
        target=target,
        include_dirs=(source.path.parent,),
        roots=(corpus,),
        instantiate=_instances(source.path),
    )
    translation = convert_source(text, options)
    if not translation.kernels and source.path.suffix == ".cuh":
        return
    if translation.port is not None:
        yield source.relative.with_name(f"{source.relative.stem}{translation.port.suffix}"), translation.port.text
    everything = [*translation.diagnostics, *(each for kernel in translation.kernels for each in kernel.diagnostics)]
    said = [each for each in everything if each.severity is not Severity.NOTE]
    if said:
        lines = "".join(f"{diagnostic}\n" for diagnostic in dict.fromkeys(said))
        yield source.relative.with_suffix(".diagnostics.txt"), lines


def _instances(path: Path) -> tuple[str, ...]:
    """The instances of templates that the cases beside a source name."""
    from transkernel.harness.cases import case_file_of, load_cases

    file = case_file_of(path)
    kernels = [case.kernel for case in load_cases(file)] if file.exists() else []
    return tuple(dict.fromkeys(kernel for kernel in kernels if "<" in kernel))


def _drifts(now: dict[Path, str], folder: Path) -> Iterator[_Drift]:
    there = {path for path in folder.rglob("*") if path.is_file()}
    for path in sorted(there | set(now)):
        golden = path.read_text(encoding="utf-8", errors="replace") if path in there else None
        if golden != now.get(path):
            yield _Drift(path, golden, now.get(path))
