"""Text to tokens: each rule as rows, and the promises that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import MOST, growth
from transkernel.frontend.lexer import PUNCTUATORS, LexedFile, kind_of, lex
from transkernel.source import SourceFile


def lexed(text: str) -> LexedFile:
    return lex(SourceFile("t.cu", text))


def texts(text: str) -> list[str]:
    return [token.text for token in lexed(text).tokens]


def kinds(text: str) -> list[str]:
    return [token.kind for token in lexed(text).tokens]


def longest_match(text: str) -> list[str]:
    """The reference: at each place the longest punctuator of the table."""
    found = []
    while text:
        best = max((candidate for candidate in PUNCTUATORS if text.startswith(candidate)), key=len)
        found.append(best)
        text = text[len(best) :]
    return found


@pytest.mark.parametrize("first", PUNCTUATORS)
def test_adjacent_punctuators_lex_to_the_longest(first: str) -> None:
    for second in PUNCTUATORS:
        text = first + second
        if "//" in text or "/*" in text or text in ("\\#", "\\##"):
            continue
        expected = longest_match(text)
        assert texts(text) == expected
        assert kinds(text) == [PUNCTUATORS[part] for part in expected]


def test_every_operator_of_the_standard_is_there() -> None:
    """C++20 [lex.operators], without digraphs, and CUDA's launch brackets."""
    standard = (
        "{ } [ ] ( ) ; : ... ? :: . .* -> ->* ~ ! + - * / % ^ & | = += -= *= /= %= ^= &= |= == != < > <= >= <=> && || "
        "<< >> <<= >>= ++ -- , # ## <<< >>>"
    )
    assert set(standard.split()) <= set(PUNCTUATORS)


def test_kinds_of_punctuators_are_distinct() -> None:
    assert len(set(PUNCTUATORS.values())) == len(PUNCTUATORS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", "INTEGER"),
        ("123u", "INTEGER"),
        ("1'000'000ull", "INTEGER"),
        ("0xFFu", "INTEGER"),
        ("0xe", "INTEGER"),
        ("0b1010", "INTEGER"),
        ("0777", "INTEGER"),
        ("42_km", "INTEGER"),
        ("1.", "FLOAT"),
        (".5f", "FLOAT"),
        ("1e5", "FLOAT"),
        ("1.5e-3F", "FLOAT"),
        ("1'0.2'5", "FLOAT"),
        ("1.0h", "FLOAT"),
        ("0x1.8p-3f", "FLOAT"),
        ("0x1p4", "FLOAT"),
        ("2.5_deg", "FLOAT"),
        ("0x1e+5", "OTHER"),  # [lex.ext] famous: one preprocessing number, and no number
        ("1.2.3", "OTHER"),
        ("0xg", "OTHER"),
        ("1e+", "OTHER"),
        ("0x1.8", "OTHER"),
        ("'a'", "CHARACTER"),
        (r"'\''", "CHARACTER"),
        (r"u8'\\'", "CHARACTER"),
        ("'ab'", "CHARACTER"),
        ('"a b"', "STRING"),
        (r'"a\"b"', "STRING"),
        (r'L"\\"', "STRING"),
        ('R"(a"b)"', "STRING"),
        ('u8R"xy(a)x"\n)xy"', "STRING"),
        ('"a"_s', "STRING"),
        ("a$b", "NAME"),
        ("$x", "NAME"),
        ("größe", "NAME"),
        ("变量", "NAME"),
        ("and", "NAME"),
        ("LR", "NAME"),
        ("€", "OTHER"),
        ("`", "OTHER"),
    ],
)
def test_one_token(text: str, kind: str) -> None:
    assert [(token.kind, token.text) for token in lexed(text).tokens] == [(kind, text)]
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", ["", "a b", "1 ", "/* */", "//", "'a", "+ +", "a+"])
def test_kind_of_what_is_not_one_token(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k<<<1, 2>>>(p)", ["k", "<<<", "1", ",", "2", ">>>", "(", "p", ")"]),
        ("a<<=b<<c>>=d>>e", ["a", "<<=", "b", "<<", "c", ">>=", "d", ">>", "e"]),
        ("x+++++y", ["x", "++", "++", "+", "y"]),
        ("a->*b.*c->d...", ["a", "->*", "b", ".*", "c", "->", "d", "..."]),
        ("1.e5.x", ["1.e5.x"]),
        ("x .5", ["x", ".5"]),
        ("a..b", ["a", ".", ".", "b"]),
        ('f"x"', ["f", '"x"']),
        ('"%"PRId64', ['"%"', "PRId64"]),
        ("LR'x'", ["LR", "'x'"]),
        ("a/**/b//c\nd", ["a", "b", "d"]),
        ("a/* // */b", ["a", "b"]),
        ("\ufeffint x", ["int", "x"]),
        ("a\fb\vc\td", ["a", "b", "c", "d"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("#include <a/b.h>", ["#", "include", "<a/b.h>"]),
        ("#include <it's//x.h> y", ["#", "include", "<it's//x.h>", "y"]),
        ("x = y #include <a>", ["x", "=", "y", "#", "include", "<", "a", ">"]),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
    assert not lexed(text).diagnostics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in\\\nt x", ["int", "x"]),
        ("in\\\r\nt x", ["int", "x"]),
        ("in\\ \nt x", ["int", "x"]),
        ("in\\\n\\\nt", ["int"]),
        ("a +\\\n= 1", ["a", "+=", "1"]),
        ('"a\\\nb"', ['"ab"']),
        ("// a\\\nb\nc", ["c"]),
        ("/\\\n/ a\nb", ["b"]),
        ('R"(a\\\nb)" c\\\nd', ['R"(a\\\nb)"', "cd"]),
        ('R"x(a)\\\nx")x" c', ['R"x(a)\\\nx")x"', "c"]),
    ],
)
def test_continuations(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_spans_behind_continuations() -> None:
    file = SourceFile("t.cu", 'a\\\nb c\\\n  d\nR"(\\\n)" e\n')
    places = [(token.text, token.span.line, token.span.column, token.span.text) for token in lex(file).tokens]
    assert places == [
        ("ab", 1, 1, "a\\\nb"),
        ("c", 2, 3, "c"),
        ("d", 3, 3, "d"),
        ('R"(\\\n)"', 4, 1, 'R"(\\\n)"'),
        ("e", 5, 4, "e"),
    ]


def test_spaces_and_line_starts() -> None:
    tokens = lexed("a b/**/c\n  d(e)").tokens
    assert [(token.text, token.spaced, token.starts_line) for token in tokens] == [
        ("a", False, True),
        ("b", True, False),
        ("c", True, False),
        ("d", True, True),
        ("(", False, False),
        ("e", False, False),
        (")", False, False),
    ]


def test_comments() -> None:
    result = lexed("// one\n  /* two\n lines */ int x; // three\r\n/* four */ /* five */ y")
    assert [(comment.text, comment.own_line, comment.span.line) for comment in result.comments] == [
        ("// one", True, 1),
        ("/* two\n lines */", True, 2),
        ("// three", False, 3),
        ("/* four */", True, 4),
        ("/* five */", False, 4),
    ]
    assert all(comment.text == comment.span.text for comment in result.comments)


def test_directives() -> None:
    result = lexed("#define A #\n x # y\n /* c */ # if 1\n")
    assert [result.tokens[index + 1].text for index in result.directives] == ["define", "if"]


@pytest.mark.parametrize(
    ("text", "code", "place", "behind"),
    [
        ("int a; /* no end\nint b;", "TK0103", "1:8", ["int", "b", ";"]),
        ("x = 'a;\ny", "TK0104", "1:5", ["'a;", "y"]),
        ('x = "a\\";\ny', "TK0104", "1:5", ['"a\\";', "y"]),
        ('R"x(a\ny', "TK0104", "1:1", ['R"x(a', "y"]),
        ("''\ny", "TK0104", "1:1", ["''", "y"]),
    ],
)
def test_unterminated(text: str, code: str, place: str, behind: list[str]) -> None:
    result = lexed(text)
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [(code, f"t.cu:{place}")]
    assert [token.text for token in result.tokens][-len(behind) :] == behind


def test_binary_file() -> None:
    result = lexed("ELF\0\1")
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["TK0102"]
    assert not result.tokens


@pytest.mark.parametrize(
    "unit",
    [
        "a + b(1, 2);",
        "/**/",
        "/*\n",
        "'\n",
        'R"a(\n',
        "\\\n",
        "a\\\nb ",
        '"',
        "1'",
        "<",
        "\\",
        "\ufeff",
        "a",
        " ",
        "'\\",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert growth(lambda size: lex(SourceFile("t.cu", unit * (size // len(unit)))), 50_000) < MOST


SOURCE_LIKE = st.lists(
    st.sampled_from(
        [
            *PUNCTUATORS,
            "a",
            "R",
            "u8",
            "0x1",
            "1.5",
            "'",
            '"',
            'R"(',
            ')"',
            "\\\n",
            "\\\r\n",
            "\n",
            " ",
            "/*",
            "*/",
            "//",
        ]
    )
    | st.text(max_size=3)
).map("".join)


@given(SOURCE_LIKE)
def test_any_text_is_tiled(text: str) -> None:
    """Nothing raises, spans come in order without overlap, and what is between them is space and continuations."""
    result = lexed(text)
    if "\0" in text:
        return
    spans = [token.span for token in result.tokens] + [comment.span for comment in result.comments]
    spans.sort(key=lambda span: span.start)
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].replace("\\", "").replace("\ufeff", "").strip(" \t\f\v\r\n")
        position = span.end
    assert not text[position:].replace("\\", "").replace("\ufeff", "").strip(" \t\f\v\r\n")


@given(SOURCE_LIKE)
def test_token_text_is_its_span_without_continuations(text: str) -> None:
    for token in lexed(text).tokens:
        if "\\" not in token.span.text:
            assert token.text == token.span.text
