"""From programs to ports of mutants: so many of a kernel as are asked for, each different from the original's port."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Any

from transkernel.convert import Options, emit, prepare
from transkernel.diagnostics import Refusal
from transkernel.harness.mutate.choose import Mutant, mutants
from transkernel.ir import nodes as ir
from transkernel.records import record
from transkernel.source import SourceFile


@record
class Ready:
    """A mutant whose port can be emitted. text: the port of it alone."""

    mutant: Mutant
    prepared: Any
    text: str


@record
class Picked:
    """tried: to be run. equivalent: those known to do what the original does."""

    tried: tuple[Ready, ...]
    equivalent: tuple[Mutant, ...]


def pick(instances: Sequence[ir.Program], count: int, seed: int, source: SourceFile, options: Options) -> Picked:
    """The first `count` mutants of a kernel that differ, its instances taking turns.

    What the target refuses is left out, and of several mutants with one port all but the first.
    """
    originals = {each.kernel.cuda_name: text_of(prepare(each, options), source, options) for each in instances}
    known: set[tuple[str, str]] = set()
    ready: list[Ready] = []
    equivalent: list[Mutant] = []
    for mutant in _in_turns([mutants(each, seed) for each in instances]):
        if len(ready) == count:
            break
        if mutant.equivalent:
            equivalent.append(mutant)
            continue
        try:
            prepared = prepare(mutant.program, options)
        except Refusal:
            continue
        text = text_of(prepared, source, options)
        if text == originals[mutant.kernel]:
            equivalent.append(replace(mutant, equivalent="the port is the same, to the letter"))
        elif (mutant.kernel, text) not in known:
            known.add((mutant.kernel, text))
            ready.append(Ready(mutant, prepared, text))
    return Picked(tuple(ready), tuple(equivalent))


def text_of(prepared: Any, source: SourceFile, options: Options) -> str:
    """The port of one program."""
    return emit((prepared,), source, options).text


def _in_turns(streams: Sequence[Iterator[Mutant]]) -> Iterator[Mutant]:
    return (each for each in chain.from_iterable(zip_longest(*streams)) if each is not None)
