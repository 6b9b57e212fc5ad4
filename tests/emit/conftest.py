from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emit.launched import DEVICES, open_runner
from transkernel.run.opencl import OpenCLRunner


@pytest.fixture(scope="session", params=DEVICES)
def runner(request: pytest.FixtureRequest) -> Iterator[OpenCLRunner]:
    """Each OpenCL device of this machine that tests know by name."""
    yield from open_runner(request.param)
