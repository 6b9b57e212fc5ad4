"""Options of compilers, as a table; and the database that holds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from transkernel.migrate.compile_commands import NotCompileCommands, find_database, read_database
from transkernel.migrate.nvcc import MEANINGS, Flags, Meaning, read_options

FROM_A_BUILD = """-forward-unknown-to-host-compiler -ccbin=/usr/bin/g++-12 -DNDEBUG -DN=4 -D NAME="a b" -Iinclude -I src
    -isystem=third/include -isystem other --generate-code=arch=compute_80,code=sm_80 -gencode arch=x -O3 -std=c++17
    -Xcompiler=-fPIC -Xcompiler -DHOST -Xptxas -v --expt-relaxed-constexpr -rdc=true -lineinfo -maxrregcount 64 -w
    -UNDEBUG -x cu -c src/a.cu -o a.o -MD -MT a.o -MF a.d --use_fast_math -t4 --threads 2 -include cuda_fp16.h"""


def test_options_of_a_build() -> None:
    words = FROM_A_BUILD.replace('"a b"', '"a').split()
    found = read_options(words)
    assert found.defines == (("N", "4"), ("NAME", '"a'))
    assert found.include_dirs == ("include", "src", "third/include", "other")
    assert found.pre_includes == ("cuda_fp16.h",)
    assert found.is_cuda
    assert {"-ccbin", "-gencode", "-Xcompiler", "-O3", "-forward-unknown-to-host-compiler"} <= set(found.dropped)


@pytest.mark.parametrize("option", MEANINGS)
def test_an_option_takes_its_value_and_no_more(option: str) -> None:
    """Whatever the option, the define behind it is seen, and its value is taken for nothing else."""
    attached = read_options([f"{option}=x", "-DAFTER"])
    assert "AFTER" in dict(attached.defines)
    wanted = {Meaning.DEFINE: ("x", "1"), Meaning.INCLUDE_DIR: "x", Meaning.PRE_INCLUDE: "x"}.get(MEANINGS[option])
    everything = (*attached.defines, *attached.include_dirs, *attached.pre_includes)
    assert (wanted in everything) if wanted is not None else everything == (("AFTER", "1"),)


@pytest.mark.parametrize(
    "words", [["-D"], ["-I"], ["-x"], ["--define-macro"], ["-"], [""], ["-D=", "-D1=2", "-DF(x)=x"]]
)
def test_half_an_option_is_nothing(words: list[str]) -> None:
    assert read_options(words).defines == ()


def database(folder: Path, *entries: object) -> Path:
    path = folder / "compile_commands.json"
    path.write_text(json.dumps(list(entries)))
    return path


def test_a_database_names_files_below_the_tree(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "build").mkdir(parents=True)
    (tree / "src").mkdir()
    (tree / "build" / "flags.rsp").write_text("-DFROM_FILE -I../include")
    command = {
        "directory": str(tree / "build"),
        "command": "nvcc -DA='x y' @flags.rsp -I/etc -c ../src/a.cu",
        "file": "../src/a.cu",
    }
    arguments = {"directory": str(tree), "arguments": ["clang++", "-x", "cuda", "src/b.cpp"], "file": "src/b.cpp"}
    again = {**command, "command": "nvcc -DB"}
    outside = {"directory": str(tmp_path), "command": "nvcc c.cu", "file": "c.cu"}
    path = database(tree / "build", command, arguments, again, outside)
    assert find_database(tree) == path
    found = read_database(path, tree)
    assert found.flags["src/a.cu"] == Flags((("A", "x y"), ("FROM_FILE", "1")), ("include",), (), "", ("-c",))
    assert found.flags["src/b.cpp"].is_cuda
    assert set(found.flags) == {"src/a.cu", "src/b.cpp"}
    assert len(found.notes) == 2


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[" * 100_000])
def test_what_is_no_database_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "compile_commands.json"
    path.write_text(text)
    with pytest.raises(NotCompileCommands):
        read_database(path, tmp_path)


def test_a_response_file_is_not_read_outside_of_the_tree(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "secret.rsp").write_text("-DSECRET")
    (tree / "loop.rsp").write_text("-DLOOP @loop.rsp")
    path = database(tree, {"directory": ".", "command": "nvcc @../secret.rsp @loop.rsp a.cu", "file": "a.cu"})
    assert read_database(path, tree).flags["a.cu"].defines == (("LOOP", "1"),)
