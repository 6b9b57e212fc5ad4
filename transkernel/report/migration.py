"""The page of a migration: one HTML file with all of its texts, which asks nobody for anything."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transkernel.report.migration_view import EFFORTS, Json, summarise

_PAGE = "transkernel.report.page"


def migration_page(records: Sequence[Json]) -> str:
    """Every text is escaped; names whose bytes are no text are shown as Python writes them."""
    environment = Environment(
        loader=PackageLoader("transkernel.report", "page"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )
    template = environment.get_template("migration.html.jinja2")
    parts = ("style.css", "migration.css", "script.js")
    style, more, script = (Markup((files(_PAGE) / name).read_text(encoding="utf-8")) for name in parts)
    found = summarise(records)
    text = template.render(view=found, efforts=EFFORTS, style=style + more, script=script)
    return text.encode("utf-8", "replace").decode("utf-8")
