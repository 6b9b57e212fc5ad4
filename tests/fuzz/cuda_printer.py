"""Thread IR as CUDA C++, for people to read and for compilers to build.

Complete over what `generate.py` makes; anything else raises NotPrintable. A Convert that is not `explicit` is not
printed: C++ inserts it again where it stood. That is what the round trip through the front end proves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.fuzz.spellings import (
    ATOMIC_WORDS,
    BITCAST_WORDS,
    INEXACT_WORDS,
    INTRINSIC_WORDS,
    REGISTER_WORDS,
    ROUNDED_WORDS,
    SCALAR_WORDS,
    SHUFFLE_WORDS,
    VECTOR_WORDS,
    VOTE_WORDS,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    INT64,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.ir.values import shortest

_HEADERS = {"__half": "#include <cuda_fp16.h>\n", "__nv_bfloat16": "#include <cuda_bf16.h>\n"}
_STEP = "    "


class NotPrintable(Exception):
    """A node that this printer has no CUDA for."""


def print_file(programs: Iterable[ir.Program]) -> str:
    """One CUDA file of several programs, whose names of file scope must differ."""
    text = "\n".join(print_program(program) for program in programs)
    headers = "".join(header for word, header in _HEADERS.items() if word in text)
    return f"{headers}\n{text}" if headers else text


def print_program(program: ir.Program) -> str:
    """The program's structs, variables, functions and kernel, without headers."""
    parts = [_struct(struct) for struct in program.structs]
    parts += [_global(variable) for variable in program.globals]
    parts += [_function(function) for function in program.functions]
    return "\n".join([*parts, _kernel(program.kernel)])


# ---------------------------------------------------------------- declarations


def declared(type_: Type, name: str) -> str:
    """`float x[4]`, `const int *p`, `Pair pair`."""
    match type_:
        case Array():
            extent = str(type_.extent) if type_.extent else ""
            inner = type_.element
            extents = f"[{extent}]"
            while isinstance(inner, Array):
                extents += f"[{inner.extent}]"
                inner = inner.element
            return f"{_word(inner)} {name}{extents}"
        case Pointer():
            return f"{'const ' if type_.const else ''}{_word(type_.element)} *{name}"
    return f"{_word(type_)} {name}"


def _word(type_: Type) -> str:
    match type_:
        case Scalar():
            return SCALAR_WORDS[type_]
        case Vector():
            return VECTOR_WORDS[type_]
        case Struct():
            return type_.name
        case Pointer():
            return f"{'const ' if type_.const else ''}{_word(type_.element)} *"
    raise NotPrintable(f"the type {type_}")


def _struct(struct: Struct) -> str:
    if struct.is_union or any(each.bit_width for each in struct.fields):
        raise NotPrintable(f"the layout of {struct.name}")
    fields = "".join(f"{_STEP}{declared(each.type, each.name)};\n" for each in struct.fields)
    return f"struct {struct.name} {{\n{fields}}};\n"


def _global(variable: ir.GlobalVariable) -> str:
    if variable.space is not Space.CONSTANT or variable.init is None:
        raise NotPrintable(f"the variable {variable.name}")
    return f"__constant__ {declared(variable.type, variable.name)} = {_initial(variable.init)};\n"


def _parameters(parameters: tuple[ir.Parameter, ...]) -> str:
    return ", ".join(f"{'const ' if each.const else ''}{declared(each.type, each.name)}" for each in parameters)


def _function(function: ir.Function) -> str:
    head = f"__device__ {_word(function.result)} {function.name}({_parameters(function.parameters)})"
    return f"{head}\n{{\n{_lines(function.body, 1)}}}\n"


def _kernel(kernel: ir.Kernel) -> str:
    if kernel.launch_bounds is not None:
        raise NotPrintable("launch bounds")
    shared = "".join(
        f"{_STEP}{'extern ' if each.dynamic else ''}__shared__ {declared(each.type, each.name)};\n"
        for each in kernel.shared
    )
    head = f"__global__ void {kernel.name}({_parameters(kernel.parameters)})"
    return f"{head}\n{{\n{shared}{_lines(kernel.body, 1)}}}\n"


# ---------------------------------------------------------------- statements


def _lines(statements: Iterable[Any], depth: int) -> str:
    return "".join(_statement(each, depth) for each in statements)


def _statement(node: Any, depth: int) -> str:
    pad = _STEP * depth
    match node:
        case ir.If():
            text = f"{pad}if ({_value(node.condition)}) {{\n{_lines(node.then, depth + 1)}{pad}}}"
            if node.otherwise:
                text += f" else {{\n{_lines(node.otherwise, depth + 1)}{pad}}}"
            return f"{text}\n"
        case ir.For():
            if len(node.init) != 1 or len(node.step) != 1 or node.condition is None:
                raise NotPrintable("a loop of many parts")
            head = f"for ({_simple(node.init[0])}; {_value(node.condition)}; {_simple(node.step[0])})"
            return f"{_unroll(node, pad)}{pad}{head} {{\n{_lines(node.body, depth + 1)}{pad}}}\n"
        case ir.While():
            head = f"while ({_value(node.condition)})"
            return f"{_unroll(node, pad)}{pad}{head} {{\n{_lines(node.body, depth + 1)}{pad}}}\n"
        case ir.DoWhile():
            return f"{pad}do {{\n{_lines(node.body, depth + 1)}{pad}}} while ({_value(node.condition)});\n"
        case ir.Switch():
            cases = "".join(_case(each, depth) for each in node.cases)
            return f"{pad}switch ({_value(node.value)}) {{\n{cases}{pad}}}\n"
        case ir.Block():
            return f"{pad}{{\n{_lines(node.body, depth + 1)}{pad}}}\n"
    return f"{pad}{_simple(node)};\n"


def _unroll(node: ir.For | ir.While, pad: str) -> str:
    if node.unroll is None:
        return ""
    return f"{pad}#pragma unroll{f' {node.unroll}' if node.unroll else ''}\n"


def _case(case: ir.SwitchCase, depth: int) -> str:
    pad = _STEP * depth
    labels = "".join(f"{pad}{'default' if each is None else f'case {_value(each)}'}:\n" for each in case.labels)
    return labels + _lines(case.body, depth + 1)


_WORDS: dict[type, str] = {ir.Break: "break", ir.Continue: "continue", ir.Trap: "__trap()"}


def _simple(node: Any) -> str:
    """A statement of one line, without its semicolon."""
    match node:
        case ir.Declare():
            init = "" if node.init is None else f" = {_initial(node.init)}"
            words = ("const " if node.const else "") + ("volatile " if node.volatile else "")
            return f"{words}{declared(node.type, node.name)}{init}"
        case ir.Assign():
            return f"{_value(node.target)} = {_value(node.value)}"
        case ir.Evaluate():
            return _value(node.value)
        case ir.Return():
            return "return" if node.value is None else f"return {_value(node.value)}"
        case ir.Barrier():
            return "__syncthreads()" if node.scope is ir.Scope.BLOCK else "__syncwarp()"
    if type(node) not in _WORDS:
        raise NotPrintable(f"a {type(node).__name__}")
    return _WORDS[type(node)]


def _initial(node: Any) -> str:
    """An initial value; arrays and structs in braces."""
    if isinstance(node, ir.Build) and not isinstance(node.type, Vector):
        return f"{{{', '.join(_initial(each) for each in node.elements)}}}"
    return _value(node)


# ---------------------------------------------------------------- expressions

# C++'s precedences; the higher binds tighter.
_BINARY: dict[str, int] = {
    "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "<": 9, "<=": 9, ">": 9, ">=": 9, "==": 8,
    "!=": 8, "&": 7, "^": 6, "|": 5, "&&": 4, "||": 3,
}  # fmt: skip
_POSTFIX, _PREFIX, _TERNARY, _ANY = 16, 14, 2, 0


def _value(node: Any) -> str:
    return _at(node, _ANY)


def _at(node: Any, least: int) -> str:
    """The expression, in parentheses where it binds less than its place asks for."""
    if isinstance(node, ir.Convert) and not node.explicit:
        return _at(node.operand, least)
    printer = _EXPRESSIONS.get(type(node))
    if printer is None:
        raise NotPrintable(f"a {type(node).__name__}")
    text, strength = printer(node)
    return text if strength >= least else f"({text})"


def _called(word: str, arguments: Iterable[Any]) -> tuple[str, int]:
    return f"{word}({', '.join(map(_value, arguments))})", _POSTFIX


_SUFFIXES: dict[Scalar, str] = {UINT32: "u", INT64: "ll", UINT64: "ull", FLOAT32: "f"}


def _literal(node: ir.Literal) -> tuple[str, int]:
    type_ = node.type
    if type_ == BOOL:
        return ("true" if node.value else "false"), _POSTFIX
    if not isinstance(type_, Scalar):
        raise NotPrintable("a null pointer")
    digits = shortest(float(node.value), type_) if type_.is_float else str(node.value)
    return digits + _SUFFIXES.get(type_, ""), _ANY if node.value < 0 or digits.startswith("-") else _POSTFIX


def _infix(node: ir.Binary | ir.Compare | ir.Logical) -> tuple[str, int]:
    strength = _BINARY[node.op]
    return f"{_at(node.left, strength)} {node.op} {_at(node.right, strength + 1)}", strength


def _select(node: ir.Select) -> tuple[str, int]:
    parts = (_at(node.condition, _TERNARY + 1), _at(node.then, _TERNARY + 1), _at(node.otherwise, _TERNARY + 1))
    return f"{parts[0]} ? {parts[1]} : {parts[2]}", _TERNARY


def _convert(node: ir.Convert) -> tuple[str, int]:
    source = node.operand.type
    if node.rounding is not None:
        if not isinstance(source, Scalar) or not isinstance(node.type, Scalar):
            raise NotPrintable("a rounded conversion of vectors")
        return _called(f"{_known(ROUNDED_WORDS, (source, node.type))}_{node.rounding}", (node.operand,))
    return f"({_word(node.type)}){_at(node.operand, _PREFIX)}", _PREFIX


def _known(table: dict[Any, str], key: Any) -> str:
    if key not in table:
        raise NotPrintable(f"no word for {key}")
    return table[key]


def _intrinsic(node: ir.Intrinsic) -> tuple[str, int]:
    key = (node.id, tuple(each.type for each in node.arguments), node.type)
    return _called(_known({**INEXACT_WORDS, **INTRINSIC_WORDS}, key), node.arguments)


def _build(node: ir.Build) -> tuple[str, int]:
    if not isinstance(node.type, Vector):
        raise NotPrintable("braces outside of an initial value")
    return _called(f"make_{_word(node.type)}", node.elements)


def _bitcast(node: ir.Bitcast) -> tuple[str, int]:
    return _called(_known(BITCAST_WORDS, (node.operand.type, node.type)), (node.operand,))


def _special(node: ir.Special) -> tuple[str, int]:
    if node.register is ir.Register.WARP_SIZE:
        return "warpSize", _POSTFIX
    return f"{_known(REGISTER_WORDS, node.register)}.{'xyz'[node.axis]}", _POSTFIX


def _warp(node: ir.WarpOperation) -> tuple[str, int]:
    if node.mask is None or not isinstance(node.width, int):
        raise NotPrintable("a warp operation without a mask")
    width = "" if node.width == 32 else f", {node.width}"
    word = _known({**SHUFFLE_WORDS, **VOTE_WORDS}, node.op)
    return f"{word}({', '.join(map(_value, (node.mask, *node.arguments)))}{width})", _POSTFIX


_EXPRESSIONS: dict[type, Callable[[Any], tuple[str, int]]] = {
    ir.Literal: _literal,
    ir.Variable: lambda node: (node.name, _POSTFIX),
    ir.Index: lambda node: (f"{_at(node.base, _POSTFIX)}[{_value(node.index)}]", _POSTFIX),
    ir.Dereference: lambda node: (f"*{_at(node.pointer, _PREFIX)}", _PREFIX),
    ir.Member: lambda node: (f"{_at(node.base, _POSTFIX)}.{node.field}", _POSTFIX),
    ir.Lane: lambda node: (f"{_at(node.base, _POSTFIX)}.{'xyzw'[node.lane]}", _POSTFIX),
    ir.Unary: lambda node: (f"{node.op}{_at(node.operand, _PREFIX + 1)}", _PREFIX),
    ir.Binary: _infix,
    ir.Compare: _infix,
    ir.Logical: _infix,
    ir.Select: _select,
    ir.Convert: _convert,
    ir.Bitcast: _bitcast,
    ir.Build: _build,
    ir.AddressOf: lambda node: (f"&{_at(node.place, _PREFIX)}", _PREFIX),
    ir.Decay: lambda node: (_at(node.place, _POSTFIX), _POSTFIX),
    ir.PointerOffset: lambda node: (f"{_at(node.pointer, 12)} + {_at(node.offset, 13)}", 12),
    ir.Special: _special,
    ir.Intrinsic: _intrinsic,
    ir.Call: lambda node: _called(node.function, node.arguments),
    ir.WarpOperation: _warp,
    ir.BlockVote: lambda node: _called(f"__syncthreads_{node.op}", (node.predicate,)),
    ir.Atomic: lambda node: _called(_known(ATOMIC_WORDS, node.op), (node.pointer, *node.operands)),
}
