"""What a port may use: all that JAX's TPU simulator runs, or what the compiler of a TPU takes."""

from __future__ import annotations

from transkernel.records import record


@record
class Profile:
    """compiles: what the compiler of a v5e refuses is refused here, with its rule. raises, without: of the patterns of
    threads that become operations on tiles."""

    name: str
    compiles: bool = False
    raises: bool = True
    without: tuple[str, ...] = ("vector-accesses",)
    build_options: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (Profile("portable"), Profile("v5e", compiles=True), Profile("plain", raises=False))
}
PORTABLE = PROFILES["portable"]
