"""The inputs of a case, drawn so that anyone can draw them again.

All buffers of a case come from one `numpy.random.Generator(PCG64(seed))`, in the order of the file:

    normal       standard_normal(shape)
    uniform      uniform(low, high, shape)
    integers     integers(low, high, shape), high excluded
    permutation  permutation(size)
    edge         standard_normal(shape), then random(shape) < 0.3 says which elements are replaced,
                 then integers(0, len(specials), shape) by which of SPECIALS
    arange, zeros, ones, file    draw nothing

and are then cast to the dtype (`dtypes.cast`).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from transkernel.harness.cases import BufferSpec, Case, case_error
from transkernel.harness.dtypes import TYPES, Array, cast, poisoned

MAX_CASE_BYTES = 2 << 30
EDGE_SHARE = 0.3
# For each float what `edge` mixes in, as bits: 0, -0, smallest subnormal, smallest normal, inf, -inf, NaN, max, -max.
_FLOAT_SPECIALS: dict[str, tuple[int, ...]] = {
    "float16": (0, 0x8000, 1, 0x0400, 0x7C00, 0xFC00, 0x7E00, 0x7BFF, 0xFBFF),
    "bfloat16": (0, 0x8000, 1, 0x0080, 0x7F80, 0xFF80, 0x7FC0, 0x7F7F, 0xFF7F),
    "float32": (0, 1 << 31, 1, 1 << 23, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7F7FFFFF, 0xFF7FFFFF),
    "float64": (
        0,
        1 << 63,
        1,
        1 << 52,
        0x7FF << 52,
        0xFFF << 52,
        0x7FF8 << 48,
        (0x7FF << 52) - 1,
        (0xFFF << 52) - 1,
    ),
}


def draw(case: Case, *, second_poison: bool = False) -> dict[str, Array]:
    """Each buffer of a case by its name, fresh and writable, in its dtype's carrier.

    second_poison: poison an output without a fill with the other pattern; everything else is the same.
    Raises CaseError for a data file that cannot be used, and for a case that is too large.
    """
    total = sum(spec.size * TYPES[spec.dtype].carrier.itemsize for _, spec in case.buffers())
    if total > MAX_CASE_BYTES:
        message = f"the buffers of the case take {total >> 20} MiB; at most {MAX_CASE_BYTES >> 20} MiB are run"
        raise case_error("TK0611", message, case.span)
    generator = np.random.Generator(np.random.PCG64(case.seed))
    return {name: _buffer(spec, case, generator, second_poison) for name, spec in case.buffers()}


def specials(dtype: str) -> Array:
    """What `edge` mixes in, in the dtype's carrier; for integers 0, 1, the greatest and the least."""
    kind = TYPES[dtype]
    if kind.is_float:
        return np.array(_FLOAT_SPECIALS[dtype], kind.bits).view(kind.carrier)
    if dtype == "bool":
        return np.array([False, True])
    limits = np.iinfo(kind.carrier)
    return np.array([0, 1, limits.max, limits.min], kind.carrier)


def _buffer(spec: BufferSpec, case: Case, generator: np.random.Generator, second_poison: bool) -> Array:
    if spec.file is not None:
        return _from_file(spec, spec.file, case.path.parent)
    if spec.fill is None:
        return poisoned(spec.shape, spec.dtype, second=second_poison)
    if spec.fill == "edge":
        return _edge(spec, generator)
    return np.ascontiguousarray(cast(_drawn(spec, generator), spec.dtype))


def _drawn(spec: BufferSpec, generator: np.random.Generator) -> Array:
    """The values of a fill before the cast."""
    match spec.fill:
        case "normal":
            return generator.standard_normal(spec.shape)
        case "uniform":
            return generator.uniform(float(spec.low or 0), float(spec.high or 0), spec.shape)
        case "integers":
            return _integers(int(spec.low or 0), int(spec.high or 0), spec.shape, generator)
        case "permutation":
            return generator.permutation(spec.size).reshape(spec.shape)
        case "arange":
            return np.arange(spec.size).reshape(spec.shape)
        case "zeros":
            return np.zeros(spec.shape)
        case "ones":
            return np.ones(spec.shape)
    raise ValueError(f"unknown fill {spec.fill!r}")  # the reader lets none through


def _integers(low: int, high: int, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
    if high <= 2**63:
        return generator.integers(low, high, shape, dtype=np.int64)
    return generator.integers(max(low, 0), high, shape, dtype=np.uint64)


def _edge(spec: BufferSpec, generator: np.random.Generator) -> Array:
    values = cast(generator.standard_normal(spec.shape), spec.dtype)
    is_replaced = generator.random(spec.shape) < EDGE_SHARE
    choice = specials(spec.dtype)
    return np.ascontiguousarray(np.where(is_replaced, choice[generator.integers(0, len(choice), spec.shape)], values))


def expected(case: Case) -> dict[str, Array]:
    """What a captured launch left in its buffers, by name; none where the case says nothing of it. Raises CaseError."""
    return {
        name: _from_file(spec, spec.expect, case.path.parent)
        for name, spec in case.buffers()
        if spec.expect is not None
    }


def _from_file(spec: BufferSpec, file: str, folder: Path) -> Array:
    """`x.npz:key`, a file in the folder of the case file or below; a bfloat16 array stands in it as uint16."""
    name, colon, key = file.rpartition(":")
    if not colon or not name or not key:
        raise case_error("TK0609", f"`file` must be 'x.npz:key', not {file!r}", spec.span)
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise case_error("TK0609", f"the data file {name} is outside of the case file's folder", spec.span)
    array = _load(path, key, file, spec)
    kind = TYPES[spec.dtype]
    if array.dtype != kind.carrier or array.shape != spec.shape:
        found = f"{array.dtype} with shape {list(array.shape)}"
        message = f"{file} is {found}, and the case says {spec.dtype} with shape {list(spec.shape)}"
        raise case_error("TK0609", message, spec.span)
    return np.array(array, order="C")


def _load(path: Path, key: str, file: str, spec: BufferSpec) -> Array:
    try:
        archive = np.load(path, allow_pickle=False)
        if not isinstance(archive, np.lib.npyio.NpzFile):
            raise case_error("TK0609", f"{path.name} is not an .npz file", spec.span)
        with archive:
            array: Array = archive[key]
            return array
    except KeyError:
        raise case_error("TK0609", f"{path.name} holds no array called {key!r}", spec.span) from None
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        reason: Any = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise case_error("TK0609", f"cannot read the data file of {file!r}: {reason}", spec.span) from None
