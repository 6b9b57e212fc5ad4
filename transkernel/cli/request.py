"""What was asked for: the command line over the configuration file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transkernel.cli.options import named_targets
from transkernel.cli.terminal import CommandError
from transkernel.config import Config, ConfigError, find_config
from transkernel.emit import TARGETS
from transkernel.limits import DEFAULT_TIME_LIMIT

if TYPE_CHECKING:
    from transkernel.convert import Options


_DEFAULT_PROFILE = "portable"


@dataclass(frozen=True, slots=True)
class Request:
    """The choices of a run that translates, after the configuration had its say."""

    config: Config
    targets: tuple[str, ...]
    several_targets: bool
    kernels: tuple[str, ...]
    instantiate: tuple[str, ...]
    defines: tuple[tuple[str, str], ...]
    include_dirs: tuple[Path, ...]
    block: tuple[int, int, int] | None
    strict: bool
    profile: str
    time_limit: float | None

    @property
    def project_roots(self) -> tuple[Path, ...]:
        """The folder of the configuration file: includes may lead anywhere below it."""
        return (self.config.path.parent,) if self.config.path is not None else ()

    def options(self, target: str, root: Path) -> Options:
        """For `convert`. Includes may not leave the folder of the source, the -I folders and the project's own."""
        from transkernel.convert import Options

        return Options(
            target=target,
            kernels=self.kernels,
            instantiate=self.instantiate,
            defines=self.defines,
            include_dirs=self.include_dirs,
            roots=(root, *self.include_dirs, *self.project_roots),
            block=self.block,
            strict=self.strict,
            profile=self.profile,
            time_limit=self.time_limit or DEFAULT_TIME_LIMIT,
        )


def find_request(
    paths: tuple[str, ...],
    *,
    targets: tuple[str, ...],
    kernels: tuple[str, ...],
    instantiate: tuple[str, ...],
    defines: tuple[tuple[str, str], ...],
    include_dirs: tuple[str, ...],
    block: tuple[int, int, int] | None,
    strict: bool,
    profile: str,
    time_limit: float | None,
) -> Request:
    """Raises CommandError where the configuration cannot be used, where no target is named anywhere, or where a target
    has no such profile."""
    try:
        config = find_config(_common_folder(paths))
    except ConfigError as error:
        raise CommandError(str(error)) from None
    unknown = [target for target in config.targets if target != "all" and target not in TARGETS]
    if unknown:
        raise CommandError(f"{config.path}: unknown target {unknown[0]!r}; known: {', '.join(TARGETS)}")
    asked = targets or config.targets
    named = named_targets(asked)
    if not named:
        raise CommandError(f"no target: give --to TARGET ({', '.join([*TARGETS, 'all'])})")
    for target in named if profile != _DEFAULT_PROFILE else ():
        profiles = TARGETS[target]().PROFILES
        if profile not in profiles:
            raise CommandError(f"{target} has no profile {profile!r}; it has {', '.join(profiles)}")
    return Request(
        config=config,
        targets=named,
        several_targets=len(named) > 1 or "all" in asked,
        kernels=kernels,
        instantiate=config.instantiate + instantiate,
        defines=config.defines + defines,
        include_dirs=tuple(_folder(name) for name in include_dirs) + config.include_dirs,
        block=block,
        strict=strict or config.strict,
        profile=profile,
        time_limit=time_limit or config.time_limit,
    )


def _common_folder(paths: tuple[str, ...]) -> Path:
    """The deepest folder that holds every input; the working folder for standard input."""
    places = [os.path.abspath(path) for path in paths if path != "-"]
    if not places:
        return Path.cwd()
    common = Path(os.path.commonpath(places))
    return common if common.is_dir() else common.parent


def _folder(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        raise CommandError(f"-I {name}: no such folder")
    return path
