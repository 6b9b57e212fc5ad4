"""A finding as a folder that anyone can run again with the program itself."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.bench import Result
from tests.fuzz.buckets import bucket_of
from tests.fuzz.cuda_printer import print_file
from tests.fuzz.generate import BufferData, Fuzzed


def write_bundle(folder: Path, original: Fuzzed, result: Result) -> None:
    """kernel.cu and kernel.toml, the shrunk kernel with its case; port.cl; unreduced.cu; finding.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.cu").write_text(print_file([result.fuzzed.program]))
    (folder / "kernel.toml").write_text(case_text(result.fuzzed))
    (folder / "port.cl").write_text(result.port)
    (folder / "unreduced.cu").write_text(print_file([original.program]))
    (folder / "finding.txt").write_text(finding_text(result))


def finding_text(result: Result) -> str:
    """What is wrong, device by device, and how to see it again."""
    lines = [bucket_of(result), f"seed {result.fuzzed.seed}", f"{result.verdict} at {result.stage}: {result.reason}"]
    for record in result.records:
        lines.append(
            f"{record.device} ({record.device_name}, {record.device_driver}): {record.verdict} {record.reason}"
        )
        for output in record.outputs:
            if not output.is_bitwise_equal and output.worst is not None:
                worst = output.worst
                lines.append(f"  {output.name}{list(worst.index)}: {worst.got_bits} instead of {worst.reference_bits}")
        if record.detail:
            lines.append(record.detail)
    return "\n".join([*lines, "", "Again: transkernel verify kernel.cu --to opencl", ""])


def case_text(fuzzed: Fuzzed) -> str:
    """The launch as a case file."""
    kernel = fuzzed.program.kernel
    lines = ["[[case]]", f'kernel = "{kernel.name}"', f"grid = [{fuzzed.grid}]", f"block = {list(fuzzed.block)}"]
    lines += [f"shared = {fuzzed.shared_bytes}", f"seed = {fuzzed.seed}", "", "[case.args]"]
    given = {each.name: _buffer(each) for each in fuzzed.buffers}
    given |= {name: str(value) for name, value in fuzzed.numbers}
    lines += [f"{each.name} = {given[each.name]}" for each in kernel.parameters]
    return "\n".join(lines) + "\n"


def _buffer(data: BufferData) -> str:
    words = [f"shape = [{data.size}]", f'dtype = "{data.dtype}"']
    words += [f'fill = "{data.fill}"'] if data.fill else []
    words += [f"low = {data.low}", f"high = {data.high}"] if data.fill in ("uniform", "integers") else []
    words += ["out = true"] if data.out else []
    return f"{{ {', '.join(words)} }}"
