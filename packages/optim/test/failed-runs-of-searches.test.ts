/** Searches whose trials fail, or cannot be made. */
import { lastValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { createTrainer, gridSearch, search, choice, type TrainEvent } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { fail } from "./users-error.ts";

describe("a search", () => {
  it("tells of trials that fail with their cause, and ends by an error where all did", async () => {
    const events: unknown[] = [];
    const stream = search({
      space: { rate: choice([0.1, 0.2]) },
      strategy: gridSearch({ points: 2 }),
      trial: () => createTrainer(lineConfig({ loss: fail })),
    });
    const error: unknown = await new Promise((resolve) => {
      stream.subscribe({ next: (event) => events.push(event), error: resolve, complete: () => resolve(null) });
    });
    expect(error).toMatchObject({ code: "USER_CODE_FAILED", cause: { code: "USER_CODE_FAILED" } });
    expect(events.filter((event) => (event as TrainEvent).type === ("trialFailed" as never))).toMatchObject(
      [0, 1].map((trial) => ({ trial, error: { code: "USER_CODE_FAILED", cause: { name: "UsersError" } } })),
    );
    expect(events.at(-1)).toMatchObject({ type: "failed", error: { code: "USER_CODE_FAILED" } });
  });

  it("names what makes its trials where that throws", async () => {
    const stream = search({ space: { rate: choice([0.1]) }, strategy: gridSearch({ points: 2 }), trial: fail });
    const error: unknown = await lastValueFrom(stream).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "USER_CODE_FAILED",
      message: expect.stringMatching(/The trial threw/) as string,
    });
  });
});
