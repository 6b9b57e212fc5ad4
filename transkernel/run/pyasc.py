"""Huawei's pyasc as a second author of Ascend C: kernels in its Python become text that our twin runs.

It needs no toolkit for that. A kernel that somebody else's program wrote tests the twin where our own texts would make
the same mistake as it; and its numbers are compared with those of our port.
"""

from __future__ import annotations

from collections.abc import Mapping

from transkernel.run.child import Worker, WorkerFailure
from transkernel.run.environments import GET, interpreter
from transkernel.run.launch import Limits
from transkernel.run.pyasc_worker import TranslateReply, TranslateRequest

_SECONDS = 60.0


class NotTranslated(Exception):
    """The message is pyasc's."""


class PyascMissing(LookupError):
    """There is no environment with pyasc; the message says how to get one."""


class Pyasc:
    """One child with pyasc; close it, or use `with`. Raises PyascMissing."""

    def __init__(self) -> None:
        python = interpreter("pyasc")
        if not python:
            raise PyascMissing(f"no environment with pyasc ({GET})")
        self._worker = Worker("transkernel.run.pyasc_worker", Limits(wall_seconds=_SECONDS), interpreter=python)

    def translate(
        self,
        text: str,
        kernel: str,
        buffers: Mapping[str, str],
        scalars: Mapping[str, str] | None = None,
        constants: Mapping[str, int] | None = None,
    ) -> str:
        """A kernel as Ascend C. buffers, scalars: dtypes of the parameters. constants: values of `asc.ConstExpr`.

        Raises NotTranslated where pyasc refuses it, or crashes.
        """
        request = TranslateRequest(text, kernel, dict(buffers), dict(scalars or {}), dict(constants or {}))
        try:
            reply: TranslateReply = self._worker.call("translate", request)
        except WorkerFailure as error:
            raise NotTranslated(str(error)) from None
        if reply.failure:
            raise NotTranslated(reply.failure)
        return reply.text

    def close(self) -> None:
        """Ends the child."""
        self._worker.close()

    def __enter__(self) -> Pyasc:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
