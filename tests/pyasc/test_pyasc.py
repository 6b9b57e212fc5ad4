"""Ascend C that somebody else's program wrote, on our twin: it means there what it means to its author."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.pyasc.ports import REWRITTEN, Rewritten, port_of
from transkernel.harness.records import Verdict
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify_port
from transkernel.run.devices import find_device
from transkernel.run.environments import interpreter
from transkernel.run.pyasc import NotTranslated, Pyasc

TWIN = "ascendc-twin"

pytestmark = pytest.mark.skipif(not interpreter("pyasc"), reason="no environment with pyasc; `make npu-env` makes one")


@pytest.fixture(scope="module")
def pyasc() -> Iterator[Pyasc]:
    with Pyasc() as opened:
        yield opened


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    device = find_device(TWIN)
    if not device.usable:
        pytest.skip(device.trouble)
    with open_session(VerifyOptions(target="ascendc", runs=2, examine=False)) as opened:
        yield opened


@pytest.mark.parametrize("written", REWRITTEN, ids=lambda each: each.kernel)
def test_a_kernel_that_pyasc_wrote_agrees_with_the_original_on_our_twin(
    written: Rewritten, pyasc: Pyasc, session: Session
) -> None:
    text, manifest = port_of(written, pyasc)
    cases = list(written.cases())
    assert len(cases) > 1
    for case in cases:
        record = verify_port(written.path, case, text, manifest, TWIN, session)
        assert record.verdict is Verdict.PASS, f"{case.name}: {record.reason}"
        assert record.claim == "twin"


@pytest.mark.parametrize(
    ("kernel", "lines", "said"),
    [
        ("softmax_rows", r".*WaitFlag.*\n", "no flag V_S stands between"),
        ("softmax_rows", r".*EnQue.*\n", "EnQue is missing"),
        ("sum_naive", r".*FreeTensor.*\n", "FreeTensor is missing"),
        ("add_naive", r".*::Add\(.*\n", "nobody wrote some of"),
    ],
)
def test_lines_that_are_taken_out_of_its_text_are_missed(
    kernel: str, lines: str, said: str, pyasc: Pyasc, session: Session
) -> None:
    written = next(each for each in REWRITTEN if each.kernel == kernel)
    text, manifest = port_of(written, pyasc)
    broken = re.sub(lines, "", text)
    assert broken != text
    record = verify_port(written.path, next(written.cases()), broken, manifest, TWIN, session)
    assert record.verdict is Verdict.RUN_FAIL
    assert re.match(rf"line \d+: .*{said}", record.reason)


def test_what_pyasc_refuses_is_told_in_its_words(pyasc: Pyasc) -> None:
    text = "import asc\n\n\n@asc.jit\ndef f(x: asc.GlobalAddress):\n    asc.nothing(x)\n"
    with pytest.raises(NotTranslated, match="no attribute 'nothing'"):
        pyasc.translate(text, "f", {"x": "float32"})
    with pytest.raises(NotTranslated, match="no attribute 'g'"):
        pyasc.translate(text, "g", {"x": "float32"})
