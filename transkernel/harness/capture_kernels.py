"""Which kernel a recorded launch ran, and what its parameters are called.

The compiler told which function it was, in the linker's words (`void scale<float, 3>(float*, float const*, int)`),
and the types of its arguments. Names of parameters and layouts of structs come from a port's manifest; for a kernel
without a port the names come from the text, and a struct by value cannot be taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from transkernel.harness.kernel_names import base, match, plain
from transkernel.manifest import GlobalVariable, KernelEntry, Manifest, Parameter
from transkernel.run.cuda_program_records import GivenArgument, RecordedLaunch, TypeFacts

_SUFFIX = re.compile(r"(?<=[0-9])[uUlL]+\b")  # 256u, as the linker spells an unsigned 256
_VECTOR = re.compile(r"(char|uchar|short|ushort|int|uint|long|ulong|longlong|ulonglong|float|double)([1-4])")
_LANES = {
    "char": "int8",
    "uchar": "uint8",
    "short": "int16",
    "ushort": "uint16",
    "int": "int32",
    "uint": "uint32",
    "long": "int64",
    "ulong": "uint64",
    "longlong": "int64",
    "ulonglong": "uint64",
    "float": "float32",
    "double": "float64",
}
_NARROW = {"__half": "float16", "half": "float16", "__nv_bfloat16": "bfloat16", "nv_bfloat16": "bfloat16"}
_NARROW_PAIRS = {"__half2": "float16", "half2": "float16", "__nv_bfloat162": "bfloat16"}
_NUMBERS = {"f": "float", "i": "int", "u": "uint"}


@dataclass(frozen=True, slots=True)
class PortedFile:
    """A file of the program with its port's manifest, or None where nothing of it was translated."""

    path: Path
    text: str
    manifest: Manifest | None


@dataclass(frozen=True, slots=True)
class CapturedKernel:
    """name: as a case says it. file: where it is defined. params: in the order of the arguments.

    is_ported: whether the parameters are a manifest's; variables: the file-scope variables that the kernel uses.
    """

    name: str
    file: Path
    params: tuple[Parameter, ...]
    is_ported: bool
    variables: tuple[GlobalVariable, ...] = ()


def kernel_name(demangled: str) -> str:
    """`void (anonymous namespace)::k<float, 3u>(float*)` as `k<float, 3>`; namespaces stay."""
    text = demangled.replace("(anonymous namespace)::", "")
    name = text[: _parameters_begin(text)]
    depth = 0
    begin = 0
    for at, sign in enumerate(name):
        depth += (sign == "<") - (sign == ">")
        if sign == " " and depth == 0:
            begin = at + 1  # behind the result type, which the linker says of a template's instance
    return _SUFFIX.sub("", name[begin:])


def _parameters_begin(text: str) -> int:
    """Where the list of parameters opens that ends the text; the text's length where there is none (`extern "C"`)."""
    if not text.endswith(")"):
        return len(text)
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return len(text)


def unqualified(name: str) -> str:
    """`a::b::k<c::T>` as `k<c::T>`."""
    head, bracket, rest = name.partition("<")
    return head.rpartition("::")[2] + bracket + rest


class KernelFinder:
    """Finds the kernel of a launch among the files of a program."""

    def __init__(self, files: Sequence[PortedFile], functions: dict[int, str]) -> None:
        """functions: the demangled name at each offset from the anchor."""
        self._files = files
        self._functions = functions

    def spelt(self, launch: RecordedLaunch) -> str:
        """The kernel as the compiler knew it, else as the text before `<<<` says it."""
        known = self._functions.get(launch.kernel) if launch.kernel is not None else None
        return kernel_name(known) if known is not None else launch.callee.strip("&() ")

    def find(self, launch: RecordedLaunch) -> CapturedKernel | None:
        """None where no file of the program defines such a kernel."""
        name = self.spelt(launch)
        ordered = sorted(self._files, key=lambda file: str(file.path) != launch.file)
        for file in ordered:
            entry = None if file.manifest is None else _entry(file.manifest, name, launch)
            if file.manifest is not None and entry is not None:
                used = {argument.name for argument in entry.arguments if argument.kind == "global"}
                variables = tuple(variable for variable in file.manifest.globals if variable.name in used)
                return CapturedKernel(_said(launch, name, entry), file.path, entry.params, True, variables)
        for file in ordered:
            names = parameter_names(file.text, base(unqualified(name)))
            if names is not None and len(names) == len(launch.arguments):
                params = tuple(map(parameter_of, names, launch.arguments))
                return CapturedKernel(unqualified(name), file.path, params, False)
        return None


def _said(launch: RecordedLaunch, name: str, entry: KernelEntry) -> str:
    """The kernel as the case says it: in the compiler's words where it told, which are C++ that names this instance."""
    is_template = launch.kernel is not None and "<" in name
    return unqualified(name) if is_template and plain(entry.kernel) != plain(name) else entry.kernel


def _entry(manifest: Manifest, name: str, launch: RecordedLaunch) -> KernelEntry | None:
    known = [entry.kernel for entry in manifest.kernels if len(entry.params) == len(launch.arguments)]
    for wanted in dict.fromkeys((name, unqualified(name))):
        found = match([wanted], known).get(wanted)
        if found is not None:
            return manifest.kernel(found)
    same = [entry for entry in manifest.kernels if base(unqualified(entry.kernel)) == base(unqualified(name))]
    fitting = [entry for entry in same if _fits(entry, launch.arguments)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(entry: KernelEntry, arguments: Sequence[GivenArgument]) -> bool:
    """Whether an instance takes arguments of these types; only asked where the compiler could not name it."""
    if len(entry.params) != len(arguments):
        return False
    for param, argument in zip(entry.params, arguments, strict=True):
        if (param.kind == "buffer") != (argument.type.kind == "p"):
            return False
        pointee = number_of(argument.element)
        if (
            param.kind == "buffer"
            and not param.fields
            and pointee is not None
            and pointee != (param.dtype, param.width)
        ):
            return False
    return True


# --- without a manifest


def number_of(facts: TypeFacts) -> tuple[str, int] | None:
    """A C++ type as a dtype and lanes; None for a struct, and what NumPy has no number for."""
    vector = _VECTOR.fullmatch(facts.name)
    if vector is not None:
        return _LANES[vector[1]], int(vector[2])
    if facts.name in _NARROW:
        return _NARROW[facts.name], 1
    if facts.name in _NARROW_PAIRS:
        return _NARROW_PAIRS[facts.name], 2
    if facts.kind == "b":
        return "bool", 1
    if facts.kind in _NUMBERS and facts.bytes in (1, 2, 4, 8):
        return f"{_NUMBERS[facts.kind]}{facts.bytes * 8}", 1
    return None


def parameter_of(name: str, argument: GivenArgument) -> Parameter:
    """A parameter as the compiler's types tell it; a struct has no fields then."""
    facts = argument.type
    if facts.kind == "p":
        dtype, width = number_of(argument.element) or ("uint8", 1)
        return Parameter(name, "buffer", facts.name, dtype, width, argument.element.const)
    number = number_of(facts)
    if number is None:
        return Parameter(name, "struct", facts.name, "uint8", size=facts.bytes)
    return Parameter(name, "scalar", facts.name, *number)


def parameter_names(text: str, kernel: str) -> list[str] | None:
    """The names in the definition of a kernel in CUDA text; None where it is not there, or a parameter has no name."""
    head = re.compile(rf"__global__\b[^;{{}}]*?\b{re.escape(kernel)}\s*\(")
    found = head.search(text)
    if found is None:
        return None
    inside = _up_to_the_bracket(text[found.end() :])
    inside = re.sub(r"//[^\n]*|/\*.*?\*/", " ", inside, flags=re.DOTALL)
    if not inside.strip() or inside.strip() == "void":
        return []
    names = [re.search(r"([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*(?:=.*)?$", part.strip()) for part in _parts(inside)]
    return [name[1] for name in names if name] if all(names) else None


def _up_to_the_bracket(text: str) -> str:
    depth = 1
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[:at]
    return text


def _parts(text: str) -> Iterable[str]:
    """Split at the commas outside brackets."""
    depth = begin = 0
    for at, sign in enumerate(text):
        depth += (sign in "(<[{") - (sign in ")>]}")
        if sign == "," and depth == 0:
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]
