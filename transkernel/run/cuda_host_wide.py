"""The original in double precision: its text with `float` as double, and its launches with float64 for float32.

`cuda_host/wide.h` gives the words their other meaning; the compiler and the runtime are those of any original. What is
16 bits wide stays so. Whoever asks must compare the result with the original before believing it: a text that looks at
the bits of a float through a pointer, or counts bytes, gives something else here and nobody is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.cuda_host_text import OPAQUE, WIDE_INCLUDE
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Scalar
from transkernel.source import SourceFile

# A preprocessing number (C++17, 5.9), so that `0x1f` is never read as `1f`.
_NUMBER = re.compile(r"(?<![\w.])\.?\d(?:[eEpP][+-]|[\w.'])*")
_FLOAT_LITERAL = re.compile(r"(?:(?!0[xX])[\d.']+(?:[eE][+-]?\d+)?|0[xX][\da-fA-F.']+[pP][+-]?\d+)[fF]")


def wide_source(source: SourceFile, defines: Sequence[str] = ()) -> SourceFile:
    """The text to build in place of an original. defines: `NAME` or `NAME=VALUE`, which wide.h must not see."""
    lines = [WIDE_INCLUDE]
    for define in defines:
        name, sign, value = define.partition("=")
        lines.append(f"#define {name} {value or ('' if sign else '1')}")
    return SourceFile(source.name, "\n".join([*lines, "#line 1", widen_literals(source.text)]))


def widen_literals(text: str) -> str:
    """`0.1f` becomes `double(0.1f)`: the same value, with a type that nothing is computed in float with."""
    pieces: list[str] = []
    at = 0
    for opaque in OPAQUE.finditer(text):
        pieces += [_widened(text[at : opaque.start()]), opaque.group()]
        at = opaque.end()
    return "".join([*pieces, _widened(text[at:])])


def _widened(code: str) -> str:
    return _NUMBER.sub(lambda n: f"double({n.group()})" if _FLOAT_LITERAL.fullmatch(n.group()) else n.group(), code)


def wide_launch(launch: Launch, replaced: Mapping[str, NDArray[Any]] | None = None) -> Launch:
    """The launch with float64 wherever it has float32, and twice the dynamic shared memory.

    replaced: other values of some buffers, by name. Structs by value stay as they are.
    """
    arrays: dict[str, NDArray[Any]] = {}

    def buffer(old: Buffer) -> Buffer:
        values = (replaced or {}).get(old.name, old.array)
        wide = arrays.setdefault(old.name, _wide(values))
        return replace(old, array=wide, offset=old.offset * wide.itemsize // old.array.itemsize)

    def argument(old: LaunchArgument) -> LaunchArgument:
        if isinstance(old, Buffer):
            return buffer(old)
        if isinstance(old, Scalar):
            return Scalar(old.name, _wide(old.value) if old.value.dtype == np.float32 else old.value)
        return replace(old, pointers=tuple((offset, buffer(pointed)) for offset, pointed in old.pointers))

    return replace(
        launch,
        arguments=tuple(argument(each) for each in launch.arguments),
        shared_bytes=2 * launch.shared_bytes,
        symbols=tuple(buffer(each) for each in launch.symbols),
    )


def _wide(values: Any) -> Any:
    with np.errstate(invalid="ignore"):
        return values.astype(np.float64) if values.dtype == np.float32 else values
