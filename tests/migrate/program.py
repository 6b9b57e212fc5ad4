"""The program as a user runs it on a folder, and trees of small sources."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]

SCALE = """// Scales.
__global__ void scale_{0}(float* x, int n) {{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) x[i] = {0} * x[i];
}}
"""
# Every instance is another class, so that nothing but the time ends them: half a million of them.
ENDLESS = """template <int A, int B, int C> struct Ways {
    static constexpr int v = (Ways<A - 1, B, C>::v + Ways<A, B - 1, C>::v) & 255;
};
template <int B, int C> struct Ways<0, B, C> { static constexpr int v = 1; };
template <int A, int C> struct Ways<A, 0, C> { static constexpr int v = 1; };
__global__ void endless(int* x) { x[0] = SUM; }
__global__ void beside(int* x) { x[0] = 1; }
""".replace("SUM", " + ".join(f"Ways<180, 180, {number}>::v" for number in range(16)))
REFUSED = "__global__ void broken(float* x) { x[0] = nowhere(x[1]); }\n"


@dataclass(frozen=True, slots=True)
class Ran:
    exit_code: int
    stdout: str
    stderr: str


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "transkernel", "migrate", *map(str, arguments), "--to", "opencl"]


@cache
def package() -> str:
    """A copy of the program: one that is edited between two runs would rightly translate everything again."""
    folder = Path(tempfile.mkdtemp(prefix="transkernel-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("transkernel", "grammars"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return str(folder)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": package(), **more}


def migrate(*arguments: str | Path, **more: str) -> Ran:
    """`transkernel migrate ARGUMENTS... --to opencl`. No traceback may reach the user, and no bug of ours."""
    done = subprocess.run(
        command(*arguments), capture_output=True, timeout=120, check=False, env=environment(**more), cwd="/"
    )
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.exit_code != 70, ran.stderr
    return ran


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "migration.jsonl").read_text(encoding="utf-8").splitlines()]


def verdicts(out: Path) -> dict[str, str]:
    return {each["kernel"]: each["verdict"] for each in records(out) if "verdict" in each}


def everything(out: Path) -> dict[str, bytes]:
    """All files below a folder, what the run remembers among them."""
    return {os.fsdecode(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def make_tree(folder: Path, count: int = 6) -> Path:
    """Sources in two folders, a header between them, a kernel that is refused, one in a header."""
    (folder / "src" / "deep").mkdir(parents=True)
    (folder / "common.h").write_text("#define FACTOR 3\n")
    for number in range(count):
        text = SCALE.format(number)
        place = folder / "src" / ("deep" if number % 2 else "") / f"scale{number}.cu"
        place.write_text(
            f'#include "{"../" * (2 if number % 2 else 1)}common.h"\n{text}'.replace(f"{number} *", "FACTOR *")
        )
    (folder / "src" / "broken.cu").write_text(REFUSED)
    (folder / "only.cuh").write_text(SCALE.format(99))
    return folder
