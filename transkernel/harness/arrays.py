"""`--save-arrays`: what went in and what came out of a case, as one .npz that NumPy alone can read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from transkernel.harness.dtypes import Array, bfloat16_to_float32

_LONGEST_NAME = 100


def safe_name(name: str) -> str:
    """A case's name as the name of a file: letters, digits, `.`, `-`, `_`, `=`; anything else is a `-`."""
    plain = re.sub(r"[^A-Za-z0-9._=-]+", "-", name).strip("-.")
    return plain[:_LONGEST_NAME] or "case"


class ArrayFile:
    """The .npz of one case, written whole or not at all. bfloat16 is saved as float32, which holds it exactly."""

    def __init__(self, folder: Path, kernel_file: Path, case: str, taken: set[Path]) -> None:
        """taken: the files of other cases of this run; two case names may become the same name of a file."""
        stem, number = safe_name(case), 1
        self.path = folder / kernel_file / f"{stem}.npz"
        while self.path in taken:
            number += 1
            self.path = self.path.with_name(f"{stem}-{number}.npz")
        taken.add(self.path)
        self._arrays: dict[str, Array] = {}

    def add(self, prefix: str, arrays: Mapping[str, Array], dtypes: Mapping[str, str]) -> None:
        """Adds `PREFIX_NAME` for each array."""
        for name, array in arrays.items():
            is_bfloat16 = dtypes.get(name) == "bfloat16"
            self._arrays[f"{prefix}_{name}"] = bfloat16_to_float32(array) if is_bfloat16 else array

    def write(self) -> None:
        """Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                # The prefixes keep every name apart from savez's own parameters.
                np.savez(stream, **self._arrays)  # type: ignore[arg-type]
            os.replace(temporary, self.path)
        except BaseException:
            os.unlink(temporary)
            raise
