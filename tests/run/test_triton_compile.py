"""Hand-written ports through Triton's compiler, without a GPU: what it accepts, and what only it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from transkernel.manifest import Argument, KernelEntry, Parameter
from transkernel.run import triton_compile
from transkernel.run.compiled import Compiled
from transkernel.run.devices import Device, DeviceNotUsable, find_devices
from transkernel.run.launch import Buffer, Launch, Limits, Scalar
from transkernel.run.triton_compile import TritonCompiler

HEAD = "import triton\nimport triton.language as tl\n\n\n@triton.jit\n"  # the kernel's `def` is line 6
LANES = Argument("constant", "LANES", field="lanes", value=32)
PARAMS = (Parameter("x", "buffer", "float *", "float32"), Parameter("n", "scalar", "int", "int32"))
ENTRY = KernelEntry("f", "f", 1, PARAMS, (Argument("param", "x"), Argument("param", "n"), LANES))
LAUNCH = Launch("f", (4, 1, 1), (64, 1, 1), (Buffer("x", np.zeros(256, np.float32)), Scalar("n", np.int32(250))))
DOUBLED = f"""{HEAD}def f(x, n, LANES: tl.constexpr):
    i = tl.program_id(0) * LANES + tl.arange(0, LANES)
    tl.store(x + i, tl.load(x + i, mask=i < n) * 2, mask=i < n)
"""


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    devices()  # not looked for again in the new folder
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("TRANSKERNEL_CACHE", str(folder))
        yield folder


@cache
def devices() -> tuple[Device, ...]:
    return tuple(find_devices())


def opened(device_id: str) -> TritonCompiler:
    device = next(device for device in devices() if device.id == device_id)
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}; {device.remedy}")
    return TritonCompiler(device, Limits(wall_seconds=120))


@pytest.fixture(scope="module")
def compiler() -> Iterator[TritonCompiler]:
    with opened("triton-sm90") as made:
        yield made


def body(*lines: str) -> str:
    return f"{HEAD}def f(x, n, LANES: tl.constexpr):\n    i = tl.arange(0, LANES)\n" + "".join(
        f"    {line}\n" for line in lines
    )


@pytest.mark.parametrize("device_id", ["triton-sm80", "triton-sm90", "triton-gfx942"])
def test_a_kernel_compiles_and_is_known_then(device_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(device_id) as compiler:
        made = compiler.compile(DOUBLED, ENTRY, LAUNCH)
        assert made.is_ok, made.message
        assert made.device == device_id
        assert made.seconds > 0
        assert made.registers is not None
        assert 1 <= made.registers <= 64
        assert (made.spill_bytes, made.shared_bytes) == (0, 0)
        assert made.warps == (1 if device_id == "triton-gfx942" else 2)

        def no_child(*_: object) -> None:
            raise AssertionError("what is known is compiled again")

        monkeypatch.setattr(compiler._worker, "call", no_child)
        assert compiler.compile(DOUBLED, ENTRY, LAUNCH) == replace(made, seconds=0.0)
        with pytest.raises(AssertionError, match="compiled again"):
            compiler.compile(DOUBLED, ENTRY, replace(LAUNCH, block=(128, 1, 1)))


@pytest.mark.parametrize(("of_thread", "wanted"), [(1, [1, 8, 32]), (4, [1, 2, 8])])
def test_a_thread_has_as_many_lanes_as_the_manifest_says(
    compiler: TritonCompiler, of_thread: int, wanted: list[int]
) -> None:
    entry = replace(ENTRY, thread_lanes=of_thread)
    warps = [compiler.compile(DOUBLED, entry, replace(LAUNCH, block=(size, 1, 1))).warps for size in (32, 256, 1024)]
    assert warps == wanted


def test_a_spoiled_file_is_made_anew(compiler: TritonCompiler, own_cache: Path) -> None:
    text = DOUBLED + "\n# spoiled\n"
    before = set((own_cache / "triton").glob("*.json"))
    assert compiler.compile(text, ENTRY, LAUNCH).is_ok
    (file,) = set((own_cache / "triton").glob("*.json")) - before
    file.write_text("{}")
    assert compiler.compile(text, ENTRY, LAUNCH).seconds > 0


# What the interpreter takes and no GPU would: facts of Triton that a translator has to know.
TRAPS = {
    "break": body("for k in range(n):", "    if k == 3:", "        break", "    tl.store(x + i, k)"),
    "continue": body("for k in range(n):", "    if k == 3:", "        continue", "    tl.store(x + i, k)"),
    "return in a loop": body("for k in range(n):", "    if k == 3:", "        return", "    tl.store(x + i, k)"),
    "if of a tile": body("if i < n:", "    tl.store(x + i, 1.0)"),
    "choice of tiles": body("tl.store(x + i, 1.0 if i < n else 2.0)"),
    "while of a tile": body("while i < n:", "    i += 1"),
    "bound in one arm": body("if n > 3:", "    value = 1.0", "tl.store(x + i, value)"),
    "carried type": body("s = 0", "for k in range(n):", "    s = s + 0.5", "tl.store(x + i, s)"),
    "carried shape": body("s = 0.0", "for k in range(n):", "    s = tl.load(x + i)", "tl.store(x + i, s)"),
    "unknown name": body("tl.store(x + i, unknown)"),
}


@pytest.mark.parametrize("what", TRAPS)
def test_what_only_the_compiler_refuses(compiler: TritonCompiler, what: str) -> None:
    made = compiler.compile(TRAPS[what], ENTRY, LAUNCH)
    assert not made.is_ok
    place, shown = made.message.splitlines()[:2]
    assert place.startswith("port.py:")
    line = int(place.split(":")[1])
    assert 6 < line <= len(TRAPS[what].splitlines())
    assert shown == TRAPS[what].splitlines()[line - 1]
    assert ": error: " in place
    assert "gives no reason" not in place, made.message


def test_an_error_inside_a_helper_has_the_helpers_line(compiler: TritonCompiler) -> None:
    text = DOUBLED.replace("* 2", "* two(n)") + "\n\n@triton.jit\ndef two(n):\n    return n + missing\n"
    made = compiler.compile(text, ENTRY, LAUNCH)
    line = next(index for index, each in enumerate(text.splitlines(), 1) if "missing" in each)
    assert made.message.startswith(f"port.py:{line}: error: "), made.message
    assert "missing" in made.message.splitlines()[0]


def test_a_text_that_is_no_module_and_a_manifest_that_does_not_fit(compiler: TritonCompiler) -> None:
    assert "port.py:1: error: SyntaxError" in compiler.compile("def f(:\n", ENTRY, LAUNCH).message
    assert "no kernel g" in compiler.compile(DOUBLED, replace(ENTRY, entry="g"), LAUNCH).message
    assert "parameters" in compiler.compile(DOUBLED, replace(ENTRY, arguments=ENTRY.arguments[1:]), LAUNCH).message
    unknown = replace(ENTRY, arguments=(*ENTRY.arguments, Argument("constant", "OTHER", field="free", value=4)))
    assert "OTHER" in compiler.compile(DOUBLED, unknown, LAUNCH).message


def test_an_argument_of_one_is_a_constant_unless_annotated(compiler: TritonCompiler) -> None:
    """So it is in a launch: a constant has no `.to`."""
    text = body("tl.store(x + i, n.to(tl.float32))")
    one = replace(LAUNCH, arguments=(LAUNCH.arguments[0], Scalar("n", np.int32(1))))
    assert compiler.compile(text, ENTRY, LAUNCH).is_ok
    assert compiler.compile(text, ENTRY, one).message.startswith("port.py:8: error: AttributeError")
    annotated = compiler.compile(text.replace("x, n,", "x, n: tl.int32,"), ENTRY, one)
    assert annotated.is_ok, annotated.message


def test_fusion_is_an_option(compiler: TritonCompiler) -> None:
    text = body("value = tl.load(x + i)", "tl.store(x + i, value * value + 1.0)")

    def instructions(*options: str) -> Compiled:
        return compiler.compile(text, ENTRY, LAUNCH, build_options=options)

    assert instructions().is_ok
    assert instructions("enable_fp_fusion=True").is_ok
    assert instructions("num_warps=1").warps == 1
    assert triton_compile._options(("enable_fp_fusion=True", "num_stages=2")) == {
        "enable_fp_fusion": True,
        "num_stages": 2,
    }


def test_shared_memory_and_alignment_are_seen(compiler: TritonCompiler) -> None:
    text = body("tl.store(x + i, tl.sum(tl.load(x + i), axis=0))")
    made = compiler.compile(text, ENTRY, LAUNCH)
    assert made.shared_bytes, made.message
    moved = replace(LAUNCH, arguments=(Buffer("x", np.zeros(256, np.float32), offset=4), LAUNCH.arguments[1]))
    assert compiler.compile(text, ENTRY, moved).seconds > 0, "an address that is less aligned is another program"


def test_a_device_that_nothing_is_compiled_for() -> None:
    with pytest.raises(DeviceNotUsable, match="nothing is compiled for"):
        TritonCompiler(next(device for device in devices() if device.kind == "cuda-host"))
