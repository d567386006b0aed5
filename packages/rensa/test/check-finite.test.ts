/** checkFinite: the first node that made a NaN or an infinity is named, and state is as before. */
import { jsBackend } from "@rensa/backend-js";
import { cond, f32, full, grad, scan, trace, type Backend } from "@rensa/core";
import { add, div, greater, log, mean, mul, softmax, sqrt, sub, sum, where } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { compile, createEngine } from "../src/index.ts";
import { caught } from "./caught.ts";

const backends: readonly (readonly [string, Backend | undefined])[] = [
  ["wasm", undefined],
  ["js", jsBackend()],
];

describe.each(backends)("on %s, checkFinite", (_, backend) => {
  const options = { checkFinite: true, ...(backend === undefined ? {} : { backend }) };

  it("names the first node in the forward pass, its line and its inputs' ranges", async () => {
    const traced = trace({ x: f32(4) }, ({ x }) => mean(mul(log(sub(x, 1)), 2)));
    const program = await createEngine(options).compile(traced);
    expect(program.run({ x: [2, 3, 4, 5] }).data[0]).toBeGreaterThan(0);
    const error = caught(() => program.run({ x: [2, 0, 4, 5] }));
    expect(error.code).toBe("NON_FINITE");
    expect(error.op).toBe("log");
    expect(error.sentence).toMatch(/log_\d+ made NaN at element \[1\] of f32\[4\]/);
    expect(error.sentence).toMatch(/f32\[4\] from -1\.000 to 4\.000/);
    expect(error.origin?.file).toMatch(/check-finite\.test\.ts$/);
  });

  it("names the node in the backward pass", async () => {
    const traced = trace({ x: f32(2) }, ({ x }) => sum(sqrt(x)));
    const program = await createEngine(options).compile(grad(traced, ["x"]));
    const found = caught(() => program.run({ x: [4, 0] }));
    expect(found.op).toMatch(/sqrt|div|rsqrt/);
    expect(found.sentence).toMatch(/Infinity at element \[1\]/);
  });

  it("takes infinities that are written in the graph for what they are", async () => {
    const traced = trace({ x: f32(3) }, ({ x }) => softmax(where(greater(x, 0), x, full([3], -Infinity))));
    const program = await createEngine(options).compile(traced);
    expect([...program.run({ x: [1, 1, -1] }).data]).toEqual([0.5, 0.5, 0]);
    expect(caught(() => program.run({ x: [-1, -1, -1] })).code).toBe("NON_FINITE");
  });

  it("leaves state as it was before the step", async () => {
    const traced = trace({ total: f32(), x: f32() }, ({ total, x }) => ({ total: add(total, div(1, x)), x }));
    const program = await createEngine(options).compile(traced, { state: ["total"] });
    program.run({ x: 2 });
    expect(caught(() => program.run({ x: 0 })).op).toBe("div");
    expect(program.store.readNow("total").data[0]).toBe(0.5);
    program.run({ x: 4 });
    expect(program.store.readNow("total").data[0]).toBe(0.75);
  });

  it("looks into loops and branches", async () => {
    const traced = trace({ x: f32(4) }, ({ x }) => {
      const [last] = scan(full([], 1), x, (state, element) => {
        const next = cond(
          greater(element, 0),
          () => log(sub(state, element)),
          () => state,
        );
        return [next, {}];
      });
      return last;
    });
    const program = await createEngine(options).compile(traced);
    const error = caught(() => program.run({ x: [0, 0, 2, 0] }));
    expect(error.sentence).toMatch(/in step 2 of scan_\d+(\.\d+)?, in cond_\d+(\.\d+)?, log_\d+ made NaN/);
    expect(error.op).toBe("log");
  });
});

it("without checkFinite nothing is checked", async () => {
  const program = await compile(trace({ x: f32() }, ({ x }) => log(x)));
  expect(program.run({ x: -1 }).data[0]).toBeNaN();
});
