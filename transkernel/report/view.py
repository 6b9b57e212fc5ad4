"""What the page shows of a run: strings and numbers in the order in which they are shown, no markup but charts."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transkernel.claims import COLUMNS, cells_of_json, columns_of
from transkernel.report import charts
from transkernel.report.run import Json, Port, Run

# The order of the tiles and filters: what needs attention first.
VERDICTS = (
    "mismatch", "nonfinite", "nondeterministic", "undefined-behaviour", "compile-fail", "run-fail", "timeout",
    "unsupported", "refused", "skipped", "translated-with-warnings", "translated", "pass",
)  # fmt: skip
_GOOD = ("pass", "translated")
_NEUTRAL = ("skipped", "unsupported", "translated-with-warnings")


def tone(verdict: str) -> str:
    """`good`, `neutral` or `bad`."""
    return "good" if verdict in _GOOD else "neutral" if verdict in _NEUTRAL else "bad"


@dataclass(frozen=True, slots=True)
class OutputView:
    """One output buffer. figures: label and value pairs; ulp_chart, spread_chart: SVG, or empty."""

    name: str
    kind: str
    verdict: str
    figures: tuple[tuple[str, str], ...]
    ulp_chart: str
    spread_chart: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One record: a case on a device. claims: a cell for each of the page's columns."""

    kernel: str
    case: str
    device: str
    verdict: str
    tone: str
    claims: tuple[tuple[str, str], ...]
    error: str
    ratio: str
    seconds: str
    launch: str
    reason: str
    detail: str
    notes: tuple[str, ...]
    outputs: tuple[OutputView, ...]
    replay: str


@dataclass(frozen=True, slots=True)
class LineView:
    """number: in its own text. origin: the CUDA line that it came from, 0 for none."""

    number: int
    text: str
    origin: int


@dataclass(frozen=True, slots=True)
class MutantsView:
    kernel: str
    rate: str
    tone: str
    counts: str
    survivors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One kernel file with its port beside it."""

    id: str
    path: str
    rows: tuple[RowView, ...]
    mutants: tuple[MutantsView, ...]
    source: tuple[LineView, ...]
    port: tuple[LineView, ...]

    @property
    def worst(self) -> str:
        """The verdict that needs attention first."""
        return min((row.verdict for row in self.rows), key=_rank)


@dataclass(frozen=True, slots=True)
class PageView:
    """claims: the columns that say by whose tools a port ran, each with what a `yes` there says."""

    title: str
    claims: tuple[tuple[str, str], ...]
    tiles: tuple[tuple[str, int, str], ...]
    facts: tuple[tuple[str, str], ...]
    devices: tuple[tuple[str, str, str, str], ...]
    names_of_devices: tuple[str, ...]
    files: tuple[FileView, ...]
    is_whole: bool
    kill_rate: str


def page_view(run: Run) -> PageView:
    """The whole page. Records of one file stand together, files in the order of the run."""
    by_file: dict[tuple[str, str], list[Json]] = {}
    for record in run.records:
        by_file.setdefault((record.get("file", ""), record.get("target", "")), []).append(record)
    targets = sorted({str(record.get("target", "")) for record in run.records} - {""})
    claimed = columns_of(targets)
    files = tuple(_file(number, key[0], records, run, claimed) for number, (key, records) in enumerate(by_file.items()))
    counts = Counter(record["verdict"] for record in run.records)
    ordered = sorted(counts, key=_rank)
    return PageView(
        title=f"transkernel: {', '.join(targets) or 'run'}",
        claims=tuple((column, COLUMNS[column]) for column in claimed),
        tiles=tuple((verdict, counts[verdict], tone(verdict)) for verdict in ordered),
        facts=_facts(run.info, len(by_file), len(run.records)),
        devices=tuple(_device(each) for each in run.info.get("devices", ())),
        names_of_devices=tuple(sorted({str(record["device"]) for record in run.records if record.get("device")})),
        files=files,
        is_whole=run.is_whole,
        kill_rate=_kill_rate(run.records),
    )


def _rank(verdict: str) -> int:
    return VERDICTS.index(verdict) if verdict in VERDICTS else -1


def _facts(info: Json, files: int, records: int) -> tuple[tuple[str, str], ...]:
    packages = ", ".join(f"{name} {version}" for name, version in info.get("packages", {}).items())
    named = (
        ("files", str(files)), ("comparisons", str(records)), ("transkernel", info.get("transkernel", "")),
        ("started", info.get("started", "")), ("machine", info.get("platform", "")),
        ("originals built by", info.get("compiler", "")), ("Python", info.get("python", "")), ("packages", packages),
        ("command", _command(info)),
    )  # fmt: skip
    return tuple((label, str(value)) for label, value in named if value)


def _command(info: Json) -> str:
    arguments = info.get("arguments", ())
    return shlex.join(["transkernel", *map(str, arguments)]) if arguments else ""


def _device(device: Json) -> tuple[str, str, str, str]:
    state = "ready" if device.get("usable") else f"not used: {device.get('reason', '')}"
    return str(device.get("id")), str(device.get("name")), str(device.get("driver")), state


# ------------------------------------------------------------ a file


def _file(number: int, path: str, records: Sequence[Json], run: Run, claimed: Sequence[str]) -> FileView:
    source = run.sources.get(str(records[0].get("source_sha256", "")), "")
    port = next(
        (run.ports[key] for each in records if (key := str(each.get("port_sha256", ""))) in run.ports), Port("")
    )
    return FileView(
        id=f"file-{number}",
        path=path,
        rows=tuple(_row(record, claimed) for record in sorted(records, key=lambda each: _rank(each["verdict"]))),
        mutants=_mutants(records),
        source=_lines(source, ()),
        port=_lines(port.text, port.line_map),
    )


def _lines(text: str, line_map: Sequence[int | None]) -> tuple[LineView, ...]:
    lines = text.rstrip("\n").split("\n") if text else []
    origins = [*line_map, *([None] * len(lines))]
    return tuple(LineView(number, line, origins[number - 1] or 0) for number, line in enumerate(lines, start=1))


def _mutants(records: Sequence[Json]) -> tuple[MutantsView, ...]:
    found: dict[str, Json] = {}
    for record in records:
        if record.get("mutants"):
            found.setdefault(str(record["mutants"].get("kernel") or record["kernel"]), record["mutants"])
    return tuple(_mutants_of(kernel, mutants) for kernel, mutants in found.items())


def _mutants_of(kernel: str, mutants: Json) -> MutantsView:
    rate = mutants.get("rate")
    counts = f"{mutants['killed']} of {mutants['total']} killed, {mutants['equivalent']} the same as the original"
    survivors = tuple(map(_survivor, mutants.get("survivors", ())))
    shown = "-" if rate is None else f"{100 * rate:.0f} %"
    return MutantsView(kernel, shown, "good" if rate is None or rate >= 0.95 else "bad", counts, survivors)


def _survivor(mutant: Json) -> str:
    said = f"line {mutant['line']}: {mutant['before']} → {mutant['after']} ({mutant['operator']})"
    return f"{said}. {mutant['advice']}" if mutant.get("advice") else said


def _kill_rate(records: Sequence[Json]) -> str:
    """Over all kernels, each once; empty where no mutant ran."""
    kernels = {
        (r.get("file"), r["mutants"].get("kernel") or r["kernel"]): r["mutants"] for r in records if r.get("mutants")
    }
    killed = sum(each["killed"] for each in kernels.values())
    real = sum(each["total"] - each["equivalent"] for each in kernels.values())
    return f"{100 * killed / real:.1f} % of {real} mutants of {len(kernels)} kernels" if real else ""


# ------------------------------------------------------------ a record


def _row(record: Json, claimed: Sequence[str]) -> RowView:
    verdict = str(record["verdict"])
    said = cells_of_json(record)
    return RowView(
        kernel=str(record.get("kernel") or "-"),
        case=str(record.get("case") or "-"),
        device=str(record.get("device") or "-"),
        verdict=verdict,
        tone=tone(verdict),
        claims=tuple((column, said[column]) for column in claimed),
        error=_error(record),
        ratio=_ratio(record),
        seconds=_seconds(record),
        launch=_launch(record),
        reason=str(record.get("reason") or ""),
        detail=str(record.get("detail") or ""),
        notes=_notes(record),
        outputs=tuple(_output(each) for each in record.get("outputs", ())),
        replay=_replay(record),
    )


def _error(record: Json) -> str:
    errors = [each["max_abs"] for each in record.get("outputs", ()) if each.get("max_abs") is not None]
    ulps = [each["max_ulp"] for each in record.get("outputs", ()) if each.get("max_ulp") is not None]
    if not errors:
        return "-"
    size = max(errors, key=_float)
    if _float(size) == 0:
        return "0"
    return f"{_shown(size)} ({max(ulps)} ulp)" if ulps else _shown(size)


def _ratio(record: Json) -> str:
    """The port's error over the original's, against double precision; the worst output's."""
    ratios = [ratio for each in record.get("outputs", ()) if (ratio := (each.get("accuracy") or {}).get("ratio"))]
    return f"{max(map(_float, ratios)):.2f}" if ratios else "-"


def _seconds(record: Json) -> str:
    seconds = _float(record.get("run_seconds") or 0)
    return f"{seconds * 1e3:.2f} ms" if seconds else "-"


def _launch(record: Json) -> str:
    if not record.get("grid"):
        return ""
    grid, block = (" × ".join(map(str, record[key])) for key in ("grid", "block"))
    shared = f", {record['shared_bytes']} bytes of shared memory" if record.get("shared_bytes") else ""
    return f"{grid} blocks of {block} threads{shared}, seed {record.get('seed')}"


def _notes(record: Json) -> tuple[str, ...]:
    determinism = record.get("determinism") or {}
    said = [f"{each['severity']}[{each['code']}]: {each['message']}" for each in record.get("diagnostics", ())]
    if determinism.get("port", "not-tested") != "not-tested":
        said.append(f"repeated runs: original {determinism['original']}, port {determinism['port']}")
    said += [f"`{name}`: {count} elements changed that should not" for name, count in _items(record, "inputs_changed")]
    said += [f"`{name}`: {count} bytes written around it" for name, count in _items(record, "guard_hits")]
    return tuple(said)


def _items(record: Json, key: str) -> list[tuple[str, Any]]:
    found = record.get(key) or {}
    return list(found.items()) if isinstance(found, Mapping) else []


def _replay(record: Json) -> str:
    words = ["transkernel", "verify", str(record.get("file", "")), "--to", str(record.get("target", ""))]
    if record.get("kernel"):
        words += ["--kernel", str(record["kernel"])]
    if record.get("device"):
        words += ["--device", str(record["device"])]
    return shlex.join(words)


# ------------------------------------------------------------ an output


def _output(output: Json) -> OutputView:
    spread = output.get("distribution")
    chart = charts.spread(spread["low"], spread["high"], spread["reference"], spread["got"]) if spread else ""
    histogram = output.get("histogram")
    shape = " × ".join(map(str, output.get("shape", ())))
    return OutputView(
        name=str(output.get("name", "")),
        kind=f"{output.get('dtype', '')} [{shape}]",
        verdict=str(output.get("verdict", "")),
        figures=tuple((label, text) for label, text in _figures(output) if text),
        ulp_chart=charts.ulp(histogram) if histogram else "",
        spread_chart=chart,
    )


def _figures(output: Json) -> list[tuple[str, str]]:
    accuracy = output.get("accuracy") or {}
    count, wrong = output.get("n", 0), output.get("n_mismatch", 0)
    return [
        ("elements", f"{count}, {wrong} wrong" if wrong else str(count)),
        ("pattern", str(output.get("pattern") or "") if wrong else ""),
        ("greatest error", _shown(output.get("max_abs"))),
        ("mean error", _shown(output.get("mean_abs"))),
        ("ulp, greatest / 99 % / median", _ulps(output)),
        ("bias", f"{_shown(output['bias_ulp'])} ulp" if output.get("bias_ulp") is not None else ""),
        ("worst", _element(output.get("worst"))),
        ("original against double", _errors(accuracy.get("original"))),
        ("port against double", _errors(accuracy.get("port"))),
        ("ratio", _shown(accuracy.get("ratio")) + (" (rounding noise)" if accuracy.get("is_rounding_noise") else "")),
        ("no double-precision run", str(accuracy.get("reason") or "")),
        ("tolerance", _tolerance(output.get("tolerance") or {})),
    ]


def _ulps(output: Json) -> str:
    found = [output.get(key) for key in ("max_ulp", "p99_ulp", "p50_ulp")]
    return " / ".join(map(str, found)) if found[0] is not None else ""


def _errors(errors: Json | None) -> str:
    return f"rmse {_shown(errors['rmse'])}, {_shown(errors['max_ulp'])} ulp at most" if errors else ""


def _tolerance(tolerance: Json) -> str:
    if not tolerance or tolerance.get("rtol") is None:
        return ""
    reason = f": {tolerance['reason']}" if tolerance.get("reason") else ""
    if not _float(tolerance["rtol"]) and not _float(tolerance.get("atol", 0)):
        return f"exact{reason}"
    return f"{_shown(tolerance['atol'])} + {_shown(tolerance['rtol'])} × |original|{reason}"


def _element(element: Json | None) -> str:
    if not element:
        return ""
    place = ", ".join(map(str, element["index"]))
    text = f"[{place}]: {_shown(element['got'])} ({element['got_bits']}) for "
    text += f"{_shown(element['reference'])} ({element['reference_bits']})"
    if element.get("thread"):
        text += f", written by thread ({_triple(element['thread'])}) of block ({_triple(element['block'])})"
    return text


def _triple(extent: Sequence[int]) -> str:
    return ", ".join(map(str, extent))


def _shown(value: Any) -> str:
    """A figure of the JSON, in which `nan` and `inf` are strings."""
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _float(value: Any) -> float:
    return float(value)
