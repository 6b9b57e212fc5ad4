"""Which files a path stands for, and their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.inputs import NotText, decode, find_inputs, read_source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.cu", "a/c.cu", "a/d.cuh", "a/e.cpp", ".git/f.cu", "third/deep/g.cu"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


def test_a_folder_is_its_sources_in_order(folder: Path) -> None:
    found = list(find_inputs(folder))
    assert [source.relative.as_posix() for source in found] == ["b.cu", "a/c.cu", "a/d.cuh", "third/deep/g.cu"]
    assert all(source.found and source.root == folder and source.path.is_file() for source in found)


@pytest.mark.parametrize("pattern", ["third", "third/", "third/*", "*/deep/*"])
def test_exclude(folder: Path, pattern: str) -> None:
    assert "third/deep/g.cu" not in {source.relative.as_posix() for source in find_inputs(folder, [pattern])}


def test_a_file_is_itself_whatever_its_name(folder: Path) -> None:
    (source,) = find_inputs(folder / "a" / "e.cpp", ["*"])
    assert (source.relative, source.root, source.found) == (Path("e.cpp"), folder / "a", False)


def test_text(tmp_path: Path) -> None:
    path = tmp_path / "x.cu"
    path.write_bytes("// µ\n".encode())
    assert read_source(path).text == "// µ\n"
    assert decode(b"// \xb5s\n") == "// µs\n"
    with pytest.raises(NotText, match="zero byte at offset 2"):
        decode(b"ab\0c")


def test_a_case_file_stands_for_the_source_beside_it(tmp_path: Path) -> None:
    for name in ("softmax.toml", "softmax.cu", "alone.toml", "header.toml", "header.cuh"):
        (tmp_path / name).touch()
    names = [next(find_inputs(tmp_path / f"{name}.toml")).path.name for name in ("softmax", "alone", "header")]
    assert names == ["softmax.cu", "alone.toml", "header.cuh"]
