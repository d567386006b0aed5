/** States of optimizers that a run does not go on from. */
import type { HostTensor } from "@rensa/core";
import { expect, it } from "vitest";
import { adam, createTrainer, decodeCheckpoint, encodeCheckpoint, sgd } from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { slopeTrainings, trained, failureOf } from "./slope-and-offset.ts";

const { plain } = slopeTrainings(backendUnderTest, stepsInFlight);

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
