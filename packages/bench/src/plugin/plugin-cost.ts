/** What it costs that an op comes from a plugin: the same formula as a built-in op and as a plugin's, in turn. */
import { firstDifference } from "@rensa/core/compiler";
import {
  createEngine,
  defineOp,
  definePlugin,
  f32,
  gradientsOf,
  sampleTensor,
  trace,
  type Backend,
  type Tensor,
} from "rensa";
import { gelu, mean, mish, mul, sub } from "@rensa/ops";
import { measureInTurn, warmUp, type Settings } from "../measure/rounds.ts";
import { median, spread } from "../measure/statistics.ts";
import { timeLosses, type BuiltWorkload } from "../peers/engine.ts";

/** One op, measured both ways. */
export interface PluginCost {
  readonly op: string;
  /** Of a step with the built-in op. */
  readonly builtInMs: number;
  /** Of a step with the plugin's op. */
  readonly pluginMs: number;
  /** The plugin's time over the built-in's. At most {@link mostCost} is what plugins are promised. */
  readonly ratio: number;
  readonly builtInSpread: number;
  readonly pluginSpread: number;
  readonly rounds: number;
}

/** The largest ratio that is allowed. */
export const mostCost = 1.05;

const pluginMish = defineOp({
  name: "plugin_mish",
  forward: { scalar: ([x]) => x.mul(x.max(0).add(x.abs().neg().exp().log1p()).tanh()) },
});
const pluginGelu = defineOp({
  name: "plugin_gelu",
  forward: { scalar: ([x]) => x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1)) },
});
const plugin = definePlugin({
  name: "rensa-plugin-cost",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { pluginMish, pluginGelu },
});

type Activation = (x: Tensor) => Tensor;
const pairs: readonly [name: string, builtIn: Activation, ofPlugin: Activation][] = [
  ["mish", mish, pluginMish],
  ["gelu", (x) => gelu(x), pluginGelu],
];

/**
 * Measures each op in a step of forward, gradient and update, on `elements` numbers.
 *
 * @throws Error where the two do not give the same losses, to the last bit.
 */
export async function pluginCosts(
  backend: Backend,
  settings: Settings,
  elements = 1 << 20,
): Promise<readonly PluginCost[]> {
  const found: PluginCost[] = [];
  for (const [op, builtIn, ofPlugin] of pairs) {
    const [theirs, ours] = [await build(builtIn, backend, elements), await build(ofPlugin, backend, elements)];
    const [wanted, losses] = [await theirs.run(5), await ours.run(5)];
    if (firstDifference(losses.values, wanted.values, "bits") !== null)
      throw new Error(`${op}: the losses are ${losses.values.join(", ")} instead of ${wanted.values.join(", ")}.`);
    const times = await measureInTurn(await warmUp(ours, settings), await warmUp(theirs, settings), settings);
    const [builtInMs, pluginMs] = [median(times.theirs), median(times.ours)];
    found.push({
      op,
      builtInMs,
      pluginMs,
      ratio: pluginMs / builtInMs,
      builtInSpread: spread(times.theirs),
      pluginSpread: spread(times.ours),
      rounds: times.ours.length,
    });
  }
  return found;
}

/** Steps that descend the mean of an op, in place, so that nothing but a loss is copied. */
async function build(op: Activation, backend: Backend, elements: number): Promise<BuiltWorkload> {
  const step = trace({ x: f32(elements) }, ({ x }) => {
    const loss = mean(op(x));
    return { x: sub(x, mul(gradientsOf(loss, x), 1e-3 * elements)), loss };
  });
  const program = await createEngine({ backend, plugins: [plugin] }).compile(step, { state: ["x"] });
  program.store.write({ x: sampleTensor([elements], -4, 4) });
  return {
    run: (steps) => timeLosses(steps, () => program.run({}).loss.data[0] ?? Number.NaN),
    dispose: () => undefined,
  };
}
