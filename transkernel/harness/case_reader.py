"""From the text of a case file to its cases: every value checked, every fault at its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, TypeGuard

from transkernel.harness.cases import (
    AliasSpec,
    BufferSpec,
    Case,
    CaseArgument,
    CaseError,
    Extent,
    Number,
    StructSpec,
    ToleranceSpec,
    case_error,
    named_buffers,
)
from transkernel.harness.dtypes import TYPES
from transkernel.harness.sweep import expand, is_buffer_table
from transkernel.harness.tolerance import DEFAULTS, wider_than_default
from transkernel.harness.toml_places import Path, key_places
from transkernel.source import SourceFile, Span

TOP_KEYS = ("case", "sweep")
CASE_KEYS = ("name", "kernel", "grid", "block", "shared", "seed", "args", "tolerance")
BUFFER_KEYS = ("shape", "dtype", "fill", "low", "high", "file", "out", "offset", "expect")
ALIAS_KEYS = ("same", "offset")
NULL_KEYS = ("null", "dtype")
TOLERANCE_KEYS = ("rtol", "atol", "reason", "reduction")
FILLS = ("normal", "uniform", "integers", "arange", "zeros", "ones", "edge", "permutation")
RANGED_FILLS = ("uniform", "integers")
# What a CUDA programmer may write for a dtype.
C_NAMES = {
    "char": "int8",
    "unsigned char": "uint8",
    "short": "int16",
    "int": "int32",
    "unsigned": "uint32",
    "unsigned int": "uint32",
    "long long": "int64",
    "half": "float16",
    "float": "float32",
    "double": "float64",
}
MAX_BUFFER_BYTES = 1 << 30
MAX_EXTENT = (1 << 31) - 1

_TOML_PLACE = re.compile(r"^(?P<message>.*?)\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def read_cases(source: SourceFile, path: FilePath) -> tuple[Case, ...]:
    """The cases of a text. Raises CaseError."""
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(source, str(error)) from None
    except RecursionError:
        raise case_error("TK0601", "the case file is nested too deeply", Span(source, 0, 0)) from None
    return _Reader(source, path).cases(document)


def _syntax_error(source: SourceFile, text: str) -> CaseError:
    match = _TOML_PLACE.match(text)
    offset, message = len(source.text), text
    if match is not None:
        message = match["message"]
        if match["line"] is not None:
            offset = source.line_starts[int(match["line"]) - 1] + int(match["column"]) - 1
    return case_error("TK0601", f"the case file is not valid TOML: {message}", Span(source, offset, offset))


def _is_number(value: object) -> TypeGuard[bool | int | float]:
    return isinstance(value, (bool, int, float))


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file with the path that its keys have in the text."""

    values: dict[str, Any]
    path: Path


class _Reader:
    def __init__(self, source: SourceFile, file: FilePath) -> None:
        self._source = source
        self._file = file
        self._places = key_places(source)

    def cases(self, document: dict[str, Any]) -> tuple[Case, ...]:
        self._known_keys(_Table(document, ()), TOP_KEYS, "a case file")
        cases: list[Case] = []
        for index, table in enumerate(self._tables(document, "case")):
            cases.append(self._case(_Table(table, ("case", index)), f"case-{index + 1}"))
        for index, table in enumerate(self._tables(document, "sweep")):
            cases += self._sweep(_Table(table, ("sweep", index)), f"sweep-{index + 1}")
        if not cases:
            raise case_error("TK0604", "the case file holds no [[case]] and no [[sweep]]", Span(self._source, 0, 0))
        self._refuse_equal_names(cases)
        return tuple(cases)

    def _tables(self, document: dict[str, Any], key: str) -> list[dict[str, Any]]:
        tables = document.get(key, [])
        if not _is_list(tables) or not all(isinstance(table, dict) for table in tables):
            raise self._error("TK0603", f"`{key}` must be an array of tables: [[{key}]]", (key,))
        return tables

    def _sweep(self, table: _Table, default_name: str) -> Iterable[Case]:
        base = table.values.get("name", default_name)
        if not isinstance(base, str):
            raise self._error("TK0603", f"`name` must be a string, not {_shown(base)}", (*table.path, "name"))
        try:
            combinations = expand(table.values)
        except ValueError as error:
            raise self._error("TK0611", str(error), table.path) from None
        for combination in combinations:
            name = f"{base} {combination.label}".strip()
            yield self._case(_Table({**combination.values, "name": name}, table.path), name)

    def _refuse_equal_names(self, cases: list[Case]) -> None:
        seen: set[str] = set()
        for case in cases:
            if case.name in seen:
                raise case_error("TK0603", f"two cases are called {case.name!r}", case.span)
            seen.add(case.name)

    # --- one case

    def _case(self, table: _Table, default_name: str) -> Case:
        self._known_keys(table, CASE_KEYS, "a case")
        for key in ("kernel", "grid", "block", "args"):
            if key not in table.values:
                raise self._error("TK0604", f"the case does not say its `{key}`", table.path)
        args = self._args(_Table(self._a_table(table, "args"), (*table.path, "args")))
        case = Case(
            name=self._string(table, "name", default_name),
            kernel=self._string(table, "kernel", ""),
            grid=self._extent(table, "grid"),
            block=self._extent(table, "block"),
            shared=self._natural(table, "shared"),
            seed=self._natural(table, "seed"),
            args=args,
            tolerance=self._tolerance(table, args),
            path=self._file,
            span=self._span(table.path),
        )
        if not any(spec.out for _, spec in case.buffers()):
            message = "the case checks nothing: no argument has `out = true`"
            raise self._error("TK0608", message, (*table.path, "args"))
        return case

    def _string(self, table: _Table, key: str, default: str) -> str:
        value = table.values.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self._error("TK0603", f"`{key}` must be a string, not {_shown(value)}", (*table.path, key))
        return value

    def _natural(self, table: _Table, key: str) -> int:
        value = table.values.get(key, 0)
        if not _is_integer(value) or value < 0:
            message = f"`{key}` must be an integer of at least 0, not {_shown(value)}"
            raise self._error("TK0603", message, (*table.path, key))
        return value

    def _extent(self, table: _Table, key: str) -> Extent:
        value = table.values[key]
        numbers = _is_list(value) and all(_is_integer(part) and 1 <= part <= MAX_EXTENT for part in value)
        if not numbers or not 1 <= len(value) <= 3:
            message = f"`{key}` must be a list of 1 to 3 positive integers, not {_shown(value)}"
            raise self._error("TK0603", message, (*table.path, key))
        x, y, z = [*value, 1, 1][:3]
        return x, y, z

    def _a_table(self, table: _Table, key: str) -> dict[str, Any]:
        value = table.values[key]
        if not isinstance(value, dict):
            raise self._error("TK0603", f"`{key}` must be a table, not {_shown(value)}", (*table.path, key))
        return value

    # --- arguments

    def _args(self, table: _Table) -> dict[str, CaseArgument]:
        return {name: self._argument(value, (*table.path, name)) for name, value in table.values.items()}

    def _argument(self, value: object, path: Path) -> CaseArgument:
        if isinstance(value, dict):
            table = _Table(value, path)
            return self._pointer(table) if is_buffer_table(value) else StructSpec(self._args(table), self._span(path))
        if _is_number(value):
            return Number(value, self._span(path))
        if _is_list(value) and value and all(_is_number(part) for part in value):
            return Number(tuple(value), self._span(path))
        message = f"`{path[-1]}` must be a number, a list of numbers, or a table, not {_shown(value)}"
        raise self._error("TK0603", message, path)

    def _pointer(self, table: _Table) -> BufferSpec | AliasSpec:
        if "same" in table.values:
            self._known_keys(table, ALIAS_KEYS, "a pointer into another buffer")
            return AliasSpec(self._string(table, "same", ""), self._natural(table, "offset"), self._span(table.path))
        if "null" in table.values:
            self._known_keys(table, NULL_KEYS, "a null pointer")
            if table.values["null"] is not True:
                raise self._error("TK0603", "`null` is true or is left out", (*table.path, "null"))
            dtype = self._one_of(table, "dtype", tuple(TYPES))
            return BufferSpec((0,), dtype, None, False, self._span(table.path), is_null=True)
        return self._buffer(table)

    def _buffer(self, table: _Table) -> BufferSpec:
        self._known_keys(table, BUFFER_KEYS, "a buffer")
        for key in ("shape", "dtype"):
            if key not in table.values:
                raise self._error("TK0604", f"the buffer `{table.path[-1]}` does not say its `{key}`", table.path)
        shape, dtype = self._shape(table), self._one_of(table, "dtype", tuple(TYPES))
        out = table.values.get("out", False)
        if not isinstance(out, bool):
            raise self._error("TK0603", f"`out` must be true or false, not {_shown(out)}", (*table.path, "out"))
        fill = self._one_of(table, "fill", FILLS) if "fill" in table.values else None
        file, expect = (self._string(table, key, "") if key in table.values else None for key in ("file", "expect"))
        low, high = self._range(table, fill)
        offset = self._natural(table, "offset")
        spec = BufferSpec(shape, dtype, fill, out, self._span(table.path), low, high, file, offset, expect=expect)
        self._refuse_filling(spec, table)
        self._refuse_offset(spec, table)
        return spec

    def _refuse_offset(self, spec: BufferSpec, table: _Table) -> None:
        """A pointer points to an element, or behind the last."""
        unit = TYPES[spec.dtype].carrier.itemsize
        if spec.offset % unit or spec.offset > spec.size * unit:
            message = f"`offset` is {spec.offset}: no multiple of {unit} bytes up to {spec.size * unit}"
            raise self._error("TK0603", message, (*table.path, "offset"))

    def _refuse_filling(self, spec: BufferSpec, table: _Table) -> None:
        """A buffer has one source of values, and an input has to have one."""
        name = table.path[-1]
        if spec.fill is not None and spec.file is not None:
            raise self._error("TK0603", f"the buffer `{name}` has both a `fill` and a `file`", (*table.path, "file"))
        if spec.fill is None and spec.file is None and not spec.out and spec.size:
            raise self._error("TK0604", f"the buffer `{name}` is an input and does not say its `fill`", table.path)
        if spec.size * TYPES[spec.dtype].carrier.itemsize > MAX_BUFFER_BYTES:
            message = f"the buffer `{name}` is larger than {MAX_BUFFER_BYTES >> 20} MiB"
            raise self._error("TK0611", message, (*table.path, "shape"))

    def _shape(self, table: _Table) -> tuple[int, ...]:
        value = table.values["shape"]
        if not _is_list(value) or not value or not all(_is_integer(part) and part >= 0 for part in value):
            message = f"`shape` must be a list of integers of at least 0, not {_shown(value)}"
            raise self._error("TK0603", message, (*table.path, "shape"))
        return tuple(value)

    def _one_of(self, table: _Table, key: str, known: tuple[str, ...]) -> str:
        value = self._string(table, key, "")
        if value in known:
            return value
        meant = f"; did you mean `{C_NAMES[value]}`?" if key == "dtype" and value in C_NAMES else _nearest(value, known)
        message = f"unknown {key} {value!r}{meant}; known are {', '.join(known)}"
        raise self._error("TK0605", message, (*table.path, key))

    def _range(self, table: _Table, fill: str | None) -> tuple[int | float | None, int | float | None]:
        given = [key for key in ("low", "high") if key in table.values]
        if fill not in RANGED_FILLS:
            if given:
                message = f"`{given[0]}` has a meaning only for the fills {' and '.join(RANGED_FILLS)}"
                raise self._error("TK0603", message, (*table.path, given[0]))
            return None, None
        for key in ("low", "high"):
            self._bound(table, key, fill)
        low, high = table.values["low"], table.values["high"]
        if low >= high:
            raise self._error("TK0603", f"`low` must be less than `high`: {low} and {high}", (*table.path, "low"))
        return low, high

    def _bound(self, table: _Table, key: str, fill: str) -> None:
        if key not in table.values:
            raise self._error("TK0604", f"the fill {fill!r} needs `{key}`", table.path)
        value = table.values[key]
        if fill == "integers":
            # One generator draws them: either signed or unsigned 64-bit integers.
            good = _is_integer(value) and -(2**63) <= value <= 2**64
        else:
            good = _is_number(value) and not isinstance(value, bool) and abs(value) < float("inf")
        if not good:
            wanted = "a 64-bit integer" if fill == "integers" else "a finite number"
            raise self._error("TK0603", f"`{key}` must be {wanted}, not {_shown(value)}", (*table.path, key))

    # --- tolerance

    def _tolerance(self, table: _Table, args: dict[str, CaseArgument]) -> ToleranceSpec | None:
        if "tolerance" not in table.values:
            return None
        inner = _Table(self._a_table(table, "tolerance"), (*table.path, "tolerance"))
        self._known_keys(inner, TOLERANCE_KEYS, "a tolerance")
        rtol, atol = (self._part(inner, key) for key in ("rtol", "atol"))
        reason = self._string(inner, "reason", "") if "reason" in inner.values else ""
        depth = self._depth(inner, args) if "reduction" in inner.values else 0
        spec = ToleranceSpec(rtol, atol, reason, self._span(inner.path), depth)
        outputs = [buffer.dtype for _, buffer in named_buffers(args) if buffer.out]
        wide = next((dtype for dtype in outputs if wider_than_default(spec, dtype)), None)
        if wide is not None and not reason:
            default = DEFAULTS[wide]
            message = (
                f"a tolerance wider than the default for {wide} (rtol {default.rtol:g}, atol {default.atol:g}) "
                "needs a `reason`"
            )
            raise self._error("TK0610", message, inner.path)
        return spec

    def _depth(self, table: _Table, args: dict[str, CaseArgument]) -> int:
        """Of `reduction = { depth = 10 }`, which stands for rtol and atol; no more than there are terms."""
        path = (*table.path, "reduction")
        inner = _Table(self._a_table(table, "reduction"), path)
        self._known_keys(inner, ("depth",), "a reduction")
        depth = inner.values.get("depth")
        most = max((buffer.size for _, buffer in named_buffers(args) if not buffer.out), default=1)
        if not _is_integer(depth) or not 1 <= depth <= most:
            message = f"`depth` must be an integer from 1 to {most}, the elements of the largest input"
            raise self._error("TK0603", f"{message}, not {_shown(depth)}", path)
        if "rtol" in table.values or "atol" in table.values:
            raise self._error("TK0603", "a declared `reduction` has no `rtol` and no `atol`: they follow from it", path)
        return depth

    def _part(self, table: _Table, key: str) -> float | None:
        value = table.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not _is_number(value) or not 0 <= value < float("inf"):
            message = f"`{key}` must be a finite number of at least 0, not {_shown(value)}"
            raise self._error("TK0603", message, (*table.path, key))
        return float(value)

    # --- faults

    def _known_keys(self, table: _Table, known: tuple[str, ...], what: str) -> None:
        for key in table.values:
            if key not in known:
                message = f"unknown key `{key}` in {what}{_nearest(key, known)}; known are {', '.join(known)}"
                raise self._error("TK0602", message, (*table.path, key))

    def _error(self, code: str, message: str, path: Path) -> CaseError:
        return case_error(code, message, self._span(path))

    def _span(self, path: Path) -> Span:
        """The place of a key, or of the nearest table around it that the text names."""
        while path not in self._places and path:
            path = path[:-1]
        return self._places.get(path, Span(self._source, 0, 0))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{near[0]}`?" if near else ""


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
