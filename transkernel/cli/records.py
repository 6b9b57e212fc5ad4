"""`--format`: what a command found, for programs: JSON lines as it goes, or SARIF or JUnit XML at its end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from transkernel.cli.terminal import Terminal
from transkernel.diagnostics import Diagnostic, to_json
from transkernel.port_files import json_text

FORMATS = ("text", "json", "sarif", "junit")

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="json: one object a line, as it goes; sarif (2.1.0), junit: one document at the end.",
)


@dataclass(slots=True)
class Records:
    """The records of one run, on standard output in the form that was asked for. With `text` there is nothing there:
    what people read is the command's own."""

    command: str
    form: str
    speech: Terminal
    kept: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def takes_output(self) -> bool:
        """Standard output is theirs."""
        return self.form != "text"

    def add(self, record: Mapping[str, Any]) -> None:
        """One record, as JSON values."""
        if self.form == "json":
            self.speech.result(json_text(record) + "\n")
        elif self.takes_output:
            self.kept.append(record)

    def add_file(self, file: str, diagnostics: Sequence[Diagnostic]) -> None:
        """What was wrong with a file as a whole, for documents: JSON lines are about kernels and cases."""
        if self.form in ("sarif", "junit"):
            said = [to_json(each) for each in diagnostics]
            self.kept.append({"file": file, "status": "not read", "diagnostics": said})

    def close(self, exit_code: int) -> None:
        """The document, where the form is one. exit_code: what the command ends with."""
        if self.form in ("sarif", "junit"):
            self.speech.result(document(self.kept, self.form, self.command, exit_code))


def document(records: Sequence[Mapping[str, Any]], form: str, command: str, exit_code: int | None = None) -> str:
    """Records as one SARIF log or one JUnit document."""
    from transkernel import __version__
    from transkernel.report.junit import junit
    from transkernel.report.sarif import sarif

    if form == "junit":
        return junit(records, command)
    return json.dumps(sarif(records, __version__, exit_code), indent=1) + "\n"
