"""What is asked of verify."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from transkernel.limits import DEFAULT_TIME_LIMIT
from transkernel.run.launch import Limits


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """devices: ids, or () for every usable one of the target. kernels: only cases of these.

    seed: in place of the cases' own. save_arrays: a folder. runs: of each port, to see whether they agree.
    captured: the folder that `capture` wrote, whose cases are run in place of those beside the files.
    examine: look at every access of each original for what CUDA does not define, before numbers are compared.
    references: also run and compare the NumPy reference beside each kernel; that runs a Python file in this process.
    compile_for: ids of the devices that ports have to compile for too; a library's function that one of them lacks is
        no failure where the port compiles for another. None: the target's own.
    first_cases: of each kernel, at most so many; 0 for all.
    mutants: how many of each kernel to run as well; 0 for none. mutation_seed: which of them.
    The other fields are those of `transkernel.convert.Options`.
    """

    target: str = "opencl"
    devices: tuple[str, ...] = ()
    kernels: tuple[str, ...] = ()
    instantiate: tuple[str, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    include_dirs: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    strict: bool = False
    time_limit: float = DEFAULT_TIME_LIMIT
    profile: str = "portable"
    seed: int | None = None
    save_arrays: Path | None = None
    captured: Path | None = None
    limits: Limits = field(default_factory=Limits)
    runs: int = 1
    examine: bool = True
    references: bool = False
    compile_for: tuple[str, ...] | None = None
    first_cases: int = 0
    mutants: int = 0
    mutation_seed: int = 0
