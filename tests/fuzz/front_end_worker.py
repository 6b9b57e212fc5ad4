"""The child of the front end's fuzzer: translates one text and says what came of it, exceptions included."""

from __future__ import annotations

import hashlib
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from transkernel.run.child import serve


def translate(request: dict[str, Any]) -> dict[str, Any]:
    """request: name, content (bytes), roots, time_limit. The answer: kind is `ok`, `not text` or what went wrong."""
    from transkernel.convert import InternalError
    from transkernel.inputs import NotText

    start = time.process_time()
    answer: dict[str, Any] = {"kind": "ok", "kernels": 0, "translated": 0, "codes": (), "digest": "", "errors": 0}
    try:
        answer.update(_translated(request))
    except NotText:
        answer["kind"] = "not text"
    except InternalError as error:
        if error.reproducer is not None:
            error.reproducer.unlink(missing_ok=True)
        answer.update(_finding(error.__cause__ or error))
    except (Exception, RecursionError, MemoryError) as error:
        answer.update(_finding(error))
    answer["seconds"] = time.process_time() - start
    answer["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return answer


def _translated(request: dict[str, Any]) -> dict[str, Any]:
    from transkernel.convert import Options, convert
    from transkernel.diagnostics import render_text, to_json
    from transkernel.inputs import decode
    from transkernel.source import SourceFile

    source = SourceFile(request["name"], decode(request["content"]))
    roots = tuple(Path(each) for each in request["roots"])
    result = convert(source, Options(roots=roots, **request["options"]))
    diagnostics = [*result.diagnostics, *(each for kernel in result.kernels for each in kernel.diagnostics)]
    said = [repr(to_json(each)) + render_text(each) for each in diagnostics]
    verdicts = [f"{kernel.name}: {kernel.verdict}" for kernel in result.kernels]
    whole = "\n".join([repr(result.port), *verdicts, *said])
    return {
        "kernels": len(result.kernels),
        "translated": sum(kernel.verdict != "refused" for kernel in result.kernels),
        "codes": tuple(sorted({each.code for each in diagnostics})),
        "digest": hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest(),
        "errors": sum(each.is_error for each in diagnostics),
    }


def _finding(error: BaseException) -> dict[str, Any]:
    """The bucket: the exception's type and where it came from."""
    said = str(error).splitlines()[0][:160] if str(error) else ""
    trace = "".join(traceback.format_exception(error, limit=-40))[-6000:]
    return {"kind": "crash", "bucket": f"{type(error).__name__} {_where(error)}", "said": said, "trace": trace}


def _where(error: BaseException) -> str:
    """The innermost of our functions that an exception passed; where it went too deep, the one that is there most
    often; for a broken rule of the IR the rule and the stage."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "transkernel/" in frame.filename]
    if not frames:
        return "outside"
    names = [f"{frame.filename.rpartition('transkernel/')[2]}:{frame.name}" for frame in frames]
    if isinstance(error, RecursionError):
        return Counter(names).most_common(1)[0][0]
    rule = getattr(error, "rule", None)
    if rule is not None:
        return f"{type(error.node).__name__}: {rule} ({names[3]})"  # type: ignore[attr-defined]
    return names[-1]


if __name__ == "__main__":
    sys.path[:] = [each for each in sys.path if each]
    serve({"translate": translate})
