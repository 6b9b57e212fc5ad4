"""Which names are types and which `<` open lists, and how the entrances for names and arguments read them."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.frontend.dump import parser_of, show, tokens_of
from transkernel.diagnostics import Refusal
from transkernel.frontend.lexer import PUNCTUATORS
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.token_pass import tag_body


class NoHost:
    """Nothing is asked of the parser in these tests."""

    def remember(self, *_: object) -> None:
        raise AssertionError

    members = expression = remember


def tags(text: str, **names: Kind) -> str:
    """Each token of a statement list with the terminal it became, where that says something."""
    stack = ScopeStack((Scope(dict(names)),), {})
    out = tag_body(tokens_of("{" + text + "}"), NoHost(), stack)  # type: ignore[arg-type]
    return " ".join(_SHORT.get(token.kind, "") + token.text for token in out[1:-1])


_SHORT = {
    "TYPE_NAME": "t:", "TYPE_SCOPE": "ts:", "NAME_SCOPE": "ns:", "TEMPLATE_OPEN": "[", "TEMPLATE_CLOSE": "]",
    "DECLARATOR_LPAR": "d:", "PARAMETERS_LPAR": "p:", "LAMBDA_LSQB": "l:", "BINDING_LSQB": "b:", "LABEL_NAME": "L:",
}  # fmt: skip
TYPE, LIST, CALL, VALUE = Kind.TYPE, Kind.TYPE_TEMPLATE, Kind.VALUE_TEMPLATE, Kind.VALUE

ROWS = [
    ("a < b > c ;", {"a": VALUE}, "a < b > c ;"),
    ("a < b > c ;", {"a": LIST}, "t:a [< b ]> c ;"),
    ("a < b > c ;", {}, "t:a [< b ]> c ;"),
    ("x = a < b > ( c ) ;", {}, "x = a [< b ]> ( c ) ;"),
    ("x = a < b > ( c ) ;", {"a": VALUE}, "x = a < b > ( c ) ;"),
    ("x = a < b && c > ( d ) ;", {}, "x = a < b && c > ( d ) ;"),
    ("x = a < b && c > ( d ) ;", {"a": CALL}, "x = a [< b && c ]> ( d ) ;"),
    ("a < b , c > ( d ) ;", {"a": CALL, "b": TYPE}, "a [< t:b , c ]> ( d ) ;"),
    ("a < a < a < b >>> x ;", {"a": LIST}, "t:a [< t:a [< t:a [< b ]> ]> ]> x ;"),
    ("a < b >= c ;", {"a": VALUE}, "a < b >= c ;"),
    ("x = i . x < b > ( c ) ;", {"i": VALUE}, "x = i . x < b > ( c ) ;"),
    ("x = i . x < ( T ) b > ( T ) c ;", {"i": VALUE, "T": TYPE}, "x = i . x < ( t:T ) b > ( t:T ) c ;"),
    ("x = i . get < b > ( c ) ;", {"i": VALUE}, "x = i . get [< b ]> ( c ) ;"),
    ("x = y < b >> c ;", {}, "x = y < b >> c ;"),
    ("x = a < b * > ( c ) ;", {"a": CALL}, "x = a [< t:b * ]> ( c ) ;"),
    ("T * p ;", {"T": TYPE}, "t:T * p ;"),
    ("T * p ;", {"T": VALUE}, "T * p ;"),
    ("T * p ( q ) ;", {}, "t:T * p ( q ) ;"),
    ("T * p + q ;", {}, "T * p + q ;"),
    ("x = ( T ) + 1 ;", {}, "x = ( T ) + 1 ;"),
    ("x = ( T ) + 1 ;", {"T": TYPE}, "x = ( t:T ) + 1 ;"),
    ("x = ( T ) y ;", {}, "x = ( t:T ) y ;"),
    ("x = ( T ) y ;", {"T": VALUE}, "x = ( T ) y ;"),
    ("x = ( T & ) y ;", {}, "x = ( t:T & ) y ;"),
    ("x = index_t ( y ) + ( scalar_t ) z ;", {}, "x = index_t ( y ) + ( t:scalar_t ) z ;"),
    ("n::T x ;", {}, "ts:n :: t:T x ;"),
    ("x = n::f ( y ) ;", {}, "x = ns:n :: f ( y ) ;"),
    ("x = std::array<int, 3>{} ;", {}, "x = ts:std :: t:array [< int , 3 ]> { } ;"),
    ("typename A::B x ;", {}, "typename ts:A :: t:B x ;"),
    ("int T ; T * x ;", {"T": TYPE}, "int T ; T * x ;"),
    ("int ( * p ) [ 3 ] ;", {}, "int d:( * p ) [ 3 ] ;"),
    ("int ( * p ) ( int ) ;", {}, "int d:( * p ) p:( int ) ;"),
    ("a : b ? c : d ;", {}, "L:a : b ? c : d ;"),
    ("T x ( y ) ; T z ( ) ;", {"T": TYPE, "y": VALUE}, "t:T x ( y ) ; t:T z p:( ) ;"),
    ("T x ( T y ) ;", {"T": TYPE}, "t:T x p:( t:T y ) ;"),
    ("auto & [ a , b ] = c ;", {}, "auto & b:[ a , b ] = c ;"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "expected"), ROWS)
def test_tags(text: str, names: dict[str, Kind], expected: str) -> None:
    assert tags(text, **names) == expected


NAMES = [
    ("reduce<float, 256>", "reduce<float, 256>"),
    ("k", "k"),
    ("ns::k<const T*, vec<vec<int>>>", "ns::k<const 'T*, 'vec<'vec<int>>>"),
    ("k<Unknown, 3 * 4, true>", "k<Unknown, (* 3 4), true>"),
    ("k<unsigned char, (1 > 0)>", "k<unsigned_char, (> 1 0)>"),
    ("k<Functor<float>, (float)2>", "k<Functor<float>, (cast:c float 2)>"),
    ("::k<>", "::k<>"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_as_instantiations_spell_them(text: str, expected: str) -> None:
    parser = parser_of("struct T { }; template <typename U> struct vec { };")
    assert show(parser.name(tokens_of(text))) == expected


def test_template_arguments_without_brackets() -> None:
    arguments = parser_of("").template_arguments(tokens_of("float*, 4 + 1, a::b<int>"))
    assert show(arguments) == "[float* (+ 4 1) a::b<int>]"
    assert parser_of("").template_arguments([]) == ()


def test_an_expression_alone() -> None:
    assert show(parser_of("").expression(tokens_of("dim3((n + 255) / 256, 1)"))) == "(new() 'dim3 (/ (+ n 255) 256) 1)"


@pytest.mark.parametrize("text", ["k<", "k<float", "k<float>>", "1", "k k", ""])
def test_a_name_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parser_of("").name(tokens_of(text))


@pytest.mark.parametrize("first", sorted(PUNCTUATORS))
def test_any_two_punctuators_are_survived(first: str) -> None:
    """Every pair, in a kernel's body: a tree or a diagnostic, never a crash."""
    for second in sorted(PUNCTUATORS):
        parser = parser_of("")
        with suppress(Refusal):
            assert parser.expression(tokens_of(f"a {first} {second} b")).span.text.startswith("a")
