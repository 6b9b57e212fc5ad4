"""From the declarations of a translation unit to scopes in which every name can be looked up."""

from __future__ import annotations

from transkernel.frontend import ast
from transkernel.frontend.entities import (
    AliasEntity,
    ClassTemplate,
    EnumEntity,
    Enumerator,
    FunctionEntity,
    HostEntity,
    NamespaceEntity,
    Scope,
    UsingEntity,
    VariableEntity,
)
from transkernel.source import SourceFile, Span


class Index:
    """The scopes of a unit, its kernels in order, and what was defined outside of its class."""

    def __init__(self, unit: ast.TranslationUnit) -> None:
        self.globals = Scope("namespace", None)
        self.kernels: list[FunctionEntity] = []
        self.instantiations: list[tuple[ast.ExplicitInstantiation, Scope]] = []
        self.host: list[tuple[ast.HostCode, Scope]] = []
        self.host_members: list[tuple[ast.HostCode, ClassTemplate]] = []
        self.out_of_class: dict[tuple[str, str], list[tuple[ast.Function, Scope]]] = {}
        self.library_aliases: dict[str, str] = {"cg": "cooperative_groups"}
        self.used_libraries: set[str] = set()
        self.nowhere = Span(SourceFile("<library>", ""), 0, 0)
        self._aliases: list[tuple[str, ast.Name, Scope]] = []
        self._directives: list[tuple[ast.Name, Scope]] = []
        for declaration in unit.declarations:
            self.declare(declaration, self.globals)
        for name, target, scope in self._aliases:
            found = self.namespace(target, scope)
            if found is not None:
                scope.add(name, NamespaceEntity(found))
            else:
                self.library_aliases[name] = target.text
        for target, scope in self._directives:
            self.use(target, scope)

    def use(self, name: ast.Name, scope: Scope) -> None:
        """`using namespace name;` in a scope; namespaces that are not there are no error."""
        found = self.namespace(name, scope)
        if found is None:
            self.used_libraries.add(name.text)
        if found is not None and found not in scope.used and found is not scope:
            scope.used.append(found)

    def namespace(self, name: ast.Name, scope: Scope) -> Scope | None:
        """The scope of a namespace by its name, or None."""
        current: Scope | None = None
        for position, part in enumerate(name.parts):
            start = self.globals if name.absolute and position == 0 else current or scope
            found = start.own(part.identifier) if current or name.absolute else start.lookup(part.identifier)
            spaces = [entity for entity in found if isinstance(entity, NamespaceEntity)]
            if not spaces:
                return None
            current = spaces[0].scope
        return current

    def declare(self, declaration: ast.Declaration, scope: Scope) -> None:
        """Adds one declaration to a scope."""
        match declaration:
            case ast.Namespace():
                self._namespace(declaration, scope)
            case ast.Function():
                self._function(declaration, scope)
            case ast.Variable():
                self._inline(declaration.type, scope)
                scope.add(declaration.name, VariableEntity(declaration, scope))
            case ast.Struct():
                self.declare_class(declaration, scope)
            case ast.Enum():
                self.declare_enum(declaration, scope)
            case ast.TypeAlias():
                self._inline(declaration.type, scope)
                scope.bind(declaration.name, AliasEntity(declaration, scope))
            case ast.HostCode():
                self._host(declaration, scope)
            case _:
                self._declare_names(declaration, scope)

    def _declare_names(self, declaration: ast.Declaration, scope: Scope) -> None:
        """What only speaks of names that are declared elsewhere; static assertions are looked at inside functions."""
        match declaration:
            case ast.UsingDirective():
                self._directives.append((declaration.name, scope))
            case ast.UsingName():
                scope.add(declaration.name.last.identifier, UsingEntity(declaration.name, scope))
            case ast.ExplicitInstantiation():
                self.instantiations.append((declaration, scope))

    def _host(self, declaration: ast.HostCode, scope: Scope) -> None:
        words = [token.text for token in declaration.tokens if token.text != ";"]
        if len(words) > 3 and words[0] == "namespace" and words[2] == "=":
            target = tuple(ast.NamePart(word) for word in words[3:] if word != "::")
            self._aliases.append((words[1], ast.Name(target, declaration.span, words[3] == "::"), scope))
            return
        self.host.append((declaration, scope))
        if declaration.name:
            scope.add(declaration.name, HostEntity(declaration))

    def _namespace(self, declaration: ast.Namespace, scope: Scope) -> None:
        if declaration.alias is not None:
            self._aliases.append((declaration.name, declaration.alias, scope))
            return
        inner = scope
        if declaration.name:
            known = [each for each in scope.names.get(declaration.name, []) if isinstance(each, NamespaceEntity)]
            inner = known[0].scope if known else Scope("namespace", scope, declaration.name)
            if not known:
                scope.add(declaration.name, NamespaceEntity(inner))
            if declaration.inline and inner not in scope.used:
                scope.used.append(inner)
        for member in declaration.declarations:
            self.declare(member, inner)

    def _function(self, declaration: ast.Function, scope: Scope) -> None:
        if len(declaration.name.parts) > 1:
            owner, method = declaration.name.parts[-2].identifier, declaration.name.last.identifier
            self.out_of_class.setdefault((owner, method), []).append((declaration, scope))
            return
        entity = FunctionEntity(declaration, scope)
        scope.add(declaration.name.last.identifier, entity)
        if declaration.is_kernel:
            self.kernels.append(entity)

    def declare_class(self, declaration: ast.Struct, scope: Scope) -> None:
        """Adds a class, a forward declaration or a specialisation."""
        if not declaration.name:
            self._anonymous(declaration, scope)
            return
        known = [each for each in scope.names.get(declaration.name, []) if isinstance(each, ClassTemplate)]
        if known:
            template = known[0]
        else:
            template = ClassTemplate(declaration.name, scope)
            scope.add(declaration.name, template)
        self.host_members += [(each, template) for each in declaration.members or () if isinstance(each, ast.HostCode)]
        if declaration.arguments is not None:
            template.specialisations.append(declaration)
        elif template.primary is None or template.primary.members is None:
            template.primary = declaration

    def _anonymous(self, declaration: ast.Struct, scope: Scope) -> None:
        """An unnamed enum or struct at file scope brings in only what is declared inside enums."""
        for member in declaration.members or ():
            if isinstance(member, ast.Enum):
                self.declare_enum(member, scope)

    def declare_enum(self, declaration: ast.Enum, scope: Scope) -> None:
        """Adds an enum and, where it is not scoped, its enumerators."""
        if declaration.name:
            known = [each for each in scope.names.get(declaration.name, []) if isinstance(each, EnumEntity)]
            if known and declaration.enumerators is None:
                return
            inner = Scope("namespace", scope, declaration.name)
            scope.bind(declaration.name, EnumEntity(declaration, inner))
            self._enumerators(declaration, inner)
        if not declaration.scoped:
            self._enumerators(declaration, scope)

    def _enumerators(self, declaration: ast.Enum, scope: Scope) -> None:
        for position, enumerator in enumerate(declaration.enumerators or ()):
            scope.bind(enumerator.name, Enumerator(declaration, position, scope))

    def _inline(self, syntax: ast.TypeSyntax, scope: Scope) -> None:
        """The names that a type defined in place brings with it: `typedef enum { A, B } E;`"""
        while not isinstance(syntax, ast.InlineType):
            if isinstance(syntax, ast.QualifiedType):
                syntax = syntax.type
            elif isinstance(syntax, ast.PointerType):
                syntax = syntax.pointee
            elif isinstance(syntax, ast.ArrayType):
                syntax = syntax.element
            else:
                return
        declaration = syntax.declaration
        if isinstance(declaration, ast.Enum):
            self.declare_enum(declaration, scope)
        elif declaration.name:
            self.declare_class(declaration, scope)
