/** Optimizers against their formulas, written out in plain numbers. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f32, trace, traceTree, type HostTensor, type Tensor } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  cosine,
  sgd,
  type Transform,
  type TransformState,
} from "../src/index.ts";

/** Parameters after `steps` steps with the gradient `slope * parameter`. */
async function descend(optimizer: Transform, steps: number, slope = 1): Promise<number> {
  const start = traceTree<unknown, { state: unknown }>({ p: f32() }, ({ p }: { p: Tensor }) => ({
    state: optimizer.init({ p }),
  }));
  const slots = (start.result as { state: never }).state;
  const step = traceTree<unknown, unknown>(
    { p: f32(), state: slots },
    ({ p, state }: { p: Tensor; state: TransformState }) => {
      const { updates, state: next } = optimizer.update({ gradients: { p: mul(p, slope) }, state, parameters: { p } });
      return { p: add(p, (updates as { p: Tensor }).p), state: next };
    },
  );
  const options = { backend: jsBackend(), precision: "f64" } as const;
  let p = 1;
  let state: unknown = ((await compile(start, options)).run({ p }) as { state: unknown }).state;
  const program = await compile(step, options);
  for (let at = 0; at < steps; at++) {
    const result = program.run({ p, state }) as { p: HostTensor; state: unknown };
    p = result.p.data[0]!;
    state = result.state;
  }
  return p;
}

describe("an optimizer follows its formula", () => {
  it("plain gradient descent", async () => {
    expect(await descend(sgd(0.1), 3)).toBeCloseTo(0.9 ** 3, 9);
  });

  it("momentum and Nesterov's", async () => {
    for (const nesterov of [false, true]) {
      let [p, velocity] = [1, 0];
      for (let at = 0; at < 4; at++) {
        velocity = 0.9 * velocity + p;
        p -= 0.1 * (nesterov ? p + 0.9 * velocity : velocity);
      }
      expect(await descend(sgd(0.1, { momentum: 0.9, nesterov }), 4)).toBeCloseTo(p, 7);
    }
  });

  it("Adam, with and without weight decay", async () => {
    for (const decay of [0, 0.1]) {
      let [p, m, v] = [1, 0, 0];
      for (let t = 1; t <= 5; t++) {
        m = 0.9 * m + 0.1 * p;
        v = 0.999 * v + 0.001 * p * p;
        p -= 0.05 * (m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8) + decay * p);
      }
      expect(await descend(decay === 0 ? adam(0.05) : adamw(0.05, { weightDecay: decay }), 5)).toBeCloseTo(p, 5);
    }
  });

  it("clipping scales gradients above the bound and leaves others alone", async () => {
    expect(await descend(chain(clipByGlobalNorm(0.5), sgd(0.1)), 1, 4)).toBeCloseTo(1 - 0.1 * 0.5, 7);
    expect(await descend(chain(clipByGlobalNorm(5), sgd(0.1)), 1, 4)).toBeCloseTo(1 - 0.1 * 4, 7);
  });

  it("a cosine with warm-up rises to the peak and falls to the floor", async () => {
    const schedule = cosine({ peak: 1, steps: 10, warmUp: 4, floor: 0.1 });
    const rate = trace({ step: { shape: [], dtype: "i32" } as const }, ({ step }) => schedule(step));
    const program = await compile(rate, { backend: jsBackend() });
    const at = (step: number): number => program.run({ step }).data[0]!;
    expect(at(2)).toBeCloseTo(0.5, 6);
    expect(at(4)).toBeCloseTo(1, 6);
    expect(at(7)).toBeCloseTo(0.55, 6);
    expect(at(12)).toBeCloseTo(0.1, 6);
    expect(() => cosine({ peak: 1, steps: 4, warmUp: 4 })).toThrow(/warm-up/);
  });
});
