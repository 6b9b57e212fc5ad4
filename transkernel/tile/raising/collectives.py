"""What the threads of a block, or of a warp, compute together becomes one word: a reduction or a scan.

    v += shuffle_down(v, 16); ... v += shuffle_down(v, 1);          warp_total = warp.add(v)
    if (lane == 0) s[warp] = v;                                     total = block.add(v)
    barrier; if (warp == 0) { v = lane < warps ? s[lane] : 0; ... }
    if (t == 0) out[b] = v;                                         if (t == 0) out[b] = total;

How threads come by it is not looked at: the kernel is executed on shares (execution.py), for blocks of many sizes. A
variable, an element of shared memory or a shuffle that, wherever it is read, in each lane that reads it, and for all
sizes, is made of the values of
- all threads of the block, or of the lane's warp, is their reduction;
- these up to the lane's own, or up to the one before, is their scan.
So trees, butterflies, rounds of shuffles, two stages of them, sweeps and scans in shared memory are all the same here.
What nobody reads then goes: stores to the shared array, the loops around them, the array itself.

What must hold:
- One axis of the block is looked at.
- Operations are sums, products, bitwise operations, `min` and `max`, where a NaN loses. Of floating-point sums and
  products the order changes, and nothing else. But of a block of NaN alone the largest is NaN, where the threads'
  own steps may have found the -infinity that fills places of warps that are not there.
- Blocks have whole warps where a shuffle or the like names all lanes, and shared memory that nobody has written decides
  nothing: other launches have no meaning in CUDA either.
- Where something holds for sizes that are powers of two alone (`blockDim.x / 2` loses threads of others), the launch
  must have such a block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any
from typing import Literal as Words

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Collective,
    Compare,
    CompareOp,
    Decay,
    Declare,
    For,
    If,
    Intrinsic,
    Kernel,
    Literal,
    Program,
    Register,
    Scope,
    Select,
    Special,
    Variable,
    WarpOperation,
    While,
    integer,
)
from transkernel.ir.tile import ConstantRule, ReduceOp, Requirement
from transkernel.ir.types import UINT32, Array, Scalar
from transkernel.ir.visit import map_children, map_tuple, rewrite, walk_all, walk_statements
from transkernel.limits import checkpoint
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import FunctionUniformity, Uniformity, root_of
from transkernel.source import Span
from transkernel.tile.raising.execution import Execution, UndefinedError, scalar_of
from transkernel.tile.raising.extremes import extremes
from transkernel.tile.raising.shares import NOTHING, UNKNOWN, Shares, Source, Value, limits_of, shares_of
from transkernel.tile.raising.unread import without_unread

__all__ = ["KINDS", "collectives"]

_WARP = 32
_POWERS = (2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
_OTHERS = (3, 6, 33, 48, 96, 160, 224, 480, 992)


@dataclass(frozen=True, slots=True)
class Kind:
    """name: of the raising. threads: those whose values a thread of a block of a size has, as bits."""

    name: str
    scope: Scope
    scan: Words["", "inclusive", "exclusive"]
    threads: Callable[[int, int], int]


def _warp(thread: int) -> int:
    return 0xFFFFFFFF << (thread - thread % _WARP)


KINDS = (
    Kind("block-reductions", Scope.BLOCK, "", lambda thread, size: (1 << size) - 1),
    Kind("warp-reductions", Scope.WARP, "", lambda thread, size: _warp(thread) & ((1 << size) - 1)),
    Kind("scans", Scope.BLOCK, "inclusive", lambda thread, size: (2 << thread) - 1),
    Kind("scans", Scope.BLOCK, "exclusive", lambda thread, size: (1 << thread) - 1),
    Kind("scans", Scope.WARP, "inclusive", lambda thread, size: _warp(thread) & ((2 << thread) - 1)),
    Kind("scans", Scope.WARP, "exclusive", lambda thread, size: _warp(thread) & ((1 << thread) - 1)),
)
_NAMES = {ReduceOp.ADD: "total", ReduceOp.MAX: "largest", ReduceOp.MIN: "smallest", ReduceOp.MULTIPLY: "product"}


def collectives(program: Program, without: frozenset[str] = frozenset()) -> tuple[Program, tuple[Requirement, ...]]:
    """The program of one function with its collectives, and what launches must keep to. without: names of KINDS."""
    kernel = program.kernel
    arrays = _arrays(program)
    if not _has_one_axis(program) or not (arrays or _has_warps(program)):
        return program, ()
    body = tuple(rewrite(each, lambda node: replace(node)) for each in extremes(kernel.body))
    looked_at = replace(kernel, body=body)
    uniform = Uniformity(replace(program, kernel=looked_at)).kernel
    finder = _Finder(looked_at, arrays, without, uniform)
    found = finder.found()
    if not found:
        return program, ()
    needed = any(each.powers for each in found.values())
    if needed:  # no lane is idle then
        found = {node: replace(each, powers=True, whole=True) for node, each in found.items()}
    made = _Rewriter(finder, found).kernel()
    if _means(made) >= _means(kernel):
        return program, ()
    reason = "a tree that halves the block loses threads of a block that is no power of two"
    requirement = Requirement(ConstantRule.LANES, ConstantRule.BLOCK_X, True, reason)
    return replace(program, kernel=made), (requirement,) if needed else ()


def _means(kernel: Kernel) -> int:
    """How much of what threads need to meet is in a kernel: shared variables and operations of warps."""
    return len(kernel.shared) + sum(isinstance(each, WarpOperation) for each in walk_all(kernel.body))


def _has_one_axis(program: Program) -> bool:
    registers = (Register.THREAD_INDEX, Register.BLOCK_SIZE)
    nodes = walk_all(program.kernel.body)
    return not any(isinstance(each, Special) and each.register in registers and each.axis for each in nodes)


def _has_warps(program: Program) -> bool:
    return any(isinstance(each, WarpOperation) for each in walk_all(program.kernel.body))


def _arrays(program: Program) -> dict[str, Any]:
    """Shared variables of numbers, by name with their types, whose address nobody takes."""
    taken = {
        root.name
        for node in walk_all(program.kernel.body)
        if isinstance(node, AddressOf | Decay) and (root := root_of(node.place)) is not None
    }
    dynamic = [each for each in program.kernel.shared if each.dynamic]
    return {
        each.name: each.type
        for each in program.kernel.shared
        if each.name not in taken and scalar_of(each.type) is not None and (not each.dynamic or len(dynamic) == 1)
    }


# ---------------------------------------------------------------- what is read


@dataclass(slots=True)
class _Reads:
    """What all reads at one place of the text have in common. kinds: None before the first. sizes: of the blocks in
    which somebody reads. empty: of those in which somebody reads what nobody wrote. literals: of each of these, which
    ones lanes have beside."""

    type: Any
    kinds: set[Kind] | None = None
    sizes: set[int] = field(default_factory=set)
    empty: set[int] = field(default_factory=set)
    ops: set[ReduceOp] = field(default_factory=set)
    sources: set[Source] = field(default_factory=set)
    literals: dict[int, set[frozenset[float]]] = field(default_factory=dict)

    def see(self, mask: Sequence[bool], value: Value) -> None:
        if self.kinds is not None and not self.kinds:
            return
        if not isinstance(value, Shares | Source):
            self.kinds = set()
            return
        size = len(mask)
        shares = shares_of(value, size)
        kinds = {*KINDS} if self.kinds is None else self.kinds
        for thread, here in enumerate(mask):
            share = shares[thread]
            if here and share is NOTHING:
                self.empty.add(size)
            if not here or share is NOTHING:
                continue
            if share is UNKNOWN:
                kinds = set()
                break
            op, source, threads, literals = share
            self.sizes.add(size)
            kinds = {each for each in kinds if each.threads(thread, size) == threads}
            self.ops |= {op} - {None}
            self.sources |= {source} - {None}
            self.literals.setdefault(size, set()).add(literals)
            if not kinds:
                break
        self.kinds = kinds


@dataclass(frozen=True, slots=True)
class Found:
    """beside: a number that the result is joined with, in blocks of fewer threads than `below`. powers: whether all of
    this is so for sizes that are powers of two alone. whole: whether blocks have but one size, a power of two, so that
    no lane of a tile is idle."""

    kind: Kind
    op: ReduceOp
    source: Source
    beside: float | None = None
    below: int | None = None
    powers: bool = False
    whole: bool = False


class _Finder:
    """The reads of a kernel's text that are collectives."""

    def __init__(
        self, kernel: Kernel, arrays: Mapping[str, Any], without: frozenset[str], uniform: FunctionUniformity
    ) -> None:
        self.kernel = kernel
        self._uniform = uniform
        self.arrays = arrays
        self._without = without
        taken = {
            root.name
            for node in walk_all(kernel.body)
            if isinstance(node, AddressOf | Decay) and (root := root_of(node.place)) is not None
        }
        self.types = {
            node.name: node.type
            for node in walk_statements(kernel.body)
            if isinstance(node, Declare) and node.name not in taken and not node.volatile
        }
        self.types |= {each.name: each.type for each in kernel.parameters if each.name not in taken}

    def found(self) -> dict[int, Found]:
        """By the identity of the node that reads."""
        reads: dict[int, _Reads] = {}
        self._execute(_POWERS, reads)
        powers = self._all_chosen(reads, _POWERS[-1])
        if not powers:
            return {}
        extents = {each.extent for each in self.arrays.values() if isinstance(each, Array)}
        others = {each for each in extents if 0 < each < _POWERS[-1]} | {*_OTHERS}
        self._execute(sorted(others - {*_POWERS}), reads)
        always = self._all_chosen(reads, _WARP)
        whole = {node for node, each in reads.items() if len(each.sizes) == 1 and each.sizes <= {*_POWERS[4:]}}
        return {
            node: replace(always.get(node, each), powers=node not in always, whole=node in whole)
            for node, each in powers.items()
        }

    def _all_chosen(self, reads: Mapping[int, _Reads], gap: int) -> dict[int, Found]:
        """gap: how far apart the sizes are between which something changes, at most."""
        return {node: made for node, each in reads.items() if (made := self._chosen(each, gap)) is not None}

    def _execute(self, sizes: Sequence[int], reads: dict[int, _Reads]) -> None:
        for size in sizes:
            checkpoint(self.kernel.span)
            visits: list[tuple[Any, list[bool], Value]] = []
            try:
                Execution(size, self.arrays, self.types, self._uniform, visits).run(self.kernel.body)
            except UndefinedError:
                continue
            for node, mask, value in visits:
                reads.setdefault(id(node), _Reads(node.type)).see(mask, value)

    def _chosen(self, reads: _Reads, gap: int) -> Found | None:
        if not reads.kinds or len(reads.ops) != 1 or len(reads.sources) != 1:
            return None
        if reads.empty and max(reads.empty) >= min(reads.sizes - reads.empty, default=0):
            return None  # not just blocks that are too small for the array
        (op,), (source,) = reads.ops, reads.sources
        beside = _beside(op, reads, gap)
        kind = next((each for each in KINDS if each in reads.kinds), None)
        if beside is None or kind is None or kind.name in self._without:
            return None
        return Found(kind, op, source, *beside)


def _beside(op: ReduceOp, reads: _Reads, gap: int) -> tuple[float | None, int | None] | None:
    """The number beside, and the size from which on it is not there; None where there are others."""
    known: dict[int, float | None] = {}
    for size, found in reads.literals.items():
        sets = {frozenset(each for each in literals if not _is_neutral(op, each, reads.type)) for literals in found}
        if len(sets) != 1 or len(*sets) > 1:
            return None
        known[size] = next(iter(*sets), None)
    numbers = {*known.values()} - {None}
    if not numbers:
        return None, None
    if len(numbers) > 1 or op not in (ReduceOp.MIN, ReduceOp.MAX):
        return None
    least = min((size for size, each in known.items() if each is None), default=None)
    most = max(size for size, each in known.items() if each is not None)
    if least is not None and not 0 < least - most <= gap:
        return None
    return numbers.pop(), least


def _is_neutral(op: ReduceOp, literal: float, type_: Any) -> bool:
    """Whether a number changes no result of the operation."""
    if not isinstance(type_, Scalar):
        return False
    if op in (ReduceOp.ADD, ReduceOp.OR, ReduceOp.XOR):
        return literal == 0
    if op is ReduceOp.MULTIPLY:
        return literal == 1
    low, high = (-inf, inf) if type_.is_float else limits_of(type_)
    if op is ReduceOp.AND:
        return literal == (-1 if type_.is_signed else high)
    return literal == (low if op is ReduceOp.MAX else high)


# ---------------------------------------------------------------- the text anew


class _Rewriter:
    """The kernel where reads that are collectives read a variable, which is declared where its source is."""

    def __init__(self, finder: _Finder, found: Mapping[int, Found]) -> None:
        self._kernel = finder.kernel
        self._arrays = finder.arrays
        self._types = finder.types
        self._found = {node: each for node, each in found.items() if self._is_placed(each.source)}
        self._fresh = FreshNames(declared_names(finder.kernel))
        self._variables: dict[Found, Variable] = {}
        self._captured: dict[int, Variable] = {}
        self._wanted = tuple(dict.fromkeys(self._found.values()))

    def _is_placed(self, source: Source) -> bool:
        """Whether there is a place for a declaration: not in the condition of a loop."""
        if source.where != "before":
            return True
        for node in walk_all(self._kernel.body):
            if isinstance(node, For | While) and node.condition is not None:
                heads = (node.condition, *(node.init + node.step if isinstance(node, For) else ()))
                if any(id(each) == source.node for each in walk_all(heads)):
                    return False
        return True

    def kernel(self) -> Any:
        body = self._statements(self._kernel.body)
        return without_unread(replace(self._kernel, body=body), self._arrays)

    def _statements(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        for node in body:
            made += self._captures(node)
            made.append(self._statement(node))
            made += self._declared("after", node)
        return tuple(made)

    def _statement(self, node: Any) -> Any:
        lists = {name: self._statements(getattr(node, name)) for name in ("then", "otherwise", "body")
                 if isinstance(getattr(node, name, None), tuple)}  # fmt: skip
        if "body" in lists:
            lists["body"] = (*self._declared("start", node), *lists["body"])
        heads = {}
        for name in _HEADS.get(type(node), ()):
            value = getattr(node, name)
            heads[name] = map_tuple(value, self._with) if isinstance(value, tuple) else value and self._with(value)
        if lists or heads:
            return replace(node, **lists, **heads)
        return map_children(node, self._with)

    def _with(self, node: Any) -> Any:
        """An expression with what was found in place of its reads. Targets of assignments are no reads."""
        found = self._found.get(id(node))
        if found is not None:
            variable = self._variable(found, node)
            return replace(variable, span=node.span)
        if id(node) in self._captured:
            return replace(self._captured[id(node)], span=node.span)
        if isinstance(node, Assign):
            target = node.target if isinstance(node.target, Variable) else map_children(node.target, self._with)
            return replace(node, target=target, value=self._with(node.value))
        return map_children(node, self._with)

    def _variable(self, found: Found, node: Any) -> Variable:
        if found not in self._variables:
            word = _NAMES.get(found.op, "reduced") if not found.kind.scan else "running"
            name = f"warp_{word}" if found.kind.scope is Scope.WARP else word
            self._variables[found] = Variable(self._fresh(name), node.type, node.span)
        return self._variables[found]

    def _declared(self, where: str, node: Any) -> list[Any]:
        """The collectives of the values that variables have here."""
        made: list[Any] = []
        for each in self._wanted:
            if each.source.where == where and each.source.node == id(node):
                value = Variable(each.source.name, self._types[each.source.name], node.span)
                made += self._declaration(each, value)
        return made

    def _captures(self, node: Any) -> list[Any]:
        """Values of expressions in a statement, and their collectives."""
        wanted = [each for each in self._wanted if each.source.where == "before"]
        inner = {id(each): each for each in _own(node)} if wanted else {}
        made: list[Any] = []
        for each in wanted:
            value = inner.get(each.source.node)
            if value is None:
                continue
            variable = self._captured.get(each.source.node)
            if variable is None:
                variable = Variable(self._fresh("value"), value.type, value.span)
                made.append(Declare(variable.name, value.type, map_children(value, self._with), value.span))
                self._captured[each.source.node] = variable
            made += self._declaration(each, variable)
        return made

    def _declaration(self, found: Found, value: Variable) -> list[Declare]:
        variable, kind, span = self._variable(found, value), found.kind, value.span
        made: Any = Collective(str(found.op), value, kind.scope, kind.scan, value.type, span, found.whole)
        if found.beside is None:
            return [Declare(variable.name, variable.type, made, span, const=True)]
        first = Variable(self._fresh(variable.name), value.type, span)
        assert isinstance(value.type, Scalar)
        word = f"f{found.op}" if value.type.is_float else str(found.op)
        joined: Any = Intrinsic(word, (first, self._literal(found.beside, value.type, span)), value.type, span)
        if found.below is not None:
            size = Special(Register.BLOCK_SIZE, 0, span)
            few = Compare(CompareOp.LESS, size, integer(found.below, UINT32, span), span)
            joined = Select(few, joined, first, value.type, span)
        return [
            Declare(first.name, first.type, made, span, const=True),
            Declare(variable.name, variable.type, joined, span, const=True),
        ]

    def _literal(self, value: float, type_: Scalar, span: Span) -> Literal:
        """As the programmer wrote it, if he did so."""
        for node in walk_all(self._kernel.body):
            if isinstance(node, Literal) and node.type == type_ and node.value == value:
                return replace(node, span=span)
        return Literal(value if type_.is_float else int(value), type_, span)


_HEADS: dict[type, tuple[str, ...]] = {
    If: ("condition",), While: ("condition",), For: ("init", "condition", "step"),
}  # fmt: skip


def _own(node: Any) -> list[Any]:
    """The expressions of a statement without those of statements in it."""
    heads = [getattr(node, name) for name in ("condition", "value", "init", "target") if hasattr(node, name)]
    heads = [each for each in heads if each is not None and not isinstance(each, tuple)]
    return [*walk_all(tuple(heads))]
