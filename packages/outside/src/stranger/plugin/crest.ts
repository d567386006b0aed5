/** A host op that keeps residuals, with every rule that an op may have: vjp, residualVjp, jvp and batch. */
import { defineOp, number, RensaError, type HostTensor, type Tensor } from "@rensa/core";
import { expandDims, mul, sub, sum } from "@rensa/ops";

/** log(sum of exp(sharpness x)) / sharpness along the last axis: a smooth maximum of each row. */
export const crest = defineOp({
  name: "tide_crest",
  attributes: { sharpness: number(1, { above: 0 }) },
  forward: {
    host: {
      types: ([x]) => [{ shape: x.shape.slice(0, -1), dtype: x.dtype }, x],
      run: ([x], [crests, weights], { sharpness }) => {
        const width = x.shape.at(-1) ?? 1;
        for (let row = 0; row * width < x.data.length; row++) {
          const elements = Array.from(x.data.subarray(row * width, (row + 1) * width));
          const top = Math.max(...elements);
          const exponentials = elements.map((each) => Math.exp(sharpness * (each - top)));
          const total = exponentials.reduce((before, each) => before + each, 0);
          fill(crests, row, [top + Math.log(total) / sharpness]);
          // Where no derivative reads them, there are no weights to fill.
          fill(
            weights,
            row * width,
            exponentials.map((each) => each / total),
          );
        }
      },
    },
  },
  residuals: ["weights"],
  vjp: ({ residuals: [weights], gradient }) => [() => mul(weights, expandDims(gradient, -1))],
  residualVjp: ({ residuals: [weights], gradient }, { sharpness }) => [
    () => mul(mul(weights, sharpness), sub(gradient, sum(mul(gradient, weights), -1, { keepDims: true }))),
  ],
  jvp: ({ residuals: [weights], tangents: [dx] }) => sum(mul(weights, dx), -1),
  // It takes any leading axes, so a batch is one call.
  batch: ({ inputs, apply }) => apply(inputs),
  check: (_, [x]) => {
    if (x?.shape.length === 0) throw new RensaError("RANK_MISMATCH", "tide_crest: x is a scalar; give it an axis.");
  },
  call: (apply) => (x: Tensor, options?: { readonly sharpness?: number }) => apply([x], options),
});

function fill(tensor: HostTensor | undefined, at: number, values: readonly number[]): void {
  tensor?.data.set(values, at);
}
