/** Plugins with a mistake each, and what sees it. */
import {
  defineOp,
  definePlugin,
  rule,
  sampleTensor,
  type AnyKernelOverride,
  type OpRecord,
  type OpSamples,
  type PluginDefinition,
  type Rule,
  type Tensor,
} from "@rensa/core";
import { mul, neg } from "@rensa/ops";
import { type PluginSamples } from "../src/index.ts";
import { cube, gap, cubes, gaps, kernelOf, right, elementAt, fail } from "./cube-plugin.ts";

const positiveCubes: OpSamples = { ...cubes, samples: cubes.samples.slice(0, 1) };

/** A rule on the cube of a negative, which puts something else in its place. */
const ruleTo = (replace: (x: Tensor, id: string) => unknown): Rule =>
  rule(
    "cube(-x) -> ?",
    { op: cube, inputs: [{ op: neg, inputs: ["x"], as: "negative" }] },
    ({ x }, _node, { negative }) => replace(x, negative.inputs[0]?.node ?? "") as Tensor,
  );

function pluginOf(rewrites: readonly Rule[], backends: PluginDefinition["backends"]): PluginDefinition {
  const ops: OpRecord = { cube, gap };
  return definePlugin({ name: "planted", version: "1.0.0", ops, rewrites, backends });
}

const kernel = (run: AnyKernelOverride): PluginDefinition => pluginOf([], { js: { cube: run } });

interface Planted {
  readonly mistake: string;
  readonly plugin: PluginDefinition;
  readonly given?: Partial<PluginSamples>;
  readonly seenBy: readonly string[];
  /** What the findings are to say. */
  readonly says: RegExp;
}

let leaked = 0;

export const planted: readonly Planted[] = [
  {
    mistake: "a rule changes the sign",
    plugin: pluginOf([ruleTo((x) => cube(x))], {}),
    seenBy: ["rules"],
    says: /the values of f32, by the rule "cube\(-x\) -> \?"/,
  },
  {
    mistake: "a rule is off by 1e-4",
    plugin: pluginOf([ruleTo((x) => mul(cube(x), -1.0001))], {}),
    seenBy: ["rules"],
    says: /of a negative, rules/,
  },
  {
    mistake: "a rule is wrong in branches only, which read from around them",
    plugin: pluginOf([ruleTo((x, id) => (id.startsWith("captured") ? cube(x) : neg(cube(x))))], {}),
    seenBy: ["rules"],
    says: /inside cond_[\d.]+ on .* in a branch/,
  },
  {
    mistake: "a rule is wrong in loops only, which read elements",
    plugin: pluginOf([ruleTo((x, id) => (id.startsWith("element") ? cube(x) : neg(cube(x))))], {}),
    seenBy: ["rules"],
    says: /inside scan_[\d.]+ on .* in a loop/,
  },
  {
    mistake: "a rule is wrong for f64 only",
    plugin: pluginOf([ruleTo((x) => (x.dtype === "f64" ? cube(x) : neg(cube(x))))], {}),
    seenBy: ["rules"],
    says: /of f64, by the rule/,
  },
  {
    mistake: "a rule is wrong for infinities only",
    plugin: pluginOf([ruleTo((x) => mul(neg(cube(x)), oneUnlessInfinite(x)))], {}),
    seenBy: ["rules"],
    says: /by the rule/,
  },
  {
    mistake: "a rule never fires",
    plugin: pluginOf([rule("gap(x, x) -> 0", { op: gap, inputs: ["x", "x"] }, () => 0)], {}),
    seenBy: ["rules"],
    says: /the number of samples on which the rule "gap\(x, x\) -> 0" fires is 0 instead of one at least/,
  },
  {
    mistake: "a rule of a given graph is wrong",
    plugin: pluginOf([rule("gap(x, x) -> 1", { op: gap, inputs: ["x", "x"] }, () => 1)], {}),
    given: { graphs: [{ name: "a gap to itself", inputs: [sampleTensor([5])], apply: (x) => gap(x, x) }] },
    seenBy: ["rules"],
    says: /graph of a gap to itself/,
  },
  {
    mistake: "a rule throws",
    plugin: pluginOf([ruleTo(() => fail("no such rule"))], {}),
    seenBy: ["rules"],
    says: /no such rule/,
  },
  {
    mistake: "a kernel is off by 1e-4",
    plugin: kernel(kernelOf((x) => x ** 3 + 1e-4)),
    seenBy: ["kernels"],
    says: /against the oracle, by the kernel for "js"/,
  },
  {
    mistake: "a kernel is wrong for large values",
    plugin: kernel(kernelOf((x) => Math.min(x, 50) ** 3)),
    seenBy: ["kernels"],
    says: /^(?![^]*the values, against)[^]*the values of a hundred times the sample, by the kernel for "js"/,
  },
  {
    mistake: "a kernel is wrong for small values",
    plugin: kernel(kernelOf((x) => (Math.abs(x) < 0.1 ? 1 : x ** 3))),
    seenBy: ["kernels"],
    says: /^(?![^]*the values, against)[^]*the values of a hundredth of the sample, by the kernel for "js"/,
  },
  {
    mistake: "a kernel is wrong at 0",
    plugin: kernel(kernelOf((x) => x ** 4 / x)),
    seenBy: ["kernels"],
    says: /^(?![^]*the values, against)[^]*the values of zeros, by the kernel for "js"/,
  },
  {
    mistake: "a kernel is wrong below 0, where no sample of it is",
    plugin: kernel(kernelOf((x) => Math.abs(x) ** 3)),
    given: { samples: [positiveCubes, gaps] },
    seenBy: ["kernels"],
    says: /^(?![^]*the values, against)[^]*the values of its negatives, by the kernel for "js"/,
  },
  {
    mistake: "a kernel is that of another op",
    plugin: kernel(kernelOf((x) => x ** 2)),
    seenBy: ["kernels"],
    says: /against the op's own form/,
  },
  {
    mistake: "a kernel leaves out the last elements where their number is no multiple of 4",
    plugin: kernel(kernelOf((x, _, at, length) => (at < length - (length % 4) ? x ** 3 : 0))),
    seenBy: ["kernels"],
    says: /a matrix, as \[5\], kernels/,
  },
  {
    mistake: "a kernel takes operands for broadcast",
    plugin: pluginOf([], { js: { gap: kernelOf((a, b) => (a - b) * a) } }),
    seenBy: ["kernels"],
    says: /vectors, as \[5,1\] and \[3\], kernels/,
  },
  {
    mistake: "a kernel takes a scalar beside a vector for NaN",
    plugin: pluginOf([], {
      js: {
        gap: ([a, b], [y]) =>
          y?.data.forEach((_, at) => {
            const left = a === undefined || a.shape.length < y.shape.length ? Number.NaN : elementAt(a, y.shape, at);
            const right = b === undefined ? Number.NaN : elementAt(b, y.shape, at);
            y.data[at] = (left - right) * left;
          }),
      },
    }),
    seenBy: ["kernels"],
    says: /^(?![^]*and \[3\], kernels)[^]*vectors, as \[\] and \[7\], kernels/,
  },
  {
    mistake: "a kernel is wrong in batches only",
    plugin: kernel(([x], [y]) =>
      x?.data.forEach((each, at) => y && (y.data[at] = each ** 3 * (x.shape.length > 2 ? 1.001 : 1))),
    ),
    seenBy: ["kernels"],
    says: /^(?![^]*the values, against)[^]*the values in a batch, by the kernel/,
  },
  {
    mistake: "a kernel leaves its output as it was",
    plugin: kernel(([x], [y]) =>
      x?.data.forEach((each, at) => y && (y.data[at] = (y.data[at] ?? 0) * 0.5 + each ** 3)),
    ),
    seenBy: ["kernels"],
    says: /a later run, by the kernel/,
  },
  {
    mistake: "a kernel computes in singles where it has doubles",
    plugin: kernel(kernelOf((x) => Math.fround(x ** 3))),
    seenBy: ["kernels"],
    says: /the values of f64/,
  },
  {
    mistake: "a kernel remembers",
    plugin: kernel(kernelOf((x) => x ** 3 * (1 + 1e-6 * leaked++))),
    seenBy: ["kernels"],
    says: /a later run/,
  },
  { mistake: "a kernel throws", plugin: kernel(() => fail("no memory")), seenBy: ["kernels"], says: /no memory/ },
  {
    mistake: "a kernel is for a backend that is not there",
    plugin: pluginOf([], { gpu: { cube: right } }),
    seenBy: ["plugin"],
    says: /the backend of the kernels for "gpu" is .* instead of one of js/,
  },
  {
    mistake: "no sample uses a kernel",
    plugin: pluginOf([], { js: { gap: kernelOf((a, b) => (a - b) * a) } }),
    given: { samples: [cubes], inner: ["gap"] },
    seenBy: ["kernels"],
    says: /the number of samples in which the kernel for "js" is used is 0/,
  },
  {
    mistake: "an op has no samples",
    plugin: pluginOf([], {}),
    given: { samples: [cubes] },
    seenBy: ["plugin"],
    says: /the op gap has no samples; add them, or list it as inner/,
  },
];

const oneUnlessInfinite = defineOp({
  name: "one_unless_infinite",
  forward: { scalar: ([x]) => x.mul(0).add(1) },
});
