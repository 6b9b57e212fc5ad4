"""The token pass inside declarations: specifiers, declarators, parameters, classes, enums, templates."""

from __future__ import annotations

from collections.abc import Callable

from transkernel.frontend.names import Shape
from transkernel.frontend.scopes import Kind, Scope
from transkernel.frontend.token_expressions import ExpressionPass

_COMMA = frozenset(["COMMA"])
_TYPE_WORDS = frozenset(["BUILTIN", "AUTO"])
_PASSED_WORDS = frozenset(["SPECIFIER", "CONST", "VOLATILE", "RESTRICT"])
_POINTERS = frozenset("STAR AMPERSAND AND_AND CONST VOLATILE RESTRICT".split())
_AFTER_MACRO = frozenset("BUILTIN SPECIFIER AUTO CLASS_KEY TYPENAME DECLTYPE LAUNCH_BOUNDS ENUM TEMPLATE".split())
_AFTER_PARAMETERS = frozenset(["noexcept", "override", "final", "mutable"])
_TYPE_BEGINS = _TYPE_WORDS | frozenset("CONST VOLATILE TYPENAME CLASS_KEY ENUM DECLTYPE SPECIFIER".split())


class DeclarationPass(ExpressionPass):
    """Tags declarations and keeps the scopes.

    home: the scope in which declared names are put (not that of the template's own parameters).
    class_name: the class whose members are read, or empty. local: inside a function. templated: after `template <...>`.
    """

    home: Scope
    class_name = ""
    local = False
    templated = False

    def declare(self, name: str, kind: Kind) -> None:
        """A name in the home scope; the names of functions' insides mean nothing elsewhere. A template stays one when
        it is specialised or overloaded."""
        if self.local:
            self.home.names[name] = kind
        elif kind is not Kind.VALUE or self.home.names.get(name) is not Kind.VALUE_TEMPLATE:
            self.scopes.declare_in(self.home, name, kind)

    # ------------------------------------------------------------ whole declarations

    def top_declaration(self, index: int, end: int) -> int:
        """One declaration outside of functions, with its template heads; its `;` or body is its last token."""
        depth = 0
        while self.kinds[index] == "TEMPLATE" and self.kinds[index + 1] == "LESS":
            index = self.template_head(index)
            depth += 1
        self.templated = depth > 0
        if self.kinds[index] == "TEMPLATE" or self.kinds[index + 1] == "TEMPLATE":
            while self.kinds[index] in ("TEMPLATE", "SPECIFIER"):
                index = self.emit(index)
        if self.kinds[index] in ("USING", "NAMESPACE"):
            return self.using(index, end)
        if self.kinds[index] == "STATIC_ASSERT":
            return self.expression(index, end)
        return self.declaration(index, end)

    def declaration(self, index: int, end: int) -> int:
        """From its first specifier to its `;` (passed on) or to the end of its body."""
        index, typedef = self.specifiers(index, end)
        if index < end and self.kinds[index] != "SEMICOLON":
            index = self.declarators(index, end, typedef)
        return self.expression(index, end)

    def using(self, index: int, end: int) -> int:
        """`using A = T;`, `using namespace n;`, `using n::a;`, `namespace a = n;`."""
        index = self.emit(index)
        if self.kinds[index] == "NAMESPACE":
            index = self.emit(index)
        elif self.kinds[index + 1] == "EQUAL":
            name = self.tokens[index].text
            is_type = self.out[-1].kind == "USING"
            index = self.emit(self.emit(index, "NAME"))
            self.declare(name, _type_kind(self.templated) if is_type else Kind.NAMESPACE)
            if is_type:
                return self.emit(self.type_only(index, end - 1))
        elif self.kinds[index] == "TYPENAME":
            index = self.emit(index)
        shape = self.read_name(index)
        if shape.kind is not None and self.out[-1].kind in ("USING", "TYPENAME"):
            self.declare(shape.parts[-1].text, shape.kind)
        return self.expression(self.emit_name(shape, False), end)

    # ------------------------------------------------------------ specifiers

    def specifiers(self, index: int, end: int, parameter: bool = False) -> tuple[int, bool]:
        """The words before a declarator. Returns the index after them, and whether `typedef` was among them."""
        seen_type = typedef = False
        while index < end:
            kind = self.kinds[index]
            handler = _TYPE_HANDLERS.get(kind)
            if kind in _PASSED_WORDS:
                typedef = typedef or self.tokens[index].text == "typedef"
                index = self.emit(index)
            elif kind in ("ALIGN", "LAUNCH_BOUNDS"):
                index = self._operand(index)
            elif handler is not None:
                index, seen_type = handler(self, index), True
            elif self._is_macro_call(index):
                index = self._macro(index)
            elif seen_type or not self.begins_name(index) or self.is_special(index):
                break
            else:
                index, seen_type = self._type_or_macro(index, parameter)
        return index, typedef

    def _operand(self, index: int, kind: str | None = None) -> int:
        """`word(...)`."""
        index = self.emit(index, kind)
        close = self.partner[index] if self.kinds[index] == "LPAR" else -1
        if close < 0:
            return index
        self.expression(self.emit(index), close)
        return self.emit(close)

    def _is_macro_call(self, index: int) -> bool:
        """`MACRO(...)` among specifiers, its definition unknown: more specifiers or a name follow it."""
        if self.kinds[index] != "NAME" or self.kinds[index + 1] != "LPAR" or self.partner[index + 1] < 0:
            return False
        if self.scopes.find((self.tokens[index].text,)) is not None:
            return False
        after = self.partner[index + 1] + 1
        return self.kinds[after] in _AFTER_MACRO | {"NAME"} and self.tokens[after].text not in _AFTER_PARAMETERS

    def _macro(self, index: int) -> int:
        self.emit(index, "SPECIFIER")
        return self.partner[index + 1] + 1

    def _type_or_macro(self, index: int, parameter: bool) -> tuple[int, bool]:
        shape = self.read_name(index, declaring=True)
        if self._is_macro(shape, parameter):
            return self.emit(index, "SPECIFIER"), False
        return self.emit_name(shape, True), True

    def _is_macro(self, shape: Shape, parameter: bool) -> bool:
        """An unknown word before a declaration, whose definition was in a header that is not there."""
        if shape.kind is not None or not shape.is_simple:
            return False
        if shape.next in _AFTER_MACRO:
            return True
        if shape.next == "CONST":
            return self.kinds[shape.end + 1] == "BUILTIN"
        if shape.next not in ("NAME", "DOUBLE_COLON") or not self.begins_name(shape.end):
            return False
        second = self.read_name(shape.end, declaring=True)
        if second.next in ("STAR", "AMPERSAND", "AND_AND"):
            return True
        return second.next == "NAME" and not parameter

    # ------------------------------------------------------------ declarators

    def declarators(self, index: int, end: int, typedef: bool) -> int:
        while index < end:
            index = self._init_declarator(index, end, typedef)
            if self.kinds[index] != "COMMA" or index >= end:
                return index
            index = self.emit(index)
        return index

    def _init_declarator(self, index: int, end: int, typedef: bool) -> int:
        index, name = self.declarator(index, end, self.local)
        if name and self.out[-1].kind != "BODY":
            value = Kind.VALUE_TEMPLATE if self.templated and not self.local else Kind.VALUE
            self.declare(name, Kind.TYPE if typedef else value)
        if self.kinds[index] == "ALIGN":
            index = self._operand(index, "LATE_ALIGN")
        kind = self.kinds[index]
        if kind == "COLON" and self.class_name and not self.local:
            return self.expression(self.emit(index, "BITFIELD_COLON"), end, _COMMA | {"SEMICOLON"})
        if kind == "EQUAL":
            return self.expression(self.emit(index), end, _COMMA | {"SEMICOLON"})
        if kind == "LBRACE" and self.partner[index] >= 0:
            self.expression(self.emit(index), self.partner[index])
            return self.emit(self.partner[index])
        return index

    def declarator(self, index: int, end: int, local: bool) -> tuple[int, str]:
        """Pointers, the name, and what follows it: `*a[3]`, `(&a)[N]`, `f(int)`. Returns the name, or an empty one."""
        index = self._pointers(index)
        kind = self.kinds[index]
        name = ""
        if kind == "LPAR" and self.partner[index] >= 0:
            close = self.partner[index]
            self.emit(index, "DECLARATOR_LPAR")
            inside, name = self.declarator(index + 1, close, local)
            self.expression(inside, close)
            return self._suffixes(self.emit(close), end, "", local), name
        if kind == "LSQB" and self.partner[index] >= 0 and self._is_binding():
            return self._bindings(index), ""
        if self.is_special(index):
            return self._special(index), ""
        if kind in ("NAME", "DOUBLE_COLON", "OPERATOR_WORD"):
            index, name = self._declared_name(index)
        return self._suffixes(index, end, name, local), name

    def _pointers(self, index: int) -> int:
        while True:
            if self.kinds[index] in _POINTERS or self.kinds[index] == "ELLIPSIS":
                index = self.emit(index)
            elif (
                self.kinds[index] == "NAME"
                and self.kinds[index + 1] == "DOUBLE_COLON"
                and self.kinds[index + 2] == "STAR"
            ):
                index = self.emit_text(index, index + 3, "MEMBER_POINTER", self.tokens[index].text)
            else:
                return index

    def _is_binding(self) -> bool:
        return any(token.kind == "AUTO" for token in self.out[-4:])

    def _bindings(self, index: int) -> int:
        close = self.partner[index]
        self.emit(index, "BINDING_LSQB")
        for inside in range(index + 1, close):
            if self.kinds[inside] == "NAME":
                self.home.names[self.tokens[inside].text] = Kind.VALUE
            self.emit(inside)
        return self.emit(close)

    def _declared_name(self, index: int) -> tuple[int, str]:
        shape = self.read_name(index, declaring=True)
        index = self.emit_name(shape, False)
        if len(shape.parts) == 1:
            return index, shape.parts[0].text
        scope = self.scopes.scope_of(shape.path[:-1])
        if scope is not None:
            self.scopes.push(scope)
        return index, ""

    def _suffixes(self, index: int, end: int, name: str, local: bool) -> int:
        while index < end:
            kind = self.kinds[index]
            close = self.partner[index]
            if kind == "LSQB" and close >= 0:
                self.expression(self.emit(index), close)
                index = self.emit(close)
            elif kind == "LPAR" and close >= 0:
                if not self.is_parameters(index, local):
                    self.expression(self.emit(index), close)
                    return self.emit(close)
                return self._function(index, name)
            else:
                return index
        return index

    def _function(self, index: int, name: str) -> int:
        """Parameters, the words after them, and the body."""
        if name:
            self.declare(name, Kind.VALUE_TEMPLATE if self.templated else Kind.VALUE)
        self.scopes.push()
        index = self.function_words(self.parameters(index), pure=name != "" and self.class_name != "")
        if self.kinds[index] == "LBRACE" and not self.local:
            index = self.fold_body(index)
        self.scopes.pop()
        return index

    # ------------------------------------------------------------ constructors and their like

    def is_special(self, index: int) -> bool:
        """Whether a constructor, a destructor or a conversion function is declared here."""
        kind = self.kinds[index]
        if self.local or kind not in ("NAME", "TILDE", "OPERATOR_WORD", "DOUBLE_COLON"):
            return False
        if kind == "OPERATOR_WORD":
            return self.operator_name(index)[0] == "operator"
        if kind == "TILDE" or (kind == "NAME" and self.kinds[index + 1] == "LPAR"):
            return kind == "TILDE" or self.tokens[index].text == self.class_name
        if not self.begins_name(index):
            return False
        path = self.read_name(index, declaring=True).path
        return len(path) > 1 and path[-1].lstrip("~") in ("operator", path[-2])

    def _special(self, index: int) -> int:
        if self.kinds[index] == "TILDE":
            index = self.emit_text(index, index + 2, "CONSTRUCTOR_NAME", "~" + self.tokens[index + 1].text)
        else:
            shape = self.read_name(index, declaring=True)
            converts = shape.path[-1] == "operator"
            index = self.emit_name(shape, False, "CONVERSION" if converts else "CONSTRUCTOR_NAME")
            scope = self.scopes.scope_of(shape.path[:-1]) if len(shape.path) > 1 else None
            if scope is not None:
                self.scopes.push(scope)
            if converts:
                index, _ = self.specifiers(index, self.count)
                index = self._pointers(index)
        if self.kinds[index] != "LPAR" or self.partner[index] < 0:
            return index
        self.scopes.push()
        index = self.function_words(self.parameters(index))
        index = self._constructor_body(index)
        self.scopes.pop()
        return index

    def _constructor_body(self, index: int) -> int:
        if self.kinds[index] == "LBRACE":
            return self.fold_body(index)
        if self.kinds[index] != "COLON":
            return index
        first = index + 1
        index = self._after_initializers(first)
        if self.kinds[index] != "LBRACE":
            return index
        self.fold(first - 1, index, "INITIALIZERS", None)
        return self.fold_body(index, (first, index))

    def _after_initializers(self, index: int) -> int:
        """The index of the body's `{` after `a(1), b{2}`: the first brace that follows a bracket."""
        while index < self.count:
            kind = self.kinds[index]
            if kind == "LBRACE" and self.kinds[index - 1] in ("RPAR", "RBRACE", "ELLIPSIS"):
                return index
            index = self.partner[index] + 1 if kind in ("LPAR", "LBRACE") and self.partner[index] >= 0 else index + 1
        return index

    # ------------------------------------------------------------ parameters

    def parameters(self, index: int) -> int:
        """`(...)` of a function. Its names go into the innermost scope."""
        close = self.partner[index]
        if close < 0:
            return self.emit(index)
        index = self.emit(index, "PARAMETERS_LPAR")
        while index < close:
            index = self.parameter(index, close)
            if index < close:
                index = self.emit(index)
        return self.emit(close)

    def parameter(self, index: int, end: int) -> int:
        if self.kinds[index] == "ELLIPSIS":
            return self.emit(index)
        index, _ = self.specifiers(index, end, parameter=True)
        index, name = self.declarator(index, end, False) if index < end else (index, "")
        if name:
            self.scopes.innermost.names[name] = Kind.VALUE
        return self.expression(index, end, _COMMA)

    def is_parameters(self, index: int, local: bool) -> bool:
        """Whether `(...)` after a declared name holds parameters rather than arguments."""
        close, first = self.partner[index], index + 1
        if first == close or self.kinds[first] == "ELLIPSIS":
            return True
        kind = self.kinds[first]
        if kind in _TYPE_BEGINS:
            if kind != "BUILTIN" or self.kinds[first + 1] not in ("LPAR", "LBRACE"):
                return True
            return self.is_declarator_parenthesis(first + 1)
        if not self.begins_name(first):
            return False
        shape = self.read_name(first, declaring=True)
        if shape.kind is not None and not shape.kind.is_type:
            return False
        if shape.next in ("NAME", "CONST", "RESTRICT", "VOLATILE"):
            return True
        if shape.next in ("STAR", "AMPERSAND", "AND_AND", "COMMA", "RPAR", "LSQB", "ELLIPSIS"):
            return shape.kind is not None or not local
        return self.is_declarator_parenthesis(shape.end)

    # ------------------------------------------------------------ templates

    def template_head(self, index: int) -> int:
        """`template <...>`; its parameters' names go into a scope that stays."""
        close = self.template_close(index + 1, known=True)
        if close is None:
            return self.emit(index)
        self.emit(index)
        self.emit(index + 1, "TEMPLATE_OPEN")
        self.scopes.push()
        self.template_parameters(index + 2, close[0])
        return self.close_list(close[0])

    def template_parameters(self, index: int, close: int) -> None:
        self.list_depth += 1
        while index < close:
            index = self._template_parameter(index, close)
            if index < close:
                index = self.emit(index)
        self.list_depth -= 1

    def _template_parameter(self, index: int, close: int) -> int:
        kind = Kind.TYPE
        if self.kinds[index] == "TEMPLATE":
            scopes = self.scopes
            self.scopes = scopes.branch()
            index = self.template_head(index)
            self.scopes = scopes
            kind = Kind.TYPE_TEMPLATE
        if not self._is_type_parameter(index):
            return self.parameter(index, close)
        index = self.emit(index, "TYPE_PARAMETER")
        if self.kinds[index] == "ELLIPSIS":
            index = self.emit(index)
        if self.kinds[index] == "NAME":
            self.scopes.innermost.names[self.tokens[index].text] = kind
            index = self.emit(index, "NAME")
        if self.kinds[index] != "EQUAL" or index >= close:
            return index
        index = self.emit(index)
        while self.kinds[index] in ("CONST", "VOLATILE"):
            index = self.emit(index)
        if index < close and self.begins_name(index):
            index = self.type_name(index)
        return self.expression(index, close, _COMMA, argument=True)

    def _is_type_parameter(self, index: int) -> bool:
        if self.kinds[index] not in ("TYPENAME", "CLASS_KEY"):
            return False
        following = index + 1 + (self.kinds[index + 1] == "ELLIPSIS")
        if self.kinds[following] != "NAME":
            return self.kinds[following] != "DOUBLE_COLON"
        return self.kinds[following + 1] in ("COMMA", "EQUAL", "END", "GREATER", "SHIFT_RIGHT", "GREATER_EQUAL")

    # ------------------------------------------------------------ classes and enums

    def class_specifier(self, index: int) -> int:
        """`struct S : B {...}` with its members folded, or `struct S` alone."""
        index = self.emit(index)
        while self.kinds[index] == "ALIGN":
            index = self._operand(index)
        if self.kinds[index] == "NAME" and self.kinds[index + 1] == "NAME" and self._is_export_word(index):
            index += 1
        name = ""
        if self.begins_name(index):
            shape = self.read_name(index, declaring=True)
            name = shape.parts[-1].text
            index = self.emit_name(shape, True)
            is_new = len(shape.parts) == 1 and self.scopes.find((name,)) is None
            if is_new or self.kinds[index] in ("COLON", "LBRACE"):
                self.declare(name, _type_kind(self.templated or shape.parts[-1].open >= 0))
        if self.tokens[index].text == "final":
            index += 1
        if self.kinds[index] == "COLON":
            index = self._bases(index)
        if self.kinds[index] != "LBRACE" or self.partner[index] < 0:
            return index
        return self._members(index, name)

    def _is_export_word(self, index: int) -> bool:
        following = self.kinds[index + 2]
        return following in ("COLON", "LBRACE") and self.tokens[index + 1].text != "final"

    def _bases(self, index: int) -> int:
        index = self.emit(index, "BASE_COLON")
        while self.kinds[index] not in ("LBRACE", "END", "SEMICOLON"):
            if self.kinds[index] in ("SPECIFIER", "COMMA", "ELLIPSIS", "TYPENAME"):
                index = self.emit(index)
            elif self.kinds[index] == "DECLTYPE":
                index = self._operand(index)
            elif self.begins_name(index):
                index = self.type_name(index)
            else:
                return self.emit(index)
        return index

    def _members(self, index: int, name: str) -> int:
        close = self.partner[index]
        scope = self.home.child(name) if name else Scope()
        scopes = self.scopes.branch(scope)
        members = self.host.members(self.source[index + 1 : close], name, scopes)
        return self.fold(index, close + 1, "MEMBERS", members)

    def enum_specifier(self, index: int) -> int:
        scoped = self.kinds[index + 1] == "CLASS_KEY"
        brace = self._enum_brace(index)
        index = self.emit(index, "ENUM" if brace >= 0 else "CLASS_KEY")
        if scoped:
            index = self.emit(index) if brace >= 0 else index + 1
        name = ""
        if self.begins_name(index):
            name = self.read_name(index).parts[-1].text
            self.declare(name, Kind.TYPE)
            index = self.type_name(index)
        if brace < 0:
            return self._after_underlying(index)
        if self.kinds[index] == "COLON":
            index, _ = self.specifiers(self.emit(index, "BASE_COLON"), brace)
        return self._enumerators(brace, self.home.child(name) if name else Scope(), scoped)

    def _enum_brace(self, index: int) -> int:
        """Where an enum's enumerators begin, or -1."""
        while self.kinds[index] in ("ENUM", "CLASS_KEY", "NAME", "DOUBLE_COLON", "COLON", "BUILTIN"):
            index += 1
        return index if self.kinds[index] == "LBRACE" and self.partner[index] >= 0 else -1

    def _after_underlying(self, index: int) -> int:
        if self.kinds[index] != "COLON":
            return index
        while self.kinds[index] not in ("SEMICOLON", "END"):
            index += 1
        return index

    def _enumerators(self, index: int, scope: Scope, scoped: bool) -> int:
        close = self.partner[index]
        index = self.emit(index)
        while index < close:
            name = self.tokens[index].text
            scope.names[name] = Kind.VALUE
            if not scoped:
                self.declare(name, Kind.VALUE)
            index = self.emit(index)
            index = self.expression(index, close, _COMMA)
            if index < close:
                index = self.emit(index)
        return self.emit(close)


_TYPE_HANDLERS: dict[str, Callable[[DeclarationPass, int], int]] = {
    "BUILTIN": DeclarationPass.emit,
    "AUTO": DeclarationPass.emit,
    "DECLTYPE": DeclarationPass._operand,
    "CLASS_KEY": DeclarationPass.class_specifier,
    "ENUM": DeclarationPass.enum_specifier,
    "TYPENAME": lambda self, index: self.type_name(self.emit(index)),
}


def _type_kind(templated: bool) -> Kind:
    return Kind.TYPE_TEMPLATE if templated else Kind.TYPE
