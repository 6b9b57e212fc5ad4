"""How Sphinx builds this folder: `make docs` writes the site to build/docs/."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "scripts")]

from commands_page import commands_page  # type: ignore[import-not-found,unused-ignore]  # noqa: E402

from transkernel import __version__  # noqa: E402

project = "transkernel"
author = "the transkernel authors"
release = version = __version__
html_title = f"transkernel {__version__}"

extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["README.md"]
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # what a diagnostic shows as an example need not be CUDA

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_show_sourcelink = False
html_show_copyright = False
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "monokai"

_COMMANDS = Path(__file__).with_name("commands.md")  # git ignores it
_text = commands_page()
if not _COMMANDS.exists() or _COMMANDS.read_text(encoding="utf-8") != _text:
    _COMMANDS.write_text(_text, encoding="utf-8")
