"""What fuzzing the front end found (docs/fuzzing.md), in small: text that was translated wrongly, or not at all."""

from __future__ import annotations

import pytest

from tests.frontend.test_field_findings import port_of
from tests.timing import MOST, growth
from transkernel.convert import convert
from transkernel.source import SourceFile


def codes_of(text: str) -> list[str]:
    (kernel,) = convert(SourceFile("kernel.cu", text)).kernels
    return [each.code for each in kernel.diagnostics if each.is_error]


KERNEL = "__global__ void k(int* x, float* y, int n) { "


@pytest.mark.parametrize(
    ("class_", "local", "line"),
    [
        ("struct S { __device__ S(int a = 5) : v(a) {} int v; };", "S s;", "S s = make_S(5);"),
        ("struct S { S() = default; int v = 5; };", "S s;", "S s = {5};"),
        ("struct S { S() = default; __device__ S(int a) : v(a) {} int v; };", "S s{};", "S s = {0};"),
        ("struct S { int v = 5; };", "S s[2];", "S s[2] = {{5}, {5}};"),
        ("struct S { __device__ S() : v(4) {} int v; };", "S s[2];", "S s[2] = {make_S(), make_S()};"),
        ("struct R { int v = 4; }; struct S { R r; int w; };", "S s;", "S s = {{4}, 0};"),
        ("struct R { int v = 4; }; struct S : R { int w = 3; };", "S s;", "S s = {base.v, 3};"),
        ("struct S { int v; };", "S s;", "S s;"),
    ],
)
def test_an_object_begins_as_its_constructor_or_its_members_say(class_: str, local: str, line: str) -> None:
    assert line in port_of(f"{class_} {KERNEL}{local} x[0] = *(int*)&s; }}")


def test_an_object_without_a_default_constructor_is_refused() -> None:
    text = "struct S { __device__ S(int a) : v(a) {} int v; }; " + KERNEL + "S s; x[0] = s.v; }"
    assert codes_of(text) == ["TK0256"]


def test_an_explicit_constructor_is_no_conversion_and_no_aggregate() -> None:
    explicit = "struct S { explicit __device__ S(int a) : v(2 * a) {} int v; }; "
    assert codes_of(explicit + KERNEL + "S s = 4; x[0] = s.v; }") == ["TK0231"]
    assert "make_S(4)" in port_of(explicit + KERNEL + "S s(4); x[0] = s.v; }")


def test_a_lambda_reads_constants_around_it_and_nothing_else_unasked() -> None:
    assert "a + 4" in port_of(KERNEL + "const int c = 4; auto f = [](int a) { return a + c; }; x[0] = f(1); }")
    assert codes_of(KERNEL + "int c = n; auto f = [](int a) { return a + c; }; x[0] = f(1); }") == ["TK0255"]


def test_a_member_that_hides_a_base_s_is_refused() -> None:
    text = "struct B { int a; }; struct D : B { int a; }; __global__ void k(D* d) { d->a = 1; }"
    assert codes_of(text) == ["TK0239"]


@pytest.mark.parametrize("classes", ["struct S { S s; };", "struct A; struct S { A a; }; struct A { S b; };"])
def test_a_class_inside_of_itself_is_refused(classes: str) -> None:
    assert codes_of(classes + " __global__ void k(S* x) { x[0] = x[1]; }") == ["TK0238"]


def test_literals_beyond_every_type() -> None:
    assert codes_of(KERNEL + f"x[0] = {'9' * 5000}; }}") == ["TK0230"]
    assert "INFINITY" in port_of(KERNEL + "y[0] = 0x1p99999999999999999999; }")


def test_an_index_out_of_an_initialiser_is_refused() -> None:
    assert codes_of(KERNEL + "int a[2] = {[1000000000] = 1}; x[0] = a[0]; }") == ["TK0250"]


def test_a_long_chain_of_assignments_takes_linear_time() -> None:
    """A thousand of them took 87 s."""
    assert growth(lambda count: port_of(KERNEL + "x[0] = " * count + "x[1]; }"), 200) < MOST


@pytest.mark.parametrize(
    "local",
    [
        "static const int a = n * 2;",
        "int m = n; static const int a = m;",
        "__constant__ int a = n;",
        "static const int a[2] = {1, n};",
    ],
)
def test_what_lasts_does_not_begin_with_what_a_thread_computes(local: str) -> None:
    assert codes_of(KERNEL + local + " x[0] = *(int*)&a; }") == ["TK0236"]


def test_a_variable_of_the_device_inside_of_a_kernel_is_refused() -> None:
    assert codes_of(KERNEL + "__device__ int* a = x + n; x[0] = a[1]; }") == ["TK0248"]
    assert "t[n]" in port_of(KERNEL + "static const int t[2] = {1, 5}; x[0] = t[n]; }")


def test_comparisons_in_a_row_that_may_open_template_lists_take_linear_time() -> None:
    """Two thousand unknown names took 16 s."""

    def translate(count: int) -> None:
        assert codes_of(KERNEL + "x[0] = y[" + "a<" * count + "]; }") == ["TK0201"]

    assert growth(translate, 400) < MOST


@pytest.mark.parametrize("vote", ["__ballot_sync(~0u, {})", "__any_sync(~0u, {})", "__syncthreads_count({})"])
def test_votes_take_an_int(vote: str) -> None:
    """So 0.5f and 1ull << 32 vote against."""
    assert "(int)y[n] != 0" in port_of(KERNEL + f"x[0] = {vote.format('y[n]')}; }}")
    assert "(int)y[n] != 0" not in port_of(KERNEL + f"x[0] = {vote.format('y[n] > 0')}; }}")


def test_lambdas_inside_of_lambdas_do_not_read_the_inner_ones_again_and_again() -> None:
    """Two hundred took 15 s."""

    def translate(count: int) -> None:
        assert "__kernel" in port_of(KERNEL + "x[0] = " + "[&] { return " * count + "x[1]" + "; }()" * count + "; }")

    assert growth(translate, 20) < MOST


@pytest.mark.parametrize(
    ("members", "lines"),
    [
        ("E e[2]; int n; __device__ S() : n(1) {}", ["self.e[0] = make_E();", "self.e[1] = make_E();"]),
        ("float e[2] = {3}; int n; __device__ S() : n(1) {}", ["self.e[0] = 3.0f;", "self.e[1] = 0.0f;"]),
        ("float e[2]; int n; __device__ S() : e{3}, n(1) {}", ["self.e[0] = 3.0f;", "self.e[1] = 0.0f;"]),
        ("float e[40]; int n; __device__ S() : e(), n(1) {}", ["i < 40", "self.e[i] = 0.0f;"]),
        ("float e[2][1]; int n; __device__ S() : e(), n(1) {}", ["self.e[0][0] = 0.0f;", "self.e[1][0] = 0.0f;"]),
    ],
)
def test_a_constructor_sets_an_array_member_element_by_element(members: str, lines: list[str]) -> None:
    element = "struct E { float a; __device__ E() : a(2) {} }; "
    port = port_of(f"{element}struct S {{ {members} }}; {KERNEL}S s; x[0] = s.n + *(int*)&s.e; }}")
    assert [line for line in lines if line not in port] == []


def test_a_base_s_array_is_copied_element_by_element() -> None:
    base = "struct B { float e[2]; int n; __device__ B(int n) : n(n) {} }; "
    port = port_of(base + "struct S : B { __device__ S() : B(1) {} }; " + KERNEL + "S s; x[0] = s.n; }")
    assert "self.e[1] = base.e[1];" in port


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("auto t = cg::tiled_partition<INFINITY>(cg::this_thread_block()); x[0] = t.size();", "TK0271"),
        ("cg::thread_block_tile<INFINITY> t = cg::tiled_partition<32>(cg::this_thread_block());", "TK0232"),
        ("x[0] = __shfl_down_sync(~0u, x[0], 1, INFINITY);", ""),
        ("int a[2]; memcpy(a, x, INFINITY); x[1] = a[0];", ""),
        ("int a[2]; memset(a, INFINITY, 8); x[1] = a[0];", ""),
        ("int a[2]; memset(a, 0, NAN); x[1] = a[0];", ""),
    ],
)
def test_an_infinity_where_an_integer_is_meant_is_no_crash(text: str, code: str) -> None:
    head = "#include <cooperative_groups.h>\nnamespace cg = cooperative_groups;\n"
    assert codes_of(head + KERNEL + text + " }")[:1] == ([code] if code else [])
