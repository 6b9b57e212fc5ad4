"""Tile IR to placed IR: the whole corpus keeps the rules, and what is still done lane by lane is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from transkernel.convert import Options, lower
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import BinaryOp, If
from transkernel.ir.placed import Bit, Element, LaneLoop, PlacedKernel, SetElement, Vector
from transkernel.ir.tile import ConstantRule, Load
from transkernel.ir.visit import walk, walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement import lower as placement
from transkernel.tile.placement.ascend_dav2201 import DAV_2201
from transkernel.tile.placement.capacity import bytes_of

CORPUS = Path(__file__).parents[3] / "corpus"
FAMILIES = sorted(each.name for each in CORPUS.iterdir() if each.is_dir())
# What no vector core has, and what does not fit into its memory.
REFUSED = {
    "clamp<double>": "TK0480",
    "batched_matmul_double": "TK0480",
    "groupnorm<32>": "TK0480",
    "depthwise_conv<32, 32>": "TK0484",
}
# Kernels in which no element is done alone, but where rows of tiles do not begin where copies can: a line a family.
WHOLE_TILES = {
    line.partition(":")[0]: frozenset(line.partition(":")[2].strip().split("; ")) - {""}
    for line in (Path(__file__).parent / "whole_tiles.txt").read_text().splitlines()
}


def placed(path: Path) -> list[tuple[str, PlacedKernel | Refusal]]:
    source = SourceFile(str(path), path.read_text())
    found: list[tuple[str, PlacedKernel | Refusal]] = []
    for lowered in lower(source, Options(target="triton", roots=(path.parent,))).kernels:
        assert lowered.program is not None
        try:
            program = placement.lower(vectorise(resolve(lowered.program)))
            found.append((lowered.cuda_name, program.kernel))
        except Refusal as refusal:
            found.append((lowered.cuda_name, refusal))
    return found


def lanes_alone(body: tuple[Any, ...]) -> int:
    """Loops over lanes in which the scalar unit reads or writes elements."""
    found = 0
    for node in body:
        if isinstance(node, If):
            asks_for_boundary = any(getattr(each, "op", None) is BinaryOp.REMAINDER for each in walk(node.condition))
            found += lanes_alone(node.then) + (0 if asks_for_boundary else lanes_alone(node.otherwise))
        elif isinstance(node, LaneLoop) and not any(isinstance(each, Vector) for each in walk_all(node.body)):
            found += any(isinstance(each, SetElement | Element | Bit | Load) for each in walk_all(node.body))
        elif isinstance(getattr(node, "body", None), tuple):
            found += lanes_alone(node.body)
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_the_corpus_is_placed(family: str) -> None:
    """placement.lower checks every rule of placed IR itself."""
    whole: set[str] = set()
    for path in sorted((CORPUS / family).glob("*.cu")):
        for name, kernel in placed(path):
            if isinstance(kernel, Refusal):
                assert REFUSED.get(name) == kernel.diagnostic.code, f"{path.name}: {name}: {kernel}"
                continue
            assert name not in REFUSED, name
            assert bytes_of(kernel, DAV_2201, _lanes(kernel)) <= DAV_2201.memory.bytes
            assert not any(hasattr(getattr(each, "type", None), "shape") for each in walk_all(kernel.body))
            if not lanes_alone(kernel.body):
                whole.add(name)
    assert whole == WHOLE_TILES[family]


def _lanes(kernel: PlacedKernel) -> int:
    """The most that the kernel allows."""
    for each in kernel.constants:
        if each.rule is ConstantRule.TILE:
            return each.default
    limits = [each.number for each in kernel.requirements if each.rule is ConstantRule.LANES]
    return min([each for each in limits if isinstance(each, int)], default=DAV_2201.most_lanes)
