"""Kernels of the corpus that we wrote again for pyasc, as ports whose text Huawei's translator wrote.

Their parameters are those of the CUDA kernels, so that the same cases launch them and the same originals judge them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from transkernel.convert import Options, convert
from transkernel.harness.cases import Case, case_file_of, load_cases
from transkernel.inputs import read_source
from transkernel.manifest import Argument, Manifest
from transkernel.run.pyasc import Pyasc

ROOT = Path(__file__).parents[2]
_KERNELS = Path(__file__).parent / "kernels"


@dataclass(frozen=True)
class Rewritten:
    """kernel: of a corpus file, and the function of a file in kernels/. constants: its `asc.ConstExpr`."""

    source: str
    kernel: str
    file: str
    constants: tuple[tuple[str, int], ...]

    @property
    def path(self) -> Path:
        return ROOT / "corpus" / self.source

    def cases(self) -> Iterator[Case]:
        """The corpus' own cases of the kernel."""
        return (each for each in load_cases(case_file_of(self.path)) if each.kernel == self.kernel)


_TILE, _ROW = (("tile", 512),), (("most", 8192),)
REWRITTEN = (
    Rewritten("operators/add.cu", "add_naive", "elementwise.py", _TILE),
    Rewritten("elementwise/saxpy.cu", "saxpy", "elementwise.py", _TILE),
    Rewritten("operators/relu.cu", "relu_naive", "elementwise.py", _TILE),
    Rewritten("operators/sigmoid.cu", "sigmoid_naive", "elementwise.py", _TILE),
    Rewritten("norm/softmax_rows.cu", "softmax_rows", "rows.py", _ROW),
    Rewritten("operators/sum.cu", "sum_naive", "rows.py", _ROW),
)


def port_of(written: Rewritten, pyasc: Pyasc) -> tuple[str, Manifest]:
    """The text that pyasc wrote, and how it is launched. Raises NotTranslated."""
    made = convert(read_source(written.path), Options(kernels=(written.kernel,), roots=(written.path.parent,)))
    assert made.port is not None
    (entry,) = made.port.manifest.kernels
    buffers = {each.name: each.dtype for each in entry.params if each.kind == "buffer"}
    scalars = {each.name: each.dtype for each in entry.params if each.kind == "scalar"}
    text = (_KERNELS / written.file).read_text(encoding="utf-8")
    port = pyasc.translate(text, written.kernel, buffers, scalars, dict(written.constants))
    arguments = tuple(Argument("param", each.name) for each in entry.params)
    launched = replace(entry, entry=written.kernel, arguments=arguments, functions=())
    manifest = replace(made.port.manifest, target="ascendc", kernels=(launched,), line_map=(), form="simd")
    return port, manifest
