"""`transkernel.toml` and `[tool.transkernel]`: what they say, where they are found, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from transkernel.config import Config, ConfigError, find_config, read_config


def written(folder: Path, text: str, name: str = "transkernel.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_every_key(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'targets = ["opencl"]\ninclude_dirs = ["inc"]\ninstantiate = ["f<int>"]\nexclude = ["old"]\noutput = "ports"\n'
        'strict = true\ntime_limit = 5\n[defines]\nBLOCK = 256\nNAME = "x"\nON = true\n',
    )
    assert read_config(path) == Config(
        path=path,
        targets=("opencl",),
        include_dirs=(tmp_path / "inc",),
        defines=(("BLOCK", "256"), ("NAME", "x"), ("ON", "1")),
        instantiate=("f<int>",),
        exclude=("old",),
        output=tmp_path / "ports",
        strict=True,
        time_limit=5.0,
    )


def test_defines_as_a_list(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, 'defines = ["A", "B=2", "C="]'))
    assert config.defines == (("A", "1"), ("B", "2"), ("C", ""))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inlcude_dirs = []", "unknown key 'inlcude_dirs'; did you mean 'include_dirs'?"),
        ("zzz = 1", "unknown key 'zzz'; known keys: targets, "),
        ("strict = 1", "strict must be true or false"),
        ("time_limit = 0", "time_limit must be a number of seconds above 0"),
        ("targets = 'opencl'", "targets must be a list of strings"),
        ("output = 3", "output must be a path"),
        ("defines = 3", "defines must be a table of names and values, or a list"),
        ("strict = ", "transkernel.toml: "),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_the_nearest_file_above_holds(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    written(tmp_path, "[tool.transkernel]\nstrict = true\n", "pyproject.toml")
    assert find_config(below).strict
    written(tmp_path / "a", 'exclude = ["x"]\n')
    assert find_config(below) == Config(path=tmp_path / "a" / "transkernel.toml", exclude=("x",))


def test_another_projects_file_is_passed_by(tmp_path: Path) -> None:
    below = tmp_path / "a"
    below.mkdir()
    outer = written(tmp_path, "strict = true\n")
    written(below, "[tool.other]\nx = 1\n", "pyproject.toml")
    assert find_config(below).path == outer
    written(below, "this is not TOML", "pyproject.toml")
    assert find_config(below).path == outer
