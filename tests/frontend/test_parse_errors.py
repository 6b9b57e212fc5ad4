"""What is said where a text cannot be read, and what is saved of it."""

from __future__ import annotations

import pytest

from tests.frontend.dump import parser_of, tokens_of
from transkernel.diagnostics import Diagnostic, Refusal
from transkernel.frontend import ast
from transkernel.frontend.parse import Parser, parse_unit
from transkernel.limits import DEEPEST_BRACKETS


def body_error(text: str) -> Diagnostic:
    parser = parser_of("__global__ void k(int* p, int a) {\n" + text + "\n}")
    if parser.diagnostics:
        (diagnostic,) = parser.diagnostics
        return diagnostic
    kernel = parser.unit.declarations[0]
    assert isinstance(kernel, ast.Function)
    assert kernel.body is not None
    with pytest.raises(Refusal) as refusal:
        parser.body(kernel.body)
    return refusal.value.diagnostic


MESSAGES = [
    ("a = 1\na = 2;", "TK0201", "2:5", "expected `;` after `1`"),
    ("return a\n", "TK0201", "2:8", "expected `;` after `a`"),
    ("a = ;", "TK0201", "2:5", "expected an expression before `;`"),
    ("f(a, );", "TK0201", "2:6", "expected an expression before `)`"),
    ("a = b c;", "TK0201", "2:5", "expected `;` after `b`"),
    ("p[a = 1;", "TK0202", "2:2", "this `[` is never closed"),
    ("f(a;", "TK0202", "2:2", "this `(` is never closed"),
    ("if a > 1 return;", "TK0201", "2:4", "expected `(` before `a`"),
    ("do a++; (a);", "TK0201", "2:9", "expected `while` before `(`"),
    ("else return;", "TK0201", "2:1", "expected a statement before `else`"),
    ("int 3;", "TK0201", "2:3", "expected `;` after `int`"),
    ("LOOP(i, a) { }", "TK0201", "2:12", "expected `;` before `{`"),
    ("throw 1;", "TK0205", "2:1", "`throw` is not in the subset of C++ that transkernel translates"),
    ("try { } catch (...) { }", "TK0205", "2:1", "`try` is not in the subset of C++ that transkernel translates"),
    ("int* q = new int[3];", "TK0205", "2:10", "`new` is not in the subset of C++ that transkernel translates"),
    ("delete p;", "TK0205", "2:1", "`delete` is not in the subset of C++ that transkernel translates"),
    ("k<<<1, 2>>>(p, a);", "TK0205", "2:2",
     "a kernel launch inside a kernel is not in the subset of C++ that transkernel translates"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "message"), MESSAGES)
def test_message(text: str, code: str, place: str, message: str) -> None:
    diagnostic = body_error(text)
    assert (diagnostic.code, str(diagnostic.span), diagnostic.message) == (code, f"t.cu:{place}", message)


def test_an_undefined_macro_before_a_block_is_named() -> None:
    (note,) = body_error("LOOP(i, a) { }").notes
    assert note.message == "`LOOP` looks like a macro whose definition was not found"
    assert note.span is not None
    assert note.span.text == "LOOP"


def test_the_fix_of_a_missing_semicolon_can_be_put_into_the_text() -> None:
    diagnostic = body_error("a = 1\na = 2;")
    assert diagnostic.fix is not None
    place = diagnostic.fix.span
    text = place.file.text
    assert "a = 1;\n" in text[: place.start] + diagnostic.fix.replacement + text[place.end :]


def test_a_broken_kernel_between_two_good_ones() -> None:
    unit, diagnostics = parse_unit(
        tokens_of("__global__ void a(int* p) { }\n__global__ void b(int* p, ) { }\n__global__ void c(int* p) { }\n")
    )
    assert [(each.code, str(each.span)) for each in diagnostics] == [("TK0201", "t.cu:2:27")]
    functions = [each.name.text for each in unit.declarations if isinstance(each, ast.Function)]
    assert functions == ["a", "c"]


def test_a_broken_device_function_is_said_when_it_is_used() -> None:
    parser = parser_of("__device__ int f(int, int 3) { return 1; }\n__global__ void k() { }")
    assert parser.diagnostics == []
    assert parser.failed["f"].code == "TK0201"


def test_a_brace_that_never_closes_costs_one_kernel() -> None:
    parser = parser_of(
        "__global__ void a(int* p) { if (p) { p[0] = 1; }\n\n"
        "__global__ void b(int* p) { p[0] = 2; }\nstruct S { int x; };\n"
    )
    assert [(each.code, str(each.span)) for each in parser.diagnostics] == [("TK0202", "t.cu:1:27")]
    assert [type(each).__name__ for each in parser.unit.declarations] == ["HostCode", "Function", "Struct"]


def test_a_namespace_that_never_closes_keeps_what_is_in_it() -> None:
    parser = parser_of("namespace n {\n__global__ void a(int* p) { }\n")
    assert [each.code for each in parser.diagnostics] == ["TK0202"]
    namespace = parser.unit.declarations[0]
    assert isinstance(namespace, ast.Namespace)
    assert [type(each).__name__ for each in namespace.declarations] == ["Function"]


def test_a_brace_too_many_is_skipped() -> None:
    parser = parser_of("__global__ void a() { } }\n__global__ void b() { }")
    assert [(each.code, str(each.span)) for each in parser.diagnostics] == [("TK0203", "t.cu:1:25")]
    assert len([each for each in parser.unit.declarations if isinstance(each, ast.Function)]) == 2


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_nesting_is_parsed_or_refused(depth: int) -> None:
    parser = parser_of("__global__ void k(int a) { a = " + "(" * depth + "a" + ")" * depth + "; }")
    kernel = parser.unit.declarations[0]
    if depth > DEEPEST_BRACKETS:
        assert [(name, each.code) for name, each in parser.broken_kernels] == [("k", "TK0204")]
        return
    assert isinstance(kernel, ast.Function)
    assert kernel.body is not None
    assert parser.body(kernel.body)[1].statements


JUNK = """
;|}|{|(|)|template|template <|template < typename|struct|enum {|operator|namespace|namespace a|using|__global__|~|::|a::
extern "C"|extern "C" {|typename|static_assert(|__launch_bounds__|struct S : |enum class|[[|__attribute__|decltype
noexcept|__device__ operator|__device__ int f(|__device__ a::|class A { public|template <> struct A<|#|
"""


@pytest.mark.parametrize("text", JUNK.strip().replace("\n", "|").split("|"))
def test_any_end_of_the_text_is_survived(text: str) -> None:
    """The end of a text is where look-ahead goes wrong: nothing but diagnostics may come of it."""
    for prefix in ("", "__global__ void k() { ", "struct S { ", "__device__ int x = "):
        parser = parser_of(prefix + text)
        for each in parser.unit.declarations:
            if isinstance(each, ast.Function) and each.body is not None:
                assert _reads(parser, each.body) in (True, False)


def _reads(parser: Parser, body: ast.Body) -> bool:
    try:
        parser.body(body)
    except Refusal:
        return False
    return True
