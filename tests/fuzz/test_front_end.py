"""The front end's fuzzer: its mutants are the same each time, it finds what is wrong and makes it small, it goes on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fuzz import front_end_worker
from tests.fuzz.front_end import REPOSITORY, Program, Run, Source, Translator, bucket_of, files_of
from tests.fuzz.front_end_mutations import _KINDS, mutate, text_of
from tests.fuzz.front_end_shrink import shrink
from tests.fuzz.front_end_snippets import DECLARATIONS, EXPRESSIONS, STATEMENTS, TYPES, WORDS

CORPUS = files_of([REPOSITORY / "corpus"])
TEXT = '// a comment\n__global__ void k(int* x, const char* s = "a\\"b") { if (x[0] < 3) x[1] += 0x1f; }\n'


def test_a_text_is_its_pieces() -> None:
    for path, _ in CORPUS:
        text = path.read_text(encoding="utf-8")
        assert "".join(text_of(text).pieces) == text
    assert '"a\\"b"' in text_of(TEXT).pieces
    assert text_of(TEXT).near


def test_the_same_seed_gives_the_same_mutants_and_others_give_others() -> None:
    text = text_of(TEXT)
    made = [mutate(text, Random(seed), [text]) for seed in range(40)]
    assert made == [mutate(text, Random(seed), [text]) for seed in range(40)]
    assert len(set(made)) > 35
    assert "".join(text.pieces) == TEXT


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.__name__.strip("_"))
def test_every_kind_of_mutation_changes_something(kind: Any) -> None:
    before = text_of(TEXT).pieces
    changed = 0
    for seed in range(30):
        pieces = list(before)
        kind(pieces, Random(seed).randrange(len(before)), Random(seed), before)
        changed += "".join(pieces) != TEXT
    assert changed > 3


def test_the_snippets_are_read() -> None:
    assert min(len(each) for each in (DECLARATIONS, EXPRESSIONS, STATEMENTS, TYPES, WORDS)) > 30
    assert any("\n" in each for each in STATEMENTS)
    assert any("'\\n'" in each for each in DECLARATIONS)


def test_shrinking_leaves_what_fails_and_ends() -> None:
    text = "int a;\n" * 20 + "int needle(int b);\n" + "int c;\n" * 20
    assert shrink(text, lambda each: "needle" in each) == "needle"
    tries = Counter[bool]()

    def count(each: str) -> bool:
        tries[True] += 1
        return len(each) > 100

    assert len(shrink("word " * 500, count, most=30)) > 100
    assert tries[True] <= 30


class Broken:
    """A translator that crashes where a text holds a word, and is not steady where it holds another."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, program: Program, other: bool = False) -> dict[str, Any]:
        self.calls += 1
        text = program.content.decode("utf-8", "replace")
        ok = {"kind": "ok", "seconds": 0.01, "kernels": 1, "translated": 1, "codes": (), "digest": "d", "errors": 0}
        if "__syncthreads" in text:
            return ok | {"kind": "crash", "bucket": "ValueError here", "trace": "Traceback"}
        return ok | {"digest": "e"} if other and "blockIdx" in text else ok


def run_of(out: Path, translate: Any) -> Run:
    return Run(Source(CORPUS, seed=3), out, translate)


def test_findings_are_sorted_by_cause_made_small_and_kept(tmp_path: Path) -> None:
    run = run_of(tmp_path, Broken())
    for group in range(6):
        for program, answer, allowed in run._group(group, float("inf")):
            run._count(answer)
            bucket = bucket_of(answer, allowed)
            if bucket is not None:
                run._keep(program, bucket, answer, allowed)
    assert set(run.counts.buckets) == {"ValueError here", "another result the second time"}
    assert (tmp_path / "ValueError_here" / "small.cu").read_text() == "__syncthreads"
    assert (tmp_path / "another_result_the_second_time" / "small.cu").read_text() == "blockIdx"
    places = (tmp_path / "ValueError_here" / "places.txt").read_text().splitlines()
    assert len(places) == run.counts.buckets["ValueError here"]
    assert places[0].startswith("seed 3 group ")


def test_a_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    run = run_of(tmp_path, Broken())
    run.counts.group, run.counts.programs = 7, 100
    run.counts.codes["TK0201"] = 5
    run._save()
    again = run_of(tmp_path, Broken())
    assert (again.counts.group, again.counts.programs, again.counts.codes["TK0201"]) == (7, 100, 5)


def test_what_the_child_says_of_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    request = {"name": "k.cu", "content": TEXT.encode(), "roots": (), "options": {}}
    assert front_end_worker.translate(request)["kind"] == "ok"
    monkeypatch.setattr("transkernel.frontend.lower.find_instances", crash)
    answer = front_end_worker.translate(request)
    assert (answer["kind"], answer["bucket"]) == ("crash", "ZeroDivisionError frontend/lower.py:lower_source")
    assert bucket_of(answer, 10.0) == answer["bucket"]


def test_limits_and_slowness_are_findings() -> None:
    good = {"kind": "ok", "codes": ("TK0201",), "seconds": 1.0}
    assert bucket_of(good, 4.0) is None
    assert bucket_of(good | {"seconds": 5.0}, 4.0) == "slow"
    assert bucket_of(good | {"codes": ("TK0902",)}, 4.0) == "slow: the time limit was reached"
    deep = good | {"codes": ("TK0267",)}
    assert bucket_of(deep, 4.0) is None
    assert bucket_of(deep, 4.0, "x[0] = 1;") == "a short text is too deep"
    assert bucket_of(deep, 4.0, "x[0] = " + "~" * 9000) is None


def test_a_few_mutants_of_the_corpus_are_translated_or_refused() -> None:
    """The fuzzer itself, briefly: an hour of it is in docs/fuzzing.md."""
    source, translate = Source(CORPUS, seed=11), Translator()
    try:
        for group in range(4):
            file = source.file(group)
            for number in range(8):
                program = source.mutant(file, number) if number else file
                answer = translate(program)
                assert bucket_of(answer, 20.0) is None, (group, number, answer)
                assert answer["digest"] == translate(program, other=True)["digest"]
    finally:
        translate.close()
