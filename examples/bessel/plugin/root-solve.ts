/** Composite ops whose value is the root of an equation, and whose derivative is that of the root. */
import { defineOp, full, trace, vjp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { div, neg, sub } from "@rensa/ops";

/** What {@link rootSolve} takes. */
export interface RootSolveConfig<Name extends string> {
  readonly name: Name;
  /** f(x, a), elementwise in x: the op finds the x at which it is 0. */
  readonly residual: (x: Tensor, a: Tensor) => Tensor;
}

/**
 * Makes an op `(guess, a) => x` with f(x, a) = 0, by Newton's method: x <- x - f / f_x, as often as `iterations` says.
 * It has the shape of `guess`, each element of which finds its own root; `a` broadcasts to it.
 *
 * Its derivative does not go back through the iterations. By the implicit function theorem dx/da = -f_a / f_x at the
 * root, whatever way led there; it does not depend on the guess.
 */
export function rootSolve<const Name extends string>({ name, residual }: RootSolveConfig<Name>) {
  /** f, f_x and, for a cotangent, the vjp by a. It is traced apart, where x does not depend on a. */
  const partials = (x: Tensor, a: Tensor) => {
    const traced = trace({ x: typeOf(x), a: typeOf(a) }, (inputs) => residual(inputs.x, inputs.a));
    return (cotangent: Tensor) => vjp(traced, ["x", "a"])({ inputs: { x, a }, cotangent });
  };
  return defineOp({
    name,
    inputs: ["guess", "a"],
    attributes: { iterations: 8 },
    forward: {
      composite: ([guess, a], { iterations }) => {
        let x: Tensor = guess;
        for (let iteration = 0; iteration < iterations; iteration++) {
          const { value, gradients } = partials(x, a)(full(x.shape, 1, x.dtype));
          x = sub(x, div(value, gradients.x));
        }
        return x;
      },
    },
    vjp: ({ inputs: [, a], output: x, gradient }): VjpThunks => [
      null,
      () => {
        const pullback = partials(x, a);
        const slope = pullback(full(x.shape, 1, x.dtype)).gradients.x;
        return pullback(neg(div(gradient, slope))).gradients.a;
      },
    ],
    call:
      (apply) =>
      <S extends Shape, D extends DType>(
        guess: Tensor<S, D>,
        a: Tensor,
        options?: { readonly iterations?: number },
      ): Tensor<S, D> =>
        apply([guess, a], options),
  });
}

function typeOf({ shape, dtype }: Tensor): { readonly shape: Shape; readonly dtype: DType } {
  return { shape, dtype };
}
