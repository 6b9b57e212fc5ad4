"""Runs ports in Pallas on the CPU, by JAX's own TPU simulator, in a child process of another environment.

The simulator has the memories of a TPU: what is not written yet is NaN, an access outside of a buffer is an error, a
copy happens as late as it may, and two accesses that nothing orders are a race.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence

import numpy as np

from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.run.child import Worker, WorkerDied, WorkerFailure, WorkerTimeout
from transkernel.run.devices import Device, DeviceNotUsable, find_device
from transkernel.run.environments import interpreter
from transkernel.run.launch import GUARD_BYTES, Launch, Limits, Outcome
from transkernel.run.pallas_worker import RunReply, RunRequest
from transkernel.run.plan import CannotBind, NotMadeFor
from transkernel.run.tile_plan import Plan, plan, program_grid

_LOAD_SECONDS = 60.0  # a short limit is meant for the kernel, not for the import of JAX
# Intermediate results are rounded as written: not kept wider, no product fused with a sum, no
# quotient turned into a product. A case's time is XLA's compiler, which is three times as fast so.
_XLA_FLAGS = (
    "--xla_allow_excess_precision=false",
    "--xla_cpu_max_isa=AVX",
    "--xla_disable_hlo_passes=algsimp",
    "--xla_backend_optimization_level=0",
    "--xla_llvm_disable_expensive_passes=true",
    "--xla_cpu_use_fusion_emitters=false",
)
_LAST_BLOCK_FIRST = "\n# The last block runs first.\n"


def mirrored(text: str) -> str:
    """The port with its blocks in the opposite order."""
    return text + _LAST_BLOCK_FIRST


class PallasRunner:
    """JAX's TPU simulator. Keeps one child with its loaded ports; close it, or use `with`.

    limits: of each launch that brings none of its own; memory is the child's for its whole life.
    Raises DeviceNotUsable where the environment with JAX is not there, or the device is none that simulates a TPU.
    """

    def __init__(self, device: Device | str = "pallas-simulator", limits: Limits | None = None) -> None:
        self.device = find_device(device) if isinstance(device, str) else device
        if self.device.kind != "pallas" or not self.device.usable:
            raise DeviceNotUsable(f"{self.device.id} runs no Pallas" + f": {self.device.reason}".rstrip(": "))
        self.limits = limits or Limits()
        scratch = tempfile.mkdtemp(prefix="transkernel-pallas-")
        self._remove_scratch = weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self._worker = Worker(
            "transkernel.run.pallas_worker", self.limits, pallas_environment(scratch), interpreter("jax")
        )
        self._is_warm = False

    def run(
        self,
        port_text: str,
        entry: KernelEntry,
        launch: Launch,
        manifest_globals: Sequence[GlobalVariable] = (),
        *,
        limits: Limits | None = None,
    ) -> Outcome:
        """Loads the port, unless the child still has it, and launches one of its kernels once.

        The outcome is `compile-fail` where the text is no module of Python, `unsupported` where the simulator does not
        know what it uses, it is made for other blocks, or two arguments are one buffer that is written; `run-fail`
        where the kernel raises, reaches outside of memory, or does not wait for a copy.
        """
        seconds = (limits or self.limits).wall_seconds
        if entry.block is not None and tuple(entry.block) != tuple(launch.block):
            return Outcome("unsupported", f"the port is made for blocks of {entry.block}, not of {launch.block}")
        try:
            planned = plan(entry, launch, manifest_globals)
        except CannotBind as error:
            return Outcome("unsupported" if isinstance(error, NotMadeFor) else "run-fail", str(error))
        return self._launch(port_text, entry, launch, planned, seconds)

    def close(self) -> None:
        """Ends the child and removes what it wrote."""
        self._worker.close()
        self._remove_scratch()

    def __enter__(self) -> PallasRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _launch(self, text: str, entry: KernelEntry, launch: Launch, planned: Plan, seconds: float) -> Outcome:
        sizes = planned.buffers.sizes()
        images = planned.buffers.images()
        arrays = {key: image[GUARD_BYTES : GUARD_BYTES + sizes[key]].copy() for key, image in images.items()}
        request = RunRequest(
            text,
            entry.entry,
            planned.arguments,
            planned.constants,
            arrays,
            program_grid(entry, launch),
            text.endswith(_LAST_BLOCK_FIRST),
        )
        try:
            if not self._is_warm:
                self._worker.call("load", None, _LOAD_SECONDS)
            reply: RunReply = self._worker.call("run", request, seconds)
        except WorkerFailure as error:
            self._is_warm = False
            return _broken(error)
        self._is_warm = True
        output = self._worker.last_output
        for status, message in (
            ("compile-fail", reply.unloaded),
            ("run-fail", reply.failure),
            ("unsupported", reply.unsupported),
        ):
            if message:
                return Outcome(status, message, build_seconds=reply.load_seconds, output=output)  # type: ignore[arg-type]
        for key, array in reply.arrays.items():
            images[key][GUARD_BYTES : GUARD_BYTES + sizes[key]] = array.view(np.uint8)
        after, hits = planned.buffers.after(images, launch)
        return Outcome(
            "ok",
            arrays=after,
            guard_hits=hits,
            build_seconds=reply.load_seconds,
            run_seconds=reply.seconds,
            output=output,
        )


def pallas_environment(scratch: str) -> dict[str, str]:
    """Variables for a child that runs or compiles Pallas: the simulator is on the CPU."""
    return {
        "TMPDIR": scratch,
        "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": " ".join(_XLA_FLAGS),
        "TPU_SKIP_MDS_QUERY": "1",
        "ALLOW_MULTIPLE_LIBTPU_LOAD": "1",  # nothing of it touches a TPU, so that several may compile at once
    }


def _broken(error: WorkerFailure) -> Outcome:
    """The outcome of a child that gave no answer."""
    if isinstance(error, WorkerTimeout):
        return Outcome("timeout", str(error), output=error.output)
    if isinstance(error, WorkerDied) and "MemoryError" in error.output:
        return Outcome("unsupported", "there is no memory left for the buffers", output=error.output)
    return Outcome("run-fail", str(error), output=error.output)
