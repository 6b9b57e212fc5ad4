"""The corpus as ports to NPUs: on our twins of Ascend's cores, and in JAX's simulator of a TPU.

They agree with the original, or are refused for a reason that is written down here. For time's sake the first case of
each kernel runs; `make npu-check` has all, and compiles for a TPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.corpus.test_corpus_verifies import CORPUS, FAMILIES
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.devices import find_device


@dataclass(frozen=True)
class Port:
    """refused: kernels that are, and code: with which."""

    target: str
    profile: str
    device: str
    claim: str
    code: str
    refused: frozenset[str]


IN_DOUBLE = frozenset({
    "batched_matmul_double", "bitonic_sort<double, 64, true>", "clamp<double>", "groupnorm<32>", "groupnorm<64>",
    "groupnorm<128>", "tree_sum<double, 64>",
})  # fmt: skip
IN_64_BITS = frozenset({
    "im2col", "mandelbrot", "box_overlap", "wide_bit_census", "crc32_table", "gcd_and_lcm", "unsigned_arithmetic",
    "random_words", "random_uniform",
})  # fmt: skip
PORTS = (
    Port("ascendc", "portable", "ascendc-twin", "twin", "TK0480", IN_DOUBLE),
    Port("ascendc", "dav-3510", "ascendc-simt-twin", "twin", "TK0470", IN_DOUBLE),
    Port("pallas", "portable", "pallas-simulator", "simulated", "TK0440", IN_DOUBLE | IN_64_BITS),
)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("port", PORTS, ids=lambda each: each.device)
def test_family(port: Port, family: str) -> None:
    device = find_device(port.device)
    if not device.usable:
        pytest.skip(device.trouble)
    options = VerifyOptions(
        target=port.target, profile=port.profile, runs=1, examine=False, compile_for=(), first_cases=1
    )
    records = verify([CORPUS / family], options).records
    assert [said for record in records if (said := _complaint(record, port))] == []
    assert {record.claim for record in records if record.is_pass} == {port.claim}


def _complaint(record: Record, port: Port) -> str:
    """What is wrong with a record; empty where it passes, or is refused as it may be."""
    codes = {each.code for each in record.diagnostics if each.is_error}
    is_refused = record.stage is Stage.CONVERT and codes == {port.code} and record.kernel in port.refused
    if record.is_pass or is_refused:
        return ""
    if record.verdict is Verdict.UNSUPPORTED and record.reason.startswith("the port is made for launches"):
        return ""
    return f"{record.kernel}, {record.case}: {record.verdict}: {record.reason}"
