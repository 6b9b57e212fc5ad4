"""`python -m tests.pyasc.run`: what `make npu-check` has of pyasc, a record a line: each case of each kernel that we
wrote for it, as it wrote the text and our twin ran it."""

from __future__ import annotations

import json
import sys

from tests.pyasc.ports import REWRITTEN, port_of
from transkernel.harness.verify import VerifyOptions, open_session, verify_port
from transkernel.run.pyasc import Pyasc, PyascMissing


def main() -> int:
    """0 where every case agrees with its original."""
    agrees = True
    try:
        with Pyasc() as pyasc, open_session(VerifyOptions(target="ascendc", runs=2, examine=False)) as session:
            for written in REWRITTEN:
                text, manifest = port_of(written, pyasc)
                for case in written.cases():
                    record = verify_port(written.path, case, text, manifest, "ascendc-twin", session)
                    agrees &= record.is_pass
                    sys.stdout.write(json.dumps({**record.to_json(), "author": "pyasc"}) + "\n")
    except PyascMissing as missing:
        sys.exit(str(missing))
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main())
