"""The flow of control of a function: its blocks, which of them a thread can reach, and its loops."""

from __future__ import annotations

from collections.abc import Iterable

from transkernel.cost.sass import Function, Instruction
from transkernel.records import record

_ENDS = frozenset({"EXIT", "RET", "KILL"})
_JUMPS = frozenset({"BRA", "JMP", "BRX", "JMX"})


@record
class Block:
    """Instructions that take place together. successors: numbers of blocks."""

    instructions: tuple[Instruction, ...]
    successors: tuple[int, ...]


@record
class Loop:
    """A natural loop. blocks: by number, the header's among them, and those of loops inside."""

    header: int
    blocks: frozenset[int]


def blocks_of(function: Function) -> tuple[Block, ...]:
    """The blocks in their order; the first is where the function begins.

    A branch that is taken where the threads of a warp have parted (`BRA.DIV`) leads to code that does the same more
    slowly, and is left out, as is a call's way into its function.
    """
    code = function.instructions
    starts = sorted({0, *_after_jumps(code), *(at for at in function.labels.values() if at < len(code))})
    numbers = {start: number for number, start in enumerate(starts)}
    ends = [*starts[1:], len(code)]
    made = []
    for start, end in zip(starts, ends, strict=True):
        places = _successors(code[end - 1], end, function)
        made.append(Block(code[start:end], tuple(numbers[place] for place in places if place in numbers)))
    return tuple(made)


def _after_jumps(code: tuple[Instruction, ...]) -> Iterable[int]:
    return (at + 1 for at, each in enumerate(code[:-1]) if each.opcode in _ENDS | _JUMPS)


def _successors(last: Instruction, following: int, function: Function) -> list[int]:
    always = not last.predicate
    if last.opcode in _ENDS:
        return [] if always else [following]
    if last.opcode not in _JUMPS or "DIV" in last.modifiers:
        return [following]
    target = function.labels.get(last.target)
    places = [] if target is None else [target]
    asks = not always or not last.operands.startswith("`")  # `BRA P1, ...` asks for one more predicate
    return [following, *places] if asks else places


def reachable(blocks: tuple[Block, ...]) -> frozenset[int]:
    """What control can come to from the beginning."""
    found, work = {0}, [0]
    while work:
        for each in blocks[work.pop()].successors:
            if each not in found:
                found.add(each)
                work.append(each)
    return frozenset(found)


def loops_of(blocks: tuple[Block, ...]) -> tuple[Loop, ...]:
    """The natural loops, one a header, in the order of their headers."""
    alive = reachable(blocks)
    before = _predecessors(blocks, alive)
    dominators = _dominators(before, alive)
    bodies: dict[int, set[int]] = {}
    for number in sorted(alive):
        for header in blocks[number].successors:
            if header in dominators[number]:
                bodies.setdefault(header, {header}).update(_body(header, number, before))
    return tuple(Loop(header, frozenset(bodies[header])) for header in sorted(bodies))


def innermost(loops: tuple[Loop, ...]) -> tuple[Loop, ...]:
    """Those with no other loop inside."""
    return tuple(loop for loop in loops if not any(other.blocks < loop.blocks for other in loops))


def _predecessors(blocks: tuple[Block, ...], alive: frozenset[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {number: [] for number in alive}
    for number in sorted(alive):
        for each in blocks[number].successors:
            found[each].append(number)
    return found


def _dominators(before: dict[int, list[int]], alive: frozenset[int]) -> dict[int, frozenset[int]]:
    """For each block those that every way to it goes through, itself included."""
    found = dict.fromkeys(alive, alive) | {0: frozenset({0})}
    changed = True
    while changed:
        changed = False
        for number in sorted(alive - {0}):
            new = frozenset.intersection(*(found[each] for each in before[number])) | {number}
            changed |= new != found[number]
            found[number] = new
    return found


def _body(header: int, last: int, before: dict[int, list[int]]) -> set[int]:
    found, work = {header}, [last]
    while work:
        number = work.pop()
        if number not in found:
            found.add(number)
            work += before[number]
    return found
