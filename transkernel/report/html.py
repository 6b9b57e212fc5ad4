"""The page of a run: one HTML file with its style, its script and all of its texts, which asks nobody for anything."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transkernel.report.run import Run
from transkernel.report.view import page_view

_PAGE = "transkernel.report.page"


def html_page(run: Run) -> str:
    """Every text is escaped; only our own style, script and charts are put in as they are."""
    environment = Environment(
        loader=PackageLoader("transkernel.report", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )
    template = environment.get_template("report.html.jinja2")
    style, script = (Markup((files(_PAGE) / name).read_text(encoding="utf-8")) for name in ("style.css", "script.js"))
    return template.render(view=page_view(run), style=style, script=script)
