/**
 * Every function and class that is exported, called with each argument replaced by what a caller without types may give:
 * it is refused by an error of ours, or a table says what it means. A bare TypeError says nothing of what to do, and a
 * mistake in silence is found much later. What is exported anew fails until there is an example of its call.
 */
import * as backendJs from "@rensa/backend-js";
import * as backendWasm from "@rensa/backend-wasm";
import * as conformance from "@rensa/conformance";
import * as core from "@rensa/core";
import * as compiler from "@rensa/core/compiler";
import * as graphs from "@rensa/core/graph";
import * as data from "@rensa/data";
import * as dataNode from "@rensa/data/node";
import * as digits from "@rensa/digits";
import * as explain from "@rensa/explain";
import * as io from "@rensa/io";
import * as nn from "@rensa/nn";
import * as optim from "@rensa/optim";
import * as optimConnect from "@rensa/optim/connect";
import * as optimNode from "@rensa/optim/node";
import { describe, expect, it } from "vitest";
import * as rensa from "../src/index.ts";
import * as profile from "../src/profile.ts";
import { compilerCalls, tracedCompilerCalls } from "./mistakes/compiler-calls.ts";
import { coreCalls, tracedCoreCalls } from "./mistakes/core-calls.ts";
import { dataCalls, dataNodeCalls, digitsCalls } from "./mistakes/data-calls.ts";
import { explainCalls } from "./mistakes/explain-calls.ts";
import { graphCalls } from "./mistakes/graph-calls.ts";
import { meanings, texts, uncalled, unlooked } from "./mistakes/exceptions.ts";
import {
  isOfKind,
  isRefusal,
  mistakes,
  numbersAsTexts,
  parametersOf,
  thrownBy,
  type Calls,
} from "./mistakes/mistakes.ts";
import { nnCalls, tracedNnCalls } from "./mistakes/nn-calls.ts";
import { ioCalls, optimCalls, optimConnectCalls, optimNodeCalls, tracedOptimCalls } from "./mistakes/optim-calls.ts";
import { conformanceCalls, jsCalls, profileCalls, rensaCalls, wasmCalls } from "./mistakes/other-calls.ts";

type Callable = (...given: readonly unknown[]) => unknown;

/** A package's exports, and a valid call of each, outside of a trace and inside. */
interface Package {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly calls: Calls;
  readonly traced?: (x: core.Tensor) => Calls;
}

/** What `rensa` has beside the packages that it hands on. */
function ownOf(exported: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const others = new Set<unknown>([core, graphs, optim, backendJs, backendWasm].flatMap((each) => Object.values(each)));
  return Object.fromEntries(Object.entries(exported).filter(([, value]) => !others.has(value)));
}

const packages: Readonly<Record<string, Package>> = {
  core: { exports: core, calls: coreCalls, traced: tracedCoreCalls },
  "core/compiler": { exports: compiler, calls: compilerCalls, traced: tracedCompilerCalls },
  "core/graph": { exports: graphs, calls: graphCalls },
  nn: { exports: nn, calls: nnCalls, traced: tracedNnCalls },
  optim: { exports: optim, calls: optimCalls, traced: tracedOptimCalls },
  "optim/connect": { exports: optimConnect, calls: optimConnectCalls },
  "optim/node": { exports: optimNode, calls: optimNodeCalls },
  data: { exports: data, calls: dataCalls },
  digits: { exports: digits, calls: digitsCalls },
  "data/node": { exports: dataNode, calls: dataNodeCalls },
  explain: { exports: explain, calls: explainCalls },
  io: { exports: io, calls: ioCalls },
  conformance: { exports: conformance, calls: conformanceCalls },
  "backend-js": { exports: backendJs, calls: jsCalls },
  "backend-wasm": { exports: backendWasm, calls: wasmCalls },
  rensa: { exports: ownOf(rensa), calls: rensaCalls },
  "rensa/profile": { exports: profile, calls: profileCalls },
};

/** Parameters of these names are records of options, which have no other names than theirs. */
const optionNames = /^(options|config|settings|policy|bounds|notes|arrays|tensors|reader|description|given)$/;
// Their `given` is data: control that is handed on.
const noOptions = ["optim.withControl", "core.checkOptions", "core.checkKind", "core.checkParts", "core.checkOneOf"];

/** A function with a valid call. */
class Subject {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly required: number;
  readonly #given: Package;
  readonly #own: string;

  constructor(place: string, given: Package, own: string) {
    this.name = `${place}.${own}`;
    this.#given = given;
    this.#own = own;
    const { call } = this.#found();
    this.parameters = parametersOf(call);
    this.required = call.length;
  }

  /** A call with its arguments changed: what it throws, and whether it throws at all. */
  with(change: (valid: readonly unknown[]) => readonly unknown[]): Promise<{ readonly error: unknown } | null> {
    const { call, owner } = this.#found();
    const isClass = String(call).startsWith("class");
    return thrownBy(() =>
      this.#inPlace((valid) => {
        const given = change(valid);
        return isClass ? (Reflect.construct(call, given) as unknown) : call.apply(owner, [...given]);
      }),
    );
  }

  get valid(): readonly unknown[] {
    let found: readonly unknown[] = [];
    this.#inPlace((valid) => (found = valid));
    return found;
  }

  #inPlace(use: (valid: readonly unknown[]) => unknown): unknown {
    const outside = this.#given.calls[this.#own];
    if (outside !== undefined) return use(outside());
    core.trace({ x: core.f32(3) }, ({ x }) => {
      use(this.#given.traced?.(x)[this.#own]?.() ?? []);
      return x;
    });
    return undefined;
  }

  #found(): { readonly call: Callable; readonly owner: unknown } {
    let [owner, found]: [unknown, unknown] = [undefined, this.#given.exports];
    for (const part of this.#own.split(".")) [owner, found] = [found, (found as Record<string, unknown>)[part]];
    return { call: found as Callable, owner };
  }
}

const tracedNames = ({ traced }: Package): readonly string[] => {
  let names: readonly string[] = [];
  core.trace({ x: core.f32(3) }, ({ x }) => {
    names = Object.keys(traced?.(x) ?? {});
    return x;
  });
  return names;
};

/** Whether a table has a reason for an argument of a function, or for all of them; which reasons were needed is noted. */
const needed = new Set<string>();
function hasReason(table: Readonly<Record<string, string>>, name: string, position: number | null): boolean {
  const found = [name, `${name} ${String(position)}`].find((each) => table[each] !== undefined);
  if (found !== undefined) needed.add(found);
  return found !== undefined;
}

describe.each(Object.entries(packages))("%s", (place, each) => {
  const names = [...Object.keys(each.calls), ...tracedNames(each)];
  const subjects = names.map((own) => new Subject(place, each, own));

  it("has an example of each call, or a reason for none", () => {
    const exported = Object.keys(each.exports).filter((name) => typeof each.exports[name] === "function");
    const without = exported.filter((name) => !names.includes(name) && uncalled[`${place}.${name}`] === undefined);
    expect(without).toEqual([]);
    expect(names.filter((name) => uncalled[`${place}.${name}`] !== undefined)).toEqual([]);
  });

  it("takes what is right", async () => {
    const faults: string[] = [];
    for (const subject of subjects) {
      const outcome = await subject.with((valid) => valid);
      if (outcome !== null) faults.push(`${subject.name}: ${String(outcome.error)}`);
    }
    expect(faults).toEqual([]);
  });

  it("refuses mistakes with a sentence", async () => {
    const faults: string[] = [];
    for (const subject of subjects) {
      const { name, valid } = subject;
      const judge = async (
        what: string,
        position: number | null,
        hasMeaning: boolean,
        change: (valid: readonly unknown[]) => readonly unknown[],
      ): Promise<void> => {
        const outcome = await subject.with(change);
        if (outcome === null) {
          if (!hasMeaning && !hasReason(meanings, name, position)) faults.push(`${name}(${what}) is taken`);
        } else if (!isRefusal(outcome.error) && !hasReason(unlooked, name, position)) {
          faults.push(`${name}(${what}): ${String(outcome.error)}`);
        }
      };
      await judge("", null, subject.required === 0 || valid.length === 0, () => []);
      for (const [position, wanted] of valid.entries()) {
        for (const [word, make] of Object.entries(mistakes)) {
          const isLeftOut = word === "undefined" && position >= subject.required;
          await judge(`${String(position)}: ${word}`, position, isLeftOut || isOfKind(make(), wanted), (given) =>
            given.map((value, at) => (at === position ? make() : value)),
          );
        }
      }
    }
    expect(faults).toEqual([]);
  });

  // Graphs as data are not written by hand.
  it.skipIf(place.startsWith("core/"))("quotes a text that is given for a number", async () => {
    const faults: string[] = [];
    for (const subject of subjects) {
      const found = subject.valid.flatMap((value, at) => numbersAsTexts(value, String(at)));
      for (const [at, { path, text }] of found.entries()) {
        const outcome = await subject.with((given) => {
          let next = at;
          return given.map((value) => {
            const texts = numbersAsTexts(value, "");
            const own = texts[next];
            next -= texts.length;
            return own?.changed ?? value;
          });
        });
        // What is looked at later, or stands for itself, is no sentence.
        if (outcome === null) continue;
        const isSaid = isRefusal(outcome.error) && String(outcome.error).includes(text);
        if (!isSaid && !hasReason(texts, subject.name, Number.parseInt(path)))
          faults.push(`${subject.name}(${path}: ${text}): ${String(outcome.error)}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it("refuses an option that there is not", async () => {
    const faults: string[] = [];
    for (const subject of subjects.filter(({ name }) => !noOptions.includes(name))) {
      for (const [position, wanted] of subject.valid.entries()) {
        const isRecord = typeof wanted === "object" && wanted !== null && !(wanted instanceof Map);
        if (!isRecord || !optionNames.test(subject.parameters[position] ?? "")) continue;
        const outcome = await subject.with((given) =>
          given.map((value, at) => (at === position ? { ...(value as object), zzz: 1 } : value)),
        );
        if (outcome === null || !isRefusal(outcome.error) || !String(outcome.error).includes("zzz"))
          faults.push(`${subject.name}, ${String(position)}: ${String(outcome?.error)}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

it.each(["parquet", "parquetFile", "prefetchInWorker", "serveBatches", "describeOp", "describeBackend"])(
  "%s, which has no example, refuses mistakes in place of its first argument",
  async (name) => {
    const call = ({ ...data, ...dataNode, ...conformance } as Readonly<Record<string, unknown>>)[name] as Callable;
    for (const [word, make] of Object.entries(mistakes).filter(([each]) => each !== "a function")) {
      const outcome = await thrownBy(() => call(make()));
      expect([word, isRefusal(outcome?.error)]).toEqual([word, true]);
    }
  },
);

describe("reasons", () => {
  it("are needed, each of them", () => {
    expect(Object.keys({ ...meanings, ...texts, ...unlooked }).filter((name) => !needed.has(name))).toEqual([]);
  });
});

describe("a refusal", () => {
  it("names the caller's line, and the nearest of the names that there are", async () => {
    const all: Readonly<Record<string, unknown>> = { ...core, ...graphs, ...nn, ...optim, ...backendWasm };
    const calls: readonly (readonly [string, ...unknown[]])[] = [
      ["trace", {}, null],
      ["grad", undefined, ["x"]],
      ["sequential", null],
      ["chain", null],
      ["printGraph", undefined],
      ["dense", 2, 3, { biass: false }],
      ["wasmBackend", { thread: 2 }],
    ];
    for (const [name, ...given] of calls) {
      const outcome = await thrownBy(() => (all[name] as Callable)(...given));
      expect(outcome?.error).toMatchObject({ code: "ARGUMENT_INVALID" });
      expect((outcome?.error as core.RensaError).origin?.file).toContain("mistakes.test.ts");
    }
    expect(() => backendWasm.wasmBackend({ thread: 2 } as never)).toThrow(/did you mean threads\?/);
  });
});
