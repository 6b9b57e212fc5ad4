"""A program as text, for people: one statement a line, like C, with the IR's own words where C has none.

kernel scale(global* f32 x, i32 n)
  const i32 i = i32(block_index.x * block_size.x + thread_index.x)
  if (i < n) {
    x[i] = x[i] * f32(2.0)
  }
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assert,
    Assign,
    Atomic,
    Barrier,
    Binary,
    Bitcast,
    Block,
    BlockVote,
    Break,
    Build,
    Call,
    Collective,
    Comment,
    Compare,
    Continue,
    Convert,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    Evaluate,
    Fence,
    For,
    Function,
    GlobalVariable,
    If,
    Index,
    Intrinsic,
    Kernel,
    Lane,
    Literal,
    Logical,
    Member,
    PointerDifference,
    PointerOffset,
    Print,
    Program,
    Register,
    Return,
    Select,
    SharedVariable,
    Special,
    Switch,
    Trap,
    Unary,
    Variable,
    WarpOperation,
    While,
)
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantParameter,
    ConstantRule,
    Dot,
    Gather,
    Histogram,
    Join,
    Lanes,
    Load,
    Range,
    Reduce,
    Reshape,
    Scan,
    Splat,
    Split,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
    Transpose,
    Where,
)
from transkernel.ir.types import BOOL, INT32, Scalar, Struct, Tile, Type

_ONE_AXIS = (Register.LANE, Register.WARP_SIZE, Register.CLOCK)
_ATOMS = (Literal, Variable, Index, Member, Lane, Special, Intrinsic, Call, WarpOperation, BlockVote, Collective,
          Atomic, Convert, Bitcast, Build, Decay, Constant, Lanes, Splat, Where, Load, TileAtomic, Reduce, Scan, Gather,
          Reshape, Broadcast, Transpose, Split, Join, Dot)  # fmt: skip


def print_program(program: Program) -> str:
    """The whole program; a newline at its end."""
    parts = [_struct(struct) for struct in program.structs]
    parts += [_global(variable) for variable in program.globals]
    parts += [_function(function) for function in program.functions]
    parts.append(_kernel(program.kernel))
    return _parts(parts)


def print_tile_program(program: TileProgram) -> str:
    """The whole program; a newline at its end."""
    return _parts([*(_global(variable) for variable in program.globals), _tile_kernel(program.kernel)])


def _parts(parts: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _global(variable: GlobalVariable) -> list[str]:
    init = "" if variable.init is None else f" = {expression_text(variable.init)}"
    return [f"{variable.space} {variable.type} {variable.name}{init}"]


def print_statements(statements: Iterable[Any]) -> str:
    """Statements, a line each; no newline at the end."""
    return "\n".join(_lines(statements, 0))


def _struct(struct: Struct) -> list[str]:
    word = "union" if struct.is_union else "struct"
    fields = [f"  {each.type} {each.name} at {each.offset}" for each in struct.fields]
    return [f"{word} {struct.name} (size {struct.size}, alignment {struct.alignment})", *fields]


def _parameters(function: Function | Kernel | TileKernel) -> str:
    words = [f"{'const ' if each.const else ''}{each.type} {each.name}" for each in function.parameters]
    return f"({', '.join(words)})"


def _function(function: Function) -> list[str]:
    return [f"function {function.name}{_parameters(function)} -> {function.result}", *_lines(function.body, 1)]


def _kernel(kernel: Kernel) -> list[str]:
    shared = [_shared(each) for each in kernel.shared]
    return [f"kernel {kernel.name}{_parameters(kernel)}", *shared, *_lines(kernel.body, 1)]


def _shared(variable: SharedVariable) -> str:
    words = [word for word in ("dynamic", "volatile") if getattr(variable, word)]
    return "  " + " ".join([*words, "shared", str(variable.type), variable.name])


def _tile_kernel(kernel: TileKernel) -> list[str]:
    heads = [_constant(each) for each in kernel.constants]
    heads += [f"  requires {each.rule} {each.relation} {each.number}" for each in kernel.requirements]
    if kernel.scratch is not None:
        dynamic = " and the launch's" if kernel.scratch.dynamic else ""
        heads.append(f"  scratch {kernel.scratch.name} of {kernel.scratch.bytes} bytes{dynamic}")
    return [f"kernel {kernel.name}{_parameters(kernel)}", *heads, *_lines(kernel.body, 1)]


def _constant(constant: ConstantParameter) -> str:
    default = f", {constant.default}" if constant.rule is ConstantRule.FREE else ""
    return f"  constant {constant.name} ({constant.rule}{default})"


# ------------------------------------------------------------ statements


def _lines(statements: Iterable[Any], depth: int) -> list[str]:
    return [line for statement in statements for line in _statement(statement, depth)]


def _statement(node: Any, depth: int) -> list[str]:
    pad = "  " * depth
    match node:
        case If():
            lines = [f"{pad}if ({expression_text(node.condition)}) {{", *_lines(node.then, depth + 1)]
            if node.otherwise:
                lines += [f"{pad}}} else {{", *_lines(node.otherwise, depth + 1)]
            return [*lines, f"{pad}}}"]
        case For() | While() | Range() | Block():
            return _braces(_header(node), node.body, depth)
        case DoWhile():
            lines = _braces(f"{_unroll(node)}do", node.body, depth)
            return [*lines[:-1], f"{pad}}} while ({expression_text(node.condition)})"]
        case Switch():
            lines = [f"{pad}switch ({expression_text(node.value)}) {{"]
            for case in node.cases:
                labels = ["default" if label is None else f"case {expression_text(label)}" for label in case.labels]
                lines += [f"{pad}{', '.join(labels)}:", *_lines(case.body, depth + 1)]
            return [*lines, f"{pad}}}"]
        case Comment():
            return [f"{pad}{line}" for line in node.text.split("\n")]
    return [pad + _simple(node)]


def _header(node: For | While | Range | Block) -> str:
    match node:
        case For():
            condition = "" if node.condition is None else expression_text(node.condition)
            return f"{_unroll(node)}for ({_inline(node.init)}; {condition}; {_inline(node.step)})"
        case While():
            return f"{_unroll(node)}while ({expression_text(node.condition)})"
        case Range():
            bounds = ", ".join(map(expression_text, (node.start, node.stop, node.step)))
            return f"{_unroll(node)}for ({node.type} {node.name} in {bounds})"
    return "block"


def _unroll(node: For | While | DoWhile | Range) -> str:
    if node.unroll is None:
        return ""
    return f"unroll {node.unroll} " if node.unroll else "unroll "


def _inline(statements: Iterable[Any]) -> str:
    return ", ".join(_simple(each) for each in statements)


def _braces(header: str, body: Iterable[Any], depth: int) -> list[str]:
    return [f"{'  ' * depth}{header} {{", *_lines(body, depth + 1), f"{'  ' * depth}}}"]


def _simple(node: Any) -> str:
    """A statement of one line."""
    match node:
        case Declare():
            words = ("const " if node.const else "") + ("volatile " if node.volatile else "")
            init = "" if node.init is None else f" = {expression_text(node.init)}"
            return f"{words}{node.type} {node.name}{init}"
        case Assign():
            return f"{expression_text(node.target)} = {expression_text(node.value)}"
        case Evaluate():
            return expression_text(node.value)
        case Store():
            return _memory("store", node, (node.pointer, node.value))
        case Return():
            return "return" if node.value is None else f"return {expression_text(node.value)}"
        case Barrier() | Fence():
            return f"{type(node).__name__.lower()}({node.scope})"
        case Print():
            return _call("print", [f'"{node.format}"', *map(expression_text, node.arguments)])
        case Assert():
            return _call("assert", [expression_text(node.condition), f'"{node.message}"'])
        case Break() | Continue() | Trap():
            return type(node).__name__.lower()
    return f"<{type(node).__name__}>"


# ------------------------------------------------------------ expressions


def expression_text(node: Any) -> str:
    """One expression; every operator inside another is in parentheses."""
    writer = _EXPRESSIONS.get(type(node))
    return writer(node) if writer else f"<{type(node).__name__}>"


def _infix(node: Binary | Compare | Logical) -> str:
    return f"{_operand(node.left)} {node.op} {_operand(node.right)}"


def _letter(number: int) -> str:
    """x, y, z or w; the number itself where a broken program has another one."""
    return "xyzw"[number] if 0 <= number < 4 else str(number)


def _special(node: Special) -> str:
    return str(node.register) + ("" if node.register in _ONE_AXIS else f".{_letter(node.axis)}")


def _bracketed(type_: Type) -> str:
    """`<i32>`; a tile has brackets of its own."""
    return str(type_) if isinstance(type_, Tile) else f"<{type_}>"


def _convert(node: Convert) -> str:
    words = [str(node.rounding)] if node.rounding else []
    words += ["sat"] if node.saturate else []
    return _call(".".join([_bracketed(node.type), *words]), [expression_text(node.operand)])


def _warp(node: WarpOperation) -> str:
    mask = [] if node.mask is None else [f"mask {expression_text(node.mask)}"]
    width = node.width if isinstance(node.width, int) else expression_text(node.width)
    extra = [] if width == 32 else [f"width {width}"]
    return _call(f"warp.{node.op}", [*map(expression_text, node.arguments), *mask, *extra])


def _collective(node: Collective) -> str:
    kind = f"{node.scan}." if node.scan else ""
    return _arguments(f"{node.scope}.{kind}{node.op}", (node.value,))


def _atomic(node: Atomic | TileAtomic) -> str:
    words = [str(node.scope)] + ([] if node.order == "relaxed" else [node.order])
    return _memory(f"atomic.{node.op}.{'.'.join(words)}", node, (node.pointer, *node.operands))


def _memory(name: str, node: Any, operands: Iterable[Any]) -> str:
    """An access, with its mask and what other lanes get where there are such."""
    extra = [(word, getattr(node, word, None)) for word in ("mask", "other")]
    words = [f"{word} {expression_text(value)}" for word, value in extra if value is not None]
    volatile = ".volatile" if getattr(node, "volatile", False) else ""
    return _call(name + volatile, [*map(expression_text, operands), *words])


def _along(name: str, node: Any, *operands: Any) -> str:
    return _call(name, [*map(expression_text, operands), f"axis {node.axis}"])


def _arguments(name: str, arguments: Iterable[Any]) -> str:
    return _call(name, map(expression_text, arguments))


def _operand(node: Any) -> str:
    text = expression_text(node)
    return text if isinstance(node, _ATOMS) and not text.startswith("-") else f"({text})"


def _call(name: str, arguments: Iterable[str]) -> str:
    return f"{name}({', '.join(arguments)})"


def _literal(node: Literal) -> str:
    if node.type == BOOL:
        return "true" if node.value else "false"
    if node.type == INT32:
        return str(node.value)
    text = repr(float(node.value)) if isinstance(node.type, Scalar) and node.type.is_float else str(node.value)
    return f"{text}:{node.type}" if isinstance(node.type, Scalar) else f"null:{node.type}"


_EXPRESSIONS: dict[type, Callable[[Any], str]] = {
    Literal: _literal,
    Variable: lambda node: str(node.name),
    Index: lambda node: f"{_operand(node.base)}[{expression_text(node.index)}]",
    Member: lambda node: f"{_operand(node.base)}.{node.field}",
    Lane: lambda node: f"{_operand(node.base)}.{_letter(node.lane)}",
    Special: _special,
    Unary: lambda node: f"{node.op}{_operand(node.operand)}",
    Dereference: lambda node: f"*{_operand(node.pointer)}",
    AddressOf: lambda node: f"&{_operand(node.place)}",
    Decay: lambda node: _arguments("decay", (node.place,)),
    Binary: _infix,
    Compare: _infix,
    Logical: _infix,
    PointerOffset: lambda node: f"{_operand(node.pointer)} + {_operand(node.offset)}",
    PointerDifference: lambda node: f"{_operand(node.left)} - {_operand(node.right)}",
    Select: lambda node: f"{_operand(node.condition)} ? {_operand(node.then)} : {_operand(node.otherwise)}",
    Convert: _convert,
    Bitcast: lambda node: _arguments(f"bits{_bracketed(node.type)}", (node.operand,)),
    Build: lambda node: f"{node.type}{{{', '.join(map(expression_text, node.elements))}}}",
    Intrinsic: lambda node: _arguments(f"@{node.id}", node.arguments),
    Call: lambda node: _arguments(node.function, node.arguments),
    WarpOperation: _warp,
    BlockVote: lambda node: _arguments(f"block.{node.op}", (node.predicate,)),
    Collective: _collective,
    Atomic: _atomic,
    Constant: lambda node: str(node.name),
    Lanes: lambda node: f"lanes{node.type}",
    Splat: lambda node: _arguments(f"splat{node.type}", (node.value,)),
    Where: lambda node: _arguments("where", (node.condition, node.then, node.otherwise)),
    Load: lambda node: _memory("load", node, (node.pointer,)),
    TileAtomic: _atomic,
    Reduce: lambda node: _along(f"reduce.{node.op}", node, node.value),
    Scan: lambda node: _along(f"scan.{node.op}{'.reverse' if node.reverse else ''}", node, node.value),
    Gather: lambda node: _along("gather", node, node.value, node.index),
    Histogram: lambda node: _arguments(f"histogram{node.type}", (node.value, node.mask)),
    Reshape: lambda node: _arguments(f"reshape{node.type}", (node.value,)),
    Broadcast: lambda node: _arguments(f"broadcast{node.type}", (node.value,)),
    Transpose: lambda node: _call("transpose", [expression_text(node.value), f"axes {' '.join(map(str, node.axes))}"]),
    Split: lambda node: _call("split", [expression_text(node.value), str(node.field)]),
    Join: lambda node: _arguments("join", node.values),
    Dot: lambda node: _arguments("dot", (node.left, node.right, node.accumulator)),
}
