"""Expressions of host code about tensors and sizes as recipes have them: texts in Python's spelling (ir/recipes.py).

What is not in the tables here is refused, and the function that it stands in stays as it is. Python computes in double:
each operation of floats is rounded to float at once, which gives what C++ does (rounding twice does no harm to one
operation: 53 >= 2 * 24 + 2 bits).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from transkernel.diagnostics import Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.entities import Scope
from transkernel.frontend.type_names import resolve
from transkernel.frontend.unit import Unit
from transkernel.ir import types
from transkernel.ir.types import Type
from transkernel.source import Span

CODE = "TK0520"
INT, UNSIGNED, FLOAT, DOUBLE, BOOL, TENSOR, POINTER, BYTES, SCALAR, DTYPE, OPTIONS, DIM3, SHAPE, TEXT, DEVICE = (
    "int unsigned float double bool tensor pointer bytes scalar dtype options dim3 shape text device".split()
)
LISTS = {"ints": INT, "floats": FLOAT, "doubles": DOUBLE, "bools": BOOL}
NUMBERS = (BOOL, INT, UNSIGNED, FLOAT, DOUBLE)
INTEGERS = (BOOL, INT, UNSIGNED)
_ATOM, _UNARY, _PRODUCT, _SUM, _SHIFT, _AND, _XOR, _OR, _COMPARE, _NOT, _BOTH, _EITHER, _CHOICE = range(13)


@dataclass(frozen=True, slots=True)
class Value:
    """binds: how tightly its outermost operation does. is_raw: a parameter of type float, which Python has not rounded.
    options: of OPTIONS, by name."""

    text: str
    kind: str
    binds: int = _ATOM
    is_raw: bool = False
    options: tuple[tuple[str, str], ...] = ()

    def within(self, binds: int) -> str:
        """The text as an operand of an operation that binds so."""
        return self.text if self.binds <= binds else f"({self.text})"


def cannot(message: str, span: Span | None) -> Refusal:
    """The function is no plain allocate, launch and return."""
    return refuse(CODE, message, span)


DTYPES: dict[Type, str] = {
    types.FLOAT16: "float16", types.BFLOAT16: "bfloat16", types.FLOAT32: "float32", types.FLOAT64: "float64",
    types.BOOL: "bool", types.INT8: "int8", types.INT16: "int16", types.INT32: "int32", types.INT64: "int64",
    types.UINT8: "uint8", types.UINT16: "uint16", types.UINT32: "uint32", types.UINT64: "uint64",
}  # fmt: skip
_WRITTEN_DTYPES = {
    "kFloat": "float32", "kDouble": "float64", "kHalf": "float16", "kBFloat16": "bfloat16", "kInt": "int32",
    "kLong": "int64", "kShort": "int16", "kChar": "int8", "kByte": "uint8", "kBool": "bool", "kFloat32": "float32",
    "kFloat64": "float64", "kFloat16": "float16", "kInt32": "int32", "kInt64": "int64", "kInt8": "int8",
    "kUInt8": "uint8", "kInt16": "int16",
}  # fmt: skip
_HALVES = {"Half": "float16", "BFloat16": "bfloat16"}
_SCALAR_TYPES = {name[1:]: dtype for name, dtype in _WRITTEN_DTYPES.items()}
_NAMESPACES = ("at", "torch", "c10")
_BYTES = {"8": 1, "16": 2, "32": 4, "64": 8, "bool": 1}

# Methods of tensors with the same name, arguments and meaning in torch: the kind of the result.
_METHODS = {
    "size": INT, "numel": INT, "dim": INT, "stride": INT, "ndimension": INT, "element_size": INT, "storage_offset": INT,
    "is_contiguous": BOOL, "contiguous": TENSOR, "clone": TENSOR, "detach": TENSOR, "view": TENSOR, "reshape": TENSOR,
    "unsqueeze": TENSOR, "squeeze": TENSOR, "transpose": TENSOR, "permute": TENSOR, "flatten": TENSOR, "t": TENSOR,
    "max": TENSOR, "min": TENSOR, "sum": TENSOR, "abs": TENSOR, "zero_": TENSOR, "fill_": TENSOR, "copy_": TENSOR,
    "select": TENSOR, "view_as": TENSOR, "expand_as": TENSOR, "mul_": TENSOR, "add_": TENSOR, "div_": TENSOR,
    "narrow": TENSOR, "is_floating_point": BOOL, "any": TENSOR, "all": TENSOR, "resize_": TENSOR,
}  # fmt: skip
_EFFECTS = frozenset("zero_ fill_ copy_ mul_ add_ div_ resize_".split())
# With one argument these go along an axis, and give something else.
_OF_ALL = frozenset("max min sum any all".split())
# The port's launcher says where its tensors have to be, and what is no tensor cannot be passed.
_ATTRIBUTES = {
    "scalar_type": ("{}.dtype", DTYPE), "dtype": ("{}.dtype", DTYPE), "type": ("{}.dtype", DTYPE),
    "device": ("{}.device", DEVICE), "sizes": ("{}.shape", SHAPE), "is_cuda": ("True", BOOL), "defined": ("True", BOOL),
    "options": ("", OPTIONS),
}  # fmt: skip
_POINTERS = frozenset("data_ptr data mutable_data_ptr const_data_ptr".split())

_BINARY = {
    "+": ("+", _SUM), "-": ("-", _SUM), "*": ("*", _PRODUCT), "<<": ("<<", _SHIFT), ">>": (">>", _SHIFT),
    "&": ("&", _AND), "^": ("^", _XOR), "|": ("|", _OR),
}  # fmt: skip
_COMPARISONS = frozenset("== != < > <= >=".split())
_LOGICAL = {"&&": ("and", _BOTH), "||": ("or", _EITHER)}


@dataclass(slots=True)
class HostValues:
    """Turns expressions into values. names: what locals and parameters are. helpers: the host functions of numbers
    that are called, by what makes sure that they can be."""

    unit: Unit
    scope: Scope
    names: dict[str, Value] = field(default_factory=dict)
    dispatched: set[str] = field(default_factory=set)
    aliases: dict[str, ast.TypeSyntax] = field(default_factory=dict)
    helper: Callable[[str, Span], str | None] = lambda name, span: None

    def value(self, node: ast.Expression) -> Value:
        """Raises Refusal."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        return handler(self, node)

    def number(self, node: ast.Expression) -> Value:
        """A number to compute with. Raises Refusal."""
        value = exact(self.value(node))
        if value.kind not in NUMBERS:
            raise cannot(f"`{_text(node.span)}` is no number that is known", node.span)
        return value

    # ------------------------------------------------------------ leaves

    def _integer(self, node: ast.IntegerLiteral) -> Value:
        text = node.text.rstrip("uUlLzZ").replace("'", "")
        is_octal = len(text) > 1 and text[0] == "0" and text[1].isdigit()
        return Value(f"0o{text[1:]}" if is_octal else text, INT)

    def _float(self, node: ast.FloatLiteral) -> Value:
        if node.text.lower().startswith("0x"):
            raise cannot(f"`{node.text}` is not known of host code", node.span)
        number = float(node.text.rstrip("fFlL").replace("'", ""))
        if node.text[-1] not in "fF":
            return Value(repr(number), DOUBLE)
        is_exact = struct.unpack("f", struct.pack("f", number))[0] == number
        return Value(repr(number) if is_exact else f"single({number!r})", FLOAT)

    def _bool(self, node: ast.BoolLiteral) -> Value:
        return Value(str(node.value), BOOL)

    def _string(self, node: ast.StringLiteral) -> Value:
        return Value(_text(node.span), TEXT)

    def _name(self, node: ast.NameExpression) -> Value:
        parts = [part.identifier for part in node.name.parts]
        if len(parts) == 1 and parts[0] in self.names:
            return self.names[parts[0]]
        if parts[-1] in _WRITTEN_DTYPES and (len(parts) == 1 or parts[0] in _NAMESPACES):
            return Value(f"torch.{_WRITTEN_DTYPES[parts[-1]]}", DTYPE)
        if parts[-2:-1] == ["ScalarType"] and parts[-1] in _SCALAR_TYPES:
            return Value(f"torch.{_SCALAR_TYPES[parts[-1]]}", DTYPE)
        if parts[-1] in ("kCUDA", "kCPU"):
            raise cannot(f"`{node.name.text}` names a device", node.span)
        try:
            literal = self.unit.constant(self.scope, node, "a constant")
        except Refusal:
            raise cannot(f"`{node.name.text}` is not known here", node.span) from None
        kind = BOOL if isinstance(literal.value, bool) else INT if isinstance(literal.value, int) else DOUBLE
        return Value(repr(literal.value), kind, _UNARY if literal.value < 0 else _ATOM)

    # ------------------------------------------------------------ operations

    def _unary(self, node: ast.UnaryExpression) -> Value:
        value = self.value(node.operand)
        if value.kind == TENSOR and node.op == "-":
            return Value(f"-{value.within(_UNARY)}", TENSOR, _UNARY)
        if value.kind not in NUMBERS:
            raise cannot(f"`{_text(node.span)}` is no number that is known", node.span)
        if node.op == "!":
            return Value(f"not {value.within(_COMPARE)}", BOOL, _NOT)
        if node.op == "+" or (node.op == "-" and value.kind != UNSIGNED) or (node.op == "~" and value.kind == INT):
            return replace(value, text=f"{node.op}{value.within(_UNARY)}", binds=_UNARY)
        raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)

    def _binary(self, node: ast.BinaryExpression) -> Value:
        if node.op in _LOGICAL:
            word, binds = _LOGICAL[node.op]
            left, right = self.number(node.left), self.number(node.right)
            return Value(f"{left.within(binds)} {word} {right.within(binds)}", BOOL, binds)
        left, right = exact(self.value(node.left)), exact(self.value(node.right))
        if node.op in _COMPARISONS:
            return self._compared(node, left, right)
        if {left.kind, right.kind} <= {TENSOR, *NUMBERS} and TENSOR in (left.kind, right.kind) and node.op in "+-*":
            word, binds = _BINARY[node.op]
            return Value(f"{left.within(binds)} {word} {right.within(binds - 1)}", TENSOR, binds)
        if left.kind not in NUMBERS or right.kind not in NUMBERS:
            raise cannot(f"`{_text(node.span)}` is no arithmetic of numbers", node.span)
        kind = max(INT, left.kind, right.kind, key=NUMBERS.index)
        if kind in (FLOAT, DOUBLE):
            return self._of_floats(node, left, right, kind)
        if kind == UNSIGNED and node.op == "-":
            raise cannot(f"`{_text(node.span)}` of unsigned numbers may go round, which Python's do not", node.span)
        if node.op in ("/", "%"):
            name = "quotient" if node.op == "/" else "remainder"
            return Value(f"{name}({left.text}, {right.text})", kind)
        spelt = _BINARY.get(node.op)
        if spelt is None:
            raise cannot(f"`{node.op}` is not known of host code", node.span)
        word, binds = spelt
        return Value(f"{left.within(binds)} {word} {right.within(binds - 1)}", kind, binds)

    def _compared(self, node: ast.BinaryExpression, left: Value, right: Value) -> Value:
        comparable = left.kind in NUMBERS and right.kind in NUMBERS
        if not comparable and (left.kind != right.kind or left.kind not in (DTYPE, DEVICE, SHAPE)):
            raise cannot(f"`{_text(node.span)}` compares what is not known", node.span)
        return Value(f"{left.within(_OR)} {node.op} {right.within(_OR)}", BOOL, _COMPARE)

    def _of_floats(self, node: ast.BinaryExpression, left: Value, right: Value, kind: str) -> Value:
        if node.op not in ("+", "-", "*", "/"):
            raise cannot(f"`{node.op}` is not known of floats in host code", node.span)
        binds = _PRODUCT if node.op in ("*", "/") else _SUM
        if kind == FLOAT:  # integers are rounded to float before they take part
            left, right = (each if _is_small(each) else to_kind(each, FLOAT) for each in (left, right))
        text = f"{left.within(binds)} {node.op} {right.within(binds - 1)}"
        if kind == FLOAT:
            return Value(f"single({text})", FLOAT)
        return Value(text, DOUBLE, binds)

    def _conditional(self, node: ast.ConditionalExpression) -> Value:
        if node.then is None:
            raise cannot("`?:` without a middle is not known of host code", node.span)
        condition = self.number(node.condition)
        then, otherwise = exact(self.value(node.then)), exact(self.value(node.otherwise))
        if then.kind != otherwise.kind or then.kind not in (*NUMBERS, TENSOR):
            raise cannot(f"`{_text(node.span)}` is of two kinds", node.span)
        text = f"{then.within(_EITHER)} if {condition.within(_EITHER)} else {otherwise.within(_CHOICE)}"
        return Value(text, then.kind, _CHOICE)

    def _cast(self, node: ast.CastExpression) -> Value:
        return self.converted(exact(self.value(node.operand)), node.type, node.span)

    def converted(self, value: Value, syntax: ast.TypeSyntax, span: Span) -> Value:
        """A value as a type. Raises Refusal."""
        kind = self.kind_of(syntax)
        if value.kind == BYTES and isinstance(syntax, ast.PointerType):
            return Value(f"{value.text}.view({self.dtype_of(syntax.pointee, span)})", POINTER)
        if value.kind == POINTER and isinstance(syntax, ast.PointerType):
            return self._viewed(value, syntax, span)
        if value.kind in NUMBERS and _last_word(syntax) in self.dispatched:
            return Value(f"rounded({value.text}, {_last_word(syntax)})", SCALAR)
        if value.kind not in NUMBERS or kind not in NUMBERS:
            raise cannot(f"`{_text(span)}` converts what is not known", span)
        return to_kind(value, kind)

    def _viewed(self, value: Value, syntax: ast.PointerType, span: Span) -> Value:
        """`(unsigned long long*)x.data_ptr<int64_t>()`: the same bytes as another type of that size."""
        dtype = self.dtype_of(syntax.pointee, span)
        return value if f", {dtype})" in value.text else replace(value, text=f"{value.text}.view({dtype})")

    # ------------------------------------------------------------ calls

    def _call(self, node: ast.CallExpression) -> Value:
        callee = node.callee
        if isinstance(callee, ast.MemberExpression):
            return self._method(node, callee)
        if not isinstance(callee, ast.NameExpression):
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        name = callee.name.last.identifier
        if name in self.dispatched and len(node.arguments) == 1:
            return Value(f"rounded({self.number(node.arguments[0]).text}, {name})", SCALAR)
        made = _CALLS[name](self, name, node) if name in _CALLS else None
        return made or self._helper(name, node)

    def _ceiling(self, name: str, node: ast.CallExpression) -> Value | None:
        """`at::ceil_div(n, 256)`."""
        numbers = [self.number(each) for each in node.arguments]
        if len(numbers) != 2 or any(each.kind not in INTEGERS for each in numbers):
            return None
        top, bottom = numbers
        text = f"quotient({top.within(_SUM)} + {bottom.within(_SUM)} - 1, {bottom.text})"
        return Value(text, INT)

    def _extreme(self, name: str, node: ast.CallExpression) -> Value | None:
        numbers = [self.number(each) for each in node.arguments]
        if len(numbers) != 2 or numbers[0].kind != numbers[1].kind:
            return None
        return Value(f"{name}({numbers[0].text}, {numbers[1].text})", numbers[0].kind)

    def _mathematics(self, name: str, node: ast.CallExpression) -> Value | None:
        """What is exact, and what C++ computes in double too."""
        numbers = [self.number(each) for each in node.arguments]
        if len(numbers) != 1 or (name in ("log", "sqrt") and numbers[0].kind == FLOAT):
            return None
        text = f"math.{name.removesuffix('f')}({numbers[0].text})"
        return Value(text if name in ("log", "sqrt") else f"float({text})", DOUBLE)

    def _options(self, name: str, node: ast.CallExpression) -> Value:
        """`at::device(x.device())`, `at::dtype(at::kInt)`, `at::TensorOptions()`."""
        empty = Value("", OPTIONS)
        return empty if name == "TensorOptions" and not node.arguments else self._with_option(empty, name, node)

    def _index(self, node: ast.IndexExpression) -> Value:
        base = self.value(node.base)
        if base.kind not in LISTS:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        return Value(f"{base.text}[{self.number(node.index).text}]", LISTS[base.kind])

    def _sizeof(self, node: ast.SizeofExpression) -> Value:
        dtype = self.dtype_of(node.operand, node.span)
        if not dtype.startswith("torch."):
            return Value(f"{dtype}.itemsize", INT)
        return Value(next(str(size) for end, size in _BYTES.items() if dtype.endswith(end)), INT)

    def _helper(self, name: str, node: ast.CallExpression) -> Value:
        """A function of the file that computes a number."""
        kind = self.helper(name, node.span)
        if kind is None:
            raise cannot(f"`{name}` is not known of host code", node.span)
        arguments = ", ".join(self.number(each).text for each in node.arguments)
        return Value(f"{name}({arguments})", kind)

    def _method(self, node: ast.CallExpression, callee: ast.MemberExpression) -> Value:
        name = callee.name.last.identifier
        base = self.value(callee.base)
        if base.kind == OPTIONS:
            return self._with_option(base, name, node)
        if base.kind != TENSOR:
            raise cannot(f"`{_text(node.span)}` is a method of no tensor", node.span)
        tensor = base.within(_ATOM)
        if name in _POINTERS:
            return self._pointer(base, callee, node.span)
        if name == "item":
            return self._item(base, callee, node.span)
        if name in _METHODS and not (name in _OF_ALL and node.arguments):
            return Value(f"{tensor}.{name}({', '.join(map(self._argument, node.arguments))})", _METHODS[name])
        if name == "to" and len(node.arguments) == 1:
            wanted = self.value(node.arguments[0])
            if wanted.kind in (DTYPE, DEVICE):
                return Value(f"{tensor}.to({wanted.text})", TENSOR)
        if name in _ATTRIBUTES and not node.arguments:
            text, kind = _ATTRIBUTES[name]
            options = (("dtype", f"{tensor}.dtype"), ("device", f"{tensor}.device")) if kind == OPTIONS else ()
            return Value(text.format(tensor), kind, options=options)
        raise cannot(f"`.{name}()` of a tensor is not known of host code", node.span)

    def _argument(self, node: ast.Expression) -> str:
        if isinstance(node, ast.InitializerList):
            return self._shape(node)
        value = self.value(node)
        if value.kind not in (*NUMBERS, TENSOR, SHAPE):
            raise cannot(f"`{_text(node.span)}` is not known as an argument", node.span)
        return value.text

    def _pointer(self, base: Value, callee: ast.MemberExpression, span: Span) -> Value:
        arguments = callee.name.last.arguments
        if not arguments:
            return Value(base.within(_ATOM), BYTES)  # a cast says what they are
        syntax = arguments[0]
        return Value(f"typed({base.text}, {self.dtype_of(syntax, span)})", POINTER)

    def _item(self, base: Value, callee: ast.MemberExpression, span: Span) -> Value:
        arguments = callee.name.last.arguments
        kind = self.kind_of(arguments[0]) if arguments else ""
        if kind not in NUMBERS:
            raise cannot(f"`{_text(span)}` is of no kind that is known", span)
        return Value(f"{base.within(_ATOM)}.item()", kind)

    def _with_option(self, base: Value, name: str, node: ast.CallExpression) -> Value:
        if name in ("dtype", "device") and not node.arguments and name in dict(base.options):
            return Value(dict(base.options)[name], DTYPE if name == "dtype" else DEVICE)
        if name not in ("dtype", "device") or len(node.arguments) != 1:
            raise cannot(f"the option `.{name}()` is not known of host code", node.span)
        value = self.value(node.arguments[0])
        if value.kind != (DTYPE if name == "dtype" else DEVICE):
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        return replace(base, options=(*(each for each in base.options if each[0] != name), (name, value.text)))

    def _made(self, name: str, node: ast.CallExpression) -> Value:
        """`at::zeros({n, c}, x.options())`."""
        if not 1 <= len(node.arguments) <= 2:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        shape = self._argument(node.arguments[0])
        options = self.value(node.arguments[1]) if len(node.arguments) == 2 else Value("", OPTIONS)
        if options.kind == DTYPE:
            options = Value("", OPTIONS, options=(("dtype", options.text),))
        if options.kind != OPTIONS or "device" not in dict(options.options):
            raise cannot(f"`{_text(node.span)}` does not say on which device", node.span)
        named = "".join(f", {key}={text}" for key, text in sorted(options.options, reverse=True))
        return Value(f"torch.{name}({shape}{named})", TENSOR)

    def _made_like(self, name: str, node: ast.CallExpression) -> Value:
        like = self.value(node.arguments[0]) if node.arguments else Value("", TEXT)
        if like.kind != TENSOR or len(node.arguments) > 2:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        options = self.value(node.arguments[1]) if len(node.arguments) == 2 else Value("", OPTIONS)
        if options.kind != OPTIONS:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        named = "".join(f", {key}={text}" for key, text in sorted(options.options, reverse=True))
        return Value(f"torch.{name}({like.text}{named})", TENSOR)

    def _shape(self, node: ast.InitializerList) -> str:
        numbers = [self.number(each).text for each in node.elements]
        return f"({numbers[0]},)" if len(numbers) == 1 else f"({', '.join(numbers)})"

    def _initializers(self, node: ast.InitializerList) -> Value:
        return Value(self._shape(node), SHAPE)

    def _construct(self, node: ast.ConstructExpression) -> Value:
        if _last_word(node.type) == "dim3":
            return self.dim3(node.arguments)
        if len(node.arguments) == 1:
            return self.converted(exact(self.value(node.arguments[0])), node.type, node.span)
        if _last_word(node.type) == "TensorOptions" and not node.arguments:
            return Value("", OPTIONS)
        raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)

    def dim3(self, arguments: tuple[ast.Expression, ...]) -> Value:
        """`dim3(a, b)` as a tuple."""
        numbers = [self.number(each) for each in arguments]
        if not numbers or len(numbers) > 3 or any(each.kind not in INTEGERS for each in numbers):
            raise cannot("the extents of a launch are one to three integers", arguments[0].span if arguments else None)
        texts = [each.text for each in numbers] + ["1"] * (3 - len(numbers))
        return Value(f"({', '.join(texts)})", DIM3)

    def _member(self, node: ast.MemberExpression) -> Value:
        base = self.value(node.base)
        axis = "xyz".find(node.name.last.identifier)
        if base.kind != DIM3 or axis < 0:
            raise cannot(f"`{_text(node.span)}` is not known of host code", node.span)
        return Value(f"{base.text}[{axis}]", INT)

    # ------------------------------------------------------------ types

    def kind_of(self, syntax: object) -> str:
        """The kind of values of a type, or "" where there is none."""
        syntax = self.aliases.get(_last_word(syntax), syntax)
        if _last_word(syntax) in ("Tensor",):
            return TENSOR
        if _last_word(syntax) == "dim3":
            return DIM3
        if _last_word(syntax) == "vector":
            [of] = _arguments(syntax) or (None,)
            kind = self.kind_of(of)
            return next((name for name, element in LISTS.items() if element == kind), "")
        type_ = self._resolved(syntax)
        if type_ is None:
            return ""
        special = {types.FLOAT32: FLOAT, types.FLOAT64: DOUBLE, types.BOOL: BOOL}
        if type_ in special:
            return special[type_]
        dtype = DTYPES.get(type_, "")
        return INT if dtype.startswith("int") else UNSIGNED if dtype.startswith("uint") else ""

    def dtype_of(self, syntax: object, span: Span) -> str:
        """Torch's dtype of an element type. Raises Refusal."""
        syntax = self.aliases.get(_last_word(syntax), syntax)
        word = _last_word(syntax)
        if word in self.dispatched:
            return word
        if word in _HALVES:
            return f"torch.{_HALVES[word]}"
        type_ = self._resolved(syntax)
        if type_ is None or type_ not in DTYPES:
            raise cannot(f"`{_text(span)}` is of a type that is not known here", span)
        return f"torch.{DTYPES[type_]}"

    def _resolved(self, syntax: object) -> Type | None:
        if not isinstance(syntax, ast.TypeSyntax):
            return None
        try:
            return resolve(self.unit, self.scope, syntax).type
        except Refusal:
            return None


def to_kind(value: Value, kind: str) -> Value:
    """A number as another kind of number; integers are as wide as they need to be."""
    if value.kind == kind or (value.kind in (INT, UNSIGNED) and kind in (INT, UNSIGNED)):
        return replace(value, kind=kind)
    if kind == FLOAT:
        return Value(f"single({value.text})", FLOAT)
    if kind == DOUBLE:
        return replace(value, kind=DOUBLE) if value.kind == FLOAT else Value(f"float({value.text})", DOUBLE)
    return Value(f"{'bool' if kind == BOOL else 'int'}({value.text})", kind)


def exact(value: Value) -> Value:
    """A parameter of type float as C++ has it."""
    return Value(f"single({value.text})", FLOAT) if value.is_raw else value


def _is_small(value: Value) -> bool:
    """A literal that float holds as it is."""
    return value.text.isdecimal() and int(value.text) <= 1 << 24


def is_effect(node: ast.Expression) -> bool:
    """A method of a tensor that changes it."""
    return (
        isinstance(node, ast.CallExpression)
        and isinstance(node.callee, ast.MemberExpression)
        and node.callee.name.last.identifier in _EFFECTS
    )


def _last_word(syntax: object) -> str:
    while isinstance(syntax, ast.QualifiedType | ast.ReferenceType):
        syntax = syntax.type if isinstance(syntax, ast.QualifiedType) else syntax.referent
    if isinstance(syntax, ast.NamedType):
        return syntax.name.last.identifier
    return syntax.name.last.identifier if isinstance(syntax, ast.NameExpression) else ""


def _arguments(syntax: object) -> tuple[object, ...]:
    """The template arguments of a type's last name."""
    while isinstance(syntax, ast.QualifiedType | ast.ReferenceType):
        syntax = syntax.type if isinstance(syntax, ast.QualifiedType) else syntax.referent
    return tuple(syntax.name.last.arguments or ()) if isinstance(syntax, ast.NamedType) else ()


def _text(span: Span) -> str:
    return " ".join(span.file.text[span.start : span.end].split())


_HANDLERS: dict[type, Callable[..., Value]] = {
    ast.IntegerLiteral: HostValues._integer,
    ast.FloatLiteral: HostValues._float,
    ast.BoolLiteral: HostValues._bool,
    ast.StringLiteral: HostValues._string,
    ast.NameExpression: HostValues._name,
    ast.UnaryExpression: HostValues._unary,
    ast.BinaryExpression: HostValues._binary,
    ast.ConditionalExpression: HostValues._conditional,
    ast.CastExpression: HostValues._cast,
    ast.CallExpression: HostValues._call,
    ast.ConstructExpression: HostValues._construct,
    ast.InitializerList: HostValues._initializers,
    ast.MemberExpression: HostValues._member,
    ast.IndexExpression: HostValues._index,
    ast.SizeofExpression: HostValues._sizeof,
}

_CALLS: dict[str, Callable[[HostValues, str, ast.CallExpression], Value | None]] = {
    **dict.fromkeys(("empty", "zeros", "ones"), HostValues._made),
    **dict.fromkeys(("empty_like", "zeros_like", "ones_like"), HostValues._made_like),
    **dict.fromkeys(("ATenCeilDiv", "ceil_div"), HostValues._ceiling),
    **dict.fromkeys(("min", "max"), HostValues._extreme),
    **dict.fromkeys(("ceil", "floor", "ceilf", "floorf", "log", "sqrt"), HostValues._mathematics),
    **dict.fromkeys(("device", "dtype", "TensorOptions"), HostValues._options),
}
