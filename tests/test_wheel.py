"""The wheel in a virtual environment of its own, outside the checkout, with its dependencies and no more."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
# What pyproject.toml names, and what those bring with them.
DEPENDENCIES = {"click": (), "jinja2": ("markupsafe",), "lark": (), "numpy": ("numpy.libs",)}
KERNEL = "__global__ void scale(float* x, float a) { x[threadIdx.x] *= a; }\n"
CASE = """
[[case]]
kernel = "scale"
grid = [1]
block = [64]
args = { a = 2.5, x = { shape = [64], dtype = "float32", fill = "normal", out = true } }
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment that has the wheel."""

    folder: Path
    wheel: Path

    def run(self, program: str, *arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "bin" / program), *arguments],
            cwd=where,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, timeout=300)
    wheel = next(folder.glob("*.whl"))
    environment = folder / "environment"
    # This environment's pip, where it has one: to put another into the new one takes three seconds.
    has_pip = importlib.util.find_spec("pip") is not None
    venv.create(environment, with_pip=not has_pip)
    python = str(environment / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python] if has_pip else [python, "-m", "pip"]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    packages = next(environment.glob("lib/python*/site-packages"))
    for name in (*DEPENDENCIES, *(each for others in DEPENDENCIES.values() for each in others)):
        link(packages, name)
    return Installed(environment, wheel)


def link(packages: Path, name: str) -> None:
    """A package of this environment, for the other one too; `NAME.libs` holds NAME's libraries, where it has some."""
    spec = importlib.util.find_spec(name.removesuffix(".libs"))
    assert spec is not None
    source = Path(str(spec.origin)).parents[1] / name
    if source.is_dir() or not name.endswith(".libs"):
        (packages / name).symlink_to(source)


def test_the_dependencies_are_those_of_the_project() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert {each.partition(">")[0] for each in project["dependencies"]} == set(DEPENDENCIES)


def test_the_wheel_holds_every_file_of_the_package(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "transkernel").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {f"transkernel/grammars/{path.name}" for path in (REPOSITORY / "grammars").iterdir() if path.is_file()}
    assert held == wanted


def test_a_kernel_is_translated_outside_the_checkout(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "scale.cu").write_text(KERNEL)
    for target, port in (("opencl", "scale.cl"), ("triton", "scale_triton.py")):
        ran = installed.run("transkernel", "convert", "scale.cu", "--to", target, where=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "1 translated, 0 refused\n")
        assert "scale" in (tmp_path / port).read_text()
    where = installed.run("python", "-c", "import transkernel; print(transkernel.__file__)", where=tmp_path)
    assert where.stdout.startswith(str(installed.folder))


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("targets",), ("devices",), ("explain", "TK0101"), ("migrate", ".", "--to", "opencl", "-o", "out")],
)
def test_commands_outside_the_checkout(installed: Installed, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "scale.cu").write_text(KERNEL)
    ran = installed.run("transkernel", *arguments, where=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout or (tmp_path / "out" / "report.html").is_file()


def test_the_original_runs_outside_the_checkout(installed: Installed, tmp_path: Path) -> None:
    """The C++ headers, the child processes and the launches of `load`, without OpenCL."""
    (tmp_path / "scale.cu").write_text(KERNEL)
    (tmp_path / "scale.toml").write_text(CASE)
    # The examination's own headers, which take seconds to compile, are in the wheel like all files of the package.
    ran = installed.run("transkernel", "verify", "scale.cu", "--to", "opencl", "--no-examine", where=tmp_path)
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 3, ran.stdout + ran.stderr  # no OpenCL there, and that is said
    assert "pip install 'transkernel[cpu]'" in ran.stdout + ran.stderr
    program = (
        "import numpy as np, transkernel as tk\nx = np.ones(4, np.float32)\n"
        "module = tk.load('scale.cu')\nmodule.scale[1, 4](x, 2.5)\nprint(module.device, x.tolist())"
    )
    ran = installed.run("python", "-c", program, where=tmp_path)
    assert ran.stdout == "cuda-host [2.5, 2.5, 2.5, 2.5]\n", ran.stderr
