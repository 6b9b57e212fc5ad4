"""What a name can stand for, and the scopes that names are looked up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as Words

from transkernel.frontend import ast
from transkernel.ir.nodes import Expression, Literal
from transkernel.ir.types import Field, Struct, Type
from transkernel.records import record


@record
class Declared:
    """A C++ type as declared: the IR's type with the qualifiers and the reference that the IR does not have."""

    type: Type
    const: bool = False
    volatile: bool = False
    reference: Words["", "&", "&&"] = ""

    @property
    def value(self) -> Declared:
        """The type that is referred to."""
        return Declared(self.type, self.const, self.volatile)


@record
class LocalVariable:
    """constant: the value of a `const` or `constexpr` integer that is known at translation time."""

    name: str
    type: Type
    const: bool = False
    constant: Literal | None = None


@record
class PlaceAlias:
    """A reference bound to a place that cannot move, or `*p` for a parameter that came as a pointer."""

    place: Expression
    const: bool = False


@record
class TypeName:
    declared: Declared


@record
class Constant:
    """A template value argument or an enumerator."""

    literal: Literal


@record
class Enumerator:
    """Evaluated when it is first asked for."""

    enum: ast.Enum
    index: int
    scope: Scope


@record
class FunctionEntity:
    """owner: the class whose method it is."""

    declaration: ast.Function
    scope: Scope
    owner: ClassInfo | None = None


@dataclass(slots=True)
class ClassTemplate:
    """A class, or a class template with its specialisations. Only templates have parameters."""

    name: str
    scope: Scope
    primary: ast.Struct | None = None
    specialisations: list[ast.Struct] = field(default_factory=list)


@record
class EnumEntity:
    declaration: ast.Enum
    scope: Scope


@record
class AliasEntity:
    declaration: ast.TypeAlias
    scope: Scope


@record
class VariableEntity:
    """A variable of namespace or class scope."""

    declaration: ast.Variable
    scope: Scope


@record
class NamespaceEntity:
    scope: Scope


@record
class Pack:
    """The elements of a template or function parameter pack."""

    elements: tuple[Entity, ...]


@record
class FunctionValue:
    """Functions as a template argument: `block_reduce<warp_sum>`."""

    functions: tuple[FunctionEntity, ...]
    arguments: tuple[ast.TemplateArgument, ...] | None = None


@record
class HostEntity:
    declaration: ast.HostCode


@record
class UsingEntity:
    """`using a::b;`, resolved at look-up."""

    name: ast.Name
    scope: Scope


Entity = (
    LocalVariable
    | PlaceAlias
    | TypeName
    | Constant
    | Enumerator
    | FunctionEntity
    | ClassTemplate
    | EnumEntity
    | AliasEntity
    | VariableEntity
    | NamespaceEntity
    | Pack
    | FunctionValue
    | HostEntity
    | UsingEntity
)


@dataclass(eq=False, slots=True)
class Scope:
    """kind: namespace, class, template (its parameters), function or block."""

    kind: str
    parent: Scope | None
    name: str = ""
    names: dict[str, list[Entity]] = field(default_factory=dict)
    used: list[Scope] = field(default_factory=list)
    owner: ClassInfo | None = None

    def add(self, name: str, entity: Entity) -> None:
        """Declares a name; functions of one name stand side by side."""
        self.names.setdefault(name, []).append(entity)

    def bind(self, name: str, entity: Entity) -> None:
        """Declares a name in place of what it meant in this scope."""
        self.names[name] = [entity]

    def own(self, name: str) -> list[Entity]:
        """What the name means in this very scope, its bases and the namespaces it uses."""
        found = self.names.get(name)
        if found:
            return found
        if self.owner is not None:
            for base in self.owner.bases:
                inherited = base.scope.own(name)
                if inherited:
                    return inherited
        for used in self.used:
            found = used.own(name)
            if found:
                return found
        return []

    def outward(self) -> Iterator[Scope]:
        """This scope and all around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def lookup(self, name: str) -> list[Entity]:
        """What an unqualified name means here: the innermost declaration; functions of a namespace and of the
        namespaces it uses are gathered."""
        for scope in self.outward():
            found = scope.own(name)
            if found:
                return found
        return []


@dataclass(eq=False, slots=True)
class ClassInfo:
    """A complete class: its layout for the IR and its members for look-up.

    struct: set when the layout is known. arguments: template values, for deduction. defaults: default member
    initialisers by field name.
    """

    name: str
    declaration: ast.Struct
    scope: Scope
    template: ClassTemplate
    arguments: tuple[object, ...] = ()
    bases: list[ClassInfo] = field(default_factory=list)
    struct: Struct = field(default_factory=lambda: Struct(""))
    fields: dict[str, tuple[Field, Declared]] = field(default_factory=dict)
    defaults: dict[str, ast.Expression] = field(default_factory=dict)
    constructors: list[FunctionEntity] = field(default_factory=list)
    methods: dict[str, list[FunctionEntity]] = field(default_factory=dict)

    def find_methods(self, name: str) -> list[FunctionEntity]:
        """The methods of a name, of the class or else of its bases."""
        found = self.methods.get(name)
        if found:
            return found
        for base in self.bases:
            found = base.find_methods(name)
            if found:
                return found
        return []


@record
class Operand:
    """The meaning of an expression: its IR, and what C++ knows beside.

    lvalue: `expression` is a place. const: of the place. choice: for `c ? a : b` of two places, the same as a place,
    for when one is wanted.
    """

    expression: Expression
    lvalue: bool = False
    const: bool = False
    choice: Expression | None = None

    @property
    def type(self) -> Type:
        return self.expression.type

    @property
    def place(self) -> Operand:
        """The operand as a place where it can be one."""
        return Operand(self.choice, True, self.const) if self.choice is not None else self


@record
class FunctionsOperand:
    """A name of functions, with template arguments written behind it and the object it was taken from."""

    name: str
    functions: tuple[FunctionEntity, ...]
    arguments: tuple[ast.TemplateArgument, ...] | None
    scope: Scope
    object: Operand | None = None


@record
class TypeOperand:
    """A type in the place of a callee: `T(x)`."""

    declared: Declared


@record
class BuiltinOperand:
    """A function or object that CUDA itself provides, by its full name."""

    name: str
    arguments: tuple[ast.TemplateArgument, ...] | None
    object: Operand | None = None


Meaning = Operand | FunctionsOperand | TypeOperand | BuiltinOperand
