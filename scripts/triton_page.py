"""Writes docs/triton.md from the records of `transkernel cost corpus --format json`, read from a file.

Not part of write_docs.py: the figures come from compilers, one of which most machines do not have; `make costs` takes
minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from math import exp, log
from pathlib import Path
from typing import Any

from transkernel.codes import CODES
from transkernel.convert import Options, convert
from transkernel.source import SourceFile

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "triton.md"
SHOWN = ROOT / "corpus" / "norm" / "softmax_rows.cu"
CODE_PREFIX = "TK042"  # codes of what Triton alone cannot say
# Families whose kernels wait for memory, whatever the shape: what the project holds to within 1.25 of nvcc.
STREAMS = ("elementwise", "norm", "reduce")

_HEAD = """\
# Ports to Triton

One program of a port does what one CUDA block does. A value that is the same for all threads of the block stays a
scalar; one that differs is a tile with a lane for each thread, rounded up to a power of two; control flow on what
differs is masks. Shared memory becomes tiles where each thread writes its own slot, a reduction or a scan where it
was one, and memory of the block's own (*scratch*) where nothing better is known; `--profile plain` leaves all that
out.

Where blocks do nothing together, and know their threads by the numbers in the grid alone, a program does what several
do: `LANES` is then free, 1024 where nothing is said, and `TAIL` is how many of them the last program has. The
launcher beside a port deals out the grid, and has a parameter `tile` for it. Four lanes go to a thread of the GPU
(`num_warps` is `LANES / 128`), so that what lies side by side is one access of 16 bytes; one where a kernel has more
tiles than four lanes have registers for.

## A kernel and its port

"""
_CLAIMS = """\
## What is checked, and what that says

- **Interpreted**: Triton's interpreter goes through the port on the CPU, on the inputs of every case, in two orders
  of its programs, and the numbers are those of the original. No GPU ran anything.
- **Compiled for X**: Triton's compiler makes machine code of it for sm_80, sm_90 or gfx942, without a GPU. What it
  refuses is no port. `verify --to triton` does both, for all three; `make triton-check` does so for the whole corpus.
  Cold, a compilation takes 0.12 seconds of a processor; results are kept by content.
- **Ran**: on a GPU. Nothing on this page did.

A function that AMD's library lacks (`exp10`, `cbrt`, sums rounded in a given direction and others) costs a port that
one claim and not the others: `verify` says which function it was.

## What is refused

"""
_COST = """\
## What ports cost

`transkernel cost PATH...` compiles ports for sm_90 with Triton, the originals with `nvcc -O3`, takes both apart and
counts. Nothing runs: these are counts of instructions, and no times. A kernel is compiled as its first case launches
it. Pointers are aligned to 16 bytes, and integers that are divisible by 16 are known to be: a launch from Python
finds that out by itself and compiles for it, nvcc's caller cannot. nvcc fuses multiplications and additions, as it
does unless told otherwise; ports do not, so that they give the original's numbers on a processor.

Cells are `port / original`. *Instructions* are those of one CUDA thread (*each* is `thread`) where no loop reaches
global memory; else (`word`) of 4 bytes of global memory moved by the innermost loops that reach it, without those
loops that only take what an unrolled one leaves over. `transkernel/cost/figures.py` has the definition. Widths of
loads and stores are in bytes. A kernel is *memory-bound* (●) where its original issues fewer than 35 instructions a
word: an H100 issues as many while a word comes from memory. Kernels that read a datum many times over, such as
products of matrices, are among those too, although their words come from a cache.

A port that reads from memory what its original stages in shared memory (stencils, halos, pools) loads more words from
global memory than that, if from a cache. So for such kernels words of shared memory count as those of global memory do,
on both sides; and where the port has no loop left, both are counted by thread, each loop of the original as one round,
though it goes round more often.

Vectors such as `float4` are tiles of [LANES, 4], loaded and stored whole, so that they are accesses of 16 bytes as in
the original.

What keeps ports above their originals, where they are, by their machine code: a loop goes round once for each vector,
where nvcc writes four rounds out (`relu_vectorised`, `sign_vectorised`); tiles that a loop fills anew in each round are
gathered from registers, through shared memory or shuffles at each read (`matmul_register_blocked`, `gqa_warp`); loops
with bounds of each lane's compute masks in each round (`average_pool`, `avgpool_naive`); `__dp4a` is one instruction,
and in Triton's words shifts, extensions and four products (`int8_dot`, `int8_matmul`); a loop inside of another one is
not written out, as nvcc writes it (`depthwiseconv_tiled<5, 4>`, `minpool_tiled<5, 8, 4>`); and nvcc's loops over a row
have offsets in their loads, where Triton's multiply and add for each address (`gemv_naive`, `max_naive`, `sum_naive`).

"""


def page(records: list[dict[str, Any]]) -> str:
    parts = [_HEAD + _side_by_side(), _CLAIMS + _refused(records), _COST + _summary(records), _table(records)]
    return "\n".join([*parts, "This page is written by `make costs`.", ""])


def _side_by_side() -> str:
    text = SHOWN.read_text(encoding="utf-8")
    port = convert(SourceFile(SHOWN.name, text), Options(target="triton")).source
    return f"```cuda\n{text.strip()}\n```\n\n```python\n{port.strip()}\n```\n"


def _refused(records: list[dict[str, Any]]) -> str:
    rows = [
        f"| {code} | {entry.title} | {entry.meaning} |" for code, entry in CODES.items() if code.startswith(CODE_PREFIX)
    ]
    refused = [f"- `{each['kernel']}` of `{each['file']}`: {each['problem']}" for each in records if each["problem"]]
    of_corpus = "\n".join(refused) or "Of the corpus nothing is refused."
    return "\n".join(["| Code | What | |", "|---|---|---|", *rows, "", of_corpus, ""])


def _summary(records: list[dict[str, Any]]) -> str:
    bound = [each for each in records if each["memory_bound"] and each["ratio"]]
    streams = [each for each in bound if Path(each["file"]).parent.name in STREAMS]
    staged, others = ([each for each in bound if each["staged"] is which] for which in (True, False))
    spilling = [each for each in records if each["original"] and _spills(each["port"]) > _spills(each["original"])]
    narrow = [each for each in bound if _widest(each["port"], "loads") < _widest(each["original"], "loads")]
    scratch = [each for each in records if each["scratch"]]
    known = {each["file"] for each in records}
    missing = [path.name for path in sorted(ROOT.glob("corpus/*/*.cu")) if str(path.relative_to(ROOT)) not in known]
    lines = [
        f"- Files that this table was not made for yet: {_named(missing)}.",
        f"- {len(records)} kernels; {_named(each['kernel'] for each in scratch)} use scratch memory and have no ratio.",
        f"- Memory-bound kernels of {', '.join(STREAMS)}: **{_mean(streams)}** (geometric mean of {len(streams)}).",
        f"- All memory-bound kernels: **{_mean(bound)}** (geometric mean of {len(bound)}).",
        f"- Of these, ports that read what their originals stage: **{_mean(staged)}** ({len(staged)}).",
        f"- Of these, the others: **{_mean(others)}** ({len(others)}).",
        f"- More stack than the original: {_named(each['kernel'] for each in spilling)}.",
        f"- Memory-bound, with narrower loads than the original: {_named(each['kernel'] for each in narrow)}.",
    ]
    return "\n".join([*lines, ""])


def _mean(records: list[dict[str, Any]]) -> str:
    return f"{exp(sum(log(each['ratio']) for each in records) / len(records)):.2f}" if records else "-"


def _named(names: Iterable[str]) -> str:
    found = [f"`{name}`" for name in dict.fromkeys(names)]
    return f"{len(found)} ({', '.join(found)})" if found else "none"


def _spills(figures: dict[str, Any] | None) -> int:
    return 0 if figures is None else int(figures["stack"])


def _widest(figures: dict[str, Any], what: str) -> int:
    return max((int(width) for width in figures[what]), default=0)


_COLUMNS = (
    "kernel",
    "instructions",
    "each",
    "ratio",
    "registers",
    "stack",
    "shared",
    "barriers",
    "shuffles",
    "load",
    "store",
)


def _table(records: list[dict[str, Any]]) -> str:
    lines = [f"| {' | '.join(_COLUMNS)} |", "|" + "---|" * len(_COLUMNS)]
    family = ""
    for each in records:
        if (name := Path(each["file"]).parent.name) != family:
            family = name
            lines.append(f"| **{family}** |" + " |" * (len(_COLUMNS) - 1))
        lines.append(f"| {' | '.join(_row(each))} |")
    return "\n".join([*lines, ""])


def _row(record: dict[str, Any]) -> list[str]:
    port, original = record["port"], record["original"]
    if port is None:
        return [f"`{record['kernel']}`", *["-"] * (len(_COLUMNS) - 1)]
    ratio = "scratch" if record["scratch"] else "-" if record["ratio"] is None else f"{record['ratio']:.2f}"
    return [
        f"`{record['kernel']}`" + (" ●" if record["memory_bound"] else ""),
        f"{_number(record['port_each'])} / {_number(record['original_each'])}",
        record["unit"] or "-",
        ratio,
        *(f"{port[name]} / {original[name] if original else '-'}" for name in _COLUMNS[4:9]),
        *(f"{_widest(port, name)} / {_widest(original, name) if original else '-'}" for name in ("loads", "stores")),
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    PAGE.write_text(page([json.loads(line) for line in lines if line]), encoding="utf-8")
