"""Writes the generated pages of docs/ anew; with --check it only says which of them are stale, and ends with 1."""

from __future__ import annotations

import sys
from pathlib import Path

from gallery_page import gallery_page  # type: ignore[import-not-found,unused-ignore]
from intrinsics_page import intrinsics_page  # type: ignore[import-not-found,unused-ignore]
from targets_page import targets_page  # type: ignore[import-not-found,unused-ignore]

from transkernel.codes import CODES

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_RANGES = {
    "TK01": "Source and preprocessing",
    "TK02": "Language",
    "TK03": "CUDA semantics",
    "TK04": "Target limits",
    "TK05": "Portability warnings",
    "TK06": "Verification",
    "TK09": "Internal",
}


def diagnostics_page() -> str:
    """Every code by its range, as Markdown."""
    lines = ["# Diagnostics", "", "Generated from `transkernel/codes.py` by `make docs`.", ""]
    for prefix, title in _RANGES.items():
        codes = sorted(code for code in CODES if code.startswith(prefix))
        lines += [f"## {prefix}xx: {title}", ""] if codes else []
        for code in codes:
            entry = CODES[code]
            lines += [f"### {code}: {entry.title}", "", entry.meaning, ""]
            lines += ["```cuda", *entry.example.splitlines(), "```", ""] if entry.example else []
            lines += [f"What to do: {entry.way_out}", ""]
    return "\n".join(lines)


def main() -> int:
    made = {
        "diagnostics.md": diagnostics_page,
        "gallery.md": gallery_page,
        "intrinsics.md": intrinsics_page,
        "targets.md": targets_page,
    }
    pages = {_DOCS / name: make() for name, make in made.items()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in sys.argv[1:]:
            sys.stderr.write(f"docs/{path.name} is stale; `make docs` writes it anew\n")
            continue
        path.write_text(pages[path], encoding="utf-8")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
