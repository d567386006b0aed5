/** The support matrix of the standard ops: which rows and which columns it has. */
import type { Backend, OpSamples, OpValue } from "@rensa/core";
import { describeSchema } from "@rensa/core/compiler";
import { structuralOps } from "@rensa/core/graph";
import {
  backendColumn,
  forwardColumn,
  integerColumn,
  jvpColumn,
  secondOrderColumn,
  vjpColumn,
  vmapColumn,
} from "../../conformance/src/support-columns.ts";
import type { SupportColumn, SupportFamily, Verdict } from "../../conformance/src/support-matrix.ts";
import { everySample } from "../../conformance/src/support-samples.ts";
import { standardOps } from "../src/index.ts";
import { differencesFromTorch, doubleTolerance } from "./check.ts";
import type { Family } from "./collect.ts";
import { readFixture } from "./fixture.ts";
import { digestOf, questionOf, torchOf } from "./question.ts";

/** The columns, in order. One more is one more value here. */
export function columnsFor(js: Backend, wasm: Backend, families: readonly Family[]): readonly SupportColumn[] {
  return [
    forwardColumn,
    vjpColumn,
    secondOrderColumn,
    jvpColumn,
    vmapColumn,
    backendColumn("JS", js, "f32"),
    backendColumn("JS", js, "f64"),
    backendColumn("WASM", wasm, "f32"),
    backendColumn("WASM", wasm, "f64"),
    integerColumn([js, wasm]),
    torchColumn(js, families),
    attributesColumn,
  ];
}

const attributesColumn: SupportColumn = {
  title: "attributes",
  meaning: "what may be given beside the inputs: names, values, and in brackets what is taken where nothing is given.",
  isText: true,
  judge: ({ op }) => Promise.resolve(attributesOf(op)),
};

/** An op's attributes in words, on one line. */
export function attributesOf({ definition: { schema, attributes } }: OpValue): string {
  return [...schema]
    .map(([name, each]) => `\`${name}\`: ${describeSchema(each)} (${JSON.stringify(attributes[name])})`)
    .join("; ")
    .replaceAll("|", "\\|");
}

/** The families with those of their ops that the registry has. */
export function rowsOf(families: readonly Family[]): readonly SupportFamily[] {
  const registered = new Set(standardOps.ops.map(({ definition }) => definition.name));
  return families
    .map(({ name, ops }) => ({ name, ops: ops.filter(({ op }) => registered.has(op.definition.name)) }))
    .filter(({ ops }) => ops.length > 0);
}

/** The ops of the registry, and of core, that no samples describe. */
export function undescribed(families: readonly Family[]): readonly string[] {
  const described = new Set(families.flatMap(({ ops }) => ops.map(({ op }) => op.definition.name)));
  return [...standardOps.ops, ...structuralOps]
    .map(({ definition }) => definition.name)
    .filter((name) => !described.has(name))
    .sort();
}

/** Values and gradients in float64 against the committed answers of PyTorch. */
function torchColumn(backend: Backend, families: readonly Family[]): SupportColumn {
  const fixtures = new Map(
    families.flatMap(({ name, ops }) => {
      const fixture = readFixture(name);
      return ops.map(({ op }) => [op.definition.name, fixture?.ops[op.definition.name]] as const);
    }),
  );
  const judge = async (samples: OpSamples): Promise<Verdict> => {
    const references = samples.samples.map((sample) => torchOf(samples, sample));
    if (!references.some((reference) => typeof reference === "string")) {
      const [first] = references;
      return typeof first === "object" ? first.none : "no";
    }
    return await everySample(samples.samples, async (sample) => {
      const question = questionOf(samples, sample);
      if (question === null) return null;
      const answer = fixtures.get(samples.op.definition.name)?.[sample.name];
      if (answer?.digest !== digestOf(question)) return "PyTorch has not been asked";
      const setting = { backend, precision: "f64" } as const;
      return (await differencesFromTorch(question, sample, answer, setting, doubleTolerance))[0] ?? null;
    });
  };
  return {
    title: "PyTorch",
    meaning: "in float64, its values and gradients are those of PyTorch to 1e-10.",
    judge,
  };
}
