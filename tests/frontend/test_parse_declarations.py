"""Declarations outside of functions to syntax trees, and what is left as host code."""

from __future__ import annotations

import pytest

from tests.frontend.dump import parser_of, show, trees
from transkernel.frontend import ast


@pytest.mark.parametrize(("text", "expected"), trees("declarations"))
def test_declaration(text: str, expected: list[str]) -> None:
    parser = parser_of(text)
    assert parser.diagnostics == []
    assert parser.failed == {}
    assert [show(declaration) for declaration in parser.unit.declarations] == expected


HOST = [
    ("int main(int argc, char** argv) { try { k<<<1, 2>>>(p); } catch (...) { throw; } }", "main", 9),
    ("static std::vector<std::function<void(int)>> cache = {[](int) {}};", "cache", 0),
    ('PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) { m.def("f", &f); }', "PYBIND11_MODULE", 0),
    ('TORCH_LIBRARY(ops, m) {\n  m.def("a");\n}\n', "TORCH_LIBRARY", 6),
    ("REGISTER(a, b)\n__device__ int f();", "REGISTER", 0),
    ("template <typename T> void launch(T* p) { k<T><<<1, 2>>>(p); }", "launch", 11),
    ("Tensor forward(Tensor x);", "forward", 0),
    ("int counter;", "counter", 0),
    ("std::ostream& operator<<(std::ostream& o, int) { return o; }", "operator<<", 15),
]


@pytest.mark.parametrize(("text", "name", "signature"), HOST)
def test_host_code_is_kept_as_tokens(text: str, name: str, signature: int) -> None:
    parser = parser_of(text)
    assert parser.diagnostics == []
    code = parser.unit.declarations[0]
    assert isinstance(code, ast.HostCode)
    assert code.name == name
    if signature:
        assert code.tokens[code.signature].text == "{"


def test_host_templates_keep_their_parameters() -> None:
    code = parser_of("template <typename T, int N> void launch(T* p) { k<T, N><<<1, 2>>>(p); }").unit.declarations[0]
    assert isinstance(code, ast.HostCode)
    assert show(code.template_parameters) == "[(TemplateParameter type T) (TemplateParameter value N type=int)]"


def test_a_macro_line_does_not_swallow_the_declaration_after_it() -> None:
    parser = parser_of("REGISTER(a, b)\n__device__ int f() { return 1; }\n")
    assert [type(each).__name__ for each in parser.unit.declarations] == ["HostCode", "Function"]


def test_a_class_with_host_methods_keeps_its_fields() -> None:
    parser = parser_of("struct S { int a; S(std::map<int, int> m) { throw 1; } void f() { new int; } float b; };")
    struct = parser.unit.declarations[0]
    assert isinstance(struct, ast.Struct)
    assert parser.failed == {}
    kinds = [type(member).__name__ for member in struct.members or ()]
    assert kinds == ["Variable", "HostCode", "HostCode", "Variable"]


def test_a_class_that_cannot_be_read_fails_when_it_is_used() -> None:
    parser = parser_of("class Module { int x = requires; }; __global__ void k() { }")
    assert parser.diagnostics == []
    assert parser.failed["Module"].code == "TK0205"
    assert isinstance(parser.unit.declarations[0], ast.HostCode)
    assert isinstance(parser.unit.declarations[1], ast.Function)
