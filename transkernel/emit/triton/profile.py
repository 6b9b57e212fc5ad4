"""What a port may use of a device: Triton's own compiler knows that, so there is one profile."""

from __future__ import annotations

from transkernel.records import record


@record
class Profile:
    """build_options: what the target's compiler must be given to accept such a port."""

    name: str
    build_options: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {profile.name: profile for profile in (Profile("portable"),)}
PORTABLE = PROFILES["portable"]
