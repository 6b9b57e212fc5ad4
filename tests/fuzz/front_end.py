"""Fuzzes the way from text to port with mutated real files: no crash, no hang, and the same bytes each time.

    python -m tests.fuzz.front_end [FOLDER]... --out FOLDER [--seed N] [--seconds S] [--second-opinion]

FOLDER: real CUDA files (`.cu`, `.cuh`); without one, corpus/. Each file is translated as it is and then in mutated
forms, in a child process with limits on time and memory. What is found is sorted by its cause, made small, and written
below --out, with the state of the run: the same --out and --seed go on where the run ended. With --second-opinion NVRTC
(the extra `nvrtc`) is asked about each mutant that is translated whole: what it rejects is filed as `accepts invalid`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.front_end_mutations import Text, mutate, text_of
from tests.fuzz.front_end_shrink import shrink
from tests.nvrtc import SecondOpinion, why_not
from transkernel.run.child import Worker, WorkerDied, WorkerError, WorkerTimeout
from transkernel.run.launch import Limits

_REPEATS = re.compile(r"(.{1,60}?)\1{80}", re.DOTALL)
REPOSITORY = Path(__file__).parents[2]
SUFFIXES = (".cu", ".cuh")
TIME_LIMIT = 20.0  # seconds that a translation may take by its own clock
WALL_SECONDS = 120.0  # and by ours, on a machine that does other things too
SLOWEST = 4.0  # seconds of processor time that any mutant may take
TIMES_SLOWER = 6.0  # and how many times as long as its file, if that is more
LONGEST_FILE = 100_000
MEMORY = 3 << 30


@dataclass(frozen=True, slots=True)
class Program:
    """A text to translate. root: the folder that its includes may not leave. number: of the mutant; 0 is the file."""

    name: str
    content: bytes
    root: str
    group: int
    number: int


@dataclass(slots=True)
class Counts:
    """What a run has seen."""

    programs: int = 0
    kernels: int = 0
    translated: int = 0
    group: int = 0
    seconds: float = 0.0
    codes: Counter[str] = field(default_factory=Counter)
    buckets: Counter[str] = field(default_factory=Counter)


class Translator:
    """Two children that translate, alike but for the seed of Python's hashes."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="transkernel-fuzz-")
        limits = Limits(wall_seconds=WALL_SECONDS, memory_bytes=MEMORY)
        environment = {"TMPDIR": folder}
        module = "tests.fuzz.front_end_worker"
        self._workers = tuple(
            Worker(module, limits, {**environment, "PYTHONHASHSEED": str(seed)}) for seed in (0, 12345)
        )

    def __call__(self, program: Program, other: bool = False) -> dict[str, Any]:
        """The child's answer; a death or a hang is one too."""
        request = {
            "name": program.name,
            "content": program.content,
            "roots": (program.root,) if program.root else (),
            "options": {"time_limit": TIME_LIMIT},
        }
        try:
            answer: dict[str, Any] = self._workers[other].call("translate", request)
            return answer
        except WorkerTimeout:
            return _failed("hang", f"hang over {WALL_SECONDS:g} s")
        except WorkerDied as error:
            return _failed("crash", f"death {error}", error.output[-2000:])
        except WorkerError as error:
            return _failed("crash", f"worker {error}", error.traceback[-4000:])

    def close(self) -> None:
        for worker in self._workers:
            worker.close()


def _failed(kind: str, bucket: str, trace: str = "") -> dict[str, Any]:
    return {"kind": kind, "bucket": bucket, "trace": trace, "seconds": WALL_SECONDS, "kernels": 0, "translated": 0,
            "codes": (), "digest": "", "errors": 0}  # fmt: skip


def bucket_of(answer: dict[str, Any], allowed: float, text: str = "") -> str | None:
    """The cause that a finding is filed under, or None where nothing is wrong.

    A text that repeats nothing a hundred times is not too deep: a recursion of ours had no end.
    """
    if answer["kind"] in ("crash", "hang"):
        return str(answer["bucket"])
    if "TK0902" in answer["codes"]:
        return "slow: the time limit was reached"
    if text and {"TK0204", "TK0267"} & set(answer["codes"]) and not _REPEATS.search(text):
        return "a short text is too deep"
    if answer["seconds"] > allowed:
        return "slow"
    return None


# ---------------------------------------------------------------- what is tried


def files_of(folders: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Every CUDA file of the folders that is not too long, with the folder that its includes may not leave."""
    return [
        (path, folder)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES and path.is_file() and 0 < path.stat().st_size < LONGEST_FILE
    ]


class Source:
    """Files and their mutants by number: the same seed gives the same ones."""

    def __init__(self, files: Sequence[tuple[Path, Path]], seed: int) -> None:
        self.files, self.seed = files, seed
        self._cut: dict[Path, Text] = {}

    def file(self, group: int) -> Program:
        path, root = self.files[Random(f"{self.seed}:{group}").randrange(len(self.files))]
        return Program(os.fspath(path), path.read_bytes(), os.fspath(root), group, 0)

    def mutant(self, file: Program, number: int) -> Program:
        random = Random(f"{self.seed}:{file.group}:{number}")
        others = [self._text(random.choice(self.files)[0]) for _ in range(2)]
        changed = mutate(self._text(Path(file.name)), random, others)
        content = _damaged(changed.encode("utf-8", "surrogatepass"), random)
        return Program(file.name, content, file.root, file.group, number)

    def _text(self, path: Path) -> Text:
        if path not in self._cut:
            if len(self._cut) > 64:
                self._cut.clear()
            self._cut[path] = text_of(path.read_bytes().decode("utf-8", "surrogateescape"))
        return self._cut[path]


def _damaged(content: bytes, random: Random) -> bytes:
    """Now and then bytes that are no UTF-8, or a zero byte."""
    if random.random() > 0.01 or not content:
        return content
    at = random.randrange(len(content))
    return content[:at] + random.choice((b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf")) + content[at:]


# ---------------------------------------------------------------- a run


class Opinion:
    """NVRTC's opinion on mutants of files that it takes as they are."""

    def __init__(self) -> None:
        self._second = SecondOpinion()

    def takes(self, program: Program) -> bool:
        return not self._errors(program)

    def bucket(self, program: Program, answer: dict[str, Any]) -> str | None:
        """`accepts invalid` with NVRTC's words, where it rejects what was translated without an error."""
        if answer["kind"] != "ok" or not answer["kernels"] or answer["errors"]:
            return None
        said = self._errors(program).splitlines()
        if not said:
            return None
        words = said[0].partition("error: ")[2] or said[0]
        return "accepts invalid: " + re.sub(r'"[^"]*"|\(.*?\)', "_", words)[:80].strip()

    def _errors(self, program: Program) -> str:
        text = program.content.decode("utf-8", "replace")
        return self._second.errors_of_kernels(text, Path(program.name).name, Path(program.name).parent)

    def close(self) -> None:
        self._second.close()


class Run:
    """The state of a run, what it finds, and where that is written. second: whom to ask about what is translated."""

    def __init__(self, source: Source, out: Path, translate: Translator, second: Opinion | None = None) -> None:
        self.source, self.out, self.translate, self.second = source, out, translate, second
        self.counts = Counts()
        self._is_taken = False
        self._state = out / f"state-{source.seed}.json"
        if self._state.exists():
            kept = json.loads(self._state.read_text())
            self.counts = Counts(**{**kept, "codes": Counter(kept["codes"]), "buckets": Counter(kept["buckets"])})

    def until(self, deadline: float) -> None:
        """Goes on with group after group."""
        while time.monotonic() < deadline:
            start = time.monotonic()
            for program, answer, allowed in self._group(self.counts.group, deadline):
                self._count(answer)
                text = program.content.decode("utf-8", "replace")
                bucket = bucket_of(answer, allowed, text) or self._accepted(program, answer)
                if bucket is not None:
                    self._keep(program, bucket, answer, allowed)
            self.counts.group += 1
            self.counts.seconds += time.monotonic() - start
            self._save()

    def _accepted(self, program: Program, answer: dict[str, Any]) -> str | None:
        if self.second is None:
            return None
        if not program.number:
            self._is_taken = self.second.takes(program)
        return self.second.bucket(program, answer) if program.number and self._is_taken else None

    def _group(self, group: int, deadline: float) -> Iterator[tuple[Program, dict[str, Any], float]]:
        """A file as it is, and as many of its mutants as take some ten seconds."""
        file = self.source.file(group)
        plain = self.translate(file)
        yield file, plain, 20.0
        allowed = max(SLOWEST, TIMES_SLOWER * plain["seconds"])
        for number in range(1, 2 + int(min(40.0, 10 / (plain["seconds"] + 0.2)))):
            if time.monotonic() > deadline:
                return
            mutant = self.source.mutant(file, number)
            answer = self.translate(mutant)
            if answer["digest"] and number % 4 == 0 and answer["seconds"] < SLOWEST:
                again = self.translate(mutant, other=True)
                if again["digest"] != answer["digest"]:
                    answer = _failed("crash", "another result the second time")
            yield mutant, answer, allowed

    def _count(self, answer: dict[str, Any]) -> None:
        counts = self.counts
        counts.programs += 1
        counts.kernels += answer["kernels"]
        counts.translated += answer["translated"]
        counts.codes.update(answer["codes"])

    def _keep(self, program: Program, bucket: str, answer: dict[str, Any], allowed: float) -> None:
        """Writes a finding; the first of its cause is made small first."""
        self.counts.buckets[bucket] += 1
        folder = self.out / re.sub(r"[^\w.]+", "_", bucket)[:100]
        first = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        place = f"seed {self.source.seed} group {program.group} mutant {program.number}"
        with (folder / "places.txt").open("a") as places:
            places.write(f"{place} {program.name} {answer['seconds']:.1f} s\n")
        if not first:
            return
        (folder / "original.cu").write_bytes(program.content)
        (folder / "report.txt").write_text(f"{bucket}\n{place}\n{program.name}\n{answer.get('trace', '')}", "utf-8")
        sys.stderr.write(f"  found: {bucket} ({program.name})\n")
        if answer["kind"] != "hang":
            self._shrink(program, bucket, allowed, folder)

    def _shrink(self, program: Program, bucket: str, allowed: float, folder: Path) -> None:
        text = program.content.decode("utf-8", "surrogateescape")
        deadline = time.monotonic() + 90
        unsteady = bucket.startswith("another")

        def attempt(text: str, root: str) -> bool:
            if time.monotonic() > deadline:
                return False
            made = Program(program.name, text.encode("utf-8", "surrogateescape"), root, 0, 0)
            answer = self.translate(made)
            if unsteady:
                return bool(answer["digest"] != self.translate(made, other=True)["digest"])
            found = bucket_of(answer, allowed, text)
            return (found or (self.second.bucket(made, answer) if self.second else None)) == bucket

        root = "" if program.root and attempt(text, "") else program.root
        small = shrink(text, lambda each: attempt(each, root))
        (folder / "small.cu").write_bytes(small.encode("utf-8", "surrogateescape"))

    def _save(self) -> None:
        counts = self.counts
        kept = {name: getattr(counts, name) for name in ("programs", "kernels", "translated", "group", "seconds")}
        kept |= {"codes": dict(counts.codes), "buckets": dict(counts.buckets)}
        self._state.write_text(json.dumps(kept))


def summary(run: Run) -> Iterator[str]:
    """What the run did and found."""
    counts = run.counts
    rate = counts.programs / max(counts.seconds / 60, 1e-9)
    yield (
        f"seed {run.source.seed}: {counts.programs} programs in {counts.seconds:.0f} s, {rate:.0f} a minute; "
        f"{counts.kernels} kernels, {counts.translated} translated; {len(run.source.files)} files; "
        f"next group {counts.group}"
    )
    yield "codes: " + ", ".join(f"{code} {count}" for code, count in counts.codes.most_common())
    for bucket, count in counts.buckets.most_common():
        yield f"{count:6} {bucket}"
    yield f"{len(counts.buckets)} causes found"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True, help="where findings and the state of the run are written")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--second-opinion", action="store_true", help="ask NVRTC about what is translated")
    options = parser.parse_args(arguments)
    files = files_of(options.folders or [REPOSITORY / "corpus"])
    if not files:
        parser.error("no .cu or .cuh file in the folders")
    if options.second_opinion and why_not():
        parser.error(why_not())
    options.out.mkdir(parents=True, exist_ok=True)
    translate, second = Translator(), Opinion() if options.second_opinion else None
    run = Run(Source(files, options.seed), options.out, translate, second)
    try:
        run.until(time.monotonic() + options.seconds)
    except KeyboardInterrupt:
        pass
    finally:
        translate.close()
        if second is not None:
            second.close()
    sys.stdout.writelines(f"{line}\n" for line in summary(run))
    return int(bool(run.counts.buckets))


if __name__ == "__main__":
    sys.exit(main())
