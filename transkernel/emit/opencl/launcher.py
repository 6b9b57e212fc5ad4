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
    {
        "queue",
        "grid",
        "block",
        "shared_bytes",
        "cl",
        "np",
        "kernel",
        "held",
        "globals_",
        "program",
        "launch",
        "extent",
        "Held",
        "as_bytes",
        "Path",
        "cache",
        "math",
    }
)
_SCALAR_TYPES = {"bfloat16": "uint16", "bool": "uint8"}


@record
class Launched:
    """One kernel as the template wants it: names of Python, and an expression for each argument."""

    name: str
    entry: str
    cuda_name: str
    parameters: tuple[str, ...]
    documentation: tuple[str, ...]
    arguments: tuple[str, ...]
    uses_dynamic_shared: bool
    uses_globals: bool
    block: tuple[int, int, int] | None


def render_launcher(manifest: Manifest) -> str:
    """The text of `NAME_opencl.py`."""
    kernels = tuple(_launched(each, manifest) for each in manifest.kernels)
    needs_math = any("math." in argument for kernel in kernels for argument in kernel.arguments)
    return _template().render(
        manifest=manifest, kernels=kernels, globals=manifest.globals, needs=_needs(manifest), needs_math=needs_math
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("transkernel.emit.opencl", "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters |= {"shown": shown_name, "literal": python_string}
    return environment.get_template("launcher.py.jinja2")


def _needs(manifest: Manifest) -> frozenset[str]:
    """The kinds of parameters that the module hands over."""
    return frozenset(parameter.kind for kernel in manifest.kernels for parameter in kernel.params)


def python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in _OWN_NAMES else name


def _launched(kernel: KernelEntry, manifest: Manifest) -> Launched:
    names: dict[str, str] = {}
    for parameter in kernel.params:
        names[parameter.name] = fresh(python_name(parameter.name), set(names.values()))
    by_name = {each.name: each for each in kernel.params}
    arguments = tuple(_argument(each, names, by_name) for each in kernel.arguments)
    return Launched(
        name=fresh(python_name(kernel.entry), _OWN_NAMES),
        entry=kernel.entry,
        cuda_name=kernel.kernel,
        parameters=tuple(names.values()),
        documentation=tuple(_document(names[each.name], each) for each in kernel.params),
        arguments=arguments,
        uses_dynamic_shared=kernel.uses_dynamic_shared,
        uses_globals=any(each.kind == "global" for each in kernel.arguments),
        block=kernel.block,
    )


def _argument(argument: Argument, names: dict[str, str], parameters: dict[str, Parameter]) -> str:
    """The Python expression that `set_args` gets."""
    match argument.kind:
        case "dynamic_shared":
            return "cl.LocalMemory(max(shared_bytes, 1))"
        case "per_thread_shared":
            return f"cl.LocalMemory({argument.bytes} * math.prod(extent(block)))"
        case "global":
            return f'held.buffer(globals_["{argument.name}"])'
        case "constant" | "scratch":
            raise ValueError(f"OpenCL has no argument of the kind {argument.kind}")
    name, parameter = names[argument.name], parameters[argument.name]
    if argument.field:
        return f'held.buffer({name}["{argument.field}"])'
    if parameter.kind == "buffer":
        constant = ", constant=True" if parameter.const else ""
        return f"held.buffer({name}{constant})"
    if parameter.kind == "struct":
        return f"as_bytes({name}, {_layout(parameter)})"
    dtype = _SCALAR_TYPES.get(parameter.dtype, parameter.dtype)
    if parameter.width > 1:
        padded = f"[*{name}, 0]" if parameter.width == 3 else name  # OpenCL's vectors of 3 are as large as of 4
        return f"np.array({padded}, np.{dtype}).tobytes()"
    return f"np.{dtype}({name})"


def _layout(parameter: Parameter) -> str:
    """A NumPy dtype with the fields of a struct at CUDA's offsets."""
    fields = [each for each in parameter.fields if each.pointee is None]
    names = [each.name for each in fields]
    formats = [_format(_SCALAR_TYPES.get(each.dtype, each.dtype), each.count) for each in fields]
    offsets = [each.offset for each in fields]
    return f"np.dtype({{'names': {names}, 'formats': {formats}, 'offsets': {offsets}, 'itemsize': {parameter.size}}})"


def _format(dtype: str, count: int) -> str:
    return dtype if count == 1 else f"({count},){dtype}"


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
