"""The examples at the end of each command's help: a command line, and what it is for."""

from __future__ import annotations

import click

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "transkernel": (
        ("transkernel convert saxpy.cu --to opencl", "one file, the port beside it"),
        ("transkernel verify saxpy.cu --to opencl", "run the cases of saxpy.toml, CUDA against port"),
        ("transkernel migrate repo --to opencl -o ports", "a whole repository"),
        ("transkernel explain TK0203", "what a diagnostic means"),
    ),
    "convert": (
        ("transkernel convert saxpy.cu --to opencl", "saxpy.cl beside it"),
        ("transkernel convert kernels --to all -o ports", "a folder, each target in a folder of its own"),
        ("transkernel convert - --to triton -o - <saxpy.cu", "from standard input to standard output"),
        ("transkernel convert reduce.cu --to opencl --instantiate 'reduce<float, 256>'", "an instance of a template"),
        ("transkernel convert kernels --to opencl -o ports --check", "are the ports up to date?"),
    ),
    "verify": (
        ("transkernel verify saxpy.cu --to opencl", "the cases of saxpy.toml, on every device"),
        ("transkernel verify kernels --to opencl --device pocl-cpu -o run", "on one device; kept in run/"),
        ("transkernel report run", "and as a page"),
        ("transkernel verify saxpy.cu --to opencl --mutate", "would the cases find a mistake?"),
        ("transkernel verify kernels --to opencl --format junit >verify.xml", "for continuous integration"),
    ),
    "capture": (
        ("transkernel capture heat.cu -o heat.cases -- 512 100", "the program runs as ./heat 512 100"),
        ("transkernel verify heat.cu --cases heat.cases --to opencl", "its launches, CUDA against port"),
        ("transkernel capture main.cu kernels.cu -I include --max-launches 3", "two files, three launches a kernel"),
    ),
    "check": (
        ("transkernel check", "has anything drifted? exit code 1 if so"),
        ("transkernel check --update", "accept the texts, and what is recorded"),
        ("transkernel check --run --update", "record verdicts and figures"),
        ("transkernel check --no-run", "texts alone, in seconds: for a commit hook"),
    ),
    "migrate": (
        ("transkernel migrate repo --to opencl -o ports", "then open ports/report.html"),
        ("transkernel migrate repo --to opencl -o ports --exclude 'tests/*' -j 8", "without the tests, 8 processes"),
        ("transkernel migrate repo --to opencl -o part1 --shard 1/4", "the first quarter, on this machine"),
    ),
    "report": (
        ("transkernel report run", "run/report.html of what verify -o run kept"),
        ("transkernel report ports --format sarif -o migration.sarif", "a migration, for code scanning"),
    ),
    "cost": (
        ("transkernel cost saxpy.cu", "registers, spills and instructions, port and original"),
        ("transkernel cost kernels --arch sm_80 --format markdown", "a table for a page"),
    ),
    "targets": (("transkernel targets --format json", "for a script"),),
    "devices": (("transkernel devices", "what is here, and how to get the rest"),),
    "explain": (
        ("transkernel explain TK0203", "one code; tk203 and 203 will do"),
        ("transkernel explain", "all of them, a line each"),
    ),
}


def with_examples(command: click.Command, name: str) -> click.Command:
    """The command with its examples at the end of its help."""
    lines = [line for example, what in EXAMPLES[name] for line in (f"  {example}", f"      {what}")]
    command.epilog = "\b\n" + "\n".join(("Examples:", *lines))
    return command
