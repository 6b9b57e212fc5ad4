"""Expressions, local declarations and statements to syntax trees, row by row."""

from __future__ import annotations

import pytest

from tests.frontend.dump import parser_of, show, trees
from transkernel.frontend import ast

PRELUDE = """
template <typename T> struct vec { T data[4]; using type = T; enum { value = 1 }; };
template <typename T> __device__ T f(T a) { return a; }
struct P { float x; float y; };
enum class Color { red, green };
template <typename T, int N, typename... Ts> __global__ void kernel(T* p, int a, int b) {
"""


def statements(text: str) -> list[str]:
    """The statements of a kernel's body."""
    parser = parser_of(PRELUDE + text + "}")
    assert parser.diagnostics == []
    kernel = parser.unit.declarations[-1]
    assert isinstance(kernel, ast.Function)
    assert kernel.body is not None
    _, compound = parser.body(kernel.body)
    return [show(statement) for statement in compound.statements]


ROWS = [row for name in ("expressions", "local_declarations", "statements") for row in trees(name)]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_statement(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    "operator", ["*", "/", "%", "+", "-", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "^", "|"]
)
def test_all_operators_group_from_left_to_right(operator: str) -> None:
    assert statements(f"a {operator} 1 {operator} 2;") == [f"({operator} ({operator} a 1) 2);"]


def test_spans_reach_from_the_first_to_the_last_token() -> None:
    parser = parser_of("__device__ int f(int a) { return g(a + 1) * 2; }")
    function = parser.unit.declarations[0]
    assert isinstance(function, ast.Function)
    assert function.body is not None
    assert function.span.text == "__device__ int f(int a) { return g(a + 1) * 2; }"
    returned = parser.body(function.body)[1].statements[0]
    assert returned.span.text == "return g(a + 1) * 2;"
    assert isinstance(returned, ast.Return)
    assert isinstance(returned.value, ast.BinaryExpression)
    assert returned.value.span.text == "g(a + 1) * 2"
    assert returned.value.left.span.text == "g(a + 1)"


def test_a_body_is_parsed_once() -> None:
    parser = parser_of("__device__ int f() { return 1; }")
    function = parser.unit.declarations[0]
    assert isinstance(function, ast.Function)
    assert function.body is not None
    assert parser.body(function.body) is parser.body(function.body)


def test_a_lambda_sees_the_types_around_it() -> None:
    parser = parser_of("template <typename T> __global__ void k(T* p) { auto l = [](T x) { return (T)x * 2; }; }")
    kernel = parser.unit.declarations[0]
    assert isinstance(kernel, ast.Function)
    assert kernel.body is not None
    declaration = parser.body(kernel.body)[1].statements[0]
    assert isinstance(declaration, ast.DeclarationStatement)
    variable = declaration.declarations[0]
    assert isinstance(variable, ast.Variable)
    assert isinstance(variable.init, ast.LambdaExpression)
    assert show(parser.body(variable.init.body)[1]) == "{(return (* (cast:c 'T x) 2))}"
