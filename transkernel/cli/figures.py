"""What `verify -v` says of each output: how far off, from what, and where it is worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transkernel.cli.terminal import table

if TYPE_CHECKING:
    from transkernel.harness.accuracy import Errors
    from transkernel.harness.compare import Comparison, Element
    from transkernel.harness.records import Record

_HEAD = ("output", "wrong", "max ulp", "mean", "original off", "port off", "ratio", "runs", "ulp 1, 2, 4 ...")


def figures(records: Sequence[Record]) -> str:
    """A table with a row for each output of each record that ran, and below it the places of what is wrong."""
    rows = [_row(record, output) for record in records for output in record.outputs]
    places = [line for record in records for output in record.outputs for line in _places(record, output)]
    return "\n" + table([_HEAD, *rows]) + "".join(f"{line}\n" for line in places) if rows else ""


def _row(record: Record, output: Comparison) -> tuple[str, ...]:
    from transkernel.harness.metrics import sparkline

    size, found = output.magnitudes, output.accuracy
    return (
        f"{record.kernel} {record.case} {record.device or 'original'} {output.name}",
        f"{output.counts.n_mismatch} of {output.counts.n}",
        "-" if size.max_ulp is None else str(size.max_ulp),
        "-" if size.bias_ulp is None else f"{size.bias_ulp:+.2g} ulp",
        _off(found.original),
        _off(found.port),
        "-" if found.ratio is None else f"{found.ratio:.2f}{' noise' if found.is_rounding_noise else ''}",
        record.determinism.port,
        "" if size.histogram is None else sparkline(size.histogram).rstrip(),
    )


def _off(errors: Errors | None) -> str:
    """From double precision: the largest error, and that of most elements in ulp."""
    return "-" if errors is None else f"{errors.max_abs:.2g} ({errors.p50_ulp:.2g} ulp)"


def _places(record: Record, output: Comparison) -> Iterator[str]:
    if not output.counts.n_mismatch:
        return
    for word, element in (("first", output.first), ("worst", output.worst)):
        if element is not None:
            yield f"{record.kernel} {record.case} {record.device}: {word} {_place(output, element)}"


def _place(output: Comparison, element: Element) -> str:
    index = ", ".join(map(str, element.index))
    got, wanted = f"{element.got} ({element.got_bits})", f"{element.reference} ({element.reference_bits})"
    by = "" if element.block is None else f", written by block {element.block}, thread {element.thread}"
    return f"{output.name}[{index}]: {got} instead of {wanted}{by}"
