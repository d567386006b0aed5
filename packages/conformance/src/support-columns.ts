/** The columns of the support matrix: what checks say of the samples of an op. */
import {
  checkKind,
  checkOneOf,
  checkParts,
  isFloat,
  isTyped,
  RensaError,
  type Backend,
  type DType,
  type FloatDType,
  type OpSamples,
} from "@rensa/core";
import { asTyped, differenceText, resultsDifference, type Closeness } from "@rensa/core/compiler";
import { batch, batchedGradients } from "./checks/batches.ts";
import type { Check } from "./checks/check.ts";
import { jvp, secondOrder, vjp } from "./checks/derivatives.ts";
import { expected, reference, types } from "./checks/values.ts";
import { traceSample } from "./evaluate.ts";
import { Subject } from "./subject.ts";
import type { SupportColumn, Verdict } from "./support-matrix.ts";
import { everySample, verdictOf } from "./support-samples.ts";

/** Runs, with the values that the samples write down. */
export const forwardColumn: SupportColumn = column(
  "forward",
  "it computes what its samples expect, interpreted in float64.",
  [types, expected, reference],
);

/** First derivatives. */
export const vjpColumn: SupportColumn = derivativeColumn("vjp", "its gradients are those of finite differences.", vjp);

/** Second derivatives. */
export const secondOrderColumn: SupportColumn = derivativeColumn(
  "second order",
  "the gradients of its gradients are those of finite differences.",
  secondOrder,
);

/** Forward mode against reverse mode. */
export const jvpColumn: SupportColumn = column("jvp", "its forward derivatives are the transpose of its gradients.", [
  jvp,
]);

/** A batch against a loop over its examples. */
export const vmapColumn: SupportColumn = column(
  "vmap",
  "a batch of its inputs, and its gradients, give what a loop over the examples does.",
  [batch, batchedGradients],
);

function column(title: string, meaning: string, checks: readonly Check[]): SupportColumn {
  return { title, meaning, judge: (samples) => verdictOf(samples, checks) };
}

function derivativeColumn(title: string, meaning: string, check: Check): SupportColumn {
  const judge = async (samples: OpSamples): Promise<Verdict> => {
    const verdict = await verdictOf(samples, [check]);
    const subjects = samples.samples.map((sample) => new Subject(samples, sample));
    const differentiable = subjects.filter(({ noDerivative }) => noDerivative === null);
    const [first] = differentiable;
    if (first === undefined || differentiable.some(({ sample }) => sample.notSmooth === undefined)) return verdict;
    await first.run("gradients", { precision: "f64" });
    return `yes: it runs, but is not compared, since ${first.sample.notSmooth ?? ""}`;
  };
  return { title, meaning, judge };
}

/**
 * Values and gradients on a backend, with float inputs of a dtype, against the oracle.
 *
 * @param name - The column's title.
 * @param backend - The backend.
 * @param dtype - The dtype of float inputs.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { backendColumn } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * const column = backendColumn("JavaScript", jsBackend(), "f32");
 * console.log(column.title, await column.judge(samples)); // "JavaScript f32" "yes"
 * ```
 */
export function backendColumn(name: string, backend: Backend, dtype: FloatDType): SupportColumn {
  checkKind("backendColumn: the name", name, "string");
  checkParts("backendColumn: the backend", backend, "name", "prepare");
  checkOneOf("backendColumn: the dtype", dtype, ["f32", "f64"]);
  return {
    title: `${name} ${dtype}`,
    meaning: `on the ${name} backend in ${dtype}, its values and gradients are those of the interpreter in float64.`,
    judge: async (samples) => {
      const subjects = samples.samples.map((sample) => {
        const subject = new Subject(samples, sample);
        return subject.withFloats(dtype) ?? subject;
      });
      const verdict = await everySubject(subjects, async (subject) => {
        const parts = subject.noDerivative === null ? (["values", "gradients"] as const) : (["values"] as const);
        // Of float64 inputs, a result can still be f32.
        const tolerance = hasDType(subject, "f64", true) ? 1e-9 : subject.tolerance;
        for (const part of parts) {
          const different = await differenceOn(backend, subject, part, tolerance);
          if (different !== null) return different;
        }
        return null;
      });
      return onlyWhereUsed(verdict, subjects, dtype);
    },
  };
}

/**
 * Integers in place of floats, on some backends, which must agree with the oracle to the bit.
 *
 * @param backends - The backends.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { integerColumn } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { neg } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => neg(x) };
 * const samples = { op: neg, samples: [sample], reference: (x: number) => -x };
 * const column = integerColumn([jsBackend()]);
 * console.log(column.title, await column.judge(samples)); // "i32" "yes"
 * ```
 */
export function integerColumn(backends: readonly Backend[]): SupportColumn {
  checkKind("integerColumn: the backends", backends, "list");
  return {
    title: "i32",
    meaning: "it takes i32 where its samples have floats, and the backends have the integers of the interpreter.",
    judge: async (samples) => {
      const floats = samples.samples.map((sample) => new Subject(samples, sample));
      const accepted = floats.flatMap((subject) => subject.withFloats("i32") ?? (hasFloats(subject) ? [] : [subject]));
      if (accepted.length === 0) return `no${reasonOf(floats[0])}`;
      const verdict = await everySubject(accepted, async (subject) => {
        const { result } = subject.traced;
        // Floats that come out of integers have the rounding of f32.
        const exact = isTyped(result) && !isFloat(result.dtype);
        for (const backend of backends) {
          const found = await differenceOn(backend, subject, "values", exact ? "bits" : 1e-5);
          if (found !== null) return found;
        }
        return null;
      });
      return onlyWhereUsed(verdict, accepted, "i32");
    },
  };
}

async function differenceOn(
  backend: Backend,
  subject: Subject,
  part: "values" | "gradients",
  closeness: Closeness,
): Promise<string | null> {
  const [found, oracle] = [await subject.run(part, { backend }), await subject.run(part, { precision: "f64" })];
  const different = resultsDifference(found, asTyped(oracle, found), closeness);
  return different === null ? null : differenceText(different);
}

async function everySubject(
  subjects: readonly Subject[],
  check: (subject: Subject) => Promise<string | null>,
): Promise<Verdict> {
  const bySample = new Map(subjects.map((subject) => [subject.sample, subject]));
  return await everySample([...bySample.keys()], async (sample) => {
    const subject = bySample.get(sample);
    return subject === undefined ? null : await check(subject);
  });
}

/** Says so where "yes" is about samples in which the dtype does not occur. */
function onlyWhereUsed(verdict: Verdict, subjects: readonly Subject[], dtype: DType): Verdict {
  const used = subjects.some((subject) => hasDType(subject, dtype));
  return verdict === "yes" && !used ? `yes: it has no ${dtype}, and runs as it is` : verdict;
}

function hasDType({ inputs, traced: { result } }: Subject, dtype: DType, ofResult = false): boolean {
  return [...(ofResult ? [] : inputs), result].some((type) => isTyped(type) && type.dtype === dtype);
}

function hasFloats({ inputs }: Subject): boolean {
  return inputs.some(({ dtype }) => isFloat(dtype));
}

/** Why integers are refused; a plain `no` where it is their dtype. */
function reasonOf(subject: Subject | undefined): string {
  if (subject === undefined) return ": it has no samples";
  const types = subject.inputs.map((input) => (isFloat(input.dtype) ? { ...input, dtype: "i32" as const } : input));
  try {
    traceSample(types, subject.sample.apply);
    return "";
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    return error.code === "DTYPE_MISMATCH" ? "" : `: it refuses them with ${error.code}`;
  }
}
