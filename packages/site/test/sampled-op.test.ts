/** What pages say of ops, from running them. */
import { describe, expect, it } from "vitest";
import { collectSamples } from "../../ops/reference/collect.ts";
import { samples as conv2d } from "../../ops/src/convolution/conv2d.samples.ts";
import { samples as gelu } from "../../ops/src/activation/gelu.samples.ts";
import { callsInSource } from "../src/written-calls.ts";
import { plottedValues } from "../src/ops/plotted-values.ts";
import { refuse, runCall, typesOfCall, vjpGraph } from "../src/ops/sampled-op.ts";

const sampleOf = (from: typeof gelu, name: string): (typeof gelu.samples)[number] => {
  const found = from.samples.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no sample ${name}.`);
  return found;
};

describe("an op's page", () => {
  it("shows a call with the op's own names for its inputs", async () => {
    const written = callsInSource().get("conv2d")?.get("the same size, odd");
    const call = await runCall(conv2d, sampleOf(conv2d, "the same size, odd"), written);
    expect(call.call).toBe('conv2d(x, weights, { padding: "same" })');
    expect(typesOfCall(call)).toEqual(["x: f32[1,3,5,2], weights: f32[3,3,2,2]", "f32[1,3,5,2]"]);
  });

  it("shows what the call gives", async () => {
    const { result } = await runCall(gelu, sampleOf(gelu, "the tanh formula"));
    expect(Array.from(result.data, (each) => Number(each.toFixed(4)))).toEqual([0, 0.8412, -0.1588]);
  });

  it("shows what is refused, with its sentence", () => {
    const [error] = gelu.errors ?? [];
    if (error === undefined) throw new Error("gelu refuses nothing.");
    const written = callsInSource().get("gelu")?.get(error.name);
    expect(refuse(gelu, error, written)).toMatchObject({ code: "DTYPE_MISMATCH", call: "gelu(x)" });
  });

  it("shows the graph of the vjp, as text without the places of a machine and as a picture", async () => {
    const graph = await vjpGraph(gelu, sampleOf(gelu, "a matrix"));
    expect(graph?.text).toContain("return value = ");
    expect(graph?.text).not.toContain("//");
    expect(graph?.picture).toContain("The vjp of gelu");
  });

  it("draws a function of one number with its slope, and nothing of more", async () => {
    const plotted = await plottedValues(gelu);
    const at = plotted?.places.findIndex((place) => Math.abs(place - 1) < 1e-9) ?? -1;
    expect(plotted?.values[at]).toBeCloseTo(0.841345, 5);
    expect(plotted?.slopes?.[at]).toBeCloseTo(1.083316, 5);
    expect(await plottedValues(conv2d)).toBeNull();
  });

  it("finds how almost every sample is written", async () => {
    const { families } = await collectSamples();
    const written = [...callsInSource().values()].reduce((total, calls) => total + calls.size, 0);
    const all = families
      .flatMap(({ ops }) => ops)
      .reduce((total, { samples, errors }) => total + samples.length + (errors?.length ?? 0), 0);
    expect(written / all).toBeGreaterThan(0.9);
  });
});
