"""Booleans, halves and bfloat16s between registers and memory, and how 16-bit arithmetic is rounded."""

from __future__ import annotations

from dataclasses import replace

from transkernel.emit.c.needs import Helper, Needs, builtin
from transkernel.emit.opencl.helpers import halves
from transkernel.emit.opencl.representation import Representation
from transkernel.ir.nodes import Call, Convert, Expression, Intrinsic, Literal, Rounding
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, UINT8, UINT16, Scalar, Type, Vector, is_integer
from transkernel.ir.values import round_to

_DECODE = {FLOAT16: halves.HALF_TO_FLOAT, BFLOAT16: halves.BFLOAT_TO_FLOAT}
_ENCODE = {FLOAT16: halves.FLOAT_TO_HALF, BFLOAT16: halves.FLOAT_TO_BFLOAT}
_ROUND = {FLOAT16: halves.ROUND_HALF, BFLOAT16: halves.ROUND_BFLOAT}
_FMA = {FLOAT16: halves.FMA_HALF, BFLOAT16: halves.FMA_BFLOAT}

# Functions whose result is one of the operands, or an integer: nothing to round.
_EXACT = frozenset(
    """
    fabs fmin fmax fmin_nan fmax_nan floor ceil trunc round rint nearbyint copysign fmod remainder min max abs negate
    """.split()
)


class Narrow:
    """Under one profile, collecting the helpers that it takes."""

    def __init__(self, representation: Representation, needs: Needs) -> None:
        self._types = representation
        self._needs = needs

    def decode(self, stored: Expression, cuda: Type) -> Expression:
        """What memory of CUDA's type holds, as a register has it."""
        if cuda == BOOL:
            return Convert(stored, BOOL, stored.span)
        if isinstance(cuda, Scalar) and self._types.is_emulated(cuda):
            return self._call(_DECODE[cuda], FLOAT32, stored)
        if isinstance(cuda, Vector) and cuda.lanes > 1 and self._types.is_emulated(cuda.scalar):
            return self.decode_lanes(stored, cuda)
        if isinstance(cuda, Vector) and cuda.lanes == 1:
            return self.decode(stored, cuda.scalar)
        return stored

    def encode(self, value: Expression, cuda: Type) -> Expression:
        """The inverse of `decode`."""
        if cuda == BOOL:
            return Convert(value, UINT8, value.span)
        if isinstance(cuda, Scalar) and self._types.is_emulated(cuda):
            return self._call(_ENCODE[cuda], UINT16, self.unrounded(value, cuda))
        if isinstance(cuda, Vector) and cuda.lanes > 1 and self._types.is_emulated(cuda.scalar):
            return self.encode_lanes(value, cuda)
        if isinstance(cuda, Vector) and cuda.lanes == 1:
            return self.encode(value, cuda.scalar)
        return value

    def decode_lanes(self, stored: Expression, cuda: Vector) -> Expression:
        helper = halves.lanes(_DECODE[cuda.scalar], "ushort", "float", cuda.lanes)
        return self._call(helper, Vector(FLOAT32, cuda.lanes), stored)

    def encode_lanes(self, value: Expression, cuda: Vector) -> Expression:
        helper = halves.lanes(_ENCODE[cuda.scalar], "float", "ushort", cuda.lanes)
        return self._call(helper, Vector(UINT16, cuda.lanes), value)

    def round(self, value: Expression, cuda: Type) -> Expression:
        """A result computed in float, rounded to the 16-bit type that CUDA has it in."""
        if isinstance(cuda, Scalar) and self._types.is_emulated(cuda):
            return self._call(_ROUND[cuda], FLOAT32, value)
        if isinstance(cuda, Vector) and self._types.is_emulated(cuda.scalar):
            return self._call(halves.lanes(_ROUND[cuda.scalar], "float", "float", cuda.lanes), value.type, value)
        return value

    def unrounded(self, value: Expression, cuda: Type) -> Expression:
        """What is stored in the type is rounded by that: without the rounding around it."""
        if not isinstance(cuda, Scalar) or cuda not in _ROUND:
            return value
        if isinstance(value, Call) and value.function == f"@{_ROUND[cuda].name}":
            return value.arguments[0]
        return value

    def intrinsic(self, node: Intrinsic, cuda: Type) -> Expression:
        if node.id in _EXACT or not (isinstance(cuda, Scalar) and self._types.is_emulated(cuda)):
            return node
        if node.id == "fma":
            return builtin(self._needs.use(_FMA[cuda]), FLOAT32, node.span, *node.arguments)
        return self.round(node, cuda)

    def convert(self, operand: Expression, node: Convert) -> Expression:
        """A conversion to an emulated type; `operand` is already in OpenCL's types."""
        target, source = node.type, node.operand.type
        assert isinstance(target, Scalar)
        assert isinstance(source, Scalar)
        if source == target:
            return operand
        if isinstance(operand, Literal) and node.rounding in (None, Rounding.NEAREST):
            return replace(operand, value=self.rounded(float(operand.value), target), type=FLOAT32)
        if node.rounding not in (None, Rounding.NEAREST):
            return self._towards(operand, node)
        if source.bits == 64 or (target == BFLOAT16 and is_integer(source) and source.bits == 32):
            return self.round(self._odd(operand, source), target)
        if operand.type != FLOAT32:
            operand = Convert(operand, FLOAT32, node.span)
        return self.round(operand, target)

    def _towards(self, operand: Expression, node: Convert) -> Expression:
        """In a direction: a wide number first becomes a float rounded to odd."""
        assert node.rounding is not None
        source = node.operand.type
        assert isinstance(source, Scalar)
        if operand.type != FLOAT32:
            exact = is_integer(source) and source.bits < 32
            operand = Convert(operand, FLOAT32, node.span) if exact else self._odd(operand, source)
        make = halves.round_half_towards if node.type == FLOAT16 else halves.round_bfloat_towards
        return self._call(make(node.rounding), FLOAT32, operand)

    def _odd(self, operand: Expression, source: Scalar) -> Expression:
        return self._call(halves.odd_float(source), FLOAT32, operand)

    def rounded(self, value: float, type_: Scalar) -> float:
        """A literal's value in a 16-bit type."""
        return round_to(value, type_)

    def _call(self, helper: Helper, type_: Type, argument: Expression) -> Expression:
        return builtin(self._needs.use(helper), type_, argument.span, argument)
