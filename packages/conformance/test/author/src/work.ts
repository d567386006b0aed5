/**
 * What an author wrote, as JavaScript takes it: a driver that goes through a day with it, and tells what was answered.
 * (It stands in a folder of sources, so that the lines of errors are those of the tables, as they are an author's.)
 */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  defineOp,
  definePlugin,
  gradientsOf,
  rule,
  sampleTensor,
  traceTree,
  vmap,
  type Apply,
  type Attributes,
  type HostTensor,
  type LoopOperand,
  type LoopTools,
  type OpSample,
  type OpSamples,
  type OpValue,
  type PluginDefinition,
  type Rule,
  type Scalar,
  type Tensor,
  type TensorType,
  type VjpArguments,
} from "@rensa/core";
import { standardPasses } from "@rensa/core/compiler";
import { algebra, sum } from "@rensa/ops";
import { askChecks, checkCoverage, checkError, checkPlugin, opChecks, type Finding } from "../../../src/index.ts";

type Two<T> = readonly [T, T];
type Numbers = Readonly<Record<string, number>>;

/** What `defineOp` is given, with functions that return what they like; a form may stand beside the other fields. */
export interface WrittenOp {
  readonly name?: unknown;
  readonly inputs?: unknown;
  readonly variadic?: unknown;
  readonly attributes?: unknown;
  readonly result?: unknown;
  readonly nonDifferentiable?: unknown;
  readonly traits?: unknown;
  readonly takes?: unknown;
  readonly forward?: unknown;
  readonly scalar?: (inputs: Two<Scalar>, attributes: Numbers) => unknown;
  readonly composite?: (inputs: Two<Tensor>, attributes: Attributes) => unknown;
  readonly loops?: (inputs: Two<LoopOperand>, attributes: Attributes, tools: LoopTools) => unknown;
  readonly types?: (inputs: Two<TensorType>, attributes: Attributes) => unknown;
  readonly run?: (inputs: Two<HostTensor>, outputs: Two<HostTensor>, attributes: Attributes) => unknown;
  readonly vjp?: (context: VjpArguments<readonly ["x", "y"]>, attributes: Attributes) => unknown;
  readonly check?: unknown;
  readonly indices?: unknown;
  readonly call?: unknown;
  readonly [other: string]: unknown;
}

/** An op of which nothing is known. */
export type AnyOp = OpValue & ((...given: readonly unknown[]) => Tensor);

/** A day of an author. Whatever is left out is right. */
export interface Work {
  /** Default: a cube. */
  readonly op?: () => AnyOp;
  /** How a sample calls the op. Default: with all of its inputs. */
  readonly apply?: (op: AnyOp) => (...inputs: readonly Tensor[]) => unknown;
  /** The data of the sample. Default: a matrix for each input. */
  readonly inputs?: readonly HostTensor[];
  readonly reference?: unknown;
  readonly sample?: object;
  readonly samples?: object;
  readonly rules?: (op: AnyOp) => readonly Rule[];
  readonly kernel?: unknown;
  readonly plugin?: (op: AnyOp) => PluginDefinition;
  /** What is done once the plugin is there, instead of all that follows. */
  readonly afterwards?: (op: AnyOp, plugin: PluginDefinition) => unknown;
}

/** Mistakes by name: the code of the error, or the name of the check that finds it, and a piece of what it says. */
export type Mistakes = Readonly<Record<string, readonly [answer: string, work: Work]>>;

/** The answer: an error, or what the checks found. */
export type Answer = { readonly error: unknown } | { readonly findings: readonly Finding[] };

/** Defines an op named "planted" as an author would without TypeScript. */
export function define({ types, run, scalar, composite, loops, ...written }: WrittenOp): AnyOp {
  const forms = { ...(scalar && { scalar }), ...(composite && { composite }), ...(loops && { loops }) };
  const host = types === undefined && run === undefined ? {} : { host: { types, run } };
  const call =
    (apply: Apply<Attributes>) =>
    (...given: readonly unknown[]) => {
      const tensors = given.filter((each) => typeof each === "object" && each !== null && "shape" in each);
      return apply(tensors as Tensor[], given[tensors.length] as Attributes | undefined);
    };
  const config = {
    name: "planted",
    forward: { ...forms, ...host },
    ...(scalar === undefined ? { call } : {}),
    ...written,
  };
  const made: unknown = defineOp(config as never);
  return made as AnyOp;
}

/** Makes a plugin without TypeScript. */
export function plugin(op: AnyOp, fields: object = {}): PluginDefinition {
  return definePlugin({ name: "planted", version: "1.0.0", ops: { planted: op }, ...fields });
}

/** Makes a rule without TypeScript. */
export function ruleOf(name: unknown, pattern: unknown, replace: (...match: Rest) => unknown): Rule {
  return rule(name as string, pattern as Rule["pattern"], replace as never);
}
type Rest = readonly [captures: Readonly<Record<string, Tensor>>, ...others: readonly never[]];

const isFloat = ({ dtype }: Tensor): boolean => dtype === "f32" || dtype === "f64";

/** Goes through the day, to the first error, or to what the checks find. */
export async function answerTo(work: Work): Promise<Answer> {
  try {
    const op = work.op?.() ?? define({ scalar: ([x]) => x.mul(x).mul(x) });
    const kernels = work.kernel === undefined ? {} : { backends: { js: { planted: work.kernel } } };
    const rewrites = work.rules?.(op) ?? [];
    const made = work.plugin?.(op) ?? plugin(op, { ...kernels, rewrites });
    if (work.afterwards !== undefined) return { error: await work.afterwards(op, made) };
    const names = op.definition.inputs ?? ["x", "y"];
    const inputs = work.inputs ?? names.map((_, position) => sampleTensor([2, 3], 1 + position, 2 + position));
    const apply = (work.apply?.(op) ?? ((...given: readonly Tensor[]) => op(...given))) as OpSample["apply"];
    const { reference } = work as Pick<OpSamples, "reference">;
    const samples: OpSamples = {
      op,
      samples: [{ name: "a matrix", inputs, apply, ...work.sample }],
      ...(reference === undefined ? {} : { reference }),
      ...work.samples,
    };
    await use(op, made, inputs, apply);
    const given = { samples: [samples], backends: [{ name: "js", backends: [jsBackend()] }] };
    return {
      findings: [
        ...checkCoverage(samples),
        ...(samples.errors ?? []).flatMap((error) => checkError(samples, error)),
        ...(await askChecks(opChecks, samples)),
        ...(await checkPlugin(made, given)),
      ],
    };
  } catch (error) {
    return { error };
  }
}

/** Uses an op as its author does before there are tests: values, gradients, batches, a program with the plugin. */
async function use(op: AnyOp, made: PluginDefinition, inputs: readonly HostTensor[], apply: OpSample["apply"]) {
  const named = inputs.map((input, position) => [`input_${String(position)}`, input] as const);
  const spec = Object.fromEntries(named.map(([name, { shape, dtype }]) => [name, { shape, dtype }]));
  const traced = traceTree<typeof spec, unknown>(spec, (given) => apply(...Object.values<Tensor>(given)));
  if (op.definition.nonDifferentiable === null) {
    traceTree<typeof spec, unknown>(spec, (given) => {
      const all = Object.values<Tensor>(given);
      const result = apply(...all);
      return isFloat(result) ? gradientsOf(sum(result) as Tensor, all.filter(isFloat)) : result;
    });
  }
  vmap(traced as never, 2);
  const passes = standardPasses([...made.rewrites, ...algebra]);
  const program = await compile(traced, { backend: jsBackend(), passes, plugins: [made] });
  program.run(Object.fromEntries(named));
}
