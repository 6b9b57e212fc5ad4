"""Every case of the corpus as a Triton port: interpreted, it agrees with the original, and it compiles.

For time's sake a case is compiled for one GPU, and the first kernel of each file for the others; `make triton-check`
compiles all for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.corpus.test_corpus_verifies import CORPUS, FAMILIES, failures, verified
from transkernel.harness.backends import TranslatedFile, TranslatedPort, real_backends
from transkernel.harness.bind import bind
from transkernel.harness.cases import case_file_of, load_cases
from transkernel.harness.kernel_names import match
from transkernel.harness.records import Record
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices
from transkernel.source import SourceFile

INTERPRETER = "triton-interpreter"
FIRST, *OTHERS = "triton-sm90", "triton-sm80", "triton-gfx942"


@dataclass(frozen=True)
class Corpus:
    """A session whose ports are compiled for the first GPU, one for the others, and the ports by file."""

    session: Session
    others: Session
    ports: dict[Path, TranslatedPort]


@pytest.fixture(scope="module")
def corpus() -> Iterator[Corpus]:
    """The originals were examined for OpenCL C, so they are not here. A file is translated once for all GPUs."""
    options = VerifyOptions(target="triton", runs=1, examine=False, compile_for=(FIRST,))
    backends, ports = real_backends(options), {}

    def translate(source: SourceFile, wanted: tuple[str, ...]) -> TranslatedFile:
        translated = backends.translate(source, wanted)
        assert translated.port is not None, source.name
        ports[Path(source.name)] = translated.port
        return translated

    with (
        open_session(options, replace(backends, translate=translate)) as session,
        open_session(replace(options, compile_for=tuple(OTHERS))) as others,
    ):
        yield Corpus(session, others, ports)


@pytest.mark.parametrize("family", FAMILIES)
def test_family(corpus: Corpus, family: str) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not any(device.id == INTERPRETER and device.usable for device in find_devices()):
        pytest.skip("Triton is not here; `transkernel devices` says why")
    corpus.ports.clear()
    records = verified(corpus.session, family)
    files = sorted((CORPUS / family).glob("*.cu"))
    assert failures(records) == []
    assert {record.claim for record in records} == {"interpreted"}
    assert {device for record in records for device in compiled_for(record)} == {FIRST}
    assert sorted({CORPUS / record.file for record in records}) == sorted(corpus.ports) == files
    for path in files:
        compiles_for_others(corpus, path)


def compiled_for(record: Record) -> list[str]:
    """The GPUs that were asked, or nobody."""
    return [each.device for each in record.compiled] or [""]


def compiles_for_others(corpus: Corpus, path: Path) -> None:
    """The file's first kernel as its first case launches it."""
    port, cases = corpus.ports[path], load_cases(case_file_of(path))
    case = min(cases, key=lambda case: case.kernel)
    entry = port.manifest.kernel(match([case.kernel], [entry.kernel for entry in port.manifest.kernels])[case.kernel])
    assert entry is not None
    launch = bind(case, entry, port.manifest.globals).launch
    made = [each.compile(port.text, entry, launch, port.manifest) for each in corpus.others.compilers()]
    assert [(each.device, each.message) for each in made] == [(device, "") for device in OTHERS], case.kernel
