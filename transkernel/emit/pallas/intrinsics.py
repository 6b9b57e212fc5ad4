"""CUDA's functions in JAX: one row each. `{0}`, `{1}`, `{2}` are the arguments, each printed once.

The simulator runs them all by XLA on the CPU. What the compiler of a TPU lowers is less (`NOT_ON_A_TPU`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.texts import (
    ADDITIVE,
    POSTFIX,
    UNARY,
    Shape,
    Text,
    cast,
    element_of,
    grouped,
    join_shapes,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, UINT32, Scalar
from transkernel.records import record

if TYPE_CHECKING:
    from transkernel.emit.pallas.expressions import Expressions


@record
class Row:
    """text: with the arguments in places. level: of its operator; arguments are put in parentheses where needed."""

    text: str
    level: int = POSTFIX


def _function(name: str, count: int = 1) -> Row:
    return Row(f"{name}({', '.join(f'{{{each}}}' for each in range(count))})")


_SAME = """
exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin:asin arccos:acos arctan:atan sinh cosh tanh arcsinh:asinh
arccosh:acosh arctanh:atanh cbrt floor ceil trunc rint isnan isinf isfinite signbit abs:fabs
""".split()
_PAIRS = (
    "power:pow arctan2:atan2 hypot copysign nextafter fmin:fmin fmax:fmax minimum:fmin_nan maximum:fmax_nan".split()
)
_LAX = "erf erfc erf_inv:erfinv lgamma rsqrt".split()


def _named(words: list[str], module: str, count: int) -> dict[str, Row]:
    pairs = [word.partition(":") for word in words]
    return {theirs or ours: _function(f"{module}.{ours}", count) for ours, _, theirs in pairs}


_FLOATS: dict[str, Row] = {
    **_named(_SAME, "jnp", 1), **_named(_PAIRS, "jnp", 2), **_named(_LAX, "jax.lax", 1),
    "sqrt": _function("jnp.sqrt"), "rsqrt_rn": Row("1.0 / jnp.sqrt({0})", ADDITIVE + 1),
    "exp10": Row("jnp.power(10.0, {0})"), "rcbrt": Row("1.0 / jnp.cbrt({0})", ADDITIVE + 1),
    "round": Row("jnp.trunc({0} + jnp.copysign(jnp.float32(0.49999997), {0}))"),
    "fmod": _function("jax.lax.rem", 2), "ldexp": _function("jnp.ldexp", 2),
    "fdim": Row("jnp.where({0} <= {1}, 0.0, {0} - {1})"),
    "relu": Row("jnp.maximum({0}, 0.0)"), "saturate": Row("jnp.fmax(jnp.fmin({0}, 1.0), 0.0)"),
    "fma": Row("{0} * {1} + {2}", ADDITIVE),
    "norm3d": Row("jnp.sqrt({0} * {0} + {1} * {1} + {2} * {2})"),
    "norm4d": Row("jnp.sqrt({0} * {0} + {1} * {1} + {2} * {2} + {3} * {3})"),
    "rhypot": Row("1.0 / jnp.hypot({0}, {1})", ADDITIVE + 1),
    "normcdf": Row("0.5 * jax.lax.erfc(-{0} * 0.70710678118654752)", ADDITIVE + 1),
    "sinpi": Row("jnp.sin(jnp.pi * jax.lax.rem({0}, jnp.float32(2.0)))"),
    "cospi": Row("jnp.cos(jnp.pi * jax.lax.rem({0}, jnp.float32(2.0)))"),
    "exp_fast": _function("jnp.exp"), "exp10_fast": Row("jnp.power(10.0, {0})"), "log_fast": _function("jnp.log"),
    "log2_fast": _function("jnp.log2"), "log10_fast": _function("jnp.log10"), "sin_fast": _function("jnp.sin"),
    "cos_fast": _function("jnp.cos"), "tan_fast": _function("jnp.tan"), "tanh_fast": _function("jnp.tanh"),
    "pow_fast": _function("jnp.power", 2), "divide_fast": Row("{0} / {1}", ADDITIVE + 1),
    "tgamma": _function("jax.scipy.special.gamma"),
    "cyl_bessel_i0": _function("jax.scipy.special.i0"), "cyl_bessel_i1": _function("jax.scipy.special.i1"),
    "normcdfinv": _function("jax.scipy.special.ndtri"),
}  # fmt: skip

_INTEGERS: dict[str, Row] = {
    "min": _function("jnp.minimum", 2), "max": _function("jnp.maximum", 2), "abs": _function("jnp.abs"),
    "popc": _function("jax.lax.population_count"), "clz": _function("jax.lax.clz"),
    "ffs": Row("jnp.where({0} == 0, 0, jax.lax.population_count(({0} & -{0}) - 1) + 1)"),
    "hadd": Row("({0} & {1}) + (({0} ^ {1}) >> 1)", ADDITIVE),
    "rhadd": Row("({0} | {1}) - (({0} ^ {1}) >> 1)", ADDITIVE),
    "sad": Row("(jnp.maximum({0}, {1}) - jnp.minimum({0}, {1})).astype(jnp.uint32) + {2}", ADDITIVE),
    "mul24": Row("(({0} << 8) >> 8) * (({1} << 8) >> 8)", ADDITIVE + 1),
    "funnelshift_l": Row("jnp.where({2} % 32 == 0, {1}, ({1} << ({2} % 32)) | ({0} >> (32 - {2} % 32)))"),
    "funnelshift_r": Row("jnp.where({2} % 32 == 0, {0}, ({0} >> ({2} % 32)) | ({1} << (32 - {2} % 32)))"),
}  # fmt: skip
_HELPED = {"dp4a", "brev", "mulhi", "byte_perm"}

INTRINSICS: dict[str, Row] = {**_FLOATS, **_INTEGERS}
_COUNTS = ("popc", "clz", "ffs")
# What Mosaic of JAX 0.10.2 does not lower.
NOT_ON_A_TPU = frozenset(
    """expm1 cbrt rcbrt nextafter sinh cosh asin acos atan asinh acosh atanh lgamma tgamma erfinv
    erfc cyl_bessel_i0 cyl_bessel_i1 normcdfinv normcdf ldexp hypot rhypot""".split()
)


def print_intrinsic(expressions: Expressions, node: ir.Intrinsic) -> Text:
    type_, result = element_of(node.arguments[0].type), element_of(node.type)
    assert isinstance(type_, Scalar)
    assert isinstance(result, Scalar)
    if type_ == BOOL or (node.id not in INTRINSICS and node.id not in _HELPED):
        raise refuse("TK0442", f"neither JAX nor a helper of ours has the function `{node.id}` on {type_}", node.span)
    if expressions.profile.compiles and node.id in NOT_ON_A_TPU:
        raise refuse("TK0445", f"the compiler of a v5e has no `{node.id}`", node.span)
    arguments = [expressions.typed(each) for each in node.arguments]
    if len(arguments) > 1 and node.id in ("min", "max", "fmin", "fmax"):
        arguments = [arguments[0], expressions.exact(node.arguments[1])]
    if type_ in (FLOAT16, BFLOAT16) and result.is_float:
        return cast(_written(expressions, node.id, [_single(each) for each in arguments], FLOAT32, FLOAT32), result)
    return _written(expressions, node.id, arguments, type_, result)


def _single(piece: Text) -> Text:
    return cast(piece, FLOAT32) if piece.type in (FLOAT16, BFLOAT16) else piece


def _written(expressions: Expressions, name: str, arguments: list[Text], type_: Scalar, result: Scalar) -> Text:
    shape: Shape = ()
    for each in arguments:
        shape = join_shapes(shape, each.shape)
    if name in _HELPED or (name in ("min", "max") and type_ == UINT32 and expressions.profile.compiles):
        helper = name if type_.is_signed or name in ("brev", "byte_perm") else f"u{name}"
        texts = ", ".join(each.text for each in arguments)
        return Text(f"{expressions.needs.use(helper)}({texts})", POSTFIX, result, shape)
    row = INTRINSICS[name]
    bare = row.level == POSTFIX and not _has_operators(row.text)
    texts_ = [each.text if bare else grouped(each, UNARY) for each in arguments]
    made = Text(row.text.format(*texts_), row.level, type_ if name in _COUNTS else result, shape)
    return cast(made, result) if name in _COUNTS else made


def _has_operators(text: str) -> bool:
    return any(each in text for each in (" + ", " - ", " * ", " / ", " <", " >", "==", "-{", "{0} &"))
