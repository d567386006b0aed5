/**
 * A generator for every sample of every op: the sample's call, with its float inputs moved a little by values of the
 * graph. So an op that has samples is in random graphs, and away from its kinks as its samples are.
 */
import { readdirSync } from "node:fs";
import { jsBackend } from "@rensa/backend-js";
import { compile, constant, isFloat, traceTree, type OpSample, type OpSamples, type Tensor } from "@rensa/core";
import { add, mul, tanh } from "@rensa/ops";
import { generator, type Generator, type Hazard } from "./generator.ts";
import { call, fit } from "./workbench.ts";

const source = new URL("../../../ops/src/", import.meta.url);

/**
 * The generators of all samples whose results are finite, named `sample <op> <number>`. With `only`, of those files of
 * samples that are called like these ops: to load all takes seconds.
 */
export async function sampleGenerators(only?: ReadonlySet<string>): Promise<readonly Generator[]> {
  const files = readdirSync(source, {
    recursive: true,
    encoding: "utf8",
  }).filter((name) => name.endsWith(".samples.ts"));
  const wanted = [...(only ?? [])].map((name) => `/${name.replaceAll("_", "-")}.samples.ts`);
  const all: Generator[] = [];
  for (const file of files.sort()) {
    if (only !== undefined && !wanted.some((name) => file.endsWith(name))) continue;
    const { samples } = (await import(new URL(file, source).href)) as {
      readonly samples: OpSamples;
    };
    for (const [at, sample] of samples.samples.entries()) {
      const bound = await boundOf(sample);
      if (bound !== null) all.push(generatorOf(samples, sample, at, bound));
    }
  }
  return all;
}

/** The largest element of a sample's result; `null` where that is not finite. */
async function boundOf({ inputs, apply }: OpSample): Promise<number | null> {
  const traced = traceTree<Record<string, never>, Tensor>({}, () => apply(...inputs.map((input) => constant(input))));
  const backend = jsBackend({ mode: "interpret" });
  const { data } = (await compile(traced, { backend, precision: "f64" })).run({});
  const bound = Math.max(0, ...Array.from<number>(data).map(Math.abs));
  return Number.isFinite(bound) && inputs.every((input) => input.data.every(Number.isFinite)) ? bound * 4 + 1 : null;
}

function generatorOf({ op }: OpSamples, { inputs, apply, notSmooth }: OpSample, at: number, bound: number): Generator {
  const { name, nonDifferentiable } = op.definition;
  const hazards: Hazard[] = [];
  if (nonDifferentiable !== null) hazards.push("no derivative");
  if (notSmooth !== undefined || name === "stop_gradient") hazards.push("not smooth");
  if (inputs.some(({ dtype }) => dtype === "f64") || name === "cast") hazards.push("rounds");
  const { form } = op.definition;
  if ("host" in form || "region" in form) hazards.push("not plain loops");
  const made = generator(
    `sample ${name} ${String(at)}`,
    (bench, choices) => {
      const operands = inputs.map((input) => {
        const base = constant(input);
        const x = isFloat(input.dtype) ? bench.float(choices) : undefined;
        // Beside numbers far from 0 float32 would lose the shift, and the op is to tell such numbers apart.
        if (x === undefined || Array.from<number>(input.data).some((value) => Math.abs(value) > 1e3)) return base;
        const shift = call(mul, tanh(fit(x.tensor, input.shape, input.dtype)), 0.01);
        return call(add, base, shift);
      });
      const tensor = apply(...operands);
      return { tensor, bound };
    },
    ...hazards,
  );
  return { ...made, sums: !("scalar" in form) };
}
