"""Figures of one function of machine code.

An *element* is what makes two programs for one thing comparable, and is one of these (`Hot.unit`):

- `thread`, where no loop reaches global memory: what one thread of the CUDA kernel does. All instructions that a thread
  can reach count, each once; those of a port's program are shared among the CUDA threads it stands for.
- `word`, where loops do: 4 bytes of global memory that a pass moves, loads and stores together, whatever the width of
  one access. Counted are the innermost loops that reach global memory, each by its bytes, without those that only take
  what another one leaves over (the same accesses and arithmetic, a whole number of times fewer): long rows do not go
  through these. Bytes are as the instructions have them, so that a program that moved a thing twice would seem cheaper
  a word than it is; a port's loads are its original's, one for one, unless it uses scratch memory, which has no figure.

A port that reads from memory what its original stages in shared memory loads more from there than the original does.
For such two, words of shared memory count as those of global memory do, on both sides (`Figures.staging`), so that a
load from the staged array and the load that stands for it are one word each. Where the port has no loop there, both are
counted by thread, each loop of the original as one of its least passes (`Figures.straight`).

Counts are static. A pass counts both arms of a branch, but no code that repeats an operation where a warp has parted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from transkernel.cost.flow import Block, blocks_of, innermost, loops_of, reachable
from transkernel.cost.sass import Function, Instruction
from transkernel.records import record

_GLOBAL_LOADS = frozenset({"LDG", "LD", "LDGSTS"})
_GLOBAL_STORES = frozenset({"STG", "ST"})
_GLOBAL_ATOMICS = frozenset({"ATOM", "ATOMG", "RED", "REDG"})
_GLOBAL = _GLOBAL_LOADS | _GLOBAL_STORES | _GLOBAL_ATOMICS
_SHARED = frozenset({"LDS", "LDSM", "STS"})
_SPILLS = frozenset({"LDL", "STL"})
_SHUFFLES = frozenset({"SHFL", "REDUX", "CREDUX"})
_ARITHMETIC = frozenset(
    {"FADD", "FMUL", "FFMA", "FMNMX", "DADD", "DMUL", "DFMA", "HADD2", "HMUL2", "HFMA2", "MUFU", "I2F", "F2I", "F2F"}
)
_PADDING = frozenset({"NOP"})
_WORD = 4


@record
class Hot:
    """Where the time goes. passes: how many loops were counted; 0 where none reaches global memory.

    instructions: a thread's, of one pass of each. bytes: of global memory, moved by them.
    """

    passes: int
    instructions: float
    bytes: int

    @property
    def unit(self) -> str:
        return "word" if self.passes else "thread"

    @property
    def words(self) -> float | None:
        """Instructions a word of global memory; None where none is moved."""
        return self.instructions * _WORD / self.bytes if self.bytes else None


@record
class Figures:
    """registers: of a thread. stack: bytes of a thread, in memory for want of registers or for arrays; shared: of a
    block. local_accesses, barriers, shuffles: instructions of these kinds. loads, stores: of global memory, how many of
    each width in bytes. staging: where the time goes if words of shared memory count too; straight: all instructions,
    those of loops that move any of these words as often as their least pass.
    """

    instructions: int
    registers: int
    stack: int
    shared: int
    local_accesses: int
    barriers: int
    shuffles: int
    loads: Mapping[int, int]
    stores: Mapping[int, int]
    hot: Hot
    staging: Hot
    straight: float

    @property
    def load_width(self) -> int:
        """The widest load of global memory, in bytes; 0 where there is none."""
        return max(self.loads, default=0)


def figures(function: Function, resources: Mapping[str, int]) -> Figures:
    """resources: `registers`, `stack` and `shared`, as the cubin says."""
    blocks = blocks_of(function)
    alive = reachable(blocks)
    code = _code(blocks, alive)
    return Figures(
        instructions=len(code),
        registers=resources.get("registers", 0),
        stack=resources.get("stack", 0),
        shared=resources.get("shared", 0),
        local_accesses=_count(code, _SPILLS),
        barriers=_count(code, frozenset({"BAR"})),
        shuffles=_count(code, _SHUFFLES),
        loads=_widths(code, _GLOBAL_LOADS),
        stores=_widths(code, _GLOBAL_STORES),
        hot=_hot(blocks, code, _GLOBAL),
        staging=_hot(blocks, code, _GLOBAL | _SHARED),
        straight=_straight(blocks, code),
    )


def _code(blocks: tuple[Block, ...], numbers: Iterable[int]) -> list[Instruction]:
    return [each for number in sorted(numbers) for each in blocks[number].instructions if each.opcode not in _PADDING]


def _count(code: Iterable[Instruction], kinds: frozenset[str]) -> int:
    return sum(each.opcode in kinds for each in code)


def _widths(code: Iterable[Instruction], kinds: frozenset[str]) -> dict[int, int]:
    return dict(sorted(Counter(each.bytes for each in code if each.opcode in kinds).items()))


def _bytes(code: Iterable[Instruction], memory: frozenset[str]) -> int:
    return sum(each.bytes for each in code if each.opcode in memory)


Code = list[Instruction]


def _hot(blocks: tuple[Block, ...], code: Code, memory: frozenset[str]) -> Hot:
    kept = _passes(blocks, memory)
    if not kept:
        return Hot(0, len(code), _bytes(code, memory))
    return Hot(len(kept), sum(count for _, count, _ in kept), sum(weight for _, _, weight in kept))


def _straight(blocks: tuple[Block, ...], code: Code) -> float:
    memory = _GLOBAL | _SHARED
    everything = sum(map(len, _innermost(blocks, memory)))
    return len(code) - everything + sum(count for _, count, _ in _passes(blocks, memory))


def _innermost(blocks: tuple[Block, ...], memory: frozenset[str]) -> list[Code]:
    """The innermost loops that reach a memory."""
    reaching = [loop for loop in loops_of(blocks) if _bytes(_code(blocks, loop.blocks), memory)]
    return [_code(blocks, loop.blocks) for loop in innermost(tuple(reaching))]


def _passes(blocks: tuple[Block, ...], memory: frozenset[str]) -> list[tuple[Code, float, int]]:
    """The loops that count, with the instructions and the bytes of each one's least pass: how often a compiler
    unrolled it is no reason to count it more."""
    passes = _innermost(blocks, memory)
    kept = [one for one in passes if not any(_is_rest(one, other, memory) for other in passes)]
    made = []
    for one in kept:
        rests = (other for other in passes if _is_rest(other, one, memory))
        weight = min(_bytes(each, memory) for each in (one, *rests))
        made.append((one, len(one) * weight / _bytes(one, memory), weight))
    return made


def _is_rest(one: Code, other: Code, memory: frozenset[str]) -> bool:
    """Whether a loop does what another does, a whole number of times less: what that one leaves over."""
    mine, theirs = _profile(one, memory), _profile(other, memory)
    times, left = divmod(theirs["bytes"], mine["bytes"])
    return times > 1 and not left and all(theirs[kind] == times * mine[kind] for kind in mine.keys() | theirs.keys())


def _profile(code: Code, memory: frozenset[str]) -> Counter[str]:
    """Bytes of memory, and arithmetic on floats by its kind."""
    moved = Counter({"bytes": _bytes(code, memory)})
    return moved + Counter(each.opcode for each in code if each.opcode in _ARITHMETIC)
