/** Derivatives against finite differences and against each other. */
import { allocate, constant, gradientsOf, sizeOf, tangentsOf, vmap, type HostTensor, type Tensor } from "@rensa/core";
import { add, cast, mul, sum } from "@rensa/ops";
import {
  dataOf,
  floatsOf,
  lossOf,
  specOf,
  traced,
  type Data,
  type Noise,
  type Program,
  type Tensors,
} from "../generate/build.ts";
import type { Case } from "../generate/case.ts";
import { randomStream } from "../generate/random.ts";
import { call } from "../generate/workbench.ts";
import { Discarded, run, type Results } from "../run/run.ts";
import { differentiable, type Context, type Oracle } from "./oracle.ts";

/** The direction in which a case is differentiated, by input. */
function directionOf(one: Case): Readonly<Record<string, HostTensor>> {
  const next = randomStream(one.seed + 555);
  return Object.fromEntries(
    Object.entries(floatsOf(specOf(one))).map(([name, { shape }]) => {
      const data = Float32Array.from({ length: sizeOf(shape) }, () => next() * 2 - 1);
      return [name, { shape, dtype: "f32", data }];
    }),
  );
}

const directions = (one: Case): Tensors =>
  Object.fromEntries(Object.entries(directionOf(one)).map(([name, tensor]) => [name, constant(tensor)]));

/** The sum of the products of the elements of tensors of the same names. */
function inner(a: Tensors, b: Tensors): Tensor {
  const parts = Object.entries(a).map(([name, tensor]) =>
    call(cast, call(sum, call(mul, tensor, b[name] ?? tensor)), "f64"),
  );
  return parts.reduce((total, part) => call(add, total, part));
}

function lossIn(context: Context, one: Case, inputs: Tensors, noise?: Noise): Tensor {
  const loss = lossOf(context.builder.results(one, inputs, noise));
  if (loss === null) throw new Discarded("no result is a float");
  return loss;
}

/** Data moved along the direction. */
function along(one: Case, step: number): Data {
  const direction = directionOf(one);
  return Object.fromEntries(
    Object.entries(dataOf(one)).map(([name, tensor]) => {
      const by = direction[name]?.data;
      if (by === undefined) return [name, tensor];
      const data = Float64Array.from(tensor.data, (value, at) => value + step * (by[at] ?? 0));
      return [name, { ...tensor, data: data }];
    }),
  );
}

const step = 1e-4;

/**
 * Compares a directional derivative with differences of two widths, forward and backward. Where these do not agree with
 * each other, there is a kink or a jump between, and nothing is said.
 */
function expectDerivative(what: string, found: number, at: (step: number) => number, tolerance: number): void {
  const [before, middle, after] = [at(-step), at(0), at(step)];
  const [nearBefore, nearAfter] = [at(-step / 2), at(step / 2)];
  const wide = (after - before) / (2 * step);
  const near = (nearAfter - nearBefore) / step;
  const scale = Math.max(1, Math.abs(found), Math.abs(middle), Math.abs(near));
  const bend = Math.abs(after - 2 * middle + before) / step;
  const nearBend = (2 * Math.abs(nearAfter - 2 * middle + nearBefore)) / step;
  // A smooth bend halves with the width.
  const kinked = Math.max(bend, nearBend) > 1e-2 * scale || Math.abs(nearBend - bend / 2) > 1e-5 * scale;
  const error = Math.abs(wide - near);
  if (kinked || !(error < 1e-4 * scale)) throw new Discarded("finite differences of two widths do not agree");
  const best = (4 * near - wide) / 3;
  if (!(Math.abs(found - best) <= tolerance * scale + error)) {
    throw new Error(`${what} is ${String(found)} instead of ${String(best)}, by finite differences`);
  }
}

const scalarOf = (results: Results, name: string): number => results[name]?.data[0] ?? NaN;

/** The values of a scalar along the direction, by the step. What is rounded to f32 on the way has no differences. */
async function differences(context: Context, program: Program, one: Case, name: string) {
  const { nodes } = program.graph;
  const rounds = Object.values(nodes).some(({ op, inputs: [from], outputs: [type] }) => {
    return op === "cast" && type?.dtype === "f32" && nodes[from?.node ?? ""]?.outputs[from?.slot ?? 0]?.dtype === "f64";
  });
  if (rounds) throw new Discarded("f64 is rounded to f32 on the way");
  const values = new Map<number, number>();
  for (const each of [-step, -step / 2, 0, step / 2, step]) {
    const results = await run(program, along(one, each), { backend: context.backends.emitted, precision: "f64" });
    values.set(each, scalarOf(results, name));
  }
  return (each: number): number => values.get(each) ?? NaN;
}

/** Gradients are the slopes that finite differences have. */
export const gradients: Oracle = {
  name: "gradients",
  claim: "gradients are the slopes that finite differences have",
  avoid: ["no derivative", "no gradient", "not smooth", "rounds"],
  maxSteps: 8,
  check: async (one, context) => {
    const program = differentiable(() =>
      traced(specOf(one), (inputs) => {
        const loss = lossIn(context, one, inputs);
        const variables = floatsOf(inputs);
        return { slope: inner(gradientsOf(loss, variables), directions(one)) };
      }),
    );
    const forward = traced(specOf(one), (inputs) => ({ loss: lossIn(context, one, inputs) }));
    const at = await differences(context, forward, one, "loss");
    const results = await run(program, dataOf(one), {
      backend: context.backends.emitted,
      precision: "f64",
      passes: context.passes,
    });
    if (!Number.isFinite(at(0))) throw new Discarded("the loss is not finite");
    expectDerivative("the slope", scalarOf(results, "slope"), at, 1e-6);
  },
};

/** Forward mode gives the slopes that finite differences have, through loops that have no reverse mode too. */
export const forward: Oracle = {
  name: "forward",
  claim: "forward mode gives the slopes that finite differences have, of a batch too",
  avoid: ["no derivative", "not smooth", "rounds"],
  maxSteps: 8,
  check: async (one, context) => {
    const program = differentiable(() =>
      traced(specOf(one), (inputs) => {
        const loss = lossIn(context, one, inputs);
        return { slope: tangentsOf(loss, floatsOf(inputs), directions(one)) };
      }),
    );
    const plain = traced(specOf(one), (inputs) => ({ loss: lossIn(context, one, inputs) }));
    const at = await differences(context, plain, one, "loss");
    if (!Number.isFinite(at(0))) throw new Discarded("the loss is not finite");
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    const slope = scalarOf(await run(program, dataOf(one), setting), "slope");
    expectDerivative("the slope", slope, at, 1e-6);
    // A program that is drawn has no types.
    const twice: Program = vmap(program, 2) as never;
    const data = Object.entries(dataOf(one)).map(([name, tensor]) => [name, twoOf(tensor)] as const);
    const both = (await run(twice, Object.fromEntries(data), setting))["slope"]?.data ?? [];
    const spread = 1e-9 * Math.max(1, Math.abs(slope));
    for (const each of both) {
      if (!(Math.abs(each - slope) <= spread))
        throw new Error(`in a batch it is ${String(each)}, alone ${String(slope)}`);
    }
  },
};

/** A batch of one example, twice. */
function twoOf({ shape, dtype, data }: HostTensor): HostTensor {
  const all = allocate(dtype, 2 * data.length);
  all.set(data, 0);
  all.set(data, data.length);
  return { shape: [2, ...shape], dtype, data: all };
}

/** The jvp is the transpose of the vjp. */
export const transposed: Oracle = {
  name: "transposed",
  claim: "the jvp is the transpose of the vjp",
  avoid: ["no derivative", "no gradient"],
  maxSteps: 8,
  check: async (one, context) => {
    const make = (noise?: Noise): Program =>
      differentiable(() =>
        traced(specOf(one), (inputs) => {
          const results = floatsOf(context.builder.results(one, inputs, noise));
          const loss = lossOf(results);
          if (loss === null) throw new Discarded("no result is a float");
          const variables = floatsOf(inputs);
          const slope = inner(gradientsOf(loss, variables), directions(one));
          // Of the results themselves, so that nothing stands between a loop and what its results are differentiated by.
          const tangent = lossOf(tangentsOf(results, variables, directions(one))) ?? loss;
          return { slope, tangent };
        }),
      );
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    const results = await run(make(), dataOf(one), setting);
    const [slope, tangent] = [scalarOf(results, "slope"), scalarOf(results, "tangent")];
    // A cotangent that is cast to f32 on its way is rounded.
    const close = 1e-6 * Math.max(1, Math.abs(slope), Math.abs(tangent));
    if (Object.is(slope, tangent) || Math.abs(slope - tangent) <= close) return;
    // Sums of large terms that cancel.
    const other = await context.disturbed(one, { level: 1e-12, seed: 1 }, make);
    const spread = Math.abs(scalarOf(other, "slope") - slope);
    if (!(Math.abs(slope - tangent) <= close + 100 * spread)) {
      throw new Error(`forward it is ${String(tangent)}, in reverse ${String(slope)}`);
    }
  },
};

/** The derivative of the gradient is what finite differences of it are. */
export const secondOrder: Oracle = {
  name: "second-order",
  claim: "the derivative of the gradient is the slope that finite differences of it have",
  avoid: ["no derivative", "no gradient", "not smooth", "rounds"],
  maxSteps: 5,
  check: async (one, context) => {
    const slopes = (inputs: Tensors): Tensors => gradientsOf(lossIn(context, one, inputs), floatsOf(inputs));
    const weights = (inputs: Tensors): Tensor => lossOf(slopes(inputs)) ?? lossIn(context, one, inputs);
    const first = differentiable(() => traced(specOf(one), (inputs) => ({ slope: weights(inputs) })));
    const second = differentiable(() =>
      traced(specOf(one), (inputs) => {
        const changes = tangentsOf(slopes(inputs), floatsOf(inputs), directions(one));
        return { bend: lossOf(changes) ?? weights(inputs) };
      }),
    );
    const at = await differences(context, first, one, "slope");
    if (!Number.isFinite(at(0))) throw new Discarded("the gradient is not finite");
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    expectDerivative("the bend", scalarOf(await run(second, dataOf(one), setting), "bend"), at, 1e-5);
  },
};
