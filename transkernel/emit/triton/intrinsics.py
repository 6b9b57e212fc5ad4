"""CUDA's functions in Triton: one row each.

`tl.exp` and its kind are approximations on a device (facts of Triton 3.9: ex2.approx, lg2.approx, sin.approx), so the
accurate functions are libdevice's: NVIDIA has all of them, AMD those in `ON_AMD`. What neither has is a function that
the port brings along (helpers.py), or is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from transkernel.diagnostics import refuse
from transkernel.emit.triton import helpers
from transkernel.emit.triton.needs import Helper
from transkernel.emit.triton.texts import POSTFIX, Shape, Text, call, cast, grouped, infix, join_shapes, number, tensor
from transkernel.emit.triton.types import element_of
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, FLOAT64, INT32, INT64, Kind, Scalar
from transkernel.records import record

if TYPE_CHECKING:
    from transkernel.emit.triton.expressions import Expressions


@record
class Builtin:
    """Triton's own. more: arguments behind those of the call. over: where it is only for some types."""

    name: str
    more: str = ""


@record
class Device:
    """libdevice's, by name. result: `same` as the IR's, or the type of what it gives."""

    name: str
    result: Literal["same", "int32"] = "same"


@record
class Brought:
    """A helper, made for the type of the first argument."""

    make: Callable[[Scalar], Helper]


@record
class Written:
    """An expression of the arguments, each of them printed once."""

    write: Callable[[list[Text], Scalar], Text]


Row = Builtin | Device | Brought | Written

ON_AMD = frozenset(
    """
    clz popc abs floor rsqrt ceil trunc exp2 exp sqrt rint isnan signbit copysign isinf nextafter sin cos tan log2 cosh
    sinh tanh atan2 atan asin acos log log10 log1p acosh asinh atanh expm1 hypot cyl_bessel_i0 cyl_bessel_i1 erf erfinv
    erfc erfcx lgamma ldexp fmod fma pow ilogb round fast_dividef nearbyint
    """.split()
)


def _fixed(made: Helper) -> Callable[[Scalar], Helper]:
    return lambda _: made


def _infinite(op: str) -> Callable[[list[Text], Scalar], Text]:
    def write(arguments: list[Text], type_: Scalar) -> Text:
        size = call("tl.abs", [arguments[0].text], type_, arguments[0].shape)
        return infix(op, size, number(float("inf"), FLOAT32), BOOL)

    return write


def _signbit(arguments: list[Text], type_: Scalar) -> Text:
    word = {16: "tl.int16", 32: "tl.int32", 64: "tl.int64"}[type_.bits]
    bits = tensor(f"{grouped(arguments[0], POSTFIX)}.to({word}, bitcast=True)", INT32, arguments[0].shape)
    return infix("<", bits, number(0, INT32), BOOL)


def _saturate(arguments: list[Text], type_: Scalar) -> Text:
    (x,) = arguments
    return call("tl.minimum", [f"tl.maximum({x.text}, 0.0)", "1.0"], type_, x.shape)


def _quotient(arguments: list[Text], type_: Scalar) -> Text:
    return infix("/", arguments[0], arguments[1], type_)


def _counted(name: str) -> Callable[[list[Text], Scalar], Text]:
    """libdevice counts in words of int32 and int64, and gives int32 (on AMD int64 for int64)."""

    def write(arguments: list[Text], type_: Scalar) -> Text:
        word = cast(arguments[0], INT32 if type_.bits == 32 else INT64)
        made = call(f"libdevice.{name}", [word.text], INT32, word.shape)
        return made if type_.bits == 32 else tensor(f"{made.text}.to(tl.int32)", INT32, word.shape)

    return write


_NAN = "propagate_nan=tl.PropagateNan.ALL"
_SAME_ON_DEVICE = """
exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh sinpi cospi
pow cbrt rcbrt hypot rhypot norm3d norm4d rnorm3d rnorm4d erfc erfcx erfinv erfcinv normcdf normcdfinv lgamma tgamma
cyl_bessel_i0 cyl_bessel_i1 trunc round rint fmod remainder copysign nextafter ldexp logb rsqrt_rn
""".split()

_FLOATS: dict[str, Row] = {
    **{name: Device(name) for name in _SAME_ON_DEVICE},
    "fabs": Builtin("tl.abs"), "floor": Builtin("tl.floor"), "ceil": Builtin("tl.ceil"), "erf": Builtin("tl.erf"),
    "fmin": Builtin("tl.minimum"), "fmax": Builtin("tl.maximum"), "fma": Builtin("tl.fma"),
    "fmin_nan": Builtin("tl.minimum", _NAN), "fmax_nan": Builtin("tl.maximum", _NAN),
    "relu": Builtin("tl.maximum", f"0.0, {_NAN}"), "saturate": Written(_saturate),
    "sqrt": Builtin("tl.sqrt_rn"), "rsqrt": Builtin("tl.rsqrt"),
    "exp_fast": Builtin("tl.exp"), "log_fast": Builtin("tl.log"), "log2_fast": Builtin("tl.log2"),
    "sin_fast": Builtin("tl.sin"), "cos_fast": Builtin("tl.cos"), "tan_fast": Device("tan"),
    "exp10_fast": Device("exp10"), "log10_fast": Device("log10"), "pow_fast": Device("pow"),
    "tanh_fast": Device("tanh"), "divide_fast": Written(_quotient),
    "ilogb": Device("ilogb", "int32"),
    "isnan": Brought(_fixed(helpers.ISNAN)), "isinf": Written(_infinite("==")), "isfinite": Written(_infinite("<")),
    "signbit": Written(_signbit), "fdim": Brought(_fixed(helpers.FDIM)),
    "frexp_fraction": Brought(helpers.frexp_fraction), "frexp_exponent": Brought(helpers.frexp_exponent),
    **{f"{word}_{mode}": Device(f"{word}_{mode}")
       for word in ("add", "sub", "mul", "div", "sqrt", "fma") for mode in ("rz", "ru", "rd")},
}  # fmt: skip

_INTEGERS: dict[str, Row] = {
    "min": Builtin("tl.minimum"), "max": Builtin("tl.maximum"), "abs": Builtin("tl.abs"),
    "popc": Written(_counted("popc")), "clz": Written(_counted("clz")),
    "ffs": Brought(helpers.find_first_set), "brev": Brought(helpers.reverse_bits),
    "mulhi": Brought(helpers.multiply_high), "mul24": Brought(helpers.multiply_low24),
    "hadd": Brought(helpers.hadd), "rhadd": Brought(helpers.rhadd), "sad": Brought(helpers.sad),
    "byte_perm": Brought(helpers.byte_perm), "dp4a": Brought(helpers.dot_of_bytes),
    "dp2a_lo": Brought(helpers.dot_of_halves("dp2a_lo", 0).__getitem__),
    "dp2a_hi": Brought(helpers.dot_of_halves("dp2a_hi", 16).__getitem__),
    **{name: Brought(_fixed(helpers.funnelshift(name))) for name in
       ("funnelshift_l", "funnelshift_lc", "funnelshift_r", "funnelshift_rc")},
    **{name: Brought(_fixed(made)) for name, made in helpers.PACKED.items()},
}  # fmt: skip

INTRINSICS: dict[str, Row] = {**_FLOATS, **_INTEGERS}


def print_intrinsic(expressions: Expressions, node: ir.Intrinsic) -> Text:
    type_, result = element_of(node.arguments[0].type), element_of(node.type)
    assert isinstance(type_, Scalar)
    assert isinstance(result, Scalar)
    row = _row(node, type_)
    if (type_ == BFLOAT16 and node.id != "fabs") or (type_ == FLOAT16 and node.id == "sqrt"):
        return _in_single(expressions, node, row, result)
    if isinstance(row, Builtin) and len(node.arguments) == 2:
        arguments = list(expressions.pair(*node.arguments, type_))
        if all(each.is_plain for each in arguments):
            arguments[0] = expressions.typed(node.arguments[0])
    else:
        arguments = [expressions.typed(each) for each in node.arguments]
    return _printed(expressions, row, arguments, type_, result)


def _row(node: ir.Intrinsic, type_: Scalar) -> Row:
    if node.id == "sqrt" and type_ == FLOAT64:
        return Builtin("tl.sqrt")
    if node.id == "rsqrt" and type_ == FLOAT64:
        return Device("rsqrt")
    if node.id == "rint" and type_ == FLOAT64:
        return Device("nearbyint")  # Triton 3.9 lowers AMD's `rint` of doubles as one of floats, and breaks
    row = INTRINSICS.get(node.id)
    if row is None or (type_.kind is Kind.BOOL):
        raise refuse("TK0420", f"Triton has no function `{node.id}` on {type_}", node.span)
    return row


def _in_single(expressions: Expressions, node: ir.Intrinsic, row: Row, result: Scalar) -> Text:
    """16-bit floats as float32: the interpreter computes bfloat16 as integers, and `sqrt_rn` takes neither."""
    arguments = [
        cast(expressions.typed(each), FLOAT32)
        if element_of(each.type) in (BFLOAT16, FLOAT16)
        else expressions.typed(each)
        for each in node.arguments
    ]
    made = _printed(expressions, row, arguments, FLOAT32, FLOAT32 if result.is_float else result)
    return cast(made, result)


def _printed(expressions: Expressions, row: Row, arguments: list[Text], type_: Scalar, result: Scalar) -> Text:
    shape: Shape = ()
    for each in arguments:
        shape = join_shapes(shape, each.shape)
    texts = [each.text for each in arguments]
    match row:
        case Builtin():
            return call(row.name, [*texts, *([row.more] if row.more else [])], result, shape)
        case Device():
            expressions.needs.libdevice = True
            if row.name not in ON_AMD:
                expressions.needs.note(f"libdevice.{row.name} is there on NVIDIA alone")
            return call(f"libdevice.{row.name}", texts, result, shape)
        case Brought():
            return call(expressions.needs.use(row.make(type_)), texts, result, shape)
        case Written():
            made = row.write(arguments, type_)
            expressions.needs.libdevice |= "libdevice." in made.text
            return made
