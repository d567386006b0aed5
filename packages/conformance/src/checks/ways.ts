/** The same values in every way of running: single and double, emitted and interpreted, fused and not, once and again. */
import { jsBackend } from "@rensa/backend-js";
import { isTyped, traceTree, type FloatDType } from "@rensa/core";
import { asTyped, resultsDifference, treeDifference, type Difference } from "@rensa/core/compiler";
import { graphFromJson, graphToJson, parseGraph, printGraph } from "@rensa/core/graph";
import { copyOf, prepareSample, specOf, type SampleInputs } from "../evaluate.ts";
import { about } from "../finding.ts";
import { tensorsOf, type Subject } from "../subject.ts";
import { movedInputs } from "../moved-inputs.ts";
import { always, type Check } from "./check.ts";

const emittedBackend = jsBackend();
const interpreter = jsBackend({ mode: "interpret" });

/** Float32 against float64. */
export const oracle: Check = {
  name: "oracle",
  claim: "has the values of the float64 oracle",
  skip: always,
  differences: async (subject) => {
    const [found, wanted] = [await subject.run("values", {}), await subject.run("values", { precision: "f64" })];
    return [resultsDifference(found, asTyped(wanted, found), subject.tolerance)];
  },
};

/** Emitted code against the interpreter. */
export const emitted: Check = {
  name: "emitted",
  claim: "has the same bits emitted and interpreted",
  skip: always,
  differences: async (subject) => {
    const [found, wanted] = [await subject.run("values", {}), await subject.run("values", { backend: interpreter })];
    return [resultsDifference(found, wanted, "bits")];
  },
};

/** Fusion. */
export const fused: Check = {
  name: "fused",
  claim: "has the same values fused and not",
  skip: always,
  differences: async (subject) => {
    const [found, wanted] = [await subject.run("values", {}), await subject.run("values", { fuse: false })];
    return [resultsDifference(found, wanted, subject.tolerance)];
  },
};

/** Inputs of the other float dtype. */
export const otherDType: Check = {
  name: "other dtype",
  claim: "has the values of the oracle with floats of the other dtype",
  skip: ({ sample }) => sample.dependsOnDType ?? null,
  differences: async (subject) => {
    const differences: (Difference | null)[] = [];
    for (const dtype of ["f32", "f64"] as const) {
      const other = subject.withFloats(dtype);
      if (other !== null) differences.push(await differenceAs(other, subject, dtype));
    }
    return differences;
  },
};

async function differenceAs(other: Subject, subject: Subject, dtype: FloatDType): Promise<Difference | null> {
  const found = await other.run("values", {});
  // The oracle of the f32 inputs: what is rounded to f32 can be told from nothing else.
  const exact = dtype === "f64" ? subject : other;
  const wanted = await exact.run("values", { precision: "f64" });
  const { result } = other.traced;
  const tolerance = isTyped(result) && result.dtype === "f64" ? 1e-9 : subject.tolerance;
  return about(dtype, resultsDifference(found, asTyped(wanted, found), tolerance));
}

/** One program, run again and again. */
export const repeatable: Check = {
  name: "repeatable",
  claim: "has the same bits in every run, and leaves its operands alone",
  skip: ({ samples }) => (samples.op.definition.traits.impure === true ? "it is impure" : null),
  differences: async (subject) => {
    const { inputs, sample } = subject;
    const given = inputs.map(copyOf);
    const traced = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (operands: SampleInputs) => ({
      result: sample.apply(...Object.values(operands)),
      operands: Object.values(operands),
    }));
    const run = await prepareSample(traced, { backend: emittedBackend });
    const first = tensorsOf(run(given));
    const kept = new Map([...first].map(([path, tensor]) => [path, copyOf(tensor)]));
    const again = tensorsOf(run(given));
    for (const moved of movedInputs(inputs)) {
      try {
        run(moved);
      } catch {
        // Data that an op refuses must not be remembered either.
      }
    }
    const after = tensorsOf(run(given));
    const operands = new Map(inputs.map((tensor, at) => [`operands.${String(at)}`, tensor]));
    const results = new Map([...(await subject.run("values", {}))].map(([path, one]) => [join("result", path), one]));
    return [
      about("the first run", resultsDifference(kept, new Map([...results, ...operands]), "bits")),
      about("the second run", resultsDifference(again, kept, "bits")),
      about("a run after other data", resultsDifference(after, kept, "bits")),
      about("the first run, when others are over", resultsDifference(first, kept, "bits")),
    ];
  },
};

function join(name: string, path: string): string {
  return path === "" ? name : `${name}.${path}`;
}

/** The printed form and the JSON of its graph. */
export const roundTrip: Check = {
  name: "round trip",
  claim: "has a graph that is what it prints, and what its JSON loads to",
  skip: always,
  differences: ({ traced: { graph } }) => [
    about("what it prints", treeDifference(parseGraph(printGraph(graph)), graph)),
    about("its JSON", treeDifference(graphFromJson(graphToJson(graph)), graph)),
  ],
};
