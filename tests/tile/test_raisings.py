"""Each raising can be left out, by its name: kernels of the corpus that it changes give what their references say."""

from __future__ import annotations

import pytest

from tests.tile.test_corpus_tiles import CORPUS, check, programs
from transkernel.emit.triton import PROFILES
from transkernel.tile import RAISINGS

USERS = {
    "block-reductions": (
        "attention/attention_row", "norm/groupnorm", "norm/rmsnorm", "norm/softmax_rows", "quantised/quantise_rows",
        "reduce/dot_product", "reduce/shuffle_sum", "reduce/tree_sum", "scan/block_scan", "scan/warp_scan",
    ),
    "warp-reductions": ("reduce/shuffle_sum", "sparse/spmv_csr"),
    "scans": ("scan/block_scan", "scan/warp_scan"),
    "butterflies": ("attention/causal_softmax",),
    "staged-loads": ("conv/conv1d", "image/gaussian_blur", "image/sobel"),
    "row-tiles": ("operators/gemv", "operators/max", "operators/softmax"),
    "staged-transposes": ("matmul/transpose",),
    "resident-arrays": ("image/histogram", "reduce/argmax", "scan/compact"),
}  # fmt: skip
CASES = [(name, path) for name, paths in USERS.items() for path in paths]


@pytest.mark.parametrize(("name", "path"), CASES, ids=[f"{name}, {path}" for name, path in CASES])
def test_without_a_raising_the_corpus_gives_the_same(name: str, path: str) -> None:
    without = frozenset((name,))
    assert name in RAISINGS
    assert check(CORPUS / f"{path}.cu", without=without) != programs(CORPUS / f"{path}.cu")


def test_a_profile_leaves_out_each_raising() -> None:
    left_out = {each.without for each in PROFILES.values() if each.without}
    assert left_out >= {(name,) for name in RAISINGS}
    assert all(f"without-{name}" == each.name for each in PROFILES.values() for name in each.without)
