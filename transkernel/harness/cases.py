"""Case files: which launches of a kernel are verified, and with which data.

`saxpy.cu` has `saxpy.toml` beside it. Inside `[case.args]` (names are the kernel's parameters, or file-scope
`__constant__` and `__device__` variables):

* a number is a scalar, a list of numbers is a vector type (`float3`) or the content of a file-scope array;
* a table that has a string among its values is a buffer (`dtype`, `fill` and `file` are strings);
* any other table is a struct by value: its fields, again scalars, lists, tables, and buffers for pointer members.

A pointer that is null is `{ null = true, dtype = "float32" }`. Two pointers into one allocation, or one that does not
point to its start: `x = { ..., offset = 16 }` points 16 bytes into its array, and `y = { same = "x", offset = 4096 }`
into the array of `x`, 4096 bytes from the array's start; `same = "p.field"` names the pointer member of a struct. What
is `out` and what is compared is the whole array, and said once, where it stands.

`expect = "x.npz:key"` is what a captured launch left in the buffer. Where the original, run again, does not give it,
the capture misses something that the launch depends on, and the case proves nothing.

A buffer of a vector type has the scalar's dtype, and the lanes as the last axis of its shape: `float2 *` of 512
elements is `{ shape = [512, 2], dtype = "float32" }`. A buffer of structs is its bytes: dtype `uint8`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from transkernel.diagnostics import Diagnostic, Fix, Note, Severity
from transkernel.source import SourceFile, Span

Extent = tuple[int, int, int]


class CaseError(Exception):
    """A case file that cannot be used; the command that reads it ends with 2."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def case_error(code: str, message: str, span: Span | None, *notes: Note, fix: Fix | None = None) -> CaseError:
    """The exception to raise: `raise case_error("TK0603", ..., span)`."""
    return CaseError(Diagnostic(code, Severity.ERROR, message, span, notes, fix))


@dataclass(frozen=True, slots=True)
class BufferSpec:
    """What a pointer points to. `fill` is None for an output that starts poisoned; `file` and `expect` are `x.npz:key`.

    offset: bytes from the array's start to where the pointer points. is_null: of the shape (0,), and no address.
    """

    shape: tuple[int, ...]
    dtype: str
    fill: str | None
    out: bool
    span: Span
    low: int | float | None = None
    high: int | float | None = None
    file: str | None = None
    offset: int = 0
    is_null: bool = False
    expect: str | None = None

    @property
    def size(self) -> int:
        """The number of elements."""
        count = 1
        for extent in self.shape:
            count *= extent
        return count


@dataclass(frozen=True, slots=True)
class AliasSpec:
    """A pointer into another argument's array, `offset` bytes from the array's start. same: `x` or `p.field`."""

    same: str
    offset: int
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A scalar as the file says it, a vector or an array as a tuple."""

    value: bool | int | float | tuple[bool | int | float, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class StructSpec:
    """A struct by value: its fields by name."""

    fields: Mapping[str, CaseArgument]
    span: Span


CaseArgument: TypeAlias = BufferSpec | AliasSpec | Number | StructSpec


@dataclass(frozen=True, slots=True)
class ToleranceSpec:
    """What a case says of its tolerance; a part it does not name keeps its default.

    depth: of a declared reduction, how many additions a term goes through at most; 0 where none is declared.
    """

    rtol: float | None
    atol: float | None
    reason: str
    span: Span
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One launch to verify. `path` is the case file, `span` the header of its table."""

    name: str
    kernel: str
    grid: Extent
    block: Extent
    shared: int
    seed: int
    args: Mapping[str, CaseArgument]
    tolerance: ToleranceSpec | None
    path: Path
    span: Span

    def buffers(self) -> Iterator[tuple[str, BufferSpec]]:
        """Every buffer with its name, in the order of the file; a pointer member is called `param.field`."""
        yield from named_buffers(self.args)


def named_buffers(args: Mapping[str, CaseArgument], prefix: str = "") -> Iterator[tuple[str, BufferSpec]]:
    """Every buffer among arguments with its name, also those inside structs."""
    for name, argument in args.items():
        if isinstance(argument, BufferSpec):
            yield prefix + name, argument
        elif isinstance(argument, StructSpec):
            yield from named_buffers(argument.fields, f"{prefix}{name}.")


def case_file_of(kernel_file: Path) -> Path:
    """Where the cases of a kernel file stand."""
    return kernel_file.with_suffix(".toml")


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a case file, sweeps expanded, in the order of the file (all `[[case]]`, then all `[[sweep]]`).

    Raises CaseError for a file that cannot be read, is not TOML, or says something that is not known.
    """
    from transkernel.harness.case_reader import read_cases  # it needs the classes above

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise case_error("TK0601", f"{path}: cannot read the case file: {reason}", None) from None
    return read_cases(SourceFile(str(path), text), path)
