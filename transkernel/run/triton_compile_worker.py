"""The child's side of Triton's compiler: ports to machine code for GPUs that need not be here.

A kernel that compiles has been understood, typed and given registers; nothing of it ran.
"""

from __future__ import annotations

import re
import tempfile
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from transkernel.run.child import serve
from transkernel.run.cubin import MachineCode, NoTools, machine_code, resources
from transkernel.run.triton_port import NotLoaded, annotated_type, described, kernel_of, load, number_type, placed

_DIVISIBLE = [["tt.divisibility", 16]]
_LONGEST_MESSAGE = 20_000
_HIP_RESOURCE = re.compile(r"\.(vgpr_count|vgpr_spill_count|sgpr_spill_count|group_segment_fixed_size):\s*(\d+)")
_SPILLED_BYTES = 4  # of a register of AMD's


@dataclass(frozen=True, slots=True)
class ParameterType:
    """One that is no constant. pointee: what a pointer points to; is_aligned: to 16 bytes. dtype: of a number; is_one:
    it is the integer 1, which a launch makes a constant where the parameter has no annotation; is_divisible: it is an
    integer, and by 16.
    """

    pointee: str = ""
    dtype: str = ""
    is_aligned: bool = False
    is_one: bool = False
    is_divisible: bool = False


@dataclass(frozen=True, slots=True)
class CompileRequest:
    """kind, arch: `cuda` and `sm90`, or `hip` and `gfx942`. options: Triton's own. disassembles: gives the code too."""

    text: str
    entry: str
    parameters: tuple[ParameterType, ...]
    constants: tuple[tuple[str, int], ...]
    kind: str
    arch: str
    options: tuple[tuple[str, bool | int], ...]
    disassembles: bool = False


@dataclass(frozen=True, slots=True)
class CompileReply:
    """message: why it does not compile, or empty. facts: of the machine code; see `triton_compile.Compiled`."""

    message: str = ""
    seconds: float = 0.0
    facts: dict[str, int] = field(default_factory=dict)
    code: MachineCode = field(default_factory=MachineCode)


def compile_port(request: CompileRequest) -> CompileReply:
    """Compiles one kernel for one GPU."""
    import triton

    warnings.simplefilter("ignore")
    start = time.perf_counter()
    try:
        port = load(request.text)
    except NotLoaded as error:
        return CompileReply(str(error))
    kernel = kernel_of(port, request.entry)
    if kernel is None:
        return CompileReply(f"the port has no kernel {request.entry}")
    try:
        made = triton.compile(_source(kernel, request), target=_target(request), options=dict(request.options))
        code = _code(made, request)
        facts = _facts(made, request.kind, code)
    except Exception as error:
        message = _compiler_message(error, request.text) or described(error, port.file)
        return CompileReply(message[:_LONGEST_MESSAGE], time.perf_counter() - start)
    return CompileReply("", time.perf_counter() - start, facts, code)


def _target(request: CompileRequest) -> Any:
    from triton.backends.compiler import GPUTarget

    if request.kind == "cuda":
        return GPUTarget("cuda", int(request.arch.removeprefix("sm")), 32)
    return GPUTarget("hip", request.arch, 64)


def _source(kernel: Any, request: CompileRequest) -> Any:
    """The kernel with the types of its parameters. Raises ValueError where it has others than the manifest says."""
    from triton.compiler import ASTSource

    constants = dict(request.constants)
    plain = [parameter for parameter in kernel.params if not parameter.is_constexpr]
    names = {parameter.name for parameter in kernel.params if parameter.is_constexpr}
    if len(plain) != len(request.parameters) or not set(constants) <= names:
        known, given = [each.name for each in kernel.params], len(request.parameters)
        raise ValueError(f"the kernel has the parameters {known}; the manifest gives {given}, and {sorted(constants)}")
    pairs = list(zip(plain, request.parameters, strict=True))
    types = {parameter.name: _type_of(type_, parameter.annotation) for parameter, type_ in pairs}
    divisible = {each.name for each, type_ in pairs if type_.is_aligned or type_.is_divisible}
    constants |= {parameter.name: 1 for parameter, _ in pairs if types[parameter.name] == "constexpr"}
    signature = {each.name: types.get(each.name, "constexpr") for each in kernel.params}
    places = {each.name: (index,) for index, each in enumerate(kernel.params)}
    values = {places[name]: value for name, value in constants.items()}
    return ASTSource(kernel, signature, values, {places[name]: _DIVISIBLE for name in sorted(divisible)})


_MEMORY = {"bool": "u8", "float16": "fp16", "bfloat16": "bf16", "float32": "fp32", "float64": "fp64"}


def _type_of(type_: ParameterType, annotation: str) -> str:
    if type_.pointee:
        return "*" + _MEMORY.get(type_.pointee, _short(type_.pointee))
    if type_.is_one and not annotated_type(annotation):
        return "constexpr"
    return _short(number_type(annotation, type_.dtype))


def _short(name: str) -> str:
    """`int32` as `i32`, which signatures say."""
    return "u1" if name == "int1" else re.sub(r"^(u?)int(\d+)$", lambda m: f"{m[1] or 'i'}{m[2]}", name)


def _compiler_message(error: BaseException | None, text: str) -> str:
    """`port.py:LINE: error: what the compiler said` and the line, for an error that it has a place for; else empty."""
    found = ""
    while error is not None:
        source, node = getattr(error, "src", None), getattr(error, "node", None)
        at = text.find(source) if isinstance(source, str) else -1
        if at >= 0 and node is not None:
            line = text.count("\n", 0, at) + int(node.lineno)
            said = getattr(error, "error_message", None) or ""
            cause = error.__cause__ if not said else None
            reason = " ".join(str(said or cause or "the compiler gives no reason").split())
            found = placed(line, reason, text.splitlines()[line - 1])
        error = error.__cause__
    return found


# --- facts of the machine code


def _facts(made: Any, kind: str, code: MachineCode) -> dict[str, int]:
    facts = {"shared_bytes": int(made.metadata.shared), "warps": int(made.metadata.num_warps)}
    if kind == "cuda":
        (said,) = code.resources.values() or [{}]
        return facts | ({"registers": said["registers"], "spill_bytes": said["stack"]} if said else {})
    return facts | _hip_facts(made.asm["amdgcn"])


def _hip_facts(text: str) -> dict[str, int]:
    said = {name: int(value) for name, value in _HIP_RESOURCE.findall(text)}
    spilled = said.get("vgpr_spill_count", 0) + said.get("sgpr_spill_count", 0)
    return {"registers": said.get("vgpr_count", 0), "spill_bytes": spilled * _SPILLED_BYTES}


def _code(made: Any, request: CompileRequest) -> MachineCode:
    """What is asked for of NVIDIA's code; nothing where its tools say nothing."""
    if request.kind != "cuda":
        return MachineCode()
    with tempfile.NamedTemporaryFile(suffix=".cubin") as file:
        file.write(made.asm["cubin"])
        file.flush()
        path = Path(file.name)
        try:
            return machine_code(path) if request.disassembles else MachineCode("", resources(path))
        except NoTools:
            return MachineCode()


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import triton_compile_worker

    serve({"compile": triton_compile_worker.compile_port})
