"""A program in the terms of a language of C's family, ready to print."""

from __future__ import annotations

from transkernel.emit.c.needs import Needs
from transkernel.ir.nodes import GlobalVariable, Program
from transkernel.manifest import Argument
from transkernel.records import record


@record
class Legal:
    """`constants` stand in program scope, `arguments` are the kernel's, in order."""

    program: Program
    constants: tuple[GlobalVariable, ...]
    arguments: tuple[Argument, ...]
    needs: Needs
