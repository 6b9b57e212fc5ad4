"""The child's side of JAX's TPU simulator: loads ports in Pallas and runs their kernels on arrays.

It runs under the Python of another environment, which has JAX and NumPy and nothing of ours but these modules.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.launch import Extent
from transkernel.run.plan import Bound, Number, Pointer
from transkernel.run.triton_port import NotLoaded, described, load, root_of

_UNSUPPORTED = (NotImplementedError, MemoryError)


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """arguments: without the constants, in the port's order. arrays: the bytes of buffers by key.

    descending: the last block first; its text is another than the plain one's, since JAX keeps what it has traced.
    """

    text: str
    entry: str
    arguments: tuple[Bound, ...]
    constants: dict[str, int]
    arrays: dict[str, NDArray[np.uint8]]
    grid: Extent
    descending: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RunReply:
    """unloaded: why the text is no module; failure: what the kernel raised, or did not wait for; unsupported: what the
    simulator cannot run. Each is a message for people, with its place in the port where there is one.
    """

    arrays: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    load_seconds: float = 0.0
    seconds: float = 0.0
    unloaded: str = ""
    failure: str = ""
    unsupported: str = ""


class _Aliased(NotImplementedError):
    """Two arguments are one buffer, which the port writes by one of them."""


def load_simulator(_: None) -> None:
    """Imports JAX, which takes longer than many a launch."""
    _tools()


def run(request: RunRequest) -> RunReply:
    """One launch in the simulator, every read and write of which is checked."""
    start = time.perf_counter()
    try:
        port = load(request.text)
    except NotLoaded as error:
        return RunReply(unloaded=str(error))
    loaded = time.perf_counter()
    wrapper = getattr(port.module, request.entry, None)
    if wrapper is None:
        return RunReply(failure=f"the port has no kernel {request.entry}")
    tools = _tools()
    try:
        arrays = _launch(wrapper, request)
        raced = tools.races_found()
    except Exception as error:
        tools.reset()
        said = described(error, port.file)
        return RunReply(unsupported=said) if isinstance(root_of(error), _UNSUPPORTED) else RunReply(failure=said)
    if raced:
        return RunReply(failure="a race: memory is read or written before the copy that touches it was waited for")
    return RunReply(arrays, loaded - start, time.perf_counter() - loaded)


_PROBE = """\
import jax
from jax.experimental import pallas as pl


def probe_kernel(x, y):
    y[...] = x[...] + 1


def probe(x, grid, interpret=False):
    return (pl.pallas_call(probe_kernel, out_shape=jax.ShapeDtypeStruct(x.shape, x.dtype), interpret=interpret)(x),)
"""


def probe(_: None) -> str:
    """Runs a small kernel; what went wrong, or the empty string."""
    from transkernel.run.plan import Memory

    numbers = np.arange(8, dtype=np.int32)
    request = RunRequest(
        _PROBE, "probe", (Pointer(Memory("x"), "int32"),), {}, {"x": numbers.view(np.uint8)}, (1, 1, 1)
    )
    reply = run(request)
    broken = (reply.unloaded or reply.failure or reply.unsupported).splitlines()
    if broken:
        return f"the simulator fails: {broken[0]}"
    found = reply.arrays["x"].view(np.int32).tolist()
    return "" if found == list(range(1, 9)) else f"the simulator gives wrong numbers: {found}"


# --- the launch


def _launch(wrapper: Any, request: RunRequest) -> dict[str, NDArray[np.uint8]]:
    arguments = [_argument(each, request.arrays) for each in request.arguments]
    with _tools().blocks_in_order(descending=request.descending):
        made = wrapper(*arguments, grid=request.grid, **request.constants, interpret=_tools().checked())
    made = [np.asarray(each) for each in made]
    pointers = [each for each in request.arguments if isinstance(each, Pointer)]
    if len(made) != len(pointers):
        raise ValueError(f"the port gives {len(made)} arrays back for {len(pointers)} buffers")
    return _written(pointers, made, request.arrays)


def _written(
    pointers: list[Pointer], made: list[NDArray[Any]], given: dict[str, NDArray[np.uint8]]
) -> dict[str, NDArray[np.uint8]]:
    """The bytes of every buffer after the launch."""
    after = {key: array.copy() for key, array in given.items()}
    keys = [each.memory.key for each in pointers]
    for pointer, array in zip(pointers, made, strict=True):
        key, start = pointer.memory.key, pointer.memory.offset
        if not key:
            continue
        size = array.nbytes
        image = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
        changed = not np.array_equal(image, given[key][start : start + size])
        if changed and keys.count(key) > 1:
            raise _Aliased("two arguments are one buffer and the kernel writes it, which arrays of JAX cannot be")
        if changed:
            after[key][start : start + size] = image
    return after


def _argument(bound: Bound, arrays: dict[str, NDArray[np.uint8]]) -> Any:
    if isinstance(bound, Number):
        return np.frombuffer(bound.data, _dtype(bound.dtype))[0]
    if not bound.memory.key:
        return np.zeros(0, _dtype(bound.dtype))
    image = arrays[bound.memory.key][bound.memory.offset :]
    size = _dtype(bound.dtype).itemsize
    return image[: image.size // size * size].view(_dtype(bound.dtype))


def _dtype(name: str) -> np.dtype[Any]:
    import ml_dtypes

    return np.dtype(ml_dtypes.bfloat16 if name == "bfloat16" else "uint8" if name == "bool" else name)


@cache
def _tools() -> ModuleType:
    """Not imported before it is asked for, so that JAX's absence can be told."""
    warnings.simplefilter("ignore")
    from transkernel.run import pallas_tools

    return pallas_tools


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import pallas_worker

    serve({"load": pallas_worker.load_simulator, "run": pallas_worker.run, "probe": pallas_worker.probe})
