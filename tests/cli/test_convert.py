"""What `convert` does with a translation: where it goes, what it may overwrite, what is said, the exit code.

The translator is a stand-in here, so that each case says just what it is about; test_bad_input.py and the end-to-end
tests use the true one.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cli.conftest import files_in
from transkernel.cli.main import main
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.emit import TARGETS
from transkernel.manifest import Manifest
from transkernel.source import SourceFile, Span

MANIFEST = Manifest("0.1.0", "opencl", "portable", "a.cu", "00", "a.cl", ())


@dataclass(frozen=True)
class Options:
    target: str = "opencl"
    kernels: tuple[str, ...] = ()
    instantiate: tuple[str, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    include_dirs: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    block: tuple[int, int, int] | None = None
    strict: bool = False
    profile: str = "portable"
    time_limit: float = 60.0


class InternalError(Exception):
    def __init__(self, message: str, reproducer: Path) -> None:
        super().__init__(message)
        self.reproducer = reproducer


@dataclass(frozen=True)
class Port:
    text: str
    launcher: str = "# launcher\n"
    manifest: Manifest = MANIFEST
    suffix: str = ".cl"
    functions: str = ""
    companions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KernelResult:
    name: str
    verdict: str
    diagnostics: tuple[Diagnostic, ...]
    span: Span


@dataclass(frozen=True)
class Translation:
    port: Port | None
    kernels: tuple[KernelResult, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def stand_in(source: SourceFile, options: Options) -> Translation:
    """Each line `NAME VERDICT` of a source is a kernel with that verdict; `crash` raises. `hosted` has host code."""
    seen.append(options)
    kernels = []
    for number, line in enumerate(source.text.splitlines()):
        name, _, verdict = line.partition(" ")
        if name == "crash":
            raise KeyError("no such node")
        if name == "broken":
            raise InternalError("internal error in `a.cu`: a rule is broken", Path("kept.txt"))
        span = Span(source, source.line_starts[number], source.line_starts[number] + len(name))
        severity = {"refused": Severity.ERROR, "translated-with-warnings": Severity.WARNING}.get(verdict)
        said = (Diagnostic("TK0999", severity, f"about {name}", span),) if severity else ()
        kernels.append(KernelResult(name, verdict, said, span))
    if not kernels:
        return Translation(None, (), (Diagnostic("TK0101", Severity.ERROR, "no kernel in the input", None),))
    good = [kernel.name for kernel in kernels if kernel.verdict != "refused"]
    companions = (("_host.cpp", '#include "a.cl"\n'),) if "hosted" in good else ()
    return Translation(Port(f"// {' '.join(good)}\n", companions=companions) if good else None, tuple(kernels))


seen: list[Options] = []
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    module: Any = ModuleType("transkernel.convert")
    module.convert, module.Options = stand_in, Options
    monkeypatch.setitem(sys.modules, "transkernel.convert", module)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    seen.clear()

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["transkernel", *arguments])
        return main()

    return call


def write(**sources: str) -> None:
    for name, text in sources.items():
        path = Path(name.replace("__", "/") + ".cu")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def outputs() -> set[str]:
    return {name for name in files_in(Path()) if not name.endswith(".cu") and not name.startswith("temp/")}


def trio(stem: str) -> set[str]:
    return {f"{stem}.cl", f"{stem}.manifest.json", f"{stem}_opencl.py"}


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["a.cu"], trio("a")),
        (["a.cu", "-o", "out"], trio("out/a")),
        (["a.cu", "-o", "b.cl"], trio("b")),
        (["a.cu", "-o", "deep/er/b.cl"], trio("deep/er/b")),
        (["a.cu", "d", "-o", "out"], trio("out/a") | trio("out/x") | trio("out/y/z")),
        (["d"], trio("d/x") | trio("d/y/z")),
    ],
)
def test_where_ports_go(run: Run, arguments: list[str], written: set[str]) -> None:
    write(a="f translated", d__x="g translated", d__y__z="h translated")
    assert run("convert", *arguments, "--to", "opencl") == 0
    assert outputs() == written
    for name in written:
        if name.endswith(".manifest.json"):
            record = json.loads(Path(name).read_text())
            assert record["port"] == Path(name.replace(".manifest.json", ".cl")).name
            assert record["target"] == "opencl"


def test_all_targets_have_a_folder_each(run: Run) -> None:
    write(a="f translated", d__x="g translated")
    assert run("convert", "a.cu", "d", "--to", "all", "-o", "out") == 0
    assert {name for name in outputs() if "/opencl/" in name} == trio("out/opencl/a") | trio("out/opencl/x")
    assert {name.split("/")[1] for name in outputs()} == set(TARGETS)


def test_the_configuration_and_the_command_line(run: Run) -> None:
    write(a="f translated")
    Path("inc").mkdir()
    Path("transkernel.toml").write_text(
        "targets = ['opencl']\noutput = 'ports'\ninclude_dirs = ['inc']\n[defines]\nA = 1\n"
    )
    assert (
        run("convert", "a.cu", "-D", "B=2", "-D", "C", "--block", "8,4", "--kernel", "f", "--instantiate", "g<1>") == 0
    )
    assert trio("ports/a") <= outputs()
    (options,) = seen
    assert options.defines == (("A", "1"), ("B", "2"), ("C", "1"))
    assert (options.block, options.kernels, options.instantiate) == ((8, 4, 1), ("f",), ("g<1>",))
    assert [path.resolve() for path in options.include_dirs] == [Path("inc").resolve()]
    assert Path.cwd() in {path.resolve() for path in options.roots}


def test_standard_input_and_output(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"f translated\ng refused")))
    assert run("convert", "-", "--to", "opencl") == 1
    said = capsys.readouterr()
    assert said.out == "// f\n"
    assert "<stdin>:2:1: error[TK0999]: about g" in said.err
    assert outputs() == set()


def test_our_own_files_are_replaced_and_others_are_not(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="f translated")
    assert run("convert", "a.cu", "--to", "opencl") == 0
    write(a="g translated")
    assert run("convert", "a.cu", "--to", "opencl") == 0
    assert Path("a.cl").read_text() == "// g\n"
    Path("a.cl").write_text("// g, and what I added\n")
    before = files_in(Path())
    write(a="h translated")
    assert run("convert", "a.cu", "--to", "opencl") == 2
    assert "a.cl: was edited since transkernel wrote it; --force overwrites it" in capsys.readouterr().err
    assert files_in(Path()) == {**before, "a.cu": b"h translated"}
    assert run("convert", "a.cu", "--to", "opencl", "--force") == 0
    assert Path("a.cl").read_text() == "// h\n"


def test_a_companion_is_written_known_and_kept_as_the_port_is(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="hosted translated")
    assert run("convert", "a.cu", "--to", "opencl") == 0
    assert outputs() == {"a.cl", "a_opencl.py", "a_host.cpp", "a.manifest.json"}
    assert Path("a_host.cpp").read_text() == '#include "a.cl"\n'
    Path("a_host.cpp").write_text("mine")
    assert run("convert", "a.cu", "--to", "opencl") == 2
    assert "a_host.cpp: was edited since transkernel wrote it" in capsys.readouterr().err
    assert Path("a_host.cpp").read_text() == "mine"


@pytest.mark.parametrize("name", ["a.cl", "a_opencl.py", "a.manifest.json"])
def test_a_file_of_somebody_else_is_kept(run: Run, name: str) -> None:
    write(a="f translated")
    Path(name).write_text("{}")
    assert run("convert", "a.cu", "--to", "opencl") == 2
    assert outputs() == {name}
    assert Path(name).read_text() == "{}"


@pytest.mark.parametrize(
    ("before", "on_disk", "now", "told"),
    [
        ("f translated", None, "f translated", []),
        ("f translated", None, "g translated", ["a.cl is stale;"]),
        ("f translated", "", "f translated", ["a.cl is missing;"]),
        # Edited by hand: that is the user's affair until the port would be another one.
        ("f translated", "// f, and mine\n", "f translated", []),
        ("f translated", "// f, and mine\n", "g translated", ["a.cl is stale, and was edited by hand;"]),
    ],
)
def test_check_tells_what_is_stale_and_writes_nothing(
    run: Run, capsys: pytest.CaptureFixture[str], before: str, on_disk: str | None, now: str, told: list[str]
) -> None:
    write(a=before)
    run("convert", "a.cu", "--to", "opencl")
    if on_disk is not None:
        Path("a.cl").write_text(on_disk) if on_disk else Path("a.cl").unlink()
    write(a=now)
    files = files_in(Path())
    capsys.readouterr()
    code = run("convert", "a.cu", "--to", "opencl", "--check")
    said = capsys.readouterr().err
    assert code == (1 if told else 0)
    assert [line for line in told if f"error[TK0675]: {line} `transkernel convert a.cu --to opencl`" not in said] == []
    assert files_in(Path()) == files


def test_check_passes_by_what_holds_no_kernel(run: Run) -> None:
    write(a="", b="f translated")
    assert run("convert", "a.cu", "--to", "opencl", "--check") == 0
    assert run("convert", "b.cu", "--to", "opencl", "--check", "-o", "out/") == 1
    assert run("convert", "b.cu", "--to", "opencl", "--check", "-o", "-") == 2


def test_named_files_stand_where_their_folder_would_put_them(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(d__y__z="h translated", e="f translated")
    Path("transkernel.toml").write_text('root = "d"\noutput = "ports"\n')
    assert run("convert", "d/y/z.cu", "--to", "opencl") == 0
    assert "ports/y/z.cl" in outputs()
    assert run("convert", "d", "--to", "opencl", "--check") == 0
    Path("ports/y/z.cl").unlink()
    assert run("convert", "d", "--to", "opencl", "--check") == 1
    assert ": ports/y/z.cl is missing; `transkernel convert d/y/z.cu --to opencl` writes" in capsys.readouterr().err
    assert run("convert", "e.cu", "--to", "opencl") == 2
    assert "e.cu: is not below" in capsys.readouterr().err
    assert run("convert", "e.cu", "--to", "opencl", "--root", ".") == 0
    assert "ports/e.cl" in outputs()


def test_records(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="f translated\ng translated-with-warnings\nh refused")
    assert run("convert", "a.cu", "--to", "opencl", "--format", "json") == 1
    said = capsys.readouterr()
    f, g, h = map(json.loads, said.out.splitlines())
    assert f == {
        "file": "a.cu",
        "kernel": "f",
        "line": 1,
        "target": "opencl",
        "verdict": "translated",
        "diagnostics": [],
        "output": "a.cl",
    }
    assert (g["verdict"], g["diagnostics"][0]["severity"], g["line"]) == ("translated-with-warnings", "warning", 2)
    assert (h["verdict"], h["diagnostics"][0]["code"], h["output"]) == ("refused", "TK0999", None)
    assert said.err.endswith("1 translated, 1 translated-with-warnings, 1 refused\n")


def test_a_file_without_a_kernel_has_a_record(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="")
    assert run("convert", "a.cu", "--to", "opencl", "--format", "json") == 1
    record = json.loads(capsys.readouterr().out)
    assert (record["file"], record["status"], record["diagnostics"][0]["code"]) == ("a.cu", "no kernel", "TK0101")
    assert "verdict" not in record


def test_a_header_in_a_folder_needs_no_kernel(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(d__a="f translated", d__b="")
    assert run("convert", "d", "--to", "opencl") == 0
    assert capsys.readouterr().err == "1 translated, 0 refused, 1 file holds no kernel\n"


@pytest.mark.parametrize(
    ("options", "color"),
    [((), False), (("--color", "always"), True), (("--color", "never"), False)],
)
def test_color(run: Run, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], color: bool) -> None:
    write(a="g refused")
    assert run("convert", "a.cu", "--to", "opencl", *options) == 1
    assert ("\x1b[" in capsys.readouterr().err) == color


def test_quiet_and_verbose(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="f translated-with-warnings")
    assert run("convert", "a.cu", "--to", "opencl", "-q") == 0
    assert capsys.readouterr().err == ""
    assert run("convert", "a.cu", "--to", "opencl", "-v") == 0
    assert "a.cu -> a.cl\n" in capsys.readouterr().err


def test_a_bug_is_reported_with_a_reproducer_and_takes_no_other_file_with_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    write(a="crash", b="f translated")
    assert run("convert", "a.cu", "b.cu", "--to", "opencl") == 70
    said = capsys.readouterr().err
    assert said.startswith("transkernel: internal error: KeyError: 'no such node'\n")
    assert "Traceback" not in said
    (folder,) = Path("temp").iterdir()
    assert str(folder.name) in said
    assert (folder / "input.cu").read_text() == "crash"
    report = (folder / "report.txt").read_text()
    assert "command: transkernel convert a.cu b.cu --to opencl" in report
    assert "Traceback (most recent call last)" in report
    assert outputs() == trio("b")


def test_a_bug_that_brings_its_reproducer(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(a="broken")
    assert run("convert", "a.cu", "--to", "opencl") == 70
    said = capsys.readouterr().err
    assert said.startswith("transkernel: internal error in `a.cu`: a rule is broken\n")
    assert "the reproducer in kept.txt\n" in said
    assert list(Path("temp").iterdir()) == []


def test_profiles(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.cu").write_text("k translated\n")
    assert run("convert", "a.cu", "--to", "opencl", "--profile", "fastest") == 2
    assert "opencl has no profile 'fastest'; it has portable, fp16" in capsys.readouterr().err
    assert run("convert", "a.cu", "--to", "opencl", "--profile", "fp16") == 0
    assert seen[-1].profile == "fp16"
    assert run("convert", "a.cu", "--to", "opencl", "--arch", "subgroups32") == 0
    assert seen[-1].profile == "subgroups32"
