"""A kernel's mutants, from its programs to what became of each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transkernel.convert import Options
from transkernel.harness.backends import PortDevice
from transkernel.harness.mutate.cache import Cache
from transkernel.harness.mutate.choose import Mutant
from transkernel.harness.mutate.forms import strict
from transkernel.harness.mutate.once import once_global, once_shared
from transkernel.harness.mutate.pick import Picked, Ready, pick
from transkernel.harness.mutate.result import MutantsResult, Tried
from transkernel.harness.mutate.trial import Prepared, Trial
from transkernel.harness.mutate.within import within
from transkernel.harness.records import Verdict
from transkernel.harness.session import Session
from transkernel.ir import nodes as ir
from transkernel.source import SourceFile

_PREFERRED = ("intel-cpu",)  # builds the fastest


def run_mutants(
    kernel: str,
    instances: Sequence[ir.Program],
    cases: Sequence[Prepared],
    source: SourceFile,
    options: Options,
    session: Session,
    count: int,
    seed: int,
) -> MutantsResult | None:
    """Up to `count` mutants of a kernel against its cases; None where no device runs them.

    session: with the short limit of time that ends a mutant which hangs, apart from the session of the originals.
    """
    device = chosen(session.devices())
    if device is None:
        return None
    begun = time.perf_counter()
    picked = pick(instances, count, seed, source, options)
    cache = Cache.of(device, picked, cases)
    found = cache.read()
    if found is None:
        found = _run(kernel, instances, picked, cases, Trial(session, device, source, options))
        cache.write(found)
    return replace(found, seconds=time.perf_counter() - begun)


def chosen(devices: Sequence[PortDevice]) -> PortDevice | None:
    """The device that mutants run on; None where there is none."""
    first = [device for name in _PREFERRED for device in devices if device.id == name]
    return next(iter((*first, *devices)), None)


def _run(
    kernel: str, instances: Sequence[ir.Program], picked: Picked, cases: Sequence[Prepared], plain: Trial
) -> MutantsResult:
    left = {each.mutant.id + each.mutant.kernel: each for each in picked.tried}
    killed: list[Tried] = []
    for trial in _trials(plain):
        if not left:
            break
        for ready, verdict, by in trial.killed(instances, tuple(left.values()), cases):
            del left[ready.mutant.id + ready.mutant.kernel]
            killed.append(replace(_tried(ready.mutant), verdict=str(verdict), by=by))
    survivors = tuple(_survivor(each) for each in left.values())
    equivalent = tuple(replace(_tried(each), why=each.equivalent) for each in picked.equivalent)
    return MutantsResult(kernel, plain.device.id, tuple(killed), equivalent, survivors)


def _trials(plain: Trial) -> Iterator[Trial]:
    """From the quickest on; the later ones are for what is left."""
    yield plain
    yield replace(plain, name="threads in the opposite order", text_form=plain.session.backends.mirrored)
    yield replace(plain, name="memory poisoned, arrays checked", form=strict)
    yield replace(plain, name="no element written twice", form=once_global)
    yield replace(plain, name="buffers checked", of_case=_within)
    yield replace(plain, name="no shared element written twice", form=once_shared)


def _within(program: ir.Program, /, case: Prepared) -> ir.Program:
    return within(program, {each.name: each.array.nbytes for each in case.original.bound.launch.buffers()})


def _tried(mutant: Mutant) -> Tried:
    return Tried(mutant.id, mutant.operator.name, mutant.kernel, mutant.line, mutant.before, mutant.after)


def _survivor(ready: Ready) -> Tried:
    return replace(_tried(ready.mutant), verdict=str(Verdict.PASS), advice=ready.mutant.operator.advice)
