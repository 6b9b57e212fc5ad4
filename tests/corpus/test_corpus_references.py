"""Static checks of corpus/: every kernel has cases and a reference, and the three agree about names, shapes and types.

Nothing of transkernel is imported, so that a fault there cannot hide one here. Inputs are drawn by the rule that
docs call the case file's: buffers in the order of `args`, all from one PCG64 generator.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
KERNEL_FILES = sorted(CORPUS.glob("*/*.cu"))
CASE_KEYS = {"name", "kernel", "grid", "block", "shared", "seed", "args", "tolerance"}
BUFFER_KEYS = {"shape", "dtype", "fill", "low", "high", "file", "out"}
KERNEL_HEAD = re.compile(r"__global__\s+(?:void\s+)?(?:__launch_bounds__\([^)]*\)\s*)?(?:void\s+)?(\w+)\s*\(([^)]*)\)")
INCLUDE = re.compile(r"^\s*#\s*include\b.*$", re.MULTILINE)
MAX_ELEMENTS = 1 << 17


def _identity(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


every_file = pytest.mark.parametrize("path", KERNEL_FILES, ids=_identity)


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases beside a kernel file, as tables."""
    cases = tomllib.loads(path.with_suffix(".toml").read_text())
    assert set(cases) == {"case"}, f"only [[case]] tables are expected, got {sorted(cases)}"
    listed: list[dict[str, Any]] = cases["case"]
    return listed


def load_reference(path: Path) -> ModuleType:
    """The module NAME.py beside a kernel."""
    spec = importlib.util.spec_from_file_location(f"corpus_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kernels_of(path: Path) -> dict[str, list[str]]:
    """Each `__global__` function of a file with its parameter names."""
    text = re.sub(r"//[^\n]*", "", path.read_text())
    heads = KERNEL_HEAD.findall(text)
    return {name: [parameter.split()[-1].lstrip("*&") for parameter in list_.split(",")] for name, list_ in heads}


def constants_of(path: Path) -> set[str]:
    """The `__constant__` variables of a file, which a case may set."""
    return set(re.findall(r"__constant__\s+[\w ]+?\s(\w+)\[", path.read_text()))


def is_buffer(value: Any) -> bool:
    return isinstance(value, dict) and "shape" in value


def special_values(dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """The values that `fill = "edge"` mixes in."""
    if dtype.kind != "f":
        integers = np.iinfo(dtype)
        return np.array([0, 1, integers.max, integers.min], dtype=dtype)
    info = np.finfo(dtype)
    signed = [0.0, -0.0, info.smallest_subnormal, info.tiny, np.inf, -np.inf, np.nan, info.max, -info.max]
    return np.array(signed, dtype=dtype)


def read_array(file: str, folder: Path) -> np.ndarray[Any, Any]:
    """The array that `file = "NAME.npz:key"` names, relative to the case file."""
    name, key = file.rsplit(":", 1)
    with np.load(folder / name) as arrays:
        return np.array(arrays[key])


def _edge(generator: np.random.Generator, spec: dict[str, Any], shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    dtype = np.dtype(spec["dtype"])
    values = generator.standard_normal(shape).astype(dtype)
    replaced = generator.random(shape) < 0.3
    specials = special_values(dtype)
    return np.where(replaced, specials[generator.integers(0, len(specials), shape)], values)


Draw = Callable[[np.random.Generator, dict[str, Any], tuple[int, ...]], np.ndarray[Any, Any]]
FILLS: dict[str, Draw] = {
    "normal": lambda generator, spec, shape: generator.standard_normal(shape),
    "uniform": lambda generator, spec, shape: generator.uniform(spec["low"], spec["high"], shape),
    "integers": lambda generator, spec, shape: generator.integers(spec["low"], spec["high"], shape, np.int64),
    "permutation": lambda generator, spec, shape: generator.permutation(int(np.prod(shape))).reshape(shape),
    "arange": lambda generator, spec, shape: np.arange(int(np.prod(shape))).reshape(shape),
    "zeros": lambda generator, spec, shape: np.zeros(shape),
    "ones": lambda generator, spec, shape: np.ones(shape),
    "edge": _edge,
}


def draw(generator: np.random.Generator, spec: dict[str, Any], folder: Path) -> np.ndarray[Any, Any]:
    """One buffer of a case; an output without a fill comes poisoned (0xA5 in every byte)."""
    shape, dtype = tuple(spec["shape"]), np.dtype(spec["dtype"])
    if "file" in spec:
        stored = read_array(spec["file"], folder)
        assert stored.shape == shape
        return stored.astype(dtype)
    if "fill" not in spec:
        assert spec.get("out"), "an input needs a fill"
        return np.frombuffer(b"\xa5" * (int(np.prod(shape)) * dtype.itemsize), dtype=dtype).reshape(shape).copy()
    with np.errstate(over="ignore"):
        return FILLS[spec["fill"]](generator, spec, shape).astype(dtype)


def generate(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The arguments of one case: arrays for buffers, everything else as the case file in `folder` says it."""
    generator = np.random.Generator(np.random.PCG64(case.get("seed", 0)))
    return {name: draw(generator, value, folder) if is_buffer(value) else value for name, value in case["args"].items()}


def test_the_corpus_is_there() -> None:
    assert len(KERNEL_FILES) >= 36
    families = {"elementwise", "reduce", "scan", "matmul", "conv", "norm", "attention", "sort", "sparse", "image"}
    assert {path.parent.name for path in KERNEL_FILES} == families | {"integer", "quantised", "operators"}


def test_no_case_or_reference_is_without_its_kernel() -> None:
    stems = {path.with_suffix("") for path in KERNEL_FILES}
    assert {path.with_suffix("") for path in CORPUS.glob("*/*.toml")} == stems
    assert {path.with_suffix("") for path in CORPUS.glob("*/*.py")} == stems


def test_the_readme_lists_every_kernel_file() -> None:
    listed = set(re.findall(r"^\| `(\w+/\w+)` \|", (CORPUS / "README.md").read_text(), re.MULTILINE))
    assert listed == {_identity(path) for path in KERNEL_FILES}


def test_some_case_over_the_set_has_edge_values() -> None:
    fills = {value.get("fill") for path in KERNEL_FILES for case in read_cases(path) for value in _buffers(case)}
    assert "edge" in fills


def _buffers(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value in case["args"].values() if is_buffer(value)]


@every_file
def test_cases_use_only_known_keys_and_have_names_of_their_own(path: Path) -> None:
    cases = read_cases(path)
    assert len(cases) >= 3
    assert len({case["name"] for case in cases}) == len(cases)
    for case in cases:
        assert set(case) <= CASE_KEYS
        assert all(set(value) <= BUFFER_KEYS for value in _buffers(case))
        assert any(value.get("out") for value in _buffers(case)), "nothing would be compared"
        assert all(np.prod(value["shape"]) <= MAX_ELEMENTS for value in _buffers(case))


@every_file
def test_cases_name_kernels_and_parameters_that_exist(path: Path) -> None:
    kernels = kernels_of(path)
    for case in read_cases(path):
        name = case["kernel"].split("<")[0].strip()
        assert name in kernels
        given = [each for each in case["args"] if each not in constants_of(path)]
        assert given == kernels[name], "one argument for each parameter, in the kernel's order"


@every_file
def test_every_kernel_of_the_file_has_a_case(path: Path) -> None:
    assert {case["kernel"].split("<")[0].strip() for case in read_cases(path)} == set(kernels_of(path))


@every_file
def test_launch_shapes_are_ones_a_gpu_accepts(path: Path) -> None:
    for case in read_cases(path):
        grid, block = case["grid"], case["block"]
        assert 1 <= len(grid) <= 3
        assert 1 <= len(block) <= 3
        assert all(extent >= 1 for extent in [*grid, *block])
        assert np.prod(block) <= 1024
        assert case.get("shared", 0) <= 48 * 1024


@every_file
def test_tolerances_carry_a_reason(path: Path) -> None:
    for case in read_cases(path):
        tolerance = case.get("tolerance", {})
        assert tolerance.get("reason") or not {"rtol", "atol"} & tolerance.keys(), "a declared reduction is a reason"


@every_file
def test_the_reference_returns_every_output(path: Path) -> None:
    reference = load_reference(path.with_suffix(".py")).reference
    for case in read_cases(path):
        arguments, pristine = generate(case, path.parent), generate(case, path.parent)
        with np.errstate(all="ignore"):
            result = reference(case["kernel"], tuple(case["grid"]), tuple(case["block"]), arguments)
        outputs = {name: value for name, value in case["args"].items() if is_buffer(value) and value.get("out")}
        assert set(result) == set(outputs)
        for name, spec in outputs.items():
            assert result[name].shape == tuple(spec["shape"]), name
            assert result[name].dtype == np.dtype(spec["dtype"]), name
        for name in set(arguments) - set(outputs):
            np.testing.assert_array_equal(arguments[name], pristine[name], err_msg=f"the reference changed {name}")


@every_file
def test_the_reference_is_finite_on_finite_inputs(path: Path) -> None:
    reference = load_reference(path.with_suffix(".py")).reference
    finite_cases = [case for case in read_cases(path) if all(value.get("fill") != "edge" for value in _buffers(case))]
    assert finite_cases, "a file with only edge cases says nothing about ordinary numbers"
    for case in finite_cases:
        result = reference(case["kernel"], tuple(case["grid"]), tuple(case["block"]), generate(case, path.parent))
        assert all(np.isfinite(array).all() for array in result.values()), case["name"]


@every_file
def test_the_reference_depends_on_its_inputs(path: Path) -> None:
    """Some output must leave the state it started in, or a kernel that does nothing would pass."""
    reference = load_reference(path.with_suffix(".py")).reference
    for case in read_cases(path):
        with np.errstate(all="ignore"):
            result = reference(case["kernel"], tuple(case["grid"]), tuple(case["block"]), generate(case, path.parent))
        before = generate(case, path.parent)
        assert any(array.tobytes() != before[name].tobytes() for name, array in result.items()), case["name"]


def _compile(nvcc: str, path: Path) -> str:
    command = [nvcc, "-std=c++17", "-c", "-arch=compute_80", "--ptx", "-o", "/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return "" if done.returncode == 0 else f"{path.name}: {done.stderr[:1000]}"


def _together(paths: Sequence[Path]) -> str:
    """One text of files that include the same: each in a namespace of its own, its macros forgotten behind it."""
    pieces = INCLUDE.findall(paths[0].read_text())
    for number, path in enumerate(paths):
        text = path.read_text()
        macros = re.findall(r"^\s*#\s*define\s+(\w+)", text, re.MULTILINE)
        forgotten = [f"#undef {macro}" for macro in macros]
        pieces += [f"namespace file_{number} {{", INCLUDE.sub("", text), "}", *forgotten]
    return "\n".join(pieces)


def test_every_file_is_cuda_to_nvcc(tmp_path: Path) -> None:
    """Files that include the same go through one process, which spends its time on their headers."""
    nvcc = shutil.which("nvcc")
    if nvcc is None:
        pytest.skip("nvcc is not installed")
    groups: dict[frozenset[str], list[Path]] = {}
    for path in KERNEL_FILES:
        groups.setdefault(frozenset(map(str.strip, INCLUDE.findall(path.read_text()))), []).append(path)
    failures = []
    for number, (includes, paths) in enumerate(groups.items()):
        text = tmp_path / f"{number}.cu"
        text.write_text(_together(paths))
        if any('"' in each for each in includes) or _compile(nvcc, text):
            failures += [message for path in paths if (message := _compile(nvcc, path))]
    assert not failures, "\n".join(failures)
