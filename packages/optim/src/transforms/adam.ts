/**
 * Adam: gradients scaled by their running moments (Kingma and Ba 2015, algorithm 1).
 *
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; update = m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon).
 */
import { full, RensaError, type Tensor } from "@rensa/core";
import { add, cast, div, mul, pow, sqrt, square, sub } from "@rensa/ops";
import { child, childTensor, mapTensors, type Transform } from "./transform.ts";

/** The constants of Adam. */
export interface AdamOptions {
  /** Decay of the first moment. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment. Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * Scales gradients by their running moments.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1.
 */
export function scaleByAdam(options: AdamOptions = {}): Transform {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  for (const beta of [beta1, beta2]) {
    if (!(beta >= 0 && beta < 1))
      throw new RensaError(
        "ARGUMENT_INVALID",
        `scaleByAdam: the decay ${String(beta)} is out of range; give a number from 0 to below 1.`,
      );
  }
  const zeros = (parameters: Parameters<Transform["init"]>[0]) =>
    mapTensors(parameters, [], ({ shape, dtype }) => full(shape, 0, dtype));
  return {
    init: (parameters) => ({ step: full([], 0, "i32"), first: zeros(parameters), second: zeros(parameters) }),
    update: (gradients, state) => {
      const step = add(childTensor(state, "step"), 1) as Tensor;
      const first = mapTensors(gradients, [child(state, "first")], (g, m) => decayed(m, g, beta1));
      const second = mapTensors(gradients, [child(state, "second")], (g, v) => decayed(v, square(g), beta2));
      const time = cast(step, "f32");
      // One division for all elements instead of one for each.
      const correction1 = div(1, sub(1, pow(beta1, time)) as Tensor);
      const correction2 = div(1, sub(1, pow(beta2, time)) as Tensor);
      const updates = mapTensors(first, [second], (m, v) => {
        const mean = mul(m, cast(correction1, m.dtype)) as Tensor;
        const deviation = sqrt(mul(v, cast(correction2, m.dtype)) as Tensor);
        return div(mean, add(deviation, epsilon) as Tensor) as Tensor;
      });
      return [updates, { step, first, second }];
    },
  };
}

function decayed(before: Tensor | undefined, now: Tensor, beta: number): Tensor {
  return add(mul(before as Tensor, beta), mul(now, 1 - beta)) as Tensor;
}
