"""A port run in the opposite order: each work-item of a launch plays the part of its mirror image.

OpenCL has no word for the order in which work-groups and work-items go, and drivers for processors let them go in one
and the same. A port whose numbers change when the last goes first has a race.
"""

from __future__ import annotations

import re

# Sub-groups are made of neighbours by the device, and are no longer the mirrored ones.
_FIXED_ORDER = re.compile(r"\b(?:sub_group_\w+|get_sub_group_\w+|intel_sub_group_\w+|get_\w+_linear_id)\b")

_MIRROR = """\
#define get_group_id(axis) (get_num_groups(axis) - 1 - get_group_id(axis))
#define get_local_id(axis) (get_local_size(axis) - 1 - get_local_id(axis))
#define get_global_id(axis) (get_group_id(axis) * get_local_size(axis) + get_local_id(axis))
#line 1
"""


def mirrored(text: str) -> str | None:
    """The port with mirrored indices; None where it asks for indices that cannot be mirrored."""
    return None if _FIXED_ORDER.search(text) else _MIRROR + text
