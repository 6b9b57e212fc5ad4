"""The public repositories that field.py is run on: which folders, with which options; repositories.toml says them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a folder. only: texts of which a file's path holds one; empty for all files."""

    folder: Path
    include: tuple[Path, ...] = ()
    defines: tuple[str, ...] = ()
    makefile: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repository:
    """aim: the share of kernels that should be translated, in percent. further: readings besides the plain one, each
    with `defines` and perhaps `only` of its own; a kernel counts when one reading translates it."""

    name: str
    project: str
    folder: str
    aim: float
    include: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()
    makefile: bool = False
    only: tuple[str, ...] = ()
    further: tuple[dict[str, tuple[str, ...]], ...] = ()

    def runs(self, checkout: Path) -> tuple[Run, ...]:
        """The readings of a checkout, in order."""
        include = tuple(checkout / each for each in self.include)
        plain = Run(checkout / self.folder, include, self.defines, self.makefile, self.only)
        more = (replace(plain, defines=each["defines"], only=each.get("only", self.only)) for each in self.further)
        return (plain, *more)


def _repository(name: str, table: dict[str, object]) -> Repository:
    return Repository(name, **{key: _frozen(value) for key, value in table.items()})  # type: ignore[arg-type]


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _read(path: Path) -> dict[str, Repository]:
    return {name: _repository(name, table) for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}


REPOSITORIES = _read(Path(__file__).with_name("repositories.toml"))
