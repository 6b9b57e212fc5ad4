"""Statements of programs for the matrix unit in Ascend C: what the vendor calls CopyIn, Split, Compute and CopyOut."""

from __future__ import annotations

from typing import Any

from transkernel.emit.ascendc.simd import cube_helpers as helpers
from transkernel.emit.ascendc.simd.statements import SimdStatements
from transkernel.emit.ascendc.simd.words import GRID
from transkernel.emit.c.needs import Helper
from transkernel.ir.nodes import Register, Special
from transkernel.ir.placed import Clear, MatrixIn, MatrixOut, Multiply, Release, Role, Split, TileLoop
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32
from transkernel.ir.visit import walk_all

# By the role of the buffer that is filled, and whether the factor lies turned around in memory.
_IN = {
    (Role.STAGED_LEFT, False): helpers.LEFT_IN, (Role.STAGED_RIGHT, False): helpers.RIGHT_IN,
    (Role.STAGED_RIGHT, True): helpers.TURNED_IN,
}  # fmt: skip
_SPLIT = {
    (Role.LEFT, False): helpers.SPLIT_LEFT, (Role.RIGHT, False): helpers.SPLIT_RIGHT,
    (Role.RIGHT, True): helpers.SPLIT_TURNED,
}  # fmt: skip
CUBE_HELPERS = frozenset(each.name for each in vars(helpers).values() if isinstance(each, Helper))
_MODES = {FLOAT32: "NoQuant", FLOAT16: "F322F16", BFLOAT16: "F322BF16"}


class CubeStatements(SimdStatements):
    """One kernel's printer. All its buffers are of queues: what fills one hands it over to the unit that reads it."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._print |= {
            TileLoop: self._tile_loop, MatrixIn: self._matrix_in, Split: self._split, Clear: self._clear,
            Multiply: self._multiply, MatrixOut: self._matrix_out, Release: self._release,
        }  # fmt: skip

    def _tile_loop(self, node: TileLoop) -> None:
        writer, names, side = self._writer, self._names, node.side
        with names.scope():
            tile, across, down = (names.declare(each) for each in ("tile", "tiles_x", "tiles_y"))
            for name, extent in ((across, node.width), (down, node.height)):
                text = self._count(extent)
                self._write(f"const uint32_t {name} = {text} > 0 ? ({text} + {side - 1}) / {side} : 0", node)
            total = f"{across} * {down} * {GRID[2]}"
            writer.line(f"for (uint32_t {tile} = GetBlockIdx(); {tile} < {total}; {tile} += GetBlockNum()) {{")
            with writer.indented(), names.scope():
                row, column = names.declare(node.row), names.declare(node.column)
                writer.line(f"const int32_t {row} = {tile} / {across} % {down} * {side};")
                writer.line(f"const int32_t {column} = {tile} % {across} * {side};")
                if any(_is_z(each) for each in walk_all(node.body)):
                    writer.line(f"const uint32_t block_z = {tile} / {across} / {down};")
                self.body(node.body)
            writer.line("}")

    def _matrix_in(self, node: MatrixIn) -> None:
        buffer = self._buffers[node.buffer]
        memory = self._placed.pointer(node.pointer, buffer.element)
        sizes = (self._count(each) for each in (node.rows, node.columns, node.step))
        self._call(_IN[buffer.role, node.turned], (self._names[node.buffer], memory, *sizes), node)
        self._hand_over(node.buffer, node)

    def _split(self, node: Split) -> None:
        sizes = (self._count(each) for each in (node.rows, node.columns))
        helper = _SPLIT[self._buffers[node.buffer].role, node.turned]
        self._call(helper, (self._names[node.buffer], self._names[node.source], *sizes), node)
        self._hand_over(node.buffer, node)

    def _clear(self, node: Clear) -> None:
        side = next(each for each in self._buffers[node.buffer].extent)
        self._call(helpers.CLEAR, (self._names[node.buffer], str(side)), node)
        self._hand_over(node.buffer, node)

    def _multiply(self, node: Multiply) -> None:
        tensors = (self._names[each] for each in (node.buffer, node.left, node.right))
        sizes = (self._count(each) for each in (node.rows, node.columns, node.depth))
        self._call(helpers.MULTIPLY, (*tensors, *sizes, self._placed.truth(node.fresh).text), node)

    def _matrix_out(self, node: MatrixOut) -> None:
        self._hand_over(node.buffer, node)
        memory = self._placed.pointer(node.pointer, node.element)
        sizes = (self._count(each) for each in (node.rows, node.columns, node.step))
        name = f"{self._needs.use(helpers.MATRIX_OUT)}<QuantMode_t::{_MODES[node.element]}>"
        self._write(f"{name}({memory}, {', '.join((self._names[node.buffer], *sizes))})", node)

    def _hand_over(self, buffer: str, node: Any) -> None:
        name, home = self._names[buffer], self._homes[buffer]
        self._write(f"{home}.EnQue({name})", node)
        self._write(f"{name} = {home}.DeQue<{self._element_name(self._buffers[buffer])}>()", node)

    def _release(self, node: Release) -> None:
        self._write(f"{self._homes[node.buffer]}.FreeTensor({self._names[node.buffer]})", node)


def _is_z(node: Any) -> bool:
    return isinstance(node, Special) and node.register is Register.BLOCK_INDEX and node.axis == 2
