"""What a port may use. Triton's own compiler knows the device, so profiles say how a kernel is written."""

from __future__ import annotations

from transkernel.records import record


@record
class Profile:
    """raises: whether patterns of threads become operations on tiles; where not, the port follows the threads' own
    steps, against which the raised one can be checked. build_options: what the target's compiler must be given to
    accept such a port."""

    name: str
    raises: bool = True
    build_options: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {
    profile.name: profile for profile in (Profile("portable"), Profile("plain", raises=False))
}
PORTABLE = PROFILES["portable"]
