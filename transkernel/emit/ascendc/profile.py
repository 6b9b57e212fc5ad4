"""What a port may use: which cores it is for, and so in which form it is written."""

from __future__ import annotations

from typing import Literal

from transkernel.records import record


@record
class Profile:
    """form: `simd`, programs of one core on tiles, or `simt`, programs of one thread. arch: the cores it is for.
    raises, without: of the tile form, whether patterns of threads become operations on tiles, and those that do not.
    build_options: what the vendor's compiler must be given."""

    name: str
    form: Literal["simd", "simt"]
    arch: str
    raises: bool = True
    without: tuple[str, ...] = ()
    build_options: tuple[str, ...] = ()


_CORES_2201 = ("--npu-arch=dav-2201",)
_CORES_3510 = ("--npu-arch=dav-3510", "--enable-simt")

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("portable", "simd", "dav-2201", build_options=_CORES_2201),
        Profile("dav-2201", "simd", "dav-2201", build_options=_CORES_2201),
        Profile("plain", "simd", "dav-2201", raises=False, build_options=_CORES_2201),
        Profile("dav-3510", "simt", "dav-3510", build_options=_CORES_3510),
    )
}
PORTABLE = PROFILES["portable"]
