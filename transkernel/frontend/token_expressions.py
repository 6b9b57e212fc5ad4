"""The token pass inside expressions: casts, calls, lambdas, template arguments, initialiser lists."""

from __future__ import annotations

from transkernel.frontend import ast
from transkernel.frontend.names import FoldedToken, NamePass
from transkernel.frontend.operators import ASSIGNMENT_KINDS, OPERATOR_KINDS
from transkernel.frontend.scopes import Kind, Scope
from transkernel.frontend.words import REFUSED
from transkernel.source import Span

_NOTHING: frozenset[str] = frozenset()
_COMMA = frozenset(["COMMA"])
_OPERANDS = frozenset("INTEGER FLOAT CHARACTER STRING BOOLEAN NULLPTR THIS".split())
_POSTFIX = frozenset(["PLUS_PLUS", "MINUS_MINUS"])
_FUNCTION_WORDS = frozenset(["CONST", "VOLATILE", "SPECIFIER", "AMPERSAND", "AND_AND"])


class ExpressionPass(NamePass):
    """Tags expressions. Every method takes the index where its part begins and returns the index after it."""

    # Given by the passes for declarations and statements.
    def parameters(self, index: int) -> int:
        raise NotImplementedError

    def template_parameters(self, index: int, close: int) -> None:
        raise NotImplementedError

    def block(self, index: int) -> int:
        raise NotImplementedError

    def is_parameters(self, index: int, local: bool) -> bool:
        raise NotImplementedError

    def expression(self, index: int, end: int, stops: frozenset[str] = _NOTHING, argument: bool = False) -> int:
        """Up to `end`, or to the first token of a kind in `stops` that stands in no bracket.

        argument: this is a template argument, which may be a type.
        """
        first, operand, questions = index, False, 0
        while index < end:
            kind = self.kinds[index]
            if kind in stops and not (kind == "COLON" and questions):
                return index
            questions += (kind == "QUESTION") - (kind == "COLON")
            handler = _HANDLERS.get(kind)
            if handler is not None:
                index, operand = handler(self, index, end, operand)
            elif self.begins_name(index):
                index, operand = self._name(index, end, argument and index == first), True
            elif kind == "LPAR" and argument and self._is_function_type(index, first, end):
                index = self._abstract_parameters(index)
            elif kind == "LPAR":
                index, operand = self._parenthesis(index, end, operand), True
            else:
                index, operand = self._plain(index, kind), kind in _OPERANDS or (operand and kind in _POSTFIX)
        return index

    def _plain(self, index: int, kind: str) -> int:
        if kind in OPERATOR_KINDS:
            return self.emit(index, "OPERATOR")
        if kind in ASSIGNMENT_KINDS:
            return self.emit(index, "ASSIGN")
        return self.emit(index)

    # ------------------------------------------------------------ names and types

    def _name(self, index: int, end: int, argument: bool) -> int:
        shape = self.read_name(index)
        is_type = self.is_type_argument(shape, end) if argument else self.is_type(shape)
        if shape.kind is None and self.out and self.out[-1].kind in ("CONST", "VOLATILE"):
            is_type = True
        return self.emit_name(shape, is_type)

    def type_name(self, index: int) -> int:
        """A name that is a type, whatever is known of it."""
        return self.emit_name(self.read_name(index, declaring=True), True)

    def template_arguments(self, index: int, close: int) -> int:
        while index < close:
            index = self.expression(index, close, _COMMA, argument=True)
            if index < close:
                index = self.emit(index)
        return index

    def _typename(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        return self.type_name(self.emit(index)), True

    def _sizeof(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        """`sizeof`; in `sizeof...(pack)` the pack's name stays a name, whatever it is."""
        index = self.emit(index)
        if self.kinds[index] != "ELLIPSIS" or self.kinds[index + 1] != "LPAR" or self.kinds[index + 2] != "NAME":
            return index, False
        index = self.emit(self.emit(self.emit(index)), "NAME")
        return (self.emit(index) if index < end else index), True

    def _elaborated(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        index = self.emit(index, "CLASS_KEY")
        return (self.type_name(index) if self.begins_name(index) else index), True

    def _named_cast(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        """`static_cast<T>`; the parenthesis after it comes next."""
        index = self.emit(index)
        close = self.template_close(index, known=True) if self.kinds[index] == "LESS" else None
        if close is None:
            return index, False
        index = self.emit(index, "TEMPLATE_OPEN")
        self.type_only(index, close[0])
        return self.close_list(close[0]), True

    def type_only(self, index: int, end: int) -> int:
        """What can only be a type: the first name is one."""
        while self.kinds[index] in ("CONST", "VOLATILE") and index < end:
            index = self.emit(index)
        if index < end and self.begins_name(index):
            index = self.type_name(index)
        return self.expression(index, end, argument=True)

    def _is_function_type(self, index: int, first: int, end: int) -> bool:
        """Whether `T(...)` in a template argument is a function's type: it has parameters and is the whole of it."""
        if self.out[-1].kind not in ("TYPE_NAME", "BUILTIN", "TEMPLATE_CLOSE", "STAR", "AMPERSAND", "CONST"):
            return False
        after = self.partner[index] + 1
        whole = index > first and (after == end or self.kinds[after] == "COMMA")
        return whole and self.is_parameters(index, local=True)

    def _abstract_parameters(self, index: int) -> int:
        self.scopes.push()
        index = self.parameters(index)
        self.scopes.pop()
        return index

    # ------------------------------------------------------------ brackets

    def _parenthesis(self, index: int, end: int, operand: bool) -> int:
        close = self.partner[index]
        if close < 0 or close >= end:
            return self.emit(index)
        if self.is_abstract_declarator(index):
            return self._abstract_declarator(index)
        if self.kinds[index + 1] == "LBRACE" and not operand:
            self.emit(index)
            return self.emit(self.block(index + 1))
        inside = self.emit(index)
        if not operand and self.begins_name(inside):
            shape = self.read_name(inside, declaring=True)
            if self.is_cast(shape, close):
                inside = self.emit_name(shape, True)
        self.expression(inside, close)
        return self.emit(close)

    def is_abstract_declarator(self, index: int) -> bool:
        """`(*)`, `(&)`: no expression looks like this."""
        close = self.partner[index]
        return (
            self.kinds[index + 1] in ("STAR", "AMPERSAND", "AND_AND") and self._after_pointer_words(index + 1) == close
        )

    def _abstract_declarator(self, index: int) -> int:
        close = self.partner[index]
        self.emit(index, "DECLARATOR_LPAR")
        for inside in range(index + 1, close):
            self.emit(inside)
        index = self.emit(close)
        return self._abstract_parameters(index) if self.kinds[index] == "LPAR" else index

    def _square(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        close = self.partner[index]
        if close < 0 or close >= end:
            return self.emit(index), False
        before = self.out[-1].kind if self.out else ""
        designates = self.kinds[close + 1] == "EQUAL" and before in ("LBRACE", "COMMA")
        operand = operand or before in ("BUILTIN", "TYPE_NAME", "TEMPLATE_CLOSE")
        if not operand and not designates:
            return self._lambda(index), True
        self.expression(self.emit(index), close)
        return self.emit(close), not designates

    def _braces(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        close = self.partner[index]
        if close < 0 or close >= end:
            return self.emit(index), False
        self.expression(self.emit(index), close)
        return self.emit(close), True

    def _member(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        """`.name`, `->name`; `.name =` in an initialiser list as well."""
        index = self.emit(index)
        if self.kinds[index] not in ("NAME", "TEMPLATE", "OPERATOR_WORD", "TILDE"):
            return index, False
        if self.kinds[index] == "OPERATOR_WORD" and self.operator_name(index)[0] == "operator":
            index = self.emit(index, "CONVERSION")
            return (self.type_name(index) if self.begins_name(index) else index), False
        return self.emit_name(self.read_name(index, member=True), False), True

    def _operator(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        text, after = self.operator_name(index)
        return self.emit_text(index, after, "NAME", text), True

    def _refused(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        raise self.refuse_word(index, REFUSED[self.tokens[index].text])

    def _launch(self, index: int, end: int, operand: bool) -> tuple[int, bool]:
        raise self.refuse_word(index, "a kernel launch inside a kernel")

    # ------------------------------------------------------------ lambdas

    def _lambda(self, index: int) -> int:
        close = self.partner[index]
        self._captures(self.emit(index, "LAMBDA_LSQB"), close)
        index = self.emit(close)
        self.scopes.push(Scope())
        if self.kinds[index] == "LESS":
            index = self._lambda_template(index)
        while self.kinds[index] == "SPECIFIER":
            index = self.emit(index)
        if self.kinds[index] == "LPAR":
            index = self.function_words(self.parameters(index))
        if self.kinds[index] == "LBRACE":
            index = self.fold_body(index)
        self.scopes.pop()
        return index

    def _lambda_template(self, index: int) -> int:
        close = self.template_close(index, known=True)
        if close is None:
            return index
        self.emit(index, "TEMPLATE_OPEN")
        self.template_parameters(index + 1, close[0])
        return self.close_list(close[0])

    def _captures(self, index: int, close: int) -> None:
        while index < close:
            kind = self.kinds[index]
            following = self.kinds[index + 1]
            if kind == "NAME" and following == "EQUAL":
                self.scopes.innermost.names.setdefault(self.tokens[index].text, Kind.VALUE)
                index = self.expression(self.emit(self.emit(index)), close, _COMMA)
            else:
                index = self.emit(index)

    def function_words(self, index: int, pure: bool = False) -> int:
        """What follows a function's parameters: `const noexcept override -> T`, `= default`; `= 0` where it can be."""
        while True:
            kind, text = self.kinds[index], self.tokens[index].text
            if kind == "NAME" and text in ("override", "final"):
                index = self.emit(index, "SPECIFIER")
            elif kind in ("AMPERSAND", "AND_AND"):
                index += 1
            elif kind in ("CONST", "VOLATILE", "SPECIFIER"):
                index = self.emit(index)
            elif kind == "ARROW":
                index = self._result(self.emit(index))
            elif kind == "EQUAL" and self.tokens[index + 1].text in ("default", "delete", "0" if pure else ""):
                text = self.tokens[index + 1].text
                index = self.emit_text(index, index + 2, "SPECIFIER", "pure" if text == "0" else text)
            else:
                return index

    def _result(self, index: int) -> int:
        """The type after `->`."""
        while self.kinds[index] in ("CONST", "VOLATILE", "BUILTIN", "AUTO", "TYPENAME", "DECLTYPE"):
            if self.kinds[index] == "DECLTYPE":
                close = self.partner[index + 1]
                self.expression(index, close + 1)
                index = close + 1
                continue
            index = self.emit(index)
        if self.out[-1].kind not in ("BUILTIN", "AUTO", "RPAR") and self.begins_name(index):
            index = self.type_name(index)
        while self.kinds[index] in ("STAR", "AMPERSAND", "AND_AND", "CONST", "RESTRICT"):
            index = self.emit(index)
        return index

    # ------------------------------------------------------------ folding

    def fold(self, first: int, after: int, kind: str, content: object) -> int:
        """One token in the place of several."""
        span = self.source_span(first, after)
        self.out.append(FoldedToken(kind, self.tokens[first].text, span, content))
        return after

    def source_span(self, first: int, after: int) -> Span:
        return self.source[first].span.to(self.source[after - 1].span)

    def fold_body(self, index: int, initializers: tuple[int, int] = (0, 0)) -> int:
        """A function's `{...}` as one token, for the parser to read when it is needed."""
        close = self.partner[index]
        if close < 0:
            return self.emit(index)
        body = ast.Body(tuple(self.source[index : close + 1]), tuple(self.source[slice(*initializers)]))
        self.host.remember(body, self.scopes.snapshot())
        return self.fold(index, close + 1, "BODY", body)


_HANDLERS = {
    "LSQB": ExpressionPass._square,
    "LBRACE": ExpressionPass._braces,
    "DOT": ExpressionPass._member,
    "ARROW": ExpressionPass._member,
    "TYPENAME": ExpressionPass._typename,
    "CLASS_KEY": ExpressionPass._elaborated,
    "ENUM": ExpressionPass._elaborated,
    "SIZEOF": ExpressionPass._sizeof,
    "CAST_WORD": ExpressionPass._named_cast,
    "OPERATOR_WORD": ExpressionPass._operator,
    "REFUSED": ExpressionPass._refused,
    "LAUNCH_OPEN": ExpressionPass._launch,
}
