"""How much work a kernel still is: none, a small change, or a rewrite. A table over what it was refused with.

A small change is a line or an option (a header's folder, an instance, a cast); a rewrite changes how the kernel works:
where its data are, what its threads do together, or which library it leans on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any


class Effort(StrEnum):
    NONE = "none"
    SMALL = "small"
    REWRITE = "rewrite"


REWRITES = frozenset(
    """TK0205 TK0239 TK0248 TK0260 TK0271 TK0272 TK0273 TK0274 TK0279 TK0302 TK0312 TK0313 TK0401 TK0410 TK0412 TK0421
    TK0422 TK0441 TK0461 TK0462 TK0901""".split()
)


def effort_of_code(code: str) -> Effort:
    """Of a kernel that is held back, or to be looked at, because of one code alone."""
    return Effort.REWRITE if code in REWRITES else Effort.SMALL


def effort(verdict: str, diagnostics: Sequence[Mapping[str, Any]]) -> Effort:
    """Of one kernel, by what was said of it. What came with warnings is to be looked at."""
    if verdict == "translated":
        return Effort.NONE
    codes = {each["code"] for each in diagnostics if each["severity"] == "error"}
    return Effort.REWRITE if codes & REWRITES else Effort.SMALL
