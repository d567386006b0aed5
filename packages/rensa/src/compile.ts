/** compile with the standard pipeline and backend. */
import { checkKind, compile as compileWith, type CompileOptions, type Program, type Traced } from "@rensa/core";
import { checkNames } from "@rensa/ops";
import { defaultBackend } from "./default-backend.ts";
import { defaultPasses, passesWith } from "./pipeline.ts";

/** {@link CompileOptions}, all of which have a default here. */
export type CompileSettings<State extends string = never> = Partial<CompileOptions<State>>;

/**
 * Compiles a traced function. Default: all passes, the rules of the `plugins` among them, and {@link defaultBackend}.
 * With `passes` of your own, these are all: {@link passesWith} makes the default ones.
 *
 * @throws RensaError As the core's `compile`; `OP_DUPLICATE` where a plugin has an op of the name of a standard one.
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
  settings: CompileSettings<State> = {},
): Promise<Program<Omit<Spec, State>, Omit<Result, State>>> {
  checkKind("compile: its options", settings, "record");
  const { plugins = [] } = settings;
  checkKind("compile: the plugins", plugins, "list");
  // Passes are the same objects each time, by which what was compiled before is found again.
  const { passes = plugins.length === 0 ? defaultPasses : passesWith(plugins) } = settings;
  checkKind("compile: the passes", passes, "list");
  const options = { backend: defaultBackend(), ...settings, passes: [...passes], plugins: [...plugins] };
  // Names of the standard ops are taken, whether the graph has them or not.
  await checkNames(plugins);
  return compileWith(traced, options);
}
