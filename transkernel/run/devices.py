"""Everything that can run something on this machine, and what keeps the rest from it.

Each driver is asked in a child process of its own, with a time limit, and must build and run a small kernel there: a
driver that crashes, hangs or cannot compile is one unusable device with a reason, and takes no other with it. What
was found is kept on disk until a driver, a package or a device node changes.

Devices are named, never numbered: `intel-cpu`, `pocl-cpu`, `opencl-gpu-0` and the like run ports, and so do
`triton-interpreter` and `pallas-simulator`; `triton-sm90` and its kin and `pallas-v5e` compile ports for what need not
be here; `cuda-host` (the system's C++ compiler) and `nvidia` run the CUDA original.
"""

from __future__ import annotations

import ctypes
import difflib
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from transkernel.run import environments
from transkernel.run.child import Worker, WorkerError, WorkerFailure, WorkerTimeout, serve
from transkernel.run.launch import Limits
from transkernel.run.nvrtc import GET_NVRTC, find_toolkit, why_not
from transkernel.run.opencl_loader import Icd, find_icds, missing_pyopencl
from transkernel.run.opencl_worker import ProbedDevice, Selection
from transkernel.run.resident.cuda_driver import DRIVER_VARIABLE, driver_path

PROBE_SECONDS = 60.0  # the first load of a driver from a cold disk, and its first build
_VERSION_SECONDS = 10.0
_FORMAT = 2  # of the file on disk
_PACKAGES = (
    *("transkernel", "triton", "pyopencl", "intel-opencl-rt", "intel-cmplr-lib-rt", "pocl-binary-distribution"),
    *("nvidia-cuda-nvrtc-cu12", "nvidia-cuda-runtime-cu12", "nvidia-cuda-nvrtc", "nvidia-cuda-runtime"),
)
_PROBED_BY = (
    "devices.py",
    "nvrtc.py",
    "opencl_worker.py",
    "opencl_loader.py",
    "triton_worker.py",
    "triton_shims.py",
    "triton_types.py",
    "pallas_worker.py",
    "pallas_tools.py",
)
_DEVICE_NODES = ("/dev/nvidia[0-9]*", "/dev/dri/renderD*", "/dev/kfd", "/proc/driver/nvidia/version")
_HOST_COMPILERS = ("g++", "clang++", "c++")
_SILENT = "its driver did not answer"

_GET_NPU = environments.GET
_GET_CPU = "pip install 'transkernel[cpu]'"
_GET_TRITON = "pip install 'transkernel[triton]'"
_GET_POCL = "apt install pocl-opencl-icd"
_GET_COMPILER = "apt install g++"
# What brings the devices that everybody can have; shown when they are absent, and as the way out when broken.
_REMEDIES = {"intel-cpu": _GET_CPU, "pocl-cpu": _GET_POCL, "cuda-host": _GET_COMPILER}

# What ports to Triton are compiled for: the GPU's kind by Triton's name, and its architecture.
COMPILED_FOR = (("cuda", "sm80"), ("cuda", "sm90"), ("hip", "gfx942"))

Kind = Literal["opencl", "triton", "triton-compiler", "pallas", "pallas-compiler", "ascendc", "ascendc-author",
               "cuda-host", "cuda-gpu"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an OpenCL device can do, as it says itself. Sizes are bytes, `most_block` is threads along x, y, z.

    sub_group_sizes: those that a kernel can ask for, or the one width of a GPU; empty where there are none.
    int64_atomics: add, exchange, compare-and-swap, min, max, and, or, xor. float_atomics, double_atomics: add, in
        global memory.
    denormals, exact_divide: of fp32; a division that is not exact is good to 2.5 ULP.
    """

    fp16: bool
    fp64: bool
    sub_group_sizes: tuple[int, ...]
    int64_atomics: bool
    float_atomics: bool
    double_atomics: bool
    denormals: bool
    exact_divide: bool
    local_memory_bytes: int
    global_memory_bytes: int
    constant_memory_bytes: int
    parameter_bytes: int
    most_block_threads: int
    most_block: tuple[int, ...]
    compute_units: int
    opencl_version: str
    opencl_c_versions: tuple[str, ...]
    opencl_c_features: tuple[str, ...]
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Device:
    """Something that runs ports (`opencl`, `triton`, `pallas`; `ascendc` on our twin of its headers), compiles them
    (`triton-compiler`, `pallas-compiler`: a claim of its own, for nothing ran), or runs originals (`cuda-host`,
    `cuda-gpu`), or could.

    id: stable on a machine; what users and records call it. name, driver: what it calls itself.
    type: `cpu`, `gpu` or `accelerator`.
    reason: why it cannot be used, in one line; empty where it can. remedy: what to do about that, where we know.
    flushes_subnormals: it takes a float32 below 2^-126 for 0.
    """

    id: str
    kind: Kind
    type: str
    name: str = ""
    driver: str = ""
    reason: str = ""
    remedy: str = ""
    capabilities: Capabilities | None = None
    selection: Selection | None = None
    flushes_subnormals: bool = False

    @property
    def usable(self) -> bool:
        return not self.reason

    @property
    def trouble(self) -> str:
        """Why it cannot be used, and what to do about that; empty where it can."""
        return f"{self.reason} ({self.remedy})" if self.remedy else self.reason

    def to_json(self) -> dict[str, Any]:
        """As JSON values, in the order of the fields, with `usable`."""
        return {**asdict(self), "usable": self.usable}

    @staticmethod
    def from_json(record: dict[str, Any]) -> Device:
        """The inverse of `to_json`. Raises KeyError or TypeError where `record` is no device."""
        known = {field.name: record[field.name] for field in fields(Device)}
        capabilities, selection = known["capabilities"], known["selection"]
        if capabilities is not None:
            known["capabilities"] = Capabilities(**_tuples(capabilities))
        if selection is not None:
            known["selection"] = Selection(**{**selection, "icd": Icd(**_tuples(selection["icd"]))})
        return Device(**known)


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}


class DeviceNotUsable(LookupError):
    """No such device here, or one that cannot run anything; the message says which, why, and what to do."""


def find_devices(*, fresh: bool = False, probe_seconds: float = PROBE_SECONDS) -> tuple[Device, ...]:
    """Every device, usable or not, in a fixed order: OpenCL by id, Triton, Pallas, Ascend C, then what runs
    originals.

    fresh: ask the drivers again, whatever is known of them. probe_seconds: for each driver.
    """
    icds = find_icds()
    key = _key(icds)
    known = None if fresh else _remembered(key)
    if known is not None:
        return known
    ports = (*_opencl_devices(icds, probe_seconds), *_triton_devices(probe_seconds), *_pallas_devices(probe_seconds))
    host = _cuda_host()
    devices = (*ports, *_ascendc_twins(host), _pyasc(), host, _nvidia(probe_seconds))
    _remember(key, devices)
    return devices


def find_device(device_id: str) -> Device:
    """The usable device of that id. Raises DeviceNotUsable."""
    devices = find_devices()
    device = next((device for device in devices if device.id == device_id), None)
    if device is None:
        near = difflib.get_close_matches(device_id, [device.id for device in devices], 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise DeviceNotUsable(f"there is no device {device_id} here{hint}")
    if not device.usable:
        raise DeviceNotUsable(f"{device_id} cannot be used: {device.trouble}")
    return device


# --- OpenCL


def _opencl_devices(icds: Sequence[Icd], seconds: float) -> list[Device]:
    missing = missing_pyopencl()
    if missing:
        found = [replace(_broken(icd, missing), remedy=_GET_CPU) for icd in icds]
    else:
        found = _probe_all(icds, seconds)
    named = _with_ids(found)
    have = {device.id for device in named}
    absent = [_absent(device_id) for device_id in ("intel-cpu", "pocl-cpu") if device_id not in have]
    return sorted([*named, *absent], key=lambda device: device.id)


def _absent(device_id: str) -> Device:
    if device_id == "intel-cpu" and platform.machine() not in ("x86_64", "AMD64"):
        return Device(device_id, "opencl", "cpu", reason="Intel's runtime is for x86-64 processors")
    if os.environ.get("OCL_ICD_VENDORS"):
        return Device(device_id, "opencl", "cpu", reason="OCL_ICD_VENDORS is set, and what it names has no such driver")
    return Device(device_id, "opencl", "cpu", reason="not installed", remedy=_REMEDIES[device_id])


def _probe_all(icds: Sequence[Icd], seconds: float) -> list[Device]:
    with ThreadPoolExecutor(max_workers=max(1, min(len(icds), os.cpu_count() or 1))) as pool:
        return [device for found in pool.map(lambda icd: _probe(icd, seconds), icds) for device in found]


def _probe(icd: Icd, seconds: float) -> list[Device]:
    """The devices of one driver; one unusable device that stands for it where it gives none. Their ids are stems."""
    if icd.problem:
        return [_broken(icd, icd.problem)]
    with (
        tempfile.TemporaryDirectory(prefix="transkernel-probe-", ignore_cleanup_errors=True) as scratch,
        Worker("transkernel.run.opencl_worker", Limits(seconds), child_environment(scratch)) as worker,
    ):
        try:
            probed: list[ProbedDevice] = worker.call("probe", icd)
        except WorkerTimeout:
            return [_broken(icd, f"{_SILENT} within {seconds:g} s")]
        except WorkerError as error:
            return [_broken(icd, str(error).removeprefix("OSError: ").splitlines()[0])]
        except WorkerFailure as error:
            return [_broken(icd, f"its driver crashes: {error}")]
    if not probed:
        return [_broken(icd, "its driver has no device")]
    return [_from_probe(icd, device) for device in probed]


def child_environment(scratch: str) -> dict[str, str]:
    """Variables for a child that builds OpenCL programs: nothing kept from one child to the next, or outside `scratch`.

    What the user set stays as it is.
    """
    variables = {
        "TMPDIR": scratch,
        "POCL_CACHE_DIR": scratch,
        "CUDA_CACHE_DISABLE": "1",
        "NEO_CACHE_PERSISTENT": "0",
        "PYOPENCL_NO_CACHE": "1",
    }
    return {name: value for name, value in variables.items() if name not in os.environ or name == "TMPDIR"}


def _broken(icd: Icd, reason: str) -> Device:
    stem = _stem(icd.name, icd.library, "cpu") or f"opencl-{icd.name}".replace(" ", "-")
    return Device(stem, "opencl", "", name=icd.name, reason=reason, remedy=_remedy(stem, icd))


def _remedy(stem: str, icd: Icd) -> str:
    if icd.file and icd.origin != "python":
        return f"remove or repair {icd.file}"
    return _REMEDIES.get(stem, "")


def _from_probe(icd: Icd, probed: ProbedDevice) -> Device:
    kind = probed.kind.lower()
    type_ = next((name for name in ("gpu", "accelerator") if name in kind), "cpu")
    stem = _stem(probed.platform, icd.library, type_) or f"opencl-{type_}"
    return Device(
        stem,
        "opencl",
        type_,
        name=probed.device.strip(),
        driver=f"{probed.platform.strip()} {_driver_version(probed)}".strip(),
        reason=probed.problem,
        remedy=_REMEDIES.get(stem, "install another version of its driver") if probed.problem else "",
        capabilities=Capabilities(**probed.values),
        selection=Selection(icd, probed.platform, probed.device, probed.ordinal),
    )


def _driver_version(probed: ProbedDevice) -> str:
    """The version alone, where the driver says more."""
    return probed.driver.split()[0] if probed.driver.split() else ""


def _stem(platform_name: str, library: str, type_: str) -> str:
    """`intel-cpu` or `pocl-cpu`, by what the platform or its library is called; else empty."""
    if type_ != "cpu":
        return ""
    text = f"{platform_name} {Path(library).name}".lower()
    if "pocl" in text or "portable computing language" in text:
        return "pocl-cpu"
    return "intel-cpu" if "intel" in text else ""


def _with_ids(devices: Iterable[Device]) -> list[Device]:
    """With ids that differ. Usable ones come first in the count, so that a second, broken driver renames nobody."""
    ordered = sorted(devices, key=lambda device: not device.usable)
    seen: Counter[str] = Counter()
    named = []
    for device in ordered:
        number = seen[device.id]
        seen[device.id] += 1
        generic = device.id in ("opencl-cpu", "opencl-gpu", "opencl-accelerator")
        suffix = f"-{number}" if generic else f"-{number + 1}" if number else ""
        named.append(replace(device, id=device.id + suffix))
    return named


# --- Triton


def _triton_devices(seconds: float) -> list[Device]:
    """Its interpreter, and the GPUs that it compiles for. Both are in the package; neither needs a GPU."""
    version = _package_version("triton")
    reason = "" if version else "Triton is not installed"
    if version:
        with (
            tempfile.TemporaryDirectory(prefix="transkernel-probe-", ignore_cleanup_errors=True) as scratch,
            Worker("transkernel.run.triton_worker", Limits(seconds), {"TMPDIR": scratch}) as worker,
        ):
            try:
                reason = worker.call("probe")
            except WorkerFailure as error:
                reason = str(error).splitlines()[0]
    driver = f"Triton {version}" if version else ""
    remedy = _GET_TRITON if reason else ""
    interpreter = Device("triton-interpreter", "triton", "cpu", "Triton's interpreter", driver, reason, remedy)
    compilers = (
        Device(f"triton-{arch}", "triton-compiler", "gpu", f"{kind} {arch}", driver, reason, remedy)
        for kind, arch in COMPILED_FOR
    )
    return [interpreter, *compilers]


# --- Pallas


def _pallas_devices(seconds: float) -> list[Device]:
    """JAX's TPU simulator, and the TPU that libtpu compiles for. Each is in an environment of its own."""
    version = environments.version("jax", "jax")
    reason = "" if version else "no environment with JAX"
    if version:
        with (
            tempfile.TemporaryDirectory(prefix="transkernel-probe-", ignore_cleanup_errors=True) as scratch,
            Worker(
                "transkernel.run.pallas_worker",
                Limits(seconds),
                {"TMPDIR": scratch, "JAX_PLATFORMS": "cpu"},
                environments.interpreter("jax"),
            ) as worker,
        ):
            try:
                reason = worker.call("probe")
            except WorkerFailure as error:
                reason = str(error).splitlines()[0]
    driver = f"JAX {version}" if version else ""
    compiler = environments.version("tpu", "libtpu")
    lacking = "" if compiler else "no environment with libtpu"
    return [
        # XLA's threads on a CPU compute so, and no flag of it says otherwise; TPUs do, too.
        Device("pallas-simulator", "pallas", "cpu", "JAX's TPU simulator", driver, reason, _GET_NPU if reason else "",
               flushes_subnormals=True),
        Device(
            "pallas-v5e", "pallas-compiler", "accelerator", "TPU v5e", f"libtpu {compiler}".strip() if compiler else "",
            lacking, _GET_NPU if lacking else "",
        ),
    ]  # fmt: skip


# --- Ascend C


def _ascendc_twins(host: Device) -> list[Device]:
    """Our twins of the vendor's headers: kernels on tensors for dav-2201, on threads for dav-3510. Both need a C++
    compiler and nothing else."""
    return [
        replace(host, id="ascendc-twin", kind="ascendc", name="a twin of Ascend C, dav-2201"),
        replace(host, id="ascendc-simt-twin", kind="ascendc", name="a twin of Ascend C's SIMT, dav-3510"),
    ]


def _pyasc() -> Device:
    """Huawei's writer of Ascend C, in an environment of its own: a second author of what the twins run."""
    version = environments.version("pyasc", "pyasc")
    reason, remedy = ("", "") if version else ("no environment with pyasc", _GET_NPU)
    return Device("pyasc", "ascendc-author", "cpu", "Huawei's pyasc", f"pyasc {version}".strip(), reason, remedy)


# --- what runs originals


def _cuda_host() -> Device:
    """The system's C++ compiler: `CXX` where the user set it, else the first of the usual names."""
    device = Device("cuda-host", "cuda-host", "cpu")
    wanted = os.environ.get("CXX", "").split()[:1]
    path = next((found for name in (*wanted, *_HOST_COMPILERS) if (found := shutil.which(name))), None)
    if path is None:
        return replace(device, reason="no C++ compiler found", remedy=_GET_COMPILER)
    try:
        answer = subprocess.run(
            [path, "--version"],
            capture_output=True,
            text=True,
            timeout=_VERSION_SECONDS,
            check=True,
            env=_plain_words(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        return replace(device, name=path, reason=f"{path} --version fails: {error}", remedy=_GET_COMPILER)
    return replace(device, name=path, driver=(answer.stdout.splitlines() or [""])[0])


def _plain_words() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}


def _nvidia(seconds: float) -> Device:
    """NVIDIA's driver and a GPU behind it, and whether the compiler is here that an original needs."""
    device = Device("nvidia", "cuda-gpu", "gpu")
    with Worker("transkernel.run.devices", Limits(seconds)) as worker:
        try:
            name, driver, reason = worker.call("nvidia")
        except WorkerFailure as error:
            return replace(device, reason=f"NVIDIA's driver fails: {error}")
    missing = "" if reason else why_not()
    return replace(device, name=name, driver=driver, reason=reason or missing, remedy=GET_NVRTC if missing else "")


def probe_nvidia(_: None) -> tuple[str, str, str]:
    """(name, driver, reason): the first GPU of NVIDIA's driver. Loads the driver: for a child process."""
    try:
        cuda = ctypes.CDLL(driver_path())
    except OSError:
        return "", "", "no NVIDIA driver (libcuda.so.1) on this machine"
    status = cuda.cuInit(0)
    if status:
        return "", "", f"NVIDIA's driver finds no GPU (cuInit says {status})"
    count, version, name = ctypes.c_int(), ctypes.c_int(), ctypes.create_string_buffer(256)
    cuda.cuDeviceGetCount(ctypes.byref(count))
    if not count.value:
        return "", "", "NVIDIA's driver finds no GPU"
    cuda.cuDriverGetVersion(ctypes.byref(version))
    cuda.cuDeviceGetName(name, len(name), 0)
    return name.value.decode(), f"CUDA {version.value // 1000}.{version.value % 1000 // 10}", ""


# --- what is known from before


def _key(icds: Sequence[Icd]) -> str:
    """Changes with every file, package, variable or device node that the answer depends on."""
    parts: list[object] = [_FORMAT, sys.version, sys.prefix, platform.node(), platform.machine(), _processor()]
    parts += [(icd, *map(_stamp, (icd.file, icd.library, *icd.preload))) for icd in icds]
    parts += [(name, _package_version(name)) for name in _PACKAGES]
    parts += [
        (str(path), _stamp(str(path))) for pattern in _DEVICE_NODES for path in sorted(Path("/").glob(pattern[1:]))
    ]
    parts += [os.environ.get("CXX", ""), *(_stamp(shutil.which(name) or "") for name in _HOST_COMPILERS)]
    parts += sorted(
        f"{name}={value}" for name, value in os.environ.items() if name.startswith(("OCL_", "CL_CONFIG_", "POCL_"))
    )
    parts += [
        (name, _stamp(environments.interpreter(name)), environments.version(name, package))
        for name, package in (("jax", "jax"), ("tpu", "libtpu"), ("pyasc", "pyasc"))
    ]
    parts += [find_toolkit(), os.environ.get(DRIVER_VARIABLE, "")]
    parts += [_stamp(str(Path(__file__).with_name(name))) for name in _PROBED_BY]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _stamp(path: str) -> tuple[str, int, int]:
    """Which file it is now: its real path, size and modification time; zeros where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return path, 0, 0
    return os.path.realpath(path), status.st_size, status.st_mtime_ns


def _package_version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _processor() -> str:
    """The model and features of the processor: PoCL's compiler knows some and not others."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    return "".join(sorted({line for line in text.splitlines() if line.startswith(("model name", "flags", "Features"))}))


def _file() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "transkernel", "devices.json")


def _remembered(key: str) -> tuple[Device, ...] | None:
    try:
        record = json.loads(_file().read_text())
        if record["key"] != key:
            return None
        return tuple(Device.from_json(device) for device in record["devices"])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):  # RuntimeError: no home
        return None


def _remember(key: str, devices: Sequence[Device]) -> None:
    """Writes the file whole or not at all; a machine where it cannot be written asks its drivers each time."""
    if any(device.reason.startswith(_SILENT) for device in devices):
        return  # the machine may only have been busy
    text = json.dumps({"key": key, "devices": [device.to_json() for device in devices]}, indent=1)
    try:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=".devices-", delete=False) as stream:
            stream.write(text)
        os.replace(stream.name, file)
    except (OSError, RuntimeError):
        return


if __name__ == "__main__":
    serve({"nvidia": probe_nvidia})
