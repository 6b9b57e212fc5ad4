"""A port in the opposite order: the text of it, and that it is one on devices."""

from __future__ import annotations

import numpy as np
import pytest

from transkernel.manifest import Argument, KernelEntry, Parameter
from transkernel.run.devices import find_devices
from transkernel.run.launch import Buffer, Launch, Limits
from transkernel.run.opencl import OpenCLRunner
from transkernel.run.opencl_order import mirrored

DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]
PARAMS = (Parameter("order", "buffer", "int *", "int32"), Parameter("next", "buffer", "int *", "int32"))
ENTRY = KernelEntry("k", "k", 1, PARAMS, tuple(Argument("param", each.name) for each in PARAMS))
TEXT = """\
__kernel void k(__global int *order, __global int *next) {
    if (get_local_id(0) == 0 && get_local_id(1) == 0) {
        int group = get_group_id(0) + get_num_groups(0) * get_group_id(1);
        order[atomic_inc(next)] = group;
    }
    order[6 + get_global_id(0) + get_global_size(0) * get_global_id(1)] = get_local_id(0) + 10 * get_local_id(1);
}
"""


def test_lines_keep_their_numbers() -> None:
    text = mirrored("one\ntwo")
    assert text is not None
    assert text.endswith("#line 1\none\ntwo")


@pytest.mark.parametrize("word", ["get_sub_group_local_id()", "sub_group_barrier(x)", "get_local_linear_id()"])
def test_what_the_device_orders_itself_is_left_alone(word: str) -> None:
    assert mirrored(f"int i = {word};") is None


@pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here")
@pytest.mark.parametrize("device", DEVICES)
def test_the_last_group_goes_first_and_every_index_is_itself(device: str) -> None:
    text = mirrored(TEXT)
    assert text is not None
    launch = Launch(
        "k", (3, 2, 1), (4, 2, 1), (Buffer("order", np.zeros(54, np.int32)), Buffer("next", np.zeros(1, np.int32)))
    )
    with OpenCLRunner(device, Limits(cores=1)) as runner:
        plain, other = (runner.run(each, ENTRY, launch) for each in (TEXT, text))
    assert plain.status == other.status == "ok", other.message
    orders = [each.arrays["order"][:6].tolist() for each in (plain, other)]
    assert [sorted(order) for order in orders] == [list(range(6))] * 2
    if device == "pocl-cpu":  # Intel's threads take turns, even on one core
        assert orders == [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]]
    np.testing.assert_array_equal(plain.arrays["order"][6:], other.arrays["order"][6:])
