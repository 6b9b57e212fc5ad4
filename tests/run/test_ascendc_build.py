"""How ports in Ascend C are built: what is made once is taken."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from transkernel.run import ascendc_build
from transkernel.run.cuda_host import Compiler, find_compiler
from transkernel.run.cuda_host_build import call_tool

compiler = find_compiler()


@pytest.mark.skipif(isinstance(compiler, str) or compiler.family != "gcc", reason="there is no GCC")
@pytest.mark.parametrize("form", ["simd", "simt"])
def test_the_precompiled_header_is_taken(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(compiler, Compiler)
    ascendc_build.unit_command(compiler, form)  # made now, and in the folder that others use
    ascendc_build.engine_object(compiler, form)
    said: list[str] = []

    def called(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        done = call_tool([*command, "-H"], folder)
        said.extend(done.stderr.splitlines())
        return done

    monkeypatch.setattr(ascendc_build, "call_tool", called)
    monkeypatch.setattr(ascendc_build, "cache_folder", lambda: tmp_path)
    text = 'extern "C" __global__ __aicore__ void k(float* x) {}\n'
    made = ascendc_build.build(ascendc_build.BuildRequest(compiler, text, form, "k"))
    assert made.library, made.message
    taken = [line[0] for line in said if line.startswith(("! ", "x "))]  # "x" stands before those that do not fit
    assert taken == ["!"]
