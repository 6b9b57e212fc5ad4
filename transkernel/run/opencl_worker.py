"""The child's side of OpenCL: probes one driver, builds programs and runs kernels on one device.

It is handed images and a plan, and hands images back; guard bands, dtypes and verdicts are the parent's
(`transkernel.run.opencl`, `transkernel.run.devices`). A driver may crash or hang here as it likes.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import struct
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.launch import GUARD_BYTES, Extent
from transkernel.run.opencl_loader import Icd, load_opencl, loading_error
from transkernel.run.plan import Memory

_MOST_PROGRAMS = 64  # kept in a child; a program of Intel's runtime is some hundred kilobytes
_BITS = 8


@dataclass(frozen=True, slots=True)
class Selection:
    """One device: the driver, the names that it gives itself, and which of the devices with these very names."""

    icd: Icd
    platform: str
    device: str
    ordinal: int = 0
    cores: int = 0


@dataclass(frozen=True, slots=True)
class ProbedDevice:
    """What a driver says of a device, and whether a small kernel built, ran, and gave the right numbers.

    problem: one line, the first that the compiler or the driver said; empty where all was well.
    values: what `transkernel.run.devices.Capabilities` is made of, by its field names.
    """

    platform: str
    platform_version: str
    device: str
    kind: str
    driver: str
    ordinal: int
    problem: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A program for the device, with the options of `clBuildProgram`, in order."""

    selection: Selection
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReply:
    """program: under which key the child keeps it; empty where the build failed. log: the compiler's words."""

    program: str
    log: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Value:
    """A value's bytes; `padded` is what OpenCL makes of them where that differs (a vector of three lanes)."""

    data: bytes
    padded: bytes = b""


@dataclass(frozen=True, slots=True)
class LocalMemory:
    """On-chip memory, in bytes."""

    size: int


Bound = Memory | Value | LocalMemory


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """images: guarded images of buffers by key; sizes: the bytes between their guards."""

    selection: Selection
    program: str
    entry: str
    arguments: tuple[Bound, ...]
    images: dict[str, NDArray[np.uint8]]
    sizes: dict[str, int]
    global_size: Extent
    local_size: Extent


@dataclass(frozen=True, slots=True, eq=False)
class RunReply:
    """unsupported: why the device cannot do this launch; failure: what the driver said when it broke; else images."""

    images: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    seconds: float = 0.0
    unsupported: str = ""
    failure: str = ""


# --- one device


@dataclass(slots=True)
class _Session:
    selection: Selection
    cl: Any
    device: Any
    context: Any
    queue: Any
    programs: OrderedDict[str, Any]


_sessions: list[_Session] = []


def _session(selection: Selection) -> _Session:
    """The one session of this process. Raises LookupError where the driver no longer has the device."""
    if _sessions:
        if _sessions[0].selection != selection:
            raise LookupError("one child serves one device")
        return _sessions[0]
    if selection.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: selection.cores])
    cl = load_opencl((selection.icd,))
    same = [
        device
        for platform in _platforms(cl)
        if platform.name == selection.platform
        for device in platform.get_devices()
        if device.name == selection.device
    ]
    if len(same) <= selection.ordinal:
        raise LookupError(f"{selection.icd.name} has no device {selection.device} any more")
    _sessions.append(_open(cl, selection, same[selection.ordinal]))
    return _sessions[0]


def _open(cl: Any, selection: Selection, device: Any) -> _Session:
    context = cl.Context([device])
    queue = cl.CommandQueue(context, properties=cl.command_queue_properties.PROFILING_ENABLE)
    return _Session(selection, cl, device, context, queue, OrderedDict())


def _platforms(cl: Any) -> list[Any]:
    try:
        return list(cl.get_platforms())
    except cl.LogicError:
        return []


# --- building


def build(request: BuildRequest) -> BuildReply:
    """Builds the program, or finds it among those built before."""
    session = _session(request.selection)
    text = "\0".join((*request.options, request.text))
    key = hashlib.sha256(text.encode()).hexdigest()
    if key in session.programs:
        session.programs.move_to_end(key)
        return BuildReply(key, _log(session, session.programs[key]), 0.0)
    start = time.perf_counter()
    # The class below pyopencl.Program: that one keeps a cache on disk, and leaves a failed source in /tmp.
    program = session.cl._cl._Program(session.context, request.text)
    try:
        program._build(" ".join(request.options).encode(), [session.device])
    except session.cl.Error as error:
        return BuildReply("", _log(session, program) or str(error), time.perf_counter() - start)
    session.programs[key] = program
    if len(session.programs) > _MOST_PROGRAMS:
        session.programs.popitem(last=False)
    return BuildReply(key, _log(session, program), time.perf_counter() - start)


def _log(session: _Session, program: Any) -> str:
    try:
        return str(program.get_build_info(session.device, session.cl.program_build_info.LOG)).strip("\0\n ")
    except (session.cl.Error, UnicodeDecodeError) as error:
        return str(error)


# --- running


def run(request: RunRequest) -> RunReply:
    """One launch: images to the device, the kernel, images back."""
    session = _session(request.selection)
    try:
        kernel = session.cl.Kernel(session.programs[request.program], request.entry)
    except session.cl.LogicError:
        return RunReply(failure=f"the program has no kernel {request.entry}")
    try:
        placed = {key: _place(session, request, key) for key in request.images}
    except (session.cl.MemoryError, session.cl.LogicError) as error:
        return RunReply(unsupported=f"the device has no memory for the buffers: {error}")
    regions = {at: region for each in placed.values() for at, region in each.regions.items()}
    failure = _set_arguments(session, kernel, request.arguments, regions)
    if failure:
        return RunReply(failure=failure)
    too_large = _too_large(session, kernel, request.local_size)
    if too_large:
        return RunReply(unsupported=too_large)
    try:
        seconds = _launch(session, kernel, request)
        images = {key: _download(session, placed[key], image) for key, image in request.images.items()}
    except session.cl.Error as error:
        return RunReply(failure=str(error))
    return RunReply(images, seconds)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An image on the device: `lead` bytes, then the image. regions: what each pointer into it is given as."""

    memory: Any
    lead: int
    regions: dict[Memory, Any]


def _place(session: _Session, request: RunRequest, key: str) -> _Placed:
    """A buffer, and a part of it for each pointer. A part begins at a multiple of the device's alignment: the buffer is
    laid so that the first pointer does. Where another does not, it is shared memory: a pointer is an address there."""
    cl, image, size = session.cl, request.images[key], request.sizes[key]
    pointers = [bound for bound in request.arguments if isinstance(bound, Memory) and bound.key == key]
    first = pointers[0].offset if pointers else 0
    alignment = max(session.device.mem_base_addr_align // _BITS, 1)
    if any((pointer.offset - first) % alignment for pointer in pointers):
        shared = cl.csvm_empty(session.context, image.size, np.uint8)
        cl.enqueue_copy(session.queue, cl.SVM(shared), image)
        return _Placed(cl.SVM(shared), 0, {at: cl.SVM(shared[GUARD_BYTES + at.offset :]) for at in pointers})
    lead = int(-(GUARD_BYTES + first) % alignment)
    buffer = cl.Buffer(session.context, cl.mem_flags.READ_WRITE, lead + image.size)
    cl.enqueue_copy(session.queue, buffer, image, dst_offset=lead)
    # A part of no bytes keeps its address, and one guard byte for a size.
    parts = {
        at: buffer.get_sub_region(lead + GUARD_BYTES + at.offset, max(size - at.offset, 1)) for at in set(pointers)
    }
    return _Placed(buffer, lead, parts)


def _download(session: _Session, placed: _Placed, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    after = np.empty_like(image)
    where = {} if isinstance(placed.memory, session.cl.SVM) else {"src_offset": placed.lead}
    session.cl.enqueue_copy(session.queue, after, placed.memory, **where)
    session.queue.finish()
    return after


def _set_arguments(session: _Session, kernel: Any, arguments: tuple[Bound, ...], regions: dict[Memory, Any]) -> str:
    """Sets them all; what is wrong with the first that the kernel does not take, or the empty string."""
    if kernel.num_args != len(arguments):
        return f"the kernel takes {kernel.num_args} arguments, its manifest has {len(arguments)}"
    for index, bound in enumerate(arguments):
        try:
            _set_argument(session, kernel, index, bound, regions)
        except session.cl.Error as error:
            return f"argument {index}: {error}"
    return ""


def _set_argument(session: _Session, kernel: Any, index: int, bound: Bound, regions: dict[Memory, Any]) -> None:
    if isinstance(bound, Memory):
        kernel.set_arg(index, regions[bound] if bound.key else None)
    elif isinstance(bound, LocalMemory):
        kernel.set_arg(index, session.cl.LocalMemory(max(bound.size, 1)))  # of no bytes is an invalid argument
    elif not bound.padded:
        kernel.set_arg(index, np.frombuffer(bound.data, np.uint8))
    else:
        # The padded form first: PoCL takes too few bytes without a word, and reads beyond them.
        try:
            kernel.set_arg(index, np.frombuffer(bound.padded, np.uint8))
        except session.cl.LogicError:
            kernel.set_arg(index, np.frombuffer(bound.data, np.uint8))


def _too_large(session: _Session, kernel: Any, local_size: Extent) -> str:
    """What of the launch is beyond the device, or the empty string."""
    info, device = session.cl.kernel_work_group_info, session.device
    threads = local_size[0] * local_size[1] * local_size[2]
    most = min(device.max_work_group_size, kernel.get_work_group_info(info.WORK_GROUP_SIZE, device))
    if threads > most:
        return f"a block of {threads} threads; this kernel runs with up to {most} here"
    for axis, threads_along, most_along in zip("xyz", local_size, device.max_work_item_sizes, strict=False):
        if threads_along > most_along:
            return f"a block of {threads_along} threads along {axis}; the device has up to {most_along}"
    shared = kernel.get_work_group_info(info.LOCAL_MEM_SIZE, device)
    if shared > device.local_mem_size:
        return f"{shared} bytes of local memory for a block; the device has {device.local_mem_size}"
    return ""


def _launch(session: _Session, kernel: Any, request: RunRequest) -> float:
    """Runs the kernel; its seconds by the device's clock."""
    event = session.cl.enqueue_nd_range_kernel(session.queue, kernel, request.global_size, request.local_size)
    event.wait()
    return float(event.profile.end - event.profile.start) * 1e-9


# --- probing

_PROBE_TEXT = """\
__kernel void probe(__global float *out, __global const float *in, __local float *shared)
{
    const int thread = get_local_id(0);
    shared[thread] = in[get_global_id(0)];
    barrier(CLK_LOCAL_MEM_FENCE);
    out[get_global_id(0)] = sqrt(shared[get_local_size(0) - 1 - thread]);
}
"""
_PROBE_BLOCK = 16
_PROBE_BLOCKS = 2

# Parameters of clGetDeviceInfo that pyopencl's enumeration lacks, or that not every driver of the name has.
_SINGLE_ATOMICS_EXT = 0x4231  # CL_DEVICE_SINGLE_FP_ATOMIC_CAPABILITIES_EXT
_DOUBLE_ATOMICS_EXT = 0x4232  # CL_DEVICE_DOUBLE_FP_ATOMIC_CAPABILITIES_EXT
_GLOBAL_ADD_EXT = 1 << 1  # CL_DEVICE_GLOBAL_FP_ATOMIC_ADD_EXT
# The widths of sub-groups: extension -> (parameter, its integers as a struct format).
_WIDTHS = {
    "cl_intel_required_subgroup_size": (0x4108, "N"),  # CL_DEVICE_SUB_GROUP_SIZES_INTEL
    "cl_nv_device_attribute_query": (0x4003, "I"),  # CL_DEVICE_WARP_SIZE_NV
    "cl_amd_device_attribute_query": (0x4043, "I"),  # CL_DEVICE_WAVEFRONT_WIDTH_AMD
}


def probe(icd: Icd) -> list[ProbedDevice]:
    """Every device of one driver, tried. Raises OSError where its library does not load or has no platform."""
    cl = load_opencl((icd,))
    platforms = _platforms(cl)
    if not platforms:
        raise OSError(loading_error(icd) or f"{icd.library} loads, but is no OpenCL driver or has no platform")
    found: list[ProbedDevice] = []
    for platform in platforms:
        try:
            devices = platform.get_devices()
        except cl.Error:  # DEVICE_NOT_FOUND
            continue
        found.extend(_probe_device(cl, icd, platform, device, index) for index, device in enumerate(devices))
    return found


def _probe_device(cl: Any, icd: Icd, platform: Any, device: Any, index: int) -> ProbedDevice:
    same = [other for other in platform.get_devices()[:index] if other.name == device.name]
    selection = Selection(icd, platform.name, device.name, len(same))
    try:
        problem = _try_kernel(_open(cl, selection, device))
    except cl.Error as error:
        problem = str(error)
    return ProbedDevice(
        platform.name,
        platform.version,
        device.name,
        cl.device_type.to_string(device.type),
        device.driver_version,
        len(same),
        problem,
        _values(cl, device),
    )


def _try_kernel(session: _Session) -> str:
    """The first line of what went wrong with a small kernel with a barrier, or the empty string."""
    _sessions[:] = [session]
    built = build(BuildRequest(session.selection, _PROBE_TEXT, ("-cl-std=CL1.2",)))
    if not built.program:
        lines = [line for line in built.log.splitlines() if line.strip()]
        return "its compiler fails: " + next((line for line in lines if "rror" in line), lines[0]).strip()
    data = np.arange(_PROBE_BLOCK * _PROBE_BLOCKS, dtype=np.float32) ** 2
    guarded = np.zeros(data.nbytes + 2 * GUARD_BYTES, np.uint8)
    guarded[GUARD_BYTES:-GUARD_BYTES] = data.view(np.uint8)
    request = RunRequest(
        session.selection,
        built.program,
        "probe",
        (Memory("out"), Memory("in"), LocalMemory(_PROBE_BLOCK * data.itemsize)),
        {"out": np.zeros_like(guarded), "in": guarded},
        {"out": data.nbytes, "in": data.nbytes},
        (data.size, 1, 1),
        (_PROBE_BLOCK, 1, 1),
    )
    reply = run(request)
    if reply.failure or reply.unsupported:
        return f"a small kernel fails: {reply.failure or reply.unsupported}"
    out = reply.images["out"][GUARD_BYTES:-GUARD_BYTES].view(np.float32)
    expected = np.sqrt(data).reshape(_PROBE_BLOCKS, _PROBE_BLOCK)[:, ::-1].reshape(-1)
    if not np.allclose(out, expected, rtol=1e-6):
        return "a small kernel gives wrong numbers"
    return ""


def _values(cl: Any, device: Any) -> dict[str, Any]:
    extensions = tuple(sorted(set(device.extensions.split())))
    fp32 = device.single_fp_config
    return {
        "fp16": "cl_khr_fp16" in extensions,
        "fp64": "cl_khr_fp64" in extensions,
        "sub_group_sizes": next((_query(cl, device, *ask) for name, ask in _WIDTHS.items() if name in extensions), ()),
        "int64_atomics": {"cl_khr_int64_base_atomics", "cl_khr_int64_extended_atomics"} <= set(extensions),
        "float_atomics": any(bits & _GLOBAL_ADD_EXT for bits in _query(cl, device, _SINGLE_ATOMICS_EXT, "Q")),
        "double_atomics": any(bits & _GLOBAL_ADD_EXT for bits in _query(cl, device, _DOUBLE_ATOMICS_EXT, "Q")),
        "denormals": bool(fp32 & cl.device_fp_config.DENORM),
        "exact_divide": bool(fp32 & cl.device_fp_config.CORRECTLY_ROUNDED_DIVIDE_SQRT),
        "local_memory_bytes": device.local_mem_size,
        "global_memory_bytes": device.global_mem_size,
        "constant_memory_bytes": device.max_constant_buffer_size,
        "parameter_bytes": device.max_parameter_size,
        "most_block_threads": device.max_work_group_size,
        "most_block": tuple(device.max_work_item_sizes),
        "compute_units": device.max_compute_units,
        "opencl_version": device.version,
        "opencl_c_versions": _c_versions(device),
        "opencl_c_features": _c_features(device),
        "extensions": extensions,
    }


def _c_versions(device: Any) -> tuple[str, ...]:
    """`1.2` and so on, ascending; from the list of OpenCL 3, because a 3.0 driver may say 1.2 in the old string."""
    try:
        versions = {item.version for item in device.opencl_c_all_versions}
    except Exception:  # a driver before OpenCL 3.0 does not know the question
        return (device.opencl_c_version.split()[2],)
    return tuple(f"{version >> 22}.{version >> 12 & 0x3FF}" for version in sorted(versions))


def _c_features(device: Any) -> tuple[str, ...]:
    try:
        return tuple(sorted(item.name for item in device.opencl_c_features))
    except Exception:  # a driver before OpenCL 3.0 does not know the question
        return ()


def _query(cl: Any, device: Any, number: int, code: str) -> tuple[int, ...]:
    """The integers that clGetDeviceInfo gives for a parameter; none where the driver does not know it."""
    ask = ctypes.CDLL(
        cl._cl.__file__
    ).clGetDeviceInfo  # the extension module, and through it the loader it is linked to
    ask.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p)
    size = ctypes.c_size_t()
    if ask(device.int_ptr, number, 0, None, ctypes.byref(size)) != 0:
        return ()
    data = ctypes.create_string_buffer(size.value)
    if ask(device.int_ptr, number, size.value, data, None) != 0:
        return ()
    return tuple(value for (value,) in struct.iter_unpack(code, data.raw))


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import opencl_worker

    serve({"probe": opencl_worker.probe, "build": opencl_worker.build, "run": opencl_worker.run})
