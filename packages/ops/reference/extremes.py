"""Values and derivatives of scalar functions where floats end, with 500 digits: writes extremes.json beside this file.

    python packages/ops/reference/extremes.py        (needs mpmath)

Every function is evaluated at the float32 numbers of POINTS (and at its own, near branch points and zeros), and
differentiated by central differences of a width that is far below the last of these digits. A result is null where there
is none: outside of the domain, or of a derivative at a kink.
"""
import json
import signal
import struct
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 500


def single(x):
    """The float32 number next to x, as a double."""
    return struct.unpack("f", struct.pack("f", x))[0]


MAGNITUDES = [1e-45, 1e-40, 1.17549435e-38, 1e-30, 1e-20, 1e-10, 1e-7, 1e-5, 1e-3, 0.05, 0.1, 0.45, 0.5, 0.7, 0.99999994,
              1.0, 1.0000001, 1.5, 2.0, 2.01, 3.0, 5.0, 9.0, 13.0, 20.0, 60.0, 87.0, 100.0, 1e3, 1e7, 1e18, 1e25,
              3.4028234e38, float("inf")]
POINTS = [0.0] + [sign * single(x) for x in MAGNITUDES for sign in (1, -1)]

pi, e = mp.pi, mp.e


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def ndtr(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def erfcx(x):
    # Beyond that, the asymptotic series has more digits than a double.
    if x > 1e6:
        total, term = mpf(0), mpf(1)
        for n in range(1, 12):
            total += term
            term *= -(2 * n - 1) / (2 * x * x)
        return total / (x * mp.sqrt(pi))
    return mp.exp(x * x) * mp.erfc(x)


def real(f, domain=lambda x: True, kinks=(), extra=(), limit=True, least=-mp.inf, most=mp.inf):
    return {"f": f, "domain": domain, "kinks": kinks, "extra": extra, "limit": limit, "least": least, "most": most}


def where(test, f, g):
    return lambda x: f(x) if test(x) else g(x)


FUNCTIONS = {
    "elu": real(where(lambda x: x > 0, lambda x: x, mp.expm1), kinks=[0]),
    "celu": real(where(lambda x: x > 0, lambda x: x, mp.expm1), kinks=[0]),
    "selu": real(where(lambda x: x > 0, lambda x: mpf(1.0507009873554805) * x,
                       lambda x: mpf(1.0507009873554805) * mpf(1.6732632423543772) * mp.expm1(x)), kinks=[0]),
    "gelu": real(lambda x: x * ndtr(x)),
    "log_sigmoid": real(lambda x: -mp.log1p(mp.exp(-x)) if x > 0 else x - mp.log1p(mp.exp(x))),
    "mish": real(lambda x: x * mp.tanh(mp.log1p(mp.exp(x)))),
    "quick_gelu": real(lambda x: x * sigmoid(mpf(1.702) * x)),
    "silu": real(lambda x: x * sigmoid(x)),
    "sigmoid": real(sigmoid),
    "softplus": real(lambda x: x + mp.log1p(mp.exp(-x)) if x > 0 else mp.log1p(mp.exp(x))),
    "softsign": real(lambda x: x / (1 + abs(x)), kinks=[0]),
    "squareplus": real(lambda x: 2 / (mp.sqrt(x * x + 4) - x) if x < 0 else (x + mp.sqrt(x * x + 4)) / 2),
    "tanh_shrink": real(lambda x: x - mp.tanh(x)),
    "square": real(lambda x: x * x),
    "reciprocal": real(lambda x: 1 / x, lambda x: x != 0),
    "cbrt": real(lambda x: mp.sign(x) * mp.cbrt(abs(x)), kinks=[0]),
    "erf": real(mp.erf),
    "erfc": real(mp.erfc, extra=[3.5, 4.0, 6.0, 8.0, 9.2, 10.0, -3.5]),
    "exp": real(mp.exp, extra=[-88.0, -95.0, -103.0, 88.7, 89.0]),
    "exp2": real(lambda x: mpf(2) ** x, extra=[-126.0, -140.0, 127.5]),
    "expm1": real(mp.expm1),
    "log": real(mp.log, lambda x: x > 0),
    "log10": real(mp.log10, lambda x: x > 0),
    "log2": real(lambda x: mp.log(x, 2), lambda x: x > 0),
    "log1p": real(mp.log1p, lambda x: x > -1),
    "rsqrt": real(lambda x: 1 / mp.sqrt(x), lambda x: x > 0),
    "sqrt": real(mp.sqrt, lambda x: x >= 0, kinks=[0]),
    "digamma": real(mp.digamma, lambda x: x > 0, extra=[1.4616321, 1.46, 1.4616], most=1e30),
    "lgamma": real(lambda x: mp.loggamma(x), lambda x: x > 0,
                   extra=[1.99, 1.9999999, 2.0000002, 2.001, 2.1, 1.01, 0.99, 1.001, 2.5, 34.0], most=1e30),
    "polygamma": real(lambda x: mp.psi(1, x), lambda x: x > 0, most=1e18),
    "entr": real(lambda x: -x * mp.log(x), lambda x: x > 0),
    "erfcx": real(erfcx, extra=[0.4687, 0.469, 4.01, 26.0], least=-30),
    "erfinv": real(mp.erfinv, lambda x: abs(x) < 1, extra=[0.9, 0.999, 0.999999, -0.999999]),
    "i0": real(lambda x: mp.besseli(0, x), extra=[7.9, 8.1, -8.1], most=100, least=-100),
    "i1": real(lambda x: mp.besseli(1, x), extra=[7.9, 8.1, -8.1], most=100, least=-100),
    "i0e": real(lambda x: mp.besseli(0, x) * mp.exp(-abs(x)), kinks=[0], extra=[7.9, 8.1], most=1e7, least=-1e7),
    "i1e": real(lambda x: mp.besseli(1, x) * mp.exp(-abs(x)), kinks=[0], extra=[7.9, 8.1], most=1e7, least=-1e7),
    "ndtr": real(ndtr, extra=[-6.0, -10.0, -13.0, 6.0]),
    "log_ndtr": real(lambda x: mp.log1p(-ndtr(-x)) if x > 0 else
                     (mp.log(ndtr(x)) if x > -1e6 else mp.log(erfcx(-x / mp.sqrt(2)) / 2) - x * x / 2)),
    "ndtri": real(lambda p: mp.sqrt(2) * mp.erfinv(2 * p - 1), lambda x: 0 < x < 1, extra=[0.02, 0.98, 0.999]),
    "logit": real(lambda x: mp.log(x) - mp.log1p(-x), lambda x: 0 < x < 1, extra=[0.999, 0.25, 0.5000001]),
    "sinc": real(lambda x: mp.sin(pi * x) / (pi * x) if x != 0 else mpf(1), limit=False,
                 extra=[0.01, 0.02], most=100, least=-100),
    "acos": real(mp.acos, lambda x: abs(x) <= 1, kinks=[1, -1]),
    "acosh": real(mp.acosh, lambda x: x >= 1, kinks=[1]),
    "asin": real(mp.asin, lambda x: abs(x) <= 1, kinks=[1, -1]),
    "asinh": real(mp.asinh),
    "atan": real(mp.atan),
    "atanh": real(mp.atanh, lambda x: abs(x) < 1, extra=[0.999, -0.999]),
    "cos": real(mp.cos, limit=False, extra=[1.5707964, 3.1415927]),
    "sin": real(mp.sin, limit=False, extra=[1.5707964, 3.1415927]),
    "tan": real(mp.tan, limit=False, extra=[1.5707964, 3.1415927]),
    "cosh": real(mp.cosh),
    "sinh": real(mp.sinh),
    "tanh": real(mp.tanh, extra=[0.55, 0.6]),
}


def binary(f, domain=lambda a, b: True, kink=lambda a, b: False):
    return {"f": f, "domain": domain, "kink": kink}


FEW = [0.0, 1e-40, 0.3, 1.0, 50.0, 1e7, 1e20]
PAIRS = [(sa * single(a), sb * single(b)) for a in FEW for b in FEW for sa in (1, -1) for sb in (1, -1)
         if not (a == 0 and sa < 0) and not (b == 0 and sb < 0)]


def logaddexp(a, b):
    return max(a, b) + mp.log1p(mp.exp(-abs(a - b)))


BINARY = {
    "hypot": binary(lambda a, b: mp.sqrt(a * a + b * b), kink=lambda a, b: a == 0 and b == 0),
    "logaddexp": binary(logaddexp),
    "div": binary(lambda a, b: a / b, lambda a, b: b != 0),
    "pow": binary(lambda a, b: a ** b, lambda a, b: a > 0),
    "atan2": binary(mp.atan2, kink=lambda a, b: a == 0 and b <= 0),
    "xlogy": binary(lambda a, b: a * mp.log(b) if a != 0 else mpf(0), lambda a, b: b > 0),
    "xlog1py": binary(lambda a, b: a * mp.log1p(b) if a != 0 else mpf(0), lambda a, b: b > -1),
    "squared_difference": binary(lambda a, b: (a - b) ** 2),
    "swiglu": binary(lambda a, b: a * sigmoid(a) * b),
}


class Slow(Exception):
    pass


def interrupt(*_):
    raise Slow()


signal.signal(signal.SIGALRM, interrupt)


def number(compute):
    """A result as JSON: a double, "Infinity", or null."""
    signal.setitimer(signal.ITIMER_REAL, 4)
    try:
        value = compute()
    except (ValueError, ZeroDivisionError, OverflowError, Slow, mp.NoConvergence):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if not isinstance(value, (mpf, int, float)):
        value = mp.mpmathify(value)
        if value.imag != 0:
            return None
        value = value.real
    if mp.isnan(value):
        return None
    double = float(value)
    return double if abs(double) != float("inf") else ("Infinity" if double > 0 else "-Infinity")


def step_of(x):
    return mpf(10) ** -120 if x == 0 else min(abs(x) * mpf(10) ** -60, mpf(10) ** -60)


def along(f, x, order):
    h = step_of(x)
    if order == 1:
        return (f(x + h) - f(x - h)) / (2 * h)
    return (f(x + h) - 2 * f(x) + f(x - h)) / (h * h)


def clean(value, least=mpf(10) ** -320):
    """Zero where nothing is left but rounding."""
    return mpf(0) if isinstance(value, mpf) and abs(value) < least else value


def derivative_of(f, x, order):
    value = clean(along(f, x, order))
    # Of a second difference less than that is rounding, or as good as 0: not compared.
    if order == 2 and isinstance(value, mpf) and 0 < abs(value) < mpf(10) ** -250:
        raise ValueError
    return value


def limit_of(f, far):
    """The limit at infinity: zero or infinite where the function still falls or grows."""
    near, further = f(far), f(far * abs(far))
    if abs(further) > 2 * abs(near) or abs(further) > mpf(10) ** 15:
        return mp.sign(further) * mp.inf
    if abs(near - further) <= abs(near) * mpf(10) ** -15:
        return further
    return mpf(0) if abs(further) < abs(near) else mp.sign(further) * mp.inf


def unary_rows(spec):
    f, domain = spec["f"], spec["domain"]
    rows = []
    for point in POINTS + [single(x) for x in spec["extra"]]:
        infinite = abs(point) == float("inf")
        if infinite and not spec["limit"] or not infinite and not spec["least"] <= point <= spec["most"]:
            continue
        if infinite and (spec["least"], spec["most"]) != (-mp.inf, mp.inf):
            continue
        x = mpf(10) ** 40 * (1 if point > 0 else -1) if infinite else mpf(point)
        if not domain(x):
            continue
        smooth = point not in spec["kinks"] and (infinite or domain(x + step_of(x)) and domain(x - step_of(x)))

        def derivative(order):
            if not smooth or infinite and order == 2:
                return None
            if infinite:
                return number(lambda: limit_of(lambda far: (f(far + 1) - f(far - 1)) / 2, x))
            return number(lambda: derivative_of(f, x, order))
        rows.append([["Infinity" if point > 0 else "-Infinity"] if infinite else [point],
                     number(lambda: limit_of(f, x) if infinite else clean(f(x))), [derivative(1)], [derivative(2)]])
    return rows


def binary_rows(spec):
    f, domain, kink = spec["f"], spec["domain"], spec["kink"]
    rows = []
    for a, b in PAIRS:
        a, b = mpf(a), mpf(b)
        if not domain(a, b):
            continue
        smooth = not kink(a, b) and all(domain(a, b + s * step_of(b)) for s in (1, -1))
        partial = lambda order: ([number(lambda: derivative_of(lambda x: f(x, b), a, order)),
                                  number(lambda: derivative_of(lambda y: f(a, y), b, order))]
                                 if smooth else [None, None])
        rows.append([[float(a), float(b)], number(lambda: f(a, b)), partial(1), partial(2)])
    return rows


if __name__ == "__main__":
    table = {name: unary_rows(spec) for name, spec in FUNCTIONS.items()}
    table.update({name: binary_rows(spec) for name, spec in BINARY.items()})
    lines = [f'"{name}":[\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]" for name, rows in table.items()]
    Path(__file__).with_name("extremes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(sum(len(rows) for rows in table.values()), "rows")
