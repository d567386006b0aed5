/**
 * Every op called with one argument too many, with each left out, and with each replaced by what is nothing of its kind:
 * generated from the calls that the samples make. Every such call is refused by an error with a code, which names the op.
 */
import { isFloat, isTensor, RensaError, type OpValue } from "@rensa/core";
import { currentContext, withContext, type OpContext } from "@rensa/core/compiler";
import { describe, expect, it, vi } from "vitest";
import type * as parameters from "../../core/src/op/parameters.ts";
import { traceSample } from "../../conformance/src/evaluate.ts";
import { collectSamples } from "../reference/collect.ts";
import * as ops from "../src/index.ts";

/** A call of an op by a sample. */
interface Call {
  readonly op: string;
  readonly takes: string;
  readonly given: readonly unknown[];
}

type Callable = OpValue & ((...given: readonly unknown[]) => unknown);

// What holds an op's arguments to what it takes says which calls there are.
const seen = vi.hoisted(() => ({ call: null as ((call: Call) => void) | null }));
vi.mock("../../core/src/op/parameters.ts", async (load) => {
  const actual = await load<typeof parameters>();
  return {
    checkArguments: (...[definition, takes, given]: Parameters<typeof actual.checkArguments>): void => {
      seen.call?.({ op: definition.name, takes, given });
      actual.checkArguments(definition, takes, given);
    },
  };
});

const isOp = (value: unknown): value is Callable => typeof value === "function" && "definition" in value;
const exported = new Map(
  Object.values<unknown>(ops)
    .filter(isOp)
    .map((op) => [op.definition.name, op]),
);
const { families } = await collectSamples();
const described = families
  .flatMap((family) => family.ops)
  .map((samples) => [samples.op.definition.name, samples] as const)
  .filter(([name]) => exported.has(name));

/** Calls `use` within the trace of every sample, once for each number of arguments with which they call the op. */
function eachCall(name: string, use: (op: Callable, call: Call) => void): number {
  const op = exported.get(name);
  const lengths = new Set<number>();
  const samples = described.find(([described]) => described === name)?.[1].samples ?? [];
  for (const sample of samples) {
    seen.call = (call) => {
      if (call.op !== name || op === undefined || lengths.has(call.given.length)) return;
      lengths.add(call.given.length);
      seen.call = null;
      use(op, call);
    };
    traceSample(sample.inputs, sample.apply);
    seen.call = null;
  }
  return lengths.size;
}

/** What is wrong with how a call is refused, or null. */
function faultOf(op: Callable, given: readonly unknown[], isUnrecorded = false): string | null {
  const outer = currentContext("test");
  let recorded = 0;
  const counting: OpContext = {
    isInsideOp: false,
    apply: (...applied) => {
      recorded++;
      return outer.apply(...applied);
    },
    originOf: (site) => outer.originOf(site),
    scope: (scoped, body) => outer.scope(scoped, body),
    reserve: (reserved) => outer.reserve(reserved),
  };
  try {
    withContext(counting, () => op(...given));
  } catch (error) {
    if (!(error instanceof RensaError)) return `a bare ${String(error)}`;
    if (error.code === "INTERNAL" || error.op !== op.definition.name) return `the error ${error.message}`;
    return isUnrecorded && recorded > 0 ? `refused when ${String(recorded)} ops were applied` : null;
  }
  return "accepted";
}

const surplus: readonly (readonly [what: string, value: unknown])[] = [
  ["1", 1],
  ['"x"', "x"],
  ["true", true],
  ["null", null],
  ["[]", []],
  ["{ zzz: 1 }", { zzz: 1 }],
  ["a function", () => 0],
];

/** What replaces an argument, and where it is right, which is no fault. */
const wrong: readonly (readonly [
  what: string,
  value: unknown,
  isRight: (parameter: string, given: unknown) => boolean,
])[] = [
  ["undefined", undefined, (parameter) => parameter.endsWith("?") || parameter.startsWith("...")],
  // What has no default value is null by default, and a place of a slice is where the axis begins or ends.
  [
    "null",
    null,
    (parameter) =>
      /^(scale|ignoreLabel|relativeTolerance|alpha|(positive|negative)Infinity|(begin|end)\[\])$/.test(parameter),
  ],
  // Options may all have their defaults.
  ["{}", {}, (parameter) => parameter === "options?"],
  ['"x"', "x", () => false],
  // A number stands for a tensor of it, and is NaN as any may be; what is filled in is one of the tensor's elements.
  [
    "NaN",
    Number.NaN,
    (parameter, given) =>
      /^(value\??|nan|(positive|negative)Infinity)$/.test(parameter) ||
      (isTensor(given) ? isFloat(given.dtype) : typeof given === "number" && isOperand(parameter)),
  ],
  // No axes, and the shape of a number.
  ["[]", [], (parameter) => /^(axes|shape|begin|end|strides|counts|shifts)\??$/.test(parameter)],
  ["a function", () => 0, () => false],
  ["a promise", Promise.resolve(0), () => false],
];

/** Parameters that take a tensor or a number. */
function isOperand(parameter: string): boolean {
  return /^(a|b|c|x|y|when)$/.test(parameter);
}

/** Calls with one entry of a list or record among the arguments replaced, or with an option that is not there. */
function nested(
  given: readonly unknown[],
  takes: string,
): readonly (readonly [what: string, given: readonly unknown[]])[] {
  const parameters = takes.split(", ");
  const calls: (readonly [string, readonly unknown[]])[] = [];
  for (const [at, argument] of given.entries()) {
    if (typeof argument !== "object" || argument === null || isTensor(argument)) continue;
    for (const [key, before] of Object.entries(argument)) {
      for (const [what, value, isRight] of wrong) {
        if (value === undefined || isRight(Array.isArray(argument) ? `${parameters[at] ?? ""}[]` : key, before))
          continue;
        const entries = Object.entries(argument).map(([name, each]) => [name, name === key ? value : each] as const);
        const replaced = Array.isArray(argument) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
        calls.push([`argument ${String(at)}, ${key} = ${what}`, given.with(at, replaced)]);
      }
    }
  }
  const options = parameters.indexOf("options?");
  if (options < 0) return calls;
  const full = parameters.map((_, at) => given[at]);
  const record = typeof full[options] === "object" ? full[options] : {};
  return [...calls, ["zzz = 1", full.with(options, { ...record, zzz: 1 })]];
}

describe.each(described)("%s", (name) => {
  it("refuses an argument too many before anything is recorded", () => {
    const faults: string[] = [];
    const calls = eachCall(name, (op, { takes, given }) => {
      // Those that are left out lie between: undefined is no argument.
      const count = takes === "" ? 0 : takes.split(", ").length;
      const full = takes.includes("...") ? null : [...given, ...Array<undefined>(count - given.length)];
      if (full === null) return;
      for (const [what, value] of [...surplus, ["a tensor", given.find(isTensor) ?? []] as const]) {
        const fault = faultOf(op, [...full, value], true);
        if (fault !== null) faults.push(`${what}: ${fault}`);
      }
    });
    expect(faults).toEqual([]);
    expect(calls).toBeGreaterThan(0);
  });

  it("refuses what is missing or of another kind", () => {
    const faults: string[] = [];
    eachCall(name, (op, { takes, given }) => {
      const parameters = takes.split(", ");
      for (const [at, argument] of given.entries()) {
        const parameter = parameters[at] ?? parameters.at(-1) ?? "";
        for (const [what, value, isRight] of wrong) {
          const fault = isRight(parameter, argument) ? null : faultOf(op, given.with(at, value));
          if (fault !== null) faults.push(`${parameter} = ${what}: ${fault}`);
        }
      }
      for (const [what, call] of nested(given, takes)) {
        const fault = faultOf(op, call);
        if (fault !== null) faults.push(`${what}: ${fault}`);
      }
    });
    expect(faults).toEqual([]);
  });
});

describe("a number in quotes", () => {
  it.each(described)("is shown as it was given to %s", (name) => {
    const faults: string[] = [];
    const refuse = (what: string, op: Callable, given: readonly unknown[]): void => {
      const error = thrownBy(op, given);
      // Of what may be a tensor or a list it is told that it is a string, which contradicts nothing.
      if (!(error instanceof RensaError && /"3"|\ba string\b/.test(error.sentence)))
        faults.push(`${what}: ${error instanceof Error ? error.message : "accepted"}`);
    };
    eachCall(name, (op, { given }) => {
      for (const [at, argument] of given.entries()) {
        if (typeof argument === "number") refuse(`argument ${String(at)}`, op, given.with(at, "3"));
        if (typeof argument !== "object" || argument === null || isTensor(argument)) continue;
        for (const [key, value] of Object.entries(argument)) {
          if (typeof value !== "number") continue;
          const changed = Array.isArray(argument) ? argument.with(Number(key), "3") : { ...argument, [key]: "3" };
          refuse(`argument ${String(at)}, ${key}`, op, given.with(at, changed));
        }
      }
    });
    expect(faults).toEqual([]);
  });
});

function thrownBy(op: Callable, given: readonly unknown[]): unknown {
  try {
    op(...given);
  } catch (error) {
    return error;
  }
  return null;
}

it("split, which is no op, refuses the same", () => {
  traceSample([{ shape: [4, 2], dtype: "f32" }], (x) => {
    const given: readonly unknown[] = [x, 2, 0];
    const outcome = (call: readonly unknown[]): unknown => {
      try {
        return Reflect.apply(ops.split, undefined, call) as unknown;
      } catch (error) {
        return error;
      }
    };
    const faults = [
      ...surplus.map(([what, value]) => [`and ${what}`, outcome([...given, value])] as const),
      ...given.flatMap((_, at) =>
        wrong
          .filter(([what]) => at < 2 || what !== "undefined")
          .map(([what, value]) => [`${String(at)} = ${what}`, outcome(given.with(at, value))] as const),
      ),
    ].filter(([, result]) => !(result instanceof RensaError && result.sentence.startsWith("split: ")));
    expect(faults).toEqual([]);
    return x;
  });
});

it("finds a call of every op that has samples", () => {
  expect(described.length).toBeGreaterThanOrEqual(370);
});
