"""The syntax tree of the CUDA C++ subset: what the parser found, before any name has a meaning.

    TranslationUnit = declarations of one file and its headers, in order
    Declaration = Function | Variable | Struct | Enum | TypeAlias | Namespace | UsingDirective | UsingName
                | StaticAssert | HostCode
    TypeSyntax  = BuiltinType | NamedType | QualifiedType | PointerType | ReferenceType | ArrayType | FunctionType
                | AutoType | DecltypeType | PackType | InlineType
    Statement   = Compound | DeclarationStatement | ExpressionStatement | If | For | RangeFor | While | DoWhile
                | Switch | Case | Default | Break | Continue | Return | Goto | Label | Assembly | Empty
    Expression  = IntegerLiteral | FloatLiteral | CharacterLiteral | StringLiteral | BoolLiteral | NullPointer | This
                | NameExpression | UnaryExpression | PostfixExpression | BinaryExpression | AssignExpression
                | ConditionalExpression | CommaExpression | CallExpression | IndexExpression | MemberExpression
                | CastExpression | ConstructExpression | InitializerList | SizeofExpression | SizeofPack
                | LambdaExpression | FoldExpression | PackExpansion | StatementExpression

Every node has a span, and the tokens' macro uses are found again through `macro` on literals and names.
Bodies of functions are kept as tokens (`Body`) and are parsed when a kernel needs them.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from transkernel.frontend.tokens import MacroUse, Token
from transkernel.records import record
from transkernel.source import Span

# ---------------------------------------------------------------- names


@record
class NamePart:
    """One step of a qualified name. `arguments` is None where no template list was written.

    `identifier` is also `~Name` for a destructor, `operator+`, `operator()`, `operator[]`, and
    `operator` for a conversion function, whose type is then in `conversion`.
    """

    identifier: str
    arguments: tuple[TemplateArgument, ...] | None = None
    conversion: TypeSyntax | None = None


@record
class Name:
    """`a::b<T>::c`; `absolute` where it begins with `::`; `typename_` where `typename` stood before it."""

    parts: tuple[NamePart, ...]
    span: Span
    absolute: bool = False
    typename_: bool = False
    macro: MacroUse | None = None

    @property
    def last(self) -> NamePart:
        return self.parts[-1]

    @property
    def text(self) -> str:
        """The identifiers joined by `::`, without template arguments."""
        return "::".join(part.identifier for part in self.parts)


# ---------------------------------------------------------------- types


@record
class BuiltinType:
    """A fundamental type in its canonical spelling: `void bool char signed char unsigned char short unsigned short
    int unsigned int long unsigned long long long unsigned long long __int128 unsigned __int128 float double
    long double wchar_t char16_t char32_t`."""

    name: str
    span: Span


@record
class NamedType:
    name: Name
    span: Span


@record
class QualifiedType:
    type: TypeSyntax
    span: Span
    const: bool = False
    volatile: bool = False


@record
class PointerType:
    """`pointee*`, itself const, volatile or `__restrict__`. `member_of` for `T C::*`."""

    pointee: TypeSyntax
    span: Span
    const: bool = False
    volatile: bool = False
    restrict: bool = False
    member_of: Name | None = None


@record
class ReferenceType:
    referent: TypeSyntax
    span: Span
    rvalue: bool = False
    restrict: bool = False


@record
class ArrayType:
    element: TypeSyntax
    extent: Expression | None
    span: Span


@record
class FunctionType:
    result: TypeSyntax
    parameters: tuple[Parameter, ...]
    span: Span
    variadic: bool = False


@record
class AutoType:
    """`auto`, or `decltype(auto)`."""

    span: Span
    is_decltype: bool = False


@record
class DecltypeType:
    """`decltype(e)`, `typeof(e)`, `__typeof__(e)`; `operand` may be a type for typeof."""

    operand: Expression | TypeSyntax
    span: Span


@record
class PackType:
    """`T...` in a parameter or argument list."""

    pattern: TypeSyntax
    span: Span


@record
class InlineType:
    """A struct, union or enum defined where it is used: `struct { int a; } x;`"""

    declaration: Struct | Enum
    span: Span


TypeSyntax = (
    BuiltinType
    | NamedType
    | QualifiedType
    | PointerType
    | ReferenceType
    | ArrayType
    | FunctionType
    | AutoType
    | DecltypeType
    | PackType
    | InlineType
)

# ---------------------------------------------------------------- expressions


@record
class IntegerLiteral:
    """As written, with its suffix, without digit separators: `0xFFu`."""

    text: str
    span: Span
    macro: MacroUse | None = None


@record
class FloatLiteral:
    text: str
    span: Span
    macro: MacroUse | None = None


@record
class CharacterLiteral:
    """As written, with prefix and quotes."""

    text: str
    span: Span
    macro: MacroUse | None = None


@record
class StringLiteral:
    """Adjacent literals, as written."""

    parts: tuple[str, ...]
    span: Span
    macro: MacroUse | None = None


@record
class BoolLiteral:
    value: bool
    span: Span


@record
class NullPointer:
    span: Span


@record
class This:
    span: Span


@record
class NameExpression:
    name: Name
    span: Span


@record
class UnaryExpression:
    """op: `+ - ! ~ * & ++ --`."""

    op: str
    operand: Expression
    span: Span


@record
class PostfixExpression:
    """op: `++ --`."""

    op: str
    operand: Expression
    span: Span


@record
class BinaryExpression:
    """op: arithmetic, shift, comparison, bitwise, `&& ||`, `.* ->*`. `macro`: the whole operation came from it."""

    op: str
    left: Expression
    right: Expression
    span: Span


@record
class AssignExpression:
    """op: `=` or a compound assignment."""

    op: str
    target: Expression
    value: Expression
    span: Span


@record
class ConditionalExpression:
    """`then` is None for GNU's `a ?: b`."""

    condition: Expression
    then: Expression | None
    otherwise: Expression
    span: Span


@record
class CommaExpression:
    left: Expression
    right: Expression
    span: Span


@record
class CallExpression:
    callee: Expression
    arguments: tuple[Expression, ...]
    span: Span


@record
class IndexExpression:
    base: Expression
    index: Expression
    span: Span


@record
class MemberExpression:
    """`base.name`, or `base->name` where `arrow`. The name may have template arguments."""

    base: Expression
    name: Name
    arrow: bool
    span: Span


@record
class CastExpression:
    """kind: `c` for `(T)x`; otherwise the keyword without `_cast`."""

    kind: Literal["c", "static", "reinterpret", "const", "dynamic"]
    type: TypeSyntax
    operand: Expression
    span: Span


@record
class ConstructExpression:
    """`T(a, b)`, or `T{a, b}` where `braces`. A call whose callee turns out to be a type is a CallExpression."""

    type: TypeSyntax
    arguments: tuple[Expression, ...]
    braces: bool
    span: Span


@record
class Designator:
    """`.name =` or `[index] =`."""

    field: str | None
    index: Expression | None


@record
class InitializerList:
    """`{a, b}`; `designators[i]` belongs to `elements[i]` and is None where none was written."""

    elements: tuple[Expression, ...]
    designators: tuple[Designator | None, ...]
    span: Span


@record
class SizeofExpression:
    """keyword: `sizeof` or `alignof`."""

    keyword: str
    operand: Expression | TypeSyntax
    span: Span


@record
class SizeofPack:
    name: str
    span: Span


@record
class Capture:
    """One lambda capture: `x`, `&x`, `x = e`, `this`, `*this`."""

    name: str
    by_reference: bool
    init: Expression | None = None


@record
class LambdaExpression:
    """default: `=`, `&` or empty."""

    default: str
    captures: tuple[Capture, ...]
    template_parameters: tuple[TemplateParameter, ...]
    parameters: tuple[Parameter, ...]
    result: TypeSyntax | None
    body: Body
    span: Span


@record
class FoldExpression:
    """`(left op ...)`, `(... op right)`, `(left op ... op right)`; the side that is absent is None."""

    op: str
    left: Expression | None
    right: Expression | None
    span: Span


@record
class PackExpansion:
    pattern: Expression
    span: Span


@record
class StatementExpression:
    """GNU's `({ ... })`."""

    body: Compound
    span: Span


Expression = (
    IntegerLiteral
    | FloatLiteral
    | CharacterLiteral
    | StringLiteral
    | BoolLiteral
    | NullPointer
    | This
    | NameExpression
    | UnaryExpression
    | PostfixExpression
    | BinaryExpression
    | AssignExpression
    | ConditionalExpression
    | CommaExpression
    | CallExpression
    | IndexExpression
    | MemberExpression
    | CastExpression
    | ConstructExpression
    | InitializerList
    | SizeofExpression
    | SizeofPack
    | LambdaExpression
    | FoldExpression
    | PackExpansion
    | StatementExpression
)

TemplateArgument = Expression | TypeSyntax

# ---------------------------------------------------------------- statements


@record
class Compound:
    statements: tuple[Statement, ...]
    span: Span


@record
class DeclarationStatement:
    declarations: tuple[Declaration, ...]
    span: Span


@record
class ExpressionStatement:
    expression: Expression
    span: Span


@record
class If:
    """`condition` may be a declaration; `init` is C++17's `if (init; condition)`."""

    condition: Expression | Variable
    then: Statement
    otherwise: Statement | None
    span: Span
    init: Statement | None = None
    is_constexpr: bool = False


@record
class For:
    """unroll: None without a pragma, `True` for `#pragma unroll`, else the expression after it."""

    init: Statement | None
    condition: Expression | Variable | None
    step: Expression | None
    body: Statement
    span: Span
    unroll: Expression | bool | None = None


@record
class RangeFor:
    variable: Variable
    range: Expression
    body: Statement
    span: Span
    unroll: Expression | bool | None = None


@record
class While:
    condition: Expression | Variable
    body: Statement
    span: Span
    unroll: Expression | bool | None = None


@record
class DoWhile:
    body: Statement
    condition: Expression
    span: Span
    unroll: Expression | bool | None = None


@record
class Switch:
    """Case and Default stand as statements in the body, as in C."""

    condition: Expression | Variable
    body: Statement
    span: Span
    init: Statement | None = None


@record
class Case:
    """`case value:`; `last` for GNU's `case a ... b:`. The statements after it follow in the Compound."""

    value: Expression
    span: Span
    last: Expression | None = None


@record
class Default:
    span: Span


@record
class Break:
    span: Span


@record
class Continue:
    span: Span


@record
class Return:
    value: Expression | None
    span: Span


@record
class Goto:
    """trouble: why the jump could not be written in another way (jumps.py)."""

    label: str
    span: Span
    trouble: str = ""


@record
class Label:
    name: str
    span: Span


@record
class AssemblyOperand:
    constraint: str
    value: Expression
    name: str = ""


@record
class Assembly:
    """`asm volatile("text" : outputs : inputs : clobbers)`."""

    text: tuple[str, ...]
    outputs: tuple[AssemblyOperand, ...]
    inputs: tuple[AssemblyOperand, ...]
    span: Span


@record
class Empty:
    span: Span


Statement = (
    Compound
    | DeclarationStatement
    | ExpressionStatement
    | If
    | For
    | RangeFor
    | While
    | DoWhile
    | Switch
    | Case
    | Default
    | Break
    | Continue
    | Return
    | Goto
    | Label
    | Assembly
    | Empty
)

# ---------------------------------------------------------------- declarations


@record
class Body:
    """The tokens of `{ ... }`, braces included, and of a constructor's initialisers before it."""

    tokens: tuple[Token, ...] = field(repr=False)
    initializers: tuple[Token, ...] = field(repr=False, default=())

    @property
    def span(self) -> Span:
        return self.tokens[0].span.to(self.tokens[-1].span)


@record
class MemberInitializer:
    """`name(arguments)` or `name{arguments}` after a constructor's colon."""

    name: Name
    arguments: tuple[Expression, ...]
    braces: bool
    span: Span


@record
class Parameter:
    """name is empty where none was written; `pack` for `T... args`."""

    type: TypeSyntax
    name: str
    span: Span
    default: Expression | None = None
    pack: bool = False


@record
class TemplateParameter:
    """kind `type`: default is a TypeSyntax; kind `value`: `type` is its type; kind `template`: a template name."""

    kind: Literal["type", "value", "template"]
    name: str
    span: Span
    type: TypeSyntax | None = None
    default: TemplateArgument | None = None
    pack: bool = False


@record
class Function:
    """A function, method, constructor or operator, as declared or defined.

    specifiers: the words before it: `__global__ __device__ __host__ __forceinline__ __noinline__ inline static
        constexpr extern virtual explicit friend`, with `const noexcept override` for methods' trailing words,
        and `default`/`delete` for `= default` and `= delete`.
    result is None for constructors, destructors and conversion functions.
    template_parameters is None where it is no template; an empty tuple is an explicit specialisation.
    body is None for a declaration. launch_bounds holds the expressions of `__launch_bounds__`.
    """

    name: Name
    result: TypeSyntax | None
    parameters: tuple[Parameter, ...]
    body: Body | None
    specifiers: frozenset[str]
    span: Span
    template_parameters: tuple[TemplateParameter, ...] | None = None
    launch_bounds: tuple[Expression, ...] = ()
    variadic: bool = False

    @property
    def is_kernel(self) -> bool:
        return "__global__" in self.specifiers


@record
class Variable:
    """One declared variable, field or constant; `int a, b;` is two of them.

    init: an expression for `= e`, an InitializerList for `= {..}` and `{..}`, a ConstructExpression for `T x(a, b)`.
    specifiers: `__shared__ __constant__ __device__ __managed__ static extern constexpr inline register mutable
        thread_local __restrict__ __grid_constant__`.
    alignment: the expression of `__align__(n)`, `alignas(n)` or `__attribute__((aligned(n)))`.
    bit_width: for bit-fields.
    bindings: the names of `auto [a, b] = e`, whose own name is empty.
    """

    name: str
    type: TypeSyntax
    init: Expression | None
    specifiers: frozenset[str]
    span: Span
    alignment: Expression | None = None
    bit_width: Expression | None = None
    template_parameters: tuple[TemplateParameter, ...] | None = None
    scope: Name | None = None
    bindings: tuple[str, ...] = ()


@record
class Struct:
    """keyword: struct, class or union. members is None for a forward declaration. name is empty where unnamed.

    arguments: the template arguments of a specialisation (`struct A<float>`), else None.
    """

    keyword: str
    name: str
    members: tuple[Declaration, ...] | None
    span: Span
    bases: tuple[TypeSyntax, ...] = ()
    template_parameters: tuple[TemplateParameter, ...] | None = None
    arguments: tuple[TemplateArgument, ...] | None = None
    alignment: Expression | None = None
    scope: Name | None = None


@record
class Enumerator:
    name: str
    value: Expression | None
    span: Span


@record
class Enum:
    """enumerators is None for a forward declaration."""

    name: str
    enumerators: tuple[Enumerator, ...] | None
    scoped: bool
    underlying: TypeSyntax | None
    span: Span


@record
class TypeAlias:
    """typedef, or `using name = type`."""

    name: str
    type: TypeSyntax
    span: Span
    template_parameters: tuple[TemplateParameter, ...] | None = None


@record
class Namespace:
    """name is empty for an unnamed one; `alias` for `namespace a = b::c`."""

    name: str
    declarations: tuple[Declaration, ...]
    span: Span
    alias: Name | None = None
    inline: bool = False


@record
class UsingDirective:
    """`using namespace name;`"""

    name: Name
    span: Span


@record
class UsingName:
    """`using a::b;`"""

    name: Name
    span: Span


@record
class StaticAssert:
    condition: Expression
    message: str
    span: Span


@record
class ExplicitInstantiation:
    """`template __global__ void k<float>(...);`"""

    name: Name
    span: Span


@record
class HostCode:
    """A declaration that only the host runs, kept as tokens: launch sites and constants may be looked for in it.

    name: the function's or variable's name, or empty. signature is the number of tokens before its `{`.
    """

    name: str
    tokens: tuple[Token, ...] = field(repr=False)
    span: Span
    template_parameters: tuple[TemplateParameter, ...] | None = None
    signature: int = 0


Declaration = (
    Function
    | Variable
    | Struct
    | Enum
    | TypeAlias
    | Namespace
    | UsingDirective
    | UsingName
    | StaticAssert
    | ExplicitInstantiation
    | HostCode
)


@record
class TranslationUnit:
    declarations: tuple[Declaration, ...]
