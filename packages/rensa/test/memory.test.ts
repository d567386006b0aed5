/** Where programs keep their values: state in place, temporaries in place, no more memory than is alive. */
import {
  f32,
  flattenTree,
  isTyped,
  mapTree,
  sizeOf,
  trace,
  type Backend,
  type HostTensor,
  type StatefulProgram,
  type TensorType,
} from "@rensa/core";
import type { ProgramPlan } from "@rensa/core/compiler";
import { jsBackend } from "@rensa/backend-js";
import { add, flip, mul, neg, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { defaultBackend } from "../src/default-backend.ts";
import { createEngine, compile } from "../src/index.ts";
import { poisoningBackend } from "./poisoning-backend.ts";
import {
  convolutionStep,
  perceptronStep,
  recurrentStep,
  transformerStep,
  type TrainingStep,
} from "./training-steps.ts";

const steps: readonly (readonly [string, TrainingStep])[] = [
  ["a perceptron", perceptronStep()],
  ["a network of convolutions", convolutionStep(2, 6, 4)],
  ["a transformer", transformerStep(2, 2, 6, 8, 2)],
  ["a recurrent network", recurrentStep(6, 2, 8)],
];

type Data = Readonly<Record<string, HostTensor>>;

/** Made-up data for the inputs of a step, by name. */
function dataFor({ graph }: TrainingStep): Data {
  return Object.fromEntries(
    graph.inputs.map((name, position): [string, HostTensor] => {
      const type = graph.nodes[name]?.outputs[0] as TensorType;
      const values = Array.from({ length: sizeOf(type.shape) }, (_, at) => Math.sin(1 + at * 1.7 + position));
      // Second moments are not negative, and labels lie below 10.
      const positive = values.map((value) => Math.abs(value) / 5);
      if (type.dtype === "i32") return [name, { ...type, data: Int32Array.from(values, (_, at) => at % 10) }];
      return [name, { ...type, data: Float32Array.from(name.includes("second") ? positive : values) }];
    }),
  );
}

interface Outcome {
  readonly losses: readonly unknown[];
  readonly state: Data;
}

/** Three steps, with the state kept by the program. */
async function withState(step: TrainingStep, backend: Backend): Promise<Outcome & { readonly program: AnyProgram }> {
  const program: AnyProgram = await createEngine({ backend }).compile(step, { state: ["state"] as never });
  if (isPoisoning(backend)) backend.keepOutputsOf(program.stages.graph);
  const data = dataFor(step);
  program.store.writeByPath(new Map(Object.entries(data).filter(([name]) => name.startsWith("state."))));
  const { inputs, labels } = given(step, data) as Readonly<Record<"inputs" | "labels", unknown>>;
  const losses = [1, 2, 3].map(() => flat(program.run({ inputs, labels }))["loss"]?.data[0]);
  return { losses, state: Object.fromEntries(await program.store.readByPath()), program };
}

/** Three steps of a function of the state, which is given by hand: nothing is updated in place. */
async function withoutState(step: TrainingStep, backend: Backend): Promise<Outcome> {
  const program: AnyProgram = await createEngine({ backend }).compile(step);
  let data = dataFor(step);
  const losses = [1, 2, 3].map(() => {
    const results = flat(program.run(given(step, data)));
    data = { ...data, ...results };
    return results["loss"]?.data[0];
  });
  return { losses, state: Object.fromEntries(Object.entries(data).filter(([name]) => name.startsWith("state."))) };
}

type AnyProgram = StatefulProgram<unknown, unknown, unknown>;

function given({ spec }: TrainingStep, data: Data): never {
  return mapTree<TensorType, unknown>(spec, isTyped, (_type, path) => data[path]) as never;
}

function flat(results: unknown): Data {
  return Object.fromEntries(flattenTree(results, (value): value is HostTensor => isTyped(value)));
}

function isPoisoning(backend: Backend): backend is ReturnType<typeof poisoningBackend> {
  return "keepOutputsOf" in backend;
}

/** A backend that also says what it was asked for. */
function recording(backend: Backend = jsBackend()): Backend & { readonly plans: ProgramPlan[] } {
  const plans: ProgramPlan[] = [];
  return {
    ...backend,
    plans,
    prepare: (plan, options) => {
      plans.push(plan);
      return backend.prepare(plan, options);
    },
  };
}

describe.each(steps)("a training step of %s", (_name, step) => {
  it.each([
    ["js", jsBackend()],
    ["default", defaultBackend()],
  ])(
    "updates all of its state in place, with the values that copies would give, on the %s backend",
    async (_, used) => {
      const backend = recording(used);
      const { losses, state } = await withState(step, backend);
      expect(backend.plans[0]?.copies).toEqual([]);
      const expected = await withoutState(step, used);
      expect(losses).toEqual(expected.losses);
      expect(state).toEqual(expected.state);
    },
  );

  it("does not notice when all that is dead is overwritten with garbage before every kernel", async () => {
    const poisoned = await withState(step, poisoningBackend());
    const clean = await withState(step, jsBackend({ mode: "interpret" }));
    expect(poisoned.losses).toEqual(clean.losses);
    expect(poisoned.state).toEqual(clean.state);
    expect(poisoned.losses.every(Number.isFinite)).toBe(true);
  });

  it("takes at most a tenth more memory than is alive at once", async () => {
    const { program } = await withState(step, jsBackend());
    const { bytes, lowerBound } = program.stages.memory;
    expect(bytes).toBeLessThanOrEqual(1.1 * lowerBound);
  });
});

describe("state", () => {
  const data = { shape: [2], dtype: "f32" } as const;
  const of = (...values: number[]): HostTensor => ({ ...data, data: Float32Array.from(values) });

  it("trades places, and a third value follows", async () => {
    const traced = trace({ a: f32(2), b: f32(2), c: f32(2), d: f32(2) }, ({ a, b, c, d }) => {
      return { a: b, b: a, c: a, d: add(c, d) };
    });
    const program = await compile(traced, { state: ["a", "b", "c", "d"] });
    program.store.write({ a: of(1, 2), b: of(3, 4), c: of(5, 6), d: of(7, 8) });
    program.run({});
    const { a, b, c, d } = program.store.readNow();
    expect([a, b, c, d].map(({ data }) => [...data])).toEqual([
      [3, 4],
      [1, 2],
      [1, 2],
      [12, 14],
    ]);
  });

  it("that is an output under another name is given as it was before the run", async () => {
    const traced = trace({ total: f32(2), x: f32(2) }, ({ total, x }) => {
      return { total: add(total, x), before: total, negative: neg(total) };
    });
    const backend = recording();
    const program = await createEngine({ backend }).compile(traced, { state: ["total"] });
    expect(backend.plans[0]?.copies).toEqual([]);
    program.store.write({ total: of(1, 2) });
    const { before, negative } = program.run({ x: [10, 20] });
    expect([...before.data, ...negative.data]).toEqual([1, 2, -1, -2]);
    expect([...program.store.readNow("total").data]).toEqual([11, 22]);
  });

  it("whose next value is an output too is given as it is after the run", async () => {
    const traced = trace({ total: f32(2) }, ({ total }) => {
      const next = mul(total, 2);
      return { total: next, after: next, sum: sum(next) };
    });
    const program = await compile(traced, { state: ["total"] });
    program.store.write({ total: of(1, 2) });
    const { after, sum: summed } = program.run({});
    expect([...after.data, ...summed.data]).toEqual([2, 4, 6]);
  });

  it("is copied where its next value is read elsewhere in it", async () => {
    const traced = trace({ line: f32(4) }, ({ line }) => ({ line: flip(line, 0) }));
    const backend = recording();
    const program = await createEngine({ backend }).compile(traced, { state: ["line"] });
    expect(backend.plans[0]?.copies).toHaveLength(1);
    program.store.write({ line: { shape: [4], dtype: "f32", data: Float32Array.of(1, 2, 3, 4) } });
    program.run({});
    expect([...program.store.readNow("line").data]).toEqual([4, 3, 2, 1]);
  });
});

describe("the gradients of a weight that is used at many time steps", () => {
  const compiled = (steps: number) => compile(recurrentStep(steps, 2, 64), { state: ["state"] as never });

  it("never sit in memory together: more steps need less memory than one gradient each", async () => {
    const [few, many] = [await compiled(4), await compiled(36)];
    const gradient = 64 * 64 * 4;
    const growth = (many.stages.memory.lowerBound - few.stages.memory.lowerBound) / 32;
    expect(growth).toBeLessThan(gradient / 4);
    expect(many.stages.memory.bytes).toBeLessThanOrEqual(1.1 * many.stages.memory.lowerBound);
  });

  it("are added in the epilogues of the contractions that make them, in place", async () => {
    const { kernels, memory } = (await compiled(8)).stages;
    const adding = kernels.filter(({ nodes }) => nodes.some((node) => node.startsWith("accumulate")));
    const gradients = adding.filter(
      ({ kind, buffers }) => kind === "contraction" && buffers.at(-1)?.length === 64 * 64,
    );
    expect(gradients.length).toBeGreaterThanOrEqual(2 * 6);
    const sums = gradients.flatMap(({ buffers }) =>
      buffers.flatMap(({ name, access }) => (access === "write" && name.startsWith("accumulate") ? [name] : [])),
    );
    // Two weights, each with one place for its sum.
    expect(new Set(sums.map((name) => memory.offsets.get(name))).size).toBe(2);
  });
});
