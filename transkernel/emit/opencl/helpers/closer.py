"""Functions of single precision that are nearer to the truth than OpenCL C asks for: as near as CUDA says.

OpenCL C 1.2 (7.4) allows erf 16 ULP, atan2 6, asin and cosh 4; CUDA's Programming Guide (Mathematical Functions)
states 2, 3, 2 and 2. Intel's CPU runtime was measured at 4.0, 3.1, 2.2 and 2.4. The polynomials are minimax fits
(Lawson's algorithm) to the functions in double precision.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper


def _polynomial(name: str, variable: str, *coefficients: str) -> str:
    """Horner's rule, from the highest power on."""
    first, *others = coefficients
    lines = [f"float {name} = {first};", *(f"{name} = fma({name}, {variable}, {each});" for each in others)]
    return "\n    ".join(lines)


ATAN2 = Helper(
    "atan2_float",
    f"""\
// The angle of (x, y) within 1.2 ULP; atan2 may be off by 6. From the quotient, and from what its rounding lost.
float atan2_float(float y, float x) {{
    const float width = fabs(x), height = fabs(y);
    const float most = fmax(width, height), least = fmin(width, height);
    const bool plain = most > 0.0f && !isinf(most);
    const float t = plain ? least / most : isinf(least) ? 1.0f : 0.0f;
    const float lost = plain ? fma(-t, most, least) / most : 0.0f;
    const float z = t * t;
    {
        _polynomial(
            "p", "z", "-0.00179359387f", "0.0109144812f", "-0.0311776120f", "0.0579573587f", "-0.0840343684f",
            "0.109521814f", "-0.142642408f", "0.199985489f", "-0.333332986f",
        )
    }
    const float tail = fma(t * z, p, lost / (1.0f + z));
    const bool steep = height > width, left = signbit(x);
    const float sign = steep != left ? -1.0f : 1.0f;
    const float high = steep ? 1.57079637f : left ? 3.14159274f : 0.0f;
    const float low = steep ? -4.37113883e-8f : left ? -8.74227766e-8f : 0.0f;
    const float sum = high + sign * t;
    const float rest = (high - sum) + sign * t + (low + sign * tail);
    return isnan(x) || isnan(y) ? x + y : copysign(sum + rest, y);
}}""",
)  # fmt: skip

ERF = Helper(
    "erf_float",
    f"""\
// The error function within 1.1 ULP; erf may be off by 16. Far from 0 by the logarithm of its complement.
float erf_float(float x) {{
    const float size = fabs(x), z = x * x;
    {
        _polynomial(
            "near", "z", "8.54939062e-05f", "-0.000818374392f", "0.00520453369f", "-0.0268607661f", "0.112837195f",
            "-0.376126349f", "0.128379166f",
        )
    }
    {
        _polynomial(
            "far", "size", "-0.000199342117f", "0.00307636359f", "-0.0223579761f", "0.104201116f", "0.636877954f",
            "1.12785459f", "0.000152814653f",
        )
    }
    const float rest = size > 4.0f ? 0.0f : exp(-far);
    return size >= 0.89f ? copysign(1.0f - rest, x) : fma(x, near, x);
}}""",
)  # fmt: skip

ASIN = Helper(
    "asin_float",
    f"""\
// The arc sine within 1 ULP; asin may be off by 4. Beyond 0.5 as pi / 2 - 2 * asin(sqrt((1 - |x|) / 2)).
float asin_float(float x) {{
    const float size = fabs(x);
    const bool small = size <= 0.5f;
    const float z = small ? x * x : fma(-0.5f, size, 0.5f);
    const float root = sqrt(z);
    {
        _polynomial(
            "p", "z", "0.0422185473f", "0.0241476111f", "0.0454770960f", "0.0749524161f", "0.166667536f"
        )
    }
    const float lost = z > 0.0f ? fma(-root, root, z) / (2.0f * root) : 0.0f;
    const float sum = 1.57079637f - 2.0f * root;
    const float rest = (1.57079637f - sum) - 2.0f * root - fma(2.0f, fma(root * z, p, lost), 4.37113883e-8f);
    return small ? fma(x * z, p, x) : copysign(sum + rest, x);
}}""",
)  # fmt: skip

COSH = Helper(
    "cosh_float",
    """\
// The hyperbolic cosine, as near as exp is; cosh may be off by 4 ULP. Above 88 in two factors: exp would overflow.
float cosh_float(float x) {
    const float size = fabs(x);
    const float e = exp(size > 88.0f ? size - 1.0f : size);
    return size > 88.0f ? e * 1.35914091f : fma(0.5f, e, 0.5f / e);
}""",
)
