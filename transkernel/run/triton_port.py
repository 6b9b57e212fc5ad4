"""The text of a Triton port as a module, the types of its scalars, and where in it something went wrong.

What the interpreter's child and the compiler's share. Nothing here imports Triton: whether it interprets or compiles is
decided before its first import, and holds for the life of a process.
"""

from __future__ import annotations

import hashlib
import importlib.util
import linecache
import sys
import tempfile
import traceback
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

PORT_NAME = "port.py"  # what messages call the port, wherever its text was put
_MOST_MODULES = 64
_MOST_INT32, _MOST_INT64 = 1 << 31, 1 << 63


@dataclass(frozen=True, slots=True)
class Port:
    file: Path
    module: ModuleType


class NotLoaded(Exception):
    """The text is no module; the message says where and why."""


class TooLong(Exception):
    """Raised in the middle of a launch whose time is over."""


_ports: OrderedDict[str, Port] = OrderedDict()


def kernel_of(port: Port, entry: str) -> Any:
    """The port's kernel of that name, not tuned where it can be: its constants are given. None where it has no such."""
    kernel: Any = getattr(port.module, entry, None)
    return kernel.fn if hasattr(kernel, "configs") else kernel


def load(text: str) -> Port:
    """The module of that text, from among those loaded before or new. Raises NotLoaded.

    Triton reads a function's source in its file, so that the text has to be in one.
    """
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    if key in _ports:
        _ports.move_to_end(key)
        return _ports[key]
    file = Path(tempfile.gettempdir(), f"port_{key}.py")
    file.write_text(text, encoding="utf-8")
    _ports[key] = Port(file, _load(file))
    if len(_ports) > _MOST_MODULES:
        _, old = _ports.popitem(last=False)
        sys.modules.pop(old.module.__name__, None)
        old.file.unlink(missing_ok=True)
    return _ports[key]


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise NotLoaded(f"{file.name} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module  # inspect finds a function's source by its module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:  # a port may raise SystemExit
        del sys.modules[module.__name__]
        raise NotLoaded(described(error, file)) from error
    return module


# --- the types of scalars

_CANONICAL = {
    **{f"{sign[0]}{bits}": f"{sign}{bits}" for sign in ("int", "uint") for bits in (8, 16, 32, 64)},
    "i1": "int1",
    "u1": "int1",
    "int1": "int1",
    "float16": "fp16",
    "float32": "fp32",
    "float64": "fp64",
    "bfloat16": "bf16",
    "fp16": "fp16",
    "fp32": "fp32",
    "fp64": "fp64",
    "bf16": "bf16",
}


def annotated_type(annotation: Any) -> str:
    """The number type that a parameter's annotation asks for, by Triton's name; empty where it asks for none."""
    name = annotation if isinstance(annotation, str) else getattr(annotation, "name", "")
    name = _CANONICAL.get(name.removeprefix("tl."), name.removeprefix("tl."))
    return name if name in _CANONICAL.values() else ""


def number_type(annotation: Any, dtype: str, value: bool | int | float | None = None) -> str:
    """Which type a scalar has in a kernel that is launched from Python, by Triton's name.

    It is what the parameter's annotation says. Without one it is what Triton makes of a Python number: int32 where the
    value fits (for no value: where every value of the dtype does, or would but for its sign), int64 or uint64 where
    not; float32 for every float.
    """
    annotated = annotated_type(annotation)
    if annotated:
        return annotated
    if dtype == "bool":
        return "int1"
    if "float" in dtype:
        return "fp32"
    if value is None:
        return "int64" if dtype.endswith("64") else "int32"
    if -_MOST_INT32 <= value < _MOST_INT32:
        return "int32"
    return "int64" if value < _MOST_INT64 else "uint64"


# --- what went wrong, and where


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it was raised from, the first cause last: Triton wraps what a kernel raises."""
    found = [error]
    while (cause := found[-1].__cause__ or found[-1].__context__) is not None and cause not in found:
        found.append(cause)
    return found


def root_of(error: BaseException) -> BaseException:
    """The first cause."""
    return _chain(error)[-1]


def described(error: BaseException, file: Path) -> str:
    """`port.py:LINE: error: what was raised`, and the line; without a place where the port has no part in it."""
    root = root_of(error)
    said = " ".join(str(root).split()) or "it gives no reason"
    line = _line_of(error, file)
    if not line:
        return f"{type(root).__name__}: {said}"
    what = root.msg if isinstance(root, SyntaxError) else said
    kind = "" if isinstance(root, TooLong) else f"{type(root).__name__}: "
    return placed(line, f"{kind}{what}", linecache.getline(str(file), line))


def placed(line: int, message: str, shown: str) -> str:
    """A message with its place in the port, and the line below it."""
    return f"{PORT_NAME}:{line}: error: {message}\n{shown.rstrip()}"


def _line_of(error: BaseException, file: Path) -> int:
    """The innermost line of the port that led there, or 0."""
    for each in reversed(_chain(error)):
        if isinstance(each, SyntaxError) and each.filename == str(file):
            return each.lineno or 0
        lines = [frame.lineno for frame in traceback.extract_tb(each.__traceback__) if frame.filename == str(file)]
        if lines:
            return lines[-1] or 0
    return 0
