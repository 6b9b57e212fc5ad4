"""The child's side of Triton's interpreter: loads ports and runs their kernels on images of memory.

It is handed images and a plan, and hands images back; dtypes, guards and verdicts are the parent's
(`transkernel.run.triton`). A port may read and write wherever it likes here: each image lies between pages that nobody
may touch, so that a wild address ends the child and spoils no other image.
"""

from __future__ import annotations

import ctypes
import faulthandler
import inspect
import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.launch import GUARD_BYTES, Extent, with_guards, without_guards
from transkernel.run.plan import Bound, Memory, Number, Pointer
from transkernel.run.triton_port import NotLoaded, TooLong, described, kernel_of, load, number_type, root_of

_MARGIN = 256 << 20  # addresses before and behind an image that nothing lies at
_PAGE = 4096
_PROT_NONE, _PROT_BOTH = 0, 3
_PRIVATE_ANONYMOUS_UNBACKED = 0x02 | 0x20 | 0x4000  # Linux's MAP_PRIVATE, MAP_ANONYMOUS, MAP_NORESERVE


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """images: guarded images of buffers by key. constants: the kernel's `tl.constexpr` parameters.

    descending: the last program first. cores: 0 for all. seconds: of the launch alone, after which it is ended.
    """

    text: str
    entry: str
    arguments: tuple[Bound, ...]
    constants: dict[str, int]
    images: dict[str, NDArray[np.uint8]]
    grid: Extent
    descending: bool
    seconds: float
    cores: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class RunReply:
    """unloaded: why the text is no module; failure: what the kernel raised; unsupported: what nobody can interpret;
    too_long: where it was when its time was over.

    Each is a message of one line for people, with its place, and the line of the port below it.
    """

    images: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    load_seconds: float = 0.0
    seconds: float = 0.0
    unloaded: str = ""
    failure: str = ""
    unsupported: str = ""
    too_long: str = ""


def run(request: RunRequest) -> RunReply:
    """One launch: the text as a module unless it is one already, the images into place, the kernel, images back."""
    start = time.perf_counter()
    _interpreter()
    if request.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: request.cores])
    try:
        port = load(request.text)
    except NotLoaded as error:
        return RunReply(unloaded=str(error))
    loaded = time.perf_counter()
    kernel = kernel_of(port, request.entry)
    if kernel is None:
        return RunReply(failure=f"the port has no kernel {request.entry}")
    try:
        images = _launch(kernel, request)
    except Exception as error:
        said, cause = described(error, port.file), root_of(error)
        if isinstance(cause, TooLong):
            return RunReply(too_long=said)
        cannot = isinstance(cause, (NotImplementedError, MemoryError))
        return RunReply(unsupported=said) if cannot else RunReply(failure=said)
    return RunReply(images, loaded - start, time.perf_counter() - loaded)


_PROBE = """\
import triton
import triton.language as tl


@triton.jit
def probe(x, n, LANES: tl.constexpr):
    lane = tl.arange(0, LANES)
    value = tl.load(x + lane, mask=lane < n, other=0)
    tl.store(x + lane, value + tl.sum(value), mask=lane < n)
"""


def probe(_: None) -> str:
    """Runs a small kernel; what went wrong, or the empty string."""
    image = with_guards(np.arange(3, dtype=np.int32))
    arguments = (Pointer(Memory("x"), "int32"), Number(np.int32(3).tobytes(), "int32"))
    reply = run(RunRequest(_PROBE, "probe", arguments, {"LANES": 4}, {"x": image}, (1, 1, 1), False, 60.0))
    broken = (reply.unloaded or reply.failure or reply.unsupported).splitlines()
    if broken:
        return f"its interpreter fails: {broken[0]}"
    found = without_guards(reply.images["x"], np.zeros(3, np.int32))[0].tolist()
    return "" if found == [3, 4, 5] else f"its interpreter gives wrong numbers: {found}"


@cache
def _interpreter() -> ModuleType:
    """Triton, with everything put right. Not imported before it is asked for, so that its absence can be told."""
    warnings.simplefilter("ignore")
    from transkernel.run import triton_shims

    triton_shims.install()
    return triton_shims


# --- the launch


def _launch(kernel: Any, request: RunRequest) -> dict[str, NDArray[np.uint8]]:
    annotations = [parameter.annotation for parameter in inspect.signature(kernel.fn).parameters.values()]
    with ExitStack() as opened:
        places = {key: opened.enter_context(_mapped(image)) for key, image in request.images.items()}
        arguments = [
            _pointer(bound, places) if isinstance(bound, Pointer) else _number(bound, annotation)
            for bound, annotation in zip(request.arguments, [*annotations, *request.arguments], strict=False)
        ]
        opened.enter_context(_ended_after(request.seconds))
        opened.enter_context(np.errstate(all="ignore"))
        opened.enter_context(_interpreter().programs_in_order(descending=request.descending))
        kernel[request.grid](*arguments, **request.constants)
        return {key: place.copy() for key, place in places.items()}


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    def end(_signal: int, _frame: object) -> None:
        raise TooLong(f"no answer after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _mapped(image: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The image in pages of its own, with `_MARGIN` on both sides where every access is a fault."""
    libc = _libc()
    inner = -(-image.size // _PAGE) * _PAGE
    whole = inner + 2 * _MARGIN
    base = libc.mmap(None, whole, _PROT_NONE, _PRIVATE_ANONYMOUS_UNBACKED, -1, 0)
    if base in (None, ctypes.c_void_p(-1).value):
        raise MemoryError("no addresses left for the buffers")
    try:
        if libc.mprotect(base + _MARGIN, inner, _PROT_BOTH):
            raise MemoryError("no memory left for the buffers")
        place = np.ctypeslib.as_array((ctypes.c_uint8 * image.size).from_address(base + _MARGIN))
        place[:] = image
        yield place
    finally:
        libc.munmap(base, whole)


@cache
def _libc() -> Any:
    libc = ctypes.CDLL(None)
    address, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    libc.mmap.restype, libc.mmap.argtypes = address, [address, size, number, number, number, ctypes.c_long]
    libc.mprotect.argtypes, libc.munmap.argtypes = [address, size, number], [address, size]
    return libc


def _pointer(bound: Pointer, places: dict[str, NDArray[np.uint8]]) -> Any:
    memory = bound.memory
    address = places[memory.key].ctypes.data + GUARD_BYTES + memory.offset if memory.key else 0
    return _interpreter().pointer(address, bound.dtype)


def _number(bound: Number, annotation: Any) -> Any:
    """A scalar as a launch from Python gives it: of the type of its annotation, else as Triton takes a Python number:
    int32 where it fits, int64 or uint64 where not, and float32."""
    shims = _interpreter()
    stored = np.frombuffer(bound.data, "uint16" if bound.dtype == "bfloat16" else bound.dtype)[0]
    value = shims.from_bfloat16(np.array([stored]))[0].item() if bound.dtype == "bfloat16" else stored.item()
    return shims.scalar(value, number_type(annotation, bound.dtype, value))


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import triton_worker

    faulthandler.enable(all_threads=False)
    serve({"run": triton_worker.run, "probe": triton_worker.probe})
