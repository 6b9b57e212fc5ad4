"""Host functions that launch kernels, as recipes: statement by statement, as far as they do nothing but check,
allocate, launch and return. The first thing that is something else is the function's trouble; launches behind it are
still read where they can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from transkernel.diagnostics import Refusal
from transkernel.frontend import ast
from transkernel.frontend.host_code import HostFunction, closing_angle, closing_bracket, split_at_commas, type_syntax
from transkernel.frontend.host_values import (
    BOOL,
    DIM3,
    DOUBLE,
    DTYPE,
    DTYPES,
    FLOAT,
    INT,
    INTEGERS,
    LISTS,
    NUMBERS,
    OPTIONS,
    POINTER,
    SCALAR,
    TENSOR,
    UNSIGNED,
    HostValues,
    Value,
    cannot,
    exact,
    is_effect,
    to_kind,
)
from transkernel.frontend.kernels import definitions, instance_name
from transkernel.frontend.launches import HostUses
from transkernel.frontend.tokens import Token
from transkernel.frontend.unit import Unit
from transkernel.ir.recipes import (
    Assign,
    Count,
    Do,
    HostParameter,
    HostRecipe,
    HostStatement,
    Launch,
    Leave,
    Require,
    When,
)
from transkernel.source import Span

Tokens = tuple[Token, ...]

# Statements that say nothing a port would have to: which device and stream, and whether the launch came about.
_SILENT = frozenset("CUDAGuard OptionalCUDAGuard OptionalDeviceGuard DeviceGuard CUDAStreamGuard".split())
_SILENT_CALLS = frozenset(
    "AT_CUDA_CHECK C10_CUDA_CHECK CUDA_CHECK C10_CUDA_KERNEL_LAUNCH_CHECK CUDA_POST_KERNEL_CHECK cudaGetLastError "
    "cudaDeviceSynchronize cudaStreamSynchronize THCudaCheck cudaSetDevice cudaGetDevice CHECK_CUDA".split()
)
_CHECKS = frozenset("TORCH_CHECK AT_ASSERTM AT_ASSERT TORCH_INTERNAL_ASSERT AT_CHECK TORCH_CHECK_ARG assert".split())
_ANNOTATIONS = {TENSOR: "torch.Tensor", INT: "int", UNSIGNED: "int", FLOAT: "float", DOUBLE: "float", BOOL: "bool",
                **{name: f"list[{name[:-1].replace('double', 'float')}]" for name in LISTS}}  # fmt: skip


def host_recipes(unit: Unit, uses: HostUses) -> tuple[HostRecipe, ...]:
    """The functions of a unit that launch kernels and know tensors, and behind them the functions of numbers that they
    call."""
    made: dict[str, HostRecipe] = {}
    helpers: dict[str, HostRecipe] = {}
    for host in uses.functions:
        kinds = [token.kind for token in host.tokens]
        words = {token.text for token in host.tokens}
        if "LAUNCH_OPEN" in kinds and "Tensor" in words and host.code.signature and host.owner is None:
            recipe = _Reader(unit, uses, host, helpers).recipe()
            made.setdefault(recipe.name, recipe)
    return (*made.values(), *helpers.values())


@dataclass(slots=True)
class _Reader:
    """One function on its way to a recipe. shared: the helpers that were found for any function."""

    unit: Unit
    uses: HostUses
    host: HostFunction
    shared: dict[str, HostRecipe]
    values: HostValues = field(init=False)
    launches: list[Launch] = field(default_factory=list)
    before: list[Assign] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    trouble: Refusal | None = None
    chooses: str = ""
    in_lambda: bool = False

    def __post_init__(self) -> None:
        self.values = HostValues(self.unit, self.host.scope, helper=self._helper)

    def recipe(self) -> HostRecipe:
        code = self.host.code
        parameters: tuple[HostParameter, ...] = ()
        try:
            if code.template_parameters:
                raise cannot("it is a template", code.span)
            parameters = self._parameters()
        except Refusal as refusal:
            self.trouble = refusal
        body = self.host.tokens[code.signature + 1 : closing_bracket(self.host.tokens, code.signature)]
        statements = self._statements(body, code.signature + 1)
        trouble = self.trouble.diagnostic if self.trouble is not None else None
        return HostRecipe(
            code.name,
            parameters,
            tuple(statements) if trouble is None else None,
            tuple(self.launches),
            code.span,
            trouble.message if trouble is not None else "",
            trouble.span if trouble is not None else None,
            tuple(dict.fromkeys(self.helpers)),
        )

    # ------------------------------------------------------------ the signature

    def _parameters(self) -> tuple[HostParameter, ...]:
        tokens = self.host.tokens[: self.host.code.signature]
        name = self.host.code.name
        start = next((at for at in range(len(tokens) - 1) if tokens[at].text == name and tokens[at + 1].text == "("), 0)
        return tuple(self._parameter(part) for part in split_at_commas(tokens, start + 1) if part)

    def _parameter(self, tokens: Tokens) -> HostParameter:
        at = next((each for each, token in enumerate(tokens) if token.text == "="), len(tokens))
        words, default = tokens[:at], tokens[at + 1 :]
        if len(words) < 2 or words[-1].kind != "NAME":
            raise cannot("a parameter has no name", tokens[0].span)
        kind = self._kind(words[:-1])
        if kind not in _ANNOTATIONS:
            raise cannot(f"the parameter `{words[-1].text}` is neither a tensor nor a number", words[-1].span)
        name = words[-1].text
        self.values.names[name] = Value(name, kind, is_raw=kind == FLOAT)
        return HostParameter(name, _ANNOTATIONS[kind], self.values.value(self._parsed(default)).text if default else "")

    def _kind(self, words: Tokens) -> str:
        kept = tuple(word for word in words if word.text not in ("&", "&&", "const", "constexpr", "static", "inline"))
        return self.values.kind_of(type_syntax(self.unit, kept))

    # ------------------------------------------------------------ statements

    def _statements(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        """offset: where the tokens begin in the function's."""
        made: list[HostStatement] = []
        for start, end in _cut(tokens):
            statement = tokens[start:end]
            try:
                made += self._statement(statement, offset + start)
            except (Refusal, RecursionError) as error:
                refusal = error if isinstance(error, Refusal) else cannot("it is nested too deeply", statement[0].span)
                self.trouble = self.trouble or refusal
                # It may have changed what it names.
                for token in statement:
                    self.values.names.pop(token.text, None)
        return made

    def _statement(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        words = [token.text for token in tokens]
        first = words[0]
        if "DISPATCH" in first and first.isupper():
            return self._dispatch(tokens, offset)
        if first in _BLOCKS:
            return _BLOCKS[first](self, tokens, offset)
        launch = next((at for at, token in enumerate(tokens) if token.kind == "LAUNCH_OPEN"), None)
        if launch is not None and first not in _LOOPS:
            return [self._launch(tokens, launch, offset)]
        if _is_silent(words):
            return []
        if first in _CHECKS:
            return self._check(tokens)
        if first in _LOOPS:
            raise cannot(f"it has a `{first}`", tokens[0].span)
        return self._plain(tokens)

    def _block(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        outer = dict(self.values.names)
        made = self._statements(tokens[1:-1], offset + 1)
        self.values.names = {name: value for name, value in outer.items() if name in self.values.names}
        return made

    def _return(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        del offset
        if self.in_lambda:
            raise cannot("it returns out of a lambda", tokens[0].span)
        return [Leave(self.values.value(self._parsed(tokens[1:])).text if len(tokens) > 1 else "")]

    def _plain(self, tokens: Tokens) -> list[HostStatement]:
        """A declaration, an assignment, or an effect."""
        declared = list(self._declarators(tokens))
        if declared:
            return [made for words, name, value in declared for made in self._declared(words, name, value)]
        node = self._parsed(tokens)
        if isinstance(node, ast.AssignExpression) and node.op == "=" and isinstance(node.target, ast.NameExpression):
            name = node.target.name.text
            known = self.values.names.get(name)
            value = self.values.value(node.value)
            if known is None or (known.kind != value.kind and not {known.kind, value.kind} <= set(NUMBERS)):
                raise cannot(f"`{name}` is not known here", node.span)
            if value.kind == OPTIONS:
                self.values.names[name] = value
                return []
            return [self._assign(name, to_kind(exact(value), known.kind) if value.kind in NUMBERS else value)]
        if isinstance(node, ast.AssignExpression) and node.op in ("+=", "-=", "*="):
            return [self._changed(node)]
        if is_effect(node):
            made = Do(self.values.value(node).text)
            self.before.append(Assign(made.expression.partition(".")[0], ""))  # no longer what it was
            return [made]
        raise cannot(f"`{_shown(tokens)}` is none of checks, allocations and launches", tokens[0].span)

    def _changed(self, node: ast.AssignExpression) -> Assign:
        """`n *= x.size(0)`, of integers."""
        known, value = self.values.value(node.target), self.values.number(node.value)
        if not isinstance(node.target, ast.NameExpression) or known.kind != INT or value.kind != INT:
            raise cannot(f"`{node.op}` is not known of what is no integer", node.span)
        word = node.op[0]
        operand = value.text if value.text.isalnum() or word == "+" else f"({value.text})"
        return self._assign(node.target.name.text, Value(f"{known.text} {word} {operand}", INT))

    def _count(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        """`for (int i = 0; i < x.dim(); ++i) n *= x.size(i);`: nothing but assignments, of neither i nor its end."""
        refused = cannot("it has a `for`", tokens[0].span)
        close = closing_bracket(tokens, 1)
        head = tokens[2:close]
        cuts = [at for at, token in enumerate(head) if token.text == ";"]
        if len(cuts) != 2:
            raise refused
        declared = list(self._declarators(head[: cuts[0]]))
        condition = self._parsed(head[cuts[0] + 1 : cuts[1]])
        step = {token.text for token in head[cuts[1] + 1 :]}
        if len(declared) != 1 or not isinstance(condition, ast.BinaryExpression) or condition.op != "<":
            raise refused
        [(words, name, first)] = declared
        is_counted = isinstance(condition.left, ast.NameExpression) and condition.left.name.text == name.text
        if not is_counted or step != {"++", name.text} or name.text in self.values.names or self._kind(words) != INT:
            raise refused
        start, end = self.values.number(self._parsed(first)), self.values.number(condition.right)
        outer, before = dict(self.values.names), len(self.before)
        self.values.names[name.text] = Value(name.text, INT)
        made = self._statements(tokens[close + 1 :], offset + close + 1)
        self.values.names = {each: value for each, value in outer.items() if each in self.values.names}
        body = tuple(each for each in made if isinstance(each, Assign))
        named = {name.text, *(token.text for token in head)}
        if len(body) != len(made) or any(
            each.name in named or each.name not in {value.text for value in outer.values()} for each in body
        ):
            raise refused
        self.before[before:] = [Assign(each, "") for each in sorted({each.name for each in body})]
        return [Count(name.text, start.text, end.text, body)]

    def _throw(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        """`throw std::runtime_error("...")`"""
        del offset
        said = "".join(token.text.strip('"') for token in tokens if token.kind == "STRING")
        return [Require("False", said or _shown(tokens))]

    def _using(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        """`using scalar_t = float;`"""
        del offset
        if len(tokens) > 3 and tokens[2].text == "=":
            syntax = type_syntax(self.unit, tokens[3:])
            if syntax is None:
                raise cannot(f"`{_shown(tokens)}` is not known of host code", tokens[0].span)
            self.values.aliases[tokens[1].text] = syntax
        return []

    def _declared(self, words: Tokens, name: Token, value: Tokens) -> list[HostStatement]:
        is_dim3 = any(word.text == "dim3" for word in words)
        if is_dim3 and value and value[0].text in ("(", "{"):
            made = self.values.dim3(tuple(self._parsed(part) for part in split_at_commas(value, 0)))
        else:
            if value and value[0].text in ("(", "{") and closing_bracket(value, 0) == len(value) - 1:
                value = value[1:-1]
            if not value:
                raise cannot(f"`{name.text}` has no value at first", name.span)
            made = self.values.value(self._parsed(value))
        is_auto = any(word.text == "auto" for word in words) or (words[-1].text == "*" and made.kind == POINTER)
        kind = made.kind if is_auto else DIM3 if is_dim3 else self._kind(words)
        if made.kind == OPTIONS:
            self.values.names[name.text] = made  # a word for how tensors are made; Python has none
            return []
        if kind == DIM3 and made.kind in INTEGERS:
            made = Value(f"({made.text}, 1, 1)", DIM3)
        if made.kind in NUMBERS and kind in NUMBERS:
            made = to_kind(exact(made), kind)
        if made.kind != kind and not (made.kind == DTYPE and self._is_dtype(words)):
            raise cannot(f"`{name.text}` is of a type that is not known of host code", name.span)
        return [self._assign(name.text, made, self._unhidden(name.text))]

    def _unhidden(self, name: str) -> str:
        """Python has one scope a function: a local that hides another gets a name of its own."""
        visible = {value.text for value in self.values.names.values()}
        return next(
            each for each in (name, *(f"{name}_{n}" for n in range(2, len(visible) + 3))) if each not in visible
        )

    def _is_dtype(self, words: Tokens) -> bool:
        return any(word.text == "ScalarType" for word in words)

    def _assign(self, name: str, value: Value, python: str = "") -> Assign:
        """python: the name in the recipe, where it is another."""
        known = self.values.names.get(name)
        made = Assign(python or (known.text if known is not None else name), value.text)
        self.values.names[name] = Value(made.name, value.kind)
        self.before.append(made)
        return made

    def _declarators(self, tokens: Tokens) -> Iterator[tuple[Tokens, Token, Tokens]]:
        """The type's words, the name and the value of each thing that a statement declares."""
        at = _declared_at(tokens)
        if at is None:
            return
        words = tokens[:at]
        for part in _at_commas(tokens[at:]):
            if not part:
                raise cannot(f"`{_shown(tokens)}` is not known of host code", tokens[0].span)
            value = part[2:] if len(part) > 1 and part[1].text == "=" else part[1:]
            yield words, part[0], value

    def _check(self, tokens: Tokens) -> list[HostStatement]:
        parts = [part for part in split_at_commas(tokens, 1) if part]
        if not parts:
            raise cannot(f"`{_shown(tokens)}` checks nothing", tokens[0].span)
        condition = self.values.number(self._parsed(parts[0]))
        if condition.text == "True":
            return []
        said = [part for part in parts[1:] if all(token.kind == "STRING" for token in part)]
        message = "".join(token.text.strip('"') for part in said[:1] for token in part) or _shown(parts[0])
        return [Require(condition.text, message)]

    def _when(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        end = closing_bracket(tokens, 1)
        condition = self.values.number(self._parsed(tokens[2:end]))
        outer, before = dict(self.values.names), list(self.before)
        then_end = _statement_end(tokens, end + 1)
        then = self._statements(tokens[end + 1 : then_end], offset + end + 1)
        known = set(self.values.names)
        self.values.names = {name: value for name, value in outer.items() if name in known}
        in_then, self.before = self.before[len(before) :], list(before)
        otherwise: list[HostStatement] = []
        if then_end < len(tokens):
            otherwise = self._statements(tokens[then_end + 1 :], offset + then_end + 1)
        self.values.names = {name: value for name, value in outer.items() if name in self.values.names}
        # What a branch assigned is known to the branch alone.
        unsure = {
            each.name
            for each in (*in_then, *self.before[len(before) :])
            if each.name in {value.text for value in outer.values()}
        }
        self.before = [*before, *(Assign(name, "") for name in sorted(unsure))]
        return [When(condition.text, tuple(then), tuple(otherwise))]

    # ------------------------------------------------------------ dispatch and launch

    def _dispatch(self, tokens: Tokens, offset: int) -> list[HostStatement]:
        """`AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "name", [&] { ... });`"""
        body = next((at for at, token in enumerate(tokens) if token.text == "{"), None)
        dtype = next(
            (
                part
                for part in split_at_commas(tokens, 1)
                if part
                and part[-1].text == ")"
                and any(token.text in ("scalar_type", "type", "dtype") for token in part)
            ),
            None,
        )
        if body is None or dtype is None:
            raise cannot(f"`{tokens[0].text}` is not written as PyTorch's macros are", tokens[0].span)
        value = self.values.value(self._parsed(dtype))
        if value.kind != DTYPE:
            raise cannot(f"`{_shown(dtype)}` is no type of a tensor", dtype[0].span)
        name = "index_t" if "INDEX" in tokens[0].text else "scalar_t"
        if name in self.values.names:
            raise cannot(f"one dispatch of `{name}` stands in another", tokens[0].span)
        self.values.dispatched.add(name)
        end = closing_bracket(tokens, body)
        outside, outer = (self.chooses, self.in_lambda), dict(self.values.names)
        self.chooses, self.in_lambda = name, True
        made = [self._assign(name, value), *self._statements(tokens[body + 1 : end], offset + body + 1)]
        self.chooses, self.in_lambda = outside
        self.values.names = {name: value for name, value in outer.items() if name in self.values.names}
        return made

    def _launch(self, tokens: Tokens, at: int, offset: int) -> Launch:
        name_at = _kernel_name(tokens, at)
        close = next((each for each in range(at, len(tokens)) if tokens[each].kind == "LAUNCH_CLOSE"), len(tokens))
        configuration = [self._parsed(part) for part in _at_commas(tokens[at + 1 : close])[:3]]
        if len(configuration) < 2:
            raise cannot("a launch has a grid and a block", tokens[at].span)
        grid, block = (self._extent(each) for each in configuration[:2])
        shared = self.values.number(configuration[2]).text if len(configuration) > 2 else "0"
        arguments = [self._passed(part) for part in split_at_commas(tokens, close + 1)]
        kernels = tuple(self._kernels(tokens[name_at].text, offset + name_at))
        if not kernels:
            raise cannot(f"which instance of `{tokens[name_at].text}` is launched is not known", tokens[name_at].span)
        chooses = self.chooses if kernels[0][0] else ""
        made = Launch(kernels, chooses, grid, block, shared, tuple(arguments), tokens[name_at].span, tuple(self.before))
        self.launches.append(made)
        return made

    def _extent(self, node: ast.Expression) -> str:
        value = self.values.value(node)
        if value.kind != DIM3 and value.kind not in INTEGERS:
            raise cannot("the extents of a launch are one to three integers", node.span)
        return value.text

    def _passed(self, tokens: Tokens) -> str:
        value = self.values.value(self._parsed(tokens))
        if value.kind not in (*NUMBERS, POINTER, SCALAR):
            raise cannot(f"`{_shown(tokens)}` is not known as an argument of a kernel", tokens[0].span)
        return value.text

    def _kernels(self, name: str, position: int) -> Iterator[tuple[str, str]]:
        """Dtype and instance of all that a launch may mean."""
        entity = next((each for each in definitions(self.unit) if each.declaration.name.text == name), None)
        if entity is None:
            return
        found = list(self.uses.launched(entity, self.host, position, self.chooses))
        made = [(DTYPES.get(bound, "") if bound is not None else "", instance_name(name, v)) for bound, v in found]
        if len({instance for _, instance in made}) == 1:
            yield "", made[0][1]
            return
        for dtype, instance in made:
            yield f"torch.{dtype}" if dtype else "", instance

    # ------------------------------------------------------------ helpers

    def _helper(self, name: str, span: Span) -> str | None:
        """The kind of what a function of numbers gives, where the file has one that is plain."""
        found = next((each for each in self.uses.functions if each.code.name == name and each.code.signature), None)
        if found is None or found is self.host:
            return None
        if name not in self.shared:
            reader = _Reader(self.unit, self.uses, found, self.shared)
            self.shared[name] = replace(reader.recipe(), is_helper=True)
        recipe = self.shared[name]
        if recipe.statements is None or any(each.annotation == "torch.Tensor" for each in recipe.parameters):
            raise cannot(f"`{name}` is not known: {recipe.trouble or 'it takes tensors'}", span)
        self.helpers += [*recipe.helpers, name]
        kind = self._kind(_result_words(found))
        return kind if kind in NUMBERS else None

    def _parsed(self, tokens: Sequence[Token]) -> ast.Expression:
        if tokens and tokens[0].text == "{":
            parts = tuple(self._parsed(part) for part in split_at_commas(tuple(tokens), 0))
            span = Span(tokens[0].span.file, tokens[0].span.start, max(tokens[-1].span.end, tokens[0].span.end))
            return ast.InitializerList(parts, tuple(None for _ in parts), span)
        try:
            return self.unit.parser.expression(tokens)
        except Refusal as refusal:
            where = refusal.diagnostic.span or (tokens[0].span if tokens else None)
            raise cannot(f"`{_shown(tokens)}` is not known of host code", where) from None


# ---------------------------------------------------------------- tokens


def _cut(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where statements begin and end, without their `;`."""
    start = 0
    while start < len(tokens):
        if tokens[start].text == ";":
            start += 1
            continue
        end = _statement_end(tokens, start)
        while tokens[start].text == "if" and end < len(tokens) and tokens[end].text == "else":
            end = _statement_end(tokens, end + 1)
        yield start, end - 1 if tokens[end - 1].text == ";" and tokens[start].text != "if" else end
        start = end


def _statement_end(tokens: Tokens, start: int) -> int:
    """Behind the statement that begins there."""
    at = start
    if at >= len(tokens):
        return len(tokens)
    if tokens[at].text in ("if", "for", "while", "switch"):
        return _statement_end(tokens, closing_bracket(tokens, at + 1) + 1)
    if tokens[at].text == "{":
        return min(closing_bracket(tokens, at) + 1, len(tokens))
    while at < len(tokens) and tokens[at].text != ";":
        at = closing_bracket(tokens, at) if tokens[at].kind in ("LPAR", "LBRACE", "LSQB") else at
        at += 1
    return min(at + 1, len(tokens))


def _at_commas(tokens: Tokens) -> list[Tokens]:
    """The parts between commas that stand in no bracket."""
    parts: list[Tokens] = []
    begin = at = 0
    while at < len(tokens):
        if tokens[at].kind in ("LPAR", "LBRACE", "LSQB"):
            at = closing_bracket(tokens, at)
        elif tokens[at].text == "<":
            at = (closing_angle(tokens, at) or at + 1) - 1
        elif tokens[at].text == ",":
            parts.append(tokens[begin:at])
            begin = at + 1
        at += 1
    return [*parts, tokens[begin:]]


def _declared_at(tokens: Tokens) -> int | None:
    """Where the name stands in `const int64_t n = ...` or `dim3 grid(...)`; None for what declares nothing."""
    at = 0
    while at < len(tokens) and tokens[at].text in ("const", "constexpr", "static"):
        at += 1
    words = at
    while at < len(tokens) and (tokens[at].kind == "NAME" or tokens[at].text in _TYPE_WORDS or tokens[at].text == "::"):
        at += 1
    if at < len(tokens) and tokens[at].text in ("&", "*", "<"):
        return _behind(tokens, at, words)
    name = at - 1
    if name <= words or tokens[name].kind != "NAME" or tokens[name - 1].text == "::":
        return None
    return name if at == len(tokens) or tokens[at].text in ("=", "(", "{", ",") else None


def _behind(tokens: Tokens, at: int, words: int) -> int | None:
    """Where the name stands in `T* name = ...`, `T& name = ...` and `vector<T> name = ...`."""
    if at == words:
        return None
    if tokens[at].text == "<":
        at = closing_angle(tokens, at) or len(tokens)
    while at < len(tokens) and tokens[at].text in ("&", "*", "const", "__restrict__"):
        at += 1
    return at if at + 1 < len(tokens) and tokens[at].kind == "NAME" and tokens[at + 1].text == "=" else None


_TYPE_WORDS = frozenset("auto bool char double float int long short signed unsigned".split())


def _kernel_name(tokens: Tokens, launch: int) -> int:
    """Where the kernel's name stands before its `<<<`."""
    at = 0
    while at < launch and not (tokens[at].kind == "NAME" and (tokens[at + 1].text != "::")):
        at += 1
    if at >= launch:
        raise cannot("which kernel is launched is not known", tokens[launch].span)
    return at


_LOOPS = frozenset("while do switch try goto".split())
_BLOCKS: dict[str, Callable[[_Reader, Tokens, int], list[HostStatement]]] = {
    "if": _Reader._when,
    "for": _Reader._count,
    "{": _Reader._block,
    "return": _Reader._return,
    "using": _Reader._using,
    "throw": _Reader._throw,
}


def _is_silent(words: Sequence[str]) -> bool:
    if any(word in _SILENT for word in words) or "cudaStream_t" in words or "getCurrentCUDAStream" in words:
        return True
    return words[0] in _SILENT_CALLS or words[:3] in (["std", "::", "cout"], ["std", "::", "cerr"])


def _result_words(host: HostFunction) -> Tokens:
    at = next((at for at, token in enumerate(host.tokens) if token.text == host.code.name), 0)
    return tuple(token for token in host.tokens[:at] if not token.text.startswith("__"))


def _shown(tokens: Sequence[Token]) -> str:
    text = " ".join(token.text for token in tokens)
    return text if len(text) <= 60 else f"{text[:57]}..."
