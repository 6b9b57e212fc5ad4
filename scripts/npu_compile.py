"""What libtpu says of every case of corpus/ as a port for a v5e, a record a line, for `make npu-check`.

Nothing runs: the simulator takes minutes for what a compiler for a TPU wants gathered row by row; tests run samples.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from transkernel.harness.backends import real_backends
from transkernel.harness.options import VerifyOptions
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.verify import verify
from transkernel.manifest import KernelEntry, Manifest
from transkernel.run.launch import Launch, Outcome

_COMPILED_ALONE = "it was compiled alone"


class _Nothing:
    """Runs no port."""

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        return Outcome("unsupported", _COMPILED_ALONE)

    def close(self) -> None:
        pass


def _write(record: Record) -> None:
    if record.reason == _COMPILED_ALONE:
        record = replace(record, verdict=Verdict.SKIPPED, stage=Stage.COMPILE, device=None, claim="")
    sys.stdout.write(json.dumps(record.to_json()) + "\n")
    sys.stdout.flush()


def main() -> int:
    """0 where everything compiles."""
    options = VerifyOptions(target="pallas", profile="v5e", examine=False)
    backends = replace(real_backends(options), open_port=lambda device: _Nothing())
    paths = [Path(each) for each in sys.argv[1:]]
    report = verify(paths, options, _write, backends)
    return 0 if all(each.verdict is Verdict.UNSUPPORTED and each.reason for each in report.records) else 1


if __name__ == "__main__":
    sys.exit(main())
