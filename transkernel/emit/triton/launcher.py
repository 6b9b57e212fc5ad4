"""The launcher beside a port: a small Python module that a user may run, read and change."""

from __future__ import annotations

import keyword
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from transkernel.emit.names import fresh
from transkernel.emit.text import python_string, shown_name
from transkernel.manifest import Argument, KernelEntry, Manifest, Parameter
from transkernel.records import record

_OWN_NAMES = frozenset(
    "np torch port triton math device grid block shared_bytes kernel held Held globals_ extent lanes_of options "
    "tile tail programs threads power_of_two tune chosen".split()
)
_RULES = {
    "block_x": "extent(block)[0]",
    "block_y": "extent(block)[1]",
    "block_z": "extent(block)[2]",
    "lanes": "lanes",
    "warps": "max(lanes // 32, 1)",
    "shared": "shared",
    "tile": "tile",
    "tail": "tail",
}


@record
class Launched:
    """One kernel as the template wants it: names of Python, and an expression for each argument. static: bytes of
    shared memory of a block, None where the port takes no scratch memory; lane_bytes: more of it for each lane.
    requirements: conditions on the launch, and what is said where one does not hold. tile: lanes of a program of merged
    blocks, None where each block has its own. free: the arguments that may be tuned, which are not in `arguments`."""

    name: str
    entry: str
    cuda_name: str
    parameters: tuple[str, ...]
    documentation: tuple[str, ...]
    arguments: tuple[str, ...]
    least_lanes: int
    static: int | None
    lane_bytes: int
    uses_dynamic_shared: bool
    block: tuple[int, int, int] | None
    requirements: tuple[tuple[str, str], ...] = ()
    tile: int | None = None
    thread_lanes: int = 1
    free: tuple[str, ...] = ()


def render_launcher(manifest: Manifest) -> str:
    """The text of `NAME_triton_launch.py`."""
    kernels = tuple(_launched(each) for each in manifest.kernels)
    arguments = [argument for kernel in manifest.kernels for argument in kernel.arguments]
    slots = any(each.field == "slots" for each in arguments)
    rows = any(each.most for each in arguments)
    return _template().render(manifest=manifest, kernels=kernels, globals=manifest.globals, slots=slots, rows=rows)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("transkernel.emit.triton", "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters |= {"shown": shown_name, "literal": python_string}
    return environment.get_template("launcher.py.jinja2")


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in _OWN_NAMES else name


def launched_name(kernel: KernelEntry) -> str:
    """The launcher's function for a kernel."""
    return fresh(_python_name(kernel.entry), _OWN_NAMES)


def _launched(kernel: KernelEntry) -> Launched:
    names: dict[str, str] = {}
    for parameter in kernel.params:
        names[parameter.name] = fresh(_python_name(parameter.name), set(names.values()))
    by_name = {each.name: each for each in kernel.params}
    constants = {each.field: each for each in kernel.arguments if each.kind == "constant"}
    scratch = any(each.kind == "scratch" for each in kernel.arguments)
    return Launched(
        name=launched_name(kernel),
        entry=kernel.entry,
        cuda_name=kernel.kernel,
        parameters=tuple(names.values()),
        documentation=tuple(_document(names[each.name], each) for each in kernel.params),
        arguments=tuple(_argument(each, names, by_name) for each in kernel.arguments if each.field != "free"),
        least_lanes=constants["lanes"].value if "lanes" in constants else 1,
        static=constants["shared"].value if scratch and "shared" in constants else None,
        lane_bytes=constants["shared"].bytes if scratch and "shared" in constants else 0,
        uses_dynamic_shared=kernel.uses_dynamic_shared,
        block=kernel.block,
        requirements=tuple(
            (
                f"{_RULES[each.rule]} {'<=' if each.at_most else '=='} {_RULES.get(str(each.number), each.number)}",
                repr(each.reason),
            )
            for each in kernel.requirements
        ),
        tile=constants["tile"].value if "tile" in constants else None,
        thread_lanes=kernel.thread_lanes,
        free=tuple(
            _argument(each, names, by_name)
            for each in kernel.arguments
            if each.kind == "constant" and each.field == "free"
        ),
    )


def _argument(argument: Argument, names: dict[str, str], parameters: dict[str, Parameter]) -> str:
    """The Python expression for an argument."""
    match argument.kind:
        case "scratch":
            return "held.scratch(grid, shared)"
        case "constant":
            if argument.field == "slots":
                return f"{argument.name}=slots_of(shared_bytes, {argument.value})"
            if argument.field == "free" and argument.most:
                return f"{argument.name}=min({argument.value}, power_of_two(int({names[argument.most]})))"
            rule = _RULES.get(argument.field, str(argument.value))
            return f"{argument.name}={rule}"
        case "global":
            return f'held.tensor(globals_["{argument.name}"])'
    name, parameter = names[argument.name], parameters[argument.name]
    if argument.field:
        return _member(name, parameter, argument.field)
    if parameter.kind == "buffer":
        constant = ", constant=True" if parameter.const else ""
        return f"held.tensor({name}{constant})"
    return f"{_PYTHON.get(parameter.dtype, 'int')}({name})"


_PYTHON = {"bool": "bool", "float16": "float", "bfloat16": "float", "float32": "float", "float64": "float"}


def _member(name: str, parameter: Parameter, field: str) -> str:
    """A field of a struct, given as a dict, or a lane of a vector."""
    if parameter.kind == "scalar":
        index = "xyzw".find(field) if not field.isdecimal() else int(field)
        return f"{_PYTHON.get(parameter.dtype, 'int')}({name}[{index}])"
    layout = next((each for each in parameter.fields if each.name == field), None)
    if layout is not None:
        if layout.pointee is not None:
            return f'held.tensor({name}["{field}"])'
        return f'{_PYTHON.get(layout.dtype, "int")}({name}["{field}"])'
    outer, _, lane = field.rpartition(".")
    index = "xyzw".find(lane) if not lane.isdecimal() else int(lane)
    dtype = next((each.dtype for each in parameter.fields if each.name == outer), "int32")
    return f'{_PYTHON.get(dtype, "int")}({name}["{outer}"][{index}])'


def _document(name: str, parameter: Parameter) -> str:
    if parameter.kind == "buffer":
        what = f"array of {parameter.dtype}" if not parameter.size else f"array of {parameter.size}-byte structs"
        lanes = f", {parameter.width} for each element" if parameter.width > 1 else ""
        use = "read" if parameter.const else "written"
        return f"{name}: {what}{lanes}, {use}"
    if parameter.kind == "struct":
        return f"{name}: dict with {', '.join(each.name for each in parameter.fields)}"
    lanes = f", {parameter.width} of them" if parameter.width > 1 else ""
    return f"{name}: {parameter.dtype}{lanes}"
