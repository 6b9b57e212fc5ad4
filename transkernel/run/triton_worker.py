"""The child's side of Triton's interpreter: loads ports and runs their kernels on images of memory.

It is handed images and a plan, and hands images back; dtypes, guards and verdicts are the parent's
(`transkernel.run.triton`). A port may read and write wherever it likes here: each image lies between pages that nobody
may touch, so that a wild address ends the child and spoils no other image.
"""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import importlib.util
import inspect
import linecache
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.launch import GUARD_BYTES, Extent, with_guards, without_guards
from transkernel.run.plan import Memory

_MOST_MODULES = 64
_MARGIN = 256 << 20  # addresses before and behind an image that nothing lies at
_PAGE = 4096
_PROT_NONE, _PROT_BOTH = 0, 3
_PRIVATE_ANONYMOUS_UNBACKED = 0x02 | 0x20 | 0x4000  # Linux's MAP_PRIVATE, MAP_ANONYMOUS, MAP_NORESERVE
_MOST_INT32, _MOST_INT64 = 1 << 31, 1 << 63


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address, as a pointer to elements of that type."""

    memory: Memory
    dtype: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number's bytes; bfloat16 is two."""

    data: bytes
    dtype: str


Bound = Pointer | Number


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """images: guarded images of buffers by key. constants: the kernel's `tl.constexpr` parameters.

    descending: the last program first. seconds: of the launch alone, after which it is ended.
    """

    text: str
    entry: str
    arguments: tuple[Bound, ...]
    constants: dict[str, int]
    images: dict[str, NDArray[np.uint8]]
    grid: Extent
    descending: bool
    seconds: float


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


@dataclass(frozen=True, slots=True)
class _Port:
    file: Path
    module: ModuleType


_ports: OrderedDict[str, _Port] = OrderedDict()


class _NotLoaded(Exception):
    """The message says where and why."""


def run(request: RunRequest) -> RunReply:
    """One launch: the text as a module unless it is one already, the images into place, the kernel, images back."""
    start = time.perf_counter()
    try:
        port = _port(request.text)
    except _NotLoaded as error:
        return RunReply(unloaded=str(error))
    loaded = time.perf_counter()
    kernel = getattr(port.module, request.entry, None)
    if kernel is None:
        return RunReply(failure=f"the port has no kernel {request.entry}")
    try:
        images = _launch(kernel, request)
    except Exception as error:
        said = _described(error, port.file)
        if _root(error, _TooLong):
            return RunReply(too_long=said)
        return RunReply(unsupported=said) if _root(error, NotImplementedError) else RunReply(failure=said)
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


# --- the port as a module


def _port(text: str) -> _Port:
    """The module of that text. Triton reads a function's source in its file, so that the text has to be in one."""
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    if key in _ports:
        _ports.move_to_end(key)
        return _ports[key]
    file = Path(tempfile.gettempdir(), f"port_{key}.py")
    file.write_text(text, encoding="utf-8")
    _ports[key] = _Port(file, _load(file))
    if len(_ports) > _MOST_MODULES:
        _, old = _ports.popitem(last=False)
        sys.modules.pop(old.module.__name__, None)
        old.file.unlink(missing_ok=True)
    return _ports[key]


def _load(file: Path) -> ModuleType:
    _interpreter()
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise _NotLoaded(f"{file.name} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module  # inspect finds a function's source by its module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:  # a port may raise SystemExit
        del sys.modules[module.__name__]
        raise _NotLoaded(_described(error, file)) from error
    return module


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


class _TooLong(Exception):
    """Raised in the middle of a launch, so that it is known where."""


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    def end(_signal: int, _frame: object) -> None:
        raise _TooLong(f"no answer after {seconds:g} s")

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
    return shims.scalar(value, shims.annotated_type(annotation) or _type_of(value))


def _type_of(value: bool | int | float) -> str:
    if isinstance(value, bool):
        return "int1"
    if isinstance(value, float):
        return "fp32"
    if -_MOST_INT32 <= value < _MOST_INT32:
        return "int32"
    return "int64" if value < _MOST_INT64 else "uint64"


# --- what went wrong, and where


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it was raised from, the first cause last: Triton wraps what a kernel raises."""
    found = [error]
    while (cause := found[-1].__cause__ or found[-1].__context__) is not None and cause not in found:
        found.append(cause)
    return found


def _root(error: BaseException, kind: type[BaseException]) -> bool:
    return isinstance(_chain(error)[-1], kind)


def _described(error: BaseException, file: Path) -> str:
    """`port.py:LINE: error: what was raised`, and the line."""
    root = _chain(error)[-1]
    said = " ".join(str(root).split()) or "it gives no reason"
    line = _line_of(error, file)
    if not line:
        return f"{type(root).__name__}: {said}"
    shown = linecache.getline(str(file), line).rstrip()
    what = root.msg if isinstance(root, SyntaxError) else said
    kind = "" if isinstance(root, _TooLong) else f"{type(root).__name__}: "
    return f"port.py:{line}: error: {kind}{what}\n{shown}"


def _line_of(error: BaseException, file: Path) -> int:
    """The innermost line of the port that led there, or 0."""
    for each in reversed(_chain(error)):
        if isinstance(each, SyntaxError) and each.filename == str(file):
            return each.lineno or 0
        lines = [frame.lineno for frame in traceback.extract_tb(each.__traceback__) if frame.filename == str(file)]
        if lines:
            return lines[-1] or 0
    return 0


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import triton_worker

    faulthandler.enable(all_threads=False)
    serve({"run": triton_worker.run, "probe": triton_worker.probe})
