"""One name for findings of one cause, so that a thousand of them are a page."""

from __future__ import annotations

from tests.fuzz.bench import Result
from transkernel.ir import nodes as ir
from transkernel.ir.types import Scalar
from transkernel.ir.visit import walk_all
from transkernel.records import record


@record
class Key:
    """How it failed: this has to stay the same while a kernel is shrunk. devices: which ones disagree."""

    verdict: str
    stage: str
    code: str
    devices: tuple[str, ...]

    def __str__(self) -> str:
        return "-".join(filter(None, (self.verdict, self.stage, self.code, "+".join(self.devices))))


def key_of(result: Result) -> Key:
    return Key(result.verdict, result.stage, result.code, result.devices)


def bucket_of(result: Result) -> str:
    """The key with the operations that are left in the (shrunk) kernel, which name the cause better than numbers do."""
    program = result.fuzzed.program
    bodies = (*program.kernel.body, *(each for function in program.functions for each in function.body))
    return f"{key_of(result)}: {', '.join(sorted({word for node in walk_all(bodies) if (word := _word(node))}))}"


def _word(node: object) -> str:
    match node:
        case ir.Binary() | ir.Unary() | ir.WarpOperation() | ir.Atomic() | ir.BlockVote():
            return f"{node.op}<{node.type}>"
        case ir.Intrinsic():
            return f"{node.id}<{node.type}>"
        case ir.Convert() | ir.Bitcast() if isinstance(node.operand.type, Scalar):
            return f"{node.operand.type}->{node.type}"
        case ir.For() | ir.While() | ir.DoWhile() | ir.Switch() | ir.Barrier() | ir.Call() | ir.Select():
            return type(node).__name__.lower()
    return ""
