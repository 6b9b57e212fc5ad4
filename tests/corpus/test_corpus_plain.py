"""The corpus as Triton ports that keep the threads' own steps: with every raising off each case still agrees.

For time's sake without the operators: `transkernel verify corpus --to triton --profile plain` runs these too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.corpus.test_corpus_triton import INTERPRETER
from tests.corpus.test_corpus_verifies import FAMILIES, failures, verified
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    options = VerifyOptions(target="triton", profile="plain", runs=1, examine=False, compile_for=())
    with open_session(options) as opened:
        yield opened


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "operators"])
def test_family(session: Session, family: str) -> None:
    if isinstance(reason := find_compiler(), str):
        pytest.skip(f"no C++ compiler runs the originals: {reason}")
    if not any(device.id == INTERPRETER and device.usable for device in find_devices()):
        pytest.skip("Triton is not here; `transkernel devices` says why")
    records = verified(session, family)
    assert failures(records) == []
    assert {record.profile for record in records} == {"plain"}
