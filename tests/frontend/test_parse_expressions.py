"""Expressions, local declarations and statements to syntax trees, row by row."""

from __future__ import annotations

import pytest

from tests.frontend.dump import parser_of, show
from transkernel.frontend import ast

PRELUDE = """
template <typename T> struct vec { T data[4]; using type = T; enum { value = 1 }; };
template <typename T> __device__ T f(T a) { return a; }
struct P { float x; float y; };
enum class Color { red, green };
template <typename T, int N, typename... Ts> __global__ void kernel(T* p, int a, int b) {
"""


def statements(text: str) -> str:
    """The statements of a kernel's body, one after another."""
    parser = parser_of(PRELUDE + text + "}")
    assert parser.diagnostics == []
    kernel = parser.unit.declarations[-1]
    assert isinstance(kernel, ast.Function)
    assert kernel.body is not None
    _, compound = parser.body(kernel.body)
    return " ".join(show(statement) for statement in compound.statements)


EXPRESSIONS = [
    ("a + b * 2 - 1;", "(- (+ a (* b 2)) 1);"),
    ("a - b - 1;", "(- (- a b) 1);"),
    ("a << 1 | b & 3 ^ 2;", "(| (<< a 1) (^ (& b 3) 2));"),
    ("a < b == b > a && a || b;", "(|| (&& (== (< a b) (> b a)) a) b);"),
    ("x < y >> z;", "(< x (>> y z));"),
    ("a = b = 3;", "(= a (= b 3));"),
    ("a += b ? 1 : a ? 2 : 3;", "(+= a (? b 1 (? a 2 3)));"),
    ("a ?: b;", "(? a - b);"),
    ("a, b;", "(, a b);"),
    ("-a * !b + ~a;", "(+ (* (- a) (! b)) (~ a));"),
    ("*p++ = &a;", "(= (* (p ++)) (& a));"),
    ("--p[a]->x.y;", "(-- (. (-> (index p a) x) y));"),
    ("a << 0x1Fu, 1'000;", "(, (<< a 0x1Fu) 1000);"),
    (
        '1.5e-3f; .5; 1.f; \'c\'; "a" "b"; true; nullptr; this;',
        '1.5e-3f; .5; 1.f; \'c\'; "a" "b"; true; nullptr; this;',
    ),
    ("(T)x;", "(cast:c 'T x);"),
    ("(x)-1;", "(- x 1);"),
    ("(T)-1;", "(cast:c 'T (- 1));"),
    ("(unsigned long long)a * 2;", "(* (cast:c unsigned_long_long a) 2);"),
    ("(const float4*)p;", "(cast:c const 'float4* p);"),
    ("(Unknown*)p;", "(cast:c 'Unknown* p);"),
    ("(const Unknown *)p + a;", "(+ (cast:c const 'Unknown* p) a);"),
    ("(Unknown)3;", "(cast:c 'Unknown 3);"),
    ("(float (*)[4])p;", "(cast:c float[4]* p);"),
    ("(void (*)(int))p;", "(cast:c fn(int)->void* p);"),
    ("static_cast<T>(a);", "(cast:static 'T a);"),
    ("reinterpret_cast<const vec<float>*>(p);", "(cast:reinterpret const 'vec<float>* p);"),
    ("const_cast<T&>(*p);", "(cast:const 'T& (* p));"),
    ("float(a) + int{b};", "(+ (new() float a) (new{} int b));"),
    ("T(a); T{}; float4{1, 2};", "(new() 'T a); (new{} 'T); (new{} 'float4 1 2);"),
    ("(float4){1, 2};", "(new{} 'float4 1 2);"),
    ("sizeof(T) * 2;", "(* (SizeofExpression sizeof 'T) 2);"),
    (
        "sizeof a; sizeof(a); alignof(float4);",
        "(SizeofExpression sizeof a); (SizeofExpression sizeof a); (SizeofExpression alignof 'float4);",
    ),
    ("sizeof...(Ts);", "(SizeofPack Ts);"),
    ("f<float>(a);", "(call f<float> a);"),
    ("unknown<float, 3>(a);", "(call unknown<float, 3> a);"),
    ("g(a < b, b > (a));", "(call g (< a b) (> b a));"),
    ("a < b, b > a;", "(, (< a b) (> b a));"),
    ("f<vec<float>>(a);", "(call f<'vec<float>> a);"),
    ("f<vec<vec<float>>>(a);", "(call f<'vec<'vec<float>>> a);"),
    ("f<(a > b)>(a);", "(call f<(> a b)> a);"),
    ("T::value < 3;", "(< T::value 3);"),
    ("vec<T>::value + 1;", "(+ vec<'T>::value 1);"),
    ("std::numeric_limits<T>::max();", "(call std::numeric_limits<'T>::max);"),
    ("::f(a);", "(call ::f a);"),
    ("Color::red;", "Color::red;"),
    ("p.template get<int>(a);", "(call (. p get<int>) a);"),
    ("q.operator()(a); a.operator+(b);", "(call (. q operator()) a); (call (. a operator+) b);"),
    ("h.operator float();", "(call (. h operator float));"),
    ("(args + ...);", "(FoldExpression + args -);"),
    ("(... && args);", "(FoldExpression && - args);"),
    ("(args * a + ... + 0);", "(FoldExpression + (* args a) 0);"),
    ("(g(args), ...);", "(FoldExpression , (call g args) -);"),
    ("g(args...);", "(call g args...);"),
    ("({ int t = a; t; });", "(StatementExpression {(var t int = a) t;});"),
    ("a and not b;", "(&& a (! b));"),
    ("std::is_same<T, float>::value;", "std::is_same<'T, float>::value;"),
    ("g(std::is_same_v<T, float[3]>);", "(call g std::is_same_v<'T, float[3]>);"),
    ("g<void(int)>(a);", "(call g<fn(int)->void> a);"),
]

# An array's type is shown inside out: `float m[2][3]` is 2 of `float[3]`.
DECLARATIONS = [
    ("vec<float> x;", "(var x 'vec<float>)"),
    ("vec<vec<int>> x; vec<vec<vec<int>>> y;", "(var x 'vec<'vec<int>>) (var y 'vec<'vec<'vec<int>>>)"),
    ("T * c;", "(var c 'T*)"),
    ("a * b;", "(* a b);"),
    ("Unknown * c;", "(var c 'Unknown*)"),
    ("Unknown & c = a;", "(var c 'Unknown& = a)"),
    ("Unknown c;", "(var c 'Unknown)"),
    ("ns::Unknown<3> c;", "(var c 'ns::Unknown<3>)"),
    ("int a1 = 1, *b1, c1[2] = {1, 2};", "(var a1 int = 1) (var b1 int*) (var c1 int[2] = {1, 2})"),
    ("const unsigned char* const q = 0;", "(var q const unsigned_char* const = 0)"),
    ("long unsigned int long z;", "(var z unsigned_long_long)"),
    ("float m[2][3];", "(var m float[3][2])"),
    ("float (*q)[4] = 0;", "(var q float[4]* = 0)"),
    ("float* q[4];", "(var q float*[4])"),
    ("int (*g)(int, float) = 0;", "(var g fn(int, float)->int* = 0)"),
    ("float (&r)[4] = m;", "(var r float[4]& = m)"),
    (
        "auto&& r = a; decltype(a) d; decltype(auto) e = a;",
        "(var r auto&& = a) (var d (DecltypeType a)) (var e decltype(auto) = a)",
    ),
    ("auto [u, v] = g();", "(var auto = (call g) bindings=[u v])"),
    ("const auto& [u, v] = w;", "(var const auto& = w bindings=[u v])"),
    (
        "dim3 grid(a, b); P q{1, 2}; float s(3);",
        "(var grid 'dim3 = (new() 'dim3 a b)) (var q 'P = {1, 2}) (var s float = (new() float 3))",
    ),
    ("P q = {.x = 1, .y = 2}; int w[4] = {[2] = 3};", "(var q 'P = {.x=1, .y=2}) (var w int[4] = {[2]=3})"),
    (
        "__shared__ float s[N][33]; extern __shared__ char d[];",
        "(var s float[33][N] {__shared__}) (var d char[] {__shared__ extern})",
    ),
    (
        "__shared__ __align__(16) float s[4]; alignas(8) int q; float t[2] __attribute__((aligned(16)));",
        "(var s float[4] {__shared__} alignment=16) (var q int alignment=8) (var t float[2] alignment=16)",
    ),
    ("typedef float real; real x; (real)a;", "(TypeAlias real float) (var x 'real) (cast:c 'real a);"),
    ("using real = T; real* x;", "(TypeAlias real 'T) (var x 'real*)"),
    ("struct L { int a; float b; } x; L y;", "(Struct struct L [(var a int) (var b float)]) (var x 'L) (var y 'L)"),
    ("union { float f; int i; } u;", "(var u (InlineType (Struct union  [(var f float) (var i int)])))"),
    ("enum { A, B = 3 }; struct P q;", "(Enum  [(Enumerator A -) (Enumerator B 3)] False -) (var q 'P)"),
    ("typename T::type x; typename vec<T>::type* y;", "(var x 'typename T::type) (var y 'typename vec<'T>::type*)"),
    ("int P = 1; P * a;", "(var P int = 1) (* P a);"),
    ("{ int P = 1; P * a; } P * c;", "{(var P int = 1) (* P a);} (var c 'P*)"),
    ("float4 float4; float4.x;", "(var float4 'float4) (. float4 x);"),
    (
        "constexpr int K = N * 2; static const float c = 1;",
        "(var K int = (* N 2) {constexpr}) (var c const float = 1 {static})",
    ),
    ('static_assert(N > 0, "msg");', '(StaticAssert (> N 0) "msg")'),
    (
        "namespace cg = cooperative_groups; using namespace cg; using std::max;",
        "(Namespace cg [] alias=cooperative_groups) (UsingDirective cg) (UsingName std::max)",
    ),
    ("[[maybe_unused]] int q;", "(var q int)"),
    ("int C::*q;", "(var q intC::*)"),
]

STATEMENTS = [
    ("if (a) if (b) a = 1; else a = 2;", "(If a (If b (= a 1); (= a 2);) -)"),
    ("if (a) for (;;) if (b) break; else continue; else return;", "(If a (For - - - (If b break continue)) (return))"),
    ("if (a) { } else if (b) ; else return;", "(If a {} (If b ; (return)))"),
    ("if (int q = g(); q > 0) return;", "(If (> q 0) (return) - init=(var q int = (call g)))"),
    ("if (T* q = g()) return;", "(If (var q 'T* = (call g)) (return) -)"),
    ("if (a & b) return; if (u * v) return;", "(If (& a b) (return) -) (If (* u v) (return) -)"),
    ("if constexpr (N > 1) a = 1;", "(If (> N 1) (= a 1); - is_constexpr=True)"),
    (
        "for (int i = 0, j = 1; i < N; i++, j--) continue;",
        "(For (var i int = 0) (var j int = 1) (< i N) (, (i ++) (j --)) continue)",
    ),
    ("for (auto& x : p) a += x;", "(RangeFor (var x auto&) p (+= a x);)"),
    ("for (const vec<T>& x : {p, q}) ;", "(RangeFor (var x const 'vec<'T>&) {p, q} ;)"),
    ("while (a--) { }", "(While (a --) {})"),
    ("do a++; while (a < b);", "(DoWhile (a ++); (< a b))"),
    (
        "switch (a) { case 1: case 2 ... 4: break; case Color::red: default: return; }",
        "(Switch a {(Case 1) (Case 2 last=4) break (Case Color::red) default: (return)})",
    ),
    ("switch (int q = a; q) { case a ? 1 : 2: ; }", "(Switch q {(Case (? a 1 2)) ;} init=(var q int = a))"),
    ("goto out; out: return;", "(Goto out) (Label out) (return)"),
    ("return {a, b};", "(return {a, b})"),
    (
        'asm volatile("mov %0, %1;" : "=r"(a) : "r"(b), "l"(p) : "memory");',
        '(Assembly ["mov %0, %1;"] [(AssemblyOperand =r a)] [(AssemblyOperand r b) (AssemblyOperand l p)])',
    ),
    ('asm("x" "y" :: [in] "r"(b));', '(Assembly ["x" "y"] [] [(AssemblyOperand r b name=in)])'),
    ('asm volatile("bar.sync 0;");', '(Assembly ["bar.sync 0;"] [] [])'),
    (
        "auto l = [=, &a, q = b] __device__ (int i) mutable -> float { return i; };",
        "(var l auto = (LambdaExpression = [(Capture a True) (Capture q False init=b)] [] [int i] float {return i ;}))",
    ),
    (
        "g([&](auto x) { return x; }, []{});",
        "(call g (LambdaExpression & [] [] [auto x] - {return x ;}) (LambdaExpression  [] [] [] - {}));",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*EXPRESSIONS, *DECLARATIONS, *STATEMENTS])
def test_statement(text: str, expected: str) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    "operator", ["*", "/", "%", "+", "-", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "^", "|"]
)
def test_all_operators_group_from_left_to_right(operator: str) -> None:
    assert statements(f"a {operator} 1 {operator} 2;") == f"({operator} ({operator} a 1) 2);"


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
