/** Transforms that authors write: they have what the built-in ones have, and are refused with a sentence. */
import { full, type Tensor, type TensorTree } from "@rensa/core";
import { add, mul, sign } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  adam,
  castLike,
  chain,
  createTrainer,
  filledLike,
  mapTensors,
  partition,
  scaleByLearningRate,
  sgd,
  transform,
  type Transform,
} from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { slopeTrainings, values, trained, failureOf } from "./slope-and-offset.ts";

const { plain } = slopeTrainings(backendUnderTest, stepsInFlight);

describe("a transform of an author", () => {
  const scaleBySigns = (momentum: number) =>
    transform({
      name: "scaleBySigns",
      hyperparameters: { momentum: { initial: momentum, from: 0, below: 1 }, scale: 1 },
      slots: (parameters) => ({ velocity: filledLike(parameters, 0), count: full([], 0, "i32") }),
      reports: { largest: 0 },
      update: ({ gradients, slots, hyperparameters }) => {
        const velocity = mapTensors(gradients, [slots.velocity], (g, v) =>
          add(mul(v, castLike(hyperparameters.momentum, v)), g),
        );
        return {
          updates: mapTensors(velocity, [], (v) => mul(sign(v), castLike(hyperparameters.scale, v))),
          slots: { velocity, count: add(slots.count, 1) },
          reports: { largest: hyperparameters.scale },
        };
      },
    });

  it("has what the built-in ones have: addresses, ranges, groups, checkpoints, float64", async () => {
    const optimizer = partition(
      { signs: chain(scaleBySigns(0.5), scaleByLearningRate(0.1)), others: sgd(0.1) },
      (path) => (path === "slope" ? "signs" : "others"),
    );
    expect(optimizer.addresses).toEqual(["momentum", "scale", "signs.learningRate", "others.learningRate"]);
    const whole = await trained(plain(optimizer));
    const half = await trained({ ...plain(optimizer), epochs: 1 });
    const resumed = await trained({ ...plain(optimizer), resume: await half.snapshot() });
    expect(await values(resumed)).toEqual(await values(whole));
    await expect(whole.setHyperparameter("momentum", 1)).rejects.toThrow(/from 0 and below 1/);
    await whole.setHyperparameter("scale", -1e30);
    const paths = [...(await whole.snapshot()).state.keys()].filter((path) => path.includes("inner.signs.inner.0"));
    expect(paths).toEqual(
      [
        "slots.velocity.slope",
        "slots.count",
        "hyperparameters.momentum",
        "hyperparameters.scale",
        "reports.largest",
      ].map((path) => `optimizer.inner.signs.inner.0.${path}`),
    );
  });

  it.each<readonly [string, () => Transform, RegExp]>([
    [
      "an update of another shape",
      () => transform({ update: () => ({ updates: { slope: full([2], 0), offset: full([], 0) } }) }),
      /the update "slope" is f32\[2\], not f32\[\]/,
    ],
    [
      "an update that is missing",
      () => transform({ update: () => ({ updates: { slope: full([], 0) } }) }),
      /the update "offset" is missing/,
    ],
    [
      "an update of nothing",
      () => transform({ update: ({ gradients }) => ({ updates: { ...(gradients as object), more: full([], 0) } }) }),
      /"more" is unknown/,
    ],
    [
      "a slot that is forgotten",
      () =>
        transform({
          name: "mine",
          slots: () => ({ a: full([], 0) }),
          update: ({ gradients }) => ({ updates: gradients }),
        }),
      /mine: the next state, in slots, "a" is missing/,
    ],
    [
      "a slot of another dtype",
      () =>
        transform({
          slots: (): { readonly a: Tensor } => ({ a: full([], 0, "i32") }),
          update: ({ gradients }) => ({ updates: gradients, slots: { a: full([], 0) } }),
        }),
      /"a" is f32\[\], not i32\[\]/,
    ],
    [
      "an inner state that is forgotten",
      () =>
        transform({
          inner: adam(0.1),
          update: ({ gradients, inner }) => ({ updates: inner.update({ gradients }).updates }),
        }),
      /in inner, .* is missing/,
    ],
    [
      "a report that was not said",
      () => transform({ update: ({ gradients }) => ({ updates: gradients, reports: { b: full([], 0) } as never }) }),
      /the report "b"/,
    ],
    ["nothing", () => transform({ update: () => undefined as never }), /what update returns/],
  ])("that returns %s is refused with a sentence", async (_, make, sentence) => {
    const error = await failureOf(createTrainer(plain(make())));
    expect(error?.code).toBe("ARGUMENT_INVALID");
    expect(error?.message).toMatch(sentence);
  });

  it("is refused at once for names and numbers that cannot be", () => {
    const update = ({ gradients }: { gradients: TensorTree }) => ({ updates: gradients });
    expect(() => transform({ hyperparameters: { "a.b": 1 }, update })).toThrow(/without dots/);
    expect(() => transform({ hyperparameters: { a: { initial: 2, to: 1 } }, update })).toThrow(/up to 1/);
    expect(() => transform({ hyperparameters: { a: Number.NaN }, update })).toThrow(/a number from/);
    expect(() => transform({ reports: { "": 1 }, update })).toThrow(/without dots/);
    expect(() => transform({ inner: { "a.b": sgd(1) }, update })).toThrow(/"a\.b"/);
    expect(() => transform({ update, slot: 1 } as never)).toThrow(/slot/);
    expect(() => chain({ init: () => ({}), update } as never)).toThrow(/members/);
  });
});
