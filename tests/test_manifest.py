"""Manifests as JSON: every kind of argument there and back, and what older ones leave out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args, get_type_hints

from transkernel.manifest import Argument, KernelEntry, Manifest, Parameter

PARAMS = (Parameter("x", "buffer", "float *", "float32"), Parameter("n", "scalar", "int", "int32"))
ARGUMENTS = (
    Argument("param", "x"),
    Argument("param", "view", field="n"),
    Argument("dynamic_shared", "tile"),
    Argument("per_thread_shared", "exchange", bytes=4),
    Argument("global", "table"),
    Argument("scratch", "scratch"),
    Argument("constant", "BLOCK_X", field="block_x"),
    Argument("constant", "GRID_X", field="grid_x"),
    Argument("constant", "LANES", field="lanes", value=32),
    Argument("constant", "SHARED", field="shared", value=1024),
)
ENTRY = KernelEntry("k<float>", "k_float", 3, PARAMS, ARGUMENTS, block=(64, 1, 1), cores=1)
MANIFEST = Manifest("0", "ascendc", "portable", "k.cu", "", "k.py", (ENTRY,), line_map=(None, 3), form="simd")


def test_every_kind_of_argument_is_written_and_read() -> None:
    assert {each.kind for each in ARGUMENTS} == set(get_args(get_type_hints(Argument)["kind"]))
    assert Manifest.from_json(json.loads(json.dumps(MANIFEST.to_json()))) == MANIFEST


def test_an_argument_without_a_value_is_read() -> None:
    record = MANIFEST.to_json()
    for argument in record["kernels"][0]["arguments"]:
        if not argument["value"]:
            del argument["value"]
    assert Manifest.from_json(record) == MANIFEST


def test_a_manifest_of_an_older_version_is_read() -> None:
    record = replace(MANIFEST, form="").to_json()
    del record["form"], record["launches"], record["kernels"][0]["cores"]
    assert Manifest.from_json(record) == replace(MANIFEST, form="", kernels=(replace(ENTRY, cores=0),))
