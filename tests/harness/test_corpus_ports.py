"""Kernels of the corpus whose ports are broken by hand; tests/corpus has them as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from transkernel.convert import Options, Port, convert
from transkernel.harness.cases import load_cases
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify_port
from transkernel.inputs import read_source
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with open_session(VerifyOptions()) as opened:
        yield opened


def port_of(path: Path, instantiate: tuple[str, ...]) -> Port:
    port = convert(read_source(path), Options(instantiate=instantiate, roots=(path.parent,))).port
    assert port is not None
    return port


# Each row: a kernel, the case, what is replaced once in its port, and by what.
BREAKS = {
    "a barrier is gone": ("reduce/tree_sum", "float, odd tail", r"\n\s*barrier\([^)]*\);(?=\s*\n?\s*\}\s*\n)", ""),
    "the input's bound is one too far": ("elementwise/saxpy", "odd tail", r" < n\b", " <= n"),
    "a constant is another": ("elementwise/gelu", "tanh, odd tail", r"0\.044715f", "0.0448f"),
    "the tree stops too early": ("reduce/tree_sum", "float, odd tail", r"> 0", "> 1"),
}


@pytest.mark.parametrize("row", BREAKS.values(), ids=BREAKS.keys())
def test_an_emitted_port_that_is_broken_by_hand_fails(session: Session, row: tuple[str, str, str, str]) -> None:
    name, case_name, pattern, replacement = row
    path = CORPUS / f"{name}.cu"
    (case,) = [case for case in load_cases(path.with_suffix(".toml")) if case.name == case_name]
    port = port_of(path, (case.kernel,) if "<" in case.kernel else ())
    broken, count = re.subn(pattern, replacement, port.text, count=1)
    assert count == 1, port.text
    for device in DEVICES:
        assert verify_port(path, case, port.text, port.manifest, device, session).is_pass
        record = verify_port(path, case, broken, port.manifest, device, session)
        assert not record.is_pass, f"{device} lets this pass:\n{broken}"
        assert record.reason
