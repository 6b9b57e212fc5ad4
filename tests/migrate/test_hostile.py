"""Trees that nobody should have: what is in them neither gets out of OUT, nor hangs a run, nor breaks its report."""

from __future__ import annotations

import os
import signal
import threading
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.migrate.program import ENDLESS, SCALE, everything, migrate, records, verdicts
from transkernel.migrate import child as child_module
from transkernel.migrate.child import Child
from transkernel.migrate.discover import kernels_in
from transkernel.migrate.records import Outcome, Task
from transkernel.migrate.tool import tool_digest

NAMES = (
    "sp ace.cu",
    "qu\"ote's.cu",
    "new\nline.cu",
    "ünï-код.cu",
    "-o.cu",
    "<img src=x>.cu",
    "$(touch x);#.cu",
    '""" + exit(1) + """.cu',
    "esc\x1b[2J.cu",
    os.fsdecode(b"bytes\xff.cu"),
)


class Page(HTMLParser):
    """Counts what could do harm."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)


def test_names_of_all_kinds(tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    (tree / "fol der\n").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (tree / "fol der\n" / name).write_text(SCALE.format(number))
    ran = migrate(tree, "-o", out, "-j", "2", "-v")
    assert ran.exit_code == 0, ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    found = records(out)
    assert {each["file"] for each in found} == {f"fol der\n/{name}" for name in NAMES}
    assert all((out / each["output"]).is_file() for each in found)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert Page(page).tags.count("script") == 1
    assert "img" not in Page(page).tags
    for each in found:
        launcher = (out / each["output"]).with_name(f"{Path(each['output']).stem}_opencl.py")
        compile(launcher.read_text(encoding="utf-8"), "launcher", "exec")
    first = everything(out)
    migrate(tree, "-o", out)
    assert everything(out) == first


def test_nothing_outside_is_read_or_written(tmp_path: Path) -> None:
    tree, out, outside = tmp_path / "tree", tmp_path / "out", tmp_path / "outside"
    for folder in (tree / "sub", out, outside):
        folder.mkdir(parents=True)
    (outside / "secret.cu").write_text(SCALE.format(1))
    (outside / "secret.h").write_text("#define SECRET 41.0f\n")
    (tree / "link.cu").symlink_to(outside / "secret.cu")
    (tree / "linked").symlink_to(outside)
    (tree / "loop").symlink_to(tree)
    (tree / "include.cu").write_text(
        '#include "../outside/secret.h"\n__global__ void peeks(float* x) { x[0] = SECRET; }\n'
    )
    (tree / "sub" / "a.cu").write_text(SCALE.format(2))
    (tree / "b.cu").write_text(SCALE.format(3))
    (out / "sub").symlink_to(outside)
    (out / "b.cl").symlink_to(outside / "secret.h")
    before = everything(outside)
    ran = migrate(tree, "-o", out)
    assert ran.exit_code == 1
    assert everything(outside) == before
    assert verdicts(out) == {"peeks": "refused", "scale_2": "translated", "scale_3": "translated"}
    assert {"file": "link.cu", "status": "a link out of the tree", "is_error": False} in records(out)
    assert "conflict: sub/a.cl" in ran.stdout
    assert "conflict: b.cl" in ran.stdout
    assert not any(
        b"41.0" in content for name, content in everything(out).items() if "sub/" not in name and name != "b.cl"
    )


def test_files_that_no_one_should_read(tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    tree.mkdir()
    (tree / "good.cu").write_text(SCALE.format(1))
    with (tree / "huge.cu").open("wb") as file:
        file.write(SCALE.format(2).encode())
        file.truncate(100_000_000)
    os.mkfifo(tree / "pipe.cu")
    (tree / "folder.cu").mkdir()
    (tree / "binary.cu").write_bytes(b"\xff\x00" * 1000)
    (tree / "closed.cu").symlink_to("nowhere.cu")
    (tree / "huge.h").symlink_to("huge.cu")
    (tree / "reads.cu").write_text('#include "huge.h"\n' + SCALE.format(3))
    start = time.monotonic()
    ran = migrate(tree, "-o", out)
    assert time.monotonic() - start < 60
    assert ran.exit_code == 1
    found = verdicts(out)
    assert found["scale_1"] == "translated"
    statuses = {each["file"]: each["status"] for each in records(out) if "verdict" not in each}
    assert statuses["huge.cu"] == "larger than 16 MB"
    assert statuses["pipe.cu"] == "not a file"
    assert "zero byte" in statuses["binary.cu"]
    assert statuses["closed.cu"]
    assert "larger than 16 MB" in (out / "report.html").read_text()


def test_a_file_that_is_slow_on_purpose_takes_no_other_with_it(tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    tree.mkdir()
    (tree / "endless.cu").write_text(ENDLESS)
    (tree / "good.cu").write_text(SCALE.format(1))
    ran = migrate(tree, "-o", out, "--time-limit", "2", "-j", "1")
    assert ran.exit_code == 1
    assert verdicts(out) == {"endless": "refused", "beside": "refused", "scale_1": "translated"}
    codes = {each["kernel"]: each["diagnostics"][0]["code"] for each in records(out) if each["verdict"] == "refused"}
    assert codes == {"endless": "TK0902", "beside": "TK0902"}
    first = everything(out)
    migrate(tree, "-o", tmp_path / "again", "--time-limit", "2", "-j", "2")
    assert everything(tmp_path / "again") == first, "how far it came is nobody's business"


def test_a_file_that_takes_memory_on_purpose(tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    tree.mkdir()
    (tree / "large.cu").write_text("".join(f"int a{n} = {n} + {n};\n" for n in range(20_000)) + SCALE.format(1))
    (tree / "small.cu").write_text(SCALE.format(2))
    ran = migrate(tree, "-o", out, "--memory-limit", "64", "-j", "1")
    assert ran.exit_code == 1
    assert verdicts(out) == {"scale_1": "refused", "scale_2": "translated"}
    assert [each["diagnostics"][0]["code"] for each in records(out) if each["verdict"] == "refused"] == ["TK0903"]


# ---------------------------------------------------------------- a worker process by itself


@pytest.fixture
def task(tmp_path: Path) -> Task:
    import hashlib

    text = SCALE.format(1)
    (tmp_path / "a.cu").write_text(text)
    options = {
        "kernels": [],
        "instantiate": [],
        "defines": [],
        "include_dirs": [],
        "roots": ["."],
        "block": None,
        "strict": False,
        "profile": "portable",
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Task("a.cu", "opencl", str(tmp_path), ".", digest, tool_digest(), 30.0, 4096, kernels_in(text), options)


def _told(outcome: Outcome) -> list[str]:
    return [each["code"] for kernel in outcome.kernels for each in kernel["diagnostics"]]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGSTOP, "TK0902"), (signal.SIGKILL, "TK0904")])
def test_a_worker_that_hangs_or_dies_is_started_anew(
    task: Task, number: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = Child()
    try:
        assert child.outcome(task).kernels[0]["verdict"] == "translated"
        monkeypatch.setattr(child_module, "GRACE", 2 - task.seconds)
        process = child._process
        assert process is not None
        process.send_signal(signal.SIGSTOP)
        threading.Timer(0.2, process.send_signal, [number]).start()
        assert _told(child.outcome(task)) == [code]
        assert process.poll() is not None
        monkeypatch.undo()
        assert child.outcome(task).kernels[0]["verdict"] == "translated"
    finally:
        child.end()


def test_a_tree_is_no_place_to_import_from(tmp_path: Path, task: Task) -> None:
    for name in ("json.py", "lark.py", "transkernel.py", "signal.py"):
        (tmp_path / name).write_text("raise SystemExit('imported from the tree')\n")
    child = Child()
    try:
        assert child.outcome(task).kernels[0]["verdict"] == "translated"
    finally:
        child.end()
