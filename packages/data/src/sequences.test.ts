/** Windows of a series and padded sequences: what an example is, lazily, in every view; and what is refused. */
import { RensaError } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { padSequences } from "./padded-sequences.ts";
import { cutWindows } from "./windows.ts";
import { padInBuckets } from "./padded-buckets.ts";

const codeOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof RensaError) return `${error.code}: ${error.sentence}`;
    throw error;
  }
  return "nothing";
};

describe("cutWindows", () => {
  it.each([
    [7, 3, 2, 2],
    [7, 3, 1, 1],
    [8, 3, 2, 3],
    [5, 4, 1, 9],
    [100, 24, 6, 5],
  ])("cuts a series of %i steps by length %i, horizon %i, stride %i", (steps, length, horizon, stride) => {
    const series = Array.from({ length: steps }, (_, at) => at * 10);
    const found = cutWindows(series, { length, horizon, stride });
    const starts: number[] = [];
    for (let start = 0; start + length + horizon <= steps; start += stride) starts.push(start);
    expect(found.size).toBe(starts.length);
    starts.forEach((start, row) => {
      const { inputs, targets } = found.at(row);
      expect([...inputs.data]).toEqual(series.slice(start, start + length));
      expect([...targets.data]).toEqual(series.slice(start + length, start + length + horizon));
    });
  });

  it("keeps the steps of several measurements together, and the dtype", () => {
    const found = cutWindows(Float64Array.of(1, 10, 2, 20, 3, 30, 4, 40), { length: 2, shape: [2] });
    expect([found.size, found.inputs.shape, found.targets.shape, found.inputs.dtype]).toEqual([
      2,
      [2, 2],
      [1, 2],
      "f64",
    ]);
    expect([...found.at(1).inputs.data, ...found.at(1).targets.data]).toEqual([2, 20, 3, 30, 4, 40]);
    expect(
      cutWindows(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        { length: 2, shape: [2] },
      ).at(0).targets.data,
    ).toEqual(Float32Array.of(5, 6));
  });

  it("is shuffled, split, mapped and batched as any data set", () => {
    const found = cutWindows(
      Float32Array.from({ length: 20 }, (_, at) => at),
      { length: 3 },
    );
    const [first, second] = found.split(0.5);
    expect([first.size, second.size]).toEqual([9, 8]);
    const doubled = found.map(({ inputs, targets }) => ({
      inputs: Array.from(inputs.data, (value) => value * 2),
      targets: targets.data,
    }));
    expect([...doubled.at(4).inputs.data]).toEqual([8, 10, 12]);
    for (const { inputs, targets } of found.batch(5).batches({ epoch: 0, seed: 1 })) {
      expect(inputs.shape).toEqual([5, 3]);
      for (let row = 0; row < 5; row++) expect(targets.data[row]).toBe((inputs.data[row * 3 + 2] ?? 0) + 1);
    }
  });

  it("refuses what is no series, and windows that do not fit", () => {
    expect(codeOf(() => cutWindows([1, 2, 3], { length: 3 }))).toBe(
      "DATA_EMPTY: cutWindows: 3 steps hold no window of 3 and 1 behind it; give a longer series or shorter windows.",
    );
    expect(codeOf(() => cutWindows([], { length: 1 }))).toMatch(/^DATA_EMPTY/);
    expect(codeOf(() => cutWindows(new Float32Array(5), { length: 1, shape: [2] }))).toMatch(
      /^DATA_INVALID.*no multiple/,
    );
    for (const options of [{ length: 0 }, { length: 1.5 }, { length: 1, horizon: 0 }, { length: 1, stride: -1 }]) {
      expect(codeOf(() => cutWindows([1, 2, 3], options))).toMatch(
        /^DATA_INVALID: cutWindows: (length|horizon|stride) is/,
      );
    }
    expect(codeOf(() => cutWindows("12345" as never, { length: 1 }))).toMatch(/^DATA_INVALID/);
  });
});

describe("padSequences", () => {
  const words = [[4, 2, 9], [7], [], [1, 2]];
  const targets = [1, 0, 0, 1];

  it("pads to the longest, or to what is said, and tells how long each is", () => {
    const found = padSequences(words, { targets });
    expect(found.inputs.values.shape).toEqual([3]);
    const [batch] = found.batch(4, { shuffle: false }).batches({ epoch: 0, seed: 0 });
    expect([...(batch?.inputs.values.data ?? [])]).toEqual([4, 2, 9, 7, 0, 0, 0, 0, 0, 1, 2, 0]);
    expect([...(batch?.inputs.lengths.data ?? [])]).toEqual([3, 1, 0, 2]);
    expect([...(batch?.targets.data ?? [])]).toEqual(targets);
    const longer = padSequences(words, { targets, classes: 2, to: 5, value: -1 });
    expect([longer.inputs.values.shape, longer.targets.dtype, longer.classes]).toEqual([[5], "i32", 2]);
    expect([...longer.at(1).inputs.values.data]).toEqual([7, -1, -1, -1, -1]);
  });

  it("keeps the first steps of what is cut", () => {
    const found = padSequences(words, { targets, to: 2, longer: "cut" });
    expect([...found.at(0).inputs.values.data]).toEqual([4, 2]);
    expect([...found.at(0).inputs.lengths.data]).toEqual([2]);
  });

  it("pads steps of several features, in the dtype of typed arrays", () => {
    const found = padSequences([Int32Array.of(1, 2, 3, 4), Int32Array.of(5, 6)], { targets: [0, 1], shape: [2] });
    expect([found.inputs.values.shape, found.inputs.values.dtype]).toEqual([[2, 2], "i32"]);
    expect([...found.at(1).inputs.values.data]).toEqual([5, 6, 0, 0]);
    expect([...found.at(1).inputs.lengths.data]).toEqual([1]);
  });

  it("refuses what does not fit, with the sequence", () => {
    expect(codeOf(() => padSequences(words, { targets, to: 2 }))).toBe(
      'DATA_INVALID: padSequences: sequence 0 has 3 steps, and all are padded to 2; give a larger `to`, or `longer: "cut"`.',
    );
    const cases: readonly (readonly [() => unknown, RegExp])[] = [
      [() => padSequences([], { targets: [] }), /^DATA_EMPTY/],
      [() => padSequences(words, { targets: [1] }), /4 sequences and 1 targets/],
      [() => padSequences(words, { targets, shape: [2] }), /sequence 0 has 3 elements, which is no multiple of the 2/],
      [() => padSequences([[1, "2"]] as never, { targets: [1] }), /sequence 0 has a string at 1/],
      [() => padSequences([[1], null] as never, { targets }), /sequence 1 is neither/],
      [() => padSequences("ab" as never, { targets }), /no list/],
      [() => padSequences([Int32Array.of(1), Float32Array.of(1)], { targets: [0, 1] }), /sequences of i32 and of f32/],
      [() => padSequences(words, { targets, to: 0 }), /to is 0/],
      [() => padSequences(words, { targets, longer: "drop" as "cut" }), /longer is "drop"/],
      [() => padSequences(words, { targets: [0, 1, 2, 0], classes: 2 }), /^LABEL_OUT_OF_RANGE/],
    ];
    for (const [make, sentence] of cases) expect(codeOf(make)).toMatch(sentence);
  });
});

describe("padInBuckets", () => {
  const words = [[4, 2, 9], [7], [], [1, 2], [1, 2, 3, 4, 5]];
  const targets = [1, 0, 2, 1, 0];

  it("holds each sequence in the first bucket that is long enough, with its target", () => {
    const buckets = padInBuckets(words, { targets, classes: 3, to: [8, 2, 4, 2], value: -1 });
    expect(buckets.map(({ size, inputs, classes }) => [size, inputs.values.shape, classes])).toEqual([
      [3, [2], 3],
      [1, [4], 3],
      [1, [8], 3],
    ]);
    const [short] = buckets;
    const [batch] = short?.batch(3, { shuffle: false }).batches({ epoch: 0, seed: 0 }) ?? [];
    expect([...(batch?.inputs.values.data ?? [])]).toEqual([7, -1, -1, -1, 1, 2]);
    expect([...(batch?.inputs.lengths.data ?? [])]).toEqual([1, 0, 2]);
    expect([...(batch?.targets.data ?? [])]).toEqual([0, 2, 1]);
    expect(batch?.targets.dtype).toBe("i32");
  });

  it("is the padded data set where there is one bucket, of any steps", () => {
    const steps = [Int32Array.of(1, 2, 3, 4), Int32Array.of(5, 6)];
    const [found, ...others] = padInBuckets(steps, { targets: [0, 1], shape: [2], to: [3] });
    const whole = padSequences(steps, { targets: [0, 1], shape: [2], to: 3 });
    expect(others).toEqual([]);
    for (const row of [0, 1]) expect(found?.at(row)).toEqual(whole.at(row));
  });

  it("cuts what is longer than all, or refuses it with its place among all", () => {
    expect(codeOf(() => padInBuckets(words, { targets, to: [1, 3] }))).toMatch(/sequence 4 has 5 steps/);
    const buckets = padInBuckets(words, { targets, to: [1, 3], longer: "cut" });
    expect(buckets.map(({ size }) => size)).toEqual([2, 3]);
    expect([...(buckets[1]?.at(2).inputs.values.data ?? [])]).toEqual([1, 2, 3]);
    for (const to of [[], [0], [1.5], ["2"], "2", undefined]) {
      expect(codeOf(() => padInBuckets(words, { targets, to: to as number[] }))).toMatch(/^(DATA|ARGUMENT)_INVALID/);
    }
  });
});
