"""The grammars are found, in a checkout and where a wheel puts them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from transkernel import resources

REPOSITORY = Path(__file__).resolve().parents[1]


def test_every_grammar_of_the_checkout_is_found() -> None:
    names = [path.name for path in (REPOSITORY / "grammars").glob("*.lark")]
    assert names
    for name in names:
        assert resources.grammar_text(name) == (REPOSITORY / "grammars" / name).read_text(encoding="utf-8")


def test_the_package_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, beside = tmp_path / "transkernel" / "grammars", tmp_path / "grammars"
    for folder, text in ((inside, "inside"), (beside, "beside")):
        folder.mkdir(parents=True)
        (folder / "a.lark").write_text(text)
    monkeypatch.setattr(resources, "_GRAMMAR_FOLDERS", (inside, beside))
    assert resources.grammar_text("a.lark") == "inside"


def test_an_incomplete_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_GRAMMAR_FOLDERS", (tmp_path / "nowhere",))
    with pytest.raises(FileNotFoundError, match="no grammars/ in"):
        resources.grammar_text("cuda.lark")


def test_what_two_want_at_once_is_made_once(tmp_path: Path) -> None:
    file, made = tmp_path / "made.o", []

    def make(name: int) -> None:
        with resources.alone(file):
            if not file.exists():
                time.sleep(0.05)
                made.append(name)
                file.write_text("made")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(4)))
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["made.o"]


def test_a_cache_that_cannot_be_locked_is_no_obstacle(tmp_path: Path) -> None:
    with resources.alone(tmp_path / "nowhere" / "made.o"):
        assert not (tmp_path / "nowhere").exists()
