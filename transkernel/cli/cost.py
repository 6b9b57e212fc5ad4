"""`transkernel cost`: what ports to Triton cost as machine code, beside their originals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.cli.options import speech_options, translation_options_without_arch
from transkernel.cli.request import Request, find_request
from transkernel.cli.terminal import CommandError, ExitCode, Terminal, gravest, reason, table, terminal
from transkernel.diagnostics import render_text
from transkernel.inputs import NotText, find_inputs
from transkernel.limits import DEFAULT_TIME_LIMIT

if TYPE_CHECKING:
    from transkernel.cost.figures import Figures
    from transkernel.harness.cost import Cost, Costs

_HEAD = ("kernel", "instructions", "each", "ratio", "registers", "stack", "shared", "barriers", "shuffles", "load",
         "store", "scratch")  # fmt: skip


@click.command(short_help="Compare ports to Triton with their originals as machine code.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@translation_options_without_arch
@click.option(
    "--arch", type=click.Choice(["sm_80", "sm_90"]), default="sm_90", show_default=True, help="The GPU compiled for."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="json: one object a kernel.",
)
@speech_options
def cost(
    paths: tuple[str, ...], arch: str, form: str, color: str, quiet: bool, verbose: bool, **translation: Any
) -> int:
    """Compile the kernels of PATH... to machine code, by Triton's compiler from the port and, where nvcc is here, by
    nvcc -O3 from the original, and count. Nothing runs, and no GPU is needed.

    Each kernel is compiled as its first case launches it. Cells are `port / original`. `instructions` are those of one
    thread of the original (`each` is `thread`), or of 4 bytes of global memory that the hottest loops move (`word`).
    Widths of loads and stores are in bytes.
    """
    translation["targets"] = translation["targets"] or ("triton",)
    request = find_request(paths, **translation)
    if request.targets != ("triton",):
        raise CommandError("only ports to Triton have a cost: give --to triton, or nothing")
    speech = terminal(color, quiet, verbose)
    made: list[Cost] = []
    exits: set[ExitCode] = set()
    with _opened(request, arch) as costs:
        for file in _files(paths, request):
            speech.progress(str(file))
            for each in _of_file(costs, file, speech, exits):
                made.append(each)
                if form == "json":
                    speech.result(json.dumps(_json(each), ensure_ascii=False) + "\n")
    if form != "json" and made:
        speech.result(_markdown(made) if form == "markdown" else table([_HEAD, *map(_row, made)]))
    _say(made, speech)
    if any(each.problem for each in made):
        exits.add(ExitCode.REFUSED)
    return gravest(exits)


def _opened(request: Request, arch: str) -> Costs:
    """Raises CommandError where Triton's compiler is not here."""
    from transkernel.harness.cost import Costs
    from transkernel.harness.options import VerifyOptions

    options = VerifyOptions(
        target="triton",
        kernels=request.kernels,
        instantiate=request.instantiate,
        defines=request.defines,
        include_dirs=request.include_dirs,
        roots=request.project_roots,
        strict=request.strict,
        time_limit=request.time_limit or DEFAULT_TIME_LIMIT,
        profile=request.profile,
    )
    try:
        return Costs(options, arch)
    except LookupError as error:
        raise CommandError(str(error)) from None


def _files(paths: Sequence[str], request: Request) -> Iterator[Path]:
    for name in paths:
        if not Path(name).exists():
            raise CommandError(f"{name}: no such file or folder")
        yield from (source.path for source in find_inputs(Path(name), request.config.exclude))


def _of_file(costs: Costs, file: Path, speech: Terminal, exits: set[ExitCode]) -> Iterator[Cost]:
    from transkernel.harness.cases import CaseError

    try:
        yield from costs.of_file(file)
    except CaseError as error:
        speech.note(render_text(error.diagnostic, color=speech.color), verbosity=-1)
        exits.add(ExitCode.USAGE)
    except (OSError, NotText) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        speech.note(f"{file}: cannot read the file: {why}", verbosity=-1)
        exits.add(ExitCode.USAGE)


def _say(made: Sequence[Cost], speech: Terminal) -> None:
    """What is missing, each thing once, and the mean."""
    from transkernel.harness.cost import mean_ratio

    for each in made:
        if each.problem:
            speech.note(f"{each.file}: {each.kernel}: {each.problem.splitlines()[0]}", verbosity=-1)
    for problem in dict.fromkeys(each.original_problem for each in made if each.original_problem):
        speech.note(f"no original: {problem}")
    mean = mean_ratio(made)
    bound = [each for each in made if each.is_memory_bound and each.ratio is not None]
    if mean is not None:
        speech.note(
            f"{len(bound)} memory-bound kernels take {mean:.2f} times the original's instructions (geometric mean)"
        )
    if not made:
        speech.note("no kernel has a case, so that nothing says how it is launched")


# --- one kernel as text


def _row(cost: Cost) -> tuple[str, ...]:
    port, original = cost.port, cost.original
    if port is None:
        return (cost.kernel, *["-"] * (len(_HEAD) - 2), "")
    return (
        cost.kernel,
        _pair(_number(cost.port_each), _number(cost.original_each), cost.original_each is not None),
        cost.unit or "-",
        "-" if cost.ratio is None else f"{cost.ratio:.2f}",
        *(
            _pair(str(getattr(port, name)), str(getattr(original, name, "")), original is not None)
            for name in ("registers", "stack", "shared", "barriers", "shuffles")
        ),
        _pair(_widths(port.loads), _widths(original.loads) if original else "", original is not None),
        _pair(_widths(port.stores), _widths(original.stores) if original else "", original is not None),
        "; ".join(cost.scratch),
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _pair(port: str, original: str, both: bool) -> str:
    return f"{port} / {original}" if both else port


def _widths(counts: Mapping[int, int]) -> str:
    """The widths in bytes, the widest first."""
    return ",".join(map(str, sorted(counts, reverse=True))) or "-"


def _markdown(made: Sequence[Cost]) -> str:
    rows = [_HEAD, tuple("---" for _ in _HEAD), *map(_row, made)]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def _json(cost: Cost) -> dict[str, Any]:
    record = {**asdict(cost), "ratio": cost.ratio, "memory_bound": cost.is_memory_bound}
    return {**record, "port": _figures(cost.port), "original": _figures(cost.original)}


def _figures(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    hot = {**asdict(figures.hot), "unit": figures.hot.unit, "words": figures.hot.words}
    return {**asdict(figures), "hot": hot}
