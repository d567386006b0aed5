/** The state of optimizers: whatever layers and metrics are called, and by which addresses its numbers are found. */
import { f32, full, hostTensor, RensaError, type HostTensor, type Tensor, type TensorTree } from "@rensa/core";
import type { Metric } from "@rensa/nn";
import { add, meanSquaredError, mul, sign, square, sub, sum } from "@rensa/ops";
import { createEngine } from "rensa";
import { describe, expect, it } from "vitest";
import {
  accumulateGradients,
  adam,
  addDecayedWeights,
  averageWeights,
  castLike,
  chain,
  clipByGlobalNorm,
  cosine,
  createTrainer,
  decodeCheckpoint,
  encodeCheckpoint,
  filledLike,
  lookahead,
  mapTensors,
  masked,
  partition,
  sam,
  scaleByLearningRate,
  sgd,
  transform,
  type TrainConfig,
  type Trainer,
  type Transform,
} from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";

const batch = { inputs: hostTensor([1, 2, 3, 4]), targets: hostTensor([2, 3, 5, 9]) };

/** A line whose slope and offset are parameters of a tree that a test makes. */
function configOf(
  optimizer: Transform,
  tree: (slope: Tensor, offset: Tensor) => TensorTree,
  leaves: (tree: never) => readonly [Tensor, Tensor],
): TrainConfig {
  return {
    model: {
      initialize: () => tree(full([], 0.5), full([], 0.25)),
      apply: (parameters, x) => {
        const [slope, offset] = leaves(parameters as never);
        return add(mul(x, slope), offset);
      },
    },
    loss: meanSquaredError,
    optimizer,
    data: { inputs: f32(4), targets: f32(4), batchesPerEpoch: 3, batches: () => [batch, batch, batch] },
    epochs: 2,
    engine: createEngine({ backend: backendUnderTest() }),
    stepsInFlight,
  };
}

const plain = (optimizer: Transform): TrainConfig =>
  configOf(
    optimizer,
    (slope, offset) => ({ slope, offset }),
    ({ slope, offset }: { slope: Tensor; offset: Tensor }) => [slope, offset],
  );

const values = async (trainer: Trainer): Promise<readonly number[]> =>
  [...(await trainer.readParameters()).values()].map(({ data }) => data[0]!);

async function trained(config: TrainConfig): Promise<Trainer> {
  const trainer = createTrainer(config);
  await trainer.start();
  expect(trainer.state.status).toBe("finished");
  return trainer;
}

const names = [
  ...["hyperparameters", "reports", "state", "slots", "inner", "optimizer", "parameters", "0", "learningRate"],
  ...["__proto__", "constructor", "toString", "a.b", "a.hyperparameters.b", "hyperparameters.learningRate", " "],
];

describe("layers of any name train, are saved and go on to the bits of others", () => {
  const optimizer = chain(
    clipByGlobalNorm(1),
    partition(
      { hyperparameters: lookahead(adam(0.1), { steps: 2 }), reports: averageWeights(sgd(0.1, { momentum: 0.9 })) },
      (path) => (path.endsWith("slope") ? "hyperparameters" : "reports"),
    ),
  );
  const nested = (name: string): TrainConfig =>
    configOf(
      optimizer,
      (slope, offset) => Object.fromEntries([[name, Object.fromEntries([[name, { slope, offset }]])]]),
      (tree: Readonly<Record<string, Readonly<Record<string, { slope: Tensor; offset: Tensor }>>>>) => {
        const layer = Object.values(Object.values(tree)[0]!)[0]!;
        return [layer.slope, layer.offset];
      },
    );

  it.each(names)("%s", async (name) => {
    const expected = await values(await trained(plain(optimizer)));
    const whole = await trained(nested(name));
    expect(await values(whole)).toEqual(expected);
    expect([...(await whole.readParameters()).keys()]).toEqual([`${name}.${name}.slope`, `${name}.${name}.offset`]);
    const half = await trained({ ...nested(name), epochs: 1 });
    const { file, manifest } = await encodeCheckpoint(await half.snapshot());
    expect(manifest.isFinite).toBe(true);
    const resumed = await trained({ ...nested(name), resume: await decodeCheckpoint(file, manifest) });
    expect(await values(resumed)).toEqual(expected);
    const state = async (trainer: Trainer): Promise<unknown> => [...(await trainer.snapshot()).state];
    expect(await state(resumed)).toEqual(await state(whole));
  });

  it("but two layers that come to one path are refused with a sentence", async () => {
    const trainer = createTrainer(
      configOf(
        sgd(0.1),
        (slope, offset) => ({ "a.b": { c: slope }, a: { b: { c: offset } } }),
        (tree: { "a.b": { c: Tensor }; a: { b: { c: Tensor } } }) => [tree["a.b"].c, tree.a.b.c],
      ),
    );
    const error = await failureOf(trainer);
    expect(error?.code).not.toBe("INTERNAL");
    expect(error?.message).toMatch(/a\.b\.c/);
  });
});

async function failureOf(trainer: Trainer): Promise<{ readonly code: string; readonly message: string } | null> {
  let found: { readonly code: string; readonly message: string } | null = null;
  trainer.events$.subscribe((event) => {
    if (event.type === "failed") found = event.error;
  });
  await trainer.start().catch(() => undefined);
  return found;
}

describe("metrics of any name are totaled apart", () => {
  const distance: Metric = {
    statistics: (outputs, targets) => ({ "b.c": sum(square(sub(outputs, targets))), count: full([], 4) }),
    result: (totals) => totals["b.c"]![0]! / totals["count"]![0]!,
  };

  it.each(names)("%s", async (name) => {
    const metrics = Object.fromEntries([
      [name, distance],
      [`${name}!`, meanSquaredError],
    ]);
    const trainer = createTrainer({ ...plain(sgd(0)), metrics });
    const told: (readonly number[])[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "epochCompleted") told.push([event.loss, ...Object.values(event.metrics)]);
    });
    await trainer.start();
    expect(told).toHaveLength(2);
    for (const [loss, ...others] of told) for (const each of others) expect(each).toBeCloseTo(loss!, 5);
  });
});

describe("a hyperparameter is found by its address", () => {
  const groups = partition({ slow: sgd(0.1), fast: adam(0.2, { weightDecay: 0.5 }) }, (path) =>
    path === "slope" ? "slow" : "fast",
  );
  const table: readonly (readonly [string, Transform, Readonly<Record<string, number>>])[] = [
    ["of one", sgd(0.5, { momentum: 0.25 }), { momentum: 0.25, learningRate: 0.5 }],
    ["with a schedule", sgd(cosine({ peak: 1, steps: 9 })), { learningRateFactor: 1 }],
    ["in groups", groups, { "slow.learningRate": 0.1, weightDecay: 0.5, "fast.learningRate": 0.2 }],
    [
      "twice in a chain",
      chain(addDecayedWeights(0.5), addDecayedWeights(0.25), sgd(1)),
      { "0.weightDecay": 0.5, "1.weightDecay": 0.25, learningRate: 1 },
    ],
    [
      "in wrappers around groups",
      averageWeights(
        accumulateGradients(
          2,
          masked(groups, () => true),
        ),
        { decay: 0.5 },
      ),
      { averageDecay: 0.5, "slow.learningRate": 0.1, weightDecay: 0.5, "fast.learningRate": 0.2 },
    ],
    [
      "twice in wrappers",
      sam(sam(sgd(1), { rho: 0.25 }), { rho: 0.5 }),
      { rho: 0.5, "inner.rho": 0.25, learningRate: 1 },
    ],
    [
      "in groups of groups",
      partition({ body: groups, head: sgd(0.75) }, () => "head" as const),
      {
        "body.slow.learningRate": 0.1,
        weightDecay: 0.5,
        "body.fast.learningRate": 0.2,
        "head.learningRate": 0.75,
      },
    ],
  ];

  it.each(table)("%s", async (_, optimizer, expected) => {
    const trainer = await trained({ ...plain(optimizer), epochs: 0 });
    const read = await trainer.readHyperparameters();
    expect(Object.keys(read)).toEqual(Object.keys(expected));
    expect(optimizer.addresses).toEqual(Object.keys(expected));
    for (const [address, value] of Object.entries(expected)) {
      expect(read[address]).toBeCloseTo(value, 6);
      await trainer.setHyperparameter(address, 0.125);
      const now = await trainer.readHyperparameters();
      expect(now).toEqual({ ...read, [address]: 0.125 });
      await trainer.setHyperparameter(address, read[address]!);
    }
  });

  it("which means all that it fits, and events tell of each", async () => {
    const trainer = await trained({ ...plain(groups), epochs: 0 });
    const told: unknown[] = [];
    trainer.events$.subscribe();
    const running = createTrainer(plain(groups));
    running.events$.subscribe((event) => {
      if (event.type === "hyperparameterChanged") told.push([event.name, event.value]);
    });
    const run = running.start();
    await running.setHyperparameter("learningRate", 0.5);
    await run;
    expect(told).toEqual([
      ["slow.learningRate", 0.5],
      ["fast.learningRate", 0.5],
    ]);
    await expect(trainer.setHyperparameter("fast.momentum", 1)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      message: expect.stringMatching(/no "fast.momentum".*slow.learningRate, weightDecay, fast.learningRate/) as string,
    });
    for (const unknown of [
      "",
      ".",
      "learningRate.",
      "slow",
      "inner.slow.learningRate",
      "__proto__",
      "hyperparameters",
    ]) {
      await expect(trainer.setHyperparameter(unknown, 0.5)).rejects.toThrow(/the optimizer has no/);
    }
  });

  it.each([
    [
      sgd(0.1, { momentum: 0.5 }),
      "learningRate",
      [-1, 1e308, Number.NaN, Infinity, -0.001, "1", null],
      /from 0 up to 3\.4e38/,
    ],
    [sgd(0.1, { momentum: 0.5 }), "momentum", [1, -0.1, 0.99999999999, Number.NaN], /from 0 and below 1/],
    [chain(clipByGlobalNorm(1), sgd(0.1)), "clipNorm", [0, -1, 1e-320], /above 0 up to 3\.4e38/],
    [lookahead(sgd(0.1)), "alpha", [1.5, -0.5], /from 0 up to 1\./],
    [sgd(cosine({ peak: 1, steps: 9 })), "learningRateFactor", [-1, 1e308], /from 0 up to/],
  ] as const)("and nothing out of its range is taken: %#", async (optimizer, address, refused, range) => {
    const trainer = await trained({ ...plain(optimizer), epochs: 0 });
    const before = await trainer.readHyperparameters();
    for (const value of refused) {
      const error = await trainer.setHyperparameter(address, value as number).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RensaError);
      expect((error as RensaError).code).toBe("ARGUMENT_INVALID");
      expect((error as RensaError).message).toMatch(range);
    }
    expect(await trainer.readHyperparameters()).toEqual(before);
  });
});

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

it("a snapshot of before is refused clearly", async () => {
  const snapshot = await (await trained({ ...plain(sgd(0.1)), epochs: 1 })).snapshot();
  const old = { ...snapshot, format: 2 as 3 };
  expect((await failureOf(createTrainer({ ...plain(sgd(0.1)), resume: old })))?.message).toMatch(/format 2.*reads 3/);
  const { file } = await encodeCheckpoint(old);
  await expect(decodeCheckpoint(file)).rejects.toThrow(/format 3/);
});

it("another optimizer's state is refused with the name of what it lacks", async () => {
  const snapshot = await (await trained({ ...plain(sgd(0.1)), epochs: 1 })).snapshot();
  const error = await failureOf(createTrainer({ ...plain(adam(0.1)), resume: snapshot }));
  expect(error?.message).toMatch(/has no "optimizer\.inner\.0\.slots/);
  const state: ReadonlyMap<string, HostTensor> = snapshot.state;
  expect([...state.keys()]).toContain("optimizer.hyperparameters.learningRate");
});

it("TypeScript knows the addresses", () => {
  const optimizer = partition({ slow: sgd(0.1), fast: lookahead(adam(0.1)) }, () => "slow" as const);
  const config: TrainConfig = plain(optimizer);
  const trainer = createTrainer({ ...config, optimizer });
  const set = (address: Parameters<typeof trainer.setHyperparameter>[0]): string => address;
  expect([set("learningRate"), set("slow.learningRate"), set("fast.alpha"), set("fast.0.weightDecay")]).toHaveLength(4);
  // @ts-expect-error There is no such group.
  set("quick.learningRate");
  // @ts-expect-error Only the other group has one.
  set("slow.alpha");
  // @ts-expect-error It is spelled otherwise.
  set("learningrate");
  // @ts-expect-error There is no such group.
  partition({ slow: sgd(0.1) }, () => "quick");
  const steering: Trainer = trainer;
  expect(steering).toBe(trainer);
});
