"""What importing costs: no parser, no back end and no numpy before a command needs them."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

HEAVY = ("numpy", "lark", "jinja2", "pyopencl", "triton", "jax")
OURS = ("frontend", "ir", "passes", "emit.opencl", "convert", "run", "harness", "report", "load.module")


def loaded_after(statements: str) -> set[str]:
    """The modules that a fresh interpreter holds after running `statements`."""
    program = f"import sys\n{statements}\nprint(*sys.modules, sep='\\n', file=sys.__stderr__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stderr.split())


def unwanted(modules: set[str]) -> set[str]:
    prefixes = (*HEAVY, *(f"transkernel.{name}" for name in OURS))
    return {name for name in modules if any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)}


def test_import_transkernel_loads_no_back_end() -> None:
    modules = loaded_after("import transkernel")
    assert "transkernel" in modules
    assert unwanted(modules) == set()
    assert "click" not in modules


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["convert", "--help"], ["explain"], ["nonsense"]])
def test_command_line_loads_no_back_end(arguments: list[str]) -> None:
    modules = loaded_after(f"sys.argv[1:] = {arguments!r}\nfrom transkernel.cli.main import main\nmain()")
    assert "transkernel.cli.convert" in modules
    assert unwanted(modules) == set()


def test_unwanted_sees_a_back_end() -> None:
    assert unwanted(loaded_after("import transkernel.emit.opencl, numpy")) >= {"transkernel.emit.opencl", "numpy"}


def test_convert_stays_the_function_after_its_module_is_loaded() -> None:
    import transkernel

    module = importlib.import_module("transkernel.convert")
    assert inspect.isfunction(transkernel.convert)
    assert inspect.ismodule(module)
