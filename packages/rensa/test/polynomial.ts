/** Polynomials in v and a, which are exact under every derivative: what nested transforms are held to. */

/** Coefficients by the powers of v and a, as `"2,1"`. */
export type Polynomial = ReadonlyMap<string, number>;

/** One term. */
export function monomial(coefficient: number, v: number, a: number): Polynomial {
  return new Map([[`${String(v)},${String(a)}`, coefficient]]);
}

/** The sum. */
export function plus(...polynomials: readonly Polynomial[]): Polynomial {
  const total = new Map<string, number>();
  for (const [powers, coefficient] of polynomials.flatMap((each) => [...each])) {
    total.set(powers, (total.get(powers) ?? 0) + coefficient);
  }
  return total;
}

/** The product. */
export function times(left: Polynomial, right: Polynomial): Polynomial {
  const parts = terms(left).flatMap(([c, v, a]) => terms(right).map(([d, w, b]) => monomial(c * d, v + w, a + b)));
  return plus(...parts);
}

/** The derivative by v or by a. */
export function derivative(polynomial: Polynomial, by: "v" | "a"): Polynomial {
  return plus(
    ...terms(polynomial).map(([c, v, a]) =>
      by === "v" ? monomial(c * v, Math.max(0, v - 1), a) : monomial(c * a, v, Math.max(0, a - 1)),
    ),
  );
}

/** The value. */
export function valueAt(polynomial: Polynomial, v: number, a: number): number {
  return terms(polynomial).reduce((total, [c, powerOfV, powerOfA]) => total + c * v ** powerOfV * a ** powerOfA, 0);
}

function terms(polynomial: Polynomial): (readonly [coefficient: number, v: number, a: number])[] {
  return [...polynomial].map(([powers, coefficient]) => {
    const [v = 0, a = 0] = powers.split(",").map(Number);
    return [coefficient, v, a];
  });
}
