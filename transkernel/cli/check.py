"""`transkernel check`: what the corpus becomes and what its cases say, against what is known of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.cli.completion import complete_device
from transkernel.cli.golden_texts import TextDrift, golden_texts, text_drifts
from transkernel.cli.internal import report_internal_error
from transkernel.cli.options import named_targets, read_target, speech_options
from transkernel.cli.output import shown, write_whole
from transkernel.cli.records import Records, format_option
from transkernel.cli.terminal import CommandError, ExitCode, Terminal, gravest, reason, say_error, terminal
from transkernel.config import Config, ConfigError, find_config
from transkernel.diagnostics import Diagnostic, Severity, render_text, to_json
from transkernel.emit import TARGETS
from transkernel.inputs import InputFile, NotText, find_inputs

if TYPE_CHECKING:
    from transkernel.cli.golden_verdicts import Ran
    from transkernel.harness.recorded import Drift, Recorded

_VERDICTS = "verdicts.jsonl"  # harness.recorded has the format; texts alone load nothing of it
_DEFAULT_FACTOR = 4.0


@click.command(short_help="Compare the golden corpus with what it becomes now.")
@click.option(
    "--to", "targets", type=read_target, multiple=True, metavar="TARGET", help="Repeatable. Default: every target."
)
@click.option("--corpus", type=click.Path(), help="The kernels. Default: as configured, or `corpus`.")
@click.option("--golden", type=click.Path(), help="What they become, a folder a target. Default likewise: `golden`.")
@click.option("--update", is_flag=True, help="Write the golden files anew, and show what changed.")
@click.option(
    "--run/--no-run",
    "runs",
    default=None,
    help="Compare verdicts and figures of the cases too. Default: where some are recorded.",
)
@click.option(
    "--device",
    "devices",
    multiple=True,
    metavar="ID",
    shell_complete=complete_device,
    help="Run on this device alone. Repeatable.",
)
@click.option(
    "--drift-factor",
    type=click.FloatRange(min=1),
    metavar="F",
    help="Errors beyond F times the recorded ones are drift. Default: as configured, or 4.",
)
@format_option
@speech_options
def check(
    targets: tuple[str, ...],
    corpus: str | None,
    golden: str | None,
    update: bool,
    runs: bool | None,
    devices: tuple[str, ...],
    drift_factor: float | None,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Compare the corpus with its golden files: texts byte for byte, and verdicts and figures where they are recorded.

    A golden file that is missing, differs, or belongs to no kernel any more is drift: exit code 1, and the
    difference on standard output. So is a case whose verdict is another than the recorded one, or an output that is
    further off than F times what was recorded.
    """
    speech = terminal(color, quiet, verbose)
    config = _config()
    folder = Path(corpus) if corpus is not None else shown(config.corpus or Path("corpus"))
    if not folder.is_dir():
        raise CommandError(f"--corpus {folder}: no such folder; `corpus` of [tool.transkernel] names one too")
    place = Path(golden) if golden is not None else shown(config.golden or Path("golden"))
    records = Records("check", form, speech)
    exits: set[ExitCode] = set()
    for target in named_targets(targets or config.targets or ("all",)):
        one = _Check(target, folder, place / target, config, update, records, speech)
        exits.add(one.texts())
        if runs or (runs is None and one.recorded.is_file()):
            exits.add(one.verdicts(devices, drift_factor or config.drift_factor or _DEFAULT_FACTOR))
    if ExitCode.REFUSED in exits:
        speech.note("`transkernel check --update` writes them anew")
    records.close(gravest(exits))
    return gravest(exits)


def _config() -> Config:
    try:
        config = find_config(Path.cwd())
    except ConfigError as error:
        raise CommandError(str(error)) from None
    unknown = [target for target in config.targets if target != "all" and target not in TARGETS]
    if unknown:
        raise CommandError(f"{config.path}: unknown target {unknown[0]!r}; known: {', '.join(TARGETS)}")
    return config


@dataclass(frozen=True, slots=True)
class _Check:
    """One target. golden: its folder."""

    target: str
    corpus: Path
    golden: Path
    config: Config
    update: bool
    records: Records
    speech: Terminal

    @property
    def recorded(self) -> Path:
        """Where the verdicts are."""
        return self.golden / _VERDICTS

    # ------------------------------------------------------------ texts

    def texts(self) -> ExitCode:
        """Every source as text. Nothing is compared or written where one of them cannot be read."""
        now: dict[Path, str] = {}
        exits: set[ExitCode] = set()
        inputs = list(find_inputs(self.corpus, self.config.exclude))
        for position, source in enumerate(inputs, start=1):
            self.speech.progress(f"{self.target}: {position} of {len(inputs)}: {source.relative}")
            exits.add(self._texts_of(source, now))
        if exits - {ExitCode.DONE}:
            return gravest(exits)
        drifts = {drift.path: drift for drift in text_drifts(now, self.golden, (_VERDICTS,))}
        for path in sorted(now.keys() | drifts.keys()):
            self._text(path, drifts.get(path))
        return self._came_to(len(now), "golden files", len(drifts))

    def _texts_of(self, source: InputFile, now: dict[Path, str]) -> ExitCode:
        try:
            texts = golden_texts(source, self.target, self.corpus, self.config)
            now.update((self.golden / name, text) for name, text in texts)
        except (OSError, NotText) as error:
            said = reason(error) if isinstance(error, OSError) else str(error)
            code = "TK0617" if isinstance(error, OSError) else "TK0102"
            self.records.add_file(str(source.path), [Diagnostic(code, Severity.ERROR, said, None)])
            say_error(f"{source.path}: {said}")
            return ExitCode.USAGE
        except Exception as error:
            diagnostic = getattr(error, "diagnostic", None)
            if diagnostic is None:
                report_internal_error(error, str(source.path))
                return ExitCode.INTERNAL
            self._cannot_be_used(diagnostic)  # a case file
            return ExitCode.USAGE
        return ExitCode.DONE

    def _cannot_be_used(self, diagnostic: Diagnostic) -> None:
        self.records.add_file(diagnostic.span.file.name if diagnostic.span is not None else "", [diagnostic])
        self.speech.note(render_text(diagnostic, color=self.speech.color), verbosity=-1)

    def _text(self, path: Path, drift: TextDrift | None) -> None:
        if drift is None:
            self._record("same", None, file=str(path))
            return
        status = drift.mended if self.update else drift.what
        self._record(status, drift.diagnostic(), file=str(path))
        self.speech.note(f"{path}: {status}")
        if drift.what == "differs" or not self.update:
            self._show(drift.difference())
        if self.update:
            write_whole(path, drift.now)

    # ------------------------------------------------------------ verdicts

    def verdicts(self, devices: tuple[str, ...], factor: float) -> ExitCode:
        """Every case as a verdict and figures. Nothing is compared or written where a case file cannot be used."""
        from transkernel.cli.golden_verdicts import run_cases
        from transkernel.harness.recorded import drifts, merged, recorded_text, unchecked

        before = self._before()
        ran = run_cases(self.target, self.corpus, self.config, devices, self.speech.progress)
        for diagnostic in dict.fromkeys(ran.diagnostics):
            self._cannot_be_used(diagnostic)
        for error in ran.errors:
            report_internal_error(error)
        if ran.exit_code in (ExitCode.USAGE, ExitCode.INTERNAL):
            return ran.exit_code
        if ran.exit_code is ExitCode.CANNOT_RUN and not ran.now:
            self.speech.note(f"{self.target}: nothing here runs its cases, so no verdict was compared", verbosity=-1)
            return ran.exit_code
        is_first = self.update and not self.recorded.is_file()
        found = [] if is_first else list(drifts(before, ran.now, factor, ran.not_run))
        self._tell(ran, found)
        for device in unchecked(before, ran.now):
            self.speech.note(f"{self.target}: nothing was run on {device}; what is recorded of it stands")
        if self.update:
            write_whole(self.recorded, recorded_text(merged(before, ran.now, ran.not_run)))
        if is_first:
            self.speech.note(f"{self.recorded}: written")
        return gravest({ran.exit_code, self._came_to(len(ran.now), "verdicts", len(found))})

    def _before(self) -> list[Recorded]:
        from transkernel.harness.recorded import NotRecorded, read_recorded

        if not self.recorded.is_file():
            return []
        try:
            return read_recorded(self.recorded)
        except NotRecorded as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{self.recorded}: cannot be read: {reason(error)}") from None

    def _tell(self, ran: Ran, drifts: Sequence[Drift]) -> None:
        drifted = {id(drift.record) for drift in drifts}
        for each in ran.now:
            if id(each) not in drifted:
                self._of_case("same", None, each)
        for drift in drifts:
            diagnostic = ran.diagnostic(drift, self.corpus)
            self._of_case("updated" if self.update else "differs", diagnostic, drift.record)
            self._show(f"{diagnostic}\n")

    def _of_case(self, status: str, diagnostic: Diagnostic | None, of: Recorded) -> None:
        file = (self.corpus / of.file).as_posix()
        self._record(status, diagnostic, file=file, kernel=of.kernel, case=of.case, device=of.device)

    # ------------------------------------------------------------ both

    def _record(self, status: str, diagnostic: Diagnostic | None, *, file: str, **more: Any) -> None:
        said = [to_json(diagnostic)] if diagnostic is not None and not self.update else []
        self.records.add({"file": file, "target": self.target, "status": status, **more, "diagnostics": said})

    def _show(self, text: str) -> None:
        if not self.records.takes_output:
            self.speech.result(text)

    def _came_to(self, total: int, what: str, drifted: int) -> ExitCode:
        self.speech.note(f"{self.target}: {total} {what}, {drifted} {'updated' if self.update else 'drifted'}")
        return ExitCode.REFUSED if drifted and not self.update else ExitCode.DONE
