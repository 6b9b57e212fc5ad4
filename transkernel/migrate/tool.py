"""Which transkernel this is: ports of one are not taken for those of another."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import transkernel
from transkernel.resources import grammar_folder

_TRANSLATES = (".py", ".jinja2", ".cuh", ".h", ".cl")
_PASSED_BY = ("cli", "report", "harness", "run", "grammars")


@cache
def tool_digest() -> str:
    """Of everything in the package that a translation may depend on. A checkout has no version that would do."""
    package = Path(transkernel.__file__).parent
    files = {each.relative_to(package).as_posix(): each for each in package.rglob("*") if each.suffix in _TRANSLATES}
    files = {name: path for name, path in files.items() if name.partition("/")[0] not in _PASSED_BY}
    files |= {f"grammars/{each.name}": each for each in grammar_folder().glob("*.lark")}
    digest = hashlib.sha256(transkernel.__version__.encode())
    for name in sorted(files):
        digest.update(f"\0{name}\0".encode() + files[name].read_bytes())
    return digest.hexdigest()
