"""Host functions of PyTorch's tensors as Python beside a port: the same names and arguments, on the port's launcher.

Each function that is plain (ir/recipes.py) is written; of each that is not there is a line that says what stands in
the way, and where.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.emit.text import INDENT, WIDTH, CodeWriter, python_string, shown_name
from transkernel.emit.triton.launcher import launched_name
from transkernel.ir.recipes import (
    Assign,
    Count,
    Do,
    HostParameter,
    HostRecipe,
    HostStatement,
    Launch,
    Leave,
    Require,
    When,
)
from transkernel.manifest import KernelEntry, Manifest
from transkernel.records import record
from transkernel.source import SourceFile, Span

CODE = "TK0520"

# Functions of recipes, as Python. The names are taken.
HELPERS = {
    "quotient": '''\
def quotient(a, b):
    """C's a / b of integers, towards zero."""
    return -(-a // b) if (a < 0) != (b < 0) else a // b
''',
    "remainder": '''\
def remainder(a, b):
    """C's a % b: its sign is that of a."""
    return a - b * quotient(a, b)
''',
    "single": '''\
def single(number):
    """A number rounded to float."""
    return torch.tensor(number, dtype=torch.float32).item()
''',
    "rounded": '''\
def rounded(number, dtype):
    """A number rounded to a dtype."""
    return torch.tensor(number, dtype=dtype).item()
''',
    "typed": '''\
def typed(tensor, dtype):
    """The tensor, whose dtype has to be that one: the kernel would read its bytes as that."""
    if tensor.dtype != dtype:
        raise TypeError(f"expected a tensor of {dtype}, got one of {tensor.dtype}")
    return tensor
''',
    "chosen": '''\
def chosen(dtype, kernels):
    """The kernel of a dtype."""
    if dtype not in kernels:
        raise TypeError(f"there is no kernel for {dtype}; there are some for {', '.join(map(str, kernels))}")
    return kernels[dtype]
''',
}
_NEEDS = {"remainder": ("quotient",)}
_TAKEN = frozenset(
    {"torch", "math", "kernel", "launch", "min", "max", "int", "float", "bool", "list", "range", *HELPERS}
)


@record
class HostModule:
    """text: of the module, empty where no function is plain. diagnostics: a note for each that is not."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


class _NotPlain(Exception):
    """What stands in the way, and where."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


def host_functions(recipes: Sequence[HostRecipe], manifest: Manifest, source: SourceFile) -> HostModule:
    """The module of a file's host functions."""
    launched = {recipe.name: recipe for recipe in recipes if not recipe.is_helper}
    helpers = {recipe.name: recipe for recipe in recipes if recipe.is_helper}
    written: dict[str, list[str]] = {}
    said: list[Diagnostic] = []
    for recipe in launched.values():
        try:
            written[recipe.name] = list(_function(recipe, manifest, helpers))
        except _NotPlain as trouble:
            message = f"the host function `{recipe.name}` is left to you: {trouble}"
            said.append(Diagnostic(CODE, Severity.NOTE, message, trouble.span))
    if not written:
        return HostModule("", tuple(said))
    called = {name for recipe in launched.values() if recipe.name in written for name in recipe.helpers}
    functions = [list(_function(helpers[name], manifest, helpers)) for name in sorted(called & helpers.keys())]
    return HostModule(_module([*functions, *written.values()], said, manifest, source), tuple(said))


# ---------------------------------------------------------------- the module


def _module(functions: Sequence[list[str]], said: Sequence[Diagnostic], manifest: Manifest, source: SourceFile) -> str:
    text = "\n".join(line for function in functions for line in function)
    used = {name for name in HELPERS if re.search(rf"\b{name}\(", text)}
    used |= {needed for name in used for needed in _NEEDS.get(name, ())}
    writer = CodeWriter()
    name = shown_name(source.name)
    port = manifest.port.removesuffix(".py")
    writer.verbatim(f'"""The host functions of {name}, on the launcher of its port to Triton.')
    writer.verbatim(
        '\nNames and arguments are those of the C++ functions; tensors are where the launcher has them.\n"""\n'
    )
    writer.verbatim("from __future__ import annotations\n")
    if re.search(r"\bmath\.", text):
        writer.verbatim("import math\n")
    writer.verbatim("import torch\n")
    writer.verbatim(f"import {port}_launch as launch")
    if said:
        writer.verbatim("\n# To do by hand:")
        for each in said:
            place = f"line {each.span.line}" if each.span is not None else name
            for line in _comment(f"{place}: {each.message}"):
                writer.verbatim(line)
    for helper in HELPERS:
        if helper in used:
            writer.verbatim(f"\n\n{HELPERS[helper].rstrip()}")
    for function in functions:
        writer.verbatim("\n")
        for line in function:
            writer.verbatim(line)
    return writer.text


def _comment(text: str) -> Iterator[str]:
    line = "#"
    for word in text.split():
        if len(line) + len(word) + 1 > WIDTH:
            yield line
            line = "#  "
        line += f" {word}"
    yield line


# ---------------------------------------------------------------- one function


def _function(recipe: HostRecipe, manifest: Manifest, helpers: Mapping[str, HostRecipe]) -> Iterator[str]:
    """The lines of a function. Raises _NotPlain."""
    if recipe.statements is None:
        raise _NotPlain(recipe.trouble, recipe.at or recipe.span)
    for name in (*(each.name for each in recipe.parameters), *_assigned(recipe.statements)):
        if keyword.iskeyword(name) or name in _TAKEN or name in helpers:
            raise _NotPlain(f"`{name}` means something else in Python", recipe.span)
    parameters = [_parameter(each) for each in recipe.parameters]
    line = f"def {recipe.name}({', '.join(parameters)}):"
    yield from (
        [line]
        if len(line) <= WIDTH
        else (
            f"def {recipe.name}(",
            *(f"{INDENT}{each}," for each in parameters),
            "):",
        )
    )
    yield f'{INDENT}"""{shown_name(recipe.span.file.name)}, line {recipe.span.line}."""'
    yield from _block(recipe.statements, INDENT, manifest)


def _parameter(parameter: HostParameter) -> str:
    default = f" = {parameter.default}" if parameter.default else ""
    return f"{parameter.name}: {parameter.annotation}{default}"


def _assigned(statements: Sequence[HostStatement]) -> Iterator[str]:
    for statement in statements:
        if isinstance(statement, Assign | Count):
            yield statement.name
        elif isinstance(statement, When):
            yield from _assigned((*statement.then, *statement.otherwise))


def _block(statements: Sequence[HostStatement], indent: str, manifest: Manifest) -> Iterator[str]:
    if not statements:
        yield f"{indent}pass"
    for statement in statements:
        match statement:
            case Count(name=name, first=first, end=end, body=body):
                yield f"{indent}for {name} in range({end if first == '0' else f'{first}, {end}'}):"
                yield from _block(body, indent + INDENT, manifest)
            case When(condition=condition, then=then, otherwise=otherwise):
                yield f"{indent}if {condition}:"
                yield from _block(then, indent + INDENT, manifest)
                if otherwise:
                    yield f"{indent}else:"
                    yield from _block(otherwise, indent + INDENT, manifest)
            case Launch():
                yield from _launch(statement, indent, manifest)
            case _:
                yield from (f"{indent}{line}" for line in _simple(statement))


def _simple(statement: Assign | Do | Leave | Require) -> list[str]:
    match statement:
        case Assign(name=name, value=value):
            return [f"{name} = {value}"]
        case Do(expression=expression):
            return [expression]
        case Leave(value=value):
            return [f"return {value}".rstrip()]
    thrown = f"raise RuntimeError({python_string(statement.message)})"
    return [thrown] if statement.condition == "False" else [f"if not ({statement.condition}):", f"{INDENT}{thrown}"]


def _launch(launch: Launch, indent: str, manifest: Manifest) -> Iterator[str]:
    kernels = [(dtype, entry) for dtype, name in launch.kernels if (entry := manifest.kernel(name)) is not None]
    if not kernels:
        raise _NotPlain(f"`{launch.kernels[0][1]}` was not translated", launch.span)
    for _, entry in kernels:
        if len(entry.params) != len(launch.arguments):
            raise _NotPlain(f"`{entry.kernel}` is launched with {len(launch.arguments)} arguments", launch.span)
    shared = f"shared_bytes={launch.shared}" if any(entry.uses_dynamic_shared for _, entry in kernels) else ""
    arguments = [launch.grid, launch.block, *launch.arguments, *([shared] if shared else [])]
    called = _called(launch, kernels, indent)
    yield from _broken(called, arguments, indent)


def _called(launch: Launch, kernels: Sequence[tuple[str, KernelEntry]], indent: str) -> list[str]:
    """What is called, over as many lines as it takes; the last line goes on with the arguments."""
    if not launch.chooses:
        return [f"{indent}launch.{launched_name(kernels[0][1])}"]
    table = [f"{dtype}: launch.{launched_name(entry)}" for dtype, entry in dict(kernels).items()]
    line = f"{indent}kernel = chosen({launch.chooses}, {{{', '.join(table)}}})"
    if len(line) <= WIDTH:
        return [line, f"{indent}kernel"]
    rows = [f"{indent}{INDENT}{each}," for each in table]
    return [f"{indent}kernel = chosen({launch.chooses}, {{", *rows, f"{indent}}})", f"{indent}kernel"]


def _broken(called: Sequence[str], arguments: Sequence[str], indent: str) -> Iterator[str]:
    *before, last = called
    yield from before
    line = f"{last}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{last}("
    yield from (f"{indent}{INDENT}{each}," for each in arguments)
    yield f"{indent})"
