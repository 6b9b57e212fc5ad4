"""The loop on devices: sound kernels agree to the bit; a planted bug of the translator is caught and shrunk."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.bench import Bench
from tests.fuzz.buckets import bucket_of, key_of
from tests.fuzz.bundle import write_bundle
from tests.fuzz.cuda_printer import print_file
from tests.fuzz.generate import generate
from tests.fuzz.known import KNOWN, Known
from tests.fuzz.run import fuzz, shrunk
from transkernel.harness.cases import load_cases
from transkernel.harness.verify import VerifyOptions, verify
from transkernel.ir import nodes as ir
from transkernel.ir.types import Scalar
from transkernel.ir.visit import rewrite_all
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]
ONE = DEVICES[:1]  # where the bug is the translator's, one device tells

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench(DEVICES) as opened:
        yield opened


def test_random_kernels_agree(bench: Bench) -> None:
    """One batch: `make fuzz` has the time for more."""
    found = fuzz(0.001, 2, bench, batch=24)
    assert found.programs == 24
    assert not found.buckets, found.summary()


@pytest.mark.parametrize(
    "known", [each for each in KNOWN if each.device in DEVICES and not each.options], ids=lambda known: known.name
)
def test_a_kernel_written_around_a_known_bug_computes_the_same(known: Known, bench: Bench) -> None:
    """Or else what it explains would be explained by chance."""
    made = [generate(seed) for seed in range(3_000, 3_200)]
    pairs = [(each, known.around(each)) for each in made]
    changed = [(before, after) for before, after in pairs if before.program != after.program][:6]
    assert len(changed) == 6
    # Without the compiler's own rewriting: it is ours that is asked here, and it takes a third of the time.
    found = bench.judge([after for _, after in changed], [known.device], ("-cl-opt-disable",))
    assert [each.is_pass for each in found] == [True] * 6


# What a translator could get wrong, as a change of the IR between its front end and its back end.
Plant = Callable[[Any], Any]


def _swapped(node: Any) -> Any:
    is_difference = isinstance(node, ir.Binary) and node.op is ir.BinaryOp.SUBTRACT
    return ir.Binary(node.op, node.right, node.left, node.type, node.span) if is_difference else node


def _uncut(node: Any) -> Any:
    """A narrowing of integers that keeps its operand's high bits."""
    if not isinstance(node, ir.Convert) or not isinstance(node.operand, ir.Convert):
        return node
    inner = node.operand
    integral = all(isinstance(each, Scalar) and each.is_integer for each in (inner.type, inner.operand.type))
    narrows = integral and inner.type.bits < inner.operand.type.bits  # type: ignore[union-attr]
    return ir.Convert(inner.operand, node.type, node.span, explicit=True) if narrows else node


def _without_barrier(node: Any) -> Any:
    return () if isinstance(node, ir.Barrier) else node


def _wrong_rounding(node: Any) -> Any:
    is_up = isinstance(node, ir.Convert) and node.rounding is ir.Rounding.UP
    return ir.Convert(node.operand, node.type, node.span, ir.Rounding.DOWN, node.saturate) if is_up else node


PLANTS: dict[str, Plant] = {
    "operands swapped": _swapped,
    "a cast dropped": _uncut,
    "barriers dropped": _without_barrier,
    "rounded the other way": _wrong_rounding,
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The translator with the bug in it."""
    stages = importlib.import_module("transkernel.convert")
    resolve = stages.resolve

    def broken(program: ir.Program) -> ir.Program:
        functions = tuple(replace(each, body=rewrite_all(each.body, PLANTS[name])) for each in program.functions)
        kernel = replace(program.kernel, body=rewrite_all(program.kernel.body, PLANTS[name]))
        wrong: ir.Program = resolve(replace(program, kernel=kernel, functions=functions))
        return wrong

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "resolve", broken)
        yield


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(name: str, bench: Bench) -> None:
    batch = [generate(seed) for seed in SEEDS[name]]
    with planted(name):
        findings = [each for each in bench.judge(batch, ONE) if not each.is_pass]
    assert findings
    assert all(each.is_pass for each in bench.judge(batch, ONE))


def test_a_finding_becomes_a_few_lines_and_a_bundle(tmp_path: Path) -> None:
    name = "operands swapped"
    with planted(name), Bench(ONE) as bench:
        (found,) = bench.judge([generate(SEEDS[name][0])])
        small = shrunk(found, bench)
    assert key_of(small) == key_of(found)
    text = print_file([small.fuzzed.program])
    assert text.count("\n") <= 12, text
    assert "-" in text
    assert bucket_of(small).startswith("mismatch-compare-")
    write_bundle(tmp_path / "finding", found.fuzzed, small)
    (case,) = load_cases(tmp_path / "finding" / "kernel.toml")
    assert case.kernel == "kernel_0"
    again = verify([tmp_path / "finding" / "kernel.cu"], VerifyOptions(devices=tuple(small.devices)))
    assert again.records
    assert all(record.is_pass for record in again.records), "without the planted bug it agrees"


# Small kernels in which the planted bug shows.
SEEDS: dict[str, tuple[int, ...]] = {
    "operands swapped": (571, 663),
    "a cast dropped": (629, 131),
    "barriers dropped": (124, 356),
    "rounded the other way": (553, 559),
}
