"""The page in a real browser: its script runs, under its own content policy, and its filters count right."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.runs import RECORDS, write_run
from transkernel.report.html import html_page
from transkernel.report.run import read_run

BROWSER = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


def shown(page: str, folder: Path, width: int = 1200, script: str = "") -> str:
    """The page's markup after its script, and `script` behind it, have run."""
    assert BROWSER is not None
    path = folder / "page.html"
    path.write_text(page.replace("</script>\n</body>", f"{script}\n</script>\n</body>"))
    run = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
         f"--window-size={width},900", "--virtual-time-budget=2000", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return run.stdout


@pytest.fixture
def page(tmp_path: Path) -> str:
    return html_page(read_run(write_run(tmp_path / "run")))


@needs_browser
@pytest.mark.parametrize("width", [1200, 400])
def test_nothing_is_wider_than_the_window(page: str, tmp_path: Path, width: int) -> None:
    measure = """
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    document.title = `wider by ${wide}`;
    """
    assert "<title>wider by 0</title>" in shown(page, tmp_path, width, measure)


@needs_browser
@pytest.mark.parametrize(
    ("action", "count"),
    [
        ("", len(RECORDS)),
        ('document.getElementById("find").value = "odd tail";', 1),
        ('document.getElementById("find").value = "OPS add";', 3),
        ('document.querySelector("input[value=pass]").checked = false;', 2),
        ('document.getElementById("device").value = "pocl-cpu";', 1),
        ('document.getElementById("find").value = "nowhere";', 0),
    ],
)
def test_filters(page: str, tmp_path: Path, action: str, count: int) -> None:
    dom = shown(page, tmp_path, script=f"{action} filter();")
    assert f">{count} of {len(RECORDS)}</output>" in dom
    hidden = re.search(r'<p class="nothing"[^>]*>', dom)
    assert hidden is not None
    assert ("hidden" in hidden[0]) == (count > 0)
    assert len(re.findall(r'<details class="record"[^>]*hidden', dom)) == len(RECORDS) - count


@needs_browser
def test_the_lines_of_a_pair_light_up_together(page: str, tmp_path: Path) -> None:
    move = """
    const line = document.querySelector('[data-side=port] li[data-line="2"]');
    line.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    """
    dom = shown(page, tmp_path, script=move)
    assert len(re.findall(r'<li data-line="2" class="same">', dom)) == 2
