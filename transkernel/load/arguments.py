"""What a caller gives for each parameter, checked and brought into the form that devices take.

A reader is made once for a parameter and called with each launch; what is wrong is one sentence that names the kernel,
the parameter and what it takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.dtypes import float32_to_bfloat16
from transkernel.manifest import FieldLayout, Parameter
from transkernel.records import record
from transkernel.run.resident.device import Array, Given, Struct

Reader = Callable[[object], Given]

_DLPACK_ON_THE_HOST = (1, 3, 11)  # kDLCPU, kDLCUDAHost, kDLROCMHost
_CARRIERS = {"bfloat16": "uint16"}


def reader(kernel: str, param: Parameter) -> Reader:
    """The reader of one parameter; it raises TypeError, or ValueError for an array of the right type that cannot be
    used."""
    where = f"{kernel}: `{param.name}` is a {param.type}"
    if param.kind == "buffer":
        return _buffer_reader(where, _Element.of(param), param.const)
    if param.kind == "struct":
        return _struct_reader(where, param)
    return _number_reader(where, param.dtype, param.width)


def reader_of_unknown(kernel: str, number: int, kind: str, size: int) -> Reader:
    """The reader of a parameter of which only the kind and the bytes are known."""
    where = f"{kernel}: argument {number}"
    if kind == "p":
        return _buffer_reader(where, _Element("", (), "anything"), const=False)
    if kind in "fi":
        return _number_reader(
            f"{where} is a number of {size} bytes", f"{'float' if kind == 'f' else 'int'}{size * 8}", 1
        )

    def read(value: object) -> Given:
        data = np.asarray(value).tobytes() if not isinstance(value, bytes) else value
        if len(data) != size:
            raise TypeError(f"{where} is {size} bytes: give it bytes or a NumPy value of that size, not {len(data)}")
        return Struct(data)

    return read


def in_memory(value: object) -> NDArray[Any] | None:
    """The array behind a value that has one in this process's memory (NumPy's, or by DLPack); None where it has none.

    Raises TypeError for memory of another device.
    """
    if isinstance(value, np.ndarray):
        return value
    if hasattr(value, "__dlpack_device__"):
        device = tuple(value.__dlpack_device__())
        if int(device[0]) not in _DLPACK_ON_THE_HOST:
            raise TypeError("an array on another device; bring it to the host first, or use `Module.array`")
        return _by_dlpack(value)
    return None


def _by_dlpack(value: Any) -> NDArray[Any]:
    """The same memory as NumPy sees it. PyTorch's tensors tell more by themselves: NumPy takes what comes from an
    exporter of DLPack before 1.0 for read-only, and has no bfloat16."""
    if type(value).__module__.partition(".")[0] != "torch":
        return np.from_dlpack(value)
    torch, tensor = sys.modules["torch"], value.detach()
    array: NDArray[Any] = (tensor.view(torch.uint16) if tensor.dtype == torch.bfloat16 else tensor).numpy()
    return array


# --- pointers


@record
class _Element:
    """What a pointer points to: its dtype by name (empty for anything), the NumPy dtypes of arrays of it, what it is
    called, and how many of the array's elements make one, or bytes of a struct."""

    dtype: str
    accepted: tuple[np.dtype[Any], ...]
    name: str
    unit: int = 1

    @staticmethod
    def of(param: Parameter) -> _Element:
        if param.fields:
            return _Element("", (), f"structs of {param.size} bytes", param.size)
        return _Element.named(param.dtype, param.width) if "void" not in param.type else _Element("", (), "anything")

    @staticmethod
    def named(dtype: str, width: int = 1) -> _Element:
        carrier = np.dtype(_CARRIERS.get(dtype, dtype))
        others = (np.dtype(np.uint8),) if dtype == "bool" else ()
        return _Element(dtype, (carrier, *others), f"{dtype}" + (f", {width} for each element" * (width > 1)), width)

    def takes(self, array: NDArray[Any] | Array) -> bool:
        if not self.dtype:
            return array.nbytes % self.unit == 0
        known = array.dtype in self.accepted or array.dtype.name == self.dtype
        return known and array.size % self.unit == 0


def _buffer_reader(where: str, element: _Element, const: bool) -> Reader:
    usual = element.accepted[0] if element.accepted else None

    def read(value: object) -> Given:
        if type(value) is Array:
            if value.dtype is usual and element.unit == 1:
                return value
            return _checked(where, element, value)
        if value is None:
            return None
        try:
            array = in_memory(value)
        except TypeError as error:
            raise TypeError(f"{where}: {error}") from None
        if array is None:
            raise TypeError(f"{where}: give it an array of {element.name}, not {_called(value)}")
        _checked(where, element, array)
        if not array.flags.c_contiguous:
            raise ValueError(
                f"{where}: the array does not lie in one piece; numpy.ascontiguousarray copies it into one"
            )
        if not const and not array.flags.writeable:
            raise ValueError(f"{where}: the kernel may write it, and the array is read-only")
        return array

    return read


def _checked(where: str, element: _Element, array: Any) -> Any:
    if not element.takes(array):
        raise TypeError(f"{where}: give it an array of {element.name}, not of {array.size} x {array.dtype}")
    return array


def _called(value: object) -> str:
    return f"{type(value).__name__} {value!r:.40}"


# --- numbers


def _number_reader(where: str, dtype: str, width: int) -> Reader:
    one = _one_reader(where, dtype)
    if width == 1:
        return one

    def read(value: object) -> Given:
        lanes = list(value) if isinstance(value, Sequence | np.ndarray) and not isinstance(value, str) else []
        if len(lanes) != width:
            raise TypeError(f"{where}: give it {width} numbers, not {_called(value)}")
        return np.array([one(lane) for lane in lanes])

    return read


def _one_reader(where: str, dtype: str) -> Reader:
    kind = np.dtype(_CARRIERS.get(dtype, dtype)) if dtype != "bfloat16" else np.dtype("float32")
    make = kind.type
    if kind.kind == "f":
        return _float_reader(where, dtype, make)
    low, high = (0, 1) if kind.kind == "b" else (int(np.iinfo(kind).min), int(np.iinfo(kind).max))

    def read(value: object) -> Given:
        if type(value) is not int:
            value = _whole(where, dtype, value)
        if not low <= value <= high:
            raise ValueError(f"{where}: {dtype} cannot hold {value}")
        return make(value)

    return read


def _whole(where: str, dtype: str, value: object) -> int:
    """An integer of whatever type. Raises TypeError."""
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        pass
    if isinstance(value, np.bool_) or (isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "iub"):
        return int(value)
    raise TypeError(f"{where}: give it an integer ({dtype}), not {_called(value)}")


def _float_reader(where: str, dtype: str, make: Callable[[Any], Any]) -> Reader:
    def read(value: object) -> Given:
        if type(value) is not float:
            is_number = isinstance(value, int | float | np.floating | np.integer | np.bool_)
            if not is_number and not (isinstance(value, np.ndarray) and value.ndim == 0):
                raise TypeError(f"{where}: give it a number ({dtype}), not {_called(value)}")
            value = float(value)  # type: ignore[arg-type]
        return make(value)

    if dtype != "bfloat16":
        return read
    return lambda value: float32_to_bfloat16(np.array([read(value)]))[0]


# --- structs


def _struct_reader(where: str, param: Parameter) -> Reader:
    """Takes a mapping of its fields, a mapping again for a struct in it, or, where it holds no pointer, its bytes."""
    numbers = {each.name: (each, _field_reader(where, each)) for each in param.fields if each.pointee is None}
    pointers = {each.name: _pointer_reader(where, each) for each in param.fields if each.pointee is not None}
    names = [each.name for each in param.fields]

    def read(value: object) -> Given:
        if isinstance(value, bytes | np.void) and not pointers:
            whole = bytes(memoryview(value))  # type: ignore[arg-type]
            if len(whole) != param.size:
                raise TypeError(f"{where} of {param.size} bytes, not of {len(whole)}")
            return Struct(whole)
        given = dict(_flat(value)) if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping) or sorted(given) != sorted(names):
            said = ", ".join(given) or _called(value)
            raise TypeError(f"{where}: give it a dict with {', '.join(names) or 'nothing in it'}, not {said}")
        data = bytearray(param.size)
        for name, (layout, of_field) in numbers.items():
            content = of_field(given[name]).tobytes()
            data[layout.offset : layout.offset + len(content)] = content
        return Struct(bytes(data), {name: of_pointer(given[name]) for name, of_pointer in pointers.items()})

    return read


def _flat(struct: Mapping[Any, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Fields under dotted names, as the manifest lists them."""
    for name, value in struct.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _field_reader(where: str, field: FieldLayout) -> Reader:
    return _number_reader(f"{where}, its field `{field.name}`", field.dtype, field.count)


def _pointer_reader(where: str, field: FieldLayout) -> Reader:
    pointee = field.pointee or "void"
    element = _Element("", (), "anything") if pointee == "void" else _Element.named(pointee)
    return _buffer_reader(f"{where}, its field `{field.name}` points to {pointee}", element, const=False)
