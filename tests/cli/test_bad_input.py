"""Bad input, each with its message, its place and its exit code; nothing half written, never a traceback."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import Program, files_in

SAXPY = """\
__global__ void saxpy(int n, float a, const float *x, float *y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = a * x[i] + y[i];
}
"""
# What a refusal looks like: its place, its code, and the source line with a caret under it.
REFUSAL = re.compile(
    r"^(?P<file>\S+?):(?P<line>\d+):(?P<column>\d+): error\[TK\d{4}\]: .+\n    .*\n    \s*\^+$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Misuse:
    """A command line that cannot be followed: exit code 2 and one line that holds `says`."""

    arguments: tuple[str, ...]
    says: tuple[str, ...]
    files: dict[str, bytes] = field(default_factory=dict)


MISUSES = {
    "no arguments": Misuse(("convert",), ("Missing argument 'PATH...'",)),
    "no such file": Misuse(("convert", "gone.cu", "--to", "opencl"), ("gone.cu: no such file or folder",)),
    "no such file to verify": Misuse(("verify", "gone.cu", "--to", "opencl"), ("gone.cu", "no such file")),
    "unknown command": Misuse(("convrt",), ("No such command 'convrt'",)),
    "unknown option": Misuse(("convert", "a.cu", "--kernl", "f"), ("No such option", "--kernl", "--kernel")),
    "unknown target": Misuse(
        ("convert", "a.cu", "--to", "opencll"), ("unknown target 'opencll'", "did you mean 'opencl'?")
    ),
    "no target": Misuse(("convert", "a.cu"), ("no target", "--to TARGET")),
    "block": Misuse(("convert", "a.cu", "--to", "opencl", "--block", "0,2"), ("'0,2' is not X[,Y[,Z]]",)),
    "define": Misuse(("convert", "a.cu", "--to", "opencl", "-D", "2x=1"), ("'2x' is not the name of a macro",)),
    "include folder": Misuse(("convert", "a.cu", "--to", "opencl", "-I", "gone"), ("-I gone: no such folder",)),
    "empty folder": Misuse(
        ("convert", "empty", "--to", "opencl"), ("empty: holds no .cu or .cuh file",), {"empty/a.c": b""}
    ),
    "binary file": Misuse(
        ("convert", "a.cu", "--to", "opencl"), ("a.cu: not a text file", "offset 3"), {"a.cu": b"\x7fEL\0\xff"}
    ),
    "a folder where a file must be": Misuse(
        ("convert", "a.cu", "--to", "opencl", "-o", "b.cu/out/"),
        ("cannot write", "its folder is a file"),
        {"b.cu": b""},
    ),
    "one file for several ports": Misuse(
        ("convert", "a.cu", "b.cu", "--to", "opencl", "-o", "x.cl"),
        ("x.cl: is a file, and there is more than one port",),
        {"b.cu": SAXPY.encode(), "x.cl": b"mine"},
    ),
    "not ours": Misuse(
        ("convert", "a.cu", "--to", "opencl"), ("a.cl: was not written by transkernel; --force",), {"a.cl": b"mine"}
    ),
    "two sources, one port": Misuse(
        ("convert", "a.cu", "b/a.cu", "--to", "opencl", "-o", "a.d/"),
        ("b/a.cu: its port would overwrite",),
        {"b/a.cu": SAXPY.encode()},
    ),
    "json and a port on stdout": Misuse(
        ("convert", "a.cu", "--to", "opencl", "-o", "-", "--format", "json"), ("cannot share standard output",)
    ),
    "two ports on stdout": Misuse(
        ("convert", "a.cu", "a.cu", "--to", "opencl", "-o", "-"), ("standard output takes one port",)
    ),
    "unknown code": Misuse(("explain", "TK0100"), ("unknown code 'TK0100'; the nearest is TK010",)),
    "unknown kernel": Misuse(
        ("convert", "a.cu", "--to", "opencl", "--kernel", "saxpi"),
        ("no kernel is called 'saxpi'; did you mean 'saxpy'?",),
    ),
    "configuration": Misuse(
        ("convert", "a.cu"),
        ("transkernel.toml: unknown key 'target'; did you mean 'targets'?",),
        {"transkernel.toml": b"target = 'x'"},
    ),
    "target in the configuration": Misuse(
        ("convert", "a.cu"), ("transkernel.toml: unknown target 'cl'",), {"transkernel.toml": b"targets = ['cl']"}
    ),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse(name: str, tmp_path: Path, transkernel: Program) -> None:
    misuse = MISUSES[name]
    for path, content in {"a.cu": SAXPY.encode(), **misuse.files}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    before = files_in(tmp_path)
    ran = transkernel(*misuse.arguments)
    assert ran.exit_code == 2, ran.stderr
    errors = [line for line in ran.stderr.splitlines() if line.startswith("transkernel: error: ")]
    assert len(errors) == 1
    for text in misuse.says:
        assert text in errors[0]
    assert {path: content for path, content in files_in(tmp_path).items() if path in before} == before
    assert not [path for path in files_in(tmp_path) if path.endswith(".part")]


@dataclass(frozen=True, slots=True)
class Refused:
    """A source with something wrong in it: exit code 1, and an error at `line` that holds `says`.

    translated: the kernels that are sound all the same, whose port is written.
    """

    source: str
    line: int
    says: str = ""
    translated: tuple[str, ...] = ()


REFUSED = {
    "unbalanced braces": Refused("\n__global__ void f(int *x) {\n    if (x) {\n        x[0] = 1;\n}\n", 2, "{"),
    "too many braces": Refused("__global__ void f(int *x) { x[0] = 1; } }\n", 1, "}", ("f",)),
    "missing include, used": Refused(
        '#include "gone.cuh"\n__global__ void f(float *x) {\n    x[0] = helper(x[1]);\n}\n', 3, "helper"
    ),
    "unknown function": Refused("__global__ void f(float *x) {\n    x[0] = sinn(x[1]);\n}\n", 2, "sinn"),
    "unknown variable": Refused("__global__ void f(float *x) {\n    x[0] = y;\n}\n", 2, "y"),
    "unknown type": Refused("__global__ void f(float *x) {\n    vec9 y;\n    x[0] = y.x;\n}\n", 2, "vec9"),
    "syntax": Refused("__global__ void f(float *x) {\n    x[0] = 1.0f +;\n}\n", 2),
    "unterminated comment": Refused("__global__ void f(float *x) { x[0] = 1; }\n/* no end\n", 2, "", ("f",)),
    "unterminated string": Refused('__global__ void f(float *x) {\n    printf("no end);\n    x[0] = 1;\n}\n', 2),
    "unclosed #if": Refused("#if 1\n__global__ void f(float *x) { x[0] = 1; }\n", 1, "", ("f",)),
    "#error": Refused("__global__ void f(float *x) { x[0] = 1; }\n#error not here\n", 2, "not here", ("f",)),
    "one bad kernel of two": Refused(
        f"__global__ void f(float *x) {{\n    x[0] = sinn(x[1]);\n}}\n{SAXPY}", 2, "sinn", ("saxpy",)
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path, transkernel: Program) -> None:
    refused = REFUSED[name]
    (tmp_path / "bad.cu").write_text(refused.source)
    ran = transkernel("convert", "bad.cu", "--to", "opencl", "-o", "out/")
    assert ran.exit_code == 1, ran.stderr
    places = [(match["file"], int(match["line"])) for match in REFUSAL.finditer(ran.stderr)]
    assert ("bad.cu", refused.line) in places, ran.stderr
    assert refused.says in ran.stderr
    written = files_in(tmp_path)
    assert ("out/bad.cl" in written) == bool(refused.translated)
    for kernel in refused.translated:
        assert kernel.encode() in written["out/bad.cl"]


def test_a_file_without_a_kernel(tmp_path: Path, transkernel: Program) -> None:
    for name, text in {"empty.cu": "", "host.cu": "int main() { return 0; }\n"}.items():
        (tmp_path / name).write_text(text)
        ran = transkernel("convert", name, "--to", "opencl")
        assert ran.exit_code == 1
        assert re.match(rf"{name}(:\d+:\d+)?: error\[TK0101\]: ", ran.stderr)
    assert sorted(files_in(tmp_path)) == ["empty.cu", "host.cu"]


def test_an_unused_missing_include_is_no_error(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "a.cu").write_text(f'#include "gone.cuh"\n{SAXPY}')
    ran = transkernel("convert", "a.cu", "--to", "opencl")
    assert ran.exit_code == 0, ran.stderr
    assert (tmp_path / "a.cl").exists()


@pytest.mark.parametrize("line", ["// " + "x" * 1_000_000, "int a[] = {" + "1," * 500_000 + "};"])
def test_a_line_of_a_megabyte(line: str, tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "a.cu").write_text(f"{line}\n{SAXPY}")
    ran = transkernel("convert", "a.cu", "--to", "opencl")
    assert ran.exit_code == 0, ran.stderr[:1000]


def test_a_broken_line_of_a_megabyte_is_shown_in_part(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "a.cu").write_text("__global__ void f(float *x) { x[0] = " + "1.0f + " * 150_000 + "nowhere; }\n")
    ran = transkernel("convert", "a.cu", "--to", "opencl")
    assert ran.exit_code == 1
    assert len(ran.stderr) < 2000
    assert re.search(r"^a\.cu:1:\d+: error\[TK\d{4}\]", ran.stderr, re.MULTILINE)


def test_one_unreadable_file_does_not_take_the_others_with_it(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.cu").write_bytes(b"\0")
    (tmp_path / "in" / "b.cu").write_text(SAXPY)
    ran = transkernel("convert", "in", "--to", "opencl", "-o", "out")
    assert ran.exit_code == 2
    assert "in/a.cu: not a text file" in ran.stderr
    assert sorted(path for path in files_in(tmp_path) if path.startswith("out/")) == [
        "out/b.cl",
        "out/b.manifest.json",
        "out/b_opencl.py",
    ]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_that_is_full(tmp_path: Path, transkernel: Program, unbuffered: str) -> None:
    """Python flushes what it holds once more when it ends, unless it holds nothing."""
    (tmp_path / "a.cu").write_text(SAXPY)
    with Path("/dev/full").open("wb") as full:
        for arguments in (("convert", "a.cu", "--to", "opencl", "-o", "-"), ("explain",), ("--help",)):
            ran = transkernel(*arguments, stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered)
            assert ran.exit_code == 2
            assert ran.stderr.splitlines()[-1].endswith("No space left on device")


def test_output_that_is_no_file_is_left_alone(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "a.cu").write_text(SAXPY)
    ran = transkernel("convert", "a.cu", "--to", "opencl", "-o", "/dev/null", "--force")
    assert ran.exit_code == 2
    assert "/dev/null: is there and is not a file" in ran.stderr
    assert Path("/dev/null").is_char_device()


CASE = """\
[[case]]
kernel = "saxpy"
grid = [1]
block = [32]
{line}
[case.args]
n = 32
a = 2.0
x = {{ shape = [32], dtype = "float32", fill = "normal" }}
y = {{ shape = [32], dtype = "float32", fill = "{fill}", out = true }}
"""


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (CASE.format(line="sede = 3", fill="normal"), "a.toml:5:1", "seed"),
        (CASE.format(line="", fill="norml"), "a.toml:10:", "normal"),
        (CASE.format(line="seed = ", fill="normal"), "a.toml:5", ""),
        (CASE.format(line="", fill="normal").replace("n = 32\n", ""), "a.toml:", "n"),
        (CASE.format(line="", fill="normal").replace('"saxpy"', '"saxpi"'), "a.toml:1:1", "saxpy"),
    ],
    ids=["unknown key", "unknown fill", "not TOML", "missing argument", "unknown kernel"],
)
def test_case_file(text: str, place: str, says: str, tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "a.cu").write_text(SAXPY)
    (tmp_path / "a.toml").write_text(text)
    ran = transkernel("verify", "a.cu", "--to", "opencl")
    assert ran.exit_code == 2, ran.stderr
    (line,) = (line for line in ran.stderr.splitlines() if place in line)
    assert "error" in line
    assert says in ran.stderr


def test_json_of_a_refusal(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "bad.cu").write_text(REFUSED["one bad kernel of two"].source)
    ran = transkernel("convert", "bad.cu", "--to", "opencl", "--format", "json")
    assert ran.exit_code == 1
    records = {record["kernel"]: record for record in map(json.loads, ran.stdout.splitlines())}
    assert records["saxpy"]["verdict"] == "translated"
    assert records["saxpy"]["output"] == "bad.cl"
    assert records["f"]["verdict"] == "refused"
    assert records["f"]["output"] is None
    (diagnostic,) = records["f"]["diagnostics"]
    assert (diagnostic["severity"], diagnostic["file"], diagnostic["line"]) == ("error", "bad.cu", 2)
