"""What is known of the block while it is vectorised: its lanes, its names, its masks and the statements so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from transkernel.ir.nodes import BinaryOp, CompareOp, Declare, Program, Register, Variable, integer
from transkernel.ir.tile import Constant, ConstantParameter, ConstantRule, Lanes
from transkernel.ir.types import INT32, UINT32, Tile
from transkernel.ir.visit import walk_all
from transkernel.passes.names import FreshNames
from transkernel.passes.uniformity import FunctionUniformity
from transkernel.source import Span
from transkernel.tile.build import Shape, binary, both, columned, compare, convert

LANES = "LANES"
_AXES = ((ConstantRule.BLOCK_X, "BLOCK_X"), (ConstantRule.BLOCK_Y, "BLOCK_Y"), (ConstantRule.BLOCK_Z, "BLOCK_Z"))


@dataclass(slots=True)
class Block:
    """mask: a tile of BOOL, the lanes that execute the statement; base: that of all threads of the block.
    guard: a scalar BOOL beside it, where an expression is evaluated only if it holds; None is true.
    variables: what each name of thread IR is now. homes: the mask under which a variable is declared.
    elements: in a loop over the elements of local arrays, which is one operation, how many; narrow: the mask around it.
    """

    program: Program
    uniform: FunctionUniformity
    fresh: FreshNames
    out: list[Any] = field(default_factory=list)
    mask: Any = None
    base: Any = None
    guard: Any = None
    variables: dict[str, Any] = field(default_factory=dict)
    homes: dict[str, Any] = field(default_factory=dict)
    constants: dict[str, ConstantParameter] = field(default_factory=dict)
    axes: int = 1
    reasons: list[str] = field(default_factory=list)
    least_lanes: int = 1
    prologue: list[Any] = field(default_factory=list)
    elements: int | None = None
    narrow: Any = None
    _lane: dict[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        return (LANES,) if self.elements is None else (LANES, self.elements)

    def tile(self, element: Any) -> Tile:
        return Tile(element, self.shape)

    # ------------------------------------------------------------ statements

    def emit(self, statement: Any) -> None:
        self.out.append(statement)

    def keep(self, name: str, value: Any, span: Span) -> Variable:
        """A new variable with the value."""
        variable = Variable(self.fresh(name), value.type, span)
        self.emit(Declare(variable.name, value.type, value, span))
        return variable

    @contextmanager
    def nested(self, out: list[Any]) -> Iterator[None]:
        """Statements go to another list."""
        kept, self.out = self.out, out
        try:
            yield
        finally:
            self.out = kept

    @contextmanager
    def under(self, mask: Any) -> Iterator[None]:
        """Statements are executed by other lanes."""
        kept, self.mask = self.mask, mask
        try:
            yield
        finally:
            self.mask = kept

    @contextmanager
    def over_elements(self, elements: int) -> Iterator[None]:
        """Statements are executed for each element of a lane's arrays."""
        kept = self.mask, self.base, self.elements, self.narrow
        self.narrow, self.elements = self.mask, elements
        self.mask = columned(self.mask, elements, self.mask.span)
        self.base = self.mask if self.narrow is self.base else self.base
        try:
            yield
        finally:
            self.mask, self.base, self.elements, self.narrow = kept

    @contextmanager
    def only_if(self, condition: Any) -> Iterator[None]:
        """What is evaluated counts only where a condition holds, a scalar or a tile."""
        mask, guard = self.mask, self.guard
        if isinstance(condition.type, Tile):
            self.mask = both(mask, condition, condition.span)
        else:
            self.guard = both(guard, condition, condition.span)
        try:
            yield
        finally:
            self.mask, self.guard = mask, guard

    # ------------------------------------------------------------ lanes

    def constant(self, rule: ConstantRule, name: str, span: Span) -> Constant:
        self.constants.setdefault(name, ConstantParameter(name, rule))
        return Constant(name, span)

    def extent(self, axis: int, span: Span) -> Any:
        """The block's size along an axis, an INT32."""
        if axis >= self.axes:
            return integer(1, INT32, span)
        rule, name = _AXES[axis]
        return self.constant(rule, name, span)

    def threads(self, span: Span) -> Any:
        """The number of threads, an INT32."""
        whole = self.extent(0, span)
        for axis in range(1, self.axes):
            whole = binary(BinaryOp.MULTIPLY, whole, self.extent(axis, span), span)
        return whole

    def begin(self, span: Span) -> None:
        """The lanes and the mask of those that are threads."""
        self.axes = 1 + max(
            (node.axis for node in walk_all(self.program.kernel.body)
             if getattr(node, "register", None) in (Register.THREAD_INDEX, Register.BLOCK_SIZE)), default=0
        )  # fmt: skip
        self.constants[LANES] = ConstantParameter(LANES, ConstantRule.LANES)
        lane = self.keep("lane", Lanes(self.tile(INT32), span), span)
        self._lane["lane"] = lane
        self.base = self.keep("active", compare(CompareOp.LESS, lane, self.threads(span), span), span)
        self.mask = self.base

    @property
    def lane(self) -> Variable:
        """The number of the thread in its block, a tile of INT32."""
        return self._lane["lane"]  # type: ignore[no-any-return]

    def thread_index(self, axis: int, span: Span) -> Any:
        """A tile of UINT32."""
        if axis >= self.axes:
            return integer(0, UINT32, span)
        name = f"thread_{'xyz'[axis]}"
        if name not in self._lane:
            self._lane[name] = self._index(axis, name, span)
        return convert(self._lane[name], UINT32, span)

    def _index(self, axis: int, name: str, span: Span) -> Any:
        value: Any = self.lane
        if self.axes == 1:
            return value
        for before in range(axis):
            value = binary(BinaryOp.DIVIDE, value, self.extent(before, span), span)
        if axis < self.axes - 1:
            value = binary(BinaryOp.REMAINDER, value, self.extent(axis, span), span)
        variable = Variable(self.fresh(name), value.type, span)
        self.prologue.append(Declare(variable.name, value.type, value, span))
        return variable

    # ------------------------------------------------------------ masks

    @property
    def is_divergent(self) -> bool:
        """Whether some threads of the block may be missing."""
        return self.mask is not self.base
