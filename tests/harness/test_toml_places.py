"""Where keys stand, against TOML texts in which every form of key and value occurs."""

from __future__ import annotations

import tomllib
from typing import Any

from transkernel.harness.toml_places import Path, key_places
from transkernel.source import SourceFile

TEXT = '''\
# a [comment] = "here"
title = "a # no comment [x]"
"quoted key" = 1
a.b.c = 1.5e3
when = 1979-05-27T07:32:00Z
path = 'C:\\no'
long = """
[not] a = header
"quoted" \\""" """
raw = \'\'\'
b = 2\'\'\'
list = [ [1, 2], # rows
  [3, 4],
]
inline = { x = 1, "y z" = { deep.er = [ { k = 1 }, { k = 2 } ] } }

[[case]]
name = "one"
  [case.args]
  n = 1
[[case]]
name = "two"
[case.args]
n = 2
'''


def paths_of(value: Any, path: Path = ()) -> list[Path]:
    """The path of every key and list element of a document."""
    if isinstance(value, dict):
        pairs: list[tuple[str | int, Any]] = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return []
    return [found for key, inner in pairs for found in [(*path, key), *paths_of(inner, (*path, key))]]


def test_every_key_of_the_document_has_a_place_of_its_own() -> None:
    source = SourceFile("x.toml", TEXT)
    places = key_places(source)
    wanted = set(paths_of(tomllib.loads(TEXT))) - {("case",)}
    assert wanted <= set(places)
    named = {path: span for path, span in places.items() if isinstance(path[-1], str) and path[-1] != "args"}
    for path, span in named.items():
        assert str(path[-1]) in span.text
    assert len(set(places.values())) == len(places) == len(wanted)


def test_the_places_are_the_right_ones() -> None:
    places = key_places(SourceFile("x.toml", TEXT))
    lines = {path: (span.line, span.column) for path, span in places.items()}
    assert lines["quoted key",] == (3, 1)
    assert lines["a", "b", "c"] == (4, 5)
    assert lines["list", 1, 0] == (13, 4)
    assert lines["inline", "y z", "deep", "er", 1, "k"] == (15, 54)
    assert lines["case", 0, "args"] == (19, 3)
    assert lines["case", 0, "args", "n"] == (20, 3)
    assert lines["case", 1, "args", "n"] == (24, 1)
