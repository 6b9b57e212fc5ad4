"""Python environments beside this one: tools whose packages do not go together with ours, each called as a child.

`make npu-env` makes them under build/npu/ of the checkout; a variable names another interpreter.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "build" / "npu"
# What each is for, and the variable that names its interpreter.
VARIABLES = {
    "jax": "TRANSKERNEL_JAX_PYTHON",
    "tpu": "TRANSKERNEL_TPU_PYTHON",
    "pyasc": "TRANSKERNEL_PYASC_PYTHON",
}
GET = "make npu-env"


def interpreter(name: str) -> str:
    """The path of an environment's Python; empty where it is not there."""
    given = os.environ.get(VARIABLES[name])
    path = Path(given) if given else FOLDER / name / "bin" / "python"
    return str(path) if path.is_file() and os.access(path, os.X_OK) else ""


def version(name: str, package: str) -> str:
    """Of a package in an environment, as its folder of metadata says it; empty where it is not installed."""
    python = interpreter(name)
    if not python:
        return ""
    folders = Path(python).parent.parent.glob(f"lib/python3.*/site-packages/{package.replace('-', '_')}-*.dist-info")
    return next((each.name.removesuffix(".dist-info").rpartition("-")[2] for each in sorted(folders)), "")
