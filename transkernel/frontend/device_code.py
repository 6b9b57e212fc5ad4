"""A file and its headers without what only their host runs, for compilers that take nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from transkernel.frontend import ast
from transkernel.frontend.headers import headers_for
from transkernel.frontend.includes import Include
from transkernel.frontend.parse import Parser
from transkernel.frontend.preprocess import PreprocessOptions, preprocess
from transkernel.frontend.scan import DEVICE_WORDS
from transkernel.records import record
from transkernel.source import SourceFile, Span

_KEPT_WORDS = DEVICE_WORDS | {"constexpr"}
# Directives that what comes behind host code may depend on, with the lines that they go on for.
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|else|endif|define|undef)\b(?:[^\n]*\\\n)*[^\n]*", re.M)


@record
class DeviceCode:
    """text: of the file; headers: of those that hold host code, by the resolved path. Lines stay in their places.
    namespaces: those that device code is in, such as `ops::detail`."""

    text: str
    headers: tuple[tuple[str, str], ...]
    includes: tuple[Include, ...]
    namespaces: tuple[str, ...] = ()


def device_code(file: SourceFile, options: PreprocessOptions | None = None) -> DeviceCode:
    """Leaves out host functions and host objects, and keeps whatever a kernel may need or cannot be told."""
    read = preprocess(file, options)
    parser = Parser((*headers_for(read.tokens), *read.tokens))
    declarations = list(_all(parser.unit.declarations))
    kept = [each.span for each in declarations if not _is_host(each, parser)]
    host = [each.span for each in declarations if _is_host(each, parser)]
    cuts: dict[SourceFile, list[Span]] = {}
    for span in host:
        if not any(span.file is other.file and span.start < other.end and other.start < span.end for other in kept):
            cuts.setdefault(span.file, []).append(span)
    texts = {source: _without(source.text, spans) for source, spans in cuts.items()}
    headers = tuple((str(Path(source.name).resolve()), text) for source, text in texts.items() if source is not file)
    return DeviceCode(
        texts.get(file, file.text), headers, read.includes, tuple(dict.fromkeys(_namespaces(parser.unit.declarations)))
    )


def _all(declarations: Iterable[ast.Declaration]) -> Iterator[ast.Declaration]:
    """With those in namespaces, in the namespaces' place."""
    for each in declarations:
        if isinstance(each, ast.Namespace) and each.alias is None:
            yield from _all(each.declarations)
        else:
            yield each


def _namespaces(declarations: Iterable[ast.Declaration], path: str = "") -> Iterator[str]:
    for each in declarations:
        if isinstance(each, ast.Namespace) and each.alias is None:
            yield from _namespaces(
                each.declarations, f"{path}::{each.name}" if path and each.name else path or each.name
            )
        elif path and not each.span.file.is_bundled and any(word in each.span.text for word in DEVICE_WORDS):
            yield path


def _is_host(declaration: ast.Declaration, parser: Parser) -> bool:
    if not isinstance(declaration, ast.HostCode) or not declaration.tokens:
        return False
    head = declaration.tokens[: declaration.signature or None]
    return declaration.name not in parser.failed and not any(token.text in _KEPT_WORDS for token in head)


def _without(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = text[: span.start] + _blank(span.text) + text[span.end :]
    return text


def _blank(text: str) -> str:
    """Spaces and line ends for a text of the host, but for its directives; those in a raw string are none."""
    marked = text if 'R"' in text else _DIRECTIVE.sub(lambda found: "\0" * len(found[0]), text)
    return "".join(old if mark in "\0\n" else " " for old, mark in zip(text, marked, strict=True))
