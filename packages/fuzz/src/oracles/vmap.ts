/** Batches against loops over their examples. */
import { allocate, vmap, type HostTensor } from "@rensa/core";
import { dataOf, floatsOf, specOf, type Data, type Program } from "../generate/build.ts";
import type { Case } from "../generate/case.ts";
import { disagreement, doubleOf } from "../run/agreement.ts";
import { run, type Results } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

const size = 3;

/** vmap is a loop over the examples. */
export const vectorised: Oracle = {
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
    const all: Program = vmap(program, size, { shared: shared as never[] }) as never;
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
  return { shape: [tensors.length, ...shape], dtype, data: all as never };
}
