/** Programs with state against programs without. */
import { compile, gradientsOf, type HostTensor } from "@rensa/core";
import { mul, sub } from "@rensa/ops";
import { dataOf, floatsOf, lossOf, specOf, traced, type Noise, type Tensors } from "../generate/build.ts";
import { call } from "../generate/workbench.ts";
import { disagreement, doubleOf } from "../run/agreement.ts";
import { Discarded, resultsOf, run, type Results } from "../run/run.ts";
import { differentiable, type Oracle } from "./oracle.ts";

const steps = 3;

/** A training whose parameters are state is one whose parameters are handed on by hand. */
export const training: Oracle = {
  name: "training",
  claim: "a training whose parameters are state is one whose parameters are handed on, on both backends",
  avoid: ["no derivative", "no gradient"],
  maxSteps: 8,
  check: async (one, context) => {
    const make = (noise?: Noise) =>
      differentiable(() =>
        traced(specOf(one), (inputs) => {
          const results = context.builder.results(one, inputs, noise);
          const loss = lossOf(results);
          if (loss === null) throw new Discarded("no result is a float");
          const parameters = floatsOf(inputs);
          const slopes = gradientsOf(loss, parameters);
          const next = Object.entries(parameters).map(
            ([name, value]) => [name, call(sub, value, call(mul, slopes[name] ?? value, 1e-3))] as const,
          );
          const updated: Tensors = Object.fromEntries(next);
          return { ...results, loss, ...updated };
        }),
      );
    const program = make();
    const names = Object.keys(floatsOf(specOf(one)));
    const first = dataOf(one);
    const { emitted, threaded } = context.backends;
    const byHand = async (noise?: Noise): Promise<Results> => {
      const each = noise === undefined ? program : make(noise);
      let results: Results = {};
      for (let step = 0; step < steps; step++) {
        const handed = Object.fromEntries(names.flatMap((name) => (results[name] ? [[name, results[name]]] : [])));
        results = await run(each, { ...first, ...handed }, { backend: emitted, precision: "f64" });
      }
      return results;
    };
    const wanted = await byHand();
    const given = Object.fromEntries(Object.entries(first).filter(([name]) => !names.includes(name)));
    for (const backend of [emitted, threaded[1]]) {
      const compiled = await compile(program, { backend, precision: "f64", passes: context.passes, state: names });
      compiled.store.writeByPath(new Map(names.map((name) => [name, first[name] as HostTensor])));
      let found: Results = {};
      for (let step = 0; step < steps; step++) found = resultsOf(compiled.run(given));
      const all = { ...found, ...Object.fromEntries(await compiled.store.readByPath()) };
      const different = await disagreement(all, wanted, doubleOf(program), byHand);
      if (different !== null) throw new Error(`${backend.name}, with state: ${different}`);
    }
  },
};
