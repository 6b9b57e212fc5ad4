"""Between which sums the integers of a tile kernel lie in lanes that are threads: `thread_x + 2` below `BLOCK_X + 1`.

What a proof asks of the launch beyond what every launch keeps to is noted as a requirement.
"""

from __future__ import annotations

from transkernel.ir.nodes import Variable
from transkernel.ir.tile import Constant, ConstantRule, Lanes, Range, Requirement, TileKernel
from transkernel.ir.types import Tile
from transkernel.ir.visit import walk, walk_statements
from transkernel.tile.raising.affine import ONE as ONCE
from transkernel.tile.raising.affine import Digit, Factor, Indices, Product
from transkernel.tile.raising.homes import top_size
from transkernel.tile.raising.sums import ZERO, Key, Sum, Sums, number_of
from transkernel.tile.ranges import Ranges

Interval = tuple[Sum | None, Sum | None]
_ONE = number_of(1)
_EXTENTS = {ConstantRule.BLOCK_X, ConstantRule.BLOCK_Y, ConstantRule.BLOCK_Z}


class Bounds:
    """Of one kernel. sums: with all variables opened that can be. what: the array, for the reason of a requirement."""

    def __init__(self, kernel: TileKernel, indices: Indices, sums: Sums, what: str) -> None:
        self._kernel = kernel
        self._indices = indices
        self._sums = sums
        self._ranges = Ranges(kernel)
        self._loops = {node.name: node for node in walk_statements(kernel.body) if isinstance(node, Range)}
        self._rules = {each.name: each.rule for each in kernel.constants}
        self._reason = f"`{what}` has no place for more threads side by side"
        self._most: dict[ConstantRule, int] = {}

    def digit(self, atom: str) -> Digit | None:
        """The digit of the lane's number that an atom is."""
        found = self._indices.of(self._sums.nodes[atom])
        if found is None or self._indices.assumed or found.rest is not None or len(found.terms) != 1:
            return None
        ((digit, factor),) = found.terms
        return digit if factor == Factor(ONCE) else None

    def is_constant(self, atom: str) -> bool:
        """Whether an atom is a constant of the kernel, such as BLOCK_X."""
        return atom in self._rules

    def loop(self, atom: str) -> Range | None:
        """The loop whose counter an atom is."""
        node = self._sums.nodes[atom]
        return self._loops.get(node.name) if isinstance(node, Variable) else None

    def varies(self, atom: str) -> bool:
        """Whether an atom may differ among lanes or rounds."""
        node = self._sums.nodes[atom]
        names = {each.name for each in walk(node) if isinstance(each, Variable)}
        return (
            isinstance(node.type, Tile)
            or any(isinstance(each, Lanes) for each in walk(node))
            or bool(names & self._loops.keys())
        )

    def of(self, total: Sum) -> Interval:
        """The least and the greatest value, in what is the same for all lanes; None where it is not known."""
        low: Sum | None = ZERO
        high: Sum | None = ZERO
        for key, number in total.terms.items():
            ends = self._term(key)
            if number < 0:
                ends = ends[1], ends[0]
            low = None if low is None or ends[0] is None else low.plus(ends[0], number)
            high = None if high is None or ends[1] is None else high.plus(ends[1], number)
        return low, high

    def _term(self, key: Key) -> Interval:
        moving = [atom for atom in key if self.varies(atom)]
        if not moving:
            return Sum({key: 1}), Sum({key: 1})
        others = Sum({tuple(atom for atom in key if atom not in moving): 1})
        if len(moving) > 1 or not self._is_natural(others):
            return None, None
        low, high = self._atom(moving[0])
        return (None if low is None else low.times(others)), (None if high is None else high.times(others))

    def _atom(self, atom: str) -> Interval:
        node = self._sums.nodes[atom]
        digit = self.digit(atom)
        if digit is not None:
            size = digit.size if digit.size is not None else top_size(digit.below, self._kernel)
            return ZERO, None if size is None else self._product(size).plus(_ONE, -1)
        if isinstance(node, Variable) and node.name in self._loops:
            return self._counter(self._loops[node.name])
        known = self._ranges.of(node)
        return (None, None) if known is None else (number_of(known[0]), number_of(known[1]))

    def _counter(self, loop: Range) -> Interval:
        start, stop, step = (self._sums.of(each) for each in (loop.start, loop.stop, loop.step))
        if any(self.varies(atom) for atom in start.atoms | stop.atoms):
            return None, None
        first, end, by = start.number, stop.number, step.number
        if first is not None and end is not None and by:
            return start, number_of(max(first, first + (end - first - 1) // by * by))
        return start, stop.plus(_ONE, -1)

    def _product(self, size: Product) -> Sum:
        for name in size.names:
            node = Constant(name, self._kernel.span)
            self._sums.of(node)
        return Sum({tuple(sorted(size.names)): size.number})

    def _is_natural(self, total: Sum) -> bool:
        return self.is_natural(total, may_require=False)

    def is_natural(self, total: Sum, *, may_require: bool = True) -> bool:
        """Whether a sum of what is the same for all lanes is never negative; what that asks of the launch is noted."""
        least, negative = 0, []
        for key, number in total.terms.items():
            if any(self._rules.get(atom) is None for atom in key):
                known = self._ranges.of(self._sums.nodes[key[0]]) if len(key) == 1 else None
                if known is None or number < 0:
                    return False
                least += number * known[0]
            elif number < 0 and key:
                negative.append((key, -number))
            else:
                least += number
        if not negative:
            return least >= 0
        if not may_require or len(negative) > 1 or len(negative[0][0]) > 1:
            return False
        ((name,), times) = negative[0]
        rule, most = self._rules[name], least // times
        if rule not in _EXTENTS or most < 1:
            return False
        self._most[rule] = min(most, self._most.get(rule, most))
        return True

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the proofs so far ask of launches."""
        return tuple(Requirement(rule, most, True, self._reason) for rule, most in self._most.items())

    def within(self, total: Sum, size: Sum) -> bool:
        """Whether a sum is from 0 up to less than a size, in every lane that is a thread."""
        low, high = self.of(total)
        if low is None or high is None:
            return False
        return self.is_natural(low) and self.is_natural(size.plus(high, -1).plus(_ONE, -1))
