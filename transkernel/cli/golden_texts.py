"""The golden texts of a corpus: what each kernel file becomes, against the files that say what it should become."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transkernel.config import Config
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.inputs import InputFile, decode
from transkernel.limits import DEFAULT_TIME_LIMIT
from transkernel.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class TextDrift:
    """One golden file that is not what it should be. Either text is None where there is no such file."""

    path: Path
    golden: str | None
    now: str | None

    @property
    def what(self) -> str:
        """What is wrong with it."""
        return "is missing" if self.golden is None else "belongs to no kernel" if self.now is None else "differs"

    @property
    def mended(self) -> str:
        """What `--update` did with it."""
        return "written" if self.golden is None else "removed" if self.now is None else "updated"

    def difference(self) -> str:
        """From the golden file to what there is now."""
        before, after = (self.golden or "").splitlines(True), (self.now or "").splitlines(True)
        name = self.path.as_posix()
        lines = difflib.unified_diff(before, after, f"{name} (golden)", f"{name} (now)")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def diagnostic(self) -> Diagnostic:
        """It as a thing to tell, at the first line that differs."""
        code = "TK0670" if self.what == "differs" else "TK0671"
        text, now = self.golden or "", self.now or ""
        same = next((at for at, (a, b) in enumerate(zip(text, now, strict=False)) if a != b), min(len(text), len(now)))
        start = text.rfind("\n", 0, same) + 1
        end = text.find("\n", start)
        span = Span(SourceFile(self.path.as_posix(), text), start, len(text) if end < 0 else end)
        return Diagnostic(code, Severity.ERROR, f"the golden file {self.what}; {WAY_OUT}", span)


WAY_OUT = "`transkernel check --update` writes it anew"


def golden_texts(source: InputFile, target: str, corpus: Path, config: Config) -> Iterator[tuple[Path, str]]:
    """The golden files of one source: its port, and what was said about it, where anything was.

    Raises OSError, NotText, and CaseError for a case file that cannot be used.
    """
    from transkernel.convert import Options
    from transkernel.convert import convert as convert_source

    # The name in diagnostics and headers is the one in the corpus, wherever the corpus stands.
    text = SourceFile(source.relative.as_posix(), decode(source.path.read_bytes()))
    project = (config.path.parent,) if config.path is not None else ()
    options = Options(
        target=target,
        defines=config.defines,
        include_dirs=(source.path.parent, *config.include_dirs),
        roots=(corpus, *project),
        instantiate=config.instantiate + _instances(source.path),
        strict=config.strict,
        time_limit=config.time_limit or DEFAULT_TIME_LIMIT,
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


def text_drifts(now: dict[Path, str], folder: Path, apart: tuple[str, ...]) -> Iterator[TextDrift]:
    """The files of a folder against what they should be. apart: names in it that are no golden texts."""
    there = {path for path in folder.rglob("*") if path.is_file() and path.name not in apart}
    for path in sorted(there | set(now)):
        golden = path.read_text(encoding="utf-8", errors="replace") if path in there else None
        if golden != now.get(path):
            yield TextDrift(path, golden, now.get(path))


def _instances(path: Path) -> tuple[str, ...]:
    """The instances of templates that the cases beside a source name."""
    from transkernel.harness.cases import case_file_of, load_cases

    file = case_file_of(path)
    kernels = [case.kernel for case in load_cases(file)] if file.exists() else []
    return tuple(dict.fromkeys(kernel for kernel in kernels if "<" in kernel))
