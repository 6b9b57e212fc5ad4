"""Devices that take subnormal numbers for 0 are compared with an original that was given zeros, and no others are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.harness.test_verify import CASES, KERNEL, World, executed
from transkernel.harness.backends import Backends, PortDevice
from transkernel.harness.records import Record, Verdict
from transkernel.harness.subnormals import FLUSHED, flushed_outcome
from transkernel.harness.verify import VerifyOptions, verify
from transkernel.run.launch import Outcome

Arrays = dict[str, NDArray[Any]]
LEAST = np.float32(2.0**-126)


def signs(arrays: Arrays) -> None:
    arrays["y"][:] = np.sign(arrays["x"])


def signs_of_what_is_not_small(arrays: Arrays) -> None:
    arrays["y"][:] = np.where(np.abs(arrays["x"]) < LEAST, 0, np.sign(arrays["x"]))


def no_signs(arrays: Arrays) -> None:
    signs_of_what_is_not_small(arrays)
    arrays["y"][3] += 1


def backends(port: Any, *, flushes: bool) -> Backends:
    world = World(original=lambda launch, order: executed(launch, signs), ports={"one": port})
    device = PortDevice("one", "Device one", "1.0", flushes_subnormals=flushes)
    return replace(world.backends(), devices=lambda: (device,))


def record_of(tmp_path: Path, made: Backends) -> Record:
    path = tmp_path / "k.cu"
    path.write_text(KERNEL)
    path.with_suffix(".toml").write_text(
        CASES.format(name="edge", kernel="twice").replace('"normal"', '"edge"').replace("[20]", "[150]")
    )
    (record,) = verify([path], VerifyOptions(), backends=made).records
    return record


def test_a_device_that_flushes_is_compared_with_zeros(tmp_path: Path) -> None:
    record = record_of(tmp_path, backends(signs_of_what_is_not_small, flushes=True))
    assert record.is_pass, record.reason
    assert record.detail == FLUSHED


def test_no_other_device_is(tmp_path: Path) -> None:
    record = record_of(tmp_path, backends(signs_of_what_is_not_small, flushes=False))
    assert record.verdict is Verdict.MISMATCH
    assert FLUSHED not in record.detail


def test_what_else_is_wrong_is_still_found(tmp_path: Path) -> None:
    assert record_of(tmp_path, backends(no_signs, flushes=True)).verdict is Verdict.MISMATCH


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_made_zero_keeps_its_sign(dtype: Any) -> None:
    given = np.array([1e-40, -1e-40, LEAST, -LEAST, 0, np.nan, np.inf], dtype)
    (made,) = flushed_outcome(Outcome("ok", arrays={"y": given})).arrays.values()
    assert np.array_equal(made, np.array([0, 0, LEAST, -LEAST, 0, np.nan, np.inf], dtype), equal_nan=True)
    assert np.signbit(made).tolist() == [False, True, False, True, False, False, False]


def test_numbers_of_other_types_stay() -> None:
    given: Arrays = {"h": np.array([6e-8], np.float16), "i": np.array([1, -1], np.int32)}
    made = flushed_outcome(Outcome("ok", arrays=given)).arrays
    assert all(made[name] is array for name, array in given.items())
