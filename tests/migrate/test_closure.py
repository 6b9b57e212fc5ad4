"""What a file depends on, and which files are translated by themselves."""

from __future__ import annotations

from pathlib import Path

from transkernel.migrate.closure import Closures
from transkernel.migrate.discover import LARGEST, discover, kernels_in
from transkernel.migrate.plan import Plan, Request

KERNEL = "__global__ void f(float* x) { x[threadIdx.x] = 2; }\n"


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_headers_of_headers_and_names_that_are_missing(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_cu='#include "inc/b.h"\n#  include <c.h>\n#if 0\n#include "gone.h"\n#endif\n',
        inc__b_h='#include "../d.h"\n',
    )
    write(tmp_path, d_h='#include "inc/b.h"\n', sys__c_h="", other_h="")
    found = Closures(tmp_path, ()).of("a.cu", ("sys",))
    assert [name for name, _ in found.files] == ["a.cu", "d.h", "inc/b.h", "sys/c.h"]
    assert found.missing == ("gone.h",)
    assert not found.is_open


def test_a_header_that_appears_or_changes_changes_the_closure(tmp_path: Path) -> None:
    write(tmp_path, a_cu='#include "b.h"\n#if __has_include("c.h")\n#endif\n', b_h="1")
    found = [Closures(tmp_path, ()).of("a.cu", ())]
    write(tmp_path, b_h="2")
    found.append(Closures(tmp_path, ()).of("a.cu", ()))
    write(tmp_path, c_h="")
    found.append(Closures(tmp_path, ()).of("a.cu", ()))
    assert len(set(found)) == 3


def test_a_computed_name_leaves_the_closure_open(tmp_path: Path) -> None:
    write(tmp_path, a_cu="#define H <b.h>\n#include H\n")
    assert Closures(tmp_path, ()).of("a.cu", ()).is_open


def test_nothing_outside_of_the_tree_is_read(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    write(tree, a_cu='#include "../secret.h"\n#include "link.h"\n')
    write(tmp_path, secret_h="")
    (tree / "link.h").symlink_to(tmp_path / "secret.h")
    found = Closures(tree, ()).of("a.cu", ())
    assert [name for name, _ in found.files] == ["a.cu"]
    assert found.missing == ("../secret.h", "link.h")


def test_files_with_kernels_are_found_whatever_their_names(tmp_path: Path) -> None:
    write(tmp_path, a_cu="int x;", b_h=KERNEL, c_h="int x;", d_cpp=KERNEL, e_cuh="", f_txt=KERNEL, third__g_cu=KERNEL)
    write(tmp_path, out__h_cu=KERNEL, big_cu=" " * (LARGEST + 1), zero_cu="\0")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "i.cu").write_text(KERNEL)
    found = discover(tmp_path, ["third"], tmp_path / "out", {})
    assert [each.file for each in found.inputs] == ["a.cu", "b.h", "d.cpp", "e.cuh"]
    assert [(each.file, each.is_error) for each in found.left_alone] == [("big.cu", True), ("zero.cu", True)]


def test_what_looks_like_a_kernel() -> None:
    text = """// __global__ void no(int)
    template <int N> __global__ void
        __launch_bounds__(256, (N > 1) ? 2 : 1) first(int x) {}
    static __global__ __attribute__((used)) void second (float*);
    int __global__x; /* __global__ void third() */ __global__ void fourth(){}"""
    assert kernels_in(text) == (("first", 3), ("second", 4), ("fourth", 5))
    assert kernels_in("__global__ " * 100_000) == ()


def plan(tree: Path) -> Plan:
    options: dict[str, list[str]] = {"include_dirs": [], "defines": [], "instantiate": []}
    request = Request(tree, tree / "out", ("opencl",), False, options)
    return Plan(request, discover(tree, (), tree / "out", {}))


def test_what_another_input_includes_is_not_translated_by_itself(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_cu='#include "a.cuh"\n#include "part.cu"\n',
        a_cuh=KERNEL,
        part_cu=KERNEL,
        alone_cuh=KERNEL,
        host_cpp='#include "alone.cuh"',
    )
    found = plan(tmp_path)
    assert [each.file for each in found.sources] == ["a.cu", "alone.cuh"]
    assert [each.file for each in found.headers] == ["a.cuh", "part.cu"]


def test_ports_of_one_name_have_folders_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, s__a_cuh=KERNEL, s__a_cu=KERNEL, s__a_h=KERNEL)
    found = plan(tmp_path)
    folders = {task.file: task.folder for _, task in found.tasks(found.sources)}
    assert folders == {"s/a.cu": "s", "s/a.cuh": "s/a.cuh", "s/a.h": "s/a.h"}


def test_a_header_that_is_elsewhere_is_named_the_nearest_first(tmp_path: Path) -> None:
    write(
        tmp_path,
        x__a_cu='#include "c.h"\n#include "n/d.h"\n#include "gone.h"\n',
        x__inc__c_h="",
        y__inc__c_h="",
        z__n__d_h="",
        n__e_h="",
    )
    found = plan(tmp_path)
    assert found.misplaced(found.sources[0]) == {"c.h": ("x/inc", "y/inc"), "n/d.h": ("z",)}


def test_the_shards_are_the_whole(tmp_path: Path) -> None:
    files = [f"d/{number}.cu" for number in range(200)]
    requests = [Request(tmp_path, tmp_path, (), False, {}, shard=(each, 3)) for each in (1, 2, 3)]
    parts = [[file for file in files if request.takes(file)] for request in requests]
    assert sorted(file for part in parts for file in part) == sorted(files)
    assert all(len(part) > 40 for part in parts)
