"""The grammars are found, in a checkout and where a wheel puts them."""

from __future__ import annotations

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
