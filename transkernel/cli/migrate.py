"""`transkernel migrate`: a whole folder of CUDA sources, in parallel, kept so that it can be done again."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.cli.migrate_watch import Watch
from transkernel.cli.options import speech_options, translation_options
from transkernel.cli.records import Records, format_option
from transkernel.cli.request import Request, find_request
from transkernel.cli.terminal import CommandError, ExitCode, gravest, reason, say_error, table, terminal

if TYPE_CHECKING:
    from transkernel.migrate.compile_commands import Commands
    from transkernel.migrate.executors import Executor
    from transkernel.migrate.plan import Request as MigrateRequest
    from transkernel.migrate.run import Result

PAGE = "report.html"
_CODES_SHOWN = 12


def read_shard(context: click.Context, parameter: click.Parameter, value: str) -> tuple[int, int]:
    """`I/N`, the I-th of N parts."""
    del context, parameter
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", value)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise click.BadParameter(f"{value!r} is not I/N with 1 <= I <= N")
    return int(match[1]), int(match[2])


@click.command(short_help="Translate every kernel of a whole repository, and keep the ports up to date.")
@click.argument("folder", metavar="DIR", type=click.Path())
@translation_options
@click.option("-o", "--output", type=click.Path(), metavar="OUT", help="The folder of the ports.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Pass by what matches, below DIR. Repeatable.")
@click.option(
    "-p", "database", type=click.Path(), metavar="FILE", help="compile_commands.json. Default: DIR's, if any."
)
@click.option("-j", "--workers", type=click.IntRange(min=1), metavar="N", help="Processes. Default: one a processor.")
@click.option(
    "--memory-limit",
    type=click.IntRange(min=64),
    default=4096,
    show_default=True,
    metavar="MB",
    help="How much memory a file's translation may take.",
)
@click.option(
    "--shard", callback=read_shard, default="1/1", metavar="I/N", help="Only the I-th of N parts of the files."
)
@click.option("--scheduler", metavar="ADDRESS", help="Translate on a Dask cluster that sees DIR too.")
@format_option
@speech_options
def migrate(
    folder: str,
    output: str | None,
    exclude: tuple[str, ...],
    database: str | None,
    workers: int | None,
    memory_limit: int,
    shard: tuple[int, int],
    scheduler: str | None,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
    **translation: Any,
) -> int:
    """Translate the kernels of every CUDA file below DIR, and write the ports to OUT in the same layout.

    Headers that hold kernels are found too, and C++ files that do. OUT/migration.jsonl has a record a kernel,
    OUT/report.html says what to do first. Run it again at any time: only what changed is translated, a run that was
    interrupted goes on, and files that were edited by hand are never overwritten: what is new stands beside them as
    NAME.new.

    Parts of one migration that were made with --shard, each in an OUT of its own, are copied into one folder and
    finished by a run without --shard.
    """
    speech = terminal(color, quiet, verbose)
    tree = Path(folder)
    if not tree.is_dir():
        raise CommandError(f"{folder}: {'is not a folder' if tree.exists() else 'no such folder'}")
    request = find_request((folder,), **translation)
    out = _output(tree, output, request)
    commands = _commands(tree, database)
    asked = _request(request, tree, out, exclude, memory_limit, shard, commands)
    executor = _executor(workers, scheduler)
    if isinstance(executor, str):
        say_error(executor)
        return ExitCode.CANNOT_RUN
    result = _run(asked, executor, Watch(speech))
    if isinstance(result, ExitCode):
        return result
    if asked.is_whole:
        _look_for_what_was_named(folder, request.kernels, result)
    if form == "text":
        speech.result(_summary(result, commands))
    records = Records("migrate", form, speech)
    for record in result.records:
        records.add({**record, "seconds": result.seconds.get((record["file"], record.get("target", "")))})
    speech.note(f"{out / PAGE} shows it all")
    code = _exit(result)
    records.close(code)
    return code


# ---------------------------------------------------------------- what was asked


def _output(tree: Path, output: str | None, request: Request) -> Path:
    chosen = Path(output) if output is not None else request.config.output
    if chosen is None:
        raise CommandError("no folder for the ports: give -o OUT")
    out, root = Path(os.path.realpath(chosen)), Path(os.path.realpath(tree))
    if out == root:
        raise CommandError(f"{chosen}: is the folder of the sources; give the ports one of their own")
    if out.exists() and not out.is_dir():
        raise CommandError(f"{chosen}: is there and is not a folder")
    if not (out / ".transkernel").is_dir():
        for name in ("migration.jsonl", PAGE):
            if (out / name).exists():
                raise CommandError(f"{chosen / name}: was not written by transkernel; give another folder")
    return out


def _commands(tree: Path, database: str | None) -> Commands:
    from transkernel.migrate.compile_commands import Commands, NotCompileCommands, find_database, read_database

    path = Path(database) if database is not None else find_database(tree)
    if path is None:
        return Commands({})
    try:
        return read_database(path, tree)
    except NotCompileCommands as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{path}: {reason(error)}") from None


def _request(
    request: Request,
    tree: Path,
    out: Path,
    exclude: tuple[str, ...],
    megabytes: int,
    shard: tuple[int, int],
    commands: Commands,
) -> MigrateRequest:
    """Paths become relative to the tree, where the workers stand: no folder of this machine is written down."""
    from transkernel.limits import DEFAULT_TIME_LIMIT
    from transkernel.migrate.plan import Request as MigrateRequest

    root = Path(os.path.realpath(tree))
    folders = [os.path.realpath(each) for each in request.include_dirs]
    roots = [*folders, *(os.path.realpath(each) for each in request.project_roots)]
    options = {
        "kernels": list(request.kernels),
        "instantiate": list(request.instantiate),
        "defines": [list(each) for each in request.defines],
        "include_dirs": [os.path.relpath(each, root) for each in folders],
        "roots": [".", *(os.path.relpath(each, root) for each in roots)],
        "block": list(request.block) if request.block is not None else None,
        "strict": request.strict,
        "profile": request.profile,
    }
    return MigrateRequest(
        tree=root,
        out=out,
        targets=request.targets,
        folder_per_target=request.several_targets,
        options=options,
        roots=tuple(map(Path, roots)),
        exclude=(*request.config.exclude, *exclude),
        seconds=request.time_limit or DEFAULT_TIME_LIMIT,
        megabytes=megabytes,
        shard=shard,
        flags=commands.flags,
    )


def _executor(workers: int | None, scheduler: str | None) -> Executor | str:
    """Who translates, or why nobody does."""
    from transkernel.migrate.executors import CannotRun, DaskExecutor, LocalExecutor

    if scheduler is None:
        return LocalExecutor(workers or len(os.sched_getaffinity(0)))
    try:
        return DaskExecutor(scheduler)
    except CannotRun as error:
        return str(error)


# ---------------------------------------------------------------- the run


def _run(asked: MigrateRequest, executor: Executor, watch: Watch) -> Result | ExitCode:
    from transkernel.migrate.executors import CannotRun
    from transkernel.migrate.run import migrate as run
    from transkernel.migrate.state import InUse
    from transkernel.report.migration import migration_page

    try:
        return run(asked, executor, watch, migration_page)
    except InUse:
        raise CommandError(f"{asked.out}: another run writes to it") from None
    except CannotRun as error:
        say_error(str(error))
        return ExitCode.CANNOT_RUN
    except OSError as error:
        raise CommandError(f"cannot write to {asked.out}: {reason(error)}") from None


def _look_for_what_was_named(folder: str, kernels: tuple[str, ...], result: Result) -> None:
    """A folder without sources, or a kernel that no source has, is a typing error. Raises CommandError."""
    if not result.records:
        raise CommandError(f"{folder}: holds no CUDA source")
    names = {record["kernel"].partition("<")[0].strip() for record in result.records if "verdict" in record}
    unknown = next((name for name in kernels if name.partition("<")[0].strip() not in names), None)
    if unknown is not None:
        raise CommandError(f"{folder}: no kernel is called {unknown!r}")


def _summary(result: Result, commands: Commands) -> str:
    """What the page begins with, for a terminal."""
    from transkernel.report.migration_view import summarise

    found = summarise(result.records)
    rows: list[tuple[str, ...]] = [
        ("kernels", "verdict"),
        *((str(count), verdict) for count, verdict in found.verdicts),
    ]
    text = table(rows)
    if found.codes:
        shown = [(str(each.kernels), each.effort, each.code, each.title) for each in found.codes[:_CODES_SHOWN]]
        text += "\n" + table([("holds back", "effort", "code", ""), *shown])
    said = [f"-I {each.path}: {each.files} files do not find {', '.join(each.headers[:3])}" for each in found.folders]
    said += [*commands.notes, *(f"not read: {file}: {status}" for file, status in found.left_alone)]
    said += [f"{status}: {count}" for status, count in found.statuses]
    said += [f"conflict: {each}" for each in found.conflicts]
    return text + ("\n" + "".join(f"{each}\n" for each in said) if said else "")


def _exit(result: Result) -> int:
    exits = {ExitCode.DONE}
    for crash in result.crashes:
        file, _, reproducer = crash.partition("\n")
        say_error(f"this is a bug in transkernel: {file}")
        if reproducer:
            click.echo(f"  please report it with the reproducer in {reproducer}", err=True)
        exits.add(ExitCode.INTERNAL)
    if any(_is_bad(record) for record in result.records):
        exits.add(ExitCode.REFUSED)
    return gravest(exits)


def _is_bad(record: dict[str, Any]) -> bool:
    has_error = any(each["severity"] == "error" for each in record.get("diagnostics", ()))
    return (
        record.get("verdict") == "refused"
        or record.get("state") == "conflict"
        or bool(record.get("is_error"))
        or has_error
    )
