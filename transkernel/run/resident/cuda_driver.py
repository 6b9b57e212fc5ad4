"""NVIDIA's driver (libcuda) by ctypes: the calls that launching kernels needs, each with its errors as exceptions."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any

# Another library than the machine's driver: for tests, which have no GPU.
DRIVER_VARIABLE = "TRANSKERNEL_CUDA_DRIVER"
_DRIVER = "libcuda.so.1"

OUT_OF_MEMORY, OUT_OF_RESOURCES = 2, 701  # CUDA_ERROR_..._MEMORY, _LAUNCH_..._RESOURCES, as all numbers here of cuda.h
CAPABILITY_MAJOR, CAPABILITY_MINOR, MOST_SHARED_BYTES = 75, 76, 97  # CU_DEVICE_ATTRIBUTE_...
KERNEL_THREADS, KERNEL_SHARED_BYTES, KERNEL_DYNAMIC_BYTES = 0, 1, 8  # CU_FUNC_ATTRIBUTE_...

_int, _address, _size = ctypes.c_int, ctypes.c_uint64, ctypes.c_size_t
_out, _uint = ctypes.c_void_p, ctypes.c_uint
# What each call takes. Names with _v2 are what cuda.h makes of those without.
_CALLS: dict[str, tuple[Any, ...]] = {
    "cuInit": (_uint,),
    "cuDeviceGet": (_out, _int),
    "cuDeviceGetCount": (_out,),
    "cuDeviceGetName": (_out, _int, _int),
    "cuDeviceGetAttribute": (_out, _int, _int),
    "cuDriverGetVersion": (_out,),
    "cuDevicePrimaryCtxRetain": (_out, _int),
    "cuCtxSetCurrent": (_out,),
    "cuCtxSynchronize": (),
    "cuMemAlloc_v2": (_out, _size),
    "cuMemFree_v2": (_address,),
    "cuMemcpyHtoD_v2": (_address, _out, _size),
    "cuMemcpyDtoH_v2": (_out, _address, _size),
    "cuMemcpyDtoDAsync_v2": (_address, _address, _size, _out),
    "cuModuleLoadData": (_out, ctypes.c_char_p),
    "cuModuleGetFunction": (_out, _out, ctypes.c_char_p),
    "cuModuleGetGlobal_v2": (_out, _out, _out, ctypes.c_char_p),
    "cuFuncGetAttribute": (_out, _int, _out),
    "cuFuncSetAttribute": (_out, _int, _int),
    "cuLaunchKernel": (_out, *(_uint,) * 7, _out, _out, _out),
}


class DriverError(Exception):
    """A call of the driver that failed. status: its CUresult."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Driver:
    """The library. Raises OSError where it is not here, AttributeError where it is too old."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        for name, takes in _CALLS.items():
            call = getattr(self._library, name)
            call.argtypes, call.restype = takes, _int
        for name in ("cuGetErrorName", "cuGetErrorString"):
            getattr(self._library, name).argtypes = (_int, _out)

    def __getattr__(self, name: str) -> Any:
        """The call of that name (`cuInit`), which raises DriverError."""
        call = getattr(self._library, name)

        def checked(*given: Any) -> None:
            status = call(*given)
            if status:
                raise DriverError(status, self._said(status))

        setattr(self, name, checked)
        return checked

    def number(self, name: str, *given: Any) -> int:
        """What a call whose first parameter is an int's place leaves there."""
        place = _int()
        getattr(self, name)(ctypes.byref(place), *given)
        return place.value

    def handle(self, name: str, *given: Any) -> ctypes.c_void_p:
        """The same for a pointer."""
        place = ctypes.c_void_p()
        getattr(self, name)(ctypes.byref(place), *given)
        return place

    def _said(self, status: int) -> str:
        words = []
        for call in (self._library.cuGetErrorName, self._library.cuGetErrorString):
            place = ctypes.c_char_p()
            call(status, ctypes.byref(place))
            words.append((place.value or b"").decode(errors="replace"))
        return f"{words[0] or f'error {status}'}: {words[1]}" if words[1] else words[0] or f"error {status}"


def driver_path() -> str:
    return os.environ.get(DRIVER_VARIABLE) or _DRIVER


@cache
def load_driver(path: str) -> Driver:
    """The driver, loaded and begun. Raises OSError, AttributeError or DriverError."""
    driver = Driver(path)
    driver.cuInit(0)
    return driver
