"""Mathematical functions to 50 digits and more, in Python's decimal numbers: what results in float are measured by.

Each takes and gives finite Decimals inside the function's domain; special values are those of
intrinsic_references.py. Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", by formula number.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache
from typing import Any

PRECISION = 60
_TINY = Decimal(10) ** -(PRECISION + 5)
_ONE = Decimal(1)


@cache
def pi(digits: int = PRECISION) -> Decimal:
    """Machin: pi / 4 = 4 atan(1/5) - atan(1/239)."""
    with localcontext() as context:
        context.prec = digits + 10

        def inverse(n: int) -> Decimal:
            term, total, k = _ONE / n, _ONE / n, 1
            while abs(term) > Decimal(10) ** -(digits + 8):
                term /= -n * n
                k += 2
                total += term / k
            return total

        return 4 * (4 * inverse(5) - inverse(239))


def series(first: Decimal, following: Callable[[Decimal, int], Decimal]) -> Decimal:
    """The sum of terms, each made of the one before and its number from 1, until they no longer count."""
    total, term, k = first, first, 0
    while term and abs(term) > _TINY * abs(total):
        k += 1
        term = following(term, k)
        total += term
    return total


def sin(x: Decimal) -> Decimal:
    return _sine(*_quadrant(x))


def cos(x: Decimal) -> Decimal:
    rest, quadrant = _quadrant(x)
    return _sine(rest, quadrant + 1)


def tan(x: Decimal) -> Decimal:
    return sin(x) / cos(x)


def sinpi(x: Decimal) -> Decimal:
    rest, quadrant = _half_turns(x)
    return _sine(rest * pi(), quadrant)


def cospi(x: Decimal) -> Decimal:
    rest, quadrant = _half_turns(x)
    return _sine(rest * pi(), quadrant + 1)


def _quadrant(x: Decimal) -> tuple[Decimal, int]:
    """x as rest + quadrant * pi / 2, |rest| <= pi / 4, however large x is."""
    with localcontext() as context:
        context.prec = PRECISION + max(0, x.adjusted()) + 10
        quarter = pi(context.prec) / 2
        count = (x / quarter).to_integral_value()
        return x - count * quarter, int(count) % 4


def _half_turns(x: Decimal) -> tuple[Decimal, int]:
    with localcontext() as context:
        context.prec = 1200
        count = (x * 2).to_integral_value()
        return x - count / 2, int(count) % 4


def _sine(rest: Decimal, quadrant: int) -> Decimal:
    square, odd = rest * rest, quadrant % 2 == 0
    if odd:
        value = series(rest, lambda term, k: -term * square / (2 * k * (2 * k + 1)))
    else:
        value = series(_ONE, lambda term, k: -term * square / (2 * k * (2 * k - 1)))
    return -value if quadrant % 4 >= 2 else value


def exp(x: Decimal) -> Decimal:
    return x.exp()


def exp2(x: Decimal) -> Decimal:
    return (x * Decimal(2).ln()).exp()


def exp10(x: Decimal) -> Decimal:
    return (x * Decimal(10).ln()).exp()


def expm1(x: Decimal) -> Decimal:
    if abs(x) > Decimal("0.5"):
        return x.exp() - 1
    return series(x, lambda term, k: term * x / (k + 1))


def log(x: Decimal) -> Decimal:
    return log1p(x - 1) if abs(x - 1) < Decimal("0.1") else x.ln()


def log2(x: Decimal) -> Decimal:
    return log(x) / Decimal(2).ln()


def log10(x: Decimal) -> Decimal:
    return log(x) / Decimal(10).ln()


def log1p(x: Decimal) -> Decimal:
    """2 atanh(x / (2 + x)) near 0 (4.1.27)."""
    if abs(x) > Decimal("0.5"):
        return (1 + x).ln()
    t = x / (2 + x)
    square = t * t
    return 2 * series(t, lambda term, k: term * square * (2 * k - 1) / (2 * k + 1))


def sinh(x: Decimal) -> Decimal:
    half = expm1(abs(x))
    value = (half + half / (half + 1)) / 2
    return value.copy_sign(x)


def cosh(x: Decimal) -> Decimal:
    return (x.exp() + (-x).exp()) / 2


def tanh(x: Decimal) -> Decimal:
    if abs(x) > 200:
        return _ONE.copy_sign(x)
    twice = expm1(2 * abs(x))
    return (twice / (twice + 2)).copy_sign(x)


def asinh(x: Decimal) -> Decimal:
    size = abs(x)
    return log1p(size + size * size / (1 + (1 + size * size).sqrt())).copy_sign(x)


def acosh(x: Decimal) -> Decimal:
    above = x - 1
    return log1p(above + (2 * above + above * above).sqrt())


def atanh(x: Decimal) -> Decimal:
    size = abs(x)
    return (log1p(2 * size / (1 - size)) / 2).copy_sign(x)


def atan(x: Decimal) -> Decimal:
    size = abs(x)
    if size > 1:
        return (pi() / 2 - atan(1 / size)).copy_sign(x)
    halvings = 0
    while size > Decimal("0.05"):  # atan(x) = 2 atan(x / (1 + sqrt(1 + x * x)))
        size = size / (1 + (1 + size * size).sqrt())
        halvings += 1
    square = size * size
    value = series(size, lambda term, k: -term * square * (2 * k - 1) / (2 * k + 1))
    return (value * Decimal(2**halvings)).copy_sign(x)


def asin(x: Decimal) -> Decimal:
    return pi().copy_sign(x) / 2 if abs(x) == 1 else atan(x / ((1 - x) * (1 + x)).sqrt())


def acos(x: Decimal) -> Decimal:
    return atan2(((1 - x) * (1 + x)).sqrt(), x)


def atan2(y: Decimal, x: Decimal) -> Decimal:
    if x == 0:
        return pi().copy_sign(y) / 2
    angle = atan(y / x)
    return angle if x > 0 else angle + pi().copy_sign(y)


def cbrt(x: Decimal) -> Decimal:
    size = abs(x)
    root = (size.ln() / 3).exp()
    root -= (root * root * root - size) / (3 * root * root)
    return root.copy_sign(x)


def power(x: Decimal, y: Decimal) -> Decimal:
    """x > 0. A result beyond 10^2000 is cut to that: outside of every format all the same."""
    exponent = y * log(x)
    return max(min(exponent, Decimal(5000)), Decimal(-5000)).exp()


def hypot(*values: Decimal) -> Decimal:
    total = sum((value * value for value in values), Decimal(0))
    return Decimal(total).sqrt()


def erf(x: Decimal) -> Decimal:
    """7.1.6: no terms of different signs."""
    if abs(x) > 4:
        return (1 - erfc(abs(x))).copy_sign(x)
    square = 2 * x * x
    return 2 / pi().sqrt() * (-x * x).exp() * series(x, lambda term, k: term * square / (2 * k + 1))


def erfc(x: Decimal) -> Decimal:
    return 1 - erf(x) if x < 3 else erfcx(x) * (-x * x).exp()


def erfcx(x: Decimal) -> Decimal:
    """7.1.14, from its end."""
    if x < 3:
        return erfc(x) * (x * x).exp()
    fraction = x
    for k in range(260, 0, -1):
        fraction = x + Decimal(k) / 2 / fraction
    return 1 / (fraction * pi().sqrt())


def _newton(x: Decimal, step: Callable[[Decimal], Decimal]) -> Decimal:
    for _ in range(60):
        change = step(x)
        x -= change
        if abs(change) <= Decimal(10) ** -(PRECISION - 15) * abs(x):
            break
    return x


def erfinv(y: Decimal) -> Decimal:
    if abs(y) > Decimal("0.5"):
        return erfcinv(1 - abs(y)).copy_sign(y)
    root = pi().sqrt() / 2
    return _newton(y * root, lambda x: (erf(x) - y) * root * (x * x).exp())


def erfcinv(z: Decimal) -> Decimal:
    """0 < z < 2; in the tail on the logarithm, which stays in range."""
    if z > 1:
        return -erfcinv(2 - z)
    if z > Decimal("0.5"):
        return erfinv(1 - z)
    root, log_z = pi().sqrt() / 2, z.ln()
    start = (-log_z - (-log_z * pi() + 1).ln() / 2).sqrt()

    def step(x: Decimal) -> Decimal:
        scaled = erfcx(x)
        return (x * x - scaled.ln() + log_z) * root * scaled

    return _newton(start, step)


def normcdf(x: Decimal) -> Decimal:
    return erfc(-x / Decimal(2).sqrt()) / 2


def normcdfinv(p: Decimal) -> Decimal:
    return -Decimal(2).sqrt() * erfcinv(2 * p)


@cache
def _bernoulli() -> tuple[Decimal, ...]:
    """B(2), B(4), ... B(60)."""
    from fractions import Fraction
    from math import comb

    numbers = [Fraction(1)]
    for n in range(1, 61):
        numbers.append(-sum((comb(n + 1, k) * numbers[k] for k in range(n)), Fraction(0)) / (n + 1))
    return tuple(Decimal(numbers[n].numerator) / Decimal(numbers[n].denominator) for n in range(2, 61, 2))


def lgamma(x: Decimal) -> Decimal:
    """log |gamma(x)|: Stirling's series (6.1.40) far from 0, and the reflection formula (6.1.17) below it."""
    if x < Decimal("0.5"):
        return (pi() / abs(sinpi(x))).ln() - lgamma(1 - x)
    product = _ONE
    while x < 45:
        product *= x
        x += 1
    total = (x - Decimal("0.5")) * x.ln() - x + (2 * pi()).ln() / 2
    power_of_x = x
    for n, number in enumerate(_bernoulli(), 1):
        total += number / (2 * n * (2 * n - 1) * power_of_x)
        power_of_x *= x * x
    return total - product.ln()


def tgamma(x: Decimal) -> Decimal:
    if x < Decimal("0.5"):
        return pi() / (sinpi(x) * tgamma(1 - x))
    return lgamma(x).exp()


def bessel_i(order: int) -> Callable[[Decimal], Decimal]:
    """9.6.10."""

    def value(x: Decimal) -> Decimal:
        quarter = x * x / 4
        first = _ONE if order == 0 else x / 2
        return series(first, lambda term, k: term * quarter / (k * (k + order)))

    return value


def with_precision(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function under a context of PRECISION digits and any exponent."""

    def computed(*values: Decimal) -> Any:
        with localcontext() as context:
            context.prec = PRECISION
            context.Emax, context.Emin = 10**9, -(10**9)
            return function(*values)

    return computed
