"""Which OpenCL drivers are here, and how to load some of them without the user setting a variable.

An OpenCL application talks to a loader (`libOpenCL.so.1`), and the loader finds drivers through `.icd` files: text
files that name a shared library. Debian's loader and the one inside pyopencl's wheel are both ocl-icd, which reads one
folder, `OCL_ICD_VENDORS` or else /etc/OpenCL/vendors. What it does not do, this module does:

- Intel's CPU runtime from PyPI puts its library into `sys.prefix/lib` and an `.icd` with a placeholder path beside
  it. Its libraries are found through the package's own file list, and named in an `.icd` of ours.
- pyopencl's wheel also loads every `.icd` that another wheel dropped beside it (through `PYOPENCL_HOME`), asked or not.
- ocl-icd dies of an `.icd` that is no text, and drops a driver that does not load without a word.

So `find_icds` reads all the files, and `load_opencl` gives the loader a private folder with just the wanted ones.
Nothing is loaded into a process that did not call `load_opencl`; callers do so in a child process.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.metadata
import importlib.util
import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

SYSTEM_VENDORS = Path("/etc/OpenCL/vendors")
_VENDOR_VARIABLES = ("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH")  # ocl-icd's order
_LIBRARIES_VARIABLE = "OCL_ICD_FILENAMES"  # Khronos' loader: libraries to load before all others
_ICD_BYTES = 4096  # a path fits; anything longer is no .icd file

_INTEL_LIBRARY = "libintelocl.so"
_INTEL_PACKAGES = ("intel-opencl-rt", "intel-cmplr-lib-rt")
# Kernels compiled by Intel's runtime call these; they come in another package, and so are loaded before it, in order.
_INTEL_PRELOAD = ("libintlc.so.5", "libirng.so", "libimf.so", "libsvml.so")
_INTEL_NAME = "intel (pip)"


@dataclass(frozen=True, slots=True)
class Icd:
    """One OpenCL driver, as an `.icd` file or a Python package names it.

    name: unique among the drivers found; the file's stem, and where it came from when two share it.
    library: what the loader opens: an absolute path, or a bare name for the system's search path.
    preload: absolute paths of libraries to load before it.
    origin: `python` for a wheel's driver, `environment` for one that a variable of the user names.
    problem: why it cannot be loaded, as far as the file itself tells; empty otherwise.
    """

    name: str
    library: str
    origin: Literal["python", "environment", "system"]
    file: str = ""
    preload: tuple[str, ...] = ()
    problem: str = ""


def find_icds() -> tuple[Icd, ...]:
    """Every driver that can be named here, in order of trust, other wheels' last; each real library once.

    A user who sets OCL_ICD_VENDORS (or OPENCL_VENDOR_PATH) to anything but the system's folder has chosen: then only
    what that names is listed.
    """
    named = [icd for name in _named_libraries() for icd in _read_vendors(Path(name), "environment")]
    chosen = _user_choice()
    if chosen is not None:
        return _unique([*named, *_read_vendors(chosen, "environment")])
    system = _read_vendors(SYSTEM_VENDORS, "system") if SYSTEM_VENDORS.is_dir() else []
    return _unique([*named, *_intel_icds(), *system, *_wheel_icds()])


def load_opencl(icds: Iterable[Icd]) -> Any:
    """The module `pyopencl`, seeing exactly the drivers `icds`, in this process and from now on.

    Raises ImportError where pyopencl is not installed, and RuntimeError where this process has loaded other drivers
    before, because the loader reads its folder once. A driver that does not load is absent from the platforms and
    nothing else; `loading_error` tells why.
    """
    wanted = tuple(icds)
    if _loaded and _loaded[0] != wanted:
        raise RuntimeError("this process has loaded other OpenCL drivers already")
    if not _loaded:
        _loaded.append(wanted)
        _load(wanted)
    return importlib.import_module("pyopencl")


def loading_error(icd: Icd) -> str:
    """Why the driver's library does not load, in the words of the dynamic linker; empty where it does.

    Loads the library: to be asked in a child process, and only after `load_opencl` left the driver out.
    """
    try:
        ctypes.CDLL(icd.library)
    except OSError as error:
        return str(error)
    return ""


def missing_pyopencl() -> str:
    """Why pyopencl cannot be used, or the empty string; does not import it."""
    if importlib.util.find_spec("pyopencl") is None:
        return "the Python package pyopencl is not installed"
    return ""


_loaded: list[tuple[Icd, ...]] = []


def _load(icds: tuple[Icd, ...]) -> None:
    for library in dict.fromkeys(path for icd in icds for path in icd.preload):
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    with tempfile.TemporaryDirectory(prefix="transkernel-icd-") as folder:
        for index, icd in enumerate(icds):
            Path(folder, f"{index:02}.icd").write_text(icd.library + "\n")
        for variable in (*_VENDOR_VARIABLES, _LIBRARIES_VARIABLE):
            os.environ.pop(variable, None)
        os.environ["OCL_ICD_VENDORS"] = folder
        pyopencl = importlib.import_module("pyopencl")
        os.environ["PYOPENCL_HOME"] = folder  # importing pyopencl sets it to where other wheels put their drivers
        try:
            pyopencl.get_platforms()  # the loader reads the folder now, and never again
        except pyopencl.LogicError:
            pass  # PLATFORM_NOT_FOUND_KHR: none of them loaded


# --- finding


def _user_choice() -> Path | None:
    value = next((os.environ[variable] for variable in _VENDOR_VARIABLES if os.environ.get(variable)), "")
    return Path(value) if value and Path(value) != SYSTEM_VENDORS else None


def _named_libraries() -> list[str]:
    return [name for name in os.environ.get(_LIBRARIES_VARIABLE, "").split(os.pathsep) if name]


def _unique(icds: Iterable[Icd]) -> tuple[Icd, ...]:
    """Without a second file for the same library, and with names that differ."""
    by_library: dict[str, Icd] = {}
    for icd in icds:
        by_library.setdefault(icd.file if icd.problem else os.path.realpath(icd.library), icd)
    named: dict[str, Icd] = {}
    for icd in by_library.values():
        name, number = icd.name, 2
        while name in named:
            name, number = f"{icd.name} ({number})", number + 1
        named[name] = replace(icd, name=name)
    return tuple(named.values())


def _read_vendors(path: Path, origin: Literal["environment", "system"]) -> list[Icd]:
    """The drivers of a folder of `.icd` files; also of one such file, or of a library itself, as ocl-icd takes both."""
    try:
        if path.is_dir():
            return [_read_icd(file, origin) for file in sorted(path.glob("*.icd"))]
    except OSError as error:
        return [Icd(path.name, "", origin, str(path), problem=f"{path} cannot be read: {error.strerror}")]
    if path.suffix == ".icd":
        return [_read_icd(path, origin)]
    return [Icd(path.name, str(path), origin, problem=_missing(str(path)))]


def _read_icd(file: Path, origin: Literal["python", "environment", "system"]) -> Icd:
    """The driver that an `.icd` file names, or one with a problem; never raises."""
    try:
        with file.open("rb") as stream:
            text = stream.read(_ICD_BYTES + 1).decode("utf-8")
    except OSError as error:
        return Icd(file.stem, "", origin, str(file), problem=f"{file} cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        return Icd(file.stem, "", origin, str(file), problem=f"{file} is no text file that names a library")
    library = text.strip()
    if not library or not library.isprintable() or len(text) > _ICD_BYTES:
        return Icd(file.stem, "", origin, str(file), problem=f"{file} is no text file that names a library")
    beside = file.parent / library
    if "/" not in library and beside.is_file():  # wheels name a library beside the file
        library = str(beside)
    if Path(library).name == _INTEL_LIBRARY and not _missing(library):
        return replace(_intel_icd(Path(library)), name=file.stem, origin=origin, file=str(file))
    problem = _missing(library)
    return Icd(file.stem, library, origin, str(file), problem=f"{file} names {problem}" if problem else "")


def _missing(library: str) -> str:
    return f"{library}, which does not exist" if "/" in library and not Path(library).exists() else ""


def _intel_icds() -> list[Icd]:
    """Intel's CPU runtime from PyPI, where its package is installed."""
    found = next(_package_files(_INTEL_LIBRARY), None)
    return [_intel_icd(found)] if found is not None else []


def _intel_icd(library: Path) -> Icd:
    """Intel's CPU runtime at that path, with the libraries that its kernels call: from its own folder, or a package."""
    helpers: list[Path] = []
    for name in _INTEL_PRELOAD:
        beside = library.resolve().parent / name
        helper = beside if beside.is_file() else next(_package_files(name), None)
        if helper is None:
            problem = f"{name} of the package intel-cmplr-lib-rt is not installed"
            return Icd(_INTEL_NAME, str(library), "python", problem=problem)
        helpers.append(helper)
    return Icd(_INTEL_NAME, str(library), "python", preload=tuple(str(path) for path in helpers))


def _package_files(name: str) -> Iterator[Path]:
    """Where Intel's packages, or a folder that they install into, hold a library of that name."""
    for package in _INTEL_PACKAGES:
        try:
            files = importlib.metadata.files(package) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        yield from (Path(str(file.locate())).resolve() for file in files if file.name == name)
    folders = (sys.prefix, site.getuserbase(), sysconfig.get_path("data"))
    yield from (path for folder in folders if (path := Path(folder, "lib", name)).is_file())


def _wheel_icds() -> list[Icd]:
    """Drivers that other wheels put beside pyopencl (PoCL's `pocl-binary-distribution` does)."""
    spec = importlib.util.find_spec("pyopencl")
    if spec is None or spec.origin is None:
        return []
    files = sorted(Path(spec.origin).parent.glob(".libs/*.icd"))
    return [replace(icd, name=f"{icd.name} (pip)") for icd in (_read_icd(file, "python") for file in files)]
