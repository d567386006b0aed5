import { readFileSync } from "node:fs";
import { runMain } from "@rensa/example-tools/run-main";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import { hostTensor, predictor, f32 } from "rensa";
import { describe, expect, it } from "vitest";
import { fineTune, imported, loadDigits, someOfEach } from "./networks.ts";
import { scoresByDefinition } from "./reference.ts";
import { readTorchFile, writeTorchFile } from "./torch-file.ts";

const file = new Uint8Array(readFileSync(new URL("seven-digits.safetensors", import.meta.url)));

describe("weights from a file of PyTorch's names and layout", () => {
  it("give the scores that PyTorch's definitions give", async () => {
    const { test } = await loadDigits();
    const predict = predictor({ model: imported, parameters: await readTorchFile(file), example: f32(28, 28, 1) });
    const { tensors } = decodeSafetensors(file);
    for (const row of [0, 7, 500]) {
      const { data } = test.at(row).inputs;
      const expected = scoresByDefinition(tensors, data);
      const image = Array.from({ length: 28 }, (_, y) =>
        Array.from(data.slice(28 * y, 28 * (y + 1)), (pixel) => [pixel]),
      );
      const found = Array.from((await predict([image])).data);
      expect(found).toHaveLength(7);
      found.forEach((score, at) => expect(score).toBeCloseTo(expected[at] ?? Number.NaN, 4));
    }
  });

  it("are written as they were read", async () => {
    expect(await writeTorchFile(await readTorchFile(file))).toEqual(file);
  });

  it("are left out where the network has no such layer, and refused where they have another shape", async () => {
    const strange = encodeSafetensors(
      new Map([
        ["other.weight", hostTensor([[1]])],
        ["head.bias", hostTensor([1])],
      ]),
    );
    expect([...(await readTorchFile(strange)).keys()]).toEqual(["head.bias"]);
    const flat = encodeSafetensors(new Map([["features.0.weight", hostTensor([1, 2])]]));
    await expect(readTorchFile(flat)).rejects.toMatchObject({ name: "RensaError" });
  });
});

describe("fine-tuning", () => {
  it("tells ten digits by five examples of each, far better than by chance", async () => {
    const { train, test } = await loadDigits();
    const few = someOfEach(train, 5);
    expect(few.size).toBe(50);
    const setting = { few, test: test.filter((_, row) => row % 5 === 0), epochs: 12, seed: 1 };
    const { curve, headOnly, accuracy } = await fineTune(await readTorchFile(file), setting);
    expect(curve.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, epoch) => 5 * (epoch + 1)));
    expect(headOnly).toBeGreaterThan(0.35);
    expect(accuracy).toBeGreaterThan(headOnly);
    expect(accuracy).toBeGreaterThan(0.5);
  });

  it("runs as a command and draws a picture", async () => {
    const options = ["--epochs", "2", "--most", "1"];
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), options);
    expect(text).toMatch(/^1 +\d+\.\d % +\d+\.\d % +\d+\.\d %$/m);
    expect(picture).toContain("new head only");
  });
});
