"""The operators: each stands for a mistake of people who port kernels by hand, or of programs that do.

An operator looks at one node of the thread IR and gives what might stand in its place by mistake. `advice` says which
case would tell the mutant from the original where none does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from transkernel.harness.mutate import control, numbers, parallel, places, values
from transkernel.harness.mutate.facts import Facts
from transkernel.harness.mutate.sites import Site
from transkernel.records import record


@record
class Operator:
    """find: what may stand in place of a site's node: a node, or a tuple of statements."""

    name: str
    stands_for: str
    advice: str
    find: Callable[[Site, Facts], Iterator[Any]]


OPERATORS: tuple[Operator, ...] = (
    Operator(
        "bound",
        "a bound that is off by one",
        "a size that neither the block nor the grid divides, so that one element more or less is seen",
        values.bound,
    ),
    Operator(
        "barrier",
        "a barrier that is forgotten",
        "a block of several warps, whose threads read what others of the block wrote",
        parallel.barrier,
    ),
    Operator(
        "index",
        "an index that is off by one",
        "values that differ from each element to the next, and elements at both ends that matter",
        places.index,
    ),
    Operator(
        "constant",
        "a constant that was mistyped",
        "values for which this constant decides the result, and more of them than a few",
        values.constant,
    ),
    Operator(
        "operands",
        "operands in the wrong order",
        "values that are not symmetric: the two operands differ in size and sign",
        values.operands,
    ),
    Operator(
        "arithmetic",
        "the wrong operator",
        "values for which the two operators differ: no operand that is always 0, 1 or 2",
        values.arithmetic,
    ),
    Operator(
        "guard",
        "a guard that is forgotten",
        "values and sizes for which the condition is false for some threads",
        control.guard,
    ),
    Operator(
        "statement",
        "a statement that is forgotten",
        "a launch in which this statement changes an output",
        control.statement,
    ),
    Operator(
        "axis",
        "x for y, y for z",
        "a grid and a block of several along this axis, and of another number along the next",
        places.axis,
    ),
    Operator(
        "register",
        "the block's index for the thread's, the grid's size for the block's",
        "several blocks of several threads, and not as many blocks as threads",
        places.register,
    ),
    Operator(
        "variable",
        "one variable taken for another, or an index that is stale",
        "sizes and values that are all different from one another",
        places.variable,
    ),
    Operator(
        "condition",
        "a condition that says the reverse",
        "values for which the condition is true for some threads and false for others",
        values.condition,
    ),
    Operator(
        "equality",
        "`==` for `!=`",
        "values for which both sides are equal for some threads and differ for others",
        values.equality,
    ),
    Operator(
        "logic",
        "`&&` for `||`",
        "values for which exactly one of the two conditions holds",
        values.logic,
    ),
    Operator("sign", "a minus or a complement that is lost", "values that are not zero here", values.sign),
    Operator(
        "function",
        "one function taken for another, or forgotten",
        "values for which the two functions differ: large, small, negative, halves",
        values.function,
    ),
    Operator("lane", "the wrong lane of a vector, or member of a struct", "lanes and members that differ", places.lane),
    Operator(
        "leaving",
        "a `break`, `continue` or `return` that is forgotten",
        "a launch in which threads leave here, and what follows would change an output",
        control.leaving,
    ),
    Operator("alternative", "an `else` that is forgotten", "values that take the other branch", control.alternative),
    Operator(
        "cast",
        "a cast that is lost, or comes too late",
        "values whose sum or product does not fit the narrower type, or whose quotient is no whole number",
        numbers.cast,
    ),
    Operator(
        "width",
        "an integer kept in half as many bits",
        "values that use the upper half of the type's bits",
        numbers.width,
    ),
    Operator(
        "precision",
        "a computation in the next smaller float",
        "values that the smaller float cannot hold: no whole numbers, no powers of two",
        numbers.precision,
    ),
    Operator(
        "accumulator",
        "a running sum in a smaller float",
        "longer sums, of values that are no whole numbers",
        numbers.accumulator,
    ),
    Operator(
        "signedness",
        "signed for unsigned",
        "negative values, or values above the largest signed one",
        numbers.signedness,
    ),
    Operator("rounding", "another rounding", "values between whole numbers, of both signs", numbers.rounding),
    Operator(
        "warp", "another operation of the warp", "values that differ from lane to lane of a full warp", parallel.warp
    ),
    Operator(
        "lanes", "a shuffle from another lane", "values that differ from lane to lane of a full warp", parallel.lanes
    ),
    Operator("mask", "lanes that are missing from a mask", "a full warp, all of whose lanes matter", parallel.mask),
    Operator(
        "atomic",
        "another atomic operation",
        "several threads that write to one place, different values, of both signs",
        parallel.atomic,
    ),
)
