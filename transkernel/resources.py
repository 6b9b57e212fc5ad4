"""Files that are not Python: where they stand in a checkout, an editable install and a wheel, and where what can be
made again is kept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries grammars/ inside the package; a checkout has it beside the package.
_GRAMMAR_FOLDERS = (_PACKAGE / "grammars", _PACKAGE.parent / "grammars")


def grammar_folder() -> Path:
    """The folder of the grammars. Raises FileNotFoundError where the installation is incomplete."""
    for folder in _GRAMMAR_FOLDERS:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no grammars/ in {' or '.join(str(folder.parent) for folder in _GRAMMAR_FOLDERS)}")


def grammar_text(name: str) -> str:
    """The text of `grammars/NAME`, such as `cuda.lark`. Raises FileNotFoundError."""
    return (grammar_folder() / name).read_text(encoding="utf-8")


def cache_folder() -> Path:
    """`$TRANSKERNEL_CACHE`, or `~/.cache/transkernel`. It may not exist yet, and may not be writable."""
    chosen = os.environ.get("TRANSKERNEL_CACHE")
    return Path(chosen) if chosen else Path(os.path.expanduser("~/.cache/transkernel"))


def keep(file: Path, content: str | bytes) -> None:
    """Writes a file of the cache whole or not at all; where it cannot be written, it is made each time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        with tempfile.NamedTemporaryFile("wb", dir=file.parent, prefix=".draft-", delete=False) as stream:
            stream.write(data)
        os.replace(stream.name, file)
    except OSError:
        return


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Holds off the other processes that make this file of the cache, which then find it made. Where no lock can be
    had, each makes it."""
    import fcntl  # the start of the program does without

    place = file.with_name(f"{file.name}.lock")
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            fcntl.flock(stack.enter_context(place.open("wb")), fcntl.LOCK_EX)
            stack.callback(place.unlink, missing_ok=True)
        yield
