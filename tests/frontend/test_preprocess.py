"""Directives, includes and macros: rows of text and the tokens that come out, with their places."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transkernel.codes import CODES
from transkernel.diagnostics import Diagnostic
from transkernel.frontend.lexer import PUNCTUATORS, lex
from transkernel.frontend.preprocess import Preprocessed, PreprocessOptions, preprocess
from transkernel.frontend.tokens import Token
from transkernel.source import SourceFile


def run(text: str, **options: object) -> Preprocessed:
    return preprocess(SourceFile("t.cu", text), PreprocessOptions(**options))  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [token.text for token in run(text).tokens]


def joined(text: str) -> str:
    """The tokens of a text, with no diagnostic about it, one space between them."""
    result = run(text)
    assert not result.diagnostics
    return " ".join(token.text for token in result.tokens)


def spaced(text: str) -> str:
    return " ".join(token.text for token in lex(SourceFile("expected", text)).tokens)


def told(text: str) -> list[tuple[str, str]]:
    return [(diagnostic.code, str(diagnostic.span)) for diagnostic in run(text).diagnostics]


# The examples of [cpp.rescan], [cpp.stringize], [cpp.concat] and [cpp.replace], and what the standard says of them.
REPLACE = """
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
"""
CONCAT = """
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
"""
STRINGIZE = """
#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
"""
VARIADIC = """
#define debug(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test) ? puts(#test) : printf(__VA_ARGS__))
#define F(...) f(0 __VA_OPT__(,) __VA_ARGS__)
#define G(X, ...) f(0, X __VA_OPT__(,) __VA_ARGS__)
#define SDEF(sname, ...) S sname __VA_OPT__(= { __VA_ARGS__ })
#define EMP
#define H2(X, Y, ...) __VA_OPT__(X ## Y,) __VA_ARGS__
#define H3(X, ...) #__VA_OPT__(X##X X##X)
#define H4(X, ...) __VA_OPT__(a X ## X) ## b
#define gnu(x, ...) g(x, ## __VA_ARGS__)
#define only(...) g(0, ## __VA_ARGS__)
#define named(x, rest...) g(x, ## rest) #rest
"""
MACROS = [
    (
        REPLACE + "f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);",
        "f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);",
    ),
    (
        REPLACE + "g(x+(3,4)-w) | h 5) & m\n(f)^m(m);",
        "f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1);",
    ),
    (
        REPLACE + "p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };",
        "int i[] = { 1, 23, 4, 5, };",
    ),
    (REPLACE + "char c[2][6] = { str(hello), str() };", 'char c[2][6] = { "hello", "" };'),
    (CONCAT + "join(x, y)", '"x ## y"'),
    (STRINGIZE + "debug(1, 2);", 'printf("x" "1" "= %d, x" "2" "= %s", x1, x2);'),
    (
        STRINGIZE + r"""fputs(str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n), s);""",
        r"""fputs("strncmp(\"abc\\0d\", \"abc\", '\\4') == 0" ": @\n", s);""",
    ),
    (STRINGIZE + "xstr(INCFILE(2).h)", '"vers2.h"'),
    (STRINGIZE + "glue(HIGH, LOW); xglue(HIGH, LOW)", '"hello"; "hello" ", world"'),
    (VARIADIC + 'debug("Flag");', 'fprintf(stderr, "Flag");'),
    (VARIADIC + 'debug("X = %d\\n", x);', 'fprintf(stderr, "X = %d\\n", x);'),
    (
        VARIADIC + "showlist(The first, second, and third items.);",
        'puts("The first, second, and third items.");',
    ),
    (VARIADIC + 'report(x>y, "x", x);', '((x>y) ? puts("x>y") : printf("x", x));'),
    (VARIADIC + "F(a, b, c) F() F(EMP)", "f(0, a, b, c) f(0) f(0)"),
    (VARIADIC + "G(a, b, c) G(a, ) G(a)", "f(0, a, b, c) f(0, a) f(0, a)"),
    (VARIADIC + "SDEF(foo); SDEF(bar, 1, 2);", "S foo; S bar = { 1, 2 };"),
    (VARIADIC + "H2(a, b, c, d)", "ab, c, d"),
    (VARIADIC + "H3(, 0) H3(a, 0)", '"" "aa aa"'),
    (VARIADIC + "H4(, 1) H4(x, 1) H4(x)", "a b a xxb b"),
    (VARIADIC + "gnu(1) gnu(1, 2, 3) gnu(1,) only() only(1)", "g(1) g(1,2,3) g(1,) g(0) g(0,1)"),
    (VARIADIC + "named(1) named(1, 2, 3)", 'g(1) "" g(1,2,3) "2, 3"'),
    # hide sets
    ("#define f f\n#define g f g\nf g", "f f g"),
    ("#define A B\n#define B A\nA B", "A B"),
    ("#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)", "2*9*g"),
    ("#define q(x) x q\nq(1)(2)(3)", "1 q(2)(3)"),
    ("#define NIL(xxx) xxx\n#define G_0(arg) NIL(G_1)(arg)\n#define G_1(arg) NIL(arg)\nG_0(42)", "42"),
    ("#define f(x) x\n#define g f(g\ng)(1)", "g(1)"),
    ("#define foo foo a\n#define id(x) x\nid(foo) id(id(foo))", "foo a foo a"),
    # calls
    ("#define f(x) <x>\nf\n(\n1\n)\nf", "< 1 > f"),
    ("#define f(x) <x>\nf((1,2)) f({1} [2])", "<(1,2)> <{1} [2]>"),
    ("#define f(x) <x>\nf(\n#if 0\nno\n#else\nyes\n#endif\n)", "< yes >"),
    ("#define E\n#define f() <>\nE f() E f( ) E", "<> <>"),
    ("#define f (x)\nf", "(x)"),
    ("#define f(x) <x>\n#define lp (\nf lp 1)", "f ( 1 )"),
    ("#define N 4\n#define M N\n#undef N\n#define N 5\nM", "5"),
    ("#define multi(x) \\\n  x + \\\n  x\nmulti(1)", "1 + 1"),
    # computed names
    ("__LINE__\n\n__LINE__ __FILE__ __COUNTER__ __COUNTER__", '1 3 "t.cu" 0 1'),
    ("#define L __LINE__\n\n#define S(x) #x\n#define T(x) S(x)\nT(L)", '"5"'),
    ("__CUDA_ARCH__ __CUDACC__ __cplusplus", "800 1 201703L"),
]


@pytest.mark.parametrize(("text", "expected"), MACROS)
def test_macros(text: str, expected: str) -> None:
    assert joined(text) == spaced(expected)


CONDITIONS = [
    ("1", True),
    ("0", False),
    ("2 - 2", False),
    ("-1 < 0", True),
    ("-1 < 0u", False),
    ("(2 + 3) * 4 == 20 && !0", True),
    ("0 && 1 / 0", False),
    ("1 || 1 / 0", True),
    ("1 ? 2 : 1 / 0", True),
    ("0 ? 1 / 0 : 0", False),
    ("(1 ? -1 : 0u) > 0", True),
    ("-7 / 2 == -3 && -7 % 2 == -1", True),
    ("1 << 3 == 8 && 1 << 63 < 0 && -1 >> 1 == -1", True),
    ("18446744073709551615u == -1", True),
    ("0x7fffffffffffffff + 1 < 0", True),
    ("1 | 2 ^ 3 & 4 == 4", True),
    ("'a' == 97 && '\\n' == 10 && '\\x41' == 'A' && '\\377' < 0", True),
    ("0b101 == 5 && 010 == 8 && 1'000 == 1000", True),
    ("true and not false or UNKNOWN", True),
    ("UNKNOWN", False),
    ("defined X && defined(X) && !defined Y", True),
    ("HAS", True),
    ("X == 3 && TWICE(X) == 6", True),
    ("~0 == -1 && - -1 == +1", True),
    ("1 ? 0 ? 1 : 2 : 0", True),
    ("5 > 4 > 3", False),
    ('defined __has_include && !__has_include("nowhere.h") && __has_include(<cuda_fp16.h>)', True),
    ("__has_cpp_attribute(nodiscard) || __has_builtin(__builtin_expect)", False),
]
HEAD = "#define X 3\n#define HAS defined(X)\n#define TWICE(a) (2 * a)\n"


@pytest.mark.parametrize(("condition", "truth"), CONDITIONS)
def test_conditions(condition: str, truth: bool) -> None:
    assert joined(f"{HEAD}#if {condition}\nyes\n#else\nno\n#endif") == ("yes" if truth else "no")


@pytest.mark.parametrize(
    ("condition", "column"),
    [
        ("", 1),
        ("1 / 0", 7),
        ("1 +", 7),
        ("(1", 6),
        ("1 2", 7),
        ("1.5", 5),
        ('"s"', 5),
        ("f(1)", 5),
        ("1 ? 2", 9),
        ("99999999999999999999", 5),
        ("08", 5),
        ("a = 1", 7),
        ("defined", 5),
        ("defined(", 5),
        ("(" * 5000 + "1" + ")" * 5000, 1),
    ],
)
def test_condition_without_a_value(condition: str, column: int) -> None:
    result = run(f"#if {condition}\nyes\n#else\nno\n#endif")
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["TK0107"]
    span = result.diagnostics[0].span
    assert span is not None
    assert span.line == 1
    assert column == 1 or span.column == column
    assert [token.text for token in result.tokens] == ["no"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#if 0\na\n#elif 1\nb\n#elif 1 / 0\nc\n#else\nd\n#endif\ne", "b e"),
        ("#if 1\n#if 0\na\n#else\nb\n#endif\nc\n#else\nd\n#endif", "b c"),
        ("#if 0\n#if 1\na\n#else\nb\n#endif\n#elif 1\nc\n#endif", "c"),
        ("#if 0\n#garbage\n#if what ever (\ndon't /* x */ \"\n#endif\n#endif\na", "a"),
        ("#ifdef X\na\n#elifndef X\nb\n#endif", "b"),
        ("#define X\n#ifndef X\na\n#elifdef X\nb\n#endif", "b"),
        ("#ifdef __CUDACC__\na\n#endif\n#ifdef __COUNTER__\nb\n#endif", "a b"),
        ("  #  if 1 // why\n a\n /* c */ # endif\n#", "a"),
        ("#if 0\na\n#endif", ""),
        ('# 12 "x.cu" 1\n#line 3\n#ident "x"\na', "a"),
    ],
)
def test_conditionals(text: str, expected: str) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#endif", [("TK0106", "t.cu:1:1")]),
        ("a\n #else", [("TK0106", "t.cu:2:2")]),
        ("#elif 1", [("TK0106", "t.cu:1:1")]),
        ("#if 1\na", [("TK0106", "t.cu:1:1")]),
        ("#if 0\n#if 1\n#endif", [("TK0106", "t.cu:1:1")]),
        ("#if 1\n#else\n#else\n#endif", [("TK0106", "t.cu:3:1")]),
        ("#if 1\n#else\n#elif 1\n#endif", [("TK0106", "t.cu:3:1")]),
        ("#error don't do this\n#if 0\n#error no\n#endif", [("TK0108", "t.cu:1:1")]),
        ("#warning x", [("TK0109", "t.cu:1:1")]),
        ("#what", [("TK0105", "t.cu:1:2")]),
        ("#define", [("TK0105", "t.cu:1:2")]),
        ("#define 3", [("TK0105", "t.cu:1:9")]),
        ("#define defined", [("TK0105", "t.cu:1:9")]),
        ("#define f(a", [("TK0105", "t.cu:1:11")]),
        ("#define f(a, a) a", [("TK0105", "t.cu:1:14")]),
        ("#define f(..., a) a", [("TK0105", "t.cu:1:14")]),
        ("#define f(a) #b", [("TK0105", "t.cu:1:14")]),
        ("#define f(a) ## a", [("TK0105", "t.cu:1:14")]),
        ("#define f a ##", [("TK0105", "t.cu:1:13")]),
        ("#define f(a) __VA_ARGS__", [("TK0105", "t.cu:1:14")]),
        ("#undef 3", [("TK0105", "t.cu:1:1")]),
        ("#ifdef\n#endif", [("TK0105", "t.cu:1:1")]),
        ("#include x", [("TK0105", "t.cu:1:1")]),
        ("#define N 1\n#define N 1\n#define N 2", [("TK0110", "t.cu:3:9")]),
        ("#define N 1 + 2\n#define N 1  /* */ + 2", []),
        ("#define N 1\n#undef N\n#define N 2", []),
        ("#define f(a, b) a\n f(1)", [("TK0111", "t.cu:2:2")]),
        ("#define f() 1\nf(2)", [("TK0111", "t.cu:2:1")]),
        ("#define f(a, b, ...) a\nf(1)", [("TK0111", "t.cu:2:1")]),
        ("#define f(a) a\nx f(1", [("TK0112", "t.cu:2:3")]),
        ("#define f(a) a+##-\n f(1)", [("TK0113", "t.cu:2:2")]),
        ("#define f(a) #a\nf(\\)", [("TK0113", "t.cu:2:1")]),
        ("/* x", [("TK0103", "t.cu:1:1")]),
        ("x = 'y", [("TK0104", "t.cu:1:5")]),
    ],
)
def test_diagnostics(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
    assert all(code in CODES for code, _ in expected)


def test_wrong_call_is_left_as_it_stands() -> None:
    assert texts("#define f(a, b) a\nf(f, 1, 2) x") == ["f", "(", "f", ",", "1", ",", "2", ")", "x"]


def test_messages_of_error_and_arguments() -> None:
    assert run("#error BLOCK \\\n is   needed").diagnostics[0].message == "#error BLOCK is needed"
    (diagnostic,) = run("#define f(a, b) a\nf(1)").diagnostics
    assert diagnostic.message == "macro `f` takes 2, and is given 1 argument"
    assert str(diagnostic.notes[0].span) == "t.cu:1:9"


def pragmas(text: str) -> list[str]:
    return [token.text for token in run(text).tokens if token.kind == "PRAGMA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#pragma unroll\nfor", "unroll"),
        ("#pragma unroll 4\nfor", "unroll 4"),
        ("#pragma unroll (4)\nfor", "unroll 4"),
        ("#define N 8\n#pragma unroll N\nfor", "unroll 8"),
        ("#define N (8)\n#pragma unroll (N)\nfor", "unroll 8"),
        ("#pragma unroll (N / 2) * (M)\nfor", "unroll ( N / 2 ) * ( M )"),
        ('_Pragma("unroll") for', "unroll"),
        ('#define N 8\n_Pragma("unroll N") for', "unroll 8"),
        ("#define STR(x) #x\n#define UNROLL(n) _Pragma(STR(unroll n))\nUNROLL(2) for", "unroll 2"),
        ('#define UNROLL _Pragma("unroll")\nUNROLL for', "unroll"),
        ("#define f(x) x\nf({\n#pragma unroll 3\nfor\n})", "unroll 3"),
    ],
)
def test_unroll(text: str, expected: str) -> None:
    assert pragmas(text) == [expected]
    assert not run(text).diagnostics


def test_unroll_stands_before_its_loop() -> None:
    assert texts("a;\n#pragma unroll 2\nfor") == ["a", ";", "unroll 2", "for"]
    assert texts('#pragma omp parallel\n_Pragma("GCC poison x") a') == ["a"]


# --- places


def token_of(text: str, wanted: str) -> Token:
    (token,) = [token for token in run(text).tokens if token.text == wanted]
    return token


def chain(token: Token) -> list[str]:
    names, macro = [], token.macro
    while macro is not None:
        names.append(macro.name)
        macro = macro.outer
    return names


def test_place_of_an_object_macro() -> None:
    token = token_of("#define N 256\nint a = N;", "256")
    assert (str(token.span), token.span.text, chain(token)) == ("t.cu:2:9", "N", ["N"])
    assert token.macro is not None
    assert token.macro.object_like
    assert token.macro.definition.text == "N 256"


def test_place_of_nested_macros_is_the_outermost_use() -> None:
    token = token_of("#define A 7\n#define B (A)\n#define F(x) x + B\n  F(1);", "7")
    assert (str(token.span), token.span.text, chain(token)) == ("t.cu:4:3", "F(1)", ["A", "B", "F"])


def test_arguments_keep_their_own_place() -> None:
    text = "#define ADD(a, b) ((a) + (b))\n#define TWO(a) ADD(a, a)\nADD(x,\n    y); TWO(z)"
    x, y = token_of(text, "x"), token_of(text, "y")
    assert (str(x.span), chain(x)) == ("t.cu:3:5", ["ADD"])
    assert (str(y.span), chain(y)) == ("t.cu:4:5", ["ADD"])
    z = [token for token in run(text).tokens if token.text == "z"]
    assert [(str(token.span), chain(token)) for token in z] == [("t.cu:4:13", ["ADD", "TWO"])] * 2


def test_constant_in_an_argument_keeps_its_name() -> None:
    token = token_of("#define N 256\n#define ID(x) x\n#define ID2(x) ID(x)\nID2(N)", "256")
    assert (str(token.span), token.span.text, chain(token)) == ("t.cu:4:5", "N", ["N", "ID", "ID2"])


def test_pasted_and_stringized_tokens_have_the_place_of_the_use() -> None:
    text = "#define CAT(a, b) a##b #a\nx = CAT(foo, 1);"
    assert str(token_of(text, "foo1").span) == "t.cu:2:5"
    assert token_of(text, '"foo"').span.text == "CAT(foo, 1)"


@pytest.mark.parametrize(
    ("body", "constant"),
    [
        ("256", True),
        ("(N * 4 + 1)", True),
        ("0x1p-3f", True),
        ("-1", True),
        ('"text"', True),
        ("float", True),
        ("a ? b : c", True),
        ("", False),
        ("unsigned int", False),
        ("{ 1, 2 }", False),
        ("x = 3", False),
        ("(1", False),
        ("1)(", False),
        ("return", True),
        ("a; b", False),
    ],
)
def test_constant_like(body: str, constant: bool) -> None:
    assert run(f"#define X {body}").macros["X"].is_constant_like is constant


def test_macros_and_definitions() -> None:
    result = run("#define A 1\n#define f(x, y) x\n#define v(...)\n#undef A\n#define A 2")
    assert result.macros["A"].definition.text == "A 2"
    assert result.macros["f"].parameters == ("x", "y")
    assert result.macros["v"].variadic
    assert not result.macros["f"].is_constant_like
    assert [macro.definition.text for macro in result.definitions] == ["A 1", "f(x, y) x", "v(...)", "A 2"]
    assert result.macros["__CUDA_ARCH__"].definition.file.name == "<predefined>"


def test_defines_of_the_command_line() -> None:
    options = {"defines": (("N", "3"), ("f(x)", "x + x"), ("__CUDA_ARCH__", None), ("E", ""), ("__NVCC__", "7"))}
    result = run("N f(1) __CUDA_ARCH__ E __NVCC__", **options)
    assert [token.text for token in result.tokens] == ["3", "1", "+", "1", "__CUDA_ARCH__", "7"]
    assert not result.diagnostics
    assert [d.code for d in run("", defines=(("3", "x"),)).diagnostics] == ["TK0105"]


def test_comments_of_dropped_text_are_dropped() -> None:
    result = run("// a\n#if 0\n// b\n#else\n// c\n#endif // d\n")
    assert [comment.text for comment in result.comments] == ["// a", "// c", "// d"]


# --- includes


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def run_tree(folder: Path, *include_dirs: str) -> Preprocessed:
    main = folder / "main.cu"
    options = PreprocessOptions(include_dirs=tuple(folder / name for name in include_dirs), roots=(folder,))
    return preprocess(SourceFile(str(main), main.read_text()), options)


def words(result: Preprocessed) -> str:
    return " ".join(token.text for token in result.tokens)


def codes(result: Preprocessed) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def test_includes_are_found_beside_and_in_directories(tmp_path: Path) -> None:
    files = {
        "main.cu": '#include "a.h"\n#include <b.h>\n#include <a.h>\nmain',
        "a.h": '#include "sub/c.h"\nbeside',
        "sub/c.h": '#include "d.h"\nc',
        "sub/d.h": "d\r\n",
        "inc/a.h": "directory",
        "inc/b.h": "b",
    }
    result = run_tree(tree(tmp_path, files), "inc")
    assert words(result) == "d c beside b directory main"
    assert codes(result) == []
    assert [(include.name, include.system) for include in result.includes] == [
        ("a.h", False),
        ("sub/c.h", False),
        ("d.h", False),
        ("b.h", True),
        ("a.h", True),
    ]
    assert result.includes[2].resolved == (tmp_path / "sub/d.h").resolve()
    assert result.tokens[0].span.file.name == str(tmp_path / "sub/d.h")
    assert str(result.tokens[2].span) == f"{tmp_path / 'a.h'}:2:1"


def test_place_of_a_macro_from_a_header(tmp_path: Path) -> None:
    result = run_tree(tree(tmp_path, {"main.cu": '#include "a.h"\n\n N', "a.h": "// c\n#define N 1 + 2"}))
    assert {str(token.span) for token in result.tokens} == {f"{tmp_path / 'main.cu'}:3:2"}
    assert result.tokens[0].macro is not None
    assert str(result.tokens[0].macro.definition) == f"{tmp_path / 'a.h'}:2:9"
    assert [comment.text for comment in result.comments] == ["// c"]


def test_a_missing_header_is_no_error(tmp_path: Path) -> None:
    result = run_tree(tree(tmp_path, {"main.cu": '#include "none.h"\n#include <torch/all.h>\n#include <cuda.h>\na'}))
    assert codes(result) == []
    assert [(i.name, i.system, i.resolved, i.span.text) for i in result.includes] == [
        ("none.h", False, None, '"none.h"'),
        ("torch/all.h", True, None, "<torch/all.h>"),
        ("cuda.h", True, None, "<cuda.h>"),
    ]


def test_a_condition_that_a_missing_header_could_change_is_doubted() -> None:
    assert told('#include "config.h"\n#if USE_HALF > 1\n#endif\n#if 1 || OTHER\n#endif') == [("TK0119", "t.cu:2:5")]
    assert told("#include <cuda_runtime.h>\n#if USE_HALF\n#endif") == []


def test_once_guards_and_computed_names(tmp_path: Path) -> None:
    files = {
        "main.cu": '#define H "once.h"\n#define S <sys.h>\n#include H\n#include "once.h"\n#include S\n'
        '#include "guard.h"\n#include "guard.h"\n#import "imp.h"\n#import "imp.h"\n'
        '#include "twice.h"\n#include "twice.h"',
        "once.h": "#pragma once\nonce",
        "guard.h": "#ifndef G\n#define G\nguard\n#endif",
        "inc/sys.h": "sys",
        "imp.h": "imp",
        "twice.h": "__INCLUDED__ // c",
    }
    result = run_tree(tree(tmp_path, files), "inc")
    assert words(result) == "once sys guard imp __INCLUDED__ __INCLUDED__"
    assert [comment.text for comment in result.comments] == ["// c"]
    assert codes(result) == []


def test_include_next(tmp_path: Path) -> None:
    files = {"main.cu": "#include <a.h>", "one/a.h": "one\n#include_next <a.h>", "two/a.h": "two"}
    assert words(run_tree(tree(tmp_path, files), "one", "two")) == "one two"


def test_has_include(tmp_path: Path) -> None:
    text = '#define N "a.h"\n#if __has_include("a.h") && __has_include(N) && !__has_include(<a.h>)\nyes\n#endif'
    assert words(run_tree(tree(tmp_path, {"main.cu": text, "a.h": ""}))) == "yes"


@pytest.mark.parametrize("name", ["../secret.h", "sub/../../secret.h", "{outside}", "link.h", "loop/../../secret.h"])
def test_nothing_outside_the_roots_is_opened(tmp_path: Path, name: str) -> None:
    outside = tree(tmp_path, {"secret.h": "SECRET"}) / "secret.h"
    name = name.format(outside=outside)
    folder = tree(tmp_path / "root", {"main.cu": f'#include "{name}"\n#if __has_include("{name}")\nbad\n#endif\na'})
    (folder / "link.h").symlink_to(outside)
    (folder / "sub").mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    result = run_tree(folder)
    assert (words(result), codes(result)) == ("a", ["TK0115"])
    assert [include.resolved for include in result.includes] == [None]


def test_a_link_inside_the_roots_is_followed(tmp_path: Path) -> None:
    folder = tree(tmp_path, {"main.cu": '#include "sub/../link.h"', "real.h": "real", "sub/x": ""})
    (folder / "link.h").symlink_to("real.h")
    assert words(run_tree(folder)) == "real"


def test_without_roots_nothing_is_opened(tmp_path: Path) -> None:
    folder = tree(tmp_path, {"main.cu": '#include "a.h"\nx', "a.h": "a"})
    main = folder / "main.cu"
    assert words(preprocess(SourceFile(str(main), main.read_text()))) == "x"


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    folder = tree(tmp_path, {"main.cu": '#include "dir"\n#include "loop"\na', "dir/x": ""})
    (folder / "loop").symlink_to("loop")
    assert (words(run_tree(folder)), codes(run_tree(folder))) == ("a", [])


def test_include_cycle_ends(tmp_path: Path) -> None:
    folder = tree(tmp_path, {"main.cu": '#include "a.h"\nmain', "a.h": 'x\n#include "a.h"\n#include "a.h"\n'})
    result = run_tree(folder)
    assert codes(result) == ["TK0116"]
    assert result.tokens[-1].text == "main"


def test_includes_without_end_are_refused(tmp_path: Path) -> None:
    files = {f"a{i}.h": f'#include "a{i + 1}.h"\n' * 2 for i in range(40)} | {"a40.h": "x"}
    result = run_tree(tree(tmp_path, {"main.cu": '#include "a0.h"', **files}))
    assert codes(result) == ["TK0117"]


def test_diagnostics_of_a_header_name_it(tmp_path: Path) -> None:
    result = run_tree(tree(tmp_path, {"main.cu": '#include "a.h"\n#include "b.h"', "a.h": "\n#if 1", "b.h": "\0"}))
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [
        ("TK0106", f"{tmp_path / 'a.h'}:2:1"),
        ("TK0102", f"{tmp_path / 'b.h'}:1:1"),
    ]


def test_a_call_does_not_leave_its_header(tmp_path: Path) -> None:
    result = run_tree(tree(tmp_path, {"main.cu": '#define f(x) x\n#include "a.h"\n(1)', "a.h": "f"}))
    assert words(result) == "f ( 1 )"


# --- hostile texts

HOSTILE = [
    (
        "doubling objects",
        "#define A0 x x\n" + "".join(f"#define A{i + 1} A{i} A{i}\n" for i in range(60)) + "A60",
        "TK0114",
    ),
    ("tripling calls", "#define f(x) x x x\n" + "f(" * 50 + "1" + ")" * 50, "TK0114"),
    ("deep calls", "#define f(x) x\n" + "f(" * 5000 + "1" + ")" * 5000, "TK0114"),
    ("long pastes", "#define c(a,b) a##b\n#define d(a) c(a,a)\n" + "d(" * 60 + "x" + ")" * 60, "TK0114"),
    ("long strings", "#define s(a) #a\n#define t(a) s(a)\n" + "t(" * 60 + '"x"' + ")" * 60, "TK0114"),
    ("open calls", "#define f(x) x\n" + "f(" * 20_000, "TK0112"),
    ("wrong calls", "#define f(x, y) x\n" + "f(" * 20_000 + ")" * 20_000, "TK0111"),
    ("open conditionals", "#if 1\n" * 20_000, "TK0106"),
]


@pytest.mark.parametrize(("text", "code"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_texts_end_in_a_diagnostic(text: str, code: str) -> None:
    start = time.process_time()
    result = run(text)
    assert result.diagnostics
    assert {diagnostic.code for diagnostic in result.diagnostics} == {code}
    assert time.process_time() - start < 30


def test_what_stood_before_a_bomb_is_kept() -> None:
    result = run("int a;\n#define f(x) x x x\n" + "f(" * 30 + "1" + ")" * 30)
    assert [token.text for token in result.tokens] == ["int", "a", ";"]
    assert [str(diagnostic.span) for diagnostic in result.diagnostics] == ["t.cu:3:1"]


def test_a_line_of_a_megabyte() -> None:
    start = time.process_time()
    result = run("#define N 4\n" + "a = N + 1; " * 100_000)
    assert len(result.tokens) == 600_000
    assert time.process_time() - start < 30


DIRECTIVE_LIKE = st.lists(
    st.sampled_from(
        [
            *(
                "#define f(x) ",
                "#define A ",
                "#define v(...) ",
                "#undef A",
                "#if ",
                "#ifdef A",
                "#else",
                "#elif 1",
                "#endif",
            ),
            *(
                "\n",
                "\n",
                "\n",
                " ",
                "f(",
                "(",
                ")",
                ",",
                "A",
                "A",
                "f",
                "v",
                "x",
                "##",
                "#",
                "__VA_ARGS__",
                "__VA_OPT__(x)",
            ),
            *(
                "defined",
                "1",
                "+",
                "'",
                '"',
                "/*",
                "*/",
                "_Pragma",
                "__LINE__",
                "#pragma unroll ",
                "#include <x>",
                "\\\n",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(DIRECTIVE_LIKE)
def test_no_text_raises(text: str) -> None:
    file = SourceFile("t.cu", text)
    result = preprocess(file)
    assert all(isinstance(diagnostic, Diagnostic) and diagnostic.code in CODES for diagnostic in result.diagnostics)
    assert all(token.span.file is file for token in result.tokens)
    assert [token.text for token in result.tokens] == [token.text for token in preprocess(file).tokens]


# --- the system's own preprocessor as a second opinion

COMPARED = [text for text, _ in MACROS[:-1]] + [
    f"{HEAD}#if {condition}\nyes\n#else\nno\n#endif" for condition, _ in CONDITIONS[:-2]
]


def gcc_tokens(text: str) -> list[str]:
    command = "g++ -std=gnu++17 -E -P -w -D__CUDACC__=1 -D__CUDA_ARCH__=800 -x c++ -".split()
    out = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60).stdout
    return [token.text for token in lex(SourceFile("gcc", out.replace("<stdin>", "t.cu"))).tokens]


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
@pytest.mark.parametrize("text", COMPARED)
def test_gcc_agrees(text: str) -> None:
    assert texts(text) == gcc_tokens(text)


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
def test_gcc_agrees_on_generated_macros() -> None:
    """All pairs of small bodies as mutually recursive macros, in one run of each preprocessor."""
    bodies = ["a", "F(x)", "G(x)", "F", "G", "x(x)", "(x)", "F(G)(x)", "#x", "x##1", "F##x", "G(F(x))", "x F"]
    uses = ["F(1)", "G(2)(3)", "F(G)(4)", "F(F(5))", "G(F)(F)(6)"]
    lines = []
    for first in bodies:
        for second in bodies:
            lines += ["#undef F", "#undef G", f"#define F(x) {first}", f"#define G(x) {second}"]
            lines += [f"{use};" for use in uses]
    text = "\n".join(lines)
    ours, theirs = " ".join(texts(text)).split(";"), " ".join(gcc_tokens(text)).split(";")
    assert ours == theirs
    assert len(ours) > 500


def test_punctuator_names_cover_what_the_preprocessor_switches_on() -> None:
    assert {"LPAR", "RPAR", "COMMA", "HASH", "HASH_HASH", "ELLIPSIS", "LESS", "GREATER"} <= set(PUNCTUATORS.values())
