"""What Triton's interpreter lacks, gets wrong or does slowly, put right. Import it before the text of a port.

Interpreting has to be chosen before Triton is first imported, and holds for the life of the process. Right means: as
the compiled kernel computes, with functions of float32 rounded once from float64. Measured with Triton 3.9.
"""

from __future__ import annotations

import os

os.environ["TRITON_INTERPRET"] = "1"

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import triton.language as tl
from numpy.typing import NDArray
from triton.language.extra import libdevice
from triton.language.extra.cuda import libdevice as cuda_libdevice
from triton.runtime import interpreter

from transkernel.run import triton_types
from transkernel.run.triton_libdevice import call_symbol

Array = NDArray[Any]

_ROUND_TO_EVEN = 0x7FFF
_QUIET = 0x0040
_FUSED = ("__nv_fma", "__nv_fmaf", "__nv_fma_rn", "__nv_fmaf_rn")


def to_bfloat16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """The bits of the nearest bfloat16, ties to even."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    rounded = (bits + _ROUND_TO_EVEN + ((bits >> 16) & 1)) >> 16
    return np.where(np.isnan(values), (bits >> 16) | _QUIET, rounded).astype(np.uint16)


def from_bfloat16(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The numbers that bfloat16 bits stand for."""
    return (np.ascontiguousarray(bits).astype(np.uint32) << 16).view(np.float32)


# --- the operations


def _is_bfloat16(handle: Any) -> bool:
    return bool(handle.dtype.scalar.name == "bf16")


def _numbers(handle: Any) -> Array:
    """The values of a tensor; those of bfloat16 as float32."""
    return from_bfloat16(handle.data) if _is_bfloat16(handle) else handle.data


def _handle(values: Array, type_: Any) -> Any:
    """Values as a tensor of that type; of floats that are to be bfloat16, their bits."""
    if type_ == tl.bfloat16 and np.issubdtype(values.dtype, np.floating):
        values = to_bfloat16(values.astype(np.float32))
    return interpreter.TensorHandle(values, type_)


def rounded_once(function: Callable[[Array], Array]) -> Callable[[Any, Any], Any]:
    """A method of the builder: the function in float64, rounded to the type of its argument."""

    def method(self: Any, argument: Any) -> Any:
        values = np.asarray(function(_numbers(argument).astype(np.float64)))
        type_ = argument.dtype.scalar
        exact = values if type_ == tl.bfloat16 else values.astype(argument.data.dtype)
        return _handle(exact, type_)

    return method


class Builder(interpreter.InterpreterBuilder):  # type: ignore[misc]
    """The interpreter's operations. descending: the last program runs first."""

    descending: bool

    def set_grid_idx(self, x: int, y: int, z: int) -> None:
        index = (x, y, z)
        if self.descending:
            index = tuple(extent - 1 - place for extent, place in zip(self.grid_dim, index, strict=True))
        super().set_grid_idx(*index)

    # bfloat16 is its bits here, which the interpreter adds and compares as integers, and cuts off instead of rounding.

    def binary_op(self, lhs: Any, rhs: Any, op: Callable[..., Array]) -> Any:
        if not _is_bfloat16(lhs):
            return super().binary_op(lhs, rhs, op)
        return _handle(np.asarray(op(_numbers(lhs), _numbers(rhs))), tl.bfloat16)

    def unary_op(self, arg: Any, op: Callable[..., Array]) -> Any:
        return _handle(np.asarray(op(_numbers(arg))), arg.dtype.scalar)

    def cast_impl(self, src: Any, dst_type: Any) -> Any:
        if not _is_bfloat16(src) and dst_type.scalar != tl.bfloat16:
            return super().cast_impl(src, dst_type)
        if dst_type.scalar == tl.bfloat16:
            return _handle(_numbers(src).astype(np.float32), tl.bfloat16)
        return _handle(_numbers(src).astype(interpreter._get_np_dtype(dst_type)), dst_type.scalar)

    def create_fp_to_fp(self, src: Any, dst_type: Any, rounding_mode: Any) -> Any:
        if tl.bfloat16 in (src.dtype.scalar, dst_type.scalar):
            return self.cast_impl(src, dst_type)
        return super().create_fp_to_fp(src, dst_type, rounding_mode)

    def create_fma(self, x: Any, y: Any, z: Any) -> Any:
        if not _is_bfloat16(z):
            return super().create_fma(x, y, z)
        return _handle(_numbers(x).astype(np.float64) * _numbers(y) + _numbers(z), tl.bfloat16)

    def create_dot(self, a: Any, b: Any, d: Any, *options: Any) -> Any:
        """In the type of the sum, as `input_precision="ieee"` computes."""
        kind = d.data.dtype
        return _handle(np.matmul(_numbers(a).astype(kind), _numbers(b).astype(kind)) + d.data, d.dtype.scalar)

    def create_extern_elementwise(
        self, _name: str, _path: str, symbol: str, arguments: Any, result: Any, _: Any
    ) -> Any:
        values = call_symbol(symbol, [handle.data for handle in arguments])
        return interpreter.TensorHandle(values.astype(interpreter._get_np_dtype(result)), result.scalar)

    create_exp = rounded_once(np.exp)
    create_exp2 = rounded_once(np.exp2)
    create_log = rounded_once(np.log)
    create_log2 = rounded_once(np.log2)
    create_sin = rounded_once(np.sin)
    create_cos = rounded_once(np.cos)
    create_rsqrt = rounded_once(lambda values: 1 / np.sqrt(values))


# --- reductions and scans with a function of the kernel's: by whole slices instead of element by element


def _slice(tensor: Any, axis: int, where: slice) -> Any:
    index = [slice(None)] * tensor.handle.data.ndim
    index[axis] = where
    return _tensor(tensor.handle.data[tuple(index)], tensor.dtype)


def _tensor(data: Array, type_: Any) -> Any:
    shaped = tl.block_type(type_, list(data.shape)) if data.ndim else type_
    return tl.tensor(interpreter.TensorHandle(data if data.ndim else data.reshape(1), type_), shaped)


def _combined(function: Any, left: Sequence[Any], right: Sequence[Any]) -> list[Any]:
    result = function.fn(*left, *right)
    return list(result) if isinstance(result, (tuple, list, tl.tuple)) else [result]


def _reduce(self: Any, tensors: tuple[Any, ...]) -> list[Any]:
    """Pairs of neighbours are combined until one is left, so that the function need not be commutative."""
    if self.combine_fn is tl.standard._sum_combine and tensors[0].dtype != tl.bfloat16:
        return [self.sum(tensors[0])]
    left, axis = self.unravel(tensors, self.axis)
    left = list(left)
    while left[0].handle.data.shape[axis] > 1:  # a power of two, as every extent is
        first, second = ([_slice(each, axis, slice(start, None, 2)) for each in left] for start in (0, 1))
        left = _combined(self.combine_fn, first, second)
    return [self.to_tensor(_without_axis(each.handle.data, axis, self, tensors), each.dtype) for each in left]


def _without_axis(data: Array, axis: int, reduction: Any, tensors: tuple[Any, ...]) -> Any:
    if reduction.axis is None:
        return data.reshape((1,) * tensors[0].handle.data.ndim) if reduction.keep_dims else data.reshape(-1)[0]
    return data if reduction.keep_dims else np.squeeze(data, axis)


def _scan(self: Any, tensors: Sequence[Any]) -> list[Any]:
    """Each element with the one `step` before it, for steps of 1, 2, 4 and so on."""
    left, axis, step = list(tensors), self.axis % tensors[0].handle.data.ndim, 1
    places = np.indices(tensors[0].handle.data.shape)[axis]
    while step < places.shape[axis]:
        before = [_tensor(np.roll(each.handle.data, step, axis), each.dtype) for each in left]
        combined = _combined(self.combine_fn, before, left)
        pairs = zip(left, combined, strict=True)
        left = [_tensor(np.where(places < step, old.handle.data, new.handle.data), old.dtype) for old, new in pairs]
        step *= 2
    return left


# --- functions of the language


def _map_elementwise(function: Any, *arguments: Any, pack: int = 1, **_: Any) -> Any:
    """The scalar function for each element. `pack` is how the compiler groups them; the results are the same."""
    semantic = interpreter.interpreter_semantic
    tensors = [semantic.to_tensor(each) for each in arguments]
    if len(tensors) > 1:
        tensors = list(semantic.broadcast_tensors(*tensors))
    shape = tensors[0].handle.data.shape
    rows = [_as_tuple(function(*(_element(each, index) for each in tensors))) for index in np.ndindex(shape)]
    columns = [[semantic.to_tensor(value) for value in column] for column in zip(*rows, strict=True)]
    made = tuple(_tensor(_stacked(column, shape), column[0].dtype) for column in columns)
    return made if isinstance(rows[0], tuple) and len(made) > 1 else made[0]


def _element(tensor: Any, index: tuple[int, ...]) -> Any:
    return _tensor(np.asarray(tensor.handle.data[index]), tensor.dtype)


def _as_tuple(result: Any) -> tuple[Any, ...]:
    return tuple(result) if isinstance(result, (tuple, tl.tuple)) else (result,)


def _stacked(column: Sequence[Any], shape: tuple[int, ...]) -> Array:
    return np.concatenate([each.handle.data.reshape(1) for each in column]).reshape(shape)


def _call(self: Any, *arguments: Any, **named: Any) -> Any:
    """A call of one function of a kernel by another, without a change of the language before it."""
    return self.rewrite()(*arguments, **named)


class _Everything:
    """Stands for a kernel that sees every module of the language."""

    __globals__ = {"tl": tl, "core": tl.core}


def _change_language_for_good() -> None:
    """The interpreter would change every function of the language and back, for each launch and for each call."""
    interpreter._patch_lang(_Everything)
    interpreter._patch_lang = lambda _function: interpreter._LangPatchScope()


def install() -> None:
    """Puts all of this in place, once for the process."""
    triton_types.install()
    _change_language_for_good()
    interpreter.interpreter_builder.__class__ = Builder
    interpreter.interpreter_builder.descending = False
    # Every addition of integers is otherwise done twice, to see whether it overflows; it may.
    interpreter.interpreter_builder.options = interpreter.InterpreterOptions(debug=True, sanitize_overflow=False)
    interpreter.InterpretedFunction.__call__ = _call
    interpreter.ReduceOps.generic_reduce = interpreter.ReduceOps.apply_impl = _reduce
    interpreter.ScanOps.generic_scan = _scan
    tl.map_elementwise = tl.core.map_elementwise = _map_elementwise
    for module in (libdevice, cuda_libdevice):
        for name, function in vars(cuda_libdevice).copy().items():
            if tl.core.is_builtin(function):
                setattr(module, name, _bound(function))


def _bound(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **{**named, "_semantic": interpreter.interpreter_semantic})

    return call


@contextmanager
def programs_in_order(*, descending: bool) -> Iterator[None]:
    """Launches in here begin with the last program where `descending`."""
    interpreter.interpreter_builder.descending = descending
    try:
        yield
    finally:
        interpreter.interpreter_builder.descending = False


# --- arguments

_TYPES = {"bool": "uint8", "float16": "fp16", "bfloat16": "bf16", "float32": "fp32", "float64": "fp64"}


def pointer(address: int, dtype: str) -> Any:
    """An address as a kernel's argument; a `bool` in memory is a byte."""
    type_ = tl.pointer_type(tl.dtype(_TYPES.get(dtype, dtype)))
    return tl.tensor(interpreter.TensorHandle(np.array([address], np.uint64), type_), type_)


def scalar(value: float, type_name: str) -> Any:
    """A Python number as an argument of that type of Triton's."""
    type_ = tl.dtype(type_name)
    if type_name == "bf16":
        data: Array = to_bfloat16(np.array([value], np.float32))
    else:
        data = np.array([value]).astype(interpreter._get_np_dtype(type_))
    return tl.tensor(interpreter.TensorHandle(data, type_), type_)
