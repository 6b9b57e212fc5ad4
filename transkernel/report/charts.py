"""Histograms as SVG, drawn from counts: no script, no image, and the same bytes for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

WIDTH, HEIGHT, _BASE = 320, 72, 58


def spread(low: float, high: float, original: Sequence[int], port: Sequence[int]) -> str:
    """Original and port over one axis of values: the one as bars, the other as a line; heights are logarithmic."""
    top = _log(max(*original, *port, 1))
    step = WIDTH / len(original)
    bars = "".join(_bar(position * step, step, _log(count) / top) for position, count in enumerate(original) if count)
    points = " ".join(
        f"{position * step + dx:.1f},{_BASE - _BASE * _log(count) / top:.1f}"
        for position, count in enumerate(port)
        for dx in (0, step)
    )
    line = f'<polyline class="port" points="{points}"/>'
    return _svg("values of the original (bars) and the port (line)", bars + line, number(low), number(high))


def ulp(counts: Sequence[int]) -> str:
    """How many elements are how far off, a bar for each power of two of ulp, from 0 to 65535 and more."""
    top = _log(max(*counts, 1))
    step = WIDTH / len(counts)
    bars = "".join(_bar(position * step, step, _log(count) / top) for position, count in enumerate(counts) if count)
    return _svg("distance in ulp, by powers of two", bars, "0 ulp", "65535 or more")


def number(value: float) -> str:
    """A number as short as it can be told apart by eye."""
    return f"{value:.3g}"


def _log(count: int) -> float:
    return math.log1p(count)


def _bar(x: float, width: float, share: float) -> str:
    height = max(1.0, _BASE * share)
    return f'<rect x="{x:.1f}" y="{_BASE - height:.1f}" width="{max(width - 0.6, 0.4):.1f}" height="{height:.1f}"/>'


def _svg(label: str, drawn: str, left: str, right: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{drawn}'
        f'<line x1="0" y1="{_BASE}" x2="{WIDTH}" y2="{_BASE}"/>'
        f'<text x="0" y="{HEIGHT - 2}">{left}</text><text x="{WIDTH}" y="{HEIGHT - 2}" class="end">{right}</text></svg>'
    )
