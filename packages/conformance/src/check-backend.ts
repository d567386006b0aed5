/** checkBackend: what backends get wrong on a sample of an op, found without a test runner, so that browsers can ask. */
import { checkKind, checkParts, isFloat, type Backend } from "@rensa/core";
import { asTyped, resultsDifference, type Closeness, type Difference } from "@rensa/core/compiler";
import { prepareAnywhere, type Setting } from "./evaluate.ts";
import { about, attempt, findingsOf, placeOf, type Finding } from "./finding.ts";
import { movedInputs } from "./moved-inputs.ts";
import { tensorsOf, type Part, type Results, type Subject } from "./subject.ts";

/** Backends that must agree with the oracle, and among each other to the bit: one that has 1, 2 and 3 threads. */
export interface BackendGroup {
  readonly name: string;
  readonly backends: readonly Backend[];
}

/**
 * Checks a sample on groups of backends: values and gradients against the float64 oracle, fused and not, in both
 * precisions; values with inputs of other dtypes; the same bits in every run, and for any number of threads. Every
 * difference is a finding, and so is every error thrown.
 *
 * @param subject - The sample, with the op that it is of.
 * @param groups - Backends, in groups whose members must agree to the bit.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { checkBackend, Subject } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const subject = new Subject({ op: exp, samples: [sample] }, sample);
 * console.log(await checkBackend(subject, [{ name: "js", backends: [jsBackend()] }])); // []
 * ```
 */
export async function checkBackend(subject: Subject, groups: readonly BackendGroup[]): Promise<readonly Finding[]> {
  checkParts("checkBackend: the subject", subject, "samples", "sample");
  checkKind("checkBackend: the groups", groups, "list");
  const findings: Finding[] = [];
  const place = placeOf("backend", subject.samples, subject.sample);
  for (const group of groups) {
    const parts: readonly Part[] = subject.noDerivative === null ? ["values", "gradients"] : ["values"];
    for (const part of parts) findings.push(...(await checkPart(subject, group, part)));
    findings.push(...(await checkDTypes(subject, group)));
  }
  if (groups.length === 0 || groups.some(({ backends }) => backends.length === 0)) {
    findings.push(...findingsOf(place, { where: "the backends", expected: "at least one in a group", found: "none" }));
  }
  return findings;
}

/** Values or gradients. */
async function checkPart(subject: Subject, group: BackendGroup, part: Part): Promise<readonly Finding[]> {
  const { tolerance } = subject;
  const [first, ...others] = group.backends;
  if (first === undefined) return [];
  const place = placeOf(`backend ${part}`, subject.samples, subject.sample);
  const compare = async (setting: Setting, how: string, closeness: number): Promise<readonly Finding[]> =>
    await attempt(place, async () => {
      const [found, oracle] = [await subject.run(part, setting), await subject.run(part, { precision: "f64" })];
      const different = resultsDifference(found, asTyped(oracle, found), closeness);
      return findingsOf(place, about(`${group.name}, ${how}`, different));
    });
  const findings = [
    ...(await compare({ backend: first, fuse: false }, "not fused", tolerance)),
    ...(await compare({ backend: first, precision: "f64" }, "in float64", 1e-9)),
  ];
  // Every number of threads is a program of its own, which is run more than once.
  const bits: { readonly threads: number; readonly results: Results }[] = [];
  for (const backend of [first, ...others]) {
    const threads = `${String(backend.threads)} threads`;
    const repeats = { ...place, check: "backend repeats" };
    findings.push(
      ...(await attempt(place, async () => {
        const [results, later] = await runThrice(subject, part, backend);
        const oracle = await subject.run(part, { precision: "f64" });
        bits.push({ threads: backend.threads, results });
        const again = about(`a later run, ${group.name}, ${threads}`, resultsDifference(later, results, "bits"));
        const fused = resultsDifference(results, asTyped(oracle, results), tolerance);
        const named = backend === first ? about(`${group.name}, fused`, fused) : null;
        return [...findingsOf(place, named), ...findingsOf(repeats, again)];
      })),
    );
  }
  return [...findings, ...threadFindings(subject, part, group, bits)];
}

/** The bits must not depend on the number of threads. */
function threadFindings(
  subject: Subject,
  part: Part,
  { name }: BackendGroup,
  [one, ...others]: readonly { readonly threads: number; readonly results: Results }[],
): readonly Finding[] {
  if (one === undefined) return [];
  const differences = others.map(({ threads, results }) => {
    const what = `the ${part}, ${name}, ${String(threads)} threads against ${String(one.threads)}`;
    return about(what, resultsDifference(results, one.results, "bits"));
  });
  return findingsOf(placeOf("threads", subject.samples, subject.sample), ...differences);
}

/** The results of a program's first run, and of one after it ran on other data. */
async function runThrice(subject: Subject, part: Part, backend: Backend): Promise<readonly [Results, Results]> {
  const { inputs } = subject;
  const traced = part === "values" ? subject.traced : subject.gradients;
  const run = await prepareAnywhere<unknown>(traced, { backend });
  const first = tensorsOf(await run(inputs));
  const [moved = inputs] = movedInputs(inputs);
  try {
    await run(moved);
  } catch {
    // Data that an op refuses must not be remembered either.
  }
  return [first, tensorsOf(await run(inputs))];
}

/** Values with inputs of other dtypes, where the op takes them. */
async function checkDTypes(subject: Subject, { name, backends }: BackendGroup): Promise<readonly Finding[]> {
  const place = placeOf("backend dtypes", subject.samples, subject.sample);
  const [backend] = backends;
  if (backend === undefined) return [];
  return await attempt(place, async () => {
    const differences: (Difference | null)[] = [];
    for (const dtype of ["f32", "f64", "i32"] as const) {
      const other = subject.withFloats(dtype);
      if (other === null) continue;
      const found = await other.run("values", { backend });
      const oracle = await other.run("values", { precision: "f64" });
      const different = resultsDifference(found, asTyped(oracle, found), closenessOf(found, subject.tolerance));
      differences.push(about(`${dtype}, ${name}`, different));
    }
    return findingsOf(place, ...differences);
  });
}

/** Integers have no rounding, and doubles hardly any. */
function closenessOf(results: Results, tolerance: number): Closeness {
  const dtypes = [...results.values()].map(({ dtype }) => dtype);
  if (!dtypes.some(isFloat)) return "bits";
  return dtypes.includes("f32") ? tolerance : 1e-9;
}
