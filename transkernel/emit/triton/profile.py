"""What a port may use. Triton's own compiler knows the device, so profiles say how a kernel is written."""

from __future__ import annotations

from transkernel.records import record


@record
class Profile:
    """raises: whether patterns of threads become operations on tiles; where not, the port follows the threads' own
    steps, against which the raised one can be checked. without: the patterns (RAISINGS of tile/) that are left as they
    are. build_options: what the target's compiler must be given to accept such a port."""

    name: str
    raises: bool = True
    without: tuple[str, ...] = ()
    build_options: tuple[str, ...] = ()


_PATTERNS = (
    "tiled-arrays", "local-arrays", "butterflies", "block-reductions", "warp-reductions", "scans", "staged-loads",
    "staged-transposes", "resident-arrays", "products", "first-lanes", "merged-blocks", "row-tiles",
    "vector-accesses",
)  # fmt: skip
PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("portable"),
        Profile("plain", raises=False),
        *(Profile(f"without-{each}", without=(each,)) for each in _PATTERNS),
    )
}
PORTABLE = PROFILES["portable"]
