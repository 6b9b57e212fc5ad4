"""The front end as a whole: a source file to the thread IR of its kernels."""

from __future__ import annotations

from transkernel.diagnostics import Diagnostic
from transkernel.frontend.entities import NamespaceEntity, Scope, VariableEntity
from transkernel.frontend.headers import headers_for
from transkernel.frontend.host_recipes import host_recipes
from transkernel.frontend.includes import Include
from transkernel.frontend.index import Index
from transkernel.frontend.kernels import Lowered, find_instances, lower_kernel
from transkernel.frontend.launches import HostUses
from transkernel.frontend.parse import Parser
from transkernel.frontend.preprocess import Preprocessed, PreprocessOptions, preprocess
from transkernel.frontend.unit import Unit
from transkernel.ir.nodes import Comment
from transkernel.ir.recipes import HostRecipe
from transkernel.records import record
from transkernel.source import SourceFile, Span


@record
class FrontendResult:
    """kernels: one entry an instance, refused ones too. diagnostics: of the file, not of one kernel. comments: what
    the file begins with, its licence and what it says of itself. includes: every `#include` that was read.
    hosts: the functions of PyTorch's tensors that launch them."""

    kernels: tuple[Lowered, ...]
    diagnostics: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...] = ()
    includes: tuple[Include, ...] = ()
    hosts: tuple[HostRecipe, ...] = ()


def lower_source(
    source: SourceFile,
    preprocessing: PreprocessOptions,
    *,
    kernels: tuple[str, ...] = (),
    instantiate: tuple[str, ...] = (),
) -> FrontendResult:
    """Every kernel of a file, or those named in `kernels` (with or without template arguments)."""
    preprocessed = preprocess(source, preprocessing)
    parser = Parser((*headers_for(preprocessed.tokens), *preprocessed.tokens))
    index = Index(parser.unit)
    unit = Unit(
        index,
        parser,
        tuple(preprocessed.comments),
        dict(preprocessed.macros),
        missing_headers=tuple(include.name for include in preprocessed.includes if include.resolved is None),
        reserved=_variable_names(index.globals),
    )
    instances, refused = find_instances(unit, instantiate)
    refused += [_unread(name, diagnostic, source) for name, diagnostic in parser.broken_kernels]
    if kernels:
        wanted = {_squeezed(name) for name in kernels}
        instances = [each for each in instances if _is_wanted(each.cuda_name, wanted)]
        refused = [each for each in refused if _is_wanted(each.cuda_name, wanted)]
    lowered = [lower_kernel(unit, instance) for instance in instances]
    ordered = sorted((*lowered, *refused), key=lambda each: (each.span.file is not source, each.span.start))
    told = {id(diagnostic) for _, diagnostic in parser.broken_kernels}
    unread = (each for each in parser.diagnostics if id(each) not in told)
    return FrontendResult(
        tuple(ordered),
        (*preprocessed.diagnostics, *unread),
        _head(source, preprocessed),
        preprocessed.includes,
        host_recipes(unit, HostUses(unit)) if _knows_tensors(preprocessed) else (),
    )


def _knows_tensors(preprocessed: Preprocessed) -> bool:
    return any(token.text == "Tensor" for token in preprocessed.tokens)


def _head(source: SourceFile, preprocessed: Preprocessed) -> tuple[Comment, ...]:
    """The comments before the first declaration, but for those that stand directly above something of their own."""
    first = next((each.span.start for each in preprocessed.tokens if each.span.file is source), len(source.text))
    found: list[Comment] = []
    below = source.line_of(first)
    for comment in reversed([each for each in preprocessed.comments if each.span.file is source]):
        if comment.span.start >= first or not comment.own_line:
            continue
        after = source.line_of(max(comment.span.start, comment.span.end - 1)) + 1
        is_kept = bool(found) and after == below
        text = source.line_text(after).strip()
        if is_kept or not text or text.startswith("#include"):
            found.append(Comment(comment.text, comment.span))
            below = comment.span.line
    return tuple(reversed(found))


def _unread(name: str, diagnostic: Diagnostic, source: SourceFile) -> Lowered:
    """A kernel whose text cannot be read."""
    return Lowered(name, diagnostic.span or Span(source, 0, 0), None, (diagnostic,))


def _squeezed(name: str) -> str:
    return name.replace(" ", "")


def _is_wanted(cuda_name: str, wanted: set[str]) -> bool:
    squeezed = _squeezed(cuda_name)
    return squeezed in wanted or squeezed.partition("<")[0] in wanted


def _variable_names(scope: Scope) -> frozenset[str]:
    """The names of all variables of file and namespace scope, which no local variable's IR name may be."""
    names: set[str] = set()
    stack, seen = [scope], set()
    while stack:
        current = stack.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        for name, entities in current.names.items():
            names |= {name for entity in entities if isinstance(entity, VariableEntity)}
            stack += [entity.scope for entity in entities if isinstance(entity, NamespaceEntity)]
    return frozenset(names)
