"""What `--help` says, and what a shell completes."""

from __future__ import annotations

import shlex

import click
import pytest

from tests.cli.conftest import Program
from transkernel.cli.examples import EXAMPLES
from transkernel.cli.main import commands
from transkernel.emit import TARGETS

ALL = {"transkernel": commands, **commands.commands}
_EVERY = [(name, example) for name, examples in EXAMPLES.items() for example, _ in examples]


def test_every_command_has_examples() -> None:
    assert set(EXAMPLES) == set(ALL)


@pytest.mark.parametrize(("name", "example"), _EVERY, ids=[example for _, example in _EVERY])
def test_an_example_is_a_command_line_that_works(name: str, example: str) -> None:
    words = [word for word in shlex.split(example) if not word.startswith(("<", ">"))]
    assert words[0] == "transkernel"
    assert name in ("transkernel", words[1]) or name == "verify" or words[1] == "verify"
    commands.commands[words[1]].make_context(words[1], words[2:])  # raises UsageError


@pytest.mark.parametrize("name", sorted(ALL))
def test_help_says_what_every_option_does(name: str) -> None:
    command = ALL[name]
    text = command.get_help(click.Context(command, info_name=name, terminal_width=100))
    assert "Examples:\n" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
            assert parameter.help[-1] in ".;)?", f"{name} {parameter.name}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("transkernel mig", {"migrate"}),
        ("transkernel convert --to op", {"opencl"}),
        ("transkernel convert --to ", {*TARGETS, "all"}),
        ("transkernel convert --to opencl --profile fp", {"fp16", "fp16-subgroups32"}),
        ("transkernel verify --no-ex", {"--no-examine"}),
        ("transkernel explain tk0101", {"TK0101"}),
        ("transkernel verify --device cuda-h", {"cuda-host"}),
    ],
)
def test_a_shell_completes(transkernel: Program, words: str, expected: set[str]) -> None:
    count = len(words.split()) - (not words.endswith(" "))
    ran = transkernel(_TRANSKERNEL_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(count))
    found = {line.partition(",")[2] for line in ran.stdout.splitlines()}
    assert expected <= found
    assert found <= expected or words.endswith("cuda-h")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(transkernel: Program, shell: str) -> None:
    ran = transkernel(_TRANSKERNEL_COMPLETE=f"{shell}_source")
    assert ran.exit_code == 0
    assert f"_TRANSKERNEL_COMPLETE={shell}_complete" in ran.stdout
