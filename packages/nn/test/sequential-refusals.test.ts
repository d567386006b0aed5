/** What a chain and a composed model say of a part that refuses: which it is, what it got, why, and on which line. */
import { f32, i32, RensaError, trace, type Tensor } from "@rensa/core";
import { add, relu } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { compose } from "../src/layers/compose.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { dense } from "../src/layers/dense.ts";
import { flatten } from "../src/layers/flatten.ts";
import { named } from "../src/layers/named.ts";
import { sequential } from "../src/layers/sequential.ts";
import type { LayerLike } from "../src/layers/plain-function.ts";
import type { Model } from "../src/model.ts";
import { lstm } from "../src/recurrent/lstm.ts";
import { contextOf } from "./layers-harness.ts";

/** What is refused when a model gets inputs of a shape. */
function refusalOf(model: Model, ...shape: number[]): RensaError {
  try {
    trace({ x: f32(...shape), key: i32(2) }, ({ x, key }) =>
      model.apply(model.initialize(key), x, contextOf(false, key)),
    );
  } catch (error) {
    if (error instanceof RensaError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A chain that the editor would refuse, as plain JavaScript makes it. */
const chain = (...layers: readonly unknown[]): Model => sequential(...(layers as readonly LayerLike[]));

const list: unknown = [1, 2, 3];

describe("a chain says which layer refuses what", () => {
  const cases: readonly (readonly [string, Model, readonly number[], string, string])[] = [
    [
      "rows of another length",
      chain(dense(2, 8), relu, dense(9, 2)),
      [4, 2],
      "SHAPE_MISMATCH",
      "sequential: layer 3 of 3, dense_2, after relu_1, gets [4, 8]: dense: takes 9 features and gets [4, 8], which has 8; make the numbers equal.",
    ],
    [
      "the first layer",
      chain(dense(3, 8), relu),
      [4, 2],
      "SHAPE_MISMATCH",
      "sequential: layer 1 of 2, dense_1, gets [4, 2]: dense: takes 3 features and gets [4, 2], which has 2; make the numbers equal.",
    ],
    [
      "another rank",
      chain(dense(2, 8), lstm(8, 2)),
      [4, 2],
      "RANK_MISMATCH",
      "sequential: layer 2 of 2, lstm_1, after dense_1, gets [4, 8]: ",
    ],
    [
      "a layer by its name",
      chain(conv2d(1, 2, 3), named("rows", flatten()), named("head", dense(7, 2))),
      [4, 5, 5, 1],
      "SHAPE_MISMATCH",
      "sequential: layer 3 of 3, head, after rows, gets [4, 18]: ",
    ],
    [
      "a chain in a chain",
      chain(dense(2, 8), chain(relu, dense(9, 2))),
      [4, 2],
      "SHAPE_MISMATCH",
      "sequential: layer 2 of 2, sequential_1, after dense_1, gets [4, 8]: sequential: layer 2 of 2, dense_1, after relu_1, gets [4, 8]: dense: takes 9 ",
    ],
    [
      "a function",
      chain(dense(2, 8), (x: Tensor) => add(x, list as Tensor)),
      [4, 2],
      "ARGUMENT_INVALID",
      "sequential: layer 2 of 2, function_1, after dense_1, gets [4, 8]: add: ",
    ],
    [
      "a function that gives nothing",
      chain(dense(2, 8), () => undefined, relu),
      [4, 2],
      "ARGUMENT_INVALID",
      "sequential: layer 2 of 3, function_1, after dense_1, returns nothing; let it return a tensor.",
    ],
  ];
  it.each(cases)("%s", (_, model, shape, code, sentence) => {
    const refused = refusalOf(model, ...shape);
    expect(refused.code).toBe(code);
    expect(refused.sentence.slice(0, sentence.length)).toBe(sentence);
  });

  it("is not told what is no layer", () => {
    expect(() => chain(dense(2, 8), 3)).toThrow(RensaError);
  });
});

describe("a composed model", () => {
  it("says which part refuses what, and the line that called it", () => {
    const model = compose({ encoder: dense(784, 64) }, ({ encoder }, x) => encoder(x));
    const refused = refusalOf(model, 4, 28);
    expect(refused.sentence).toBe(
      'compose: the part "encoder" gets [4, 28]: dense: takes 784 features and gets [4, 28], which has 28; make the numbers equal.',
    );
    expect(refused.origin?.file).toMatch(/sequential-refusals\.test\.ts$/);
  });
});
