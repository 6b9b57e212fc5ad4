"""What `migrate` leaves behind, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.migrate.program import REFUSED, SCALE, everything, make_tree, migrate, records, verdicts


def test_a_tree_becomes_ports_records_and_a_page(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree"), tmp_path / "out"
    ran = migrate(tree, "-o", out, "-j", "2")
    assert ran.exit_code == 1
    assert verdicts(out) == {"broken": "refused", "scale_99": "translated"} | {
        f"scale_{n}": "translated" for n in range(6)
    }
    assert (out / "src" / "deep" / "scale1.cl").is_file()
    assert (out / "src" / "deep" / "scale1_opencl.py").is_file()
    broken = next(each for each in records(out) if each.get("kernel") == "broken")
    assert broken["output"] is None
    assert broken["effort"] == "small"
    assert [each["code"] for each in broken["diagnostics"]] == ["TK0255"]
    assert broken["diagnostics"][0]["file"] == "src/broken.cu"
    assert "TK0255" in ran.stdout
    assert "nowhere" in (out / "report.html").read_text()
    assert not any(str(tmp_path).encode() in content for content in everything(out).values())


def test_a_second_run_touches_only_what_changed(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree"), tmp_path / "out"
    migrate(tree, "-o", out)
    first = everything(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.cl")}
    again = migrate(tree, "-o", out, "-v")
    assert everything(out) == first
    assert "->" not in again.stderr
    (tree / "src" / "scale0.cu").write_text(SCALE.format(0).replace("0 *", "5 *"))
    changed = migrate(tree, "-o", out, "-v")
    assert next(line for line in changed.stderr.splitlines() if "->" in line).startswith("src/scale0.cu")
    assert {path.name for path in out.rglob("*.cl") if path.stat().st_mtime_ns != times[path]} == {"scale0.cl"}
    (tree / "common.h").write_text("#define FACTOR 4\n")
    assert sum("->" in line for line in migrate(tree, "-o", out, "-v").stderr.splitlines()) == 5


def test_an_edited_port_survives_and_the_conflict_is_told(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 2), tmp_path / "out"
    migrate(tree, "-o", out)
    port, manifest = out / "src" / "scale0.cl", out / "src" / "scale0.manifest.json"
    first, first_manifest = port.read_text(), manifest.read_text()
    edited = first + "// by hand\n"
    port.write_text(edited)
    state = {each["kernel"]: each.get("state") for each in records(out) if "kernel" in each}
    assert state["scale_0"] == "emitted"

    migrate(tree, "-o", out)
    assert port.read_text() == edited
    assert next(each for each in records(out) if each.get("kernel") == "scale_0")["state"] == "edited"

    source = tree / "src" / "scale0.cu"
    source.write_text(source.read_text().replace("FACTOR *", "7.0f *"))
    for _ in range(2):
        ran = migrate(tree, "-o", out)
        assert ran.exit_code == 1
        assert "conflict: src/scale0.cl" in ran.stdout
        assert port.read_text() == edited
        assert manifest.read_text() == first_manifest, "the manifest belongs to the port that was kept"
        assert "7.0f" in Path(f"{port}.new").read_text()
        assert Path(f"{port}.base").read_text() == first
        assert "scale0.cl" in (out / "report.html").read_text()

    Path(f"{port}.new").unlink()
    ran = migrate(tree, "-o", out)
    assert "conflict" not in ran.stdout
    assert port.read_text() == edited
    assert manifest.read_text() != first_manifest
    assert not Path(f"{port}.base").exists()


def test_a_port_that_was_there_before_is_not_written_over(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    (out / "src").mkdir(parents=True)
    (out / "src" / "scale0.cl").write_text("mine\n")
    assert "conflict: src/scale0.cl" in migrate(tree, "-o", out).stdout
    assert (out / "src" / "scale0.cl").read_text() == "mine\n"


def test_what_is_remembered_may_be_lost(tmp_path: Path) -> None:
    """As in a fresh clone: the manifests tell edits from what was emitted."""
    tree, out = make_tree(tmp_path / "tree", 2), tmp_path / "out"
    migrate(tree, "-o", out)
    first = everything(out)
    shutil.rmtree(out / ".transkernel")
    (out / "migration.jsonl").unlink()
    (out / "report.html").unlink()
    (out / "src" / "scale0.cl").write_text("mine\n")
    (tree / "src" / "deep" / "scale1.cu").write_text(SCALE.format(1).replace("1 *", "5 *"))
    ran = migrate(tree, "-o", out)
    assert "conflict" not in ran.stdout
    assert (out / "src" / "scale0.cl").read_text() == "mine\n"
    assert (out / "src" / "deep" / "scale1.cl").read_bytes() != first["src/deep/scale1.cl"]


def test_a_source_that_went_takes_its_port_with_it_unless_edited(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 2), tmp_path / "out"
    migrate(tree, "-o", out)
    (out / "only.cl").write_text("mine\n")
    (tree / "only.cuh").unlink()
    (tree / "src" / "deep" / "scale1.cu").unlink()
    ran = migrate(tree, "-o", out)
    assert not (out / "src" / "deep").exists()
    assert (out / "only.cl").read_text() == "mine\n"
    assert "conflict: only.cl: nothing is emitted for it any more, and the port was edited" in ran.stdout
    kept = ["only.cl", "only.manifest.json", "only_opencl.py"]
    assert {"file": "only.cuh", "target": "opencl", "status": "gone", "kept": kept} in records(out)
    for name in kept:
        (out / name).unlink()
    assert "conflict" not in migrate(tree, "-o", out).stdout


def test_an_edited_port_whose_kernel_is_now_refused_is_kept_with_its_manifest(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    migrate(tree, "-o", out)
    before = everything(out / "src") | {"scale0.cl": b"mine\n"}
    (out / "src" / "scale0.cl").write_text("mine\n")
    (tree / "src" / "scale0.cu").write_text(REFUSED)
    assert "conflict: the port of src/scale0.cu" in migrate(tree, "-o", out).stdout
    assert everything(out / "src") == before


def test_shards_that_are_copied_together_are_the_whole(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree")
    (tree / "src" / "kernels.cuh").write_text("#ifdef NEVER\n#endif\n" + SCALE.format(50))
    (tree / "src" / "uses.cu").write_text('#ifdef NEVER\n#include "kernels.cuh"\n#endif\n' + SCALE.format(51))
    migrate(tree, "-o", tmp_path / "whole")
    for number in (1, 2, 3):
        migrate(tree, "-o", tmp_path / f"part{number}", "--shard", f"{number}/3")
        shutil.copytree(tmp_path / f"part{number}", tmp_path / "all", dirs_exist_ok=True)
    ran = migrate(tree, "-o", tmp_path / "all", "-v")
    assert [line.partition(" ")[0] for line in ran.stderr.splitlines() if "->" in line] == ["src/kernels.cuh"]
    assert everything(tmp_path / "all") == everything(tmp_path / "whole")
    assert verdicts(tmp_path / "whole")["scale_50"] == "translated"


def test_one_worker_and_two_write_the_same(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree")
    migrate(tree, "-o", tmp_path / "one", "-j", "1")
    migrate(tree, "-o", tmp_path / "two", "-j", "2")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_two_targets_have_a_folder_each(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    migrate(tree, "-o", out)
    migrate(tree, "-o", out, "--to", "triton")
    assert (out / "opencl" / "src" / "scale0.cl").is_file()
    assert (out / "triton" / "src" / "scale0_triton.py").is_file()
    assert not (out / "src").exists(), "what the first run wrote is in its new place"


def test_records_go_to_standard_output_with_their_seconds(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    ran = migrate(tree, "-o", out, "--format", "json")
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [{key: value for key, value in each.items() if key != "seconds"} for each in found] == records(out)
    assert all(each["seconds"] > 0 for each in found if each.get("verdict") == "translated")


def test_ports_may_stand_in_the_tree_and_one_kernel_be_asked_for(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", 2)
    for _ in range(2):
        assert migrate(tree, "-o", tree / "ports", "--kernel", "scale_0").exit_code == 0
        assert verdicts(tree / "ports") == {"scale_0": "translated"}
    assert {each["file"].partition("/")[0] for each in records(tree / "ports")} == {"src", "only.cuh"}


def test_an_instance_is_asked_of_the_files_that_show_its_kernel(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    (tree / "src" / "broken.cu").unlink()
    (tree / "fill.cuh").write_text("template <int N> __global__ void fill(float* x) { x[threadIdx.x] = N; }\n")
    (tree / "fill.cu").write_text('#include "fill.cuh"\n')
    assert migrate(tree, "-o", out, "--instantiate", "fill<7>").exit_code == 0
    assert verdicts(out) == {"fill<7>": "translated", "scale_0": "translated", "scale_99": "translated"}
    assert migrate(tree, "-o", out, "--instantiate", "nobody<7>").exit_code == 1


def test_a_compilation_database_gives_the_flags(tmp_path: Path) -> None:
    tree, out = make_tree(tmp_path / "tree", 1), tmp_path / "out"
    (tree / "inc").mkdir()
    (tree / "inc" / "size.h").write_text("#define SIZE 8\n")
    (tree / "a.cpp").write_text('#include "size.h"\n__global__ void sized(float* x) { x[SIZE] = NUMBER; }\n')
    entry = {"directory": str(tree), "command": "nvcc -x cu -Iinc -DNUMBER=3.0f -c a.cpp", "file": "a.cpp"}
    assert migrate(tree, "-o", out, "--exclude", "src").exit_code == 1
    folder = next(each for each in records(out) if each.get("status") == "headers not found")
    assert folder["missing"] == {"size.h": ["inc"]}
    (tree / "compile_commands.json").write_text(json.dumps([entry]))
    assert migrate(tree, "-o", out, "--exclude", "src").exit_code == 0
    assert "3.0f" in (out / "a.cl").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "{tree}"], "is the folder of the sources"),
        (["-o", "{tree}/src/broken.cu"], "is not a folder"),
        ([], "give -o OUT"),
        (["-o", "{out}", "--shard", "3/2"], "is not I/N"),
        (["-o", "{out}", "-p", "{tree}/common.h"], "is not JSON"),
        (["-o", "{taken}"], "was not written by transkernel"),
        (["-o", "{out}", "--kernel", "scale_7"], "no kernel is called 'scale_7'"),
        (["-o", "{out}", "--exclude", "*"], "holds no CUDA source"),
    ],
)
def test_a_wrong_use_says_so(tmp_path: Path, arguments: list[str], said: str) -> None:
    tree, taken = make_tree(tmp_path / "tree", 1), tmp_path / "taken"
    taken.mkdir()
    (taken / "report.html").write_text("mine")
    places = {"tree": tree, "out": tmp_path / "out", "taken": taken}
    ran = migrate(tree, *(each.format(**places) for each in arguments))
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert (taken / "report.html").read_text() == "mine"
