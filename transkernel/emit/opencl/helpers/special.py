"""Special functions that OpenCL C 1.2 lacks: error functions' inverses and relatives, Bessel functions I0 and I1."""

from __future__ import annotations

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.types import FLOAT64, Scalar


def _made(base: str, type_: Scalar, text: str, *needs: Helper) -> Helper:
    """The text with `NAME` and `REAL` filled in, and the digits of single precision marked with f."""
    name, number = f"{base}_{SCALAR_NAMES[type_]}", SCALAR_NAMES[type_]
    filled = text.replace("NAME", name).replace("REAL", number).replace("@", "" if type_ == FLOAT64 else "f")
    for helper in needs:
        short = helper.name.removesuffix(f"_{number}")
        filled = filled.replace(f"<{short}>", helper.name)
    return Helper(name, filled, needs)


def normcdf(type_: Scalar) -> Helper:
    low = "-4.8336466567264567e-17" if type_ == FLOAT64 else "1.21016184e-8f"
    return _made(
        "normcdf",
        type_,
        f"""\
// The probability that a standard normal is below the value: erfc(-value / sqrt(2)) / 2, corrected for the rounding of
// the quotient, which would else be seen in the tail.
REAL NAME(REAL value) {{
    const REAL root = 0.70710678118654752@;
    const REAL x = -value * root;
    const REAL lost = fma(-value, root, -x) - value * {low};
    const REAL tail = erfc(x);
    return isfinite(value) ? 0.5@ * (tail - lost * 1.1283791670955126@ * exp(-x * x)) : 0.5@ * tail;
}}""",
    )


def erfcx(type_: Scalar) -> Helper:
    """Below the bound as a product, whose exponential gets the rounding error of the square; above it as a series."""
    bound, terms = ("20.0", 9) if type_ == FLOAT64 else ("8.0f", 6)
    return _made(
        "erfcx",
        type_,
        f"""\
// exp(x * x) * erfc(x); for large x its asymptotic series (Abramowitz and Stegun, 7.1.23).
REAL NAME(REAL x) {{
    if (!(x > {bound})) {{
        const REAL square = x * x;
        const REAL scaled = exp(square);
        return isinf(scaled) ? scaled : erfc(x) * fma(scaled, fma(x, x, -square), scaled);
    }}
    const REAL t = 0.5@ / x / x;
    REAL sum = 1.0@;
    for (int k = {terms}; k > 0; --k)
        sum = 1.0@ - (2 * k - 1) * t * sum;
    return 0.56418958354775629@ / x * sum;
}}""",
    )


def _tail(type_: Scalar) -> Helper:
    """Newton's method on x * x - log(erfcx(x)) + log(z), which neither underflows nor cancels."""
    steps = 6 if type_ == FLOAT64 else 4
    return _made(
        "erfcinv_tail",
        type_,
        f"""\
// The x with erfc(x) = z for 0 < z <= 0.5, by Newton's method on the logarithm.
REAL NAME(REAL z) {{
    const REAL log_z = log(z);
    REAL x = sqrt(-log_z - 0.5@ * log(-log_z * 3.1415926535897931@ + 1.0@));
    for (int i = 0; i < {steps}; ++i) {{
        const REAL scaled = <erfcx>(x);
        x -= (x * x - log(scaled) + log_z) * 0.88622692545275801@ * scaled;
    }}
    return x;
}}""",
        erfcx(type_),
    )


def erfinv(type_: Scalar) -> Helper:
    """In the middle Giles, "Approximating the erfinv function" (GPU Computing Gems, 2011), then Halley's steps."""
    steps = 2 if type_ == FLOAT64 else 1
    return _made(
        "erfinv",
        type_,
        f"""\
// The x with erf(x) = y: a polynomial in log(1 - y * y), made exact by Halley's method; in the tails by erfc.
REAL NAME(REAL y) {{
    const REAL size = fabs(y);
    if (size >= 1.0@)
        return size == 1.0@ ? copysign((REAL)INFINITY, y) : (REAL)NAN;
    if (size > 0.5@)
        return copysign(<erfcinv_tail>(1.0@ - size), y);
    const REAL w = -log((1.0@ - y) * (1.0@ + y)) - 2.5@;
    REAL p = 2.81022636e-08@;
    p = fma(p, w, 3.43273939e-07@);
    p = fma(p, w, -3.5233877e-06@);
    p = fma(p, w, -4.39150654e-06@);
    p = fma(p, w, 0.00021858087@);
    p = fma(p, w, -0.00125372503@);
    p = fma(p, w, -0.00417768164@);
    p = fma(p, w, 0.246640727@);
    p = fma(p, w, 1.50140941@);
    REAL x = p * y;
    for (int i = 0; i < {steps}; ++i) {{
        const REAL error = erf(x) - y;
        x -= error / (1.1283791670955126@ * exp(-x * x) + x * error);
    }}
    return y == 0.0@ ? y : x;
}}""",
        _tail(type_),
    )


def erfcinv(type_: Scalar) -> Helper:
    return _made(
        "erfcinv",
        type_,
        """\
// The x with erfc(x) = z.
REAL NAME(REAL z) {
    if (!(z >= 0.0@ && z <= 2.0@))
        return NAN;
    if (z == 0.0@)
        return INFINITY;
    return z > 0.5@ ? <erfinv>(1.0@ - z) : <erfcinv_tail>(z);
}""",
        erfinv(type_),
        _tail(type_),
    )


def normcdfinv(type_: Scalar) -> Helper:
    return _made(
        "normcdfinv",
        type_,
        """\
// The inverse of the standard normal's distribution function.
REAL NAME(REAL p) {
    return -1.4142135623730951@ * <erfcinv>(2.0@ * p);
}""",
        erfcinv(type_),
    )


def _bessel(order: int, type_: Scalar) -> Helper:
    bound, terms = ("30.0", 30) if type_ == FLOAT64 else ("15.0f", 14)
    epsilon = "1e-17" if type_ == FLOAT64 else "1e-8f"
    first = "1.0@" if order == 0 else "0.5@ * size"
    signed = "sum" if order == 0 else "copysign(sum, x)"
    mu = "" if order == 0 else "4.0@ - "
    factor = "odd * odd" if order == 0 else f"-({mu}odd * odd)"
    return _made(
        f"cyl_bessel_i{order}",
        type_,
        f"""\
// The modified Bessel function I{order}: its power series, or for large x the asymptotic one (Abramowitz and Stegun,
// 9.6.10 and 9.7.1).
REAL NAME(REAL x) {{
    const REAL size = fabs(x);
    REAL term = {first}, sum = term;
    if (size < {bound}) {{
        const REAL quarter = 0.25@ * size * size;
        for (int k = 1; term > {epsilon} * sum; ++k) {{
            term *= quarter / (k * (REAL)(k + {order}));
            sum += term;
        }}
    }} else {{
        term = sum = 1.0@;
        for (int k = 1; k <= {terms}; ++k) {{
            const REAL odd = 2 * k - 1;
            term *= {factor} / (8 * k * size);
            sum += term;
        }}
        const REAL half_way = exp(0.5@ * size);
        sum = isinf(half_way) ? half_way : half_way * (sum * rsqrt(6.2831853071795865@ * size)) * half_way;
    }}
    return {signed};
}}""",
    )


def cyl_bessel_i0(type_: Scalar) -> Helper:
    return _bessel(0, type_)


def cyl_bessel_i1(type_: Scalar) -> Helper:
    return _bessel(1, type_)
