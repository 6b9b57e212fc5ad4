"""The page of a run: what it says, that nothing in it is taken for markup, and that it asks nobody for anything."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path

import pytest

from tests.report.runs import HOSTILE, PORT, RECORDS, record, write_run
from transkernel.report import charts
from transkernel.report.html import html_page
from transkernel.report.run import NotARun, read_run
from transkernel.report.view import page_view

_VOID = {"meta", "input", "br", "hr", "img", "link"}


class Reader(html.parser.HTMLParser):
    """Tags as they are opened, their texts, and whether they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(data)


@pytest.fixture
def page(tmp_path: Path) -> str:
    return html_page(read_run(write_run(tmp_path / "run")))


@pytest.fixture
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    return reader


def test_every_text_is_text(read: Reader) -> None:
    scripts = [tag for tag, _ in read.opened if tag == "script"]
    assert len(scripts) == 1, "ours; none out of a path, a reason or a device's name"
    assert not [tag for tag, _ in read.opened if tag == "b" and "<b>" in tag]
    text = " ".join(read.text)
    assert text.count("<script>alert(1)</script>") >= 3
    assert "x[threadIdx.x] < 1; // <b>" in text


def test_nothing_is_asked_of_anyone(page: str, read: Reader) -> None:
    for tag, attributes in read.opened:
        assert not {"src", "href", "action", "onclick", "onload"} & attributes.keys(), tag
    assert not re.search("https?://", page)
    assert re.search(r"default-src 'none'", page)


def test_what_it_says(read: Reader) -> None:
    text = re.sub(r"\s+", " ", " ".join(read.text))
    for said in (
        "2 pass", "1 mismatch", "1 skipped", "92.3 % killed", "line 2: i < n → i <= n (bound). Add one.",
        "inf (3 ulp)", "2.10 ms", "1.25", "4 × 1 × 1 blocks of 256 × 1 × 1 threads, seed 7", "8, 1 wrong", "tail",
        "[3, 1]: nan (0x7fc00000) for 1 (0x3f800000), written by thread (3, 0, 0) of block (1, 0, 0)",
        "1e-05 + 1.3e-06 × |original|", "rmse 1.25e-08, 0.75 ulp at most", "1.25 (rounding noise)",
        "transkernel verify ops/add.cu --to opencl --kernel add --device intel-cpu", "4 bytes written around it",
        "transkernel verify 'a b.cu'", "repeated runs: original bitwise, port bitwise",
    ):  # fmt: skip
        assert said in text, said


def test_what_is_wrong_comes_first(tmp_path: Path) -> None:
    view = page_view(read_run(write_run(tmp_path / "run")))
    assert [tile[0] for tile in view.tiles] == ["mismatch", "skipped", "pass"]
    assert [row.verdict for row in view.files[0].rows] == ["mismatch", "pass", "pass"]


def test_the_line_map(read: Reader) -> None:
    port = [attributes.get("data-line") for tag, attributes in read.opened if tag == "li"][-len(PORT.splitlines()) :]
    assert port == [None, "1", "2", None]


def test_a_verdict_that_is_not_known_is_bad() -> None:
    from transkernel.report.view import tone

    assert [tone(each) for each in ("pass", "skipped", "mismatch", "other")] == ["good", "neutral", "bad", "bad"]


def test_an_interrupted_run_says_so(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", whole=False)
    with (folder / "results.jsonl").open("a") as results:
        results.write('{"verdict": "pa')
    run = read_run(folder)
    assert len(run.records) == len(RECORDS)
    assert "did not come to its end" in html_page(run)


def test_a_file_of_records_alone(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in RECORDS))
    assert "side by side" not in html_page(read_run(path))


def test_a_refused_kernel(tmp_path: Path) -> None:
    refused = record(verdict="unsupported", device=None, outputs=[], port_sha256="", reason="TK0273: a texture")
    refused["diagnostics"] = [{"code": "TK0273", "severity": "error", "message": HOSTILE, "line": 3}]
    assert "TK0273: a texture" in html_page(read_run(write_run(tmp_path / "run", [refused])))


@pytest.mark.parametrize(
    ("text", "said"),
    [('{"verdict": 1}\n[]\n', "2: is no record"), ("x\n{}\n", "1: is no record"), ("\xff", "")],
)
def test_what_is_no_run(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(text.encode("latin-1"))
    if not said:
        with pytest.raises(NotARun, match="UTF-8"):
            read_run(path)
        return
    with pytest.raises(NotARun, match=said):
        read_run(path)


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(NotARun, match=r"results\.jsonl"):
        read_run(tmp_path)


def test_charts_show_every_bin_that_is_not_empty() -> None:
    drawn = charts.ulp([1, 0, 1000000] + [0] * 14)
    assert drawn.count("<rect") == 2
    heights = [float(each) for each in re.findall(r'<rect [^>]*height="([\d.]+)"', drawn)]
    assert 1 <= heights[0] < heights[1] <= charts.HEIGHT
    both = charts.spread(-1.0, 2.0, [0, 3], [3, 0])
    assert both.count("<rect") == both.count("<polyline") == 1
    assert re.findall(r">([-\d]+)<", both) == ["-1", "2"]
