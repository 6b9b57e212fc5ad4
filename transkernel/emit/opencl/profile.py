"""What a port may use of a device. A profile is data; legalisation asks it, nobody else."""

from __future__ import annotations

from transkernel.records import record


@record
class Profile:
    """Capabilities above OpenCL C 1.2 with 32-bit integer atomics, which every profile has.

    half_arithmetic: cl_khr_fp16. Without it halves are stored as such and computed in float, rounded after each step.
    subgroup_width: sub-groups of exactly that many lanes, with shuffles and ballots; 0 for none. Without it warp
        operations go through local memory and barriers.
    build_options: what the compiler must be given to accept such a port.
    """

    name: str
    half_arithmetic: bool = False
    subgroup_width: int = 0
    build_options: tuple[str, ...] = ()


# Sub-groups with shuffles are extensions of OpenCL C 2.0 and later.
_LATER = ("-cl-std=CL3.0",)

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("portable"),
        Profile("fp16", half_arithmetic=True),
        Profile("subgroups32", subgroup_width=32, build_options=_LATER),
        Profile("fp16-subgroups32", half_arithmetic=True, subgroup_width=32, build_options=_LATER),
    )
}
PORTABLE = PROFILES["portable"]
