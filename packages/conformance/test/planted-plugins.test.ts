/** The checks of plugins see every planted mistake, and find nothing in a plugin that is right. */
import { jsBackend } from "@rensa/backend-js";
import {
  defineOp,
  definePlugin,
  hostTensor,
  rule,
  sampleTensor,
  type AnyKernelOverride,
  type KernelOverride,
  type OpSamples,
  type Tensor,
} from "@rensa/core";
import { mul, neg } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { checkPlugin, findingText, type PluginSamples } from "../src/index.ts";
import { cube, gap, cubes, gaps, right, elementAt, fail } from "./cube-plugin.ts";
import { planted } from "./planted-plugins.ts";

const odd = rule("cube(-x) -> -cube(x)", { op: cube, inputs: [{ op: neg, inputs: ["x"] }] }, ({ x }) => neg(cube(x)));

const given: PluginSamples = { samples: [cubes, gaps], backends: [{ name: "js", backends: [jsBackend()] }] };

/** Refuses what does not ascend, as other elements of the same sample do, and sizes to which it is repeated. */
const squaresOfOrdered: AnyKernelOverride = ([x], [y]) => {
  if (x === undefined || y === undefined) return;
  if (x.data.some((value, at) => value < (x.data[at - 1] ?? value))) fail("they do not ascend");
  x.data.forEach((value, at) => (y.data[at] = value ** 2));
};

const ordered = defineOp({
  name: "ordered",
  forward: { host: { types: ([x]) => [x], run: (inputs, outputs) => squaresOfOrdered(inputs, outputs, {}) } },
  nonDifferentiable: "it is planted",
  call: (apply) => (x: Tensor) => apply([x]),
});

const ascending: OpSamples = {
  op: ordered,
  samples: [{ name: "ascending", inputs: [hostTensor([1, 2, 3, 5])], apply: (x) => ordered(x) }],
  reference: (x) => x ** 2,
};

/** The same sample, of doubles. */
function withDoubles(sample: OpSamples["samples"][number]): OpSamples["samples"][number] {
  const inputs = sample.inputs.map((input) => hostTensor(Float64Array.from(input.data), input.shape, "f64"));
  return { ...sample, name: `${sample.name}, in doubles`, inputs };
}

describe("the checks of plugins", () => {
  it.each(planted)("see that $mistake: $seenBy", async ({ plugin, given: more = {}, seenBy, says }) => {
    const findings = await checkPlugin(plugin, { ...given, ...more });
    const text = findings.map(findingText).join("\n");
    expect([...new Set(findings.map(({ check }) => check))], text).toEqual(seenBy);
    expect(text).toMatch(says);
    for (const { found, expected } of findings) expect(found).not.toBe(expected);
  });

  it("find nothing in a plugin that is right", async () => {
    const zero = rule(
      "gap(x, x) * 1 -> gap",
      { op: mul, inputs: [{ op: gap, inputs: ["a", "b"] }, { value: 1 }] },
      ({ a, b }) => gap(a, b),
    );
    const broadcasting: KernelOverride<2> = ([a, b], [y]) => {
      for (let at = 0; at < y.data.length; at++) {
        const [left, right] = [elementAt(a, y.shape, at), elementAt(b, y.shape, at)];
        y.data[at] = (left - right) * left;
      }
    };
    const plugin = definePlugin({
      name: "planted",
      version: "1.0.0",
      ops: { cube, gap, ordered },
      rewrites: [odd, zero],
      backends: { js: { cube: right, gap: broadcasting, ordered: squaresOfOrdered } },
    });
    const graphs = [
      {
        name: "a gap times one",
        inputs: [sampleTensor([5], 1, 2), sampleTensor([5])],
        apply: (a: Tensor, b: Tensor) => mul(gap(a, b), 1),
      },
    ];
    const wide = { ...cubes, samples: cubes.samples.map(withDoubles) };
    const all = { ...given, samples: [cubes, wide, gaps, ascending], graphs };
    expect((await checkPlugin(plugin, all)).map(findingText)).toEqual([]);
  });
});
