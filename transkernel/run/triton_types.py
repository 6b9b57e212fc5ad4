"""What Triton's interpreter works out for every value that a kernel computes, worked out once for every type.

A program that is interpreted spends nine tenths of its time on types and shapes, of which a kernel has a handful: each
is made and compared anew with each operation. Every function here gives what Triton's own gives, from a table where it
was asked for the same before; what is not in a table, and every error, is Triton's own. Measured with Triton 3.9.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import prod
from typing import Any

from triton.language import core
from triton.language.semantic import TritonSemantic
from triton.runtime import interpreter

_MOST_TYPES = 4096  # of blocks: a child that has seen so many begins anew

_make_block = core.block_type.__init__
_equal_blocks = core.block_type.__eq__
_equal_types = core.dtype.__eq__
_unwrap = core._unwrap_if_constexpr
_numpy_type = interpreter._get_np_dtype
_computation_type = TritonSemantic.computation_type_impl
_broadcast = TritonSemantic.broadcast_impl_value
_checked = TritonSemantic.binary_op_type_checking_impl
_cast = TritonSemantic.cast
_cast_to_type = TritonSemantic._cast_to_computation_type
_to_ir = core.block_type.to_ir

_POINTER = core.pointer_type

_blocks: dict[Any, Any] = {}
_numpy_types: dict[str, Any] = {}
_computation_types: dict[Any, Any] = {}


def _unwrap_if_constexpr(value: Any) -> Any:
    kind = type(value)
    if kind is core.constexpr:
        return value.value
    return value if kind in _NEVER_WRAPPED else _unwrap(value)


_NEVER_WRAPPED = {int, float, bool, str, type(None), core.dtype, _POINTER, core.block_type, core.tensor}

# --- types


def _same_type(self: Any, other: Any) -> bool:
    if self is other:
        return True
    return bool(self.name == other.name if type(other) is core.dtype else _equal_types(self, other))


def _block(kind: Any, element: Any = None, shape: Any = ()) -> Any:
    """The block type of that element and shape that there is, or a new one for `__init__` to fill."""
    key = _key(element, shape)
    found = _blocks.get(key)
    return object.__new__(kind) if found is None else found


def _key(element: Any, shape: Any) -> Any:
    """None where the type is none that is kept."""
    extents = []
    for each in shape:
        extent = each.value if type(each) is core.constexpr else each
        if type(extent) is not int:
            return None
        extents.append(extent)
    if type(element) is core.dtype:
        return element.name, *extents
    return (element.name, element.address_space, element.const, *extents) if type(element) is _POINTER else None


def _fill_block(self: Any, element: Any, shape: Any) -> None:
    if "numel" in self.__dict__:
        return
    _make_block(self, element, shape)
    self.extents, self.size = _shape_and_size(tuple(self.shape.values))
    self.others, self.ir = {}, None
    key = _key(element, shape)
    if key is not None:
        if len(_blocks) >= _MOST_TYPES:
            _blocks.clear()
        _blocks[key] = self


@cache
def _shape_and_size(extents: tuple[int, ...]) -> tuple[Any, Any]:
    """As a tensor has them. Types of one shape share them."""
    return core.tuple([core.constexpr(each) for each in extents]), core.constexpr(prod(extents))


_SCALAR = _shape_and_size(())


def _same_block(self: Any, other: Any) -> Any:
    return True if self is other else _equal_blocks(self, other)


def _with_element(self: Any, scalar: Any) -> Any:
    """A block of the same shape of other elements; those of numbers are few."""
    if type(scalar) is not core.dtype:
        return core.block_type(scalar, self.shape)
    found = self.others.get(scalar.name)
    if found is None:
        found = self.others[scalar.name] = core.block_type(scalar, self.shape)
    return found


def _block_to_ir(self: Any, builder: Any) -> Any:
    """There is one builder."""
    if self.ir is None:
        self.ir = _to_ir(self, builder)
    return self.ir


def _fill_tensor(self: Any, handle: Any, type: Any) -> None:  # noqa: A002 as Triton calls it
    self.handle, self.type, self.dtype = handle, type, type.scalar
    self.shape, self.numel = (type.extents, type.size) if type.is_block() else _SCALAR


def _get_np_dtype(type_: Any) -> Any:
    scalar = type_.element_ty if type(type_) is core.block_type else type_
    if type(scalar) is not core.dtype:
        return _numpy_type(type_)
    found = _numpy_types.get(scalar.name)
    if found is None:
        found = _numpy_types[scalar.name] = _numpy_type(scalar)
    return found


# --- operations


def _binary_op_type_checking_impl(
    self: Any,
    left: Any,
    right: Any,
    allow_lhs_ptr: bool = False,
    allow_rhs_ptr: bool = False,
    arithmetic_check: bool = True,
    div_or_mod: bool = False,
) -> tuple[Any, Any]:
    """Two tensors of one type of number stay as they are, unless it is another that is computed in."""
    if (
        type(left) is core.tensor is type(right)
        and left.type is right.type
        and type(scalar := left.dtype) is core.dtype
    ):
        if not arithmetic_check:
            return left, right
        if self.computation_type_impl(scalar, False, scalar, False, div_or_mod).name == scalar.name:
            return left, right
    return _checked(self, left, right, allow_lhs_ptr, allow_rhs_ptr, arithmetic_check, div_or_mod)  # type: ignore[no-any-return]


def _cast_to_computation_type(self: Any, value: Any, type_: Any) -> Any:
    return self.cast(value, type_) if type(value) is core.tensor else _cast_to_type(self, value, type_)


def _cast_tensor(self: Any, value: Any, type_: Any, fp_downcast_rounding: str | None = None) -> Any:
    return value if value.dtype is type_ else _cast(self, value, type_, fp_downcast_rounding)


def _computation_type_impl(self: Any, left: Any, left_alone: bool, right: Any, right_alone: bool, divides: bool) -> Any:
    key = (left.name, left_alone, right.name, right_alone, divides)
    found = _computation_types.get(key)
    if found is None:
        found = _computation_type(self, left, left_alone, right, right_alone, divides)
        _computation_types[key] = found
    return found


def _broadcast_impl_value(self: Any, left: Any, right: Any) -> Any:
    if left.type is right.type:
        return left, right
    is_block = left.type.is_block()
    if is_block == right.type.is_block() and (not is_block or left.type.extents is right.type.extents):
        return left, right
    return _broadcast(self, left, right)


def _with_semantic(owner: Any, name: str, member: Callable[..., Any], _builder: Any, scope: Any) -> None:
    """A function of the language that is told what interprets it."""
    semantic = interpreter.interpreter_semantic

    def call(*arguments: Any, **named: Any) -> Any:
        named["_semantic"] = semantic
        return member(*arguments, **named)

    scope.set_attr(owner, name, call)


def install() -> None:
    """Puts all of this in place, once for the process, before the language is changed for the interpreter."""
    core._unwrap_if_constexpr = _unwrap_if_constexpr
    core.dtype.__eq__ = _same_type
    core.block_type.__new__ = _block
    core.block_type.__init__ = _fill_block
    core.block_type.__eq__ = _same_block
    core.block_type.with_element_ty = _with_element
    core.block_type.to_ir = _block_to_ir
    core.tensor.__init__ = _fill_tensor
    interpreter._get_np_dtype = _get_np_dtype
    interpreter._patch_attr = _with_semantic
    TritonSemantic.computation_type_impl = _computation_type_impl
    TritonSemantic.binary_op_type_checking_impl = _binary_op_type_checking_impl
    TritonSemantic._cast_to_computation_type = _cast_to_computation_type
    TritonSemantic.cast = _cast_tensor
    TritonSemantic.broadcast_impl_value = _broadcast_impl_value
