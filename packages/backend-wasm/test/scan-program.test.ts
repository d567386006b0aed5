/** What a scan becomes: code that does not grow with its length, panels packed once, state in place. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f32, sampleTensor, traceTree, type Backend, type Tensor } from "@rensa/core";
import { difference, withInner } from "@rensa/core/compiler";
import { sum, tanh } from "@rensa/ops";
import { kernelProfiles, profilingBackend, type Recording } from "rensa/profile";
import { describe, expect, it } from "vitest";
import { planContraction } from "../src/contraction/contraction-plan.ts";
import { panelsBeforeLoops } from "../src/contraction/loop-panels.ts";
import {
  any,
  inputsOf,
  moduleBytes,
  plus,
  product,
  run,
  sameAsUnrolled,
  threaded,
  times,
  traced,
  type Tensors,
} from "./everywhere.ts";
import { looped, type Style } from "./loops.ts";

describe("a compiled scan", () => {
  it("keeps its number of kernels and its code whatever its length", async () => {
    const body = traced({ h: f32(8), x: f32(8) }, ({ h, x }) => {
      const next = any(tanh(plus(h as Tensor, x as Tensor)));
      return [next, next];
    });
    for (const backend of [jsBackend(), ...threaded]) {
      const sizes: number[] = [];
      const spy: Backend = {
        ...backend,
        prepare: async (plan, options) => {
          if (backend.name === "wasm") sizes.push(await moduleBytes(plan, backend.threads));
          return backend.prepare(plan, options);
        },
      };
      const [short, long] = await Promise.all(
        [10, 1000].map(async (length) => {
          const spec = { h: f32(8), xs: f32(length, 8) };
          const program = traced(spec, ({ h, xs }) =>
            looped.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, { length }),
          );
          return (await compile(program, { backend: spy })).stages;
        }),
      );
      expect(long?.kernels.length).toBe(short?.kernels.length);
      expect([...(long?.sources ?? [])]).toEqual([...(short?.sources ?? [])]);
      // Numbers that are larger take more bytes; no code is added.
      if (sizes.length > 0) expect(Math.abs((sizes[0] ?? 0) - (sizes[1] ?? 0))).toBeLessThan(40);
    }
  });

  it("packs a weight once, before the outermost loop that does not change it", async () => {
    const inner = traced({ h: f32(40, 64), w: f32(64, 64) }, ({ h, w }) => [
      any(tanh(product(h as Tensor, w as Tensor))),
    ]);
    const outer = (style: Style) =>
      traced({ h: f32(40, 64), x: f32(40, 64), w: f32(64, 64) }, ({ h, x, w }) =>
        style.scan({ carried: [plus(h as Tensor, x as Tensor)], constants: [w as Tensor] }, inner, { length: 3 }),
      );
    const spec = { h: f32(40, 64), xs: f32(4, 40, 64), w: f32(64, 64) };
    const build = ({ h, xs, w }: Tensors, style: Style): readonly Tensor[] =>
      style.scan(
        { carried: [h as Tensor], sequences: [xs as Tensor], constants: [times(w as Tensor, 0.1)] },
        outer(style),
        { length: 4 },
      );
    await sameAsUnrolled(spec, build);
    const { stages } = await compile(
      traced(spec, (inputs) => build(inputs, looped)),
      { backend: jsBackend() },
    );
    const contractions = withInner(stages.kernels).flatMap((kernel) => (kernel.kind === "contraction" ? [kernel] : []));
    const plans = new Map(
      contractions.flatMap((kernel) => {
        const plan = planContraction(kernel, "f32");
        return plan === undefined ? [] : [[kernel.name, plan] as const];
      }),
    );
    const panels = [...panelsBeforeLoops(stages.kernels, plans, () => 0).values()];
    const scans = stages.kernels.filter(({ kind }) => kind === "scan").map(({ name }) => name);
    expect(panels.map(({ before }) => before)).toEqual(scans);
    expect(scans).toHaveLength(1);
  });

  it("packs what it carries at every step", async () => {
    const body = traced({ h: f32(40, 64), w: f32(64, 64) }, ({ h, w }) => [
      any(tanh(product(h as Tensor, w as Tensor))),
      times(w as Tensor, 0.9),
    ]);
    await sameAsUnrolled({ h: f32(40, 64), w: f32(64, 64) }, ({ h, w }, style) =>
      style.scan({ carried: [h as Tensor, times(w as Tensor, 0.2)] }, body, { length: 4 }),
    );
  });

  it("packs a weight that it takes from a sequence at every step", async () => {
    const body = traced({ h: f32(40, 64), w: f32(64, 64) }, ({ h, w }) => [
      any(tanh(product(h as Tensor, w as Tensor))),
    ]);
    await sameAsUnrolled({ h: f32(40, 64), ws: f32(3, 64, 64) }, ({ h, ws }, style) =>
      style.scan({ carried: [h as Tensor], sequences: [times(ws as Tensor, 0.2)] }, body, { length: 3 }),
    );
  });

  it("starts from a value that its body reads as well", async () => {
    const body = traced({ a: f32(4), x: f32(4), c: f32(4) }, ({ a, x, c }) => [
      plus(times(a as Tensor, c as Tensor), x as Tensor),
    ]);
    await sameAsUnrolled({ h: f32(4), xs: f32(3, 4) }, ({ h, xs }, style) => {
      const start = times(h as Tensor, 0.7);
      return style.scan({ carried: [start], sequences: [xs as Tensor], constants: [start] }, body, { length: 3 });
    });
  });

  it("updates the state of a program in place", async () => {
    const body = traced({ h: f32(8), x: f32(8) }, ({ h, x }) => [plus(times(h as Tensor, 0.5), x as Tensor)]);
    const spec = { h: f32(8), xs: f32(3, 8) };
    const step = traceTree<typeof spec, { readonly h: Tensor; readonly total: Tensor }>(spec, ({ h, xs }: Tensors) => {
      const [next = h as Tensor] = looped.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, {
        length: 3,
      });
      return { h: next, total: sum(next) };
    });
    for (const backend of [jsBackend(), ...threaded]) {
      const program = await compile<typeof spec, { readonly h: Tensor; readonly total: Tensor }, "h">(step, {
        backend,
        state: ["h"],
      });
      expect(program.stages.kernels.map(({ kind }) => kind)).toEqual(["scan", "rows"]);
      const xs = sampleTensor([3, 8]);
      let state = new Float32Array(8);
      for (let run = 0; run < 3; run++) {
        program.run({ xs });
        for (let at = 0; at < 3; at++) state = state.map((value, i) => value * 0.5 + (xs.data[at * 8 + i] ?? 0));
      }
      expect(difference(program.store.readNow("h").data, state, 1e-6)).toBeNull();
      // That of the input and of the total: nothing else is kept beside the store.
      expect(program.stages.memory.bytes).toBe(128 + 64);
    }
  });

  it("is timed as one kernel by the profiler", async () => {
    const body = traced({ h: f32(8), x: f32(8) }, ({ h, x }) => [plus(times(h as Tensor, 0.5), x as Tensor)]);
    const program = traced({ h: f32(8), xs: f32(3, 8) }, ({ h, xs }) =>
      looped.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, { length: 3 }),
    );
    const recording: Recording = { runs: [] };
    const inputs = inputsOf({ h: f32(8), xs: f32(3, 8) });
    const profiled = await run(program, profilingBackend(jsBackend(), recording), inputs);
    expect(profiled).toEqual(await run(program, jsBackend(), inputs));
    expect(kernelProfiles(recording.runs)).toMatchObject([{ kind: "scan", flops: 3 * 8 * 2 }]);
  });
});
