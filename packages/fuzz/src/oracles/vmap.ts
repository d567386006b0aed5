/** Batches against loops over their examples. */
import { present } from "@rensa/core/compiler";
import { allocate, gradientsOf, vmap, type HostTensor } from "@rensa/core";
import { sum } from "@rensa/ops";
import {
  dataOf,
  floatsOf,
  lossOf,
  named,
  specOf,
  traced,
  type Data,
  type Noise,
  type Program,
} from "../generate/build.ts";
import type { Case } from "../generate/case.ts";
import { disagreement, doubleOf } from "../run/agreement.ts";
import { call } from "../generate/workbench.ts";
import { Discarded, run, type Results } from "../run/run.ts";
import { differentiable, type Oracle } from "./oracle.ts";

const size = 3;

/** The gradients of a batch are those of its examples. */
export const batchedGradients: Oracle = {
  name: "batched-gradients",
  claim: "the gradients of a batch's results are those of each example",
  avoid: ["no derivative", "no gradient"],
  maxSteps: 6,
  check: async (one, context) => {
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    const floats = Object.keys(floatsOf(specOf(one)));
    const shared = Object.keys(specOf(one)).filter((name) => !floats.includes(name));
    const examples = Array.from({ length: size }, (_, example) => exampleOf(one, example, shared));
    // One loss for all examples, so that those of the batch add up to what each has.
    const lossOfOne = (noise?: Noise): Program =>
      traced(specOf(one), (inputs) => {
        const loss = lossOf(context.builder.results(one, inputs, noise));
        if (loss === null) throw new Discarded("no result is a float");
        return { loss };
      });
    const slopes = (noise?: Noise): Program =>
      differentiable(() =>
        traced(specOf(one), (inputs) =>
          named("gradient_", gradientsOf(present(lossOfOne(noise)(inputs)["loss"]), floatsOf(inputs))),
        ),
      );
    const many: Program = vmap(lossOfOne(), size, { shared: shared });
    const inverse = differentiable(() =>
      traced(many.spec, (inputs) => named("gradient_", gradientsOf(call(sum, many(inputs)["loss"]), floatsOf(inputs)))),
    );
    const data = Object.fromEntries(
      Object.keys(specOf(one)).map((name) => {
        const [first, ...others] = examples.map((each) => each[name] as HostTensor);
        return [name, shared.includes(name) ? (first as HostTensor) : stacked([first as HostTensor, ...others])];
      }),
    );
    const found = await run(inverse, data, setting);
    const loop = async (program: Program): Promise<Results> => {
      const results: Results[] = [];
      for (const example of examples) results.push(await run(program, example, setting));
      return joined(results);
    };
    const program = slopes();
    const different = await disagreement(found, await loop(program), doubleOf(program), (noise) => loop(slopes(noise)));
    if (different !== null) throw new Error(`gradients of a batch: ${different}`);
  },
};

/** vmap is a loop over the examples. */
export const vectorized: Oracle = {
  name: "vmap",
  claim: "vmap, of values and of gradients, is a loop over the examples",
  avoid: [],
  maxSteps: 8,
  check: async (one, context) => {
    const program = context.program(one);
    const names = Object.keys(specOf(one));
    const chosen = names.filter((_, at) => ((one.seed >> (at + 1)) & 1) === 1);
    const batched = chosen.length === 0 ? Object.keys(floatsOf(specOf(one))) : chosen;
    const shared = names.filter((name) => !batched.includes(name));
    const examples = Array.from({ length: size }, (_, example) => exampleOf(one, example, shared));
    const all: Program = vmap(program, size, { shared: shared });
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    const data = Object.fromEntries(
      names.map((name) => {
        const [first, ...others] = examples.map((each) => each[name] as HostTensor);
        return [name, shared.includes(name) ? (first as HostTensor) : stacked([first as HostTensor, ...others])];
      }),
    );
    const found = await run(all, data, setting);
    const loop: Results[] = [];
    for (const example of examples) loop.push(await run(program, example, setting));
    const wanted = joined(loop);
    const different = await disagreement(found, wanted, doubleOf(program), async (noise) => {
      const disturbed = context.program(one, noise);
      const results: Results[] = [];
      for (const example of examples) results.push(await run(disturbed, example, setting));
      return joined(results);
    });
    if (different !== null) throw new Error(`a batch of ${batched.join()}: ${different}`);
  },
};

function exampleOf(one: Case, example: number, shared: readonly string[]): Data {
  const [first, own] = [dataOf(one), dataOf(one, example)];
  return Object.fromEntries(
    Object.entries(own).map(([name, tensor]) => [name, shared.includes(name) ? (first[name] ?? tensor) : tensor]),
  );
}

function joined(examples: readonly Results[]): Results {
  return Object.fromEntries(
    Object.keys(examples[0] ?? {}).map((name) => [name, stacked(examples.map((each) => each[name] as HostTensor))]),
  );
}

function stacked(tensors: readonly HostTensor[]): HostTensor {
  const [first] = tensors;
  if (first === undefined) throw new TypeError("There is no example.");
  const { shape, dtype, data } = first;
  const all =
    data instanceof Float64Array
      ? new Float64Array(data.length * tensors.length)
      : allocate(dtype, data.length * tensors.length);
  tensors.forEach((tensor, at) => {
    all.set(tensor.data, at * data.length);
  });
  return { shape: [tensors.length, ...shape], dtype, data: all };
}
