"""Ports in Pallas in JAX's TPU simulator: numbers, what is wrong and told, and the opposite order of blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from transkernel.manifest import Argument, KernelEntry, Parameter
from transkernel.run.devices import find_devices
from transkernel.run.launch import Buffer, Launch, Limits, Scalar
from transkernel.run.pallas import PallasRunner, mirrored

DEVICE = next(device for device in find_devices() if device.id == "pallas-simulator")
pytestmark = pytest.mark.skipif(not DEVICE.usable, reason=DEVICE.trouble or "usable")

HEAD = """\
import functools
import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu
"""
SCALE = f"""{HEAD}
def scale_kernel(a, x, y):
    y[...] = a[0] * x[...]


@functools.partial(jax.jit, static_argnames=("grid", "interpret"))
def scale(x, y, a, grid, interpret=False):
    tile = pl.BlockSpec((4,), lambda step: (step,))
    numbers = pl.BlockSpec(memory_space=pltpu.SMEM)
    return x, pl.pallas_call(scale_kernel, out_shape=jax.ShapeDtypeStruct(y.shape, y.dtype), grid=grid[:1],
        in_specs=[numbers, tile], out_specs=tile, interpret=interpret)(a.reshape(1), x)
"""
LAST = f"""{HEAD}
def last_kernel(y):
    @pl.when(pl.program_id(0) >= 0)
    def _():
        y[...] = jnp.full((8,), pl.program_id(0))


@functools.partial(jax.jit, static_argnames=("grid", "interpret"))
def last(y, grid, interpret=False):
    return (pl.pallas_call(last_kernel, out_shape=jax.ShapeDtypeStruct(y.shape, y.dtype), grid=grid[:1],
        out_specs=pl.BlockSpec((8,), lambda step: (0,)), interpret=interpret)(),)
"""
UNWAITED = f"""{HEAD}
def copy_kernel(x, y, tile, semaphore):
    copy = pltpu.make_async_copy(x, tile, semaphore)
    copy.start()
    WAIT
    y[...] = tile[...]
    END


@functools.partial(jax.jit, static_argnames=("grid", "interpret"))
def copy(x, y, grid, interpret=False):
    return x, pl.pallas_call(copy_kernel, out_shape=jax.ShapeDtypeStruct(y.shape, y.dtype),
        in_specs=[pl.BlockSpec(memory_space=pl.ANY)], interpret=interpret,
        scratch_shapes=[pltpu.VMEM((8,), jnp.float32), pltpu.SemaphoreType.DMA])(x)
"""


@pytest.fixture(scope="module")
def runner() -> Iterator[PallasRunner]:
    with PallasRunner(DEVICE) as made:
        yield made


def entry(name: str, *parameters: Parameter) -> KernelEntry:
    return KernelEntry(name, name, 1, parameters, tuple(Argument("param", each.name) for each in parameters))


def buffer(name: str, dtype: str = "float32") -> Parameter:
    return Parameter(name, "buffer", f"{dtype}*", dtype)


def test_numbers_come_back(runner: PallasRunner) -> None:
    x, y = np.arange(16, dtype=np.float32), np.zeros(16, np.float32)
    scale = entry("scale", buffer("x"), buffer("y"), Parameter("a", "scalar", "float", "float32"))
    given = (Buffer("x", x), Buffer("y", y), Scalar("a", np.float32(3)))
    launch = Launch("scale", (4, 1, 1), (4, 1, 1), given)
    outcome = runner.run(SCALE, scale, launch)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"].tolist() == (3 * x).tolist()
    assert outcome.arrays["x"].tolist() == x.tolist()


@pytest.mark.parametrize(("text", "last"), [(LAST, 3), (mirrored(LAST), 0)])
def test_blocks_go_in_order_or_the_other_way(runner: PallasRunner, text: str, last: int) -> None:
    launch = Launch("last", (4, 1, 1), (1, 1, 1), (Buffer("y", np.full(8, 9, np.int32)),))
    outcome = runner.run(text, entry("last", buffer("y", "int32")), launch)
    assert outcome.status == "ok", outcome.message
    assert set(outcome.arrays["y"].tolist()) == {last}


@pytest.mark.parametrize(("waits", "status"), [(True, "ok"), (False, "run-fail")])
def test_a_copy_that_nobody_waits_for_is_told(runner: PallasRunner, waits: bool, status: str) -> None:
    text = UNWAITED.replace("WAIT", "copy.wait()" if waits else "pass").replace(
        "END", "pass" if waits else "copy.wait()"
    )
    given = (Buffer("x", np.arange(8, dtype=np.float32)), Buffer("y", np.zeros(8, np.float32)))
    outcome = runner.run(text, entry("copy", buffer("x"), buffer("y")), Launch("copy", (1, 1, 1), (1, 1, 1), given))
    assert outcome.status == status, outcome.message
    assert waits or "race" in outcome.message


def test_reaching_outside_is_told_with_its_line(runner: PallasRunner) -> None:
    text = SCALE.replace("x[...]", "x[pl.ds(2, 4)]")
    given = (Buffer("x", np.zeros(16, np.float32)), Buffer("y", np.zeros(16, np.float32)), Scalar("a", np.float32(3)))
    scale = entry("scale", buffer("x"), buffer("y"), Parameter("a", "scalar", "float", "float32"))
    outcome = runner.run(text, scale, Launch("scale", (4, 1, 1), (4, 1, 1), given))
    assert outcome.status == "run-fail"
    assert outcome.message


def test_one_buffer_by_two_names(runner: PallasRunner) -> None:
    same = Buffer("x", np.arange(16, dtype=np.float32))
    scale = entry("scale", buffer("x"), buffer("y"), Parameter("a", "scalar", "float", "float32"))
    launch = Launch("scale", (4, 1, 1), (4, 1, 1), (same, same, Scalar("a", np.float32(3))))
    assert runner.run(SCALE, scale, launch).status == "unsupported"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [("this is no python", "compile-fail", "port.py:1"), ("x = 1", "run-fail", "no kernel scale")],
)
def test_what_is_no_port(runner: PallasRunner, text: str, status: str, said: str) -> None:
    outcome = runner.run(text, entry("scale"), Launch("scale", (1, 1, 1), (1, 1, 1), ()))
    assert outcome.status == status
    assert said in outcome.message


def test_one_that_does_not_end_is_ended() -> None:
    text = f"{HEAD}\ndef forever(grid, interpret=False):\n    while True:\n        pass\n"
    launch = Launch("forever", (1, 1, 1), (1, 1, 1), ())
    with PallasRunner(DEVICE, Limits(wall_seconds=1.0)) as short:
        for _ in range(2):  # also where JAX is imported first, which is no part of a launch
            outcome = short.run(text, entry("forever"), launch)
            assert (outcome.status, outcome.message) == ("timeout", "no answer after 1 s")
