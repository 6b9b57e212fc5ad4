"""The host code beside a port: C++ that launches its kernels through Ascend's runtime on arrays of the host, and what
CMake builds it by. Names and their order are those of the runtime's reference (aclrt) and of asc-devkit's samples."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from transkernel.emit.names import fresh
from transkernel.emit.text import shown_name
from transkernel.manifest import Argument, GlobalVariable, KernelEntry, Manifest, Parameter
from transkernel.records import record

HOST_SUFFIX, CMAKE_SUFFIX = "_ascendc_host.cpp", "_ascendc.cmake"
_OWN_NAMES = frozenset(
    "grid block shared_bytes device lanes tile threads programs shared scratch held check Extent HostArray Device "
    "DeviceArray power_of_two".split()
)
_TYPES = {
    "float16": "half", "bfloat16": "bfloat16_t", "float32": "float", "float64": "double", "bool": "bool",
    "int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "int64": "int64_t",
    "uint8": "uint8_t", "uint16": "uint16_t", "uint32": "uint32_t", "uint64": "uint64_t",
}  # fmt: skip
_RULES = {
    "block_x": "block.x", "block_y": "block.y", "block_z": "block.z",
    "grid_x": "grid.x", "grid_y": "grid.y", "grid_z": "grid.z",
    "lanes": "lanes", "warps": "std::max(lanes / 32, 1u)", "shared": "shared", "tile": "tile",
    "tail": "(threads - 1) % tile + 1", "blocks": "grid.count()",
}  # fmt: skip
_SCRATCH = "scratch"
_BYTES_A_LINE, _WIDTH = 16, 120


@record
class Given:
    """A parameter of a host function. about: what it is, for people. copied: of an array, back to the host too."""

    name: str
    type: str
    about: str
    is_array: bool = False
    copied: bool = False


@record
class Launched:
    """A kernel as the template wants it. arguments: C++ expressions in the entry point's order. static: bytes of a
    block's scratch memory, None where it has none; lane_bytes: more of it for each lane. requirements: conditions on
    the launch, each with what is said where it does not hold."""

    name: str
    entry: str
    cuda_name: str
    given: tuple[Given, ...]
    arguments: tuple[str, ...]
    least_lanes: int
    needs_lanes: bool
    static: int | None
    lane_bytes: int
    uses_dynamic_shared: bool
    tile: int | None
    cores: int
    on_matrix_unit: bool
    block: tuple[int, int, int] | None
    requirements: tuple[tuple[str, str], ...]

    @property
    def signature(self) -> tuple[str, ...]:
        """The host function's parameters."""
        given = (f"{each.type} {each.name}" for each in self.given)
        shared = ("uint32_t shared_bytes = 0",) if self.uses_dynamic_shared else ()
        return ("Extent grid", "Extent block", *given, *shared)


@record
class Start:
    """A file-scope variable with a start value: lines of its bytes in C."""

    name: str
    lines: tuple[str, ...]


def companions(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    """(suffix, text) of each file. They name the port as the manifest does."""
    kernels = tuple(_launched(each, manifest) for each in manifest.kernels)
    starts = tuple(_start(each) for each in manifest.globals if each.initial)
    stem = PurePath(manifest.port).stem.removesuffix("_ascendc")
    named = {"manifest": manifest, "kernels": kernels, "starts": starts, "stem": stem}
    named["on_matrices"] = any(each.on_matrix_unit for each in kernels)
    named["on_vectors"] = not all(each.on_matrix_unit for each in kernels)
    named["has_powers"] = any("power_of_two" in text for each in kernels for text in _expressions(each))
    return (
        (HOST_SUFFIX, _template("host.cpp.jinja2").render(named)),
        (CMAKE_SUFFIX, _template("port.cmake.jinja2").render(named)),
    )


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("transkernel.emit.ascendc", "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters |= {"shown": shown_name, "wrapped": _wrapped}
    return environment.get_template(name)


def _wrapped(parts: Sequence[str], before: str, after: str, indent: str) -> str:
    """The parts with commas between them, on lines of their own where they do not fit on one."""
    whole = f"{before}{', '.join(parts)}{after}"
    if len(whole) <= _WIDTH:
        return whole
    whole = ", ".join(part.replace(" ", "\0") for part in parts)  # a part stays on its line
    lines = textwrap.wrap(whole, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return before + "".join(f"\n{indent}{line}" for line in lines).replace("\0", " ") + after


def _expressions(kernel: Launched) -> tuple[str, ...]:
    made = "power_of_two" if kernel.needs_lanes or kernel.tile else ""
    return (made, *kernel.arguments, *(condition for condition, _ in kernel.requirements))


def _launched(kernel: KernelEntry, manifest: Manifest) -> Launched:
    given, names = _given(kernel, manifest)
    constants = {each.field: each for each in kernel.arguments if each.kind == "constant"}
    shared, scratch = constants.get("shared"), any(each.kind == "scratch" for each in kernel.arguments)
    has_shared = scratch or shared is not None
    passed = (each for each in kernel.arguments if each.kind != "dynamic_shared")
    arguments = tuple(_argument(each, kernel, names) for each in passed)
    requirements = tuple(
        (
            f"{_RULES[each.rule]} {'<=' if each.at_most else '=='} {_RULES.get(str(each.number), each.number)}",
            f"{kernel.kernel}: {each.reason}",
        )
        for each in kernel.requirements
    )
    asked = " ".join((*arguments, *(condition for condition, _ in requirements)))
    return Launched(
        name=fresh(f"{kernel.entry}_on_device", _OWN_NAMES),
        entry=kernel.entry,
        cuda_name=kernel.kernel,
        given=given,
        arguments=arguments,
        least_lanes=constants["lanes"].value if "lanes" in constants else 1,
        needs_lanes=re.search(r"\blanes\b", asked) is not None or (shared is not None and shared.bytes > 0),
        static=(shared.value if shared is not None else 0) if has_shared else None,
        lane_bytes=shared.bytes if shared is not None else 0,
        uses_dynamic_shared=kernel.uses_dynamic_shared,
        tile=constants["tile"].value if "tile" in constants else None,
        cores=kernel.cores,
        on_matrix_unit=kernel.unit == "matrix",
        block=kernel.block,
        requirements=requirements,
    )


def _given(kernel: KernelEntry, manifest: Manifest) -> tuple[tuple[Given, ...], dict[tuple[str, str], str]]:
    """The host function's parameters, and the name of each by what the port's argument is."""
    names: dict[tuple[str, str], str] = {}
    given: list[Given] = []
    parameters = {each.name: each for each in kernel.params}
    for argument in kernel.arguments:
        key = (argument.name, argument.field)
        if argument.kind not in ("param", "global") or key in names:
            continue
        wanted = "_".join((argument.name, *argument.field.replace("[", ".").replace("]", "").split("."))).rstrip("_")
        names[key] = fresh(wanted, _OWN_NAMES | set(names.values()))
        if argument.kind == "global":
            given.append(_variable(names[key], next(each for each in manifest.globals if each.name == argument.name)))
        else:
            is_simd = manifest.form == "simd"
            given.append(_parameter(names[key], parameters[argument.name], argument.field, is_simd))
    return tuple(given), names


def _variable(name: str, variable: GlobalVariable) -> Given:
    starts = f"which starts as {variable.name}_start" if variable.initial else "which starts as zeros"
    about = f"the file-scope variable, {starts}"
    return Given(name, "HostArray", about, is_array=True, copied=not variable.constant)


def _parameter(name: str, parameter: Parameter, field: str, is_simd: bool) -> Given:
    dtype, is_array = _part(parameter, field)
    if is_array:
        use = "read" if parameter.const and not field else "written"
        return Given(name, "HostArray", f"array of {dtype}, {use}", is_array=True, copied=use == "written")
    if not field and (parameter.kind == "struct" or parameter.width > 1):
        return Given(name, parameter.type.removeprefix("const "), "by value")
    return Given(name, _scalar(dtype, is_simd), dtype)


def _scalar(dtype: str, is_simd: bool) -> str:
    return "uint8_t" if dtype == "bool" and is_simd else _TYPES[dtype]


def _part(parameter: Parameter, field: str) -> tuple[str, bool]:
    """(dtype, whether it is a pointer) of a parameter, a member of it or a lane of a vector."""
    if not field or parameter.kind == "scalar":
        return parameter.dtype, parameter.kind == "buffer" and not field
    path = field.replace("[", ".").replace("]", "")
    for layout in parameter.fields:
        of = layout.name.replace("[", ".").replace("]", "")
        if path == of or path.rpartition(".")[0] == of:
            return (layout.pointee, True) if layout.pointee is not None else (layout.dtype, False)
    return parameter.dtype, False


def _argument(argument: Argument, kernel: KernelEntry, names: dict[tuple[str, str], str]) -> str:
    match argument.kind:
        case "scratch":
            return _SCRATCH
        case "constant":
            return _constant(argument, names)
        case "global":
            return f"{names[argument.name, argument.field]}_held"
    parameter = next(each for each in kernel.params if each.name == argument.name)
    name = names[argument.name, argument.field]
    return f"{name}_held" if _part(parameter, argument.field)[1] else name


def _constant(argument: Argument, names: dict[tuple[str, str], str]) -> str:
    match argument.field:
        case "slots":
            return f"power_of_two(shared_bytes / {argument.value})"
        case "free" if argument.most:
            return f"std::min({argument.value}u, power_of_two(uint32_t({names[argument.most, '']})))"
    return _RULES.get(argument.field, str(argument.value))


def _start(variable: GlobalVariable) -> Start:
    data = bytes.fromhex(variable.initial or "")
    rows = (data[at : at + _BYTES_A_LINE] for at in range(0, len(data), _BYTES_A_LINE))
    return Start(variable.name, tuple(", ".join(f"0x{each:02x}" for each in row) + "," for row in rows))
