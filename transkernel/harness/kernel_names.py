"""Which kernel of a port a case means. The port spells template arguments in its own way, the case in its author's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Types of one meaning on the platforms that CUDA runs on, the longest spelling first.
_SPELLINGS = {
    "unsigned long long int": "uint64_t",
    "unsigned long long": "uint64_t",
    "unsigned long int": "uint64_t",
    "unsigned long": "uint64_t",
    "size_t": "uint64_t",
    "long long int": "int64_t",
    "long long": "int64_t",
    "long int": "int64_t",
    "long": "int64_t",
    "unsigned int": "uint32_t",
    "unsigned short": "uint16_t",
    "unsigned char": "uint8_t",
    "unsigned": "uint32_t",
    "int": "int32_t",
    "short": "int16_t",
    "signed char": "int8_t",
    "__half": "half",
}
_SPELLING = re.compile(rf"\b(?:{'|'.join(_SPELLINGS)})\b(?! double)")


def plain(kernel: str) -> str:
    """A kernel's name without the spaces, which do not count."""
    return kernel.replace(" ", "")


def base(kernel: str) -> str:
    """A kernel's name without template arguments."""
    return plain(kernel).split("<")[0]


def is_asked_for(kernel: str, names: Iterable[str]) -> bool:
    """Whether a kernel is named, with its template arguments or without them."""
    return any(plain(kernel) == plain(name) or base(kernel) == plain(name) for name in names)


def match(wanted: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """For each name of a case the port's name of that kernel, where it can be told:

    the same text, or the same types in other words; or the one instance that continues it, by default arguments
    (`scan<int>`, `scan<int, 256>`); or, of a template with one name and one instance left over, each for the other
    (`f<my_type>`, `f<float>`).
    """
    found: dict[str, str] = {}
    for step in (_same, _same_types, _continued, _left_over):
        rest = [name for name in dict.fromkeys(wanted) if name not in found]
        free = [name for name in known if name not in found.values()]
        for name in rest:
            candidates = step(name, rest, free)
            if len(candidates) == 1:
                found[name] = candidates[0]
    return found


def written_otherwise(name: str, known: Sequence[str]) -> str | None:
    """The one name of `known` that says the same: with other spaces, types in other words, or by default arguments."""
    for step in (_same, _same_types, _continued):
        candidates = step(name, (), known)
        if len(candidates) == 1:
            return candidates[0]
    return None


def _same(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    return [other for other in free if plain(other) == plain(name)]


def _same_types(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    return [other for other in free if _in_one_spelling(other) == _in_one_spelling(name)]


def _in_one_spelling(name: str) -> str:
    """`f<unsigned long>` and `f<unsigned long long>` as `f<uint64_t>`."""
    head, bracket, arguments = name.partition("<")
    return plain(head + bracket + _SPELLING.sub(lambda found: _SPELLINGS[found[0]], arguments))


def _continued(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    start = plain(name).removesuffix(">").removesuffix("<")
    return [other for other in free if plain(other).startswith((f"{start},", f"{start}<"))]


def _left_over(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    if "<" not in name or sum(base(other) == base(name) for other in rest) > 1:
        return []
    return [other for other in free if "<" in other and base(other) == base(name)]
