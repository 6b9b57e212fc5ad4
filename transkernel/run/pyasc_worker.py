"""The child's side of pyasc: Python that its author wrote for pyasc becomes text in Ascend C. For another Python alone:
this imports pyasc.

The parts of pyasc that are called here are private ones of 1.1.1, since what is public wants a whole toolkit. Where
they have moved, every translation fails with their name.
"""

from __future__ import annotations

import importlib.util
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transkernel.run.child import serve


@dataclass(frozen=True, slots=True)
class TranslateRequest:
    """kernel: the function's name. buffers, scalars: the dtypes of its parameters, by name. constants: values of those
    that are `asc.ConstExpr`."""

    text: str
    kernel: str
    buffers: dict[str, str]
    scalars: dict[str, str]
    constants: dict[str, int]


@dataclass(frozen=True, slots=True)
class TranslateReply:
    """failure: what pyasc said, where there is no text."""

    text: str = ""
    failure: str = ""


def translate(request: TranslateRequest) -> TranslateReply:
    """Codegen, pyasc's own passes with its check of flags, and its printer."""
    try:
        return TranslateReply(_translated(request))
    except Exception as error:
        return TranslateReply(failure=f"{type(error).__name__}: {error}")


def _translated(request: TranslateRequest) -> str:
    from asc.codegen.function_visitor import CodegenOptions
    from asc.codegen.specialization import PlainArgType, PointerArgType, Specialization
    from asc.language.core.dtype import DataType

    arguments: dict[str, Any] = {name: PointerArgType(DataType(dtype)) for name, dtype in request.buffers.items()}
    arguments |= {name: PlainArgType(DataType(dtype)) for name, dtype in request.scalars.items()}
    with tempfile.TemporaryDirectory(prefix="transkernel-pyasc-", ignore_cleanup_errors=True) as folder:
        function = getattr(_loaded(Path(folder, "kernels.py"), request.text), request.kernel)
        ordered = {name: arguments[name] for name in function.fn.__code__.co_varnames if name in arguments}
        module = function._run_codegen(Specialization(ordered, request.constants), CodegenOptions())
    compiler = _compiler()
    compiler.run_passes(module)
    return str(compiler.run_translation(module))


def _loaded(file: Path, text: str) -> Any:
    """pyasc reads a kernel's source from its file."""
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("kernels", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _compiler() -> Any:
    """pyasc's compiler up to the text: its constructor looks for the toolkit's. The pass that adds the parameter by
    which the toolkit's launcher hands over an address is left out."""
    from asc._C import passes
    from asc.runtime.compiler import CompileOptions, Compiler

    class UpToText(Compiler):  # type: ignore[misc]
        def _schedule_postprocessing(self, pipeline: Any) -> None:
            passes.ascendc.add_declare_py_struct(pipeline)
            passes.ascendc.add_generate_boilerplate(pipeline)
            passes.ascendc.add_detect_kernel_type(pipeline)
            passes.ascendc.add_detect_enable_debug(pipeline)
            passes.ascendc.add_verify_sync(pipeline)

    made = UpToText.__new__(UpToText)
    made.options = CompileOptions(verify_sync=True)
    return made


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import pyasc_worker

    serve({"translate": pyasc_worker.translate})
