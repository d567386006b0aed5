/** compile with the default engine. */
import type { ProgramOf, ProgramOptions, Traced } from "@rensa/core";
import { defaultEngine } from "./engine.ts";

/**
 * Compiles a traced function with {@link defaultEngine}: all passes, on {@link defaultBackend}. For another backend, or
 * with plugins, it is `createEngine({ backend, plugins }).compile(traced)`.
 *
 * @param traced - The traced function, as `trace` gives it.
 *
 * @throws RensaError As the core's `compile`.
 *
 * @example
 * ```ts
 * import { compile, f32, trace, valueAndGrad } from "rensa";
 * import { matmul, mean, square, sub } from "@rensa/ops";
 *
 * const loss = trace({ x: f32(4, 3), y: f32(4, 1), w: f32(3, 1) }, ({ x, y, w }) => mean(square(sub(matmul(x, w), y))));
 * const step = await compile(valueAndGrad(loss, ["w"]));
 * const row = [1, 2, 3];
 * const { value, gradients } = step.run({ x: [row, row, row, row], y: [[1], [1], [1], [1]], w: [[0], [0], [0]] });
 * console.log(value.data[0], gradients.w.data); // 1, [-2, -4, -6]
 * ```
 */
export async function compile<Spec, Result, const State extends string = never>(
  traced: Traced<Spec, Result>,
  options: ProgramOptions<State> = {},
): Promise<ProgramOf<Spec, Result, NoInfer<State>>> {
  return defaultEngine().compile<Spec, Result, State>(traced, options);
}
