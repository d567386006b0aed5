/** Every op of the package, by its samples. */
import { readdirSync, readFileSync } from "node:fs";
import { describeOp } from "@rensa/conformance";
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { checkNames, standardOps } from "../src/index.ts";
import { makeLists } from "../reference/lists.ts";

const source = new URL("../src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".samples.ts"));
const all = await Promise.all(
  files.map(async (name) => ((await import(new URL(name, source).href)) as { samples: OpSamples }).samples),
);

for (const samples of all) describeOp(comparedElsewhere(samples));

/** Samples whose values other tests compare: `torch.test.ts` with PyTorch, `distributions.test.ts` with moments. */
function comparedElsewhere(samples: OpSamples): OpSamples {
  const reasonFor = (torch: OpSamples["torch"]): string | null => {
    if (typeof torch === "string") return "its values are compared with those of PyTorch";
    return /generator|Threefry/.test(torch?.none ?? "") ? "its values are random" : null;
  };
  const { reference, tensorReference } = samples;
  return {
    ...samples,
    samples: samples.samples.map((sample) => {
      const own = sample.expected ?? sample.reference ?? sample.tensorReference ?? reference ?? tensorReference;
      const noReference = own === undefined ? reasonFor(sample.torch ?? samples.torch) : null;
      return noReference === null ? sample : { noReference, ...sample };
    }),
  };
}

describe("the package", () => {
  it("has samples for every op but transposes and inner parts, which the ops that use them exercise", () => {
    const described = new Set(all.map(({ op }) => op.definition.name));
    const missing = standardOps.ops.map(({ definition }) => definition.name).filter((name) => !described.has(name));
    expect(missing.sort()).toEqual([
      "add_patches",
      "channel_window_sum",
      "cofactor_matrix",
      "cofactor_slope",
      "collect_linear",
      "collect_nearest",
      "contract",
      "convolution_transpose",
      "convolution_weights",
      "convolve",
      "convolve_weights",
      "erfcx_slope",
      "extract_patches",
      "fast_fourier_rows",
      "fold_together",
      "fourier_matrix",
      "i1_slope",
      "i1e_slope",
      "igamma_derivative",
      "interleave",
      "log_ndtr_slope",
      "matrix_exponential_derivative",
      "quotient_by_gap",
      "resample_linear",
      "resample_nearest",
      "root_of_squares",
      "scatter_add",
      "shifted",
      "sigmoid_slope",
      "standard_gamma",
      "standard_log_gamma",
      "tanh_slope",
      "unpick",
      "unslice",
      "weigh_half_spectrum",
      "weigh_triangles",
      "window_argmax",
      "window_gather",
      "window_scatter",
      "window_spread",
      "window_sum",
    ]);
  });

  it("lists what its folders hold, as npm run lists writes it", async () => {
    for (const [name, text] of await makeLists()) {
      expect(readFileSync(new URL(`lists/${name}`, source), "utf8"), `src/lists/${name}: npm run lists`).toBe(text);
    }
  });

  it("lets no plugin have one of its ops, be it the op itself", async () => {
    const [op] = standardOps.ops;
    const lister = { name: "rensa-plugin-lister", ops: op === undefined ? [] : [op] };
    await expect(checkNames([lister])).rejects.toMatchObject({ code: "OP_DUPLICATE", op: op?.definition.name });
  });

  it("has the samples of one op each, and none of an op that it does not have", () => {
    const described = all.map(({ op }) => op.definition.name);
    const known = new Set(standardOps.ops.map(({ definition }) => definition.name));
    expect(new Set(described).size).toBe(described.length);
    expect(described.filter((name) => !known.has(name))).toEqual([]);
    // A glob that finds nothing makes every generated test pass.
    expect(described.length).toBeGreaterThanOrEqual(371);
  });
});
