"""What host code does to launch kernels, as plain data: launches, and whole functions where they do nothing else.

Expressions are texts in Python's spelling. Names are the function's parameters and locals; on tensors there are torch's
own methods (`x.size(1)`, `x.numel()`); `quotient(a, b)` and `remainder(a, b)` are C's `/` and `%` of integers, which go
towards zero; `single(a)` rounds to float; `typed(x, dtype)` is a tensor whose dtype has to be that one. Dtypes are
torch's, `torch.float32`.
"""

from __future__ import annotations

from transkernel.records import record
from transkernel.source import Span


@record
class Launch:
    """One launch. kernels: the instances that it may launch, each with the dtype that chooses it, or "" where there is
    nothing to choose by. chooses: the name of that dtype, or "". shared: dynamic bytes. before: what was assigned
    before it, in order; an empty value is one that is not known."""

    kernels: tuple[tuple[str, str], ...]
    chooses: str
    grid: str
    block: str
    shared: str
    arguments: tuple[str, ...]
    span: Span
    before: tuple[Assign, ...] = ()


@record
class Assign:
    """`name = value`."""

    name: str
    value: str


@record
class Require:
    """What has to hold; the message where it does not."""

    condition: str
    message: str


@record
class Do:
    """An expression for its effect: `x.zero_()`."""

    expression: str


@record
class Leave:
    """`return`, with a value or without one (an empty text)."""

    value: str


@record
class When:
    """Statements that happen where a condition holds, and where it does not."""

    condition: str
    then: tuple[HostStatement, ...]
    otherwise: tuple[HostStatement, ...] = ()


@record
class Count:
    """Assignments for each `name` from `first` up to and without `end`."""

    name: str
    first: str
    end: str
    body: tuple[Assign, ...]


HostStatement = Assign | Count | Require | Do | Leave | When | Launch


@record
class HostParameter:
    """annotation: `torch.Tensor`, `int`, `float` or `bool`. default: an expression, or ""."""

    name: str
    annotation: str
    default: str = ""


@record
class HostRecipe:
    """A host function. statements: what it does, None where it is no plain allocate, launch and return; then trouble
    says what stands in the way, at `at`.
    helpers: the functions of numbers that it calls. is_helper: it is one, and launches nothing.
    """

    name: str
    parameters: tuple[HostParameter, ...]
    statements: tuple[HostStatement, ...] | None
    launches: tuple[Launch, ...]
    span: Span
    trouble: str = ""
    at: Span | None = None
    helpers: tuple[str, ...] = ()
    is_helper: bool = False
