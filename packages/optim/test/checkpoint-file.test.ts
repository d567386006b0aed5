/** A snapshot comes back from its file with every bit, or not at all. */
import { hostTensor, RensaError } from "@rensa/core";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint } from "../src/checkpoint/decode-checkpoint.ts";
import { encodeCheckpoint } from "../src/checkpoint/encode-checkpoint.ts";
import { readExactJson, writeExactJson } from "../src/checkpoint/exact-json.ts";
import { readManifest, writeManifest } from "../src/checkpoint/manifest.ts";
import { checkpointStore } from "../src/checkpoint/store-on-storage.ts";
import type { Json, Kept } from "../src/train/snapshot/snapshot.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";

async function refusal(promise: Promise<unknown>): Promise<RensaError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RensaError);
  return error as RensaError;
}

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.constantFrom(-0, NaN, Infinity, -Infinity),
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("$number", "$$number", "$", "__proto__")), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

describe("exact JSON", () => {
  it("brings every value back", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(readExactJson(writeExactJson(value, "value"))).toStrictEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses what would not come back, by its path", () => {
    const itself: Record<string, Json> = {};
    itself["again"] = itself;
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [{ a: [1, undefined] }, /value\.a\[1\] cannot be written as JSON: it is undefined/],
      [new Array<number>(1), /value\[0\] .* undefined/],
      [{ when: new Date(0) }, /value\.when .* instance of a class/],
      [new Map(), /value .* instance of a class/],
      [{ a: 1n }, /value\.a .* bigint/],
      [itself, /nested deeper than 200/],
    ];
    for (const [value, sentence] of cases) {
      expect(() => writeExactJson(value as Json, "value")).toThrow(sentence);
      expect(() => writeExactJson(value as Json, "value")).toThrow(RensaError);
    }
  });
});

describe("a checkpoint's file", () => {
  it("holds the snapshot bit for bit", async () => {
    const snapshot = sampleSnapshot(123, { isFinite: false });
    const { file, manifest } = await encodeCheckpoint(snapshot, { isBest: true });
    const decoded = await decodeCheckpoint(file, manifest);
    expect(bitsOf(decoded)).toEqual(bitsOf(snapshot));
    expect([...decoded.kept.values()].map((kept) => kept.tensors?.size)).toEqual([undefined, 2, 1, 0]);
    expect(bitsOf(await decodeCheckpoint(Buffer.from(file), manifest))).toEqual(bitsOf(snapshot));
  });

  it("holds whatever subscribers keep", async () => {
    const name = fc.string({ unit: "grapheme" });
    const kept = fc.record({
      values: json,
      tensors: fc.dictionary(name, fc.array(fc.float(), { maxLength: 3 }), { maxKeys: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, kept, { maxKeys: 4 }), async (all) => {
        const entries = Object.entries(all).map(([key, { values, tensors }]): [string, Kept] => [
          key,
          {
            values,
            tensors: new Map(Object.entries(tensors).map(([path, data]) => [path, hostTensor(data, [data.length])])),
          },
        ]);
        const snapshot = { ...sampleSnapshot(1), kept: new Map(entries) };
        const decoded = await decodeCheckpoint((await encodeCheckpoint(snapshot)).file);
        expect(bitsOf(decoded)).toEqual(bitsOf(snapshot));
      }),
      { numRuns: 60 },
    );
  });

  it("is a safetensors file with the paths of the state, the same for the same snapshot", async () => {
    const { file, manifest } = await encodeCheckpoint(sampleSnapshot(5));
    const { tensors } = decodeSafetensors(file);
    expect([...tensors.keys()].sort()).toEqual([
      "kept.a%2Eb%25.c.d",
      "kept.a%2Eb%25.strange",
      "kept.a.b%.c.d",
      "state.key",
      "state.optimizer.inner.0.hyperparameters.learningRate",
      "state.optimizer.inner.0.reports.gradientNorm",
      "state.optimizer.inner.0.slots.bytes",
      "state.optimizer.inner.0.slots.empty",
      "state.optimizer.inner.0.slots.mask",
      "state.optimizer.inner.0.slots.sums",
      "state.parameters.dense_1.bias",
      "state.parameters.dense_1.weights",
      "state.step",
    ]);
    const again = await encodeCheckpoint(sampleSnapshot(5));
    expect(again.file).toEqual(file);
    expect(again.manifest.sha256).toBe(manifest.sha256);
  });

  it("has a manifest that says what it is, and comes back too", async () => {
    const metric = { name: "validation.accuracy", value: NaN };
    const { file, manifest } = await encodeCheckpoint(sampleSnapshot(25), { isBest: true, metric, savedAt: 1000 });
    expect(manifest).toEqual({
      format: 3,
      rensa: "0.0.0",
      runId: "run-7",
      graph: "9f86d081884c7d659a2feaa0c55ad015",
      step: 25,
      epoch: 3,
      loss: NaN,
      metric,
      isFinite: true,
      isBest: true,
      savedAt: 1000,
      bytes: file.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(readManifest(writeManifest(manifest))).toEqual(manifest);
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", file)).toString("hex");
    expect(manifest.sha256).toBe(digest);
  });

  it("is refused when it was cut off or a bit of it has changed", async () => {
    const { file, manifest } = await encodeCheckpoint(sampleSnapshot(5));
    const cut = await refusal(decodeCheckpoint(file.slice(0, -1), manifest));
    expect(cut).toMatchObject({
      code: "CHECKPOINT_INVALID",
      message: expect.stringMatching(/\d+ bytes, and \d+ were written/) as string,
    });
    for (let bit = 0; bit < file.length * 8; bit += 97) {
      const damaged = file.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const error = await refusal(decodeCheckpoint(damaged, manifest));
      expect(error).toMatchObject({ code: "CHECKPOINT_INVALID", message: expect.stringMatching(/SHA-256/) as string });
    }
  });

  it("is decoded or refused without its manifest too, whatever has changed", async () => {
    const { file } = await encodeCheckpoint(sampleSnapshot(5));
    for (let at = 0; at < file.length; at += 3) {
      const damaged = file.slice();
      damaged[at]! ^= 1 << (at % 8);
      const thrown: unknown = await decodeCheckpoint(damaged).then(
        () => null,
        (error: unknown) => error,
      );
      if (thrown !== null) expect(thrown).toMatchObject({ name: "RensaError", code: "CHECKPOINT_INVALID" });
    }
  });

  const described = async (
    change: (description: Record<string, unknown>) => unknown,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const { file } = await encodeCheckpoint(sampleSnapshot(5));
    const { tensors, metadata } = decodeSafetensors(file);
    const description = JSON.parse(metadata["rensa"]!) as Record<string, unknown>;
    return encodeSafetensors(tensors, { rensa: JSON.stringify(change(description)) });
  };
  const cases: readonly (readonly [
    what: string,
    change: (description: Record<string, unknown>) => unknown,
    sentence: RegExp,
  ])[] = [
    ["a later format", (all) => ({ ...all, format: 4 }), /format is 4, and this version of Rensa reads format 3/],
    ["an earlier format", (all) => ({ ...all, format: 2 }), /format is 2.* begin a new run with its parameters/],
    ["a setting that is none", (all) => ({ ...all, settings: { epochs: [] } }), /settings\.epochs is \[\], not text/],
    ["no progress", (all) => ({ ...all, progress: undefined }), /progress is missing, not an object/],
    [
      "a step that is none",
      (all) => ({ ...all, progress: { ...(all["progress"] as object), step: -1 } }),
      /progress\.step is -1, not a non-negative integer/,
    ],
    ["a description that is no object", () => [1], /description is \[1\], not an object/],
    ["a tensor fewer", (all) => ({ ...all, state: ["parameters.more"] }), /"state\.parameters\.more" is missing/],
    ["a tensor more", (all) => ({ ...all, kept: [] }), /nothing says what the tensor "kept\./],
    ...["0x10", "1", {}, null].map(
      (text) =>
        [
          `${JSON.stringify(text)} marked as a number`,
          (all: Record<string, unknown>) => ({
            ...all,
            kept: [{ name: "a", values: { $number: text }, tensors: null }],
          }),
          /its description is not JSON/,
        ] as const,
    ),
    [
      "values kept twice under one name",
      (all) => ({ ...all, kept: [1, 2].map((values) => ({ name: "a", values, tensors: null })) }),
      /one name/,
    ],
    ["a tensor twice", (all) => ({ ...all, state: ["key", "key"] }), /"state\.key" is missing/],
  ];
  it.each(cases)("is refused with %s", async (_, change, sentence) => {
    const error = await refusal(decodeCheckpoint(await described(change)));
    expect(error).toMatchObject({ code: "CHECKPOINT_INVALID", message: expect.stringMatching(sentence) as string });
  });

  it("is passed over with a manifest that nobody wrote, however large, and told of", async () => {
    const { file } = await encodeCheckpoint(sampleSnapshot(5));
    const name = "checkpoint-00000001-step-5-01234567-0123456789ab";
    for (const manifest of [
      new Uint8Array(2 ** 21).fill(0x5b),
      Uint8Array.of(0x7b, 0xff),
      new Uint8Array(9000).fill(0x5b),
    ]) {
      const problems: string[] = [];
      const store = checkpointStore(
        {
          read: (path) => Promise.resolve(path.endsWith(".json") ? manifest : file),
          write: () => Promise.resolve(),
          list: () => Promise.resolve([`${name}.json`, `${name}.safetensors`]),
          remove: () => Promise.resolve(),
        },
        { onProblem: ({ kind, error }) => problems.push(`${kind} ${error.code}`) },
      );
      expect(await store.list()).toEqual([]);
      expect(problems).toEqual(["damaged CHECKPOINT_INVALID"]);
    }
  });

  it("is not taken for one where it only holds tensors", async () => {
    const error = await refusal(decodeCheckpoint(encodeSafetensors(new Map([["a", hostTensor([1])]]))));
    expect(error.message).toMatch(/read its parameters with loadParameters/);
  });

  it("is not made of kept values that would not come back", async () => {
    const kept = new Map([["mine", { values: JSON.parse("{}", () => ({ when: new Date() })) as Json }]]);
    const error = await refusal(encodeCheckpoint({ ...sampleSnapshot(1), kept }));
    expect(error).toMatchObject({
      code: "ARGUMENT_INVALID",
      message: expect.stringMatching(/snapshot\.kept\[0\]\.values\.when/) as string,
    });
  });
});
