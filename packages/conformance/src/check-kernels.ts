/** checkKernel: a kernel that a plugin brings for an op computes what the op's own form does, wherever it is used. */
import {
  allocate,
  checkKind,
  checkParts,
  compile,
  RensaError,
  vmap,
  type Backend,
  type HostTensor,
  type OpSamples,
  type PluginDefinition,
} from "@rensa/core";
import { asTyped, resultsDifference, type Difference } from "@rensa/core/compiler";
import { prepareAnywhere, runSample, traceSample } from "./evaluate.ts";
import { watched } from "./checks/host-function.ts";
import { about, attempt, findingsOf, type Finding } from "./finding.ts";
import { furtherSizes } from "./further-sizes.ts";
import { movedInputs, otherRegions } from "./moved-inputs.ts";
import { Subject, tensorsOf, type Results } from "./subject.ts";

/** A kernel: of which plugin, for which op (by its name in `ops`), on which backend. */
export interface PluginKernel {
  readonly plugin: PluginDefinition;
  readonly op: string;
  readonly backend: Backend;
}

/**
 * Checks a kernel on the samples of its op, and for a `scalar` op on sizes and broadcasts besides: against the float64
 * oracle and the op's own form, of which the latter on negatives, zeros, small values and (a formula) large ones too; in gradients and batches; with floats of either dtype; in later runs, in which it must
 * find its outputs full of what was there and leave its inputs alone.
 *
 * @param kernel - The kernel, with the plugin and backend that it is of.
 * @param all - The samples of the plugin's ops.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { checkKernel } from "@rensa/conformance";
 * import { defineOp, definePlugin, sampleTensor, type KernelOverride, type Tensor } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const cubes: KernelOverride = ([x], [y]) => {
 *   for (let at = 0; at < x.data.length; at++) y.data[at] = (x.data[at] ?? 0) ** 2; // not the cube
 * };
 * const plugin = definePlugin({ name: "rensa-plugin-cube", version: "1.0.0", ops: { cube }, backends: { js: { cube: cubes } } });
 * const samples = { op: cube, samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => cube(x) }] };
 * const findings = await checkKernel({ plugin, op: "cube", backend: jsBackend() }, [samples]);
 * console.log(findings.length > 0); // true
 * ```
 */
export async function checkKernel(kernel: PluginKernel, all: readonly OpSamples[]): Promise<readonly Finding[]> {
  checkParts("checkKernel: the kernel", kernel, "plugin", "op", "backend");
  checkKind("checkKernel: the samples", all, "list");
  const definition = kernel.plugin.ops[kernel.op]?.definition;
  const findings: Finding[] = [];
  let used = 0;
  for (const samples of all.filter(({ op }) => op.definition === definition)) {
    for (const sample of [...samples.samples, ...furtherSizes(samples)]) {
      const place = { check: "kernels", op: samples.op.definition.name, sample: sample.name };
      findings.push(
        ...(await attempt(place, async () => {
          const subject = new Subject(samples, sample);
          if (!(await isUsed(kernel, subject))) return [];
          used++;
          return findingsOf(place, ...(await differencesOf(kernel, subject)));
        })),
      );
    }
  }
  const where = `the number of samples in which the kernel for "${kernel.backend.name}" is used`;
  const never = used === 0 && findings.length === 0 ? { where, expected: "one at least", found: "0" } : null;
  return [...findings, ...findingsOf({ check: "kernels", op: kernel.op, sample: "" }, never)];
}

async function isUsed({ plugin, op, backend }: PluginKernel, { traced }: Subject): Promise<boolean> {
  const program = await compile(traced, { backend, plugins: [plugin] });
  const name = plugin.ops[op]?.definition.name;
  const nodes = new Map(Object.entries(program.stages.graph.nodes));
  return program.stages.kernels.some(
    (each) => each.kind === "host" && each.nodes.some((id) => nodes.get(id)?.op === name),
  );
}

async function differencesOf(kernel: PluginKernel, subject: Subject): Promise<readonly (Difference | null)[]> {
  const { backend, plugin } = kernel;
  const setting = { backend, plugins: [plugin] };
  const on = (what: string): string => `${what}, by the kernel for "${backend.name}"`;
  const compared = async (
    each: Subject,
    part: "values" | "gradients",
    tolerance: number,
  ): Promise<Difference | null> => {
    const [found, oracle] = [await each.run(part, setting), await each.run(part, { precision: "f64" })];
    return resultsDifference(found, asTyped(oracle, found), tolerance);
  };
  const own = await subject.run("values", { backend });
  const found = await subject.run("values", setting);
  const differences = [
    about(on("the values, against the oracle"), await compared(subject, "values", subject.tolerance)),
    about(on("the values, against the op's own form"), resultsDifference(found, own, 2 * subject.tolerance)),
    about(on("the values in a batch"), await batchDifference(kernel, subject)),
    ...(await regionDifferences(kernel, subject)),
    ...(await runDifferences(kernel, subject)),
    ...(await functionDifferences(kernel, subject)),
  ];
  if (subject.noDerivative === null) {
    differences.push(about(on("the gradients"), await compared(subject, "gradients", subject.tolerance)));
  }
  for (const dtype of ["f32", "f64"] as const) {
    const other = subject.withFloats(dtype);
    const tolerance = dtype === "f64" ? 1e-9 : subject.tolerance;
    if (other !== null)
      differences.push(about(on(`the values of ${dtype}`), await compared(other, "values", tolerance)));
  }
  return differences;
}

/** A batch of two equal examples has the values of the example twice. */
async function batchDifference({ backend, plugin }: PluginKernel, subject: Subject): Promise<Difference | null> {
  if (subject.inputs.length === 0) return null;
  const [moved = subject.inputs] = movedInputs(subject.inputs);
  const examples = [subject.inputs, moved];
  const inputs = subject.inputs.map((_, at) => stacked(examples.flatMap((example) => example[at] ?? [])));
  const all = vmap(subject.traced, 2);
  const run = async (setting: Parameters<typeof runSample>[2]): Promise<Results | null> => {
    try {
      // A sample's call takes what its op takes, which no type says for all ops.
      return tensorsOf(await runSample<unknown>(all as never, inputs, setting));
    } catch (error) {
      if (error instanceof RensaError && error.code === "HOST_OP_FAILED") return null;
      throw error;
    }
  };
  const oracle = await run({ precision: "f64" });
  // Other data are not of the kind that the op takes.
  if (oracle === null) return null;
  const found = await run({ backend, plugins: [plugin] });
  if (found === null) return { where: "the outcome", expected: "no error", found: "HOST_OP_FAILED" };
  return resultsDifference(found, asTyped(oracle, found), subject.tolerance);
}

/**
 * Values where the sample has none, against the op's own form, in doubles: large ones lose more digits than singles have. A
 * form that is no formula may be an approximation near its samples, so it is tried no farther out than these, and there to
 * the digits of singles.
 */
async function regionDifferences(
  { backend, plugin }: PluginKernel,
  subject: Subject,
): Promise<readonly (Difference | null)[]> {
  const wide = subject.withFloats("f64") ?? subject;
  const own = await prepareAnywhere(wide.traced, { backend });
  const byKernel = await prepareAnywhere(wide.traced, { backend, plugins: [plugin] });
  const isFormula = "scalar" in subject.samples.op.definition.form;
  const regions = otherRegions(wide.inputs).filter(({ isFar }) => isFormula || !isFar);
  const differences: (Difference | null)[] = [];
  for (const { name, inputs } of regions) {
    let wanted: Results;
    try {
      wanted = tensorsOf(await own(inputs));
    } catch (error) {
      // Data that the op refuses.
      if (error instanceof RensaError && error.code === "HOST_OP_FAILED") continue;
      throw error;
    }
    const found = resultsDifference(tensorsOf(await byKernel(inputs)), wanted, 2 * subject.tolerance);
    differences.push(about(`the values ${name}, by the kernel for "${backend.name}"`, found));
  }
  return differences;
}

/** What the kernel does to arrays beside filling its outputs. */
async function functionDifferences(
  { backend, plugin, op }: PluginKernel,
  subject: Subject,
): Promise<readonly (Difference | null)[]> {
  const kernels = plugin.backends[backend.name] ?? {};
  const kernel = kernels[op];
  if (kernel === undefined) return [];
  const seen: (Difference | null)[] = [];
  const isImpure = plugin.ops[op]?.definition.traits.impure === true;
  const watching = { ...kernels, [op]: watched(kernel, isImpure, seen) };
  const plugins = [{ ...plugin, backends: { ...plugin.backends, [backend.name]: watching } }];
  await runSample(subject.traced, subject.inputs, { backend, plugins });
  return seen.map((each) => about(`the arrays of the kernel for "${backend.name}"`, each));
}

/** The first run, one after others, and the inputs. */
async function runDifferences(
  { backend, plugin }: PluginKernel,
  { inputs, sample }: Subject,
): Promise<readonly (Difference | null)[]> {
  const run = await prepareAnywhere(traceSample(inputs, sample.apply), { backend, plugins: [plugin] });
  const first = tensorsOf(await run(inputs));
  for (const moved of movedInputs(inputs)) {
    try {
      await run(moved);
    } catch {
      // Data that an op refuses must not be remembered either.
    }
  }
  return [
    about(
      `a later run, by the kernel for "${backend.name}"`,
      resultsDifference(tensorsOf(await run(inputs)), first, "bits"),
    ),
  ];
}

function stacked(tensors: readonly HostTensor[]): HostTensor {
  const [first] = tensors;
  if (first === undefined) throw new TypeError("There is no example.");
  const data = allocate(first.dtype, first.data.length * tensors.length);
  tensors.forEach((tensor, at) => {
    data.set(tensor.data, at * first.data.length);
  });
  return { shape: [tensors.length, ...first.shape], dtype: first.dtype, data };
}
