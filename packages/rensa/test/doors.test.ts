/** What users import: how much of it there is, and that a name means one thing. */
import { readFileSync } from "node:fs";
import * as backendJs from "@rensa/backend-js";
import * as backendWasm from "@rensa/backend-wasm";
import * as core from "@rensa/core";
import * as compiler from "@rensa/core/compiler";
import * as graphs from "@rensa/core/graph";
import * as data from "@rensa/data";
import * as explain from "@rensa/explain";
import * as io from "@rensa/io";
import * as nn from "@rensa/nn";
import * as ops from "@rensa/ops";
import * as optim from "@rensa/optim";
import * as optimConnect from "@rensa/optim/connect";
import { describe, expect, it } from "vitest";
import * as rensa from "../src/index.ts";
import * as profile from "../src/profile.ts";

const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@rensa/core": core,
  "@rensa/core/compiler": compiler,
  "@rensa/core/graph": graphs,
  "@rensa/ops": ops,
  "@rensa/nn": nn,
  "@rensa/explain": explain,
  "@rensa/io": io,
  "@rensa/optim": optim,
  "@rensa/optim/connect": optimConnect,
  "@rensa/data": data,
  "@rensa/backend-js": backendJs,
  "@rensa/backend-wasm": backendWasm,
  "rensa/profile": profile,
};

/** The names that an entry exports, types too: it lists them, one after the other. */
function listed(entry: string): readonly string[] {
  const source = readFileSync(new URL(entry, import.meta.url), "utf8");
  expect(source).not.toMatch(/^export (type )?\*/m);
  return [...source.matchAll(/^export (?:type )?\{([^}]*)\} from/gm)].flatMap(([, names = ""]) =>
    names
      .split(",")
      .map((name) => name.trim().replace(/^type /, ""))
      .filter((name) => name !== ""),
  );
}

describe("rensa", () => {
  it("exports at most 160 names, each once", () => {
    const names = listed("../src/index.ts");
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThanOrEqual(160);
    expect(Object.keys(rensa).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("the entries of @rensa/core", () => {
  it("share no name", () => {
    const doors = ["index", "compiler", "graph"].map((door) => listed(`../../core/src/${door}.ts`));
    const names = doors.flat();
    expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
  });
});

/** Names of two things. A layer is called as the op that it applies, and an initializer as what it draws from. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  "@rensa/ops, @rensa/nn": [
    "batchNorm",
    "conv1d",
    "conv2d",
    "conv2dTranspose",
    "depthwiseConv2d",
    "dropout",
    "flatten",
    "globalAveragePool",
    "groupNorm",
    "instanceNorm",
    "layerNorm",
    "multiHeadAttention",
    "normal",
    "reshape",
    "rmsNorm",
    "sinusoidalPositions",
    "truncatedNormal",
    "uniform",
  ],
  // As a step of preparing data, and as an op.
  "@rensa/ops, @rensa/data": ["oneHot", "standardize"],
  // What a search draws from.
  "@rensa/ops, @rensa/optim": ["uniform"],
  "@rensa/nn, @rensa/optim": ["uniform"],
};

describe("a name", () => {
  it("means one thing, but for layers, initializers and steps that are called as ops are", () => {
    const found: Record<string, string[]> = {};
    const places = Object.entries(entries);
    for (const [position, [one, first]] of places.entries()) {
      for (const [other, second] of places.slice(position + 1)) {
        const shared = Object.keys(first).filter((name) => Object.hasOwn(second, name) && first[name] !== second[name]);
        if (shared.length > 0) found[`${one}, ${other}`] = shared.sort();
      }
    }
    expect(found).toEqual(pairs);
  });

  it("of rensa that stands in another package too is the same thing, or the same with a default engine", () => {
    const own = [
      "compile",
      "createStore",
      "createTrainer",
      "evaluate",
      "learningRateRange",
      "loadModel",
      "multiStart",
      "predictor",
      "search",
      "train",
    ];
    const others = Object.entries<unknown>(rensa).filter(([name, value]) =>
      Object.values(entries).some((entry) => Object.hasOwn(entry, name) && entry[name] !== value),
    );
    // `uniform` of a search, beside those of ops and nn.
    const expected = [...own, "uniform"];
    expect(others.map(([name]) => name).filter((name) => !expected.includes(name))).toEqual([]);
  });
});
