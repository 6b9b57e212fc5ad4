"""Launch recipes for the manifest: of each launch that host code makes, its kernels, extents and arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transkernel.ir.recipes import Assign, HostRecipe, Launch
from transkernel.manifest import LaunchRecipe, Manifest


def launch_recipes(hosts: Sequence[HostRecipe], manifest: Manifest) -> tuple[LaunchRecipe, ...]:
    """Those of kernels that the port has, where all that they count on is known."""
    known = {kernel.kernel for kernel in manifest.kernels}
    made = (_recipe(host, launch, known) for host in hosts for launch in host.launches)
    return tuple(recipe for recipe in made if recipe is not None)


def _recipe(host: HostRecipe, launch: Launch, known: set[str]) -> LaunchRecipe | None:
    kernels = tuple(dict.fromkeys(name for _, name in launch.kernels if name in known))
    needed = _needed(launch)
    if not kernels or not all(each.value for each in needed):
        return None
    return LaunchRecipe(
        host.name,
        launch.span.line,
        kernels,
        launch.grid,
        launch.block,
        launch.shared,
        launch.arguments,
        tuple(f"{each.name} = {each.value}" for each in needed),
    )


def _needed(launch: Launch) -> list[Assign]:
    """The assignments that a launch's expressions count on, in their order."""
    wanted = {name for text in (launch.grid, launch.block, launch.shared, *launch.arguments) for name in _names(text)}
    kept = []
    for assign in reversed(launch.before):
        if assign.name in wanted:
            kept.append(assign)
            wanted |= _names(assign.value)
    return kept[::-1]


def _names(text: str) -> set[str]:
    return set(re.findall(r"(?<![.\w])[A-Za-z_]\w*", text))
