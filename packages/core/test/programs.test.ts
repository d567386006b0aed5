/** Random programs mean what their graphs say: compiled in any way, differentiated, and for many examples at once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Chance } from "../src/check/chance.ts";
import { checkPasses } from "../src/check/check-passes.ts";
import { Evaluator, valueAt } from "../src/check/evaluate.ts";
import { hessianVectorProduct } from "../src/differentiate/hessian.ts";
import { jvp } from "../src/differentiate/jvp.ts";
import { grad } from "../src/differentiate/transforms.ts";
import type { HostTensor } from "../src/graph/host-tensor.ts";
import { sumTo } from "../src/op/structural.ts";
import { standardPasses } from "../src/passes/standard-passes.ts";
import { compile } from "../src/run/compile.ts";
import { trace, type Traced } from "../src/trace/trace.ts";
import { flattenTree, isTyped } from "../src/trace/tree.ts";
import { vmap } from "../src/trace/vmap.ts";
import { interpretingBackend } from "./interpreting-backend.ts";
import { build, programInputs, randomPrograms, sine, type RandomProgram } from "./random-program.ts";

type Data = Readonly<Record<string, unknown>>;
type Results = Readonly<Record<string, readonly number[]>>;

const names = ["a", "b", "c"] as const;
const numbers = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, at) => Math.sin(seed + at * 1.7));
const matrix = (seed: number): number[][] => [numbers(3, seed), numbers(3, seed + 40)];
const data = { a: matrix(1), b: matrix(2), c: matrix(3) };
const directions = { a: matrix(4), b: matrix(5), c: matrix(6) };

const results = (program: RandomProgram) =>
  trace(programInputs, ({ a, b, c }) => {
    const [last, sum] = build(program, [a, b, c]);
    return { last, sum };
  });
const loss = (program: RandomProgram) =>
  trace(programInputs, ({ a, b, c }) => sumTo(sine(build(program, [a, b, c])[1]), []));

function resultsOf(graph: Traced["graph"], values: (name: string) => HostTensor): Results {
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, [...values(name).data]]));
}

/** The definition: node by node. */
function evaluate<Spec, Result>(traced: Traced<Spec, Result>, given: Data): Results {
  const inputs = flattenTree(traced.spec, isTyped).map(([path, { shape, dtype }]): HostTensor => {
    const value = path.split(".").reduce<unknown>((inside, name) => (inside as Data)[name], given) as number[];
    return { shape, dtype, data: Float64Array.from([value].flat(Infinity) as number[]) };
  });
  const { graph } = traced;
  const values = new Evaluator().evaluate(graph, traced.definitions, inputs, { chance: new Chance() });
  const sources = new Map(graph.outputs.map(({ name, source }) => [name, source]));
  return resultsOf(graph, (name) => valueAt(values, sources.get(name) as never));
}

async function run<Spec, Result>(traced: Traced<Spec, Result>, given: Data, options: object = {}): Promise<Results> {
  const program = await compile(traced, { backend: interpretingBackend(), ...options });
  const isData = (value: unknown): value is HostTensor => isTyped(value);
  const found = new Map(flattenTree(program.run(given as never), isData));
  return resultsOf(traced.graph, (name) => found.get(name === "output" ? "" : name) as HostTensor);
}

function expectClose(found: Results, wanted: Results, tolerance = 1e-11): void {
  expect(Object.keys(found)).toEqual(Object.keys(wanted));
  for (const [name, values] of Object.entries(wanted)) {
    expect(found[name]?.length).toBe(values.length);
    values.forEach((value, at) => {
      const apart = Math.abs((found[name]?.[at] ?? NaN) - value);
      expect(apart, `${name}[${String(at)}]`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
    });
  }
}

const ways = {
  "as it is": {},
  "without fusion": { fuse: false },
  "without any pass": { passes: [], regionPasses: [] },
  "with all passes": { passes: standardPasses([]) },
};

describe("a random program", () => {
  it.each(Object.entries(ways))("computes what its graph says, compiled %s", async (_name, options) => {
    await fc.assert(
      fc.asyncProperty(randomPrograms(false), async (program) => {
        const traced = results(program);
        expectClose(await run(traced, data, options), evaluate(traced, data));
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("has the slope that differences have, along any direction, forward and backward", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms(true), async (program) => {
        const traced = loss(program);
        const at = (step: number): number => {
          const moved = (name: "a" | "b" | "c") =>
            data[name].map((row, i) => row.map((value, j) => value + step * (directions[name][i]?.[j] ?? 0)));
          return evaluate(traced, { a: moved("a"), b: moved("b"), c: moved("c") })["output"]?.[0] ?? NaN;
        };
        const wanted = { slope: [(at(1e-5) - at(-1e-5)) / 2e-5] };
        const gradients = await run(grad(traced, names), data, { passes: standardPasses([]) });
        const slope = names.reduce((sum, name) => {
          const direction = directions[name].flat();
          return sum + (gradients[name] ?? []).reduce((inner, value, k) => inner + value * (direction[k] ?? 0), 0);
        }, 0);
        expectClose({ slope: [slope] }, wanted, 1e-7);
        const along = await run(jvp(traced, names), { inputs: data, tangents: directions });
        expectClose({ slope: along["tangent"] ?? [] }, { slope: [slope] });
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it("has the second derivatives that differences of gradients have", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms(true), async (program) => {
        const traced = loss(program);
        const gradient = grad(traced, names);
        const at = (step: number): Results => {
          const moved = (name: "a" | "b" | "c") =>
            data[name].map((row, i) => row.map((value, j) => value + step * (directions[name][i]?.[j] ?? 0)));
          return evaluate(gradient, { a: moved("a"), b: moved("b"), c: moved("c") });
        };
        const [before, after] = [at(-1e-5), at(1e-5)];
        const wanted = Object.fromEntries(
          names.map((name) => [name, (after[name] ?? []).map((value, k) => (value - (before[name]?.[k] ?? 0)) / 2e-5)]),
        );
        const found = await run(hessianVectorProduct(traced, names), { inputs: data, vector: directions });
        expectClose(found, wanted, 1e-6);
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  it("computes for many examples at once, its gradients too, what it computes for each", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms(true), fc.subarray([...names], { maxLength: 2 }), async (program, shared) => {
        const many = Object.fromEntries(
          names.map((name, k) => [name, shared.includes(name) ? data[name] : [data[name], matrix(7 + k)]]),
        );
        for (const one of [results(program), grad(loss(program), names)] as never as Traced<never, never>[]) {
          const batched = vmap(one, 2, { shared: shared as never });
          const found = await run(batched, many);
          const each = [0, 1].map((at) =>
            evaluate(
              one,
              Object.fromEntries(names.map((name) => [name, shared.includes(name) ? many[name] : many[name]?.[at]])),
            ),
          );
          const wanted = Object.keys(each[0] ?? {}).map((name) => [
            name,
            each.flatMap((example) => example[name] ?? []),
          ]);
          expectClose(found, Object.fromEntries(wanted) as Results);
        }
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it("keeps the values of all nodes through all passes", async () => {
    await fc.assert(
      fc.asyncProperty(randomPrograms(true), async (program) => {
        expect(await checkPasses(grad(loss(program), names), { passes: standardPasses([]) })).toBeNull();
      }),
      { seed: 5, numRuns: 10 },
    );
  });
});
