"""Single-precision arithmetic rounded towards zero, up or down, on cores that only round to nearest and have no double.

The nearest result, and the sign of what it lost from an error-free residual (Muller et al., "Handbook of Floating-Point
Arithmetic", chapter 4), tell whether the neighbour is the answer. Operands are scaled by powers of two where a residual
would underflow.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_STEP = {
    "rz": "(nearest > 0.0f && lost < 0.0f) || (nearest < 0.0f && lost > 0.0f) ? nextafterf(nearest, 0.0f) : nearest",
    "ru": "lost > 0.0f ? nextafterf(nearest, ASCRT_INF_F) : nearest",
    "rd": "lost < 0.0f ? nextafterf(nearest, -ASCRT_INF_F) : nearest",
}


def _step(mode: str) -> Helper:
    return Helper(
        f"step_{mode}",
        f"""\
// From the nearest number to the one in the direction; lost has the sign of the exact result minus it.
__aicore__ inline float step_{mode}(float nearest, float lost) {{
    return {_STEP[mode]};
}}""",
    )


SUM_ERROR = Helper(
    "sum_error",
    """\
// Exactly a + b - sum, where sum is a + b rounded to nearest.
__aicore__ inline float sum_error(float a, float b, float sum) {
    const float added = sum - a;
    return (a - (sum - added)) + (b - added);
}""",
)

PRODUCT_ERROR = Helper(
    "product_error",
    """\
// The sign of a * b - product, where product is a * b rounded to nearest.
__aicore__ inline float product_error(float a, float b, float product) {
    if (isinf(product))
        return isinf(a) || isinf(b) ? 0.0f : -product;
    if (product == 0.0f)
        return a == 0.0f || b == 0.0f ? 0.0f : copysignf(1.0f, product);
    if (fabsf(product) >= 0x1p-90f)
        return fmaf(a, b, -product);
    const float small = fabsf(a) < fabsf(b) ? a : b, large = fabsf(a) < fabsf(b) ? b : a;
    return fmaf(small * 0x1p80f, large, -(product * 0x1p80f));
}""",
)

QUOTIENT_ERROR = Helper(
    "quotient_error",
    """\
// The sign of a / b - quotient, where quotient is a / b rounded to nearest.
__aicore__ inline float quotient_error(float a, float b, float quotient) {
    if (isinf(quotient))
        return isinf(a) || b == 0.0f ? 0.0f : -quotient;
    if (quotient == 0.0f)
        return a == 0.0f || isinf(b) ? 0.0f : copysignf(1.0f, quotient);
    const float scale = fabsf(a) < 0x1p-90f ? 0x1p60f : 1.0f;
    const float rest = fmaf(-(quotient * scale), b, a * scale);
    return b > 0.0f ? rest : -rest;
}""",
)

FMA_ERROR = Helper(
    "fma_error",
    """\
// The sign of a * b + c - nearest, where nearest is the fused result (Boldo and Muller, "Exact and approximated error
// of the FMA", 2011), for operands whose product and sum neither overflow nor underflow.
__aicore__ inline float fma_error(float a, float b, float c, float nearest) {
    const float product = a * b;
    const float rest = fmaf(a, b, -product);
    const float low = c + rest, lowest = sum_error(c, rest, low);
    const float sum = product + low, lost = sum_error(product, low, sum);
    return ((sum - nearest) + lost) + lowest;
}""",
    (SUM_ERROR,),
)

FMA_SIGN = Helper(
    "fma_sign",
    """\
// The sign of a * b + c - nearest for all operands: brought into the middle of the range by powers of two. Where one
// of product and addend is too small to be kept beside the other, only its sign counts.
__aicore__ inline float fma_sign(float a, float b, float c, float nearest) {
    if (isinf(nearest))
        return isinf(a) || isinf(b) || isinf(c) ? 0.0f : -nearest;
    if (a == 0.0f || b == 0.0f || isnan(nearest))
        return 0.0f;
    int of_a, of_b, of_c;
    const float x = frexpf(a, &of_a), y = frexpf(b, &of_b), z = frexpf(c, &of_c);
    const int above = c == 0.0f ? -5000 : of_c - (of_a + of_b);
    const int base = above > 0 ? of_c : of_a + of_b;
    const float factor = ldexpf(x, above > 90 ? -90 : above > 0 ? -above : 0);
    const float addend = above < -90 ? copysignf(c == 0.0f ? 0.0f : 0x1p-90f, c) : ldexpf(z, above < 0 ? above : 0);
    return fma_error(factor, y, addend, ldexpf(nearest, -base));
}""",
    (FMA_ERROR,),
)


def _zero(mode: str, value: str, left: str, right: str) -> str:
    """Rounding down, x - x is -0."""
    if mode != "rd":
        return ""
    lines = (f"if ({value} == 0.0f && lost == 0.0f)", f"    return signbit({left}) || signbit({right}) ? -0.0f : 0.0f;")
    return "".join(f"    {line}\n" for line in lines)


def _made(word: str, mode: str, operands: str, body: str, *needs: Helper) -> Helper:
    name = f"{word}_{mode}"
    given = ", ".join(f"float {each}" for each in operands)
    return Helper(name, f"__aicore__ inline float {name}({given}) {{\n{body}\n}}", (*needs, _step(mode)))


def _sum(word: str, mode: str, right: str) -> Helper:
    body = f"""\
    const float right = {right}, sum = a + right;
    const float lost = isinf(sum) ? (isfinite(a) && isfinite(right) ? -sum : 0.0f) : sum_error(a, right, sum);
{_zero(mode, "sum", "a", "right")}\
    return step_{mode}(sum, lost);"""
    return _made(word, mode, "ab", body, SUM_ERROR)


def directed(word: str, mode: str) -> Helper:
    """The helper of an operation (`add`, `sub`, `mul`, `div`, `sqrt`, `fma`) in a direction (`rz`, `ru`, `rd`)."""
    match word:
        case "add":
            return _sum(word, mode, "b")
        case "sub":
            return _sum(word, mode, "-b")
        case "mul":
            body = f"    const float product = a * b;\n    return step_{mode}(product, product_error(a, b, product));"
            return _made(word, mode, "ab", body, PRODUCT_ERROR)
        case "div":
            body = (
                f"    const float quotient = a / b;\n    return step_{mode}(quotient, quotient_error(a, b, quotient));"
            )
            return _made(word, mode, "ab", body, QUOTIENT_ERROR)
        case "sqrt":
            body = f"""\
    const float root = sqrtf(a), scale = a < 0x1p-90f ? 0x1p30f : 1.0f;
    if (isinf(root))
        return root;
    return step_{mode}(root, fmaf(-(root * scale), root * scale, a * scale * scale));"""
            return _made(word, mode, "a", body)
    body = f"""\
    const float nearest = fmaf(a, b, c), lost = fma_sign(a, b, c, nearest);
{_zero(mode, "nearest", "a * b", "c")}\
    return step_{mode}(nearest, lost);"""
    return _made("fma", mode, "abc", body, FMA_SIGN)
