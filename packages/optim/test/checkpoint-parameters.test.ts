/** Parameters of one training for another. */
import { f32, hostTensor, i32, RensaError, type TensorType } from "@rensa/core";
import { encodeSafetensors } from "@rensa/io";
import { describe, expect, it } from "vitest";
import { encodeCheckpoint } from "../src/checkpoint/encode-checkpoint.ts";
import { fitParameters, type FitOptions } from "../src/checkpoint/fit-parameters.ts";
import { loadParameters } from "../src/checkpoint/load-parameters.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import { resumeFrom } from "../src/checkpoint/resume-from.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";

describe("resumeFrom", () => {
  it("gives the newest snapshot, and null where there is none", async () => {
    const store = memoryStore();
    expect(await resumeFrom(store)).toBeNull();
    await store.save(sampleSnapshot(1));
    await store.save(sampleSnapshot(2));
    expect(bitsOf((await resumeFrom(store))!)).toEqual(bitsOf(sampleSnapshot(2)));
  });
});

describe("loadParameters", () => {
  const key = "dense_1.weights";
  const weights = (step: number) => sampleSnapshot(step).state.get(`parameters.${key}`)?.data;

  it("reads a store's newest, best or named checkpoint", async () => {
    const store = memoryStore();
    const { name } = await store.save(sampleSnapshot(1));
    await store.save(sampleSnapshot(2), { isBest: true });
    await store.save(sampleSnapshot(3));
    expect((await loadParameters(store)).get(key)?.data).toEqual(weights(3));
    expect((await loadParameters(store, { checkpoint: "best" })).get(key)?.data).toEqual(weights(2));
    expect((await loadParameters(store, { checkpoint: name })).get(key)?.data).toEqual(weights(1));
    expect([...(await loadParameters(store)).keys()].sort()).toEqual(["dense_1.bias", "dense_1.weights"]);
  });

  it("reads a checkpoint's file and any other file of tensors", async () => {
    const { file } = await encodeCheckpoint(sampleSnapshot(4));
    const parameters = await loadParameters(file);
    expect(parameters.get(key)?.data).toEqual(weights(4));
    expect(parameters.size).toBe(2);
    const other = encodeSafetensors(new Map([["state.parameters.x", hostTensor([1])]]), { format: "pt" });
    expect([...(await loadParameters(other)).keys()]).toEqual(["state.parameters.x"]);
  });

  it("says that there is none", async () => {
    await expect(loadParameters(memoryStore())).rejects.toMatchObject({ code: "CHECKPOINT_INVALID" });
    await expect(loadParameters(memoryStore(), { checkpoint: "best" })).rejects.toThrow(
      /no checkpoint that is the best/,
    );
    await expect(loadParameters(new Uint8Array(2))).rejects.toMatchObject({ code: "FILE_INVALID" });
  });
});

describe("fitParameters", () => {
  const available = new Map([
    ["body.weights", hostTensor([[1, 2]])],
    ["head.bias", hostTensor([1, 2, 3])],
  ]);
  const wanted = new Map<string, TensorType>([
    ["body.weights", f32(1, 2)],
    ["head.bias", f32(3)],
  ]);

  it("passes on what fits exactly", () => {
    expect([...fitParameters(available, wanted)]).toEqual([...available]);
  });

  it("renames, and takes a part where that is said", () => {
    const options: FitOptions = { rename: (name) => (name.startsWith("head") ? null : `new.${name}`), partial: true };
    const fitted = fitParameters(
      available,
      new Map<string, TensorType>([
        ["new.body.weights", f32(1, 2)],
        ["new.head", f32(7)],
      ]),
      options,
    );
    expect([...fitted.keys()]).toEqual(["new.body.weights"]);
    expect(fitted.get("new.body.weights")).toBe(available.get("body.weights"));
  });

  const cases: readonly (readonly [what: string, call: () => unknown, sentence: RegExp])[] = [
    [
      "a missing parameter",
      () => fitParameters(new Map([...available].slice(1)), wanted),
      /"body\.weights" is missing; .*partial: true/,
    ],
    [
      "an unknown parameter",
      () => fitParameters(available, new Map<string, TensorType>([...wanted].slice(1))),
      /the model has no "body\.weights"/,
    ],
    [
      "another shape",
      () => fitParameters(available, new Map<string, TensorType>([...wanted, ["head.bias", f32(4)]])),
      /"head\.bias" is f32\[3\], and the model wants f32\[4\]/,
    ],
    [
      "another shape of a part",
      () => fitParameters(available, new Map<string, TensorType>([["head.bias", f32(4)]]), { partial: true }),
      /"head\.bias" is f32\[3\]/,
    ],
    [
      "another dtype",
      () => fitParameters(available, new Map<string, TensorType>([...wanted, ["head.bias", i32(3)]])),
      /wants i32\[3\]/,
    ],
    [
      "two under one name",
      () =>
        fitParameters(available, new Map<string, TensorType>([["x", f32(1, 2)]]), { rename: () => "x", partial: true }),
      /two parameters would become "x"/,
    ],
    [
      "a part that is empty",
      () => fitParameters(available, new Map<string, TensorType>([["x", f32(1)]]), { partial: true }),
      /none of "body\.weights", "head\.bias" is a parameter of the model, such as "x"/,
    ],
  ];
  it.each(cases)("refuses %s", (_, call, sentence) => {
    expect(call).toThrow(sentence);
    expect(call).toThrow(RensaError);
    expect(call).toThrow(expect.objectContaining({ code: "CHECKPOINT_MISMATCH" }));
  });
});
