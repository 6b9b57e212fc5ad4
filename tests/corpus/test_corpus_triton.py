"""Every case of the corpus as a Triton port: interpreted, it agrees with the original, and it compiles.

For time's sake a case is compiled for one GPU, and the first kernel of each file for the others; `make triton-check`
compiles all for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.test_corpus_verifies import CORPUS, FAMILIES, failures, verified
from transkernel.harness.backends import TranslatedPort, real_backends
from transkernel.harness.bind import bind
from transkernel.harness.cases import Case, case_file_of, load_cases
from transkernel.harness.kernel_names import match
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session
from transkernel.inputs import read_source
from transkernel.manifest import KernelEntry
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

INTERPRETER = "triton-interpreter"
FIRST, *OTHERS = "triton-sm90", "triton-sm80", "triton-gfx942"


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """The originals were examined for OpenCL C, so they are not here."""
    with open_session(VerifyOptions(target="triton", runs=1, examine=False, compile_for=(FIRST,))) as opened:
        yield opened


@pytest.fixture(scope="module")
def others() -> Iterator[Session]:
    with open_session(VerifyOptions(target="triton", compile_for=tuple(OTHERS))) as opened:
        yield opened


@pytest.mark.parametrize("family", FAMILIES)
def test_each_file_compiles_for_other_gpus_too(others: Session, family: str) -> None:
    if not others.compilers():
        pytest.skip("; ".join(each.message for each in others.diagnostics))
    for path in sorted((CORPUS / family).glob("*.cu")):
        case, entry, port = next(first_cases(path, others.options))
        launch = bind(case, entry, port.manifest.globals).launch
        made = [each.compile(port.text, entry, launch, port.manifest) for each in others.compilers()]
        assert [(each.device, each.message) for each in made] == [(device, "") for device in OTHERS], case.kernel


def first_cases(path: Path, options: VerifyOptions) -> Iterator[tuple[Case, KernelEntry, TranslatedPort]]:
    """The first case of each kernel, with its port."""
    cases = {case.kernel: case for case in reversed(load_cases(case_file_of(path)))}
    wanted = tuple(sorted(name for name in cases if "<" in name))
    port = real_backends(options).translate(read_source(path), wanted).port
    assert port is not None
    names = match(list(cases), [entry.kernel for entry in port.manifest.kernels])
    for kernel, case in sorted(cases.items()):
        entry = port.manifest.kernel(names[kernel])
        assert entry is not None
        yield case, entry, port


@pytest.mark.parametrize("family", FAMILIES)
def test_family(session: Session, family: str) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not any(device.id == INTERPRETER and device.usable for device in find_devices()):
        pytest.skip("Triton is not here; `transkernel devices` says why")
    records = verified(session, family)
    assert failures(records) == []
    assert {record.claim for record in records} == {"interpreted"}
    assert {Path(record.file).stem for record in records} == {path.stem for path in (CORPUS / family).glob("*.cu")}
