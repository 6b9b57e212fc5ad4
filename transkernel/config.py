"""What a project says once for all its runs: `transkernel.toml`, or `[tool.transkernel]` in pyproject.toml.

    targets      = ["opencl"]             # for --to
    include_dirs = ["include"]            # for -I
    defines      = { BLOCK = 256 }        # for -D; or a list, ["BLOCK=256"]
    instantiate  = ["reduce<float, 256>"] # for --instantiate
    exclude      = ["third_party"]        # patterns below a folder that is converted
    output       = "ports"                # for -o
    root         = "kernels"              # for --root
    strict       = false                  # for --strict
    time_limit   = 60                     # for --time-limit, in seconds
    corpus       = "kernels"              # for `check`: the kernels, and what they are known to become
    golden       = "golden"
    drift_factor = 4                      # for `check`: errors beyond so many times the recorded ones are drift

Paths are relative to the file. The command line wins: what is one value is replaced by it, and so are `targets`;
the other lists are added to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from transkernel.records import record


class ConfigError(ValueError):
    """The file cannot be used; the text names it, the key and the nearest key that is known."""


@record
class Config:
    """path is None where there is no file; then every other field says nothing."""

    path: Path | None = None
    targets: tuple[str, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    instantiate: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    output: Path | None = None
    root: Path | None = None
    strict: bool = False
    time_limit: float | None = None
    corpus: Path | None = None
    golden: Path | None = None
    drift_factor: float | None = None


def find_config(start: Path) -> Config:
    """The configuration that holds in a folder: the nearest one at or above it. Raises ConfigError."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        for name in ("transkernel.toml", "pyproject.toml"):
            config = _read_if_ours(candidate / name)
            if config is not None:
                return config
    return Config()


def read_config(path: Path) -> Config:
    """The configuration in a file; one without our table says nothing. Raises ConfigError."""
    return _read_if_ours(path) or Config()


def _read_if_ours(path: Path) -> Config | None:
    """None where there is no such file, or a pyproject.toml without our table."""
    if not path.is_file():
        return None
    try:
        document: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as error:
        # Another project's broken pyproject.toml is not ours to report; our own file is.
        if path.name == "pyproject.toml" and b"tool.transkernel" not in _bytes(path):
            return None
        raise ConfigError(f"{path}: {error}") from None
    table: Any = document
    if path.name == "pyproject.toml":
        tools = document.get("tool")
        table = tools.get("transkernel") if isinstance(tools, dict) else None
    return _config(path, table) if table is not None else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _config(path: Path, table: Any) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.transkernel is not a table")
    config = Config(path)
    for key, value in table.items():
        read = _KEYS.get(key)
        if read is None:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(_KEYS)}"
            raise ConfigError(f"{path}: unknown key {key!r}{hint}")
        try:
            config = replace(config, **{key: read(value, path.parent)})
        except TypeError as error:
            raise ConfigError(f"{path}: {key} must be {error}") from None
    return config


def _strings(value: Any, folder: Path) -> tuple[str, ...]:
    del folder
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise TypeError("a list of strings")


def _folders(value: Any, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / name for name in _strings(value, folder))


def _folder(value: Any, folder: Path) -> Path:
    if isinstance(value, str):
        return folder / value
    raise TypeError("a path")


def _switch(value: Any, folder: Path) -> bool:
    del folder
    if isinstance(value, bool):
        return value
    raise TypeError("true or false")


def _seconds(value: Any, folder: Path) -> float:
    del folder
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value)
    raise TypeError("a number of seconds above 0")


def _factor(value: Any, folder: Path) -> float:
    del folder
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1:
        return float(value)
    raise TypeError("a number of at least 1")


def _defines(value: Any, folder: Path) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict) and all(isinstance(text, str | int | float) for text in value.values()):
        return tuple((name, _macro_text(text)) for name, text in value.items())
    if not isinstance(value, list):
        raise TypeError("a table of names and values, or a list of NAME[=VALUE]")
    pairs = (text.partition("=") for text in _strings(value, folder))
    return tuple((name, text if equals else "1") for name, equals, text in pairs)


def _macro_text(value: str | int | float) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


_KEYS: dict[str, Callable[[Any, Path], Any]] = {
    "targets": _strings,
    "include_dirs": _folders,
    "defines": _defines,
    "instantiate": _strings,
    "exclude": _strings,
    "output": _folder,
    "root": _folder,
    "strict": _switch,
    "time_limit": _seconds,
    "corpus": _folder,
    "golden": _folder,
    "drift_factor": _factor,
}
