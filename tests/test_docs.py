"""The site is built without a warning, and no page is wider than its window."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
BROWSER = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
WIDTHS = (1900, 1280, 520)
needs_sphinx = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("sphinx", "myst_parser", "furo")),
    reason="Sphinx, MyST and Furo are not installed: the extra docs",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@needs_sphinx
def test_every_page_is_there_and_within_reach(site: Path) -> None:
    pages = {path.stem for path in (REPOSITORY / "docs").glob("*.md")} - {"README"}
    assert {path.stem for path in site.glob("*.html")} >= pages  # -W has seen that each is in a table of contents
    assert "transkernel migrate" in (site / "commands.html").read_text()


@needs_sphinx
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
def test_no_page_is_wider_than_the_window(site: Path, tmp_path: Path) -> None:
    """All pages in frames of one page, in windows of three widths."""
    assert BROWSER is not None
    names = sorted(path.name for path in site.glob("*.html") if path.name not in ("genindex.html", "search.html"))
    frames = "".join(
        f'<iframe src="{name}" style="border:0" width="{width}" height="600"></iframe>'
        for name in names
        for width in WIDTHS
    )
    measure = """
    onload = () => { document.title = "wider:" + [...document.querySelectorAll("iframe")].filter((each) => {
        const root = each.contentDocument.documentElement;
        return root.scrollWidth > root.clientWidth;
    }).map((each) => each.width + " " + each.getAttribute("src")).join(", ") + ";"; };
    """
    page = site / "all.htm"
    page.write_text(f"<!doctype html><title>not measured</title><body>{frames}<script>{measure}</script></body>")
    run = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--allow-file-access-from-files", f"--window-size={max(WIDTHS) + 40},900", "--virtual-time-budget=20000",
         "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    assert "<title>wider:;</title>" in run.stdout
