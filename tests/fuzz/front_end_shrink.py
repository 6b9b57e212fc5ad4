"""Makes a failing text smaller: removal of ever smaller parts, by lines and then by tokens (ddmin, Zeller 2002)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.fuzz.front_end_mutations import text_of

Fails = Callable[[str], bool]


def shrink(text: str, fails: Fails, most: int = 400) -> str:
    """The smallest text found that still fails, after at most `most` tries."""
    tries = _Tries(fails, most)
    for cut in (str.splitlines, lambda each: text_of(each).pieces):
        pieces = cut(text, True) if cut is str.splitlines else cut(text)
        text = "".join(_ddmin(pieces, tries))
    return text


class _Tries:
    """A test that may be made so many times, and fails to fail after that."""

    def __init__(self, fails: Fails, most: int) -> None:
        self._fails, self.left = fails, most

    def __call__(self, pieces: Sequence[str]) -> bool:
        self.left -= 1
        return self.left >= 0 and self._fails("".join(pieces))


def _ddmin(pieces: Sequence[str], fails: _Tries) -> list[str]:
    kept = list(pieces)
    size = max(1, len(kept) // 2)
    while fails.left > 0:
        at, before = 0, len(kept)
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            if rest and fails(rest):
                kept = rest
            else:
                at += size
        if size == 1 and len(kept) == before:
            break
        size = max(1, size // 2)
    return kept
