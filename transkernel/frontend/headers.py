"""The parts of the standard library and of CUDA's headers that are written in CUDA themselves: classes of ours with the
members that kernels use, in headers/. A unit gets those whose names it mentions.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from transkernel.frontend.preprocess import PreprocessOptions, preprocess
from transkernel.frontend.tokens import Token
from transkernel.source import SourceFile

_FOLDER = Path(__file__).parent / "headers"

# (file, the names that need it, a name that must stand beside them)
_HEADERS = (
    ("pair.cuh", frozenset({"pair", "make_pair"}), "std"),
    ("array.cuh", frozenset({"array"}), "std"),
    ("mma.cuh", frozenset({"wmma"}), ""),
    ("narrow_raw.cuh", frozenset({"__half_raw", "__nv_bfloat16_raw"}), ""),
)


def headers_for(tokens: Collection[Token]) -> list[Token]:
    """The tokens of all headers that a unit's tokens call for."""
    words = {token.text for token in tokens}
    chosen = [file for file, names, beside in _HEADERS if names & words and (not beside or beside in words)]
    return [token for file in chosen for token in _tokens(file)]


@cache
def _tokens(file: str) -> tuple[Token, ...]:
    text = (_FOLDER / file).read_text(encoding="utf-8")
    return tuple(preprocess(SourceFile(f"<{file}>", text), PreprocessOptions((), (), ())).tokens)
