/**
 * Every function that is exported, called as somebody calls it whom no types guide: it works, or is refused by an error of
 * ours. A bare TypeError from inside says nothing of what to do, and an option that is ignored gives another number.
 */
import * as data from "@rensa/data";
import * as nn from "@rensa/nn";
import * as ops from "@rensa/ops";
import * as optim from "@rensa/optim";
import { describe, expect, it } from "vitest";
import * as rensa from "../src/index.ts";

const { f32, hostTensor, printGraph, RensaError, trace } = rensa;

type Call = (...given: unknown[]) => unknown;

/** What is given in place of what is wanted; anew for each call. */
const values: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  NaN: () => NaN,
  "-1": () => -1,
  "1e21": () => 1e21,
  "0.5": () => 0.5,
  "a text": () => "a",
  "an empty text": () => "",
  true: () => true,
  "a bigint": () => 1n,
  "a symbol": () => Symbol("a"),
  "an empty record": () => ({}),
  "a record of another kind": () => ({ type: null, shape: null }),
  "a record without a prototype": () => Object.create(null) as unknown,
  "an empty list": () => [],
  "a list of null": () => [null],
  "a list with holes": () => {
    const list = new Array<number>(3);
    list[0] = 1;
    return list;
  },
  "a function": () => () => undefined,
  "a promise": () => Promise.resolve(1),
  "a map": () => new Map(),
  "a date": () => new Date(0),
  "an array of floats": () => new Float32Array(2),
  "a tensor type": () => f32(2),
  "a host tensor": () => hostTensor([1, 2]),
};

const opsByName = Object.entries<unknown>({ ...ops }).filter(
  (entry): entry is [string, Call] => typeof entry[1] === "function" && "definition" in entry[1],
);

/** What a call throws; null where it works. */
function thrownBy(call: () => unknown): unknown {
  try {
    const result = call();
    // A promise may be rejected, but not left alone.
    if (result instanceof Promise) result.catch(() => undefined);
    return null;
  } catch (error) {
    return error;
  }
}

function inTrace(call: (x: unknown, y: unknown, z: unknown) => unknown): unknown {
  return thrownBy(() => trace({ x: f32(3, 3), y: f32(3, 3), z: f32(3, 3) }, ({ x, y, z }) => call(x, y, z) as never));
}

/** The faults among calls: what was called, and the bare error. */
function bare(calls: Iterable<readonly [string, unknown]>): string[] {
  const faults: string[] = [];
  for (const [name, error] of calls) {
    if (error === null || (error instanceof RensaError && error.code !== "INTERNAL")) continue;
    faults.push(`${name}: ${error instanceof Error ? error.message : "no error"}`);
  }
  return faults;
}

describe("an op", () => {
  it("is refused by an error of ours whatever it is called with", () => {
    function* calls(): Generator<readonly [string, unknown]> {
      for (const [name, op] of opsByName) {
        yield [`${name}() outside a trace`, thrownBy(() => op())];
        const found: (readonly [string, unknown])[] = [];
        inTrace((x, y) => {
          found.push([`${name}()`, thrownBy(() => op())]);
          for (const [word, value] of Object.entries(values)) {
            found.push([`${name}(${word})`, thrownBy(() => op(value()))]);
            found.push([`${name}(x, ${word})`, thrownBy(() => op(x, value()))]);
            found.push([`${name}(x, y, ${word})`, thrownBy(() => op(x, y, value()))]);
          }
          return x;
        });
        yield* found;
      }
    }
    expect(bare(calls())).toEqual([]);
  });

  it("has no option that it does not know, and ignores none", () => {
    const ignored: string[] = [];
    for (const [name, op] of opsByName) {
      for (const count of [1, 2, 3]) {
        const result = (...more: unknown[]): string | null => {
          let printed: string | null = null;
          inTrace((...operands) => {
            const tensor = op(...operands.slice(0, count), ...more);
            printed = "works";
            return tensor;
          });
          return printed;
        };
        if (result() === null) continue;
        if (result({ nonsense: 1 }) !== null) ignored.push(`${name} of ${String(count)}, { nonsense: 1 }`);
        if (result(undefined, { nonsense: 1 }) !== null)
          ignored.push(`${name} of ${String(count)}, undefined, { nonsense: 1 }`);
      }
    }
    expect(ignored).toEqual([]);
  });

  it("of elements takes its operands and a record of options, and nothing after them", () => {
    const graph = (call: (x: never) => unknown): string =>
      printGraph(trace({ x: f32(3) }, ({ x }) => call(x as never) as never).graph);
    expect(graph((x) => ops.leakyRelu(x, { slope: 0.3 }))).not.toBe(graph((x) => ops.leakyRelu(x)));
    const [leakyRelu, add] = ["leakyRelu", "add"].map((name) => new Map(opsByName).get(name));
    for (const more of [[0.3], ["slope"], [[0.3]], [{ slope: 0.3 }, 1], [undefined, { slope: 0.3 }]]) {
      expect(inTrace((x) => leakyRelu?.(x, ...more))).toMatchObject({ code: "ARGUMENT_INVALID", op: "leaky_relu" });
    }
    expect(inTrace((x, y, z) => add?.(x, y, z))).toBeInstanceOf(RensaError);
  });
});

describe("a function with options", () => {
  // The numbers that stand before options, by their count.
  const before = [[], [0.1], [2], [4, 2], [2, 4, 3], [2, 2, 3]];
  const modules: readonly Readonly<Record<string, unknown>>[] = [nn, optim, data];
  // What takes any number of parts, or a model or a tree, which may be a record of any names.
  const takesParts = ["chain", "sequential", "summary", "numbersOf"];
  const functions = modules
    .flatMap((each) => Object.entries(each))
    .filter((entry): entry is [string, Call] => typeof entry[1] === "function" && !/^class /.test(String(entry[1])))
    .filter(([name]) => !takesParts.includes(name));

  /** What a call returned; a promise tells later of what was wrong, and is for the tests of that function. */
  function synchronous(result: unknown): void {
    if (!(result instanceof Promise)) return;
    result.catch(() => undefined);
    throw new Error("asynchronous");
  }

  /** Every call that works without options, and reads those that it is given. */
  function* calls(): Generator<readonly [string, (options: unknown) => unknown, readonly string[]]> {
    for (const [name, call] of functions) {
      for (const given of before) {
        if (given.length !== call.length || thrownBy(() => synchronous(call(...given))) !== null) continue;
        const reads: unknown[] = [];
        const watching = new Proxy(
          {},
          { get: (_, key) => void reads.push(key), ownKeys: () => (reads.push("all"), []) },
        );
        if (thrownBy(() => call(...given, watching)) !== null || reads.length === 0) continue;
        const names = reads.filter((key) => typeof key === "string" && key !== "all") as string[];
        yield [
          `${name}(${given.join(", ")})`,
          (options) => thrownBy(() => call(...given, options)),
          [...new Set(names)],
        ];
        break;
      }
    }
  }
  const all = [...calls()];

  it("is found in every family", () => {
    const names = all.map(([name]) => name.replace(/\(.*/, ""));
    expect(names).toEqual(
      expect.arrayContaining(["dense", "conv2d", "lstm", "accuracy", "adam", "sgd", "earlyStopping"]),
    );
    expect(names.length).toBeGreaterThan(60);
  });

  it.each(all)("%s refuses an option that it does not have, and what is no record", (_, call) => {
    for (const given of [{ nonsense: 1 }, null, 0.3, "a", [1]]) expect(call(given)).toBeInstanceOf(RensaError);
    expect(call({ nonsense: undefined })).toBeNull();
  });

  it.each(all)("%s quotes a text that is given for an option of another kind", (_, call, names) => {
    const faults: string[] = [];
    for (const name of names) {
      const error = call({ [name]: "0.5" });
      // Some are looked at where they are used, or have no meaning here.
      if (!(error instanceof Error) || /no (option|meaning)/.test(error.message)) continue;
      if (!(error instanceof RensaError && error.sentence.includes('"0.5"'))) faults.push(`${name}: ${error.message}`);
    }
    expect(faults).toEqual([]);
  });
});
