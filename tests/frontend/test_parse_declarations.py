"""Declarations outside of functions to syntax trees, and what is left as host code."""

from __future__ import annotations

import pytest

from tests.frontend.dump import parser_of, show
from transkernel.frontend import ast

ROWS = [
    ('__global__ void k(const float* __restrict__ x, float (&a)[4], int n = 3) { }', '(Function k void [const float* restrict x float[4]& a int n = 3] {} {__global__})'),
    ('__global__ void __launch_bounds__(256, 2) k(void) { }', '(Function k void [] {} {__global__} launch_bounds=[256 2])'),
    ('__launch_bounds__(N) __global__ void k(const __grid_constant__ int p) { }', '(Function k void [const int p] {} {__global__} launch_bounds=[N])'),
    ('extern "C" __global__ void k(int (*f)(int, float)) { }', '(Function k void [fn(int, float)->int* f] {} {__global__})'),
    ('extern "C" { __device__ int f(); __constant__ float table[4][3]; }', '(Function f int [] - {__device__}) (var table float[3][4] {__constant__})'),
    ('template <typename T, int N = 4, typename... Ts> __device__ T f(T a, Ts&&... rest) { return a; }', "(Function f 'T ['T a 'Ts&&... rest] {return a ;} {__device__} template_parameters=[(TemplateParameter type T) (TemplateParameter value N type=int default=4) (TemplateParameter type Ts pack=True)])"),
    ('template <template <typename> class C, typename T = C<C<int>>, class> struct S { C<T> member; };', "(Struct struct S [(var member 'C<'T>)] template_parameters=[(TemplateParameter template C) (TemplateParameter type T default='C<'C<int>>) (TemplateParameter type )])"),
    ('template <typename T, typename = std::enable_if_t<(sizeof(T) > 4)>> __device__ void f(T) { }', "(Function f void ['T] {} {__device__} template_parameters=[(TemplateParameter type T) (TemplateParameter type  default='std::enable_if_t<(> (SizeofExpression sizeof 'T) 4)>)])"),
    ('template <typename T> struct A { T x; }; template <> struct A<float> { int y; }; template <typename T> struct A<T*> : A<T> { };', "(Struct struct A [(var x 'T)] template_parameters=[(TemplateParameter type T)]) (Struct struct A [(var y int)] template_parameters=[] arguments=[float]) (Struct struct A [] bases=['A<'T>] template_parameters=[(TemplateParameter type T)] arguments=['T*])"),
    ('template <> __device__ float f<float, 3>(float a) { return a; }', '(Function f<float, 3> float [float a] {return a ;} {__device__} template_parameters=[])'),
    ('template <typename T> __global__ void k(T* p) { } template __global__ void k<float>(float* p); template __global__ void k(int*);', "(Function k void ['T* p] {} {__global__} template_parameters=[(TemplateParameter type T)]) (ExplicitInstantiation k<float>) (ExplicitInstantiation k)"),
    ('template <typename T> struct A { }; template struct A<int>; extern template class A<long>;', '(Struct struct A [] template_parameters=[(TemplateParameter type T)]) (ExplicitInstantiation A<int>) (ExplicitInstantiation A<long>)'),
    ('struct S { __host__ __device__ S(int a) : x(a), y{a} { } __device__ ~S() { } __device__ S() = default; int x, y; };', '(Struct struct S [(Function S - [int a] {} {__device__ __host__}) (Function ~S - [] {} {__device__}) (Function S - [] - {__device__ default}) (var x int) (var y int)])'),
    ('struct S { __device__ float operator()(float a) const { return a; } __device__ float& operator[](int i); __device__ operator float() const { return 0; } };', '(Struct struct S [(Function operator() float [float a] {return a ;} {__device__ const}) (Function operator[] float& [int i] - {__device__}) (Function operator float - [] {return 0 ;} {__device__ const})])'),
    ('struct S { S& operator=(const S&) = delete; __device__ S operator+(S o) const noexcept; };', "(Struct struct S [(Function operator= 'S& [const 'S&] - {delete}) (Function operator+ 'S ['S o] - {__device__ const noexcept})])"),
    ('struct S { unsigned a : 3; int : 0; static constexpr int n = 4; private: float b[n]; };', '(Struct struct S [(var a unsigned_int bit_width=3) (var int bit_width=0) (var n int = 4 {constexpr static}) (var b float[n])])'),
    ('struct alignas(16) S { float x; }; struct __align__(8) Q { float y; };', '(Struct struct S [(var x float)] alignment=16) (Struct struct Q [(var y float)] alignment=8)'),
    ('struct S { int a; } s; typedef struct { float x; } P; typedef struct Q { int b; } Q; typedef struct R R;', "(Struct struct S [(var a int)]) (var s 'S) (TypeAlias P (InlineType (Struct struct  [(var x float)]))) (Struct struct Q [(var b int)]) (Struct struct R -)"),
    ('union U { float f; unsigned u; }; struct F; enum E { A, B = 2, }; enum class C : unsigned char { D };', '(Struct union U [(var f float) (var u unsigned_int)]) (Struct struct F -) (Enum E [(Enumerator A -) (Enumerator B 2)] False -) (Enum C [(Enumerator D -)] True unsigned_char)'),
    ('template <typename T> struct S { struct I { T x; }; __device__ void f(I i); }; template <typename T> __device__ void S<T>::f(I i) { I j; }', "(Struct struct S [(Struct struct I [(var x 'T)]) (Function f void ['I i] - {__device__})] template_parameters=[(TemplateParameter type T)]) (Function S<'T>::f void ['I i] {I j ;} {__device__} template_parameters=[(TemplateParameter type T)])"),
    ('template <typename T> using Ptr = const T*; using F = float (*)(int); typedef int row[4];', "(TypeAlias Ptr const 'T* template_parameters=[(TemplateParameter type T)]) (TypeAlias F fn(int)->float*) (TypeAlias row int[4])"),
    ('namespace a { namespace b { __device__ int f(); } } namespace c = a::b; using namespace a; using a::b::f;', '(Namespace a [(Namespace b [(Function f int [] - {__device__})])]) (Namespace c [] alias=a::b) (UsingDirective a) (UsingName a::b::f)'),
    ('namespace a::b { struct T { }; } namespace { __device__ a::b::T* g(); }', "(Namespace a [(Namespace b [(Struct struct T [])])]) (Namespace  [(Function g 'a::b::T* [] - {__device__})])"),
    ('constexpr int N = 1 << 4; const float pi = 3.14f, tau(2 * pi); template <typename T> constexpr T zero = T(0);', "(var N int = (<< 1 4) {constexpr}) (var pi const float = 3.14f) (var tau const float = (new() const float (* 2 pi))) (var zero 'T = (new() 'T 0) {constexpr} template_parameters=[(TemplateParameter type T)])"),
    ('constexpr int square(int x) { return x * x; } static_assert(square(2) == 4, "square");', '(Function square int [int x] {return x * x ;} {constexpr}) (StaticAssert (== (call square 2) 4) "square")'),
    ('__device__ auto f(int a) -> decltype(a + 1) { return a; } __device__ int g(int, ...);', '(Function f (DecltypeType (+ a 1)) [int a] {return a ;} {__device__}) (Function g int [int] - {__device__} variadic=True)'),
    ('__device__ __forceinline__ static void f() noexcept(true) { } inline __device__ int* h() { return 0; }', '(Function f void [] {} {__device__ __forceinline__ noexcept static}) (Function h int* [] {return 0 ;} {__device__ inline})'),
    ('__shared__ float a; __device__ __managed__ int counter = 0; __device__ float grid[2] = {1, 2};', '(var a float {__shared__}) (var counter int = 0 {__device__ __managed__}) (var grid float[2] = {1, 2} {__device__})'),
    ('MISSING_INLINE __device__ float f(float x) { return x; } __device__ MISSING(3) int g() { return 1; }', '(Function f float [float x] {return x ;} {MISSING_INLINE __device__}) (Function g int [] {return 1 ;} {MISSING __device__})'),
    ('struct S { friend __device__ bool operator==(S a, S b) { return true; } template <typename T> friend class X; };', "(Struct struct S [(Function operator== bool ['S a 'S b] {return true ;} {__device__ friend}) (Struct class X - template_parameters=[(TemplateParameter type T)])])"),
    ('__device__ float C::m(int a) const { return a; } template <> const int A<float>::v = 3;', '(Function C::m float [int a] {return a ;} {__device__ const}) (var v const int = 3 scope=A<float>)'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_declaration(text: str, expected: str) -> None:
    parser = parser_of(text)
    assert parser.diagnostics == []
    assert parser.failed == {}
    assert " ".join(show(declaration) for declaration in parser.unit.declarations) == expected


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
