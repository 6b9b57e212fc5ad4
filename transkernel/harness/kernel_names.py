"""Which kernel of a port a case means. The port spells template arguments in its own way, the case in its author's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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

    the same text; or the one instance that continues it, by default arguments (`scan<int>`, `scan<int, 256>`);
    or, of a template with one name and one instance left over, each for the other (`f<uint8_t>`, `f<unsigned char>`).
    """
    found: dict[str, str] = {}
    for step in (_same, _continued, _left_over):
        rest = [name for name in dict.fromkeys(wanted) if name not in found]
        free = [name for name in known if name not in found.values()]
        for name in rest:
            candidates = step(name, rest, free)
            if len(candidates) == 1:
                found[name] = candidates[0]
    return found


def _same(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    return [other for other in free if plain(other) == plain(name)]


def _continued(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    start = plain(name).removesuffix(">").removesuffix("<")
    return [other for other in free if plain(other).startswith((f"{start},", f"{start}<"))]


def _left_over(name: str, rest: Sequence[str], free: Sequence[str]) -> list[str]:
    if "<" not in name or sum(base(other) == base(name) for other in rest) > 1:
        return []
    return [other for other in free if "<" in other and base(other) == base(name)]
