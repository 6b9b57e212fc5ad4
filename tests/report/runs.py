"""A run made by hand: two files, three verdicts, and texts that would be markup if anybody let them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too'"
SOURCE = "__global__ void add(const float* x, float* y) {\n    y[threadIdx.x] = x[threadIdx.x] < 1; // <b>\n}\n"
PORT = "// as OpenCL C\n__kernel void add() {\n    y[i] = x[i] < 1;\n}\n"


def output(**more: Any) -> dict[str, Any]:
    """An output that agrees."""
    plain = {
        "name": "y", "dtype": "float32", "shape": [4, 2], "verdict": "pass", "n": 8, "n_mismatch": 0, "max_abs": 0.0,
        "mean_abs": 0.0, "max_ulp": 0, "p99_ulp": 0, "p50_ulp": 0, "bias_ulp": 0.0,
        "histogram": [8] + [0] * 16, "tolerance": {"rtol": 1.3e-6, "atol": 1e-5, "reason": None},
        "distribution": {"low": -1.0, "high": 3.0, "reference": [1, 0, 7], "got": [1, 0, 7]},
        "accuracy": {
            "reference": "double", "ratio": 1.25, "is_rounding_noise": True, "reason": "",
            "original": {"rmse": 1e-8, "max_ulp": 0.5}, "port": {"rmse": 1.25e-8, "max_ulp": 0.75},
        },
    }  # fmt: skip
    return {**plain, **more}


def record(**more: Any) -> dict[str, Any]:
    """A case that passed."""
    plain = {
        "kernel": "add", "target": "opencl", "device": "intel-cpu", "case": "plain", "seed": 7, "verdict": "pass",
        "stage": "compare", "reason": "", "detail": "", "file": "ops/add.cu", "line": 1, "grid": [4, 1, 1],
        "block": [256, 1, 1], "shared_bytes": 0, "source_sha256": "a" * 64, "port_sha256": "b" * 64,
        "run_seconds": 0.0021, "determinism": {"original": "bitwise", "port": "bitwise", "port_runs": 3},
        "outputs": [output()], "inputs_changed": {}, "guard_hits": {}, "diagnostics": [],
    }  # fmt: skip
    return {**plain, **more}


WRONG = record(
    case="odd tail",
    verdict="mismatch",
    reason=f"y: 1 of 8 elements differ {HOSTILE}",
    guard_hits={"y": 4},
    outputs=[
        output(
            verdict="mismatch",
            n_mismatch=1,
            max_abs="inf",
            max_ulp=3,
            pattern="tail",
            worst={
                "index": [3, 1],
                "reference": 1.0,
                "got": "nan",
                "reference_bits": "0x3f800000",
                "got_bits": "0x7fc00000",
                "block": [1, 0, 0],
                "thread": [3, 0, 0],
            },
        )
    ],
)
MUTANTS = {
    "kernel": "add", "total": 14, "killed": 12, "equivalent": 1, "rate": 0.9231, "device": "intel-cpu",
    "survivors": [
        {"id": "m", "operator": "bound", "line": 2, "before": "i < n", "after": "i <= n", "advice": "Add one."},
    ],
}  # fmt: skip
SKIPPED = record(
    file=f"ops/{HOSTILE}.cu", kernel="sub", device=None, case=None, verdict="skipped", outputs=[], grid=None,
    source_sha256="c" * 64, port_sha256="", run_seconds=0.0, reason="no case names this kernel",
)  # fmt: skip
RECORDS = [record(mutants=MUTANTS), record(device="pocl-cpu"), WRONG, SKIPPED]


def write_run(folder: Path, records: list[dict[str, Any]] | None = None, whole: bool = True) -> Path:
    """The folder of a run, as `verify --output` leaves it."""
    for name in ("sources", "ports"):
        (folder / name).mkdir(parents=True)
    lines = [json.dumps(each) for each in (RECORDS if records is None else records)]
    (folder / "results.jsonl").write_text("\n".join(lines) + "\n")
    device = {"id": "intel-cpu", "name": HOSTILE, "driver": "1", "usable": True, "reason": ""}
    info = {"transkernel": "0", "arguments": ["verify", "a b.cu"], "started": "2026-01-01", "devices": [device]}
    (folder / "info.json").write_text(json.dumps(info))
    (folder / "sources" / f"{'a' * 64}.cu").write_text(SOURCE)
    (folder / "ports" / f"{'b' * 64}.txt").write_text(PORT)
    (folder / "ports" / f"{'b' * 64}.json").write_text(json.dumps({"line_map": [None, 1, 2, None]}))
    if whole:
        (folder / "summary.json").write_text("{}")
    return folder
