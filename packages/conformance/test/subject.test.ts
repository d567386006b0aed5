/** A subject runs a sample once for each way of running, and no other way has those results. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, definePlugin, hostTensor, sampleTensor } from "@rensa/core";
import { expect, it } from "vitest";
import { Subject } from "../src/index.ts";

it("remembers results for the way in which they were computed, and for no other", () => {
  const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
  const samples = {
    op: cube,
    samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x: never) => cube(x) }],
  } as const;
  const subject = new Subject(samples, samples.samples[0]);
  const [one, other] = [jsBackend(), jsBackend()];
  const plugins = ["1", "2"].map((version) =>
    definePlugin({ name: "planted", version: `${version}.0.0`, ops: { cube } }),
  );
  const ways = [
    {},
    { backend: one },
    { backend: other },
    { precision: "f64" },
    { fuse: false },
    { backend: one, fuse: false },
    { plugins: plugins.slice(0, 1) },
    { plugins: plugins.slice(1) },
  ] as const;
  const runs = (["values", "gradients"] as const).flatMap((part) => ways.map((way) => subject.run(part, way)));
  expect(new Set(runs).size).toBe(runs.length);
  const again = (["values", "gradients"] as const).flatMap((part) => ways.map((way) => subject.run(part, { ...way })));
  expect(again.map((run) => runs.indexOf(run))).toEqual(runs.map((_, at) => at));
  expect(subject.run("values", { precision: "f32", fuse: true, plugins: [] })).toBe(runs[0]);
});

it("has its floats as arrays of another dtype, and nothing where there is nothing to change", () => {
  const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
  const of = (input: ReturnType<typeof sampleTensor>) => {
    const sample = { name: "one", inputs: [input], apply: (x: never) => cube(x) };
    return new Subject({ op: cube, samples: [sample] }, sample);
  };
  const single = of(hostTensor([0.5, -2]));
  expect(single.withFloats("f64")?.inputs).toEqual([{ shape: [2], dtype: "f64", data: Float64Array.of(0.5, -2) }]);
  expect(single.withFloats("f64")?.withFloats("f32")?.inputs).toEqual(single.inputs);
  expect(single.withFloats("i32")?.inputs[0]?.data).toBeInstanceOf(Int32Array);
  expect(single.withFloats("f32")).toBeNull();
  expect(of(hostTensor([1], [1], "i32") as never).withFloats("f64")).toBeNull();
});
