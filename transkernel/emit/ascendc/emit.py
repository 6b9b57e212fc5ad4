"""A port in Ascend C, in the form that its profile asks for. Each form is a package with `prepare` and `emit`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any, Literal

from transkernel.emit.ascendc.host import companions
from transkernel.emit.ascendc.profile import PORTABLE, Profile
from transkernel.ir.nodes import Comment
from transkernel.source import SourceFile

SUFFIX = "_ascendc.cpp"
_LEVELS: dict[str, Literal["thread", "placed"]] = {"simt": "thread", "simd": "placed"}


def level(profile: Profile) -> Literal["thread", "placed"]:
    """What `prepare` takes: the program of a thread, or of a core that takes blocks in turn."""
    return _LEVELS[profile.form]


def prepare(program: Any, profile: Profile = PORTABLE) -> Any:
    """A kernel made ready for `emit`. Raises Refusal where the form cannot say what it does."""
    return _form(profile).prepare(program, profile)


def collectives(profile: Profile) -> Callable[[Any], bool]:
    """Which nodes all threads of the block must reach together."""
    made: Callable[[Any], bool] = _form(profile).is_collective
    return made


def emit(
    kernels: tuple[Any, ...],
    *,
    source: SourceFile,
    profile: Profile = PORTABLE,
    version: str,
    block: tuple[int, int, int] | None = None,
    comments: tuple[Comment, ...] = (),
) -> Any:
    """The kernels of one CUDA file, in their order, as one file, and the host code beside it: `text`, `launcher`,
    `manifest`, `suffix`, `companions`.

    block: the only block size that the port shall be launched with, where that is known.
    comments: what the CUDA file begins with.
    """
    port = _form(profile).emit(kernels, source=source, profile=profile, version=version, block=block, comments=comments)
    return replace(port, companions=companions(port.manifest))


def _form(profile: Profile) -> Any:
    return import_module(f"transkernel.emit.ascendc.{profile.form}")
