"""The grammar has no conflict, its tables are kept safely, and time is linear in the text."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest

from tests.frontend.dump import tokens_of
from tests.timing import MOST, growth
from transkernel.frontend import ast, lalr, operators
from transkernel.frontend.build_ast import Builder
from transkernel.frontend.lexer import PUNCTUATORS
from transkernel.frontend.parse import Parser


def test_the_grammar_is_strictly_lalr1() -> None:
    """Lark raises GrammarError at a conflict; here it must not, and it must where one is put in."""
    from lark.exceptions import GrammarError

    text = lalr.grammar_text()
    assert len(lalr.build(text).rules) > 300
    with pytest.raises(GrammarError, match="conflict"):
        lalr.build(
            text.replace(
                "?statement: matched\n",
                "?statement: IF LPAR statement\n | IF LPAR statement ELSE statement\n | matched\n",
            )
        )


def test_every_rule_has_its_method_and_every_method_its_rule() -> None:
    actions = {rule.action for rule in lalr.tables().rules if rule.action}
    methods = {name for name in dir(Builder) if not name.startswith("_")}
    assert actions == methods


def test_every_binary_operator_has_a_precedence() -> None:
    texts = {text for text, kind in PUNCTUATORS.items() if kind in operators.OPERATOR_KINDS}
    assert texts | {"*", "+", "-", "&", "&&"} == set(operators.PRECEDENCE)


def test_tables_come_back_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSKERNEL_CACHE", str(tmp_path / "cache"))
    path = lalr._cache_file(lalr.grammar_text())
    lalr._write(path, lalr.tables())
    assert lalr._read(path) == lalr.tables()
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"\x00\xff", marshal.dumps((1, 2)), marshal.dumps(((), ((),), {}, {}))])
def test_a_damaged_cache_is_not_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "grammar.tables"
    path.write_bytes(content)
    assert lalr._read(path) is None


def test_a_cache_that_others_can_write_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "grammar.tables"
    lalr._write(path, lalr.tables())
    assert lalr._read(path) is not None
    path.chmod(0o666)
    assert lalr._read(path) is None


KERNEL = """
template <typename T> __global__ void k{0}(const T* __restrict__ x, T* y, int n) {{
    __shared__ T tile[32][33];
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {{
        T v = x[i] < T(0) ? static_cast<T>(expf((float)x[i]) - 1.0f) : x[i];
        if (threadIdx.x < 32 && i + 1 < n) tile[threadIdx.x][0] = max<T>(v, x[i + 1]);
        y[i] = v * tile[i & 31][i >> 5] + (T)n;
    }}
}}
"""


def test_time_is_linear_in_the_text() -> None:
    def parse(count: int) -> None:
        parser = Parser(tokens_of("".join(KERNEL.format(number) for number in range(count))))
        for function in parser.unit.declarations:
            assert isinstance(function, ast.Function)
            assert function.body is not None
            assert len(parser.body(function.body)[1].statements) == 2

    assert growth(parse, 40) < MOST


def test_a_long_chain_is_read_in_linear_time() -> None:
    def chain(length: int) -> None:
        parser = Parser(tokens_of("__device__ int f(int a) { return a" + " + a * 2" * length + "; }"))
        function = parser.unit.declarations[0]
        assert isinstance(function, ast.Function)
        assert function.body is not None
        parser.body(function.body)

    assert growth(chain, 1500) < MOST
