/** Batches: what `vmap` makes of a sample, and of its gradients, is a loop over the examples. */
import {
  allocate,
  gradientsOf,
  isTyped,
  RensaError,
  traceTree,
  vmap,
  type HostTensor,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { resultsDifference, type Difference } from "@rensa/core/compiler";
import { sum } from "@rensa/ops";
import { floatPositions, nameOf, prepareSample, runSample, specOf, weighted, type SampleInputs } from "../evaluate.ts";
import { about } from "../finding.ts";
import { movedInputs } from "../moved-inputs.ts";
import { tensorsOf, type Results, type Subject } from "../subject.ts";
import type { Check } from "./check.ts";

const tolerance = 1e-11;

const hasInputs = ({ inputs }: Subject): string | null => (inputs.length === 0 ? "it has no inputs" : null);

/** A batch of values: all inputs batched, only the first, only the last. */
export const batch: Check = {
  name: "vmap",
  claim: "is in a batch what it is for each example",
  skip: hasInputs,
  differences: async (subject) => {
    const positions = subject.inputs.map((_, position) => position);
    const masks = [positions, [0], [positions.length - 1]].slice(0, positions.length > 1 ? 3 : 1);
    return await differencesFromLoop(subject, subject.traced, masks);
  },
};

/** A batch of gradients. */
export const batchedGradients: Check = {
  name: "vmap of gradients",
  claim: "has in a batch the gradients that it has for each example",
  skip: (subject) => hasInputs(subject) ?? subject.noDerivative,
  differences: async (subject) => {
    const positions = subject.inputs.map((_, position) => position);
    return await differencesFromLoop(subject, subject.gradients, [positions]);
  },
};

/** The gradients of a batch that a rule makes: its ops have derivatives of their own. */
export const gradientsOfBatch: Check = {
  name: "gradients of vmap",
  claim: "has, where a rule makes the batch, the gradients that it has for each example",
  skip: (subject) => {
    if (subject.samples.op.definition.batch === null) return "its batches follow from its form";
    return hasInputs(subject) ?? subject.noDerivative;
  },
  differences: async (subject) => {
    const { inputs, sample, gradients } = subject;
    const loss = traceTree<ReturnType<typeof specOf>, Tensor>(specOf(inputs), (given: SampleInputs) =>
      weighted(sample.apply(...Object.values(given))),
    );
    const runOne = await prepareSample(gradients, { precision: "f64" });
    const examples = [inputs, otherExample(inputs, runOne)];
    const all = vmap(loss, examples.length);
    const names = floatPositions(inputs).map(nameOf);
    const traced = traceTree<ReturnType<typeof specOf>, unknown>(all.spec, (given: SampleInputs) =>
      gradientsOf(
        // A function of any number of inputs is called by name.
        sum(all(given as never)),
        Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name))),
      ),
    );
    const stacked = inputs.map((input, position) => stack(examples.map((example) => example[position] ?? input)));
    const found = tensorsOf(await runSample(traced, stacked, { precision: "f64" }));
    const wanted = stackResults(examples.map((example) => tensorsOf(runOne(example))));
    return [resultsDifference(found, wanted, tolerance)];
  },
};

async function differencesFromLoop<Result>(
  subject: Subject,
  traced: Traced<ReturnType<typeof specOf>, Result>,
  masks: readonly (readonly number[])[],
): Promise<readonly (Difference | null)[]> {
  const runOne = await prepareSample(traced, { precision: "f64" });
  const examples = [subject.inputs, otherExample(subject.inputs, runOne)];
  const differences: (Difference | null)[] = [];
  for (const batched of masks) {
    const given = examples.map((example) =>
      subject.inputs.map((input, position) => (batched.includes(position) ? (example[position] ?? input) : input)),
    );
    const shared = subject.inputs.flatMap((_, position) => (batched.includes(position) ? [] : [nameOf(position)]));
    const all = vmap(traced, examples.length, { shared: shared });
    const inputs = subject.inputs.map((input, position) =>
      batched.includes(position) ? stack(given.map((example) => example[position] ?? input)) : input,
    );
    const found = tensorsOf(await runSample(all, inputs, { precision: "f64" }));
    const wanted = stackResults(given.map((example) => tensorsOf(runOne(example))));
    differences.push(about(`a batch of inputs ${batched.join()}`, resultsDifference(found, wanted, tolerance)));
  }
  return differences;
}

/** Another example that the op takes: the first of its moved inputs that is not refused as it runs. */
function otherExample(
  inputs: readonly HostTensor[],
  run: (given: readonly HostTensor[]) => unknown,
): readonly HostTensor[] {
  for (const moved of movedInputs(inputs)) {
    try {
      run(moved);
      return moved;
    } catch (error) {
      // A factorization, say, takes only matrices of its kind.
      if (!(error instanceof RensaError && error.code === "HOST_OP_FAILED")) throw error;
    }
  }
  throw new TypeError("The op refuses its own inputs where they are scaled: there is no other example.");
}

/** The results of examples, as those of a batch. */
function stackResults(examples: readonly Results[]): Results {
  const paths = [...(examples[0]?.keys() ?? [])];
  return new Map(
    paths.map((path) => [path, stack(examples.flatMap((example) => example.get(path) ?? []).filter(isTyped))]),
  );
}

function stack(tensors: readonly HostTensor[]): HostTensor {
  const [first] = tensors;
  if (first === undefined) throw new TypeError("There is no example.");
  const { shape, dtype } = first;
  const size = first.data.length;
  // Doubles hold what the oracle makes of f32.
  const data =
    first.data instanceof Float64Array
      ? new Float64Array(size * tensors.length)
      : allocate(dtype, size * tensors.length);
  tensors.forEach((tensor, at) => {
    data.set(tensor.data, at * size);
  });
  return { shape: [tensors.length, ...shape], dtype, data };
}
