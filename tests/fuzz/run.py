"""Makes kernels, runs them beside their ports, and keeps what differs: `make fuzz SECONDS=600 SEED=1`.

Program number n of seed s is the kernel of `generate(s * PROGRAMS + n)`, whatever the batches and the time. The end is
status 1 where a finding is not put down to a known bug of a runtime. Each such finding is shrunk and written to a
folder of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.bench import Bench, Result
from tests.fuzz.buckets import bucket_of, key_of
from tests.fuzz.bundle import finding_text, write_bundle
from tests.fuzz.generate import Fuzzed, generate
from tests.fuzz.known import explanation
from tests.fuzz.reduce import reduce

PROGRAMS = 10_000_000  # of one seed
BATCH = 16
_SECONDS_TO_SHRINK = 240.0
_MOST_SHRUNK = 25


@dataclass(slots=True)
class Found:
    """What a run found. explained: known bugs of runtimes by name; buckets: shrunk findings by theirs."""

    programs: int = 0
    seconds: float = 0.0
    seconds_shrinking: float = 0.0
    explained: Counter[str] = field(default_factory=Counter)
    buckets: dict[str, list[Result]] = field(default_factory=dict)

    @property
    def unexplained(self) -> int:
        return sum(map(len, self.buckets.values()))

    def summary(self) -> str:
        rate = 60 * self.programs / max(self.seconds - self.seconds_shrinking, 1e-9)
        took = f"{self.programs} programs in {self.seconds:.0f} s, of which {self.seconds_shrinking:.0f} s to shrink"
        lines = [f"{took}: {rate:.0f} a minute; {self.unexplained} findings in {len(self.buckets)} buckets"]
        lines += [f"  known: {name}: {count}" for name, count in self.explained.most_common()]
        lines += [f"  {len(results)} of {bucket}" for bucket, results in self.buckets.items()]
        return "\n".join(lines)


Say = Callable[[str], None]


def fuzz(
    seconds: float, seed: int, bench: Bench, *, folder: Path | None = None, batch: int = BATCH, say: Say | None = None
) -> Found:
    """Runs for a time; what is begun is finished. folder: where findings go."""
    found, begun = Found(), time.monotonic()
    while time.monotonic() - begun < seconds:
        first = seed * PROGRAMS + found.programs
        results = bench.judge([generate(first + number) for number in range(batch)])
        found.programs += len(results)
        for result in results:
            if not result.is_pass:
                _keep(result, found, bench, folder, say)
        found.seconds = time.monotonic() - begun
        if say is not None:
            say(found.summary().partition("\n")[0])
    return found


def _keep(result: Result, found: Found, bench: Bench, folder: Path | None, say: Say | None) -> None:
    begun = time.monotonic()
    known = explanation(result, bench)
    if known:
        found.explained[known] += 1
    else:
        small = shrunk(result, bench) if found.unexplained < _MOST_SHRUNK else result
        found.buckets.setdefault(bucket_of(small), []).append(small)
        if folder is not None:
            write_bundle(folder / f"{result.fuzzed.seed}-{key_of(small)}", result.fuzzed, small)
        if say is not None:
            say(finding_text(small))
    found.seconds_shrinking += time.monotonic() - begun


def shrunk(result: Result, bench: Bench, seconds: float = _SECONDS_TO_SHRINK) -> Result:
    """The same failure in the smallest kernel that is found in that time."""
    key, devices = key_of(result), result.devices

    def fails(some: Sequence[Fuzzed]) -> list[bool]:
        return [key_of(each) == key for each in bench.judge(some, devices)]

    small = reduce(result.fuzzed, fails, seconds)
    (again,) = bench.judge([small])
    return again if not again.is_pass else result


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=BATCH, help="kernels to a compilation")
    parser.add_argument("--device", action="append", default=[], help="an id; every one that runs OpenCL by default")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"), help="where findings go")
    options = parser.parse_args(arguments)
    with Bench(options.device) as bench:
        found = fuzz(
            options.seconds,
            options.seed,
            bench,
            folder=options.out,
            batch=options.batch,
            say=lambda text: print(text, file=sys.stderr, flush=True),  # noqa: T201
        )
    print(found.summary())  # noqa: T201
    return 1 if found.buckets else 0


if __name__ == "__main__":
    sys.exit(main())
