"""Ports in Pallas through libtpu, for a TPU that is not here: what is accepted, what is refused, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.run.test_pallas import HEAD, SCALE, buffer, entry
from transkernel.manifest import Parameter
from transkernel.run.devices import find_devices
from transkernel.run.launch import Buffer, Launch, Scalar
from transkernel.run.pallas_compile import PallasCompiler

DEVICE = next(device for device in find_devices() if device.id == "pallas-v5e")
pytestmark = pytest.mark.skipif(not DEVICE.usable, reason=DEVICE.trouble or "usable")

GATHERED = f"""{HEAD}
def gather_kernel(index, x, y):
    y[...] = x[...][index[...]]


@functools.partial(jax.jit, static_argnames=("grid", "interpret"))
def gather(index, x, y, grid, interpret=False):
    return index, x, pl.pallas_call(gather_kernel, out_shape=jax.ShapeDtypeStruct(y.shape, y.dtype),
        interpret=interpret)(index, x)
"""


@pytest.fixture(scope="module")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PallasCompiler]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRANSKERNEL_CACHE", str(tmp_path_factory.mktemp("cache")))
        with PallasCompiler(DEVICE) as made:
            yield made


def launch(name: str, *arguments: Buffer | Scalar) -> Launch:
    return Launch(name, (4, 1, 1), (1, 1, 1), arguments)


def test_what_is_accepted_is_remembered(compiler: PallasCompiler) -> None:
    scale = entry("scale", buffer("x"), buffer("y"), Parameter("a", "scalar", "float", "float32"))
    given = (Buffer("x", np.zeros(4096, np.float32)), Buffer("y", np.zeros(4096, np.float32)))
    made = launch("scale", *given, Scalar("a", np.float32(3)))
    text = SCALE.replace("(4,)", "(1024,)")
    first = compiler.compile(text, scale, made)
    assert first.is_ok, first.message
    assert first.seconds > 0
    assert compiler.compile(text, scale, made).seconds == 0


def test_what_is_not_says_where_and_why(compiler: PallasCompiler) -> None:
    given = (Buffer("index", np.zeros(256, np.int32)), Buffer("x", np.zeros(256, np.float32)))
    gather = entry("gather", buffer("index", "int32"), buffer("x"), buffer("y"))
    made = compiler.compile(GATHERED, gather, launch("gather", *given, Buffer("y", np.zeros(256, np.float32))))
    assert not made.is_ok
    line = GATHERED.splitlines().index("    y[...] = x[...][index[...]]") + 1
    assert made.message.startswith(f"port.py:{line}: error: ")


@pytest.mark.parametrize(("text", "said"), [("this is no python", "port.py:1"), ("x = 1", "no kernel scale")])
def test_what_is_no_port(compiler: PallasCompiler, tmp_path: Path, text: str, said: str) -> None:
    assert said in compiler.compile(text, entry("scale"), launch("scale")).message
