/** The checks of an op: of its samples, of the errors that it has, and of the list of samples. */
import { checkKind, checkParts, RensaError, type OpErrorSample, type OpSamples } from "@rensa/core";
import { treeDifference } from "@rensa/core/compiler";
import { batch, batchedGradients, gradientsOfBatch } from "./checks/batches.ts";
import type { Check } from "./checks/check.ts";
import { forward, jvp, secondOrder, vjp } from "./checks/derivatives.ts";
import { elsewhere } from "./checks/elsewhere.ts";
import { hostFunction } from "./checks/host-function.ts";
import { inputs } from "./checks/inputs.ts";
import { residuals, unreadResiduals } from "./checks/residuals.ts";
import { traits } from "./checks/traits.ts";
import { expectation, expected, reference, types } from "./checks/values.ts";
import { emitted, fused, oracle, otherDType, repeatable, roundTrip } from "./checks/ways.ts";
import { attributesOfCalls } from "./sample-calls.ts";
import { errorText, findingsOf, placeOf, type Finding } from "./finding.ts";
import { traceSample } from "./evaluate.ts";

/** The checks of a sample, in order. */
export const opChecks: readonly Check[] = [
  expectation,
  types,
  expected,
  reference,
  inputs,
  oracle,
  otherDType,
  emitted,
  fused,
  repeatable,
  hostFunction,
  traits,
  roundTrip,
  batch,
  batchedGradients,
  gradientsOfBatch,
  jvp,
  forward,
  vjp,
  elsewhere,
  secondOrder,
  residuals,
];

/**
 * An error that a sample says: its code, a sentence, and the line of the call.
 *
 * @param samples - The op's samples.
 * @param sample - The call that has to be refused.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkError } from "@rensa/conformance";
 * import { f32 } from "@rensa/core";
 * import { matmul } from "@rensa/ops";
 *
 * const error = { name: "a number", inputs: [f32(), f32(2)], code: "RANK_MISMATCH", apply: (a: never, b: never) => matmul(a, b) } as const;
 * const findings = checkError({ op: matmul, samples: [] }, error);
 * console.log(findings.some(({ where }) => where === "the code")); // false
 * ```
 */
export function checkError(samples: OpSamples, sample: OpErrorSample): readonly Finding[] {
  checkParts("The samples", samples, "op", "samples");
  checkParts("The sample", sample, "inputs", "apply", "code");
  const place = placeOf("errors", samples, sample);
  const error = caught(() => traceSample(sample.inputs, sample.apply));
  if (!(error instanceof RensaError)) {
    const found = error === undefined ? "no error" : errorText(error);
    return findingsOf(place, { where: "what is thrown", expected: `a RensaError ${sample.code}`, found });
  }
  const { code, origin, sentence } = error;
  const file = origin?.file ?? "none";
  return findingsOf(
    place,
    code === sample.code ? null : { where: "the code", expected: sample.code, found: `${code} (${sentence})` },
    // The line is that of the samples (or the test) that called the op, not one of the library.
    /\.(samples|test)\.tsx?$/.test(file)
      ? null
      : { where: "the file of the error", expected: "that of the samples, or of a test", found: file },
    sentence.length >= 20 ? null : { where: "the message", expected: "a sentence", found: JSON.stringify(sentence) },
  );
}

/** A larger one would let anything pass: float32 has seven digits. */
const largestTolerance = 1e-2;

/**
 * What no sample can say: that there are samples, that they call the op, and what they leave out.
 *
 * @param samples - The op's samples.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkCoverage } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * console.log(checkCoverage(samples)); // []
 * console.log(checkCoverage({ op: exp, samples: [] }).map(({ where, found }) => `${where}: ${found}`)); // ["the number of samples: 0"]
 * ```
 */
export function checkCoverage(samples: OpSamples): readonly Finding[] {
  checkParts("The samples", samples, "op", "samples");
  const { definition } = samples.op;
  const place = placeOf("coverage", samples);
  checkKind("The samples of an op", samples.samples, "list");
  const names: readonly unknown[] = samples.samples.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  const unnamed = names.findIndex((name) => typeof name !== "string" || name === "");
  const { tolerance = 0 } = samples;
  const [failure] = samples.samples.flatMap((sample) => {
    const error = caught(() => attributesOfCalls(samples.op, sample));
    return error === undefined
      ? []
      : [{ where: `the call of ${sample.name}`, expected: "no error", found: errorText(error) }];
  });
  if (failure !== undefined) return findingsOf(place, failure);
  const calls = samples.samples.flatMap((sample) => attributesOfCalls(samples.op, sample));
  const constant = Object.entries(definition.attributes).flatMap(([name, value]) =>
    calls.every((attributes) => treeDifference(attributes[name], value) === null) ? [name] : [],
  );
  return findingsOf(
    place,
    names.length > 0 ? null : { where: "the number of samples", expected: "at least one", found: "0" },
    twice === undefined
      ? null
      : { where: "the name of a sample", expected: "its own", found: `${JSON.stringify(twice)}, twice` },
    unnamed < 0
      ? null
      : { where: `the name of sample ${String(unnamed)}`, expected: "a text", found: String(names[unnamed]) },
    tolerance <= largestTolerance
      ? null
      : { where: "the tolerance", expected: `at most ${String(largestTolerance)}`, found: String(tolerance) },
    names.length === 0 || calls.length > 0
      ? null
      : { where: "what the samples call", expected: definition.name, found: "other ops" },
    ...(calls.length === 0 ? [] : constant).map((name) => ({
      where: `the attribute ${name}`,
      expected: "another value in a sample",
      found: "its default in all of them",
    })),
    ...unreadResiduals(samples),
  );
}

function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
