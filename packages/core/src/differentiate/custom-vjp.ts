/** customVjp: a function with a derivative of the author's own. */
import { checkKind } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { defineOp } from "../op/define-op.ts";
import { reserveName } from "../op/context.ts";
import type { JvpArguments, JvpResult, OpValue, VjpArguments, VjpThunks } from "../op/definition.ts";
import type { PerInput } from "../op/form.ts";
import type { Tensor } from "../op/tensor.ts";

/** What {@link customVjp} takes. */
export interface CustomVjp<
  Name extends string,
  Inputs extends readonly string[],
  Result extends Tensor,
  Residuals extends readonly string[] = readonly [],
> {
  /** The op's name: lower-case letters, digits and `_`. */
  readonly name: Name;
  /** Names of the inputs, in order. */
  readonly inputs: Inputs;
  /** What it computes, of other ops; with `residuals`, a list of the result and then of each of these. */
  readonly forward: (...inputs: PerInput<Inputs, Tensor>) => Result | readonly [Result, ...PerInput<Residuals, Tensor>];
  /** Names for what the vjp reads of the forward, so that it is not computed twice. Default: none. */
  readonly residuals?: Residuals;
  /** One thunk per input that returns its cotangent, `null` for none. */
  readonly vjp: (context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>) => VjpThunks;
  /** The vjp of the residuals, whose cotangents are the `gradients`: derivatives of the vjp ask for it. */
  readonly residualVjp?: (context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>) => VjpThunks;
  /**
   * How the result changes where the inputs do, `"expanded"` for what `forward` is made of. Forward mode takes it. Default: the
   * transpose of the vjp, which a vjp that is not linear in its gradient has not.
   */
  readonly jvp?: ((context: JvpArguments<NoInfer<Inputs>, NoInfer<Residuals>>) => JvpResult) | "expanded";
}

/**
 * A function of tensors whose derivative is the given vjp instead of the one that its ops have: to clip a gradient on
 * its way back, to pass one straight through a rounding, or where a formula is stabler than what the chain rule makes.
 * It is an op like any other (`defineOp` with a composite and a vjp), and nests with all transforms. Made while a function
 * is traced, which may happen several times in one trace, it gets a number behind its name where that is taken.
 *
 * @param config - The function, its vjp, and a name.
 *
 * @throws RensaError `OP_INVALID` where the name is not one.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { customVjp, f32, grad, trace } from "@rensa/core";
 * import { clamp, mul, round, sum } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const straightThrough = customVjp({
 *   name: "straight_through_round",
 *   inputs: ["x"],
 *   forward: (x) => round(x),
 *   vjp: ({ gradient }) => [() => clamp(gradient, { min: -1, max: 1 })],
 * });
 * const traced = trace({ x: f32(2) }, ({ x }) => sum(mul(straightThrough(x), 0.5)));
 * console.log((await compile(grad(traced, ["x"]))).run({ x: [0.4, 1.7] }).x.data); // Float32Array [0.5, 0.5]
 * ```
 */
export function customVjp<
  const Name extends string,
  const Inputs extends readonly string[],
  Result extends Tensor = Tensor,
  const Residuals extends readonly string[] = readonly [],
>(config: CustomVjp<Name, Inputs, Result, Residuals>): ((...inputs: PerInput<Inputs, Tensor>) => Result) & OpValue {
  checkOptions("customVjp", config, ["name", "inputs", "forward", "residuals", "vjp", "residualVjp", "jvp"]);
  const { inputs, forward, vjp, residuals, residualVjp, jvp } = config;
  checkKind("customVjp: forward", forward, "function");
  checkKind("customVjp: inputs", inputs, "list");
  return defineOp({
    name: reserveName(config.name),
    inputs,
    forward: { composite: (tensors) => forward(...tensors) },
    vjp,
    ...(residuals === undefined ? {} : { residuals }),
    ...(residualVjp === undefined ? {} : { residualVjp }),
    ...(jvp === undefined ? {} : { jvp }),
    call:
      (apply) =>
      (...tensors: PerInput<Inputs, Tensor>): Result =>
        apply([...tensors]),
  });
}
