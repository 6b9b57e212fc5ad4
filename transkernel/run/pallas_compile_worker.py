"""The child's side of libtpu's compiler: ports in Pallas to machine code for a TPU that need not be here.

It runs under the Python of another environment, which has JAX and libtpu.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

from transkernel.run.child import serve
from transkernel.run.launch import Extent
from transkernel.run.triton_port import NotLoaded, described, load

_LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class ArgumentType:
    """dtype: NumPy's name, or `bfloat16`. elements: of an array; None for a number."""

    dtype: str
    elements: int | None = None


@dataclass(frozen=True, slots=True)
class CompileRequest:
    """topology: what libtpu calls a board of such TPUs: `v5e:2x2`."""

    text: str
    entry: str
    arguments: tuple[ArgumentType, ...]
    constants: tuple[tuple[str, int], ...]
    grid: Extent
    topology: str


@dataclass(frozen=True, slots=True)
class CompileReply:
    """message: why it is not accepted, or empty."""

    message: str = ""
    seconds: float = 0.0


def compile_port(request: CompileRequest) -> CompileReply:
    """Compiles one launch of a kernel; nothing of it runs."""
    import jax

    warnings.simplefilter("ignore")
    try:
        port = load(request.text)
    except NotLoaded as error:
        return CompileReply(str(error))
    wrapper = getattr(port.module, request.entry, None)
    if wrapper is None:
        return CompileReply(f"the port has no kernel {request.entry}")
    device, mesh = _machine(request.topology)
    place = jax.sharding.SingleDeviceSharding(device)
    start = time.perf_counter()
    try:
        shapes = [_shape(each, place) for each in request.arguments]
        with jax.sharding.use_abstract_mesh(mesh):
            wrapper.lower(*shapes, grid=request.grid, **dict(request.constants)).compile()
    except Exception as error:
        return CompileReply(described(error, port.file)[:_LONGEST_MESSAGE], time.perf_counter() - start)
    return CompileReply("", time.perf_counter() - start)


def _shape(argument: ArgumentType, place: Any) -> Any:
    import jax
    import jax.numpy as jnp

    dtype = jnp.dtype("uint8" if argument.dtype == "bool" else argument.dtype)
    shape = () if argument.elements is None else (argument.elements,)
    return jax.ShapeDtypeStruct(shape, jax.dtypes.canonicalize_dtype(dtype), sharding=place)


@cache
def _machine(topology: str) -> tuple[Any, Any]:
    """A TPU of the topology, and the mesh without which blocks of one axis are refused for want of a device."""
    import jax
    from jax.experimental import topologies

    described_ = topologies.get_topology_desc(platform="tpu", topology_name=topology)
    device = described_.devices[0]
    kind = jax.sharding.AbstractDevice(device_kind=device.device_kind, num_cores=1, platform="tpu")
    return device, jax.sharding.AbstractMesh((1,), ("x",), abstract_device=kind)


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import pallas_compile_worker

    serve({"compile": pallas_compile_worker.compile_port})
