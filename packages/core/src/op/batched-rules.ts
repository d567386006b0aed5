/** The derivatives of an op on a batch: those of its examples, vectorized. */
import { RensaError } from "../graph/error.ts";
import { fitCotangent } from "./cotangent.ts";
import type { JvpRule, OpDefinition, VjpRule } from "./definition.ts";
import { full, sumTo } from "./structural.ts";
import { checkTangents } from "./tangent.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Applies `body`, which is written for one example, to every example of a batch. `batched` says which inputs have a batch
 * axis in front; the others are shared. All results have one.
 */
export type Vectorize = (
  body: (examples: readonly Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
  batched: readonly boolean[],
) => readonly Tensor[];

/** What an op by a batching rule says of derivatives: it is expanded as it is recorded, and they are those of its parts. */
export const unruled = { vjp: null, residuals: [], residualVjp: null, jvp: null, batch: null, nonDifferentiable: null };

export function batchedRules(
  { name, vjp, residualVjp, jvp }: OpDefinition,
  batched: readonly boolean[],
  vectorize: Vectorize,
): Pick<OpDefinition, "vjp" | "residualVjp" | "jvp"> {
  return {
    vjp: vjp && batchedVjp(name, vjp, batched, vectorize),
    residualVjp: residualVjp && batchedVjp(name, residualVjp, batched, vectorize),
    jvp: typeof jvp === "function" ? batchedJvp(name, jvp, batched, vectorize) : jvp,
  };
}

function batchedVjp(name: string, rule: VjpRule, batched: readonly boolean[], vectorize: Vectorize): VjpRule {
  return ({ inputs, outputs, residuals, gradients, reached }, attributes) =>
    inputs.map((input, position) => () => {
      const made = [...outputs, ...residuals, ...gradients];
      const all = [...inputs, ...made];
      const masks = [...batched, ...made.map(() => true)];
      const [cotangent] = vectorize(
        (examples) => {
          const rest = [...examples];
          const take = (of: readonly Tensor[]): readonly Tensor[] => rest.splice(0, of.length);
          const [own, results, saved, cotangents] = [take(inputs), take(outputs), take(residuals), take(gradients)];
          const [output] = results;
          const [gradient] = cotangents;
          if (output === undefined || gradient === undefined) throw new RensaError("INTERNAL", "An op has no output.");
          const context = {
            inputs: own,
            outputs: results,
            output,
            residuals: saved,
            gradients: cotangents,
            gradient,
            reached,
          };
          const thunk = rule(context, attributes)[position];
          const { shape, dtype } = own[position] ?? input;
          // Fitted example by example: axes are broadcast from the right, and the batch axis stands on the left.
          if (thunk === null || thunk === undefined) return [full(shape, 0, dtype)];
          return [fitCotangent(thunk(), { op: name, position, inputs: own, outputs: results })];
        },
        all,
        masks,
      );
      if (cotangent === undefined) throw new RensaError("INTERNAL", "A vjp returned nothing.");
      return batched[position] === true ? cotangent : sumTo(cotangent, input.shape);
    });
}

function batchedJvp(name: string, rule: JvpRule, batched: readonly boolean[], vectorize: Vectorize): JvpRule {
  return ({ inputs, outputs, residuals, tangents, changes }, attributes) => {
    const made = [...outputs, ...residuals];
    return vectorize(
      (examples) => {
        const rest = [...examples];
        const take = (of: readonly Tensor[]): readonly Tensor[] => rest.splice(0, of.length);
        const [own, directions, results, saved] = [take(inputs), take(tangents), take(outputs), take(residuals)];
        const [output] = results;
        if (output === undefined) throw new RensaError("INTERNAL", "An op has no output.");
        const context = { inputs: own, outputs: results, output, residuals: saved, tangents: directions, changes };
        return checkTangents(name, rule(context, attributes), results).map((tangent, slot) => {
          const { shape, dtype } = results[slot] ?? output;
          return tangent ?? full(shape, 0, dtype);
        });
      },
      [...inputs, ...tangents, ...made],
      [...batched, ...batched, ...made.map(() => true)],
    );
  };
}
